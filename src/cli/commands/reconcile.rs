//! `reconcile`: the answer of every matching series.

use crate::cli::answering::{Asked, policy_names};
use crate::cli::failure::Failure;
use crate::cli::gathering::each_gathered;
use crate::cli::global::Filters;
use crate::cli::sink::{Form, Sink};
use crate::cli::{Context, Done, stores};
use crate::model::filter::Filter;
use crate::reconcile::policies;
use crate::render::{csv, text};
use crate::report::answer::{AnswerReport, Explain};
use crate::store::view::View;

/// What `reconcile` takes.
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Answers every matching series: number or range, who says so, when, and how far they agree.\n\nExamples:\n  tollbook reconcile gaza killed\n  tollbook reconcile gaza killed --as-of 2023-10-24 --explain\n  tollbook reconcile --place Israel --known-on 2023-10-25\n  tollbook reconcile --policy latest --json"
)]
pub struct Args {
    /// How figures become an answer
    #[arg(long, value_name = "POLICY", default_value = "range", value_parser = policy_names())]
    policy: String,
    /// Print every figure that was considered, with its fate (so does -v)
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    filters: Filters,
}

const FORM: Form<AnswerReport> = Form {
    text: text::answer::answer,
    columns: &csv::ANSWER_COLUMNS,
    rows: |report| vec![csv::answer_row(report).to_vec()],
};

/// Runs the command. Exit code 1 where sources differ or an order is unknown.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Failure> {
    let store = stores::open(context)?;
    let question = context.global.question();
    let reader = store.read(question.recorded_by)?;
    let filter = args.filters.filter();
    let Some(policy) = policies::named(&args.policy) else { return Ok(Done::Nothing) };
    let explain =
        if args.explain || context.global.verbose { Explain::WithTrace } else { Explain::AnswerOnly };
    let asked = Asked { question, policy, explain, filter: &filter, entry: args.filters.entry() };
    let mut printed = Printed { done: Done::Well, answers: 0 };
    let mut sink = Sink::begin(&mut context.out, &FORM)?;
    let names = reader.names();
    each_gathered(&asked, &reader, reader.series(&filter)?, &mut |gathered| {
        printed.take(&mut sink, &asked.told(asked.judged(gathered, names), names))
    })?;
    sink.end("")?;
    if printed.answers == 0 {
        return Err(nothing_matches(&filter, &reader));
    }
    Ok(printed.done)
}

struct Printed {
    done: Done,
    answers: u64,
}

impl Printed {
    fn take(&mut self, sink: &mut Sink<'_, AnswerReport>, report: &AnswerReport) -> Result<(), Failure> {
        self.answers += 1;
        if report.shown.needs_a_look {
            self.done = Done::LookAtIt;
        }
        Ok(sink.add(report)?)
    }
}

fn nothing_matches(filter: &Filter, reader: &View<'_>) -> Failure {
    if reader.visibility().is_empty() {
        return Failure::usage(
            "this desk had recorded nothing by then",
            "see what was recorded when with tollbook log",
        );
    }
    let asked = if *filter == Filter::default() { "the store holds no figures" } else { "no figure matches" };
    Failure::usage(asked, "see what there is with tollbook list series")
}
