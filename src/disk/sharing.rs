//! Who may read the files and folders that are written: their owner alone, or everybody.

use std::fs::{self, DirBuilder, File};
use std::io;
use std::path::Path;

use super::private_file;

/// Who may read what is written; its owner alone may change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// The owner alone: files 0600, folders 0700.
    OwnerAlone,
    /// Everybody: files 0644, folders 0755, whatever the system's usual mode is.
    Everybody,
}

impl Sharing {
    /// Makes a file.
    ///
    /// # Errors
    /// A file that is there already, or a folder that may not be written.
    pub fn file(self, path: &Path) -> io::Result<File> {
        let file = private_file(path)?;
        self.open_up(path, 0o644)?;
        Ok(file)
    }

    /// Makes a folder.
    ///
    /// # Errors
    /// A folder that is there already, or one above it that may not be written.
    pub fn folder(self, path: &Path) -> io::Result<()> {
        let mut folder = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
        folder.create(path)?;
        self.open_up(path, 0o755)
    }

    #[cfg(unix)]
    fn open_up(self, path: &Path, mode: u32) -> io::Result<()> {
        match self {
            Sharing::OwnerAlone => Ok(()),
            Sharing::Everybody => {
                fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode))
            }
        }
    }

    #[cfg(not(unix))]
    fn open_up(self, _: &Path, _: u32) -> io::Result<()> {
        Ok(())
    }
}
