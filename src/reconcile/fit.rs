//! Whether figures of different bodies fit together: six tests, in their order (`docs/rules.md`, "Two authorities").

use std::cell::{OnceCell, RefCell};
use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use crate::model::count::Count;
use crate::model::date::{Day, PartialDate};
use crate::model::draft::Field;
use crate::model::event_days::{EventCourse, EventDays};
use crate::model::name::{Name, STEP};
use crate::model::names::NameKind;
use crate::model::recorded::Recorded;
use crate::model::wording::Kind;
use crate::model::words::{CountType, Measure, Standpoint};
use crate::series::order::compare_days;
use crate::series::replies::rejects;
use crate::series::restate::{Days, restates};
use crate::series::step::{TrackPlace, is_estimate};
use crate::series::track::{ResolvedTracks, TrackOutcome};

/// How the figures of two bodies fit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Their words leave room for each other.
    Meets,
    /// Nothing is ruled out: the count may have changed between their days, or either is a floor by its own word.
    MayHaveChanged,
    /// The lower one was given in the first days of the event, the higher one later.
    FirstCount,
    /// Both cannot be right.
    Conflicts(Contradiction),
}

/// Why two figures cannot both be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contradiction {
    /// As printed, for one day, or the older is the higher.
    AsPrinted,
    /// The body of the higher one already had more on the day of the lower: test 1.
    LedgerKnows,
    /// The lower one does not grow by itself: a denial, an upper bound, a range, an estimate. Test 3.
    NeverOpens,
    /// The event is over: test 5.
    Settled,
}

/// A figure with a count, where it takes part, and the last day on which its authority stated it.
#[derive(Clone, Copy, Debug)]
pub struct StatedFigure<'s> {
    /// Its place among the members of the series.
    pub member: usize,
    /// Where it takes part.
    pub place: TrackPlace<'s>,
    /// The last day on which its authority stated it with a day; undated, the day on which it was published.
    pub day: PartialDate,
}

/// What is known around the figures of one series, by which those of different days are told apart.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'r, 's> {
    resolved: &'r ResolvedTracks<'s>,
    found: &'r FitsFound,
    /// What decides whether the toll can have grown.
    pub course: EventCourse,
}

/// What was found of how the figures of one series fit together, kept while more is asked of them.
#[derive(Clone, Debug, Default)]
pub struct FitsFound {
    course: OnceCell<EventCourse>,
    /// By the older figure and the tracks of a body with many authorities, whether the body had a higher count already, and
    /// whether it said the same: its tracks are looked through once, not for each of its figures.
    higher: RefCell<FxHashMap<(usize, usize), bool>>,
    same: RefCell<FxHashMap<(usize, usize), bool>>,
}

/// How many authorities a body has at most whose tracks are looked through each time.
const FEW_TRACKS: usize = 8;

impl<'r, 's> Surroundings<'r, 's> {
    /// What is known around the figures of a series, for one question.
    pub fn of(resolved: &'r ResolvedTracks<'s>, found: &'r FitsFound) -> Surroundings<'r, 's> {
        let course = found.course.get_or_init(|| {
            let series = resolved.series;
            let days = days_of(resolved).and(series.event_days());
            days.course(&series.scope.event, series.names())
        });
        Surroundings { resolved, found, course: *course }
    }

