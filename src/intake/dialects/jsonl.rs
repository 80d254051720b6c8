//! JSON lines, as `export` writes them: one object a line, the fields of the house CSV by their names.

use std::collections::BTreeSet;
use std::io::BufRead;

use serde_json::value::RawValue;

use crate::intake::csv::LineTally;
use crate::intake::fault::FileFault;
use crate::intake::header::Header;
use crate::intake::json::{DistinctKeys, JsonCells, as_text};
use crate::intake::mapping::Mapping;
use crate::intake::row_fault::RowFault;
use crate::intake::settings::Settings;
use crate::intake::settled::Settled;
use crate::intake::stopped::Stopped;
use crate::model::column::{AS_OF_PRECISION, Field, UID};
use crate::model::names::NameFact;
use crate::model::place::Placed;
use crate::model::problem::Problem;
use crate::model::shared::Shared;

use super::{Dialect, Layout};
use crate::intake::item::{Item, Rejected, SaidOfName};

/// The most keys that are named as no fields.
const NAMED: usize = 100;

/// A reader of JSON lines.
pub struct JsonLines<R> {
    reader: R,
    settings: Settings,
    layout: Layout,
    shared: Shared,
    tally: LineTally,
    line: Vec<u8>,
    most: usize,
    /// Keys that are no fields, each of which was named once.
    unread: BTreeSet<String>,
}

impl<R: BufRead> JsonLines<R> {
    /// Opens a file.
    pub fn open(reader: R, settings: &Settings, settled: &Settled) -> JsonLines<R> {
        let mut mapping = Mapping::of_all_fields(settings);
        mapping.decide(settings, &Settled::default());
        let layout = Layout::new(mapping, b',');
        JsonLines {
            reader,
            settings: settings.clone(),
            layout,
            shared: Shared::recorded_on(settled.recorded_on),
            tally: LineTally::default(),
            line: Vec::new(),
            most: settings.limits().row_bytes(),
            unread: BTreeSet::new(),
        }
    }

    /// The next line that is not blank, without its end; `None` at the end of the file.
    fn next_line(&mut self) -> Result<Option<String>, Stopped> {
        loop {
            self.line.clear();
            let limit = self.most as u64 + 1;
            let read = std::io::Read::take(&mut self.reader, limit).read_until(b'\n', &mut self.line)?;
            if read == 0 {
                return Ok(None);
            }
            self.tally.all += 1;
            if self.line.len() > self.most {
                let why = format!("line {} is longer than {} bytes", self.tally.all, self.most);
                let way_out = "mend the first line of the file, then type the same command".to_owned();
                return Err(Stopped::File(vec![FileFault::BrokenHeader { why, way_out }]));
            }
            let text = std::str::from_utf8(&self.line).map_err(|error| {
                let column = String::from_utf8_lossy(&self.line[..error.valid_up_to()]).chars().count() + 1;
                Stopped::NotUtf8 { line: self.tally.all, column }
            })?;
            let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim();
            if text.is_empty() {
                self.tally.blank += 1;
                continue;
            }
            self.tally.records += 1;
            self.tally.record_lines += 1;
            return Ok(Some(text.to_owned()));
        }
    }

    fn judge(&mut self, line: u64, text: &str) -> Item {
        let refused = |why| refused(line, text, why);
        let cells = match serde_json::from_str::<DistinctKeys<'_>>(text) {
            Err(error) => return refused(RowFault::NoObject(error.to_string())),
            Ok(DistinctKeys(object)) => match (with_nul(&object), names_in(&object)) {
                (Some(key), _) => return refused(RowFault::NulInText(key)),
                (None, Some(fact)) => return Item::Said(SaidOfName { line, fact }),
                (None, None) => cells(object, &self.settings),
            },
        };
        match cells {
            Ok((cells, unread)) => {
                let judged = self.layout.judge(line, &cells, &mut self.shared);
                self.with_unread_keys(judged, unread)
            }
            Err(why) => refused(RowFault::NoObject(why)),
        }
    }

    /// A row, with a remark on each of its keys that is read as nothing and was not named before.
    fn with_unread_keys(&mut self, mut item: Item, unread: Vec<String>) -> Item {
        if let Item::Row(row) = &mut item {
            let new =
                unread.into_iter().filter(|key| self.unread.len() < NAMED && self.unread.insert(key.clone()));
            row.drafted.notices.extend(new.map(|key| Problem::of_row(&RowFault::UnreadKey(key))));
        }
        item
    }
}

impl<R: BufRead + Send> Dialect for JsonLines<R> {
    fn read(&mut self) -> Result<Option<Item>, Stopped> {
        let Some(text) = self.next_line()? else { return Ok(None) };
        let line = self.tally.all;
        if self.tally.records == 1 && text.contains(AS_OF_PRECISION) && is_plain(&text) {
            return Err(Stopped::File(vec![FileFault::PlainValues]));
        }
        Ok(Some(self.judge(line, &text)))
    }

    fn again(&mut self, line: u64, cells: &[String]) -> Item {
        self.layout.judge(line, cells, &mut self.shared)
    }

    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn tally(&self) -> LineTally {
        self.tally
    }

    fn headers(&self) -> u64 {
        0
    }
}

/// Whether an object is a row of plain values.
fn is_plain(text: &str) -> bool {
    serde_json::from_str::<DistinctKeys<'_>>(text)
        .is_ok_and(|DistinctKeys(object)| object.iter().any(|(key, _)| key == AS_OF_PRECISION))
}

fn names_in(object: &[(String, &RawValue)]) -> Option<NameFact> {
    let value = |name: &str| object.iter().find(|(key, _)| key == name).map(|(_, value)| *value);
    value("name_kind")?;
    let texts = NameFact::COLUMNS.map(|column| value(column).and_then(as_text).unwrap_or_default());
    NameFact::read(texts.each_ref().map(String::as_str))
}

/// The cells of an object in the order of the house CSV, and its keys that are no fields.
fn cells(
    object: Vec<(String, &RawValue)>,
    settings: &Settings,
) -> Result<(Vec<String>, Vec<String>), String> {
    let (mut cells, mut unread) = (vec![String::new(); Field::ALL.len()], Vec::new());
    for (name, value) in object {
        let Some(field) = Header::field_named(&name, settings) else {
            if name != UID {
                unread.push(name);
            }
            continue;
        };
        let text =
            JsonCells::House.text(value).map_err(|error| format!("`{name}` cannot be read: {error}"))?;
        let text = text.ok_or_else(|| format!("`{name}` is neither a text nor a number"))?;
        if value.get() != "null" {
            cells[field as usize] = text;
        }
    }
    Ok((cells, unread))
}

/// The key of the first text that holds a NUL: what comes in has to go out as a CSV, which is refused with one.
fn with_nul(object: &[(String, &RawValue)]) -> Option<String> {
    // It can only be written as an escape.
    let holds_nul = |value: &RawValue| {
        value.get().contains("\\u0000") && as_text(value).is_some_and(|text| text.contains('\0'))
    };
    object.iter().find(|(_, value)| holds_nul(value)).map(|(key, _)| key.clone())
}

fn refused(line: u64, text: &str, why: RowFault) -> Item {
    let problem = Problem::of_row(&why);
    let placed = Placed {
        line,
        column: None,
        at: None,
        width: 1,
        text: Placed::cut(text),
        value: text.to_owned(),
        problem,
    };
    Item::Rejected(Rejected { line, cells: Vec::new(), problems: vec![placed] })
}
