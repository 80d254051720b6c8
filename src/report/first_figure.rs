//! A figure as it would be recorded: what `import -n` shows of a table that a profile describes.

use serde::Serialize;

use super::lists::ColumnContent::{Fixed, Numbers, Words};
use super::lists::ColumnOf;
use super::scope::ScopeReport;
use crate::model::date::PartialDate;
use crate::model::figure::{Figure, Window};

/// A figure as it would be recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FirstFigure {
    /// The physical line.
    pub line: u64,
    /// What is counted.
    pub scope: ScopeReport,
    /// The number with its hedge; null for a statement without one.
    pub figure: Option<String>,
    /// The last day it covers, where that is stated.
    pub as_of: Option<String>,
    /// The window that ends with that day: its first day or its length.
    pub period: Option<String>,
    /// When the source appeared.
    pub published_on: String,
    /// Who answers for it.
    pub authority: Option<String>,
    /// Through whom it came.
    pub via: Option<String>,
    /// Who issued the source.
    pub publisher: String,
}

impl FirstFigure {
    /// A figure of that line.
    pub fn new(line: u64, figure: &Figure) -> FirstFigure {
        let period = figure.window.map(|window| match window {
            Window::From(day) => day.iso(),
            Window::Hours(_) => window.length().unwrap_or_default(),
        });
        FirstFigure {
            line,
            scope: ScopeReport::new(&figure.scope),
            figure: figure.count.as_ref().map(|count| count.printed().into_owned()),
            as_of: figure.as_of.stated().map(PartialDate::iso),
            period,
            published_on: figure.published_on.iso(),
            authority: figure.authority().map(ToString::to_string),
            via: figure.attribution.via.as_ref().map(ToString::to_string),
            publisher: figure.source.publisher.to_string(),
        }
    }
}

impl FirstFigure {
    fn who(&self) -> String {
        match (&self.authority, &self.via) {
            (Some(authority), Some(via)) => format!("{authority} via {via} ({})", self.publisher),
            (Some(authority), None) => format!("{authority} ({})", self.publisher),
            (None, _) => format!("({})", self.publisher),
        }
    }

    fn day(&self) -> Option<String> {
        match (&self.as_of, &self.period) {
            (Some(day), Some(period)) => Some(format!("{day} ({period})")),
            (day, _) => day.clone(),
        }
    }
}

/// The columns in which figures are shown before they are recorded.
pub(super) const FIRST: &[ColumnOf<FirstFigure>] = &[
    ("line", Numbers, |one| one.line.into()),
    ("figure", Fixed, |one| one.figure.as_deref().into()),
    ("series", Words, |one| one.scope.heading().into()),
    ("as of (period)", Fixed, |one| one.day().into()),
    ("authority (publisher)", Words, |one| one.who().into()),
];
