//! What a table of an unknown shape seems to hold: for messages that print a command, and for profiles that are written
//! to be looked through. A guess is never read by: it is shown.

mod cells;
pub mod columns;
pub mod flags;
pub mod sample;
pub mod style;
pub mod words;
pub mod written;
