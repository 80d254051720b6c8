//! `list`: tables of what the store holds.

use clap::ValueEnum;

use crate::cli::clocks::{Clock, Flag, Heeds};
use crate::cli::global::Filters;
use crate::cli::{Context, Done, stores};
use crate::desk::audit::{AuditOptions, FeedExtent, Settlement, audit};
use crate::desk::log::log;
use crate::desk::nearest::near_word;
use crate::desk::{Criteria, Error, Store, held, list};
use crate::model::names::NameKind;
use crate::report::held::{HELD, HELD_ON_SCREEN};
use crate::report::{asked, entry, listed};

/// Lists what the store holds, as a table, CSV or JSON.
///
/// Examples:
///   tollbook list figures --event "Gaza war"
///   tollbook list authorities --csv
///   tollbook list series israel
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment, override_usage = "tollbook list NOUN [FILTERS] [WORDS]...")]
pub struct Args {
    /// What to list
    #[arg(value_name = "NOUN")]
    noun: Option<Listed>,
    #[command(flatten)]
    filters: Filters,
}

/// What can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Listed {
    /// Every figure, with its words, dates and sources
    Figures,
    /// What is counted
    Series,
    /// Who answers for figures
    Authorities,
    /// Who printed them
    Publishers,
    /// The documents that were read
    Sources,
    /// What happened
    Events,
    /// Where
    Places,
    /// Who is counted
    Groups,
    /// Files that change, and their snapshots
    Feeds,
    /// Whom this desk asked about figures, and what came back
    Asked,
    /// What this desk did
    Entries,
    /// What a person should look at
    Findings,
    /// What is held back, by whom and why
    Held,
}

/// The clocks that it heeds.
pub fn heeds(args: &Args, _: &Context) -> Heeds {
    match args.noun {
        Some(Listed::Entries | Listed::Feeds) => Heeds::only(&[Clock::RecordedBy], |clock, asked| {
            format!(
                "leave it out, or list what holds or was known: tollbook list figures {} {asked}",
                clock.flag()
            )
        }),
        Some(Listed::Figures) => Heeds::all().and(Flag::UnderEmbargo),
        _ => Heeds::all(),
    }
}

/// Runs the command.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let noun = args.noun.ok_or_else(no_noun)?;
    if matches!(noun, Listed::Entries | Listed::Feeds) && args.filters != Filters::default() {
        return Err(Error::usage(
            "entries and feeds are listed whole: they take no filter",
            "leave it out, or list what an entry recorded: tollbook list figures --entry ENTRY",
        ));
    }
    let store = stores::open(context)?;
    let criteria = args.filters.criteria(context, &store)?;
    let recorded_by = criteria.question.recorded_by;
    let names = |kind| list::names(&store, &criteria, kind);
    let listing = match noun {
        Listed::Figures => return figures(&store, &criteria, context),
        Listed::Findings => return findings(&store, criteria, context),
        Listed::Held => return held(&store, &criteria, context),
        Listed::Sources => return sources(&store, &criteria, context),
        Listed::Entries => {
            let mut entries = log(&store, recorded_by, None)?.entries;
            entries.reverse();
            let table = if context.out.is_csv() { entry::rows } else { entry::table };
            context.out.list(&entries, table)?;
            return Ok(Done::Well);
        }
        Listed::Asked => {
            context.out.list(&list::asked(&store, &criteria)?, asked::table)?;
            return Ok(Done::Well);
        }
        Listed::Series => list::series(&store, &criteria)?,
        Listed::Authorities => names(NameKind::Authority)?.into(),
        Listed::Publishers => names(NameKind::Publisher)?.into(),
        Listed::Events => names(NameKind::Event)?.into(),
        Listed::Places => names(NameKind::Place)?.into(),
        Listed::Groups => names(NameKind::Group)?.into(),
        Listed::Feeds => list::feeds(&store, recorded_by)?.into(),
    };
    context.out.listing(&listing)?;
    match listing.all.rows().next() {
        Some(_) => Ok(Done::Well),
        None => tell_near(&store, &criteria, context),
    }
}

