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
    match order {
        Some(order) => format!("say the century: {}", of(order).join(", ")),
        None => {
            let ways = [DateOrder::DayFirst, DateOrder::MonthFirst]
                .map(|order| of(order).first().map(|reading| format!("--dates {} {reading}", order.word())));
            let ways: Vec<String> = ways.into_iter().flatten().collect();
            format!("say the century, 2000 or 1900, and what stands first: {}", ways.join(", "))
        }
    }
}
