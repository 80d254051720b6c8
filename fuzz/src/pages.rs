//! How a request ended.

#[path = "../../src/report/pages/outcome.rs"]
pub mod outcome;
