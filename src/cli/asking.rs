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
        let question = format!("{} ({}): ", field.name().replace('_', " "), hint(*field));
        let Some(typed) = line(input, out, &question)? else { return Ok(false) };
        cells.insert(*field, typed);
    }
    Ok(true)
}

/// Asks for a line; `None` where the input ended.
///
/// # Errors
/// What reading and writing meet.
pub fn line(input: &mut dyn BufRead, out: &mut dyn Write, question: &str) -> io::Result<Option<String>> {
    write!(out, "{}", visible(question))?;
    out.flush()?;
    let mut line = String::new();
    if input.read_line(&mut line)? == 0 {
        writeln!(out)?;
        return Ok(None);
    }
    Ok(Some(line.trim().to_owned()))
}

/// Lists texts that can be picked by their number.
///
/// # Errors
/// What writing meets.
pub fn listed(out: &mut dyn Write, texts: &[String]) -> io::Result<()> {
    let mut numbered = texts.iter().enumerate();
    numbered.try_for_each(|(at, text)| writeln!(out, "  {} {}", at + 1, visible(text)))
}

/// The text of that number in a list, else what was typed.
pub fn picked(typed: String, list: &[String]) -> String {
    let at = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    at.and_then(|at| list.get(at)).cloned().unwrap_or(typed)
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
