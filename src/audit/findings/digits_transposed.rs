//! `digits_transposed`: a total that fits between those before and after it once two of its neighbouring digits are swapped.

use crate::audit::sheet::{Dated, SeriesSheet};
use crate::audit::{Finding, Rank};
use crate::model::words::CountType;
use crate::phrase::figure::{figure, show, who};
use crate::phrase::number::{grouped, signed};
use crate::series::step::origins_differ;

/// From three digits on.
const LEAST: u64 = 100;

/// A swap that moves a total so many times as far as it lies outside explains nothing: it fell by one, and no digit slipped.
const FARTHEST: u64 = 10;

pub(super) fn find(sheet: &SeriesSheet<'_>) -> Vec<Finding> {
    if sheet.series.scope.count_type != CountType::Total {
        return Vec::new();
    }
    let of_track = |totals: Vec<(Dated<'_>, u64)>| {
        let asked = |three: &&[(Dated<'_>, u64)]| three.iter().any(|(total, _)| sheet.looks_at(total.id()));
        totals.windows(3).filter(asked).filter_map(between).collect::<Vec<_>>()
    };
    sheet.tracks().flat_map(|track| of_track(sheet.exact(track))).collect()
}

fn between(three: &[(Dated<'_>, u64)]) -> Option<Finding> {
    let [(before, a), (odd, value), (after, b)] = three else { return None };
    let fits = |value: u64| (*a..=*b).contains(&value);
    if *value < LEAST || fits(*value) || origins_differ(&before.recorded.figure, &after.recorded.figure) {
        return None;
    }
    let outside = value.saturating_sub(*b).max(a.saturating_sub(*value));
    let is_near = |swapped: &u64| swapped.abs_diff(*value) < FARTHEST * outside;
    let meant = swapped(*value).find(|swapped| fits(*swapped) && is_near(swapped))?;
    let explanation = format!(
        "{} of {} does not lie between {} and {}; {} would",
        figure(odd.recorded),
        who(odd.recorded),
        figure(before.recorded),
        figure(after.recorded),
        grouped(signed(meant))
    );
    let hint = format!("compare the digits with the source: {}", show(odd.id()));
    Some(Finding::new(Rank::Warning, vec![odd.id(), before.id(), after.id()], explanation, hint))
}

/// The numbers with as many digits that differ by one swap of neighbours.
fn swapped(value: u64) -> impl Iterator<Item = u64> {
    let places = std::iter::successors(Some(1_u64), |place| place.checked_mul(10))
        .take_while(move |place| *place <= value / 10);
    let swap = move |place: u64| {
        let (low, high) = (value / place % 10, value / place / 10 % 10);
        let rest = value - (low + 10 * high) * place;
        let swapped = rest + (high + 10 * low) * place;
        (low != high && swapped >= 10_u64.pow(value.ilog10())).then_some(swapped)
    };
    places.filter_map(swap)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_swapped_and_no_number_begins_with_zero() {
        assert_eq!(swapped(5_971).collect::<Vec<_>>(), [5_917, 5_791, 9_571]);
        assert_eq!(swapped(1_002).collect::<Vec<_>>(), [1_020]);
        assert_eq!(swapped(777).count(), 0);
    }
}
