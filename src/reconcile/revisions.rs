//! How often an authority changed its count, how far, and how soon it was near what it came to (section 6).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::question::Question;
use crate::model::recorded::{FigureId, Recorded};
use crate::series::standing::Standing;
use crate::series::track::{Outcome, Walk, walk};
use crate::series::{Ends, Member, Series, Voice};

/// The versions that one authority gave of its count: of period counts and increments, of one window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revisions {
    /// Who answers for them, aliases resolved.
    pub voice: Voice,
    /// The window, for period counts and increments.
    pub window: Option<Ends>,
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
    let mut windows: BTreeMap<_, Vec<Recorded>> = BTreeMap::new();
    for member in series.members() {
        let ends = Ends::of(&member.recorded.figure);
        windows.entry((ends.last, ends.first)).or_default().push(member.recorded.clone());
    }
    let names = Arc::clone(series.shared_names());
    let of_window = |figures: Vec<Recorded>| {
        let acts = figures.iter().flat_map(|recorded| series.acts_on(recorded.id).to_vec()).collect();
        let scope = Arc::clone(&series.scope);
        Series::new(scope, figures, acts, series.related().to_vec(), Arc::clone(&names))
    };
    windows.into_values().flat_map(|figures| of_tracks(&of_window(figures), question)).collect()
}

fn of_tracks(series: &Series, question: &Question) -> Vec<Revisions> {
    let walk = walk(series, question);
    (0..series.tracks().len()).filter_map(|track| of_track(&walk, track)).collect()
}

fn of_track(walk: &Walk<'_>, track: usize) -> Option<Revisions> {
    let members = walk.series.members();
    let of_track = &walk.series.tracks()[track];
    let is_version =
        |member: &&usize| matches!(walk.outcomes[**member], Outcome::Followed(_) | Outcome::Chosen);
    let mut versions: Vec<usize> = of_track.members.iter().filter(is_version).copied().collect();
    versions.sort_by_key(|member| members[*member].known());
    let last = walk.choices.iter().rev().find(|choice| members[choice.member].track == track)?.member;
    // What became known after the last, but for an earlier day, does not unsettle it.
    let until = versions.iter().position(|member| *member == last).map_or(versions.len(), |at| at + 1);
    Some(Revisions {
        voice: of_track.voice.clone(),
        window: walk.window,
        versions: versions.len(),
        first: members[*versions.first()?].id(),
        last: members[last].id(),
        status: walk.withdrawal(last).map_or(Standing::Stands, Standing::withdrawn_by).word(),
        spread: spread(versions.iter().map(|member| &members[*member])),
        settled_after_days: settled(versions[..until].iter().map(|member| &members[*member])),
    })
}

fn value(member: &Member) -> Option<u64> {
    member.recorded.figure.count.as_ref()?.value()
}

fn spread<'m>(versions: impl Iterator<Item = &'m Member>) -> Option<u64> {
    let values: Vec<u64> = versions.filter_map(value).collect();
    let (lowest, highest) = (values.iter().min()?, values.iter().max()?);
    (values.len() > 1).then(|| highest - lowest)
}

/// Walks back from the last as long as all stay near it.
fn settled<'m>(versions: impl DoubleEndedIterator<Item = &'m Member> + Clone) -> Option<u64> {
    let last = value(versions.clone().next_back()?)?;
    let is_near = |member: &&Member| value(member).is_none_or(|value| value.abs_diff(last) <= last / NEAR);
    let published = |member: &Member| member.recorded.figure.published_on.date.first_day();
    let near = versions.clone().rev().take_while(is_near).last()?;
    let first = versions.map(published).next()?;
    Some(u64::try_from(published(near).days_since(first)).unwrap_or_default())
}
