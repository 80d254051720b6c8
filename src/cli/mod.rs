//! Words in, exit code out. The only room that knows the clock, standard output and the names of files.

mod asking;
mod audience;
mod beside;
mod building;
pub mod clock;
mod clocks;
mod closed;
pub mod commands;
mod complete;
mod defaults;
mod destination;
mod emit;
mod ending;
mod entering;
mod errors;
mod first_word;
mod flags;
mod global;
mod help;
mod home;
mod interrupt;
mod long_table;
mod pictures;
mod progress;
mod sharing;
mod short_flags;
mod signals;
mod sink;
mod stores;
mod topics;
mod tried;
mod typed;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

/// The verbs in their four groups.
macro_rules! verbs {
    () => {
        "PUT IN     import  read  add  amend  undo\nLOOK UP    list  show  timeline  log\nJUDGE      reconcile  check  compare  audit  diff\nGIVE OUT   export  answer  serve  verify\n"
    };
}
pub(crate) use verbs;

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches, Parser};

use crate::desk::Store;
use crate::desk::defaults::DeskDefaults;
use crate::desk::error::{self, Error};
use crate::desk::printed::alarm::alarm;
use crate::desk::touched::TouchedSeries;
use crate::model::date::Day;
use crate::model::hold::{Discretion, Reveal};
use crate::model::question::Question;
use crate::report::Report;
use crate::report::worklist::WithAlarm;
use commands::Command;
use emit::Output;
use first_word::FirstWord;
use global::Global;
use help::HelpLength;

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "tollbook",
    version,
    about = "A ledger of reported casualty figures: every number with its words, its source, the authority that answers for it and its dates",
    after_help = concat!(verbs!(), "\nWords that name no command are a reconcile of them: tollbook gaza killed"),
    subcommand_required = false,
    disable_help_subcommand = true,
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
    /// The question that they ask; a command heeds its clocks, or refuses them.
    pub question: Question,
    /// The day that it is, by which days are counted back.
    pub today: Day,
    /// What the desk has settled for itself.
    pub defaults: DeskDefaults,
    /// The command as it can be typed again, without what names this desk's store and folders.
    pub typed: String,
    /// Where it prints.
    pub out: Output,
    /// The entries that were recorded so far: what is on the disk whatever becomes of the printing.
    pub recorded: Vec<i64>,
}

impl Context {
    fn of(global: Global, defaults: DeskDefaults) -> Context {
        let today = defaults.zone().day_of(clock::now(global.now));
        let (question, out) = (global.question(today, defaults.zone()), Output::new(&global));
        Context { global, question, today, defaults, typed: String::new(), out, recorded: Vec::new() }
    }

    /// What a command works with; where the defaults of the desk cannot be read that is told, and nothing is done.
    fn begin(global: Global, command: Option<&Command>) -> Result<Context, ExitCode> {
        let found = match command {
            Some(command) if !command.asks_a_store() => Ok(DeskDefaults::default()),
            _ => defaults::find(&global),
        };
        found.map(|defaults| Context::of(global.clone(), defaults)).map_err(|failure| {
            Output::new(&global).print_error(&failure);
            ExitCode::from(2)
        })
    }

    /// Tells days on standard error, unless only what went wrong is to be told.
    fn tell(&self, days: &[String]) -> io::Result<()> {
        match self.global.quiet {
            true => Ok(()),
            false => days.iter().try_for_each(|day| self.out.remark(day)),
        }
    }

    /// Who does it, where somebody says so: `--who`, `$TOLLBOOK_WHO`, else the desk's default.
    fn who(&self) -> Option<&str> {
        let default = self.defaults.who.as_ref().map(|said| said.value.as_str());
        self.global.who.as_deref().or(default)
    }

    /// What the store may show, and the clock by which embargoes end.
    fn discretion(&self) -> Discretion {
        let reveal = if self.global.under_embargo { Reveal::Embargoed } else { Reveal::Standing };
        Discretion { reveal, now: Some(clock::now(self.global.now)) }
    }

    /// Tells by which default of this desk answers were made, where one may have a part in them.
    fn tell_settling(&self) -> io::Result<()> {
        self.tell(&Vec::from_iter(self.defaults.settling_in_words()))
    }

    /// Tells in which zone days end, where a default says so.
    fn tell_zone(&self) -> io::Result<()> {
        self.tell(&Vec::from_iter(self.defaults.in_zone("days end at midnight")))
    }

    /// What is told of a day, with the zone in which it is that day.
    fn in_zone(&self, told: String) -> String {
        self.defaults.in_zone(&told).unwrap_or(told)
    }

    /// Tells which defaults were not read, the days of clocks that are counted back, and when those end that end elsewhere than
    /// in UTC.
    fn tell_clocks(&self) -> io::Result<()> {
        let mut told = Vec::from_iter(self.defaults.passed_over_in_words());
        told.extend(self.global.counted_back(self.today).into_iter().map(|day| self.in_zone(day)));
        let end = self.question.recorded_by.filter(|_| self.global.recorded_by_names_a_day());
        told.extend(
            end.and_then(|end| self.defaults.in_zone(&format!("--recorded-by ends at {}", end.iso()))),
        );
        self.tell(&told)
    }

    /// Prints what was done, unless only what went wrong is to be printed.
    fn print(&mut self, report: &impl Report) -> io::Result<Done> {
        if !self.global.quiet {
            self.out.one(report)?;
        }
        Ok(Done::Well)
    }

    /// An entry was recorded: it stays whatever becomes of the printing.
    fn record(&mut self, entry: Option<i64>) {
        self.recorded.extend(entry.filter(|entry| !self.recorded.contains(entry)));
    }

