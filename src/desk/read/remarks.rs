//! What a person should know of the rows that were written: which figures are not among them, and what is blank.

use std::collections::{BTreeMap, BTreeSet};

use super::proposal::{Proposal, ReadPlan, RowsWanted};
use crate::model::column::Field;
use crate::model::place::Placed;
use crate::model::problem::{Problem, faults};
use crate::model::shell::word;
use crate::report::folded::FoldedProblems;
use crate::report::read::places::{TextLine, TextLines};
use crate::report::receipt::ProblemRank;

faults! {
/// What a person should look at in an article that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadRemark: Other {
    /// A figure is not among the rows that are written: it is not ticked.
    "T101" LeftOut {
        /// The words of the number.
        words: String,
        /// Why a person has to look at it.
        why: String,
    } is "`{words}` is left out: {why}";
    hint "look at it, and write such figures too with --unticked";
    or
    /// Nor would it be with `--unticked`.
    NoRow {
        /// The words of the number.
        words: String,
        /// Why.
        why: String,
    } is "`{words}` is left out: {why}";
    hint "if it is to be recorded, enter it by hand with its day: tollbook add";

    /// A field that a figure must have is blank in the rows.
    "T102" Blank {
        /// Its name.
        field: &'static str,
        /// In how many rows.
        rows: usize,
        /// What the text says.
        said: Vec<String>,
    } is "{field} is blank in {rows} {}{}", if *rows == 1 { "row" } else { "rows" }, said_of(said);
    hint "{}", way_to(field);

    /// Words of the text that may be a name of the ledger.
    "T103" Ambiguous {
        /// The words.
        words: String,
        /// The field.
        field: &'static str,
        /// The names.
        names: Vec<String>,
    } is "the {field} `{words}` may be {}", names.join(", or ");
    hint "write the name in its cell{}", for_good(field, words);

    /// Several rows are of one series and one authority, and their numbers differ.
    "T106" OneSeries {
        /// The series.
        series: String,
        /// The words of the numbers.
        words: Vec<String>,
    } is "{} would be of one series, {series}: {}", words.len(), words.join(", ");
    hint "if they count different things, give each its own event, place or period in its cells";

    /// Days that follow from the day of publication only.
    "T104" NoDay is "days such as `on Tuesday` are left blank, since the day of publication is not known";
    hint "give it: --published-on DAY";

    /// Rows that are written, and that a person should look at one by one.
    "T107" Doubtful {
        /// The words of their numbers.
        words: Vec<String>,
        /// Why.
        why: String,
    } is "look at {}: {why}", quoted(words);
    hint "the note of each row says it too; on a terminal, without -o, each of them is asked for";

    /// A text in which no figure was found.
    "T105" Nothing is "no figure was found";
    hint "if the text prints one in English, add it by hand: tollbook add \"NUMBER AS PRINTED\"";
}
}

