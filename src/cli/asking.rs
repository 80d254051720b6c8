//! Asking a person for cells, one question a line.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

use crate::model::column::{CellKind, Field};
use crate::render::visible::visible;

/// Asks for each field once; a blank answer leaves it blank. `false` where the input ended.
///
/// # Errors
/// What reading and writing meet.
pub fn ask(
    fields: &[Field],
    cells: &mut BTreeMap<Field, String>,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
) -> io::Result<bool> {
    for field in fields {
        write!(out, "{} ({}): ", field.name().replace('_', " "), visible(&hint(*field)))?;
        out.flush()?;
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            writeln!(out)?;
            return Ok(false);
        }
        cells.insert(*field, line.trim().to_owned());
    }
    Ok(true)
}

/// What a field holds, as it goes on in the line of the question.
pub fn hint(field: Field) -> String {
    match (field, field.column().kind) {
        (Field::Measure, CellKind::Word(list)) => {
            let meaning = field.column().help.split_once(": ").map_or("", |(_, meaning)| meaning);
            format!("{}; {meaning}", list.words.join(", "))
        }
        (Field::CountType, CellKind::Word(list)) => list.words.join(", "),
        _ => {
            let mut letters = field.column().help.chars();
            letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
        }
    }
}
