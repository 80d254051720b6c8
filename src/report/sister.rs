//! The answer of a series that counts the same people by another measure or definition, as it stands beside another answer.

use serde::Serialize;

/// A sister of an answer, in the stable shape of `beside` in `reconcile --json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SisterReport {
    /// What happened to the people.
    pub measure: &'static str,
    /// What else decides who is in.
    pub definition: Option<String>,
    /// The lowest count; null where there is no number.
    pub low: Option<u64>,
    /// The one printed number, where the policy yields one.
    pub best: Option<u64>,
    /// The highest count; null where there is no number, or no upper end.
    pub high: Option<u64>,
    /// How far its sources agree.
    pub verdict: String,
    /// The day for which the figure that leads it holds.
    pub as_of: Option<String>,
    /// What can be pasted into copy.
    pub sentence: String,
    /// In a few words.
    #[serde(skip)]
    pub brief: String,
}
