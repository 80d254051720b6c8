//! What is wrong with the names by which rows point at each other.

use super::problem::faults;

faults! {
/// Why a row's ref, or a name it points at, leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkFault: Other {
    "L101"
    /// A row points at a figure that is not there, or at a row that was rejected.
    NoFigure {
        /// The name.
        target: String,
    }
    is "`{target}` names no figure that was accepted";
    hint "write the ref of a row of this file, or an id that tollbook list figures shows";

    "L102"
    /// A row points at a name that several figures of the store have.
    SeveralFigures {
        /// The name.
        target: String,
        /// Their ids.
        choices: String,
    }
    is "`{target}` names several figures: {choices}";
    hint "write one of these ids instead of the ref";

    "L103"
    /// Two rows of a file have one ref.
    RefTaken {
        /// The ref.
        reference: String,
    }
    is "an earlier row has the ref `{reference}` too";
    hint "give each row a ref of its own";

    "L104"
    /// A row points at itself.
    Itself {
        /// The name.
        target: String,
    }
    is "`{target}` is the row's own name";
    hint "write the ref or the id of the other figure";
}
}
