//! A server whose pages are made here, so that it can be tried what no store does: wait, fail, be long.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{JoinHandle, spawn};
use std::time::Duration;

use tollbook::web::answer::{ContentKind, PageAnswer, face_of};
use tollbook::web::bounds::Bounds;
use tollbook::web::pool::{PageMaker, Paged};
use tollbook::web::refusal::Refusal;
use tollbook::web::request::PageRequest;
use tollbook::web::server::{Server, ServerOptions, Stopper};

/// A server that runs until it is dropped.
pub struct Stub {
    pub port: u16,
    /// How many pages were made.
    pub made: Arc<AtomicUsize>,
    /// What was logged: method, target, status.
    pub logged: Arc<Mutex<Vec<String>>>,
    /// Lets one page at `/held` go on.
    pub release: Sender<()>,
    stopper: Stopper,
    running: Option<JoinHandle<()>>,
}

struct Maker {
    made: Arc<AtomicUsize>,
    held: Arc<Mutex<Receiver<()>>>,
}

impl PageMaker for Maker {
    fn page(&mut self, asked: &PageRequest) -> Paged {
        self.made.fetch_add(1, Ordering::SeqCst);
        let page =
            |text: String| Ok(PageAnswer::page(ContentKind::Page(face_of(asked.path())), text.into_bytes()));
        match (asked.path(), &asked.form) {
            ("/check", Some(form)) => page(format!("{form:?}")),
            ("/fails", _) => panic!("a page that fails, as a test wants it"),
            ("/held", _) => {
                let _ = self.held.lock().expect("a page").recv_timeout(Duration::from_secs(20));
                page("held".to_owned())
            }
            ("/long", _) => page("0123456789abcde\n".repeat(1 << 20)),
            ("/nothing", _) => Err(Refusal::NoPage),
            _ => page(format!("page of {}", asked.target)),
        }
    }
}

impl Stub {
    /// Starts one.
    pub fn new(bounds: Bounds) -> Stub {
        let made = Arc::new(AtomicUsize::new(0));
        let logged = Arc::new(Mutex::new(Vec::new()));
        let (release, held) = channel();
        let held = Arc::new(Mutex::new(held));
        let (makers, lines) = (Arc::clone(&made), Arc::clone(&logged));
        let options = ServerOptions {
            port: 0,
            bounds,
            takes_form: |path| path == "/check",
            maker: Arc::new(move || Box::new(Maker { made: Arc::clone(&makers), held: Arc::clone(&held) })),
            log: Box::new(move |answered| {
                let line = format!("{} {} {}", answered.method, answered.target, answered.status);
                lines.lock().expect("lines").push(line);
            }),
        };
        let server = Server::bind(options).expect("a server");
        let (port, stopper) = (server.port(), server.stopper());
        let running = Some(spawn(move || server.run()));
        Stub { port, made, logged, release, stopper, running }
    }

    /// One with the usual bounds.
    pub fn usual() -> Stub {
        Stub::new(Bounds::default())
    }

    /// Ends it; how long that takes.
    pub fn stop(&mut self) {
        self.stopper.stop();
        if let Some(running) = self.running.take() {
            running.join().expect("a clean end");
        }
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        self.stop();
    }
}
