//! A data set as a Data Package: a folder of CSV files with a description that programs read.

use std::path::Path;

use super::{Dataset, DatasetOptions, DatasetSink};
use crate::desk::error::Error;
use crate::desk::folder::{FolderPart, PendingFolder};
use crate::disk::sharing::Sharing;
use crate::export::dataset::about::DatasetAbout;
use crate::export::dataset::package::{DESCRIPTOR, PackagedTable, descriptor};
use crate::export::dataset::readme;
use crate::render::csv::CsvRows;
use crate::report::dataset::TableShape;
use crate::report::lists::TableCell;
use crate::store::{Store, View};

/// Writes a folder with a CSV file for each table, `datapackage.json` and `README.md`; whole or not at all.
///
/// # Errors
/// A folder that may not make room, a disk that is full, or what the store says.
pub fn write_package(
    store: &Store,
    options: &DatasetOptions,
    to: &Path,
    sharing: Sharing,
) -> Result<DatasetAbout, Error> {
    let mut folder = PendingFolder::create(to, sharing)?;
    let view = &View::of(store, options.criteria.question.recorded_by)?;
    let mut csv = CsvTables { folder: &mut folder, open: None, tables: Vec::new() };
    let about = Dataset { view, options }.tables(&mut csv)?;
    let tables = csv.tables;
    folder.write(DESCRIPTOR, &descriptor(&about, &tables))?;
    let shapes: Vec<&TableShape> = tables.iter().map(|table| &table.shape).collect();
    folder.write("README.md", &readme::package(&about, &shapes))?;
    folder.commit()?;
    Ok(about)
}

/// The tables as files of a folder.
struct CsvTables<'f> {
    folder: &'f mut PendingFolder,
    open: Option<(TableShape, CsvRows<FolderPart>)>,
    tables: Vec<PackagedTable>,
}

impl DatasetSink for CsvTables<'_> {
    fn begin(&mut self, shape: &TableShape) -> Result<(), Error> {
        let part = self.folder.file(&format!("{}.csv", shape.name))?;
        let rows = CsvRows::begin(part, shape.columns.iter().map(|column| column.name))?;
        self.open = Some((shape.clone(), rows));
        Ok(())
    }

    fn row(&mut self, cells: &[TableCell]) -> Result<(), Error> {
        self.open.as_mut().map_or(Ok(()), |(_, rows)| Ok(rows.row(cells)?))
    }

    fn end(&mut self) -> Result<(), Error> {
        let Some((shape, rows)) = self.open.take() else { return Ok(()) };
        let file = self.folder.finish(rows.into_inner()?)?;
        self.tables.push(PackagedTable { shape, path: file.path, bytes: file.bytes, sha256: file.sha256 });
        Ok(())
    }
}
