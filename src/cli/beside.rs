//! A file beside the one that was asked for with `-o`.

use std::io::{self, Write};
use std::path::PathBuf;

use super::Context;
use crate::desk::Error;
use crate::desk::pending_file::PendingFile;

/// Writes it, where a file was asked for: `chart.alt.txt` for `chart.svg`; whoever may read that one may read it.
///
/// # Errors
/// What writing meets.
pub fn beside(
    context: &Context,
    ending: &str,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<Option<PathBuf>, Error> {
    let Some(path) = context.global.output.as_ref().map(|to| to.with_extension(ending)) else {
        return Ok(None);
    };
    let written = PendingFile::write_for(context.out.sharing, &path, write);
    written.map_err(|error| Error::of_file(&path.display().to_string(), &error))?;
    Ok(Some(path))
}
