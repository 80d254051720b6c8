//! What one client may take: bytes, time, connections, places in the queue.

use std::sync::atomic::Ordering;
use std::thread::{sleep, spawn};
use std::time::{Duration, Instant};

use tollbook::web::bounds::Bounds;

use super::client::{Client, get, post, raw};
use super::stub::Stub;

const SHORT: Duration = Duration::from_millis(300);

/// The usual bounds, with little time.
fn short() -> Bounds {
    Bounds { head_time: SHORT, body_time: SHORT, stall_time: SHORT, ..Bounds::default() }
}

fn head(stub: &Stub, first: &str, fields: &str) -> String {
    format!("{first} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{fields}\r\n", stub.port)
}

#[test]
fn long_addresses_headers_and_forms_are_refused() {
    let stub = Stub::usual();
    let bounds = Bounds::default();
    for bytes in [bounds.target_bytes + 1, 60_000, 70_000, 200_000] {
        let request = head(&stub, &format!("GET /{}", "a".repeat(bytes)), "");
        assert_eq!(raw(stub.port, request).expect("an answer").status, 414, "{bytes}");
    }
    for bytes in [bounds.head_bytes, 60_000, 200_000] {
        let request = head(&stub, "GET /", &format!("X: {}\r\n", "a".repeat(bytes)));
        assert_eq!(raw(stub.port, request).expect("an answer").status, 431, "{bytes}");
    }
    for fields in [bounds.head_fields, 1_000, 10_000] {
        let request = head(&stub, "GET /", &"X: y\r\n".repeat(fields));
        assert_eq!(raw(stub.port, request).expect("an answer").status, 431, "{fields}");
    }
    for bytes in [bounds.body_bytes + 1, 4 << 20] {
        let got = post(stub.port, "/check", &[], &"a".repeat(bytes));
        assert_eq!(got.status, 413, "{bytes}");
        assert!(got.body.contains("tollbook check"), "{}", got.body);
    }
    let form = "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n";
    let chunk = format!("10000\r\n{}\r\n", "a".repeat(0x10000)).repeat(5);
    let got = raw(stub.port, format!("{}{chunk}", head(&stub, "POST /check", form))).expect("an answer");
    assert_eq!(got.status, 413);
    assert_eq!(stub.made.load(Ordering::SeqCst), 0);
    // What is just short enough is answered.
    let longest = format!("GET /{}", "a".repeat(bounds.target_bytes - 1));
    assert_eq!(raw(stub.port, head(&stub, &longest, "")).expect("an answer").status, 200);
    let text = format!("text={}", "a".repeat(bounds.body_bytes - 5));
    assert_eq!(post(stub.port, "/check", &[], &text).status, 200);
}

#[test]
fn a_request_that_does_not_come_whole_is_ended() {
    let stub = Stub::new(short());
    let began = Instant::now();
    let mut half = Client::to(stub.port);
    half.send("GET / HTTP/1.1\r\nHost: 127");
    let mut silent = Client::to(stub.port);
    let got = half.answer().expect("an answer");
    assert_eq!((got.status, got.field("connection")), (408, Some("close")));
    assert!(half.is_over() && silent.is_over());
    let mut form = Client::to(stub.port);
    form.send(head(
        &stub,
        "POST /check",
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n",
    ));
    form.send("text=");
    assert_eq!(form.answer().expect("an answer").status, 408);
    assert!(form.is_over());
    assert!(began.elapsed() >= SHORT * 2 && began.elapsed() < SHORT * 20, "{:?}", began.elapsed());
    assert_eq!(stub.made.load(Ordering::SeqCst), 0);
}

/// A byte now and then does not make the time longer.
#[test]
fn a_request_that_comes_drop_by_drop_is_ended() {
    let stub = Stub::new(short());
    let mut slow = Client::to(stub.port);
    let began = Instant::now();
    slow.send("GET / HTTP/1.1\r\nX: ");
    while began.elapsed() < SHORT * 10 && slow.send("a") {
        sleep(SHORT / 10);
        if began.elapsed() > SHORT * 2 {
            break;
        }
    }
    assert_eq!(slow.answer().expect("an answer").status, 408);
}

