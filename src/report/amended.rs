//! What an amendment of a name recorded.

use serde::Serialize;

use crate::model::names::{NameField, NameKind};

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
    /// The question for which a rank is said: an event, a measure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
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
        let (kind, name) = (kind.word(), name.to_string());
        AmendReport { entry: None, kind, name, question: None, said, held_before, dry_run }
    }
}

/// What a field is called beside its value.
fn label(field: &str) -> String {
    match NameField::from_word(field) {
        Some(NameField::HouseLineUntil) => "until".to_owned(),
        _ => field.replace('_', " "),
    }
}

impl Report for AmendReport {
    fn text(&self, page: &mut Page) {
        let whose = match NameKind::from_word(self.kind) {
            Some(NameKind::Store) => self.name.clone(),
            _ => format!("{} {}", self.kind, self.name),
        };
        let headline = match (self.entry, self.dry_run) {
            (Some(entry), _) => format!("{whose}: recorded as entry {entry}"),
            (None, true) => format!("{whose}: a dry run; nothing was recorded"),
            (None, false) => format!("{whose}: said before; nothing changed"),
        };
        page.paragraph(headline);
        page.given("question", self.question.as_deref());
        for (field, value) in self.said.iter().chain(&self.held_before) {
            let value = if value.is_empty() { "taken back" } else { value };
            page.labelled(label(field), value);
        }
        page.take_back(self.entry);
    }
}
