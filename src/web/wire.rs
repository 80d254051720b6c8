//! One socket, and whose turn it is on it: the client's or the server's, and since when.

use std::cell::Cell;
use std::io::{self, ErrorKind, IoSlice};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::rt::{Read, ReadBufCursor, Write};
use tokio::io::{AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Instant;

use super::bounds::Bounds;

/// Whose turn it is on a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The client's: nothing, or a part of a request, came since then.
    Client(Instant),
    /// The client's, in the middle of a form; how long it may take is counted where the form is read.
    Form(Instant),
    /// The server's: a page is made, or sent.
    Server,
}

/// What is known of one connection.
#[derive(Debug)]
pub struct Life {
    turn: Cell<Turn>,
    /// When the client should have taken more of an answer, since it began to wait for it, or took much.
    behind: Cell<Option<Instant>>,
    /// What it has taken since then, in bytes.
    taken: Cell<usize>,
    /// What came of a request that is not whole, in bytes.
    begun: Cell<usize>,
    /// Whether its first line is whole.
    has_line: Cell<bool>,
    /// Whether an answer was made, and is not sent whole.
    sends: Cell<bool>,
    /// The beginning of an answer that the HTTP library would have given by itself.
    own_answer: Cell<Option<[u8; 12]>>,
}

impl Life {
    /// A connection that was opened just now.
    pub fn new() -> Life {
        Life {
            turn: Cell::new(Turn::Client(Instant::now())),
            behind: Cell::new(None),
            taken: Cell::new(0),
            begun: Cell::new(0),
            has_line: Cell::new(false),
            sends: Cell::new(false),
            own_answer: Cell::new(None),
        }
    }

    /// Whose turn it is.
    pub fn turn(&self) -> Turn {
        self.turn.get()
    }

    /// The head of a request was read: it is the server's turn.
    pub fn asked(&self) {
        self.turn.set(Turn::Server);
        self.begun.set(0);
        self.has_line.set(false);
    }

    /// The client sends a form.
    pub fn reads_form(&self) {
        self.turn.set(Turn::Form(Instant::now()));
    }

    /// The form is whole.
    pub fn has_form(&self) {
        self.turn.set(Turn::Server);
    }

    /// An answer is made, and will be sent.
    pub fn sends(&self) {
        self.turn.set(Turn::Server);
        self.sends.set(true);
    }

    /// The connection is over, but for what the client has not taken yet.
    pub fn parts(&self) {
        self.turn.set(Turn::Client(Instant::now()));
    }

    /// Since when the client is waited for, whether it sends nothing or takes nothing; `None` while a page is made.
    pub fn idle_since(&self) -> Option<Instant> {
        match (self.turn(), self.behind.get()) {
            (Turn::Client(since) | Turn::Form(since), _) => Some(since),
            (Turn::Server, behind) => behind,
        }
    }

    /// Whether a part of a request came.
    pub fn has_begun(&self) -> bool {
        self.begun.get() > 0
    }

    /// Whether the first line of a request is whole.
    pub fn has_line(&self) -> bool {
        self.has_line.get()
    }

    /// The status of the answer that the HTTP library gave to what it could not read.
    pub fn own_status(&self) -> Option<u16> {
        let begun = self.own_answer.get()?;
        std::str::from_utf8(begun.get(9..12)?).ok()?.parse().ok()
    }

    /// Until when the client may take its turn.
    pub fn ends(&self, bounds: &Bounds) -> Option<Instant> {
        let head = match self.turn() {
            Turn::Client(since) => Some(since + bounds.head_time),
            Turn::Form(_) | Turn::Server => None,
        };
        let stalled = self.behind.get().map(|since| since + bounds.stall_time);
        head.into_iter().chain(stalled).min()
    }

    fn read(&self, bytes: &[u8]) {
        if matches!(self.turn(), Turn::Client(_)) {
            self.begun.set(self.begun.get() + bytes.len());
            self.has_line.set(self.has_line() || bytes.contains(&b'\n'));
        }
    }

