//! Reports and rows that are printed as they come; memory does not grow with their number.

use std::io::{self, Write};
use std::marker::PhantomData;

use super::{Format, Output};
use crate::render::style::TextStyle;
use crate::render::{csv, json, text};
use crate::report::Report;
use crate::report::lists::{TableCell, TableColumn, TableRow};
use crate::report::page::Page;

/// Where bytes go; another thread may write them.
type Out<'o> = &'o mut (dyn Write + Send);

/// Reports as they come, in the format that was asked for; memory does not grow with them.
pub struct Reports<'o, R> {
    to: To<'o>,
    of: PhantomData<R>,
}

enum To<'o> {
    Unopened(&'o mut Output),
    Closed,
    Text { out: Out<'o>, style: TextStyle, first: bool },
    Json(json::JsonList<Out<'o>>),
    Jsonl(Out<'o>),
    Csv(csv::CsvRows<Out<'o>>),
}

impl<'o> To<'o> {
    /// Begins in the format that was asked for, unless that was done.
    fn opened<R: Report>(&mut self) -> io::Result<&mut To<'o>> {
        let output = match std::mem::replace(self, To::Closed) {
            To::Unopened(output) => output,
            opened => {
                *self = opened;
                return Ok(self);
            }
        };
        let (format, style, out) = (output.format, output.style, output.stdout());
        *self = match format {
            Format::Text => To::Text { out, style, first: true },
            Format::Json => To::Json(json::JsonList::begin(out)?),
            Format::Jsonl => To::Jsonl(out),
            Format::Csv => To::Csv(csv::CsvRows::begin(out, R::COLUMNS.iter().copied())?),
        };
        Ok(self)
    }
}

impl<'o, R: Report> Reports<'o, R> {
    /// No reports so far; nothing is printed before the first of them, or the end.
    pub fn new(output: &'o mut Output) -> Reports<'o, R> {
        Reports { to: To::Unopened(output), of: PhantomData }
    }

    /// Adds a report; in a text a blank line goes between two.
    ///
    /// # Errors
    /// What writing meets.
    pub fn add(&mut self, report: &R) -> io::Result<()> {
        match self.to.opened::<R>()? {
            To::Unopened(_) | To::Closed => Ok(()),
            To::Text { out, style, first } => {
                if !std::mem::take(first) {
                    writeln!(out)?;
                }
                text::draw::report(*out, report, *style)
            }
            To::Json(list) => list.value(report),
            To::Jsonl(out) => json::line(*out, report),
            To::Csv(rows) => report.rows().iter().try_for_each(|row| rows.row(row)),
        }
    }

    /// Ends; `nothing` is what a reader of text is told where no report was added.
    ///
    /// # Errors
    /// What writing meets.
    pub fn end(mut self, nothing: &str) -> io::Result<()> {
        match self.to.opened::<R>()? {
            To::Text { out, first: true, .. } if !nothing.is_empty() => writeln!(out, "{nothing}"),
            _ => self.end_with(&Page::default()),
        }
    }

    /// Ends; what is printed below a text.
    ///
    /// # Errors
    /// What writing meets.
    pub fn end_with(mut self, below: &Page) -> io::Result<()> {
        self.to.opened::<R>()?;
        match self.to {
            To::Json(list) => list.end(),
            To::Csv(rows) => rows.end(),
            To::Text { out, style, .. } => text::draw::page(out, below, style),
            To::Jsonl(_) | To::Unopened(_) | To::Closed => Ok(()),
        }
    }
}

/// The rows of a long table as they come.
pub struct LongTable<'o> {
    all: Vec<TableColumn>,
    to: RowsTo<'o>,
}

enum RowsTo<'o> {
    Text(text::list::TextList<'o>),
    Csv(csv::CsvRows<Out<'o>>),
    Json(json::JsonList<Out<'o>>),
    Jsonl(Out<'o>),
}

impl<'o> LongTable<'o> {
    /// Begins a table; `on_screen` are the columns that fit a screen.
    ///
    /// # Errors
    /// What writing meets.
    pub fn begin(
        output: &'o mut Output,
        all: Vec<TableColumn>,
        on_screen: Vec<TableColumn>,
    ) -> io::Result<LongTable<'o>> {
        let (format, style, out) = (output.format, output.style, output.stdout());
        let to = match format {
            Format::Text => RowsTo::Text(text::list::TextList::begin(out, on_screen, style)),
            Format::Csv => {
                RowsTo::Csv(csv::CsvRows::begin(out, all.iter().map(|column| column.name.as_ref()))?)
            }
            Format::Json => RowsTo::Json(json::JsonList::begin(out)?),
            Format::Jsonl => RowsTo::Jsonl(out),
        };
        Ok(LongTable { all, to })
    }

    /// Adds a row: all of its cells, or those that fit a screen.
    ///
    /// # Errors
    /// What writing meets.
    pub fn add(
        &mut self,
        all: impl FnOnce() -> Vec<TableCell>,
        on_screen: impl FnOnce() -> Vec<TableCell>,
    ) -> io::Result<()> {
        match &mut self.to {
            RowsTo::Text(list) => list.row(on_screen()),
            RowsTo::Csv(rows) => rows.row(&all()),
            RowsTo::Json(list) => list.value(&TableRow::new(&self.all, &all())),
            RowsTo::Jsonl(out) => json::line(*out, &TableRow::new(&self.all, &all())),
        }
    }

    /// Ends the table.
    ///
    /// # Errors
    /// What writing meets.
    pub fn end(self) -> io::Result<()> {
        match self.to {
            RowsTo::Text(list) => list.end(),
            RowsTo::Csv(rows) => rows.end(),
            RowsTo::Json(list) => list.end(),
            RowsTo::Jsonl(_) => Ok(()),
        }
    }
}
