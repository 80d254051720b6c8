//! Plain values, for programs that calculate: a table under one header, or an object a line. They are not read again.

use std::io::{self, Write};

use super::audience::Audience;
use crate::model::column::Field;
use crate::render::csv::{defused, put_cell};
use crate::render::json::put_text;
use crate::report::values::{COLUMNS, ENTRY, PlainCell, PlainColumn, PlainFigure};

/// In which form plain values are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueForm {
    /// A CSV.
    Csv,
    /// JSON, an object a line; what is not stated is null.
    JsonLines,
}

/// The columns that an audience gets, without those that are left out.
pub fn columns(audience: Audience, without: &[Field]) -> Vec<&'static PlainColumn> {
    let leaves = |column: &&PlainColumn| match column.field {
        Some(field) => audience.may_have(field) && !without.contains(&field),
        None => column.name != ENTRY || !audience.is_public(),
    };
    COLUMNS.iter().filter(leaves).collect()
}

/// Plain values in the making.
pub struct ValueRows<'o> {
    out: &'o mut (dyn Write + Send),
    form: ValueForm,
    columns: Vec<&'static PlainColumn>,
    row: Vec<u8>,
}

impl<'o> ValueRows<'o> {
    /// Begins with the header, where the form has one.
    ///
    /// # Errors
    /// What writing meets.
    pub fn begin(
        out: &'o mut (dyn Write + Send),
        form: ValueForm,
        columns: Vec<&'static PlainColumn>,
    ) -> io::Result<ValueRows<'o>> {
        if form == ValueForm::Csv {
            let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
            writeln!(out, "{}", names.join(","))?;
        }
        Ok(ValueRows { out, form, columns, row: Vec::new() })
    }

    /// Adds figures.
    ///
    /// # Errors
    /// What writing meets.
    pub fn figures(&mut self, figures: &[PlainFigure]) -> io::Result<()> {
        for figure in figures {
            self.row.clear();
            match self.form {
                ValueForm::JsonLines => self.object(figure),
                ValueForm::Csv => self.record(figure),
            }
            self.out.write_all(&self.row)?;
        }
        Ok(())
    }

    fn record(&mut self, figure: &PlainFigure) {
        for column in &self.columns {
            match (column.cell)(figure) {
                PlainCell::Text(text) => put_cell(&mut self.row, &defused(&text)),
                value => put_value(&mut self.row, &value),
            }
            self.row.push(b',');
        }
        self.row.pop();
        self.row.push(b'\n');
    }

    fn object(&mut self, figure: &PlainFigure) {
        self.row.push(b'{');
        for column in &self.columns {
            self.row.push(b'"');
            self.row.extend_from_slice(column.name.as_bytes());
            self.row.extend_from_slice(b"\":");
            match (column.cell)(figure) {
                PlainCell::Blank => self.row.extend_from_slice(b"null"),
                PlainCell::Text(text) => put_text(&mut self.row, &text),
                day @ (PlainCell::Day(_) | PlainCell::Time(_)) => {
                    self.row.push(b'"');
                    put_value(&mut self.row, &day);
                    self.row.push(b'"');
                }
                value => put_value(&mut self.row, &value),
            }
            self.row.push(b',');
        }
        self.row.pop();
        self.row.extend_from_slice(b"}\n");
    }

    /// Ends the export.
    ///
    /// # Errors
    /// What writing meets.
    pub fn end(self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A value that is no text, as digits and letters that need no quotes.
fn put_value(row: &mut Vec<u8>, value: &PlainCell<'_>) {
    match value {
        PlainCell::Whole(number) => row.extend_from_slice(itoa::Buffer::new().format(*number).as_bytes()),
        PlainCell::Day(day) => row.extend_from_slice(day.to_date().iso().as_bytes()),
        PlainCell::Time(time) => row.extend_from_slice(time.iso().as_bytes()),
        PlainCell::Truth(holds) => row.extend_from_slice(if *holds { b"true" } else { b"false" }),
        PlainCell::Blank | PlainCell::Text(_) => {}
    }
}
