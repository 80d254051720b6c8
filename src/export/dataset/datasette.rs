//! What Datasette reads beside a database: what its tables and columns mean, by what they are counted, how long it may take.

use serde_json::{Map, Value, json};

use super::about::{DatasetAbout, TITLE, WHAT, is_address};
use super::document;
use crate::report::dataset::{ColumnType, TableShape};

/// The database. No store has this name.
pub const DATABASE: &str = "ledger.db";

/// What its tables and columns mean.
pub const METADATA: &str = "metadata.json";

/// How Datasette serves it.
pub const SETTINGS: &str = "settings.json";

/// What is known of it beforehand. Datasette takes a database that stands here for one that never changes, and counts no rows.
pub const INSPECTED: &str = "inspect-data.json";

/// How its pages look.
pub const STYLE: &str = "static/tollbook.css";

/// The text of [`STYLE`]: what the columns mean stands above each table, and leaves its rows in sight.
pub const STYLE_TEXT: &str = "dl.column-descriptions { max-height: 9em; overflow-y: auto; }\n";

/// By how many columns the rows of a table are counted at once.
const FACETS: usize = 4;

/// The text of [`METADATA`].
pub fn metadata(about: &DatasetAbout, shapes: &[TableShape]) -> String {
    let mut all = Map::new();
    all.insert("title".into(), json!(TITLE));
    all.insert("description".into(), json!(WHAT));
    if let Some(licence) = &about.terms.licence {
        all.insert("license".into(), json!(licence));
        if is_address(licence) {
            all.insert("license_url".into(), json!(licence));
        }
    }
    all.insert("source".into(), json!(source(about)));
    if let Some(contact) = &about.terms.contact {
        all.insert("about".into(), json!(format!("to object: {contact}")));
        if is_address(contact) {
            all.insert("about_url".into(), json!(contact));
        }
    }
    all.insert("extra_css_urls".into(), json!([format!("/{STYLE}")]));
    let tables: Map<String, Value> =
        shapes.iter().map(|shape| (shape.name.to_owned(), table(shape))).collect();
    let name = DATABASE.trim_end_matches(".db");
    all.insert("databases".into(), json!({ name: { "description": TITLE, "tables": tables } }));
    document(&all)
}

/// The text of [`SETTINGS`]: a page with all its facets may take a second, and no others are proposed for each column.
pub fn settings() -> String {
    document(&json!({
        "suggest_facets": false,
        "facet_time_limit_ms": 1000,
        "sql_time_limit_ms": 3000,
    }))
}

/// The text of [`INSPECTED`].
pub fn inspected(about: &DatasetAbout, bytes: u64, sha256: &str) -> String {
    let count = |(table, rows): &(&str, u64)| ((*table).to_owned(), json!({ "count": rows }));
    let tables: Map<String, Value> = about.rows.iter().map(count).collect();
    let name = DATABASE.trim_end_matches(".db");
    document(&json!({ name: { "hash": sha256, "size": bytes, "file": DATABASE, "tables": tables } }))
}

fn source(about: &DatasetAbout) -> String {
    match about.publishers.as_slice() {
        [] => "no publisher".to_owned(),
        [only] => only.clone(),
        several => format!("{} publishers, in the table sources", several.len()),
    }
}

fn table(shape: &TableShape) -> Value {
    let columns: Map<String, Value> =
        shape.columns.iter().map(|column| (column.name.to_owned(), json!(column.about))).collect();
    let is_short = |holds: ColumnType| !matches!(holds, ColumnType::Text | ColumnType::Address);
    let sorted = shape.columns.iter().filter(|column| {
        is_short(column.holds) || shape.facets.contains(&column.name) || shape.key.contains(&column.name)
    });
    let mut table = Map::new();
    table.insert("description".into(), json!(shape.about));
    table.insert("columns".into(), Value::Object(columns));
    table.insert("facets".into(), shape.facets.iter().take(FACETS).copied().collect());
    table.insert("sortable_columns".into(), sorted.map(|column| column.name).collect());
    if !shape.searched.is_empty() {
        table.insert("fts_table".into(), json!(format!("{}_fts", shape.name)));
        table.insert("fts_pk".into(), json!("rowid"));
    }
    if let Some(label) = label(shape) {
        table.insert("label_column".into(), json!(label));
    }
    Value::Object(table)
}

/// By which column a row is named where another refers to it; an answer by its key alone, since its number is never printed
/// without who says so.
fn label(shape: &TableShape) -> Option<&'static str> {
    let has = |name: &&&'static str| shape.columns.iter().any(|column| column.name == **name);
    ["recorded_at", "name", "figure", "publisher"].iter().find(has).copied()
}
