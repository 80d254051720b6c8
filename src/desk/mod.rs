//! The use cases: what the command line, the page and the tests ask of a store. No arguments, no terminal, no clock.

pub mod amend;
pub mod answers;
pub mod auditing;
mod author;
pub mod criteria;
pub mod doings;
pub mod error;
pub mod feeds;
pub mod figures;
pub mod found;
pub mod import;
pub mod incoming;
pub mod input;
pub mod names;
pub mod opening;
pub mod profiles;
pub mod progress;
pub mod reconcile;
pub mod reject_file;
pub mod relating;
pub mod sources;
pub mod touched;
pub mod typed;
pub mod undo;

pub use crate::store::{Memory, Store, private_file};
pub use author::Author;
pub use criteria::Criteria;
pub use error::Error;
pub use progress::Progress;
