//! Reading and writing at once: one thread reads the store, another one writes what was read.

use std::ops::ControlFlow;
use std::sync::mpsc::{SyncSender, sync_channel};

use super::error::Error;
use crate::store::Result as StoreResult;

/// How many things travel together from the reading thread to the writing one, and how many such loads may wait.
const LOAD: usize = 1 << 9;
const LOADS: usize = 4;

/// What the reading thread hands over.
pub struct Loads<T> {
    load: Vec<T>,
    send: SyncSender<Vec<T>>,
}

impl<T> Loads<T> {
    /// Hands a thing over; breaks off where nobody writes any more.
    pub fn add(&mut self, thing: T) -> ControlFlow<()> {
        self.load.push(thing);
        if self.load.len() < LOAD {
            return ControlFlow::Continue(());
        }
        let load = std::mem::replace(&mut self.load, Vec::with_capacity(LOAD));
        if self.send.send(load).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}

/// Has `read` hand over things, and gives them to `write`, some hundred at a time, in their order. Memory does not grow with
/// them. This thread reads, another one writes.
///
/// # Errors
/// What `read` or `write` says.
pub fn read_and_write<T: Send>(
    read: impl FnOnce(&mut Loads<T>) -> StoreResult<()>,
    write: &mut (dyn FnMut(&[T]) -> Result<(), Error> + Send),
) -> Result<(), Error> {
    std::thread::scope(|scope| {
        let (send, receive) = sync_channel::<Vec<T>>(LOADS);
        let writing = std::thread::Builder::new()
            .name("writing".into())
            .spawn_scoped(scope, move || receive.iter().try_for_each(|load| write(&load)))?;
        let mut loads = Loads { load: Vec::with_capacity(LOAD), send };
        let read = read(&mut loads);
        let Loads { load, send } = loads;
        let _ = send.send(load);
        drop(send);
        writing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        Ok(read?)
    })
}
