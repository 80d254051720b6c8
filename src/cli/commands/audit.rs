//! `audit`: what a person should look at.

use clap::ValueEnum;

use crate::audit::Rank;
use crate::cli::global::Filters;
use crate::cli::{Context, Done, stores};
use crate::desk::auditing::{Audited, Outcome, Which, reports};
use crate::desk::error::Error;
use crate::render::text;
use crate::report::finding::{FindingReport, FindingTally};
use crate::store;

/// What `audit` takes.
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Finds what a person should look at, worst first: arithmetic that does not hold, dates that cannot be, names that may be one, sources that were withdrawn or changed. It judges nobody and changes no answer. What is explained is settled with amend finding CODE:ID,ID --accept -m WHY, and returns only if its figures change.\n\nExamples:\n  tollbook audit\n  tollbook audit gaza killed --as-of 2023-10-24\n  tollbook audit --entry 12 --fail-on warning\n  tollbook audit --accepted"
)]
pub struct Args {
    /// The rank from which on the exit code is 1
    #[arg(long, value_name = "RANK", default_value = "error")]
    fail_on: FailOn,
    /// What was settled instead: by whom, when and why
    #[arg(long)]
    accepted: bool,
    #[command(flatten)]
    filters: Filters,
}

/// From which rank on a script should stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// It cannot be
    Error,
    /// It should be explained
    Warning,
}

/// Runs the command. Exit code 1 where an open finding has the rank of `--fail-on`.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let store = stores::open(context)?;
    let reader = store::View::of(&store, context.global.recorded_by)?;
    let criteria = args.filters.criteria(&context.global);
    let audited = Audited { criteria: &criteria };
    let Outcome { findings, figures } = audited.outcome(&reader)?;
    if figures == 0 {
        return Err(Error::usage("no figure matches", "see what there is with tollbook list series"));
    }
    let which = if args.accepted { Which::Settled } else { Which::Open };
    let told = print(reports(&reader, findings, which)?, context)?;
    if context.out.is_text() {
        close(&told, which, figures, context)?;
    }
    let grave = match args.fail_on {
        FailOn::Error => told.of_rank(Rank::Error.word()),
        FailOn::Warning => told.of_rank(Rank::Error.word()) + told.of_rank(Rank::Warning.word()),
    };
    let stop = which == Which::Open && grave > 0;
    Ok(if stop { Done::LookAtIt } else { Done::Well })
}

/// Prints findings as they come.
fn print(
    reports: impl Iterator<Item = Result<FindingReport, Error>>,
    context: &mut Context,
) -> Result<FindingTally, Error> {
    let (mut told, mut sink) = (FindingTally::default(), context.out.each()?);
    for report in reports {
        let report = report?;
        sink.add(&report)?;
        told.count(&report);
    }
    sink.end("")?;
    Ok(told)
}

/// Says how many there were.
fn close(told: &FindingTally, which: Which, figures: u64, context: &mut Context) -> Result<(), Error> {
    let style = context.out.style();
    let out = context.out.stdout();
    if told.all() == 0 && which == Which::Settled {
        writeln!(out, "Nothing was settled.")?;
        return Ok(());
    }
    Ok(text::draw::page(out, &told.closing(figures), style)?)
}
