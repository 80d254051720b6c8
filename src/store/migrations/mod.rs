//! The numbered steps from one layout of the store to the next.
//!
//! A new store is made from `schema.sql` at once; a test holds that the steps lead to the same layout.

/// `tlbk`: what SQLite's `application_id` says of every store of tollbook.
pub const APPLICATION_ID: i64 = 0x746c_626b;

/// The whole layout, commented as a data dictionary.
pub const SCHEMA: &str = include_str!("../../../schema.sql");

/// Step n leads from layout n to layout n + 1; layout 0 is the empty file. A step of one statement stands here as text, such
/// as a new column of `detail`; a longer one is a file beside this one.
pub const STEPS: &[&str] = &[
    include_str!("0001_first.sql"),
    include_str!("0002_words.sql"),
    include_str!("0003_reports_withdrawn.sql"),
    include_str!("0004_mended_back.sql"),
    include_str!("0005_mends.sql"),
    include_str!("0006_words_of_names.sql"),
    include_str!("0007_newsroom.sql"),
    include_str!("0008_newest_by_series.sql"),
    include_str!("0009_unswept.sql"),
];

/// The layout that this program writes.
pub const NEWEST: i64 = STEPS.len() as i64;
