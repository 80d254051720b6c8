//! The sentence of an answer: one that can be pasted into copy, and says no more than its figures do.
//!
//! "Said", never "claimed"; the printed words of the number; a day only where it is known, and what an authority said on an
//! unknown day as "in a report X published on Y". One template a file; this one chooses.

mod changed;
#[cfg(test)]
mod days;
mod differ;
mod disputed;
mod ground;
mod made_of;
mod nothing;
mod one;
mod party;
mod removed;
mod reservation;
mod revised;
mod said;
mod superseded;
#[cfg(test)]
mod tests;
mod total;
#[cfg(test)]
mod verbs;
#[cfg(test)]
mod voices;
mod withdrawn;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::question::Question;
use crate::model::recorded::{FigureId, Recorded};
use crate::model::scope::Scope;
use crate::model::words::CountType;
use crate::reconcile::{Answer, Chosen, Fate, RelationKind, Role, Traced, Verdict};
use crate::series::Series;

use crate::phrase::grammar::{capitalised, one_comma};
use crate::phrase::manner::Manner;
use crate::phrase::names::Speech;

use changed::{Changes, FallSentence};
use reservation::{NumbersBefore, reservation};
use said::Ascribed;
pub use superseded::superseded;

/// The sentence, sometimes several, of an answer.
///
/// `total`: what the authority of the one period count that answers gave for the last day of its window, where it gave one.
pub fn sentence(series: &Series, answer: &Answer, question: &Question, total: Option<&Recorded>) -> String {
    told(series, answer, question, total).0
}

/// The same, and which template the first sentence has.
pub fn told(
    series: &Series,
    answer: &Answer,
    question: &Question,
    total: Option<&Recorded>,
) -> (String, Template) {
    let speech = Speech::new(series.names()).of_event_with(series.event_places());
    let counts_used = made_of::made_of(series, question, &speech);
    let speech = speech.with_counts(&counts_used);
    let changes = Changes::of(series, answer, question);
    let mut context = SentenceContext { series, answer, question, total, speech, changes };
    context.speech = speech.of_the_dead(context.manner());
    let falls = context.falls();
    let mut sentences = vec![context.main(&falls)];
    sentences.extend(context.tie());
    sentences.extend(falls.into_iter().map(|fall| fall.text));
    sentences.extend(removed::sentences(series, answer, question, &context.speech));
    sentences.extend(context.reservations());
    sentences.extend(context.passed_over());
    sentences.extend(context.redefinitions());
    let sentences: Vec<String> =
        sentences.iter().filter(|text| !text.is_empty()).map(|text| capitalised(text)).collect();
    (one_comma(&sentences.join(" ")), context.template())
}

/// The sentence of one figure that has a number, whatever else its series holds; empty for a statement without one.
pub fn of_figure(recorded: &Recorded, speech: &Speech<'_>) -> String {
    one_comma(&capitalised(&one::sentence_of(recorded, speech)))
}

/// Which sentence an answer has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// One figure, said by its authority.
    Said,
    /// One period count.
    Period,
    /// One figure, in its publisher's own voice or traced by this desk.
    OwnVoice,
    /// A count that its authority changed.
    Revised,
    /// Accounts that differ.
    Differ,
    /// Two newest figures of one authority.
    OrderUnknown,
    /// A figure that was withdrawn or disowned.
    Withdrawn,
    /// No figure.
    Nothing,
}

impl Template {
    /// As JSON has it.
    pub fn word(self) -> &'static str {
        match self {
            Template::Said => "said",
            Template::Period => "period",
            Template::OwnVoice => "own voice",
            Template::Revised => "revised",
            Template::Differ => "differ",
            Template::OrderUnknown => "order unknown",
            Template::Withdrawn => "withdrawn",
            Template::Nothing => "nothing",
        }
    }
}

/// What a sentence is made from.
struct SentenceContext<'a> {
    series: &'a Series,
    answer: &'a Answer,
    question: &'a Question,
    total: Option<&'a Recorded>,
    speech: Speech<'a>,
    changes: Changes<'a>,
}

impl<'a> SentenceContext<'a> {
    /// What the sources said, and in the same sentence who rejects it.
    fn main(&self, falls: &[FallSentence]) -> String {
        self.disputed(self.said(falls), &self.figures(&self.answering()))
    }

    /// What was said of figures, and who rejects them.
    fn disputed(&self, said: String, named: &[&Recorded]) -> String {
        let clauses = disputed::clauses(&self.answer.disputes, named, self.series, &self.speech);
        match clauses.is_empty() {
            true => said,
            false => format!("{}; {}.", said.trim_end_matches('.'), clauses.join("; ")),
        }
    }

