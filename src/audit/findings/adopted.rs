//! `adopted`: an authority that took up another count: its own later figure stands in a sister series.

use crate::audit::event::Event;
use crate::audit::sheet::{Newest, SeriesSheet};
use crate::audit::sisters::{families, newest_of};
use crate::audit::{Finding, Rank};
use crate::model::recorded::Recorded;
use crate::model::words::{CountType, Measure};
use crate::phrase::figure::{figure, show_both, who};
use crate::series::Series;

pub(super) fn find(event: &Event<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for family in families(event) {
        for old in &family {
            let later = family.iter().filter(|new| count_the_same_dead(old.series, new.series));
            found.extend(later.flat_map(|new| taken_up(old, new)));
        }
    }
    found
}

/// The authorities of an answer whose own later figure stands in the answer of a sister that counts the same dead.
pub(crate) fn of_answer(answer: &SeriesSheet<'_>, sister: &SeriesSheet<'_>) -> Vec<Finding> {
    let rests_on = |finding: &Finding| finding.figures.first().is_some_and(|old| answer.looks_at(*old));
    taken_up(answer, sister).into_iter().filter(rests_on).collect()
}

/// Whether two sisters count the same people by another definition or word: not the injured beside the dead.
pub(crate) fn count_the_same_dead(a: &Series, b: &Series) -> bool {
    let measures = [a.scope.measure, b.scope.measure];
    let are_dead = measures.iter().all(|measure| matches!(measure, Measure::Killed | Measure::Died));
    a.scope.count_type == CountType::Total && a.scope != b.scope && (measures[0] == measures[1] || are_dead)
}

/// Each authority whose figures end in one series before they begin in the other.
fn taken_up(old: &SeriesSheet<'_>, new: &SeriesSheet<'_>) -> Vec<Finding> {
    let pairs = old.newest().iter().filter_map(|old| Some((old, newest_of(new, old.voice)?)));
    let begins_later = |old: &Newest<'_>| {
        let members = new.series.members().iter().filter(|member| new.series.voice(member) == old.voice);
        members
            .filter(|member| member.recorded.figure.count.is_some())
            .all(|member| is_published_later(&member.recorded, old.recorded))
    };
    pairs.filter(|(old, _)| begins_later(old)).map(|(old, new)| finding(old, new)).collect()
}

fn is_published_later(one: &Recorded, than: &Recorded) -> bool {
    one.figure.published_on.date.first_day() > than.figure.published_on.date.last_day()
}

fn finding(old: &Newest<'_>, new: &Newest<'_>) -> Finding {
    let kind = |newest: &Newest<'_>| {
        let scope = &newest.recorded.figure.scope;
        let definition = scope.definition.as_deref().map(|words| format!(", {words}")).unwrap_or_default();
        format!("{}{definition}", scope.measure.word())
    };
    let explanation = format!(
        "{} has {} ({}), and since then gives another count: {} ({})",
        who(old.recorded),
        figure(old.recorded),
        kind(old),
        figure(new.recorded),
        kind(new)
    );
    let (old, new) = (old.recorded.id, new.recorded.id);
    let hint = format!("print the older count only with the newer: {}", show_both(old, new));
    Finding::new(Rank::Note, vec![old, new], explanation, hint)
}
