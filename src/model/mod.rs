//! The words of the trade: counts, dates, scopes, attributions, sources and figures.
//!
//! Pure: no files, no clock, no SQL, no column names of any file format but the house words themselves.

pub mod asked;
pub mod attribution;
#[cfg(test)]
pub(crate) mod cells;
mod chains;
pub mod column;
pub mod count;
pub mod counted;
pub mod date;
pub mod decisions;
pub mod desk_difference;
pub mod draft;
pub mod event_days;
pub mod event_kind;
pub mod facets;
pub mod feed_event;
pub mod feeds;
pub mod figure;
pub mod figure_fault;
pub mod filter;
pub mod fingerprint;
pub mod formula;
pub mod hex;
pub mod hold;
pub mod hold_fault;
pub mod link_fault;
pub mod mends;
pub mod name;
pub mod names;
pub mod place;
pub mod prepared;
pub mod printed;
pub mod problem;
pub mod question;
pub mod recorded;
pub mod redact_fault;
pub mod redacted;
pub mod reports;
mod row_count;
pub mod scope;
pub mod shared;
pub mod sheet;
pub mod sheet_fault;
pub mod shell;
pub mod snapshot;
pub mod snapshot_fault;
pub mod status;
pub mod synonyms;
pub mod taken_off;
pub mod uid;
pub mod undo_fault;
pub mod unseen;
pub mod validate;
pub mod wording;
pub mod words;
