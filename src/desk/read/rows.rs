//! A figure that was found as a row of the house CSV, and which rows are written.

use super::names::{KnownNames, NameMatch};
use super::proposal::{InText, NameChoice, Proposal, ReadOptions, ReadPlan, RowsWanted};
use crate::desk::add::Cells;
use crate::extract::State;
use crate::model::column::Field;
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::scope::EVERYBODY;
use crate::model::uid::hex;
use crate::model::words::{Basis, Unit};
use crate::report::lists::{ColumnContent, Table, TableCell, TableColumn};
use crate::report::read::ProposalReport;

/// The columns that an article can fill, whether or not this one does.
const COLUMNS: &[Field] = &[
    Field::Ref,
    Field::Event,
    Field::Place,
    Field::Measure,
    Field::Unit,
    Field::Group,
    Field::CountType,
    Field::Figure,
    Field::PeriodStart,
    Field::PeriodLength,
    Field::AsOf,
    Field::StatedOn,
    Field::PublishedOn,
    Field::Authority,
    Field::AuthorityBasis,
    Field::Speaker,
    Field::Via,
    Field::Publisher,
    Field::Title,
    Field::Url,
    Field::Language,
    Field::Quote,
    Field::PartOf,
    Field::Note,
];

/// What names the words of an article.
pub(super) struct RowNames<'n> {
    /// The events that the text names, wherever it does.
    pub elsewhere: &'n [Name],
    /// What the desk says of the article.
    pub options: &'n ReadOptions,
    /// What the ledger knows.
    pub known: &'n KnownNames,
}

/// A figure with its row, and what is missing in it.
pub(super) fn proposal(names: &RowNames<'_>, mut report: ProposalReport, found: InText) -> Proposal {
    let RowNames { elsewhere, options, known } = *names;
    let mut cells = as_found(&report);
    let mut choices = Vec::new();
    for (field, kind) in [
        (Field::Event, NameKind::Event),
        (Field::Place, NameKind::Place),
        (Field::Authority, NameKind::Authority),
    ] {
        match named(field, kind, &report, known, options, elsewhere) {
            Naming::As(name) => {
                *named_field(&mut report, field) = Some(name.clone());
                cells.insert(field, name);
            }
            Naming::Choose(words, names) => choices.push(NameChoice { field, words, names }),
            Naming::AsPrinted => {}
        }
    }
    report.ticked &= choices.is_empty();
    if !choices.is_empty() {
        report.doubts.push("ambiguous_name");
    }
    for (field, text) in &options.cells {
        // What the desk says of the story's event holds for no past one.
        if *field != Field::Event || found.state != State::History {
            cells.entry(*field).or_insert_with(|| text.clone());
        }
    }
    if cells.contains_key(&Field::Authority) && report.authority.is_none() {
        cells.entry(Field::AuthorityBasis).or_insert_with(|| Basis::Inferred.word().to_owned());
    }
    let (missing, problems) = (Vec::new(), Vec::new());
    let mut proposal = Proposal { report, found, cells, missing, problems, choices, reply: None };
    proposal.check(options);
    proposal
}

/// What the text says, as cells.
fn as_found(report: &ProposalReport) -> Cells {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let given = |text: &Option<String>| text.as_deref().map(words);
    let cells = [
        (Field::Figure, Some(words(&report.figure))),
        (Field::Measure, report.measure.map(str::to_owned)),
        (Field::Unit, (report.unit != Unit::People.word()).then(|| report.unit.to_owned())),
        (Field::Group, (report.group != EVERYBODY).then(|| words(&report.group))),
        (Field::CountType, report.count_type.map(str::to_owned)),
        (Field::Authority, given(&report.authority)),
        (Field::Speaker, given(&report.speaker)),
        (Field::Via, given(&report.via)),
        (Field::Place, given(&report.place)),
        (Field::PeriodStart, report.period_start.clone()),
        (Field::PeriodLength, report.period_length.clone()),
        (Field::AsOf, report.as_of.clone()),
        (Field::StatedOn, report.stated_on.clone()),
        (Field::Quote, Some(words(&report.quote))),
    ];
    cells.into_iter().filter_map(|(field, text)| Some((field, text?))).collect()
}

/// How words of the text are named.
enum Naming {
    /// By a name of the ledger, or of the desk.
    As(String),
    /// By one of several names, or none of them.
    Choose(String, Vec<Name>),
    /// As they are printed, where they are.
    AsPrinted,
}

