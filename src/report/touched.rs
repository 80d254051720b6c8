//! What is shown of the series that an entry touched, above what was recorded.

use super::Report;
use super::answer::{AnswerReport, verdict};
use super::page::Page;

/// The answers of the touched series.
#[derive(Clone, Debug, Default)]
pub struct TouchedReport {
    /// Those that a person should see first.
    pub answers: Vec<AnswerReport>,
    /// How many series were touched.
    pub all: usize,
    /// Of how many of them a person should look at the answer.
    pub to_look_at: usize,
    /// The entries by which all of them are asked for, where that takes one: ` --entry 2`, and the others behind it.
    pub entries: Vec<String>,
}

impl TouchedReport {
    /// The answers, then the command for the rest; one alone is told whole. Empty where there is no answer. `store`: what
    /// commands say of the store: ` --db north.db`, or nothing.
    pub fn page(&self, store: &str) -> Page {
        let mut page = Page::default();
        for answer in &self.answers {
            page.part();
            match self.all {
                1 => answer.text(&mut page),
                _ => in_short(answer, &mut page),
            }
        }
        let more = self.all - self.answers.len();
        if more > 0 {
            page.blank();
            page.line(format!("and {more} more: {}", self.command(store)));
        }
        page
    }

    /// What answers all of them.
    pub fn command(&self, store: &str) -> String {
        match self.entries.as_slice() {
            [] => format!("tollbook reconcile{store}"),
            [one, others @ ..] => format!("tollbook reconcile{one}{store}{}", others.concat()),
        }
    }
}

/// An answer among others: its sentence, what it is about, how far the sources agree, and what is wrong with it.
fn in_short(answer: &AnswerReport, page: &mut Page) {
    let shown = &answer.shown;
    page.paragraph(&answer.sentence);
    page.fingerprint(answer.fingerprint.as_deref());
    page.labelled("series", answer.scope.heading());
    page.labelled("figure", &shown.no_number);
    page.labelled("verdict", verdict(answer));
    page.labelled("withdrawn", &shown.quoting);
    page.each("check", &shown.check);
}
