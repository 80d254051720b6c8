//! Figures brought to the same day: what an older one still says later.

use crate::model::count::Count;
use crate::model::date::PartialDate;
use crate::series::step::on_a_later_day;

use super::fit::StatedFigure;

/// What a figure says for `day`: as printed for its own; on a later day an older total [lo, hi] says [lo, ∞) and an
/// older stock nothing (`docs/rules.md`, "Two authorities"). Where the two may overlap, either may be the older: then a count that changes
/// with time excludes nothing.
pub fn on_the_day(figure: &StatedFigure<'_>, day: PartialDate) -> Count {
    let count = figure.place.wording().count();
    let later = on_a_later_day(count, figure.place.recorded().figure.scope.count_type);
    if figure.day == day || later == count {
        count
    } else if figure.day.may_overlap(day) {
        Count::at_least(0)
    } else {
        later
    }
}

/// The newest day of several: by first day, and of those the one that is known best.
pub fn newest_day(days: impl Iterator<Item = PartialDate>) -> Option<PartialDate> {
    days.max_by(|a, b| a.first_day().cmp(&b.first_day()).then(b.last_day().cmp(&a.last_day())))
}
