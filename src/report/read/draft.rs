//! A figure that is proposed, as a person looks at it: what it would be recorded as, and what is doubtful or missing.

use serde::Serialize;

use crate::report::Report;
use crate::report::page::Page;

/// A proposed figure in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DraftReport {
    /// Its name in this reading: `r1`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// The words of its number.
    pub words: String,
    /// The sentence, its number marked.
    pub sentence: String,
    /// What is counted.
    pub counts: String,
    /// Who says it, through whom it came.
    pub who: String,
    /// What happened, as this desk names it.
    pub event: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Its days, each with the word of the house CSV.
    pub days: Vec<(&'static str, String)>,
    /// The figure that includes it.
    pub part_of: Option<String>,
    /// The relation to another figure, with that figure in words.
    pub denies: Option<(&'static str, String)>,
    /// Other cells.
    pub others: Vec<(&'static str, String)>,
    /// Why a person has to look at it.
    pub look: Vec<String>,
    /// What is missing: each with what the text says, where it says something.
    pub missing: Vec<String>,
}

impl Report for DraftReport {
    fn text(&self, page: &mut Page) {
        page.title(self.reference.clone(), String::new(), &self.words);
        page.labelled("in the text", &self.sentence);
        page.labelled("counts", &self.counts);
        page.labelled("says it", &self.who);
        page.given("event", self.event.as_deref());
        page.given("place", self.place.as_deref());
        for (field, text) in self.days.iter().chain(&self.others) {
            page.labelled(*field, text);
        }
        page.given("part of", self.part_of.as_deref());
        if let Some((relation, figure)) = &self.denies {
            page.labelled(*relation, figure);
        }
        page.each("missing", &self.missing);
        page.each("look at", &self.look);
    }
}
