//! One connection, from its first byte to its last.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::Poll;
use std::time::Duration;

use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper::{Request, Response};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep_until, timeout};

use super::answer::{PageAnswer, face_of};
use super::bounds::Bounds;
use super::decode::{Pairs, pairs};
use super::gate::{Gate, Wanted};
use super::pool::{PagePool, Paged};
use super::refusal::Refusal;
use super::refused::refused;
use super::request::PageRequest;
use super::wire::{Life, Turn, Wire};
use crate::report::address::Face;

/// What all connections share.
pub struct Front {
    /// What is let in.
    pub gate: Gate,
    /// How much of everything.
    pub bounds: Bounds,
    /// Who makes pages.
    pub pool: PagePool,
    /// Told of every request.
    pub log: RequestLog,
}

/// One request, when it was answered.
#[derive(Clone, Copy, Debug)]
pub struct AnsweredRequest<'r> {
    /// Its method.
    pub method: &'r str,
    /// Its address, as it came.
    pub target: &'r str,
    /// The status of its answer.
    pub status: u16,
    /// How long it took, but for the sending.
    pub took: Duration,
}

/// What is told of every request.
pub type RequestLog = Box<dyn Fn(&AnsweredRequest<'_>) + Send>;

/// How long a client has to take the last of what was sent.
const PARTING: Duration = Duration::from_secs(1);

/// The largest buffer of the HTTP library; an address that it holds is measured here.
const BUFFER: usize = 72 << 10;

/// Why a connection ends.
enum End {
    /// Either side has closed it.
    Closed,
    /// What came is no request.
    Unreadable(Refusal),
    /// A part of a request came, and no more of it.
    CutInHalf,
    /// Nothing came, or nothing was taken.
    Silent,
}

/// Serves a connection until it ends.
pub async fn serve(stream: TcpStream, front: Rc<Front>, life: Rc<Life>) {
    let _ = stream.set_nodelay(true);
    let service = Respond { front: Rc::clone(&front), life: Rc::clone(&life) };
    let mut connection = http1::Builder::new()
        .auto_date_header(false)
        .header_read_timeout(None)
        .max_buf_size(BUFFER)
        .max_headers(front.bounds.head_fields)
        .serve_connection(Wire::new(stream, Rc::clone(&life)), service);
    let end = until_end(&mut connection, &front.bounds, &life).await;
    let wire = connection.into_parts().io;
    life.parts();
    match end {
        End::Closed => wire.part(&[], PARTING).await,
        End::Unreadable(refusal) => wire.part(&refused(refusal, Face::Html).bytes(), PARTING).await,
        End::CutInHalf => wire.part(&refused(Refusal::TooSlow, Face::Html).bytes(), PARTING).await,
        End::Silent => {}
    }
}

async fn until_end(connection: &mut http1::Connection<Wire, Respond>, bounds: &Bounds, life: &Life) -> End {
    let mut closes = Some(Instant::now() + bounds.connection_time);
    let mut alarm = pin!(sleep_until(Instant::now()));
    poll_fn(|context| {
        if let Poll::Ready(ended) = connection.poll_without_shutdown(context) {
            return Poll::Ready(ended.map_or_else(|error| failed(&error, life), |()| End::Closed));
        }
        loop {
            let now = Instant::now();
            if life.ends(bounds).is_some_and(|end| end <= now) {
                let is_begun = matches!(life.turn(), Turn::Client(_)) && life.has_begun();
                return Poll::Ready(if is_begun { End::CutInHalf } else { End::Silent });
            }
            if closes.take_if(|closes| *closes <= now).is_some() {
                Pin::new(&mut *connection).graceful_shutdown();
                context.waker().wake_by_ref();
            }
            let Some(next) = life.ends(bounds).into_iter().chain(closes).min() else { return Poll::Pending };
            alarm.as_mut().reset(next);
            if alarm.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
        }
    })
    .await
}

/// What became of a connection that the HTTP library gives up.
fn failed(error: &hyper::Error, life: &Life) -> End {
    match life.own_status() {
        Some(414) => End::Unreadable(Refusal::LongTarget),
        Some(431) if !life.has_line() => End::Unreadable(Refusal::LongTarget),
        Some(431) => End::Unreadable(Refusal::LongHead),
        Some(_) => End::Unreadable(Refusal::Malformed("it is no HTTP/1.1")),
        None if error.is_parse() => End::Unreadable(Refusal::Malformed("it is no HTTP/1.1")),
        None => End::Closed,
    }
}

/// Answers the requests of one connection.
struct Respond {
    front: Rc<Front>,
    life: Rc<Life>,
}

impl Service<Request<Incoming>> for Respond {
    type Response = Response<Full<Bytes>>;
    type Error = hyper::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>>>>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        let (front, life) = (Rc::clone(&self.front), Rc::clone(&self.life));
        life.asked();
        Box::pin(async move {
            let answer = front.answer(request, &life).await;
            life.sends();
            Ok(answer.response())
        })
    }
}

impl Front {
    async fn answer(&self, request: Request<Incoming>, life: &Life) -> PageAnswer {
        let began = Instant::now();
        let (head, body) = request.into_parts();
        let made = match self.gate.admit(&head) {
            Ok((wanted, asked)) => self.page(wanted, asked, body, life).await,
            Err(refusal) => Err(refusal),
        };
        let face = face_of(head.uri.path());
        let answer = made.unwrap_or_else(|refusal| refused(refusal, face));
        (self.log)(&AnsweredRequest {
            method: head.method.as_str(),
            target: &head.uri.to_string(),
            status: answer.status.as_u16(),
            took: began.elapsed(),
        });
        answer
    }

    async fn page(&self, wanted: Wanted, mut asked: PageRequest, body: Incoming, life: &Life) -> Paged {
        if wanted == Wanted::FormAnswered {
            life.reads_form();
            let form = self.form(body).await;
            life.has_form();
            asked.form = Some(form?);
        }
        let made = self.pool.ask(asked)?;
        match timeout(self.bounds.page_time, made).await {
            Ok(made) => made.unwrap_or(Err(Refusal::Failed)),
            Err(_) => Err(Refusal::Busy),
        }
    }

    /// Reads a form within its bounds.
    async fn form(&self, body: Incoming) -> Result<Pairs, Refusal> {
        let most = self.bounds.body_bytes;
        if body.size_hint().lower() > most as u64 {
            return Err(Refusal::LongBody);
        }
        let read = timeout(self.bounds.body_time, Limited::new(body, most).collect()).await;
        match read.map_err(|_| Refusal::TooSlow)? {
            Ok(read) => pairs(&read.to_bytes(), self.bounds.pairs),
            Err(error) if error.is::<LengthLimitError>() => Err(Refusal::LongBody),
            Err(_) => Err(Refusal::Malformed("its body is not whole")),
        }
    }
}
