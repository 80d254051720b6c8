//! Opening and creating a store: what is checked before a single byte may change, and the settings of each connection.

use std::cell::Cell;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use crate::disk::pending_file::PendingFile;
use crate::model::date::Day;
use crate::model::event_kind::SettlingDefaults;
use crate::model::hold::Discretion;

use super::layout;
use super::migrations::{APPLICATION_ID, NEWEST, SCHEMA, STEPS};
use super::remembered::Remembered;
use super::{Memory, Result, StoreFault, unswept};

/// How long a writer waits for another before it gives up.
const PATIENCE: Duration = Duration::from_secs(75);

/// The cache of a store that is served: a page asks for little, and several are open at once.
const SERVED_CACHE: &str = "PRAGMA cache_size = -1024";

/// One open store.
#[derive(Debug)]
pub struct Store {
    pub(super) conn: Connection,
    path: Option<PathBuf>,
    /// Which file was opened, however it is named by now.
    file: Option<FileKey>,
    /// What writing may take.
    pub(super) memory: Memory,
    /// What views know, for those to come.
    pub(super) remembered: Remembered,
    /// How long events settle, as the desk that asks has settled it.
    pub(super) settling: Cell<SettlingDefaults>,
    /// The day on which it is asked, where somebody told it.
    pub(super) today: Cell<Option<Day>>,
    /// What readers may see, and when they ask.
    pub(super) discretion: Cell<Discretion>,
}

/// What tells one file from another: its device and its number there.
type FileKey = (u64, u64);

impl Store {
    /// Whether a file says of itself, by its first bytes, that it is a store of tollbook, of whatever version.
    pub fn is_at(path: &Path) -> bool {
        let is_ours = |fault: &StoreFault| {
            matches!(fault, StoreFault::Newer { .. } | StoreFault::Altered(_) | StoreFault::WriteAhead(_))
        };
        path.is_file() && layout_of(path).map_or_else(|fault| is_ours(&fault), |_| true)
    }

    /// Opens a store that only reads: works on read-only media, and while an import runs.
    ///
    /// # Errors
    /// A missing, foreign, newer, older, empty or damaged file; the file is left as it is.
    pub fn open_for_reading(path: &Path) -> Result<Store> {
        Store::read(path, PATIENCE)
    }

    /// Opens a store that only reads for as long as a server runs, beside others that do: it takes little memory, and waits
    /// no longer than `patience` for who writes.
    ///
    /// # Errors
    /// As [`Store::open_for_reading`].
    pub fn open_for_serving(path: &Path, patience: Duration) -> Result<Store> {
        let store = Store::read(path, patience)?;
        store.conn.execute_batch(SERVED_CACHE)?;
        Ok(store)
    }