/// The first words, and how many more there are.
fn quoted(words: &[String]) -> String {
    let shown: Vec<String> = words.iter().take(5).map(|words| format!("`{words}`")).collect();
    match words.len().saturating_sub(shown.len()) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// How a name is settled once for all. The words for what happened are no name: another event may have the same.
fn for_good(field: &str, words: &str) -> String {
    match field {
        "event" => ", or give it with --event".to_owned(),
        _ => format!("; if they are one for good: tollbook amend {field} {} --same-as NAME", word(words)),
    }
}

fn said_of(said: &[String]) -> String {
    let said: Vec<String> = said.iter().map(|words| format!("`{words}`")).collect();
    if said.is_empty() { String::new() } else { format!(" (the text says {})", said.join(", ")) }
}

fn way_to(field: &str) -> String {
    if field == Field::Target.name() {
        return "write the ref of a row, or the id of a figure of the store, in its cell".to_owned();
    }
    if [Field::Measure.name(), Field::CountType.name()].contains(&field) {
        return "write it in its cell: it is that of the figure that is denied".to_owned();
    }
    let flag = field.replace('_', "-");
    format!(
        "give it here: --{flag} VALUE; or when the rows are imported: --set {field}=VALUE; or row by row in the cells"
    )
}

/// What to say of the rows that are written of an article.
pub fn remarks(plan: &ReadPlan, wanted: RowsWanted) -> FoldedProblems {
    let (mut folded, lines) = (FoldedProblems::default(), TextLines::of(&plan.story.text));
    for proposal in &plan.proposals {
        if !plan.is_written(proposal, wanted) {
            folded.add(&left_out(&lines, (plan, proposal)), ProblemRank::Note, Some("figures"));
        }
        for choice in &proposal.choices {
            let names = choice.names.iter().map(|name| format!("`{name}`")).collect();
            let (words, field) = (choice.words.clone(), choice.field.name());
            let remark = ReadRemark::Ambiguous { words, field, names };
            folded.add(&place(&lines, proposal, &remark), ProblemRank::Note, Some("figures"));
        }
    }
    for (field, (rows, said)) in blank(plan, wanted) {
        folded.remark(0, Problem::of_row(&ReadRemark::Blank { field: field.name(), rows, said }));
    }
    for remark in one_series(plan, wanted) {
        folded.remark(0, Problem::of_row(&remark));
    }
    for (why, words) in doubtful(plan, wanted) {
        folded.remark(0, Problem::of_row(&ReadRemark::Doubtful { words, why }));
    }
    if plan.proposals.iter().any(|one| one.found.needs_publication) {
        folded.remark(0, Problem::of_row(&ReadRemark::NoDay));
    }
    if plan.proposals.is_empty() {
        folded.remark(0, Problem::of_row(&ReadRemark::Nothing));
    }
    folded
}

/// The required fields that are blank in rows, in how many, and what the text says there.
fn blank(plan: &ReadPlan, wanted: RowsWanted) -> BTreeMap<Field, (usize, Vec<String>)> {
    let mut blank: BTreeMap<Field, (usize, Vec<String>)> = BTreeMap::new();
    for proposal in plan.proposals.iter().filter(|one| plan.is_written(one, wanted)) {
        for field in &proposal.missing {
            let (rows, said) = blank.entry(*field).or_default();
            *rows += 1;
            let words = proposal.report.event.as_ref().filter(|_| *field == Field::Event);
            said.extend(words.filter(|words| !said.contains(words)).cloned());
        }
    }
    blank
}

/// Rows of one series and one authority whose numbers differ: one article seldom gives two such counts of one thing.
fn one_series(plan: &ReadPlan, wanted: RowsWanted) -> Vec<ReadRemark> {
    const FIELDS: [Field; 10] = [
        Field::Event,
        Field::Place,
        Field::Measure,
        Field::Unit,
        Field::Group,
        Field::CountType,
        Field::PeriodStart,
        Field::PeriodLength,
        Field::AsOf,
        Field::Authority,
    ];
    let mut by_series: BTreeMap<Vec<&str>, Vec<&Proposal>> = BTreeMap::new();
    let counts = plan.proposals.iter().filter(|one| plan.is_written(one, wanted) && !one.is_bare_reply());
    for proposal in counts {
        let cells = FIELDS.iter().map(|field| proposal.cells.get(field).map_or("", String::as_str));
        by_series.entry(cells.collect()).or_default().push(proposal);
    }
    let is_event_known = |cells: &[&str]| cells.first().is_some_and(|event| !event.is_empty());
    let several = by_series.into_iter().filter(|(cells, rows)| {
        let counts: BTreeSet<_> = rows.iter().map(|one| (one.report.low, one.report.high)).collect();
        is_event_known(cells) && counts.len() > 1
    });
    let remark = |(cells, rows): (Vec<&str>, Vec<&Proposal>)| {
        let named: Vec<String> =
            cells.iter().filter(|cell| !cell.is_empty()).map(|cell| cell.replace('_', " ")).collect();
        let words = rows.iter().map(|one| format!("`{}`", one.report.figure)).collect();
        ReadRemark::OneSeries { series: named.join(", "), words }
    };
    several.map(remark).collect()
}

/// The words of the rows that are written and doubtful, by the reason.
fn doubtful(plan: &ReadPlan, wanted: RowsWanted) -> BTreeMap<String, Vec<String>> {
    let mut doubtful: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for proposal in plan.proposals.iter().filter(|one| plan.is_written(one, wanted)) {
        for why in &proposal.report.reasons {
            doubtful.entry(why.clone()).or_default().push(proposal.report.figure.clone());
        }
    }
    doubtful
}

fn left_out(lines: &TextLines<'_>, (plan, proposal): (&ReadPlan, &Proposal)) -> Placed {
    let words = proposal.report.figure.clone();
    let mut why: Vec<String> = proposal.problems.iter().map(|problem| problem.what.clone()).collect();
    why.extend(proposal.report.reasons.iter().cloned());
    if why.is_empty() {
        why.extend(proposal.choices.iter().map(|one| format!("`{}` may be a name of the ledger", one.words)));
    }
    let why = why.join("; ");
    let remark = match plan.is_written(proposal, RowsWanted::UntickedToo) {
        true => ReadRemark::LeftOut { words, why },
        false => ReadRemark::NoRow { words, why },
    };
    place(lines, proposal, &remark)
}

/// Puts a remark where the number stands.
fn place(lines: &TextLines<'_>, proposal: &Proposal, remark: &ReadRemark) -> Placed {
    let TextLine { number, text, column } = lines.at(proposal.found.span.start);
    let words = &proposal.report.figure;
    Placed {
        line: number,
        column: Some(column),
        at: Some(0),
        width: words.chars().count().max(1),
        text: Placed::cut(text),
        value: words.clone(),
        problem: Problem::of_row(remark),
    }
}
