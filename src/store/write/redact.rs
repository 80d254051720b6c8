//! Erasing a text because the law demands it: the one operation that edits rows, in one transaction.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use flate2::read::DeflateDecoder;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use crate::model::column::{Field, RowPart};
use crate::model::recorded::{EntryId, FigureId};
use crate::model::redacted::{TextHash, hash_of, holds, holds_address, is_telling, mark, marked};
use crate::store::chain::Cell;
use crate::store::ledgers::Ledger;
use crate::store::redactions::figures_with;
use crate::store::{Result, Store, unswept};

use super::entry::EntryTransaction;

/// The cells that hold a text, and whose they are.
#[derive(Clone, Debug, Default)]
pub struct Copies {
    /// The cells by table, column and row, with the hash of what stands there.
    cells: BTreeMap<CellPlace, TextHash>,
    /// The figures whose rows hold the text.
    pub figures: Vec<FigureId>,
    /// The imports whose kept bytes hold it.
    pub files: Vec<EntryId>,
    /// Where it stands that cannot be erased, since it is more than a text there.
    pub unerasable: Vec<Unerasable>,
    /// How many cells of each column hold it.
    pub texts: BTreeMap<&'static str, u64>,
}

/// A place that keeps the text: a name, a definition, the words of a number; or a longer text in which a short one stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unerasable {
    /// The table and the column.
    pub cell: String,
    /// All that stands there.
    pub holds: String,
}

/// One cell: its table, its column, its row.
pub(in crate::store) type CellPlace = (&'static str, &'static str, i64);

/// How a cell holds a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TextMatch {
    /// It is the text, or repeats it.
    AsCopy,
    /// A short text stands in a longer one, as it may by chance.
    InPassing,
    /// Not at all, or as the beginning of another address.
    NotAtAll,
}

/// Text columns that make out what a row is: erasing them would make it another.
const STAYING: [(&str, &str, &str); 9] = [
    ("name.text", "name", "text"),
    ("series.definition", "series", "definition"),
    ("attribution.via", "attribution", "via"),
    ("attribution.method", "attribution", "method"),
    ("figure.wording", "figure", "wording"),
    ("ref.ref", "ref", "ref"),
    ("entry.who", "entry", "who"),
    ("entry.file", "entry", "file"),
    ("redaction.why", "redaction", "why"),
];

/// Begins an entry that erases: what is deleted is overwritten with zeros.
///
/// # Errors
/// As [`EntryTransaction::begin`].
pub fn begin(store: &mut Store) -> Result<EntryTransaction<'_>> {
    store.conn.execute_batch("PRAGMA secure_delete = ON")?;
    EntryTransaction::begin(store)
}

