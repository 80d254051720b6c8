//! The answer of a series: what can be printed, how far the sources agree, and the fate of every figure.

use std::sync::Arc;

use crate::model::count::Count;
use crate::model::date::{Day, Moment, PartialDate};
use crate::model::name::Name;
use crate::model::recorded::FigureId;
use crate::model::scope::Scope;
use crate::model::words::Reason;
use crate::series::order::TrackKey;
use crate::series::{Voice, WindowDays};

use super::relation::Relation;

/// What a series says under one policy, for one question. No number of it is printed without its attribution, its
/// verdict, and its as_of where one is stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The name of the policy.
    pub policy: &'static str,
    /// What the policy answers with.
    pub answers_with: AnswersWith,
    /// The number or range; `None` where the policy yields none, and [`Answer::no_number`] says why.
    pub span: Option<Span>,
    /// Why there is no number; `None` beside a span.
    pub no_number: Option<NoNumber>,
    /// How far the sources agree.
    pub verdict: Verdict,
    /// Whether one authority has two newest figures, and nothing says which of them is the newer.
    pub order_unknown: bool,
    /// The size of the largest set of topmost bodies of which no two conflict: m of n.
    pub support: usize,
    /// How many of them allow the same: those that meet as printed where they mostly agree, else m.
    pub allow: usize,
    /// How many topmost bodies there are: n.
    pub roots: usize,
    /// The window that is answered, for period counts and increments.
    pub window: Option<WindowDays>,
    /// The newest figure of each authority (two where their order is unknown): those that count first, then newest first.
    pub chosen: Vec<Chosen>,
    /// Under `range`: figures that count and fit the answer only since the count may have changed between their days. They
    /// are no end of it, and named with their day; newest first.
    pub dated: Vec<FigureId>,
    /// Figures of bodies that the others outvote, where they mostly agree.
    pub outside: Vec<FigureId>,
    /// Under `latest`: the newest figures of several authorities, where nothing tells which of them is the newer.
    pub tied: Vec<FigureId>,
    /// Under `authority`: those that the desk ranks above the one that answers, highest first, and why each was passed over.
    pub skipped: Vec<SkippedAuthority>,
    /// Under `agree`: the intervals that most bodies allow, lowest first.
    pub runs: Vec<Agreement>,
    /// The authorities that count this under another definition by now.
    pub redefined: Vec<Redefined>,
    /// The chosen figures that another body rejects, each with who does, in the order in which that became known.
    pub disputes: Vec<Dispute>,
    /// Every figure of the series exactly once, in track order.
    pub trace: Vec<Traced>,
}

/// The number or range of an answer: `low <= best <= high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The lowest count, inclusive.
    pub low: u64,
    /// The one number, only where the policy yields one that was printed: exact, or an estimate's point.
    pub best: Option<u64>,
    /// The highest count, inclusive; `None`: open above.
    pub high: Option<u64>,
    /// The figure that holds the low end.
    pub low_by: FigureId,
    /// The figure that holds the high end, or leaves it open.
    pub high_by: FigureId,
    /// Whether the low end serves comparison only: people are shown the printed words instead.
    pub low_by_convention: bool,
    /// Whether the high end serves comparison only.
    pub high_by_convention: bool,
}

crate::model::words::words! {
    /// How far the sources agree, counted over topmost bodies on the newest day.
    Verdict {
        /// No figure with a number is within the question.
        NoFigure = "no figure",
        /// The newest figures were retracted or disowned, and no other stands.
        Withdrawn = "withdrawn",
        /// One body.
        SingleSource = "single source",
        /// All bodies, and their printed values restate each other.
        SourcesAgree = "sources agree",
        /// All bodies allow one count.
        Compatible = "compatible",
        /// No two conflict, but the figures of different days do not meet as printed.
        DifferentDates = "different dates",
        /// More than half meet as printed, and no other so many do.
        MostlyAgree = "mostly agree",
        /// Fewer agree, or somebody rejects a figure.
        SourcesDiffer = "sources differ",
        /// One authority alone speaks, and nothing says which of its figures is the newer.
        OrderUnknown = "order unknown",
    }
}

crate::model::words::words! {
    /// Why a policy yields no number.
    NoNumber {
        /// No figure stands: the verdict says whether there was one.
        NothingStands = "nothing stands",
        /// The desk ranks none of the authorities: `amend authority "X" --rank 1`.
        NoneRanked = "none ranked",
        /// None of the ranked authorities has a figure that counts.
        NoRankedStands = "no ranked authority has a figure that counts",
        /// Half of the bodies or fewer agree.
        HalfOrFewerAgree = "half or fewer agree",
        /// No exact figure lies in what more than half of the bodies allow.
        NoFigureSupported = "no exact figure is supported by more than half",
        /// The policy gives a line an authority.
        OneLineAnAuthority = "one line an authority",
    }
}

