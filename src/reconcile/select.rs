//! U: of each authority the newest figure, and whether it counts (`docs/rules.md`, "Which figures count").

use std::cell::OnceCell;

use crate::model::count::Count;
use crate::model::date::{Day, PartialDate};
use crate::model::decisions::report_rhythm;
use crate::model::event_days::stale_after_days;
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::question::Question;
use crate::model::recorded::{Act, ActKind, FigureId, Recorded};
use crate::model::wording::Wording;
use crate::model::words::{CountType, LinkKind};
use crate::series::Series;
use crate::series::order::TrackKey;
use crate::series::step::{TrackPlace, origins_differ};
use crate::series::track::{ResolvedTracks, TrackOutcome, resolve_tracks};

use super::align::{newest_day, on_the_day};
use super::answer::{Chosen, Dispute, Role, Withdrawal, Withdrawn};
use super::declared;
use super::derived::same_authority;
use super::disputed;
use super::fit::{Contradiction, Fit, FitsFound, StatedFigure, Surroundings, last_stated, newest_stated};
use super::relation::{Relation, RelationKind};
use super::rhythm::rhythm;

/// The chosen figures of a series and the part each has in the answer.
#[derive(Clone, Debug)]
pub struct Selection<'s> {
    /// The tracks from which they were chosen.
    pub resolved: ResolvedTracks<'s>,
    /// What was asked.
    pub question: Question,
    /// One of each authority, more where their order is unknown; in track order.
    pub chosen: Vec<Chosen>,
    /// Those of them that another body rejects.
    pub disputes: Vec<Dispute>,
    /// Printed values and who printed them, by value; made when first asked for.
    values: OnceCell<Vec<(u64, usize)>>,
    /// What was found of how the figures fit together.
    fits: FitsFound,
}

impl<'s> Selection<'s> {
    /// Resolves the tracks and decides which of the chosen figures count.
    pub fn new(series: &'s Series, question: &Question) -> Selection<'s> {
        let resolved = resolve_tracks(series, question);
        let (chosen, disputes) = (Vec::new(), Vec::new());
        let (values, fits) = (OnceCell::new(), FitsFound::default());
        let mut selection = Selection { resolved, question: *question, chosen, disputes, values, fits };
        selection.chosen = selection.all_chosen();
        selection.put_in_order();
        if disputed::has_replies(series) {
            let stale_after = selection.stale_after_days();
            selection.disputes =
                disputed::disputes(&selection.resolved, question, &selection.chosen, stale_after);
        }
        selection.pass_over_unattributed();
        selection.pass_over_other_origins();
        selection.pass_over_older();
        selection
    }

    /// By what the figures say of their days; then by who says them, and how many: never by the order of rows.
    fn put_in_order(&mut self) {
        let places = &self.resolved.places;
        let count = |chosen: &Chosen| places[chosen.member].map(|place| place.wording().count());
        let ends = |chosen: &Chosen| count(chosen).map(|count| (count.low(), count.high()));
        self.chosen.sort_by(|a, b| {
            let by_day = a.key.when().cmp(&b.key.when());
            let by_words = || (&b.voice, ends(b)).cmp(&(&a.voice, ends(a)));
            by_day.then_with(by_words).then_with(|| a.key.cmp(&b.key))
        });
    }

    /// The series.
    pub fn series(&self) -> &'s Series {
        self.resolved.series
    }

    /// The figures that count (U), in track order.
    pub fn kept(&self) -> impl DoubleEndedIterator<Item = &Chosen> + Clone {
        self.chosen.iter().filter(|chosen| chosen.is_kept())
    }

