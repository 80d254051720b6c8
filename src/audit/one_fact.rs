//! One fact, one finding: where two findings tell the same of the same figures, the more specific one stays.

use rustc_hash::FxHashMap;

use crate::model::recorded::FigureId;

use super::Finding;

/// A finding, and the one that tells more of the same figures.
const TOLD_BY: &[(&str, &str)] = &[
    // An import that moved many rows by one offset is one event, not many falls.
    ("total_fell", "rebase_suspected"),
    ("period_revised", "rebase_suspected"),
    ("total_fell", "digits_transposed"),
    ("jump", "digits_transposed"),
    ("jump", "total_fell"),
    ("duplicate_day", "total_fell"),
    // Two numbers for one window: where publication puts them in order, the later one revises.
    ("duplicate_day", "period_revised"),
    // The total fell; that it does not go with the count of the day follows.
    ("period_is_not_delta", "total_fell"),
    ("total_unchanged", "period_is_not_delta"),
    // One part exceeds the whole, and so do all together.
    ("parts_do_not_sum", "part_exceeds_whole"),
    ("adopted", "split_measure"),
    ("published_before_as_of", "future_date"),
];

/// Drops findings that others tell better: their figures are all among those of the other, or the other's among theirs.
pub fn keep_the_specific(found: &mut Vec<Finding>) {
    if found.len() < 2 {
        return;
    }
    let mut of_figure: FxHashMap<(&str, FigureId), Vec<usize>> = FxHashMap::default();
    for (at, finding) in found.iter().enumerate() {
        if TOLD_BY.iter().any(|(_, specific)| *specific == finding.name) {
            finding.figures.iter().for_each(|id| of_figure.entry((finding.name, *id)).or_default().push(at));
        }
    }
    let tells_more = |general: &Finding, specific: &Finding| {
        let is_within = |a: &Finding, b: &Finding| a.figures.iter().all(|id| b.figures.contains(id));
        is_within(general, specific) || is_within(specific, general)
    };
    let is_told = |general: &Finding| {
        let specific =
            TOLD_BY.iter().filter(|(name, _)| *name == general.name).map(|(_, specific)| *specific);
        specific.into_iter().any(|specific| {
            let candidates = general.figures.iter().filter_map(|id| of_figure.get(&(specific, *id)));
            candidates.flatten().any(|at| tells_more(general, &found[*at]))
        })
    };
    let told: Vec<bool> = found.iter().map(is_told).collect();
    let mut told = told.into_iter();
    found.retain(|_| !told.next().unwrap_or(false));
}
