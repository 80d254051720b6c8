//! The page of a series: its answer, who says what, every figure with its fate, and the days on which something changed.

use super::figure::FigurePage;
use super::linked::LinkedScope;
use super::named::SpokenFigure;
use crate::report::address::PageId;
use crate::report::answer::AnswerReport;
use crate::report::check::CitationReport;
use crate::report::pictured::PictureReport;

/// A series and its answer.
#[derive(Clone, Debug)]
pub struct SeriesPage {
    /// What it counts.
    pub scope: LinkedScope,
    /// The answer; its trace is that of this part of the page.
    pub report: AnswerReport,
    /// Its picture, where there is more than one figure to draw.
    pub picture: Option<PictureReport>,
    /// The figures that answer, one an authority, newest first.
    pub sides: Vec<SpokenFigure>,
    /// The figures that answer in three styles of citation, the one that leads first.
    pub citations: Vec<CitationReport>,
    /// Sisters: what they say, and their pages.
    pub sisters: Vec<(String, PageId)>,
    /// The days that figures hold for, newest first.
    pub as_of_days: ChangeDays,
    /// The days on which figures were published, newest first.
    pub known_days: ChangeDays,
    /// The figures of this part in full, where they have no pages of their own: in a folder.
    pub in_full: Vec<FigurePage>,
}

/// Days on which something changed, around the one that is asked about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeDays {
    /// Some of them, newest first.
    pub days: Vec<String>,
    /// How many there are in all.
    pub all: usize,
}
