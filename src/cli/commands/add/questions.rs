//! What the dialogue of `add` asks, in which order, and how it explains it.

use crate::desk::add::AddDraft;
use crate::model::column::Field;
use crate::model::words::{CountType, LinkKind, WordList};
use crate::report::lists::{ColumnContent, Table, TableColumn};
use crate::report::page::Page;

/// What may be asked, in this order: the number, what is counted, who says so, and when.
pub const ORDER: &[Field] = &[
    Field::Figure,
    Field::Event,
    Field::Place,
    Field::Measure,
    Field::CountType,
    Field::PeriodLength,
    Field::Authority,
    Field::Publisher,
    Field::PublishedOn,
    Field::Url,
    Field::AsOf,
];

/// What is said of a question that is not understood.
pub struct ExplainedQuestion {
    /// What it asks.
    pub what: &'static str,
    /// An answer.
    pub example: &'static str,
    /// Where the rule stands.
    pub rule: &'static str,
}

/// Whether a field is still to be asked for: nothing gives it, and the figure may have it.
pub fn is_open(draft: &AddDraft, field: Field) -> bool {
    let given = |field: Field| draft.cells.get(&field).is_some_and(|text| !text.is_empty());
    let said = draft.said();
    let relation = draft.cells.get(&Field::Relation).and_then(|word| LinkKind::from_word(word));
    if draft.cells.contains_key(&field) || said.of(field).is_some() {
        return false;
    }
    match field {
        Field::Figure => {
            !(relation.is_some_and(LinkKind::may_lack_a_count) || given(Field::Low) || given(Field::High))
        }
        Field::PeriodLength => {
            let count_type = draft.cells.get(&Field::CountType).and_then(|word| CountType::from_word(word));
            count_type == Some(CountType::Period) && !given(Field::PeriodStart)
        }
        _ => true,
    }
}

/// What a blank answer means; `None` where there has to be one.
pub fn when_blank(field: Field) -> Option<&'static str> {
    match field {
        Field::Place | Field::AsOf => Some("not stated"),
        Field::Authority => Some("nobody is named: the publisher's own voice"),
        Field::Url => Some("none"),
        Field::Figure
        | Field::Event
        | Field::Measure
        | Field::CountType
        | Field::PeriodLength
        | Field::Publisher
        | Field::PublishedOn => None,
        _ => Some("none"),
    }
}

/// Whether a field holds a name that the store may know.
pub fn is_named(field: Field) -> bool {
    matches!(field, Field::Event | Field::Place | Field::Group | Field::Authority | Field::Publisher)
}

/// The question for a field, with what Enter takes.
pub fn prompt(field: Field, default: Option<&str>) -> String {
    let name = field.name().replace('_', " ");
    match (default, when_blank(field)) {
        (Some(default), Some(blank)) => format!("{name} [{default}; - for {blank}]: "),
        (Some(default), None) => format!("{name} [{default}]: "),
        (None, Some(blank)) => format!("{name} (Enter: {blank}): "),
        (None, None) => format!("{name}: "),
    }
}

/// The words of a closed list, numbered, each with what it means.
pub fn words(field: Field, list: &WordList) -> Page {
    let columns = [
        ("no".to_owned(), ColumnContent::Numbers),
        (field.name().replace('_', " "), ColumnContent::Fixed),
        ("meaning".to_owned(), ColumnContent::Words),
    ];
    let columns = columns.map(|(name, holds)| TableColumn { name: name.into(), holds });
    let mut table = Table { columns: columns.to_vec(), rows: Vec::new() };
    for (at, (word, meaning)) in list.words.iter().zip(list.meanings).enumerate() {
        let cells = [(at + 1).to_string(), (*word).to_owned(), meaning.trim().to_owned()];
        table.push(cells.map(|cell| Some(cell).into()));
    }
    let mut page = Page::default();
    page.table(table);
    page
}

/// A field with its text, in words.
pub fn named((field, text): &(Field, String)) -> String {
    format!("{} {text}", field.name().replace('_', " "))
}

/// What a question asks, an answer, and where its rule stands.
pub fn explained(field: Field) -> ExplainedQuestion {
    let (what, example, rule) = match field {
        Field::Figure => (
            "The number with its words, as the source printed it. The words say how much it allows, and often the measure.",
            "at least 100 killed",
            "docs/rules.md, Counts",
        ),
        Field::Event => (
            "What happened, largest first. One event has one name: take it from the list where it is there.",
            "Gaza war > Al-Ahli hospital blast",
            "docs/house-csv.md, What is counted",
        ),
        Field::Place => (
            "Where the people were counted, largest first. Leave it blank where the source does not say.",
            "Syria > Deraa",
            "docs/rules.md, Names",
        ),
        Field::Measure => (
            "What happened to the people. Killed is dead by the event; died is of illness, hunger or cold.",
            "killed",
            "docs/rules.md, Measures and units",
        ),
        Field::CountType => (
            "What the number counts up. A wrong one turns a day's count into a toll, so there is no default.",
            "total",
            "docs/rules.md, Count types",
        ),
        Field::PeriodLength => {
            ("How long the window is that ends with as_of.", "24h", "docs/rules.md, Dates")
        }
        Field::Authority => (
            "Who makes the count and answers for it, not who printed it. Blank: the source names nobody.",
            "Gaza Health Ministry",
            "docs/rules.md, Own voice",
        ),
        Field::Publisher => ("Who issued the source that you read.", "Reuters", "docs/rules.md, Sources"),
        Field::PublishedOn => (
            "The day on which the source appeared; it decides what the public could know.",
            "2023-10-25",
            "docs/rules.md, Dates",
        ),
        Field::Url => (
            "The address of the source. The same publisher and address are the same source.",
            "https://example.org/report",
            "docs/rules.md, Sources",
        ),
        Field::AsOf => (
            "The last day that the number covers, where the source states it. Blank: not stated, and no sentence prints a day.",
            "2023-10-24",
            "docs/rules.md, Dates",
        ),
        field => (field.column().help, field.column().value, "docs/house-csv.md"),
    };
    ExplainedQuestion { what, example, rule }
}
