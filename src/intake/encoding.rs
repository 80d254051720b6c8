//! Bytes to letters: which encoding a file is in, and a reader that decodes it. What was guessed is said.

use std::fmt;
use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// An encoding, and how it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChosenEncoding {
    encoding: &'static Encoding,
    how: How,
}

/// How an encoding is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The desk named it, or it is UTF-8, which needs no word.
    Plain,
    /// By its byte order mark.
    Mark,
    /// By the zero bytes between its letters.
    Zeros,
    /// By the frequency of its letters: a guess.
    Guess,
}

impl ChosenEncoding {
    /// UTF-8, which every file is in until a byte says otherwise.
    pub const UTF_8: ChosenEncoding = ChosenEncoding { encoding: UTF_8, how: How::Plain };

    /// The encoding with a label of the WHATWG standard, such as `windows-1252`, `latin1` or `utf-16le`.
    pub fn named(label: &str) -> Option<ChosenEncoding> {
        Encoding::for_label_no_replacement(label.trim().as_bytes())
            .map(|encoding| ChosenEncoding { encoding, how: How::Plain })
    }

    /// By the first bytes: the mark of UTF-16, or its zeros. `None` says nothing.
    pub fn by_first_bytes(head: &[u8]) -> Option<ChosenEncoding> {
        match head {
            [0xff, 0xfe, ..] => return Some(ChosenEncoding { encoding: UTF_16LE, how: How::Mark }),
            [0xfe, 0xff, ..] => return Some(ChosenEncoding { encoding: UTF_16BE, how: How::Mark }),
            _ => {}
        }
        let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
        let (even, odd) = (zeros(0), zeros(1));
        let most = |many: usize, few: usize| head.len() >= 8 && many * 2 > head.len() / 2 && few * 8 < many;
        match (most(odd, even), most(even, odd)) {
            (true, _) => Some(ChosenEncoding { encoding: UTF_16LE, how: How::Zeros }),
            (_, true) => Some(ChosenEncoding { encoding: UTF_16BE, how: How::Zeros }),
            _ => None,
        }
    }

    /// Whether it is UTF-8, which is read as it is.
    pub fn is_utf_8(self) -> bool {
        self.encoding == UTF_8
    }

    /// Its name, as `--encoding` takes it.
    pub fn name(self) -> String {
        self.encoding.name().to_ascii_lowercase()
    }

    /// How it is known, for a receipt; `None` where there is nothing to say.
    pub fn said(self) -> Option<&'static str> {
        match self.how {
            How::Plain => None,
            How::Mark => Some("by its byte order mark"),
            How::Zeros => Some("by the zero bytes between its letters"),
            How::Guess => Some("a guess from the bytes that are not ASCII"),
        }
    }
}

/// Guesses the encoding of a file that is not UTF-8, from all of its bytes.
///
/// `None` when the file is UTF-8 but for some damaged bytes: no other encoding is likely to hold valid letters of UTF-8.
/// `language` is that of the source, where the desk gives it.
///
/// # Errors
/// Those of the reader.
pub fn guess(mut reader: impl Read, language: Option<&str>) -> io::Result<Option<ChosenEncoding>> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut buffer = vec![0; 1 << 18];
    let (mut letters, mut damaged) = (0u64, 0u64);
    loop {
        let read = match reader.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        let bytes = &buffer[..read];
        if read == 0 {
            detector.feed(b"", true);
            break;
        }
        for chunk in bytes.utf8_chunks() {
            letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count() as u64;
            damaged += u64::from(!chunk.invalid().is_empty());
        }
        detector.feed(bytes, false);
    }
    if letters > damaged {
        return Ok(None);
    }
    let encoding = detector.guess(language.and_then(country_of), Utf8Detection::Deny);
    Ok(Some(ChosenEncoding { encoding, how: How::Guess }))
}

/// The ending of the internet names of a country where a language is written: the hint that the detector takes.
fn country_of(language: &str) -> Option<&'static [u8]> {
    const COUNTRIES: &[(&str, &[u8])] = &[
        ("ar", b"eg"),
        ("bg", b"bg"),
        ("cs", b"cz"),
        ("el", b"gr"),
        ("et", b"ee"),
        ("fa", b"ir"),
        ("fr", b"fr"),
        ("de", b"de"),
        ("he", b"il"),
        ("hr", b"hr"),
        ("hu", b"hu"),
        ("ja", b"jp"),
        ("ko", b"kr"),
        ("lt", b"lt"),
        ("lv", b"lv"),
        ("pl", b"pl"),
        ("ro", b"ro"),
        ("ru", b"ru"),
        ("sk", b"sk"),
        ("sl", b"si"),
        ("sr", b"rs"),
        ("th", b"th"),
        ("tr", b"tr"),
        ("uk", b"ua"),
        ("vi", b"vn"),
        ("zh", b"cn"),
    ];
    let language = language.get(..2)?.to_ascii_lowercase();
    COUNTRIES.iter().find(|(code, _)| *code == language).map(|(_, country)| *country)
}

/// A byte that its encoding does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecodable {
    /// The encoding.
    pub encoding: String,
    /// The physical line, from 1.
    pub line: u64,
    /// The character of that line, from 1.
    pub column: usize,
}

impl fmt::Display for Undecodable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {} does not decode as {}", self.line, self.column, self.encoding)
    }
}

impl std::error::Error for Undecodable {}

