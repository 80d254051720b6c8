//! `log`: what this desk did, newest first; with a figure, that figure's life.

use crate::cli::failure::Failure;
use crate::cli::output::Format;
use crate::cli::{Context, Done, figures, stores};
use crate::render::{csv, json, text};
use crate::report::entry::EntryReport;
use crate::report::lists::Table;

/// What `log` takes.
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Tells what this desk did, newest first; with a figure, that figure's life.\n\nExamples:\n  tollbook log\n  tollbook log 12\n  tollbook log --recorded-by 2023-10-31 --json"
)]
pub struct Args {
    /// A figure: its id, its ref, or uid: and the start of its uid
    #[arg(value_name = "ID")]
    figure: Option<String>,
}

/// Runs the command.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Failure> {
    let store = stores::open(context)?;
    let reader = store.read(context.global.recorded_by)?;
    let table = match &args.figure {
        Some(name) => {
            let id = figures::sought(&reader, name)?;
            figures::life_table(&figures::life(&reader, id)?)
        }
        None => {
            let mut entries: Vec<EntryReport> =
                reader.entries()?.iter().map(|entry| EntryReport::new(entry, None)).collect();
            entries.reverse();
            if context.out.format() == Format::Json {
                json::list(context.out.stdout(), &entries)?;
                return Ok(Done::Well);
            }
            Table { columns: text::entry::columns(), rows: entries.iter().map(text::entry::row).collect() }
        }
    };
    print(&table, context)?;
    Ok(Done::Well)
}

/// Prints a table in the format that was asked for.
pub fn print(table: &Table, context: &mut Context) -> Result<(), Failure> {
    let (format, style) = (context.out.format(), context.out.style());
    let out = context.out.stdout();
    match format {
        Format::Text => text::list::table(out, table, style)?,
        Format::Csv => csv::table(out, table)?,
        Format::Json => json::list(out, table.rows())?,
        Format::Jsonl => table.rows().try_for_each(|row| json::line(out, &row))?,
    }
    Ok(())
}
