//! Reports as they come, in the format that was asked for; memory does not grow with them.

use std::io::{self, Write};

use serde::Serialize;

use crate::render::style::Style;
use crate::render::{csv, json};
use crate::report::lists::Cell;

use super::output::{Format, Output};

/// How one kind of report is written.
pub struct Form<R> {
    /// As text; a blank line goes between two.
    pub text: fn(&mut dyn Write, &R, Style) -> io::Result<()>,
    /// The columns of its CSV.
    pub columns: &'static [&'static str],
    /// Its rows in a CSV.
    pub rows: fn(&R) -> Vec<Vec<Cell>>,
}

/// Where reports go.
pub struct Sink<'o, R> {
    form: &'o Form<R>,
    to: To<'o>,
}

/// Where bytes go; another thread may write them.
type Out<'o> = &'o mut (dyn Write + Send);

enum To<'o> {
    Text { out: Out<'o>, style: Style, first: bool },
    Json(json::List<Out<'o>>),
    Jsonl(Out<'o>),
    Csv(csv::Rows<Out<'o>>),
}

impl<'o, R: Serialize> Sink<'o, R> {
    /// Begins in the format that was asked for.
    ///
    /// # Errors
    /// What writing meets.
    pub fn begin(output: &'o mut Output, form: &'o Form<R>) -> io::Result<Sink<'o, R>> {
        let (format, style, out) = (output.format(), output.style(), output.stdout());
        let to = match format {
            Format::Text => To::Text { out, style, first: true },
            Format::Json => To::Json(json::List::begin(out)?),
            Format::Jsonl => To::Jsonl(out),
            Format::Csv => To::Csv(csv::Rows::begin(out, form.columns.iter().copied())?),
        };
        Ok(Sink { form, to })
    }

    /// Adds a report.
    ///
    /// # Errors
    /// What writing meets.
    pub fn add(&mut self, report: &R) -> io::Result<()> {
        match &mut self.to {
            To::Text { out, style, first } => {
                if !std::mem::take(first) {
                    writeln!(out)?;
                }
                (self.form.text)(*out, report, *style)
            }
            To::Json(list) => list.value(report),
            To::Jsonl(out) => json::line(*out, report),
            To::Csv(rows) => (self.form.rows)(report).iter().try_for_each(|row| rows.row(row)),
        }
    }

    /// Ends; `nothing` is what a reader of text is told where no report was added.
    ///
    /// # Errors
    /// What writing meets.
    pub fn end(self, nothing: &str) -> io::Result<()> {
        match self.to {
            To::Json(list) => list.end(),
            To::Csv(rows) => rows.end(),
            To::Text { out, first: true, .. } if !nothing.is_empty() => writeln!(out, "{nothing}"),
            To::Text { .. } | To::Jsonl(_) => Ok(()),
        }
    }
}