#[test]
fn a_connection_that_is_kept_ends_when_nothing_more_is_asked() {
    let stub = Stub::new(short());
    let mut client = Client::to(stub.port);
    for _ in 0..3 {
        sleep(SHORT / 2);
        client.ask("GET", "/");
        assert_eq!(client.answer().expect("an answer").status, 200);
    }
    assert!(client.is_over());
}

#[test]
fn a_connection_ends_after_its_time_whatever_it_does() {
    let stub = Stub::new(Bounds { connection_time: SHORT, ..Bounds::default() });
    let mut client = Client::to(stub.port);
    let began = Instant::now();
    let mut answers = 0;
    loop {
        client.ask("GET", "/");
        match client.answer() {
            Some(got) => assert_eq!(got.status, 200),
            None => break,
        }
        answers += 1;
        assert!(began.elapsed() < SHORT * 20, "{answers} answers");
    }
    // The connection was there before the clock of this test.
    assert!(answers > 1 && began.elapsed() >= SHORT / 2, "{answers} answers in {:?}", began.elapsed());
}

#[test]
fn an_answer_that_is_being_made_is_sent_though_the_time_of_its_connection_is_over() {
    let stub = Stub::new(Bounds { connection_time: SHORT, ..Bounds::default() });
    let mut client = Client::to(stub.port);
    client.ask("GET", "/held");
    sleep(SHORT * 2);
    stub.release.send(()).expect("a page");
    assert_eq!(client.answer().expect("an answer").body, "held");
    assert!(client.is_over());
}

#[test]
fn a_client_that_does_not_take_its_answer_is_left() {
    let stub = Stub::new(Bounds { connections: 1, ..short() });
    let mut slow = Client::to(stub.port);
    slow.ask("GET", "/long");
    let began = Instant::now();
    while began.elapsed() < SHORT * 4 {
        slow.sip(100);
        sleep(SHORT / 20);
    }
    let mut taken = 0;
    loop {
        match slow.sip(1 << 16) {
            0 => break,
            sip => taken += sip,
        }
    }
    assert!(taken < 16 << 20, "{taken} bytes of a page of 16 MiB");
    // One that takes it in its own time gets it all.
    let mut steady = Client::to(stub.port);
    steady.ask("GET", "/long");
    sleep(SHORT / 2);
    assert_eq!(steady.answer().expect("an answer").body.len(), 16 << 20);
}

#[test]
fn where_connections_are_many_the_oldest_idle_one_is_closed() {
    let stub = Stub::new(Bounds { connections: 8, ..Bounds::default() });
    let mut idle: Vec<Client> = (0..8)
        .map(|_| {
            let client = Client::to(stub.port);
            sleep(Duration::from_millis(5));
            client
        })
        .collect();
    // The first asks again, so that the second is the oldest.
    idle[0].ask("GET", "/");
    assert_eq!(idle[0].answer().expect("an answer").status, 200);
    let mut next = Client::to(stub.port);
    next.ask("GET", "/next");
    assert_eq!(next.answer().expect("an answer").status, 200);
    assert!(idle[1].is_over());
    idle.remove(1);
    for client in &mut idle {
        client.ask("GET", "/");
        assert_eq!(client.answer().expect("an answer").status, 200);
    }
}

#[test]
fn idle_connections_never_keep_a_request_from_its_answer() {
    let stub = Stub::new(Bounds { connections: 16, ..Bounds::default() });
    let port = stub.port;
    let real: Vec<_> = (0..4)
        .map(|_| {
            spawn(move || {
                for n in 0..50 {
                    assert_eq!(get(port, &format!("/{n}")).status, 200);
                }
            })
        })
        .collect();
    let mut idle = Vec::new();
    for n in 0..300 {
        let mut client = Client::to(port);
        if n % 2 == 0 {
            client.send("GET / HTTP/1.1\r\nHost: half");
        }
        idle.push(client);
    }
    for client in real {
        client.join().expect("every request was answered");
    }
    let closed = idle.iter_mut().take(284).filter_map(|client| client.is_over().then_some(())).count();
    assert_eq!(closed, 284);
    assert_eq!(get(port, "/").status, 200);
}