    fn read(path: &Path, patience: Duration) -> Result<Store> {
        if layout_of(path)? < NEWEST {
            return Err(StoreFault::Older { path: path.into(), found: layout_of(path)? });
        }
        if journal_of(path).exists() {
            // A writer is at work, or was killed: then its journal has to be rolled back first, which a connection that
            // only reads cannot do. Where this one may not either, the next line says so.
            let _ = Store::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, patience)
                .and_then(|store| store.probe(path));
        }
        let store = Store::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY, patience)?;
        store.probe(path)?;
        Ok(store)
    }

    /// Opens a store that is there for writing, and brings it up to date after a backup.
    ///
    /// # Errors
    /// As [`Store::open_for_reading`]; also a file that may not be written.
    pub fn open_for_writing(path: &Path) -> Result<Store> {
        let layout = layout_of(path)?;
        if std::fs::metadata(path).is_ok_and(|meta| meta.permissions().readonly()) {
            return Err(StoreFault::ReadOnly(path.into()));
        }
        let store = Store::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, PATIENCE)?;
        store.probe(path)?;
        store.migrate(path, layout)?;
        store.sweep_what_was_left()?;
        Ok(store)
    }

    /// Makes a new store, readable by its owner alone. It appears whole or not at all.
    ///
    /// # Errors
    /// A file that is there already, or a folder that may not be written.
    pub fn create(path: &Path) -> Result<Store> {
        let io = |error| StoreFault::Io { path: path.into(), error };
        let (fresh, _) = PendingFile::create_new(path).map_err(io)?;
        Store::connect(fresh.path(), OpenFlags::SQLITE_OPEN_READ_WRITE, PATIENCE)?.lay_out(SCHEMA)?;
        if !fresh.commit_as_new(path).map_err(io)? {
            return Err(io(ErrorKind::AlreadyExists.into()));
        }
        // Its file is closed before it is opened as a store: with a file that is closed all locks of this process on it are gone.
        drop(fresh);
        Store::open_for_writing(path)
    }

    /// A store in memory, for a dry run where there is no store.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn in_memory() -> Result<Store> {
        let store = Store::over(Connection::open_in_memory()?, None, None);
        store.settle(PATIENCE)?;
        store.lay_out(SCHEMA)?;
        Ok(store)
    }

    /// Whether the path still leads to the file that was opened: another program may have removed or replaced it while
    /// this one waited, and what is written to it then is lost.
    pub fn is_where_it_was(&self) -> bool {
        self.path.as_deref().is_none_or(|path| key_of(path) == self.file)
    }

    /// Whether somebody writes to the file, or was killed as it did.
    pub fn is_being_written(&self) -> bool {
        self.path.as_deref().is_some_and(|path| journal_of(path).exists())
    }

    /// The file; `None` for a store in memory.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// How long events settle for whoever asks from now on, where nothing is said of one. It is no part of the store.
    pub fn know_settling(&self, defaults: SettlingDefaults) {
        self.settling.set(defaults);
    }

    /// On which day it is asked from now on: what stands beside an answer may be over by then. It is no part of the store.
    pub fn know_today(&self, today: Option<Day>) {
        self.today.set(today);
    }

    /// What readers may see from now on, and the clock by which embargoes end: the one place where an answer depends on it.
    pub fn know_discretion(&self, discretion: Discretion) {
        self.discretion.set(discretion);
    }

    /// What readers may see.
    pub fn discretion(&self) -> Discretion {
        self.discretion.get()
    }

    /// What writing may take from now on.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn may_take(&mut self, memory: Memory) -> Result<()> {
        self.memory = memory;
        Ok(self.conn.execute_batch(&format!("PRAGMA cache_size = -{}", memory.cache_kib()))?)
    }

    /// Rewrites the file, so that no free page and no rest of a page holds what was erased.
    ///
    /// # Errors
    /// A disk without room for a second copy: the texts are erased from every row by then.
    pub fn sweep(&self) -> Result<()> {
        // VACUUM builds the new file beside the old one and attaches it.
        self.conn.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 1)?;
        let swept = self.conn.execute_batch("VACUUM");
        self.conn.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
        swept?;
        unswept::forget(&self.conn)
    }

    /// Rewrites the file where something was erased since it was rewritten last.
    pub(super) fn sweep_what_was_left(&self) -> Result<()> {
        match unswept::is_unswept(&self.conn)? {
            true => self.sweep(),
            false => Ok(()),
        }
    }

    fn over(conn: Connection, path: Option<PathBuf>, file: Option<FileKey>) -> Store {
        Store {
            conn,
            path,
            file,
            memory: Memory::default(),
            remembered: Remembered::default(),
            settling: Cell::default(),
            today: Cell::default(),
            discretion: Cell::default(),
        }
    }

    fn connect(path: &Path, access: OpenFlags, patience: Duration) -> Result<Store> {
        let conn = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        let store = Store::over(conn, Some(path.into()), key_of(path));
        store.settle(patience)?;
        Ok(store)
    }

    /// The settings of every connection: strict, durable, and no surprises from a foreign schema.
    fn settle(&self, patience: Duration) -> Result<()> {
        self.conn.busy_timeout(patience)?;
        self.conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        self.conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
        self.conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
        // One plan a query, whatever is bound: else SQLite plans most of ours anew for every series.
        self.conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        self.conn.set_limit(Limit::SQLITE_LIMIT_LENGTH, 64 << 20)?;
        self.conn.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
        self.conn.set_prepared_statement_cache_capacity(64);
        self.conn.execute_batch(
            "PRAGMA foreign_keys = ON;
             PRAGMA recursive_triggers = ON;
             PRAGMA trusted_schema = OFF;
             PRAGMA cell_size_check = ON;
             PRAGMA mmap_size = 0;
             PRAGMA cache_size = -49152;
             PRAGMA synchronous = EXTRA;",
        )?;
        Ok(())
    }

    /// Reads the schema once, so that a damaged file or a dead writer's journal is met here.
    fn probe(&self, path: &Path) -> Result<()> {
        let tables: i64 = self
            .conn
            .query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'entry'", [], |row| row.get(0))
            .map_err(|error| match StoreFault::from(error) {
                StoreFault::Damaged { what, .. } => StoreFault::Damaged { path: path.into(), what },
                other => other,
            })?;
        if tables == 1 {
            Ok(())
        } else {
            Err(StoreFault::Damaged { path: path.into(), what: "its tables are missing".into() })
        }
    }

    fn lay_out(&self, schema: &str) -> Result<()> {
        self.conn.execute_batch("PRAGMA page_size = 8192; PRAGMA journal_mode = DELETE;")?;
        self.conn.execute_batch(&format!(
            "BEGIN IMMEDIATE; {schema}; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {NEWEST}; COMMIT;"
        ))?;
        Ok(())
    }

    fn migrate(&self, path: &Path, layout: i64) -> Result<()> {
        if layout == NEWEST {
            return Ok(());
        }
        if let Some(first) = layout::differences(&self.conn, layout)?.first() {
            let what = format!("by its number it has the layout {layout}, but {first}");
            return Err(StoreFault::Altered(what));
        }
        keep_layout(path, layout)?;
        let steps = STEPS
            .iter()
            .skip(usize::try_from(layout).unwrap_or(usize::MAX))
            .copied()
            .collect::<Vec<_>>()
            .join(";\n");
        // A step may widen what a column may hold, which is a change of the schema alone.
        self.conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false)?;
        let batch = format!("BEGIN IMMEDIATE; {steps}; PRAGMA user_version = {NEWEST}; COMMIT;");
        let migrated = self.conn.execute_batch(&batch);
        self.conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        Ok(migrated?)
    }
}

