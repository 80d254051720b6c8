//! How often an authority changed its count, how far, and how soon it was near what it came to (`docs/rules.md`,
//! "Revisions").

use rustc_hash::FxHashMap;

use crate::model::question::Question;
use crate::model::recorded::FigureId;
use crate::model::status::Status;
use crate::series::track::{ResolvedTracks, TrackOutcome, resolve_tracks};
use crate::series::{Member, Series, Voice, WindowDays};

use super::windows::of_each_window;

/// The versions that one authority gave of its count: of period counts and increments, of one window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revisions {
    /// Who answers for them, aliases resolved.
    pub voice: Voice,
    /// The window, for period counts and increments.
    pub window: Option<WindowDays>,
    /// How many: figures that merely repeat one are none.
    pub versions: usize,
    /// The first that became known.
    pub first: FigureId,
    /// The one that holds by now.
    pub last: FigureId,
    /// What became of the last: `stands`, `retracted`, `disowned`.
    pub status: &'static str,
    /// The highest printed value less the lowest, hedges left aside; `None` where fewer than two were printed.
    pub spread: Option<u64>,
    /// Days from the publication of the first to that of the one from which on all printed values stayed within a fifth
    /// of the last one; `None` where the last printed no single value.
    pub settled_after_days: Option<u64>,
}

/// A figure stays near another by a fifth of it.
const NEAR: u64 = 5;

/// The revisions of every track, in the order of the tracks; of windows by their ends.
pub fn revisions(series: &Series, question: &Question) -> Vec<Revisions> {
    if !series.has_windows() {
        return of_tracks(series, question);
    }
    of_each_window(series).flat_map(|window| of_tracks(&window, question)).collect()
}

fn of_tracks(series: &Series, question: &Question) -> Vec<Revisions> {
    let resolved = resolve_tracks(series, question);
    (0..series.tracks().len()).filter_map(|track| of_track(&resolved, track)).collect()
}

fn of_track(resolved: &ResolvedTracks<'_>, track: usize) -> Option<Revisions> {
    let members = resolved.series.members();
    let of_track = &resolved.series.tracks()[track];
    let mut versions = versions(resolved, &of_track.members);
    versions.sort_by_key(|version| members[version.first_said].known());
    let last = *resolved.chosen.iter().rev().find(|member| members[**member].track == track)?;
    // What became known after the last, but for an earlier day, does not unsettle it.
    let until =
        versions.iter().position(|version| version.member == last).map_or(versions.len(), |at| at + 1);
    let with_first_said = |version: &Version| (&members[version.member], &members[version.first_said]);
    Some(Revisions {
        voice: of_track.voice.clone(),
        window: resolved.window,
        versions: versions.len(),
        first: members[versions.first()?.first_said].id(),
        last: members[last].id(),
        status: resolved.withdrawal(last).map_or(Status::Stands, Status::withdrawn_by).word(),
        spread: spread(versions.iter().map(|version| &members[version.member])),
        settled_after_days: settled(versions[..until].iter().map(with_first_said)),
    })
}

/// A version of a count, and the report by which it became known first; places in [`Series::members`].
struct Version {
    member: usize,
    first_said: usize,
}

fn versions(resolved: &ResolvedTracks<'_>, track: &[usize]) -> Vec<Version> {
    let members = resolved.series.members();
    let mut first_said: FxHashMap<usize, usize> = FxHashMap::default();
    for member in track.iter().copied().filter(|member| resolved.is_shown(*member)) {
        let first = first_said.entry(resolved.said_first(member)).or_insert(member);
        if members[member].known() < members[*first].known() {
            *first = member;
        }
    }
    let is_version = |member: &usize| {
        matches!(resolved.outcomes[*member], TrackOutcome::Followed(_) | TrackOutcome::Chosen)
    };
    let all = track.iter().copied().filter(is_version);
    all.map(|member| Version { member, first_said: first_said.get(&member).copied().unwrap_or(member) })
        .collect()
}

fn value(member: &Member) -> Option<u64> {
    member.recorded.figure.count.as_ref()?.value()
}

fn spread<'m>(versions: impl Iterator<Item = &'m Member>) -> Option<u64> {
    let values: Vec<u64> = versions.filter_map(value).collect();
    let (lowest, highest) = (values.iter().min()?, values.iter().max()?);
    (values.len() > 1).then(|| highest - lowest)
}

/// Walks back from the last as long as all stay near it; each version comes with the report that gave it first.
fn settled<'m>(versions: impl DoubleEndedIterator<Item = (&'m Member, &'m Member)> + Clone) -> Option<u64> {
    let last = value(versions.clone().next_back()?.0)?;
    let is_near = |version: &(&Member, &Member)| {
        value(version.0).is_none_or(|value| value.abs_diff(last) <= last / NEAR)
    };
    let published = |member: &Member| member.recorded.figure.published_on.date.first_day();
    let near = versions.clone().rev().take_while(is_near).last()?;
    let first = versions.map(|(_, said)| published(said)).next()?;
    Some(u64::try_from(published(near.1).days_since(first)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::draft::Field;
    use crate::model::words::LinkKind;
    use crate::series::testing::{Row, Story};

    fn police(figure: &str, day: &str) -> Row {
        Row::new(figure).by("Police").on(day)
    }

    #[test]
    fn versions_are_counted_from_the_first_report_of_each() {
        let story = Story::of(&[
            police("8", "2023-10-20"),
            police("20", "2023-10-22"),
            police("19", "2023-10-23"),
            police("18", "2023-10-24"),
            police("18", "2023-10-24").published("2023-10-26").in_("Wire"),
            Row::new("about 20").by("Police").published("2023-10-27"),
            Row::new("40-50").by("Army").on("2023-10-24"),
        ]);
        let all = revisions(&story.series(), &Question::default());
        let police = &all[0];
        assert_eq!((police.versions, police.first, police.last), (4, FigureId(1), FigureId(5)));
        assert_eq!((police.spread, police.settled_after_days, police.status), (Some(12), Some(2), "stands"));
        assert_eq!((all[1].versions, all[1].spread, all[1].settled_after_days), (1, None, None));
    }

    #[test]
    fn a_window_has_a_line_of_its_own_and_a_withdrawn_count_says_so() {
        let daily = |figure, day, published| {
            let row = police(figure, day).set(Field::CountType, "period");
            row.set(Field::PeriodLength, "24h").published(published)
        };
        let story = Story::of(&[
            daily("12", "2023-10-23", "2023-10-23"),
            daily("15", "2023-10-23", "2023-10-25"),
            daily("704", "2023-10-24", "2023-10-24"),
            daily("", "2023-10-26", "2023-10-26"),
        ]);
        let all = revisions(&story.link(4, LinkKind::Retracts, 3).series(), &Question::default());
        let found: Vec<_> = all.iter().map(|track| (track.versions, track.spread, track.status)).collect();
        assert_eq!(found, [(2, Some(3), "stands"), (1, None, "retracted")]);
    }
}
