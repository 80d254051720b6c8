//! What stands together in a feed now: of each row the value that it has, and the one that it had before. What came and went
//! earlier is history, and is looked at where it is asked for.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::feeds::RowVersions;
use crate::model::recorded::{FigureId, Recorded};

/// The figures of one series, as far as they come from feeds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedValues {
    /// Those that no row has any more, and that none had before its present one.
    pub history: FxHashSet<FigureId>,
    /// Those that a row had before its present one: a step leads from them.
    pub before: FxHashSet<FigureId>,
}

impl FeedValues {
    /// Of the figures of one series, given which of them were one row. A value that came and went, so that a row has again
    /// what it had, is history.
    pub fn of(figures: &[Recorded], rows: &RowVersions) -> FeedValues {
        let known: FxHashMap<FigureId, &Recorded> =
            figures.iter().map(|recorded| (recorded.id, recorded)).collect();
        let (mut values, mut now) = (FeedValues::default(), FxHashSet::default());
        for row in rows.of(figures.iter().map(|recorded| recorded.id)) {
            let mut versions: Vec<&Recorded> = row.iter().filter_map(|id| known.get(id).copied()).collect();
            versions.sort_by_key(|recorded| recorded.order);
            let Some((last, earlier)) = versions.split_last() else { continue };
            now.insert(last.id);
            let Some((before, history)) = earlier.split_last() else { continue };
            let came_back = history.last().is_some_and(|other| other.figure.count == last.figure.count);
            (if came_back { &mut values.history } else { &mut values.before }).insert(before.id);
            values.history.extend(history.iter().map(|recorded| recorded.id));
        }
        // A figure may be the row of one feed still, and of another no more.
        let FeedValues { history, before } = &mut values;
        before.retain(|id| !now.contains(id));
        history.retain(|id| !now.contains(id) && !before.contains(id));
        values
    }
}
