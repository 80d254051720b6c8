//! Texts of cells, compared as people read them.

use unicode_normalization::UnicodeNormalization;

/// A text without its case and more than one blank at a time, its letters composed.
pub fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().nfc().collect()
}
