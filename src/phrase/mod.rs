//! One thing in English: a name with its article, a day, a list, a number with its noun, what is counted and where.
//! Sentences are made of these in `prose`.

/// Words as a list of texts; a long list stays short to read.
macro_rules! word_list {
    ($($word:tt)*) => { &[$(stringify!($word)),*] };
}

pub mod figure;
pub mod grammar;
pub mod measure;
pub mod names;
pub mod number;
pub mod people;
pub mod setting;
pub mod when;
