//! What `list` gives, each as a row of its table, and the card of a name that `show` gives.

use crate::model::attribution::Source;
use crate::model::date::Moment;
use crate::model::name::Name;
use crate::model::recorded::{FigureId, Recorded};
use crate::model::redacted::shown;
use crate::model::scope::Scope;
use crate::model::uid::Uid;

use super::finding::FindingReport;
use super::lists::{ColumnContent, Table, TableCell, TableColumn};
use super::scope::ScopeReport;

/// A table, and what is shown of it where people read.
#[derive(Clone, Debug)]
pub struct Listing {
    /// All of it.
    pub all: Table,
    /// What is shown on a screen, where that is less.
    pub on_screen: Option<Table>,
}

impl From<Table> for Listing {
    fn from(all: Table) -> Listing {
        Listing { all, on_screen: None }
    }
}

/// How often a name occurs, and from which day to which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameReport {
    /// The name.
    pub name: Name,
    /// What it names: `event`, `authority` ...
    pub kind: &'static str,
    /// How many figures it occurs in.
    pub figures: u64,
    /// The first day that they hold for.
    pub first_day: String,
    /// The last.
    pub last_day: String,
    /// What the desk says about it; where nobody asked, empty.
    pub known: String,
}

/// Names of one kind, in a column of that name.
pub fn names(kind: &'static str, names: &[NameReport]) -> Table {
    let mut table = Table::new(&[
        (kind, ColumnContent::Words),
        ("figures", ColumnContent::Numbers),
        ("first_day", ColumnContent::Fixed),
        ("last_day", ColumnContent::Fixed),
    ]);
    for name in names {
        table.push([TableCell::from(name.name.to_string())].into_iter().chain(occurrences(name)));
    }
    table
}

/// All that is known of a name, whatever it names.
pub fn card(names: &[NameReport]) -> Table {
    let mut table = Table::new(&[
        ("name", ColumnContent::Words),
        ("is", ColumnContent::Fixed),
        ("figures", ColumnContent::Numbers),
        ("first day", ColumnContent::Fixed),
        ("last day", ColumnContent::Fixed),
        ("known of it", ColumnContent::Words),
    ]);
    for name in names {
        let cells = [TableCell::from(name.name.to_string()), name.kind.into()];
        table.push(cells.into_iter().chain(occurrences(name)).chain([name.known.as_str().into()]));
    }
    table
}

fn occurrences(name: &NameReport) -> [TableCell; 3] {
    [TableCell::Number(name.figures), name.first_day.as_str().into(), name.last_day.as_str().into()]
}

/// Series, each with the number of its figures that are asked for.
pub fn series(series: &[(std::sync::Arc<Scope>, u64)]) -> Listing {
    let mut on_screen = Table::new(&[("series", ColumnContent::Words), ("figures", ColumnContent::Numbers)]);
    let mut all = Table::new(&[
        ("event", ColumnContent::Words),
        ("place", ColumnContent::Words),
        ("measure", ColumnContent::Fixed),
        ("group", ColumnContent::Words),
        ("count_type", ColumnContent::Fixed),
        ("definition", ColumnContent::Words),
        ("figures", ColumnContent::Numbers),
    ]);
    for (scope, figures) in series {
        on_screen.push([TableCell::from(ScopeReport::new(scope).heading()), TableCell::Number(*figures)]);
        all.push([
            TableCell::from(scope.event.to_string()),
            scope.place.as_ref().map(ToString::to_string).into(),
            scope.measure.word().into(),
            scope.group.to_string().into(),
            scope.count_type.word().into(),
            scope.definition.clone().into(),
            TableCell::Number(*figures),
        ]);
    }
    Listing { all, on_screen: Some(on_screen) }
}

/// A document that was read.
#[derive(Clone, Debug)]
pub struct SourceReport<'s> {
    /// Its number in this store.
    pub id: i64,
    /// The document.
    pub source: &'s Source,
    /// How many of its figures are asked for.
    pub figures: u64,
    /// Since when it is gone.
    pub gone_on: Option<String>,
    /// Where the desk says that a copy is kept.
    pub archive_url: Option<String>,
}

