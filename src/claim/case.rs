//! A claim beside the figures that it is held against, for one state of knowledge.

use crate::model::date::PartialDate;
use crate::model::figure::Window;
use crate::model::names::Names;
use crate::model::question::Question;
use crate::model::recorded::{FigureId, Recorded};
use crate::model::wording::Wording;
use crate::model::words::CountType;
use crate::reconcile::select::Selection;
use crate::reconcile::{Answer, Chosen, Fate, Role, Verdict};
use crate::series::{Member, Series, Voice};

use super::prints::prints;
use super::{ClaimInput, ReadAs};

/// A claim, and what is known around it.
pub struct Case<'a> {
    /// What the claim says.
    pub claim: &'a ReadAs,
    /// What the ledger holds.
    pub input: &'a ClaimInput<'a>,
    /// What could be known, for whatever day.
    pub known: Question,
    /// The day that the claim asks about; `None`: the newest.
    pub day: Option<PartialDate>,
    /// The series with its answer; of counts of a window one for each that the claim can mean, the newest first.
    pub frames: Vec<AnsweredSeries<'a>>,
    /// Where the claim names a day, the same series with what holds by now; else none.
    since: Vec<AnsweredSeries<'a>>,
    /// Whether an authority answers for any figure of the series; then figures without one count for nothing.
    has_authorities: bool,
}

/// A series, or one window of it, with its answer.
pub struct AnsweredSeries<'s> {
    /// The newest figure of each authority, and what part it has.
    pub selection: Selection<'s>,
    /// The answer, with the fate of every figure.
    pub answer: Answer,
}

/// The newest figure of an authority, which was not withdrawn.
#[derive(Clone, Copy)]
pub struct Standing<'c, 's> {
    /// Where it stands.
    pub frame: &'c AnsweredSeries<'s>,
    /// Its part in the answer.
    pub chosen: &'c Chosen,
    /// The figure.
    pub recorded: &'s Recorded,
    /// What it says.
    pub wording: &'s Wording,
}

impl<'s> AnsweredSeries<'s> {
    /// Answers a series, or one window of it.
    pub fn new(series: &'s Series, question: &Question, input: &ClaimInput<'_>) -> AnsweredSeries<'s> {
        AnsweredSeries {
            selection: Selection::new(series, question),
            answer: (input.policy.apply)(series, question),
        }
    }

    /// The series.
    pub fn series(&self) -> &'s Series {
        self.selection.series()
    }

    /// The newest figures that were not withdrawn.
    pub fn standing(&self) -> impl Iterator<Item = Standing<'_, 's>> {
        let members = self.series().members();
        let stands = self.selection.chosen.iter().filter(|one| !matches!(one.role, Role::Withdrawn(_)));
        stands.filter_map(move |chosen| {
            let recorded = &members[chosen.member].recorded;
            Some(Standing { frame: self, chosen, recorded, wording: recorded.figure.count.as_ref()? })
        })
    }

    /// The figures within the question that have a number and are not hidden, with their places, in track order.
    pub fn shown(&self) -> impl DoubleEndedIterator<Item = (usize, &'s Member)> {
        let all = self.series().members().iter().enumerate();
        all.filter(|(place, _)| self.selection.resolved.is_shown(*place))
    }

    /// Whether a figure holds for a day that is asked about.
    pub fn is_asked(&self, place: usize) -> bool {
        let outside = self.answer.trace.get(place).map(|traced| traced.fate);
        !matches!(outside, Some(Fate::OutsideTheQuestion(_)))
    }

    /// What became of a figure; of one that only says again what another says, what became of that one.
    pub fn fate(&self, place: usize) -> Fate {
        let mut fate = self.answer.trace.get(place).map_or(Fate::Statement, |traced| traced.fate);
        for _ in 0..self.answer.trace.len() {
            let Fate::Restates(other) = fate else { break };
            let said = self.answer.trace.iter().find(|traced| traced.id == other);
            fate = said.map_or(Fate::Kept, |traced| traced.fate);
        }
        fate
    }

    /// Whether two authorities' newest figures cannot both hold, or nothing says which of one authority's is the newer, so
    /// that a number printed by these figures alone is disputed.
    pub fn differs(&self, printing: &[FigureId]) -> bool {
        let answer = &self.answer;
        let is_rejected = |id: &FigureId| answer.disputes.iter().any(|dispute| dispute.chosen == *id);
        let by_verdict = match answer.verdict {
            Verdict::SourcesDiffer | Verdict::OrderUnknown => true,
            Verdict::MostlyAgree => printing.iter().all(|id| answer.outside.contains(id)),
            _ => false,
        };
        by_verdict || printing.iter().any(is_rejected) || printing.iter().all(|id| self.has_two_newest(*id))
    }

    /// Whether the authority of a chosen figure has another newest one, and their order is not known.
    pub fn has_two_newest(&self, id: FigureId) -> bool {
        let track = |chosen: &Chosen| self.selection.track(chosen);
        let own = self.selection.chosen.iter().find(|chosen| chosen.id == id);
        own.is_some_and(|own| {
            self.selection.chosen.iter().any(|other| other.id != id && track(other) == track(own))
        })
    }
}

