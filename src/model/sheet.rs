//! A desk's own sheet, imported again: which rows are news, and which say of one statement something else than before
//! (`docs/rules.md`, "A living sheet"). Decided here alone; the store finds the figures that a row was.

use std::cmp::Ordering;
use std::sync::Arc;

use super::column::{Field, RowPart};
use super::date::{Moment, PartialDate};
use super::figure::Figure;
use super::recorded::FigureId;
use super::scope::Scope;

/// What is done with changed rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Changed {
    /// This desk had mistyped them: the old figure is void, the new one takes its place.
    Mend,
    /// The source printed both: both stand.
    New,
}

impl Changed {
    /// Reads the word by which commands and profiles say it.
    pub fn from_word(word: &str) -> Option<Changed> {
        match word {
            "mend" => Some(Changed::Mend),
            "new" => Some(Changed::New),
            _ => None,
        }
    }
}

/// What a row is to the figure that it was when its sheet was last imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetStep {
    /// A day of it moved forward, and none back: the old figure stands, the new one is news.
    MovedOn,
    /// It says something else of the same statement, and the count does not rise.
    Otherwise,
    /// The same, and the count rises: a slip, or news without a day.
    Rises,
}

impl SheetStep {
    /// Of two figures of one row.
    pub fn of(old: &Figure, new: &Figure) -> SheetStep {
        let days = [
            old.as_of.stated().zip(new.as_of.stated()).map(|(old, new)| days(old, new)),
            Some(moments(old.published_on, new.published_on)),
            old.details.stated_on.zip(new.details.stated_on).map(|(old, new)| moments(old, new)),
        ];
        if days.contains(&Some(Ordering::Less)) && !days.contains(&Some(Ordering::Greater)) {
            SheetStep::MovedOn
        } else if rises(old, new) {
            SheetStep::Rises
        } else {
            SheetStep::Otherwise
        }
    }
}

/// Less where all of the old day lies before the new one.
fn days(old: PartialDate, new: PartialDate) -> Ordering {
    match (old.last_day() < new.first_day(), new.last_day() < old.first_day()) {
        (true, _) => Ordering::Less,
        (_, true) => Ordering::Greater,
        _ => Ordering::Equal,
    }
}

/// The same; of one day the times of day decide, where both are known.
fn moments(old: Moment, new: Moment) -> Ordering {
    let times = old.time.zip(new.time).map(|_| old.order_key().cmp(&new.order_key()));
    days(old.date, new.date).then(times.unwrap_or(Ordering::Equal))
}

/// Whether a count may have grown: an end of it did, or there was none.
fn rises(old: &Figure, new: &Figure) -> bool {
    let ends = |figure: &Figure| {
        let count = figure.count.as_ref().map(|wording| wording.count());
        count.map(|count| (count.low(), count.high().unwrap_or(u64::MAX)))
    };
    match (ends(old), ends(new)) {
        (Some(old), Some(new)) => new.0 > old.0 || new.1 > old.1,
        (None, Some(_)) => true,
        (_, None) => false,
    }
}

/// A cell that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedCell {
    /// Its field.
    pub field: Field,
    /// What it was; empty where it was blank.
    pub was: String,
    /// What it is.
    pub is: String,
}

/// The cells by which two figures are told apart, where they differ.
pub fn changed_cells(old: &Figure, new: &Figure) -> Vec<ChangedCell> {
    let tells = |field: &&Field| match field.part() {
        RowPart::Scope | RowPart::Figure | RowPart::Attribution => true,
        RowPart::Source => {
            matches!(field, Field::Publisher | Field::Url)
                || **field == Field::Title && new.source.url.is_empty()
        }
        RowPart::Detail => **field == Field::StatedOn,
        RowPart::Facet | RowPart::Link => false,
    };
    let mut changed = Vec::new();
    for field in Field::ALL.iter().filter(tells) {
        let (was, is) = (old.cell(*field), new.cell(*field));
        if was != is {
            changed.push(ChangedCell { field: *field, was: was.into_owned(), is: is.into_owned() });
        }
    }
    changed
}

/// A row of a sheet that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// The physical line.
    pub line: u64,
    /// The row's ref.
    pub reference: Option<String>,
    /// What it counts.
    pub scope: Arc<Scope>,
    /// The figure that it was.
    pub old: FigureId,
    /// The figure that it is.
    pub new: FigureId,
    /// What differs.
    pub cells: Vec<ChangedCell>,
}
