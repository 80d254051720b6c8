//! What `list` gives, each as a row of its table, and the card of a name that `show` gives.

use std::sync::Arc;

use crate::model::attribution::Source;
use crate::model::date::Moment;
use crate::model::name::Name;
use crate::model::recorded::Recorded;
use crate::model::redacted::shown;
use crate::model::scope::Scope;
use crate::model::uid::Uid;
use crate::model::wording::Wording;

use super::figure::by_convention;
use super::finding::FindingReport;
use super::lists::ColumnContent::{Fixed, Numbers, Words};
use super::lists::{ColumnOf, Table};
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
    let [figures, first, last] = OCCURRENCES;
    let named: ColumnOf<NameReport> = (kind, Words, |name| name.name.as_str().into());
    Table::of(&[named, figures, first, last], names)
}

const OCCURRENCES: [ColumnOf<NameReport>; 3] = [
    ("figures", Numbers, |name| name.figures.into()),
    ("first_day", Fixed, |name| name.first_day.as_str().into()),
    ("last_day", Fixed, |name| name.last_day.as_str().into()),
];

/// All that is known of a name, whatever it names.
pub fn card(names: &[NameReport]) -> Table {
    Table::of(CARD, names)
}

const CARD: &[ColumnOf<NameReport>] = &[
    ("name", Words, |name| name.name.as_str().into()),
    ("is", Fixed, |name| name.kind.into()),
    ("figures", Numbers, |name| name.figures.into()),
    ("first day", Fixed, |name| name.first_day.as_str().into()),
    ("last day", Fixed, |name| name.last_day.as_str().into()),
    ("known of it", Words, |name| name.known.as_str().into()),
];

/// A series, and how many of its figures are asked for.
pub type ListedSeries = (ScopeReport, u64);

/// Series.
pub fn series(series: &[ListedSeries]) -> Listing {
    Listing { all: Table::of(SERIES, series), on_screen: Some(Table::of(SERIES_ON_SCREEN, series)) }
}

const SERIES: &[ColumnOf<ListedSeries>] = &[
    ("event", Words, |(scope, _)| scope.event.as_str().into()),
    ("place", Words, |(scope, _)| scope.place.as_deref().into()),
    ("measure", Fixed, |(scope, _)| scope.measure.into()),
    ("group", Words, |(scope, _)| scope.group.as_str().into()),
    ("count_type", Fixed, |(scope, _)| scope.count_type.into()),
    ("definition", Words, |(scope, _)| scope.definition.as_deref().into()),
    ("figures", Numbers, |(_, figures)| (*figures).into()),
    ("unit", Fixed, |(scope, _)| scope.unit.into()),
];

const SERIES_ON_SCREEN: &[ColumnOf<ListedSeries>] = &[
    ("series", Words, |(scope, _)| scope.heading().into()),
    ("figures", Numbers, |(_, figures)| (*figures).into()),
];

/// A document that was read.
#[derive(Clone, Debug)]
pub struct SourceReport {
    /// Its number in this store.
    pub id: i64,
    /// The document.
    pub source: Arc<Source>,
    /// How many of its figures are asked for.
    pub figures: u64,
    /// Since when it is gone.
    pub gone_on: Option<String>,
    /// Where the desk says that a copy is kept.
    pub archive_url: Option<String>,
}

/// The columns of documents.
pub const SOURCES: &[ColumnOf<SourceReport>] = &[
    ("id", Numbers, |one| one.id.unsigned_abs().into()),
    ("publisher", Words, |one| one.source.publisher.as_str().into()),
    ("title", Words, |one| shown(&one.source.title).as_ref().into()),
    ("url", Words, |one| shown(&one.source.url).as_ref().into()),
    ("figures", Numbers, |one| one.figures.into()),
    ("gone_on", Fixed, |one| one.gone_on.as_deref().into()),
    ("archive_url", Words, |one| one.archive().map(shown).as_deref().into()),
];

/// Those for a screen, which has room for what is said of documents only where it is said of one.
pub const SOURCES_OF_WHICH_NOTHING_IS_SAID: &[ColumnOf<SourceReport>] = SOURCES.split_at(5).0;

impl SourceReport {
    /// Whether something is said of it: since when it is gone, or where a copy is kept.
    pub fn says_something(&self) -> bool {
        self.gone_on.is_some() || self.archive().is_some()
    }

    /// Where a copy is kept: as the desk says, else as the source was recorded.
    fn archive(&self) -> Option<&str> {
        self.archive_url.as_deref().or(self.source.archive_url.as_deref())
    }
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
    Table::of(FEEDS, feeds)
}