/// Documents. On a screen there is room for what is said of them only where it is said of one.
pub fn sources(sources: &[SourceReport<'_>]) -> Listing {
    let columns = [
        ("id", ColumnContent::Numbers),
        ("publisher", ColumnContent::Words),
        ("title", ColumnContent::Words),
        ("url", ColumnContent::Words),
        ("figures", ColumnContent::Numbers),
        ("gone_on", ColumnContent::Fixed),
        ("archive_url", ColumnContent::Words),
    ];
    let (mut all, mut narrow) = (Table::new(&columns), Table::new(&columns[..5]));
    let mut says_nothing = true;
    for one in sources {
        let archive = one.archive_url.clone().or_else(|| one.source.archive_url.clone());
        let archive = TableCell::from(archive.map(|url| shown(&url).into_owned()));
        let gone = TableCell::from(one.gone_on.clone());
        says_nothing &= archive == TableCell::Blank && gone == TableCell::Blank;
        let cells = [
            TableCell::Number(one.id.unsigned_abs()),
            one.source.publisher.to_string().into(),
            TableCell::from(shown(&one.source.title).into_owned()),
            TableCell::from(shown(&one.source.url).into_owned()),
            TableCell::Number(one.figures),
        ];
        narrow.push(cells.clone());
        all.push(cells.into_iter().chain([gone, archive]));
    }
    Listing { all, on_screen: says_nothing.then_some(narrow) }
}

/// A file that changes, by its snapshots.
#[derive(Clone, Debug)]
pub struct FeedReport {
    /// Its name.
    pub feed: Name,
    /// How many snapshots stand.
    pub snapshots: u64,
    /// When the first was taken.
    pub first: Moment,
    /// When the last was.
    pub last: Moment,
    /// The entry of the last.
    pub entry: i64,
    /// How many figures the last held.
    pub figures: u64,
}

/// Feeds.
pub fn feeds(feeds: &[FeedReport]) -> Table {
    let mut table = Table::new(&[
        ("feed", ColumnContent::Words),
        ("snapshots", ColumnContent::Numbers),
        ("first", ColumnContent::Fixed),
        ("last", ColumnContent::Fixed),
        ("entry", ColumnContent::Numbers),
        ("figures", ColumnContent::Numbers),
    ]);
    for feed in feeds {
        table.push([
            TableCell::from(feed.feed.to_string()),
            TableCell::Number(feed.snapshots),
            feed.first.iso().into(),
            feed.last.iso().into(),
            TableCell::Number(feed.entry.unsigned_abs()),
            TableCell::Number(feed.figures),
        ]);
    }
    table
}

/// Findings, in the few columns of a list.
pub fn findings(reports: &[FindingReport]) -> Table {
    let mut table = Table::new(&[
        ("finding", ColumnContent::Fixed),
        ("rank", ColumnContent::Fixed),
        ("explanation", ColumnContent::Words),
        ("hint", ColumnContent::Words),
    ]);
    for report in reports {
        table.push([
            TableCell::from(report.finding),
            report.rank.into(),
            report.explanation.as_str().into(),
            report.hint.as_str().into(),
        ]);
    }
    table
}

/// A figure in a list.
#[derive(Clone, Debug)]
pub struct ListedFigure<'f> {
    /// The figure.
    pub recorded: &'f Recorded,
    /// Its name in its file.
    pub reference: Option<String>,
}

/// The columns of figures.
pub fn figure_columns() -> Vec<TableColumn> {
    let columns = [
        ("id", ColumnContent::Numbers),
        ("ref", ColumnContent::Words),
        ("event", ColumnContent::Words),
        ("place", ColumnContent::Words),
        ("measure", ColumnContent::Fixed),
        ("group", ColumnContent::Words),
        ("count_type", ColumnContent::Fixed),
        ("definition", ColumnContent::Words),
        ("figure", ColumnContent::Words),
        ("as_of", ColumnContent::Fixed),
        ("published_on", ColumnContent::Fixed),
        ("authority", ColumnContent::Words),
        ("via", ColumnContent::Words),
        ("publisher", ColumnContent::Words),
        ("uid", ColumnContent::Fixed),
    ];
    Table::new(&columns).columns
}

/// The columns of figures that fit a screen: what is counted in one column, who says so in another.
pub fn screen_columns() -> Vec<TableColumn> {
    let columns = [
        ("id", ColumnContent::Numbers),
        ("figure", ColumnContent::Words),
        ("series", ColumnContent::Words),
        ("as of", ColumnContent::Fixed),
        ("authority (publisher)", ColumnContent::Words),
    ];
    Table::new(&columns).columns
}

impl ListedFigure<'_> {
    /// Its row, under [`figure_columns`].
    pub fn row(&self) -> Vec<TableCell> {
        let figure = &self.recorded.figure;
        let name = |name: Option<&Name>| TableCell::from(name.map(ToString::to_string));
        vec![
            number(self.recorded.id),
            self.reference.clone().into(),
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

    /// Its row on a screen, under [`screen_columns`].
    pub fn screen_row(&self) -> Vec<TableCell> {
        let figure = &self.recorded.figure;
        let who = match figure.authority() {
            Some(authority) => format!("{authority} ({})", figure.source.publisher),
            None => format!("none named ({})", figure.source.publisher),
        };
        vec![
            number(self.recorded.id),
            figure.count.as_ref().map_or("no number".into(), |count| count.text().into_owned()).into(),
            ScopeReport::new(&figure.scope).heading().into(),
            figure.as_of.stated().map(|day| day.iso()).into(),
            who.into(),
        ]
    }
}

fn number(id: FigureId) -> TableCell {
    TableCell::Number(id.0.unsigned_abs())
}
