//! Rows that are no rows of figures: sums, footers, headers that come again. They are skipped, and reported.

use std::collections::VecDeque;

use super::item::{Item, Rejected, Skipped, What};
use crate::model::place::Placed;
use crate::model::problem::Fault;

/// Whether a row has what every figure needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// It has.
    Met,
    /// A cell is blank or missing that no figure can do without.
    Lacking,
}

const TOTALS: [&str; 8] =
    ["total", "totals", "grand total", "sum", "subtotal", "sub-total", "overall total", "all"];

const FOOTERS: [&str; 16] = [
    "source",
    "sources",
    "note",
    "notes",
    "n.b",
    "*",
    "†",
    "‡",
    "(",
    "[",
    "last updated",
    "updated",
    "downloaded",
    "generated",
    "©",
    "data as of",
];

/// What a row is that cannot be a figure, by its cells; `None` when it is one that should have been.
pub fn recognised(cells: &[&str], names: &[String], needs: Needs) -> Option<What> {
    let mut filled = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    let Some(first) = filled.next() else { return Some(What::Blank) };
    let rest = filled.count();
    let is_header =
        cells.len() == names.len() && cells.iter().zip(names).all(|(cell, name)| cell.trim() == name);
    if is_header {
        return Some(What::HeaderAgain);
    }
    let word = first.trim_end_matches(':').to_lowercase();
    if needs == Needs::Lacking && rest > 0 && TOTALS.contains(&word.as_str()) {
        return Some(What::Total);
    }
    let opens = |start: &str| {
        word.strip_prefix(start).is_some_and(|after| {
            !start.ends_with(char::is_alphanumeric) || !after.starts_with(char::is_alphanumeric)
        })
    };
    let stands_first = cells.first().is_some_and(|cell| cell.trim() == first);
    (rest == 0 && stands_first && FOOTERS.iter().any(|start| opens(start))).then_some(What::Footer)
}

/// What was read, in order, while it is not known whether a remark stands below all rows.
#[derive(Default)]
pub struct Queue {
    ready: VecDeque<Item>,
    /// Remarks that are footers if no row follows.
    held: Vec<(Skipped, Rejected)>,
}

/// How many remarks may stand below a table.
const HELD: usize = 40;

impl Queue {
    /// The next item that is settled.
    pub fn take(&mut self) -> Option<Item> {
        self.ready.pop_front()
    }

    /// Adds an item; remarks before it are rows that were meant as such.
    pub fn push(&mut self, item: Item) {
        if !matches!(&item, Item::Skipped(skipped) if skipped.what == What::Blank) {
            self.ready.extend(self.held.drain(..).map(|(_, rejected)| Item::Rejected(rejected)));
        }
        self.ready.push_back(item);
    }

    /// Adds a row that is a footer if none follows, and is rejected otherwise.
    pub fn hold(&mut self, skipped: Skipped, rejected: Rejected) {
        if self.held.len() == HELD {
            self.ready.extend(self.held.drain(..).map(|(_, rejected)| Item::Rejected(rejected)));
        }
        self.held.push((skipped, rejected));
    }

    /// At the end of the file: what was held are footers.
    pub fn end(&mut self) {
        self.ready.extend(self.held.drain(..).map(|(skipped, _)| Item::Skipped(skipped)));
    }

    /// Whether nothing waits, neither settled nor held: a row that was read can be given out at once.
    pub fn is_idle(&self) -> bool {
        self.ready.is_empty() && self.held.is_empty()
    }
}

/// A row that holds a remark and stands between rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the row holds a remark and no figure")]
pub struct NoRow;

impl Fault for NoRow {
    fn code(&self) -> &'static str {
        "F115"
    }

    fn hint(&self) -> String {
        "remove the line, or put it below the last row, where remarks are skipped and reported".into()
    }
}

/// The lines above a header, as skipped ones.
pub fn titles(titles: Vec<(u64, String)>) -> impl Iterator<Item = Item> {
    titles
        .into_iter()
        .map(|(line, text)| Item::Skipped(Skipped { line, what: What::Title, text: Placed::cut(&text) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_none_are_recognised() {
        let names = ["event".to_owned(), "figure".to_owned(), "place".to_owned()];
        for (cells, needs, what) in [
            (["", " ", ""], Needs::Lacking, Some(What::Blank)),
            (["event", "figure ", "place"], Needs::Met, Some(What::HeaderAgain)),
            (["Total:", "704", ""], Needs::Lacking, Some(What::Total)),
            (["Total", "704", ""], Needs::Met, None),
            (["Total loss", "704", ""], Needs::Lacking, None),
            (["Source: Red Crescent", "", ""], Needs::Lacking, Some(What::Footer)),
            (["* provisional", "", ""], Needs::Lacking, Some(What::Footer)),
            (["Sourceville", "", ""], Needs::Lacking, None),
            (["", "Source: Red Crescent", ""], Needs::Lacking, None),
            (["Flood", "", ""], Needs::Lacking, None),
        ] {
            assert_eq!(recognised(&cells, &names, needs), what, "{cells:?}");
        }
    }
}
