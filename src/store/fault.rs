//! What can keep the store from being opened, read or written.

use std::path::PathBuf;

use crate::model::problem::faults;

const RESTORE: &str = "see what is wrong with tollbook verify, and restore a copy";

faults! {
/// Why the store could not do what was asked. Whatever it says, but for S111, the file was left as it was.
#[derive(Debug)]
pub enum StoreFault: Other {
    /// No store is there.
    "S101" Missing(path: PathBuf) is "there is no store at {}", path.display();
    hint "make one with tollbook import FILE.csv, or name another with --db FILE";

    /// The file is no tollbook store, or not even SQLite.
    "S102" Foreign {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        what: &'static str,
    } is "{} is not a tollbook store: {what}", path.display();
    hint "it was left untouched; name the store with --db FILE";

    /// The store was written by a newer tollbook.
    "S103" Newer {
        /// The file.
        path: PathBuf,
        /// Its layout.
        found: i64,
        /// The newest layout this program knows.
        known: i64,
    } is "{} was written by a newer tollbook (layout {found}; this one knows layout {known})", path.display();
    hint "it was left untouched; install the newest tollbook to read it";

    /// The store has an older layout than this program's, and the connection may not write.
    "S104" Older {
        /// The file.
        path: PathBuf,
        /// Its layout.
        found: i64,
    } is "{} has the older layout {found}", path.display();
    hint "bring it up to date with any verb that writes, such as tollbook import";

    /// The store is damaged: so SQLite says.
    "S105" Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        what: String,
    } is "{} is damaged: {what}", path.display();
    hint "{RESTORE}";
    or
    /// A row holds what no version of tollbook writes.
    Unreadable {
        /// The table.
        table: &'static str,
        /// What is wrong with it.
        what: String,
    } is "a row of `{table}` cannot be read: {what}";
    hint "{RESTORE}";

    /// Another program is writing.
    "S106" Busy is "another program has been writing to this store for more than a minute";
    hint "try again when the other import has ended; nothing was changed here";
    or
    /// Another program removed or replaced the file while this one waited for it.
    Moved is "the store was removed or replaced while this command waited for it";
    hint "nothing was changed; type the same command again";
    or
    /// Another program recorded something after this one had looked and before it wrote.
    Overtaken is "another program recorded something while this command looked";
    hint "nothing was changed; type the same command again";

    /// No room on the disk, or a limit on file size was met.
    "S107" NoRoom(what: String) is "the store could not grow: {what}";
    hint "make room and type the same command again; nothing was changed";

    /// The file cannot be written.
    "S108" ReadOnly(path: PathBuf) is "{} cannot be written", path.display();
    hint "allow writing with chmod u+w {}", path.display();
    or
    /// The file or its folder, where a journal is written beside it, may not be written.
    NotWritable is "the store cannot be written: this user may not write to it, or not to its folder";
    hint "nothing was changed; have their owner allow it, or work on a copy in a folder of your own";
    or
    /// The file cannot be read or written: what the file system says.
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    } is "{}: {error}", path.display();
    hint "check the name and the rights of the file, then type the command again";

    /// The store refused, for another reason that SQLite gives.
    "S109" Sqlite(error: rusqlite::Error) is "the store refused: {error}";
    hint "see whether the store is whole with tollbook verify";

    /// Another program altered the layout of the store.
    "S110" Altered(what: String) is "the store was altered by another program: {what}";
    hint "nothing was written; see all of it with tollbook verify, and restore a copy";
    or
    /// Another program switched the file to write-ahead logging.
    WriteAhead(path: PathBuf) is "{} was switched to write-ahead logging by another program", path.display();
    hint "it was left untouched; switch it back: sqlite3 {} 'PRAGMA journal_mode = DELETE'", path.display();

    /// An entry is recorded, but the disk did not confirm that it has it.
    "S111" Unconfirmed {
        /// The entry.
        entry: i64,
        /// What SQLite says.
        error: rusqlite::Error,
    } is "entry {entry} was recorded, but the disk did not confirm it: {error}";
    hint "before you type the command again, see with tollbook log whether it stays, and with tollbook verify whether the store is whole";
}
}

impl From<rusqlite::Error> for StoreFault {
    fn from(error: rusqlite::Error) -> StoreFault {
        let extended = error.sqlite_error().map(|told| told.extended_code);
        if extended == Some(rusqlite::ffi::SQLITE_READONLY_DBMOVED) {
            return StoreFault::Moved;
        }
        use rusqlite::ErrorCode::{
            DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase, ReadOnly, SystemIoFailure,
        };
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => StoreFault::Busy,
            Some(ReadOnly) => StoreFault::NotWritable,
            Some(DiskFull | SystemIoFailure) => StoreFault::NoRoom(error.to_string()),
            Some(DatabaseCorrupt | NotADatabase) => {
                StoreFault::Damaged { path: PathBuf::from("the store"), what: error.to_string() }
            }
            _ => StoreFault::Sqlite(error),
        }
    }
}
