//! U: of each authority the newest figure, and whether it counts (`docs/rules.md`, "Which figures count").

use std::cell::OnceCell;

use crate::model::date::PartialDate;
use crate::model::name::{Name, STEP};
use crate::model::names::NameKind;
use crate::model::question::Question;
use crate::model::recorded::{Act, ActKind, FigureId, Recorded};
use crate::model::wording::Wording;
use crate::model::words::{CountType, LinkKind};
use crate::series::Series;
use crate::series::order::TrackKey;
use crate::series::step::{TrackPlace, origins_differ};
use crate::series::track::{ResolvedTracks, TrackOutcome, resolve_tracks};

use super::align::newest_day;
use super::answer::{Chosen, Dispute, Reach, Role, Withdrawal, Withdrawn};
use super::declared;
use super::derived::same_authority;
use super::disputed;
use super::relation::{Relation, RelationKind};

/// After how many days before the newest stated day a total or a stock counts as older, unless the desk says otherwise.
const STALE_AFTER_DAYS: u32 = 7;

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
}

impl<'s> Selection<'s> {
    /// Resolves the tracks and decides which of the chosen figures count.
    pub fn new(series: &'s Series, question: &Question) -> Selection<'s> {
        let resolved = resolve_tracks(series, question);
        let (chosen, disputes) = (Vec::new(), Vec::new());
        let mut selection =
            Selection { resolved, question: *question, chosen, disputes, values: OnceCell::new() };
        selection.chosen = selection.all_chosen();
        selection.chosen.sort_by_key(|chosen| chosen.key);
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
        newest_day(self.kept().filter_map(|chosen| Some(self.place(chosen)?.as_of())))
    }

    /// After how many days a figure of this event counts as older; of a path, the innermost event that says so.
    pub fn stale_after_days(&self) -> u32 {
        let names = self.series().names();
        let mut event = Some(names.canonical(NameKind::Event, &self.series().scope.event));
        while let Some(name) = event {
            if let Some(days) = names.stale_after_days(&name) {
                return days;
            }
            event = name.as_str().rsplit_once(STEP).and_then(|(outer, _)| Name::read(outer));
        }
        STALE_AFTER_DAYS
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

    /// A total whose stated origin differs from the newest figure's does not count.
    fn pass_over_other_origins(&mut self) {
        let members = self.series().members();
        let figure = |chosen: &Chosen| &members[chosen.member].recorded.figure;
        let newest = self.kept().next_back().map(figure).filter(|newest| newest.window.is_some());
        let Some(newest) = newest else { return };
        let differs = |chosen: &&mut Chosen| chosen.is_kept() && origins_differ(figure(chosen), newest);
        self.chosen.iter_mut().filter(differs).for_each(|other| other.role = Role::OtherOrigin);
    }

    /// A total or a stock that is too old beside the newest does not count. Of days that are known only in part the
    /// nearest are compared, so that no figure is called older that may not be.
    fn pass_over_older(&mut self) {
        if !matches!(self.series().scope.count_type, CountType::Total | CountType::Current)
            || self.chosen.len() < 2
        {
            return;
        }
        let stated = self.kept().filter_map(|chosen| self.place(chosen)?.recorded().figure.as_of.stated());
        let Some(newest) = stated.map(PartialDate::first_day).max() else { return };
        let stale_after = i64::from(self.stale_after_days());
        let disputes = &self.disputes;
        // A reply is never older than what it rejects.
        let is_reply = |id| disputes.iter().any(|dispute| dispute.by == id && dispute.reach == Reach::Itself);
        let places = &self.resolved.places;
        let is_older = |chosen: &&mut Chosen| {
            let days = places[chosen.member].map(|place| newest.days_since(place.as_of().last_day()));
            chosen.is_kept() && days.is_some_and(|days| i64::from(days) > stale_after) && !is_reply(chosen.id)
        };
        self.chosen.iter_mut().filter(is_older).for_each(|older| older.role = Role::Older);
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
            previous: resolved.previous(member).and_then(|before| self.previous(&place, before)),
            relayed_by: self.relayed_by(member),
            versions,
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
