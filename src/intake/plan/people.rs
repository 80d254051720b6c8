//! What is read of a row that is a person: what is counted, who says so, and when. Nothing that would tell the person.

use super::Codes;
use super::source::TextSource;
use crate::model::draft::Field;
use crate::model::names::MEDIA_TALLY;

/// The fields that the cells of such a row give: its series, who answers for the list, and days.
const TOLD_BY_CELLS: &[Field] = &[
    Field::Event,
    Field::Place,
    Field::Measure,
    Field::Unit,
    Field::Group,
    Field::Sex,
    Field::Age,
    Field::Status,
    Field::Role,
    Field::CountType,
    Field::Definition,
    Field::Method,
    Field::PeriodStart,
    Field::PeriodLength,
    Field::AsOf,
    Field::StatedOn,
    Field::PublishedOn,
    Field::Authority,
    Field::Via,
    Field::Publisher,
    Field::Language,
];

/// The fields that a count of rows cannot have: its number is that of the rows, and no row stands for it alone.
const OF_ONE_ROW: &[Field] = &[
    Field::Ref,
    Field::Figure,
    Field::Low,
    Field::High,
    Field::PartOf,
    Field::Relation,
    Field::Target,
    Field::Reason,
    Field::ReasonBy,
];

/// What the counts of a list of people have in common, of what a profile says of its rows: each row is one person. A list
/// that names no authority is its publisher's own count.
///
/// # Errors
/// A column is read as the number of each row.
pub(super) fn of_people(
    mut base: Vec<(Field, TextSource)>,
    codes: &mut [Codes],
) -> Result<Vec<(Field, TextSource)>, usize> {
    let given = base.iter().find(|(field, _)| *field == Field::Figure);
    if let Some(column) = given.and_then(|(_, source)| source.place()) {
        return Err(column);
    }
    base.retain(|(field, source)| is_told(*field, source.constant_text().is_some()));
    for codes in codes.iter_mut() {
        codes.table.values_mut().for_each(|fields| fields.retain(|(field, _)| is_told(*field, true)));
    }
    let says_who = |field: &Field| matches!(field, Field::Authority | Field::Method);
    let mut by_code = codes.iter().flat_map(|codes| codes.table.values().flatten());
    if !base.iter().any(|(field, _)| says_who(field)) && !by_code.any(|(field, _)| says_who(field)) {
        base.push((Field::Method, TextSource::constant(MEDIA_TALLY)));
    }
    base.push((Field::Figure, TextSource::constant("1")));
    Ok(base)
}

/// Whether a field of a person's row is read: by its cells, or the same for all rows.
fn is_told(field: Field, is_constant: bool) -> bool {
    !OF_ONE_ROW.contains(&field) && (is_constant || TOLD_BY_CELLS.contains(&field))
}
