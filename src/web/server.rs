//! The server: it listens on this computer alone, and serves each connection as long as there is room.

use std::future::{Future, poll_fn};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Notify;
use tokio::task::{LocalSet, spawn_local, yield_now};
use tokio::time::{Instant, sleep, timeout, timeout_at};

use super::bounds::Bounds;
use super::connection::{Front, RequestLog, serve};
use super::gate::Gate;
use super::pool::{MakerOfPages, PagePool};
use super::table::ConnectionTable;
use super::wire::Life;

/// What a server is made of.
pub struct ServerOptions {
    /// The port; with 0 the system chooses one.
    pub port: u16,
    /// How much of everything.
    pub bounds: Bounds,
    /// Whether a path takes a form.
    pub takes_form: fn(&str) -> bool,
    /// What makes pages.
    pub maker: MakerOfPages,
    /// Told of every request.
    pub log: RequestLog,
}

/// A server that listens, and serves when it is run.
pub struct Server {
    runtime: Runtime,
    listener: TcpListener,
    port: u16,
    front: Front,
    stopper: Stopper,
}

/// Ends a server, from any thread.
#[derive(Clone, Debug, Default)]
pub struct Stopper(Arc<Notify>);

impl Stopper {
    /// Ends it: answers that are being made are sent first.
    pub fn stop(&self) {
        self.0.notify_one();
    }
}

/// How long answers that are being made may take when a server is stopped.
const LAST_ANSWERS: Duration = Duration::from_secs(2);

/// How long a connection waits for room before it is looked again whether another is idle.
const LOOKED_AGAIN: Duration = Duration::from_millis(20);

impl Server {
    /// Listens on 127.0.0.1.
    ///
    /// # Errors
    /// A port that is taken, or what else the system says.
    pub fn bind(options: ServerOptions) -> io::Result<Server> {
        let runtime = Builder::new_current_thread().enable_io().enable_time().build()?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
        let listener = runtime.block_on(TcpListener::bind(address))?;
        let (bounds, takes_form) = (options.bounds, options.takes_form);
        let port = listener.local_addr()?.port();
        let front = Front {
            gate: Gate { port, bounds, takes_form },
            bounds,
            pool: PagePool::start(bounds.workers, bounds.queue, &options.maker)?,
            log: options.log,
        };
        Ok(Server { runtime, listener, port, front, stopper: Stopper::default() })
    }

    /// The address of its front page.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// What ends it.
    pub fn stopper(&self) -> Stopper {
        self.stopper.clone()
    }

    /// Serves until it is stopped.
    pub fn run(self) {
        let Server { runtime, listener, front, stopper, .. } = self;
        LocalSet::new().block_on(&runtime, accept_all(listener, Rc::new(front), &stopper));
        // A page that takes long is not waited for.
        runtime.shutdown_background();
    }
}

async fn accept_all(listener: TcpListener, front: Rc<Front>, stopper: &Stopper) {
    let table = Rc::new(ConnectionTable::default());
    let mut stopped = pin!(stopper.0.notified());
    loop {
        match first(listener.accept(), stopped.as_mut()).await {
            None => break,
            Some(Ok((stream, _))) => {
                if first(room(&table, front.bounds.connections), stopped.as_mut()).await.is_none() {
                    break;
                }
                enter(stream, &front, &table);
            }
            // The client has gone again, or the system gives no more sockets until others are closed.
            Some(Err(_)) => {
                table.close_oldest_idle();
                sleep(LOOKED_AGAIN).await;
            }
        }
        // What came is looked at before the next connection may push it out.
        yield_now().await;
    }
    drop(listener);
    let end = Instant::now() + LAST_ANSWERS;
    while table.len() > 0 && Instant::now() < end {
        if !table.close_oldest_idle() {
            let _ = timeout_at(end.min(Instant::now() + LOOKED_AGAIN), table.one_ends()).await;
        }
    }
}

/// Waits until there is room for one connection more; idle ones make room, the oldest first.
async fn room(table: &ConnectionTable, most: usize) {
    while table.len() >= most {
        if !table.close_oldest_idle() {
            let _ = timeout(LOOKED_AGAIN, table.one_ends()).await;
        }
    }
}

fn enter(stream: TcpStream, front: &Rc<Front>, table: &Rc<ConnectionTable>) {
    let life = Rc::new(Life::new());
    let place = table.enter(Rc::clone(&life));
    let (number, front) = (place.number(), Rc::clone(front));
    let task = spawn_local(async move {
        serve(stream, front, life).await;
        drop(place);
    });
    table.runs(number, task.abort_handle());
}

/// What comes first; `None` when it is `end`.
async fn first<T>(coming: impl Future<Output = T>, mut end: impl Future<Output = ()> + Unpin) -> Option<T> {
    let mut coming = pin!(coming);
    poll_fn(|context| {
        if pin!(&mut end).poll(context).is_ready() {
            return Poll::Ready(None);
        }
        coming.as_mut().poll(context).map(Some)
    })
    .await
}
