//! How the counts of a series were revised: the rows of `log --revisions`.

use serde::Serialize;

use crate::model::question::Question;
use crate::model::recorded::FigureId;
use crate::reconcile::revisions::Revisions;
use crate::series::{Series, WindowDays};

use super::Report;
use super::lists::ColumnContent::{Fixed, Numbers, Words};
use super::lists::{ColumnOf, Table, TableCell};
use super::page::Page;
use super::scope::{QuestionReport, ScopeReport};

/// The revisions of one series.
#[derive(Clone, Debug, Serialize)]
pub struct RevisionsReport {
    /// What is counted.
    pub scope: ScopeReport,
    /// What was asked.
    pub question: QuestionReport,
    /// A line an authority; of period counts and increments a line a window.
    pub tracks: Vec<TrackReport>,
}

/// How one authority revised its count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrackReport {
    /// Who answers for it; for an unattributed count its publisher.
    pub authority: String,
    /// Whether an authority is named.
    pub attributed: bool,
    /// The window that is counted: its first and last day; null for totals and stocks.
    pub window: Option<[Option<String>; 2]>,
    /// How many versions there were.
    pub versions: usize,
    /// The first.
    pub first: VersionReport,
    /// The one that holds.
    pub last: VersionReport,
    /// What became of the last: stands, retracted, disowned.
    pub status: &'static str,
    /// The highest printed value less the lowest; null where fewer than two were printed.
    pub spread: Option<u64>,
    /// Days until it stayed within a fifth of the last printed value; null where that is none.
    pub settled_after_days: Option<u64>,
}

/// One version of a count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VersionReport {
    /// Its number in this store.
    pub id: FigureId,
    /// As printed.
    pub wording: String,
    /// The day for which it holds, where that is stated.
    pub as_of: Option<String>,
    /// When it was published.
    pub published_on: String,
}

impl RevisionsReport {
    /// The report of how the tracks of a series were revised.
    pub fn new(
        series: &Series,
        question: &Question,
        tracks: impl Iterator<Item = Revisions>,
    ) -> RevisionsReport {
        RevisionsReport {
            scope: ScopeReport::new(&series.scope),
            question: QuestionReport::new(question),
            tracks: tracks.filter_map(|track| track_report(series, &track)).collect(),
        }
    }
}

fn track_report(series: &Series, track: &Revisions) -> Option<TrackReport> {
    Some(TrackReport {
        authority: track.voice.name().to_string(),
        attributed: track.voice.is_attributed(),
        window: track.window.map(days),
        versions: track.versions,
        first: version(series, track.first)?,
        last: version(series, track.last)?,
        status: track.status,
        spread: track.spread,
        settled_after_days: track.settled_after_days,
    })
}

fn days(ends: WindowDays) -> [Option<String>; 2] {
    [ends.first, ends.last].map(|day| day.map(|day| day.to_date().iso()))
}

fn version(series: &Series, id: FigureId) -> Option<VersionReport> {
    let figure = &series.figure(id)?.figure;
    Some(VersionReport {
        id,
        wording: figure.count.as_ref()?.printed().into_owned(),
        as_of: figure.as_of.stated().map(|day| day.iso()),
        published_on: figure.published_on.iso(),
    })
}

impl Report for RevisionsReport {
    fn columns() -> Vec<&'static str> {
        ScopeReport::columns_and(COLUMNS)
    }

    fn text(&self, page: &mut Page) {
        page.heading(self.scope.heading());
        page.table(Table::of(TRACKS, &self.tracks));
    }

    fn rows(&self) -> Vec<Vec<TableCell>> {
        self.tracks.iter().map(|track| self.scope.cells_and(COLUMNS, track)).collect()
    }
}

const COLUMNS: &[ColumnOf<TrackReport>] = &[
    ("authority", Words, |track| track.authority.as_str().into()),
    ("window_first", Fixed, |track| track.window.as_ref().and_then(|[first, _]| first.as_deref()).into()),
    ("window_last", Fixed, |track| track.window.as_ref().and_then(|[_, last]| last.as_deref()).into()),
    ("versions", Numbers, |track| TableCell::Number(track.versions as u64)),
    ("first", Words, |track| track.first.wording.as_str().into()),
    ("first_published_on", Fixed, |track| track.first.published_on.as_str().into()),
    ("last", Words, |track| track.last.wording.as_str().into()),
    ("last_published_on", Fixed, |track| track.last.published_on.as_str().into()),
    ("status", Fixed, |track| track.status.into()),
    ("spread", Numbers, |track| track.spread.into()),
    ("settled_after_days", Numbers, |track| track.settled_after_days.into()),
];

const TRACKS: &[ColumnOf<TrackReport>] = &[
    ("authority", Words, |track| name_and_window(track).into()),
    ("versions", Numbers, |track| TableCell::Number(track.versions as u64)),
    ("first", Words, |track| printed(&track.first).into()),
    ("last", Words, |track| last_and_status(track).into()),
    ("spread", Numbers, |track| track.spread.into()),
    ("settled", Fixed, |track| settled(track).into()),
];

fn name_and_window(track: &TrackReport) -> String {
    let window = match &track.window {
        Some([Some(first), Some(last)]) if first == last => format!(", {last}"),
        Some([Some(first), Some(last)]) => format!(", {first} to {last}"),
        Some([_, Some(last)]) => format!(", to {last}"),
        _ => String::new(),
    };
    let unnamed = if track.attributed { "" } else { " (names no source)" };
    format!("{}{unnamed}{window}", track.authority)
}

fn last_and_status(track: &TrackReport) -> String {
    let status = if track.status == "stands" { String::new() } else { format!(", {}", track.status) };
    format!("{}{status}", printed(&track.last))
}

fn settled(track: &TrackReport) -> String {
    match track.settled_after_days {
        None => String::new(),
        Some(0) => "at once".to_owned(),
        Some(1) => "after 1 day".to_owned(),
        Some(days) => format!("after {days} days"),
    }
}

fn printed(version: &VersionReport) -> String {
    let published = version.published_on.get(..10).unwrap_or(&version.published_on);
    format!("{} ({published})", version.wording)
}
