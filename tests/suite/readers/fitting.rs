//! A table that fits a profile: all columns that it names, and in each row other cells that it understands.

use std::collections::BTreeMap;

use tollbook::intake::header::REQUIRED;
use tollbook::intake::profile::{
    ColumnPattern, CountedCells, FieldName, FromCells, Profile, SkipWhen, Value, When,
};
use tollbook::model::draft::Field;

use super::by_hand::filled;

const ROWS: usize = 5;

/// A column, and what its cells hold.
type Columns = BTreeMap<String, Vec<String>>;

/// The table; `None` for a profile that names a column which no header can have.
pub fn table_for(profile: &Profile) -> Option<String> {
    let mut columns = Columns::new();
    let tables = figures(profile);
    let own = tables.iter().flat_map(|(_, counted)| counted.fields.iter());
    let dated = profile.date_columns.iter().flat_map(|dated| dated.fields.iter());
    for (field, value) in profile.fields.iter().chain(own).chain(dated) {
        of_value(&mut columns, field.0, value);
    }
    for (name, counted) in &tables {
        let codes = profile.codes.get(name).into_iter().flat_map(|table| table.codes.keys());
        if codes.clone().next().is_some() {
            of_codes(&mut columns, name, codes, "17");
        }
        put(&mut columns, name, &["12", "at least 1,500", "", "704 (305 children)", "dozens"]);
        if let Some(value) = &counted.qualifier {
            of_value(&mut columns, Field::Note, value);
        }
        conditions(&mut columns, &counted.carried_forward, 3);
    }
    for (name, table) in &profile.codes {
        of_codes(&mut columns, name, table.codes.keys(), NO_CODE);
    }
    conditions(&mut columns, &profile.rows.carried_forward, 3);
    conditions(&mut columns, &profile.rows.total, 3);
    for SkipWhen { column, is, and, .. } in &profile.rows.skip {
        condition(&mut columns, column, is, 2);
        conditions(&mut columns, and, 2);
    }
    if profile.date_columns.is_some() {
        put(&mut columns, "2021-04-03", &["3", "0", "", "14", "9"]);
        put(&mut columns, "4 April 2021", &["8", "about 20", "7", "", "31"]);
        if profile.dates.is_some() {
            put(&mut columns, "05/04/2021", &["", "2", "11", "6", "41"]);
        }
    }
    for name in profile.key.iter().chain(&profile.ignore) {
        columns.entry(name.clone()).or_insert_with(|| plain(name));
    }
    for field in REQUIRED {
        columns.entry(field.name().into()).or_insert_with(|| of_field(field, field.name()));
    }
    for (n, word) in profile.missing_values.iter().enumerate().take(ROWS) {
        let at = n % columns.len();
        columns.values_mut().nth(at)?[n].clone_from(word);
    }
    // What only begins like a missing value is none.
    if let (Some(word), Some(cells)) = (profile.missing_values.first(), columns.values_mut().last()) {
        cells[0].insert_str(0, word);
    }
    pack(&mut columns, profile);
    // Some of the columns that may be missing are.
    let figure = FieldName(Field::Figure);
    let may_miss = |counted: &CountedCells| counted.optional || counted.fields.contains_key(&figure);
    for (name, _) in tables.iter().filter(|(name, own)| may_miss(own) && name.len() % 2 == 1) {
        columns.remove(name);
    }
    let is_name = |name: &String| {
        !name.trim().is_empty() && name.trim() == name && !name.contains(['\n', '\r', '\0', '"'])
    };
    if !columns.keys().all(is_name) {
        return None;
    }
    written(&columns).ok()
}

/// The tables of figures, each pattern as two columns that fit it.
fn figures(profile: &Profile) -> Vec<(String, CountedCells)> {
    let of_name = |(name, counted): (&String, &CountedCells)| -> Vec<(String, CountedCells)> {
        match ColumnPattern::of(name) {
            Some(_) => ["a", "North"].map(|part| (name.replace('*', part), filled(counted, part))).into(),
            None => vec![(name.clone(), counted.clone())],
        }
    };
    profile.figures.iter().flat_map(of_name).collect()
}