const FEEDS: &[ColumnOf<FeedReport>] = &[
    ("feed", Words, |feed| feed.feed.as_str().into()),
    ("snapshots", Numbers, |feed| feed.snapshots.into()),
    ("first", Fixed, |feed| feed.first.iso().into()),
    ("last", Fixed, |feed| feed.last.iso().into()),
    ("entry", Numbers, |feed| feed.entry.unsigned_abs().into()),
    ("figures", Numbers, |feed| feed.figures.into()),
];

/// Findings, in the few columns that fit a screen.
pub const FINDINGS: &[ColumnOf<FindingReport>] = &[
    ("finding", Fixed, |report| report.finding.into()),
    ("rank", Fixed, |report| report.rank.into()),
    ("series", Words, |report| report.scope.heading().into()),
    ("explanation", Words, |report| report.explanation.as_str().into()),
];

/// A figure in a list.
#[derive(Clone, Debug)]
pub struct ListedFigure {
    /// The figure.
    pub recorded: Recorded,
    /// Its name in its file.
    pub reference: Option<String>,
    /// What became of it, by the word of the views.
    pub status: &'static str,
}

/// The columns of figures.
pub const FIGURES: &[ColumnOf<ListedFigure>] = &[
    ("id", Numbers, |one| one.recorded.id.into()),
    ("ref", Words, |one| one.reference.as_deref().into()),
    ("event", Words, |one| one.scope().event.as_str().into()),
    ("place", Words, |one| one.scope().place.as_ref().map(Name::as_str).into()),
    ("measure", Fixed, |one| one.scope().measure.word().into()),
    ("group", Words, |one| one.scope().group.as_str().into()),
    ("count_type", Fixed, |one| one.scope().count_type.word().into()),
    ("definition", Words, |one| one.scope().definition.as_deref().into()),
    ("figure", Words, |one| one.words().into()),
    ("low", Numbers, |one| one.count().map(|count| count.count().low()).into()),
    ("high", Numbers, |one| one.count().and_then(|count| count.count().high()).into()),
    ("value", Numbers, |one| one.count().and_then(Wording::point).into()),
    ("kind", Fixed, |one| one.count().map(|count| count.kind().word()).into()),
    ("by_convention", Fixed, |one| one.by_convention().into()),
    ("as_of", Fixed, |one| one.recorded.figure.as_of.stated().map(|day| day.iso()).into()),
    ("published_on", Fixed, |one| one.recorded.figure.published_on.iso().into()),
    ("authority", Words, |one| one.recorded.figure.authority().map(Name::as_str).into()),
    ("via", Words, |one| one.recorded.figure.attribution.via.as_ref().map(|via| via.as_str()).into()),
    ("publisher", Words, |one| one.recorded.figure.source.publisher.as_str().into()),
    ("status", Fixed, |one| one.status.into()),
    ("unit", Fixed, |one| one.scope().unit.word().into()),
    ("uid", Fixed, |one| Uid::of(&one.recorded.figure).short().into()),
];

/// The columns of figures that fit a screen: what is counted in one column, who says so in another.
pub const FIGURES_ON_SCREEN: &[ColumnOf<ListedFigure>] = &[
    ("id", Numbers, |one| one.recorded.id.into()),
    ("figure", Words, |one| one.marked().into()),
    ("series", Words, |one| ScopeReport::new(one.scope()).heading().into()),
    ("as of", Fixed, |one| one.recorded.figure.as_of.stated().map(|day| day.iso()).into()),
    ("authority (publisher)", Words, |one| one.who().into()),
];

impl ListedFigure {
    fn scope(&self) -> &Scope {
        &self.recorded.figure.scope
    }

    fn count(&self) -> Option<&Wording> {
        self.recorded.figure.count.as_ref()
    }

    fn words(&self) -> Option<String> {
        self.recorded.figure.printed_words().map(|words| words.into_owned())
    }

    /// The words, and what became of the figure where it does not stand.
    fn marked(&self) -> String {
        let words = self.words().unwrap_or_else(|| "no number".into());
        if self.status == "stands" { words } else { format!("{words}, {}", self.status) }
    }

    fn by_convention(&self) -> Option<String> {
        let count = self.count()?;
        Some(by_convention(count.low_by_convention(), count.high_by_convention()).join(" "))
    }

    fn who(&self) -> String {
        let figure = &self.recorded.figure;
        let authority = figure.authority().map_or("none named", Name::as_str);
        format!("{authority} ({})", figure.source.publisher)
    }
}
