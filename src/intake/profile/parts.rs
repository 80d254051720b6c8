//! Which figures of each row are parts of another one of it.

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// The figure of one column of a row, and those that are parts of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountedParts {
    /// The table of the whole: the name of its column.
    pub of: String,
    /// The tables of its parts, by name or pattern; without any, all others that count the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// Whether they make it up, where a row has them all.
    #[serde(default, skip_serializing_if = "super::is_false")]
    pub complete: bool,
    /// Whether a file may lack them.
    #[serde(default, skip_serializing_if = "super::is_false")]
    pub optional: bool,
}

/// Reads one of them, or a list.
pub(super) fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<CountedParts>, D::Error> {
    struct PartsVisitor;
    impl<'de> Visitor<'de> for PartsVisitor {
        type Value = Vec<CountedParts>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a table such as { of = \"total\", complete = true }, or a list of such tables")
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Vec<CountedParts>, A::Error> {
            CountedParts::deserialize(MapAccessDeserializer::new(map)).map(|one| vec![one])
        }

        fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Vec<CountedParts>, A::Error> {
            Vec::deserialize(SeqAccessDeserializer::new(list))
        }
    }
    deserializer.deserialize_any(PartsVisitor)
}
