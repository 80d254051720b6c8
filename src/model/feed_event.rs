//! What changes in many rows of a feed at once: one event, not many changes.

use std::fmt;
use std::sync::Arc;

use super::name::Name;
use super::problem::Fault;
use super::scope::Scope;

/// By what span rows moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Span {
    /// Exactly a year.
    Year,
    /// Exactly a month.
    Month,
}

/// Something that changed in many rows of a snapshot at once: one event, not many changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedEvent {
    /// Columns have other names than in the last snapshot, or there are more or fewer.
    Columns {
        /// Names that are gone.
        lost: Vec<String>,
        /// Names that are new.
        gained: Vec<String>,
    },
    /// Counts moved by one offset.
    Offset {
        /// What is counted.
        scope: Arc<Scope>,
        /// Who answers for it.
        authority: Option<Name>,
        /// How many rows.
        rows: u64,
        /// By how much each.
        by: i64,
        /// The counts of the first of them, before and after.
        first: (i64, i64),
        /// Its line.
        line: u64,
    },
    /// Rows stand on other days, with the same counts.
    Shifted {
        /// What is counted.
        scope: Arc<Scope>,
        /// Who answers for it.
        authority: Option<Name>,
        /// How many rows.
        rows: u64,
        /// By how much each.
        by: Span,
        /// The days of the first of them, before and after.
        first: (String, String),
        /// Its line.
        line: u64,
    },
    /// More than half of the rows vanished.
    Vanished {
        /// How many.
        rows: u64,
        /// Of how many.
        of: u64,
    },
}

impl FeedEvent {
    /// Every code with its meaning, for the documentation.
    pub const CODES: &[(&'static str, &'static str)] = &[
        ("V201", "columns were renamed"),
        ("V202", "columns came or went"),
        ("V203", "five rows or more moved by one offset"),
        ("V204", "rows moved by exactly a year"),
        ("V205", "rows moved by exactly a month"),
        ("V206", "more than half of the rows vanished"),
    ];

    /// The line of the first row that it touches; 0 where it is the whole file.
    pub fn line(&self) -> u64 {
        match self {
            FeedEvent::Offset { line, .. } | FeedEvent::Shifted { line, .. } => *line,
            FeedEvent::Columns { .. } | FeedEvent::Vanished { .. } => 0,
        }
    }

    /// How many rows it touches; `None` where it is the header.
    pub fn rows(&self) -> Option<u64> {
        match self {
            FeedEvent::Offset { rows, .. }
            | FeedEvent::Shifted { rows, .. }
            | FeedEvent::Vanished { rows, .. } => Some(*rows),
            FeedEvent::Columns { .. } => None,
        }
    }
}

impl fmt::Display for FeedEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FeedEvent::Columns { lost, gained } if lost.is_empty() => {
                write!(f, "new columns: {}", listed(gained))
            }
            FeedEvent::Columns { lost, gained } if gained.is_empty() => {
                write!(f, "columns that are no longer there: {}", listed(lost))
            }
            FeedEvent::Columns { lost, gained } => {
                write!(
                    f,
                    "columns renamed or replaced: {} no longer there, {} new",
                    listed(lost),
                    listed(gained)
                )
            }
            FeedEvent::Offset { scope, authority, rows, by, first, .. } => {
                let sign = if *by > 0 { "+" } else { "-" };
                let number = |number: i64| grouped(&number.unsigned_abs().to_string());
                write!(
                    f,
                    "{rows} rows of {} moved by {sign}{} each, the first from {} to {}",
                    counted(scope, authority.as_ref()),
                    number(*by),
                    number(first.0),
                    number(first.1)
                )
            }
            FeedEvent::Shifted { scope, authority, rows, by, first, .. } => {
                let span = if *by == Span::Year { "a year" } else { "a month" };
                write!(
                    f,
                    "{rows} rows of {} moved by exactly {span} with the same counts, the first from {} to {}",
                    counted(scope, authority.as_ref()),
                    first.0,
                    first.1
                )
            }
            FeedEvent::Vanished { rows, of } => write!(f, "{rows} of {of} rows vanished at once"),
        }
    }
}

impl Fault for FeedEvent {
    fn code(&self) -> &'static str {
        match self {
            FeedEvent::Columns { lost, gained } if !lost.is_empty() && !gained.is_empty() => "V201",
            FeedEvent::Columns { .. } => "V202",
            FeedEvent::Offset { .. } => "V203",
            FeedEvent::Shifted { by: Span::Year, .. } => "V204",
            FeedEvent::Shifted { by: Span::Month, .. } => "V205",
            FeedEvent::Vanished { .. } => "V206",
        }
    }

    fn hint(&self) -> String {
        match self {
            FeedEvent::Columns { .. } => {
                "see with -n what is read now; a renamed column is read with --map COLUMN=FIELD, or by a profile"
            }
            FeedEvent::Offset { .. } => {
                "ask the authority whether the count was restarted or redefined, and add a figure that says so: tollbook add --rebases ID"
            }
            FeedEvent::Shifted { .. } => {
                "a slip in the dates of the file, or its mending: see the rows before you rely on them"
            }
            FeedEvent::Vanished { .. } => {
                "see whether the file is whole; if it is not, take the snapshot back with tollbook undo"
            }
        }
        .into()
    }
}

fn listed(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn counted(scope: &Scope, authority: Option<&Name>) -> String {
    let place = scope.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
    let group = if scope.counts_everybody() { String::new() } else { format!(" {}", scope.group) };
    let who = authority.map(|name| format!(" by {name}")).unwrap_or_default();
    format!("{}{group} ({}) in {}{place}{who}", scope.measure, scope.count_type, scope.event)
}

/// Digits in groups of three: 4,047.
fn grouped(digits: &str) -> String {
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
