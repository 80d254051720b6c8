//! Figures that measure the same thing, in one track for each authority. Pure; what becomes an answer is decided
//! in `reconcile`.

pub mod lookback;
pub mod order;
pub mod replies;
pub mod restate;
pub mod step;
#[cfg(test)]
pub mod testing;
pub mod track;

use std::cell::OnceCell;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::date::{Day, PartialDate};
use crate::model::desk_difference::DeskDifference;
use crate::model::event_days::EventDays;
use crate::model::feeds::Feeds;
use crate::model::figure::Figure;
use crate::model::name::Name;
use crate::model::names::{NameKind, Names};
use crate::model::question::Question;
use crate::model::recorded::{Act, ActKind, FigureId, Recorded};
use crate::model::reports::withdraw_reports;
use crate::model::scope::{EventPlaces, Scope};
use crate::model::status::{self, Status, void_figures};
use crate::model::words::{CountType, LinkKind};

use order::{KnownKey, TrackKey};

/// All figures of one scope that the desk had, in track order, with what happened to them.
#[derive(Clone, Debug)]
pub struct Series {
    /// What is counted. Figures may name it by aliases.
    pub scope: Arc<Scope>,
    members: Vec<Member>,
    tracks: Vec<Track>,
    acts: Vec<Act>,
    /// The members' places, in the order of their numbers.
    by_number: Vec<usize>,
    /// Those that declare a change of another figure, by number.
    changing: Vec<FigureId>,
    /// Those that are void, here or in a related series, by number.
    void: Vec<FigureId>,
    related: Vec<Recorded>,
    names: Arc<Names>,
    event_places: EventPlaces,
    event_days: EventDays,
    feeds: Arc<Feeds>,
    differing: Vec<Arc<DeskDifference>>,
    /// The tracks of each body, and by track the number of its body; made when first asked for.
    of_one_body: OnceCell<(Vec<Vec<usize>>, Vec<usize>)>,
}

/// One figure of a series.
#[derive(Clone, Debug)]
pub struct Member {
    /// The figure.
    pub recorded: Recorded,
    /// The day for which it holds: its own, or for an undated correction that of the figure whose place it takes.
    pub as_of: PartialDate,
    /// The number of its track in [`Series::tracks`].
    pub track: usize,
}

/// One authority's part of a series.
#[derive(Clone, Debug)]
pub struct Track {
    /// Who answers for its figures.
    pub voice: Voice,
    /// Its members' places in [`Series::members`], in track order.
    pub members: Vec<usize>,
}

/// Who answers for a figure, aliases resolved.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Voice {
    /// The authority that made the count.
    Authority(Name),
    /// An unattributed figure: the publisher's own voice.
    Publisher(Name),
}

impl Voice {
    /// Who answers for a figure.
    pub fn of(figure: &Figure, names: &Names) -> Voice {
        match names.answers_for(&figure.attribution, &figure.source.publisher) {
            Some(name) if figure.authority().is_some() => {
                Voice::Authority(names.canonical(NameKind::Authority, name))
            }
            Some(publisher) => {
                let publisher = names.canonical(NameKind::Publisher, publisher);
                Voice::Authority(names.canonical(NameKind::Authority, &publisher))
            }
            None => Voice::Publisher(names.canonical(NameKind::Publisher, &figure.source.publisher)),
        }
    }

    /// The canonical name.
    pub fn name(&self) -> &Name {
        match self {
            Voice::Authority(name) | Voice::Publisher(name) => name,
        }
    }

    /// Whether an authority answers for it.
    pub fn is_attributed(&self) -> bool {
        matches!(self, Voice::Authority(_))
    }
}

/// The window of a period count or an increment, or the target day of a projection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WindowDays {
    /// The last day, which belongs to it; `None` for a projection without a stated target.
    pub last: Option<Day>,
    /// The first day, which belongs to it; `None` where none is stated, and for a projection.
    pub first: Option<Day>,
}

