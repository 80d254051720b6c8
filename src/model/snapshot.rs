//! A feed: one file that changes. When it looked like this.

use super::date::{Moment, TimeOfDay, Timestamp};
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
    /// A time of the clock, to the second.
    pub fn time(at: Timestamp) -> Moment {
        let date = at.day().to_date();
        let seconds = at.micros().div_euclid(1_000_000).rem_euclid(86_400);
        let time = TimeOfDay::new(u32::try_from(seconds).unwrap_or(0), Some(0));
        time.and_then(|time| Moment::at(date, time)).unwrap_or(Moment::on(date))
    }

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
