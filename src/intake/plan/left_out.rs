//! The rows that a profile leaves out, and under which name.

use std::sync::Arc;

use super::finder::{Finder, Presence};
use super::row::{holds, is_met, printed};
use super::{Condition, found};
use crate::intake::item::What;
use crate::intake::profile::{Rows, SkipWhen};
use crate::intake::totals::is_sum_word;

/// Which rows are left out, by their cells.
#[derive(Clone, Debug)]
pub(super) struct LeftOut {
    named: Vec<NamedRows>,
    total: Vec<Condition>,
    carried: Vec<Condition>,
    sum_words: Vec<String>,
}

/// Rows that count no people: their column, and what each of its cells makes them.
#[derive(Clone, Debug)]
struct NamedRows {
    column: usize,
    cells: Vec<(String, Arc<str>)>,
    /// What must hold besides.
    and: Vec<Condition>,
}

impl LeftOut {
    /// What a profile says of rows, with columns by their places.
    pub fn of(finder: &Finder<'_>, rows: &Rows) -> LeftOut {
        LeftOut {
            named: rows.skip.iter().filter_map(|skip| NamedRows::of(finder, skip)).collect(),
            total: found::conditions(finder, &rows.total),
            carried: found::conditions(finder, &rows.carried_forward),
            sum_words: rows.total.iter().flat_map(|when| when.is.clone()).collect(),
        }
    }

    /// What a row is that is left out. Its own name goes before what it may be besides.
    pub fn what(&self, row: &[&str]) -> Option<What> {
        let named = self.named.iter().find_map(|named| named.of_row(row));
        named
            .or_else(|| holds(&self.total, row).then_some(What::Total))
            .or_else(|| holds(&self.carried, row).then_some(What::CarriedForward))
    }

    /// The words by which the profile knows sums.
    pub fn sum_words(&self) -> &[String] {
        &self.sum_words
    }

    /// Whether a word is one by which sums are known, everywhere or by the profile.
    pub fn is_sum_word(&self, word: &str) -> bool {
        is_sum_word(word) || self.sum_words.iter().any(|own| own == word)
    }

    /// The columns that it looks at.
    pub fn columns(&self) -> impl Iterator<Item = usize> {
        let conditions = self.total.iter().chain(&self.carried).flat_map(Condition::columns);
        let named = self.named.iter().flat_map(|named| {
            let others = named.and.iter().flat_map(Condition::columns);
            std::iter::once(named.column).chain(others)
        });
        named.chain(conditions)
    }
}

impl NamedRows {
    fn of(finder: &Finder<'_>, skip: &SkipWhen) -> Option<NamedRows> {
        let name = |cell: &String| match &skip.why {
            Some(why) => why.clone(),
            None if cell.is_empty() => format!("{} is blank", skip.column),
            None => format!("{}: {cell}", skip.column),
        };
        let cells = skip.is.iter().map(|cell| (cell.clone(), name(cell).into()));
        let and = found::conditions(finder, &skip.and);
        Some(NamedRows { column: finder.place(&skip.column, Presence::Needed)?, cells: cells.collect(), and })
    }

    fn of_row(&self, row: &[&str]) -> Option<What> {
        let cell = printed(row, self.column);
        let (_, name) = self.cells.iter().find(|(word, _)| word == cell)?;
        self.and.iter().all(|other| is_met(other, row)).then(|| What::Named(Arc::clone(name)))
    }
}
