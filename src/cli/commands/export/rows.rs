//! Rows for another engine, which `answer` judges: `--rows`.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::beside::tell_written;
use super::{Args, ExportKind, ExportRequest, typed};
use crate::cli::beside::SecondFile;
use crate::cli::clocks::{Clock, Heeds};
use crate::cli::ending::ending;
use crate::cli::global::Filters;
use crate::cli::{Context, Done};
use crate::desk::Error;
use crate::desk::rows::{RowsOptions, RowsSink, rows};
use crate::export::audience::Audience;
use crate::export::rows::of_ending;
use crate::export::{RowsFormat, RowsWriter};
use crate::model::interchange::{FigureRow, NamesRow};
use crate::render::json;

/// This kind.
pub const KIND: ExportKind = ExportKind {
    is_asked: |args, _| args.rows,
    audience: Audience::Internal,
    heeds: || {
        Heeds::only(&[Clock::RecordedBy], |clock, asked| {
            format!(
                "ask the rows by it: tollbook answer rows.jsonl --names names.jsonl {} {asked}",
                clock.flag()
            )
        })
    },
    prepare,
    run,
};

fn prepare(_: &Args, context: &mut Context) -> Result<(), Error> {
    match context.global.output.clone() {
        Some(to) => {
            format(&to)?;
            context.out.prepare_as_named()
        }
        None => Ok(()),
    }
}

/// What stands beside the rows.
const NAMES: &str = "names.jsonl";

fn run(args: &Args, asked: &ExportRequest<'_>, context: &mut Context) -> Result<Done, Error> {
    let to = checked(args, asked, context)?;
    let format = format(&to)?;
    let options = RowsOptions { recorded_by: context.question.recorded_by, with_texts: args.with_texts };
    let beside = to.with_file_name(NAMES);
    let (second, names) = SecondFile::begin(context, beside.clone())?;
    let names: Box<dyn Write + Send> = Box::new(BufWriter::new(names));
    let mut written = RowsWritten { format, out: Some(context.out.stdout()), rows: None, names, count: 0 };
    rows(asked.store, options, &mut written)?;
    let count = written.end()?;
    second.end()?;
    tell_written(count, context)?;
    let flag = if format.feature == Some("arrow") { " --arrow" } else { "" };
    let judged = format!("judge them: tollbook answer {} --names {}{flag}", typed(&to), typed(&beside));
    let judged = Some(judged).filter(|_| format.feature != Some("parquet"));
    let told = [format!("what answers need of names and events is in {}", beside.display())];
    context.tell(&told.into_iter().chain(judged).collect::<Vec<_>>())?;
    Ok(Done::Well)
}

/// What is written: the rows, and beside them the names.
struct RowsWritten<'o> {
    format: &'static RowsFormat,
    /// Where rows go, until the first of them is written.
    out: Option<&'o mut (dyn Write + Send)>,
    rows: Option<Box<dyn RowsWriter + 'o>>,
    names: Box<dyn Write + Send>,
    count: u64,
}

impl RowsSink for RowsWritten<'_> {
    fn begin(&mut self, about: &[(&'static str, String)]) -> Result<(), Error> {
        if let Some((begin, out)) = self.format.begin.zip(self.out.take()) {
            self.rows = Some(begin(out, about)?);
        }
        Ok(())
    }

    fn rows(&mut self, rows: &[FigureRow]) -> Result<(), Error> {
        self.count += rows.len() as u64;
        Ok(self.rows.as_mut().map_or(Ok(()), |out| out.rows(rows))?)
    }

    fn name(&mut self, row: &NamesRow) -> Result<(), Error> {
        Ok(json::line(&mut self.names, row)?)
    }
}

impl RowsWritten<'_> {
    /// Ends both, and tells how many figures there are.
    fn end(mut self) -> io::Result<u64> {
        self.rows.map_or(Ok(()), RowsWriter::end)?;
        self.names.flush()?;
        Ok(self.count)
    }
}

/// The format of a file, where this build has it.
fn format(to: &Path) -> Result<&'static RowsFormat, Error> {
    let ending = ending(to);
    match of_ending(&ending) {
        Some(format) if format.begin.is_some() => Ok(format),
        Some(RowsFormat { feature: Some(feature), .. }) => Err(Error::usage(
            format!("this build writes no .{ending}"),
            format!(
                "build it with cargo install --path . --features {feature}, or name another file: tollbook export --rows -o rows.jsonl"
            ),
        )),
        _ => Err(Error::usage(
            format!("rows cannot be written as .{ending}"),
            "name a file of JSON lines: tollbook export --rows -o rows.jsonl",
        )),
    }
}

/// The file that was asked for, where nothing was asked that rows cannot give.
fn checked(args: &Args, asked: &ExportRequest<'_>, context: &Context) -> Result<std::path::PathBuf, Error> {
    let refused = |what: &str, hint: &str| Err(Error::usage(what, hint));
    if asked.audience.is_public() {
        return refused(
            "rows are for engines of this desk, not for the public",
            "leave --public out: tollbook export --rows -o rows.jsonl",
        );
    }
    if args.filters != Filters::default() || !args.without.is_empty() {
        return refused(
            "rows hold the whole store: an answer may rest on any figure of its event",
            "leave filters to the engine, which knows the columns: tollbook export --rows -o rows.jsonl",
        );
    }
    match &context.global.output {
        Some(to) => Ok(to.clone()),
        _ => refused(
            "rows go into a file, with what is said of names beside it",
            "name one: tollbook export --rows -o rows.jsonl",
        ),
    }
}
