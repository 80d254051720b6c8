//! Who records something, and when.

use crate::model::date::Timestamp;
use crate::model::recorded::EntryKind;
use crate::store::write::Operation;

/// Who records something, and when.
#[derive(Clone, Debug)]
pub struct Author {
    /// The person, as the log names them.
    pub who: String,
    /// The time.
    pub now: Timestamp,
}

impl Author {
    /// An entry of that kind, by this program.
    pub(super) fn operation(&self, kind: EntryKind) -> Operation<'_> {
        let program = concat!("tollbook ", env!("CARGO_PKG_VERSION"));
        Operation { kind, at: self.now, who: &self.who, program, undoes: None, file: None, kept: None }
    }
}
