//! The corpus that is kept: a file for each reader, an input a line, its bytes escaped as in a Rust literal. The first lines,
//! up to a blank one, are what once failed; a `#` begins a remark.

use std::fs;
use std::path::{Path, PathBuf};

/// Where the corpus of a reader stands, below the folder of the project.
pub fn path(root: &Path, target: &str) -> PathBuf {
    root.join("tests/corpus").join(target).with_extension("txt")
}

/// The inputs of a corpus.
pub fn read(path: &Path) -> Vec<Vec<u8>> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(unescaped).collect()
}

fn unescaped(line: &str) -> Vec<u8> {
    let (mut bytes, mut rest) = (Vec::new(), line.as_bytes());
    while let [first, after @ ..] = rest {
        let (byte, taken) = match (first, after) {
            (b'\\', [b'x', high, low, ..]) => (digit(*high) * 16 + digit(*low), 4),
            (b'\\', [b'n', ..]) => (b'\n', 2),
            (b'\\', [b'r', ..]) => (b'\r', 2),
            (b'\\', [b't', ..]) => (b'\t', 2),
            (b'\\', [other, ..]) => (*other, 2),
            _ => (*first, 1),
        };
        bytes.push(byte);
        rest = &rest[taken..];
    }
    bytes
}

fn digit(sign: u8) -> u8 {
    char::from(sign).to_digit(16).map_or(0, |digit| digit as u8)
}
