//! What was kept of what a desk printed: the receipt of `check --keep`.

use serde::Serialize;

use super::Report;
use super::page::Page;
use crate::phrase::number::several;

/// Sentences that were kept.
#[derive(Clone, Debug, Serialize)]
pub struct KeptReport {
    /// The entry that was made; null in a dry run, and where all of them were kept before.
    pub entry: Option<i64>,
    /// The file that held them.
    pub file: Option<String>,
    /// The sentences.
    pub kept: Vec<KeptOne>,
    /// How many rows were left out, since no number in them can be checked.
    pub left_out: u64,
    /// The day of the command, where it was taken for the day of printing because none was given.
    pub assumed_day: Option<String>,
    /// Whether the text around them was kept with the entry.
    pub text_kept: bool,
    /// Whether nothing was written, because a dry run was asked for.
    pub dry_run: bool,
}

/// A sentence that was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeptOne {
    /// Its number; null of a new one in a dry run.
    pub printed: Option<i64>,
    /// `new`, or `same` where it had been kept before.
    pub outcome: &'static str,
    /// It.
    pub claim: String,
}

impl KeptReport {
    fn headline(&self) -> String {
        let what = match &self.file {
            Some(file) => format!("{file}: "),
            None => String::new(),
        };
        let sentences = several(self.kept.len() as u64, "printed sentence");
        match (self.entry, self.dry_run) {
            (Some(entry), _) => format!("{what}{sentences} kept as entry {entry}"),
            (None, true) => format!("{what}{sentences}; a dry run, nothing was recorded"),
            (None, false) => format!("{what}{sentences} kept before; nothing changed"),
        }
    }
}

impl Report for KeptReport {
    fn text(&self, page: &mut Page) {
        page.paragraph(self.headline());
        for one in &self.kept {
            let number = one.printed.map_or_else(String::new, |printed| format!("{printed}: "));
            let before = if one.outcome == "same" { " (kept before)" } else { "" };
            page.labelled("printed", format!("{number}{}{before}", one.claim));
        }
        let left_out = format!("{} without a number that can be checked", several(self.left_out, "row"));
        page.given("left out", (self.left_out > 0).then_some(left_out));
        let assumed =
            |day: &String| format!("printed on {day}, the day of this command; --printed-on says another");
        page.given("assumed", self.assumed_day.as_ref().map(assumed));
        page.given("text", self.text_kept.then_some("kept with the entry"));
        page.take_back(self.entry);
    }
}
