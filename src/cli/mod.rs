//! Words in, exit code out. The only room that knows the clock, standard output and the names of files.

mod answering;
mod auditing;
pub mod clock;
pub mod commands;
mod doings;
mod entering;
pub mod failure;
mod feed;
mod figures;
mod flags;
mod found;
mod gathering;
mod global;
mod home;
mod incoming;
mod input;
mod merging;
mod names;
mod output;
mod profiles;
mod progress;
mod receipts;
mod reject_file;
mod relating;
mod sink;
mod snapshots;
mod sources;
mod stores;
mod touched;
mod typed;

use std::ffi::OsString;
use std::process::ExitCode;

/// The verbs in their four groups.
macro_rules! verbs {
    () => {
        "PUT IN     import  add  amend  undo\nLOOK UP    list  show  timeline  log\nJUDGE      reconcile  compare  audit  diff\nGIVE OUT   export  verify\n"
    };
}
pub(crate) use verbs;

use clap::{CommandFactory, FromArgMatches, Parser};

use commands::Command;
use failure::Failure;
use global::Global;
use output::Output;

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "tollbook",
    version,
    about = "A ledger of reported casualty figures: every number with its words, its source, the authority that answers for it and its dates",
    after_help = concat!(verbs!(), "\nWords that name no command are a reconcile of them: tollbook gaza killed"),
    subcommand_required = false,
    max_term_width = 100
)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

/// How a command ended, when it did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Exit code 0.
    Well,
    /// Exit code 1: done, and there is something to look at.
    LookAtIt,
    /// Exit code 2 after everything was said: nothing was done.
    Nothing,
}

/// What a command works with.
pub struct Context {
    /// The flags that every command takes.
    pub global: Global,
    /// Where it prints.
    pub out: Output,
    /// The entries that were recorded so far: what is on the disk whatever becomes of the printing.
    pub recorded: Vec<i64>,
}

/// Runs the program on its arguments, the first being its own name.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let mut definition = definition();
    let tried = commands::tried(&args, &definition);
    let args = commands::redirect(args, &definition);
    let matches = definition.try_get_matches_from_mut(args);
    let cli = match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => {
            return output::tell_usage(&error);
        }
    };
    let mut context = Context { out: Output::new(&cli.global), global: cli.global, recorded: Vec::new() };
    let done = match cli.command {
        _ if tried.is_some() => tried.map_or(Ok(Done::Nothing), Err),
        Some(command) => command.prepare(&mut context).and_then(|()| command.run(&mut context)),
        None => home::run(&mut context),
    };
    let done = done.and_then(|done| context.out.finish().map(|()| done).map_err(Failure::from));
    match done {
        Ok(Done::Well) | Err(Failure::BrokenPipe) => ExitCode::SUCCESS,
        Ok(Done::LookAtIt) => ExitCode::from(1),
        Ok(Done::Nothing) => ExitCode::from(2),
        Err(failure) => {
            context.out.tell(&failure);
            if context.recorded.is_empty() {
                return ExitCode::from(2);
            }
            context.out.tell(&failure::recorded_all_the_same(&context.recorded));
            ExitCode::from(1)
        }
    }
}

/// The definition of the command line, for completions, the manual and the tests of the documentation.
pub fn definition() -> clap::Command {
    Cli::command()
}
