//! The documents of a data set.

use std::borrow::Cow;
use std::sync::Arc;

use super::ColumnType::{Address, Number, Text};
use super::{DatasetTable, key};
use crate::model::attribution::Source;
use crate::model::column::Field;
use crate::model::redacted::shown;

/// A document of figures in the data set.
#[derive(Clone, Debug)]
pub struct DatasetSource {
    /// The document, as the audience may have it.
    pub source: Arc<Source>,
    /// How many figures come from it.
    pub figures: u64,
    /// Since when it is gone.
    pub gone_on: Option<String>,
    /// Where the desk says that a copy is kept.
    pub archive_url: Option<String>,
}

/// The table.
pub static SOURCES: DatasetTable<DatasetSource> = DatasetTable {
    name: "sources",
    about: "A document in which figures were read.",
    key: &["source"],
    refers: &[],
    facets: &["publisher", "language"],
    searched: &["publisher", "title", "url"],
    columns: &[
        ("source", Text, "The key of the document, the same in every export", |one| {
            key::of_source(&one.source).into()
        }),
        ("publisher", Text, "Who issued it, as printed", |one| one.cell(Field::Publisher).as_ref().into()),
        ("title", Text, "Its title", |one| one.cell(Field::Title).as_ref().into()),
        ("url", Address, "Its address", |one| one.cell(Field::Url).as_ref().into()),
        ("archive_url", Address, "Where a copy of it is kept", |one| one.archive().as_ref().into()),
        ("language", Text, "Its language: en, ar", |one| one.cell(Field::Language).as_ref().into()),
        ("gone_on", super::ColumnType::Date, "Since when it is no longer found at its address", |one| {
            one.gone_on.as_deref().into()
        }),
        ("figures", Number, "How many figures of this data set were read in it", |one| one.figures.into()),
    ],
};

impl DatasetSource {
    /// A cell; one that was erased is said to be so.
    fn cell(&self, field: Field) -> Cow<'_, str> {
        shown(self.source.cell(field))
    }

    /// Where a copy is kept: as the desk says, else as the source was recorded.
    fn archive(&self) -> Cow<'_, str> {
        self.archive_url.as_deref().map_or_else(|| self.cell(Field::ArchiveUrl), shown)
    }
}
