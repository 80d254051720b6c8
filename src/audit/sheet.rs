//! One series as findings look at it: the newest figure of each authority, and the dated figures that stand; all of it, or
//! what an answer rests on.

use std::borrow::Cow;
use std::cell::OnceCell;

use rustc_hash::FxHashSet;

use crate::model::date::{Day, PartialDate, Precision};
use crate::model::question::Question;
use crate::model::recorded::{FigureId, Recorded};
use crate::model::wording::{Kind, Wording};
use crate::model::words::CountType;
use crate::reconcile::changes::{Change, changes};
use crate::reconcile::windows::trace_of_windows;
use crate::reconcile::{Answer, Fate, policies};
use crate::series::restate::{Days, restates};
use crate::series::{Member, Series, Track, Voice, WindowDays};

/// A series and its answer: one line an authority, or one that somebody was given.
pub struct SeriesSheet<'s> {
    /// The series.
    pub series: &'s Series,
    /// Its answer; every figure has its fate in it, whatever the policy.
    pub answer: Cow<'s, Answer>,
    question: Question,
    looked_at: LookedAt,
    newest: OnceCell<Vec<Newest<'s>>>,
    changes: OnceCell<Vec<Change>>,
}

/// Which figures findings are asked about.
enum LookedAt {
    /// Any.
    All,
    /// Those on which an answer rests, and the tracks that hold them, by number.
    OfAnswer { figures: FxHashSet<FigureId>, tracks: FxHashSet<usize> },
}

/// The newest figure of an authority; of period counts the newest of each window.
#[derive(Clone, Copy, Debug)]
pub struct Newest<'s> {
    /// The figure.
    pub recorded: &'s Recorded,
    /// Who answers for it.
    pub voice: &'s Voice,
    /// What it says.
    pub wording: &'s Wording,
    /// The day for which it holds, where that is stated.
    pub day: Option<PartialDate>,
    /// What it can be set against.
    pub frame: TimeFrame,
}

/// The time that a figure must share with another to be set against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeFrame {
    /// A toll so far: against any toll of the same day or a later one.
    Total,
    /// A stock: against those of the same day.
    Day(PartialDate),
    /// A period count: against those of the same window.
    Window(WindowDays),
}

/// A figure that stands and has a stated day, known to the day.
#[derive(Clone, Copy, Debug)]
pub struct Dated<'s> {
    /// The figure.
    pub recorded: &'s Recorded,
    /// The last day that it covers.
    pub day: Day,
    /// What it says.
    pub wording: &'s Wording,
}

impl Dated<'_> {
    /// The number, where it is exact.
    pub fn exact(&self) -> Option<u64> {
        self.wording.value().filter(|_| self.wording.kind() == Kind::Exact)
    }

    /// The figure's number.
    pub fn id(&self) -> FigureId {
        self.recorded.id
    }
}

impl<'s> SeriesSheet<'s> {
    /// Looks at a whole series.
    pub fn new(series: &'s Series) -> SeriesSheet<'s> {
        let question = Question::default();
        let answer = Cow::Owned((policies::PER_AUTHORITY.apply)(series, &question));
        SeriesSheet {
            series,
            answer,
            question,
            looked_at: LookedAt::All,
            newest: OnceCell::new(),
            changes: OnceCell::new(),
        }
    }

    /// Looks at what an answer rests on: the figures that answer, and those that say the same again.
    pub fn of_answer(series: &'s Series, answer: &'s Answer, question: &Question) -> SeriesSheet<'s> {
        let ends = answer.span.into_iter().flat_map(|span| [span.low_by, span.high_by]);
        let mut figures: FxHashSet<FigureId> =
            answer.answering().into_iter().map(|chosen| chosen.id).chain(ends).collect();
        let repeats = answer.trace.iter().filter_map(|traced| match traced.fate {
            Fate::Restates(other) if figures.contains(&other) => Some(traced.id),
            _ => None,
        });
        let repeats: Vec<FigureId> = repeats.collect();
        figures.extend(repeats);
        let holds = |track: &Track| {
            track.members.iter().any(|place| figures.contains(&series.members()[*place].id()))
        };
        let tracks = series.tracks().iter().enumerate().filter(|(_, track)| holds(track));
        let tracks = tracks.map(|(number, _)| number).collect();
        let (answer, looked_at) = (Cow::Borrowed(answer), LookedAt::OfAnswer { figures, tracks });
        SeriesSheet {
            series,
            answer,
            question: *question,
            looked_at,
            newest: OnceCell::new(),
            changes: OnceCell::new(),
        }
    }

    /// Whether it looks at what an answer rests on alone.
    pub fn is_of_answer(&self) -> bool {
        matches!(self.looked_at, LookedAt::OfAnswer { .. })
    }

    /// Whether a finding about a figure is asked for.
    pub fn looks_at(&self, id: FigureId) -> bool {
        match &self.looked_at {
            LookedAt::All => true,
            LookedAt::OfAnswer { figures, .. } => figures.contains(&id),
        }
    }