/// What an erasable field of a figure holds, in any of its rows; erased texts left out.
pub fn texts_of(entry: &EntryTransaction<'_>, id: FigureId, field: Field) -> Result<Vec<String>> {
    let column = field.name();
    let sql = match field.part() {
        RowPart::Detail => format!(
            "SELECT {column} FROM detail WHERE series = (SELECT series FROM figure WHERE id = ?1) AND figure = ?1"
        ),
        RowPart::Attribution => {
            format!(
                "SELECT {column} FROM attribution WHERE id = (SELECT attribution FROM figure WHERE id = ?1)"
            )
        }
        RowPart::Source => {
            format!("SELECT {column} FROM source WHERE id = (SELECT source FROM figure WHERE id = ?1)")
        }
        RowPart::Scope | RowPart::Facet | RowPart::Figure | RowPart::Link => return Ok(Vec::new()),
    };
    let mut statement = entry.transaction.conn().prepare_cached(&sql)?;
    let rows = statement.query_map([id.0], |row| row.get::<_, Option<String>>(0))?;
    let mut texts: Vec<String> = Vec::new();
    for text in rows {
        let text = text?.unwrap_or_default();
        if !text.is_empty() && marked(&text).is_none() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    Ok(texts)
}

/// Every place of the store that holds one of the texts.
pub fn copies(entry: &EntryTransaction<'_>, texts: &[String]) -> Result<Copies> {
    let mut copies = Copies::default();
    for text in texts {
        for ledger in Ledger::ALL.into_iter().filter(|ledger| *ledger != Ledger::Kept) {
            for column in ledger.erasable() {
                cells_with(entry, text, ledger.table(), column, &mut copies)?;
            }
        }
        let in_json = serde_json::to_string(text).unwrap_or_default();
        cells_with(entry, in_json.trim_matches('"'), "entry", "settings", &mut copies)?;
        for (cell, table, column) in STAYING {
            for (_, holds) in texts_with(entry, text, table, column)? {
                copies.add_unerasable(cell.to_owned(), holds);
            }
        }
    }
    for (table, column, row) in copies.cells.keys() {
        *copies.texts.entry(column).or_default() += 1;
        copies.figures.extend(figures_with(entry.transaction.conn(), table, *row)?);
    }
    copies.figures.sort_unstable();
    copies.figures.dedup();
    kept_with(entry, texts, &mut copies)?;
    Ok(copies)
}

/// Erases them: each cell is overwritten by the mark of its text, kept files by nothing.
pub fn erase(entry: &mut EntryTransaction<'_>, copies: &Copies, field: Field, why: &str) -> Result<()> {
    overwrite(entry.transaction.conn(), &copies.cells)?;
    for ((table, column, row), hash) in &copies.cells {
        let cell = format!("{table}.{column}");
        let cells =
            [Cell::Text(field.name()), Cell::Text(&cell), Cell::Int(*row), Cell::Blob(hash), Cell::Text(why)];
        entry.transaction.insert(Ledger::Redaction, &cells)?;
    }
    Ok(())
}

fn cells_with(
    entry: &EntryTransaction<'_>,
    text: &str,
    table: &'static str,
    column: &'static str,
    copies: &mut Copies,
) -> Result<()> {
    for (row, found) in texts_with(entry, text, table, column)? {
        match held(&found, text, column) {
            TextMatch::AsCopy => copies.cells.insert((table, column, row), hash_of(&found)),
            TextMatch::InPassing => {
                copies.add_unerasable(format!("{table}.{column}"), found);
                None
            }
            TextMatch::NotAtAll => None,
        };
    }
    Ok(())
}

/// The rows of a table whose column holds a text, as a whole or as a part that begins and ends like a word.
fn texts_with(
    entry: &EntryTransaction<'_>,
    text: &str,
    table: &str,
    column: &str,
) -> Result<Vec<(i64, String)>> {
    let sql = format!("SELECT id, {column} FROM {table} WHERE instr({column}, ?1) > 0 ORDER BY id");
    let mut statement = entry.transaction.conn().prepare(&sql)?;
    let mut rows = statement.query([text])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let whole: String = row.get(1)?;
        if holds(&whole, text) && marked(&whole).is_none() {
            found.push((row.get(0)?, whole));
        }
    }
    Ok(found)
}

/// Kept files: those that recorded or saw one of the figures, and those whose bytes hold a text.
fn kept_with(entry: &EntryTransaction<'_>, texts: &[String], copies: &mut Copies) -> Result<()> {
    let saw = entries_that_saw(entry, copies)?;
    let sql = "SELECT id, deflate FROM kept WHERE length(deflate) > 0 ORDER BY id";
    let mut statement = entry.transaction.conn().prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let bytes = row.get_ref(1)?.as_blob().unwrap_or_default();
        let Some(entry) = entry.visibility.entry_of(Ledger::Kept, id)?.map(|sealed| sealed.id) else {
            continue;
        };
        if saw.contains(&entry) || unpacked_holds(bytes, texts) {
            let hash = Sha256::digest(bytes).into();
            copies.cells.insert(("kept", "deflate", id), hash);
            copies.files.push(entry);
        }
    }
    Ok(())
}

