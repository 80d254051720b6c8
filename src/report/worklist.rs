//! What to do about the sentences that were printed: the shape of `check --printed --json`, and what people read of it.

use serde::Serialize;

use super::Report;
use super::check::CheckReport;
use super::lists::ColumnContent::{Fixed, Numbers, Words};
use super::lists::{ColumnOf, TableCell, cells, names};
use super::page::Page;
use crate::claim::ClaimAction;
use crate::phrase::number::several;
use crate::prose::notices::ReaderNotice;

/// A printed sentence, and what to do about it.
#[derive(Clone, Debug, Serialize)]
pub struct PrintedReport {
    /// Its number.
    pub printed: i64,
    /// What to do: withdraw, correct, update, look, none.
    pub action: &'static str,
    /// What we wrote.
    pub claim: String,
    /// Where it stands.
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was printed.
    pub printed_on: String,
    /// The entry that kept it.
    pub entry: i64,
    /// What can be written now, for each number about which something is to be done.
    pub write: Vec<String>,
    /// Why, in the same order.
    pub because: Vec<String>,
    /// The draft of a line for readers, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<ReaderNotice>,
    /// What a person signed last.
    pub signed: Option<SignedReport>,
    /// All its numbers, held against the ledger.
    pub items: Vec<CheckReport>,
}

/// That a person took care of a printed sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SignedReport {
    /// The state for which it was signed.
    #[serde(rename = "for")]
    pub signed_for: String,
    /// Why.
    pub why: Option<String>,
    /// Who.
    pub who: String,
    /// When, in UTC.
    pub recorded_at: String,
    /// The entry.
    pub entry: i64,
    /// Whether the sentence is still in that state.
    pub holds: bool,
}

/// How many printed sentences there are of each sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PrintedTally {
    /// To update.
    pub update: u64,
    /// To correct.
    pub correct: u64,
    /// To withdraw.
    pub withdraw: u64,
    /// To look at.
    pub look: u64,
    /// About which nothing is to be done.
    pub none: u64,
}

impl PrintedTally {
    /// Takes in a sentence.
    pub fn count(&mut self, action: ClaimAction) {
        *match action {
            ClaimAction::Update => &mut self.update,
            ClaimAction::Correct => &mut self.correct,
            ClaimAction::Withdraw => &mut self.withdraw,
            ClaimAction::Look => &mut self.look,
            ClaimAction::Leave => &mut self.none,
        } += 1;
    }

    /// Whether something is to be done about any of them.
    pub fn has_work(&self) -> bool {
        self.update + self.correct + self.withdraw + self.look > 0
    }

    /// `3 printed sentences to update, 1 to correct`; empty where there is nothing to do.
    pub fn in_words(&self) -> String {
        let sorts = [
            (self.update, "update"),
            (self.correct, "correct"),
            (self.withdraw, "withdraw"),
            (self.look, "look at"),
        ];
        let mut parts: Vec<String> = Vec::new();
        for (count, what) in sorts.into_iter().filter(|(count, _)| *count > 0) {
            parts.push(match parts.is_empty() {
                true => format!("{} to {what}", several(count, "printed sentence")),
                false => format!("{count} to {what}"),
            });
        }
        parts.join(", ")
    }

    /// What stands below receipts; `None` where there is nothing to do. `store`: what commands say of the store.
    pub fn alarm(&self, store: &str) -> Option<String> {
        self.has_work().then(|| format!("{}: tollbook check --printed{store}", self.in_words()))
    }

    /// What stands below the list.
    pub fn closing(&self) -> Page {
        let mut page = Page::default();
        let rest = |none| format!("nothing is to be done about {}", several(none, "printed sentence"));
        let told = match (self.has_work(), self.none) {
            (false, 0) => {
                "No sentence was kept: tollbook check FILE --keep keeps what you printed".to_owned()
            }
            (false, none) => {
                let rest = rest(none);
                format!("{}{}", rest[..1].to_uppercase(), &rest[1..])
            }
            (true, 0) => self.in_words(),
            (true, none) => format!("{}; {}", self.in_words(), rest(none)),
        };
        page.paragraph(told);
        page
    }
}

