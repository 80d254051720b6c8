//! Adding an entry: one transaction, nothing edited.
//!
//! Figures are gathered and go in sorted by their key, a batch at a time, so that the index is written in order.

mod acts;
pub mod asked;
mod batch;
pub mod by_hand;
mod commit;
mod details;
mod entry;
pub mod holds;
mod keep_out;
pub mod mend;
pub mod mend_many;
pub mod names;
pub mod pending;
mod pending_table;
pub mod printed;
pub mod put;
pub mod redact;
pub mod rows;
mod said;
pub mod sheet;
pub mod snapshot;
pub mod sums;
mod touched;
pub mod undo;

pub use batch::{Batch, Rest};
pub use by_hand::{Became, Entered, Link};
pub use commit::{Operation, Written, commit};
pub use entry::{EntryTransaction, ErasedText, Repeat};
pub use mend::Mended;
pub use pending_table::PendingRow;
pub(in crate::store) use redact::{CellPlace, overwrite};
pub use redact::{Copies, Unerasable};