    /// Where a chosen figure takes part.
    pub fn place(&self, chosen: &Chosen) -> Option<TrackPlace<'s>> {
        self.resolved.places[chosen.member]
    }

    /// What a chosen figure says.
    pub fn wording(&self, chosen: &Chosen) -> Option<&'s Wording> {
        self.place(chosen).map(|place| place.wording())
    }

    /// The number of the track of a chosen figure.
    pub fn track(&self, chosen: &Chosen) -> usize {
        self.series().members()[chosen.member].track
    }

    /// The newest day for which a figure of U holds.
    pub fn newest_day(&self) -> Option<PartialDate> {
        newest_day(self.kept().map(|chosen| chosen.day))
    }

    /// After how many days a figure of this event counts as older; of a path, the innermost event that says so.
    pub fn stale_after_days(&self) -> u32 {
        stale_after_days(&self.series().scope.event, self.series().names())
    }

    /// What is known around the figures, by which those of different days are told apart.
    pub fn surroundings(&self) -> Surroundings<'_, 's> {
        Surroundings::of(&self.resolved, &self.fits)
    }

    /// A chosen figure with the last day on which its authority stated it.
    pub fn stated(&self, chosen: &Chosen) -> Option<StatedFigure<'s>> {
        Some(StatedFigure { member: chosen.member, place: self.place(chosen)?, day: chosen.day })
    }

    /// What a chosen figure says for a day, which is no earlier than its own.
    pub fn says_on(&self, chosen: &Chosen, day: PartialDate) -> Option<Count> {
        let stated = self.stated(chosen)?;
        let is_total = self.series().scope.count_type == CountType::Total;
        Some(match is_total && stated.day != day && !self.surroundings().may_grow(&stated) {
            true => stated.place.wording().count(),
            false => on_the_day(&stated, day),
        })
    }

    /// How two chosen figures fit together; those of one authority do, in whatever order they were given.
    pub fn fit(&self, a: &Chosen, b: &Chosen) -> Fit {
        let both = self.stated(a).zip(self.stated(b));
        both.map_or(Fit::Meets, |(x, y)| self.surroundings().fit(&x, &y))
    }

    /// The figures of the series, as far as they are known and not hidden, that printed a value.
    pub fn that_printed(&self, value: u64) -> impl Iterator<Item = &'s Recorded> {
        let members = self.series().members();
        let values = self.values.get_or_init(|| {
            let shown = (0..members.len()).filter(|member| self.resolved.is_shown(*member));
            let printed = |member: usize| members[member].recorded.figure.count.as_ref()?.value();
            let mut values: Vec<_> = shown.filter_map(|member| Some((printed(member)?, member))).collect();
            values.sort_unstable();
            values
        });
        let from = values.partition_point(|(other, _)| *other < value);
        values[from..]
            .iter()
            .take_while(move |(other, _)| *other == value)
            .map(|(_, member)| &members[*member].recorded)
    }

    /// The declared link between two members, as far as it counts.
    pub fn declared(&self, a: &TrackPlace<'_>, b: &TrackPlace<'_>) -> Option<Relation> {
        let series = self.series();
        let (a, b) = (a.recorded().id, b.recorded().id);
        let acts = series.acts_on(a).iter().chain(series.acts_on(b));
        declared::last(a, b, acts.filter(|act| series.counts(act, &self.question)))
    }

    /// An unattributed figure counts only where no attributed one does.
    fn pass_over_unattributed(&mut self) {
        if self.kept().any(|chosen| chosen.voice.is_attributed()) {
            let is_other = |chosen: &&mut Chosen| chosen.is_kept() && !chosen.voice.is_attributed();
            self.chosen.iter_mut().filter(is_other).for_each(|other| other.role = Role::Unattributed);
        }
    }

    /// A total whose stated origin differs from that of the newest figure that states one does not count.
    fn pass_over_other_origins(&mut self) {
        let members = self.series().members();
        let figure = |chosen: &Chosen| &members[chosen.member].recorded.figure;
        let newest = self.kept().rev().map(figure).find(|newest| newest.window.is_some());
        let Some(newest) = newest else { return };
        let differs = |chosen: &&mut Chosen| chosen.is_kept() && origins_differ(figure(chosen), newest);
        self.chosen.iter_mut().filter(differs).for_each(|other| other.role = Role::OtherOrigin);
    }

    /// Whether two chosen figures cannot both be right. Two of one authority are apart where their words are: their order
    /// is not known.
    pub fn conflict(&self, a: &Chosen, b: &Chosen) -> bool {
        match self.track(a) == self.track(b) {
            true => self.are_apart(a, b),
            false => matches!(self.fit(a, b), Fit::Conflicts(_)),
        }
    }

    /// Whether the words of two chosen figures leave no room for each other.
    pub fn are_apart(&self, a: &Chosen, b: &Chosen) -> bool {
        let counts = self.wording(a).zip(self.wording(b));
        counts.is_some_and(|(a, b)| a.count().meet(b.count()).is_none())
    }

    /// Figures that are set aside since newer ones stand: too old beside the newest, or a count of the first days.
    fn pass_over_older(&mut self) {
        let first = self.kept().next();
        let is_one_voice = first.is_none_or(|first| self.kept().all(|other| other.voice == first.voice));
        let count_type = self.series().scope.count_type;
        if is_one_voice || !matches!(count_type, CountType::Total | CountType::Current) {
            return;
        }
        self.settle_by_reports();
        let older = self.older();
        older.into_iter().for_each(|place| self.chosen[place].role = Role::Older);
        if count_type == CountType::Total {
            let first_counts = self.first_counts();
            first_counts.into_iter().for_each(|place| self.chosen[place].role = Role::FirstCount);
        }
    }

    /// The places in `chosen` of the figures that count, each with the last day on which it was stated.
    fn kept_in_place(&self) -> Vec<(usize, StatedFigure<'s>)> {
        let all = self.chosen.iter().enumerate().filter(|(_, chosen)| chosen.is_kept());
        all.filter_map(|(place, chosen)| Some((place, self.stated(chosen)?))).collect()
    }

    /// Marks the figures of which how often their authorities report decides whether they are too old.
    fn settle_by_reports(&mut self) {
        let kept = self.kept_in_place();
        let newest = NewestKept::of(&kept);
        let decided = kept.iter().filter_map(|(place, stated)| {
            let said = self.said_rhythm(stated.member)?;
            let (due, measured) = (self.rhythm(stated.member, Some(said)), self.rhythm(stated.member, None));
            let days = newest.days_since(stated)?;
            let is_decided = (days > due) != (days > measured);
            is_decided.then(|| (*place, day_of_age(stated).last_day().plus_days(due)))
        });
        let decided: Vec<(usize, Day)> = decided.collect();
        decided.into_iter().for_each(|(place, until)| self.chosen[place].counts_until = Some(until));
    }

    /// Those that are too old beside the newest. Of days that are known only in part the nearest are compared, so that no
    /// figure is called older that may not be. What the ledger itself contradicts is never too old, nor is a reply to what
    /// stands; of an event that has settled nothing is.
    fn older(&self) -> Vec<usize> {
        let (kept, around) = (self.kept_in_place(), self.surroundings());
        let newest = NewestKept::of(&kept);
        let lies_behind = |stated: &StatedFigure<'_>| {
            let rhythm = || self.rhythm(stated.member, self.said_rhythm(stated.member));
            newest.days_since(stated).is_some_and(|days| days > rhythm())
        };
        let is_contradicted = |stated: &StatedFigure<'s>| {
            let mut fits = kept.iter().map(|(_, other)| around.fit(stated, other));
            fits.any(|fit| fit == Fit::Conflicts(Contradiction::LedgerKnows))
        };
        let is_reply = |place: usize| disputed::is_reply(&self.resolved, &self.disputes, &self.chosen[place]);
        let behind = kept.iter().filter(|(place, stated)| lies_behind(stated) && !is_reply(*place));
        let older = behind.filter(|(_, stated)| !around.is_settled(stated) && !is_contradicted(stated));
        older.map(|(place, _)| *place).collect()
    }

    /// After how many days the next report of the authority of a member is due, as the desk says.
    fn said_rhythm(&self, member: usize) -> Option<i32> {
        let series = self.series();
        Some(report_rhythm(series.names(), series.voice(&series.members()[member]).name())?.days)
    }

    /// After how many days a figure of the authority of a member is too old; `said`: how often it reports.
    fn rhythm(&self, member: usize, said: Option<i32>) -> i32 {
        let stale_after = i32::try_from(self.stale_after_days()).unwrap_or(i32::MAX);
        let track = &self.series().tracks()[self.series().members()[member].track];
        let places = self.resolved.partakers(track).filter_map(|member| self.resolved.places[member]);
        let places = places.filter(|place| !place.recorded().figure.as_of.is_assumed());
        rhythm(said, places.map(|place| place.as_of().first_day()).collect(), stale_after)
    }

    /// Those of the first days that lie below a later total of another body, and that nothing contradicts otherwise.
    fn first_counts(&self) -> Vec<usize> {
        let (kept, around) = (self.kept_in_place(), self.surroundings());
        if kept.iter().all(|(_, stated)| stated.day == kept[0].1.day) {
            return Vec::new(); // none is later than another
        }
        let in_first_days = kept.iter().filter(|(_, stated)| around.course.in_first_days(stated.day));
        let is_first_count = |stated: &StatedFigure<'s>| {
            let fits: Vec<(Fit, bool)> = kept
                .iter()
                .map(|(_, other)| (around.fit(stated, other), stated.place.compare(&other.place).is_lt()))
                .collect();
            let by_ledger = |fit: Fit| {
                matches!(fit, Fit::Conflicts(Contradiction::LedgerKnows | Contradiction::NeverOpens))
            };
            fits.contains(&(Fit::FirstCount, true)) && !fits.iter().any(|(fit, _)| by_ledger(*fit))
        };
        in_first_days.filter(|(_, stated)| is_first_count(stated)).map(|(place, _)| *place).collect()
    }

    /// The chosen figures, track by track. What an authority gave is counted once, however many of its figures are chosen.
    fn all_chosen(&self) -> Vec<Chosen> {
        let (resolved, series) = (&self.resolved, self.series());
        let track = |member: usize| series.members()[member].track;
        let is_version = |member: &&usize| {
            matches!(resolved.outcomes[**member], TrackOutcome::Followed(_) | TrackOutcome::Chosen)
        };
        let mut all = Vec::with_capacity(resolved.chosen.len());
        for of_track in resolved.chosen.chunk_by(|a, b| track(*a) == track(*b)) {
            let versions = series.tracks()[track(of_track[0])].members.iter().filter(is_version).count();
            all.extend(of_track.iter().filter_map(|member| self.chosen(*member, versions)));
        }
        all
    }

    fn chosen(&self, member: usize, versions: usize) -> Option<Chosen> {
        let (resolved, series) = (&self.resolved, self.series());
        let place = resolved.places[member]?;
        let key = |place: TrackPlace<'_>| TrackKey::new(place.recorded(), place.as_of());
        let relays = resolved.relays(member).filter_map(|relay| resolved.places[relay]);
        let withdrawal = resolved.withdrawal(member);
        Some(Chosen {
            id: place.recorded().id,
            member,
            voice: series.voice(&series.members()[member]).clone(),
            role: withdrawal.map_or(Role::Kept, |act| Role::Withdrawn(withdrawn(act))),
            key: relays.map(key).fold(key(place), TrackKey::min),
            day: last_stated(resolved, member, place.as_of()),
            previous: resolved.previous(member).and_then(|before| self.previous(&place, before)),
            relayed_by: self.relayed_by(member),
            versions,
            counts_until: None,
        })
    }

    /// The figure before a chosen one, and what the chosen one does to it.
    fn previous(&self, place: &TrackPlace<'_>, before: usize) -> Option<(FigureId, Relation)> {
        let before = self.resolved.places[before]?;
        let said = self.declared(&before, place).map(|relation| match relation.kind {
            RelationKind::Revises => relation.with(declared::direction(&before, place)),
            _ => relation,
        });
        let relation = said.unwrap_or_else(|| {
            let value = place.wording().value();
            let history = value.into_iter().flat_map(|value| self.that_printed(value));
            same_authority(&before, place, history, self.series().names())
        });
        Some((before.recorded().id, relation))
    }

    /// How many publishers carry the statement of a chosen figure, or restate it.
    fn relayed_by(&self, member: usize) -> usize {
        let (series, resolved) = (self.series(), &self.resolved);
        let members = series.members();
        if series.tracks()[members[member].track].members.len() == 1 {
            return 1;
        }
        let carry = resolved.relays(member).chain(resolved.sayings(member).iter().copied());
        let publishers = [member].into_iter().chain(carry).map(|member| {
            let publisher = &members[member].recorded.figure.source.publisher;
            series.names().canonical(NameKind::Publisher, publisher)
        });
        let mut publishers: Vec<Name> = publishers.collect();
        publishers.sort_unstable();
        publishers.dedup();
        publishers.len()
    }
}

