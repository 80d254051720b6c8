//! The hash chain: every entry, with every row it added, is hashed onto the hash before it.
//!
//! A row enters by its id and its cells, each with its type and length. Texts that the law may demand to be erased
//! enter by their own hash, so that erasing them breaks no link.

use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, ValueRef};
use sha2::{Digest, Sha256};

use super::ledgers::{COUNT, ENTRY_COLUMNS, FIRST_LEDGERS, Ledger, MARKS};

/// A hash of the chain.
pub type Hash = [u8; 32];

/// The hash before the first entry.
pub const GENESIS: Hash = [0; 32];

/// One cell of a row on its way into the store.
#[derive(Clone, Copy, Debug)]
pub enum Cell<'a> {
    /// NULL.
    Null,
    /// A whole number.
    Int(i64),
    /// A text.
    Text(&'a str),
    /// Bytes.
    Blob(&'a [u8]),
}

impl<'a> Cell<'a> {
    /// A text, or NULL.
    pub fn text(text: Option<&'a str>) -> Cell<'a> {
        text.map_or(Cell::Null, Cell::Text)
    }

    /// A number, or NULL.
    pub fn int(number: Option<i64>) -> Cell<'a> {
        number.map_or(Cell::Null, Cell::Int)
    }
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Cell::Null => ValueRef::Null,
            Cell::Int(number) => ValueRef::Integer(number),
            Cell::Text(text) => ValueRef::Text(text.as_bytes()),
            Cell::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl<'a> From<&Cell<'a>> for ValueRef<'a> {
    fn from(cell: &Cell<'a>) -> ValueRef<'a> {
        match *cell {
            Cell::Null => ValueRef::Null,
            Cell::Int(number) => ValueRef::Integer(number),
            Cell::Text(text) => ValueRef::Text(text.as_bytes()),
            Cell::Blob(bytes) => ValueRef::Blob(bytes),
        }
    }
}

/// The digests of the rows that one entry adds, one for each ledger, in the order of ids.
pub struct RowDigests {
    hashes: [Sha256; COUNT],
    /// Whether a row of the ledger was taken in.
    has_rows: [bool; COUNT],
    row: Vec<u8>,
}

impl Default for RowDigests {
    fn default() -> Self {
        RowDigests {
            hashes: std::array::from_fn(|_| Sha256::new()),
            has_rows: [false; COUNT],
            row: Vec::new(),
        }
    }
}

impl RowDigests {
    /// Takes in one row. Rows of one ledger come in the order of their ids.
    pub fn add<'v>(&mut self, ledger: Ledger, id: i64, cells: impl Iterator<Item = ValueRef<'v>>) {
        self.add_erased(ledger, id, cells, |_| None);
    }

    /// Takes in one row as it was before cells of it were erased: `erased` gives the hash of what stood in a column.
    pub fn add_erased<'v>(
        &mut self,
        ledger: Ledger,
        id: i64,
        cells: impl Iterator<Item = ValueRef<'v>>,
        erased: impl Fn(&str) -> Option<Hash>,
    ) {
        pack_row(&mut self.row, ledger, id, cells, erased);
        self.hashes[ledger as usize].update(&self.row);
        self.has_rows[ledger as usize] = true;
    }

    /// Takes in the rows of one ledger from the first again.
    pub fn forget(&mut self, ledger: Ledger) {
        self.hashes[ledger as usize] = Sha256::new();
        self.has_rows[ledger as usize] = false;
    }

    /// The hash of an entry: the hash before it, the entry's own cells, and the digests of its rows.
    ///
    /// `settings`: the hash of the entry's settings, where they were erased.
    pub fn seal<'v>(
        self,
        before: &Hash,
        entry_id: i64,
        entry: impl Iterator<Item = ValueRef<'v>>,
        settings: Option<Hash>,
    ) -> Hash {
        let mut bytes = before.to_vec();
        bytes.extend_from_slice(&entry_id.to_le_bytes());
        for (place, cell) in entry.enumerate() {
            let taken = if place == SETTINGS { HashedAs::ByHash(settings) } else { HashedAs::Whole };
            match place < MARKS + FIRST_LEDGERS {
                true => put(&mut bytes, cell, taken),
                false if cell == ValueRef::Integer(0) => {} // no row of that ledger yet, as in older layouts
                false => put_later(&mut bytes, ENTRY_COLUMNS[place], cell, taken),
            }
        }
        let mut hash = Sha256::new();
        hash.update(&bytes);
        for (at, rows) in self.hashes.into_iter().enumerate() {
            if at < FIRST_LEDGERS || self.has_rows[at] {
                hash.update(rows.finalize());
            }
        }
        hash.finalize().into()
    }
}

fn pack_row<'v>(
    row: &mut Vec<u8>,
    ledger: Ledger,
    id: i64,
    cells: impl Iterator<Item = ValueRef<'v>>,
    erased: impl Fn(&str) -> Option<Hash>,
) {
    row.clear();
    row.extend_from_slice(&id.to_le_bytes());
    let first_layout = ledger.first_columns();
    for (at, (column, cell)) in ledger.columns().iter().zip(cells).enumerate() {
        let taken =
            if ledger.is_erasable(column) { HashedAs::ByHash(erased(column)) } else { HashedAs::Whole };
        match at < first_layout {
            true => put(row, cell, taken),
            false => put_later(row, column, cell, taken),
        }
    }
}

/// The place of `settings` among the cells of an entry: constants that an import was given may hold a text to be erased.
pub const SETTINGS: usize = 10;

/// How a cell enters the chain.
#[derive(Clone, Copy)]
enum HashedAs {
    /// As it is.
    Whole,
    /// By the hash of its text or bytes: of those that are there, or of those that were erased.
    ByHash(Option<Hash>),
}

/// Takes in a cell of a column that the first layout had not: with the column's name, and only where it is given, so that
/// rows of older layouts keep their hash.
fn put_later(row: &mut Vec<u8>, column: &str, cell: ValueRef<'_>, taken: HashedAs) {
    if cell != ValueRef::Null {
        row.push(5);
        put(row, ValueRef::Text(column.as_bytes()), HashedAs::Whole);
        put(row, cell, taken);
    }
}

fn put(row: &mut Vec<u8>, cell: ValueRef<'_>, taken: HashedAs) {
    let (kind, bytes): (u8, &[u8]) = match cell {
        ValueRef::Null => return row.push(0),
        ValueRef::Integer(number) => {
            row.push(1);
            return row.extend_from_slice(&number.to_le_bytes());
        }
        ValueRef::Real(number) => {
            row.push(2);
            return row.extend_from_slice(&number.to_bits().to_le_bytes());
        }
        ValueRef::Text(text) => (3, text),
        ValueRef::Blob(bytes) => (4, bytes),
    };
    row.push(kind);
    match taken {
        HashedAs::ByHash(Some(erased)) => return row.extend_from_slice(&erased),
        HashedAs::ByHash(None) if !bytes.is_empty() => return row.extend_from_slice(&Sha256::digest(bytes)),
        _ => {}
    }
    row.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
    row.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_column_changes_a_row_only_where_it_is_given() {
        let packed = |column: &str, cell: ValueRef<'_>| {
            let mut row = vec![7];
            put_later(&mut row, column, cell, HashedAs::Whole);
            row
        };
        assert_eq!(packed("weather", ValueRef::Null), [7]);
        let rain = packed("weather", ValueRef::Text(b"rain"));
        assert!(rain.len() > 1 && rain != packed("mood", ValueRef::Text(b"rain")));
        assert_ne!(rain, packed("weather", ValueRef::Text(b"snow")));
    }
}
