//! One figure as a row: its columns, in their order, and how they become a figure again.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::attribution::{Attribution, Source};
use crate::model::column::{CellKind, Field};
use crate::model::count::Count;
use crate::model::date::{Moment, PartialDate};
use crate::model::figure::{AsOf, Details, Figure, Window};
use crate::model::name::Name;
use crate::model::recorded::{Act, ActKind, FigureId};
use crate::model::scope::Scope;
use crate::model::wording::{Kind, Wording};
use crate::model::words::{CountType, Measure, Reason, Unit};

/// One figure as a row. Absent cells are left out of JSON lines, and are null in tables.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FigureRow {
    /// The key by which rows are parted: event, place, unit and group by canonical names, joined by U+001F.
    pub family: String,
    /// Whether it is of the family, or a copy that an answer of it needs.
    pub role: FamilyRole,
    /// The first 16 digits of what identifies the figure in every store.
    pub uid: String,
    /// Its number in its store.
    pub id: i64,
    /// Its place in the order of recording, within the family.
    pub order: i64,
    /// When the entry that brought it was recorded, wherever that was: UTC, microseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded_at: Option<String>,
    /// The hash of that entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry_uid: Option<String>,
    /// The line of its file; 0 where it came from none.
    pub line: i64,
    /// The event, as printed.
    pub event: String,
    /// The place, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What happened to the people.
    pub measure: String,
    /// People or households.
    pub unit: String,
    /// Who is counted, as printed.
    pub group: String,
    /// What the number counts up.
    pub count_type: String,
    /// What else decides who is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    /// The kind of the number; absent for a statement without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The printed number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<u64>,
    /// The fewest people that the words allow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<u64>,
    /// The most; absent where it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<u64>,
    /// The words, where they are not the plain ones of kind and number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wording: Option<String>,
    /// The last day that it covers: a day, a month or a year.
    pub as_of: String,
    /// Whether its source does not state that day.
    pub as_of_assumed: bool,
    /// The first day of `as_of`, for engines that leave out parts of a lake; not read here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of_first: Option<String>,
    /// The first day that it covers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period_start: Option<String>,
    /// How many hours it covers, up to the end of `as_of`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period_hours: Option<u32>,
    /// When the source appeared.
    pub published_on: String,
    /// When the authority said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stated_on: Option<String>,
    /// When the desk fetched the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retrieved_at: Option<String>,
    /// Who answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// Who spoke.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// Who passed it on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
    /// How it was counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// How the authority is known.
    pub basis: String,
    /// Who printed it.
    pub publisher: String,
    /// The title of the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Where a copy of it is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive_url: Option<String>,
    /// Its language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The name that a file gave to the row.
    #[serde(skip_serializing_if = "Option::is_none", rename = "ref")]
    pub reference: Option<String>,
    /// How far it was verified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification: Option<String>,
    /// On which side its source stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standpoint: Option<String>,
    /// What the source says against its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caveat: Option<String>,
    /// In which circumstances.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub circumstances: Option<String>,
    /// That it is the most since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub superlative: Option<String>,
    /// The words of the document; only where texts were asked for, as are the next two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// What the desk noted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// A grade of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// The feed of which a snapshot brought it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feed: Option<String>,
    /// When that snapshot was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snapshot_at: Option<String>,
    /// When the one before it was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snapshot_before: Option<String>,
    /// The number of its series in its store; absent for a copy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<i64>,
    /// What happened to it, and what was declared of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<RowAct>,
}

/// Whether a row is of its family.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub enum FamilyRole {
    /// It is of the family.
    #[default]
    Own,
    /// It is a copy of a figure of another family, which an answer needs.
    Related,
}

impl From<FamilyRole> for &'static str {
    fn from(role: FamilyRole) -> &'static str {
        match role {
            FamilyRole::Own => "own",
            FamilyRole::Related => "related",
        }
    }
}

impl TryFrom<String> for FamilyRole {
    type Error = InterchangeFault;

    fn try_from(text: String) -> Result<FamilyRole, InterchangeFault> {
        match text.as_str() {
            "own" => Ok(FamilyRole::Own),
            "related" => Ok(FamilyRole::Related),
            _ => Err(InterchangeFault::new("role", text)),
        }
    }
}

/// Something that happened to the figure of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RowAct {
    /// What: the words of the column `relation`, `part_of`, `part_of_complete`, `gone` or `void`.
    pub what: String,
    /// The figure that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_uid: Option<String>,
    /// Its number in the store of the row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_id: Option<i64>,
    /// Of what the figure of the row itself declares: the number of the figure of which it does, which has no row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figure_id: Option<i64>,
    /// When the public could know.
    pub known_at: String,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who gave the reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_by: Option<String>,
}

