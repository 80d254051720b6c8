//! The SQLite file: opening, creating, writing, reading and verifying it. The only SQL of tollbook.
//!
//! What is in the file is described in `schema.sql`. Nothing here judges figures; that is the work of `reconcile`.

mod acts;
mod asked;
mod backup;
mod brought;
pub mod chain;
mod dictionary;
pub mod doings;
pub mod entries;
mod facts;
pub mod fault;
mod figure_key;
mod intern;
#[cfg(test)]
mod laws;
pub mod ledgers;
mod memory;
pub mod merge;
pub mod migrations;
mod open;
mod pack;
#[cfg(test)]
mod plans;
pub mod redactions;
mod related;
pub mod resting;
mod rows;
pub mod seek;
mod settled;
mod sieve;
mod sightings;
mod transaction;
pub mod verify;
pub mod view;
pub mod visibility;
mod waiting;
pub mod write;

pub use fault::StoreFault;
pub use memory::Memory;
pub use open::{Store, private_file};

/// What a call of the store gives.
pub type Result<T, E = StoreFault> = std::result::Result<T, E>;
