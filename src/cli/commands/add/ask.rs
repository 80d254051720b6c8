//! Asking on a terminal for what a figure needs.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};

use crate::cli::Context;
use crate::cli::asking::ask;
use crate::desk::Error;
use crate::desk::add::{AddDraft, AddPlan};
use crate::model::column::Field;

/// Fields that are asked for with what is missing, though they may stay blank: who counted, where, for which day.
const BESIDES: [Field; 3] = [Field::Place, Field::Authority, Field::AsOf];

/// Asks on a terminal until the figure is complete; elsewhere what is missing or wrong is the end.
pub fn complete(mut draft: AddDraft, context: &mut Context) -> Result<AddPlan, Error> {
    let mut asks = io::stdin().is_terminal() && io::stderr().is_terminal() && !context.global.quiet;
    loop {
        let mut incomplete = match draft.plan() {
            Ok(plan) => return Ok(plan),
            Err(incomplete) if asks => *incomplete,
            Err(incomplete) => return Err(Error::Faults(incomplete.problems)),
        };
        let cells = &mut incomplete.draft.cells;
        let fields: Vec<Field> = if incomplete.missing.is_empty() {
            let fields = incomplete.problems.iter().filter_map(|one| Field::from_name(one.field?)).collect();
            context.out.print_error(&Error::Faults(incomplete.problems));
            fields
        } else {
            wanted(&incomplete.missing, cells)
        };
        asks = !fields.is_empty() && ask(&fields, cells, &mut io::stdin().lock(), &mut io::stderr().lock())?;
        draft = incomplete.draft;
    }
}

/// What is asked for when these are missing, in the order of the house CSV.
fn wanted(missing: &[Field], cells: &BTreeMap<Field, String>) -> Vec<Field> {
    let besides = |field: &Field| BESIDES.contains(field) && !cells.contains_key(field);
    Field::ALL.iter().copied().filter(|field| missing.contains(field) || besides(field)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::asking::hint;

    #[test]
    fn each_field_is_asked_for_once_and_the_end_of_input_ends_it() {
        let mut cells = BTreeMap::from([(Field::Authority, "X".to_owned())]);
        assert!(hint(Field::Measure).contains("killed, died, injured"), "{}", hint(Field::Measure));
        assert!(hint(Field::Measure).contains("illness, hunger or cold"), "{}", hint(Field::Measure));
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
