//! The only clock of tollbook. Everything else takes the time as a parameter.

use crate::model::date::Timestamp;

/// The time now, or the one that `--now` gives.
#[allow(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
pub fn now(given: Option<Timestamp>) -> Timestamp {
    let read = || Timestamp::from_micros(chrono::Utc::now().timestamp_micros());
    given.or_else(read).unwrap_or_else(|| Timestamp::end_of(crate::model::date::Day::MIN.to_date()))
}
