//! What goes to standard error: why a command did nothing, what is wrong with a file, what was typed wrong.

use std::io::{self, Write};
use std::process::ExitCode;

use crate::desk::Error;
use crate::render::problem;
use crate::render::style::TextStyle;
use crate::render::visible::visible;
use crate::report::folded::FoldedProblems;
use crate::report::receipt::ProblemRank;

/// Prints why a command did nothing. Where standard error is closed nobody hears it.
pub fn print_error(failure: &Error, style: TextStyle) {
    let err = &mut io::stderr().lock();
    let _ = match failure {
        Error::BrokenPipe | Error::Interrupted => Ok(()),
        Error::Fault(fault) | Error::NothingMatches(fault) => problem::without_place(err, None, fault, style),
        Error::Faults(problems) => {
            problems.iter().try_for_each(|fault| problem::without_place(err, None, fault, style))
        }
        Error::File { file, problems } => {
            problems.iter().try_for_each(|fault| problem::without_place(err, Some(file), fault, style))
        }
        Error::Sheet { file, report, problem } => {
            problem::with_rows(err, file, problem, &report.asked(), style)
        }
        Error::Placed { file, placed } => {
            let mut folded = FoldedProblems::default();
            placed.iter().for_each(|placed| folded.add(placed, ProblemRank::Error, None));
            problem::problems(err, file, &folded, style)
        }
    };
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
        // Where nobody reads the help it does not matter.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let text = error.render().to_string();
    let lines: Vec<_> = text.lines().map(visible).collect();
    let _ = writeln!(io::stderr().lock(), "{}", lines.join("\n"));
    ExitCode::from(2)
}
