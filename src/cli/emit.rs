//! Where a command prints and in which format: data to standard output or a file. No other file decides by the format.

use std::io::{self, IsTerminal, Write};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::ending::ending;
use super::global::Global;
use super::long_table::{LongTable, RowsTo};
use super::pictures::PictureFile;
use super::sink::{Sink, Stdout};
use super::{destination, errors, stores};
use crate::desk::Error;
use crate::disk::pending_file::Replaces;
use crate::disk::sharing::Sharing;
use crate::export::audience::Audience;
use crate::export::{self, ExportFormat, ExportWriter};
use crate::model::column::Field;
use crate::render::style::TextStyle;
use crate::render::{csv, json, text};
use crate::report::Report;
use crate::report::folded::FoldedProblems;
use crate::report::listed::Listing;
use crate::report::lists::{ColumnOf, Table, heads, names};
use crate::report::page::Page;

/// How data is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    /// For people.
    Text,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Tidy rows.
    Csv,
}

impl Format {
    /// By the flags, else by the ending of the file that is asked for.
    pub fn asked(global: &Global) -> Format {
        let ending = global.output.as_deref().map(ending).unwrap_or_default();
        match (global.json, global.jsonl, global.csv, ending.as_str()) {
            (true, ..) | (.., "json") => Format::Json,
            (_, true, ..) | (.., "jsonl" | "ndjson") => Format::Jsonl,
            (_, _, true, _) | (.., "csv") => Format::Csv,
            _ => Format::Text,
        }
    }
}

/// The handles of a command.
pub struct Output {
    format: Format,
    style: TextStyle,
    /// Whether data goes to a terminal.
    terminal: bool,
    /// How commands name the store that was named.
    store: String,
    to: Option<PathBuf>,
    /// Who may read the files that are written from now on.
    pub sharing: Sharing,
    /// What files beside the one that was asked for may replace.
    pub replaces: Replaces,
    sink: Sink,
}

impl Output {
    /// By the flags; nothing is opened before something is printed.
    pub fn new(global: &Global) -> Output {
        let terminal = global.output.is_none() && io::stdout().is_terminal();
        Output {
            format: Format::asked(global),
            style: global.style(terminal),
            terminal,
            store: stores::flag(global),
            to: global.output.clone(),
            sharing: Sharing::OwnerAlone,
            replaces: Replaces::TheSame,
            sink: Sink::default(),
        }
    }

    /// Whether people read what is printed, not programs.
    pub fn is_text(&self) -> bool {
        self.format == Format::Text
    }

    /// Whether CSV was asked for.
    pub fn is_csv(&self) -> bool {
        self.format == Format::Csv
    }

    /// Whether JSON was asked for, whole or line by line.
    pub fn is_json(&self) -> bool {
        matches!(self.format, Format::Json | Format::Jsonl)
    }

    /// Whether people read on a screen what is printed.
    pub fn is_on_screen(&self) -> bool {
        self.terminal && self.is_text()
    }

    /// Makes rows of what no other format was asked for.
    pub fn prefer_csv(&mut self) {
        if self.format == Format::Text && self.to.is_none() {
            self.format = Format::Csv;
        }
    }

    /// Prints the one report of a command that gives no table.
    ///
    /// # Errors
    /// What writing meets.
    pub fn one(&mut self, report: &impl Report) -> io::Result<()> {
        let (format, style) = (self.format, self.style);
        let page = Page::of(report).naming(&self.store);
        let out = self.stdout();
        match format {
            Format::Text | Format::Csv => text::draw::page(out, &page, style),
            Format::Json => json::value(out, report),
            Format::Jsonl => json::line(out, report),
        }
    }

    /// Prints what only people read; nothing in other formats.
    ///
    /// # Errors
    /// What writing meets.
    pub fn page(&mut self, page: &Page) -> io::Result<()> {
        match self.format {
            Format::Text => {
                let style = self.style;
                text::draw::page(self.stdout(), page, style)
            }
            Format::Json | Format::Jsonl | Format::Csv => Ok(()),
        }
    }

    /// Prints a JSON document, whatever format was asked for: there is no other of it.
    ///
    /// # Errors
    /// What writing meets.
    pub fn document(&mut self, document: &impl Serialize) -> io::Result<()> {
        json::value(self.stdout(), document)
    }

    /// Prints one of several reports where they are printed as they come: as text, or a line of JSON.
    ///
    /// # Errors
    /// What writing meets.
    pub fn as_it_comes(&mut self, report: &impl Report) -> io::Result<()> {
        let (format, style, out) = (self.format, self.style, self.stdout());
        match format {
            Format::Text => text::draw::report(out, report, style),
            Format::Jsonl => json::line(out, report),
            Format::Json | Format::Csv => Ok(()),
        }
    }

