//! How much a JSON document may hold, looked at before any of it is copied: the reader of JSON believes what it is given.

use memchr::memchr2;

use super::csv::Limits;
use super::input_fault::InputFault;

/// How deep values may stand in each other: as deep as the reader goes.
const DEEP: usize = 127;
/// The memory that is held for each record beside its text.
const RECORD: u64 = 64;
/// How many letters a letter of a cell may be written with.
const ESCAPED: usize = 6;

/// Refuses a document with a text longer than a cell may be, an object of more keys than a row has cells, a list longer
/// than a cell, or more records than `most` bytes of memory hold.
///
/// # Errors
/// As said, with the line.
pub fn check(text: &str, limits: Limits, most: u64) -> Result<(), InputFault> {
    let mut scan = JsonScan { bytes: text.as_bytes(), at: 0, line: 1, limits, open: Vec::new(), records: 0 };
    scan.all()?;
    if text.len() as u64 + scan.records.saturating_mul(RECORD) > most {
        return Err(InputFault::Memory { most });
    }
    Ok(())
}

/// An object or a list, and how many commas were met in it.
struct OpenValue {
    is_object: bool,
    commas: usize,
}

struct JsonScan<'t> {
    bytes: &'t [u8],
    at: usize,
    line: u64,
    limits: Limits,
    open: Vec<OpenValue>,
    records: u64,
}

impl JsonScan<'_> {
    fn all(&mut self) -> Result<(), InputFault> {
        let mut before = 0;
        while let Some(byte) = self.bytes.get(self.at).copied() {
            self.at += 1;
            match byte {
                b'"' => self.text()?,
                b'{' | b'[' => self.begin(byte == b'{')?,
                b'}' | b']' => drop(self.open.pop()),
                b',' => self.comma(before)?,
                b'\n' => self.line += 1,
                _ => {}
            }
            self.records += u64::from(byte == b'}' && self.open.len() <= 2);
            before = if byte.is_ascii_whitespace() { before } else { byte };
        }
        Ok(())
    }

    /// Passes a text.
    fn text(&mut self) -> Result<(), InputFault> {
        let (start, most) = (self.at, self.limits.cell_bytes.saturating_mul(ESCAPED));
        while let Some(found) = self.bytes.get(self.at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
            let is_end = self.bytes.get(self.at + found) == Some(&b'"');
            self.at += found + if is_end { 1 } else { 2 };
            if is_end || self.at - start > most {
                break;
            }
        }
        if self.at - start > most {
            return Err(InputFault::LongText { line: self.line, most: self.limits.cell_bytes });
        }
        Ok(())
    }

    fn begin(&mut self, is_object: bool) -> Result<(), InputFault> {
        if self.open.len() == DEEP {
            return Err(InputFault::Json {
                why: format!("more than {DEEP} values stand in each other"),
                line: self.line,
            });
        }
        self.open.push(OpenValue { is_object, commas: 0 });
        Ok(())
    }

    /// Counts a comma. Behind a record it parts two of a list.
    fn comma(&mut self, before: u8) -> Result<(), InputFault> {
        let Some(open) = self.open.last_mut() else { return Ok(()) };
        open.commas += usize::from(open.is_object || before != b'}');
        if open.is_object && open.commas >= self.limits.columns {
            return Err(InputFault::ManyKeys { line: self.line, most: self.limits.columns });
        }
        if open.commas > self.limits.cell_bytes {
            return Err(InputFault::LongText { line: self.line, most: self.limits.cell_bytes });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(text: &str) -> Result<(), InputFault> {
        check(text, Limits { cell_bytes: 10, columns: 3 }, 2_000)
    }

    #[test]
    fn what_is_too_long_too_wide_or_too_deep_is_refused_with_its_line() {
        assert!(checked("[{\"a\":\"b\\\"{[,\",\"c\":[1,2,3]},{\"a\":{\"b\":1,\"c\":2,\"d\":3}}]").is_ok());
        let long = "k".repeat(61);
        assert!(matches!(
            checked(&format!("[\n{{\"{long}\":1}}]")),
            Err(InputFault::LongText { line: 2, most: 10 })
        ));
        assert!(matches!(checked(&format!("[\"{}\"]", "\\\"".repeat(31))), Err(InputFault::LongText { .. })));
        assert!(matches!(
            checked(&format!("{{\"a\":[{}0]}}", "1,".repeat(11))),
            Err(InputFault::LongText { .. })
        ));
        let wide = "[{},\n{\"a\":1,\"b\":2,\"c\":3,\"d\":4}]";
        assert!(matches!(checked(wide), Err(InputFault::ManyKeys { line: 2, most: 3 })));
        assert!(matches!(checked(&"[".repeat(128)), Err(InputFault::Json { line: 1, .. })));
        assert!(matches!(checked(&format!("[{}{{}}]", "{},".repeat(100))), Err(InputFault::Memory { .. })));
        assert!(checked(&format!("[{}{{}}]", "{},".repeat(20))).is_ok());
    }
}
