//! An article on its way in: the file or the pipe, and the text that is in it.

use std::io::{Read, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use sha2::{Digest, Sha256};

use super::error::Error;
use super::input::Input;
use crate::intake::article::{MOST, Markup, text_of};
use crate::model::problem::Problem;

/// An article's text, and the file that it came from.
#[derive(Clone, Debug)]
pub struct Story {
    /// The file's name in messages.
    pub shown: String,
    /// Its name without the folder.
    pub name: String,
    /// The text, of a web page without its tags.
    pub text: String,
    /// The encoding, where it is not UTF-8.
    pub encoding: Option<String>,
    /// That the encoding is a guess, or told by the first bytes, where that has to be said.
    pub remark: Option<String>,
    /// What the file was said to hold.
    pub markup: Markup,
    /// Its length in bytes.
    pub bytes: u64,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
}

/// Reads the article in a file; `-` is standard input. `named`: the label of its encoding, where the desk gives it.
///
/// # Errors
/// A file that is not given, is no text, or does not decode.
pub fn article(path: &Path, named: Option<&str>, markup: Markup) -> Result<Story, Error> {
    let shown = if path == Path::new("-") { "stdin".to_owned() } else { path.display().to_string() };
    let bytes = bytes_of(path).map_err(|error| Error::of_file(&shown, &error))?;
    let read = text_of(&bytes, named, markup)
        .map_err(|fault| Error::File { file: shown.clone(), problems: vec![Problem::of_row(&fault)] })?;
    let encoding = read.encoding;
    let name = path.file_name().filter(|_| shown != "stdin");
    Ok(Story {
        name: name.map_or_else(|| shown.clone(), |name| name.to_string_lossy().into_owned()),
        encoding: (!encoding.is_utf_8()).then(|| encoding.name()),
        remark: encoding.said().map(|how| format!("{shown} was read as {}: {how}", encoding.name())),
        markup,
        bytes: bytes.len() as u64,
        sha256: Sha256::digest(&bytes).into(),
        text: read.text,
        shown,
    })
}

/// All bytes, or one more than the longest article has.
fn bytes_of(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    Input::open(path, MOST + 1)?.rewound()?.take(MOST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A text as it is kept with an entry.
pub(super) fn deflated(text: &str) -> Option<Vec<u8>> {
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::default());
    packed.write_all(text.as_bytes()).ok()?;
    packed.finish().ok()
}
