//! The commands, one file each.

mod amend;
mod export;
mod import;
mod list;
mod log;
mod reconcile;
mod show;
mod timeline;
mod undo;
mod verify;

use std::ffi::OsString;

use clap::{CommandFactory, Subcommand};

use super::failure::Failure;
use super::{Cli, Context, Done};

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Reads CSVs of figures into the store
    Import(import::Args),
    /// Lists figures, series, authorities, publishers, sources, events, places or entries
    List(list::Args),
    /// Shows one figure, or what is known of a name, on one screen
    Show(show::Args),
    /// Tells what this desk did, newest first, or the life of one figure
    Log(log::Args),
    /// Shows a series over time: one column an authority
    Timeline(timeline::Args),
    /// Answers every matching series: number or range, who says so, when, and how far they agree
    Reconcile(reconcile::Args),
    /// Mends what this desk did: what it says about names
    Amend(amend::Args),
    /// Takes back one entry as a whole, as a new entry
    Undo(undo::Args),
    /// Writes figures as house CSV or JSON lines, without loss; or a verified backup of the store
    Export(export::Args),
    /// Checks the store: SQLite's integrity, foreign keys, every link of the hash chain
    Verify(verify::Args),
}

impl Command {
    /// Runs the command.
    pub fn run(&self, context: &mut Context) -> Result<Done, Failure> {
        match self {
            Command::Import(args) => import::run(args, context),
            Command::List(args) => list::run(args, context),
            Command::Show(args) => show::run(args, context),
            Command::Log(args) => log::run(args, context),
            Command::Reconcile(args) => reconcile::run(args, context),
            Command::Amend(args) => amend::run(args, context),
            Command::Timeline(args) => timeline::run(args, context),
            Command::Undo(args) => undo::run(args, context),
            Command::Export(args) => export::run(args, context),
            Command::Verify(args) => verify::run(args, context),
        }
    }
}

/// Words that name no verb are a reconcile of them: `tollbook gaza killed`.
pub fn redirect(mut args: Vec<OsString>) -> Vec<OsString> {
    let definition = Cli::command();
    let takes_value = |flag: &str| {
        definition.get_arguments().any(|arg| {
            arg.get_action().takes_values()
                && (arg.get_long().is_some_and(|long| flag == format!("--{long}"))
                    || arg.get_short().is_some_and(|short| flag == format!("-{short}")))
        })
    };
    let mut at = 1;
    while let Some(word) = args.get(at).and_then(|word| word.to_str()) {
        if word.starts_with('-') {
            at += if takes_value(word) { 2 } else { 1 };
            continue;
        }
        let is_verb = word == "help" || definition.get_subcommands().any(|verb| verb.get_name() == word);
        if !is_verb {
            args.insert(at, "reconcile".into());
        }
        break;
    }
    args
}
