//! tollbook: a ledger of reported casualty figures.

pub mod intake;
pub mod model;
pub mod store;
