//! A desk of its own for each test: a folder, files, a store, and the program as its users run it.

use std::fs;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::books::Books;

/// A folder with what the test puts in it, and the store there, for calls of the library.
pub struct Desk {
    folder: tempfile::TempDir,
    books: Books,
}

impl Deref for Desk {
    type Target = Books;

    fn deref(&self) -> &Books {
        &self.books
    }
}

/// What a command printed and how it ended.
pub struct Said {
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
    /// The exit code; `None` when a signal ended it.
    pub code: Option<i32>,
}

impl Desk {
    /// An empty folder.
    pub fn new() -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        Desk { books: Books::new(folder.path()), folder }
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts a file there.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).expect("a file");
        path
    }

    /// Runs the program in the folder, on `tollbook.db` there: for exit codes, what is printed, and crashes.
    pub fn run(&self, args: &[&str]) -> Said {
        Said::of(self.command(args).output().expect("the program"))
    }

    /// The program in the folder, not yet started.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = program();
        command.current_dir(self.folder.path()).args(args).stdin(Stdio::null());
        command
    }

    /// The names of the files in the folder, in order.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).expect("the folder");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Asks the store by plain SQL, as any SQLite tool would.
    pub fn ask(&self, sql: &str) -> String {
        ask(&self.path("tollbook.db"), sql).expect("an answer")
    }
}

/// Runs one statement on a store; all rows, their cells parted by `|`.
pub fn ask(store: &Path, sql: &str) -> rusqlite::Result<String> {
    let conn = rusqlite::Connection::open(store)?;
    let mut statement = conn.prepare(sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        let cells: Vec<String> = (0..columns)
            .map(|at| match row.get_ref(at).expect("a cell") {
                rusqlite::types::ValueRef::Null => String::new(),
                rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                rusqlite::types::ValueRef::Real(number) => number.to_string(),
                rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                rusqlite::types::ValueRef::Blob(bytes) => format!("{} bytes", bytes.len()),
            })
            .collect();
        lines.push(cells.join("|"));
    }
    Ok(lines.join("\n"))
}

/// The program, with nothing of the tester's environment that it would heed.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tollbook"));
    command.env_remove("TOLLBOOK_DB").env("TOLLBOOK_WHO", "a tester").env_remove("NO_COLOR");
    // No defaults of the tester's own.
    command.env("XDG_CONFIG_HOME", "/dev/null");
    command
}

impl Said {
    pub fn of(output: Output) -> Said {
        Said {
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            // What a headline or a hint says is one sentence, however many lines it takes.
            err: String::from_utf8_lossy(&output.stderr).replace("\n      ", " "),
            code: output.status.code(),
        }
    }

    /// The output, when the code is as expected.
    pub fn with(self, code: i32) -> String {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        self.out
    }
}

/// A house CSV of a header and rows.
pub fn csv(rows: &[impl AsRef<str>]) -> String {
    let header = "ref,event,place,measure,count_type,figure,as_of,published_on,authority,publisher,part_of,relation,target,note";
    let mut text = format!("{header}\n");
    for row in rows {
        text.push_str(row.as_ref());
        text.push('\n');
    }
    text
}
