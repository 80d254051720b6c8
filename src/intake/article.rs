//! The text of an article, from bytes: decoded as an import decodes a table, of a web page without its tags.

use std::io::Read;

use super::encoding::{ChosenEncoding, Decoding, Undecodable, guess};
use super::sniff::other_kind;
use super::web_page;
use crate::model::problem::faults;

/// The longest article, in bytes. A book has one or two million.
pub const MOST: u64 = 16 << 20;

/// How much of a file tells what it is.
const HEAD: usize = 4096;

faults! {
/// Why a file cannot be read as an article.
#[derive(Debug)]
pub enum TextFault: Other {
    /// A file that is no text, or a web page that was not said to be one.
    "I131" NoText {
        /// What it is.
        what: &'static str,
        /// What to do with it.
        way_out: &'static str,
    } is "this is {what}, not a text";
    hint "{way_out}";
    or
    /// There is nothing in it.
    Blank is "there is no text in it";
    hint "copy the article's text into it, then type the same command";
    or
    /// It is longer than any article.
    TooLong {
        /// The most bytes.
        most: u64,
    } is "it has more than {most} bytes, which is longer than an article";
    hint "cut it into its articles, and read each: tollbook read FILE";
    or
    /// A byte that its encoding does not have.
    NoLetter(place: Undecodable) is "{place}";
    hint "say in which encoding it is: --encoding windows-1252";
}
}

/// What is in a file, as far as it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// Nothing but text.
    Plain,
    /// A web page.
    Html,
}

/// The text that is in a file, and the encoding that it was read in.
#[derive(Clone, Debug)]
pub struct ArticleText {
    /// The text, of a web page without its tags.
    pub text: String,
    /// The encoding.
    pub encoding: ChosenEncoding,
}

/// The text in the bytes of a file. `named`: the label of its encoding, where the desk gives it.
///
/// # Errors
/// Bytes that are no text, or do not decode.
pub fn text_of(bytes: &[u8], named: Option<&str>, markup: Markup) -> Result<ArticleText, TextFault> {
    if bytes.len() as u64 > MOST {
        return Err(TextFault::TooLong { most: MOST });
    }
    refuse_other_kinds(bytes, markup)?;
    let (decoded, encoding) = decoded(bytes, named)?;
    let text = match markup {
        Markup::Plain => decoded,
        Markup::Html => web_page::text_of(&decoded),
    };
    match text.trim().is_empty() {
        true => Err(TextFault::Blank),
        false => Ok(ArticleText { text, encoding }),
    }
}

fn refuse_other_kinds(bytes: &[u8], markup: Markup) -> Result<(), TextFault> {
    let head = bytes.get(..HEAD.min(bytes.len())).unwrap_or_default();
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let start = text.get(..9.min(text.len())).unwrap_or_default().to_ascii_lowercase();
    let is_page = start == *b"<!doctype" || start.starts_with(b"<html");
    if is_page && markup == Markup::Plain {
        let way_out = "if its tags are to be taken off, type the same command with --html";
        return Err(TextFault::NoText { what: "a web page", way_out });
    }
    let way_out = "copy the article's text into a file of its own: tollbook read story.txt";
    if other_kind(head).is_err() {
        return Err(TextFault::NoText { what: "a document of a program, or packed", way_out });
    }
    let is_wide = ChosenEncoding::by_first_bytes(head).is_some();
    if !is_wide && head.contains(&0) {
        return Err(TextFault::NoText { what: "a file with zero bytes", way_out });
    }
    Ok(())
}

/// The text, and the encoding that it was read in.
fn decoded(bytes: &[u8], named: Option<&str>) -> Result<(String, ChosenEncoding), TextFault> {
    let known = named.and_then(ChosenEncoding::named).or_else(|| ChosenEncoding::by_first_bytes(bytes));
    let chosen = match known {
        Some(chosen) => chosen,
        None if std::str::from_utf8(bytes).is_ok() => ChosenEncoding::UTF_8,
        None => guess(bytes, None).ok().flatten().unwrap_or(ChosenEncoding::UTF_8),
    };
    let mut text = String::new();
    match Decoding::new(bytes, chosen).read_to_string(&mut text) {
        Ok(_) => Ok((text, chosen)),
        Err(error) => {
            let place = error.get_ref().and_then(|why| why.downcast_ref::<Undecodable>()).cloned();
            let unplaced = || Undecodable { encoding: chosen.name(), line: 1, column: 1 };
            Err(TextFault::NoLetter(place.unwrap_or_else(unplaced)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<String, String> {
        let read = text_of(bytes, None, Markup::Plain);
        read.map(|read| read.text).map_err(|fault| fault.to_string())
    }

    #[test]
    fn a_text_is_read_in_its_encoding() {
        assert_eq!(read("12 dead \u{2014} ministry".as_bytes()).unwrap(), "12 dead \u{2014} ministry");
        assert_eq!(read(b"\xef\xbb\xbf12 dead").unwrap(), "12 dead");
        assert_eq!(read(b"\xff\xfe1\x002\0 \0d\0").unwrap(), "12 d");
        let quoted = "\u{201c}a heavy toll\u{201d}, he said: 12 dead";
        assert_eq!(read(b"\x93a heavy toll\x94, he said: 12 dead").unwrap(), quoted);
        assert!(read(b"12 dead \xff\xc3\xa9\xc3\xa9").unwrap_err().contains("line 1, column 9"));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(read(b"%PDF-1.7").unwrap_err().contains("document of a program"));
        assert!(read(b" \n").unwrap_err().contains("no text"));
        assert!(read(b"12 dead\0\0 and").unwrap_err().contains("zero bytes"));
        assert!(read(b"<!DOCTYPE html><p>12 dead").unwrap_err().contains("web page"));
        let page = text_of(b"<!DOCTYPE html><p>12 dead", None, Markup::Html);
        assert_eq!(page.map(|page| page.text).ok().as_deref(), Some("12 dead"));
    }
}
