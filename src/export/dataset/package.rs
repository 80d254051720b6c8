//! `datapackage.json`: what is in a folder of CSV files, for programs (Data Package and Table Schema, datapackage.org).

use serde_json::{Map, Value, json};

use super::about::{DatasetAbout, NAMED, TITLE, WHAT};
use super::document;
use crate::report::dataset::{ColumnType, ShapeColumn, TableShape};

/// The file.
pub const DESCRIPTOR: &str = "datapackage.json";

/// A table that was written as a file.
#[derive(Clone, Debug)]
pub struct PackagedTable {
    /// What it is.
    pub shape: TableShape,
    /// The file, from the folder on.
    pub path: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// SHA-256 of them.
    pub sha256: String,
}

/// The text of the file.
pub fn descriptor(about: &DatasetAbout, tables: &[PackagedTable]) -> String {
    let mut package = Map::new();
    package.insert("profile".into(), json!("tabular-data-package"));
    package.insert("name".into(), json!("reported-casualty-figures"));
    package.insert("title".into(), json!(TITLE));
    package.insert("description".into(), json!(WHAT));
    package.extend(about.licence().map(|licence| ("licenses".into(), json!([licence]))));
    package.extend(about.contact().map(|contact| ("contributors".into(), json!([contact]))));
    let publishers = about.publishers.iter().take(NAMED).map(|name| json!({ "title": name }));
    let sources: Vec<Value> = publishers.collect();
    if !sources.is_empty() {
        package.insert("sources".into(), Value::Array(sources));
    }
    package.insert("tollbook".into(), about.state());
    package.insert("resources".into(), tables.iter().map(resource).collect());
    document(&package)
}

fn resource(table: &PackagedTable) -> Value {
    json!({
        "profile": "tabular-data-resource",
        "name": table.shape.name,
        "path": table.path,
        "description": table.shape.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": table.bytes,
        "hash": format!("sha256:{}", table.sha256),
        "schema": schema(&table.shape),
    })
}

fn schema(shape: &TableShape) -> Value {
    let mut schema = Map::new();
    schema.insert("fields".into(), shape.columns.iter().map(|column| field(column, shape.key)).collect());
    schema.insert("missingValues".into(), json!([""]));
    schema.insert("primaryKey".into(), json!(shape.key));
    let refers = shape.refers.iter().map(|one| {
        // A table that refers to itself is named by nothing.
        let resource = if one.table == shape.name { "" } else { one.table };
        json!({ "fields": [one.column], "reference": { "resource": resource, "fields": [one.to] } })
    });
    let refers: Vec<Value> = refers.collect();
    if !refers.is_empty() {
        schema.insert("foreignKeys".into(), Value::Array(refers));
    }
    Value::Object(schema)
}

fn field(column: &ShapeColumn, key: &[&str]) -> Value {
    let mut constraints = Map::new();
    let mut constrain = |what: &str, value: Value| drop(constraints.insert(what.into(), value));
    if key.contains(&column.name) {
        constrain("required", json!(true));
    }
    if key == [column.name] {
        constrain("unique", json!(true));
    }
    match column.holds {
        ColumnType::OneOf(words) => constrain("enum", json!(words)),
        ColumnType::Number => constrain("minimum", json!(0)),
        _ => {}
    }
    let mut field = Map::new();
    field.insert("name".into(), json!(column.name));
    field.insert("type".into(), json!(kind(column.holds)));
    field.insert("description".into(), json!(column.about));
    if !constraints.is_empty() {
        field.insert("constraints".into(), Value::Object(constraints));
    }
    Value::Object(field)
}

/// The type of Table Schema. A date of which only the month is known is no date there.
fn kind(holds: ColumnType) -> &'static str {
    match holds {
        ColumnType::Text
        | ColumnType::OneOf(_)
        | ColumnType::SomeOf(_)
        | ColumnType::Address
        | ColumnType::Date => "string",
        ColumnType::Number => "integer",
        ColumnType::Day => "date",
        ColumnType::Time => "datetime",
        ColumnType::Flag => "boolean",
    }
}
