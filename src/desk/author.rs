//! Who records something, and when.

use crate::model::date::Timestamp;
use crate::model::recorded::EntryKind;
use crate::store::write::Operation;

/// Who records something, and when.
pub struct Author {
    /// The person, as the log names them.
    pub who: String,
    /// Gives the time: an entry takes that at which it is recorded, not that at which the work on it began.
    pub clock: Box<dyn Fn() -> Timestamp>,
}

impl Author {
    /// An entry of that kind, recorded now by this program.
    pub(super) fn operation(&self, kind: EntryKind) -> Operation<'_> {
        let program = concat!("tollbook ", env!("CARGO_PKG_VERSION"));
        Operation { kind, at: (self.clock)(), who: &self.who, program, undoes: None, file: None, kept: None }
    }
}