    /// Prints all reports where they are one document: a JSON list, or `table` as CSV.
    ///
    /// # Errors
    /// What writing meets.
    pub fn together<R: Serialize>(
        &mut self,
        reports: &[R],
        table: impl FnOnce(&[R]) -> Table,
    ) -> io::Result<()> {
        match self.format {
            Format::Json => json::list(self.stdout(), reports),
            Format::Csv => csv::table(self.stdout(), &table(reports)),
            Format::Text | Format::Jsonl => Ok(()),
        }
    }

    /// Prints reports: for people and as CSV in a table, as JSON each in its own shape.
    ///
    /// # Errors
    /// What writing meets.
    pub fn list<R: Serialize>(&mut self, reports: &[R], table: impl FnOnce(&[R]) -> Table) -> io::Result<()> {
        match self.format {
            Format::Json => json::list(self.stdout(), reports),
            Format::Jsonl => reports.iter().try_for_each(|report| json::line(self.stdout(), report)),
            Format::Text | Format::Csv => self.table(&table(reports)),
        }
    }

    /// Prints a table.
    ///
    /// # Errors
    /// What writing meets.
    pub fn table(&mut self, table: &Table) -> io::Result<()> {
        let (format, style, out) = (self.format, self.style, self.stdout());
        match format {
            Format::Text => text::list::table(out, table, style),
            Format::Csv => csv::table(out, table),
            Format::Json => json::list(out, table.rows()),
            Format::Jsonl => table.rows().try_for_each(|row| json::line(&mut *out, &row)),
        }
    }

    /// Prints reports as they come; nothing is printed before the first of them, or the end.
    pub fn each<R: Report>(&mut self) -> Reports<'_, R> {
        Reports { to: To::Unopened(self), of: PhantomData }
    }

    /// Begins to print the rows of a long table as they come; `on_screen` are the columns that fit a screen.
    ///
    /// # Errors
    /// What writing meets.
    pub fn rows<R>(
        &mut self,
        all: &'static [ColumnOf<R>],
        on_screen: &'static [ColumnOf<R>],
    ) -> io::Result<LongTable<'_, R>> {
        let (format, style, out) = (self.format, self.style, self.stdout());
        let to = match format {
            Format::Text => RowsTo::Text(text::list::TextList::begin(out, heads(on_screen), style)),
            Format::Csv => RowsTo::Csv(csv::CsvRows::begin(out, names(all))?),
            Format::Json => RowsTo::Json(json::JsonList::begin(out)?),
            Format::Jsonl => RowsTo::Jsonl(out),
        };
        Ok(LongTable::begin(if format == Format::Text { on_screen } else { all }, to))
    }

    /// Prints a table, on a screen less of it.
    ///
    /// # Errors
    /// What writing meets.
    pub fn listing(&mut self, listing: &Listing) -> io::Result<()> {
        match (&listing.on_screen, self.format) {
            (Some(less), Format::Text) => self.table(less),
            _ => self.table(&listing.all),
        }
    }

    /// Prints a line below a text, with a blank line between; nothing where there is no line to print.
    ///
    /// # Errors
    /// What writing meets.
    pub fn below(&mut self, line: &str) -> io::Result<()> {
        match self.format {
            Format::Text if !line.is_empty() => writeln!(self.stdout(), "\n{line}"),
            _ => Ok(()),
        }
    }

    /// Begins an export of figures in a format.
    ///
    /// # Errors
    /// What writing meets.
    pub fn export(
        &mut self,
        format: &ExportFormat,
        audience: Audience,
        without: &[Field],
    ) -> io::Result<Box<dyn ExportWriter + '_>> {
        (format.begin)(self.stdout(), &export::fields(audience, without))
    }

    /// The export format that was asked for by a flag, else that of the file's ending.
    pub fn export_format(&self) -> &'static ExportFormat {
        export::format(match self.format {
            Format::Json | Format::Jsonl => Some("jsonl"),
            Format::Csv | Format::Text => Some("csv"),
        })
    }

    /// Refuses CSV where what is printed is no table.
    ///
    /// # Errors
    /// The refusal, when CSV was asked for.
    pub fn no_csv(&self, command: &str) -> Result<(), Error> {
        match self.format {
            Format::Csv => Err(Error::usage(
                format!("{command} gives no table"),
                format!("ask for --json: tollbook {command} --json"),
            )),
            _ => Ok(()),
        }
    }

    /// Prints a line on standard error.
    ///
    /// # Errors
    /// What writing meets.
    pub fn remark(&self, line: &str) -> io::Result<()> {
        writeln!(io::stderr().lock(), "{line}")
    }

    /// How wide and in which shades.
    pub fn style(&self) -> TextStyle {
        self.style
    }

    /// Opens the file that was asked for before anything else is done. It is written beside its place, and takes its name
    /// when all is written: what was there stays whole until then.
    ///
    /// # Errors
    /// A file that is one of `others` (what the command reads), that is a store, that ends as no answer does, or that cannot be
    /// made. What else the command writes, by the endings of `besides`, is named.
    pub fn prepare(&mut self, others: &[PathBuf], besides: &[&str]) -> Result<(), Error> {
        let Some(to) = self.to.clone().filter(|_| !self.sink.is_open()) else { return Ok(()) };
        destination::check(&to, others, besides)?;
        self.open_file(&to)
    }

    /// The same for a file whose ending the command knows itself.
    ///
    /// # Errors
    /// A file that is a store, or that cannot be made.
    pub fn prepare_as_named(&mut self) -> Result<(), Error> {
        let Some(to) = self.to.clone() else { return Ok(()) };
        destination::keep(&to, &[]).and_then(|()| self.open_file(&to))
    }

    /// The same for a command that draws pictures too.
    ///
    /// # Errors
    /// Those of [`Output::prepare`]; a picture that this build cannot draw.
    pub fn prepare_for_pictures(&mut self) -> Result<(), Error> {
        let Some((to, file)) = self.to.clone().zip(self.picture()) else {
            return self.prepare(&[], &["svg", "png", "html"]);
        };
        file.check(&to)?;
        self.prepare_as_named()
    }

    /// The sort of picture that was asked for by the ending of a file; `None` for all that is no picture.
    pub fn picture(&self) -> Option<PictureFile> {
        PictureFile::of(self.to.as_deref()?)
    }

    fn open_file(&mut self, to: &Path) -> Result<(), Error> {
        self.sink.open(to, self.sharing)
    }

    /// The handle for data. Only what is made for people is made for a terminal.
    pub fn stdout(&mut self) -> &mut (dyn Write + Send) {
        let is_raw = self.terminal && !self.is_text();
        self.sink.writer(if is_raw { Stdout::Terminal } else { Stdout::AsItIs })
    }

    /// Ends the data; a file takes its name. What is told of it is told after that.
    ///
    /// # Errors
    /// What writing meets; then nothing of a file is left.
    pub fn finish(&mut self) -> io::Result<()> {
        self.sink.finish()
    }

    /// Prints on standard error why a command did nothing, behind the data so far.
    pub fn print_error(&mut self, failure: &Error) {
        let _ = self.sink.flush();
        errors::print_error(failure, &self.store, self.style);
    }

    /// Prints on standard error what is wrong with the rows of a file, and what else to look at.
    ///
    /// # Errors
    /// What writing meets.
    pub fn print_problems(&mut self, file: &str, problems: &FoldedProblems) -> io::Result<()> {
        self.sink.flush()?;
        errors::print_problems(file, problems, self.style)
    }
}

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
        if matches!(self, To::Unopened(_))
            && let To::Unopened(output) = std::mem::replace(self, To::Closed)
        {
            let (format, style, out) = (output.format, output.style, output.stdout());
            *self = match format {
                Format::Text => To::Text { out, style, first: true },
                Format::Json => To::Json(json::JsonList::begin(out)?),
                Format::Jsonl => To::Jsonl(out),
                Format::Csv => To::Csv(csv::CsvRows::begin(out, R::columns())?),
            };
        }
        Ok(self)
    }
}

