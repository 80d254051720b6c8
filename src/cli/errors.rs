//! What goes to standard error: why a command did nothing, what is wrong with a file, what was typed wrong.

use std::io::{self, Write};
use std::process::ExitCode;

use crate::desk::Error;
use crate::model::problem::Problem;
use crate::render::problem;
use crate::render::style::TextStyle;
use crate::render::visible::visible;
use crate::report::folded::FoldedProblems;
use crate::report::receipt::ProblemRank;

/// Prints why a command did nothing. Where standard error is closed nobody hears it. What is advised is about the store that
/// was named, by `--db` as it was typed; blank where it is found without that.
pub fn print_error(failure: &Error, store: &str, style: TextStyle) {
    let err = &mut io::stderr().lock();
    let mut without_place =
        |file: Option<&str>, fault| problem::without_place(err, file, &about(fault, store), style);
    let _ = match failure {
        Error::BrokenPipe | Error::Interrupted => Ok(()),
        Error::Fault(fault) | Error::Recorded(fault) | Error::NothingMatches(fault) => {
            without_place(None, fault)
        }
        Error::Faults(problems) => problems.iter().try_for_each(|fault| without_place(None, fault)),
        Error::File { file, problems } => {
            problems.iter().try_for_each(|fault| without_place(Some(file), fault))
        }
        Error::Sheet { file, report, problem } => {
            problem::with_rows(err, file, &about(problem, store), &report.asked(), style)
        }
        Error::Placed { file, placed } => {
            let mut folded = FoldedProblems::default();
            placed.iter().for_each(|placed| folded.add(placed, ProblemRank::Error, None));
            problem::problems(err, file, &folded, style)
        }
    };
}

/// A problem whose advice names the store in each command that asks one: typed without it, another would answer.
fn about(problem: &Problem, store: &str) -> Problem {
    let mut about = problem.clone();
    if !store.is_empty() && !about.hint.contains("--db") {
        about.hint = naming(&problem.hint, store);
    }
    about
}

/// The verbs that ask no store.
const WITHOUT_STORE: [&str; 4] = ["help", "man", "completions", "answer"];

fn naming(hint: &str, store: &str) -> String {
    let program = super::definition();
    let asks = |verb: &str| !WITHOUT_STORE.contains(&verb) && program.find_subcommand(verb).is_some();
    let mut pieces = hint.split("tollbook ");
    let mut named = pieces.next().unwrap_or_default().to_owned();
    for command in pieces {
        let verb = command.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or_default();
        let which = if asks(verb) { format!("{} ", store.trim_start()) } else { String::new() };
        named += &format!("tollbook {which}{command}");
    }
    named
}

/// Prints what is wrong with the rows of a file, and what else to look at.
///
/// # Errors
/// What writing meets.
pub fn print_problems(file: &str, problems: &FoldedProblems, style: TextStyle) -> io::Result<()> {
    problem::problems(&mut io::stderr().lock(), file, problems, style)
}

/// Prints what the command line's definition says: help as it is; a complaint with what was typed made visible.
pub fn print_usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        return match error.print() {
            Err(unread) if unread.kind() != io::ErrorKind::BrokenPipe => ExitCode::from(2),
            _ => ExitCode::SUCCESS,
        };
    }
    let text = error.render().to_string();
    let lines: Vec<_> = text.lines().map(visible).collect();
    let _ = writeln!(io::stderr().lock(), "{}", lines.join("\n"));
    ExitCode::from(2)
}
