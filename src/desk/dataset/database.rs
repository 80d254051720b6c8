//! A data set as a SQLite database in a folder that Datasette serves.

use std::path::Path;

use super::{Dataset, DatasetOptions, DatasetSink};
use crate::desk::error::Error;
use crate::desk::folder::PendingFolder;
use crate::disk::sharing::Sharing;
use crate::export::dataset::about::DatasetAbout;
use crate::export::dataset::datasette::{
    DATABASE, INSPECTED, METADATA, SETTINGS, STYLE, STYLE_TEXT, inspected, metadata, settings,
};
use crate::export::dataset::readme;
use crate::report::dataset::log::LOG;
use crate::report::dataset::{ColumnType, TableShape};
use crate::report::lists::TableCell;
use crate::store::flat::{FlatCell, FlatFile, FlatKind, FlatTable};
use crate::store::{Store, View};

/// Writes a folder with a database of flat tables, what Datasette says beside them, and `README.md`; whole or not at all.
///
/// # Errors
/// A folder that may not make room, a disk that is full, or what the store says.
pub fn write_database(
    store: &Store,
    options: &DatasetOptions,
    to: &Path,
    sharing: Sharing,
) -> Result<DatasetAbout, Error> {
    let mut folder = PendingFolder::create(to, sharing)?;
    let view = &View::of(store, options.criteria.question.recorded_by)?;
    let dataset = Dataset { view, options };
    let (about, shapes) = folder.with(DATABASE, |at| {
        let mut tables = FlatTables { file: FlatFile::create(at, &to.join(DATABASE))?, shapes: Vec::new() };
        let mut about = dataset.tables(&mut tables)?;
        about.rows.push((LOG.name, dataset.log(&mut tables)?));
        tables.file.end()?;
        Ok((about, tables.shapes))
    })?;
    if let Some(file) = folder.written().first().cloned() {
        folder.write(INSPECTED, &inspected(&about, file.bytes, &file.sha256))?;
    }
    folder.write(METADATA, &metadata(&about, &shapes))?;
    folder.write(SETTINGS, &settings())?;
    folder.write(STYLE, STYLE_TEXT)?;
    folder.write("README.md", &readme::database(&about, &shapes.iter().collect::<Vec<_>>()))?;
    folder.commit()?;
    Ok(about)
}

/// The tables as those of a database.
struct FlatTables {
    file: FlatFile,
    shapes: Vec<TableShape>,
}

impl DatasetSink for FlatTables {
    fn begin(&mut self, shape: &TableShape) -> Result<(), Error> {
        let kind = |holds: ColumnType| match holds {
            ColumnType::Number | ColumnType::Flag => FlatKind::Number,
            _ => FlatKind::Text,
        };
        self.file.table(FlatTable {
            name: shape.name,
            columns: shape.columns.iter().map(|column| (column.name, kind(column.holds))).collect(),
            key: shape.key,
            refers: shape.refers.iter().map(|one| (one.column, one.table, one.to)).collect(),
            indexed: shape.facets.clone(),
            searched: shape.searched.clone(),
        })?;
        self.shapes.push(shape.clone());
        Ok(())
    }

    fn row(&mut self, cells: &[TableCell]) -> Result<(), Error> {
        let Some(shape) = self.shapes.last() else { return Ok(()) };
        Ok(self.file.row(cells.iter().zip(&shape.columns).map(|(cell, column)| match cell {
            TableCell::Blank => FlatCell::Null,
            TableCell::Number(number) => FlatCell::Number(*number),
            TableCell::Text(text) if matches!(column.holds, ColumnType::Flag) => {
                FlatCell::Number(u64::from(text == "true"))
            }
            TableCell::Text(text) => FlatCell::Text(text),
        }))?)
    }

    fn end(&mut self) -> Result<(), Error> {
        Ok(())
    }
}
