//! A series of period counts, increments or projections window by window: each window is a track of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::question::Question;
use crate::model::recorded::{Act, ActKind, FigureId, Recorded};
use crate::series::{Series, WindowDays};

use super::answer::{Answer, Fate, Outside, Traced};
use super::policies::PER_AUTHORITY;

/// The figures of each window as a series, by the ends of the windows.
pub fn of_each_window(series: &Series) -> impl Iterator<Item = Series> + '_ {
    let mut windows: BTreeMap<WindowDays, Vec<Recorded>> = BTreeMap::new();
    for member in series.members() {
        windows.entry(WindowDays::of(&member.recorded.figure)).or_default().push(member.recorded.clone());
    }
    let declared = declared(series);
    windows.into_values().map(move |figures| window(series, &declared, figures))
}

fn window(series: &Series, declared: &Declared<'_>, figures: Vec<Recorded>) -> Series {
    let acts = acts_around(series, declared, &figures);
    let (scope, names) = (Arc::clone(&series.scope), Arc::clone(series.shared_names()));
    let of_window = Series::new(scope, figures, acts, series.related().to_vec(), names);
    let of_window = of_window.of_event_with(series.event_places()).with_event_days(series.event_days());
    of_window.with_feeds(Arc::clone(series.feeds()))
}

/// What figures declare of others, by the figure that does.
type Declared<'s> = FxHashMap<FigureId, Vec<&'s Act>>;

fn declared(series: &Series) -> Declared<'_> {
    let mut declared = Declared::default();
    for act in series.acts() {
        if let Some(by) = act.other {
            declared.entry(by).or_default().push(act);
        }
    }
    declared
}

/// What happened to the figures of a window and what they declare of others; of the figures at the other ends, in other
/// windows, that they are typing errors: then it counts for nothing.
fn acts_around(series: &Series, declared: &Declared<'_>, figures: &[Recorded]) -> Vec<Act> {
    if series.acts().is_empty() {
        return Vec::new();
    }
    let is_inside = |id: FigureId| figures.iter().any(|recorded| recorded.id == id);
    let happened = figures.iter().flat_map(|recorded| series.acts_on(recorded.id));
    let mut acts: Vec<Act> = happened.cloned().collect();
    let declares = figures.iter().filter_map(|recorded| declared.get(&recorded.id)).flatten();
    acts.extend(declares.filter(|act| !is_inside(act.figure)).map(|act| (*act).clone()));
    let ends = acts.iter().flat_map(|act| [Some(act.figure), act.other]).flatten();
    let mut outside: Vec<FigureId> = ends.filter(|id| !is_inside(*id) && series.is_void(*id)).collect();
    outside.sort_unstable();
    outside.dedup();
    let void = outside.into_iter().flat_map(|id| series.acts_on(id)).filter(|act| act.what == ActKind::Void);
    acts.extend(void.cloned());
    acts
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
    let declared = declared(series);
    let mut fates: FxHashMap<FigureId, Fate> = FxHashMap::default();
    for figures in several {
        let window = window(series, &declared, figures.into_iter().cloned().collect());
        let own = (PER_AUTHORITY.apply)(&window, question);
        fates.extend(own.trace.iter().map(|traced| (traced.id, traced.fate)));
    }
    for traced in trace.iter_mut().filter(|traced| is_elsewhere(traced.fate)) {
        traced.fate = fates.get(&traced.id).copied().unwrap_or(traced.fate);
    }
    trace
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::draft::Field;
    use crate::model::recorded::ActKind;
    use crate::model::words::LinkKind;
    use crate::series::testing::{Row, Story};

    fn daily(figure: &str, day: &str) -> Row {
        let row = Row::new(figure).by("Police").on(day);
        row.set(Field::CountType, "period").set(Field::PeriodLength, "24h")
    }

    #[test]
    fn a_link_from_another_window_counts_for_nothing_where_it_is_a_typing_error() {
        let story = Story::of(&[daily("5", "2023-10-02"), daily("7", "2023-10-03")]);
        let linked = story.link(2, LinkKind::Corrects, 1);
        let known_at = linked.figures[1].figure.published_on;
        let mended = linked.clone().act(ActKind::Void, 2, known_at);
        let chosen = |story: &Story| {
            let first = of_each_window(&story.series()).next().expect("a window");
            (PER_AUTHORITY.apply)(&first, &Question::default()).chosen.len()
        };
        assert_eq!((chosen(&linked), chosen(&mended)), (0, 1));
    }

    #[test]
    fn what_a_window_declares_of_another_is_known_in_it() {
        let evening = daily("8", "2023-10-03").published("2023-10-04");
        let again = daily("5", "2023-10-03").published("2023-10-04");
        let story = Story::of(&[daily("4", "2023-10-02"), evening, again]).link(3, LinkKind::Corrects, 1);
        let last = of_each_window(&story.series()).last().expect("a window");
        assert!(last.declares_a_change(FigureId(3)));
        assert!(!(PER_AUTHORITY.apply)(&last, &Question::default()).order_unknown);
    }
}
