//! Sentences and paragraphs that can be pasted into copy. No formats, no widths.

pub mod brief;
pub mod citing;
pub mod notices;
pub mod quoting;
pub mod sentences;
#[cfg(test)]
pub mod testing;
