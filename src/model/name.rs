//! Names as printed, and paths of names, largest first.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc_quick};

/// The characters that separate the steps of a path when it is written: `Sudan > Khartoum State`.
pub const STEP: &str = " > ";

/// The most steps of a path in a row that is taken in.
pub const MOST_STEPS: usize = 32;

/// The name of an event, a place, a group, an authority or a publisher, as printed; for the first three it may be a
/// path. Never empty. White space is single, characters are composed (NFC), the steps are parted by ` > `.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(Arc<str>);

impl Name {
    /// Reads a name; `None` when nothing but white space and separators is there.
    pub fn read(text: &str) -> Option<Name> {
        let plain = composed(text.trim());
        let tidy = tidy_steps(&plain);
        (!tidy.is_empty()).then(|| Name(Arc::from(tidy.as_ref())))
    }

    /// The name as one text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The steps of the path, largest first; one step for a plain name.
    pub fn steps(&self) -> impl Iterator<Item = &str> {
        self.0.split('>').map(str::trim) // which stands between steps and nowhere else
    }

    /// The last and smallest step.
    pub fn leaf(&self) -> &str {
        self.0.rsplit('>').next().map_or(&self.0, str::trim_start)
    }

    /// The names that lie around it, from the largest in; none around a plain name.
    pub fn around(&self) -> impl Iterator<Item = &str> {
        self.0.match_indices(STEP).map(|(at, _)| &self.0[..at])
    }

    /// Whether this is `other` or lies inside it: `Syria > Deraa` is within `Syria`.
    pub fn is_within(&self, other: &str) -> bool {
        self.0.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with(STEP))
    }
}

fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == unicode_normalization::IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

fn tidy_steps(text: &str) -> Cow<'_, str> {
    let untidy =
        text.contains('>') || text.contains("  ") || text.contains(|c: char| c != ' ' && c.is_whitespace());
    if !untidy {
        return Cow::Borrowed(text);
    }
    let steps = text.split('>').map(|step| step.split_whitespace().collect::<Vec<_>>().join(" "));
    Cow::Owned(steps.filter(|step| !step.is_empty()).collect::<Vec<_>>().join(STEP))
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

impl serde::Serialize for Name {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_tidied_and_nest() {
        let place = Name::read(" Syria>  Deraa ").expect("a name");
        assert_eq!(place.as_str(), "Syria > Deraa");
        assert_eq!(place.leaf(), "Deraa");
        assert!(place.is_within("Syria") && place.is_within("Syria > Deraa") && !place.is_within("Syr"));
        assert_eq!(Name::read("  > "), None);
        assert_eq!(Name::read("Gaza\u{a0} Strip").map(|n| n.to_string()), Some("Gaza Strip".into()));
    }

    #[test]
    fn decomposed_letters_are_the_same_name() {
        assert_eq!(Name::read("Ghan\u{303}era"), Name::read("Ghañera"));
    }
}