/// Said where nothing is named that can be listed.
fn no_noun() -> Error {
    let nouns = Listed::value_variants().iter().filter_map(Listed::to_possible_value);
    let nouns: Vec<String> = nouns.map(|noun| noun.get_name().to_owned()).collect();
    Error::usage(
        format!("list what? One of {}", nouns.join(", ")),
        "type tollbook list series for what is counted, or tollbook list figures for every figure",
    )
}

/// Every figure, as they come.
fn figures(store: &Store, criteria: &Criteria, context: &mut Context) -> Result<Done, Error> {
    let mut rows = context.out.rows(listed::FIGURES, listed::FIGURES_ON_SCREEN)?;
    let mut any = false;
    list::figures(store, criteria, &mut |figure| {
        any = true;
        Ok(rows.add(figure)?)
    })?;
    rows.end()?;
    if any { Ok(Done::Well) } else { tell_near(store, criteria, context) }
}

/// The documents, as they come.
fn sources(store: &Store, criteria: &Criteria, context: &mut Context) -> Result<Done, Error> {
    let mut any = false;
    {
        // What reads the store ends here: the search for a word that is near begins anew.
        let sources = list::AskedSources::of(store, criteria)?;
        let is_short = context.out.is_text() && sources.say_nothing()?;
        let on_screen = if is_short { listed::SOURCES_OF_WHICH_NOTHING_IS_SAID } else { listed::SOURCES };
        let mut rows = context.out.rows(listed::SOURCES, on_screen)?;
        sources.each(&mut |one| {
            any = true;
            Ok(rows.add(one)?)
        })?;
        rows.end()?;
    }
    if any { Ok(Done::Well) } else { tell_near(store, criteria, context) }
}

/// What is held back.
fn held(store: &Store, criteria: &Criteria, context: &mut Context) -> Result<Done, Error> {
    let mut rows = context.out.rows(HELD, HELD_ON_SCREEN)?;
    let mut any = false;
    held::list(store, criteria, &mut |figure| {
        any = true;
        Ok(rows.add(figure)?)
    })?;
    rows.end()?;
    if !any {
        context.tell(&["nothing is held".to_owned()])?;
    } else if context.out.is_on_screen() {
        context.out.below(
            "Release one: tollbook amend ID --release; all of an entry: tollbook amend entry ENTRY --release",
        )?;
    }
    Ok(Done::Well)
}

/// Tells on standard error which word may have been meant, where nothing is listed.
fn tell_near(store: &Store, criteria: &Criteria, context: &Context) -> Result<Done, Error> {
    let near = near_word(store, criteria)?;
    context.tell(
        &near
            .map(|(typed, near)| format!("nothing is called `{typed}`; `{near}` is near"))
            .into_iter()
            .collect::<Vec<_>>(),
    )?;
    Ok(Done::Well)
}

/// What a person should look at among the figures that are asked for, worst first: on a screen a table, else as `audit`
/// gives it.
fn findings(store: &Store, criteria: Criteria, context: &mut Context) -> Result<Done, Error> {
    let options =
        AuditOptions { criteria, settlement: Settlement::Open, feeds: FeedExtent::Now, limit: None };
    if context.out.is_text() {
        let mut rows = context.out.rows(listed::FINDINGS, listed::FINDINGS)?;
        audit(store, &options, &mut |part| Ok(part.finding().map_or(Ok(()), |report| rows.add(report))?))?;
        rows.end()?;
        return Ok(Done::Well);
    }
    let mut reports = context.out.each();
    audit(store, &options, &mut |part| Ok(part.finding().map_or(Ok(()), |report| reports.add(report))?))?;
    reports.end("")?;
    Ok(Done::Well)
}
