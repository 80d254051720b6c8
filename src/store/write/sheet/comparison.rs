//! What is known of a sheet while it is imported again.

use crate::model::recorded::EntryId;
use crate::store::write::touched::Touched;

/// A sheet that is imported again.
pub(in crate::store::write) struct SheetComparison {
    /// The standing entries that imported a file of this name, oldest first.
    pub(super) entries: Vec<EntryId>,
    /// The newest of them that this desk made.
    pub(super) last: Option<EntryId>,
    /// The figures that the last one held; read when the file has been.
    pub(super) before: Touched,
    /// The figures that this one holds.
    pub(super) held: Touched,
}
