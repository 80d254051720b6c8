//! An article with its numbers marked, and below it every figure that is proposed.

use std::ops::Range;

use serde::Serialize;

use super::draft::DraftReport;
use crate::phrase::number::several;
use crate::report::Report;
use crate::report::page::Page;

/// An article that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StoryReport {
    /// The text with its numbers marked: `[r1: at least 12]`, with a question mark where a person has to look.
    pub text: String,
    /// What is proposed.
    pub drafts: Vec<DraftReport>,
    /// How many may be taken without another look.
    pub ticked: usize,
}

impl Report for StoryReport {
    fn text(&self, page: &mut Page) {
        page.append(self.marked_text());
        for draft in &self.drafts {
            page.blank();
            draft.text(page);
        }
        page.blank();
        page.paragraph(self.in_short());
    }
}

impl StoryReport {
    /// The text, and how many figures are in it: what stands above the questions.
    pub fn above(&self) -> Page {
        let mut page = self.marked_text();
        page.blank();
        page.paragraph(self.in_short());
        page
    }

    fn marked_text(&self) -> Page {
        let mut page = Page::default();
        for line in self.text.lines() {
            match line.trim() {
                "" => page.blank(),
                line => page.paragraph(line),
            }
        }
        page
    }

    /// How many figures there are, and how many of them are ticked.
    pub fn in_short(&self) -> String {
        match (self.drafts.len(), self.ticked) {
            (0, _) => "no figure was found".to_owned(),
            (all, 0) => format!("{}; a person has to look at each", several(all as u64, "figure")),
            (all, ticked) if all == ticked => format!("{}, all ticked", several(all as u64, "figure")),
            (all, ticked) => format!("{}, {ticked} of them ticked", several(all as u64, "figure")),
        }
    }
}

/// A number that is marked in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it stands.
    pub span: Range<usize>,
    /// What stands before it: `r1: `; may be empty.
    pub name: String,
}

/// A part of a text with brackets around its numbers, which are in the order of the text.
pub fn marked(text: &str, part: Range<usize>, marks: &[Mark]) -> String {
    let (mut marked, mut from) = (String::new(), part.start);
    let inside = marks.iter().filter(|mark| part.start <= mark.span.start && mark.span.end <= part.end);
    for Mark { span, name } in inside {
        if span.start < from {
            continue; // it lies in the one before
        }
        marked.push_str(text.get(from..span.start).unwrap_or_default());
        marked.push_str(&format!("[{name}{}]", text.get(span.clone()).unwrap_or_default()));
        from = span.end;
    }
    marked.push_str(text.get(from..part.end).unwrap_or_default());
    marked
}
