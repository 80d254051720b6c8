//! Where a command prints and in which format: data to standard output or a file, everything else to standard error.
//!
//! The format is decided here and nowhere else.

mod streams;

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;

use super::global::{Global, When};
use crate::desk::error::Error;
use crate::desk::pending_file::PendingFile;
use crate::export::{self, ExportFormat, ExportWriter};
use crate::model::draft::Field;
use crate::model::names::NameFact;
use crate::model::place::Placed;
use crate::model::problem::Problem;
use crate::render::style::{Colour, TextStyle};
use crate::render::visible::visible;
use crate::render::{csv, json, problem, text};
use crate::report::Report;
use crate::report::listed::Listing;
use crate::report::lists::{Table, TableColumn};
use crate::report::receipt::ProblemRank;
use streams::{LongTable, Reports};

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

/// The handles of a command.
pub struct Output {
    format: Format,
    style: TextStyle,
    to: Option<PathBuf>,
    out: Option<Box<dyn Write + Send>>,
    /// The file that is written before it takes the name that was asked for.
    unfinished: Option<PendingFile>,
}

/// How wide text is set where it goes to no terminal.
const WIDTH: usize = 80;

impl Output {
    /// By the flags; nothing is opened before something is printed.
    pub fn new(global: &Global) -> Output {
        let ending = global.output.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
        let format = match (global.json, global.jsonl, global.csv, ending) {
            (true, ..) | (.., Some("json")) => Format::Json,
            (_, true, ..) | (.., Some("jsonl" | "ndjson")) => Format::Jsonl,
            (_, _, true, _) | (.., Some("csv")) => Format::Csv,
            _ => Format::Text,
        };
        let terminal = global.output.is_none() && io::stdout().is_terminal();
        Output {
            format,
            style: style(global.color, terminal),
            to: global.output.clone(),
            out: None,
            unfinished: None,
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

    /// Prints the one report of a command that gives no table.
    ///
    /// # Errors
    /// What writing meets.
    pub fn one(&mut self, report: &impl Report) -> io::Result<()> {
        let (format, style, out) = (self.format, self.style, self.stdout());
        match format {
            Format::Text | Format::Csv => text::draw::report(out, report, style),
            Format::Json => json::value(out, report),
            Format::Jsonl => json::line(out, report),
        }
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
        Reports::new(self)
    }

    /// Begins to print the rows of a long table as they come; `on_screen` are the columns that fit a screen.
    ///
    /// # Errors
    /// What writing meets.
    pub fn rows(&mut self, all: Vec<TableColumn>, on_screen: Vec<TableColumn>) -> io::Result<LongTable<'_>> {
        LongTable::begin(self, all, on_screen)
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

    /// Begins an export of figures.
    ///
    /// # Errors
    /// What writing meets.
    pub fn export(&mut self, without: &[Field]) -> io::Result<Box<dyn ExportWriter + '_>> {
        (self.export_format().begin)(self.stdout(), &export::fields(without))
    }

    /// The export format that was asked for by a flag, else that of the file's ending.
    fn export_format(&self) -> &'static ExportFormat {
        export::format(match self.format {
            Format::Json | Format::Jsonl => Some("jsonl"),
            Format::Csv => Some("csv"),
            Format::Text => self.to.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str()),
        })
    }

    /// Writes what the desk says about names beside the export that was asked for, where a file was: `figures.names.csv` for
    /// `figures.csv`, for its owner alone.
    ///
    /// # Errors
    /// What writing meets.
    pub fn names_beside(&self, facts: &[NameFact]) -> Result<(), Error> {
        let asked = self.to.as_ref().filter(|_| !facts.is_empty()).zip(self.export_format().names_beside);
        let Some((to, write_names)) = asked else { return Ok(()) };
        let path = to.with_extension("names.csv");
        let write = || {
            let (pending, file) = PendingFile::create(&path)?;
            let mut file = BufWriter::new(file);
            write_names(&mut file, facts)?;
            file.flush()?;
            pending.commit()
        };
        write().map_err(|error| Error::of_file(&path.display().to_string(), &error))
    }

    /// Has a whole file written, which is no print: `write` is given a place beside `to`; the file takes its name when all
    /// is written. A failure leaves nothing.
    ///
    /// # Errors
    /// What `write` says, or the system.
    pub fn file<T>(&self, to: &Path, write: impl FnOnce(&Path) -> Result<T, Error>) -> Result<T, Error> {
        let pending = PendingFile::new(to);
        let written = write(pending.path())?;
        pending.commit().map_err(|error| Error::of_file(&to.display().to_string(), &error))?;
        Ok(written)
    }

    /// Says something in one line on standard error.
    ///
    /// # Errors
    /// What writing meets.
    pub fn remark(&self, line: &str) -> io::Result<()> {
        writeln!(io::stderr().lock(), "{line}")
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

    /// How wide and in which shades.
    pub fn style(&self) -> TextStyle {
        self.style
    }

    /// Opens the file that was asked for before anything else is done. It is written beside its place, and takes its name
    /// when all is written: what was there stays whole until then.
    ///
    /// # Errors
    /// A file that is one of `others` (what the command reads), that is a store, or that cannot be made.
    pub fn prepare(&mut self, others: &[PathBuf]) -> Result<(), Error> {
        let Some(to) = self.to.clone().filter(|_| self.out.is_none()) else { return Ok(()) };
        let same = |other: &&PathBuf| {
            other.canonicalize().ok().is_some_and(|other| to.canonicalize().ok() == Some(other))
        };
        let is_store = begins_as_a_store(&to);
        let ending = to.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let what = match others.iter().find(same) {
            Some(_) => "it is what the command reads".to_owned(),
            None if is_store => "it is a store".to_owned(),
            None if !["csv", "json", "jsonl", "ndjson", "txt"].contains(&ending) => {
                format!("`.{ending}` is no ending that is known")
            }
            None => String::new(),
        };
        if !what.is_empty() {
            let what = format!("-o {} was not written: {what}", to.display());
            return Err(Error::usage(what, "name another file that ends in .csv, .json, .jsonl or .txt"));
        }
        let (pending, file) =
            PendingFile::create(&to).map_err(|error| Error::of_file(&to.display().to_string(), &error))?;
        self.unfinished = Some(pending);
        self.out = Some(Box::new(BufWriter::with_capacity(1 << 16, file)));
        Ok(())
    }

    /// The handle for data.
    pub fn stdout(&mut self) -> &mut (dyn Write + Send) {
        self.out.get_or_insert_with(|| Box::new(BufWriter::with_capacity(1 << 16, io::stdout())))
    }

    /// Ends the data; a file takes its name.
    pub fn finish(&mut self) -> io::Result<()> {
        self.out.as_mut().map_or(Ok(()), |out| out.flush())?;
        let Some(pending) = self.unfinished.take() else { return Ok(()) };
        self.out = None;
        pending.commit()
    }

    /// Says on standard error why a command did nothing.
    pub fn tell(&mut self, failure: &Error) {
        // Where standard error is closed there is nobody to tell.
        let _ = self.out.as_mut().map_or(Ok(()), |out| out.flush());
        let err = &mut io::stderr().lock();
        let _ = match failure {
            Error::BrokenPipe => Ok(()),
            Error::Fault(fault) => problem::without_place(err, None, fault, self.style),
            Error::Faults(problems) => {
                problems.iter().try_for_each(|fault| problem::without_place(err, None, fault, self.style))
            }
            Error::File { file, problems } => problems
                .iter()
                .try_for_each(|fault| problem::without_place(err, Some(file), fault, self.style)),
            Error::Placed { file, placed } => {
                let placed = placed.iter().map(|placed| (placed, ProblemRank::Error));
                problem::problems(err, file, placed, 0, self.style)
            }
        };
    }

    /// Says on standard error what is wrong with the rows of a file, and what else to look at.
    pub fn tell_problems(
        &mut self,
        file: &str,
        problems: &[Placed],
        notices: &[(u64, Problem)],
        more: u64,
    ) -> io::Result<()> {
        self.out.as_mut().map_or(Ok(()), |out| out.flush())?;
        let notices: Vec<Placed> =
            notices.iter().map(|(line, problem)| Placed::at_line(*line, problem.clone())).collect();
        let all = problems.iter().map(|placed| (placed, ProblemRank::Error));
        let all = all.chain(notices.iter().map(|placed| (placed, ProblemRank::Note)));
        problem::problems(
            &mut io::stderr().lock(),
            file,
            all,
            usize::try_from(more).unwrap_or(usize::MAX),
            self.style,
        )
    }
}

/// Prints what the command line's definition says: help as it is; a complaint with what was typed made visible.
pub fn tell_usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // Where nobody reads the help there is nobody to tell.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let text = error.render().to_string();
    let lines: Vec<_> = text.lines().map(visible).collect();
    let _ = writeln!(io::stderr().lock(), "{}", lines.join("\n"));
    ExitCode::from(2)
}

fn begins_as_a_store(path: &Path) -> bool {
    let mut head = [0; 16];
    let read = std::fs::File::open(path).and_then(|mut file| io::Read::read_exact(&mut file, &mut head));
    read.is_ok() && head == *b"SQLite format 3\0"
}

fn style(when: When, terminal: bool) -> TextStyle {
    let shaded = match when {
        When::Always => true,
        When::Never => false,
        When::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    };
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    TextStyle {
        width: if terminal { columns.unwrap_or(WIDTH) } else { WIDTH },
        colour: if shaded { Colour::Shaded } else { Colour::Plain },
    }
}
