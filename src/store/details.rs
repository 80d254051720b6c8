//! The rows of `detail`: what is given rarely of a figure, as entries gave it, one laid over the other.

use std::sync::LazyLock;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use crate::model::column::{CellKind, Field};
use crate::model::date::Moment;
use crate::model::figure::{DetailText, Details};

use super::chain::Cell;
use super::ledgers::{DETAIL_COLUMNS, DETAIL_FIELDS, Ledger, WHY, detail_place};
use super::rows::unreadable;
use super::visibility::{Rank, Visibility};
use super::{Result, pack};

/// The beginning of a statement that reads rows for [`layers`]: the id and all columns.
pub(super) static SELECT: LazyLock<String> =
    LazyLock::new(|| format!("SELECT id, {} FROM detail", DETAIL_COLUMNS.join(", ")));

/// Details of one row, with what puts them in order.
pub(super) struct Layer {
    /// The figure's number.
    pub figure: i64,
    rank: Rank,
    id: i64,
    details: Details,
    /// Whether the desk mended them: then they hold as they are.
    mended: bool,
}

/// The layers of details that stand, in the order in which they were recorded, wherever that was. `unsealed`: rows that no
/// entry has sealed yet count as well.
pub(super) fn layers(
    rows: &mut rusqlite::Rows<'_>,
    visibility: &Visibility,
    unsealed: bool,
) -> Result<Vec<Layer>> {
    let newest = visibility.last()[Ledger::Detail as usize];
    let mut layers = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        if visibility.sees(Ledger::Detail, id) || unsealed && id > newest {
            layers.push(Layer {
                figure: row.get(2)?,
                rank: visibility.rank_of(Ledger::Detail, id)?,
                id,
                details: details_in(row)?,
                mended: row.get_ref(1 + WHY)? != ValueRef::Null,
            });
        }
    }
    layers.sort_by_key(|layer| (layer.figure, layer.rank, layer.id));
    Ok(layers)
}

/// Lays the next details of a figure over those before: where they are silent, what was known holds, unless they were
/// mended.
pub(super) fn lay_over(known: Option<Details>, next: Layer) -> Details {
    match known {
        Some(known) if !next.mended => next.details.over(&known),
        _ => next.details,
    }
}

/// The standing details of a figure.
pub(super) fn details_of(
    conn: &Connection,
    visibility: &Visibility,
    series: i64,
    figure: i64,
) -> Result<Option<Details>> {
    details_from(conn, visibility, (series, figure), &|_| Ok(true))
}

/// What those rows say of a figure, by series and figure, that stand and that `counts` admits by their numbers.
pub(super) fn details_from(
    conn: &Connection,
    visibility: &Visibility,
    (series, figure): (i64, i64),
    counts: &dyn Fn(i64) -> Result<bool>,
) -> Result<Option<Details>> {
    let sql = format!("{} WHERE series = ?1 AND figure = ?2 ORDER BY id", *SELECT);
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([series, figure])?;
    let mut known = None;
    for layer in layers(&mut rows, visibility, true)? {
        if counts(layer.id)? {
            known = Some(lay_over(known, layer));
        }
    }
    Ok(known)
}

/// The details of a row that [`SELECT`] reads.
fn details_in(row: &Row<'_>) -> Result<Details> {
    let mut details = Details::default();
    for (at, field) in DETAIL_FIELDS.into_iter().enumerate() {
        let column = 1 + detail_place(at);
        let moment = || row.get::<_, Option<i64>>(column)?.map(pack::read_moment).transpose();
        match (field, field.column().kind) {
            (Field::StatedOn, _) => details.stated_on = moment()?,
            (Field::RetrievedAt, _) => details.retrieved_at = moment()?,
            (Field::EmbargoUntil, _) => details.embargo_until = moment()?,
            (field, CellKind::Word(list)) => {
                let given =
                    row.get_ref(column)?.as_str_or_null().map_err(|_| unreadable("detail", field.name()))?;
                let word = |text| (list.read)(text).ok_or_else(|| unreadable("detail", text));
                details.set_text(field, given.map(word).transpose()?.map(DetailText::Borrowed));
            }
            (field, _) => {
                details.set_text(field, row.get::<_, Option<String>>(column)?.map(DetailText::Owned));
            }
        }
    }
    Ok(details)
}

/// The cells of a row, in the order of its ledger.
pub(super) fn cells<'d>(
    series: i64,
    figure: i64,
    details: &'d Details,
    why: Option<&'d str>,
) -> [Cell<'d>; DETAIL_COLUMNS.len()] {
    let moment = |moment: Option<Moment>| Cell::int(moment.map(|moment| moment.to_packed()));
    let mut cells = [Cell::Null; DETAIL_COLUMNS.len()];
    (cells[0], cells[1], cells[WHY]) = (Cell::Int(series), Cell::Int(figure), Cell::text(why));
    for (at, field) in DETAIL_FIELDS.into_iter().enumerate() {
        cells[detail_place(at)] = match field {
            Field::AuthorityBasis => Cell::Text(details.basis().word()),
            Field::StatedOn => moment(details.stated_on),
            Field::RetrievedAt => moment(details.retrieved_at),
            Field::EmbargoUntil => moment(details.embargo_until),
            field => Cell::text(details.text(field)),
        };
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::cells::full_figure;
    use crate::model::date::Timestamp;
    use crate::model::hold::Discretion;
    use crate::model::recorded::{EntryKind, FigureId};
    use crate::store::view::View;
    use crate::store::write::{self, EntryTransaction, Operation, rows};
    use crate::store::{Store, figures};

    #[test]
    fn the_columns_are_those_of_the_layout() {
        let store = Store::in_memory().expect("a store");
        let mut statement =
            store.conn.prepare("SELECT name FROM pragma_table_info('detail')").expect("a query");
        let names = statement.query_map([], |row| row.get(0)).expect("rows");
        let names: Vec<String> = names.collect::<rusqlite::Result<_>>().expect("names");
        assert_eq!(names[1..], DETAIL_COLUMNS);
    }

    #[test]
    fn every_column_is_kept() {
        let mut store = Store::in_memory().expect("a store");
        let (figure, cells) = full_figure();
        let drafted = crate::model::validate::Drafted {
            figure,
            parts: Vec::new(),
            reference: None,
            row_key: None,
            sum_of: None,
            declared: Vec::new(),
            notices: Vec::new(),
            taken_off: Vec::new(),
        };
        let mut writer = EntryTransaction::begin(&mut store).expect("a writer");
        assert!(rows::append(&mut writer, 2, drafted).expect("written"));
        let at = Timestamp::read("2023-10-25T00:00Z").expect("a time");
        let (kind, undoes, file, kept) = (EntryKind::Add, None, None, None);
        let operation = Operation { kind, at, who: "a", program: "t", undoes, file, kept, hold: None };
        write::commit(writer, &operation).expect("sealed");
        store.know_discretion(Discretion { now: Some(at), ..Discretion::default() });
        let view = View::of(&store, None).expect("a view");
        let kept = figures::one(&view, FigureId(1)).expect("read").expect("a figure");
        assert_eq!(kept.figure.cells(), cells);
    }
}
