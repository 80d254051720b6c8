//! One reported figure: a number as one source printed it, with its dates, its source and who answers for it.
//!
//! What builds one from a row is [`Drafted::read`](super::validate::Drafted::read).

use std::borrow::Cow;
use std::sync::Arc;

use super::attribution::{Attribution, Source};
use super::column::{CellKind, Field, RowPart};
use super::date::{Day, Moment, PartialDate};
use super::name::Name;
use super::redacted::are_one;
use super::scope::Scope;
use super::wording::Wording;
use super::words::{Basis, LinkKind, Reason};

/// One number as one source printed it. Never changed after it is recorded.
///
/// Built only by [`Drafted::read`](super::validate::Drafted::read) and, for what that has let through before, by the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What is counted.
    pub scope: Arc<Scope>,
    /// How many, as the words allow; `None` for a statement without a number.
    pub count: Option<Wording>,
    /// The words of a statement that there were no reports, which is no count and no zero: `no casualties reported`.
    /// Only where there is no count; no part of what identifies the figure.
    pub no_reports: Option<Box<str>>,
    /// Where the window that the number covers begins; for a total its origin. `None`: not stated.
    pub window: Option<Window>,
    /// The last day the number covers.
    pub as_of: AsOf,
    /// When the source appeared: decides what the public could know.
    pub published_on: Moment,
    /// Who answers for it, and through whom it came.
    pub attribution: Arc<Attribution>,
    /// The document it was read in.
    pub source: Arc<Source>,
    /// What is rarely given.
    pub details: Details,
}

impl Figure {
    /// First day of the window, where it is stated; both ends of a window belong to it.
    pub fn window_first_day(&self) -> Option<Day> {
        self.window.map(|window| window.first_day(self.as_of.date()))
    }

    /// Who answers for the number: the authority, or for an unattributed figure `None`.
    pub fn authority(&self) -> Option<&Name> {
        self.attribution.authority.as_ref()
    }

    /// The words as people are shown them: those of the number, or of a statement that there were no reports. `None` for
    /// other statements.
    pub fn words(&self) -> Option<Cow<'_, str>> {
        let no_reports = self.no_reports.as_deref().map(Cow::Borrowed);
        self.count.as_ref().map(Wording::printed).or(no_reports)
    }

    /// The words as they were printed, of a number or of a statement that there were no reports. `None` for other
    /// statements.
    pub fn printed_words(&self) -> Option<Cow<'_, str>> {
        Some(self.cell(Field::Figure)).filter(|words| !words.is_empty())
    }

    /// The cells that are not blank; without what the figure declares of others.
    pub fn cells(&self) -> Vec<(Field, String)> {
        let cells = Field::ALL.iter().map(|field| (*field, self.cell(*field).into_owned()));
        cells.filter(|(_, text)| !text.is_empty()).collect()
    }

    /// A cell; empty where the figure does not say, for its ref and for what it declares of others.
    pub fn cell(&self, field: Field) -> Cow<'_, str> {
        match field.part() {
            RowPart::Scope => self.scope.cell(field).into(),
            RowPart::Attribution => self.attribution.cell(field).into(),
            RowPart::Source => self.source.cell(field).into(),
            RowPart::Detail => self.details.cell(field),
            RowPart::Figure => self.own_cell(field),
            RowPart::Facet | RowPart::Link => "".into(),
        }
    }

    fn own_cell(&self, field: Field) -> Cow<'_, str> {
        let given = |text: Option<String>| Cow::from(text.unwrap_or_default());
        match field {
            Field::Figure => match &self.count {
                Some(count) => count.unmistakable(),
                None => self.no_reports.as_deref().unwrap_or_default().into(),
            },
            Field::PeriodStart => match self.window {
                Some(Window::From(day)) => day.iso().into(),
                Some(Window::Hours(_)) | None => "".into(),
            },
            Field::PeriodLength => given(self.window.and_then(Window::length)),
            Field::AsOf => given(self.as_of.stated().map(|day| day.iso())),
            Field::PublishedOn => self.published_on.iso().into(),
            _ => "".into(),
        }
    }
}

/// The last day that a number covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AsOf {
    /// As the source gives it.
    Stated(PartialDate),
    /// The source does not say: the day it was said or published, that is, a latest-possible day. Feeds no
    /// arithmetic, and no sentence prints it.
    Assumed(PartialDate),
}

impl AsOf {
    /// The day, stated or assumed.
    pub fn date(self) -> PartialDate {
        match self {
            AsOf::Stated(date) | AsOf::Assumed(date) => date,
        }
    }

    /// The day where the source states it.
    pub fn stated(self) -> Option<PartialDate> {
        match self {
            AsOf::Stated(date) => Some(date),
            AsOf::Assumed(_) => None,
        }
    }

    /// Whether the day is only the latest possible one.
    pub fn is_assumed(self) -> bool {
        self.stated().is_none()
    }
}

/// Where the window that a number covers begins. The window ends with, and includes, `as_of`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Window {
    /// On this day, which belongs to it.
    From(PartialDate),
    /// This many hours before the end of `as_of`, as printed ("in the last 24 hours").
    Hours(u32),
}

