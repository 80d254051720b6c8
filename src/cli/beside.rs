//! A file beside the one that was asked for with `-o`. Nobody named it, so that it replaces nothing that says something else,
//! unless that is asked for.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::Context;
use crate::desk::Error;
use crate::disk::pending_file::{PendingFile, Replaces};

/// Such a file in the making.
pub struct SecondFile {
    path: PathBuf,
    pending: PendingFile,
    replaces: Replaces,
}

impl SecondFile {
    /// Begins it; whoever may read the file that was asked for may read it.
    ///
    /// # Errors
    /// What cannot be written.
    pub fn begin(context: &Context, path: PathBuf) -> Result<(SecondFile, impl Write + Send + use<>), Error> {
        let (pending, file) = PendingFile::create_for(context.out.sharing, &path)
            .map_err(|error| Error::not_written(&path, &error))?;
        Ok((SecondFile { path, pending, replaces: context.out.replaces }, file))
    }

    /// Gives it its name.
    ///
    /// # Errors
    /// What stands there says something else, or what the system says.
    pub fn end(self) -> Result<PathBuf, Error> {
        let placed = self.pending.commit_where(self.replaces);
        match placed.map_err(|error| Error::not_written(&self.path, &error))? {
            true => Ok(self.path),
            false => Err(is_there(&self.path)),
        }
    }
}

fn is_there(path: &Path) -> Error {
    Error::usage(
        format!("nothing was written: {} is there already and says something else", path.display()),
        "move it away, or have it replaced: type the same command with --force",
    )
}

/// Writes it, where a file was asked for: `chart.alt.txt` for `chart.svg`.
///
/// # Errors
/// What writing meets, or another file that has its name.
pub fn beside(
    context: &Context,
    ending: &str,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<Option<PathBuf>, Error> {
    let Some(path) = context.global.output.as_ref().map(|to| to.with_extension(ending)) else {
        return Ok(None);
    };
    let (second, file) = SecondFile::begin(context, path.clone())?;
    let mut file = BufWriter::new(file);
    write(&mut file).and_then(|()| file.flush()).map_err(|error| Error::not_written(&path, &error))?;
    second.end().map(Some)
}
