//! A second look at a file that can be read in two ways: all of it, once, before a row is taken.

use std::io::Read;

use super::decision::{About, Decision, Seen};
use super::encoding::guess;
use super::fault::FileFault;
use super::kinds::NotationKind;
use super::mapping::Mapping;
use super::plan::Plan;
use super::settings::Settings;
use super::settled::{Notation, Settled, Survey};
use super::stopped::Stopped;
use super::table::{SourceTable, opened};
use super::{csv, hxl};
use crate::model::column::Field;
use crate::model::date::{DateFault, DateOrder, Moment};
use crate::model::draft::Draft;
use crate::model::wording::{SignEvidence, Thousands, Wording, WordingFault};

/// Guesses how the bytes of a file are decoded that is not UTF-8.
///
/// # Errors
/// A file that is UTF-8 but for some damaged bytes, of which the first is at `line` and `column`.
pub fn settle_encoding(
    reader: impl Read,
    settings: &Settings,
    settled: &mut Settled,
    (line, column): (u64, usize),
) -> Result<(), Stopped> {
    let language = settings.set.get("language").map(String::as_str);
    match guess(reader, language)? {
        Some(chosen) if settled.encoding.is_none() && settings.encoding.is_none() => {
            settled.encoding = Some(chosen)
        }
        _ => return Err(FileFault::NotUtf8 { line, column }.into()),
    }
    Ok(())
}

/// Looks through the columns that hold counts and dates, and decides how each writes them.
///
/// # Errors
/// Every column that holds a cell with two meanings and none with one, or cells that contradict each other.
pub fn survey(reader: impl Read + Send, settings: &Settings, settled: &mut Settled) -> Result<(), Stopped> {
    settled.survey = Survey::Done;
    let mut table = SourceTable::of(opened(reader, settings, settled)?, settings)?;
    let kinds = kinds(&table, settings, settled)?;
    let mut columns: Vec<SurveyedColumn> = Vec::new();
    for (at, kind) in kinds.into_iter().enumerate() {
        let Some(kind) = kind else { continue };
        let way = settled.way(settings, at, &table.header.names[at]);
        let is_said = match kind {
            NotationKind::Counts => way.thousands.is_some(),
            NotationKind::Dates => way.order.is_some(),
        };
        if !is_said {
            columns.push(SurveyedColumn::new(at, kind));
        }
    }
    while let Some(row) = table.records.next()? {
        if let csv::CsvRow::Record(record) = row {
            for column in &mut columns {
                column.see(record.get(column.at).unwrap_or_default().trim(), record.line_of(column.at));
            }
        }
    }
    let mut faults = Vec::new();
    for column in columns.iter().filter(|column| column.is_in_question()) {
        let name = &table.header.names[column.at];
        match column.decided(name) {
            Ok((way, decision)) => {
                settled.columns.insert(column.at, way);
                settled.decisions.push(decision);
            }
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Stopped::File(faults)) }
}

/// Whether a row that was read calls for a survey all the same: one of its cells settles how its column is written, and
/// another may contradict it. Plain numbers, commas between thousands and ISO dates never do.
#[inline]
pub fn calls_for_a_survey(draft: &Draft<'_>) -> bool {
    let dates = Field::DATES.iter().map(|field| draft.text(*field));
    let counts = Field::COUNTS.iter().map(|field| draft.text(*field));
    counts.into_iter().any(|text| text.contains('.') && Thousands::evidence(text) == DOTTED)
        || dates
            .into_iter()
            .any(|text| has_short_date(text.as_bytes()) && DateOrder::evidence(text).is_some())
}

const DOTTED: SignEvidence = SignEvidence::Settles(Thousands::Dot);

/// Whether a text begins as a day or month in one or two digits does: `25/`, `3.`.
fn has_short_date(text: &[u8]) -> bool {
    let is_sign = |byte: Option<&u8>| matches!(byte, Some(b'/' | b'.' | b'-'));
    is_sign(text.get(1)) || is_sign(text.get(2))
}

