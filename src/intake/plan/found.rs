//! A profile's fields, codes and cells, each found in a header.

use std::collections::BTreeMap;

use super::source::TextSource;
use super::{CellPlan, Codes, Condition};
use crate::intake::fault::FileFault;
use crate::intake::header::Header;
use crate::intake::profile::{CountedCells, DateColumns, FieldName, Profile, Value, When};
use crate::intake::settings::Settings;
use crate::model::date::{DateFault, DateOrder, PartialDate};
use crate::model::draft::{Conventions, Field};

pub(super) fn conditions(header: &Header, list: &[When]) -> Result<Vec<Condition>, FileFault> {
    let one = |when: &When| Ok(Condition { column: header.place(&when.column)?, is: when.is.clone() });
    list.iter().map(one).collect()
}

fn sources(
    header: &Header,
    fields: &BTreeMap<FieldName, Value>,
) -> Result<Vec<(Field, TextSource)>, FileFault> {
    fields.iter().map(|(field, value)| Ok((field.0, TextSource::of(value, header)?))).collect()
}

/// What the figures of a row share: house names where they speak for themselves, the profile, then the command line.
pub(super) fn base(
    header: &Header,
    profile: &Profile,
    settings: &Settings,
) -> Result<Vec<(Field, TextSource)>, FileFault> {
    let mut base = BTreeMap::new();
    if !profile.names_figures() {
        for (at, name) in header.names.iter().enumerate() {
            let mentioned = settings.map.contains_key(name) || profile.ignore.contains(name);
            if let Some(field) = Header::field_named(name, settings).filter(|_| !mentioned) {
                base.insert(field, TextSource::column(at, None));
            }
        }
    }
    base.extend(sources(header, &profile.fields)?);
    for (column, field) in &settings.map {
        let at = header.place(column)?;
        if let Some(field) = Field::from_name(field) {
            base.insert(field, TextSource::column(at, None));
        }
    }
    for (field, text) in settings.constants() {
        base.entry(field).or_insert_with(|| TextSource::constant("")).fall_back_on(text);
    }
    Ok(base.into_iter().collect())
}

pub(super) fn codes(header: &Header, profile: &Profile) -> Result<Vec<Codes>, FileFault> {
    let one = |(column, table): (&String, &BTreeMap<String, BTreeMap<FieldName, String>>)| {
        let at = header.place(column)?;
        let table = table.iter().map(|(code, fields)| {
            (code.clone(), fields.iter().map(|(field, text)| (field.0, text.clone())).collect())
        });
        Ok(Codes { column: at, table: table.collect() })
    };
    profile.codes.iter().map(one).collect()
}

/// What becomes of the cells, in the order of the columns.
pub(super) fn cells(
    header: &Header,
    profile: &Profile,
    settings: &Settings,
) -> Result<Vec<CellPlan>, FileFault> {
    let mut cells = Vec::new();
    for (column, counted) in &profile.figures {
        cells.push(counted_cell(header, column, counted)?);
    }
    if let Some(date_columns) = &profile.date_columns {
        cells.extend(dated_cells(header, date_columns, profile, settings)?);
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

fn counted_cell(header: &Header, column: &str, counted: &CountedCells) -> Result<CellPlan, FileFault> {
    let at = header.place(column)?;
    let qualifier = counted.qualifier.as_ref().map(|value| TextSource::of(value, header)).transpose()?;
    Ok(CellPlan {
        column: Some(at),
        own: sources(header, &counted.fields)?,
        qualifier,
        carried: conditions(header, &counted.carried_forward)?,
        conventions: Conventions::UNDECIDED,
    })
}

/// Every column whose name is a date.
fn dated_cells(
    header: &Header,
    dated: &DateColumns,
    profile: &Profile,
    settings: &Settings,
) -> Result<Vec<CellPlan>, FileFault> {
    let used = |name: &String| profile.figures.contains_key(name) || profile.ignore.contains(name);
    let order = settings.dates.or_else(|| header.names.iter().find_map(|name| DateOrder::evidence(name)));
    let mut cells = Vec::new();
    for (at, name) in header.names.iter().enumerate().filter(|(_, name)| !used(name)) {
        let date = match PartialDate::read_with(name, order) {
            Ok(date) => date,
            Err(DateFault::Ambiguous { .. }) => return Err(FileFault::DateInHeader { name: name.clone() }),
            Err(_) => continue,
        };
        let mut own = sources(header, &dated.fields)?;
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
            names: header.names.to_vec(),
        });
    }
    Ok(cells)
}
