//! JSON for programs: a list of values, or one value a line.

use std::io::{self, Write};

use serde::Serialize;

/// Writes one value, indented, and a line break.
///
/// # Errors
/// What writing meets.
pub fn value(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
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
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
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
        let text = serde_json::to_string_pretty(value)?;
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
    fn a_list_is_what_serde_would_write() {
        for values in [vec![], vec![vec![1, 2], vec![3]]] {
            let mut out = Vec::new();
            list(&mut out, &values).expect("written");
            let expected = format!("{}\n", serde_json::to_string_pretty(&values).expect("JSON"));
            assert_eq!(String::from_utf8(out).expect("text"), expected);
        }
    }
}
