//! The files that a name stands for: the standing imports of files that are called so, snapshots of feeds left out.

use rusqlite::Connection;

use crate::model::recorded::{EntryId, FileRead};
use crate::store::Result;
use crate::store::view::View;
use crate::store::visibility::Visibility;
use crate::store::write::entry::EntryTransaction;

/// A standing import of a file of some name.
pub(super) struct NamedFile {
    pub entry: EntryId,
    /// Whether this desk imported it, and it came with no merged store.
    pub is_own: bool,
}

/// The standing imports of a file of that name, oldest first; of a workbook those of the same sheet. A packed file is
/// called like the one inside.
pub(super) fn named(
    conn: &Connection,
    visibility: &Visibility<'_>,
    name: &str,
    sheet: Option<&str>,
) -> Result<Vec<NamedFile>> {
    let plain = name.strip_suffix(".gz").unwrap_or(name);
    let mut files = Vec::new();
    for name in [plain.to_owned(), format!("{plain}.gz")] {
        let sql = "SELECT id, origin_uid IS NULL, settings FROM entry WHERE file = ?1 AND feed IS NULL";
        let mut statement = conn.prepare_cached(sql)?;
        let mut rows = statement.query([name])?;
        while let Some(row) = rows.next()? {
            let (entry, is_own) = (EntryId(row.get(0)?), row.get(1)?);
            let settings: Option<String> = row.get(2)?;
            if visibility.stands(entry) && is_one_sheet(sheet, settings.as_deref()) {
                files.push(NamedFile { entry, is_own });
            }
        }
    }
    files.sort_by_key(|file| file.entry);
    Ok(files)
}

/// Whether a sheet is the one that an import read; where either was not named, it may be.
fn is_one_sheet(sheet: Option<&str>, settings: Option<&str>) -> bool {
    let other = sheet.and_then(|_| sheet_in(settings));
    sheet.zip(other).is_none_or(|(sheet, other)| sheet == other)
}

/// The sheet of a workbook that the settings of an import name.
fn sheet_in(settings: Option<&str>) -> Option<String> {
    let settings: serde_json::Value = serde_json::from_str(settings?).ok()?;
    Some(settings.get("sheet")?.as_str()?.to_owned())
}

/// Whether this desk imported another file of the same name last than the entry that holds the bytes of this one: then the
/// sheet has returned to what it was, or has become what it is at another desk, and that may be no repetition.
///
/// # Errors
/// What SQLite says.
pub fn is_overtaken(view: &View<'_>, file: &FileRead, by: EntryId) -> Result<bool> {
    overtaken(view.conn, view.visibility(), file, by)
}

/// As [`is_overtaken`], for an entry in the making too.
///
/// # Errors
/// What SQLite says.
pub fn is_overtaken_by_now(entry: &EntryTransaction<'_>, file: &FileRead, by: EntryId) -> Result<bool> {
    overtaken(entry.transaction.conn(), &entry.visibility, file, by)
}

fn overtaken(conn: &Connection, visibility: &Visibility<'_>, file: &FileRead, by: EntryId) -> Result<bool> {
    let sheet = sheet_in(Some(&file.settings));
    let files = named(conn, visibility, &file.name, sheet.as_deref())?;
    let last = files.iter().rev().find(|other| other.is_own);
    Ok(last.is_some_and(|last| last.entry != by) && files.iter().any(|other| other.entry == by))
}
