//! The SQLite file: opening, creating, writing, reading and verifying it. The only SQL of tollbook.
//!
//! What is in the file is described in `schema.sql`. Nothing here judges figures; that is the work of `reconcile`.

pub mod acts;
pub mod addressed;
pub mod asked;
pub mod attributed;
pub mod backup;
pub mod chain;
pub mod changes;
pub mod completion;
pub mod dependents;
pub mod desk_differences;
mod details;
mod dictionary;
mod discreet;
mod embargoes;
pub mod entries;
pub mod event_days;
pub mod event_days_known;
pub mod event_places;
mod facts;
pub mod fault;
pub mod feeds;
mod figure_key;
pub mod figures;
pub mod flat;
pub mod held;
mod holds;
mod intern;
pub mod kept;
#[cfg(test)]
mod laws;
pub mod layout;
pub mod ledgers;
pub mod lookup;
pub mod material;
mod memory;
mod mends;
pub mod merge;
pub mod merged;
pub mod migrations;
pub mod names;
pub mod names_by_word;
mod open;
mod own_voice;
mod pack;
#[cfg(test)]
mod plans;
pub mod printed;
pub mod provenance;
pub mod redactions;
mod related;
mod remembered;
mod rows;
pub mod series;
mod series_filter;
pub mod series_named;
mod sightings;
pub mod sources;
mod transaction;
pub mod undone;
mod unswept;
pub mod verify;
mod view;
mod visibility;
mod voids;
mod withheld;
mod words;
pub mod write;

pub use fault::StoreFault;
pub use memory::Memory;
pub use open::Store;
pub use view::View;

/// What a call of the store gives.
pub type Result<T, E = StoreFault> = std::result::Result<T, E>;
