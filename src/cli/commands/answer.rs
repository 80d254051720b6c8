//! `answer`: rows in, answers out.

use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::cli::clocks::{Clock, Heeds};
use crate::cli::flags::policy_names;
use crate::cli::{Context, Done};
use crate::desk::Error;
use crate::desk::answer::{AnswerNames, AnswerOptions, FamilyAnswer, answer, read_names, rows_of_lines};
use crate::desk::input::{Input, UNPACKED_BYTES};
use crate::render::json;
use crate::report::answer::Explain;

/// Judges rows that `export --rows` wrote, wherever an engine has put them: rows in, answers out, as lines of JSON like those of `reconcile --jsonl`. Reads no store. The rows of a family (event, place, unit, group) come together, one behind the other. Exit code 0 when all were judged; 2 when the input was refused, and then nothing is printed.
///
/// Examples:
///   tollbook answer rows.jsonl --names names.jsonl
///   tollbook answer - --names names.jsonl --policy latest < rows.jsonl
///   tollbook answer rows.jsonl --names names.jsonl --as-of 2023-10-24 --explain
///   tollbook answer rows.jsonl --names names.jsonl --columns
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// The rows; - or nothing for standard input
    #[arg(value_name = "FILE", default_value = "-")]
    rows: PathBuf,
    /// What is said of names and events, as it was exported with the rows
    #[arg(long, value_name = "FILE")]
    names: PathBuf,
    /// How figures become an answer
    #[arg(long, value_name = "POLICY", default_value = "range", value_parser = policy_names())]
    policy: String,
    /// Every figure that was considered, with its fate
    #[arg(long)]
    explain: bool,
    /// Beside each answer its family, a key to sort by, its ends and its verdict, as columns
    #[arg(long)]
    columns: bool,
    /// Rows and answers as Arrow streams, answers with these columns; in builds with the feature `arrow`
    #[arg(long)]
    arrow: bool,
}

/// The clocks that it heeds.
pub fn heeds(_: &Args, _: &Context) -> Heeds {
    Heeds::only(&[Clock::AsOf, Clock::KnownOn], |_, asked| {
        format!("export what the desk had then: tollbook export --rows --recorded-by {asked} -o rows.jsonl")
    })
    .in_one_form()
}

/// Runs the command. Exit code 0 whatever the answers say: an engine takes any other for a failure.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    context.out.prepare(&[args.rows.clone(), args.names.clone()], &[])?;
    let options = AnswerOptions {
        question: context.question,
        policy: args.policy.clone(),
        explain: if args.explain { Explain::WithTrace } else { Explain::AnswerOnly },
        today: Some(context.today),
    };
    let names = read_names(open(&args.names)?, &shown(&args.names), &options)?;
    // Nothing is printed before all rows were judged.
    let answers = Input::written(|file| {
        let mut out = BufWriter::with_capacity(1 << 16, file);
        match args.arrow {
            true => arrow(args, names, &options, &mut out)?,
            false => lines(args, names, &options, &mut out)?,
        }
        out.flush()?;
        Ok::<_, Error>(out.stream_position()?)
    })?;
    io::copy(&mut answers.rewound()?, context.out.stdout())?;
    Ok(Done::Well)
}

/// Answers lines of JSON with lines of JSON.
fn lines(
    args: &Args,
    names: AnswerNames,
    options: &AnswerOptions,
    out: &mut impl Write,
) -> Result<(), Error> {
    let rows = rows_of_lines(open(&args.rows)?, &shown(&args.rows));
    answer(rows, names, options, &mut |one| {
        match args.columns {
            true => json::line(out, &AnswerColumns::of(&one)?)?,
            false => json::line(out, one.report)?,
        }
        Ok(())
    })
}

/// Answers an Arrow stream with an Arrow stream.
#[cfg(feature = "arrow")]
fn arrow(
    args: &Args,
    names: AnswerNames,
    options: &AnswerOptions,
    out: &mut impl Write,
) -> Result<(), Error> {
    use crate::export::rows::arrow::{ArrowAnswers, ArrowInput};
    let no_rows = |error: io::Error| {
        let what = format!("{} is no Arrow stream of rows: {error}", shown(&args.rows));
        Error::usage(what, "give what tollbook export --rows -o rows.arrows wrote")
    };
    let rows: ArrowInput<_> = ArrowInput::open(open(&args.rows)?).map_err(no_rows)?;
    names.fit(&shown(&args.names), |key| rows.about(key))?;
    let mut answers = ArrowAnswers::begin(out)?;
    answer(rows.map(|row| row.map_err(no_rows)), names, options, &mut |one| {
        Ok(answers.add(AnswerColumns::of(&one)?)?)
    })?;
    Ok(answers.end()?)
}

/// Refuses an Arrow stream, of which this build knows nothing.
#[cfg(not(feature = "arrow"))]
fn arrow(_: &Args, _: AnswerNames, _: &AnswerOptions, _: &mut impl Write) -> Result<(), Error> {
    Err(Error::usage(
        "this build reads no Arrow",
        "build it with cargo install --path . --features arrow, or give lines of JSON",
    ))
}

/// An answer, and what an engine may look at without reading it.
#[derive(Serialize)]
struct AnswerColumns {
    family: String,
    sort_key: String,
    low: Option<u64>,
    high: Option<u64>,
    verdict: String,
    answer: String,
}

impl AnswerColumns {
    fn of(one: &FamilyAnswer<'_>) -> Result<AnswerColumns, Error> {
        let mut answer = Vec::new();
        json::line(&mut answer, one.report)?;
        let ends = one.report.answer.as_ref();
        Ok(AnswerColumns {
            family: one.family.to_owned(),
            sort_key: one.report.scope.sort_key(),
            low: ends.map(|ends| ends.low),
            high: ends.and_then(|ends| ends.high),
            verdict: one.report.verdict.clone(),
            answer: String::from_utf8_lossy(&answer).trim_end().to_owned(),
        })
    }
}

fn open(path: &Path) -> Result<Box<dyn BufRead>, Error> {
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::with_capacity(1 << 16, io::stdin())));
    }
    let file = Input::open(path, UNPACKED_BYTES).and_then(|input| input.rewound());
    let file = file.map_err(|error| Error::of_file(&shown(path), &error))?;
    Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
}

/// What errors call a file.
fn shown(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() }
}
