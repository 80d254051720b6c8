//! `timeline`: a series over time, one column an authority.

use crate::cli::global::Filters;
use crate::cli::{Context, Done, stores};
use crate::desk::answers::Request;
use crate::desk::error::Error;
use crate::reconcile::policies;
use crate::report::answer::Explain;
use crate::report::timeline::TimelineReport;
use crate::store;

/// What `timeline` takes.
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Shows a series over time: one column an authority, a row a day, the step from each figure to the next; bounds keep their words, revisions and withdrawals are marked, mere repetitions left out. With --csv a wide table for a charting tool.\n\nExamples:\n  tollbook timeline gaza killed --count-type total --group people\n  tollbook timeline --event \"Deraa strike\"\n  tollbook timeline gaza injured --csv"
)]
pub struct Args {
    #[command(flatten)]
    filters: Filters,
}

/// Runs the command.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let store = stores::open(context)?;
    let question = context.global.question();
    let reader = store::View::of(&store, question.recorded_by)?;
    let criteria = args.filters.criteria(&context.global);
    let Some(policy) = policies::named("per-authority") else { return Ok(Done::Nothing) };
    let request = Request { criteria: &criteria, policy, explain: Explain::AnswerOnly };
    let mut reports = Vec::new();
    for key in store::series::matching(&reader, &criteria.filter)? {
        let material = store::material::of(&reader, &key)?;
        if criteria.admit_any(&reader, &material)? {
            let (series, answer) = request.answer_to(&question, reader.names(), material);
            let report = TimelineReport::new(&series, &answer, &question);
            reports.extend((!report.points.is_empty()).then_some(report));
        }
    }
    if reports.is_empty() {
        return Err(Error::usage("no figure matches", "see what there is with tollbook list series"));
    }
    print(&reports, context)?;
    Ok(Done::Well)
}

/// A CSV of it is one table of one series.
fn print(reports: &[TimelineReport], context: &mut Context) -> Result<(), Error> {
    if context.out.is_csv() {
        let [one] = reports else { return Err(several(reports)) };
        return Ok(context.out.table(&one.wide())?);
    }
    let mut printed = context.out.each()?;
    reports.iter().try_for_each(|report| printed.add(report))?;
    Ok(printed.end("")?)
}

/// One CSV is one table: its columns are the authorities of one series.
fn several(reports: &[TimelineReport]) -> Error {
    let named: Vec<String> = reports.iter().take(5).map(|report| report.scope.heading()).collect();
    Error::usage(
        format!("{} series match, and a CSV holds one: {}", reports.len(), named.join("; ")),
        "narrow it down with --event, --place, --measure, --group or --count-type, or use --json",
    )
}
