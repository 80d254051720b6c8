//! Where rejected rows go: beside the file, never over another file, readable by their owner alone, and under their
//! final name only once the good rows are stored.

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use super::pending_file::PendingFile;
use super::profiles::beside;
use crate::intake::item::Rejected;
use crate::intake::rejects::Rejects;

/// A rejects file in the making; nothing is made while there is nothing to reject. Dropped before
/// [`RejectFile::place`], it leaves nothing behind.
pub struct RejectFile {
    beside: PathBuf,
    header: Vec<String>,
    open: Option<(PendingFile, Rejects<BufWriter<File>>)>,
}

impl RejectFile {
    /// For the rows of `beside`, whose header is given.
    pub fn beside(beside: &Path, header: &[String]) -> RejectFile {
        RejectFile { beside: beside.to_owned(), header: header.to_vec(), open: None }
    }

    /// The name that it will have if no other file has it.
    pub fn name(&self) -> PathBuf {
        self.named(1)
    }

    /// Adds a row.
    pub fn add(&mut self, rejected: &Rejected) -> io::Result<()> {
        if self.open.is_none() {
            let (pending, file) = PendingFile::create(&self.name())?;
            self.open = Some((pending, Rejects::begin(BufWriter::new(file), &self.header)?));
        }
        self.open.as_mut().map_or(Ok(()), |(_, rejects)| rejects.add(rejected))
    }

    /// Gives the file its name, the first that is free; `None` when nothing was rejected.
    pub fn place(mut self) -> io::Result<Option<PathBuf>> {
        let Some((pending, rejects)) = self.open.take() else { return Ok(None) };
        rejects.end()?;
        for number in 1.. {
            let name = self.named(number);
            // What stands beside a name may be what an older rejects file is read by.
            if !beside(&name).exists() && pending.commit_as_new(&name)? {
                return Ok(Some(name));
            }
        }
        Ok(None)
    }

    /// `october.csv` has `october.rejects.csv`, then `october.rejects.2.csv`.
    fn named(&self, number: u32) -> PathBuf {
        let stem = self.beside.file_stem().unwrap_or_default().to_string_lossy();
        let number = if number == 1 { String::new() } else { format!(".{number}") };
        self.beside.with_file_name(format!("{stem}.rejects{number}.csv"))
    }
}
