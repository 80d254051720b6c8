//! Figures on their way to another engine and back to this program's judgement: the rows of version 1, and the rows of names.
//!
//! A row holds one figure with all that its answer needs. Rows of one family are judged together
//! (`docs/scale.md`, "The key is the family").

mod event;
mod figure;
mod names;

pub use event::{EventFacts, event_rows};
pub use figure::{FamilyRole, FigureRow, InterchangeFault, RowAct, moment};
pub use names::{NamesFault, NamesRow, NamesTold, RowsHead, metadata};

use super::name::Name;
use super::names::{NameKind, Names};
use super::scope::Scope;

/// The version of the rows. Another one is refused.
pub const VERSION: &str = "1";

/// What parts the names of a family: the unit separator, which no name holds.
pub const SEPARATOR: char = '\u{1f}';

/// What is counted by canonical names, but for the measure, the count type and the definition: figures of one family may have
/// a part in one answer, and no others.
pub fn family_of(scope: &Scope, names: &Names) -> String {
    let place = scope.place.as_ref().map(|place| names.canonical(NameKind::Place, place));
    let steps = [
        names.canonical(NameKind::Event, &scope.event).to_string(),
        place.as_ref().map_or_else(String::new, Name::to_string),
        scope.unit.word().to_owned(),
        names.canonical(NameKind::Group, &scope.group).to_string(),
    ];
    steps.join(&SEPARATOR.to_string())
}