impl<R: Report> Reports<'_, R> {
    /// Prints what stands above the reports of a text.
    ///
    /// # Errors
    /// What writing meets.
    pub fn begin_with(&mut self, above: &Page) -> io::Result<()> {
        match self.to.opened::<R>()? {
            To::Text { out, style, .. } => text::draw::page(*out, above, *style),
            _ => Ok(()),
        }
    }

    /// Adds a report; in a text a blank line goes between two, unless the second goes on with the first.
    ///
    /// # Errors
    /// What writing meets.
    pub fn add(&mut self, report: &R) -> io::Result<()> {
        match self.to.opened::<R>()? {
            To::Unopened(_) | To::Closed => Ok(()),
            To::Text { out, style, first } => {
                let page = Page::of(report);
                if !std::mem::take(first) && !page.goes_on() {
                    writeln!(out)?;
                }
                text::draw::page(*out, &page, *style)
            }
            To::Json(list) => list.value(report),
            To::Jsonl(out) => json::line(*out, report),
            To::Csv(rows) => report.rows().iter().try_for_each(|row| rows.row(row)),
        }
    }

    /// Adds the page of a report, with something drawn above its table.
    ///
    /// # Errors
    /// What writing meets.
    pub fn add_page(
        &mut self,
        page: Page,
        draw: impl FnOnce(&mut dyn Write, TextStyle) -> io::Result<()>,
    ) -> io::Result<()> {
        let To::Text { out, style, first } = self.to.opened::<R>()? else { return Ok(()) };
        if !std::mem::take(first) {
            writeln!(out)?;
        }
        let (above, table) = page.at_the_table();
        text::draw::page(*out, &above, *style)?;
        draw(*out, *style)?;
        text::draw::page(*out, &table, *style)
    }

    /// Ends; `nothing` is printed in a text to which no report was added.
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
