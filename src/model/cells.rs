//! That the cells of a figure are the inverse of reading a draft, with a figure that has a cell in every column.

use super::column::{Field, RowPart};
use super::figure::Figure;
use crate::model::column::CellKind;
use crate::model::draft::Draft;
use crate::model::shared::Shared;
use crate::model::validate::Drafted;

/// A figure with a cell in every column but those that say the same in another way, and its cells.
pub fn full_figure() -> (Figure, Vec<(Field, String)>) {
    let left_out = [Field::Ref, Field::Low, Field::High, Field::PeriodLength];
    let given = Field::ALL.iter().filter(|field| {
        field.is_kept()
            && field.part() != RowPart::Link
            && !left_out.contains(field)
            && **field != Field::Place
    });
    let cell = |field: &Field| match (field, field.column().kind) {
        (Field::Figure, _) => "at least 704".to_owned(),
        (Field::AsOf | Field::PeriodStart, _) => "2023-09-12".to_owned(),
        (Field::EmbargoUntil, _) => "2023-09-14T06:00+02:00".to_owned(),
        (_, CellKind::Date | CellKind::Moment) => "2023-09-13".to_owned(),
        (_, CellKind::Word(list)) => list.words[list.words.len() - 1].to_owned(),
        _ => format!("the {}", field.name()),
    };
    let cells: Vec<(Field, String)> = given.map(|field| (*field, cell(field))).collect();
    let mut draft = Draft::default();
    cells.iter().for_each(|(field, text)| draft.set(*field, text));
    let read = Drafted::read(&draft, &mut Shared::default());
    (read.expect("a figure").figure, cells)
}

#[test]
fn every_column_is_read_and_written() {
    let (figure, cells) = full_figure();
    assert_eq!(figure.cells(), cells);
}

#[test]
fn every_text_that_may_have_to_be_erased_is_reached() {
    let (mut figure, cells) = full_figure();
    let (mut who, mut source) = ((*figure.attribution).clone(), (*figure.source).clone());
    let texts = who.erasable_mut().chain(source.erasable_mut()).chain(figure.details.erasable_mut());
    let mut reached: Vec<(Field, String)> = texts.map(|(field, text)| (field, text.clone())).collect();
    reached.sort();
    let is_erasable = |(field, _): &(Field, String)| field.column().erasable;
    assert_eq!(reached, cells.into_iter().filter(is_erasable).collect::<Vec<_>>());
}
