//! What stands together in a feed now: of each row the value that it has, and the one that it had before. What came and went
//! earlier is history, and is looked at where it is asked for.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::model::name::Name;
use crate::model::recorded::{FigureId, Recorded};
use crate::series::WindowDays;

use super::imports::Imports;

/// The figures of one series, as far as they come from feeds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedValues {
    /// Those that no row has any more, and that none had before its present one.
    pub history: FxHashSet<FigureId>,
    /// Those that a row had before its present one: a step leads from them.
    pub before: FxHashSet<FigureId>,
}

/// What tells a row of a feed from others of its series, whatever its number: the feed, who counts, who prints it, and for
/// what days, where they are stated.
type Row<'r> = (i64, Option<&'r Name>, &'r Name, &'r str, Option<WindowDays>);

impl FeedValues {
    /// Of the figures of one series. A value that came and went, so that a row has again what it had, is history.
    pub fn of(figures: &[Recorded], imports: &Imports<'_>) -> FeedValues {
        let mut rows: BTreeMap<Row<'_>, Vec<&Recorded>> = BTreeMap::new();
        for recorded in figures {
            if let Some(feed) = imports.of(recorded.id).and_then(|entry| entry.feed) {
                rows.entry(row(feed, recorded)).or_default().push(recorded);
            }
        }
        let mut values = FeedValues::default();
        for mut versions in rows.into_values() {
            versions.sort_by_key(|recorded| recorded.order);
            let snapshot = |recorded: &Recorded| imports.of(recorded.id).map(|entry| entry.entry);
            if versions.windows(2).any(|pair| snapshot(pair[0]) == snapshot(pair[1])) {
                continue; // several rows that share all that tells one from another
            }
            let Some((now, earlier)) = versions.split_last() else { continue };
            let Some((before, history)) = earlier.split_last() else { continue };
            let came_back = history.last().is_some_and(|other| other.figure.count == now.figure.count);
            (if came_back { &mut values.history } else { &mut values.before }).insert(before.id);
            values.history.extend(history.iter().map(|recorded| recorded.id));
        }
        values
    }
}

fn row(feed: i64, recorded: &Recorded) -> Row<'_> {
    let figure = &recorded.figure;
    let days = figure.as_of.stated().map(|_| WindowDays::of(figure));
    (feed, figure.authority(), &figure.source.publisher, figure.source.identity(), days)
}