/// The layout of a store, read from the file's first bytes: nothing is opened that is not ours.
fn layout_of(path: &Path) -> Result<i64> {
    let io = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => StoreFault::Missing(path.into()),
        _ => StoreFault::Io { path: path.into(), error },
    };
    let foreign = |what| StoreFault::Foreign { path: path.into(), what };
    let meta = std::fs::metadata(path).map_err(io)?;
    if meta.is_dir() {
        return Err(foreign("it is a folder"));
    }
    if !meta.is_file() {
        return Err(foreign("it is a pipe or a device")); // to open one may be to wait for ever
    }
    let mut head = Vec::with_capacity(100);
    File::open(path).map_err(io)?.take(100).read_to_end(&mut head).map_err(io)?;
    let word =
        |at: usize| head.get(at..at + 4).map(|b| i64::from(i32::from_be_bytes([b[0], b[1], b[2], b[3]])));
    if head.is_empty() {
        return Err(foreign("it is empty"));
    }
    if !head.starts_with(b"SQLite format 3\0") {
        return Err(foreign("it is not a SQLite file"));
    }
    let (Some(layout), Some(application)) = (word(60), word(68)) else {
        return Err(StoreFault::Damaged { path: path.into(), what: "it ends inside its header".into() });
    };
    match layout {
        _ if application != APPLICATION_ID => Err(foreign("it is another program's SQLite file")),
        _ if head.get(18..20).is_some_and(|versions| versions.contains(&2)) => {
            Err(StoreFault::WriteAhead(path.into()))
        }
        found if found < 1 => {
            Err(StoreFault::Altered(format!("by its number it has the layout {found}, which no version had")))
        }
        found if found > NEWEST => Err(StoreFault::Newer { path: path.into(), found, known: NEWEST }),
        found => Ok(found),
    }
}

/// Keeps a copy of a store as it is before its layout changes, under the first name that is free: `t.layout-7.db`.
fn keep_layout(path: &Path, layout: i64) -> Result<()> {
    for number in 1.. {
        let number = if number == 1 { String::new() } else { format!(".{number}") };
        let backup = path.with_extension(format!("layout-{layout}{number}.db"));
        let copied =
            PendingFile::write_new(&backup, |out| std::io::copy(&mut File::open(path)?, out).map(drop));
        if copied.map_err(|error| StoreFault::Io { path: backup, error })? {
            break;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn key_of(path: &Path) -> Option<FileKey> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|meta| (meta.dev(), meta.ino()))
}

#[cfg(not(unix))]
fn key_of(_: &Path) -> Option<FileKey> {
    None
}

fn journal_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-journal");
    name.into()
}
