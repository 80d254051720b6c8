//! A text that was erased because the law demands it, in words.

use crate::model::recorded::{Entry, FigureId};

use super::life::to_the_second;

/// What was erased, when, by whom and why. `files`: how many kept files lost their bytes with it.
pub fn erased(field: &str, figures: &[FigureId], files: usize, entry: &Entry, why: &str) -> String {
    let ids = numbers(figures);
    let of = if ids.is_empty() { String::new() } else { format!(" of {ids}") };
    let files = match files {
        0 => String::new(),
        1 => ", with the bytes of a kept file".to_owned(),
        files => format!(", with the bytes of {files} kept files"),
    };
    let (at, who) = (to_the_second(&entry.recorded_at.iso()), &entry.who);
    format!("{field}{of}{files}: entry {}, {at}, by {who}: {why}", entry.id)
}

/// The same in a few words.
pub fn erased_shortly(field: &str, figures: &[FigureId]) -> String {
    format!("{field} of {} erased", numbers(figures))
}

/// The numbers of figures; of very many the first.
fn numbers(figures: &[FigureId]) -> String {
    const MOST: usize = 20;
    let ids: Vec<String> = figures.iter().take(MOST).map(|id| format!("#{id}")).collect();
    match figures.len().saturating_sub(MOST) {
        0 => ids.join(", "),
        more => format!("{} and {more} more", ids.join(", ")),
    }
}