impl Window {
    /// The first day of the window that ends with `as_of`. 24 hours are that one day, 48 hours two.
    pub fn first_day(self, as_of: PartialDate) -> Day {
        match self {
            Window::From(date) => date.first_day(),
            Window::Hours(hours) => as_of.last_day().plus_days(1 - hours.div_ceil(24).max(1) as i32),
        }
    }

    /// The length as a file writes it: `24h`, `48h`, and `7d` from three whole days on; `None` for a stated day.
    pub fn length(self) -> Option<String> {
        match self {
            Window::From(_) => None,
            Window::Hours(hours) if hours >= 72 && hours.is_multiple_of(24) => {
                Some(format!("{}d", hours / 24))
            }
            Window::Hours(hours) => Some(format!("{hours}h")),
        }
    }
}

/// What a source gives rarely, or at length: the columns of [`Field::DETAILS`]. The same figure seen again with other details
/// keeps its identity and gains these beside the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// When the authority said it.
    pub stated_on: Option<Moment>,
    /// When the desk fetched the source.
    pub retrieved_at: Option<Moment>,
    /// Not to be printed before; with its zone.
    pub embargo_until: Option<Moment>,
    /// Words and texts in the order of [`Field::DETAIL_TEXTS`]; `None` in most figures, and where all are.
    pub(super) texts: Option<Box<[Option<DetailText>; Field::DETAIL_TEXTS.len()]>>,
}

/// A word of a closed list, or a text, verbatim.
pub type DetailText = Cow<'static, str>;

impl Details {
    /// What is given in a column of words or texts.
    pub fn text(&self, field: Field) -> Option<&str> {
        self.texts.as_ref()?[place(field)?].as_deref()
    }

    /// Gives a text, or takes it away. The usual basis is not given.
    pub fn set_text(&mut self, field: Field, text: Option<DetailText>) {
        let Some(place) = place(field) else { return };
        let text = text.filter(|text| field != Field::AuthorityBasis || text != Basis::Named.word());
        if text.is_some() || self.texts.is_some() {
            let texts = self.texts.get_or_insert_default();
            texts[place] = text;
            if texts.iter().all(Option::is_none) {
                self.texts = None;
            }
        }
    }

    /// The words and texts that are given.
    pub fn texts(&self) -> impl Iterator<Item = (Field, &DetailText)> {
        let texts = self.texts.iter().flat_map(|texts| texts.iter());
        Field::DETAIL_TEXTS.iter().zip(texts).filter_map(|(field, text)| Some((*field, text.as_ref()?)))
    }

    /// The texts that may have to be erased.
    pub fn erasable_mut(&mut self) -> impl Iterator<Item = (Field, &mut String)> {
        let texts = self.texts.iter_mut().flat_map(|texts| texts.iter_mut());
        let given = Field::DETAIL_TEXTS.iter().zip(texts).filter(|(field, _)| field.column().erasable);
        given.filter_map(|(field, text)| Some((*field, text.as_mut()?.to_mut())))
    }

    /// How the authority is known.
    pub fn basis(&self) -> Basis {
        self.text(Field::AuthorityBasis).and_then(Basis::from_word).unwrap_or(Basis::Named)
    }

    /// These details, and where they are silent what was known before.
    pub fn over(&self, before: &Details) -> Details {
        let mut over = before.clone();
        over.stated_on = self.stated_on.or(before.stated_on);
        over.retrieved_at = self.retrieved_at.or(before.retrieved_at);
        over.embargo_until = self.embargo_until.or(before.embargo_until);
        for (field, text) in self.texts() {
            // A text that reaches us erased takes nothing from a store that has it.
            if before.text(field).is_none_or(|known| !are_one(text, known)) {
                over.set_text(field, Some(text.clone()));
            }
        }
        over
    }

    /// What holds for a part too that the same words include: all but the texts.
    pub fn of_part(&self) -> Details {
        let mut details = self.clone();
        let texts = Field::DETAIL_TEXTS.iter().filter(|field| matches!(field.column().kind, CellKind::Text));
        texts.for_each(|field| details.set_text(*field, None));
        details
    }

    /// A cell; empty where the details do not say, and for fields of other parts.
    pub fn cell(&self, field: Field) -> Cow<'_, str> {
        let moment = match field {
            Field::StatedOn => self.stated_on,
            Field::RetrievedAt => self.retrieved_at,
            Field::EmbargoUntil => self.embargo_until,
            field => return self.text(field).unwrap_or_default().into(),
        };
        moment.map_or(Cow::Borrowed(""), |moment| moment.iso().into())
    }
}

/// The place of a column among those of words and texts.
fn place(field: Field) -> Option<usize> {
    Field::DETAIL_TEXTS.iter().position(|known| *known == field)
}

/// What a row says about other figures; the targets are refs or ids, not yet looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// What it declares.
    pub what: Declares,
    /// A ref, an id, or `uid:` and the start of a uid.
    pub target: String,
    /// Why, as somebody gave it.
    pub reason: Option<Reason>,
    /// Who gave the reason.
    pub reason_by: Option<String>,
}

/// What can be declared of another figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Declares {
    /// The target includes this figure; `complete` when the target's parts are all there.
    PartOf(Completeness),
    /// The typed relation of the `relation` column.
    Relation(LinkKind),
}

/// Whether the parts declared of a whole are all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Completeness {
    /// There may be more.
    Some,
    /// `REF complete`: the parts are all there.
    All,
}
