//! What stands beside an export: files of its own, and what is told of it.

use super::{Args, ExportRequest};
use crate::cli::Context;
use crate::cli::beside::beside;
use crate::desk::Error;
use crate::phrase::number::several;

/// Ends the file that was asked for, and tells how many figures went into it.
///
/// # Errors
/// What writing meets; then nothing is told.
pub fn tell_written(count: u64, context: &mut Context) -> Result<(), Error> {
    context.out.finish()?;
    let to = context.global.output.as_ref();
    let told = to.map(|to| format!("{} written to {}", several(count, "figure"), to.display()));
    Ok(context.tell(&Vec::from_iter(told))?)
}

/// Begins a CSV with the mark of UTF-8, where that is asked for.
///
/// # Errors
/// A format that has no such mark, or what writing meets.
pub fn mark(args: &Args, context: &mut Context) -> Result<(), Error> {
    match args.bom {
        true if context.out.export_format().name == "csv" => {
            Ok(context.out.stdout().write_all(MARK.as_bytes())?)
        }
        true => Err(Error::usage(
            "--bom is the mark of a CSV, and this is none",
            "leave --bom out, or name a file that ends in .csv",
        )),
        false => Ok(()),
    }
}

/// The mark by which Excel knows UTF-8.
const MARK: &str = "\u{feff}";

/// Says under which terms the public has the figures, in a file beside theirs; hands back what is to be told of it, or the
/// terms where there is no file.
///
/// # Errors
/// What writing meets.
pub fn publish(asked: &ExportRequest<'_>, context: &Context) -> Result<Vec<String>, Error> {
    if !asked.audience.is_public() {
        return Ok(Vec::new());
    }
    let terms = context.defaults.terms().said().map(|(about, said)| format!("{about}: {said}"));
    let text = format!("{}\n", terms.join("\n"));
    Ok(match beside(context, "readme.txt", |file| file.write_all(text.as_bytes()))? {
        Some(beside) => vec![format!("the licence, and how to object, are in {}", beside.display())],
        None => terms.to_vec(),
    })
}
