//! A part of a workbook, event by event, as the library that reads it later sees it: with a bound on what one event may
//! take, for the library holds each as a whole.

use std::io::{self, BufReader, Read};

use quick_xml::Reader;
use quick_xml::errors::Error as XmlError;
use quick_xml::events::{BytesStart, Event};

use crate::intake::input_fault::InputFault;

/// The most bytes of one event: a tag, or a text between two of them. A cell of a spreadsheet has at most 32,767 letters.
const EVENT_BYTES: u64 = 8_000_000;

/// How deep its tags may stand in each other.
const DEEP: u64 = 1000;

/// The events of a part.
pub struct PartEvents<R> {
    name: String,
    xml: Reader<BufReader<MeteredRead<R>>>,
    buffer: Vec<u8>,
    open: u64,
}

impl<R: Read> PartEvents<R> {
    /// Those of the part of that name.
    pub fn new(name: &str, part: R) -> PartEvents<R> {
        let metered = MeteredRead { inner: part, passed: 0, left: EVENT_BYTES };
        let xml = Reader::from_reader(BufReader::new(metered));
        PartEvents { name: name.to_owned(), xml, buffer: Vec::new(), open: 0 }
    }

    /// The next event; `None` at the end of the part. An event that `joins` the one before is held with it.
    ///
    /// # Errors
    /// A part that is damaged or ends too soon, an event that is too long, and failures of the system.
    pub fn next(&mut self, joins: bool) -> Result<Option<Event<'_>>, InputFault> {
        self.buffer.clear();
        if !joins {
            self.metered().left = EVENT_BYTES;
        }
        match self.xml.read_event_into(&mut self.buffer) {
            Ok(Event::Eof) if self.open > 0 => Err(damaged(&self.name, "it ends too soon")),
            Ok(Event::Eof) => Ok(None),
            Ok(event) => {
                match event {
                    Event::Start(_) if self.open == DEEP => {
                        return Err(damaged(&self.name, "too many tags stand in each other"));
                    }
                    Event::Start(_) => self.open += 1,
                    Event::End(_) => self.open = self.open.saturating_sub(1),
                    _ => {}
                }
                Ok(Some(event))
            }
            Err(_) if self.xml.get_ref().get_ref().left == 0 => Err(InputFault::Workbook(format!(
                "a text in {} has more than {EVENT_BYTES} bytes",
                self.name
            ))),
            Err(XmlError::Io(error)) => {
                Err(InputFault::unpacking(io::Error::new(error.kind(), error.to_string())))
            }
            Err(error) => Err(damaged(&self.name, &error.to_string())),
        }
    }

    /// How many bytes were read.
    pub fn bytes(&self) -> u64 {
        self.xml.get_ref().get_ref().passed
    }

    fn metered(&mut self) -> &mut MeteredRead<R> {
        self.xml.get_mut().get_mut()
    }
}

fn damaged(name: &str, why: &str) -> InputFault {
    InputFault::Workbook(format!("{name} in it is damaged: {why}"))
}

/// A number that an attribute states, 0 where none does. Of several the largest: none is believed.
pub fn stated(tag: &BytesStart<'_>, name: &str) -> u64 {
    let values = tag.attributes_raw().split(name).skip(1);
    let number = |rest: &str| {
        let digits = rest.trim_start().strip_prefix('=')?.trim_start().strip_prefix(['"', '\''])?;
        let digits: String =
            digits.trim_start_matches('+').chars().take_while(char::is_ascii_digit).collect();
        (!digits.is_empty()).then(|| digits.parse().unwrap_or(u64::MAX))
    };
    values.filter_map(number).max().unwrap_or(0)
}

/// A reader that gives no more than is left until more is allowed.
struct MeteredRead<R> {
    inner: R,
    passed: u64,
    left: u64,
}

impl<R: Read> Read for MeteredRead<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let read = self.inner.read(into)?;
        self.passed += read as u64;
        self.left = self.left.saturating_sub(read as u64);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(part: &str) -> Result<usize, InputFault> {
        let mut events = PartEvents::new("a part", part.as_bytes());
        let mut count = 0;
        while events.next(false)?.is_some() {
            count += 1;
        }
        Ok(count)
    }

    #[test]
    fn a_part_that_ends_too_soon_or_holds_too_long_a_text_is_refused() {
        let why = |part: &str| events(part).expect_err("a fault").to_string();
        assert_eq!(events("<a><b/>x</a>").expect("events"), 4);
        assert!(why("<a><b/>").contains("ends too soon"));
        assert!(why("<a></b>").contains("damaged"));
        assert!(why(&"<a>".repeat(2000)).contains("stand in each other"));
        let long = "x".repeat(9_000_000);
        assert!(why(&format!("<a>{long}</a>")).contains("more than 8000000 bytes"));
        assert!(why(&format!("<a b=\"{long}\"/>")).contains("more than 8000000 bytes"));
    }

    #[test]
    fn a_number_is_found_however_it_is_written() {
        let of = |raw: &str| stated(&BytesStart::from_content(format!("a {raw}"), 1), "n");
        assert_eq!([of("n=\"5\""), of("m=\">\" n = '+70'"), of("n=\"x\""), of("m=\"3\"")], [5, 70, 0, 0]);
        assert_eq!(of("n=\"99999999999999999999\" n=\"4\""), u64::MAX);
    }
}