/// A report of what was recorded, with what is to be done about printed sentences.
#[derive(Debug, Serialize)]
pub struct WithAlarm<R> {
    /// The report.
    #[serde(flatten)]
    pub report: R,
    /// How many sentences need a hand; `None` where none was ever kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed: Option<PrintedTally>,
    /// What commands say of the store, where people read of it below this report: ` --db north.db`; empty where they find it by
    /// themselves.
    #[serde(skip)]
    pub store: Option<String>,
}

/// The same where reports are lines of their own: the last line.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct PrintedAlone {
    /// How many sentences need a hand.
    pub printed: PrintedTally,
}

impl Report for PrintedAlone {
    fn text(&self, _: &mut Page) {} // people read it below the last receipt
}

impl<R: Report> Report for WithAlarm<R> {
    fn columns() -> Vec<&'static str> {
        R::columns()
    }

    fn text(&self, page: &mut Page) {
        self.report.text(page);
        let alarm = self.printed.zip(self.store.as_ref()).and_then(|(printed, store)| printed.alarm(store));
        page.to_type("printed", alarm);
    }

    fn rows(&self) -> Vec<Vec<TableCell>> {
        self.report.rows()
    }
}

impl PrintedReport {
    /// Where and when it was printed.
    fn stood(&self) -> String {
        let place = [self.place.as_deref(), self.url.as_deref()];
        let place: Vec<&str> = place.into_iter().flatten().collect();
        let day = &self.printed_on;
        if place.is_empty() { day.clone() } else { format!("{}, {day}", place.join(", ")) }
    }
}

impl Report for PrintedReport {
    fn columns() -> Vec<&'static str> {
        names(COLUMNS)
    }

    fn text(&self, page: &mut Page) {
        page.paragraph(format!("Printed {}: {}", self.printed, self.action));
        page.labelled("we wrote", self.claim.as_str());
        page.labelled("where", self.stood());
        page.each("because", self.because.iter().map(String::as_str));
        page.each("write now", self.write.iter().map(String::as_str));
        if let Some(notice) = &self.notice {
            page.given("notice", notice.text.as_deref());
            page.each("decide", notice.decide.iter().copied());
        }
        page.given("signed", self.signed.as_ref().map(SignedReport::line));
        let is_open = self.action != ClaimAction::Leave.word();
        let command = format!("tollbook amend printed {} --done -m WHY", self.printed);
        page.to_type("when done", is_open.then_some(command));
    }

    fn rows(&self) -> Vec<Vec<TableCell>> {
        vec![cells(COLUMNS, self)]
    }
}

impl SignedReport {
    fn line(&self) -> String {
        let why = self.why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
        let day = self.recorded_at.get(..10).unwrap_or_default();
        format!("for “{}” by {}, {day} (entry {}){why}", self.signed_for, self.who, self.entry)
    }
}

const COLUMNS: &[ColumnOf<PrintedReport>] = &[
    ("printed", Numbers, |one| one.printed.unsigned_abs().into()),
    ("action", Fixed, |one| one.action.into()),
    ("claim", Words, |one| one.claim.as_str().into()),
    ("where", Words, |one| one.place.as_deref().into()),
    ("url", Words, |one| one.url.as_deref().into()),
    ("printed_on", Fixed, |one| one.printed_on.as_str().into()),
    ("write", Words, |one| one.write.join(" ").into()),
    ("because", Words, |one| one.because.join("; ").into()),
    ("notice", Words, |one| one.notice.as_ref().and_then(|notice| notice.text.as_deref()).into()),
    ("signed_for", Words, |one| one.signed.as_ref().map(|signed| signed.signed_for.as_str()).into()),
    ("entry", Numbers, |one| one.entry.unsigned_abs().into()),
];
