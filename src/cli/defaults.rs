//! Where this desk's `tollbook.toml` is looked for.

use std::env::var_os;
use std::path::PathBuf;

use super::global::Global;
use super::stores;
use crate::desk::Error;
use crate::desk::defaults::{DeskDefaults, NAME};

/// What the desk has settled, beside the store that is meant and for this user.
///
/// # Errors
/// A file that cannot be read.
pub fn find(global: &Global) -> Result<DeskDefaults, Error> {
    let store = stores::meant(global);
    Ok(DeskDefaults::of(&store, users().as_deref())?.knowing_store(&store))
}

/// The file of the user: in `$XDG_CONFIG_HOME`, else in `~/.config`; on Windows in `%APPDATA%`.
fn users() -> Option<PathBuf> {
    let folder = |name: &str| var_os(name).filter(|path| !path.is_empty()).map(PathBuf::from);
    let home = || match cfg!(windows) {
        true => folder("APPDATA"),
        false => folder("HOME").map(|home| home.join(".config")),
    };
    let settings = folder("XDG_CONFIG_HOME").filter(|path| path.is_absolute()).or_else(home)?;
    Some(settings.join("tollbook").join(NAME))
}
