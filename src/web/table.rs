//! The connections that are open, and which is closed where one more comes.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use tokio::sync::Notify;
use tokio::task::AbortHandle;

use super::wire::Life;

/// The connections that are open.
#[derive(Debug, Default)]
pub struct ConnectionTable {
    open: RefCell<BTreeMap<u64, OpenConnection>>,
    /// Told when one ends.
    freed: Notify,
}

#[derive(Debug)]
struct OpenConnection {
    life: Rc<Life>,
    /// What ends it; it is there once the connection runs.
    task: Option<AbortHandle>,
}

/// The place of a connection, which is free again when this is dropped.
#[derive(Debug)]
pub struct Seat {
    table: Rc<ConnectionTable>,
    number: u64,
}

impl ConnectionTable {
    /// Takes a place; what runs on it is told to [`ConnectionTable::runs`].
    pub fn enter(self: &Rc<Self>, life: Rc<Life>) -> Seat {
        let mut open = self.open.borrow_mut();
        let number = open.last_key_value().map_or(0, |(last, _)| last + 1);
        open.insert(number, OpenConnection { life, task: None });
        Seat { table: Rc::clone(self), number }
    }

    /// Says by what the connection of a place is ended.
    pub fn runs(&self, number: u64, task: AbortHandle) {
        if let Some(open) = self.open.borrow_mut().get_mut(&number) {
            open.task = Some(task);
        }
    }

    /// How many are open.
    pub fn len(&self) -> usize {
        self.open.borrow().len()
    }

    /// Closes the one whose client has kept the server waiting for longest. False where every client waits for the server.
    pub fn close_oldest_idle(&self) -> bool {
        let mut open = self.open.borrow_mut();
        let idle = open.iter().filter_map(|(number, open)| Some((open.life.idle_since()?, *number)));
        let Some((_, number)) = idle.min() else { return false };
        if let Some(task) = open.remove(&number).and_then(|open| open.task) {
            task.abort();
        }
        true
    }

    /// Waits until one ends.
    pub async fn one_ends(&self) {
        self.freed.notified().await;
    }
}

impl Seat {
    /// Its number.
    pub fn number(&self) -> u64 {
        self.number
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.table.open.borrow_mut().remove(&self.number);
        self.table.freed.notify_one();
    }
}
