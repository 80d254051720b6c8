//! JSON lines, one object each: the figures, then what the desk says about names. A blank cell takes no room.

use std::io::{self, Write};

use crate::model::column::Field;

use crate::render::json::put_text;

use super::common::{CellFormat, CellRows, ExportFormat, ExportWriter};

/// This format.
pub const FORMAT: ExportFormat =
    ExportFormat { name: "jsonl", endings: &["jsonl", "ndjson", "json"], begin, names_beside: None };

fn begin<'o>(out: &'o mut (dyn Write + Send), fields: &[Field]) -> io::Result<Box<dyn ExportWriter + 'o>> {
    Ok(Box::new(CellRows::<JsonLine>::begin(out, fields)))
}

struct JsonLine;

impl CellFormat for JsonLine {
    const BEGIN: &'static [u8] = b"{";
    const END: &'static [u8] = b"}\n";
    const HOLDS_NAMES: bool = true;

    fn cell(row: &mut Vec<u8>, name: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        row.push(b'"');
        row.extend_from_slice(name.as_bytes());
        row.extend_from_slice(b"\":");
        put_text(row, text);
        row.push(b',');
    }
}
