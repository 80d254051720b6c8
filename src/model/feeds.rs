//! Which snapshots of feeds brought figures, and which figures a row was.

use rustc_hash::FxHashMap;

use super::date::Moment;
use super::recorded::FigureId;

/// A snapshot that stands, by the figures that it brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenSnapshot {
    /// The number of its feed.
    pub feed: i64,
    /// When the feed looked like this.
    pub at: Moment,
    /// When the snapshot before it was taken; `None` for the first.
    pub before: Option<Moment>,
    /// Its figures have numbers above the first, up to and including the second.
    pub figures: (i64, i64),
}

/// Which snapshots brought figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feeds {
    /// In the order of their figures.
    taken: Vec<TakenSnapshot>,
}

impl Feeds {
    /// The snapshots that stand, in any order.
    pub fn new(mut taken: Vec<TakenSnapshot>) -> Feeds {
        taken.sort_unstable_by_key(|snapshot| snapshot.figures);
        Feeds { taken }
    }

    /// The snapshot that brought a figure; `None` where it came with none.
    pub fn of(&self, figure: FigureId) -> Option<&TakenSnapshot> {
        let at = self.taken.partition_point(|snapshot| snapshot.figures.1 < figure.0);
        self.taken.get(at).filter(|snapshot| snapshot.figures.0 < figure.0)
    }
}

/// The figures that rows of feeds were, of rows that were several: with another number, or for another day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowVersions {
    rows: Vec<Vec<FigureId>>,
    of_figure: FxHashMap<FigureId, Vec<usize>>,
}

impl RowVersions {
    /// Of some rows, each with its figures.
    pub fn new(rows: Vec<Vec<FigureId>>) -> RowVersions {
        let mut of_figure: FxHashMap<FigureId, Vec<usize>> = FxHashMap::default();
        for (row, figures) in rows.iter().enumerate() {
            figures.iter().for_each(|figure| of_figure.entry(*figure).or_default().push(row));
        }
        RowVersions { rows, of_figure }
    }

    /// The rows that any of some figures was, each with all its figures.
    pub fn of(&self, figures: impl Iterator<Item = FigureId>) -> Vec<&[FigureId]> {
        let mut rows: Vec<usize> =
            figures.filter_map(|figure| self.of_figure.get(&figure)).flatten().copied().collect();
        rows.sort_unstable();
        rows.dedup();
        rows.into_iter().map(|row| self.rows[row].as_slice()).collect()
    }
}
