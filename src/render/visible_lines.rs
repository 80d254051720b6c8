//! Data for programs, on a terminal: what would command it is made visible, and all else stays.

use std::io::{self, Write};

use super::visible::visible;

/// The longest line that is kept until its end comes.
const MOST_BYTES: usize = 1 << 20;

/// Makes what is written visible, line by line: ends of lines stay, and so do tabs between them.
#[derive(Debug)]
pub struct VisibleLines<W: Write> {
    out: W,
    line: Vec<u8>,
}

impl<W: Write> VisibleLines<W> {
    /// What is written through it goes there.
    pub fn new(out: W) -> VisibleLines<W> {
        VisibleLines { out, line: Vec::new() }
    }

    /// Writes what was kept: a line, or the beginning of one.
    fn hand_over(&mut self) -> io::Result<()> {
        let line = std::mem::take(&mut self.line);
        let text = String::from_utf8_lossy(&line);
        for (at, part) in text.split('\t').enumerate() {
            if at > 0 {
                self.out.write_all(b"\t")?;
            }
            self.out.write_all(visible(part).as_bytes())?;
        }
        Ok(())
    }
}

impl<W: Write> Write for VisibleLines<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            let text = part.strip_suffix(b"\n").unwrap_or(part);
            self.line.extend_from_slice(text);
            if text.len() < part.len() {
                self.hand_over()?;
                self.out.write_all(b"\n")?;
            } else if self.line.len() > MOST_BYTES && std::str::from_utf8(&self.line).is_ok() {
                self.hand_over()?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.hand_over()?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_commands_is_shown_however_it_is_cut() {
        let text = "id,note\n1,\"\u{1b}[2J\u{9b}31m\u{202e}x\u{2066}\r\"\n2,\tوزارة é\n3";
        let shown = "id,note\n1,\"␛[2J\\u{9b}31m\\u{202e}x\\u{2066}␍\"\n2,\tوزارة é\n3";
        for size in [1, 2, 3, 7, 1000] {
            let mut out = VisibleLines::new(Vec::new());
            text.as_bytes().chunks(size).for_each(|part| out.write_all(part).expect("written"));
            out.flush().expect("flushed");
            assert_eq!(String::from_utf8(out.out).expect("text"), shown, "{size}");
        }
    }
}
