//! After how many days without a further report a figure of an authority is too old (`docs/rules.md`, "Which figures count").

use crate::model::date::Day;

/// After so many days as the event says, but not before the next report is due. `said`: after how many days it is due, where
/// the desk says how often the authority reports; else the days of its figures tell.
pub fn rhythm(said: Option<i32>, days: Vec<Day>, stale_after: i32) -> i32 {
    said.map_or_else(|| measured_rhythm(days, stale_after), |due| stale_after.max(due))
}

/// After so many days as the event says, or twice the median distance between the days of an authority's figures where that
/// is longer, so that who reports by the month is not silenced by who does daily.
pub fn measured_rhythm(mut days: Vec<Day>, stale_after: i32) -> i32 {
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
        assert_eq!(measured_rhythm(days(&[0, 30]), 7), 7, "two figures have no rhythm");
        assert_eq!(measured_rhythm(days(&[60, 0, 30, 30]), 7), 60);
        assert_eq!(measured_rhythm(days(&[0, 1, 2, 3]), 7), 7);
        assert_eq!(measured_rhythm(days(&[0, 10, 30, 31]), 7), 20);
        assert_eq!(measured_rhythm(days(&[0, 10, 30]), 7), 30);
    }

    #[test]
    fn the_word_of_the_desk_goes_before_what_the_days_tell_but_not_before_the_event() {
        let daily = || (0..5).map(|day| Day::MIN.plus_days(day)).collect::<Vec<_>>();
        assert_eq!(rhythm(None, daily(), 7), 7);
        assert_eq!(rhythm(Some(31), daily(), 7), 31);
        assert_eq!(rhythm(Some(1), vec![Day::MIN, Day::MIN.plus_days(30), Day::MIN.plus_days(60)], 7), 7);
    }
}