/// What a policy answers with: by which figures its answer is put into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswersWith {
    /// The range of all figures that count.
    Range,
    /// What one authority says.
    OneFigure,
    /// The counts that most bodies allow.
    Agreement,
    /// No number, but a line an authority.
    Lines,
}

/// A chosen figure: the newest of one authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The figure.
    pub id: FigureId,
    /// Its place in [`Series::members`](crate::series::Series::members).
    pub member: usize,
    /// Who answers for it, aliases resolved.
    pub voice: Voice,
    /// What part it has in the answer.
    pub role: Role,
    /// By what one authority's figure is newer than another's: the order of a track, at the first relay of the
    /// statement, so that a further relay of it changes nothing.
    pub key: TrackKey,
    /// The last day on which its authority stated it with a day; undated, the day for which it is assumed to hold.
    pub day: PartialDate,
    /// The figure before it that it updates, revises or redefines, and how; what a sentence "lowered from" needs.
    pub previous: Option<(FigureId, Relation)>,
    /// How many publishers carry this statement or restate it.
    pub relayed_by: usize,
    /// How many versions of its count the authority gave: figures within the question that merely repeat none.
    pub versions: usize,
    /// Until when it counts, where how often its authority reports decides whether it does.
    pub counts_until: Option<Day>,
}

impl Chosen {
    /// Whether it counts.
    pub fn is_kept(&self) -> bool {
        self.role == Role::Kept
    }
}

/// What part the newest figure of an authority has in the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// It counts.
    Kept,
    /// It is too old to count beside the newest: named with its day, no end of a range, no support.
    Older,
    /// It was given in the first days of the event, and a higher one stands since: named as an older one is.
    FirstCount,
    /// It counts from another origin than the newest.
    OtherOrigin,
    /// It does not stand.
    Withdrawn(Withdrawn),
    /// No authority is named, and an attributed figure stands.
    Unattributed,
}

/// How a figure was withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    /// The figure that was withdrawn: the chosen one, or another relay of the same statement.
    pub of: FigureId,
    /// Retracted or disowned.
    pub how: Withdrawal,
    /// The figure or statement that says so.
    pub by: Option<FigureId>,
    /// When the public could know it.
    pub known_at: Moment,
    /// Why, as somebody gave it.
    pub reason: Option<Reason>,
    /// Who gave the reason.
    pub reason_by: Option<String>,
}

crate::model::words::words! {
    /// The two ways in which a count is withdrawn.
    Withdrawal {
        /// Its author withdrew it without replacement.
        Retracted = "retracted",
        /// The authority denies having said it.
        Disowned = "disowned",
    }
}

/// An authority that the desk ranks above the one that answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedAuthority {
    /// Its name, aliases resolved.
    pub authority: Name,
    /// The desk's rank, 1 first.
    pub rank: u32,
    /// What became of its newest figure; `None` where it has none within the question.
    pub role: Option<Role>,
}

/// An interval that most bodies allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// The interval, on the newest day.
    pub count: Count,
    /// The figures whose bodies allow some count of it, in track order.
    pub figures: Vec<FigureId>,
}

/// An authority that took up another definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redefined {
    /// Who.
    pub voice: Voice,
    /// Its first figure under the other definition.
    pub by: FigureId,
    /// The series that took the place of this one.
    pub scope: Arc<Scope>,
}

/// A figure that another body rejects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// The chosen figure that is disputed by it.
    pub chosen: FigureId,
    /// The figure that is rejected: the chosen one, another relay of its statement, or one that it went on from.
    pub target: FigureId,
    /// Whether the chosen figure says what the target says, or went on from it.
    pub reach: Reach,
    /// The figure or statement that rejects it.
    pub by: FigureId,
}

/// How a reply reaches a chosen figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It rejects what the chosen figure says.
    Itself,
    /// It rejects a figure before it, from which the count went on since.
    Before,
}

/// A figure and what became of it; the clause that explains it is [`because`](super::explain::because).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traced {
    /// The figure.
    pub id: FigureId,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a figure in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It counts.
    Kept,
    /// It only says again what that one says.
    Restates(FigureId),
    /// The count went on.
    SupersededBy(FigureId),
    /// The authority changed its count.
    RevisedBy(FigureId),
    /// The authority counts another way.
    RedefinedBy(FigureId),
    /// Too old to count beside the newest.
    Older,
    /// A count of the first days, below a later one.
    FirstCount,
    /// It counts from another origin.
    OtherOrigin,
    /// Its publisher mended it.
    Corrected(FigureId),
    /// Its author withdrew it.
    Retracted(Option<FigureId>),
    /// The authority denies having said it.
    Disowned(Option<FigureId>),
    /// It vanished from its feed.
    Gone,
    /// Our own typing error.
    Void,
    /// The figure that answers leaves no room for it.
    ContradictedBy(FigureId),
    /// The publisher's own voice, beside attributed figures.
    Unattributed,
    /// No number.
    Statement,
    /// It was not asked about.
    OutsideTheQuestion(Outside),
}

