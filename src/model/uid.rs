//! The name of a figure that is the same in every store: the hash of its canonical content.

use std::fmt;

use sha2::{Digest, Sha256};

use super::figure::{AsOf, Figure, Window};
pub use super::hex::hex;
use super::redacted::hash_of;

/// SHA-256 of a figure's identity: series, attribution, dates, source and count, each by its words. Equal content has
/// an equal uid in every store; ids and times of recording have no part in it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Uid([u8; 32]);

impl Uid {
    /// How many hexadecimal digits are shown: 64 bits, enough to tell apart all figures of a large desk.
    pub const SHOWN: usize = 16;

    /// The uid of a figure. Speaker and url enter by their own hash, so that erasing them changes no uid.
    pub fn of(figure: &Figure) -> Uid {
        let mut hash = Sha256::new();
        let mut add = |text: &str| {
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        };
        let scope = &figure.scope;
        for text in
            [scope.event.as_str(), scope.place.as_ref().map_or("", |p| p.as_str()), scope.measure.word()]
        {
            add(text);
        }
        for text in [scope.unit.word(), scope.group.as_str(), scope.count_type.word()] {
            add(text);
        }
        add(scope.definition.as_deref().unwrap_or_default());
        let who = &figure.attribution;
        add(who.authority.as_ref().map_or("", |a| a.as_str()));
        add(&erasable(who.speaker.as_deref().unwrap_or_default()));
        add(who.via.as_ref().map_or("", |v| v.as_str()));
        add(who.method.as_deref().unwrap_or_default());
        add(&as_of_text(figure.as_of));
        add(&figure.window.map(window_text).unwrap_or_default());
        add(&figure.published_on.iso());
        add(figure.source.publisher.as_str());
        add(if figure.source.url.is_empty() { "title" } else { "url" });
        add(&erasable(figure.source.identity()));
        add(&count_text(figure));
        Uid(hash.finalize().into())
    }

    /// The first [`Uid::SHOWN`] hexadecimal digits.
    pub fn short(&self) -> String {
        let mut text = self.to_string();
        text.truncate(Uid::SHOWN);
        text
    }
}

fn erasable(text: &str) -> String {
    if text.is_empty() { String::new() } else { hex(&hash_of(text)) }
}

fn as_of_text(as_of: AsOf) -> String {
    match as_of {
        AsOf::Stated(date) => date.iso(),
        AsOf::Assumed(date) => format!("{} assumed", date.iso()),
    }
}

fn window_text(window: Window) -> String {
    match window {
        Window::From(date) => date.iso(),
        Window::Hours(hours) => format!("{hours}h"),
    }
}

fn count_text(figure: &Figure) -> String {
    let Some(wording) = &figure.count else { return String::new() };
    let count = wording.count();
    format!("{} {:?} {} {:?}", wording.kind().word(), wording.value(), count.low(), count.high())
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
