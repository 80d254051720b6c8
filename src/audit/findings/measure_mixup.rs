//! `measure_mixup`: one number under two measures, in one publisher's reports of one day, that fits only one of them.

use rustc_hash::FxHashMap;

use crate::audit::event::Event;
use crate::audit::sheet::{Dated, dated_of};
use crate::audit::{Finding, Rank};
use crate::model::names::{NameKind, Names};
use crate::model::words::{CountType, Measure};
use crate::phrase::figure::{figure, show_both};
use crate::series::{Member, Series};

/// Smaller numbers are the same by chance.
const LEAST: u64 = 100;

/// A figure that may have been put under the wrong measure.
struct Candidate<'s> {
    series: &'s Series,
    /// Its place in the series.
    place: usize,
    member: &'s Member,
    dated: Dated<'s>,
    value: u64,
}

pub(super) fn find(event: &Event<'_>) -> Vec<Finding> {
    let mut of_people: FxHashMap<_, Vec<&Series>> = FxHashMap::default();
    for series in event.sheets.iter().map(|sheet| sheet.series) {
        let scope = &series.scope;
        let people = (&scope.event, &scope.place, &scope.group, scope.unit, scope.count_type);
        of_people.entry(people).or_default().push(series);
    }
    let mut found: Vec<Finding> =
        of_people.into_values().flat_map(|measures| among(&measures, event.names)).collect();
    found.sort_by(|a, b| a.figures.cmp(&b.figures));
    found
}

/// What is found among the series of the same people, by whatever measure.
fn among(series: &[&Series], names: &Names) -> Vec<Finding> {
    let mut same: FxHashMap<_, Vec<Candidate<'_>>> = FxHashMap::default();
    for series in series {
        for (place, member) in series.members().iter().enumerate() {
            let Some(dated) = dated_of(series, member) else { continue };
            let Some(value) = dated.exact().filter(|value| *value >= LEAST) else { continue };
            let figure = &member.recorded.figure;
            let publisher = names.canonical(NameKind::Publisher, &figure.source.publisher);
            let key = (publisher, figure.published_on.date.first_day(), dated.day, value);
            same.entry(key).or_default().push(Candidate { series, place, member, dated, value });
        }
    }
    same.into_values().filter_map(|all| odd_one(&all)).collect()
}

/// The figure that is unlike its neighbours, with one of another measure.
fn odd_one(candidates: &[Candidate<'_>]) -> Option<Finding> {
    let measure = |candidate: &Candidate<'_>| -> Measure { candidate.series.scope.measure };
    let odd = candidates.iter().find(|one| {
        candidates.iter().any(|other| measure(other) != measure(one)) && is_unlike_its_neighbours(one)
    })?;
    let other = candidates.iter().find(|other| measure(other) != measure(odd))?;
    let explanation = format!(
        "{} printed {} both as {} and as {} (#{}); among the {} counts around it, it stands out",
        odd.member.recorded.figure.source.publisher,
        figure(odd.dated.recorded),
        measure(odd).word().replace('_', " "),
        measure(other).word().replace('_', " "),
        other.member.id(),
        measure(odd).word().replace('_', " ")
    );
    let (odd, other) = (odd.member.id(), other.member.id());
    let hint = format!("see which measure the source gives the number for: {}", show_both(odd, other));
    Some(Finding::new(Rank::Warning, vec![odd, other], explanation, hint))
}

/// Whether a number does not lie between those of its track before and after it; beside one alone, or where counts may fall,
/// whether it is more than twice or less than half of each.
fn is_unlike_its_neighbours(one: &Candidate<'_>) -> bool {
    let track = &one.series.tracks()[one.member.track];
    // A track lists places in their order.
    let (before, rest) = track.members.split_at(track.members.partition_point(|other| *other < one.place));
    let value = |place: &usize| {
        let dated = dated_of(one.series, &one.series.members()[*place])?;
        dated.exact().filter(|_| dated.day != one.dated.day)
    };
    let before = before.iter().rev().find_map(value);
    let after = rest.iter().skip(1).find_map(value);
    let far = |other: u64| one.value > other.saturating_mul(2) || other > one.value.saturating_mul(2);
    let grows = one.series.scope.count_type == CountType::Total;
    match (before, after) {
        (Some(before), Some(after)) if grows && before <= after => !(before..=after).contains(&one.value),
        (Some(before), None) if grows => one.value < before || far(before),
        (None, Some(after)) if grows => one.value > after || far(after),
        (before, after) => {
            let mut neighbours = before.into_iter().chain(after).peekable();
            neighbours.peek().is_some() && neighbours.all(far)
        }
    }
}
