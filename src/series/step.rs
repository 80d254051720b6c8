//! What the later of two figures of one authority does to the earlier (`docs/rules.md`, "One authority").

use std::cmp::Ordering;

use crate::model::count::Count;
use crate::model::date::{Day, PartialDate};
use crate::model::figure::{Figure, Window};
use crate::model::recorded::{FigureId, Recorded};
use crate::model::wording::Wording;
use crate::model::words::CountType;

use super::order::{KnownKey, compare_days, only_rows_part};
use super::restate::{Days, restates};

/// A figure with a count, and where it takes part in its track.
///
/// An undated figure that restates an earlier one stands for that one: it has its day and its place in the order, and
/// rises or falls as that one does. Every other figure stands for itself.
#[derive(Clone, Copy, Debug)]
pub struct TrackPlace<'a> {
    recorded: &'a Recorded,
    wording: &'a Wording,
    stands_for: &'a Recorded,
    stood_for: &'a Wording,
    as_of: PartialDate,
}

impl<'a> TrackPlace<'a> {
    /// The place of a figure that stands for itself and holds for `as_of`; `None` for a statement without a count.
    pub fn new(recorded: &'a Recorded, as_of: PartialDate) -> Option<TrackPlace<'a>> {
        let wording = recorded.figure.count.as_ref()?;
        Some(TrackPlace { recorded, wording, stands_for: recorded, stood_for: wording, as_of })
    }

    /// This figure in the place of another, which it only repeats.
    pub fn standing_for(self, other: TrackPlace<'a>) -> TrackPlace<'a> {
        TrackPlace { stands_for: other.stands_for, stood_for: other.stood_for, as_of: other.as_of, ..self }
    }

    /// The figure.
    pub fn recorded(&self) -> &'a Recorded {
        self.recorded
    }

    /// What it says.
    pub fn wording(&self) -> &'a Wording {
        self.wording
    }

    /// The day for which it holds: its own, or that of the figure that it repeats.
    pub fn as_of(&self) -> PartialDate {
        self.as_of
    }

    /// Whether it only repeats another figure, in whose place it stands.
    pub fn stands_for_another(&self) -> bool {
        self.stands_for.id != self.recorded.id
    }

    /// When what it says became known.
    pub fn known(&self) -> KnownKey {
        KnownKey::new(self.stands_for, self.as_of)
    }

    /// Whether this one restates the other, which stands before it.
    pub fn restates(&self, earlier: &TrackPlace<'_>) -> bool {
        let days = if self.as_of == earlier.as_of { Days::Same } else { Days::Differ };
        let (later, before) = (&self.recorded.figure, &earlier.recorded.figure);
        restates(self.wording, earlier.wording, days)
            && !origins_differ(later, before)
            && !method_changed(later, before)
    }

    /// Whether what it says is above or below what another says: by printed values, without them by lows, then highs.
    pub fn compare(&self, other: &TrackPlace<'_>) -> Ordering {
        compare_wordings(self.stood_for, other.stood_for)
    }
}

/// How two wordings stand to each other: printed values decide; without them lows, then highs, an open one highest.
pub fn compare_wordings(a: &Wording, b: &Wording) -> Ordering {
    let (x, y) = (a.count(), b.count());
    let by_value = a.value().zip(b.value()).map_or(Ordering::Equal, |(a, b)| a.cmp(&b));
    by_value.then(x.low().cmp(&y.low())).then_with(|| match (x.high(), y.high()) {
        (Some(x), Some(y)) => x.cmp(&y),
        (x, y) => y.is_some().cmp(&x.is_some()),
    })
}

/// What one figure of an authority does to an earlier one of the same series and authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It says the same again.
    Repeats,
    /// The count went on.
    Updates,
    /// The authority changed its count, upwards.
    RevisesUp,
    /// The authority changed its count, downwards.
    RevisesDown,
    /// A count was replaced by an estimate, or the reverse.
    Redefines,
    /// The authority restarted its count: the windows of its totals do not overlap.
    Rebases,
    /// The totals count from two origins, side by side.
    OtherOrigin,
    /// Only the row order tells them apart: which one holds is not known.
    OrderUnknown,
}

/// A step, and which of the two figures takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stepped {
    /// What the later figure does.
    pub step: Step,
    /// The figure to which it is done.
    pub earlier: FigureId,
    /// The figure that does it.
    pub later: FigureId,
}

