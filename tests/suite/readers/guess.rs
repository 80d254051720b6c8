//! What is guessed of a table that nobody described: the flags and the profile that are written can be read again, name
//! columns that are there, and give each field once.

use std::collections::BTreeSet;

use tollbook::intake::guess::columns::{Meaning, columns};
use tollbook::intake::guess::flags::GuessedFlags;
use tollbook::intake::guess::sample::Sample;
use tollbook::intake::guess::written::written;
use tollbook::intake::header::REQUIRED;
use tollbook::intake::profile;
use tollbook::intake::settings::Settings;

use super::ended::ended;
use super::{Checked, held, seen};

pub fn check(input: &[u8]) -> Checked {
    let settings = Settings::default();
    let sample = Sample::of(input, &settings);
    let guessed = columns(&sample, &settings);
    held(guessed.len() == sample.names.len(), || format!("{} columns of {:?}", guessed.len(), sample.names))?;
    let file = String::from_utf8_lossy(input.get(..12).unwrap_or(input)).into_owned();
    let profile = written(&file, &sample, &guessed, &settings);
    let parsed = profile::parse(&profile.text)
        .map_err(|fault| format!("its own text is refused: {fault:?}\n{}", profile.text))?;
    let named = parsed.figures.keys().chain(&parsed.ignore);
    for name in named {
        held(sample.names.contains(name), || format!("`{name}` is no column of {:?}", sample.names))?;
    }
    let counts = guessed.iter().filter(|column| matches!(column.meaning, Meaning::Count(_)));
    held(parsed.figures.len() == counts.count(), || format!("a count is lost:\n{}", profile.text))?;
    let flags = GuessedFlags::of(&guessed, |_| false, "2024-05-01");
    if let Some(flags) = &flags {
        let given =
            flags.map.iter().map(|(_, field)| *field).chain(flags.set.iter().map(|(field, _)| *field));
        let given: Vec<_> = given.collect();
        let once: BTreeSet<_> = given.iter().map(|field| field.name()).collect();
        held(once.len() == given.len(), || format!("a field is given twice: {flags:?}"))?;
        held(REQUIRED.iter().all(|field| given.contains(field)), || {
            format!("a field is missing: {flags:?}")
        })?;
        let is_there = |name: &String| !name.is_empty() && sample.names.contains(name);
        held(flags.map.iter().all(|(name, _)| is_there(name)), || format!("no such column: {flags:?}"))?;
    }
    // What is open is a comment: as it is, the profile reads the table or says what is missing.
    ended(input, &Settings::default().with(parsed))?;
    seen(flags.is_some())
}
