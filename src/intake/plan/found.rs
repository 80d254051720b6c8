//! A profile's fields, codes and cells, each found in a header.

use std::collections::BTreeMap;

use super::finder::{Finder, Presence};
use super::source::TextSource;
use super::{CellPlan, Codes, Condition};
use crate::intake::decision::Seen;
use crate::intake::fault::FileFault;
use crate::intake::header::Header;
use crate::intake::leeway::Leeway;
use crate::intake::profile::{CountedCells, DateColumns, FieldName, Profile, Value, When};
use crate::intake::settings::Settings;
use crate::model::date::{DateFault, DateOrder, DateStyle, PartialDate};
use crate::model::draft::{Conventions, Field};

pub(super) fn conditions(finder: &Finder<'_>, list: &[When]) -> Vec<Condition> {
    let one = |when: &When| {
        let column = finder.place(&when.column, Presence::Needed)?;
        Some(Condition { column, is: when.is.clone(), and: conditions(finder, &when.and) })
    };
    list.iter().filter_map(one).collect()
}

fn sources(
    finder: &Finder<'_>,
    fields: &BTreeMap<FieldName, Value>,
    style: DateStyle,
) -> Vec<(Field, TextSource)> {
    let one = |(field, value): (&FieldName, &Value)| {
        let source = TextSource::of(value, finder)?;
        let is_date = Field::DATES.contains(&field.0);
        Some((field.0, if is_date { source.of_date(style) } else { source }))
    };
    fields.iter().filter_map(one).collect()
}

/// What the figures of a row share: house names where they speak for themselves, the profile, then the command line.
pub(super) fn base(finder: &Finder<'_>, profile: &Profile, settings: &Settings) -> Vec<(Field, TextSource)> {
    let mut base = BTreeMap::new();
    if !profile.names_figures() {
        for (at, name) in finder.header.names.iter().enumerate() {
            let mentioned = settings.map.contains_key(name) || profile.ignore.contains(name);
            if let Some(field) = Header::field_named(name, settings).filter(|_| !mentioned) {
                base.insert(field, TextSource::column(at, None));
            }
        }
    }
    base.extend(sources(finder, &profile.fields, settings.date_style()));
    for (column, field) in &settings.map {
        let at = finder.place(column, Presence::Needed);
        base.extend(Field::from_name(field).zip(at.map(|at| TextSource::column(at, None))));
    }
    for (field, text) in settings.constants() {
        base.entry(field).or_insert_with(|| TextSource::constant("")).fall_back_on(text);
    }
    base.into_iter().collect()
}

pub(super) fn codes(finder: &Finder<'_>, profile: &Profile) -> Vec<Codes> {
    let one = |(column, table): (&String, &BTreeMap<String, BTreeMap<FieldName, String>>)| {
        let at = finder.place(column, Presence::Needed)?;
        let table = table.iter().map(|(code, fields)| {
            (code.clone(), fields.iter().map(|(field, text)| (field.0, text.clone())).collect())
        });
        Some(Codes { column: at, table: table.collect() })
    };
    profile.codes.iter().filter_map(one).collect()
}

/// What becomes of the cells, in the order of the columns.
pub(super) fn cells(
    finder: &Finder<'_>,
    profile: &Profile,
    settings: &Settings,
) -> Result<Vec<CellPlan>, FileFault> {
    let mut cells = Vec::new();
    for (column, counted) in &profile.figures {
        cells.extend(counted_cell(finder, column, counted, settings.date_style()));
    }
    if let Some(date_columns) = &profile.date_columns {
        cells.extend(dated_cells(finder, date_columns, profile, settings)?);
    }
    if cells.is_empty() && profile.names_figures() {
        // Without any of its columns nothing of the file would be read.
        let columns = profile.figures.keys();
        columns.for_each(|column| finder.lacks(column, Presence::Needed));
    } else if cells.is_empty() {
        let (own, carried) = (Vec::new(), Vec::new());
        cells.push(CellPlan {
            column: None,
            own,
            qualifier: None,
            carried,
            leeway: Leeway::default(),
            conventions: Conventions::UNDECIDED,
        });
    }
    cells.sort_by_key(|cell| cell.column);
    Ok(cells)
}

/// What the cells of a column become; `None` where it is not there.
fn counted_cell(
    finder: &Finder<'_>,
    column: &str,
    counted: &CountedCells,
    style: DateStyle,
) -> Option<CellPlan> {
    let at = finder.place(column, Presence::of(counted.optional))?;
    Some(CellPlan {
        column: Some(at),
        own: sources(finder, &counted.fields, style),
        qualifier: counted.qualifier.as_ref().and_then(|value| TextSource::of(value, finder)),
        carried: conditions(finder, &counted.carried_forward),
        leeway: counted.leeway,
        conventions: Conventions::UNDECIDED,
    })
}

/// Every column whose name is a date.
fn dated_cells(
    finder: &Finder<'_>,
    dated: &DateColumns,
    profile: &Profile,
    settings: &Settings,
) -> Result<Vec<CellPlan>, FileFault> {
    let header = finder.header;
    let used = |name: &String| profile.figures.contains_key(name) || profile.ignore.contains(name);
    let order = settings.dates.or_else(|| header.names.iter().find_map(|name| DateOrder::evidence(name)));
    let style = DateStyle { order, ..settings.date_style() };
    let mut cells = Vec::new();
    for (at, name) in header.names.iter().enumerate().filter(|(_, name)| !used(name)) {
        let days = match PartialDate::read_with(name, style) {
            Ok(last) => [PartialDate::read_start(name, style).unwrap_or(last), last],
            Err(DateFault::Ambiguous { .. }) => return Err(FileFault::DateInHeader { name: name.clone() }),
            Err(DateFault::TwoDigitYear { .. }) => {
                let seen = Seen { line: 1, value: name.clone() };
                return Err(FileFault::ShortYears { column: name.clone(), seen, order });
            }
            Err(_) => continue,
        };
        let [first, last] = days.map(PartialDate::iso);
        let mut own = sources(finder, &dated.fields, style);
        own.extend(dated.gives.iter().map(|field| match field.0 {
            Field::PeriodStart => (field.0, TextSource::constant(&first)),
            field => (field, TextSource::constant(&last)),
        }));
        cells.push(CellPlan {
            column: Some(at),
            own,
            qualifier: None,
            carried: Vec::new(),
            leeway: dated.leeway,
            conventions: Conventions::UNDECIDED,
        });
    }
    if cells.is_empty() {
        return Err(header.lacks(vec!["a column whose name is a date".into()]));
    }
    Ok(cells)
}