/// What two figures of one authority and one series are to each other; the order in which they are given is of no account.
pub fn step(x: TrackPlace<'_>, y: TrackPlace<'_>) -> Stepped {
    let own_order =
        |p: &TrackPlace<'_>| (p.known(), KnownKey::new(p.recorded, p.recorded.figure.as_of.date()));
    let (a, b) = if own_order(&x) <= own_order(&y) { (x, y) } else { (y, x) };
    let forwards = Stepped { step: Step::Updates, earlier: a.recorded.id, later: b.recorded.id };
    let backwards = Stepped { step: Step::Updates, earlier: b.recorded.id, later: a.recorded.id };
    let is = |step| Stepped { step, ..forwards };
    if let Some(step) = step_of_origins(&a, &b) {
        return is(step);
    }
    if method_changed(&a.recorded.figure, &b.recorded.figure) {
        return is(Step::Redefines);
    }
    if a.stands_for.id == b.stands_for.id || b.restates(&a) {
        return is(Step::Repeats);
    }
    let up = b.compare(&a) == Ordering::Greater;
    let count_type = b.recorded.figure.scope.count_type;
    let is_stock = count_type == CountType::Current;
    let days = match count_type {
        CountType::Projection => Ordering::Equal,
        _ => compare_days(b.as_of, a.as_of),
    };
    match (days, up) {
        (Ordering::Greater, _) if is_stock => forwards,
        (Ordering::Less, _) if is_stock => backwards,
        (Ordering::Greater, true) => forwards,
        (Ordering::Less, false) => backwards,
        (Ordering::Equal, _) if only_rows_part(&a.stands_for.figure, &b.stands_for.figure) => {
            is(Step::OrderUnknown)
        }
        (Ordering::Equal, true) if published_on_its_day(&b) => forwards,
        (_, true) => is(Step::RevisesUp),
        (_, false) => is(Step::RevisesDown),
    }
}

/// Published before the day was over for which it holds: the toll may have risen during that day. What is expected by a day
/// does not rise before it.
fn published_on_its_day(place: &TrackPlace<'_>) -> bool {
    place.stands_for.figure.scope.count_type != CountType::Projection
        && place.stands_for.figure.published_on.date.first_day() <= place.as_of.last_day()
}

fn step_of_origins(a: &TrackPlace<'_>, b: &TrackPlace<'_>) -> Option<Step> {
    let (x, y) = (&a.recorded.figure, &b.recorded.figure);
    if !origins_differ(x, y) {
        return None;
    }
    Some(if windows_are_apart(x, y) { Step::Rebases } else { Step::OtherOrigin })
}

/// Whether these are totals whose stated origins do not overlap (`docs/rules.md`, "Comparability").
pub fn origins_differ(a: &Figure, b: &Figure) -> bool {
    let are_totals = a.scope.count_type == CountType::Total && b.scope.count_type == CountType::Total;
    are_totals && origin(a).zip(origin(b)).is_some_and(|(a, b)| a.1 < b.0 || b.1 < a.0)
}

/// Whether the windows of two totals, from stated origin to as_of, have no day in common.
pub fn windows_are_apart(a: &Figure, b: &Figure) -> bool {
    let end = |figure: &Figure| figure.as_of.date().last_day();
    origin(a).zip(origin(b)).is_some_and(|(x, y)| end(a) < y.0 || end(b) < x.0)
}

/// The earliest and the latest day that a stated origin can be.
pub fn origin(figure: &Figure) -> Option<(Day, Day)> {
    match figure.window? {
        Window::From(date) => Some((date.first_day(), date.last_day())),
        Window::Hours(_) => figure.window_first_day().map(|day| (day, day)),
    }
}

/// Whether a count was replaced by an estimate or the reverse, both methods stated.
pub fn method_changed(a: &Figure, b: &Figure) -> bool {
    let (a, b) = (a.attribution.method.as_deref(), b.attribution.method.as_deref());
    a.zip(b).is_some_and(|(a, b)| a != b && is_estimate(a) != is_estimate(b))
}

/// Whether a method estimates: survey, excess mortality, capture-recapture, intelligence assessment, estimate.
pub fn is_estimate(method: &str) -> bool {
    let plain = method.to_lowercase().replace(['_', '-'], " ");
    ["survey", "excess mortality", "capture recapture", "intelligence assessment", "estimate"]
        .iter()
        .any(|word| plain.contains(word))
}

/// What a count says on a later day than its own: an older total may have grown, an older stock may have changed in
/// any way; counts of other types are compared as they are (`docs/rules.md`, "Two authorities").
pub fn on_a_later_day(count: Count, count_type: CountType) -> Count {
    match count_type {
        CountType::Total => count.open_above(),
        CountType::Current => Count::at_least(0),
        CountType::Period | CountType::Increment | CountType::Projection => count,
    }
}
