//! `log`: what this desk did, newest first; with a figure, that figure's life.

use crate::cli::failure::Failure;
use crate::cli::output::Format;
use crate::cli::{Context, Done, doings, figures, stores};
use crate::model::recorded::EntryKind;
use crate::render::{csv, json, text};
use crate::report::entry::EntryReport;
use crate::report::lists::Table;
use crate::store::read::Reader;

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
            let mut entries = entries(&reader)?;
            entries.reverse();
            return print_entries(&entries, context);
        }
    };
    print(&table, context)?;
    Ok(Done::Well)
}

/// The entries, oldest first, each with what it said about names.
pub fn entries(reader: &Reader<'_>) -> Result<Vec<EntryReport>, Failure> {
    let mut reports = Vec::new();
    for entry in reader.entries()? {
        let by_hand = matches!(entry.kind, EntryKind::Add | EntryKind::Amend);
        let about = if by_hand { doings::about(reader, entry.id)? } else { None };
        let why = if by_hand { reader.why_of(entry.id)? } else { None };
        let settings = entry.file.as_ref().and_then(|file| doings::settings(&file.settings));
        reports.push(EntryReport { settings, ..EntryReport::new(&entry, about, why) });
    }
    Ok(reports)
}

/// Prints entries in the format that was asked for.
pub fn print_entries(entries: &[EntryReport], context: &mut Context) -> Result<Done, Failure> {
    match context.out.format() {
        Format::Json => json::list(context.out.stdout(), entries)?,
        Format::Jsonl => entries.iter().try_for_each(|entry| json::line(context.out.stdout(), entry))?,
        Format::Text | Format::Csv => {
            let rows = entries.iter().map(text::entry::row).collect();
            print(&Table { columns: text::entry::columns(), rows }, context)?;
        }
    }
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
