//! What is decided by looking, and then recorded: as it was seen, or it is looked at again.

use super::error::Error;
use crate::store::StoreFault;

/// Tries until nobody recorded anything between the look and the entry. It ends: each time somebody else came forward.
///
/// # Errors
/// Those of the last attempt.
pub fn as_seen<T>(mut attempt: impl FnMut() -> Result<T, Error>) -> Result<T, Error> {
    loop {
        match attempt() {
            Err(failure) if failure.says(&StoreFault::Overtaken) => {}
            done => return done,
        }
    }
}
