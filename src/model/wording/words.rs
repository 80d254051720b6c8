//! The words of a count, kept without an allocation when they are canonical or short.

/// Up to this many bytes are kept inside the value itself.
const INLINE: usize = 22;

/// How the words of one count are kept. Two values are equal exactly when their words are: short texts are
/// always inline, with zeros behind them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Words {
    /// The canonical words of the kind, value and count: they can be written again, so they are not kept.
    Canonical,
    Short {
        len: u8,
        bytes: [u8; INLINE],
    },
    Long(Box<str>),
}

impl Words {
    /// Keeps `text` as it is, whatever the canonical words are.
    pub(super) fn own(text: &str) -> Words {
        let mut bytes = [0; INLINE];
        match (bytes.get_mut(..text.len()), u8::try_from(text.len())) {
            (Some(room), Ok(len)) => {
                room.copy_from_slice(text.as_bytes());
                Words::Short { len, bytes }
            }
            _ => Words::Long(text.into()),
        }
    }

    /// The words that are kept here; `None` when they are the canonical ones.
    pub(super) fn kept(&self) -> Option<&str> {
        match self {
            Words::Canonical => None,
            Words::Short { len, bytes } => {
                // Always UTF-8: the bytes were copied from a whole `str`.
                bytes.get(..usize::from(*len)).and_then(|bytes| std::str::from_utf8(bytes).ok())
            }
            Words::Long(text) => Some(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_any_length_are_kept_as_they_are() {
        for text in ["", "5791", "exactly twenty-two byt", "exactly twenty-three by", "٧٠٤", &"x".repeat(300)]
        {
            assert_eq!(Words::own(text).kept(), Some(text));
        }
        assert!(matches!(Words::own(&"x".repeat(22)), Words::Short { .. }));
        assert!(matches!(Words::own(&"x".repeat(23)), Words::Long(_)));
        assert_eq!(Words::Canonical.kept(), None);
    }
}
