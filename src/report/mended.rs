//! What mending or erasing did to figures.

use std::collections::BTreeMap;

use serde::Serialize;

/// A figure that was mended or voided.
#[derive(Clone, Debug, Serialize)]
pub struct MendReport {
    /// The entry that was made; null in a dry run.
    pub entry: Option<i64>,
    /// The figure that was meant.
    pub figure: i64,
    /// It in one line, as it was.
    pub was: String,
    /// The figure that takes its place; null where it was voided, or where only details were mended.
    pub by: Option<i64>,
    /// That figure in one line.
    pub is: Option<String>,
    /// What was mended: field, as typed before, as it should have been.
    pub mended: Vec<MendedField>,
    /// The figures that are void now: it, and those that its words included.
    pub void: Vec<i64>,
    /// Why.
    pub why: String,
    /// The store.
    pub store: String,
    /// Whether nothing was written, because a dry run was asked for.
    pub dry_run: bool,
}

/// One field that was mended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MendedField {
    /// The column of the house CSV.
    pub field: &'static str,
    /// As it was; empty: blank.
    pub was: String,
    /// As it is now; empty: blank.
    pub is: String,
}

/// A text that was erased because the law demands it. Never the text.
#[derive(Clone, Debug, Serialize)]
pub struct RedactReport {
    /// The entry that was made; null in a dry run.
    pub entry: Option<i64>,
    /// The figure that was meant.
    pub figure: i64,
    /// What was erased: quote, note, speaker, url.
    pub field: &'static str,
    /// The figures that held it, each in one line.
    pub figures: Vec<String>,
    /// How many rows held it, by the column.
    pub copies: BTreeMap<&'static str, u64>,
    /// The imports whose kept bytes were dropped: `entry 3 (october.csv)`.
    pub files: Vec<String>,
    /// Where the text still stands, since it is a name or the words of a number there.
    pub stays: Vec<String>,
    /// Why.
    pub why: String,
    /// The store.
    pub store: String,
    /// Whether nothing was written, because a dry run was asked for.
    pub dry_run: bool,
}