/// Reads a file in its own encoding as UTF-8. A byte that does not decode is an error with its place
/// ([`Undecodable`]); nothing is ever replaced.
pub struct Decoding<R> {
    reader: R,
    decoder: Decoder,
    input: Vec<u8>,
    /// What of the input was not decoded yet.
    from: usize,
    to: usize,
    at_end: bool,
    /// Whether the decoder has given all that it has.
    finished: bool,
    output: String,
    given: usize,
    line: u64,
    column: usize,
}

impl<R: Read> Decoding<R> {
    /// Decodes from the start of a file; a byte order mark there is taken off.
    pub fn new(reader: R, chosen: ChosenEncoding) -> Decoding<R> {
        Decoding {
            reader,
            decoder: chosen.encoding.new_decoder_with_bom_removal(),
            input: vec![0; 1 << 16],
            from: 0,
            to: 0,
            at_end: false,
            finished: false,
            output: String::with_capacity(1 << 18),
            given: 0,
            line: 1,
            column: 1,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.output.clear();
        self.given = 0;
        while self.output.is_empty() && !self.finished {
            if self.from == self.to && !self.at_end {
                self.to = read_some(&mut self.reader, &mut self.input)?;
                self.from = 0;
                self.at_end = self.to == 0;
            }
            let input = &self.input[self.from..self.to];
            let (result, read) =
                self.decoder.decode_to_string_without_replacement(input, &mut self.output, self.at_end);
            self.from += read;
            self.place()?;
            match result {
                DecoderResult::Malformed(..) => return Err(self.undecodable()),
                DecoderResult::InputEmpty if self.at_end => self.finished = true,
                DecoderResult::InputEmpty | DecoderResult::OutputFull => {}
            }
        }
        Ok(())
    }

    /// Counts lines and characters of what was decoded, so that a fault can be placed. Control characters that no
    /// keyboard makes are what single-byte encodings give for bytes they do not have.
    fn place(&mut self) -> io::Result<()> {
        let single_byte = self.decoder.encoding().is_single_byte();
        for c in self.output.chars() {
            if single_byte && ('\u{80}'..='\u{9f}').contains(&c) {
                return Err(self.undecodable());
            }
            if c == '\n' {
                (self.line, self.column) = (self.line + 1, 1);
            } else {
                self.column += 1;
            }
        }
        Ok(())
    }

    fn undecodable(&self) -> io::Error {
        let encoding = self.decoder.encoding().name().to_ascii_lowercase();
        io::Error::new(
            io::ErrorKind::InvalidData,
            Undecodable { encoding, line: self.line, column: self.column },
        )
    }
}

fn read_some(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.output.len() {
            self.fill()?;
        }
        let rest = self.output.as_bytes().get(self.given..).unwrap_or_default();
        let taken = rest.len().min(buffer.len());
        buffer[..taken].copy_from_slice(&rest[..taken]);
        self.given += taken;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], label: &str) -> io::Result<String> {
        let mut text = String::new();
        Decoding::new(bytes, ChosenEncoding::named(label).expect("a label"))
            .read_to_string(&mut text)
            .map(|_| text)
    }

    #[test]
    fn bytes_become_letters_or_an_error_with_its_place() {
        assert_eq!(decoded(b"C\xf3rdoba", "windows-1252").unwrap(), "Córdoba");
        assert_eq!(decoded(b"\xff\xfea\0b\0", "utf-16le").unwrap(), "ab");
        for (bytes, label) in
            [(&b"a\nb\x81"[..], "windows-1252"), (b"a\0\n\0b\0\0\xd8", "utf-16le"), (b"a\nb\xff", "utf-8")]
        {
            let error = decoded(bytes, label).expect_err(label);
            let place = error.get_ref().and_then(|why| why.downcast_ref::<Undecodable>()).expect("a place");
            assert_eq!((place.line, place.column), (2, 2), "{label}");
        }
    }

    #[test]
    fn first_bytes_tell_utf_16() {
        let name = |head: &[u8]| ChosenEncoding::by_first_bytes(head).map(ChosenEncoding::name);
        assert_eq!(name(b"\xfe\xff\0a").as_deref(), Some("utf-16be"));
        assert_eq!(name(b"e\0v\0e\0n\0t\0,\0").as_deref(), Some("utf-16le"));
        assert_eq!(name(b"\0e\0v\0e\0n\0t\0,").as_deref(), Some("utf-16be"));
        assert_eq!(name(b"event,place\n"), None);
        assert_eq!(name(b"ev\0ent,place\n"), None);
    }

    #[test]
    fn a_file_that_is_utf_8_but_for_a_byte_is_not_guessed() {
        assert_eq!(guess(&b"C\xc3\xb3rdoba, G\xc3\xa9nova, \xf3"[..], None).unwrap(), None);
        let name = |bytes: &[u8], language| guess(bytes, language).unwrap().map(ChosenEncoding::name);
        assert_eq!(
            name(b"Ca\xf1\xf3n, Pe\xf1\xedscola, Espa\xf1a: se inund\xf3 la ma\xf1ana de hoy", None)
                .as_deref(),
            Some("windows-1252")
        );
        let kyiv = b"\xca\xe8\xbf\xe2, \xd5\xe0\xf0\xea\xb3\xe2, \xce\xe4\xe5\xf1\xe0";
        assert_eq!(name(kyiv, Some("uk")).as_deref(), Some("windows-1251"));
    }
}
