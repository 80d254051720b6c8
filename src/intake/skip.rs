//! Rows that are no rows of figures: sums, footers, headers that come again. They are skipped, and reported.

use std::collections::VecDeque;

use super::item::{Item, Rejected, Skipped, What};
use super::text::plain;
use super::totals::is_sum_word;
use crate::model::place::Placed;
use crate::model::words::word_list;

/// Whether a row has what every figure needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// It has.
    Met,
    /// A cell is blank or missing that no figure can do without.
    Lacking,
}

/// How a remark below a table begins, in the same languages.
const FOOTERS: &[&str] = word_list! {
    "source" "sources" "note" "notes" "n.b" "*" "†" "‡" "(" "[" "last updated" "updated" "downloaded"
    "generated" "©" "data as of" "quelle" "quellen" "hinweis" "anmerkung" "anmerkungen" "remarque"
    "remarques" "fuente" "fuentes" "источник" "источники" "примечание" "джерело" "джерела" "примітка"
};

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
    if needs == Needs::Lacking && rest > 0 && is_sum_word(first) {
        return Some(What::Total);
    }
    let word = plain(first);
    let opens = |start: &str| {
        word.strip_prefix(start).is_some_and(|after| {
            !start.ends_with(char::is_alphanumeric) || !after.starts_with(char::is_alphanumeric)
        })
    };
    let stands_first = cells.first().is_some_and(|cell| cell.trim() == first);
    // "Total: 23" in one cell: what is behind the colon is no cell of its own.
    let is_remark =
        FOOTERS.iter().any(|start| opens(start)) || is_sum_word(first.split(':').next().unwrap_or(first));
    (rest == 0 && stands_first && is_remark).then_some(What::Footer)
}

/// What was read, in order, while it is not known whether a remark stands below all rows.
#[derive(Default)]
pub struct Queue {
    ready: VecDeque<Item>,
    /// The first remark that may be a footer, and what was read since: no rows.
    held: Vec<PendingItem>,
}

/// What waits for the end of the file, or for more rows.
enum PendingItem {
    /// A footer if no rows follow, and a row that is rejected otherwise.
    Remark(Skipped, Rejected),
    /// What is the same either way.
    Settled(Item),
}

/// How much may stand below a table.
const HELD: usize = 40;

impl Queue {
    /// The next item that is settled.
    pub fn take(&mut self) -> Option<Item> {
        self.ready.pop_front()
    }

    /// Adds an item. Remarks before rows are rows that were meant as such; a sum, or one last row that is cut in half, may
    /// stand below them.
    pub fn push(&mut self, item: Item) {
        let is_rejected = |one: &PendingItem| matches!(one, PendingItem::Settled(Item::Rejected(_)));
        let goes_on = match &item {
            Item::Row(_) | Item::Said(_) | Item::LeftOut(_) => true,
            Item::Skipped(skipped) => matches!(skipped.what, What::HeaderAgain | What::CarriedForward),
            Item::Rejected(_) => self.held.iter().any(is_rejected),
        };
        if goes_on {
            self.settle(PendingItem::rejected);
        }
        if self.held.is_empty() {
            self.ready.push_back(item);
        } else {
            self.wait(PendingItem::Settled(item));
        }
    }

    /// Adds a row that is a footer if no rows follow, and is rejected otherwise.
    pub fn hold(&mut self, skipped: Skipped, rejected: Rejected) {
        self.wait(PendingItem::Remark(skipped, rejected));
    }

    /// At the end of the file: what was held are footers.
    pub fn end(&mut self) {
        self.settle(PendingItem::skipped);
    }

    fn wait(&mut self, one: PendingItem) {
        if self.held.len() == HELD {
            self.settle(PendingItem::rejected);
        }
        self.held.push(one);
    }

    fn settle(&mut self, how: fn(PendingItem) -> Item) {
        self.ready.extend(self.held.drain(..).map(how));
    }

    /// Whether nothing waits, neither settled nor held: a row that was read can be given out at once.
    pub fn is_idle(&self) -> bool {
        self.ready.is_empty() && self.held.is_empty()
    }
}

impl PendingItem {
    fn rejected(self) -> Item {
        match self {
            PendingItem::Remark(_, rejected) => Item::Rejected(rejected),
            PendingItem::Settled(item) => item,
        }
    }

    fn skipped(self) -> Item {
        match self {
            PendingItem::Remark(skipped, _) => Item::Skipped(skipped),
            PendingItem::Settled(item) => item,
        }
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
            (["Total: 23", "", ""], Needs::Lacking, Some(What::Footer)),
            (["All saints", "", ""], Needs::Lacking, None),
            (["Quelle: Rotes Kreuz", "", ""], Needs::Lacking, Some(What::Footer)),
            (["Quellenhof", "", ""], Needs::Lacking, None),
        ] {
            assert_eq!(recognised(&cells, &names, needs), what, "{cells:?}");
        }
    }
    #[test]
    fn sums_are_known_in_the_languages_of_the_desks() {
        let names = ["place".to_owned(), "killed".to_owned()];
        for word in [
            "Gesamt",
            "INSGESAMT:",
            "Total général",
            "Total ge\u{301}ne\u{301}ral",
            "Total  general",
            "Ensemble :",
            "ИТОГО",
            "Всего:",
            "Всього",
        ] {
            assert_eq!(recognised(&[word, "23"], &names, Needs::Lacking), Some(What::Total), "{word}");
            assert_eq!(recognised(&[word, "23"], &names, Needs::Met), None, "{word}");
        }
        for word in ["Gesamthafen", "Ensemble-les-Bains", "Totalán", "Всеволожск", "Sumatra"] {
            assert_eq!(recognised(&[word, "23"], &names, Needs::Lacking), None, "{word}");
        }
    }

    #[test]
    fn a_remark_is_a_footer_unless_rows_follow() {
        let skipped = |line, what| Skipped { line, what, text: String::new() };
        let rejected = |line| Rejected { line, cells: Vec::new(), problems: Vec::new() };
        let taken = |last: Option<Item>| {
            let mut queue = Queue::default();
            queue.hold(skipped(4, What::Footer), rejected(4));
            queue.push(Item::Skipped(skipped(5, What::Total)));
            queue.push(Item::Rejected(rejected(6)));
            last.into_iter().for_each(|item| queue.push(item));
            queue.end();
            let lines = std::iter::from_fn(|| queue.take()).map(|item| match item {
                Item::Skipped(one) => (one.line, "skipped"),
                Item::Rejected(one) => (one.line, "rejected"),
                Item::Row(_) | Item::Said(_) | Item::LeftOut(_) => (0, "figure"),
            });
            lines.collect::<Vec<_>>()
        };
        assert_eq!(taken(None), [(4, "skipped"), (5, "skipped"), (6, "rejected")]);
        let settled = [(4, "rejected"), (5, "skipped"), (6, "rejected")];
        let again = Item::Skipped(skipped(7, What::HeaderAgain));
        assert_eq!(taken(Some(again)), [&settled[..], &[(7, "skipped")]].concat());
        assert_eq!(taken(Some(Item::Rejected(rejected(7)))), [&settled[..], &[(7, "rejected")]].concat());
    }
}
