//! A series of period counts, increments or projections window by window: each window is a track of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::question::Question;
use crate::model::recorded::{FigureId, Recorded};
use crate::series::{Series, WindowDays};

use super::answer::{Answer, Fate, Outside, Traced};
use super::policies::PER_AUTHORITY;

/// The figures of each window as a series, by the ends of the windows.
pub fn of_each_window(series: &Series) -> impl Iterator<Item = Series> + '_ {
    let mut windows: BTreeMap<WindowDays, Vec<Recorded>> = BTreeMap::new();
    for member in series.members() {
        windows.entry(WindowDays::of(&member.recorded.figure)).or_default().push(member.recorded.clone());
    }
    windows.into_values().map(|figures| window(series, figures))
}

fn window(series: &Series, figures: Vec<Recorded>) -> Series {
    let acts = figures.iter().flat_map(|recorded| series.acts_on(recorded.id).to_vec()).collect();
    let (scope, names) = (Arc::clone(&series.scope), Arc::clone(series.shared_names()));
    let of_window = Series::new(scope, figures, acts, series.related().to_vec(), names);
    let of_window = of_window.of_event_with(series.event_places()).with_event_days(series.event_days());
    of_window.with_feeds(Arc::clone(series.feeds()))
}

/// The fate of every figure, in track order: in a window that is not the one of the answer, that which it has in its own.
pub fn trace_of_windows(series: &Series, answer: &Answer, question: &Question) -> Vec<Traced> {
    let mut trace = answer.trace.clone();
    let is_elsewhere = |fate: Fate| fate == Fate::OutsideTheQuestion(Outside::OtherWindow);
    if !trace.iter().any(|traced| is_elsewhere(traced.fate)) {
        return trace;
    }
    let mut windows: FxHashMap<WindowDays, Vec<&Recorded>> = FxHashMap::default();
    for (member, _) in series.members().iter().zip(&trace).filter(|(_, traced)| is_elsewhere(traced.fate)) {
        windows.entry(WindowDays::of(&member.recorded.figure)).or_default().push(&member.recorded);
    }
    let several = windows.into_values().filter(|figures| figures.len() > 1);
    let mut fates: FxHashMap<FigureId, Fate> = FxHashMap::default();
    for figures in several {
        let window = window(series, figures.into_iter().cloned().collect());
        let own = (PER_AUTHORITY.apply)(&window, question);
        fates.extend(own.trace.iter().map(|traced| (traced.id, traced.fate)));
    }
    for traced in trace.iter_mut().filter(|traced| is_elsewhere(traced.fate)) {
        traced.fate = fates.get(&traced.id).copied().unwrap_or(traced.fate);
    }
    trace
}
