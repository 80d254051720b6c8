//! A profile's fields, codes and cells, each found in a header.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::{CellPlan, PrintedNumber};
use super::finder::{Finder, Presence};
use super::source::TextSource;
use super::{Codes, Condition};
use crate::intake::decision::Seen;
use crate::intake::fault::FileFault;
use crate::intake::header::Header;
use crate::intake::profile::{
    CodeTable, ColumnPattern, CountedCells, DateColumns, FieldName, Profile, Value, When,
};
use crate::intake::settings::Settings;
use crate::model::date::{DateFault, DateOrder, DateStyle, PartialDate};
use crate::model::draft::Field;

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
        let source = match field.0 {
            Field::Place => TextSource::of_place(value, finder)?,
            _ => TextSource::of(value, finder)?,
        };
        let is_date = Field::DATES.contains(&field.0);
        Some((field.0, if is_date { source.of_date(style) } else { source }))
    };
    fields.iter().filter(|(field, _)| field.0 != Field::Figure).filter_map(one).collect()
}

/// What the figures of a row share: house names where they speak for themselves, the profile, then the command line.
pub(super) fn base(finder: &Finder<'_>, profile: &Profile, settings: &Settings) -> Vec<(Field, TextSource)> {
    let mut base = BTreeMap::new();
    if !profile.names_figures() {
        for (at, name) in finder.header.names.iter().enumerate() {
            let is_ignored = profile.ignore.iter().any(|ignored| finder.at(ignored) == Some(at));
            let mentioned = settings.map.contains_key(name) || is_ignored;
            if let Some(field) = Header::field_named(name, settings).filter(|_| !mentioned) {
                base.insert(field, TextSource::column(at, None));
            }
        }
    }
    base.extend(sources(finder, &profile.fields, settings.date_style()));
    let figure = profile.fields.get(&FieldName(Field::Figure));
    base.extend(figure.and_then(|value| Some((Field::Figure, TextSource::of(value, finder)?))));
    for (column, field) in &settings.map {
        let at = match settings.typed.contains(column) {
            true => finder.at(column), // what is not there was told with the flag
            false => finder.place(column, Presence::Needed),
        };
        base.extend(Field::from_name(field).zip(at.map(|at| TextSource::column(at, None))));
    }
    for (field, text) in settings.constants() {
        base.entry(field).or_insert_with(|| TextSource::constant("")).fall_back_on(text);
    }
    base.into_iter().collect()
}

pub(super) fn codes(finder: &Finder<'_>, profile: &Profile) -> Vec<Codes> {
    let one = |(column, table): (&String, &CodeTable)| {
        let at = finder.place(column, Presence::of(table.optional))?;
        let others = table.others;
        let table = table.codes.iter().map(|(code, fields)| {
            (code.clone(), fields.iter().map(|(field, text)| (field.0, text.clone())).collect())
        });
        Some(Codes { column: at, table: table.collect(), others })
    };
    profile.codes.iter().filter_map(one).collect()
}

/// What becomes of the cells, in the order of the columns. Patterns do not fit columns that are named elsewhere.
pub(super) fn cells<'p>(
    finder: &Finder<'p>,
    mut named: BTreeSet<usize>,
    profile: &'p Profile,
    settings: &Settings,
) -> Result<Vec<CellPlan>, Vec<FileFault>> {
    let mut cells = Vec::new();
    let is_pattern = |name: &str| finder.at(name).is_none() && ColumnPattern::of(name).is_some();
    let (patterns, names): (Vec<_>, Vec<_>) = profile.figures.iter().partition(|(name, _)| is_pattern(name));
    for (name, counted) in names {
        cells.extend(counted_cell(finder, name, counted, settings.date_style()));
    }
    named.extend(cells.iter().flat_map(CellPlan::columns));
    let matched = matched_cells(finder, &named, &patterns, settings.date_style());
    named.extend(matched.iter().filter_map(|cell| cell.column));
    cells.extend(matched);
    if let Some(date_columns) = &profile.date_columns {
        cells.extend(dated_cells(finder, date_columns, &named, settings).map_err(|fault| vec![fault])?);
    }
    if cells.is_empty() && profile.names_figures() {
        // Without any of its columns nothing of the file would be read.
        let columns = profile.figures.keys();
        columns.for_each(|column| finder.lacks(column, Presence::Needed));
    } else if cells.is_empty() {
        cells.push(CellPlan::new(String::new(), None, PrintedNumber::OfRow));
    }
    cells.sort_by_key(|cell| cell.column);
    Ok(cells)
}

