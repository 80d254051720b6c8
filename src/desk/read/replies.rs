//! Rows that say of another figure that it does not hold: who rejects, disowns or takes back a number of an article.

use super::known_figures::figures_that_print;
use super::proposal::{InText, Proposal};
use super::reply::{Reply, ReplyTarget};
use super::rows::{RowNames, proposal};
use crate::desk::add::Cells;
use crate::desk::article::Story;
use crate::desk::error::Error;
use crate::extract::{DenialKind, FoundDenial, State};
use crate::model::column::Field;
use crate::model::words::LinkKind;
use crate::report::read::places::CharacterPlaces;
use crate::report::read::{DenialReport, ProposalReport, quoted};
use crate::store::View;

/// Fields of a reply that are those of the figure that it denies.
const SHARED: [Field; 9] = [
    Field::Event,
    Field::Place,
    Field::Measure,
    Field::Unit,
    Field::Group,
    Field::CountType,
    Field::Definition,
    Field::PeriodStart,
    Field::PeriodLength,
];

/// Adds what the denials of an article say to the proposals of its figures, which stand in the order of the figures.
///
/// # Errors
/// What the store says.
pub(super) fn with_replies(
    (story, places): (&Story, &CharacterPlaces<'_>),
    names: &RowNames<'_>,
    view: Option<&View<'_>>,
    mut proposals: Vec<Proposal>,
    denials: &[FoundDenial],
) -> Result<Vec<Proposal>, Error> {
    let mut more = Vec::new();
    for (at, denial) in denials.iter().enumerate() {
        let own = denial_report(story, places, denial);
        let mut said = said_by(names, &proposals, denial, &own);
        let reply = reply(denial, &proposals, view, &said)?;
        let report = DenialReport {
            target: certain(&reply).map(ReplyTarget::cell),
            may_mean: reply.may_mean.iter().map(ReplyTarget::cell).collect(),
            ..own
        };
        for told in told_at(denial) {
            proposals[told].report.denied_by.push(report.clone());
        }
        match (denial.instead, denial.printed) {
            (Some(instead), _) => {
                let words = words(story, denial, &proposals);
                add_to(&mut proposals[instead], reply, &words);
            }
            (None, Some(printed)) if !denial.figures.contains(&printed) => {
                said.report.denied_by.push(report);
                proposals[printed] = settled(said, reply, &proposals, names);
            }
            _ => {
                said.report.reference = format!("d{}", at + 1);
                said.report.denied_by = vec![report];
                more.push(settled(said, reply, &proposals, names));
            }
        }
    }
    proposals.extend(more);
    let start = |one: &Proposal| one.found.span.start;
    let places: Vec<(String, usize)> =
        proposals.iter().map(|one| (one.report.reference.clone(), start(one))).collect();
    let target = |one: &Proposal| {
        let cell = one.cells.get(&Field::Target);
        cell.and_then(|cell| places.iter().find(|(reference, _)| reference == cell)).map_or(0, |(_, at)| *at)
    };
    // A reply comes behind the figure that it denies, also where the text has that one later: nobody is asked about it before.
    proposals
        .sort_by_key(|one| (start(one).max(target(one)), one.is_bare_reply() || target(one) > start(one)));
    Ok(proposals)
}

/// The figures at which a denial is told to programs: those that are meant, else the denied number itself.
fn told_at(denial: &FoundDenial) -> Vec<usize> {
    match denial.printed.filter(|_| denial.figures.is_empty() && denial.instead.is_some()) {
        Some(printed) => vec![printed],
        None => denial.figures.clone(),
    }
}

fn certain(reply: &Reply) -> Option<&ReplyTarget> {
    match reply.may_mean.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

/// The row of who denies, so far as it is that of a figure said by them.
fn said_by(
    names: &RowNames<'_>,
    proposals: &[Proposal],
    denial: &FoundDenial,
    own: &DenialReport,
) -> Proposal {
    let like = denial.printed.or(denial.figures.first().copied()).and_then(|at| proposals.get(at));
    let mut report = like.map_or_else(ProposalReport::of_no_figure, |like| ProposalReport {
        denied_by: Vec::new(),
        ..like.report.clone()
    });
    if let Some(wording) = &denial.wording {
        let count = wording.count();
        report.figure = wording.text().into_owned();
        (report.low, report.high, report.value) = (count.low(), count.high(), wording.value());
    }
    report.authority.clone_from(&own.authority);
    report.speaker.clone_from(&own.speaker);
    report.via.clone_from(&own.via);
    report.stated_on.clone_from(&own.stated_on);
    (report.as_of, report.part_of, report.also) = (None, None, Vec::new());
    (report.start, report.end) = (own.start, own.end);
    report.quote.clone_from(&own.quote);
    (report.state, report.ticked, report.doubts) = ("denied", false, Vec::new());
    report.reasons = denial
        .days
        .worked_out
        .then(|| "a day was worked out from a weekday".to_owned())
        .into_iter()
        .collect();
    let found = InText {
        span: denial.span.clone(),
        sentence: denial.sentence.clone(),
        state: State::Denied,
        doubts: Vec::new(),
        authority: denial.by.authority.clone(),
        needs_publication: denial.days.needs_publication,
    };
    proposal(names, report, found)
}

/// Which figures may be meant: those of the article, else those of the ledger that print the number.
fn reply(
    denial: &FoundDenial,
    proposals: &[Proposal],
    view: Option<&View<'_>>,
    said: &Proposal,
) -> Result<Reply, Error> {
    let of_text = denial.figures.iter().filter_map(|at| proposals.get(*at)).map(|one| {
        let who = one.cells.get(&Field::Authority).map(|who| format!("{who}: ")).unwrap_or_default();
        ReplyTarget::Row(one.report.reference.clone(), format!("{who}{}", one.report.figure))
    });
    let mut may_mean: Vec<ReplyTarget> = of_text.collect();
    if let (true, Some(view), Some(wording)) = (may_mean.is_empty(), view, &denial.wording) {
        let own = denial.kind != DenialKind::Disputes;
        may_mean = figures_that_print(view, wording, &said.cells, own)?;
    }
    Ok(Reply {
        kind: match denial.kind {
            DenialKind::Disputes => LinkKind::Disputes,
            DenialKind::Disowns => LinkKind::Disowns,
            DenialKind::Retracts => LinkKind::Retracts,
        },
        by: denial.by.authority.clone().unwrap_or_default(),
        may_mean,
        gives_number: false,
        is_told_elsewhere: !denial.figures.is_empty(),
    })
}

/// A row without a number, which names the figure that it denies where that is certain.
fn settled(mut said: Proposal, reply: Reply, proposals: &[Proposal], names: &RowNames<'_>) -> Proposal {
    said.cells.remove(&Field::Figure);
    said.cells.insert(Field::Relation, reply.kind.word().to_owned());
    if let Some(target) = certain(&reply) {
        said.cells.insert(Field::Target, target.cell());
        match target {
            ReplyTarget::Figure(_, _, counted) => share(&mut said, counted),
            ReplyTarget::Row(reference, _) => {
                let meant = proposals.iter().find(|one| one.report.reference == *reference);
                meant.into_iter().for_each(|meant| share(&mut said, &meant.cells));
            }
        }
    }
    if reply.kind == LinkKind::Disputes {
        // Whoever rejects a number does not give it.
        (said.report.authority, said.report.speaker, said.report.via) = (None, None, None);
    }
    said.report.reasons.insert(0, denies(&reply, &said.report.figure));
    said.reply = Some(reply);
    said.check(names.options);
    said
}

/// Takes over what is counted from the figure that a reply denies.
pub(super) fn share(reply: &mut Proposal, meant: &Cells) {
    for field in SHARED {
        match meant.get(&field) {
            Some(text) => reply.cells.insert(field, text.clone()),
            None => reply.cells.remove(&field),
        };
    }
    reply.choices.retain(|choice| !SHARED.contains(&choice.field));
}

/// A figure that somebody gives in the place of one that they reject: one row says both.
fn add_to(given: &mut Proposal, mut reply: Reply, words: &str) {
    if let Some(target) = certain(&reply) {
        given.cells.insert(Field::Relation, reply.kind.word().to_owned());
        given.cells.insert(Field::Target, target.cell());
    }
    given.report.doubts.push("denies");
    let which = match certain(&reply) {
        Some(_) => "",
        None => "; if the ledger has that figure, name it: target=ID",
    };
    given.report.reasons.push(denies(&reply, words) + which);
    reply.gives_number = true;
    given.reply = Some(reply);
}

/// Who denies what, in words.
fn denies(reply: &Reply, words: &str) -> String {
    let by = &reply.by;
    match reply.kind {
        LinkKind::Disowns => format!("{by} says that it never gave `{words}`"),
        LinkKind::Retracts => format!("{by} takes back `{words}`"),
        _ => format!("{by} rejects `{words}`"),
    }
}

/// The words of the number that is denied.
fn words(story: &Story, denial: &FoundDenial, proposals: &[Proposal]) -> String {
    let printed = denial.wording.as_ref().and_then(|_| story.text.get(denial.span.clone()));
    let meant =
        denial.figures.first().and_then(|at| proposals.get(*at)).map(|one| one.report.figure.as_str());
    printed.or(meant).unwrap_or_default().to_owned()
}

fn denial_report(story: &Story, places: &CharacterPlaces<'_>, denial: &FoundDenial) -> DenialReport {
    let quote = quoted(&story.text, &denial.span, &denial.sentence);
    DenialReport {
        relation: match denial.kind {
            DenialKind::Disputes => LinkKind::Disputes.word(),
            DenialKind::Disowns => LinkKind::Disowns.word(),
            DenialKind::Retracts => LinkKind::Retracts.word(),
        },
        authority: denial.by.authority.clone(),
        speaker: denial.by.speaker.clone(),
        via: denial.by.via.clone(),
        stated_on: denial.days.stated_on.map(|day| day.iso()),
        target: None,
        may_mean: Vec::new(),
        start: places.at(denial.span.start),
        end: places.at(denial.span.end),
        quote: story.text.get(quote).unwrap_or_default().to_owned(),
    }
}
