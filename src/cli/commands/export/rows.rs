//! Rows for another engine, which `answer` judges: `--rows`.

use super::beside::tell_written;
use super::{Args, ExportKind, ExportRequest, typed};
use crate::cli::clocks::{Clock, Heeds};
use crate::cli::global::Filters;
use crate::cli::{Context, Done};
use crate::desk::Error;
use crate::desk::pending_file::PendingFile;
use crate::desk::rows::{RowsOptions, rows};
use crate::export::audience::Audience;
use crate::model::interchange::NamesRow;
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
    prepare: |_, context| context.out.prepare(&[], &[]),
    run,
};

/// What stands beside the rows.
const NAMES: &str = "names.jsonl";

fn run(args: &Args, asked: &ExportRequest<'_>, context: &mut Context) -> Result<Done, Error> {
    let to = checked(args, asked, context)?;
    let options = RowsOptions { recorded_by: context.question.recorded_by, with_texts: args.with_texts };
    let (mut count, out) = (0, context.out.stdout());
    let names = rows(asked.store, options, &mut |rows| {
        count += rows.len() as u64;
        Ok(rows.iter().try_for_each(|row| json::line(&mut *out, row))?)
    })?;
    let beside = to.with_file_name(NAMES);
    let write =
        |file: &mut dyn std::io::Write| names.iter().try_for_each(|row: &NamesRow| json::line(file, row));
    PendingFile::write_for(context.out.sharing, &beside, write)
        .map_err(|error| Error::of_file(&beside.display().to_string(), &error))?;
    tell_written(count, context)?;
    let judged = format!("judge them: tollbook answer {} --names {}", typed(&to), typed(&beside));
    context.tell(&[format!("what answers need of names and events is in {}", beside.display()), judged])?;
    Ok(Done::Well)
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
        Some(to) if context.out.export_format().name == "jsonl" => Ok(to.clone()),
        _ => refused(
            "rows go into a file, with what is said of names beside it",
            "name one: tollbook export --rows -o rows.jsonl",
        ),
    }
}
