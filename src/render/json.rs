//! JSON for programs: a list of values, or one value a line.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};

use super::visible::{is_control, is_invisible};

/// Writes one value, indented, and a line break.
///
/// # Errors
/// What writing meets.
pub fn value(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Inert(PrettyFormatter::new())))?;
    writeln!(out)
}

/// Writes values as one list, each as it comes; memory does not grow with them.
///
/// # Errors
/// What writing meets.
pub fn list<T: Serialize>(out: &mut dyn Write, values: impl IntoIterator<Item = T>) -> io::Result<()> {
    let mut list = JsonList::begin(out)?;
    values.into_iter().try_for_each(|value| list.value(&value))?;
    list.end()
}

/// Writes one value on one line.
///
/// # Errors
/// What writing meets.
pub fn line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Inert(CompactFormatter)))?;
    writeln!(out)
}

/// Adds a text as JSON. What would command a terminal or turn the direction of reading is written by its number; who reads
/// the JSON has the same text.
pub fn put_text(row: &mut Vec<u8>, text: &str) {
    // Writing a text into memory does not fail.
    let _ = text.serialize(&mut Serializer::with_formatter(row, Inert(CompactFormatter)));
}

/// Writes letters that cannot be seen by their numbers, and all else as another formatter does.
struct Inert<F>(F);

impl<F: Formatter> Formatter for Inert<F> {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        if fragment.is_ascii() && !fragment.contains('\u{7f}') {
            return out.write_all(fragment.as_bytes());
        }
        let mut units = [0; 2];
        for letter in fragment.chars() {
            match is_control(letter) || is_invisible(letter) {
                true => {
                    letter
                        .encode_utf16(&mut units)
                        .iter()
                        .try_for_each(|unit| write!(out, "\\u{unit:04x}"))?;
                }
                false => out.write_all(letter.encode_utf8(&mut [0; 4]).as_bytes())?,
            }
        }
        Ok(())
    }
}

/// A list whose values come one by one.
pub struct JsonList<W: Write> {
    out: W,
    before: &'static str,
}

impl<W: Write> JsonList<W> {
    /// Begins a list.
    ///
    /// # Errors
    /// What writing meets.
    pub fn begin(mut out: W) -> io::Result<JsonList<W>> {
        write!(out, "[")?;
        Ok(JsonList { out, before: "\n" })
    }

    /// Adds a value.
    ///
    /// # Errors
    /// What writing meets.
    pub fn value(&mut self, value: &impl Serialize) -> io::Result<()> {
        let mut text = Vec::new();
        value.serialize(&mut Serializer::with_formatter(&mut text, Inert(PrettyFormatter::new())))?;
        let text = String::from_utf8_lossy(&text);
        write!(self.out, "{}  {}", self.before, text.replace('\n', "\n  "))?;
        self.before = ",\n";
        Ok(())
    }

    /// Ends the list.
    ///
    /// # Errors
    /// What writing meets.
    pub fn end(mut self) -> io::Result<()> {
        let empty = self.before == "\n";
        writeln!(self.out, "{}]", if empty { "" } else { "\n" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_the_same_where_it_is_read_and_holds_nothing_that_commands() {
        let text = "a \"b\"\n\u{1b}[2J\u{7f}\u{9b}\u{202e}\u{feff}\u{e0041} \u{645}\u{648} <b> \u{1f600}";
        let mut row = Vec::new();
        put_text(&mut row, text);
        let json = String::from_utf8(row).expect("text");
        assert_eq!(serde_json::from_str::<String>(&json).expect("JSON"), text);
        assert!(!json.chars().any(|c| is_control(c) || is_invisible(c)), "{json}");
        assert!(json.contains("\u{645}\u{648} <b> \u{1f600}") && json.contains("\\u009b\\u202e"));
    }

    #[test]
    fn no_form_of_json_holds_what_commands() {
        let hidden = ["a\u{1b}\u{202e}b"];
        let mut out = Vec::new();
        value(&mut out, &hidden).expect("written");
        line(&mut out, &hidden).expect("written");
        list(&mut out, hidden).expect("written");
        let text = String::from_utf8(out).expect("text");
        assert_eq!(text.matches("\\u202e").count(), 3, "{text}");
        assert!(!text.contains('\u{202e}') && !text.contains('\u{1b}'), "{text}");
    }

    #[test]
    fn a_list_is_what_serde_would_write() {
        for values in [vec![], vec![vec![1, 2], vec![3]]] {
            let mut out = Vec::new();
            list(&mut out, &values).expect("written");
            let expected = format!("{}\n", serde_json::to_string_pretty(&values).expect("JSON"));
            assert_eq!(String::from_utf8(out).expect("text"), expected);
        }
    }
}
