//! The findings, one file each. A new one is a file here, two lines in this list, and an example in `tests/findings/`.

mod published_before_as_of;
mod stale;
mod total_fell;

use super::Check;

/// Every finding, in the order of the design.
pub const ALL: &[&Check] = &[&total_fell::CHECK, &published_before_as_of::CHECK, &stale::CHECK];
