//! What a person says to each proposed figure, whoever asks: on a terminal, on a page, in a test.

use super::proposal::{NameChoice, Proposal, ReadPlan};
use super::replies::share;
use super::reply::ReplyTarget;
use crate::desk::error::Error;
use crate::extract::State;
use crate::model::column::{Field, RowPart};
use crate::model::name::Name;
use crate::model::validate::Drafted;
use crate::model::words::{Basis, LinkKind};

/// What a person says to a proposed figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadReply {
    /// It goes in.
    Accept,
    /// It goes in, and so do those after it that are ticked, not doubtful, and miss nothing.
    AcceptTicked,
    /// A cell is to be another one; blank: nothing.
    Change(Field, String),
    /// It does not go in.
    Drop,
    /// Neither it nor those after it go in.
    Stop,
}

/// A cell that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingCell {
    /// Its field.
    pub field: Field,
    /// What the text says there.
    pub said: Option<String>,
    /// What other figures of the article have there.
    pub others: Vec<String>,
}

/// Who asks a person.
pub trait ReadAsker {
    /// Shows a figure, and takes the reply. `refused`: why the one before could not be heeded.
    ///
    /// # Errors
    /// What reading and writing meet.
    fn figure(&mut self, plan: &ReadPlan, at: usize, refused: Option<&str>) -> Result<ReadReply, Error>;

    /// Asks for a cell that is missing. `None`: the person turned back.
    ///
    /// # Errors
    /// What reading and writing meet.
    fn cell(&mut self, asked: &MissingCell) -> Result<Option<String>, Error>;

    /// Asks which name of the ledger is meant; blank: none of them. `None`: the person turned back.
    ///
    /// # Errors
    /// What reading and writing meet.
    fn name(&mut self, choice: &NameChoice) -> Result<Option<String>, Error>;
}

/// A figure that a person accepted.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// Its name in this reading.
    pub reference: String,
    /// The figure that includes it, by its name in this reading.
    pub part_of: Option<String>,
    /// What it says of another figure, and of which: by its name in this reading, or as people name one of the ledger.
    pub says: Option<(LinkKind, String)>,
    /// The figure.
    pub drafted: Drafted,
    /// Where its words stand, in characters.
    pub place: (usize, usize),
}

/// Asks for every figure in the order of the text.
///
/// # Errors
/// What the asker says.
pub fn confirm(plan: &mut ReadPlan, asker: &mut dyn ReadAsker) -> Result<Vec<Accepted>, Error> {
    let (mut accepted, mut takes_ticked) = (Vec::new(), false);
    for at in 0..plan.proposals.len() {
        let options = plan.options.clone();
        follow_target(plan, at);
        let drafted = plan.proposals[at].check(&options);
        if let Some(drafted) = drafted.filter(|_| takes_ticked && plan.proposals[at].report.goes_along()) {
            accepted.push(of(&plan.proposals[at], drafted));
            continue;
        }
        let mut refused: Option<String> = None;
        loop {
            match asker.figure(plan, at, refused.take().as_deref())? {
                ReadReply::Stop => return Ok(accepted),
                ReadReply::Drop => break,
                ReadReply::Change(field, _) if is_by_hand(&plan.proposals[at], field) => {
                    refused =
                        Some("what a figure declares of others is added by hand: tollbook add".to_owned());
                }
                ReadReply::Change(field, text) => {
                    change(&mut plan.proposals[at], field, &text);
                    follow_target(plan, at);
                    plan.proposals[at].check(&options);
                }
                ReadReply::AcceptTicked if !plan.proposals[at].report.goes_along() => {
                    refused = Some("a person has to look at it: accept it alone, with a".to_owned());
                }
                _ if plan.proposals[at].objection().is_some() => {
                    refused = plan.proposals[at].objection().map(str::to_owned);
                }
                reply => match completed(plan, at, asker)? {
                    Ok(_) if denies_what_is_dropped(plan, at, &accepted).is_some() => {
                        refused = denies_what_is_dropped(plan, at, &accepted);
                    }
                    Ok(drafted) => {
                        takes_ticked |= reply == ReadReply::AcceptTicked;
                        accepted.push(of(&plan.proposals[at], drafted));
                        break;
                    }
                    Err(why) => refused = Some(why),
                },
            }
        }
    }
    Ok(accepted)
}

/// Whether a cell is none that a reading fills: what a figure declares of others, but for which one is denied.
fn is_by_hand(proposal: &Proposal, field: Field) -> bool {
    field.part() == RowPart::Link && (field != Field::Target || proposal.reply.is_none())
}

/// Takes over what is counted from the figure of the article that a reply without a number denies.
fn follow_target(plan: &mut ReadPlan, at: usize) {
    let one = &plan.proposals[at];
    let target = one.cells.get(&Field::Target).filter(|_| one.is_bare_reply());
    if let Some(cells) = target.and_then(|target| plan.named(target)).map(|meant| meant.cells.clone()) {
        share(&mut plan.proposals[at], &cells);
    }
}

