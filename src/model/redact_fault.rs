//! What is said where a text was, or is to be, erased because the law demands it.

use super::draft::Field;
use super::problem::faults;
use super::recorded::{EntryId, FigureId};

faults! {
/// Why nothing is erased, or what did not come in again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RedactFault: Other {
    /// A remark: a text that was erased here did not come in again; its mark was recorded in its place.
    "R101" ErasedBefore {
        /// The column that held it.
        field: &'static str,
        /// The entry that erased it.
        entry: EntryId,
    } is "the {field} was erased here by entry {entry}: it was not stored again";
    hint "see why with tollbook verify; the row was taken without it";

    /// There is no such text to erase: the figure has none, or it was erased before.
    "R102" NothingThere {
        /// The figure.
        id: FigureId,
        /// The column.
        field: Field,
        /// The entry that erased it, where one did.
        before: Option<EntryId>,
    } is "{}", nothing_there(*id, field.name(), *before);
    hint "see what it has with tollbook show {id}";

    /// The reason repeats the text that is to be erased.
    "R103" InReason is "the reason holds the text that is to be erased";
    hint "give the reason without it: -m \"court order 12/2024\"";
}
}

fn nothing_there(id: FigureId, field: &str, before: Option<EntryId>) -> String {
    match before {
        None => format!("figure {id} has no {field}"),
        Some(entry) => format!("the {field} of figure {id} was erased before, by entry {entry}"),
    }
}