    /// A figure with the last day on which it was stated; `None` for a statement without a count.
    pub fn stated(&self, member: usize) -> Option<StatedFigure<'s>> {
        let place = self.resolved.places[member]?;
        Some(StatedFigure { member, place, day: last_stated(self.resolved, member, place.as_of()) })
    }

    /// How two figures of different bodies fit together; the order in which they are given is of no account.
    pub fn fit(&self, a: &StatedFigure<'s>, b: &StatedFigure<'s>) -> Fit {
        let (x, y) = (a.place.wording().count(), b.place.wording().count());
        if x.meet(y).is_some() {
            return Fit::Meets;
        }
        let scope = &self.resolved.series.scope;
        let is_of_one_day = a.day == b.day;
        if scope.definition.as_deref().is_some_and(is_floor) {
            return if is_of_one_day { Fit::Meets } else { Fit::MayHaveChanged };
        }
        let (lower, higher) = if x.low() < y.low() { (a, b) } else { (b, a) };
        match scope.count_type {
            CountType::Current if !is_of_one_day => Fit::MayHaveChanged,
            CountType::Total if !is_of_one_day && !self.is_surely_later(lower, higher) => {
                self.grown(lower, higher)
            }
            _ => Fit::Conflicts(Contradiction::AsPrinted),
        }
    }

    /// Whether the first of two surely holds for a later day than the second.
    fn is_surely_later(&self, a: &StatedFigure<'_>, b: &StatedFigure<'_>) -> bool {
        !a.day.may_overlap(b.day) && compare_days(a.day, b.day) == Ordering::Greater
    }

    /// Whether a total can have grown to a higher one of a later day: tests 1 to 6.
    fn grown(&self, older: &StatedFigure<'s>, newer: &StatedFigure<'s>) -> Fit {
        let in_first_days = self.course.in_first_days(older.day);
        if self.was_higher_already(older, newer) {
            return Fit::Conflicts(Contradiction::LedgerKnows);
        }
        if self.said_the_same(older, newer) {
            return Fit::MayHaveChanged;
        }
        if is_zero(older) || (self.course.after_first_days(older.day) && never_opens(older)) {
            return Fit::Conflicts(Contradiction::NeverOpens);
        }
        if in_first_days && !self.are_opposed(older, newer) {
            return Fit::FirstCount;
        }
        if self.course.is_settled(older.day) && self.course.is_settled(newer.day) {
            return Fit::Conflicts(Contradiction::Settled);
        }
        Fit::MayHaveChanged
    }

    /// Test 1: on the day of the older figure or before, the body of the newer one had a total wholly above it, which
    /// nobody withdrew and which that body did not lower since to one that is not. Within the first days an earlier day alone
    /// counts.
    fn was_higher_already(&self, older: &StatedFigure<'s>, newer: &StatedFigure<'s>) -> bool {
        let count = older.place.wording().count();
        let limit = older.day.first_day();
        let in_time = |day: PartialDate| match self.course.in_first_days(older.day) {
            true => day.last_day() < limit,
            false => day == older.day || day.last_day() <= limit,
        };
        let of_track = |track: usize| {
            let mut above: Vec<TrackPlace<'_>> = Vec::new();
            for (member, place) in self.standing(track) {
                let said = place.wording().count();
                if !is_wholly_above(said, count) {
                    above.retain(|higher| !place.compare(higher).is_lt());
                } else if in_time(place.as_of()) && self.resolved.withdrawal(member).is_none() {
                    above.push(place);
                }
            }
            !above.is_empty()
        };
        self.any_of_body(&self.found.higher, older, newer, of_track)
    }

    /// Test 2: what the body of the newer figure had on the day of the older one is restated or contained by it. What was
    /// withdrawn brings back nothing that it had before.
    fn said_the_same(&self, older: &StatedFigure<'s>, newer: &StatedFigure<'s>) -> bool {
        let limit = older.day.first_day();
        let in_time = |day: PartialDate| day == older.day || day.last_day() <= limit;
        let of_track = |track: usize| {
            let stood = self.standing(track).filter(|(_, place)| in_time(place.as_of())).last();
            let stood = stood.filter(|(member, _)| self.resolved.withdrawal(*member).is_none());
            stood.is_some_and(|(_, then)| {
                let days = if then.as_of() == older.day { Days::Same } else { Days::Differ };
                let (wording, before) = (older.place.wording(), then.wording());
                restates(wording, before, days) || wording.count().contains(before.count())
            })
        };
        self.any_of_body(&self.found.same, older, newer, of_track)
    }

    /// Whether something holds of the older figure and any track of all authorities under the body of the newer one.
    fn any_of_body(
        &self,
        found: &RefCell<FxHashMap<(usize, usize), bool>>,
        older: &StatedFigure<'s>,
        newer: &StatedFigure<'s>,
        of_track: impl Fn(usize) -> bool,
    ) -> bool {
        let series = self.resolved.series;
        let tracks = series.tracks_of_body(series.members()[newer.member].track);
        let any = || tracks.iter().any(|track| of_track(*track));
        if tracks.len() <= FEW_TRACKS {
            return any();
        }
        let asked = (older.member, tracks[0]);
        if let Some(known) = found.borrow().get(&asked) {
            return *known;
        }
        let holds = any();
        found.borrow_mut().insert(asked, holds);
        holds
    }

    /// What takes part of a track, in its order, without what only says an earlier figure again.
    fn standing(&self, track: usize) -> impl Iterator<Item = (usize, TrackPlace<'s>)> {
        let (resolved, track) = (self.resolved, &self.resolved.series.tracks()[track]);
        let repeats = |member: &usize| matches!(resolved.outcomes[*member], TrackOutcome::Restates(other) if other < *member);
        let said = resolved.partakers(track).filter(move |member| !repeats(member));
        said.filter_map(|member| Some((member, resolved.places[member]?)))
    }

    /// Whether the older figure rejects the newer one, or two parties speak of each other's losses: then no first count is
    /// overtaken.
    fn are_opposed(&self, older: &StatedFigure<'_>, newer: &StatedFigure<'_>) -> bool {
        let (a, b) = (older.place.recorded(), newer.place.recorded());
        let side = |recorded: &Recorded| {
            let word = recorded.figure.details.text(Field::Standpoint);
            word.and_then(Standpoint::from_word).filter(|side| *side != Standpoint::ThirdParty)
        };
        let sides = side(a).zip(side(b));
        rejects(self.resolved, older.member, newer.member)
            || sides.is_some_and(|(a, b)| a != b)
            || self.are_two_parties(older.member, newer.member)
    }

    /// Whether two bodies are said to be parties to this event, or to one that holds it.
    fn are_two_parties(&self, a: usize, b: usize) -> bool {
        let series = self.resolved.series;
        let voice = |member: usize| &series.tracks()[series.members()[member].track].voice;
        let body = |member: usize| series.body(voice(member));
        let is_party = |member: usize| {
            let event = series.names().party_to(voice(member).name());
            let event = event.map(|event| series.names().canonical(NameKind::Event, &event));
            event.is_some_and(|event| holds(&event, &series.scope.event))
        };
        body(a) != body(b) && is_party(a) && is_party(b)
    }

    /// Whether a total may have grown since: no denial, no bound, range or estimate after the first days, and the event is
    /// not over.
    pub fn may_grow(&self, figure: &StatedFigure<'_>) -> bool {
        let is_fixed = self.course.after_first_days(figure.day) && never_opens(figure);
        !is_zero(figure) && !is_fixed && !self.is_settled(figure)
    }

    /// Whether a figure is never *older*: the event is over, and it was given after the first days.
    pub fn is_settled(&self, figure: &StatedFigure<'_>) -> bool {
        self.resolved.series.scope.count_type == CountType::Total && self.course.is_settled(figure.day)
    }
}

