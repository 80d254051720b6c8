//! One file of a folder in the making: its bytes are counted and hashed as they are written.

use std::fs::File;
use std::io::{self, BufWriter, Sink, Write};

use sha2::{Digest, Sha256};

use crate::model::hex::hex;

/// A file of the folder, done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenFile {
    /// Where it is in the folder, with `/` between the steps.
    pub path: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// SHA-256 of them, in hexadecimal digits.
    pub sha256: String,
}

/// A file of the folder in the making.
pub type FolderPart = HashedWriter<BufWriter<File>>;

/// Counts and hashes what is written through it.
#[derive(Debug)]
pub struct HashedWriter<W> {
    path: String,
    out: W,
    hash: Sha256,
    bytes: u64,
}

impl<W: Write> HashedWriter<W> {
    fn of(path: &str, out: W) -> HashedWriter<W> {
        HashedWriter { path: path.to_owned(), out, hash: Sha256::new(), bytes: 0 }
    }

    /// Where the file is in the folder.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What was written, once all of it is with the system.
    pub(super) fn finish(mut self) -> io::Result<WrittenFile> {
        self.out.flush()?;
        Ok(WrittenFile { path: self.path, bytes: self.bytes, sha256: hex(&self.hash.finalize()) })
    }
}

impl<W: Write> Write for HashedWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A part that goes to an open file.
pub(super) fn begin(path: &str, file: File) -> FolderPart {
    FolderPart::of(path, BufWriter::with_capacity(1 << 16, file))
}

/// What a file holds that something else wrote.
pub(super) fn read(path: &str, mut file: File) -> io::Result<WrittenFile> {
    let mut hashed: HashedWriter<Sink> = HashedWriter::of(path, io::sink());
    io::copy(&mut file, &mut hashed)?;
    hashed.finish()
}
