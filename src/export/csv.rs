//! The house CSV, with the uid of each figure in the last column. Cells that a spreadsheet would run are defused. What the
//! desk says about names stands in a file of its own beside it.

use std::io::{self, Write};

use crate::model::column::{Field, UID};
use crate::model::names::NameFact;
use crate::render::csv::{defused, put_cell};

use super::common::{CellFormat, CellRows, ExportFormat, ExportWriter};

/// This format.
pub const FORMAT: ExportFormat =
    ExportFormat { name: "csv", endings: &["csv"], begin, names_beside: Some(names_beside) };

fn begin<'o>(out: &'o mut (dyn Write + Send), fields: &[Field]) -> io::Result<Box<dyn ExportWriter + 'o>> {
    let names: Vec<&str> = fields.iter().map(|field| field.name()).chain([UID]).collect();
    writeln!(out, "{}", names.join(","))?;
    Ok(Box::new(CellRows::<Csv>::begin(out, fields)))
}

/// How cells stand in a house CSV.
pub(super) struct Csv;

impl CellFormat for Csv {
    const BEGIN: &'static [u8] = b"";
    const END: &'static [u8] = b"\n";
    const HOLDS_NAMES: bool = false;

    fn cell(row: &mut Vec<u8>, _: &str, text: &str) {
        put_cell(row, &defused(text));
        row.push(b',');
    }
}

fn names_beside(out: &mut dyn Write, facts: &[NameFact]) -> io::Result<()> {
    let mut out = csv::Writer::from_writer(out);
    out.write_record(NameFact::COLUMNS)?;
    for fact in facts {
        out.write_record(fact.cells().map(|text| defused(text).into_owned()))?;
    }
    out.flush()
}