/// Why a figure is outside the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outside {
    /// The public could not know it yet.
    NotYetKnown,
    /// It holds for a later day.
    LaterDay,
    /// It counts another window than the newest.
    OtherWindow,
}

impl Role {
    /// Whether newer figures set it aside: too old, or a count of the first days.
    pub fn is_older(&self) -> bool {
        matches!(self, Role::Older | Role::FirstCount)
    }
}

impl Fate {
    /// Whether newer figures set it aside: too old, or a count of the first days.
    pub const fn is_older(self) -> bool {
        matches!(self, Fate::Older | Fate::FirstCount)
    }

    /// The word of the trace.
    pub const fn word(self) -> &'static str {
        match self {
            Fate::Kept => "kept",
            Fate::Restates(_) => "restates",
            Fate::SupersededBy(_) => "superseded by",
            Fate::RevisedBy(_) => "revised by",
            Fate::RedefinedBy(_) => "redefined by",
            Fate::Older | Fate::FirstCount => "older",
            Fate::OtherOrigin => "other origin",
            Fate::Corrected(_) => "corrected",
            Fate::Retracted(_) => "retracted",
            Fate::Disowned(_) => "disowned",
            Fate::Gone => "gone",
            Fate::Void => "void",
            Fate::ContradictedBy(_) => "contradicted by",
            Fate::Unattributed => "unattributed",
            Fate::Statement => "statement",
            Fate::OutsideTheQuestion(_) => "outside the question",
        }
    }

    /// The other figure that the fate names.
    pub const fn other(self) -> Option<FigureId> {
        match self {
            Fate::Restates(id)
            | Fate::SupersededBy(id)
            | Fate::RevisedBy(id)
            | Fate::RedefinedBy(id)
            | Fate::Corrected(id)
            | Fate::ContradictedBy(id) => Some(id),
            Fate::Retracted(by) | Fate::Disowned(by) => by,
            _ => None,
        }
    }
}

impl Answer {
    /// The verdict, with `order unknown` where it is.
    pub fn verdict_in_words(&self) -> String {
        match self.order_unknown && self.verdict != Verdict::OrderUnknown {
            true => format!("{}, order unknown", self.verdict),
            false => self.verdict.to_string(),
        }
    }

    /// Whether a person should look at it: some sources differ, or their order is unknown.
    pub fn needs_a_look(&self) -> bool {
        matches!(self.verdict, Verdict::SourcesDiffer | Verdict::MostlyAgree) || self.order_unknown
    }

    /// The figures that count, newest first.
    pub fn kept(&self) -> impl Iterator<Item = &Chosen> {
        self.chosen.iter().filter(|chosen| chosen.is_kept())
    }

    /// The figure that leads the answer: the first by which it is put into words.
    pub fn leading(&self) -> Option<&Chosen> {
        self.answering().into_iter().next()
    }

    /// The figures by which the answer is put into words: all that count, the one that the policy singles out, or those that
    /// allow the interval that is answered, the one that holds its low end first. Those whom the others outvote come last.
    pub fn answering(&self) -> Vec<&Chosen> {
        let mut answering: Vec<&Chosen> = self.kept().collect();
        let is_outside = |chosen: &&Chosen| self.outside.contains(&chosen.id);
        answering.sort_by_key(is_outside);
        let Some(span) = self.span else { return answering };
        match self.answers_with {
            AnswersWith::OneFigure if !self.tied.is_empty() => {
                answering.retain(|chosen| self.tied.contains(&chosen.id));
            }
            AnswersWith::OneFigure if span.low_by == span.high_by => {
                answering.retain(|chosen| chosen.id == span.low_by);
            }
            AnswersWith::Agreement => {
                let is_answer =
                    |run: &&Agreement| (run.count.low(), run.count.high()) == (span.low, span.high);
                if let Some(run) = self.runs.iter().find(is_answer) {
                    answering.retain(|chosen| run.figures.contains(&chosen.id) || is_outside(chosen));
                    answering.sort_by_key(|chosen| (is_outside(chosen), chosen.id != span.low_by));
                }
            }
            AnswersWith::Range => {
                answering.sort_by_key(|chosen| (is_outside(chosen), self.dated.contains(&chosen.id)));
            }
            AnswersWith::OneFigure | AnswersWith::Lines => {}
        }
        answering
    }
}