fn put(columns: &mut Columns, name: &str, cells: &[&str; ROWS]) {
    columns.entry(name.to_owned()).or_insert_with(|| cells.map(str::to_owned).to_vec());
}

/// Cells that tell their column and row.
fn plain(name: &str) -> Vec<String> {
    (1..=ROWS).map(|n| format!("{} {n}", name.trim())).collect()
}

fn of_field(field: Field, name: &str) -> Vec<String> {
    let same = |text: &str| vec![text.to_owned(); ROWS];
    match field {
        Field::Measure => same("killed"),
        Field::CountType => same("total"),
        Field::PeriodLength => ["24h", "48h", "", "7d", "24h"].map(str::to_owned).to_vec(),
        Field::Figure => ["5", "about 40", "", "8", "up to 6"].map(str::to_owned).to_vec(),
        Field::Low => ["3", "30", "", "7", ""].map(str::to_owned).to_vec(),
        Field::High => ["9", "50", "12", "", ""].map(str::to_owned).to_vec(),
        Field::PeriodStart => ["2021", "2021-04", "", "2021-04-01", "2021-04-02"].map(str::to_owned).to_vec(),
        Field::AsOf | Field::StatedOn | Field::PublishedOn | Field::RetrievedAt => {
            ["2021-04-03", "2021-04", "25 April 2021", "2021-04-27", "2021-05-01"].map(str::to_owned).to_vec()
        }
        _ => plain(name),
    }
}

fn of_value(columns: &mut Columns, field: Field, value: &Value) {
    let Value::Cells(FromCells { column, template, codes, .. }) = value else { return };
    for name in column.iter().filter(|_| !codes.is_empty()) {
        of_codes(columns, name, codes.keys(), if field == Field::Figure { "17" } else { NO_CODE });
    }
    if let Some(name) = column {
        columns.entry(name.clone()).or_insert_with(|| of_field(field, name));
    }
    let parts = template.as_deref().unwrap_or_default().split('{').skip(1);
    for name in parts.filter_map(|part| Some(part.split_once('}')?.0)) {
        columns.entry(name.to_owned()).or_insert_with(|| {
            let mut cells = plain(name);
            cells[1].clear();
            cells
        });
    }
}

const NO_CODE: &str = "not explained";

/// Each code in its turn, and one that is not explained.
fn of_codes<'p>(columns: &mut Columns, name: &str, codes: impl Iterator<Item = &'p String>, other: &str) {
    let mut cells: Vec<String> = codes.take(ROWS - 1).cloned().collect();
    cells.push(other.into());
    cells.resize(ROWS, String::new());
    columns.entry(name.to_owned()).or_insert(cells);
}

/// Lets the conditions hold in that row.
fn conditions(columns: &mut Columns, list: &[When], row: usize) {
    for When { column, is, and } in list {
        condition(columns, column, is, row);
        conditions(columns, and, row);
    }
}

fn condition(columns: &mut Columns, column: &str, is: &[String], row: usize) {
    let cells = columns.entry(column.to_owned()).or_insert_with(|| plain(column));
    if let Some(word) = is.first() {
        cells[row].clone_from(word);
    }
}

/// In the last rows two values in each packed cell.
fn pack(columns: &mut Columns, profile: &Profile) {
    let Some(packed) = &profile.packed else { return };
    for name in &packed.columns {
        let cells = columns.entry(name.clone()).or_insert_with(|| plain(name));
        let both = format!("{}{}{}", cells[0], packed.by, cells[1]);
        cells[4].clone_from(&both);
    }
}

fn written(columns: &Columns) -> Result<String, ::csv::Error> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer.write_record(columns.keys())?;
    for n in 0..ROWS {
        writer.write_record(columns.values().map(|cells| cells[n].as_str()))?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
