//! The threads that make pages: a few, each with its own connection to the store, and a queue before them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::oneshot;

use super::answer::PageAnswer;
use super::refusal::Refusal;
use super::request::PageRequest;

/// What makes pages on one thread.
pub trait PageMaker {
    /// Makes a page.
    ///
    /// # Errors
    /// Why there is none.
    fn page(&mut self, asked: &PageRequest) -> Result<PageAnswer, Refusal>;
}

/// Makes what makes pages, on the thread that is to make them.
pub type MakerOfPages = Arc<dyn Fn() -> Box<dyn PageMaker> + Send + Sync>;

/// A page, or why there is none.
pub type Paged = Result<PageAnswer, Refusal>;

/// The threads that make pages. They end when this is dropped and what they make is made.
#[derive(Debug)]
pub struct PagePool {
    queue: SyncSender<PageJob>,
}

#[derive(Debug)]
struct PageJob {
    asked: PageRequest,
    reply: oneshot::Sender<Paged>,
}

impl PagePool {
    /// Starts threads; `queue`: how many requests may wait for them.
    ///
    /// # Errors
    /// A thread that the system does not give.
    pub fn start(workers: usize, queue: usize, maker: &MakerOfPages) -> std::io::Result<PagePool> {
        let (sender, receiver) = sync_channel(queue);
        let receiver = Arc::new(Mutex::new(receiver));
        for _ in 0..workers {
            let (receiver, maker) = (Arc::clone(&receiver), Arc::clone(maker));
            std::thread::Builder::new().name("page".to_owned()).spawn(move || work(&receiver, &maker))?;
        }
        Ok(PagePool { queue: sender })
    }

    /// Asks for a page; it comes when it is made.
    ///
    /// # Errors
    /// A queue that is full.
    pub fn ask(&self, asked: PageRequest) -> Result<oneshot::Receiver<Paged>, Refusal> {
        let (reply, made) = oneshot::channel();
        match self.queue.try_send(PageJob { asked, reply }) {
            Ok(()) => Ok(made),
            Err(TrySendError::Full(_)) => Err(Refusal::Busy),
            Err(TrySendError::Disconnected(_)) => Err(Refusal::Failed),
        }
    }
}

/// Makes pages until nobody can ask for one any more.
fn work(jobs: &Mutex<Receiver<PageJob>>, maker: &MakerOfPages) {
    let mut pages = maker();
    loop {
        let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(PageJob { asked, reply }) = next else { return };
        if reply.is_closed() {
            continue; // the client has gone, or was told to come again
        }
        let made = catch_unwind(AssertUnwindSafe(|| pages.page(&asked))).unwrap_or_else(|_| {
            // What was under way in it is not known any more.
            pages = maker();
            Err(Refusal::Failed)
        });
        let _ = reply.send(made);
    }
}
