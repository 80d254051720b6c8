//! The hash chain: every entry, with every row it added, is hashed onto the hash before it.
//!
//! A row enters by its id and its cells, each with its type and length. Texts that the law may demand to be erased
//! enter by their own hash, so that erasing them breaks no link.

use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, ValueRef};
use sha2::{Digest, Sha256};

use super::ledgers::{COUNT, Ledger};

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
    row: Vec<u8>,
}

impl Default for RowDigests {
    fn default() -> Self {
        RowDigests { hashes: std::array::from_fn(|_| Sha256::new()), row: Vec::new() }
    }
}

impl RowDigests {
    /// Takes in one row. Rows of one ledger come in the order of their ids.
    pub fn add<'v>(&mut self, ledger: Ledger, id: i64, cells: impl Iterator<Item = ValueRef<'v>>) {
        pack_row(&mut self.row, ledger, id, cells);
        self.hashes[ledger as usize].update(&self.row);
    }

    /// Hands out the digest of one ledger, for rows that another thread hashes. Until it is given back, none are added
    /// here.
    pub fn lend(&mut self, ledger: Ledger) -> LedgerDigest {
        let hash = std::mem::take(&mut self.hashes[ledger as usize]);
        LedgerDigest { ledger, hash, row: Vec::new() }
    }

    /// Takes back the digest that was handed out.
    pub fn give_back(&mut self, digest: LedgerDigest) {
        self.hashes[digest.ledger as usize] = digest.hash;
    }

    /// Takes in the rows of one ledger from the first again.
    pub fn forget(&mut self, ledger: Ledger) {
        self.hashes[ledger as usize] = Sha256::new();
    }

    /// The hash of an entry: the hash before it, the entry's own cells, and the digests of its rows.
    pub fn seal<'v>(self, before: &Hash, entry_id: i64, entry: impl Iterator<Item = ValueRef<'v>>) -> Hash {
        let mut bytes = before.to_vec();
        bytes.extend_from_slice(&entry_id.to_le_bytes());
        entry.for_each(|cell| put(&mut bytes, cell, false));
        let mut hash = Sha256::new();
        hash.update(&bytes);
        for rows in self.hashes {
            hash.update(rows.finalize());
        }
        hash.finalize().into()
    }
}

/// The digest of the rows that one entry adds to one ledger.
pub struct LedgerDigest {
    ledger: Ledger,
    hash: Sha256,
    row: Vec<u8>,
}

impl LedgerDigest {
    /// Takes in one row, in the order of ids.
    pub fn add_cells(&mut self, id: i64, cells: &[Cell<'_>]) {
        pack_row(&mut self.row, self.ledger, id, cells.iter().map(ValueRef::from));
        self.hash.update(&self.row);
    }
}

fn pack_row<'v>(row: &mut Vec<u8>, ledger: Ledger, id: i64, cells: impl Iterator<Item = ValueRef<'v>>) {
    row.clear();
    row.extend_from_slice(&id.to_le_bytes());
    for (column, cell) in ledger.columns().iter().zip(cells) {
        put(row, cell, ledger.is_erasable(column));
    }
}

fn put(row: &mut Vec<u8>, cell: ValueRef<'_>, erasable: bool) {
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
    if erasable && !bytes.is_empty() {
        return row.extend_from_slice(&Sha256::digest(bytes));
    }
    row.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
    row.extend_from_slice(bytes);
}