    /// The tracks that hold a figure about which findings are asked for.
    pub fn tracks(&self) -> impl Iterator<Item = &'s Track> {
        let tracks = self.series.tracks().iter().enumerate();
        let asked = tracks.filter(|(number, _)| match &self.looked_at {
            LookedAt::All => true,
            LookedAt::OfAnswer { tracks, .. } => tracks.contains(number),
        });
        asked.map(|(_, track)| track)
    }

    /// The figures about which findings are asked for and that nobody voided.
    pub fn members(&self) -> impl Iterator<Item = &'s Member> {
        let members = self.series.members().iter();
        members.filter(|member| self.looks_at(member.id()) && !self.series.is_void(member.id()))
    }

    /// The newest figures that stand.
    pub fn newest(&self) -> &[Newest<'s>] {
        self.newest.get_or_init(|| match self.series.has_windows() {
            true => of_windows(self.series),
            false => of_answer(self.series, &self.answer),
        })
    }

    /// The changes that authorities made to their counts; where all is looked at, in every window.
    pub fn changes(&self) -> &[Change] {
        self.changes.get_or_init(|| match self.looked_at {
            LookedAt::All => {
                changes(self.series, &trace_of_windows(self.series, &self.answer, &self.question))
            }
            LookedAt::OfAnswer { .. } => changes(self.series, &self.answer.trace),
        })
    }

    /// A figure that stands within the question and has a count and a stated day.
    pub fn dated_of(&self, member: &'s Member) -> Option<Dated<'s>> {
        dated_within(self.series, member, &self.question)
    }

    /// What became of a figure in the answer.
    pub fn fate(&self, id: FigureId) -> Option<Fate> {
        let place = self.series.member(id)?;
        self.answer.trace.get(place).filter(|traced| traced.id == id).map(|traced| traced.fate)
    }

    /// What was asked.
    pub fn question(&self) -> &Question {
        &self.question
    }

    /// The dated figures of a track that stand, in the order of their days; of one day the one that stands last in the track,
    /// unless it only says again what the one before it says.
    pub fn dated(&self, track: &Track) -> Vec<Dated<'s>> {
        let mut dated: Vec<Dated<'s>> = Vec::new();
        for member in track.members.iter().map(|place| &self.series.members()[*place]) {
            let Some(next) = self.dated_of(member) else { continue };
            let last = dated.last().filter(|last| last.day == next.day);
            let says_no_more = last.is_some_and(|last| {
                restates(next.wording, last.wording, Days::Same)
                    && !next.wording.count().is_narrower_than(last.wording.count())
            });
            if !says_no_more {
                dated.pop_if(|last| last.day == next.day);
                dated.push(next);
            }
        }
        dated
    }

    /// The dated figures of a track that stand and are exact.
    pub fn exact(&self, track: &Track) -> Vec<(Dated<'s>, u64)> {
        self.dated(track).into_iter().filter_map(|dated| Some((dated, dated.exact()?))).collect()
    }

    /// The track of an authority.
    pub fn track_of(&self, voice: &Voice) -> Option<&'s Track> {
        self.series.tracks().iter().find(|track| track.voice == *voice)
    }
}

/// Whether a figure stands: it is neither void, gone, corrected nor withdrawn.
pub fn stands(series: &Series, id: FigureId) -> bool {
    series.status(id, &Question::default()).stands()
}

/// A figure that stands and has a count and a stated day.
pub fn dated_of<'s>(series: &Series, member: &'s Member) -> Option<Dated<'s>> {
    dated_within(series, member, &Question::default())
}

fn dated_within<'s>(series: &Series, member: &'s Member, question: &Question) -> Option<Dated<'s>> {
    let figure = &member.recorded.figure;
    let day = figure.as_of.stated().filter(|date| date.precision() == Precision::Day)?;
    let wording = figure.count.as_ref()?;
    let stands = question.reaches(series.scope.count_type, member.as_of)
        && question.knows(figure.published_on)
        && series.status(member.id(), question).stands();
    stands.then(|| Dated { recorded: &member.recorded, day: day.last_day(), wording })
}

fn of_answer<'s>(series: &'s Series, answer: &Answer) -> Vec<Newest<'s>> {
    let stands = answer.chosen.iter().filter(|chosen| chosen.is_kept() || chosen.role.is_older());
    let newest = stands.filter_map(|chosen| {
        let track = series.tracks().iter().find(|track| track.voice == chosen.voice)?;
        newest(series, &track.voice, series.figure(chosen.id)?)
    });
    newest.collect()
}

fn of_windows(series: &Series) -> Vec<Newest<'_>> {
    let mut newest_of = rustc_hash::FxHashMap::default();
    for member in series.members().iter().filter(|member| stands(series, member.id())) {
        if let Some(newest) = newest(series, series.voice(member), &member.recorded) {
            newest_of.insert((member.track, newest.frame), newest);
        }
    }
    let mut all: Vec<Newest<'_>> = newest_of.into_values().collect();
    all.sort_unstable_by_key(|newest| newest.recorded.order);
    all
}

fn newest<'s>(series: &Series, voice: &'s Voice, recorded: &'s Recorded) -> Option<Newest<'s>> {
    let figure = &recorded.figure;
    let day = figure.as_of.stated();
    let frame = match series.scope.count_type {
        CountType::Total => TimeFrame::Total,
        CountType::Current => TimeFrame::Day(figure.as_of.date()),
        CountType::Period => TimeFrame::Window(WindowDays::of(figure)),
        CountType::Increment | CountType::Projection => return None,
    };
    Some(Newest { recorded, voice, wording: figure.count.as_ref()?, day, frame })
}
