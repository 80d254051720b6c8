//! The bytes of a file as they pass: counted, hashed, and kept when they are few.

use std::fs::File;
use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use sha2::{Digest, Sha256};

use crate::desk::input::Input;

/// Files up to this size are kept in the store, compressed.
pub const KEPT_BYTES: u64 = 16 << 20;

/// A file's bytes as they pass: counted, hashed, and kept when they are few.
#[derive(Clone)]
pub struct FileHash(Arc<HashState>);

struct HashState {
    bytes: AtomicU64,
    state: Mutex<(Sha256, Option<DeflateEncoder<Vec<u8>>>)>,
}

impl FileHash {
    /// Of no bytes yet; they are kept when `keep` says so.
    pub fn new(keep: bool) -> FileHash {
        let kept = keep.then(|| DeflateEncoder::new(Vec::new(), Compression::default()));
        FileHash(Arc::new(HashState { bytes: AtomicU64::new(0), state: Mutex::new((Sha256::new(), kept)) }))
    }

    /// How many have passed.
    pub fn bytes(&self) -> u64 {
        self.0.bytes.load(Ordering::Relaxed)
    }

    fn add(&self, bytes: &[u8]) -> io::Result<()> {
        let before = self.0.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        let mut state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.0.update(bytes);
        if before + bytes.len() as u64 > KEPT_BYTES {
            state.1 = None; // the file grew while it was read
        }
        state.1.as_mut().map_or(Ok(()), |kept| io::Write::write_all(kept, bytes))
    }

    /// The hash of all bytes, their number, and the bytes compressed.
    pub fn finish(&self) -> ([u8; 32], u64, Option<Vec<u8>>) {
        let mut state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        let hash = std::mem::take(&mut state.0).finalize().into();
        (hash, self.bytes(), state.1.take().and_then(|kept| kept.finish().ok()))
    }
}

/// A file whose bytes are hashed while it is read.
pub struct HashingReader {
    /// The file.
    pub inner: File,
    /// What they come to.
    pub hash: FileHash,
}

impl Read for HashingReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.hash.add(&buffer[..n])?;
        Ok(n)
    }
}

/// The hash of a file's bytes.
pub fn sha256_of(input: &Input) -> io::Result<[u8; 32]> {
    let mut file = HashingReader { inner: input.rewound()?, hash: FileHash::new(false) };
    io::copy(&mut file, &mut io::sink())?;
    Ok(file.hash.finish().0)
}
