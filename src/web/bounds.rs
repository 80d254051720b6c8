//! How much of everything one client may take, and all clients together.

use std::time::Duration;

/// The bounds of a server.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Open connections. Where one more comes, the one that has been idle for longest is closed.
    pub connections: usize,
    /// Bytes of the address in the first line of a request.
    pub target_bytes: usize,
    /// Bytes of all header fields of a request.
    pub head_bytes: usize,
    /// Header fields of a request.
    pub head_fields: usize,
    /// Bytes of a form.
    pub body_bytes: usize,
    /// Pairs of names and values in a query or form.
    pub pairs: usize,
    /// From the beginning of a connection, or the end of its last answer, until the next request is whole up to its body.
    pub head_time: Duration,
    /// Until a form is whole.
    pub body_time: Duration,
    /// Until a client that reads slowly has taken [`Bounds::TAKEN`] more bytes of an answer.
    pub stall_time: Duration,
    /// Until a connection is closed, whatever it does; an answer that is being made is sent first.
    pub connection_time: Duration,
    /// Until a page is made; then it is refused, and asked for again.
    pub page_time: Duration,
    /// How many threads make pages.
    pub workers: usize,
    /// Requests that wait for such a thread.
    pub queue: usize,
}

impl Bounds {
    /// How many bytes a client has to take in [`Bounds::stall_time`].
    pub const TAKEN: usize = 64 << 10;
}

impl Default for Bounds {
    fn default() -> Bounds {
        Bounds {
            connections: 256,
            target_bytes: 8 << 10,
            head_bytes: 16 << 10,
            head_fields: 64,
            body_bytes: 256 << 10,
            pairs: 32,
            head_time: Duration::from_secs(15),
            body_time: Duration::from_secs(15),
            stall_time: Duration::from_secs(20),
            connection_time: Duration::from_secs(600),
            page_time: Duration::from_secs(20),
            workers: 4,
            queue: 128,
        }
    }
}
