//! `list`: tables of what the store holds.

use clap::ValueEnum;

use crate::cli::global::Filters;
use crate::cli::{Context, Done, stores};
use crate::desk::auditing::{Audited, Which, reports};
use crate::desk::feeds;
use crate::desk::{Criteria, Error};
use crate::desk::{names, sources};
use crate::model::names::NameKind;
use crate::model::recorded::Recorded;
use crate::model::redacted::shown;
use crate::model::uid::Uid;
use crate::report::finding::FindingReport;
use crate::report::lists::{Cell, Column, Holds, Table};
use crate::report::scope::ScopeReport;
use crate::store;
use crate::store::View;
use crate::store::series::SeriesKey;

/// What `list` takes.
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Lists what the store holds, as a table, CSV or JSON.\n\nExamples:\n  tollbook list figures --event \"Gaza war\"\n  tollbook list authorities --csv\n  tollbook list series israel"
)]
pub struct Args {
    /// What to list
    noun: Noun,
    #[command(flatten)]
    filters: Filters,
}

/// What can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Noun {
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
    /// What this desk did
    Entries,
    /// What a person should look at
    Findings,
}

/// Runs the command.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let store = stores::open(context)?;
    let reader = store::View::of(&store, context.global.recorded_by)?;
    let criteria = args.filters.criteria(&context.global);
    let table = match args.noun {
        Noun::Figures => return figures(&reader, args, context),
        Noun::Series => series(&reader, context.out.is_text(), &criteria)?,
        Noun::Authorities => named(&reader, NameKind::Authority, "authority", &criteria)?,
        Noun::Publishers => named(&reader, NameKind::Publisher, "publisher", &criteria)?,
        Noun::Events => named(&reader, NameKind::Event, "event", &criteria)?,
        Noun::Places => named(&reader, NameKind::Place, "place", &criteria)?,
        Noun::Groups => named(&reader, NameKind::Group, "group", &criteria)?,
        Noun::Sources => documents(&reader, context.out.is_text(), &criteria)?,
        Noun::Feeds => feeds::feeds(&reader)?,
        Noun::Findings => return findings(&reader, args, context),
        Noun::Entries => {
            let mut entries = super::log::entries(&reader, None)?;
            entries.reverse();
            return super::log::print_entries(&entries, context);
        }
    };
    context.out.table(&table)?;
    Ok(Done::Well)
}

const FIGURE: [(&str, Holds); 15] = [
    ("id", Holds::Numbers),
    ("ref", Holds::Words),
    ("event", Holds::Words),
    ("place", Holds::Words),
    ("measure", Holds::Fixed),
    ("group", Holds::Words),
    ("count_type", Holds::Fixed),
    ("definition", Holds::Words),
    ("figure", Holds::Words),
    ("as_of", Holds::Fixed),
    ("published_on", Holds::Fixed),
    ("authority", Holds::Words),
    ("via", Holds::Words),
    ("publisher", Holds::Words),
    ("uid", Holds::Fixed),
];

/// What of a figure fits a screen: what is counted in one column, who says so in another.
const ON_SCREEN: [(&str, Holds); 5] = [
    ("id", Holds::Numbers),
    ("figure", Holds::Words),
    ("series", Holds::Words),
    ("as of", Holds::Fixed),
    ("authority (publisher)", Holds::Words),
];

