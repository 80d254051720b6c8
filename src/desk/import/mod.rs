//! One file on its way into the store.

mod gather;
mod hashing;
mod not_read;
mod reading;

pub use hashing::sha256_of;
pub use not_read::{Doubt, NotFed};
pub use reading::{Fed, Feed, feed, settle};
