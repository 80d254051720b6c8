//! Values of JSON as the text of cells, for every file of JSON that is read.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::rows_out::number;

/// How the values of a file become cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonCells {
    /// As `export` writes them: a text, or a number as it was written.
    House,
    /// As others publish them: also truth values, and lists, which are joined by semicolons; whole numbers have no
    /// fraction.
    Published,
}

impl JsonCells {
    /// The text of a value, blank for null; `None` of a value that is no cell.
    pub fn text(self, value: Value) -> Option<String> {
        Some(match (self, value) {
            (_, Value::Null) => String::new(),
            (_, Value::String(text)) => text,
            (JsonCells::Published, Value::Number(fraction)) if fraction.is_f64() => {
                fraction.as_f64().map_or_else(|| fraction.to_string(), number)
            }
            (_, Value::Number(written)) => written.to_string(),
            (JsonCells::Published, Value::Bool(truth)) => truth.to_string(),
            (JsonCells::Published, Value::Array(list)) => {
                let single = |one: Value| if one.is_array() { None } else { self.text(one) };
                list.into_iter().map(single).collect::<Option<Vec<_>>>()?.join(";")
            }
            (JsonCells::House, Value::Bool(_) | Value::Array(_)) | (_, Value::Object(_)) => return None,
        })
    }
}

/// An object of which no key comes twice: which of the values was meant is not known.
pub struct DistinctKeys(pub Map<String, Value>);

impl<'de> Deserialize<'de> for DistinctKeys {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<DistinctKeys, D::Error> {
        from.deserialize_map(EachOnce).map(DistinctKeys)
    }
}

struct EachOnce;

impl<'de> Visitor<'de> for EachOnce {
    type Value = Map<String, Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Self::Value, A::Error> {
        let mut object = Map::new();
        while let Some((key, value)) = pairs.next_entry::<String, Value>()? {
            if object.contains_key(&key) {
                return Err(A::Error::custom(format!("the key `{key}` comes twice")));
            }
            object.insert(key, value);
        }
        Ok(object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_as_the_house_wrote_them_and_lose_their_empty_fraction_elsewhere() {
        let text = |cells: JsonCells, json: &str| cells.text(serde_json::from_str(json).expect(json));
        for (json, house, published) in [
            ("704.0", Some("704.0"), Some("704")),
            ("-3", Some("-3"), Some("-3")),
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
    }
}
