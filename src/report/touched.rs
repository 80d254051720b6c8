//! What is shown of the series that an entry touched, after what was recorded.

use serde::Serialize;

use super::Report;
use super::answer::AnswerReport;
use super::page::Page;

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

impl Report for TouchedReport {
    /// The answers below what was recorded, then the command for the rest; nothing where there is no answer.
    fn text(&self, page: &mut Page) {
        for answer in &self.answers {
            page.blank();
            answer.text(page);
        }
        if self.more > 0 {
            let entry = self.entry.map_or_else(String::new, |entry| format!(" --entry {entry}"));
            page.blank();
            page.line(format!("{} more series: tollbook reconcile{entry}", self.more));
        }
    }
}
