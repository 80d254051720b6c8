//! The tests from outside, in one binary: the house, the store, crashes, transcripts.

mod cases;
mod crash;
mod desk;
mod house;
mod store;
mod transcripts;
mod ugly;
mod vectors;
