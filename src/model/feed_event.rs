//! What changes in many rows of a feed at once: one event, not many changes.

use std::sync::Arc;

use super::name::Name;
use super::problem::faults;
use super::scope::Scope;

/// By what span rows moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ShiftSpan {
    /// Exactly a year.
    Year,
    /// Exactly a month.
    Month,
}

/// Rows of one count that stand on other days, with the same numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// What is counted.
    pub scope: Arc<Scope>,
    /// Who answers for it.
    pub authority: Option<Name>,
    /// How many rows.
    pub rows: u64,
    /// The days of the first of them, before and after.
    pub first: (String, String),
    /// Its line.
    pub line: u64,
}

const COLUMNS_HINT: &str =
    "see with -n what is read now; a renamed column is read with --map COLUMN=FIELD, or by a profile";
const SHIFT_HINT: &str =
    "a slip in the dates of the file, or its mending: see the rows before you rely on them";

faults! {
/// Something that changed in many rows of a snapshot at once: one event, not many changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedEvent: Other {
    /// Columns were renamed or replaced since the last snapshot.
    "V201" ColumnsRenamed {
        /// Names that are gone.
        lost: Vec<String>,
        /// Names that are new.
        gained: Vec<String>,
    } is "columns renamed or replaced: {} no longer there, {} new", listed(lost), listed(gained);
    hint "{COLUMNS_HINT}";

    /// Columns came since the last snapshot.
    "V202" ColumnsAdded(names: Vec<String>) is "new columns: {}", listed(names);
    hint "{COLUMNS_HINT}";
    or
    /// Columns went since the last snapshot.
    ColumnsLost(names: Vec<String>) is "columns that are no longer there: {}", listed(names);
    hint "{COLUMNS_HINT}";

    /// Counts of five rows or more moved by one offset.
    "V203" Offset {
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
    } is "{rows} rows of {} moved by {}{} each, the first from {} to {}", counted(scope, authority.as_ref()),
        if *by > 0 { "+" } else { "-" }, grouped(*by), grouped(first.0), grouped(first.1);
    hint "ask the authority whether the count was restarted or redefined, and add a figure that says so: tollbook add --rebases ID";

    /// Rows moved by exactly a year.
    "V204" ShiftedByYear(shift: Shift) is "{}", shifted(shift, "a year");
    hint "{SHIFT_HINT}";

    /// Rows moved by exactly a month.
    "V205" ShiftedByMonth(shift: Shift) is "{}", shifted(shift, "a month");
    hint "{SHIFT_HINT}";

    /// More than half of the rows vanished.
    "V206" Vanished {
        /// How many.
        rows: u64,
        /// Of how many.
        of: u64,
    } is "{rows} of {of} rows vanished at once";
    hint "see whether the file is whole; if it is not, take the snapshot back with tollbook undo";
}
}

impl FeedEvent {
    /// The event of columns that came and went; some of them did.
    pub fn of_columns(lost: Vec<String>, gained: Vec<String>) -> FeedEvent {
        match (lost.is_empty(), gained.is_empty()) {
            (true, _) => FeedEvent::ColumnsAdded(gained),
            (false, true) => FeedEvent::ColumnsLost(lost),
            (false, false) => FeedEvent::ColumnsRenamed { lost, gained },
        }
    }

    /// The event of rows that stand on other days.
    pub fn of_days(by: ShiftSpan, shift: Shift) -> FeedEvent {
        match by {
            ShiftSpan::Year => FeedEvent::ShiftedByYear(shift),
            ShiftSpan::Month => FeedEvent::ShiftedByMonth(shift),
        }
    }

    /// The line of the first row that it touches; 0 where it is the whole file.
    pub fn line(&self) -> u64 {
        match self {
            FeedEvent::Offset { line, .. } => *line,
            FeedEvent::ShiftedByYear(shift) | FeedEvent::ShiftedByMonth(shift) => shift.line,
            _ => 0,
        }
    }

    /// How many rows it touches; `None` where it is the header.
    pub fn rows(&self) -> Option<u64> {
        match self {
            FeedEvent::Offset { rows, .. } | FeedEvent::Vanished { rows, .. } => Some(*rows),
            FeedEvent::ShiftedByYear(shift) | FeedEvent::ShiftedByMonth(shift) => Some(shift.rows),
            _ => None,
        }
    }
}

fn shifted(shift: &Shift, span: &str) -> String {
    let Shift { scope, authority, rows, first: (old, new), .. } = shift;
    let what = counted(scope, authority.as_ref());
    format!(
        "{rows} rows of {what} moved by exactly {span} with the same counts, the first from {old} to {new}"
    )
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

/// A number without its sign, in groups of three: 4,047.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