/// What the cells of the columns become that fit a pattern, each by one.
fn matched_cells<'p>(
    finder: &Finder<'p>,
    named: &BTreeSet<usize>,
    patterns: &[(&'p String, &CountedCells)],
    style: DateStyle,
) -> Vec<CellPlan> {
    let mut fitting: BTreeMap<usize, (&String, CellPlan)> = BTreeMap::new();
    for (name, counted) in patterns {
        let Some(pattern) = ColumnPattern::of(name) else { continue };
        let columns: Vec<(usize, &str)> =
            finder.fitting(&pattern).filter(|(at, _)| !named.contains(at)).collect();
        if columns.is_empty() {
            finder.lacks(name, Presence::of(counted.optional));
        }
        for (at, part) in columns {
            let column = &finder.header.names[at];
            if let Some((other, _)) = fitting.get(&at) {
                let patterns = [(*other).clone(), (*name).clone()];
                finder.faults(FileFault::TwoPatterns { column: column.clone(), patterns });
            } else if let Some(cell) = counted_cell(&finder.matching(name, part), column, counted, style) {
                fitting.insert(at, (name, cell));
            }
        }
    }
    fitting.into_values().map(|(_, cell)| cell).collect()
}

/// What the cells of a column become; `None` where nothing of the file gives a number.
fn counted_cell(
    finder: &Finder<'_>,
    name: &str,
    counted: &CountedCells,
    style: DateStyle,
) -> Option<CellPlan> {
    let column = finder.at(name);
    let number = number(finder, column, &counted.fields).or_else(|| {
        let at = finder.place(name, Presence::of(counted.optional))?;
        Some(if is_own_bound(finder, name, &counted.fields) {
            PrintedNumber::OfBounds
        } else {
            PrintedNumber::OfCell(at)
        })
    })?;
    Some(CellPlan {
        own: sources(finder, &counted.fields, style),
        qualifier: counted.qualifier.as_ref().and_then(|value| TextSource::of(value, finder)),
        carried: conditions(finder, &counted.carried_forward),
        leeway: counted.leeway,
        ..CellPlan::new(name.to_owned(), column, number)
    })
}

/// The number that `figure` says in place of the cell of a column; a blank one says that there is none beside its bounds.
fn number(
    finder: &Finder<'_>,
    own: Option<usize>,
    fields: &BTreeMap<FieldName, Value>,
) -> Option<PrintedNumber> {
    match fields.get(&FieldName(Field::Figure))? {
        Value::Constant(text) if text.trim().is_empty() => Some(PrintedNumber::OfBounds),
        value => TextSource::beside(own, value, finder).map(PrintedNumber::Said),
    }
}

/// Whether a column is the bound of the figure for which it stands: then it is no number of its own.
fn is_own_bound(finder: &Finder<'_>, column: &str, fields: &BTreeMap<FieldName, Value>) -> bool {
    [Field::Low, Field::High].into_iter().any(|bound| match fields.get(&FieldName(bound)) {
        Some(Value::Cells(cells)) => {
            cells.column.as_ref().is_some_and(|own| finder.filled(own).trim() == column.trim())
        }
        _ => false,
    })
}

/// Every column whose name is a date.
fn dated_cells(
    finder: &Finder<'_>,
    dated: &DateColumns,
    named: &BTreeSet<usize>,
    settings: &Settings,
) -> Result<Vec<CellPlan>, FileFault> {
    let header = finder.header;
    let order = settings.dates.or_else(|| header.names.iter().find_map(|name| DateOrder::evidence(name)));
    let style = DateStyle { order, ..settings.date_style() };
    let mut cells = Vec::new();
    for (at, name) in header.names.iter().enumerate().filter(|(at, _)| !named.contains(at)) {
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
        let number = number(finder, Some(at), &dated.fields).unwrap_or(PrintedNumber::OfCell(at));
        let plan = CellPlan::new(name.clone(), Some(at), number);
        cells.push(CellPlan { own, leeway: dated.leeway, ..plan });
    }
    if cells.is_empty() {
        return Err(header.lacks(vec!["a column whose name is a date".into()]));
    }
    Ok(cells)
}
