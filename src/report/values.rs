//! Figures as plain values, for programs that calculate: a number is a number, a day is a day, a name is the canonical one.

use std::borrow::Cow;
use std::sync::Arc;

use super::dataset::{ColumnType, Reference, ShapeColumn, TableShape};
use super::lists::TableCell;
use crate::model::attribution::Attribution;
use crate::model::column::{AS_OF_PRECISION, CellKind, Field};
use crate::model::date::{Day, Moment, PartialDate, Precision, Timestamp};
use crate::model::figure::{Figure, Window};
use crate::model::name::Name;
use crate::model::recorded::{Recorded, Recorder};
use crate::model::redacted::shown;
use crate::model::scope::Scope;
use crate::model::wording::{Kind, Wording};

/// A figure on its way into a table of plain values.
#[derive(Clone, Debug)]
pub struct PlainFigure {
    /// The figure, with the names that were printed.
    pub recorded: Recorded,
    /// What is counted, by canonical names.
    pub scope: Arc<Scope>,
    /// Who answers for it, by canonical names.
    pub attribution: Arc<Attribution>,
    /// Who printed it, by the canonical name.
    pub publisher: Name,
    /// The key of its series, and that of its source (`dataset::key`).
    pub keys: [Arc<str>; 2],
    /// Its name in its file.
    pub reference: Option<String>,
    /// What became of it, by the word of the views.
    pub status: &'static str,
    /// Its uid.
    pub uid: String,
    /// The entry that recorded it.
    pub recorder: Option<Recorder>,
}

/// A cell that holds a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlainCell<'f> {
    /// Nothing is stated.
    Blank,
    /// A number of people, or an id.
    Whole(u64),
    /// A day.
    Day(Day),
    /// A time, in UTC.
    Time(Timestamp),
    /// Whether it is so.
    Truth(bool),
    /// A text, or a word of a list.
    Text(Cow<'f, str>),
}

/// A column of plain values.
#[derive(Clone, Copy, Debug)]
pub struct PlainColumn {
    /// Its name: a word of the house CSV where there is one.
    pub name: &'static str,
    /// What it holds, in one line.
    pub help: &'static str,
    /// What its cells hold.
    pub holds: ColumnType,
    /// The column of the house CSV that it is of; `None`: it is the program's own.
    pub field: Option<Field>,
    /// The cell of a figure.
    pub cell: for<'f> fn(&'f PlainFigure) -> PlainCell<'f>,
}

/// The column that tells the entry, which is a matter of this desk.
pub const ENTRY: &str = "entry";

