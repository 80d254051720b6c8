//! The list for readers of what was put right, as Markdown.

use super::{Args, ExportKind, ExportRequest};
use crate::cli::clocks::{Clock, Heeds, ask_for_answers};
use crate::cli::global::Filters;
use crate::cli::{Context, Done};
use crate::desk::Error;
use crate::desk::printed::corrections::write_corrections;
use crate::export::audience::Audience;
use crate::phrase::number::several;

/// This kind.
pub const KIND: ExportKind = ExportKind {
    is_asked: |args, _| args.corrections.is_some(),
    audience: Audience::Public,
    heeds: || Heeds::only(&[Clock::RecordedBy], ask_for_answers).in_one_form(),
    prepare: |_, _| Ok(()),
    run,
};

fn run(args: &Args, asked: &ExportRequest<'_>, context: &mut Context) -> Result<Done, Error> {
    let Some(to) = &args.corrections else { return Ok(Done::Nothing) };
    let chooses = args.filters != Filters::default() || !args.without.is_empty() || args.bom;
    if chooses || context.global.output.is_some() || !asked.audience.is_public() {
        return Err(Error::usage(
            "--corrections writes the whole list into its file, and for everybody",
            "leave the other flags out: tollbook export --corrections FILE.md",
        ));
    }
    let lines = write_corrections(asked.store, context.question.recorded_by, to, asked.sharing)?;
    context.tell(&[format!("{} written to {}", several(lines, "line"), to.display())])?;
    Ok(Done::Well)
}
