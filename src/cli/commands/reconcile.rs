//! `reconcile`: answers of every matching series.

use crate::cli::clocks::{Flag, Heeds};
use crate::cli::flags::policy_names;
use crate::cli::global::Filters;
use crate::cli::{Context, Done, stores};
use crate::desk::Error;
use crate::desk::breakdown::breakdown;
use crate::desk::brief::brief;
use crate::desk::reconcile::{ReconcileOptions, reconcile};
use crate::report::answer::Explain;

/// Answers every matching series: number or range, who says so, when, and how far they agree.
///
/// Examples:
///   tollbook reconcile gaza killed
///   tollbook reconcile gaza killed --as-of 2023-10-24 --explain
///   tollbook reconcile --place Israel --known-on 2023-10-25
///   tollbook reconcile --policy latest --json
///   tollbook reconcile deraa --brief
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// How figures become an answer
    #[arg(long, value_name = "POLICY", default_value = "range", value_parser = policy_names())]
    policy: String,
    /// Print every figure that was considered, with its fate (so does -v)
    #[arg(long, conflicts_with = "brief")]
    explain: bool,
    /// All measures of an event and place in one paragraph: the dead, the missing, the injured, each with who says so
    #[arg(long)]
    brief: bool,
    /// Who is counted: each authority's newest day as a table by sex and age, with what is not known
    #[arg(long, conflicts_with_all = ["brief", "explain", "policy"])]
    breakdown: bool,
    #[command(flatten)]
    filters: Filters,
}

/// The clocks that it heeds.
pub fn heeds(args: &Args, _: &Context) -> Heeds {
    match args.brief || args.breakdown {
        true => Heeds::all(),
        false => Heeds::all().and(Flag::Verbose).and(Flag::UnderEmbargo),
    }
}

/// Runs the command. Exit code 1 where sources differ or an order is unknown.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let store = stores::open(context)?;
    // Text and JSON say it of each answer.
    if context.out.is_csv() || args.brief {
        context.tell_settling()?;
    }
    let options = ReconcileOptions {
        criteria: args.filters.criteria(context, &store)?,
        policy: args.policy.clone(),
        explain: if args.explain || context.global.verbose {
            Explain::WithTrace
        } else {
            Explain::AnswerOnly
        },
    };
    let reconciled = if args.breakdown {
        let mut tables = context.out.each();
        let reconciled = breakdown(&store, &options, &mut |report| Ok(tables.add(report)?))?;
        tables.end("")?;
        reconciled
    } else if args.brief {
        context.out.no_csv("reconcile --brief")?;
        let mut paragraphs = context.out.each();
        let reconciled = brief(&store, &options, &mut |report| Ok(paragraphs.add(report)?))?;
        paragraphs.end("")?;
        reconciled
    } else {
        let mut answers = context.out.each();
        let reconciled = reconcile(&store, &options, &mut |report| Ok(answers.add(report)?))?;
        answers.end("")?;
        reconciled
    };
    match reconciled.nothing {
        Some(nothing) => Err(nothing),
        None => Ok(if reconciled.needs_a_look { Done::LookAtIt } else { Done::Well }),
    }
}
