//! A file of Markdown: written whole or not at all.

use std::io::{self, BufWriter};
use std::path::Path;

use super::error::Error;
use crate::disk::pending_file::PendingFile;
use crate::disk::sharing::Sharing;
use crate::model::shell;
use crate::render::markdown::MarkdownWriter;
use crate::report::method_note::NoteBlock;

/// A file to be written.
#[derive(Clone, Copy)]
pub struct MarkdownFile<'a> {
    /// Its name.
    pub to: &'a Path,
    /// What it is: `a note on method`.
    pub what: &'static str,
    /// The flag that names it.
    pub flag: &'static str,
    /// Who may read it.
    pub sharing: Sharing,
}

impl MarkdownFile<'_> {
    /// Writes the blocks; what stood under its name makes room.
    ///
    /// # Errors
    /// A name that ends otherwise, a folder that may not be written, or what `blocks` says.
    pub fn write(self, blocks: &mut dyn FnMut() -> Result<Vec<NoteBlock>, Error>) -> Result<(), Error> {
        let MarkdownFile { to, what, flag, sharing } = self;
        let shown = to.display().to_string();
        if !to.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("md")) {
            let with_ending = shell::word(&to.with_extension("md").display().to_string());
            return Err(Error::usage(
                format!("{shown} was not written: {what} is Markdown"),
                format!("name a file that ends in .md: {flag} {with_ending}"),
            ));
        }
        let faulty = |error: io::Error| Error::not_written(to, &error);
        let (pending, file) = PendingFile::create_for(sharing, to).map_err(faulty)?;
        let mut writer = MarkdownWriter::begin(BufWriter::new(file));
        for block in blocks()? {
            writer.block(&block).map_err(faulty)?;
        }
        writer.end().and_then(|()| pending.commit()).map_err(faulty)
    }
}