/// The entries that recorded the figures, their details, or saw them again.
fn entries_that_saw(entry: &EntryTransaction<'_>, copies: &Copies) -> Result<Vec<EntryId>> {
    let (mut saw, mut entries) = (Vec::new(), Vec::new());
    let mut note = |ledger, id| -> Result<()> {
        saw.extend(entry.visibility.entry_of(ledger, id)?.map(|sealed| sealed.id));
        Ok(())
    };
    for figure in &copies.figures {
        note(Ledger::Figure, figure.0)?;
        let mut statement = entry
            .transaction
            .conn()
            .prepare_cached("SELECT id FROM sighting WHERE figure = ?1 ORDER BY id")?;
        let ids = statement.query_map([figure.0], |row| row.get(0))?;
        for id in ids {
            note(Ledger::Sighting, id?)?;
        }
    }
    for (table, _, row) in copies.cells.keys() {
        match *table {
            "detail" => note(Ledger::Detail, *row)?,
            "entry" => entries.push(EntryId(*row)),
            _ => {}
        }
    }
    saw.append(&mut entries);
    Ok(saw)
}

/// Overwrites cells by the marks of their texts, kept files by nothing; how many texts. The triggers that refuse edits are
/// lifted meanwhile. What was overwritten must be recorded by rows of `redaction`.
pub(in crate::store) fn overwrite(conn: &Connection, cells: &BTreeMap<CellPlace, TextHash>) -> Result<u64> {
    let tables: BTreeSet<&str> = cells.keys().map(|(table, ..)| *table).collect();
    let (mut lifted, mut texts) = (Vec::new(), 0);
    if !cells.is_empty() {
        unswept::note(conn)?;
    }
    for table in tables {
        let trigger = format!("{table}_is_never_edited");
        let sql = "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?1";
        lifted.push(conn.query_row(sql, [&trigger], |row| row.get::<_, String>(0))?);
        conn.execute_batch(&format!("DROP TRIGGER {trigger}"))?;
    }
    for ((table, column, row), hash) in cells {
        let sql = format!("UPDATE {table} SET {column} = ?1 WHERE id = ?2");
        if *column == "deflate" {
            conn.execute(&sql, params![&[] as &[u8], row])?;
        } else {
            texts += conn.execute(&sql, params![mark(hash), row])? as u64;
        }
    }
    for trigger in lifted {
        conn.execute_batch(&trigger)?;
    }
    Ok(texts)
}

impl Copies {
    fn add_unerasable(&mut self, cell: String, holds: String) {
        let place = Unerasable { cell, holds };
        if !self.unerasable.contains(&place) {
            self.unerasable.push(place);
        }
    }
}

/// How a cell that holds a text holds it.
fn held(whole: &str, text: &str, column: &str) -> TextMatch {
    match (whole == text || column == "settings", text.contains("://")) {
        (true, _) => TextMatch::AsCopy,
        (false, true) if column != "url" && holds_address(whole, text) => TextMatch::AsCopy,
        (false, true) => TextMatch::NotAtAll,
        (false, false) if is_telling(text) => TextMatch::AsCopy,
        (false, false) => TextMatch::InPassing,
    }
}

/// Whether a compressed file holds a text: as it is, or as a CSV or JSON writes it.
fn unpacked_holds(deflate: &[u8], texts: &[String]) -> bool {
    let mut bytes = Vec::new();
    if DeflateDecoder::new(deflate).read_to_end(&mut bytes).is_err() {
        return true; // what cannot be read may hold it
    }
    let finds = |text: &str| memchr::memmem::find(&bytes, text.as_bytes()).is_some();
    texts.iter().any(|text| {
        let in_json = serde_json::to_string(text).unwrap_or_default();
        finds(text) || finds(&text.replace('"', "\"\"")) || finds(in_json.trim_matches('"'))
    })
}
