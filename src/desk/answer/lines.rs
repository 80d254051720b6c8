//! Rows as JSON lines.

use std::io::BufRead;

use serde::de::DeserializeOwned;

use crate::desk::error::Error;
use crate::model::interchange::{FigureRow, NamesRow};

/// The rows of figures in JSON lines; `file` is what errors call it.
pub fn rows_of_lines<R: BufRead>(
    input: R,
    file: &str,
) -> impl Iterator<Item = Result<FigureRow, Error>> + use<R> {
    lines(input, file, "give what tollbook export --rows -o rows.jsonl wrote")
}

/// The rows of names in JSON lines.
pub fn names_of_lines<R: BufRead>(
    input: R,
    file: &str,
) -> impl Iterator<Item = Result<NamesRow, Error>> + use<R> {
    lines(input, file, "give what tollbook export --rows wrote beside its rows: --names names.jsonl")
}

/// Blank lines are passed over.
fn lines<T: DeserializeOwned, R: BufRead>(
    mut input: R,
    file: &str,
    hint: &'static str,
) -> impl Iterator<Item = Result<T, Error>> + use<T, R> {
    let (file, mut number, mut line) = (file.to_owned(), 0_u64, Vec::new());
    std::iter::from_fn(move || {
        loop {
            line.clear();
            number += 1;
            match input.read_until(b'\n', &mut line) {
                Err(error) => return Some(Err(Error::of_file(&file, &error))),
                Ok(0) => return None,
                Ok(_) if line.trim_ascii().is_empty() => {}
                Ok(_) => {
                    let wrong = |error: serde_json::Error| {
                        Error::usage(format!("{file}, line {number} is no such row: {error}"), hint)
                    };
                    return Some(serde_json::from_slice(&line).map_err(wrong));
                }
            }
        }
    })
}
