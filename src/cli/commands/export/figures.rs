//! Figures without loss, as `import` reads them again: the house CSV, JSON lines.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Args, ExportKind, ExportRequest, typed};
use crate::cli::clocks::Heeds;
use crate::cli::{Context, Done};
use crate::desk::Error;
use crate::desk::export::{ExportOptions, export};
use crate::desk::pending_file::PendingFile;
use crate::export::audience::Audience;
use crate::export::{ALL, ExportFormat, TAGGED};
use crate::model::column::Field;
use crate::model::names::NameFact;
use crate::phrase::number::several;

/// This kind, the usual one.
pub const KIND: ExportKind = ExportKind {
    is_asked: |_, _| true,
    audience: Audience::Internal,
    heeds: Heeds::all,
    prepare: |_, context| context.out.prepare(&[], ALL),
    run,
};

fn run(args: &Args, asked: &ExportRequest<'_>, context: &mut Context) -> Result<Done, Error> {
    let options = ExportOptions {
        criteria: asked.criteria(args, context)?,
        with_links: !args.without.contains(&Field::Target),
        audience: asked.audience,
    };
    let (mut count, format) = (0, format(args, context)?);
    let mut out = context.out.export(format, asked.audience, &args.without)?;
    let facts = export(asked.store, &options, &mut |figures| {
        count += figures.len() as u64;
        Ok(out.figures(figures)?)
    })?;
    facts.iter().try_for_each(|fact| out.name(fact))?;
    out.end()?;
    let names = names_beside(format, &facts, context)?;
    let terms = publish(asked.audience, context)?;
    if let Some(to) = context.global.output.clone() {
        context.tell(&written(count, &to, names.as_deref(), terms.as_deref()))?;
    }
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

/// Says under which terms the public has the figures: in a file beside theirs, else on standard error.
fn publish(audience: Audience, context: &mut Context) -> Result<Option<PathBuf>, Error> {
    if !audience.is_public() {
        return Ok(None);
    }
    let terms = context.defaults.terms().said().map(|(about, said)| format!("{about}: {said}"));
    let text = format!("{}\n", terms.join("\n"));
    let beside = beside(context, "readme.txt", |file| file.write_all(text.as_bytes()))?;
    if beside.is_none() {
        context.tell(&terms)?;
    }
    Ok(beside)
}

/// Writes what the desk says about names beside the export, where there is a file and its format holds none of it:
/// `figures.names.csv` for `figures.csv`.
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

/// Writes a file beside the one that was asked for, where one was, for its owner alone.
fn beside(
    context: &Context,
    ending: &str,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<Option<PathBuf>, Error> {
    let Some(path) = context.global.output.as_ref().map(|to| to.with_extension(ending)) else {
        return Ok(None);
    };
    let written = PendingFile::write(&path, write);
    written.map_err(|error| Error::of_file(&path.display().to_string(), &error))?;
    Ok(Some(path))
}

/// What was written where, and what to import together.
fn written(count: u64, to: &Path, names: Option<&Path>, terms: Option<&Path>) -> Vec<String> {
    let mut told = vec![format!("{} written to {}", several(count, "figure"), to.display())];
    told.extend(names.map(|names| {
        let (file, names) = (typed(to), typed(names));
        format!("what this desk says of names is in {names}; import both: tollbook import {file} {names}")
    }));
    told.extend(terms.map(|terms| format!("the licence, and how to object, are in {}", terms.display())));
    told
}
