//! How a profile writes what parts the cells: one character, or `tab`, as the flag takes it.

use serde::{Deserialize, Deserializer, de};

/// Reads the sign.
pub(super) fn one_sign<'de, D: Deserializer<'de>>(from: D) -> Result<Option<char>, D::Error> {
    let text = String::deserialize(from)?;
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        _ if text == "tab" => Ok(Some('\t')),
        (Some(sign), None) => Ok(Some(sign)),
        _ => Err(de::Error::custom(no_delimiter(&text))),
    }
}

/// What is said of a text that cannot part cells.
pub(super) fn no_delimiter(text: &str) -> String {
    format!("`{text}` cannot part cells: write one ASCII character, or tab")
}
