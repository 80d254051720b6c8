//! A feed: one file that changes. When it looked like this.

use super::date::Moment;
use super::name::Name;

/// A file as a feed showed it at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The feed.
    pub feed: Name,
    /// When it looked like this: a day, known at its end, or a time in UTC.
    pub at: Moment,
}

impl Snapshot {
    /// Whether a snapshot of the same feed may follow one that was taken at `before`: later by the clock, and in the
    /// order in which figures are put.
    pub fn may_follow(&self, before: Moment) -> bool {
        let end = |moment: Moment| {
            let (day, second) = moment.order_key();
            (day, if moment.time.is_none() { u32::MAX } else { second })
        };
        end(before) < end(self.at) && before.order_key() < self.at.order_key()
    }
}