/// Every column, in the order in which they are written.
pub const COLUMNS: &[PlainColumn] = &[
    own("id", "Number of the figure in this store", ColumnType::Number, |one| {
        PlainCell::Whole(one.recorded.id.0.unsigned_abs())
    }),
    own("uid", "Name of the figure that is the same in every store", ColumnType::Text, |one| text(&one.uid)),
    of(Field::Ref, |one| text(one.reference.as_deref().unwrap_or_default())),
    own(
        "series",
        "Key of the series, the same in every export: that of its answer",
        ColumnType::Text,
        |one| text(&one.keys[0]),
    ),
    of(Field::Event, |one| text(one.scope.event.as_str())),
    of(Field::Place, |one| text(one.scope.cell(Field::Place))),
    of(Field::Measure, |one| text(one.scope.measure.word())),
    of(Field::Unit, |one| text(one.scope.unit.word())),
    of(Field::Group, |one| text(one.scope.group.as_str())),
    of(Field::CountType, |one| text(one.scope.count_type.word())),
    of(Field::Definition, |one| text(one.scope.cell(Field::Definition))),
    of(Field::Method, |one| text(one.attribution.cell(Field::Method))),
    told(Field::Figure, "The number in the words that were printed", ColumnType::Text, |one| {
        one.figure().printed_words().map_or(PlainCell::Blank, PlainCell::Text)
    }),
    own("kind", "What the words make of the number", ColumnType::OneOf(KINDS), |one| {
        one.count().map_or(PlainCell::Blank, |count| text(count.kind().word()))
    }),
    own("printed", "The number that was printed, with or without a hedge", ColumnType::Number, |one| {
        number(one.count().and_then(Wording::value))
    }),
    own(
        "value",
        "The number where no hedge stands: an exact count, or the point of an estimate",
        ColumnType::Number,
        |one| number(one.count().and_then(Wording::point)),
    ),
    told(Field::Low, "The fewest that the words allow, in the unit of that row", ColumnType::Number, |one| {
        number(one.count().map(|count| count.count().low()))
    }),
    told(
        Field::High,
        "The most that the words allow, in the unit of that row; blank where they are open above",
        ColumnType::Number,
        |one| number(one.count().and_then(|count| count.count().high())),
    ),
    own(
        "low_by_convention",
        "Whether nobody printed that low end: it serves to compare",
        ColumnType::Flag,
        |one| PlainCell::Truth(one.count().is_some_and(Wording::low_by_convention)),
    ),
    own(
        "high_by_convention",
        "Whether nobody printed that high end: it serves to compare",
        ColumnType::Flag,
        |one| PlainCell::Truth(one.count().is_some_and(Wording::high_by_convention)),
    ),
    told(
        Field::PeriodStart,
        "First day that the number covers, as stated; of a month or year its first day",
        ColumnType::Day,
        |one| one.period_start().map_or(PlainCell::Blank, |date| PlainCell::Day(date.first_day())),
    ),
    beside("period_start_precision", HOW_PRECISE, PRECISION, Field::PeriodStart, |one| {
        precision(one.period_start())
    }),
    beside(
        "period_hours",
        "How many hours up to as_of it covers, where that is stated",
        ColumnType::Number,
        Field::PeriodLength,
        |one| match one.figure().window {
            Some(Window::Hours(hours)) => PlainCell::Whole(hours.into()),
            Some(Window::From(_)) | None => PlainCell::Blank,
        },
    ),
    told(
        Field::AsOf,
        "Last day that the number covers; of a month or year its last day",
        ColumnType::Day,
        |one| PlainCell::Day(one.figure().as_of.date().last_day()),
    ),
    beside(AS_OF_PRECISION, HOW_PRECISE, PRECISION, Field::AsOf, |one| {
        precision(Some(one.figure().as_of.date()))
    }),
    beside(
        "as_of_assumed",
        "Whether nobody stated as_of: it is the latest day possible",
        ColumnType::Flag,
        Field::AsOf,
        |one| PlainCell::Truth(one.figure().as_of.is_assumed()),
    ),
    told(
        Field::StatedOn,
        "Day on which the authority said it; of a month or year its last day",
        ColumnType::Day,
        |one| last_day(one.figure().details.stated_on),
    ),
    beside("stated_on_precision", HOW_PRECISE, PRECISION, Field::StatedOn, |one| {
        precision(one.figure().details.stated_on.map(|moment| moment.date))
    }),
    told(
        Field::PublishedOn,
        "Day on which the source appeared; of a month or year its last day",
        ColumnType::Day,
        |one| last_day(Some(one.figure().published_on)),
    ),
    beside("published_on_precision", HOW_PRECISE, PRECISION, Field::PublishedOn, |one| {
        precision(Some(one.figure().published_on.date))
    }),
    told(Field::RetrievedAt, "Day on which this desk fetched the source", ColumnType::Day, |one| {
        last_day(one.figure().details.retrieved_at)
    }),
    of(Field::Authority, |one| text(one.attribution.cell(Field::Authority))),
    of(Field::AuthorityBasis, |one| text(one.figure().details.basis().word())),
    of(Field::Speaker, |one| text(one.attribution.cell(Field::Speaker))),
    of(Field::Via, |one| text(one.attribution.cell(Field::Via))),
    own("source", "Key of the source, the same in every export", ColumnType::Text, |one| text(&one.keys[1])),
    of(Field::Publisher, |one| text(one.publisher.as_str())),
    of(Field::Title, |one| text(one.figure().source.cell(Field::Title))),
    of(Field::Url, |one| text(one.figure().source.cell(Field::Url))),
    of(Field::ArchiveUrl, |one| text(one.figure().source.cell(Field::ArchiveUrl))),
    of(Field::Language, |one| text(one.figure().source.cell(Field::Language))),
    of(Field::Quote, |one| one.detail(Field::Quote)),
    of(Field::Caveat, |one| one.detail(Field::Caveat)),
    of(Field::Verification, |one| one.detail(Field::Verification)),
    of(Field::Grade, |one| one.detail(Field::Grade)),
    of(Field::Standpoint, |one| one.detail(Field::Standpoint)),
    of(Field::Circumstances, |one| one.detail(Field::Circumstances)),
    of(Field::Superlative, |one| one.detail(Field::Superlative)),
    of(Field::Note, |one| one.detail(Field::Note)),
    own("status", "What became of the figure", ColumnType::OneOf(STATUSES), |one| text(one.status)),
    own("recorded_at", "When it was first recorded, in UTC", ColumnType::Time, |one| {
        one.recorder.map_or(PlainCell::Blank, |by| PlainCell::Time(by.at))
    }),
    own(ENTRY, "Entry of this store that recorded it", ColumnType::Number, |one| {
        number(one.recorder.map(|by| by.entry.0.unsigned_abs()))
    }),
];

/// What a table of such columns is.
pub fn shape(columns: &[&'static PlainColumn]) -> TableShape {
    let has = |name: &&'static str| columns.iter().any(|column| column.name == *name);
    let refers = |column, table| Reference { column, table, to: column };
    let refers = [refers("series", "answers"), refers("source", "sources")];
    let column = |column: &&'static PlainColumn| ShapeColumn {
        name: column.name,
        holds: column.holds,
        about: column.help,
    };
    TableShape {
        name: "figures",
        about: "One number as one source printed it, with what became of it.",
        key: &["id"],
        refers: refers.into_iter().filter(|one| has(&one.column)).collect(),
        facets: FACETS.iter().copied().filter(has).collect(),
        searched: SEARCHED.iter().copied().filter(has).collect(),
        columns: columns.iter().map(column).collect(),
    }
}

