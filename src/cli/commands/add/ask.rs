//! Asking on a terminal for what a figure needs.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

use crate::model::column::{ColumnKind, Field};
use crate::render::visible::visible;

/// Fields that are asked for with what is missing, though they may stay blank: who counted, where, for which day.
const BESIDES: [Field; 3] = [Field::Place, Field::Authority, Field::AsOf];

/// What is asked for when these are missing, in the order of the house CSV.
pub fn wanted(missing: &[Field], cells: &BTreeMap<Field, String>) -> Vec<Field> {
    let besides = |field: &Field| BESIDES.contains(field) && !cells.contains_key(field);
    Field::ALL.iter().copied().filter(|field| missing.contains(field) || besides(field)).collect()
}

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
fn hint(field: Field) -> String {
    match (field, field.column().kind) {
        (Field::Measure | Field::CountType, ColumnKind::Word(list)) => list.words.join(", "),
        _ => {
            let mut letters = field.column().help.chars();
            letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_is_asked_for_once_and_the_end_of_input_ends_it() {
        let mut cells = BTreeMap::from([(Field::Authority, "X".to_owned())]);
        let fields = wanted(&[Field::Event, Field::CountType], &cells);
        assert_eq!(fields, [Field::Event, Field::Place, Field::CountType, Field::AsOf]);
        let mut out = Vec::new();
        let whole = ask(&fields, &mut cells, &mut &b"Flood\n\n total \n"[..], &mut out).expect("asked");
        assert!(!whole, "the input ended before as_of");
        assert_eq!(cells[&Field::Event], "Flood");
        assert_eq!((cells[&Field::Place].as_str(), cells[&Field::CountType].as_str()), ("", "total"));
        let out = String::from_utf8(out).expect("text");
        assert!(out.contains("count type (total, period, increment, current, projection): "), "{out}");
    }
}
