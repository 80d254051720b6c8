//! `completions`: what a shell needs to complete the commands, from the definitions of the commands themselves.

use clap_complete::Shell;

use crate::cli::clocks::{Heeds, ask_for_answers};
use crate::cli::{Context, Done, definition};
use crate::desk::error::Error;

/// Prints what a shell needs to complete the commands of tollbook.
///
/// Examples:
///   tollbook completions bash > ~/.local/share/bash-completion/completions/tollbook
///   tollbook completions fish > ~/.config/fish/completions/tollbook.fish
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// The shell
    shell: Shell,
}

/// The clocks that it heeds.
pub fn heeds(_: &Args, _: &Context) -> Heeds {
    Heeds::none(ask_for_answers).in_one_form()
}

/// Runs the command.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut definition(), "tollbook", &mut script);
    context.out.stdout().write_all(&script)?;
    Ok(Done::Well)
}
