//! Which snapshots of feeds brought figures.

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
