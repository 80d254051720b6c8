//! tollbook: a ledger of reported casualty figures.
//!
//! Every number keeps the words it was printed in, the source that printed it, the authority that answers for it and
//! all its dates. The rooms and their doors are described in `ARCHITECTURE.md`; a test holds them.

pub mod audit;
pub mod chart;
pub mod claim;
pub mod cli;
pub mod desk;
pub mod disk;
pub mod export;
pub mod extract;
pub mod intake;
pub mod model;
pub mod phrase;
pub mod prose;
pub mod reconcile;
pub mod render;
pub mod report;
pub mod series;
pub mod store;
#[cfg(feature = "serve")]
pub mod web;