impl<'c, 's> Standing<'c, 's> {
    /// The figure that prints a claim: this one, or one that only says again what it says.
    pub fn printed_by(&self, claim: &Wording) -> Option<FigureId> {
        if prints(self.wording, claim) {
            return Some(self.chosen.id);
        }
        let series = self.frame.series();
        let sayings = self.frame.selection.resolved.sayings(self.chosen.member).iter();
        let mut sayings = sayings.map(|member| &series.members()[*member].recorded);
        let says = |recorded: &&Recorded| {
            let wording = recorded.figure.count.as_ref();
            wording.is_some_and(|wording| {
                prints(wording, claim) && claim.count().meet(self.wording.count()).is_some()
            })
        };
        sayings.find(says).map(|recorded| recorded.id)
    }

    /// Whether, on the day that a claim names, its authority said or published a number that lies within the words.
    pub fn allows_that_day(&self, case: &Case<'_>) -> bool {
        let (Some(day), frame) = (case.day, self.frame) else { return false };
        let track = frame.selection.track(self.chosen);
        frame.shown().any(|(place, member)| {
            let count = member.recorded.figure.count.as_ref().map(Wording::count);
            member.track == track
                && case.is_of_the_day(member, day)
                && frame.selection.resolved.withdrawal(place).is_none()
                && count.is_some_and(|count| case.claim.wording.count().contains(count))
        })
    }

    /// Whether newer figures do not set it aside.
    pub fn counts(&self) -> bool {
        self.chosen.is_kept()
    }
}

