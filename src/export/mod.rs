//! Files that other programs read: figures and what the desk says about names, written to the handle that is given.

pub mod house;
