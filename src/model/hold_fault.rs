//! Why something cannot be held back or released.

use super::problem::faults;
use super::recorded::{EntryId, FigureId};

const SEE_HELD: &str = "see what is held with tollbook list held";

faults! {
/// Why something cannot be held back or released.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoldFault: Other {
    /// The figure is held already.
    "O111" Held(figure: FigureId) is "figure {figure} is held already";
    hint "release it with tollbook amend {figure} --release";

    /// The figure is not held.
    "O112" NotHeld(figure: FigureId) is "figure {figure} is not held";
    hint "{SEE_HELD}";
    or
    /// The entry is not held.
    EntryNotHeld(entry: EntryId) is "entry {entry} is not held";
    hint "{SEE_HELD}";
    or
    /// There is no entry of that number.
    NoSuchEntry(entry: EntryId) is "there is no entry {entry}";
    hint "{SEE_HELD}";

    /// Who recorded it is no second name.
    "O113" SameName {
        /// The entry that recorded it.
        entry: EntryId,
        /// Who did.
        who: String,
    } is "{who} recorded it as entry {entry}, and a second name releases it";
    hint "somebody else releases it: tollbook amend entry {entry} --release --who NAME";

    /// The figure takes the place of a typing error, and both go together.
    "O114" Mends {
        /// The figure.
        figure: FigureId,
        /// The entry.
        entry: EntryId,
    } is "figure {figure} takes the place of one that entry {entry} mends";
    hint "release the whole entry: tollbook amend entry {entry} --release";
}
}
