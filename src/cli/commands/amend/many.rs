//! What this desk typed in many figures: those that a filter chooses are mended or voided as one entry.

use std::io::Write;

use clap::{CommandFactory, Parser};

use super::Args;
use super::figure::{reason, typos};
use crate::cli::entering::{agrees, author};
use crate::cli::global::{FilterFlags, Filters};
use crate::cli::{Context, Done, stores};
use crate::desk::Error;
use crate::desk::amend::many::{MendManyOptions, mend_many};
use crate::model::shell;
use crate::phrase::number::several;
use crate::render::text;

/// A filter as it is written behind `--where`.
#[derive(Debug, Parser)]
#[command(no_binary_name = true, disable_help_flag = true)]
struct FilterText {
    #[command(flatten)]
    filters: Filters,
}

/// Mends or voids all figures that are chosen; on a terminal lists them first, and asks. Exit code 1 where some that state no
/// number were left out.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    check(args)?;
    let (filters, typos, why) = (filters(args)?, typos(args, context)?, reason(args)?);
    let mut store = stores::open_to_write(context)?;
    let criteria = filters.criteria(context, &store)?;
    let mut options = MendManyOptions { criteria, typos, why, dry_run: true, agreed: None };
    let (mut report, mut touched) = mend_many(&mut store, &options, &author(context))?;
    if !context.global.dry_run {
        let figures = several(report.figures.len() as u64, "figure");
        let question = format!("{figures} to be recorded as {}, in one entry. Go on?", report.done());
        let list = |err: &mut dyn Write, style| text::draw::page(err, &report.listed(), style);
        if !agrees(context, &question, list)? {
            return Ok(Done::Nothing);
        }
        options = MendManyOptions { dry_run: false, agreed: Some(report.figures), ..options };
        (report, touched) = mend_many(&mut store, &options, &author(context))?;
        context.recorded.extend(report.entry);
    }
    match context.out.is_csv() {
        true if context.global.quiet => {}
        true => context.out.table(&report.table())?,
        false => context.print_below(Some((&store, &touched)), report.entry, &report)?,
    }
    Ok(if report.statements.is_empty() { Done::Well } else { Done::LookAtIt })
}

/// What goes with `--where`: `--typo` or `--void`, and nothing that speaks of one thing.
fn check(args: &Args) -> Result<(), Error> {
    let refuse = |what: &str, hint: &str| Err(Error::usage(what, hint));
    if let Some(what) = &args.what {
        return refuse(
            &format!("--where chooses figures, and `{what}` is named beside it"),
            "write all words of the filter behind --where, in one pair of quotes: tollbook amend --where \"gaza killed\" --typo FIELD=VALUE -m WHY -n",
        );
    }
    if args.redact.is_some() {
        return refuse(
            "a text is erased figure by figure, not by --where",
            "name one that holds it, and all copies of it are erased: tollbook amend ID --redact FIELD -m WHY",
        );
    }
    let others = args.is_of_source() || args.asked.are_given() || !args.store.said().is_empty();
    let names = !args.said.are_none() || others || args.accept;
    if names || (args.typo.is_empty() && !args.void) {
        return refuse(
            "--where goes with --typo or --void",
            "say what is wrong with the figures: tollbook amend --where FILTER --typo FIELD=VALUE -m WHY -n",
        );
    }
    Ok(())
}

/// The filter behind `--where`, and those beside it.
fn filters(args: &Args) -> Result<Filters, Error> {
    let typed = args.chosen.as_deref().unwrap_or_default();
    let words = shell::words(typed).into_iter().map(as_flag);
    let FilterText { mut filters } = FilterText::try_parse_from(words).map_err(|error| {
        let text = error.render().to_string();
        let what = text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
        let hint =
            "write it as behind tollbook list figures: --where \"gaza killed --publisher Reuters --entry 3\"";
        Error::usage(format!("--where `{typed}` is no filter: {what}"), hint)
    })?;
    let beside = args.flags.clone();
    if filters.flags != FilterFlags::default() && beside != FilterFlags::default() {
        let hint = "write all of them behind --where, in one pair of quotes";
        return Err(Error::usage("filters stand both in --where and beside it", hint));
    }
    if beside != FilterFlags::default() {
        filters.flags = beside;
    }
    if filters == Filters::default() {
        let hint = "say which figures: --where \"gaza killed\", or --where --entry 3; see them with tollbook list figures";
        return Err(Error::usage("--where is empty: it would choose every figure of the store", hint));
    }
    Ok(filters)
}

/// `entry=3` as the flag that it means; any other word as it is.
fn as_flag(word: String) -> String {
    let name = word.split_once('=').map(|(name, _)| name.replace('_', "-"));
    let is_filter =
        |name: &str| FilterText::command().get_arguments().any(|flag| flag.get_long() == Some(name));
    match name {
        Some(name) if is_filter(&name) => format!("--{name}={}", &word[name.len() + 1..]),
        _ => word,
    }
}