/// What each column of a table holds that can be written in two ways.
fn kinds(
    table: &SourceTable<'_>,
    settings: &Settings,
    settled: &Settled,
) -> Result<Vec<Option<NotationKind>>, Stopped> {
    let settings = hxl::under_tags(&table.header, settings);
    let kinds = match &settings.profile {
        Some(_) => Plan::of(&table.header, &settings, settled).map(|plan| plan.kinds()),
        None => Mapping::of_header(table.header.clone(), &settings).map(|mapping| mapping.kinds()),
    };
    kinds.map_err(Stopped::File)
}

/// What a cell says about the signs of its column; a cell that is no number under any says nothing.
fn evidence(text: &str) -> SignEvidence {
    let is_number = |signs: Option<Thousands>| {
        let read = Wording::read_with(text, signs);
        matches!(read, Ok(_) | Err(WordingFault::Fraction { .. } | WordingFault::Ambiguous { .. }))
    };
    match Thousands::evidence(text) {
        SignEvidence::Settles(signs) if !is_number(Some(signs)) => SignEvidence::None,
        SignEvidence::Doubtful if !is_number(None) => SignEvidence::None,
        found => found,
    }
}

/// What the cells of one column showed.
struct SurveyedColumn {
    at: usize,
    kind: NotationKind,
    doubt: Option<Seen>,
    /// The first cell that needs a comma between thousands, or the day first.
    one: Option<Seen>,
    /// The first cell that needs the other.
    other: Option<Seen>,
}

impl SurveyedColumn {
    fn new(at: usize, kind: NotationKind) -> SurveyedColumn {
        SurveyedColumn { at, kind, doubt: None, one: None, other: None }
    }

    fn see(&mut self, text: &str, line: u64) {
        if text.is_empty() {
            return;
        }
        let slot = match self.kind {
            NotationKind::Counts => match evidence(text) {
                SignEvidence::None => return,
                SignEvidence::Doubtful => &mut self.doubt,
                SignEvidence::Settles(Thousands::Comma) => &mut self.one,
                SignEvidence::Settles(Thousands::Dot) => &mut self.other,
            },
            NotationKind::Dates => match Moment::read(text) {
                Err(DateFault::Ambiguous { .. }) => &mut self.doubt,
                Err(_) => return,
                Ok(_) => match DateOrder::evidence(text) {
                    None => return,
                    Some(DateOrder::DayFirst) => &mut self.one,
                    Some(DateOrder::MonthFirst) => &mut self.other,
                },
            },
        };
        slot.get_or_insert_with(|| Seen { line, value: text.to_owned() });
    }

    /// Whether anything has to be decided: a cell with two meanings, or signs that are not the house's own.
    fn is_in_question(&self) -> bool {
        let settled = match self.kind {
            NotationKind::Counts => self.other.is_some(),
            NotationKind::Dates => self.one.is_some() || self.other.is_some(),
        };
        self.doubt.is_some() || settled
    }

    fn decided(&self, name: &str) -> Result<(Notation, Decision), FileFault> {
        let column = name.to_owned();
        let (is_one, by) = match (&self.one, &self.other) {
            (Some(by), None) => (true, by),
            (None, Some(by)) => (false, by),
            (None, None) => {
                let doubt = self.doubt.clone().unwrap_or(Seen { line: 0, value: String::new() });
                return Err(FileFault::Undecided { kind: self.kind, column, doubt });
            }
            (Some(one), Some(other)) => {
                let cells = Box::new([one.clone(), other.clone()]);
                return Err(FileFault::Contradicting { kind: self.kind, column, cells });
            }
        };
        let thousands = if is_one { Thousands::Comma } else { Thousands::Dot };
        let order = if is_one { DateOrder::DayFirst } else { DateOrder::MonthFirst };
        let (way, about, choice, flag) = match self.kind {
            NotationKind::Counts => {
                let way = Notation { thousands: Some(thousands), order: None };
                (way, About::Thousands, thousands.sign().to_string(), "--thousands")
            }
            NotationKind::Dates => {
                let way = Notation { thousands: None, order: Some(order) };
                (way, About::Dates, order.word().to_owned(), "--dates")
            }
        };
        let decision =
            Decision { about, column: Some(column), choice, by: Some(by.clone()), because: None, flag };
        Ok((way, decision))
    }
}
