//! What is worked out in the background, after start and after each change, for as long as a server runs.

use std::cell::Cell;
use std::fmt;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::desk::pages::digest::{Digest, DigestPart, digest};
use crate::desk::serving::{NotServed, ServedStore, StoreHead, head};
use crate::desk::{Error, Store};

/// What was worked out last, as far as it goes.
#[derive(Clone, Default)]
pub struct KeptDigest {
    /// What was worked out.
    pub digest: Arc<Digest>,
    /// Another number for each that was kept.
    pub number: u64,
}

/// Where it is kept.
#[derive(Default)]
pub struct DigestShelf(Mutex<KeptDigest>);

/// The thread that works it out. It ends when this is dropped.
#[derive(Debug)]
pub struct DigestWork(Arc<Bell>);

/// Wakes the thread to end it.
#[derive(Debug, Default)]
struct Bell {
    ended: AtomicBool,
    lock: Mutex<()>,
    rung: Condvar,
}

/// How often it is looked whether something changed.
const LOOKED: Duration = Duration::from_secs(1);
/// How often it is looked whether somebody writes.
const WRITER_SEEN: Duration = Duration::from_millis(20);
/// How long it may work on one part.
const MOST: Duration = Duration::from_secs(600);
/// How much longer than it worked it rests before the next change is worked on: a store that changes all the time does not
/// keep a core busy.
const RESTS: u32 = 2;

impl fmt::Debug for DigestShelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DigestShelf({})", self.kept().number)
    }
}

impl DigestShelf {
    /// What was worked out last.
    pub fn kept(&self) -> KeptDigest {
        self.lock().clone()
    }

    /// Keeps what was worked out anew; what is not ready yet stays as it was.
    fn keep(&self, new: Digest) {
        let mut kept = self.lock();
        *kept = KeptDigest { digest: Arc::new(new.or(&kept.digest)), number: kept.number + 1 };
    }

    /// Forgets everything: it was of another store.
    fn forget(&self) {
        let mut kept = self.lock();
        *kept = KeptDigest { digest: Arc::default(), number: kept.number + 1 };
    }

    fn lock(&self) -> MutexGuard<'_, KeptDigest> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl DigestWork {
    /// Begins to work on a store, and keeps what comes of it on a shelf.
    ///
    /// # Errors
    /// A thread that the system does not give.
    pub fn begin(store: ServedStore, shelf: Arc<DigestShelf>) -> io::Result<DigestWork> {
        let bell = Arc::new(Bell::default());
        let own = Arc::clone(&bell);
        std::thread::Builder::new().name("digest".to_owned()).spawn(move || work(store, &shelf, &own))?;
        Ok(DigestWork(bell))
    }
}

impl Drop for DigestWork {
    fn drop(&mut self) {
        self.0.ended.store(true, Ordering::SeqCst);
        self.0.rung.notify_all();
    }
}

impl Bell {
    fn has_ended(&self) -> bool {
        self.ended.load(Ordering::SeqCst)
    }

    /// Waits, unless it is to end.
    fn wait(&self, time: Duration) {
        let guard = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = self.rung.wait_timeout_while(guard, time, |()| !self.has_ended());
    }
}

/// Works whenever something changed.
fn work(mut store: ServedStore, shelf: &DigestShelf, bell: &Bell) {
    let (mut done, mut opened): (Option<StoreHead>, u64) = (None, 0);
    while !bell.has_ended() {
        let mut rest = LOOKED;
        if let Ok(now) = store.ask(head) {
            if store.opened() != opened {
                (done, opened) = (None, store.opened());
                shelf.forget();
            }
            if done.as_ref() != Some(&now) {
                let began = Instant::now();
                let worked = work_out(&store, shelf, bell);
                // What was left is begun again. What failed is tried at the next change: pages tell what is wrong.
                done = (!matches!(worked, Ok(Worked::InPart) | Err(NotServed::Busy))).then_some(now);
                rest = rest.max(began.elapsed() * RESTS);
            }
        }
        bell.wait(rest);
    }
}

/// Whether all was worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Worked {
    Whole,
    InPart,
}

/// Works all of it out, part by part, unless somebody writes to the store.
fn work_out(store: &ServedStore, shelf: &DigestShelf, bell: &Bell) -> Result<Worked, NotServed> {
    for part in DigestPart::ALL {
        if apart(store.beside(), part, shelf, bell)? == Worked::InPart {
            return Ok(Worked::InPart);
        }
    }
    Ok(Worked::Whole)
}

/// Works a part out on a thread and a connection that end with it: all the memory that it takes is given back then. What stays
/// is copied by this thread while the other waits, so that nothing of it lies among what goes: with 1,000,000 figures 31 MB stay.
/// Copied once the other has ended, they are 75 MB.
fn apart(
    mut store: ServedStore,
    part: DigestPart,
    shelf: &DigestShelf,
    bell: &Bell,
) -> Result<Worked, NotServed> {
    std::thread::scope(|scope| {
        let (send, receive) = sync_channel::<Digest>(1);
        let (keeps, kept) = sync_channel::<()>(1);
        let keep = move |new: &Digest| {
            let _ = send.send(new.clone()).map(|()| kept.recv());
        };
        let work = move || store.ask(|store| step(store, part, bell, &keep));
        let working = std::thread::Builder::new().name("digest".to_owned()).spawn_scoped(scope, work);
        let working = working.map_err(|error| NotServed::Failed(error.into()))?;
        for new in receive {
            shelf.keep(new.copied());
            drop(new);
            let _ = keeps.send(());
        }
        working.join().unwrap_or(Ok(Worked::Whole))
    })
}

/// Works a part out, unless somebody writes to the store: whoever reads long keeps a writer from its end.
fn step(store: &Store, part: DigestPart, bell: &Bell, keep: &dyn Fn(&Digest)) -> Result<Worked, Error> {
    let (began, looked, written) = (Instant::now(), Cell::new(None::<Instant>), Cell::new(false));
    let stop = || {
        if looked.get().is_none_or(|looked| looked.elapsed() > WRITER_SEEN) {
            looked.set(Some(Instant::now()));
            written.set(written.get() || store.is_being_written());
        }
        bell.has_ended() || written.get() || began.elapsed() > MOST
    };
    if stop() {
        return Ok(Worked::InPart);
    }
    keep(&digest(store, part, &stop)?);
    Ok(if written.get() { Worked::InPart } else { Worked::Whole })
}
