//! One thing in English: a name with its article, a day, a list, a number with its noun, what is counted and where.
//! Sentences are made of these in `prose`.

pub mod desks;
pub mod figure;
pub mod grammar;
mod lists;
pub mod made_of;
pub mod manner;
pub mod measure;
pub mod names;
pub mod number;
pub mod occasion;
pub mod office;
pub mod people;
pub mod plurals;
pub mod setting;
pub mod unnamed;
pub mod when;

pub use lists::read_lists;