    /// Prints what was recorded, as that entry; last stands what is to be done about printed sentences.
    fn print_receipt(
        &mut self,
        store: &Store,
        entry: Option<i64>,
        report: &impl Report,
    ) -> Result<Done, Error> {
        self.record(entry);
        if self.global.quiet {
            return Ok(Done::Well);
        }
        stores::settle(store, self);
        let report = WithAlarm { report, printed: alarm(store)?, store: Some(stores::flag(&self.global)) };
        self.out.one(&report)?;
        Ok(Done::Well)
    }

    /// Prints what was done; for people below the answers of the series that were touched, so that it stands last.
    fn print_below(
        &mut self,
        answers: Option<(&Store, &TouchedSeries)>,
        entry: Option<i64>,
        report: &impl Report,
    ) -> Result<(), Error> {
        self.record(entry);
        if let Some((store, touched)) = answers.filter(|_| self.out.is_text() && !self.global.quiet) {
            stores::settle(store, self);
            let mut page = touched.answers(store)?.page(&stores::flag(&self.global));
            page.part();
            self.out.page(&page)?;
        }
        match answers {
            Some((store, _)) => self.print_receipt(store, entry, report)?,
            None => self.print(report)?,
        };
        Ok(())
    }
}

/// Runs the program on its arguments, the first being its own name.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    interrupt::listen();
    let args: Vec<OsString> = args.into_iter().collect();
    if let Some(offers) = complete::asked(&args) {
        let _ = io::stdout().lock().write_all(offers.as_bytes());
        return ExitCode::SUCCESS;
    }
    let mut definition = definition();
    let args = short_flags::apart(args, &definition);
    let doubt = first_word::doubt(&args, &definition);
    let args = first_word::redirect(args, &definition);
    let matches = definition.try_get_matches_from_mut(&args);
    let read = |matches: &clap::ArgMatches| Ok((Cli::from_arg_matches(matches)?, matches.clone()));
    let (global, command, misread) = match matches.and_then(|matches| read(&matches)) {
        Ok((cli, matches)) => (cli.global.knowing(&matches), cli.command, None),
        Err(error) => match doubt.as_ref().and_then(|_| global_of(&args)) {
            Some(global) => (global, None, Some(error)),
            None => return answer_usage(&error, &args),
        },
    };
    let mut context = match Context::begin(global, command.as_ref()) {
        Ok(context) => context,
        Err(code) => return code,
    };
    context.typed = typed::command(&args, context.today);
    let first = doubt.map_or(FirstWord::Search, |doubt| doubt.settle(&context));
    if let (Some(error), FirstWord::Search | FirstWord::SearchOr(_)) = (misread, &first) {
        return answer_usage(&error, &args);
    }
    let done = match (command, first) {
        (_, FirstWord::NoSearch(answer)) => Err(answer),
        (Some(command), FirstWord::SearchOr(answer)) => match command.whole(&mut context) {
            Err(Error::NothingMatches(_)) => Err(answer),
            done => done,
        },
        (Some(command), FirstWord::Search) => command.whole(&mut context),
        (None, _) => home::run(&mut context),
    };
    let done = done.and_then(|done| context.out.finish().map(|()| done).map_err(Error::from));
    match done {
        Ok(Done::Well) | Err(Error::BrokenPipe) => ExitCode::SUCCESS,
        Ok(Done::LookAtIt) => ExitCode::from(1),
        Ok(Done::Nothing) => ExitCode::from(2),
        Err(Error::Interrupted) => {
            // Receipts of the files before are told; where nobody reads them it does not matter.
            let _ = context.out.finish();
            interrupt::tell();
            interrupt::exit_code()
        }
        Err(failure) => {
            context.out.print_error(&failure);
            if let Error::Recorded(_) = failure {
                return ExitCode::from(1);
            }
            if context.recorded.is_empty() {
                return ExitCode::from(2);
            }
            context.out.print_error(&error::recorded_all_the_same(&context.recorded));
            ExitCode::from(1)
        }
    }
}

/// The flags of every command, where the words around them cannot be read.
fn global_of(args: &[OsString]) -> Option<Global> {
    let asks = |arg: &&OsString| ["--help", "-h", "--version", "-V"].iter().any(|flag| *arg == flag);
    let rest = args.iter().filter(|arg| !asks(arg));
    let matches = definition().ignore_errors(true).try_get_matches_from(rest).ok()?;
    Global::from_arg_matches(&matches).ok()
}

/// Prints the help that was asked for by a flag, or what is wrong with the words.
fn answer_usage(error: &clap::Error, args: &[OsString]) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp => print_help(args),
        _ => errors::print_usage(error),
    }
}

/// Prints the help that was asked for by a flag.
fn print_help(args: &[OsString]) -> ExitCode {
    let program = definition();
    let is_long = args.iter().any(|arg| arg == "--help");
    let length = if is_long { HelpLength::Long } else { HelpLength::Short };
    let verb = args.get(first_word::verb_at(args, &program)).and_then(|verb| verb.to_str());
    let text = match verb.and_then(|verb| program.find_subcommand(verb)) {
        Some(command) => help::of_command(command, length, help::columns()),
        None => help::of_program(&program, &topics::names(), length, help::columns()),
    };
    // Where nobody reads the help it does not matter.
    let _ = io::stdout().lock().write_all(text.as_bytes());
    ExitCode::SUCCESS
}

/// The definition of the command line, for completions, the manual and the tests of the documentation.
pub fn definition() -> clap::Command {
    Cli::command()
}
