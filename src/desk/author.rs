//! Who records something, when, and whether it is held back.

use crate::model::date::Timestamp;
use crate::model::recorded::EntryKind;
use crate::store::write::Operation;

/// Who records something, when, and whether it is held back.
pub struct Author {
    /// The person, as the log names them.
    pub who: String,
    /// Gives the time: an entry takes that at which it is recorded, not that at which the work on it began.
    pub clock: Box<dyn Fn() -> Timestamp>,
    /// Why what is recorded is held back; `None`: it is not.
    pub hold: Option<String>,
}

impl Author {
    /// An entry of that kind, recorded now by this program.
    pub(super) fn operation(&self, kind: EntryKind) -> Operation<'_> {
        let program = concat!("tollbook ", env!("CARGO_PKG_VERSION"));
        let hold = self.hold.as_deref();
        Operation {
            kind,
            at: (self.clock)(),
            who: &self.who,
            program,
            undoes: None,
            file: None,
            kept: None,
            hold,
        }
    }
}