impl WindowDays {
    /// The window of a figure.
    pub fn of(figure: &Figure) -> WindowDays {
        match figure.scope.count_type {
            // Nobody means the day of the report where no target is stated.
            CountType::Projection => {
                WindowDays { last: figure.as_of.stated().map(PartialDate::last_day), first: None }
            }
            _ => WindowDays { last: Some(figure.as_of.date().last_day()), first: figure.window_first_day() },
        }
    }

    /// How many days lie between its ends, where both are stated.
    pub fn length(self) -> Option<i32> {
        self.last.zip(self.first).map(|(last, first)| last.days_since(first))
    }
}

/// Whether counts of this type are answered a window at a time: period counts, increments, and projections by target day.
pub fn has_windows(count_type: CountType) -> bool {
    matches!(count_type, CountType::Period | CountType::Increment | CountType::Projection)
}

impl Series {
    /// Puts figures in order and into tracks.
    ///
    /// `figures`: all of the scope that the desk had, undone ones left out. `acts`: what happened to these figures and to
    /// `related`. `related`: figures of other series at which acts of this one point (targets of `derived_from`,
    /// statements elsewhere, the series that took this one's place). The order of the lists is of no account.
    pub fn new(
        scope: Arc<Scope>,
        mut figures: Vec<Recorded>,
        mut acts: Vec<Act>,
        mut related: Vec<Recorded>,
        names: Arc<Names>,
    ) -> Series {
        let order = orders(figures.iter().chain(&related));
        withdraw_reports(&mut acts, figures.iter().chain(&related), &names);
        let place = |id: FigureId| order.get(&id).copied().unwrap_or(id.0);
        acts.sort_by_key(|act| (act.figure, act.known_at.order_key(), act.other.map(place), act.what.word()));
        related.sort_by_key(|recorded| recorded.order);
        let taken = places_taken(figures.iter(), &acts);
        let as_of = |r: &Recorded| taken.get(&r.id).copied().unwrap_or_else(|| r.figure.as_of.date());
        figures.sort_by_cached_key(|recorded| TrackKey::new(recorded, as_of(recorded)));
        let mut changing = changing_figures(&acts);
        changing.sort_unstable();
        let void = acts.iter().filter(|act| act.what == ActKind::Void).map(|act| act.figure).collect();
        let members = Vec::with_capacity(figures.len());
        let (tracks, by_number) = (Vec::new(), Vec::new());
        let (event_places, event_days) = (EventPlaces::OneAtMost, EventDays::default());
        let mut series = Series {
            scope,
            members,
            tracks,
            acts,
            by_number,
            changing,
            void,
            related,
            names,
            event_places,
            event_days,
            feeds: Arc::default(),
            differing: Vec::new(),
            of_one_body: OnceCell::new(),
        };
        let mut numbers = Numbers::default();
        for recorded in figures {
            let track = numbers.of(&recorded.figure, &series.names, &mut series.tracks);
            series.tracks[track].members.push(series.members.len());
            series.members.push(Member { as_of: as_of(&recorded), recorded, track });
        }
        series.by_number.extend(0..series.members.len());
        series.by_number.sort_unstable_by_key(|place| series.members[*place].id());
        series
    }

    /// The same, of an event for which the ledger has so many places; a series alone knows of its own.
    pub fn of_event_with(mut self, event_places: EventPlaces) -> Series {
        self.event_places = event_places;
        self
    }

    /// How many places the ledger has for the event.
    pub fn event_places(&self) -> EventPlaces {
        self.event_places
    }

    /// The same, with what the other series of its event say of the days of that event.
    #[must_use]
    pub fn with_event_days(self, event_days: EventDays) -> Series {
        Series { event_days, ..self }
    }

    /// What the other series of its event say of the days of that event.
    pub fn event_days(&self) -> EventDays {
        self.event_days
    }

    /// The same, with what is known of the feeds that brought its figures.
    pub fn with_feeds(self, feeds: Arc<Feeds>) -> Series {
        Series { feeds, ..self }
    }

    /// Which snapshots brought figures.
    pub fn feeds(&self) -> &Arc<Feeds> {
        &self.feeds
    }

