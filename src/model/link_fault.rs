//! What is wrong with the names by which rows point at each other.

use super::problem::faults;

faults! {
/// Why a row's ref, or a name it points at, leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkFault: Other {
    /// A row points at a figure that is not there, or at a row that was rejected.
    "L101" NoFigure {
        /// The name.
        target: String,
    } is "`{target}` names no figure that was accepted";
    hint "write the ref of a row of this file, or an id that tollbook list figures shows";

    /// A row points at a name that several figures of the store have.
    "L102" SeveralFigures {
        /// The name.
        target: String,
        /// Their ids.
        choices: String,
    } is "`{target}` names several figures: {choices}";
    hint "write one of these ids instead of the ref";

    /// Two rows of a file have one ref.
    "L103" RefTaken {
        /// The ref.
        reference: String,
    } is "an earlier row has the ref `{reference}` too";
    hint "give each row a ref of its own";

    /// A row points at itself.
    "L104" Itself {
        /// The name.
        target: String,
    } is "`{target}` is the row's own name";
    hint "write the ref or the id of the other figure";
}
}
