//! Which store a command means: `--db`, `$TOLLBOOK_DB`, or the nearest `tollbook.db` upwards.

use std::path::{Path, PathBuf};

use super::Context;
use super::global::Global;
use crate::desk::error::Error;
use crate::desk::{Store, opening};
use crate::model::shell;

/// The name of a store that is found by itself.
pub const NAME: &str = "tollbook.db";

/// Opens the store that a reading verb means.
pub fn open(context: &Context) -> Result<Store, Error> {
    Ok(asked(Store::open_for_reading(&locate(context)?)?, context))
}

/// A store that is asked as this desk has settled it.
fn asked(store: Store, context: &Context) -> Store {
    settle(&store, context);
    store
}

/// Has a store answer as this desk has settled it, on this day and by this clock.
pub fn settle(store: &Store, context: &Context) {
    store.know_settling(context.defaults.settling());
    store.know_today(Some(context.today));
    store.know_discretion(context.discretion());
}

/// The store that a verb means; an error when there is none.
pub fn locate(context: &Context) -> Result<PathBuf, Error> {
    match given(context).or_else(nearest) {
        Some(path) => Ok(path),
        None => Err(opening::missing(Path::new(NAME))),
    }
}

/// Opens the store that a verb means which needs none; `None` where there is none. One that was named and is not there is
/// told.
pub fn to_read(context: &Context) -> Result<Option<Store>, Error> {
    match given(context).or_else(nearest) {
        Some(path) if path.exists() => Ok(Some(asked(Store::open_for_reading(&path)?, context))),
        Some(path) => {
            let names = format!("there is no store at {}: names stay as they are printed", path.display());
            context.tell(&[names])?;
            Ok(None)
        }
        None => Ok(None),
    }
}

/// Where the store is that is shown for as long as a server runs: it may not be there yet, unless it was named.
#[cfg(feature = "serve")]
pub fn to_serve(context: &Context) -> Result<PathBuf, Error> {
    match given(context) {
        Some(path) if !path.exists() => Err(opening::missing(&path)),
        _ => Ok(meant(&context.global)),
    }
}

/// Opens the store that a verb means which changes what is there.
pub fn open_to_write(context: &Context) -> Result<Store, Error> {
    Ok(asked(Store::open_for_writing(&locate(context)?)?, context))
}

/// The store that a verb writes to which may make one.
pub fn to_write(context: &Context) -> PathBuf {
    meant(&context.global)
}

/// The store that is meant where no flag names one.
pub fn found() -> PathBuf {
    let named = std::env::var_os("TOLLBOOK_DB").filter(|path| !path.is_empty()).map(PathBuf::from);
    named.or_else(nearest).unwrap_or_else(|| PathBuf::from(NAME))
}

/// The store that is meant, whether it is there yet or not.
pub fn meant(global: &Global) -> PathBuf {
    global.db.clone().or_else(nearest).unwrap_or_else(|| PathBuf::from(NAME))
}

/// How commands name the store that was named, beside what they are to do: ` --db north.db`; empty where they find it.
pub fn flag(global: &Global) -> String {
    let found = std::env::var_os("TOLLBOOK_DB").map(PathBuf::from).or_else(nearest);
    match global.db.as_ref().filter(|given| found.as_ref() != Some(given)) {
        Some(given) => format!(" --db {}", shell::word(&given.display().to_string())),
        None => String::new(),
    }
}

fn given(context: &Context) -> Option<PathBuf> {
    context.global.db.clone()
}

/// The nearest `tollbook.db`, seen from this folder.
fn nearest() -> Option<PathBuf> {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    opening::nearest(NAME, &std::env::current_dir().ok()?, home.as_deref())
}
