//! What was recorded of an article.

use serde::Serialize;

use crate::model::hold::HoldKind;
use crate::report::Report;
use crate::report::added::Notice;
use crate::report::held;
use crate::report::page::Page;

/// What an entry took from an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadReceipt {
    /// The entry; null in a dry run, and where nothing was recorded.
    pub entry: Option<i64>,
    /// How many of its figures are under embargo.
    #[serde(skip_serializing_if = "held::is_none")]
    pub under_embargo: u64,
    /// How it is held back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<HoldKind>,
    /// The file.
    pub file: String,
    /// How many figures were accepted.
    pub accepted: u64,
    /// How many of them were not in the ledger before.
    pub new: u64,
    /// How many were there already.
    pub known: u64,
    /// The figures, each in one line.
    pub figures: Vec<String>,
    /// Whether the text was kept.
    pub text_kept: bool,
    /// What a person should look at, each with what to type.
    pub notices: Vec<Notice>,
    /// The store.
    pub store: String,
    /// Whether this reading made the store.
    pub store_is_new: bool,
    /// Whether nothing was written, because a dry run was asked for.
    pub dry_run: bool,
}

impl Report for ReadReceipt {
    fn text(&self, page: &mut Page) {
        page.paragraph(self.headline());
        page.each("figure", &self.figures);
        if self.entry.is_some() {
            let kept = if self.text_kept { "kept, with the place of each number" } else { "not kept" };
            page.labelled("text", kept);
        }
        page.each("look at", self.notices.iter().map(|notice| format!("{}: {}", notice.what, notice.hint)));
        held::note(page, self.held, self.entry);
        held::embargo(page, self.under_embargo);
        page.store(&self.store, self.store_is_new.then_some("this reading"), self.dry_run);
        page.take_back(self.entry);
    }
}

impl ReadReceipt {
    fn headline(&self) -> String {
        let known = if self.known > 0 { format!(", {} known before", self.known) } else { String::new() };
        match self.entry {
            Some(entry) => format!("{}: {} new{known}, recorded as entry {entry}", self.file, self.new),
            None if self.dry_run => format!("{}: a dry run; nothing was recorded", self.file),
            None if self.accepted == 0 => {
                format!("{}: nothing was accepted, and nothing recorded", self.file)
            }
            None => format!("{}: all of it is recorded already; nothing changed", self.file),
        }
    }
}