    fn wrote(&self, bytes: usize) {
        let taken = self.taken.get() + bytes;
        let much = taken >= Bounds::TAKEN;
        self.taken.set(if much { 0 } else { taken });
        if much && self.behind.get().is_some() {
            self.behind.set(Some(Instant::now()));
        }
    }

    fn waits(&self) {
        if self.behind.get().is_none() {
            self.behind.set(Some(Instant::now()));
            self.taken.set(0);
        }
    }

    /// All that was to be sent is sent. Where that was an answer it is the client's turn.
    fn flushed(&self) {
        self.behind.set(None);
        if self.sends.replace(false) {
            self.turn.set(Turn::Client(Instant::now()));
        }
    }
}

/// A socket that tells whose turn it is.
#[derive(Debug)]
pub struct Wire {
    stream: TcpStream,
    life: Rc<Life>,
}

impl Wire {
    /// The wire of a connection.
    pub fn new(stream: TcpStream, life: Rc<Life>) -> Wire {
        Wire { stream, life }
    }

    /// Sends bytes past the HTTP library, then ends sending, and waits until the client has gone or `patience` is over: a
    /// socket that is closed with unread bytes would take back what was sent.
    pub async fn part(mut self, last: &[u8], patience: Duration) {
        let parting = async {
            let mut rest = last;
            while !rest.is_empty() {
                match self.stream.try_write(rest) {
                    Ok(0) => return,
                    Ok(written) => rest = &rest[written..],
                    Err(error) if error.kind() == ErrorKind::WouldBlock => {
                        if self.stream.writable().await.is_err() {
                            return;
                        }
                    }
                    Err(_) => return,
                }
            }
            drain(&mut self.stream).await;
        };
        let _ = tokio::time::timeout(patience, parting).await;
    }
}

/// The most bytes that are read of a client which was answered already.
const DRAINED: usize = 1 << 20;

async fn drain(stream: &mut TcpStream) {
    let ended = std::future::poll_fn(|context| Pin::new(&mut *stream).poll_shutdown(context)).await;
    let (mut buffer, mut drained) = ([0; 4096], 0);
    while ended.is_ok() && drained < DRAINED {
        match stream.try_read(&mut buffer) {
            Ok(0) => return,
            Ok(read) => drained += read,
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                if stream.readable().await.is_err() {
                    return;
                }
            }
            Err(_) => return,
        }
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        if self.life.behind.get().is_some() {
            // What a client does not take is not kept for it by the system either.
            let _ = self.stream.set_zero_linger();
        }
    }
}

impl Read for Wire {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        mut into: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let mut bytes = [0; 8 << 10];
        let most = into.remaining().min(bytes.len());
        let mut buffer = ReadBuf::new(&mut bytes[..most]);
        let read = tokio::io::AsyncRead::poll_read(Pin::new(&mut this.stream), context, &mut buffer);
        if let Poll::Ready(Ok(())) = read {
            this.life.read(buffer.filled());
            into.put_slice(buffer.filled());
        }
        read
    }
}

impl Write for Wire {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.poll_write_vectored(context, &[IoSlice::new(bytes)])
    }

    fn is_write_vectored(&self) -> bool {
        true // so that the HTTP library copies no page
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if matches!(this.life.turn(), Turn::Client(_)) {
            // Nobody was asked: the HTTP library answers what it cannot read, and has no words for it.
            let begun = parts.first().and_then(|first| first.get(..12)?.try_into().ok());
            this.life.own_answer.set(this.life.own_answer.get().or(begun));
            return Poll::Ready(Ok(parts.iter().map(|part| part.len()).sum()));
        }
        let written = Pin::new(&mut this.stream).poll_write_vectored(context, parts);
        match &written {
            Poll::Ready(Ok(written)) => this.life.wrote(*written),
            Poll::Ready(Err(_)) => {}
            Poll::Pending => this.life.waits(),
        }
        written
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let flushed = Pin::new(&mut this.stream).poll_flush(context);
        if flushed.is_ready() {
            this.life.flushed();
        }
        flushed
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}