impl<'a> Case<'a> {
    /// A claim beside the frames that it can mean.
    pub fn new(
        claim: &'a ReadAs,
        input: &'a ClaimInput<'a>,
        known: Question,
        day: Option<PartialDate>,
        frames: &'a [Series],
    ) -> Case<'a> {
        let question = Question { as_of: day.or(known.as_of), ..known };
        let answered =
            |question| frames.iter().map(move |series| AnsweredSeries::new(series, question, input));
        let since = day.into_iter().flat_map(|_| answered(&known)).collect();
        let frames = answered(&question).collect();
        let mut case = Case { claim, input, known, day, frames, since, has_authorities: false };
        case.has_authorities = case.known_members().any(|(_, voice)| voice.is_attributed());
        case
    }

    /// The same series, or window, with what holds by now; itself where the claim names no day.
    pub fn by_now<'c>(&'c self, frame: &'c AnsweredSeries<'a>) -> &'c AnsweredSeries<'a> {
        let place = self.frames.iter().position(|one| std::ptr::eq(one, frame));
        place.and_then(|place| self.since.get(place)).unwrap_or(frame)
    }

    /// What the desk knows about names, where the ledger has the series.
    pub fn names(&self) -> Option<&'a Names> {
        self.input.series.or(self.input.others.first()).map(Series::names)
    }

    /// All figures of the series that could be known and are not hidden, whatever their day, with who answers for them.
    pub fn known_members(&self) -> impl Iterator<Item = (&'a Member, &'a Voice)> + use<'a> {
        let known = self.known;
        self.input.series.into_iter().flat_map(move |series| {
            let is_shown = move |member: &&Member| {
                known.knows(member.recorded.figure.published_on)
                    && !series.status(member.id(), &known).is_hidden()
            };
            series.members().iter().filter(is_shown).map(move |member| (member, series.voice(member)))
        })
    }

    /// Whether the claim speaks of what somebody says: of whom it names; of everybody where it names nobody.
    pub fn is_mine(&self, voice: &Voice) -> bool {
        let Some(named) = &self.claim.authority else {
            return voice.is_attributed() || !self.has_authorities;
        };
        let is_under = || {
            let names = self.names().filter(|_| voice.is_attributed() && named.is_attributed());
            names.is_some_and(|names| names.body(voice.name()) == *named.name())
        };
        voice == named || is_under() || (voice.name() == named.name() && !self.has_voice(named))
    }

    /// Whether the series has figures of somebody, as an authority or as a publisher.
    fn has_voice(&self, named: &Voice) -> bool {
        self.input.series.is_some_and(|series| series.tracks().iter().any(|track| track.voice == *named))
    }

    /// Whether a claim that says since when it counts and a figure that does leave room for one origin.
    pub fn has_its_origin(&self, recorded: &Recorded) -> bool {
        match (self.claim.window, recorded.figure.window) {
            (Some(Window::From(claimed)), Some(Window::From(from)))
                if self.claim.count_type == CountType::Total =>
            {
                claimed.may_overlap(from)
            }
            _ => true,
        }
    }

    /// The newest figures of all authorities, those of the claim among them.
    pub fn standing(&self) -> impl Iterator<Item = Standing<'_, 'a>> {
        let all = self.frames.iter().flat_map(AnsweredSeries::standing);
        all.filter(|standing| self.has_its_origin(standing.recorded))
    }

    /// Those of whom the claim speaks.
    pub fn mine(&self) -> impl Iterator<Item = Standing<'_, 'a>> {
        self.standing().filter(|standing| self.is_mine(&standing.chosen.voice))
    }

    /// Those that count: of an authority that the claim names its newest, however old; else those that no newer ones set
    /// aside.
    pub fn counted(&self) -> impl Iterator<Item = Standing<'_, 'a>> {
        let takes_all = self.claim.authority.is_some() || !self.has_authorities;
        self.mine().filter(move |standing| takes_all || standing.counts())
    }

    /// Whether a figure is of the very day that the claim names: it holds for it; where the claim says who said it, also if
    /// it was said or published on it.
    pub fn is_of_the_day(&self, member: &Member, day: PartialDate) -> bool {
        let figure = &member.recorded.figure;
        let lies_in =
            |date: PartialDate| date.first_day() >= day.first_day() && date.last_day() <= day.last_day();
        let said = figure.details.stated_on.map(|moment| moment.date);
        lies_in(member.as_of)
            || !self.names_nobody()
                && !self.in_windows()
                && (said.is_some_and(lies_in) || lies_in(figure.published_on.date))
    }

    /// Whether the series is counted window by window.
    pub fn in_windows(&self) -> bool {
        self.input.series.is_some_and(Series::has_windows)
    }

    /// Whether nobody is named who says it.
    pub fn names_nobody(&self) -> bool {
        self.claim.authority.is_none()
    }

    /// A figure of the series.
    pub fn figure(&self, id: FigureId) -> Option<&'a Recorded> {
        self.input.series.and_then(|series| series.figure(id))
    }
}