/// The last day on which the authority of a figure stated it with a day; otherwise the day for which it holds.
pub fn last_stated(resolved: &ResolvedTracks<'_>, member: usize, as_of: PartialDate) -> PartialDate {
    let said = resolved.said_first(member);
    let again = resolved.sayings(said).iter().copied().chain([said, member]);
    let stated = again.filter_map(|other| resolved.series.members()[other].recorded.figure.as_of.stated());
    stated.max_by(|a, b| compare_days(*a, *b)).unwrap_or(as_of)
}

/// Whether an event is another one, or a part of it.
fn holds(event: &Name, part: &Name) -> bool {
    let rest = part.as_str().strip_prefix(event.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(STEP))
}

/// Whether a definition makes every count a floor by its authority's own word.
pub fn is_floor(definition: &str) -> bool {
    definition.split([',', ';', ' ']).any(|tag| matches!(tag, "verified_only" | "identified_only"))
}

fn is_zero(figure: &StatedFigure<'_>) -> bool {
    figure.place.wording().count() == Count::exactly(0)
}

/// Whether a count does not open upwards as days go by: it gives an upper end of its own, or was estimated.
fn never_opens(figure: &StatedFigure<'_>) -> bool {
    let kind = figure.place.wording().kind();
    let method = figure.place.recorded().figure.attribution.method.as_deref();
    kind.is_upper_bound() || matches!(kind, Kind::Range | Kind::Estimate) || method.is_some_and(is_estimate)
}

fn is_wholly_above(count: Count, other: Count) -> bool {
    other.high().is_some_and(|high| count.low() > high)
}

/// What the figures of one series that take part say of the days of their event.
pub fn days_of(resolved: &ResolvedTracks<'_>) -> EventDays {
    let series = resolved.series;
    let mut days = EventDays::default();
    for track in series.tracks() {
        for member in resolved.partakers(track) {
            days = days.and(EventDays::of_figure(&series.members()[member].recorded.figure));
        }
        if series.scope.measure == Measure::Missing {
            let newest = resolved.partakers(track).last().and_then(|member| resolved.places[member]);
            let above_zero = newest.filter(|place| place.wording().count().high() != Some(0));
            days.missing = days.missing.max(above_zero.map(|place| place.as_of().last_day()));
        }
    }
    days
}

/// The newest day on which some figures were stated with a day, by its first day.
pub fn newest_stated<'s>(figures: impl Iterator<Item = &'s StatedFigure<'s>>) -> Option<Day> {
    let stated = figures.filter(|figure| !figure.place.recorded().figure.as_of.is_assumed());
    stated.map(|figure| figure.day.first_day()).max()
}