/// A cell of a row that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterchangeFault {
    /// The column.
    pub column: &'static str,
    /// What stands there.
    pub text: String,
}

impl RowAct {
    /// An act on the figure of a row. `other_uid`: that of the figure that says so, where it is known.
    pub fn of(act: &Act, row: FigureId, other_uid: Option<String>) -> RowAct {
        RowAct {
            what: act.what.word().to_owned(),
            other_uid,
            other_id: act.other.map(|id| id.0),
            figure_id: (act.figure != row).then_some(act.figure.0),
            known_at: act.known_at.iso(),
            reason: act.reason.map(|reason| reason.word().to_owned()),
            reason_by: act.reason_by.clone(),
        }
    }

    /// The act, on the figure of a row. `other`: the number of the figure that says so.
    ///
    /// # Errors
    /// The first part that holds what it cannot.
    pub fn act(&self, row: FigureId, other: Option<FigureId>) -> Result<Act, InterchangeFault> {
        Ok(Act {
            figure: self.figure_id.map_or(row, FigureId),
            what: ActKind::from_word(&self.what)
                .ok_or_else(|| InterchangeFault::new("acts.what", &self.what))?,
            other,
            known_at: moment("acts.known_at", &self.known_at)?,
            reason: self.reason.as_deref().and_then(Reason::from_word),
            reason_by: self.reason_by.clone(),
        })
    }
}

impl InterchangeFault {
    /// That a column cannot hold a text.
    pub fn new(column: &'static str, text: impl Into<String>) -> InterchangeFault {
        InterchangeFault { column, text: text.into() }
    }
}

impl fmt::Display for InterchangeFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the column {} cannot hold `{}`", self.column, self.text)
    }
}

impl FigureRow {
    /// The columns that a figure itself fills; `with_texts`: also quote, note and grade.
    pub fn of(figure: &Figure, with_texts: bool) -> FigureRow {
        let given = |field: Field| {
            let cell = figure.cell(field);
            (!cell.is_empty()).then(|| cell.into_owned())
        };
        let text = |field: Field| given(field).filter(|_| with_texts);
        let Figure { scope, count, .. } = figure;
        FigureRow {
            event: scope.event.to_string(),
            place: given(Field::Place),
            measure: scope.measure.word().to_owned(),
            unit: scope.unit.word().to_owned(),
            group: scope.group.to_string(),
            count_type: scope.count_type.word().to_owned(),
            definition: given(Field::Definition),
            kind: count.as_ref().map(|count| count.kind().word().to_owned()),
            value: count.as_ref().and_then(Wording::value),
            low: count.as_ref().map(|count| count.count().low()),
            high: count.as_ref().and_then(|count| count.count().high()),
            wording: match count {
                Some(count) => count.own_text().map(str::to_owned),
                None => figure.no_reports.as_deref().map(str::to_owned),
            },
            as_of: figure.as_of.date().iso(),
            as_of_assumed: figure.as_of.is_assumed(),
            as_of_first: Some(figure.as_of.date().first_day().to_date().iso()),
            period_start: given(Field::PeriodStart),
            period_hours: match figure.window {
                Some(Window::Hours(hours)) => Some(hours),
                _ => None,
            },
            published_on: figure.published_on.iso(),
            stated_on: given(Field::StatedOn),
            retrieved_at: given(Field::RetrievedAt),
            authority: given(Field::Authority),
            speaker: given(Field::Speaker),
            via: given(Field::Via),
            method: given(Field::Method),
            basis: figure.details.basis().word().to_owned(),
            publisher: figure.source.publisher.to_string(),
            title: given(Field::Title),
            url: given(Field::Url),
            archive_url: given(Field::ArchiveUrl),
            language: given(Field::Language),
            verification: given(Field::Verification),
            standpoint: given(Field::Standpoint),
            caveat: given(Field::Caveat),
            circumstances: given(Field::Circumstances),
            superlative: given(Field::Superlative),
            quote: text(Field::Quote),
            note: text(Field::Note),
            grade: text(Field::Grade),
            ..FigureRow::default()
        }
    }

