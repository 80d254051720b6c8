//! What desks read differently in one source, in words.

use crate::model::column::Field;
use crate::model::desk_difference::{DeskDifference, DeskReading};

use super::when::minutes;

/// Who differs about which figure: `two desks read #8 differently`.
pub fn who_differ(difference: &DeskDifference) -> String {
    let desks = if difference.readings.len() > 2 { "several" } else { "two" };
    format!("{desks} desks read #{} differently", difference.mended)
}

/// What each of them says, oldest first, and what holds: `anna says 9 (#3, 2022-10-25 10:00), ben says 10 (#4, 2022-10-25
/// 11:00), which holds, said last`.
pub fn what_each_says(difference: &DeskDifference) -> String {
    let each: Vec<String> = difference.readings.iter().rev().map(one).collect();
    format!("{}, which holds, said last", each.join(", "))
}

/// A figure as it was entered, beside its number: `#8 eight`.
pub fn as_entered(difference: &DeskDifference) -> String {
    format!("#{} {}", difference.mended, difference.was).trim_end().to_owned()
}

fn one(reading: &DeskReading) -> String {
    let at = minutes(&reading.at.iso());
    match reading.id() {
        Some(id) => format!("{} says {} (#{id}, {at})", reading.who, says(reading)),
        None => format!("{} says that it should not be there ({at})", reading.who),
    }
}

/// What a desk says, by its number and what else differs: `9 (place Deraa)`.
fn says(reading: &DeskReading) -> String {
    let (number, others): (Vec<_>, Vec<_>) =
        reading.cells.iter().partition(|(field, _)| *field == Field::Figure);
    let number: String = number.into_iter().map(|(_, text)| text.as_str()).collect();
    let others: Vec<String> = others.into_iter().map(|(field, text)| in_cell(*field, text)).collect();
    match (number.is_empty(), others.is_empty()) {
        (_, true) => number,
        (true, false) => others.join(", "),
        (false, false) => format!("{number} ({})", others.join(", ")),
    }
}

fn in_cell(field: Field, text: &str) -> String {
    let text = if text.is_empty() { "blank" } else { text };
    format!("{} {text}", field.name())
}
