//! A desk for one line: always the same before it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use super::calls::{self, Call, How, Met};
use super::lines::Line;
use crate::altered::filled;
use crate::desk::{Desk, Said, csv};

/// The files of a desk by their names, but for the store and what belongs to it.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A desk of a line.
pub struct Stage {
    desk: Desk,
}

/// The minute at which all lines are typed: what they record is the same, whenever they run.
const NOW: [&str; 2] = ["--now", "2024-03-01T10:00:00Z"];

/// Where files are unpacked, and where rows that were not taken go.
const FOLDERS: [&str; 2] = ["tmp", "rejected"];

/// The desk that all begin with, as a folder of files.
fn model() -> &'static Desk {
    static MADE: OnceLock<Desk> = OnceLock::new();
    MADE.get_or_init(|| {
        let desk = filled();
        let held = "h,Flood,Derna,killed,total,900,2023-09-16,2023-09-16,Red Crescent,AP,,,,";
        desk.file("held.csv", csv(&[held]));
        desk.file("bad.csv", csv(&["b,Flood,Derna,killed,total,1O2,2023-09-15,2023-09-15,Red Crescent,AP,,,,", held]));
        desk.file("titles.csv", "event,place,measure,count_type,Dead,as_of,published_on,authority,publisher\nFlood,Derna,killed,total,702,2023-09-11,2023-09-11,Red Crescent,AP\n");
        desk.file("text.txt", "The flood killed 704 people in Derna, the Red Crescent said on 12 September 2023.");
        let early = ["--now", "2024-02-01T10:00:00Z"];
        let run = |args: &[&str]| desk.run(&[args, &early[..]].concat());
        run(&["export", "-o", "sent.jsonl", "--db", "other.db"]).with(0);
        run(&["import", "-q", "held.csv", "--hold", "-m", "waits for the lawyer"]).with(0);
        run(&["check", "The flood killed 704 people in Derna.", "--keep", "--where", "page 1"]);
        let corrected = "c,Flood,Derna,killed,total,70,2023-09-12,2023-09-13,Red Crescent,AP,,corrects,a,";
        desk.file("corrected.csv", csv(&[corrected]));
        run(&["import", "-q", "corrected.csv"]).with(0);
        assert_eq!(desk.ask("SELECT count(*) FROM entry"), "4");
        fs::remove_file(desk.path("whole.db")).expect("a file");
        desk
    })
}

impl Stage {
    pub fn new(line: &Line) -> Stage {
        let desk = Desk::new();
        for name in model().names() {
            if !(line.is_first && name == "tollbook.db") {
                fs::copy(model().path(&name), desk.path(&name)).expect("a copy");
            }
        }
        for folder in FOLDERS {
            fs::create_dir(desk.path(folder)).expect("a folder");
        }
        Stage { desk }
    }

    /// The program there, not yet started.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = self.desk.command(&[args, &NOW[..]].concat());
        command.env("TMPDIR", self.desk.path("tmp"));
        command
    }

    pub fn run(&self, args: &[&str]) -> Said {
        Said::of(self.command(args).output().expect("the program"))
    }

    /// The root of the folder, without links in it.
    pub fn root(&self) -> PathBuf {
        fs::canonicalize(self.desk.path("")).expect("a folder")
    }

    fn watched(&self, args: &[&str], how: How) -> Command {
        let mut command = self.command(args);
        command
            .env("LD_PRELOAD", calls::library())
            .env("STORAGE_UNDER", self.root())
            .env("STORAGE_HOW", how.word());
        command
    }

    /// The calls of a line that goes through.
    pub fn calls(&self, args: &[&str], how: How) -> Vec<Call> {
        let log = tempfile::tempdir().expect("a folder");
        let log = log.path().join("calls");
        let mut command = self.watched(args, how);
        Said::of(command.env("STORAGE_LOG", &log).output().expect("the program"));
        calls::read(&log)
    }

    /// Runs a line of which one call is met.
    pub fn met(&self, args: &[&str], met: Met) -> Said {
        let mut command = self.watched(args, met.how);
        Said::of(command.env("STORAGE_AT", met.at.to_string()).output().expect("the program"))
    }

    /// All that the store holds, table by table; the program has opened it before. Not the note of an erasure that goes on.
    pub fn held(&self) -> String {
        held(&self.desk.path("tollbook.db"))
    }

    /// All files below the folder but the store, what belongs to it and copies of it, whose bytes say less than what they hold.
    pub fn files(&self) -> Files {
        let mut files = self.all_files();
        files.retain(|name, _| !matches!(name.as_str(), "tollbook.db" | "tollbook.db-journal"));
        for name in ["copy.db", "other.db"] {
            files
                .entry(name.to_owned())
                .and_modify(|bytes| *bytes = held(&self.desk.path(name)).into_bytes());
        }
        files
    }

    /// Puts files where those of the desk are, in place of them.
    pub fn put(&self, files: &Files) {
        fs::remove_dir_all(self.desk.path("")).expect("an empty folder");
        for (name, bytes) in files {
            let path = self.desk.path(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
        for folder in FOLDERS {
            fs::create_dir_all(self.desk.path(folder)).expect("a folder");
        }
    }

    /// All files below the folder.
    pub fn all_files(&self) -> Files {
        let mut files = Files::new();
        collect(&self.desk.path(""), "", &mut files);
        files
    }

    /// Asks the program to look through the store. Only a redaction may have to be brought to its end.
    pub fn is_sound(&self, line: &Line, told: &str) {
        if line.is_first && !self.desk.path("tollbook.db").exists() {
            return;
        }
        let said = self.run(&["verify"]);
        let is_of_an_erasure =
            line.args.contains(&"--redact") && said.out.contains("redaction was interrupted");
        assert!(said.code == Some(0) || is_of_an_erasure, "{told}; verify: {} {}", said.out, said.err);
    }
}

fn held(store: &Path) -> String {
    if !store.exists() {
        return String::new();
    }
    let conn = rusqlite::Connection::open(store).expect("a store");
    let tables = texts(
        &conn,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'unswept' ORDER BY name",
    );
    let tables = tables.expect("tables");
    tables.iter().map(|table| format!("{table}\n{}\n", rows(&conn, table).join("\n"))).collect()
}

/// The rows of a table, with every byte of their cells; none of a table that keeps only words for a search.
fn rows(conn: &rusqlite::Connection, table: &str) -> Vec<String> {
    let cells = "group_concat('quote(\"' || name || '\")', ' || ''|'' || ')";
    let cells = texts(conn, &format!("SELECT {cells} FROM pragma_table_info('{table}')")).expect("columns");
    texts(conn, &format!("SELECT {} FROM \"{table}\"", cells[0])).unwrap_or_default()
}

fn texts(conn: &rusqlite::Connection, sql: &str) -> rusqlite::Result<Vec<String>> {
    conn.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
}

fn collect(folder: &Path, prefix: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(entry.path()).expect("a file"));
        }
    }
}
