//! A text with the verdicts beside its numbers: what `check --annotate` prints.

use serde::Serialize;

use super::Report;
use super::check::CheckReport;
use super::page::Page;

/// A text with marks, and what they stand for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AnnotatedReport {
    /// The text, with a mark such as `[2 superseded]` behind each number.
    pub text: String,
    /// The items by the numbers of their marks, from 1.
    pub items: Vec<CheckReport>,
}

impl Report for AnnotatedReport {
    fn text(&self, page: &mut Page) {
        let lines: Vec<&str> = self.text.trim_end().split('\n').collect();
        for line in lines {
            match line.trim() {
                "" => page.blank(),
                text => page.paragraph(text),
            }
        }
        page.blank();
        for (at, item) in self.items.iter().enumerate() {
            page.labelled(format!("{}", at + 1), format!("{}: {}", item.verdict, item.because));
            page.given("", item.write.as_deref());
        }
    }
}
