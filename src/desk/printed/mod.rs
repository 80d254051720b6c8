//! What we printed: sentences that are kept, looked at again whenever the ledger moves, and signed by a person.

pub mod alarm;
pub mod corrections;
mod judged;
pub mod keep;
pub mod list;
pub mod sign;
