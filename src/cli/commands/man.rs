//! `man`: the manual page, from the definitions of the commands themselves.

use crate::cli::clocks::{Heeds, ask_for_answers};
use crate::cli::{Context, Done, definition};
use crate::desk::error::Error;

/// Prints the manual: of the program, or of one command.
///
/// Examples:
///   tollbook man | man -l -
///   tollbook man import > tollbook-import.1
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// A command; without one, the program
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

/// The clocks that it heeds.
pub fn heeds(_: &Args, _: &Context) -> Heeds {
    Heeds::none(ask_for_answers).in_one_form()
}

/// Runs the command.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let program = definition();
    let page = match &args.command {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(command) => {
                let (title, words) = (format!("tollbook-{name}"), format!("tollbook {name}"));
                command.clone().display_name(title).bin_name(words)
            }
            None => {
                return Err(Error::usage(
                    format!("there is no command `{name}`"),
                    "see them with tollbook --help",
                ));
            }
        },
    };
    let mut manual = Vec::new();
    clap_mangen::Man::new(page).render(&mut manual)?;
    context.out.stdout().write_all(&manual)?;
    Ok(Done::Well)
}
