//! What a fingerprint opens: the answer as it was, and what it rested on.

use serde::Serialize;

use super::Report;
use super::answer::AnswerReport;
use super::page::Page;

/// An answer that was opened by its fingerprint.
#[derive(Clone, Debug, Serialize)]
pub struct OpenedReport {
    /// Whether the same figures answer as then.
    pub fits: bool,
    /// The figures that answer.
    pub figures: Vec<i64>,
    /// The newest entry of then.
    pub entry: i64,
    /// When it was recorded: UTC.
    pub recorded_at: String,
    /// Its hash.
    pub head: String,
    /// The answer.
    pub answer: AnswerReport,
}

impl Report for OpenedReport {
    fn text(&self, page: &mut Page) {
        self.answer.text(page);
        page.blank();
        let figures: Vec<String> = self.figures.iter().map(|figure| format!("#{figure}")).collect();
        page.labelled("figures", figures.join(" "));
        page.labelled("entry", format!("{}, recorded {}", self.entry, self.recorded_at));
        page.labelled("head", self.head.as_str());
        let otherwise =
            "other figures answer now: the rules of the program or the defaults of the desk changed since";
        page.labelled("fits", if self.fits { "the same figures answer as then" } else { otherwise });
    }
}
