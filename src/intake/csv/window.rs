//! A sliding window over the bytes of a file, in physical lines, with a bound on its size.

use std::io::{self, BufRead, ErrorKind};

use memchr::{memchr, memchr_iter};

/// The bytes from the start of the present row on, as far as they were read.
pub(super) struct RowWindow<R> {
    reader: R,
    buffer: Vec<u8>,
    /// Where the present row starts in the buffer, and where what was read ends.
    start: usize,
    end: usize,
    /// Whether the byte order mark was looked for.
    begun: bool,
    at_end_of_file: bool,
    /// The most that is held for one row.
    cap: usize,
    /// Bytes taken from the reader, the byte order mark among them.
    read: u64,
    /// Line feeds taken from the reader.
    feeds: u64,
    /// Whether the last byte taken leaves a line open.
    open_line: bool,
}

/// A physical line; positions are bytes from the start of the present row.
#[derive(Clone, Copy)]
pub(super) struct Line {
    /// Where it starts.
    pub start: usize,
    /// Where its text ends: before the line feed and the carriage returns that precede it.
    pub text: usize,
    /// Where the next line starts.
    pub end: usize,
}

/// What stands at a position of the window.
pub(super) enum ByteFound {
    Line(Line),
    EndOfFile,
    /// A line that ends beyond the cap.
    TooLong,
}

const CHUNK: usize = 256 * 1024;
/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

impl<R: BufRead> RowWindow<R> {
    pub fn new(reader: R, cap: usize) -> RowWindow<R> {
        RowWindow {
            reader,
            buffer: Vec::new(),
            start: 0,
            end: 0,
            begun: false,
            at_end_of_file: false,
            cap,
            read: 0,
            feeds: 0,
            open_line: false,
        }
    }

    /// The line that starts `from` bytes after the present row does.
    #[inline]
    pub fn line(&mut self, from: usize) -> io::Result<ByteFound> {
        let mut searched = from;
        loop {
            let held = self.held();
            if let Some(at) = held.get(searched..).and_then(|rest| memchr(b'\n', rest)) {
                let end = searched + at + 1;
                if end > self.cap {
                    return Ok(ByteFound::TooLong);
                }
                let text = text_end(held, from, end - 1);
                return Ok(ByteFound::Line(Line { start: from, text, end }));
            }
            let end = held.len();
            if end > self.cap {
                return Ok(ByteFound::TooLong);
            }
            if self.at_end_of_file {
                if end <= from {
                    return Ok(ByteFound::EndOfFile);
                }
                return Ok(ByteFound::Line(Line { start: from, text: text_end(held, from, end), end }));
            }
            searched = end.max(from);
            self.fill()?;
        }
    }

    /// What was read from the start of the present row on.
    #[inline]
    pub fn held(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// The bytes just passed, after `pass`: they stay until the next line is asked for.
    #[inline]
    pub fn passed(&self, bytes: usize, text: usize) -> &[u8] {
        let start = self.start - bytes;
        &self.buffer[start..start + text]
    }

    /// Moves the start of the present row.
    #[inline]
    pub fn pass(&mut self, bytes: usize) {
        self.start = (self.start + bytes).min(self.end);
    }

    /// Passes the rest of the present line, whatever its length.
    pub fn pass_line(&mut self) -> io::Result<()> {
        loop {
            if let Some(at) = memchr(b'\n', self.held()) {
                self.pass(at + 1);
                return Ok(());
            }
            self.start = self.end;
            if self.at_end_of_file {
                return Ok(());
            }
            self.fill()?;
        }
    }

    /// Bytes passed so far.
    pub fn bytes_passed(&self) -> u64 {
        self.read - (self.end - self.start) as u64
    }

    /// Physical lines passed so far, from what the reader gave and what is still held.
    pub fn lines_passed(&self) -> u64 {
        let ahead = memchr_iter(b'\n', self.held()).count() as u64;
        let last = self.at_end_of_file && self.open_line && self.start == self.end;
        self.feeds - ahead + u64::from(last)
    }

    /// Reads more, behind what is held.
    #[cold]
    fn fill(&mut self) -> io::Result<()> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.buffer.len() - self.end < CHUNK / 2 {
            let size = (self.buffer.len() * 2).max(CHUNK);
            self.buffer.resize(size, 0);
        }
        self.take_some()?;
        if !self.begun {
            self.skip_byte_order_mark()?;
        }
        Ok(())
    }

    /// Takes a byte order mark off the front of the file.
    fn skip_byte_order_mark(&mut self) -> io::Result<()> {
        while !self.at_end_of_file && self.end < MARK.len() && MARK.starts_with(self.held()) {
            self.take_some()?;
        }
        self.begun = true;
        if self.held().starts_with(MARK) {
            self.start = MARK.len();
            self.open_line &= self.end > MARK.len();
        }
        Ok(())
    }

    fn take_some(&mut self) -> io::Result<()> {
        loop {
            match self.reader.read(&mut self.buffer[self.end..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
                Ok(0) => {
                    self.at_end_of_file = true;
                    return Ok(());
                }
                Ok(taken) => {
                    let new = &self.buffer[self.end..self.end + taken];
                    self.feeds += memchr_iter(b'\n', new).count() as u64;
                    self.open_line = new.last() != Some(&b'\n');
                    self.end += taken;
                    self.read += taken as u64;
                    return Ok(());
                }
            }
        }
    }
}

/// Where the text of a line ends: carriage returns right before its end belong to the line end, as many as
/// there are (Windows text mode writes `\r\r\n`).
fn text_end(held: &[u8], start: usize, mut end: usize) -> usize {
    while end > start && held.get(end - 1) == Some(&b'\r') {
        end -= 1;
    }
    end
}
