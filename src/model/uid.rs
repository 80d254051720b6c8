//! The name of a figure that is the same in every store: the hash of its canonical content.

use std::fmt;
use std::io::{self, Write};

use sha2::{Digest, Sha256};

use super::attribution::{Attribution, Source};
use super::figure::{AsOf, Figure, Window};
pub use super::hex::hex;
use super::hex::unhex;
use super::prepared::Prepared;
use super::redacted::hash_of;
use super::scope::Scope;
use super::wording::Wording;

/// SHA-256 of a figure's identity: series, attribution, dates, source and count, each by its words. Equal content has
/// an equal uid in every store; ids and times of recording have no part in it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Uid([u8; 32]);

impl Uid {
    /// How many hexadecimal digits are shown: 64 bits, enough to tell apart all figures of a large desk.
    pub const SHOWN: usize = 16;

    /// The uid of a figure. Speaker and url enter by their own hash, so that erasing them changes no uid.
    ///
    /// Of many figures [`Uids`] works it out sooner.
    pub fn of(figure: &Figure) -> Uid {
        let scope = scope_part(&figure.scope);
        let (who, source) = (attribution_part(&figure.attribution), source_part(&figure.source));
        Uid::of_parts(&mut Vec::new(), figure, &scope, &who, &source)
    }

    fn of_parts(text: &mut Vec<u8>, figure: &Figure, scope: &[u8], who: &[u8], source: &[u8]) -> Uid {
        text.clear();
        text.extend_from_slice(scope);
        text.extend_from_slice(who);
        add_written(text, |out| match figure.as_of {
            AsOf::Stated(date) => write!(out, "{date}"),
            AsOf::Assumed(date) => write!(out, "{date} assumed"),
        });
        add_written(text, |out| match figure.window {
            Some(Window::From(date)) => write!(out, "{date}"),
            Some(Window::Hours(hours)) => write!(out, "{hours}h"),
            None => Ok(()),
        });
        add_written(text, |out| write!(out, "{}", figure.published_on));
        text.extend_from_slice(source);
        add_written(text, |out| figure.count.as_ref().map_or(Ok(()), |wording| write_count(out, wording)));
        Uid(Sha256::digest(text).into())
    }

    /// Reads all 64 hexadecimal digits of one.
    pub fn read(digits: &str) -> Option<Uid> {
        unhex(digits).map(Uid)
    }

    /// The first [`Uid::SHOWN`] hexadecimal digits.
    pub fn short(&self) -> String {
        hex(&self.0[..Uid::SHOWN / 2])
    }
}

/// The first 16 bytes of the hash of a text: enough to tell apart all texts that there are.
pub fn short_hash(text: &str) -> [u8; 16] {
    let hash: [u8; 32] = hash_of(text);
    std::array::from_fn(|at| hash[at])
}

/// Works out the uids of many figures: what they share is prepared once.
#[derive(Default)]
pub struct Uids {
    scopes: Prepared<Scope, Vec<u8>>,
    attributions: Prepared<Attribution, Vec<u8>>,
    sources: Prepared<Source, Vec<u8>>,
    text: Vec<u8>,
}

impl Uids {
    /// The uid of a figure, as [`Uid::of`].
    pub fn of(&mut self, figure: &Figure) -> Uid {
        let scope = self.scopes.of(&figure.scope, scope_part);
        let who = self.attributions.of(&figure.attribution, attribution_part);
        let source = self.sources.of(&figure.source, source_part);
        Uid::of_parts(&mut self.text, figure, scope, who, source)
    }
}

/// What a scope adds to the uids of its figures: texts, each behind its length.
fn scope_part(scope: &Scope) -> Vec<u8> {
    let mut part = Vec::new();
    add(&mut part, scope.event.as_str());
    add(&mut part, scope.place.as_ref().map_or("", |place| place.as_str()));
    for text in [scope.measure.word(), scope.unit.word(), scope.group.as_str(), scope.count_type.word()] {
        add(&mut part, text);
    }
    add(&mut part, scope.definition.as_deref().unwrap_or_default());
    part
}

/// What an attribution adds.
fn attribution_part(who: &Attribution) -> Vec<u8> {
    let mut part = Vec::new();
    add(&mut part, who.authority.as_ref().map_or("", |authority| authority.as_str()));
    add(&mut part, &erasable(who.speaker.as_deref().unwrap_or_default()));
    add(&mut part, who.via.as_ref().map_or("", |via| via.as_str()));
    add(&mut part, who.method.as_deref().unwrap_or_default());
    part
}

/// What a source adds.
fn source_part(source: &Source) -> Vec<u8> {
    let mut part = Vec::new();
    add(&mut part, source.publisher.as_str());
    add(&mut part, if source.url.is_empty() { "title" } else { "url" });
    add(&mut part, &erasable(source.identity()));
    part
}

fn add(part: &mut Vec<u8>, text: &str) {
    part.extend_from_slice(&(text.len() as u64).to_le_bytes());
    part.extend_from_slice(text.as_bytes());
}

fn erasable(text: &str) -> String {
    if text.is_empty() { String::new() } else { hex(&hash_of(text)) }
}

/// Adds what `write` writes, behind its length.
fn add_written(part: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) {
    let at = part.len();
    part.extend_from_slice(&[0; 8]);
    // Writing into memory does not fail.
    let _ = write(part);
    let length = (part.len() - at - 8) as u64;
    part[at..at + 8].copy_from_slice(&length.to_le_bytes());
}

/// `exact Some(704) 704 Some(704)`: kind, printed value, ends.
fn write_count(out: &mut Vec<u8>, wording: &Wording) -> io::Result<()> {
    let (count, mut digits) = (wording.count(), itoa::Buffer::new());
    out.extend_from_slice(wording.kind().word().as_bytes());
    out.push(b' ');
    write_given(out, &mut digits, wording.value());
    out.push(b' ');
    out.extend_from_slice(digits.format(count.low()).as_bytes());
    out.push(b' ');
    write_given(out, &mut digits, count.high());
    Ok(())
}

/// A number as far as there is one: `Some(704)`, `None`.
fn write_given(out: &mut Vec<u8>, digits: &mut itoa::Buffer, number: Option<u64>) {
    let Some(number) = number else { return out.extend_from_slice(b"None") };
    out.extend_from_slice(b"Some(");
    out.extend_from_slice(digits.format(number).as_bytes());
    out.push(b')');
}

impl fmt::Display for Uid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for Uid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "uid:{self}")
    }
}
