//! The tests from outside, in one binary: the house, the store, crashes, transcripts.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test ends where something unexpected happens"
)]

mod altered;
mod attacked;
mod books;
mod bulk;
mod cases;
mod cells;
mod changes;
mod charts;
mod citations;
mod clocks;
mod columns;
mod copy;
mod corpus;
mod crash;
mod decisions;
mod denials;
mod desk;
mod docs;
mod events;
mod exports;
mod facets;
mod feeds;
mod findings;
mod fingerprints;
mod first_message;
mod held;
mod help;
mod house;
mod idle_flags;
mod inputs;
mod inputs_told;
mod interchange;
mod interrupt;
mod language;
mod laws;
mod life;
mod line_lists;
mod mend;
mod mend_many;
mod merging;
mod method_note;
mod new_profile;
mod newest;
mod pages;
mod printed;
mod profiles;
mod read;
mod readers;
mod reading;
mod rejects;
mod replies;
mod rows;
mod sheet;
mod simulation;
mod sisters;
mod site;
mod storage;
mod store;
mod streaming;
mod terminal;
mod touched;
mod transcripts;
mod ugly;
mod ugly_files;
mod vectors;
mod web;
mod week;
mod words;
