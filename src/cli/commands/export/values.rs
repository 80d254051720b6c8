//! Plain values for programs that calculate: `--values`.

use super::beside::{mark, publish, tell_written};
use super::{Args, ExportKind, ExportRequest};
use crate::cli::clocks::Heeds;
use crate::cli::{Context, Done};
use crate::desk::Error;
use crate::desk::values::{ValuesOptions, values};
use crate::export::audience::Audience;
use crate::export::{ValueForm, ValueRows, value_columns};

/// This kind.
pub const KIND: ExportKind = ExportKind {
    is_asked: |args, _| args.values,
    audience: Audience::Internal,
    heeds: Heeds::all,
    prepare: |_, context| {
        context.out.prefer_csv();
        context.out.prepare(&[], &["xlsx"])
    },
    run,
};

fn run(args: &Args, asked: &ExportRequest<'_>, context: &mut Context) -> Result<Done, Error> {
    let options = ValuesOptions { criteria: asked.criteria(args, context)?, audience: asked.audience };
    let form =
        if context.out.export_format().name == "jsonl" { ValueForm::JsonLines } else { ValueForm::Csv };
    mark(args, context)?;
    let mut count = 0;
    let columns = value_columns(asked.audience, &args.without);
    let mut rows = ValueRows::begin(context.out.stdout(), form, columns)?;
    values(asked.store, &options, &mut |figures| {
        count += figures.len() as u64;
        Ok(rows.figures(figures)?)
    })?;
    rows.end()?;
    let terms = publish(asked, context)?;
    tell_written(count, context)?;
    context.tell(&terms)?;
    Ok(Done::Well)
}
