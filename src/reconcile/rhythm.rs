//! After how many days without a further report a figure of an authority is too old (`docs/rules.md`, "Which figures count").

use crate::model::date::Day;

/// After so many days as the event says, or twice the median distance between the days of an authority's figures where that
/// is longer, so that who reports by the month is not silenced by who does daily.
pub fn rhythm(mut days: Vec<Day>, stale_after: i32) -> i32 {
    days.sort_unstable();
    days.dedup();
    if days.len() < 3 {
        return stale_after;
    }
    let mut steps: Vec<i32> = days.windows(2).map(|pair| pair[1].days_since(pair[0])).collect();
    steps.sort_unstable();
    let middle = steps.len() / 2;
    let twice_the_median =
        if steps.len() % 2 == 1 { 2 * steps[middle] } else { steps[middle - 1] + steps[middle] };
    stale_after.max(twice_the_median)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_reports_by_the_month_holds_for_two() {
        let days = |numbers: &[i32]| numbers.iter().map(|day| Day::MIN.plus_days(*day)).collect::<Vec<_>>();
        assert_eq!(rhythm(days(&[0, 30]), 7), 7, "two figures have no rhythm");
        assert_eq!(rhythm(days(&[60, 0, 30, 30]), 7), 60);
        assert_eq!(rhythm(days(&[0, 1, 2, 3]), 7), 7);
        assert_eq!(rhythm(days(&[0, 10, 30, 31]), 7), 20);
        assert_eq!(rhythm(days(&[0, 10, 30]), 7), 30);
    }
}
