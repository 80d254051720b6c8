//! Ctrl-C, and the signals that end a program as it does: what they end, and what is said of the data. A command that only
//! reads ends at once; a server when it has sent what it was asked for.
//!
//! An import stops at its next row and gives back what it had begun. Where it waits for what is typed or piped, and has
//! begun nothing, it is ended here.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::signals::{self, EndSignal};
use crate::desk::opening::{self, AtRest, Made};
use crate::desk::progress::Stop;
use crate::disk::unfinished;

/// How long an import has until its next row before it is looked whether it waits.
const PATIENCE: Duration = Duration::from_millis(700);

/// What is under way.
#[derive(Clone)]
enum Doing {
    /// Nothing that leaves traces.
    Reading,
    /// A server, and what ends it.
    #[cfg(feature = "serve")]
    Serving(std::sync::Arc<dyn Fn() + Send + Sync>),
    /// An import into the store at this path.
    Importing(Import),
}

/// An import that is under way.
#[derive(Clone, Debug)]
struct Import {
    stop: Stop,
    store: PathBuf,
    made: Made,
    /// What was recorded so far, in words.
    recorded: Vec<String>,
}

/// What a signal finds; it has no other way to know.
static DOING: Mutex<Doing> = Mutex::new(Doing::Reading);

/// The exit code of what was interrupted: that of the signal that came last.
static EXIT_CODE: AtomicU8 = AtomicU8::new(EndSignal::Interrupt.exit_code());

/// The exit code of what was interrupted.
pub fn exit_code() -> ExitCode {
    ExitCode::from(EXIT_CODE.load(Ordering::SeqCst))
}

/// Listens from now on. Where a system has no such signals, nothing is heard.
pub fn listen() {
    signals::hear(|signal| {
        EXIT_CODE.store(signal.exit_code(), Ordering::SeqCst);
        let now = doing().clone();
        match now {
            Doing::Reading => leave(),
            #[cfg(feature = "serve")]
            Doing::Serving(end) => {
                *doing() = Doing::Reading; // asked twice, it ends at once
                end();
            }
            Doing::Importing(import) if import.stop.was_asked() => leave(), // asked twice
            Doing::Importing(import) => {
                import.stop.ask();
                std::thread::spawn(end_where_it_waits);
            }
        }
    });
}

/// An import into a store begins; it stops when the answer says so.
pub fn importing(store: PathBuf) -> Stop {
    let stop = Stop::default();
    let made = if store.exists() { Made::Before } else { Made::Now };
    *doing() = Doing::Importing(Import { stop: stop.clone(), store, made, recorded: Vec::new() });
    stop
}

/// A server begins to serve; `end` ends it.
#[cfg(feature = "serve")]
pub fn serving(end: impl Fn() + Send + Sync + 'static) {
    *doing() = Doing::Serving(std::sync::Arc::new(end));
}

/// A file was recorded, in words: it stays whatever comes after.
pub fn recorded(what: String) {
    if let Doing::Importing(import) = &mut *doing() {
        import.recorded.push(what);
    }
}

/// Prints what happened to the data of an import that was stopped.
pub fn tell() {
    let was = std::mem::replace(&mut *doing(), Doing::Reading);
    if let Doing::Importing(import) = was {
        let _ = writeln!(io::stderr().lock(), "{}", import.in_words());
    }
}

fn doing() -> std::sync::MutexGuard<'static, Doing> {
    DOING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends an import that has not come to its next row, unless it is writing.
fn end_where_it_waits() {
    loop {
        std::thread::sleep(PATIENCE);
        let Doing::Importing(import) = doing().clone() else { return };
        if import.stop.is_heard() {
            return;
        }
        let at_rest = opening::at_rest(&import.store, import.made) == AtRest::Nothing;
        if at_rest && !import.stop.is_heard() {
            tell();
            leave();
        }
    }
}

fn leave() {
    unfinished::remove_all();
    std::process::exit(i32::from(EXIT_CODE.load(Ordering::SeqCst)))
}

impl Import {
    fn in_words(&self) -> String {
        match (self.recorded.as_slice(), self.made) {
            ([], Made::Now) if !self.store.exists() => {
                "interrupted: nothing was recorded, and no store was made".to_owned()
            }
            ([], _) => format!("interrupted: nothing was recorded; {} is as it was", self.store.display()),
            (recorded, _) => format!(
                "interrupted: {} recorded before, and nothing else; see it with tollbook log",
                recorded.join(", ")
            ),
        }
    }
}
