//! A workbook: `-o x.xlsx`, in a build that has the feature.

use std::path::Path;

use super::{Args, ExportKind, ExportRequest};
use crate::cli::clocks::Heeds;
use crate::cli::ending::ending;
use crate::cli::{Context, Done, destination};
use crate::desk::Error;
use crate::export::audience::Audience;

/// This kind. It is not written by printing.
pub const KIND: ExportKind = ExportKind {
    is_asked: |args, context| !args.hxl && context.global.output.as_deref().is_some_and(is_workbook),
    audience: Audience::Internal,
    heeds: || Heeds::all().in_one_form(),
    prepare: |_, context| match &context.global.output {
        Some(to) => destination::keep(to, &[]),
        None => Ok(()),
    },
    run,
};

fn is_workbook(path: &Path) -> bool {
    ending(path) == "xlsx"
}

#[cfg(feature = "xlsx")]
fn run(args: &Args, asked: &ExportRequest<'_>, context: &mut Context) -> Result<Done, Error> {
    use super::beside::{mark, tell_written};
    use crate::desk::workbook::{WorkbookOptions, write_workbook};
    use crate::export::dataset::workbook::MOST_ROWS;

    mark(args, context)?;
    let Some(to) = context.global.output.clone() else { return Ok(Done::Nothing) };
    let options = WorkbookOptions {
        criteria: asked.criteria(args, context)?,
        audience: asked.audience,
        terms: context.defaults.terms(),
        without: args.without.clone(),
        most: MOST_ROWS,
    };
    tell_written(write_workbook(asked.store, &options, &to, asked.sharing)?, context)?;
    Ok(Done::Well)
}

#[cfg(not(feature = "xlsx"))]
fn run(_: &Args, _: &ExportRequest<'_>, context: &mut Context) -> Result<Done, Error> {
    use super::typed;
    use crate::cli::building::to_build_with;

    let to = context.global.output.clone().unwrap_or_default();
    Err(Error::usage(
        format!("{} was not written: this tollbook was built without the feature `xlsx`", to.display()),
        format!(
            "take a table that Excel opens: tollbook export --values --bom -o {} with the same filters; or build it in, {}",
            typed(&to.with_extension("csv")),
            to_build_with("xlsx")
        ),
    ))
}
