//! The commands, one file each.

mod add;
mod amend;
mod answer;
mod audit;
mod check;
mod compare;
mod completions;
mod diff;
mod export;
mod help;
mod import;
mod list;
mod log;
mod man;
mod read;
mod reconcile;
mod serve;
mod show;
mod timeline;
mod undo;
mod verify;

use clap::Subcommand;

use super::{Context, Done};
use crate::desk::Error;

/// Lists the verbs: each in a line of help, and its file.
macro_rules! commands {
    ($($about:literal $verb:ident($file:ident),)*) => {
        /// The verbs.
        #[derive(Debug, Subcommand)]
        #[allow(
            missing_docs,
            reason = "`about` says it; a doc comment would hide the long help of the command's file"
        )]
        pub enum Command {
            $(#[command(about = $about)] $verb($file::Args),)*
        }

        impl Command {
            /// Nothing, where the command heeds every clock and flag that is set.
            ///
            /// # Errors
            /// One that it would ignore.
            pub fn check(&self, context: &Context) -> Result<(), Error> {
                let heeds = match self {
                    $(Command::$verb(args) => $file::heeds(args, context),)*
                };
                heeds.check(context)
            }

            /// Runs the command.
            pub fn run(&self, context: &mut Context) -> Result<Done, Error> {
                match self {
                    $(Command::$verb(args) => $file::run(args, context),)*
                }
            }
        }
    };
}

commands! {
    "Reads CSVs, workbooks and JSON of figures into the store" Import(import),
    "Reads an article, and proposes the figures that stand in it" Read(read),
    "Adds one figure by hand, and declares what the world changed" Add(add),
    "Lists figures, series, names, sources, entries or findings" List(list),
    "Shows one figure, or what is known of a name, on one screen" Show(show),
    "Tells what this desk did, newest first, or the life of one figure" Log(log),
    "Draws a series over time, and lists it: one column an authority" Timeline(timeline),
    "Answers each series: the number, who says so, how far they agree" Reconcile(reconcile),
    "Holds a sentence, a text or a list of claims against the ledger" Check(check),
    "Tells how two figures relate, in one word and one sentence" Compare(compare),
    "Finds what a person should look at, worst first" Audit(audit),
    "Tells what changed in what was known between two times" Diff(diff),
    "Mends what this desk typed, and what it says about names" Amend(amend),
    "Takes back one entry as a whole, as a new entry" Undo(undo),
    "Writes figures as files, a workbook or pages, or a whole backup" Export(export),
    "Judges rows that an engine gives, without a store" Answer(answer),
    "Shows the store as pages in a browser of this computer" Serve(serve),
    "Checks the store: its file, its keys, every link of its chain" Verify(verify),
    "Prints what a shell needs to complete the commands" Completions(completions),
    "Prints the manual page" Man(man),
    "Tells how a command is used, or explains a topic" Help(help),
}

impl Command {
    /// Whether it is about a store, so that what the desk has settled beside it holds.
    pub fn asks_a_store(&self) -> bool {
        !matches!(self, Command::Completions(_) | Command::Man(_) | Command::Help(_))
    }

    /// Checks the flags, opens the file that is to be written, and runs the command.
    ///
    /// # Errors
    /// Why it did nothing.
    pub fn whole(&self, context: &mut Context) -> Result<Done, Error> {
        self.check(context)?;
        context.tell_clocks()?;
        self.prepare(context)?;
        self.run(context)
    }

    /// Opens the file that is to be written, before anything else is done.
    pub fn prepare(&self, context: &mut Context) -> Result<(), Error> {
        match self {
            Command::Import(args) => context.out.prepare(&args.files, &[]),
            Command::Read(args) => context.out.prepare(std::slice::from_ref(&args.file), &[]),
            Command::Export(args) => export::prepare(args, context),
            Command::Timeline(args) => timeline::prepare(args, context),
            _ => context.out.prepare(&[], &[]),
        }
    }
}
