//! A store that is read for as long as a server runs: it may be written to, be replaced, or not be there yet. Where none is,
//! it is as one without an entry.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::error::Error;
use crate::model::date::Timestamp;
use crate::model::event_kind::SettlingDefaults;
use crate::model::hold::Discretion;
use crate::model::uid::hex;
use crate::store::{self, Store, StoreFault};

/// A store that is read whenever something is asked.
#[derive(Debug)]
pub struct ServedStore {
    path: PathBuf,
    asked_as: AskedAs,
    /// Open since something was asked.
    open: Option<Store>,
    /// How often it was opened.
    opened: u64,
}

/// How a desk asks a store: how long events settle, and the clock by which embargoes end.
#[derive(Clone)]
pub struct AskedAs {
    /// How long events settle.
    pub settling: SettlingDefaults,
    /// The clock.
    pub clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
}

impl fmt::Debug for AskedAs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AskedAs({:?})", self.settling)
    }
}

/// How far a store goes: its newest entry, and what the clock alone will change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreHead {
    /// The entry; 0 before the first.
    pub entry: i64,
    /// Its hash.
    pub hash: String,
    /// When the next embargo ends: from then on pages are others.
    pub embargo_ends: Option<Timestamp>,
}

/// Why a store gives no answer.
#[derive(Debug)]
pub enum NotServed {
    /// Another program writes to it.
    Busy,
    /// Another reason.
    Failed(Error),
}

/// How long a page waits for who writes.
const PATIENCE: Duration = Duration::from_millis(500);

impl ServedStore {
    /// The store at a path; nothing is opened before something is asked. `asked_as`: how the desk asks it.
    pub fn at(path: &Path, asked_as: AskedAs) -> ServedStore {
        ServedStore { path: path.to_owned(), asked_as, open: None, opened: 0 }
    }

    /// The same store, to be read beside this one.
    pub fn beside(&self) -> ServedStore {
        ServedStore::at(&self.path, self.asked_as.clone())
    }

    /// Asks the store. Where it cannot answer it is opened anew and asked once more: it may be another file by now, or have the
    /// journal of a writer that was killed.
    ///
    /// # Errors
    /// Why it gives no answer.
    pub fn ask<T>(&mut self, question: impl Fn(&Store) -> Result<T, Error>) -> Result<T, NotServed> {
        // One in memory stands for a file that was not there, and may be there by now.
        let is_current = |store: &Store| store.path().is_some() && store.is_where_it_was();
        if let Some(open) = self.open.take().filter(is_current) {
            self.tell_time(&open);
            match question(&open) {
                Ok(answer) => {
                    self.open = Some(open);
                    return Ok(answer);
                }
                Err(error) if error.says(&StoreFault::Busy) => {
                    self.open = Some(open);
                    return Err(NotServed::Busy);
                }
                Err(_) => {}
            }
        }
        let open = self.open_anew()?;
        let answer = question(&open).map_err(NotServed::of)?;
        self.open = Some(open);
        Ok(answer)
    }

    /// How often it was opened: where that is another number, it may be another store.
    pub fn opened(&self) -> u64 {
        self.opened
    }

    fn open_anew(&mut self) -> Result<Store, NotServed> {
        let open = match Store::open_for_serving(&self.path, PATIENCE) {
            Err(StoreFault::Missing(_)) => Store::in_memory(),
            open => open,
        };
        let open = open.map_err(|fault| NotServed::of(Error::from(fault)))?;
        open.know_settling(self.asked_as.settling);
        self.tell_time(&open);
        self.opened += 1;
        Ok(open)
    }

    /// Tells a store what time it is: an embargo ends while the server runs.
    fn tell_time(&self, store: &Store) {
        store.know_discretion(Discretion { now: Some((self.asked_as.clock)()), ..Discretion::default() });
    }
}

impl NotServed {
    fn of(error: Error) -> NotServed {
        if error.says(&StoreFault::Busy) { NotServed::Busy } else { NotServed::Failed(error) }
    }
}

/// How far a store goes.
///
/// # Errors
/// What the store says.
pub fn head(store: &Store) -> Result<StoreHead, Error> {
    let (entry, hash) = store::entries::head(store)?;
    let now = store.discretion().now;
    let embargo_ends = now.map(|now| store::held::next_embargo_end(store, now)).transpose()?.flatten();
    Ok(StoreHead { entry, hash: hex(&hash), embargo_ends })
}
