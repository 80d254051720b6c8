//! What a picture's file says of itself: the command, the question, the state of the store, and the same figures as a table.
//! No element has a name of HTML: pasted into a page, `table` or `head` would end the drawing there.

use std::io;

use super::xml::Xml;
use crate::chart::Chart;
use crate::render::csv;

/// How many rows of the table a file holds; of more it says how many there are.
const MOST_ROWS: usize = 5_000;

/// Writes the metadata.
pub fn metadata(xml: &mut Xml<'_>, chart: &Chart) -> io::Result<()> {
    xml.open("metadata", &[])?;
    xml.open("picture", &[("xmlns", "urn:tollbook:picture")])?;
    xml.verbatim("\n")?;
    xml.element("question", &[], &chart.question)?;
    if let Some(origin) = &chart.origin {
        xml.element("command", &[], &origin.command)?;
        xml.element("entry", &[], &origin.entry.to_string())?;
        xml.element("hash", &[], &origin.head)?;
    }
    let rows = chart.table.rows.len();
    if rows <= MOST_ROWS {
        let mut table = Vec::new();
        csv::table(&mut table, &chart.table)?;
        let rows = rows.to_string();
        xml.element("figures", &[("type", "text/csv"), ("rows", &rows)], &String::from_utf8_lossy(&table))?;
    } else {
        xml.element("figures", &[("rows", &rows.to_string())], "too long for a picture: ask with --csv")?;
    }
    xml.close("picture")?;
    xml.close("metadata")
}