/// Every figure, as they come: memory does not grow with their number.
fn figures(reader: &View<'_>, args: &Args, context: &mut Context) -> Result<Done, Error> {
    let criteria = args.filters.criteria(&context.global);
    let columns = |of: &[(&'static str, Holds)]| -> Vec<Column> {
        of.iter().map(|(name, holds)| Column { name: (*name).into(), holds: *holds }).collect()
    };
    let mut rows = context.out.rows(columns(&FIGURE), columns(&ON_SCREEN))?;
    let mut wrong = None;
    store::figures::each(reader, |recorded| {
        let asked = criteria.reach(recorded)
            && criteria.admit(reader, recorded)?
            && !store::figures::is_void(reader, recorded.id)?;
        if wrong.is_none() && asked {
            let reference = store::figures::references(reader, recorded.id)?.into_iter().next();
            wrong = rows.add(|| figure_row(recorded, reference), || screen_row(recorded)).err();
        }
        Ok(())
    })?;
    wrong.map_or(Ok(()), Err)?;
    rows.end()?;
    Ok(Done::Well)
}

/// What a person should look at among the figures that are asked for, worst first.
fn findings(reader: &View<'_>, args: &Args, context: &mut Context) -> Result<Done, Error> {
    let criteria = args.filters.criteria(&context.global);
    let audited = Audited { criteria: &criteria };
    let reports = reports(reader, audited.outcome(reader)?.findings, Which::Open)?;
    let reports = reports.collect::<Result<Vec<_>, _>>()?;
    context.out.list(&reports, findings_table)?;
    Ok(Done::Well)
}

fn findings_table(reports: &[FindingReport]) -> Table {
    let mut table = Table::new(&[
        ("finding", Holds::Fixed),
        ("rank", Holds::Fixed),
        ("explanation", Holds::Words),
        ("hint", Holds::Words),
    ]);
    for report in reports {
        table.push([
            Cell::from(report.finding),
            report.rank.into(),
            report.explanation.clone().into(),
            report.hint.clone().into(),
        ]);
    }
    table
}

fn figure_row(recorded: &Recorded, reference: Option<String>) -> Vec<Cell> {
    let figure = &recorded.figure;
    let name = |name: Option<&crate::model::name::Name>| Cell::from(name.map(ToString::to_string));
    vec![
        Cell::Number(recorded.id.0.unsigned_abs()),
        reference.into(),
        figure.scope.event.to_string().into(),
        name(figure.scope.place.as_ref()),
        figure.scope.measure.word().into(),
        figure.scope.group.to_string().into(),
        figure.scope.count_type.word().into(),
        figure.scope.definition.clone().into(),
        figure.count.as_ref().map(|count| count.text().into_owned()).into(),
        figure.as_of.stated().map(|day| day.iso()).into(),
        figure.published_on.iso().into(),
        name(figure.authority()),
        name(figure.attribution.via.as_ref()),
        figure.source.publisher.to_string().into(),
        Uid::of(figure).short().into(),
    ]
}

fn screen_row(recorded: &Recorded) -> Vec<Cell> {
    let figure = &recorded.figure;
    let who = match figure.authority() {
        Some(authority) => format!("{authority} ({})", figure.source.publisher),
        None => format!("none named ({})", figure.source.publisher),
    };
    vec![
        Cell::Number(recorded.id.0.unsigned_abs()),
        figure.count.as_ref().map_or("no number".into(), |count| count.text().into_owned()).into(),
        ScopeReport::new(&figure.scope).heading().into(),
        figure.as_of.stated().map(|day| day.iso()).into(),
        who.into(),
    ]
}

fn named(reader: &View<'_>, kind: NameKind, name: &'static str, criteria: &Criteria) -> Result<Table, Error> {
    let mut table = Table::new(&[
        (name, Holds::Words),
        ("figures", Holds::Numbers),
        ("first_day", Holds::Fixed),
        ("last_day", Holds::Fixed),
    ]);
    for (name, occurs) in names::occurring(reader, kind, criteria)? {
        table.push([Cell::from(name.to_string())].into_iter().chain(occurs.cells()));
    }
    Ok(table)
}

fn series(reader: &View<'_>, is_text: bool, criteria: &Criteria) -> Result<Table, Error> {
    if is_text {
        let mut table = Table::new(&[("series", Holds::Words), ("figures", Holds::Numbers)]);
        for key in store::series::matching(reader, &criteria.filter)? {
            let figures = asked_for(reader, &key, criteria)?;
            if figures > 0 {
                table.push([Cell::from(ScopeReport::new(&key.scope).heading()), Cell::Number(figures)]);
            }
        }
        return Ok(table);
    }
    let mut table = Table::new(&[
        ("event", Holds::Words),
        ("place", Holds::Words),
        ("measure", Holds::Fixed),
        ("group", Holds::Words),
        ("count_type", Holds::Fixed),
        ("definition", Holds::Words),
        ("figures", Holds::Numbers),
    ]);
    for key in store::series::matching(reader, &criteria.filter)? {
        let figures = asked_for(reader, &key, criteria)?;
        if figures > 0 {
            let scope = &key.scope;
            table.push([
                Cell::from(scope.event.to_string()),
                scope.place.as_ref().map(ToString::to_string).into(),
                scope.measure.word().into(),
                scope.group.to_string().into(),
                scope.count_type.word().into(),
                scope.definition.clone().into(),
                Cell::Number(figures),
            ]);
        }
    }
    Ok(table)
}

/// How many figures of a series a filter admits.
fn asked_for(reader: &View<'_>, key: &SeriesKey, criteria: &Criteria) -> Result<u64, Error> {
    Ok(store::material::of(reader, key)?
        .figures
        .iter()
        .filter(|r| criteria.filter.admits(r) && criteria.reach(r))
        .count() as u64)
}

fn documents(reader: &View<'_>, is_text: bool, criteria: &Criteria) -> Result<Table, Error> {
    let filter = &criteria.filter;
    let mut found: std::collections::BTreeMap<(String, String, String), u64> =
        std::collections::BTreeMap::new();
    store::figures::each(reader, |recorded| {
        if filter.admits_scope(&recorded.figure.scope) && filter.admits(recorded) && criteria.reach(recorded)
        {
            let source = &recorded.figure.source;
            let key = (source.publisher.to_string(), source.title.clone(), source.url.clone());
            *found.entry(key).or_default() += 1;
        }
        Ok(())
    })?;
    let columns = [
        ("id", Holds::Numbers),
        ("publisher", Holds::Words),
        ("title", Holds::Words),
        ("url", Holds::Words),
        ("figures", Holds::Numbers),
        ("gone_on", Holds::Fixed),
        ("archive_url", Holds::Words),
    ];
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (id, source) in store::sources::all(reader)? {
        let key = (source.publisher.to_string(), source.title.clone(), source.url.clone());
        let Some(figures) = found.get(&key) else { continue };
        let [(_, gone), (_, archive)] = sources::said_of(reader.names(), &source);
        let [title, url] = [&source.title, &source.url].map(|text| Cell::from(shown(text).into_owned()));
        let archive = archive.or_else(|| source.archive_url.clone()).map(|url| shown(&url).into_owned());
        let number = Cell::Number(id.unsigned_abs());
        rows.push(vec![
            number,
            key.0.into(),
            title,
            url,
            Cell::Number(*figures),
            gone.into(),
            archive.into(),
        ]);
    }
    // On a screen there is room for what is said of few sources only where it is said of one.
    let says_nothing = |row: &Vec<Cell>| row[5..].iter().all(|cell| *cell == Cell::Blank);
    let shown = if is_text && rows.iter().all(says_nothing) { 5 } else { columns.len() };
    let mut table = Table::new(&columns[..shown]);
    rows.into_iter().for_each(|row| table.push(row));
    Ok(table)
}
