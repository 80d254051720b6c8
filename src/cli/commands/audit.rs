//! `audit`: what a person should look at.

use clap::ValueEnum;

use crate::cli::clocks::Heeds;
use crate::cli::global::Filters;
use crate::cli::{Context, Done, stores};
use crate::desk::Error;
use crate::desk::audit::{AuditOptions, AuditPart, FeedExtent, Settlement, audit};
use crate::desk::nearest::nothing_matches_in;
use crate::report::tally::{AuditClosing, FindingTally};

/// Finds what a person should look at, worst first: arithmetic that does not hold, dates that cannot be, names that may be one, sources that were withdrawn or changed. It judges nobody and changes no answer. What is explained is settled with amend finding CODE:ID,ID --accept -m WHY, and returns only if its figures change.
///
/// Examples:
///   tollbook audit
///   tollbook audit gaza killed --as-of 2023-10-24
///   tollbook audit --entry 1 --fail-on warning
///   tollbook audit --accepted
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// The rank from which on the exit code is 1
    #[arg(long, value_name = "RANK", default_value = "error")]
    fail_on: FailOn,
    /// What was settled instead: by whom, when and why
    #[arg(long)]
    accepted: bool,
    /// The worst of them alone, behind the table of how many there are
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    limit: Option<u32>,
    /// All snapshots of feeds, not only what stands together now and the last step of each row
    #[arg(long)]
    history: bool,
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

/// The clocks that it heeds.
pub fn heeds(_: &Args, _: &Context) -> Heeds {
    Heeds::all()
}

/// Runs the command. Exit code 1 where an open finding has the rank of `--fail-on`.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let store = stores::open(context)?;
    context.tell_settling()?;
    let settlement = if args.accepted { Settlement::Settled } else { Settlement::Open };
    let options = AuditOptions {
        criteria: args.filters.criteria(context, &store)?,
        settlement,
        feeds: if args.history { FeedExtent::History } else { FeedExtent::Now },
        limit: args.limit.map(|limit| limit as usize),
    };
    let mut reports = context.out.each();
    let audited = audit(&store, &options, &mut |part| {
        match part {
            AuditPart::Tally(tally) => reports.begin_with(&tally.opening())?,
            AuditPart::Finding(report) => reports.add(report)?,
        }
        Ok(())
    })?;
    if audited.coverage.figures == 0 {
        return Err(nothing_matches_in(&store, &options.criteria)?);
    }
    let findings = &audited.findings;
    let first_open = audited.first_open.as_deref();
    reports.end_with(&match settlement {
        Settlement::Settled if findings.all() == 0 => FindingTally::nothing_settled(),
        _ => findings.closing(AuditClosing { coverage: &audited.coverage, first_open, more: audited.more }),
    })?;
    let grave = match args.fail_on {
        FailOn::Error => findings.errors(),
        FailOn::Warning => findings.errors() + findings.warnings(),
    };
    let stop = settlement == Settlement::Open && grave > 0;
    Ok(if stop { Done::LookAtIt } else { Done::Well })
}
