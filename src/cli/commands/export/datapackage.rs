//! A Data Package: `--datapackage DIR`.

use std::path::Path;

use super::{Args, ExportKind, ExportRequest};
use crate::cli::clocks::Heeds;
use crate::cli::{Context, Done};
use crate::desk::Error;
use crate::desk::dataset::{DatasetOptions, write_package};
use crate::export::DatasetAbout;
use crate::export::audience::Audience;
use crate::phrase::number::several;

/// This kind.
pub const KIND: ExportKind = ExportKind {
    is_asked: |args, _| args.datapackage.is_some(),
    audience: Audience::Public,
    heeds: || Heeds::all().in_one_form(),
    prepare: refuse_files,
    run,
};

fn run(args: &Args, asked: &ExportRequest<'_>, context: &mut Context) -> Result<Done, Error> {
    let Some(to) = &args.datapackage else { return Ok(Done::Nothing) };
    let about = write_package(asked.store, &options(args, asked, context)?, to, asked.sharing)?;
    tell(&about, to, context)
}

/// What is asked of a data set.
///
/// # Errors
/// What the store says.
pub fn options(args: &Args, asked: &ExportRequest<'_>, context: &Context) -> Result<DatasetOptions, Error> {
    Ok(DatasetOptions {
        criteria: asked.criteria(args, context)?,
        audience: asked.audience,
        without: args.without.clone(),
        terms: context.defaults.terms(),
    })
}

/// Refuses what is said of one file, where a folder is written.
///
/// # Errors
/// The refusal.
pub fn refuse_files(args: &Args, context: &mut Context) -> Result<(), Error> {
    let idle = if args.bom { Some("--bom") } else { context.global.output.as_ref().map(|_| "-o") };
    match idle {
        Some(flag) => Err(Error::usage(
            format!("{flag} is said of one file, and this is a folder"),
            format!(
                "leave {flag} out, or write the file by a command of its own: tollbook export -o figures.csv"
            ),
        )),
        None => Ok(()),
    }
}

/// Tells what was written.
///
/// # Errors
/// What writing meets.
pub fn tell(about: &DatasetAbout, to: &Path, context: &mut Context) -> Result<Done, Error> {
    let rows = |table: &str, noun: &str| several(about.rows_of(table), noun);
    let (figures, answers) = (rows("figures", "figure"), rows("answers", "answer"));
    context.tell(&[format!("{figures} and {answers} written to {}", to.display())])?;
    Ok(Done::Well)
}
