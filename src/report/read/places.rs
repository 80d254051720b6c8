//! Where something stands in a text: in characters, and in lines.

/// Bytes of a text as characters, without counting from its beginning each time.
pub struct CharacterPlaces<'t> {
    text: &'t str,
    /// How many characters begin before each block of bytes.
    before: Vec<usize>,
}

/// How many bytes are counted together.
const BLOCK: usize = 256;

impl<'t> CharacterPlaces<'t> {
    /// Counts the characters of a text once.
    pub fn of(text: &'t str) -> CharacterPlaces<'t> {
        let (mut before, mut so_far) = (Vec::with_capacity(text.len() / BLOCK + 1), 0);
        for block in text.as_bytes().chunks(BLOCK) {
            before.push(so_far);
            so_far += beginnings(block);
        }
        CharacterPlaces { text, before }
    }

    /// How many characters stand before a byte, which is on the border of one.
    pub fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let block = byte / BLOCK;
        let Some(before) = self.before.get(block) else { return self.all() };
        before + self.text.as_bytes().get(block * BLOCK..byte).map_or(0, beginnings)
    }

    fn all(&self) -> usize {
        let last = self.before.len().saturating_sub(1);
        let block = self.text.as_bytes().get(last * BLOCK..).unwrap_or_default();
        self.before.last().copied().unwrap_or_default() + beginnings(block)
    }
}

/// How many characters begin in some bytes.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// The line of a text in which something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextLine<'t> {
    /// The line, from 1.
    pub number: u64,
    /// All of it.
    pub text: &'t str,
    /// The character of the line at which it begins, from 1.
    pub column: usize,
}

/// The lines of a text, which are looked for once.
pub struct TextLines<'t> {
    text: &'t str,
    /// The byte at which each line begins.
    begin: Vec<usize>,
}

impl<'t> TextLines<'t> {
    /// Those of a text.
    pub fn of(text: &'t str) -> TextLines<'t> {
        let behind = text.match_indices('\n').map(|(at, _)| at + 1);
        TextLines { text, begin: std::iter::once(0).chain(behind).collect() }
    }

    /// The line in which a byte stands, which is on the border of a character.
    pub fn at(&self, byte: usize) -> TextLine<'t> {
        let number = self.begin.partition_point(|begin| *begin <= byte).max(1);
        let begin = self.begin.get(number - 1).copied().unwrap_or_default();
        let line = self.text.get(begin..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let before = self.text.get(begin..byte).unwrap_or_default();
        TextLine { number: number as u64, text: line, column: before.chars().count() + 1 }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn places_are_counted_in_characters(text in "[aé\u{201c}\u{1f30a}]{0,400}") {
            let places = CharacterPlaces::of(&text);
            for (counted, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(places.at(byte), counted);
            }
            prop_assert_eq!(places.at(text.len()), text.chars().count());
        }
    }
}
