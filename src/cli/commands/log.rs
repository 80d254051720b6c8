//! `log`: what this desk did, newest first; with a figure, that figure's life; how counts were revised.

use rustc_hash::FxHashSet;

use crate::cli::flags::at_least_one;
use crate::cli::global::Filters;
use crate::cli::{Context, Done, stores};
use crate::desk::error::Error;
use crate::desk::{answers, doings, figures};
use crate::model::filter::Filter;
use crate::model::recorded::EntryKind;
use crate::report::entry::{self, EntryReport};
use crate::report::revisions::RevisionsReport;
use crate::series::Voice;
use crate::store;
use crate::store::View;

/// What `log` takes.
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Tells what this desk did, newest first, on a screen the newest 50; with a figure (its id, its ref, or uid: and the start of its uid) that figure's life; with --revisions how the counts of each authority changed: versions, first and last value, spread, days until it stayed within 20 % of the last. Filters go with --revisions.\n\nExamples:\n  tollbook log\n  tollbook log --limit 500\n  tollbook log 12\n  tollbook log --recorded-by 2023-10-31 --json\n  tollbook log --revisions gaza killed --count-type total",
    override_usage = "tollbook log [--limit NUMBER]\n       tollbook log ID\n       tollbook log --revisions [FILTERS] [WORDS]..."
)]
pub struct Args {
    /// How the counts of each authority changed, a line each
    #[arg(long)]
    revisions: bool,
    /// How many entries are told, the newest first; as text 50 without it, in other formats all
    #[arg(long, value_name = "NUMBER", value_parser = at_least_one, conflicts_with = "revisions")]
    limit: Option<usize>,
    #[command(flatten)]
    filters: Filters,
}

/// How many entries a screen tells without `--limit`.
const ON_SCREEN: usize = 50;

/// Runs the command.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let store = stores::open(context)?;
    let reader = store::View::of(&store, context.global.recorded_by)?;
    if args.revisions {
        return revisions(&reader, &args.filters, context);
    }
    let filters = &args.filters;
    let only_words = Filter { words: Vec::new(), ..filters.filter() } == Filter::default();
    let table = match filters.words.as_slice() {
        [name] if args.limit.is_some() => {
            let hint = format!("leave it out: tollbook log {name}");
            return Err(Error::usage("the life of a figure is told whole: it takes no --limit", hint));
        }
        [name] if only_words && filters.entry.is_none() => {
            let id = figures::sought(&reader, name)?;
            figures::life_table(&figures::life(&reader, id)?)
        }
        [] if only_words && filters.entry.is_none() => {
            let by_default = Some(ON_SCREEN).filter(|_| context.out.is_text());
            let entries = entries(&reader, args.limit.or(by_default))?;
            print_entries(&entries, context)?;
            return tell_rest(entries.len() as u64, &reader, context);
        }
        _ => {
            return Err(Error::usage(
                "log tells what the desk did, or the life of one figure: it takes no filter",
                "type tollbook log ID, or tollbook log --revisions with filters",
            ));
        }
    };
    context.out.table(&table)?;
    Ok(Done::Well)
}

/// How the counts of each authority changed, series by series. A filter by authority picks tracks.
fn revisions(reader: &View<'_>, filters: &Filters, context: &mut Context) -> Result<Done, Error> {
    let criteria = filters.criteria(&context.global);
    let mut sink = context.out.each()?;
    let mut told = false;
    for key in store::series::matching(reader, &criteria.filter)? {
        let material = store::material::of(reader, &key)?;
        let mut asked = FxHashSet::default();
        for recorded in &material.figures {
            if criteria.admit_in_scope(reader, recorded)? {
                asked.insert(Voice::of(&recorded.figure, reader.names()));
            }
        }
        if asked.is_empty() {
            continue;
        }
        let series = answers::series_of(reader.names(), material);
        let report = RevisionsReport::new(&series, &criteria.question, &|track| asked.contains(&track.voice));
        if !report.tracks.is_empty() {
            told = true;
            sink.add(&report)?;
        }
    }
    sink.end("")?;
    match told {
        true => Ok(Done::Well),
        false => Err(Error::usage("no figure matches", "see what there is with tollbook list series")),
    }
}

/// The newest entries, newest first, each with what it said about names: so many, or all of them.
pub fn entries(reader: &View<'_>, most: Option<usize>) -> Result<Vec<EntryReport>, Error> {
    let mut reports = Vec::new();
    for entry in store::entries::newest(reader, most)? {
        let by_hand = matches!(entry.kind, EntryKind::Add | EntryKind::Amend);
        let about = if by_hand { doings::about(reader, entry.id)? } else { None };
        let why = if by_hand { store::changes::why(reader, entry.id)? } else { None };
        let settings = entry.file.as_ref().and_then(|file| doings::settings(&file.settings));
        reports.push(EntryReport { settings, ..EntryReport::new(&entry, about, why) });
    }
    Ok(reports)
}

/// Says how many older entries there are, and how to see them: below a text; other formats hold nothing but entries, and the
/// one who asks for so many knows it.
fn tell_rest(told: u64, reader: &View<'_>, context: &mut Context) -> Result<Done, Error> {
    let all = store::entries::count(reader)?;
    if told < all && context.out.is_text() {
        let older = if all - told == 1 { "older entry" } else { "older entries" };
        writeln!(context.out.stdout(), "\n{} {older}: tollbook log --limit {all}", all - told)?;
    }
    Ok(Done::Well)
}

/// Prints entries in the format that was asked for.
pub fn print_entries(entries: &[EntryReport], context: &mut Context) -> Result<Done, Error> {
    context.out.list(entries, entry::table)?;
    Ok(Done::Well)
}
