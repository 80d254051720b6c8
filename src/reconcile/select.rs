//! U: of each authority the newest figure, and whether it counts (`docs/rules.md`, "Which figures count").

use std::cell::OnceCell;

use crate::model::date::PartialDate;
use crate::model::name::{Name, STEP};
use crate::model::names::NameKind;
use crate::model::question::Question;
use crate::model::recorded::{Act, ActKind, Recorded};
use crate::model::words::{CountType, LinkKind};
use crate::series::order::TrackKey;
use crate::series::step::{TrackPlace, origins_differ};
use crate::series::track::{Choice, ResolvedTracks, resolve_tracks};
use crate::series::{Series, Voice};

use super::align::newest_day;
use super::answer::{Role, Withdrawal, Withdrawn};

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
    pub picks: Vec<Pick<'s>>,
    /// Printed values and who printed them, by value; made when first asked for.
    values: OnceCell<Vec<(u64, usize)>>,
}

/// A chosen figure.
#[derive(Clone, Debug)]
pub struct Pick<'s> {
    /// Its place in [`Series::members`].
    pub member: usize,
    /// Where it takes part.
    pub place: TrackPlace<'s>,
    /// What part it has in the answer.
    pub role: Role,
    /// The figure before it in its track.
    pub previous: Option<usize>,
    /// By what one authority's figure is newer than another's: the order of a track, at the first relay of the
    /// statement, so that a further relay of it changes nothing.
    pub key: TrackKey,
}

impl Pick<'_> {
    /// Whether it counts.
    pub fn is_kept(&self) -> bool {
        self.role == Role::Kept
    }
}

impl<'s> Selection<'s> {
    /// Resolves the tracks and decides which of the chosen figures count.
    pub fn new(series: &'s Series, question: &Question) -> Selection<'s> {
        let resolved = resolve_tracks(series, question);
        let picks = resolved.choices.iter().filter_map(|choice| pick(&resolved, choice)).collect();
        let mut selection = Selection { resolved, question: *question, picks, values: OnceCell::new() };
        selection.picks.sort_by_key(|pick| pick.key);
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
    pub fn kept(&self) -> impl DoubleEndedIterator<Item = &Pick<'s>> + Clone {
        self.picks.iter().filter(|pick| pick.is_kept())
    }

    /// Who answers for a chosen figure.
    pub fn voice(&self, pick: &Pick<'_>) -> &'s Voice {
        let series = self.series();
        series.voice(&series.members()[pick.member])
    }

    /// The newest day for which a figure of U holds.
    pub fn newest_day(&self) -> Option<PartialDate> {
        newest_day(self.kept().map(|pick| pick.place.as_of()))
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

    /// An unattributed figure counts only where no attributed one does.
    fn pass_over_unattributed(&mut self) {
        let series = self.resolved.series;
        let is_attributed = |pick: &Pick<'_>| series.voice(&series.members()[pick.member]).is_attributed();
        if self.picks.iter().any(|pick| pick.is_kept() && is_attributed(pick)) {
            let others = self.picks.iter_mut().filter(|pick| pick.is_kept() && !is_attributed(pick));
            others.for_each(|pick| pick.role = Role::Unattributed);
        }
    }

    /// A total whose stated origin differs from the newest figure's does not count.
    fn pass_over_other_origins(&mut self) {
        let Some(newest) = self.kept().next_back().map(|pick| pick.place.recorded()) else { return };
        if newest.figure.window.is_none() {
            return;
        }
        let differs = |pick: &&mut Pick<'_>| origins_differ(&pick.place.recorded().figure, &newest.figure);
        let others = self.picks.iter_mut().filter(|pick| pick.is_kept()).filter(differs);
        others.for_each(|pick| pick.role = Role::OtherOrigin);
    }

    /// A total or a stock that is too old beside the newest does not count. Of days that are known only in part the
    /// nearest are compared, so that no figure is called older that may not be.
    fn pass_over_older(&mut self) {
        if !matches!(self.series().scope.count_type, CountType::Total | CountType::Current)
            || self.picks.len() < 2
        {
            return;
        }
        let stated = self.kept().filter_map(|pick| pick.place.recorded().figure.as_of.stated());
        let Some(newest) = stated.map(PartialDate::first_day).max() else { return };
        let stale_after = i64::from(self.stale_after_days());
        let is_older = |pick: &&mut Pick<'_>| {
            pick.is_kept() && i64::from(newest.days_since(pick.place.as_of().last_day())) > stale_after
        };
        self.picks.iter_mut().filter(is_older).for_each(|pick| pick.role = Role::Older);
    }
}

fn pick<'s>(resolved: &ResolvedTracks<'s>, choice: &Choice) -> Option<Pick<'s>> {
    let place = resolved.places[choice.member]?;
    let role = resolved.withdrawal(choice.member).map_or(Role::Kept, |act| Role::Withdrawn(withdrawn(act)));
    let said = resolved.relays(choice.member).filter_map(|relay| resolved.places[relay]);
    let key = said.map(|relay| TrackKey::new(relay.recorded(), relay.as_of())).min();
    let key = key.unwrap_or(TrackKey::new(place.recorded(), place.as_of()));
    Some(Pick { member: choice.member, place, role, previous: choice.previous, key })
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
