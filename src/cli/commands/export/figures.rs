//! Figures without loss, as `import` reads them again: the house CSV, JSON lines.

use std::path::{Path, PathBuf};

use super::beside::{mark, publish, tell_written};
use super::{Args, ExportKind, ExportRequest, typed};
use crate::cli::beside::beside;
use crate::cli::clocks::Heeds;
use crate::cli::{Context, Done};
use crate::desk::Error;
use crate::desk::export::{ExportOptions, export};
use crate::export::audience::Audience;
use crate::export::{ExportFormat, TAGGED};
use crate::model::column::Field;
use crate::model::names::NameFact;

/// This kind, the usual one.
pub const KIND: ExportKind = ExportKind {
    is_asked: |_, _| true,
    audience: Audience::Internal,
    heeds: Heeds::all,
    prepare: |_, context| {
        context.out.prefer_csv();
        context.out.prepare(&[], &["xlsx", "db"])
    },
    run,
};

fn run(args: &Args, asked: &ExportRequest<'_>, context: &mut Context) -> Result<Done, Error> {
    let options = ExportOptions {
        criteria: asked.criteria(args, context)?,
        with_links: !args.without.contains(&Field::Target),
        audience: asked.audience,
    };
    let (mut count, format) = (0, format(args, context)?);
    mark(args, context)?;
    let mut out = context.out.export(format, asked.audience, &args.without)?;
    let facts = export(asked.store, &options, &mut |figures| {
        count += figures.len() as u64;
        Ok(out.figures(figures)?)
    })?;
    facts.iter().try_for_each(|fact| out.name(fact))?;
    out.end()?;
    let (names, terms) = (names_beside(format, &facts, context)?, publish(asked, context)?);
    tell_written(count, context)?;
    if let (Some(names), Some(to)) = (names, &context.global.output) {
        context.tell(&[names_told(to, &names)])?;
    }
    context.tell(&terms)?;
    Ok(Done::Well)
}

/// The format that is asked for.
fn format(args: &Args, context: &Context) -> Result<&'static ExportFormat, Error> {
    let format = context.out.export_format();
    match (args.hxl, format.endings.contains(&"csv")) {
        (true, true) => Ok(TAGGED),
        (true, false) => Err(Error::usage(
            "tags stand in a row of a CSV, and this is none",
            "name a CSV: tollbook export --hxl -o figures.csv",
        )),
        (false, _) => Ok(format),
    }
}

/// Writes what the desk says about names beside the export, where there is a file and its format holds none of it.
fn names_beside(
    format: &ExportFormat,
    facts: &[NameFact],
    context: &Context,
) -> Result<Option<PathBuf>, Error> {
    match format.names_beside.filter(|_| !facts.is_empty()) {
        Some(write_names) => beside(context, "names.csv", |file| write_names(file, facts)),
        None => Ok(None),
    }
}

/// What is to be imported together.
fn names_told(to: &Path, names: &Path) -> String {
    let (file, names) = (typed(to), typed(names));
    format!("what this desk says of names is in {names}; import both: tollbook import {file} {names}")
}
