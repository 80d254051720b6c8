//! The figures of one row, tied to those of it whose parts they are.

use crate::intake::item::{PartInRow, RestOfRow, Row};
use crate::intake::plan::PartsOfRow;
use crate::model::figure::{Declared, Declares};

/// Makes one item of the figures of a row, which come with their numbers, in order. A whole with a ref is named by it,
/// so that its parts may wait for it and point at others besides; `kept` gives the cells of one that waits.
pub(super) fn tied(
    sets: &[PartsOfRow],
    rows: Vec<(usize, Row)>,
    kept: impl Fn(usize) -> Vec<String>,
) -> Vec<Row> {
    let (numbers, mut rows): (Vec<usize>, Vec<Row>) = rows.into_iter().unzip();
    let mut parts = Vec::new();
    for (whole, own, completeness) in sets.iter().filter_map(|set| set.among(&numbers)) {
        match rows[whole].drafted.reference.clone() {
            Some(reference) => own.into_iter().for_each(|part| {
                let what = Declares::PartOf(completeness);
                let declared = Declared { what, target: reference.clone(), reason: None, reason_by: None };
                rows[part].drafted.declared.push(declared);
                rows[part].cells.get_or_insert_with(|| kept(numbers[part]));
            }),
            None => parts.extend(own.into_iter().map(|part| PartInRow { part, whole, completeness })),
        }
    }
    if parts.is_empty() {
        return rows;
    }
    let mut rows = rows.into_iter();
    let Some(mut first) = rows.next() else { return Vec::new() };
    first.beside = Some(Box::new(RestOfRow { rows: rows.collect(), parts }));
    vec![first]
}
