//! Rows that `answer` judges, and the names beside them: a figure that is read is written back as the same figure.

use tollbook::model::interchange::{FigureRow, NamesRow, NamesTold};
use tollbook::model::question::Question;

use super::{Checked, Seen, held, seen};

/// Lines of JSON, each a row of figures or of names.
pub fn check(input: &[u8]) -> Checked {
    let mut told = NamesTold::of(&Question::default());
    let mut is_accepted = false;
    for line in input.split(|byte| *byte == b'\n') {
        if let Ok(row) = serde_json::from_slice::<FigureRow>(line) {
            is_accepted |= figure(&row)? == Seen::Accepted;
        }
        if let Ok(row) = serde_json::from_slice::<NamesRow>(line) {
            is_accepted |= told.learn(row).is_ok();
        }
    }
    let _names = told.names();
    seen(is_accepted)
}

/// What is read is written back, and is the same figure.
fn figure(row: &FigureRow) -> Checked {
    let figure = match row.figure() {
        Ok(figure) => figure,
        Err(fault) => {
            held(!fault.to_string().is_empty(), || format!("{fault:?} says nothing"))?;
            return Ok(Seen::Refused);
        }
    };
    let again = FigureRow::of(&figure, true).figure();
    let again = again.map_err(|fault| format!("{figure:?} is not read again: {fault}"))?;
    held(again == figure, || format!("{figure:?} is read again as {again:?}"))?;
    Ok(Seen::Accepted)
}