fn named(
    field: Field,
    kind: NameKind,
    report: &ProposalReport,
    known: &KnownNames,
    options: &ReadOptions,
    elsewhere: &[Name],
) -> Naming {
    let printed = named_field(&mut report.clone(), field).take();
    let said = options.cells.get(&field);
    if field == Field::Event {
        // The words for what happened are no name of an event: two floods are two events.
        if said.is_some() {
            return said
                .filter(|_| report.state != "history")
                .map_or(Naming::AsPrinted, |name| Naming::As(name.clone()));
        }
        let printed = printed.unwrap_or_else(|| "event".to_owned());
        return match known.event_named_in(&report.quote, elsewhere) {
            NameMatch::One(name) => Naming::As(name.to_string()),
            NameMatch::Several(names) => Naming::Choose(printed, names),
            NameMatch::Unknown => Naming::AsPrinted,
        };
    }
    let Some(printed) = printed else { return Naming::AsPrinted };
    if let Some(said) =
        said.filter(|said| Name::read(said).is_some_and(|name| name.leaf().eq_ignore_ascii_case(&printed)))
    {
        return Naming::As(said.clone());
    }
    match known.find(kind, &printed) {
        NameMatch::Unknown => Naming::AsPrinted,
        NameMatch::One(name) => Naming::As(name.to_string()),
        NameMatch::Several(names) => Naming::Choose(printed, names),
    }
}

fn named_field(report: &mut ProposalReport, field: Field) -> &mut Option<String> {
    match field {
        Field::Event => &mut report.event,
        Field::Place => &mut report.place,
        _ => &mut report.authority,
    }
}

/// The rows that are written, as a table of the house CSV.
pub fn table(plan: &ReadPlan, wanted: RowsWanted) -> Table {
    let rows: Vec<&Proposal> = plan.proposals.iter().filter(|one| plan.is_written(one, wanted)).collect();
    let is_there =
        |field: &Field| COLUMNS.contains(field) || rows.iter().any(|row| row.cells.contains_key(field));
    // A reply whose target is not certain has a cell for it.
    let is_there = |field: &Field| is_there(if *field == Field::Target { &Field::Relation } else { field });
    let fields: Vec<Field> = Field::ALL.iter().copied().filter(is_there).collect();
    let columns =
        fields.iter().map(|field| TableColumn { name: field.name().into(), holds: ColumnContent::Words });
    let mut table = Table { columns: columns.collect(), rows: Vec::new() };
    let is_written = |reference: &str| rows.iter().any(|row| row.report.reference == reference);
    for row in &rows {
        table.push(fields.iter().map(|field| -> TableCell {
            match field {
                Field::Ref => row_name(plan, &row.report.reference).into(),
                Field::PartOf => row
                    .report
                    .part_of
                    .as_deref()
                    .filter(|of| is_written(of))
                    .map(|of| row_name(plan, of))
                    .into(),
                Field::Relation | Field::Target => said_of_another(plan, &rows, row, *field).into(),
                Field::Note => note(plan, row).into(),
                field => row.cells.get(field).map(String::as_str).into(),
            }
        }));
    }
    table
}

/// What a row says of another one; of a row that is not written, a figure with a number of its own says nothing.
fn said_of_another(plan: &ReadPlan, rows: &[&Proposal], row: &Proposal, field: Field) -> Option<String> {
    let target = row.cells.get(&Field::Target)?;
    let is_row = plan.named(target).is_some();
    let is_left_out = is_row && !rows.iter().any(|one| one.report.reference == *target);
    match field {
        _ if is_left_out => None,
        Field::Target if is_row => Some(row_name(plan, target)),
        field => row.cells.get(&field).cloned(),
    }
}

/// The name of a row: a ref leads to one figure of a store, so that it has something of the text's hash.
fn row_name(plan: &ReadPlan, reference: &str) -> String {
    let digits = hex(&plan.story.sha256);
    format!("{}-{reference}", digits.get(..8).unwrap_or_default())
}

/// Where the number stands, and why a person has to look at it.
fn note(plan: &ReadPlan, row: &Proposal) -> String {
    let place = format!("characters {}-{} of {}", row.report.start, row.report.end, plan.story.name);
    let mut parts: Vec<&str> = row.cells.get(&Field::Note).map(String::as_str).into_iter().collect();
    parts.push(&place);
    parts.extend(row.report.reasons.iter().map(String::as_str));
    parts.join("; ")
}
