//! A table, read to its end as an import reads it: its doubts end, and every line and cell is accounted for.

use std::collections::BTreeSet;
use std::io::Cursor;

use tollbook::intake::decision::Decision;
use tollbook::intake::dialects::{Dialect, open};
use tollbook::intake::item::{Item, Skipped, What};
use tollbook::intake::profile::Profile;
use tollbook::intake::settings::Settings;
use tollbook::intake::settled::{Settled, Survey};
use tollbook::intake::stopped::Stopped;
use tollbook::intake::survey::{settle_encoding, survey};
use tollbook::model::problem::Fault;

use super::held;

/// How reading a table ended.
#[derive(Debug)]
pub enum Ended {
    /// With faults of the whole file.
    Stopped,
    /// At its end.
    Read(Box<Read>),
}

/// What a table was read as.
#[derive(Debug)]
pub struct Read {
    /// Its rows, in order.
    pub items: Vec<Item>,
    /// The names of its header.
    pub names: Vec<String>,
    /// What was decided about it.
    pub decisions: Vec<Decision>,
    /// The profile that it was read by.
    pub profile: Option<Profile>,
}

/// Reads a table to its end.
pub fn ended(bytes: &[u8], settings: &Settings) -> Result<Ended, String> {
    let mut settled = Settled::default();
    for _ in 0..4 {
        let stopped = match once(bytes, settings, &settled) {
            Ok(read) => return read.map(|read| Ended::Read(Box::new(read))),
            Err(Stopped::Unsettled) if settled.survey == Survey::Pending => {
                survey(Cursor::new(bytes), settings, &mut settled).err()
            }
            Err(Stopped::NotUtf8 { line, column }) => {
                settle_encoding(Cursor::new(bytes), settings, &mut settled, (line, column)).err()
            }
            Err(stopped) => Some(stopped),
        };
        match stopped {
            None => {}
            Some(Stopped::File(faults)) if !faults.is_empty() => {
                let is_told =
                    faults.iter().all(|fault| !fault.hint().is_empty() && !fault.to_string().is_empty());
                held(is_told, || format!("{faults:?}"))?;
                return Ok(Ended::Stopped);
            }
            Some(Stopped::NotUtf8 { line, column }) => {
                if let Err(Stopped::File(_)) =
                    settle_encoding(Cursor::new(bytes), settings, &mut settled, (line, column))
                {
                    return Ok(Ended::Stopped);
                }
            }
            Some(other) => return Err(format!("{other:?}")),
        }
    }
    Err("its doubts do not end".into())
}

fn once(bytes: &[u8], settings: &Settings, settled: &Settled) -> Result<Result<Read, String>, Stopped> {
    let mut dialect = open(Cursor::new(bytes.to_vec()), settings, settled)?;
    let mut items = Vec::new();
    while let Some(item) = dialect.read()? {
        items.push(item);
    }
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
    if let Err(why) = accounted(&*dialect, &items, lines) {
        return Ok(Err(why));
    }
    Ok(Ok(Read {
        names: dialect.layout().mapping().names().to_vec(),
        decisions: dialect.decisions().to_vec(),
        profile: dialect.profile().cloned(),
        items,
    }))
}

/// Every line and cell went somewhere, each row has a line of its own, and what is rejected says why.
fn accounted(dialect: &dyn Dialect, items: &[Item], lines: u64) -> Result<(), String> {
    let mut rows = BTreeSet::new();
    for item in items {
        let line = match item {
            Item::Row(row) => row.line,
            Item::Said(_) | Item::LeftOut(_) => continue,
            Item::Skipped(one) => one.line,
            Item::Rejected(row) => {
                let is_told = row.problems.iter().all(|placed| !placed.problem.hint.is_empty());
                held(!row.problems.is_empty() && is_told, || {
                    format!("a row is rejected without a reason or a hint: {row:?}")
                })?;
                row.line
            }
        };
        held((1..=lines).contains(&line), || format!("line {line} of {lines}"))?;
        if !matches!(item, Item::Skipped(Skipped { what: What::Title | What::Below, .. })) {
            rows.insert(line);
        }
    }
    let (tally, cells) = (dialect.tally(), dialect.cells());
    held(tally.adds_up(), || format!("{tally:?}"))?;
    let all = cells.is_none_or(|cells| {
        cells.read == cells.figures + cells.not_reported + cells.skipped + cells.rejected
    });
    held(all, || format!("{cells:?}"))?;
    // A row in which no cell reports anything is told by its cells.
    let is_by_rows = cells.is_none() && !items.iter().any(|item| matches!(item, Item::Said(_)));
    let found = rows.len() as u64 + dialect.headers();
    held(!is_by_rows || found == tally.records + tally.refusals, || {
        format!("{} headers and rows in the lines {rows:?}, and {tally:?}", dialect.headers())
    })
}
