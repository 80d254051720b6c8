//! What is shown of the series that an entry touched, after what was recorded.

use serde::Serialize;

use super::answer::AnswerReport;

/// The answers of the touched series.
#[derive(Clone, Debug, Serialize)]
pub struct TouchedReport {
    /// Those that a person should see first.
    pub answers: Vec<AnswerReport>,
    /// How many more series were touched.
    pub more: usize,
    /// The entry by which all of them are asked for, where one alone touched them.
    pub entry: Option<i64>,
}
