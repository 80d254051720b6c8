//! An article that was read, and each figure that is proposed: its row so far, and what keeps it from being recorded.

use super::reply::Reply;
use crate::desk::add::Cells;
use crate::desk::article::Story;
use crate::extract::{FoundDoubt, FoundFigure, Span, State};
use crate::intake::header::REQUIRED;
use crate::model::column::Field;
use crate::model::date::Day;
use crate::model::draft::Draft;
use crate::model::name::Name;
use crate::model::problem::Problem;
use crate::model::shared::Shared;
use crate::model::validate::Drafted;
use crate::model::words::CountType;
use crate::report::read::ProposalReport;

/// What is said of an article.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// Cells that every figure takes where the text does not tell: the publisher, the day of publication ...
    pub cells: Cells,
    /// The day on which it is recorded.
    pub recorded_on: Day,
}

/// An article that was read, with what is proposed.
#[derive(Clone, Debug)]
pub struct ReadPlan {
    /// Its text.
    pub story: Story,
    /// What is said of it.
    pub options: ReadOptions,
    /// What is proposed, in the order of the text.
    pub proposals: Vec<Proposal>,
}

/// One figure that is proposed.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// As programs read it.
    pub report: ProposalReport,
    /// Where it was found, and how.
    pub found: InText,
    /// Its row so far.
    pub cells: Cells,
    /// The fields that a figure must have, and are blank.
    pub missing: Vec<Field>,
    /// What else keeps it from being recorded.
    pub problems: Vec<Problem>,
    /// Names of the ledger that the text may mean.
    pub choices: Vec<NameChoice>,
    /// What it says of another figure; `None`: nothing.
    pub reply: Option<Reply>,
}

/// Where a number, or a word that denies one, stands in the text, and what its words tell.
#[derive(Clone, Debug)]
pub struct InText {
    /// Its words.
    pub span: Span,
    /// The sentence that holds them.
    pub sentence: Span,
    /// Whether the text says that it holds.
    pub state: State,
    /// Why a person has to look at it.
    pub doubts: Vec<FoundDoubt>,
    /// Who says it, as printed.
    pub authority: Option<String>,
    /// Whether a day was left blank because the day of publication is not known.
    pub needs_publication: bool,
}

impl From<FoundFigure> for InText {
    fn from(found: FoundFigure) -> InText {
        InText {
            span: found.span,
            sentence: found.sentence,
            state: found.state,
            doubts: found.doubts,
            authority: found.said.authority,
            needs_publication: found.days.needs_publication,
        }
    }
}

/// Words of the text that may be one of several names of the ledger, or none of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameChoice {
    /// The field.
    pub field: Field,
    /// The words.
    pub words: String,
    /// The names.
    pub names: Vec<Name>,
}

/// Which of the proposed figures are written as rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowsWanted {
    /// Those that may be taken without another look.
    Ticked,
    /// Those that a person has to look at, too.
    UntickedToo,
}

impl ReadPlan {
    /// What is proposed, as programs read it.
    pub fn reports(&self) -> Vec<ProposalReport> {
        let figures = self.proposals.iter().filter(|one| !one.is_told_elsewhere());
        figures.map(|proposal| proposal.report.clone()).collect()
    }

    /// Whether a proposal is among the rows that are written; a reply is, where the figure of the article that it denies is.
    pub fn is_written(&self, proposal: &Proposal, wanted: RowsWanted) -> bool {
        let target = proposal.cells.get(&Field::Target).filter(|_| proposal.is_bare_reply());
        let meant = target.and_then(|target| self.named(target));
        proposal.is_row(wanted) && meant.is_none_or(|meant| meant.is_row(wanted))
    }

    /// The proposal of that name.
    pub fn named(&self, reference: &str) -> Option<&Proposal> {
        self.proposals.iter().find(|one| one.report.reference == reference)
    }

    /// Whether a person has to look before anything goes on: nothing is ticked, or a name may be one of several.
    pub fn needs_a_person(&self) -> bool {
        let is_asked = |one: &Proposal| !one.choices.is_empty();
        !self.proposals.iter().any(|one| one.report.ticked) || self.proposals.iter().any(is_asked)
    }
}

impl Proposal {
    /// Finds what is missing in the row, and what else keeps it from being recorded; the figure where nothing does.
    pub fn check(&mut self, options: &ReadOptions) -> Option<Drafted> {
        let blank = |field: &Field| self.cells.get(field).is_none_or(|text| text.trim().is_empty());
        let is_bare = self.is_bare_reply();
        let needed = REQUIRED.into_iter().filter(|field| !is_bare || *field != Field::Figure);
        let missing: Vec<Field> =
            is_bare.then_some(Field::Target).into_iter().chain(needed).filter(blank).collect();
        if missing.first() == Some(&Field::Target) {
            (self.missing, self.problems) = (missing, Vec::new());
            return None;
        }
        let mut draft = Draft::default();
        self.cells
            .iter()
            .filter(|(field, _)| **field != Field::PartOf)
            .for_each(|(field, text)| draft.set(*field, text));
        let read = Drafted::read(&draft, &mut Shared::recorded_on(Some(options.recorded_on)));
        self.missing = missing;
        match read {
            Ok(drafted) => {
                self.problems = Vec::new();
                Some(drafted)
            }
            Err(problems) => {
                let is_missing =
                    |name: Option<&str>| self.missing.iter().any(|field| name == Some(field.name()));
                self.problems = problems.into_iter().filter(|problem| !is_missing(problem.field)).collect();
                None
            }
        }
    }

    /// Why it would be wrong as it stands, whoever accepts it, and what to change; `None` where it may be recorded.
    pub fn objection(&self) -> Option<&'static str> {
        let is = |field: Field, text: &str| self.cells.get(&field).is_some_and(|cell| cell == text);
        let is_dated = self.cells.get(&Field::AsOf).is_some_and(|cell| !cell.is_empty());
        match self.found.state {
            _ if self.found.doubts.contains(&FoundDoubt::NoReports) => {
                Some("that there were no reports is not a count: enter it by hand, if it is to be kept")
            }
            _ if self.reply.is_some() => None,
            // Somebody else stands by it: it is a figure of theirs, and who rejects it is another row.
            State::Denied if self.found.authority.is_some() && !self.report.denied_by.is_empty() => None,
            State::Denied if !self.report.denied_by.is_empty() => {
                Some("nobody is named who gives it, and who rejects it has a row of their own: drop it")
            }
            State::Denied => Some(
                "the text says that it is denied: if the ledger has the figure, record who rejects it with tollbook add --disputes ID",
            ),
            State::Earlier if !is_dated => {
                Some("it no longer holds: give the day for which it held, as_of=DAY")
            }
            State::Hypothetical | State::Asked if !is(Field::CountType, CountType::Projection.word()) => {
                Some("it is not known to have happened: if it is a projection, count_type=projection")
            }
            _ => None,
        }
    }

    /// Whether it only says of another figure that it does not hold.
    pub fn is_bare_reply(&self) -> bool {
        self.reply.as_ref().is_some_and(|reply| !reply.gives_number)
    }

    /// Whether programs are told of it at another figure.
    fn is_told_elsewhere(&self) -> bool {
        self.is_bare_reply() && self.reply.as_ref().is_some_and(|reply| reply.is_told_elsewhere)
    }

    /// Whether it may be a row.
    fn is_row(&self, wanted: RowsWanted) -> bool {
        self.problems.is_empty()
            && self.objection().is_none()
            && (self.report.ticked || wanted == RowsWanted::UntickedToo)
    }
}