/// Why a reply cannot be accepted: the figure of the article that it denies was not.
fn denies_what_is_dropped(plan: &ReadPlan, at: usize, accepted: &[Accepted]) -> Option<String> {
    let target =
        plan.proposals[at].cells.get(&Field::Target).filter(|target| plan.named(target).is_some())?;
    let is_there = accepted.iter().any(|one| one.reference == *target);
    (!is_there).then(|| {
        format!("{target}, which it denies, was not accepted: name a figure of the ledger, target=ID, or drop it with d")
    })
}

fn of(proposal: &Proposal, drafted: Drafted) -> Accepted {
    let report = &proposal.report;
    Accepted {
        reference: report.reference.clone(),
        part_of: report.part_of.clone(),
        says: proposal.reply.as_ref().and_then(|reply| {
            let target = proposal.cells.get(&Field::Target).filter(|target| !target.is_empty())?;
            Some((reply.kind, target.clone()))
        }),
        drafted,
        place: (report.start, report.end),
    }
}

/// Asks for names that may be several and for cells that are missing; the figure, or why it cannot be recorded.
fn completed(
    plan: &mut ReadPlan,
    at: usize,
    asker: &mut dyn ReadAsker,
) -> Result<Result<Drafted, String>, Error> {
    let turned_back = || Ok(Err("it is not accepted yet".to_owned()));
    while let Some(choice) = plan.proposals[at].choices.first().cloned() {
        let Some(name) = asker.name(&choice)? else { return turned_back() };
        settle(plan, &choice, name.trim());
    }
    let options = plan.options.clone();
    plan.proposals[at].check(&options);
    for field in plan.proposals[at].missing.clone() {
        if plan.proposals[at].cells.get(&field).is_some_and(|text| !text.is_empty()) {
            continue; // it came with the figure that is denied
        }
        let said = plan.proposals[at].report.event.clone().filter(|_| field == Field::Event);
        let meant = plan.proposals[at].reply.iter().flat_map(|reply| &reply.may_mean);
        let mut others: Vec<String> = match field {
            Field::Target => meant.map(ReplyTarget::cell).collect(),
            _ => Vec::new(),
        };
        for text in
            plan.proposals.iter().filter(|_| field != Field::Target).filter_map(|one| one.cells.get(&field))
        {
            if !text.is_empty() && !others.contains(text) {
                others.push(text.clone());
            }
        }
        let Some(text) = asker.cell(&MissingCell { field, said, others })? else { return turned_back() };
        give(plan, at, field, text.trim());
        follow_target(plan, at);
    }
    let proposal = &mut plan.proposals[at];
    Ok(proposal.check(&options).ok_or_else(|| {
        let missing =
            proposal.missing.iter().map(|field| format!("{} is missing", field.name().replace('_', " ")));
        let wrong = proposal.problems.iter().map(|problem| format!("{}: {}", problem.what, problem.hint));
        missing.chain(wrong).collect::<Vec<_>>().join("; ")
    }))
}

/// Puts another text in a cell. An authority that the text does not name is one that this desk traces the figure to.
fn change(proposal: &mut Proposal, field: Field, text: &str) {
    let text = text.trim();
    proposal.choices.retain(|choice| choice.field != field);
    if text.is_empty() {
        proposal.cells.remove(&field);
    } else {
        proposal.cells.insert(field, text.to_owned());
    }
    if field == Field::Authority {
        match basis(proposal, text) {
            Some(basis) => proposal.cells.insert(Field::AuthorityBasis, basis.word().to_owned()),
            None => proposal.cells.remove(&Field::AuthorityBasis),
        };
    }
}

/// How an authority that a person names is known; `None`: the text names it so.
fn basis(proposal: &Proposal, name: &str) -> Option<Basis> {
    let printed = proposal.found.authority.as_deref();
    match printed {
        _ if name.is_empty() => None,
        Some(printed) if printed == name => None,
        Some(_) => Some(Basis::Context),
        None => Some(Basis::Inferred),
    }
}

/// Settles what words of the text mean, wherever they stand.
fn settle(plan: &mut ReadPlan, choice: &NameChoice, name: &str) {
    for proposal in &mut plan.proposals {
        if proposal.choices.contains(choice) {
            proposal.choices.retain(|other| other != choice);
            if !name.is_empty() {
                change(proposal, choice.field, name);
            }
        }
    }
}

/// Gives a cell that was missing, and the same to later figures that miss it: of an event only where the text says the same
/// of what happened.
fn give(plan: &mut ReadPlan, at: usize, field: Field, text: &str) {
    if field == Field::Target {
        return change(&mut plan.proposals[at], field, text);
    }
    let event = plan.proposals[at].report.event.clone();
    let is_past = |proposal: &Proposal| proposal.found.state == State::History;
    let past = is_past(&plan.proposals[at]);
    for (place, proposal) in plan.proposals.iter_mut().enumerate().skip(at) {
        let is_one = field != Field::Event || (proposal.report.event == event && is_past(proposal) == past);
        let is_blank = proposal.cells.get(&field).is_none_or(String::is_empty);
        if place == at || (is_one && is_blank) {
            change(proposal, field, text);
        }
    }
    // A name may be one that cannot be: it is asked for again.
    if Name::read(text).is_none() {
        plan.proposals[at].cells.remove(&field);
    }
}