    /// The figure of the row.
    ///
    /// # Errors
    /// The first column that holds what it cannot.
    pub fn figure(&self) -> Result<Figure, InterchangeFault> {
        let count = self.count()?;
        Ok(Figure {
            scope: Arc::new(self.scope()?),
            no_reports: self.wording.as_deref().filter(|_| count.is_none()).map(Box::from),
            count,
            window: self.window()?,
            as_of: match (self.as_of_assumed, date("as_of", &self.as_of)?) {
                (true, date) => AsOf::Assumed(date),
                (false, date) => AsOf::Stated(date),
            },
            published_on: moment("published_on", &self.published_on)?,
            attribution: Arc::new(Attribution {
                authority: name_given("authority", self.authority.as_deref())?,
                speaker: self.speaker.clone(),
                via: name_given("via", self.via.as_deref())?,
                method: self.method.clone(),
            }),
            source: Arc::new(Source {
                publisher: name("publisher", &self.publisher)?,
                title: self.title.clone().unwrap_or_default(),
                url: self.url.clone().unwrap_or_default(),
                archive_url: self.archive_url.clone(),
                language: self.language.clone(),
            }),
            details: self.details()?,
        })
    }

    /// What is counted, as printed.
    ///
    /// # Errors
    /// The first column that holds what it cannot.
    pub fn scope(&self) -> Result<Scope, InterchangeFault> {
        let wrong = |column, text: &str| InterchangeFault::new(column, text);
        Ok(Scope {
            event: name("event", &self.event)?,
            place: name_given("place", self.place.as_deref())?,
            measure: Measure::from_word(&self.measure).ok_or_else(|| wrong("measure", &self.measure))?,
            unit: Unit::from_word(&self.unit).ok_or_else(|| wrong("unit", &self.unit))?,
            group: name("group", &self.group)?,
            count_type: CountType::from_word(&self.count_type)
                .ok_or_else(|| wrong("count_type", &self.count_type))?,
            definition: self.definition.clone(),
        })
    }

    fn count(&self) -> Result<Option<Wording>, InterchangeFault> {
        let Some(word) = &self.kind else { return Ok(None) };
        let kind = Kind::from_word(word).ok_or_else(|| InterchangeFault::new("kind", word))?;
        let bounds = Count::new(self.low.unwrap_or(0), self.high)
            .ok_or_else(|| InterchangeFault::new("high", self.high.unwrap_or(0).to_string()))?;
        Ok(Some(Wording::restore(kind, self.value, bounds, self.wording.as_deref())))
    }

    fn window(&self) -> Result<Option<Window>, InterchangeFault> {
        Ok(match (&self.period_start, self.period_hours) {
            (Some(day), _) => Some(Window::From(date("period_start", day)?)),
            (None, hours) => hours.map(Window::Hours),
        })
    }

    fn details(&self) -> Result<Details, InterchangeFault> {
        let given =
            |column, text: &Option<String>| text.as_ref().map(|text| moment(column, text)).transpose();
        let mut details = Details {
            stated_on: given("stated_on", &self.stated_on)?,
            retrieved_at: given("retrieved_at", &self.retrieved_at)?,
            ..Details::default()
        };
        let texts = [
            (Field::Verification, &self.verification),
            (Field::Standpoint, &self.standpoint),
            (Field::Quote, &self.quote),
            (Field::Caveat, &self.caveat),
            (Field::Grade, &self.grade),
            (Field::Circumstances, &self.circumstances),
            (Field::Superlative, &self.superlative),
            (Field::Note, &self.note),
        ];
        let basis = (Field::AuthorityBasis, Some(&self.basis));
        for (field, text) in texts.map(|(field, text)| (field, text.as_ref())).into_iter().chain([basis]) {
            // A blank text says nothing.
            let text = text.filter(|text| !text.is_empty()).map(|text| of_list(field, text)).transpose()?;
            details.set_text(field, text.cloned().map(Into::into));
        }
        Ok(details)
    }
}

/// A text, which of a field with a closed list has to be one of its words.
fn of_list(field: Field, text: &String) -> Result<&String, InterchangeFault> {
    match field.column().kind {
        CellKind::Word(list) if !list.words.contains(&text.as_str()) => {
            Err(InterchangeFault::new(field.name(), text))
        }
        _ => Ok(text),
    }
}

pub(super) fn name(column: &'static str, text: &str) -> Result<Name, InterchangeFault> {
    Name::read(text).ok_or_else(|| InterchangeFault::new(column, text))
}

fn name_given(column: &'static str, text: Option<&str>) -> Result<Option<Name>, InterchangeFault> {
    text.map(|text| name(column, text)).transpose()
}

pub(super) fn date(column: &'static str, text: &str) -> Result<PartialDate, InterchangeFault> {
    PartialDate::read(text).map_err(|_| InterchangeFault::new(column, text))
}

/// A moment in a column.
///
/// # Errors
/// A text that is none.
pub fn moment(column: &'static str, text: &str) -> Result<Moment, InterchangeFault> {
    Moment::read(text).map_err(|_| InterchangeFault::new(column, text))
}
