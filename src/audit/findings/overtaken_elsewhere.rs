//! `overtaken_elsewhere`: a count that its authority left behind by a later one under another measure.

use crate::audit::event::Event;
use crate::audit::sheet::{Newest, SeriesSheet};
use crate::audit::sisters::{families, is_later, newest_of, of_measure};
use crate::audit::{Finding, Rank};
use crate::model::words::{CountType, Measure};
use crate::phrase::figure::{figure, show_both, who};

pub(super) fn find(event: &Event<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for family in families(event).into_iter().filter(|family| family.iter().any(is_of_totals)) {
        for killed in family.iter().filter(|sheet| sheet.series.scope.measure == Measure::Killed) {
            for measure in [Measure::PresumedDead, Measure::BodiesRecovered, Measure::KilledOrMissing] {
                if let Some(other) = of_measure(&family, killed, measure) {
                    found.extend(overtaken(killed, other));
                }
            }
        }
    }
    found
}

fn is_of_totals(sheet: &&SeriesSheet<'_>) -> bool {
    sheet.series.scope.count_type == CountType::Total
}

fn overtaken(killed: &SeriesSheet<'_>, other: &SeriesSheet<'_>) -> Vec<Finding> {
    let measure = other.series.scope.measure;
    let pairs = other.newest().iter().filter_map(|other| Some((newest_of(killed, other.voice)?, other)));
    pairs.filter_map(|(killed, other)| between(killed, other, measure)).collect()
}

/// The count that was left behind first.
fn between(killed: &Newest<'_>, other: &Newest<'_>, measure: Measure) -> Option<Finding> {
    let is_below = |a: &Newest<'_>, b: &Newest<'_>| {
        a.wording.count().high().is_some_and(|most| most < b.wording.count().low())
    };
    let is_later = |a: &Newest<'_>, b: &Newest<'_>| is_later(a.recorded, b.recorded);
    let (old, new) = match measure {
        Measure::KilledOrMissing => {
            (is_later(killed, other) && is_below(other, killed)).then_some((other, killed))?
        }
        Measure::BodiesRecovered if is_later(other, killed) => {
            is_below(killed, other).then_some((killed, other))?
        }
        _ => (is_later(killed, other) && is_below(killed, other)).then_some((other, killed))?,
    };
    let words = |newest: &Newest<'_>| newest.recorded.figure.scope.measure.word().replace('_', " ");
    let explanation = format!(
        "the {} of {}, {}, were overtaken by its count of the {}: {}",
        words(old),
        who(old.recorded),
        figure(old.recorded),
        words(new),
        figure(new.recorded)
    );
    let (old, new) = (old.recorded.id, new.recorded.id);
    let hint = format!("do not print the older count without the newer: {}", show_both(old, new));
    Some(Finding::new(Rank::Warning, vec![old, new], explanation, hint))
}
