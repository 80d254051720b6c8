//! `show`: one figure on one screen, or what is known of a name.

use crate::cli::clocks::{Clock, Flag, Heeds, ask_for_answers};
use crate::cli::{Context, Done, stores};
use crate::desk::fingerprint::opened;
use crate::desk::printed::list::one;
use crate::desk::show::{Showing, show};
use crate::desk::show_entry::show_entry;
use crate::desk::{Error, Store};
use crate::model::fingerprint::Fingerprint;
use crate::model::recorded::EntryId;
use crate::model::shell;
use crate::report::listed;

/// Shows one figure on one screen: its words, interval, quote, chain, dates, relations, life, and the file and line it came from. Or what is known of a name: an authority, a publisher, an event, a place, a group. Or one entry of the log: how its file was read, what it rests on, and what rests on it. Or one sentence that was printed. Or the answer that a fingerprint stands for, as it was.
///
/// Examples:
///   tollbook show 12
///   tollbook show aj-gaza-total
///   tollbook show "Gaza Health Ministry"
///   tollbook show uid:3f2a
///   tollbook show entry 3
///   tollbook show printed 7
///   tollbook show tb:040r8a4nqs0
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// A figure (its id, its ref, or uid: and the start of its uid), or a name, or words of one
    #[arg(value_name = "ID|NAME", required = true)]
    what: Vec<String>,
}

impl Args {
    /// The entry that is asked for: `entry 3`.
    fn entry(&self) -> Option<EntryId> {
        numbered(&self.what, "entry").map(EntryId)
    }

    /// The fingerprint that is asked for: `tb:04a1...`.
    fn fingerprint(&self) -> Option<&str> {
        match self.what.as_slice() {
            [word] if Fingerprint::is_meant(word) => Some(word),
            _ => None,
        }
    }
}

/// The clocks that it heeds.
pub fn heeds(args: &Args, _: &Context) -> Heeds {
    match args.entry() {
        // What this desk did has no day on which the public could know it.
        Some(_) => Heeds::only(&[Clock::RecordedBy], ask_for_answers),
        // A fingerprint holds its own question.
        None if args.fingerprint().is_some() => Heeds::none(ask_for_answers),
        None => Heeds::only(&[Clock::KnownOn, Clock::RecordedBy], ask_for_answers).and(Flag::UnderEmbargo),
    }
}

/// What is asked for by a word and its number: `entry 3`, `printed 7`.
fn numbered(what: &[String], word: &str) -> Option<i64> {
    match what {
        [first, number] if first == word => number.parse().ok(),
        _ => None,
    }
}

/// Runs the command. Exit code 1 where words match one series, and its sources differ.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let store = stores::open(context)?;
    if let Some(entry) = args.entry() {
        return entry_card(&store, entry, context);
    }
    if let Some(id) = numbered(&args.what, "printed") {
        context.out.no_csv("show printed")?;
        context.out.one(&one(&store, id, context.question)?)?;
        return Ok(Done::Well);
    }
    if let Some(fingerprint) = args.fingerprint() {
        context.out.no_csv("show FINGERPRINT")?;
        let opened = opened(&store, fingerprint)?;
        context.out.one(&opened)?;
        return Ok(if opened.fits { Done::Well } else { Done::LookAtIt });
    }
    let typed = args.what.join(" ");
    let words = shell::folded(&typed);
    match show(&store, &typed, context.question)? {
        Showing::Figure(figure) => {
            context.out.no_csv("show")?;
            context.out.one(&*figure)?;
        }
        Showing::Names(names) => context.out.table(&listed::card(&names))?,
        Showing::Choice(names) => {
            let first = names.first().map_or_else(String::new, |name| shell::word(name.name.as_str()));
            context.out.table(&listed::card(&names))?;
            context.out.below(&format!(
                "Several names have these words. Show one: tollbook show {first}\nOr ask for answers: tollbook reconcile {words}"
            ))?;
        }
        Showing::Series(series) => {
            context.out.listing(&series)?;
            context.out.below(&format!(
                "Several series match. Their answers: tollbook reconcile {words}\nTheir figures: tollbook list figures {words}"
            ))?;
        }
        Showing::Answer(answer) => {
            let mut answers = context.out.each();
            answers.add(&*answer)?;
            answers.end("")?;
            context.out.below(&format!(
                "Its figures: tollbook list figures {words}\nOver time: tollbook timeline {words}"
            ))?;
            return Ok(if answer.shown.needs_a_look { Done::LookAtIt } else { Done::Well });
        }
    }
    Ok(Done::Well)
}

/// Shows an entry of the log.
fn entry_card(store: &Store, entry: EntryId, context: &mut Context) -> Result<Done, Error> {
    context.out.no_csv("show entry")?;
    context.out.one(&show_entry(store, context.question.recorded_by, entry)?)?;
    Ok(Done::Well)
}
