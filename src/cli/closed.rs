//! Values of a closed list: read by a function of their own, and told by help and completions.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Command, Error};

/// Reads a value of a closed list.
#[derive(Clone)]
pub struct Closed<T> {
    read: fn(&str) -> Result<T, String>,
    words: Vec<&'static str>,
}

/// Words that a function reads; it may read more than these, such as another case of them.
pub fn closed<T>(
    read: fn(&str) -> Result<T, String>,
    words: impl IntoIterator<Item = &'static str>,
) -> Closed<T> {
    Closed { read, words: words.into_iter().collect() }
}

impl<T: Clone + Send + Sync + 'static> TypedValueParser for Closed<T> {
    type Value = T;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<T, Error> {
        self.read.parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.words.iter().copied().map(PossibleValue::new)))
    }
}
