//! One figure in few words: its number, its day, who says it, and what to type to look at it.

use crate::model::name::Name;
use crate::model::recorded::{FigureId, Recorded};

use super::names::Speech;

/// The printed words of a figure: `more than 5,700`; of a statement that there were no reports `no deaths reported`; other
/// statements have none.
pub fn words(recorded: &Recorded) -> String {
    recorded.figure.words().map_or_else(|| "no number".into(), |words| words.into_owned())
}

/// The words, the number and the day: `471 (#43, as of 18 October 2023)`; where the source states no day, its publication.
pub fn figure(recorded: &Recorded) -> String {
    format!("{} ({})", words(recorded), place(recorded))
}

/// The number and the day alone: `#43, as of 18 October 2023`.
pub fn place(recorded: &Recorded) -> String {
    let when = match recorded.figure.as_of.stated() {
        Some(day) => format!("as of {}", day.long()),
        None => format!("published on {}", recorded.figure.published_on.long()),
    };
    format!("#{}, {when}", recorded.id)
}

/// Who says it: the authority, else the publisher.
pub fn who(recorded: &Recorded) -> &Name {
    recorded.figure.authority().unwrap_or(&recorded.figure.source.publisher)
}

/// The same as a sentence names it: `the UN's OCHA`.
pub fn who_says(recorded: &Recorded, speech: &Speech<'_>) -> String {
    let publisher = || speech.publisher(&recorded.figure.source.publisher);
    recorded.figure.authority().map_or_else(publisher, |authority| speech.authority(authority))
}

/// How to look at a figure.
pub fn show(id: FigureId) -> String {
    format!("tollbook show {id}")
}

/// How to look at two figures.
pub fn show_both(a: FigureId, b: FigureId) -> String {
    format!("tollbook show {a}, tollbook show {b}")
}