    /// The answer itself. Whose fall is told behind it is not named beside the first.
    fn said(&self, falls: &[FallSentence]) -> String {
        match self.answer.verdict {
            Verdict::NoFigure => self.nothing(),
            Verdict::Withdrawn => self.withdrawn(true).join(" "),
            verdict => match self.answering().as_slice() {
                [] => self.nothing(),
                [one] => self.with_total(one).unwrap_or_else(|| self.alone(one)),
                several if self.is_one_voice(several) => {
                    differ::order_unknown(&self.figures(several), &self.speech)
                }
                several if verdict == Verdict::SourcesDiffer => {
                    differ::sentence(&self.figures(several), &self.speech)
                }
                [first, others @ ..] => {
                    let is_told = |other: &&&Chosen| falls.iter().any(|fall| fall.to == other.id);
                    let others: Vec<&Chosen> =
                        others.iter().filter(|other| !is_told(other)).copied().collect();
                    let lead = self.alone(first);
                    let (others, outside) = (self.figures(&others), &self.answer.outside);
                    differ::with_others(&lead, self.figure(first), &others, outside, &self.speech)
                }
            },
        }
    }

    /// Which sentence comes first.
    fn template(&self) -> Template {
        match (self.answer.verdict, self.answering().as_slice()) {
            (Verdict::NoFigure, _) => Template::Nothing,
            (Verdict::Withdrawn, _) => Template::Withdrawn,
            (_, []) => Template::Nothing,
            (_, several @ [_, _, ..]) if self.is_one_voice(several) => Template::OrderUnknown,
            (Verdict::SourcesDiffer, [_, _, ..]) => Template::Differ,
            (_, [first, ..]) => self.template_of(first),
        }
    }

    fn template_of(&self, chosen: &Chosen) -> Template {
        let is_said = self.figure(chosen).is_some_and(Ascribed::is_said);
        match self.changes.revised(chosen, &self.speech) {
            Some(_) => Template::Revised,
            None if !is_said => Template::OwnVoice,
            None if self.series.scope.count_type == CountType::Period => Template::Period,
            None => Template::Said,
        }
    }

    fn nothing(&self) -> String {
        let asked = |traced: &Traced| !matches!(traced.fate, Fate::OutsideTheQuestion(_) | Fate::Statement);
        let recorded = self.answer.trace.iter().any(asked);
        let nothing = nothing::sentence(&self.scope(), &self.speech, self.question, recorded);
        let no_reports = self.no_reports().and_then(|said| nothing::no_reports(said, &self.speech));
        [nothing].into_iter().chain(no_reports).collect::<Vec<_>>().join(" ")
    }

