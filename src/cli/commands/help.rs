//! `help`: how a command is used, or what a topic is about.

use crate::cli::clocks::{Heeds, ask_for_answers};
use crate::cli::help::{self, HelpLength};
use crate::cli::{Context, Done, definition, topics};
use crate::desk::error::Error;

/// Tells how a command is used, or explains what holds for many of them: the flags of every command, filters, days, names, words, exit codes, the defaults of a desk.
///
/// Examples:
///   tollbook help import
///   tollbook help flags
///   tollbook help days
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// A command or a topic; without one, the program
    #[arg(value_name = "COMMAND|TOPIC")]
    word: Option<String>,
}

/// The clocks that it heeds.
pub fn heeds(_: &Args, _: &Context) -> Heeds {
    Heeds::none(ask_for_answers).in_one_form()
}

/// Runs the command.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let (program, columns) = (definition(), context.out.style().columns().min(100));
    let text = match &args.word {
        None => help::of_program(&program, &topics::names(), HelpLength::Long, columns),
        Some(word) => match program.find_subcommand(word) {
            Some(command) => help::of_command(command, HelpLength::Long, columns),
            None => topics::of(word, &program, columns).ok_or_else(|| {
                Error::usage(
                    format!("there is no command and no topic `{word}`"),
                    format!("see the commands with tollbook help; topics are {}", topics::names()),
                )
            })?,
        },
    };
    context.out.stdout().write_all(text.as_bytes())?;
    Ok(Done::Well)
}
