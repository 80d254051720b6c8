//! What can keep the store from being opened, read or written.

use std::path::PathBuf;

use crate::model::problem::Fault;

/// Why the store could not do what was asked. Whatever it says, the file was left as it was.
#[derive(Debug, thiserror::Error)]
pub enum StoreFault {
    /// No file is there.
    #[error("there is no store at {}", .0.display())]
    Missing(PathBuf),
    /// Something is there that is no SQLite file.
    #[error("{} is no tollbook store: {what}", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        what: &'static str,
    },
    /// The file was written by a later version of tollbook.
    #[error("{} was written by a newer tollbook (layout {found}; this one knows layout {known})", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its layout.
        found: i64,
        /// The newest layout this program knows.
        known: i64,
    },
    /// The file's layout is older than this program's and the connection may not write.
    #[error("{} has the older layout {found}", path.display())]
    Older {
        /// The file.
        path: PathBuf,
        /// Its layout.
        found: i64,
    },
    /// SQLite says the file is damaged.
    #[error("{} is damaged: {what}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        what: String,
    },
    /// A row holds what no version of tollbook writes.
    #[error("a row of `{table}` cannot be read: {what}")]
    Unreadable {
        /// The table.
        table: &'static str,
        /// What is wrong with it.
        what: String,
    },
    /// Another program removed or replaced the file while this one waited for it.
    #[error("the store was removed or replaced while this command waited for it")]
    Moved,
    /// Another program is writing.
    #[error("another program has been writing to this store for more than a minute")]
    Busy,
    /// The disk is full, or a limit on file size was met.
    #[error("the store could not grow: {0}")]
    NoRoom(String),
    /// The file may not be written.
    #[error("{} cannot be written", .0.display())]
    ReadOnly(PathBuf),
    /// The file system refused.
    #[error("{}: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// Anything else that SQLite says.
    #[error("the store refused: {0}")]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreFault {
    fn from(error: rusqlite::Error) -> StoreFault {
        use rusqlite::ErrorCode::{
            DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase, SystemIoFailure,
        };
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => StoreFault::Busy,
            Some(DiskFull | SystemIoFailure) => StoreFault::NoRoom(error.to_string()),
            Some(DatabaseCorrupt | NotADatabase) => {
                StoreFault::Damaged { path: PathBuf::from("the store"), what: error.to_string() }
            }
            _ => StoreFault::Sqlite(error),
        }
    }
}

impl StoreFault {
    /// Every code with its meaning, for the documentation.
    pub const CODES: &[(&'static str, &'static str)] = &[
        ("S101", "no store is there"),
        ("S102", "the file is no tollbook store"),
        ("S103", "the store was written by a newer tollbook"),
        ("S104", "the store has an older layout"),
        ("S105", "the store is damaged"),
        ("S106", "another program is writing, or has removed the store meanwhile"),
        ("S107", "no room on the disk"),
        ("S108", "the file cannot be read or written"),
        ("S109", "the store refused, for another reason"),
    ];
}

impl Fault for StoreFault {
    fn code(&self) -> &'static str {
        match self {
            StoreFault::Missing(_) => "S101",
            StoreFault::Foreign { .. } => "S102",
            StoreFault::Newer { .. } => "S103",
            StoreFault::Older { .. } => "S104",
            StoreFault::Damaged { .. } | StoreFault::Unreadable { .. } => "S105",
            StoreFault::Busy | StoreFault::Moved => "S106",
            StoreFault::NoRoom(_) => "S107",
            StoreFault::ReadOnly(_) | StoreFault::Io { .. } => "S108",
            StoreFault::Sqlite(_) => "S109",
        }
    }

    fn hint(&self) -> String {
        match self {
            StoreFault::Missing(_) => {
                "make one with tollbook import FILE.csv, or name another with --db FILE".into()
            }
            StoreFault::Foreign { .. } => "it was left untouched; name the store with --db FILE".into(),
            StoreFault::Newer { .. } => {
                "it was left untouched; install the newest tollbook to read it".into()
            }
            StoreFault::Older { .. } => {
                "bring it up to date with any verb that writes, such as tollbook import".into()
            }
            StoreFault::Damaged { .. } | StoreFault::Unreadable { .. } => {
                "see what is wrong with tollbook verify, and restore a copy".into()
            }
            StoreFault::Moved => "nothing was changed; type the same command again".into(),
            StoreFault::Busy => "try again when the other import has ended; nothing was changed here".into(),
            StoreFault::NoRoom(_) => "make room and type the same command again; nothing was changed".into(),
            StoreFault::ReadOnly(path) => format!("allow writing with chmod u+w {}", path.display()),
            StoreFault::Io { .. } => {
                "check the name and the rights of the file, then type the command again".into()
            }
            StoreFault::Sqlite(_) => "see whether the store is whole with tollbook verify".into(),
        }
    }
}
