//! What the desk did, as a table of a data set.

use super::ColumnType::{Flag, Number, OneOf, Text, Time};
use super::DatasetTable;
use crate::model::recorded::EntryKind;
use crate::report::entry::EntryReport;

/// The columns that stay in the house: who did it, why, and the files that were read.
pub const INTERNAL: [&str; 5] = ["who", "about", "why", "file", "sha256"];

/// The table.
pub static LOG: DatasetTable<EntryReport> = DatasetTable {
    name: "log",
    about: "An act of the desk: an import, an addition, an amendment, or one that takes another back.",
    key: &["entry"],
    refers: &[super::Reference { column: "undoes", table: "log", to: "entry" }],
    facets: &["act", "stands", "who"],
    searched: &["about", "why", "file"],
    columns: &[
        ("entry", Number, "The number of the act", |entry| entry.entry.unsigned_abs().into()),
        ("act", OneOf(EntryKind::LIST.words), "What the desk did", |entry| entry.kind.into()),
        ("recorded_at", Time, "When it was recorded, in UTC", |entry| entry.recorded_at.as_str().into()),
        ("who", Text, "Who did it", |entry| entry.who.as_str().into()),
        ("about", Text, "What was amended or added, in words", |entry| entry.about.as_deref().into()),
        ("why", Text, "Why, as this desk gave it", |entry| entry.why.as_deref().into()),
        ("file", Text, "The file that was imported", |entry| entry.file.as_deref().into()),
        ("undoes", Number, "The act that this one takes back", |entry| {
            entry.undoes.map(i64::unsigned_abs).into()
        }),
        ("stands", Flag, "Whether it stands, that is, no other takes it back", |entry| entry.stands.into()),
        ("read", Number, "How many rows were read", |entry| entry.counts.read.into()),
        ("new", Number, "How many figures were not known before", |entry| entry.counts.new.into()),
        ("same", Number, "How many were known already", |entry| entry.counts.same.into()),
        ("changed", Number, "How many came with other details", |entry| entry.counts.changed.into()),
        ("mended", Number, "How many took the place of a typing error of this desk", |entry| {
            entry.counts.mended.into()
        }),
        ("gone", Number, "How many vanished from a feed", |entry| entry.counts.gone.into()),
        ("rejected", Number, "How many rows were refused", |entry| entry.counts.rejected.into()),
        ("skipped", Number, "How many lines hold no figure", |entry| entry.counts.skipped.into()),
        ("sha256", Text, "The SHA-256 of the file's bytes", |entry| entry.sha256.as_deref().into()),
        ("hash", Text, "The hash that seals this act and everything before it", |entry| {
            entry.hash.as_str().into()
        }),
    ],
};