/// The newest of the figures that count.
struct NewestKept {
    /// Its day, of those that state one.
    day: Option<Day>,
    /// The newest day on which one was published that states no day.
    report: Option<Day>,
}

impl NewestKept {
    fn of(kept: &[(usize, StatedFigure<'_>)]) -> NewestKept {
        let undated = kept.iter().filter(|(_, stated)| is_undated(stated));
        NewestKept {
            day: newest_stated(kept.iter().map(|(_, stated)| stated)),
            report: undated.map(|(_, stated)| published(stated).first_day()).max(),
        }
    }

    /// How many days a figure lies behind it; an undated one makes no dated one older.
    fn days_since(&self, stated: &StatedFigure<'_>) -> Option<i32> {
        let rival = if is_undated(stated) { self.day.max(self.report) } else { self.day };
        rival.map(|newest| newest.days_since(day_of_age(stated).last_day()))
    }
}

/// Whether the day of a figure was not stated.
fn is_undated(stated: &StatedFigure<'_>) -> bool {
    stated.place.recorded().figure.as_of.is_assumed()
}

/// The day by which a figure is old: the last on which its authority stated it, else the day of the report.
fn day_of_age(stated: &StatedFigure<'_>) -> PartialDate {
    if is_undated(stated) { published(stated) } else { stated.day }
}

/// The day on which a figure was published.
fn published(stated: &StatedFigure<'_>) -> PartialDate {
    stated.place.recorded().figure.published_on.date
}

/// How an act withdraws its target.
fn withdrawn(act: &Act) -> Withdrawn {
    let disowned = act.what == ActKind::Linked(LinkKind::Disowns);
    Withdrawn {
        of: act.figure,
        how: if disowned { Withdrawal::Disowned } else { Withdrawal::Retracted },
        by: act.other,
        known_at: act.known_at,
        reason: act.reason,
        reason_by: act.reason_by.clone(),
    }
}
