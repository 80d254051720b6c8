//! How far long work is, for whoever waits for it, and that nobody wants it any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Hears how far long work is. A terminal draws a bar of it; a page or a test may ignore it ([`Unheard`]).
pub trait Progress {
    /// Work begins on `total` bytes or rows; `what` names them: "the file".
    fn begin(&mut self, total: u64, what: &'static str);

    /// The work has come to `position` of the total, and `rows` rows are done.
    fn at(&mut self, position: u64, rows: u64);

    /// The work has ended, or was given up.
    fn end(&mut self);

    /// Whether the work is still wanted: an import asks at each row, and stops.
    fn stop(&self) -> Stop {
        Stop::default()
    }
}

/// That work is not wanted any more. All copies say the same.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<StopState>);

#[derive(Debug, Default)]
struct StopState {
    asked: AtomicBool,
    /// Whether whoever works has heard it, and ends by itself.
    heard: AtomicBool,
}

impl Stop {
    /// Asks for it.
    pub fn ask(&self) {
        self.0.asked.store(true, Ordering::SeqCst);
    }

    /// Whether it was asked for; whoever works asks this, and ends then.
    pub fn is_asked(&self) -> bool {
        let asked = self.0.asked.load(Ordering::Relaxed);
        if asked {
            self.0.heard.store(true, Ordering::SeqCst);
        }
        asked
    }

    /// Whether whoever works ends by itself.
    pub fn is_heard(&self) -> bool {
        self.0.heard.load(Ordering::SeqCst)
    }

    /// Whether it was asked for before; nobody has to end.
    pub fn was_asked(&self) -> bool {
        self.0.asked.load(Ordering::SeqCst)
    }
}

/// Nobody waits.
pub struct Unheard;

impl Progress for Unheard {
    fn begin(&mut self, _: u64, _: &'static str) {}

    fn at(&mut self, _: u64, _: u64) {}

    fn end(&mut self) {}
}