    /// The same, with what desks read differently, where one of their figures is of this series.
    #[must_use]
    pub fn differing(self, differing: Vec<Arc<DeskDifference>>) -> Series {
        Series { differing, ..self }
    }

    /// What desks read differently.
    pub fn differences(&self) -> &[Arc<DeskDifference>] {
        &self.differing
    }

    /// The figures in track order: as_of, published_on, stated_on, recorded number.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// The tracks, in the order of their first figures.
    pub fn tracks(&self) -> &[Track] {
        &self.tracks
    }

    /// What the desk knows about names.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The same, for another series that shares it.
    pub fn shared_names(&self) -> &Arc<Names> {
        &self.names
    }

    /// Figures of other series that acts of this one point at, by number.
    pub fn related(&self) -> &[Recorded] {
        &self.related
    }

    /// All acts, by figure, then by when the public could know them.
    pub fn acts(&self) -> &[Act] {
        &self.acts
    }

    /// What happened to one figure, in the order in which the public could know it.
    pub fn acts_on(&self, id: FigureId) -> &[Act] {
        let from = self.acts.partition_point(|act| act.figure < id);
        let rest = &self.acts[from..];
        &rest[..rest.partition_point(|act| act.figure == id)]
    }

    /// What became of a figure, as of the question's two clocks of knowledge.
    pub fn status(&self, id: FigureId, question: &Question) -> Status<'_> {
        Status::of(self.acts_on(id), question, |id| self.is_void(id))
    }

    /// Whether an act counts: the public could know it, and neither the figure that declares it nor its target is void.
    pub fn counts(&self, act: &Act, question: &Question) -> bool {
        status::counts(act, question, |id| self.is_void(id)) && !self.is_void(act.figure)
    }

    /// Whether a figure is void, here or in a related series.
    pub fn is_void(&self, id: FigureId) -> bool {
        self.void.binary_search(&id).is_ok()
    }

    /// Whether a figure declares that it revises, mends, redefines or rebases another: then it merely restates none.
    pub fn declares_a_change(&self, id: FigureId) -> bool {
        self.changing.binary_search(&id).is_ok()
    }

    /// Whether any figure declares that it changes another.
    pub fn has_changes(&self) -> bool {
        !self.changing.is_empty()
    }

    /// The place of a figure among the members.
    pub fn member(&self, id: FigureId) -> Option<usize> {
        let place = self.by_number.binary_search_by_key(&id, |place| self.members[*place].id());
        place.ok().map(|at| self.by_number[at])
    }

    /// The member with a figure.
    pub fn member_with(&self, id: FigureId) -> Option<&Member> {
        self.member(id).map(|place| &self.members[place])
    }

    /// A figure of this series or of those related to it.
    pub fn figure(&self, id: FigureId) -> Option<&Recorded> {
        let own = self.member(id).map(|member| &self.members[member].recorded);
        own.or_else(|| self.related.iter().find(|recorded| recorded.id == id))
    }

    /// Who answers for a member's figure.
    pub fn voice(&self, member: &Member) -> &Voice {
        &self.tracks[member.track].voice
    }

    /// Whether figures are answered a window at a time.
    pub fn has_windows(&self) -> bool {
        has_windows(self.scope.count_type)
    }

    /// The tracks of all authorities under the body of one of them, itself among them.
    pub fn tracks_of_body(&self, track: usize) -> &[usize] {
        let (tracks, numbers) = self.of_one_body.get_or_init(|| self.all_of_one_body());
        &tracks[numbers[track]]
    }

    fn all_of_one_body(&self) -> (Vec<Vec<usize>>, Vec<usize>) {
        let (mut tracks, mut numbers) = (Vec::new(), Vec::with_capacity(self.tracks.len()));
        let (has_bodies, mut by_body) = (self.names.has_bodies(), FxHashMap::default());
        for (at, track) in self.tracks.iter().enumerate() {
            let next = tracks.len();
            let body = if has_bodies { self.body(&track.voice) } else { None };
            let number = match body {
                Some(body) => *by_body.entry(body).or_insert(next),
                None => next,
            };
            if number == next {
                tracks.push(Vec::new());
            }
            tracks[number].push(at);
            numbers.push(number);
        }
        (tracks, numbers)
    }

    /// The name by which support is counted: the topmost body of the authority; unattributed figures have none.
    pub fn body(&self, voice: &Voice) -> Option<Name> {
        match voice {
            Voice::Authority(name) => Some(self.names.body(name)),
            Voice::Publisher(_) => None,
        }
    }
}

