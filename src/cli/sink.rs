//! Where data goes: to standard output, or to the file that was asked for. Opened here and nowhere else.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::desk::Error;
use crate::disk::pending_file::PendingFile;
use crate::disk::sharing::Sharing;
use crate::intake::input_fault::system_says;
use crate::render::visible_lines::VisibleLines;

/// How much is written at once.
const BUFFER: usize = 1 << 16;

/// What standard output is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stdout {
    /// A file, a pipe, or a terminal that gets what was made for it: bytes go through as they are.
    AsItIs,
    /// A terminal, and what goes there was not made for it: what would command it is made visible.
    Terminal,
}

/// Where data goes; nothing is opened before something is written.
#[derive(Default)]
pub struct Sink {
    out: Option<Box<dyn Write + Send>>,
    /// The file that is written before it takes the name that was asked for.
    pending: Option<(PathBuf, PendingFile)>,
}

impl Sink {
    /// Whether something was opened.
    pub fn is_open(&self) -> bool {
        self.out.is_some()
    }

    /// Opens a file beside the place of one that was asked for, readable by some.
    ///
    /// # Errors
    /// What cannot be written.
    pub fn open(&mut self, to: &Path, sharing: Sharing) -> Result<(), Error> {
        let (pending, file) =
            PendingFile::create_for(sharing, to).map_err(|error| Error::not_written(to, &error))?;
        self.pending = Some((to.to_owned(), pending));
        self.out = Some(Box::new(BufWriter::with_capacity(BUFFER, NamedWriter { to: to.to_owned(), file })));
        Ok(())
    }

    /// The handle for data: the file, else standard output.
    pub fn writer(&mut self, stdout: Stdout) -> &mut (dyn Write + Send) {
        self.out.get_or_insert_with(|| match stdout {
            Stdout::AsItIs => Box::new(standard_output()),
            Stdout::Terminal => Box::new(VisibleLines::new(standard_output())),
        })
    }

    /// Hands over what was written so far.
    ///
    /// # Errors
    /// What writing meets.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.as_mut().map_or(Ok(()), |out| out.flush())
    }

    /// Ends the data; a file takes its name.
    ///
    /// # Errors
    /// What writing meets; then nothing of a file is left.
    pub fn finish(&mut self) -> io::Result<()> {
        self.flush()?;
        let Some((to, pending)) = self.pending.take() else { return Ok(()) };
        self.out = None;
        pending.commit().map_err(|error| named(&to, &error))
    }
}

fn standard_output() -> impl Write + Send {
    let named = NamedWriter { to: PathBuf::from("standard output"), file: io::stdout() };
    BufWriter::with_capacity(BUFFER, named)
}

/// A file whose errors say its name.
struct NamedWriter<W> {
    to: PathBuf,
    file: W,
}

impl<W: Write> Write for NamedWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes).map_err(|error| named(&self.to, &error))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush().map_err(|error| named(&self.to, &error))
    }
}

/// An error of a file, with its name. One that only asks to try again is not touched.
fn named(to: &Path, error: &io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::Interrupted => error.kind().into(),
        kind => io::Error::new(kind, format!("{} was not written: {}", to.display(), system_says(error))),
    }
}
