//! The natural key of a figure: what makes it the same figure, wherever it is seen again.

use rusqlite::{Connection, params_from_iter};

use super::Result;
use super::chain::Cell;

/// Series, attribution, as_of, window, known_at, source, kind, value, low and high by the numbers of one store, in the
/// order of the index that holds them.
pub(super) type Key = [i64; 10];

/// The cells of a figure, in the order of its ledger: its key, then what is not in it.
pub(super) fn cells(key: Key, wording: Option<&str>, line: i64) -> [Cell<'_>; 12] {
    let mut cells = [Cell::Null; 12];
    for (cell, number) in cells.iter_mut().zip(key) {
        *cell = Cell::Int(number);
    }
    cells[10] = Cell::text(wording);
    cells[11] = Cell::Int(line);
    cells
}

/// The number of the figure with a key that is there.
pub(super) fn number_of(conn: &Connection, key: &Key) -> Result<i64> {
    let sql = "SELECT id FROM figure
               WHERE series = ?1 AND attribution = ?2 AND as_of = ?3 AND window = ?4 AND known_at = ?5 AND source = ?6
                 AND kind = ?7 AND value = ?8 AND low = ?9 AND high = ?10";
    Ok(conn.prepare_cached(sql)?.query_row(params_from_iter(key), |row| row.get(0))?)
}
