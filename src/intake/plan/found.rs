//! A profile's fields, codes and cells, each found in a header.

use std::collections::BTreeMap;

use super::source::TextSource;
use super::{CellPlan, Codes, Condition};
use crate::intake::fault::FileFault;
use crate::intake::mapping::Mapping;
use crate::intake::profile::{CountedCells, DateColumns, FieldName, Profile, Value, When};
use crate::intake::settings::Settings;
use crate::model::date::{DateFault, DateOrder, PartialDate};
use crate::model::draft::{Conventions, Field};

/// Finds columns by their names, else by their tags, and remembers what was not found.
pub(super) struct ColumnFinder<'a> {
    pub(super) names: &'a [String],
    pub(super) tags: &'a [String],
}

impl ColumnFinder<'_> {
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        let at = |list: &[String]| list.iter().position(|own| own == name.trim());
        at(self.names).or_else(|| at(self.tags))
    }

    pub(super) fn no(&self, column: &str) -> FileFault {
        let names = self.names.iter().filter(|name| !name.is_empty()).cloned().collect();
        FileFault::ProfileColumn { column: column.to_owned(), names }
    }

    pub(super) fn conditions(&self, list: &[When]) -> Result<Vec<Condition>, FileFault> {
        let one = |when: &When| {
            let column = self.find(&when.column).ok_or_else(|| self.no(&when.column))?;
            Ok(Condition { column, is: when.is.clone() })
        };
        list.iter().map(one).collect()
    }

    fn sources(&self, fields: &BTreeMap<FieldName, Value>) -> Result<Vec<(Field, TextSource)>, FileFault> {
        let one = |(field, value): (&FieldName, &Value)| {
            let source = TextSource::of(value, &|name| self.find(name)).map_err(|column| self.no(&column))?;
            Ok((field.0, source))
        };
        fields.iter().map(one).collect()
    }
}

/// What the figures of a row share: house names where they speak for themselves, the profile, then the command line.
pub(super) fn base(
    columns: &ColumnFinder<'_>,
    profile: &Profile,
    settings: &Settings,
) -> Result<Vec<(Field, TextSource)>, FileFault> {
    let mut base = BTreeMap::new();
    if !profile.names_figures() {
        for (at, name) in columns.names.iter().enumerate() {
            let mentioned = settings.map.contains_key(name) || profile.ignore.contains(name);
            if let Some(field) = Mapping::field_named(name, settings).filter(|_| !mentioned) {
                base.insert(field, TextSource::column(at, None));
            }
        }
    }
    base.extend(columns.sources(&profile.fields)?);
    for (column, field) in &settings.map {
        let at = columns.find(column).ok_or_else(|| columns.no(column))?;
        if let Some(field) = Field::from_name(field) {
            base.insert(field, TextSource::column(at, None));
        }
    }
    for (field, text) in &settings.set {
        let Some(field) = Field::from_name(field) else { continue };
        base.entry(field).or_insert_with(|| TextSource::constant("")).fall_back_on(text);
    }
    Ok(base.into_iter().collect())
}

pub(super) fn codes(columns: &ColumnFinder<'_>, profile: &Profile) -> Result<Vec<Codes>, FileFault> {
    let one = |(column, table): (&String, &BTreeMap<String, BTreeMap<FieldName, String>>)| {
        let at = columns.find(column).ok_or_else(|| columns.no(column))?;
        let table = table.iter().map(|(code, fields)| {
            (code.clone(), fields.iter().map(|(field, text)| (field.0, text.clone())).collect())
        });
        Ok(Codes { column: at, table: table.collect() })
    };
    profile.codes.iter().map(one).collect()
}

/// What becomes of the cells, in the order of the columns.
pub(super) fn cells(
    columns: &ColumnFinder<'_>,
    profile: &Profile,
    settings: &Settings,
) -> Result<Vec<CellPlan>, FileFault> {
    let mut cells = Vec::new();
    for (column, counted) in &profile.figures {
        cells.push(counted_cell(columns, column, counted)?);
    }
    if let Some(date_columns) = &profile.date_columns {
        cells.extend(dated_cells(columns, date_columns, profile, settings)?);
    }
    if cells.is_empty() {
        let (own, carried) = (Vec::new(), Vec::new());
        cells.push(CellPlan {
            column: None,
            own,
            qualifier: None,
            carried,
            conventions: Conventions::UNDECIDED,
        });
    }
    cells.sort_by_key(|cell| cell.column);
    Ok(cells)
}

fn counted_cell(
    columns: &ColumnFinder<'_>,
    column: &str,
    counted: &CountedCells,
) -> Result<CellPlan, FileFault> {
    let at = columns.find(column).ok_or_else(|| columns.no(column))?;
    let qualifier = match &counted.qualifier {
        Some(value) => {
            Some(TextSource::of(value, &|name| columns.find(name)).map_err(|name| columns.no(&name))?)
        }
        None => None,
    };
    Ok(CellPlan {
        column: Some(at),
        own: columns.sources(&counted.fields)?,
        qualifier,
        carried: columns.conditions(&counted.carried_forward)?,
        conventions: Conventions::UNDECIDED,
    })
}

/// Every column whose name is a date.
fn dated_cells(
    columns: &ColumnFinder<'_>,
    dated: &DateColumns,
    profile: &Profile,
    settings: &Settings,
) -> Result<Vec<CellPlan>, FileFault> {
    let used = |name: &String| profile.figures.contains_key(name) || profile.ignore.contains(name);
    let order = settings.dates.or_else(|| columns.names.iter().find_map(|name| DateOrder::evidence(name)));
    let mut cells = Vec::new();
    for (at, name) in columns.names.iter().enumerate().filter(|(_, name)| !used(name)) {
        let date = match PartialDate::read_with(name, order) {
            Ok(date) => date,
            Err(DateFault::Ambiguous { .. }) => return Err(FileFault::DateInHeader { name: name.clone() }),
            Err(_) => continue,
        };
        let mut own = columns.sources(&dated.fields)?;
        own.extend(dated.gives.iter().map(|field| (field.0, TextSource::constant(&date.iso()))));
        cells.push(CellPlan {
            column: Some(at),
            own,
            qualifier: None,
            carried: Vec::new(),
            conventions: Conventions::UNDECIDED,
        });
    }
    if cells.is_empty() {
        return Err(FileFault::ProfileColumn {
            column: "a column whose name is a date".into(),
            names: columns.names.to_vec(),
        });
    }
    Ok(cells)
}
