//! The ending of a file that is to be written.

use std::path::Path;

/// By which its format is known: small letters, whatever was typed; empty where it has none.
pub fn ending(path: &Path) -> String {
    path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase()
}
