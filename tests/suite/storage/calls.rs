//! The library that comes between the program and the disk (`calls.c`), and what it writes down.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// What happens to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The program dies before it.
    Kill,
    /// The program dies after half of what it writes.
    Torn,
    /// It fails, once.
    Error,
    /// It and each write after it fails: the disk is full.
    Full,
    /// A read fails, once.
    Unread,
}

impl How {
    pub fn word(self) -> &'static str {
        match self {
            How::Kill => "kill",
            How::Torn => "torn",
            How::Error => "error",
            How::Full => "full",
            How::Unread => "unread",
        }
    }
}

/// Which call is met, and how.
#[derive(Clone, Copy, Debug)]
pub struct Met {
    pub how: How,
    /// Counted from 1.
    pub at: usize,
    /// Whether the call takes a file away: where that fails, the file stays for now.
    pub is_of_a_removal: bool,
}

/// One call, as `calls.c` writes it down.
pub struct Call {
    pub kind: char,
    /// Where bytes are written, or how long a file becomes.
    pub number: usize,
    pub path: PathBuf,
    /// What is written, or the second name.
    pub bytes: Vec<u8>,
}

/// The library, built once by the C compiler that builds SQLite.
pub fn library() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let own = folder.join(format!("calls-{}.so", std::process::id()));
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/storage/calls.c");
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-O1", "-pthread", "-o"]).arg(&own).arg(source);
        assert!(compiler.status().expect("a C compiler").success());
        let shared = folder.join("calls.so");
        std::fs::rename(own, &shared).expect("a name");
        shared
    })
}

/// Reads what was written down.
pub fn read(log: &Path) -> Vec<Call> {
    let log = std::fs::read(log).unwrap_or_default();
    let (mut calls, mut rest) = (Vec::new(), &log[..]);
    while !rest.is_empty() {
        let end = rest.iter().position(|byte| *byte == b'\n').expect("a line");
        let line = std::str::from_utf8(&rest[..end]).expect("text");
        let mut words = line.splitn(4, ' ');
        let mut word = || words.next().expect("four words");
        let (kind, number, length, path) = (word(), word(), word(), word());
        let length: usize = length.parse().expect("a length");
        calls.push(Call {
            kind: kind.chars().next().expect("a kind"),
            number: number.parse().expect("a number"),
            path: PathBuf::from(path.trim_end_matches(" (deleted)")),
            bytes: rest[end + 1..end + 1 + length].to_vec(),
        });
        rest = &rest[end + 1 + length..];
    }
    calls
}