/// By which columns figures are counted and chosen.
const FACETS: &[&str] =
    &["event", "measure", "authority", "status", "publisher", "kind", "count_type", "group"];

/// In which columns words are sought.
const SEARCHED: &[&str] = &["event", "place", "group", "figure", "authority", "publisher", "title", "quote"];

/// The cells of a figure in a table of such columns.
pub fn table_cells(columns: &[&'static PlainColumn], figure: &PlainFigure) -> Vec<TableCell> {
    let cell = |column: &&'static PlainColumn| match (column.cell)(figure) {
        PlainCell::Blank => TableCell::Blank,
        PlainCell::Whole(number) => number.into(),
        PlainCell::Day(day) => day.to_date().iso().into(),
        PlainCell::Time(time) => time.iso().into(),
        PlainCell::Truth(holds) => holds.into(),
        PlainCell::Text(text) => text.into_owned().into(),
    };
    columns.iter().map(cell).collect()
}

/// How the cells of a column are made.
type CellOf = for<'f> fn(&'f PlainFigure) -> PlainCell<'f>;

const HOW_PRECISE: &str = "How much of that date is known";

const PRECISION: ColumnType = ColumnType::OneOf(&["day", "month", "year"]);

/// A column of the house CSV, as it stands there.
const fn of(field: Field, cell: CellOf) -> PlainColumn {
    let column = field.column();
    let holds = match column.kind {
        CellKind::Word(list) => ColumnType::OneOf(list.words),
        _ => ColumnType::Text,
    };
    PlainColumn { name: column.name, help: column.help, holds, field: Some(field), cell }
}

/// A column of the house CSV that holds a value here, and no words.
const fn told(field: Field, help: &'static str, holds: ColumnType, cell: CellOf) -> PlainColumn {
    PlainColumn { name: field.name(), help, holds, field: Some(field), cell }
}

/// A column that tells more of one of the house CSV.
const fn beside(
    name: &'static str,
    help: &'static str,
    holds: ColumnType,
    field: Field,
    cell: CellOf,
) -> PlainColumn {
    PlainColumn { name, help, holds, field: Some(field), cell }
}

/// A column of the program's own.
const fn own(name: &'static str, help: &'static str, holds: ColumnType, cell: CellOf) -> PlainColumn {
    PlainColumn { name, help, holds, field: None, cell }
}

/// The words of every kind of number.
const KINDS: &[&str] = &{
    let (mut words, mut at) = ([""; Kind::ALL.len()], 0);
    while at < words.len() {
        words[at] = Kind::ALL[at].word();
        at += 1;
    }
    words
};

/// What can become of a figure (`model::status`).
const STATUSES: &[&str] = &["stands", "void", "gone", "corrected", "retracted", "disowned"];

impl PlainFigure {
    fn figure(&self) -> &Figure {
        &self.recorded.figure
    }

    fn count(&self) -> Option<&Wording> {
        self.recorded.figure.count.as_ref()
    }

    fn period_start(&self) -> Option<PartialDate> {
        match self.recorded.figure.window {
            Some(Window::From(date)) => Some(date),
            Some(Window::Hours(_)) | None => None,
        }
    }

    fn detail(&self, field: Field) -> PlainCell<'_> {
        text(self.recorded.figure.details.text(field).unwrap_or_default())
    }
}

/// A text; one that was erased is said to be so.
fn text(text: &str) -> PlainCell<'_> {
    if text.is_empty() { PlainCell::Blank } else { PlainCell::Text(shown(text)) }
}

fn number<'f>(number: Option<u64>) -> PlainCell<'f> {
    number.map_or(PlainCell::Blank, PlainCell::Whole)
}

fn last_day<'f>(moment: Option<Moment>) -> PlainCell<'f> {
    moment.map_or(PlainCell::Blank, |moment| PlainCell::Day(moment.date.last_day()))
}

fn precision<'f>(date: Option<PartialDate>) -> PlainCell<'f> {
    date.map_or(PlainCell::Blank, |date| {
        text(match date.precision() {
            Precision::Day => "day",
            Precision::Month => "month",
            Precision::Year => "year",
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_name_of_its_own_and_says_what_it_holds() {
        let names: std::collections::BTreeSet<&str> = COLUMNS.iter().map(|column| column.name).collect();
        assert_eq!(names.len(), COLUMNS.len());
        assert!(COLUMNS.iter().all(|column| !column.help.is_empty()));
    }

    #[test]
    fn every_column_of_a_figure_is_there() {
        let held = |field: &&Field| COLUMNS.iter().any(|column| column.field == Some(**field));
        let lacking: Vec<_> = Field::ALL.iter().filter(|field| field.is_kept() && !held(field)).collect();
        use Field::{EmbargoUntil, PartOf, Reason, ReasonBy, Relation, Target};
        let others = [EmbargoUntil, PartOf, Relation, Target, Reason, ReasonBy];
        assert_eq!(
            lacking,
            others.iter().collect::<Vec<_>>(),
            "what figures declare is for the lossless formats, and what is under embargo is in none"
        );
    }
}
