//! Values of JSON as the text of cells, for every file of JSON that is read.

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::rows_out::number;

/// How the values of a file become cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonCells {
    /// As `export` writes them: a text, or a number as it was written.
    House,
    /// As others publish them: also truth values, and lists, which are joined by semicolons; whole numbers have no
    /// fraction, and others stay as they were written.
    Published,
}

impl JsonCells {
    /// The text of a value, blank for null; `None` of a value that is no cell.
    ///
    /// # Errors
    /// A text with escapes that are none.
    pub fn text(self, value: &RawValue) -> serde_json::Result<Option<String>> {
        let written = value.get();
        Ok(Some(match (self, written.as_bytes().first()) {
            (_, Some(b'"')) => serde_json::from_str(written)?,
            (_, Some(b'n')) => String::new(),
            (JsonCells::Published, Some(b't' | b'f')) => written.to_owned(),
            (JsonCells::Published, Some(b'[')) => return self.list(serde_json::from_str(written)?),
            (JsonCells::Published, Some(b'-' | b'0'..=b'9')) => whole(written),
            (JsonCells::House, Some(b'-' | b'0'..=b'9')) => written.to_owned(),
            _ => return Ok(None),
        }))
    }

    /// The values of a list, none of which is a list itself.
    fn list(self, list: Vec<&RawValue>) -> serde_json::Result<Option<String>> {
        let mut texts = Vec::with_capacity(list.len());
        for one in list.into_iter().map(|one| (one, one.get().starts_with('['))) {
            match one {
                (one, false) => texts.push(self.text(one)?),
                _ => return Ok(None),
            }
        }
        Ok(texts.into_iter().collect::<Option<Vec<_>>>().map(|texts| texts.join(";")))
    }
}

/// A number that is written with a fraction or an exponent and is whole: 704.0. Every other stays as it was written, letter for
/// letter: in a column of texts 2024.10 is not 2024.1.
fn whole(written: &str) -> String {
    let value = written.contains(['.', 'e', 'E']).then(|| written.parse::<f64>().ok()).flatten();
    let value = value.filter(|value| value.fract() == 0.0 && value.abs() < 1e15);
    value.map_or_else(|| written.to_owned(), number)
}

/// The text of a value that is one.
pub fn as_text(value: &RawValue) -> Option<String> {
    value.get().starts_with('"').then(|| serde_json::from_str(value.get()).ok()).flatten()
}

/// An object of which no key comes twice: which of the values was meant is not known.
pub struct DistinctKeys<'t>(pub Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for DistinctKeys<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<DistinctKeys<'de>, D::Error> {
        from.deserialize_map(EachOnce).map(DistinctKeys)
    }
}

struct EachOnce;

impl<'de> Visitor<'de> for EachOnce {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Self::Value, A::Error> {
        let (mut object, mut keys) = (Vec::new(), HashSet::new());
        while let Some((key, value)) = pairs.next_entry::<String, &RawValue>()? {
            if !keys.insert(key.clone()) {
                return Err(A::Error::custom(format!("the key `{key}` comes twice")));
            }
            object.push((key, value));
        }
        Ok(object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_as_the_house_wrote_them_and_lose_their_empty_fraction_elsewhere() {
        let text =
            |cells: JsonCells, json: &str| cells.text(serde_json::from_str(json).expect(json)).expect(json);
        for (json, house, published) in [
            ("704.0", Some("704.0"), Some("704")),
            ("-3", Some("-3"), Some("-3")),
            ("2024.10", Some("2024.10"), Some("2024.10")),
            ("0.10", Some("0.10"), Some("0.10")),
            ("1e2", Some("1e2"), Some("100")),
            ("1e999", Some("1e999"), Some("1e999")),
            ("12345678901234567890123", Some("12345678901234567890123"), Some("12345678901234567890123")),
            ("18446744073709551615", Some("18446744073709551615"), Some("18446744073709551615")),
            ("null", Some(""), Some("")),
            ("true", None, Some("true")),
            ("[\"a\", 2.0, null]", None, Some("a;2;")),
            ("[[1]]", None, None),
            ("{\"a\": 1}", None, None),
        ] {
            assert_eq!(text(JsonCells::House, json).as_deref(), house, "{json}");
            assert_eq!(text(JsonCells::Published, json).as_deref(), published, "{json}");
        }
        let half = serde_json::from_str("\"\\ud800 \\u0041\"").expect("a raw value");
        let fault = JsonCells::House.text(half).expect_err("half a letter");
        assert!(fault.to_string().contains("hex escape"), "{fault}");
    }
}
