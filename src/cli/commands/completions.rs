//! `completions`: what a shell needs to complete the commands. Bash, zsh and fish ask the program itself, which knows the store.

use clap_complete::Shell;

use crate::cli::clocks::{Heeds, ask_for_answers};
use crate::cli::{Context, Done, definition};
use crate::desk::error::Error;

/// Prints what a shell needs to complete the commands of tollbook. In bash, zsh and fish events, places, authorities, publishers, groups, refs of figures, entries and profiles are completed from the store; in others commands, flags and closed lists. They ask tollbook itself, so they are of the version that is there.
///
/// Examples:
///   tollbook completions bash > ~/.local/share/bash-completion/completions/tollbook
///   tollbook completions zsh > ~/.zfunc/_tollbook
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
    let script = match args.shell {
        Shell::Bash => include_bytes!("../../../data/completions/tollbook.bash").to_vec(),
        Shell::Zsh => include_bytes!("../../../data/completions/tollbook.zsh").to_vec(),
        Shell::Fish => include_bytes!("../../../data/completions/tollbook.fish").to_vec(),
        other => {
            let mut script = Vec::new();
            clap_complete::generate(other, &mut definition(), "tollbook", &mut script);
            script
        }
    };
    context.out.stdout().write_all(&script)?;
    Ok(Done::Well)
}