/// The numbers of tracks by who answers for their figures, while figures are put into them.
#[derive(Default)]
struct Numbers {
    by_voice: FxHashMap<Voice, usize>,
    /// Of figures with an authority, by the address of the attribution that they share.
    by_address: FxHashMap<usize, usize>,
}

impl Numbers {
    /// The number of the track of a figure; a new track is added.
    fn of(&mut self, figure: &Figure, names: &Names, tracks: &mut Vec<Track>) -> usize {
        let address = figure.authority().map(|_| Arc::as_ptr(&figure.attribution) as usize);
        if let Some(track) = address.and_then(|address| self.by_address.get(&address)) {
            return *track;
        }
        let track = *self.by_voice.entry(Voice::of(figure, names)).or_insert_with_key(|voice| {
            tracks.push(Track { voice: voice.clone(), members: Vec::new() });
            tracks.len() - 1
        });
        self.by_address.extend(address.map(|address| (address, track)));
        track
    }
}

impl Member {
    /// The figure's number.
    pub fn id(&self) -> FigureId {
        self.recorded.id
    }

    /// When it became known.
    pub fn known(&self) -> KnownKey {
        KnownKey::new(&self.recorded, self.as_of)
    }
}

/// Whether an act says that its target was changed by the figure that declares it.
pub fn is_change(what: ActKind) -> bool {
    use LinkKind::{Corrects, Rebases, Redefines, Revises};
    matches!(what, ActKind::Linked(Revises | Corrects | Redefines | Rebases))
}

/// The places of figures in the order of recording, where they are not their numbers.
fn orders<'f>(figures: impl Iterator<Item = &'f Recorded>) -> FxHashMap<FigureId, i64> {
    let moved = figures.filter(|recorded| recorded.order != recorded.id.0);
    moved.map(|recorded| (recorded.id, recorded.order)).collect()
}

/// Those that declare a change of another figure, which is not void.
pub fn changing_figures(acts: &[Act]) -> Vec<FigureId> {
    let void = void_figures(acts);
    let counts = |act: &&Act| is_change(act.what) && !void.contains(&act.figure);
    acts.iter().filter(counts).filter_map(|act| act.other).collect()
}

/// The days that undated corrections take from the figures that they mend (`docs/rules.md`, "Dates").
pub fn places_taken<'f>(
    figures: impl Iterator<Item = &'f Recorded>,
    acts: &[Act],
) -> FxHashMap<FigureId, PartialDate> {
    let mut taken = FxHashMap::default();
    let corrects = |act: &&Act| act.what == ActKind::Linked(LinkKind::Corrects);
    let mut mended: Vec<(FigureId, FigureId)> =
        acts.iter().filter(corrects).filter_map(|act| Some((act.figure, act.other?))).collect();
    if mended.is_empty() {
        return taken;
    }
    let void = void_figures(acts);
    mended.retain(|(mended, mending)| !void.contains(mended) && !void.contains(mending));
    mended.sort_unstable();
    let figures: FxHashMap<FigureId, &Recorded> = figures.map(|recorded| (recorded.id, recorded)).collect();
    for (mended, mending) in mended {
        let undated = figures.get(&mending).filter(|recorded| recorded.figure.as_of.is_assumed());
        if let (Some(mending), Some(mended)) = (undated, figures.get(&mended)) {
            let as_of = taken.get(&mended.id).copied().unwrap_or_else(|| mended.figure.as_of.date());
            taken.insert(mending.id, as_of);
        }
    }
    taken
}
