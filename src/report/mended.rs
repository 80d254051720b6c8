//! What mending or erasing did to figures.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::phrase::number::several;

use super::Report;
use super::page::Page;

/// A figure that was mended or voided.
#[derive(Clone, Debug, Serialize)]
pub struct MendReport {
    /// The entry that was made; null in a dry run.
    pub entry: Option<i64>,
    /// The figure that was meant.
    pub figure: i64,
    /// It in one line, as it was.
    pub was: String,
    /// The figure that takes its place; null where it was voided, or where only details were mended.
    pub by: Option<i64>,
    /// That figure in one line.
    pub is: Option<String>,
    /// What was mended: field, as typed before, as it should have been.
    pub mended: Vec<MendedField>,
    /// The figures that are void now: it, and those that its words included.
    pub void: Vec<i64>,
    /// Whether this settled what two desks had read differently.
    pub settled: bool,
    /// Why.
    pub why: String,
    /// The store.
    pub store: String,
    /// Whether nothing was written, because a dry run was asked for.
    pub dry_run: bool,
}

/// One field that was mended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MendedField {
    /// The column of the house CSV.
    pub field: &'static str,
    /// As it was; empty: blank.
    pub was: String,
    /// As it is now; empty: blank.
    pub is: String,
}

/// A text that was erased because the law demands it. Never the text.
#[derive(Clone, Debug, Serialize)]
pub struct RedactReport {
    /// The entry that was made; null in a dry run.
    pub entry: Option<i64>,
    /// The figure that was meant.
    pub figure: i64,
    /// What was erased: quote, note, speaker, url.
    pub field: &'static str,
    /// The figures that held it, each in one line.
    pub figures: Vec<String>,
    /// How many rows held it, by the column.
    pub copies: BTreeMap<&'static str, u64>,
    /// The imports whose kept bytes were dropped: `entry 3 (october.csv)`.
    pub files: Vec<String>,
    /// Where the text still stands, since it is a name or the words of a number there.
    pub stays: Vec<String>,
    /// Why.
    pub why: String,
    /// The store.
    pub store: String,
    /// Whether nothing was written, because a dry run was asked for.
    pub dry_run: bool,
}

impl Report for MendReport {
    fn text(&self, page: &mut Page) {
        let what = match (self.by, self.void.is_empty()) {
            (None, true) if self.mended.is_empty() => format!("#{} confirmed", self.figure),
            (Some(by), _) => format!("#{} mended as #{by}", self.figure),
            (None, false) => format!("#{} void", self.figure),
            (None, true) => format!("#{} mended", self.figure),
        };
        let headline = match self.entry {
            Some(entry) => format!("{what}: recorded as entry {entry}"),
            None => format!("{what}: a dry run; nothing was recorded"),
        };
        page.paragraph(headline);
        for field in &self.mended {
            let shown = |text: &str| if text.is_empty() { "blank".to_owned() } else { text.to_owned() };
            page.labelled(field.field, format!("{}, was {}", shown(&field.is), shown(&field.was)));
        }
        page.each(
            "void",
            self.void.iter().map(|void| match *void == self.figure {
                true => self.was.clone(),
                false => format!("#{void}, which its words included"),
            }),
        );
        page.given("in its place", self.is.as_deref());
        page.given("settled", self.settled.then_some("what two desks had read differently"));
        page.labelled("why", &self.why);
        page.labelled("store", &self.store);
        page.take_back(self.entry);
    }
}

impl Report for RedactReport {
    fn text(&self, page: &mut Page) {
        let headline = match self.entry {
            Some(entry) => {
                format!("{} erased: recorded as entry {entry}; nothing brings it back", self.field)
            }
            None => format!("{} of #{}: a dry run; nothing was erased", self.field, self.figure),
        };
        page.paragraph(headline);
        page.append(self.held());
        page.labelled("why", &self.why);
        page.labelled("store", &self.store);
    }
}

impl RedactReport {
    /// Which figures and files hold the text.
    pub fn held(&self) -> Page {
        let mut page = Page::default();
        page.each("held by", &self.figures);
        let copies =
            self.copies.iter().map(|(column, rows)| format!("{column} in {}", several(*rows, "row")));
        page.labelled("copies", copies.collect::<Vec<_>>().join(", "));
        let dropped = if self.entry.is_some() { "dropped" } else { "to be dropped" };
        page.each("kept file", self.files.iter().map(|file| format!("{file}: its bytes are {dropped}")));
        page.each("still there", &self.stays);
        page
    }
}
