//! A second look at a file that can be read in two ways: all of it, once, before a row is taken.

use std::io::Read;
use std::sync::Arc;

use super::csv::CsvRow;
use super::encoding::guess;
use super::fault::FileFault;
use super::hxl;
use super::kinds::NotationKind;
use super::mapping::Mapping;
use super::plan::{NamedParts, Plan};
use super::settings::Settings;
use super::settled::{Settled, Survey};
use super::stopped::Stopped;
use super::surveyed::{ColumnDecision, SurveyedColumn};
use super::table::{SourceTable, opened};
use super::table_rows::TableLine;
use crate::model::column::Field;
use crate::model::date::DateOrder;
use crate::model::draft::Draft;
use crate::model::wording::{SignEvidence, Thousands};

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
    let (settings, _) = &table.header.named_in(settings);
    let (kinds, plan) = looked_at(&table, settings, settled)?;
    let mut columns: Vec<SurveyedColumn> = Vec::new();
    for (at, kind) in kinds.into_iter().enumerate() {
        let way = settled.way(settings, at, &table.header.names[at]);
        columns.extend(kind.map(|kind| SurveyedColumn::new(at, kind, way)));
    }
    let mut named = NamedParts::default();
    while let Some(row) = table.records.next()? {
        if let TableLine::Row(CsvRow::Record(record)) = row {
            if let Some(plan) = &plan {
                plan.note_parts(&record.iter().collect::<Vec<_>>(), &mut named);
            }
            for column in &mut columns {
                column.see(record.get(column.at).unwrap_or_default().trim(), record.line_of(column.at));
            }
        }
    }
    settled.named = Some(Arc::new(named));
    let mut faults = Vec::new();
    for column in &columns {
        match column.decided(&table.header.names[column.at]) {
            Ok(Some(ColumnDecision { way, decision })) => {
                settled.columns.insert(column.at, way);
                settled.decisions.extend(decision);
            }
            Ok(None) => {}
            Err(found) => faults.extend(found),
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

/// What each column of a table holds that can be written in two ways, and the plan by which its rows name places in parts.
fn looked_at(
    table: &SourceTable<'_>,
    settings: &Settings,
    settled: &Settled,
) -> Result<(Vec<Option<NotationKind>>, Option<Plan>), Stopped> {
    let settings = hxl::under_tags(&table.header, settings);
    if settings.profile.is_none() {
        let mapping = Mapping::of_header(table.header.clone(), &settings).map_err(Stopped::File)?;
        return Ok((mapping.kinds(), None));
    }
    let plan = Plan::of(&table.header, &settings, settled).map_err(Stopped::File)?;
    Ok((plan.kinds(), Some(plan).filter(Plan::has_places_in_parts)))
}
