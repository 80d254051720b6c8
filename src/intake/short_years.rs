//! What is said of days whose years have two digits, where no century is given.

use super::decision::Seen;
use crate::model::date::{Century, DateOrder, DateStyle, PartialDate};

/// The column and the line of a cell; a name that is a day itself stands in the header.
pub(super) fn place_of(column: &str, seen: &Seen) -> String {
    if column == seen.value { "the header".to_owned() } else { format!("`{column}`, line {},", seen.line) }
}

/// What a day of two digits becomes under either century.
pub(super) fn centuries(text: &str, order: Option<DateOrder>) -> String {
    let reading = |century: Century, order: DateOrder| {
        let style = DateStyle { order: Some(order), century: Some(century), ..DateStyle::UNDECIDED };
        let date = PartialDate::read_with(text, style).ok()?;
        Some(format!("--century {} reads it as {}", century.first_year(), date.long()))
    };
    let of =
        |order| Century::ALL.iter().rev().filter_map(|century| reading(*century, order)).collect::<Vec<_>>();
    let by_order = [DateOrder::DayFirst, DateOrder::MonthFirst].map(|order| (order, of(order)));
    let known = match (order, &by_order) {
        (Some(order), _) => Some(of(order)),
        // Where the month is a word, the order says nothing.
        (None, [(_, day_first), (_, month_first)]) => (day_first == month_first).then(|| day_first.clone()),
    };
    if let Some(readings) = known {
        return match readings.is_empty() {
            true => "it may be a day and a month, or a month and a year: write the year with four digits"
                .to_owned(),
            false => format!("say the century: {}", readings.join(", ")),
        };
    }
    let way = |(order, readings): &(DateOrder, Vec<String>)| {
        readings.first().map(|reading| format!("--dates {} {reading}", order.word()))
    };
    let ways: Vec<String> = by_order.iter().filter_map(way).collect();
    format!("say the century, 2000 or 1900, and what stands first: {}", ways.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_settles_a_short_year_goes_by_what_is_open() {
        let hint = |text| centuries(text, None);
        assert!(hint("10/4/14").contains("--dates dmy --century 2000 reads it as 10 April 2014"));
        let word = "say the century: --century 2000 reads it as 4 October 2014, --century 1900 reads it as 4 October 1914";
        assert_eq!(hint("4-Oct-14"), word);
        assert_eq!(centuries("10/4/14", Some(DateOrder::MonthFirst)), word);
        assert!(hint("Oct 23").ends_with("write the year with four digits"), "{}", hint("Oct 23"));
    }
}
