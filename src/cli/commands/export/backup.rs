//! A verified backup of the whole store: `-o copy.db`.

use std::path::Path;

use super::{Args, ExportKind, ExportRequest};
use crate::cli::clocks::Heeds;
use crate::cli::ending::ending;
use crate::cli::global::Filters;
use crate::cli::progress::Bar;
use crate::cli::{Context, Done};
use crate::desk::Error;
use crate::desk::export::back_up;
use crate::disk::sharing::Sharing;
use crate::export::audience::Audience;

/// This kind. It is not written by printing.
pub const KIND: ExportKind = ExportKind {
    is_asked: |_, context| context.global.output.as_deref().is_some_and(is_store),
    audience: Audience::Internal,
    heeds,
    prepare: |_, _| Ok(()),
    run,
};

fn is_store(path: &Path) -> bool {
    ["db", "sqlite"].contains(&ending(path).as_str())
}

fn heeds() -> Heeds {
    Heeds::none(|clock, asked| {
        format!(
            "a backup is the whole store; take figures alone: tollbook export -o figures.csv {} {asked}",
            clock.flag()
        )
    })
    .in_one_form()
}

/// Whether a flag chooses what leaves, or how.
fn leaves_out(args: &Args) -> bool {
    !args.without.is_empty() || args.audience.are_given() || args.bom || args.hxl
}

fn run(args: &Args, asked: &ExportRequest<'_>, context: &mut Context) -> Result<Done, Error> {
    if args.filters != Filters::default() || leaves_out(args) {
        return Err(Error::usage(
            "a backup is the whole store: it takes no filter, and leaves nothing out",
            "take some figures alone: tollbook export -o figures.csv with the same flags",
        ));
    }
    if asked.sharing == Sharing::Everybody {
        return Err(Error::usage(
            "a backup holds all that this desk has, and stays its owner's alone",
            "share what everybody may have: tollbook export --public --shared -o figures.csv",
        ));
    }
    let Some(to) = context.global.output.clone() else { return Ok(Done::Nothing) };
    let mut progress = Bar::new(context.global.quiet);
    let report = back_up(asked.store, &to, &mut progress)?;
    for fault in &report.faults {
        context.out.print_error(&Error::usage(fault.clone(), "see what is wrong with tollbook verify"));
    }
    if !context.global.quiet {
        context.out.remark(&report.line())?;
    }
    Ok(if report.is_whole() { Done::Well } else { Done::LookAtIt })
}
