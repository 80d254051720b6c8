//! The feeds of which snapshots were taken.

use crate::report::lists::{Cell, Holds, Table};
use crate::store::entries::Taken;
use crate::store::{Result, View, entries};

/// The feeds that stand, each with its first and its last snapshot.
pub fn feeds(view: &View<'_>) -> Result<Table> {
    let mut table = Table::new(&[
        ("feed", Holds::Words),
        ("snapshots", Holds::Numbers),
        ("first", Holds::Fixed),
        ("last", Holds::Fixed),
        ("entry", Holds::Numbers),
        ("figures", Holds::Numbers),
    ]);
    for Taken { first, last, snapshots } in entries::feeds(view)? {
        let (Some(first), Some(last)) = (entries::one(view, first)?, entries::one(view, last)?) else {
            continue;
        };
        let (Some(from), Some(to)) = (first.snapshot, last.snapshot) else { continue };
        let figures = last.counts.new + last.counts.same + last.counts.changed;
        table.push([
            Cell::from(from.feed.to_string()),
            Cell::Number(snapshots),
            from.at.iso().into(),
            to.at.iso().into(),
            Cell::Number(last.id.0.unsigned_abs()),
            Cell::Number(figures),
        ]);
    }
    Ok(table)
}
