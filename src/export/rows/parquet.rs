//! Rows as Parquet.

use std::io::{self, Write};
use std::sync::Arc;

use arrow_schema::FieldRef;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use super::RowsWriter;
use super::arrow::{row_fields, schema};
use crate::model::interchange::FigureRow;

struct ParquetRows<'o> {
    out: ArrowWriter<&'o mut (dyn Write + Send)>,
    fields: Vec<FieldRef>,
}

/// Rows of one group in the file: memory is that of a group.
const GROUP: usize = 1 << 14;

/// Begins a file.
pub(super) fn begin<'o>(
    out: &'o mut (dyn Write + Send),
    about: &[(&'static str, String)],
) -> io::Result<Box<dyn RowsWriter + 'o>> {
    let fields = row_fields()?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_max_row_group_row_count(Some(GROUP))
        .build();
    let out = ArrowWriter::try_new(out, Arc::clone(&schema(&fields, about)), Some(properties))?;
    Ok(Box::new(ParquetRows { out, fields }))
}

impl RowsWriter for ParquetRows<'_> {
    fn rows(&mut self, rows: &[FigureRow]) -> io::Result<()> {
        let batch = serde_arrow::to_record_batch(&self.fields, &rows).map_err(io::Error::other)?;
        Ok(self.out.write(&batch)?)
    }

    fn end(self: Box<Self>) -> io::Result<()> {
        self.out.close()?;
        Ok(())
    }
}