/// A request that is being answered is not idle: it keeps its place, and the next waits.
#[test]
fn a_connection_that_waits_for_the_server_keeps_its_place() {
    let stub = Stub::new(Bounds { connections: 2, workers: 2, ..Bounds::default() });
    let mut held: Vec<Client> = (0..2).map(|_| Client::to(stub.port)).collect();
    for client in &mut held {
        client.ask("GET", "/held");
    }
    while stub.made.load(Ordering::SeqCst) < 1 {
        sleep(Duration::from_millis(2));
    }
    let mut next = Client::to(stub.port);
    next.ask("GET", "/");
    sleep(Duration::from_millis(100));
    stub.release.send(()).expect("a page");
    stub.release.send(()).expect("a page");
    for client in &mut held {
        assert_eq!(client.answer().expect("an answer").body, "held");
    }
    assert_eq!(next.answer().expect("an answer").status, 200);
}

#[test]
fn requests_queue_within_a_bound() {
    let stub = Stub::new(Bounds { workers: 1, queue: 2, ..Bounds::default() });
    let mut first = Client::to(stub.port);
    first.ask("GET", "/held");
    while stub.made.load(Ordering::SeqCst) < 1 {
        sleep(Duration::from_millis(2));
    }
    let mut waiting: Vec<Client> = (0..2).map(|_| Client::to(stub.port)).collect();
    for client in &mut waiting {
        client.ask("GET", "/");
    }
    sleep(Duration::from_millis(100));
    let got = get(stub.port, "/");
    assert_eq!((got.status, got.field("retry-after")), (503, Some("2")));
    stub.release.send(()).expect("a page");
    for client in std::iter::once(&mut first).chain(&mut waiting) {
        assert_eq!(client.answer().expect("an answer").status, 200);
    }
}

#[test]
fn a_page_that_takes_too_long_is_put_off() {
    let stub = Stub::new(Bounds { page_time: SHORT, workers: 1, ..Bounds::default() });
    let got = get(stub.port, "/held");
    assert_eq!((got.status, got.field("retry-after")), (503, Some("2")));
    stub.release.send(()).expect("a page");
    assert_eq!(get(stub.port, "/").status, 200);
}

/// Who has gone is not worked for.
#[test]
fn nothing_is_made_for_a_client_that_has_gone() {
    let stub = Stub::new(Bounds { workers: 1, ..Bounds::default() });
    let mut held = Client::to(stub.port);
    held.ask("GET", "/held");
    while stub.made.load(Ordering::SeqCst) < 1 {
        sleep(Duration::from_millis(2));
    }
    for _ in 0..10 {
        let mut gone = Client::to(stub.port);
        gone.ask("GET", "/");
        sleep(Duration::from_millis(10));
    }
    sleep(Duration::from_millis(50));
    stub.release.send(()).expect("a page");
    assert_eq!(held.answer().expect("an answer").body, "held");
    assert_eq!(get(stub.port, "/last").status, 200);
    assert_eq!(stub.made.load(Ordering::SeqCst), 2);
}

#[test]
fn a_server_that_is_stopped_sends_what_is_being_made() {
    let mut stub = Stub::usual();
    let mut idle = Client::to(stub.port);
    let mut held = Client::to(stub.port);
    held.ask("GET", "/held");
    while stub.made.load(Ordering::SeqCst) < 1 {
        sleep(Duration::from_millis(2));
    }
    let release = stub.release.clone();
    let later = spawn(move || {
        sleep(SHORT);
        let _ = release.send(());
    });
    let began = Instant::now();
    stub.stop();
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    later.join().expect("released");
    assert_eq!(held.answer().expect("an answer").body, "held");
    assert!(idle.is_over());
    assert!(std::net::TcpStream::connect(("127.0.0.1", stub.port)).is_err());
}
