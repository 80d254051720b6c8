//! One series as findings look at it: the newest figure of each authority, and the dated figures that stand.

use crate::model::date::{Day, PartialDate, Precision};
use crate::model::question::Question;
use crate::model::recorded::{FigureId, Recorded};
use crate::model::wording::{Kind, Wording};
use crate::model::words::CountType;
use crate::reconcile::{Answer, Role, policies};
use crate::series::restate::{Days, restates};
use crate::series::{Member, Series, Track, Voice, WindowDays};

/// A series, and its answer one line an authority.
pub struct SeriesSheet<'s> {
    /// The series.
    pub series: &'s Series,
    /// Its answer under `per-authority`.
    pub answer: Answer,
    /// The newest figures that stand, with stated days.
    pub newest: Vec<Newest<'s>>,
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
    /// The day for which it holds, as stated.
    pub day: PartialDate,
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
    /// Looks at a series.
    pub fn new(series: &'s Series) -> SeriesSheet<'s> {
        let answer = (policies::PER_AUTHORITY.apply)(series, &Question::default());
        let newest = if series.has_windows() { of_windows(series) } else { of_answer(series, &answer) };
        SeriesSheet { series, answer, newest }
    }

    /// The dated figures of a track that stand, in the order of their days; of one day the one that stands last in the track,
    /// unless it only says again what the one before it says.
    pub fn dated(&self, track: &Track) -> Vec<Dated<'s>> {
        let mut dated: Vec<Dated<'s>> = Vec::new();
        for member in track.members.iter().map(|place| &self.series.members()[*place]) {
            let Some(next) = dated_of(self.series, member) else { continue };
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
    let figure = &member.recorded.figure;
    let day = figure.as_of.stated().filter(|date| date.precision() == Precision::Day)?;
    let wording = figure.count.as_ref()?;
    stands(series, member.id()).then(|| Dated { recorded: &member.recorded, day: day.last_day(), wording })
}

fn of_answer<'s>(series: &'s Series, answer: &Answer) -> Vec<Newest<'s>> {
    let stands = answer.chosen.iter().filter(|chosen| matches!(chosen.role, Role::Kept | Role::Older));
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
    let day = figure.as_of.stated()?;
    let frame = match series.scope.count_type {
        CountType::Total => TimeFrame::Total,
        CountType::Current => TimeFrame::Day(day),
        CountType::Period => TimeFrame::Window(WindowDays::of(figure)),
        CountType::Increment | CountType::Projection => return None,
    };
    Some(Newest { recorded, voice, wording: figure.count.as_ref()?, day, frame })
}
