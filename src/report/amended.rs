//! What an amendment of a name recorded.

use serde::Serialize;

use crate::model::names::NameKind;

use super::Report;
use super::page::Page;

/// What was said about a name.
#[derive(Clone, Debug, Serialize)]
pub struct AmendReport {
    /// The entry that was made; null in a dry run, and where nothing new was said.
    pub entry: Option<i64>,
    /// What the name is the name of.
    pub kind: &'static str,
    /// The name.
    pub name: String,
    /// What is said now: field and value; an empty value takes back.
    pub said: Vec<(&'static str, String)>,
    /// What had been said before and holds already.
    pub held_before: Vec<(&'static str, String)>,
    /// Whether nothing was written, because a dry run was asked for.
    pub dry_run: bool,
}

impl AmendReport {
    /// Nothing said yet.
    pub fn new(kind: NameKind, name: &str, dry_run: bool) -> AmendReport {
        let (said, held_before) = (Vec::new(), Vec::new());
        AmendReport { entry: None, kind: kind.word(), name: name.to_string(), said, held_before, dry_run }
    }
}

impl Report for AmendReport {
    fn text(&self, page: &mut Page) {
        let headline = match (self.entry, self.dry_run) {
            (Some(entry), _) => format!("{} {}: recorded as entry {entry}", self.kind, self.name),
            (None, true) => format!("{} {}: a dry run; nothing was recorded", self.kind, self.name),
            (None, false) => format!("{} {}: said before; nothing changed", self.kind, self.name),
        };
        page.paragraph(headline);
        for (field, value) in self.said.iter().chain(&self.held_before) {
            let value = if value.is_empty() { "taken back" } else { value };
            page.labelled(field.replace('_', " "), value);
        }
        page.take_back(self.entry);
    }
}
