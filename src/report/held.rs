//! What is held back: what receipts, `list held`, `amend --release` and `show` say of it.

use serde::Serialize;

use super::Report;
use super::lists::ColumnContent::{Fixed, Numbers, Words};
use super::lists::ColumnOf;
use super::page::Page;
use super::scope::ScopeReport;
use crate::model::date::{Moment, Timestamp};
use crate::model::hold::HoldKind;
use crate::model::name::Name;
use crate::model::recorded::Recorded;
use crate::phrase::number::several;
use crate::reconcile::Answer;
use crate::series::Series;

/// That something is held, by whom, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HeldReport {
    /// How: `held`, `second_name`.
    pub how: &'static str,
    /// The entry that says so.
    pub entry: i64,
    /// Who made it.
    pub who: String,
    /// Why.
    pub why: Option<String>,
}

impl HeldReport {
    /// By which entry it is held, by whom, and why.
    pub fn in_words(&self) -> String {
        let why = match (&self.why, self.how == HoldKind::SecondName.word()) {
            (Some(why), _) => why,
            (None, true) => "until a second name releases it",
            (None, false) => "no reason is given",
        };
        format!("by {}, entry {}: {why}", self.who, self.entry)
    }
}

/// Adds to a page that what an entry recorded is held, and what releases it.
pub fn note(page: &mut Page, held: Option<HoldKind>, entry: Option<i64>) {
    let (Some(held), Some(entry)) = (held, entry) else { return };
    let (until, name) = match held {
        HoldKind::SecondName => ("a second name releases it", " --who NAME"),
        HoldKind::Held | HoldKind::Released => ("it is released", ""),
    };
    page.labelled("held", format!("in no answer until {until}"));
    page.to_type("release", Some(format!("tollbook amend entry {entry} --release{name}")));
}

/// Whether nothing is under embargo, so that a receipt is silent of it.
pub fn is_none(figures: &u64) -> bool {
    *figures == 0
}

/// Adds to a page that figures of an entry are under embargo, and how they are seen.
pub fn embargo(page: &mut Page, figures: u64) {
    if figures > 0 {
        let are = if figures == 1 { "is" } else { "are" };
        let told = format!("{} {are} in no answer before the time that is given", several(figures, "figure"));
        page.labelled("embargo", told);
        page.to_type("see them", Some("tollbook list figures --under-embargo".to_owned()));
    }
}

/// Adds to a page that figures that came in with another store are held.
pub fn came(page: &mut Page, figures: u64) {
    if figures > 0 {
        let (are, released) = if figures == 1 { ("is", "it is") } else { ("are", "they are") };
        let told = format!("{} {are} in no answer until {released} released", several(figures, "figure"));
        page.labelled("held", told);
        page.to_type("see them", Some("tollbook list held".to_owned()));
    }
}

/// Until when the figures on which an answer rests are not to be printed, all of them; `None` where they may be. (In a series
/// the embargoes alone are left that have not ended.)
pub fn embargo_of(series: &Series, answer: &Answer) -> Option<String> {
    let figures = answer.answering().into_iter().filter_map(|chosen| series.figure(chosen.id));
    let untils = figures.filter_map(|recorded| recorded.figure.details.embargo_until);
    untils.max_by_key(|until| Timestamp::of(*until)).map(Moment::iso)
}

/// A sentence with the mark that it is not to be printed yet.
pub fn marked(sentence: String, until: Option<&str>) -> String {
    match until {
        Some(until) => format!("[UNDER EMBARGO until {until}] {sentence}"),
        None => sentence,
    }
}

/// A held figure in a list.
#[derive(Clone, Debug)]
pub struct ListedHeld {
    /// The figure.
    pub recorded: Recorded,
    /// By whom it is held, and why.
    pub held: HeldReport,
}

/// The columns of held figures.
pub const HELD: &[ColumnOf<ListedHeld>] = &[
    ("id", Numbers, |one| one.recorded.id.into()),
    ("event", Words, |one| one.recorded.figure.scope.event.as_str().into()),
    ("place", Words, |one| one.recorded.figure.scope.place.as_ref().map(Name::as_str).into()),
    ("measure", Fixed, |one| one.recorded.figure.scope.measure.word().into()),
    ("group", Words, |one| one.recorded.figure.scope.group.as_str().into()),
    ("figure", Words, |one| one.words().into()),
    ("as_of", Fixed, |one| one.recorded.figure.as_of.stated().map(|day| day.iso()).into()),
    ("authority", Words, |one| one.recorded.figure.authority().map(Name::as_str).into()),
    ("publisher", Words, |one| one.recorded.figure.source.publisher.as_str().into()),
    ("how", Fixed, |one| one.held.how.into()),
    ("entry", Numbers, |one| one.held.entry.unsigned_abs().into()),
    ("who", Words, |one| one.held.who.as_str().into()),
    ("why", Words, |one| one.held.why.as_deref().into()),
];

/// The columns that fit a screen.
pub const HELD_ON_SCREEN: &[ColumnOf<ListedHeld>] = &[
    ("id", Numbers, |one| one.recorded.id.into()),
    ("figure", Words, |one| one.words().unwrap_or_else(|| "no number".into()).into()),
    ("series", Words, |one| ScopeReport::new(&one.recorded.figure.scope).heading().into()),
    ("held", Words, |one| one.held.in_words().into()),
];

impl ListedHeld {
    fn words(&self) -> Option<String> {
        self.recorded.figure.printed_words().map(|words| words.into_owned())
    }
}

/// What was held or released.
#[derive(Clone, Debug, Serialize)]
pub struct HoldReport {
    /// The entry that was made; null in a dry run.
    pub entry: Option<i64>,
    /// What was done: `held` or `released`.
    pub what: &'static str,
    /// The figure; null where it is a whole entry.
    pub figure: Option<i64>,
    /// The entry whose figures they are; null where it is one figure.
    pub of_entry: Option<i64>,
    /// How many figures count from now on, or do not.
    pub figures: u64,
    /// How many of those that were released are under embargo.
    #[serde(skip_serializing_if = "is_none")]
    pub under_embargo: u64,
    /// Why.
    pub why: Option<String>,
    /// Whether nothing was written, because a dry run was asked for.
    pub dry_run: bool,
}

impl Report for HoldReport {
    fn text(&self, page: &mut Page) {
        let of = match (self.figure, self.of_entry) {
            (Some(figure), _) => format!("#{figure}"),
            (None, Some(entry)) => format!("entry {entry}, {}", several(self.figures, "figure")),
            (None, None) => several(self.figures, "figure"),
        };
        page.paragraph(match self.entry {
            Some(entry) => format!("{of}: {} by entry {entry}", self.what),
            None => format!("{of}: a dry run; nothing was recorded"),
        });
        page.given("why", self.why.as_deref());
        embargo(page, self.under_embargo);
        page.take_back(self.entry);
    }
}
