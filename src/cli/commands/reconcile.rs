//! `reconcile`: the answer of every matching series.

use clap::builder::{PossibleValue, PossibleValuesParser};

use crate::cli::answering::Asked;
use crate::cli::failure::Failure;
use crate::cli::global::Filters;
use crate::cli::output::Format;
use crate::cli::{Context, Done, stores};
use crate::model::filter::Filter;
use crate::reconcile::policies;
use crate::render::style::Style;
use crate::render::{csv, json, text};
use crate::report::answer::{AnswerReport, Explain};
use crate::store::read::Reader;

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

fn policy_names() -> PossibleValuesParser {
    let named = policies::ALL.iter().map(|policy| PossibleValue::new(policy.name).help(policy.about));
    PossibleValuesParser::new(named.collect::<Vec<_>>())
}

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
    let (format, style) = (context.out.format(), context.out.style());
    let mut printed = Printed { done: Done::Well, answers: 0 };
    let mut sink = Sink::begin(context.out.stdout(), format, style)?;
    for key in reader.series(&filter)? {
        let Some((series, answer)) = asked.answer(&reader, &key)? else { continue };
        printed.take(&mut sink, &asked.report(&reader, &series, &answer))?;
    }
    sink.end()?;
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
    fn take(&mut self, sink: &mut Sink<'_>, report: &AnswerReport) -> Result<(), Failure> {
        self.answers += 1;
        if report.shown.needs_a_look {
            self.done = Done::LookAtIt;
        }
        Ok(sink.add(report)?)
    }
}

fn nothing_matches(filter: &Filter, reader: &Reader<'_>) -> Failure {
    if reader.horizon().entries().is_empty() {
        return Failure::usage(
            "this desk had recorded nothing by then",
            "see what was recorded when with tollbook log",
        );
    }
    let asked = if *filter == Filter::default() { "the store holds no figures" } else { "no figure matches" };
    Failure::usage(asked, "see what there is with tollbook list series")
}

/// Answers as they come, in the format that was asked for.
enum Sink<'o> {
    Text { out: &'o mut dyn std::io::Write, style: Style, first: bool },
    Json(json::List<'o>),
    Jsonl(&'o mut dyn std::io::Write),
    Csv(csv::Rows<'o>),
}

impl<'o> Sink<'o> {
    fn begin(out: &'o mut dyn std::io::Write, format: Format, style: Style) -> std::io::Result<Sink<'o>> {
        Ok(match format {
            Format::Text => Sink::Text { out, style, first: true },
            Format::Json => Sink::Json(json::List::begin(out)?),
            Format::Jsonl => Sink::Jsonl(out),
            Format::Csv => Sink::Csv(csv::Rows::begin(out, csv::ANSWER_COLUMNS)?),
        })
    }

    fn add(&mut self, report: &AnswerReport) -> std::io::Result<()> {
        match self {
            Sink::Text { out, style, first } => {
                if !std::mem::take(first) {
                    writeln!(out)?;
                }
                text::answer::answer(*out, report, *style)
            }
            Sink::Json(list) => list.value(report),
            Sink::Jsonl(out) => json::line(*out, report),
            Sink::Csv(rows) => rows.row(&csv::answer_row(report)),
        }
    }

    fn end(self) -> std::io::Result<()> {
        match self {
            Sink::Json(list) => list.end(),
            Sink::Csv(rows) => rows.end(),
            Sink::Text { .. } | Sink::Jsonl(_) => Ok(()),
        }
    }
}
