//! The article with its numbers marked, and the proposed figures, in words for a person.

use super::proposal::{Proposal, ReadPlan};
use super::reply::ReplyTarget;
use crate::model::column::Field;
use crate::report::read::draft::DraftReport;
use crate::report::read::quoted;
use crate::report::read::story::{Mark, StoryReport, marked};

/// What a person is shown of an article as a whole.
pub fn story(plan: &ReadPlan) -> StoryReport {
    let text = &plan.story.text;
    StoryReport {
        text: marked(text, 0..text.len(), &marks(plan)),
        drafts: (0..plan.proposals.len()).map(|at| draft(plan, at)).collect(),
        ticked: plan.proposals.iter().filter(|one| one.report.ticked).count(),
    }
}

/// What a person is shown of one figure.
pub fn draft(plan: &ReadPlan, at: usize) -> DraftReport {
    let proposal = &plan.proposals[at];
    let sentence = [Mark { span: proposal.found.span.clone(), name: String::new() }];
    let sentence = marked(
        &plan.story.text,
        quoted(&plan.story.text, &proposal.found.span, &proposal.found.sentence),
        &sentence,
    );
    let cell = |field: Field| proposal.cells.get(&field).filter(|text| !text.is_empty());
    let given = |fields: &[Field]| -> Vec<(&'static str, String)> {
        fields.iter().filter_map(|field| Some((field.name(), cell(*field)?.clone()))).collect()
    };
    DraftReport {
        reference: proposal.report.reference.clone(),
        words: cell(Field::Figure).cloned().unwrap_or_else(|| proposal.report.figure.clone()),
        sentence: one_line(&sentence),
        counts: counts(proposal),
        who: who(proposal),
        event: cell(Field::Event).cloned(),
        place: cell(Field::Place).cloned(),
        days: given(&[
            Field::PeriodStart,
            Field::PeriodLength,
            Field::AsOf,
            Field::StatedOn,
            Field::PublishedOn,
        ]),
        part_of: proposal.report.part_of.clone(),
        others: given(&[Field::Publisher, Field::Standpoint, Field::Circumstances, Field::Caveat]),
        denies: denies(proposal),
        look: look(proposal),
        missing: missing(proposal),
    }
}

fn marks(plan: &ReadPlan) -> Vec<Mark> {
    let mark = |one: &Proposal| {
        let asks = if one.report.goes_along() { "" } else { "?" };
        Mark { span: one.found.span.clone(), name: format!("{}{asks}: ", one.report.reference) }
    };
    let mut marks: Vec<Mark> = plan.proposals.iter().map(mark).collect();
    marks.sort_by_key(|mark| mark.span.start);
    marks
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn counts(proposal: &Proposal) -> String {
    let fields = [Field::Measure, Field::Unit, Field::Group, Field::CountType];
    let cells = fields.iter().filter_map(|field| proposal.cells.get(field).filter(|text| !text.is_empty()));
    cells.map(|text| text.replace('_', " ")).collect::<Vec<_>>().join(", ")
}

fn who(proposal: &Proposal) -> String {
    let cell = |field: Field| proposal.cells.get(&field).filter(|text| !text.is_empty());
    let Some(authority) = cell(Field::Authority) else {
        let voice = "nobody is named: it is the publisher's own voice".to_owned();
        return cell(Field::Via).map_or(voice, |via| format!("nobody is named, by {via}"));
    };
    let speaker = cell(Field::Speaker).map(|speaker| format!(" ({speaker})")).unwrap_or_default();
    let via = cell(Field::Via).map(|via| format!(", by {via}")).unwrap_or_default();
    let basis = match cell(Field::AuthorityBasis).map(String::as_str) {
        Some("context") => ", from the context",
        Some("inferred") => ", traced by this desk",
        _ => "",
    };
    format!("{authority}{speaker}{via}{basis}")
}

/// What the row says of another figure: the relation, and the figure where it is certain.
fn denies(proposal: &Proposal) -> Option<(&'static str, String)> {
    let reply = proposal.reply.as_ref()?;
    let target = proposal.cells.get(&Field::Target)?;
    let meant = reply.may_mean.iter().find(|one| one.cell() == *target);
    Some((reply.kind.word(), meant.map_or_else(|| target.clone(), ReplyTarget::shown)))
}

fn look(proposal: &Proposal) -> Vec<String> {
    let choices = proposal.choices.iter().map(|choice| {
        let names: Vec<String> = choice.names.iter().map(|name| format!("`{name}`")).collect();
        format!("the {} `{}` may be {}", choice.field.name(), choice.words, names.join(", or "))
    });
    let problems = proposal.problems.iter().map(|problem| format!("{}: {}", problem.what, problem.hint));
    let objection = proposal.objection().map(str::to_owned);
    proposal.report.reasons.iter().cloned().chain(objection).chain(choices).chain(problems).collect()
}

fn missing(proposal: &Proposal) -> Vec<String> {
    let said = |field: &Field| match &proposal.report.event {
        Some(words) if *field == Field::Event => format!("event: the text says `{words}`"),
        _ if *field == Field::Target => {
            let meant = proposal.reply.iter().flat_map(|reply| &reply.may_mean);
            let meant: Vec<String> = meant.map(ReplyTarget::shown).collect();
            let which = if meant.is_empty() { String::new() } else { format!(": {}", meant.join(", or ")) };
            format!("target, the figure that is meant{which}")
        }
        _ => field.name().replace('_', " "),
    };
    proposal.missing.iter().map(said).collect()
}