    /// The newest statement within the question that there were no reports.
    fn no_reports(&self) -> Option<&'a Recorded> {
        let statements = self.answer.trace.iter().filter(|traced| traced.fate == Fate::Statement);
        let asked = |one: &&Recorded| {
            one.figure.no_reports.is_some()
                && self.question.reaches(one.figure.scope.count_type, one.figure.as_of.date())
                && self.series.status(one.id, self.question).stands()
        };
        statements.filter_map(|traced| self.series.figure(traced.id)).filter(asked).last()
    }

    fn scope(&self) -> Arc<Scope> {
        Arc::clone(&self.series.scope)
    }

    fn answering(&self) -> Vec<&'a Chosen> {
        let mut chosen = self.answer.answering();
        chosen.retain(|chosen| self.figure(chosen).is_some());
        chosen
    }

    fn figure(&self, chosen: &Chosen) -> Option<&'a Recorded> {
        self.series.figure(chosen.id)
    }

    fn figures(&self, chosen: &[&'a Chosen]) -> Vec<&'a Recorded> {
        chosen.iter().filter_map(|chosen| self.figure(chosen)).collect()
    }

    /// The falls that are told behind the first sentence.
    fn falls(&self) -> Vec<FallSentence> {
        let answering = self.answering();
        let is_list = self.answer.verdict == Verdict::SourcesDiffer || self.is_one_voice(&answering);
        let first = answering.first().copied().filter(|_| answering.len() == 1 || !is_list);
        self.changes.falls(&answering, first, &self.speech)
    }

    /// That nothing tells which of the figures that answer is the newest, where one was looked for and they differ.
    fn tie(&self) -> Option<String> {
        let is_tie = self.answer.span.is_some_and(|span| span.low_by != span.high_by);
        (is_tie && !self.answer.tied.is_empty())
            .then(|| "which of these figures is the newest is not recorded.".to_owned())
    }

    fn is_one_voice(&self, chosen: &[&Chosen]) -> bool {
        self.answer.order_unknown && chosen.windows(2).all(|pair| pair[0].voice == pair[1].voice)
    }

    /// The sentence of one figure: as a revision where it is one.
    fn alone(&self, chosen: &Chosen) -> String {
        let Some(recorded) = self.figure(chosen) else { return String::new() };
        self.changes.revised(chosen, &self.speech).unwrap_or_else(|| one::sentence_of(recorded, &self.speech))
    }

    /// The sentence of a period count with the total beside it; `None` where it is another sentence.
    fn with_total(&self, chosen: &Chosen) -> Option<String> {
        let (recorded, total) = (self.figure(chosen)?, self.total?);
        match self.changes.revised(chosen, &self.speech) {
            Some(_) => None,
            None => total::sentence(recorded, total, &self.speech),
        }
    }

    /// How many numbers the first sentence names.
    fn numbers(&self) -> NumbersBefore {
        let is_revised = |chosen: &Chosen| {
            chosen.previous.as_ref().is_some_and(|(_, relation)| relation.kind == RelationKind::Revises)
        };
        match self.answering().as_slice() {
            [one] if self.total.is_none() && !is_revised(one) => NumbersBefore::One,
            [_] => NumbersBefore::Several,
            _ => NumbersBefore::OfOthers,
        }
    }

    /// The word by which the sources of the answer say that people died.
    fn manner(&self) -> Option<Manner> {
        Manner::of(self.series.scope.measure, self.carrying().into_iter().map(|recorded| &recorded.figure))
    }

    /// The figures that answer, and the reports that carry the same statements.
    fn carrying(&self) -> Vec<&'a Recorded> {
        let answering: BTreeSet<FigureId> = self.answering().iter().map(|chosen| chosen.id).collect();
        let carries = |id| answering.contains(&id);
        let shown = self.answer.trace.iter().filter(|traced| match traced.fate {
            Fate::Restates(other) => carries(other) || carries(traced.id),
            _ => carries(traced.id),
        });
        shown.filter_map(|traced| self.series.figure(traced.id)).collect()
    }

    /// What publishers said of figures that answer, and of reports that carry the same statements: by their names.
    fn reservations(&self) -> Vec<String> {
        let (mut figures, beside) = (self.carrying(), self.numbers());
        figures.sort_by_cached_key(|recorded| reservation::place(recorded));
        let mut reservations: Vec<String> =
            figures.into_iter().filter_map(|recorded| reservation(recorded, beside, &self.speech)).collect();
        reservations.dedup();
        reservations.truncate(2);
        reservations
    }

    /// Authorities whose newest figure does not count: too old, from another origin, or withdrawn.
    fn passed_over(&self) -> Vec<String> {
        if self.answer.verdict == Verdict::Withdrawn {
            return Vec::new();
        }
        let named = self.answer.chosen.iter().filter(|c| c.role.is_older() || c.role == Role::OtherOrigin);
        let mut passed_over: Vec<String> = named
            .filter_map(|chosen| {
                let figure = self.figure(chosen)?;
                Some(self.disputed(one::passed_over(figure, &chosen.role, &self.speech)?, &[figure]))
            })
            .collect();
        passed_over.extend(self.withdrawn(false));
        passed_over.extend(self.struck());
        passed_over
    }

    /// Reports that their publishers withdrew without another number, where nothing newer took their place.
    fn struck(&self) -> Vec<String> {
        let members = self.series.members();
        let is_newest = |at: usize| {
            let (day, track) = (members[at].as_of.first_day(), members[at].track);
            let mut chosen = self.answer.chosen.iter().map(|chosen| &members[chosen.member]);
            chosen.all(|other| other.track != track || other.as_of.first_day() <= day)
        };
        let struck = self.answer.trace.iter().enumerate().filter_map(|(at, traced)| match traced.fate {
            Fate::Corrected(by) if is_newest(at) => {
                let by = self.series.figure(by).filter(|by| by.figure.count.is_none())?;
                let act = self.series.acts_on(traced.id).iter().rev().find(|act| act.other == Some(by.id));
                Some(withdrawn::struck(&members[at].recorded, (by, act), &self.speech))
            }
            _ => None,
        });
        let mut struck: Vec<String> = struck.collect();
        struck.dedup();
        struck.truncate(2);
        struck
    }

    fn withdrawn(&self, is_all: bool) -> Vec<String> {
        let sentences = self.answer.chosen.iter().filter_map(|chosen| match &chosen.role {
            Role::Withdrawn(how) => {
                let by = how.by.and_then(|id| self.series.figure(id));
                // Who withdrew or denied one report said nothing of another that carries the same statement.
                let of = self.series.figure(how.of).or_else(|| self.figure(chosen))?;
                Some(withdrawn::sentence(of, how, by, &self.speech))
            }
            _ => None,
        });
        let mut sentences: Vec<String> = sentences.map(|text| capitalised(&text)).collect();
        if is_all && !sentences.is_empty() {
            sentences.push("No replacement is recorded.".to_owned());
        }
        sentences
    }

    /// Authorities that count another way by now: no rise or fall.
    fn redefinitions(&self) -> Vec<String> {
        let methods = self.answering().into_iter().filter_map(|chosen| {
            let (id, relation) = chosen.previous.as_ref()?;
            revised::redefined_before(self.series.figure(*id)?, self.figure(chosen)?, relation, &self.speech)
        });
        let definitions = self.answer.redefined.iter().map(|now| revised::redefined_since(now, &self.speech));
        methods.chain(definitions).collect()
    }
}
