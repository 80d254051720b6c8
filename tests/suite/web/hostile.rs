//! Requests that no browser of these pages sends.

use std::sync::atomic::Ordering;

use super::client::{Client, Got, get, post, raw};
use super::stub::Stub;

/// The header fields that keep a page from loading, sending or being framed.
const GUARDS: [(&str, &str); 6] = [
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", "private, no-cache"),
];

fn guarded(got: &Got) {
    for (name, value) in GUARDS {
        assert_eq!(got.field(name), Some(value), "{got:?}");
    }
    assert_eq!((got.field("date"), got.field("server")), (None, None), "{got:?}");
}

#[test]
fn a_page_comes_with_its_guards_and_a_head_without_its_body() {
    let stub = Stub::usual();
    let got = get(stub.port, "/series/3.json?as_of=2023");
    assert_eq!((got.status, got.body.as_str()), (200, "page of /series/3.json?as_of=2023"));
    assert_eq!(got.field("content-type"), Some("application/json; charset=utf-8"));
    guarded(&got);
    let mut client = Client::to(stub.port);
    client.ask("HEAD", "/series/3.json?as_of=2023");
    let head = client.head().expect("a head");
    assert_eq!((head.status, &head.fields), (200, &got.fields));
    // Nothing of a body stands between this answer and the next.
    client.ask("GET", "/");
    assert_eq!(client.answer().expect("an answer").body, "page of /");
}

#[test]
fn methods_that_write_are_none() {
    let stub = Stub::usual();
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"] {
        let request = format!("{method} / HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", stub.port);
        let got = raw(stub.port, request).expect("an answer");
        assert_eq!((got.status, got.field("allow")), (405, Some("GET, HEAD")), "{method}");
        guarded(&got);
    }
    let request = format!("PUT /check HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", stub.port);
    assert_eq!(raw(stub.port, request).expect("an answer").field("allow"), Some("GET, HEAD, POST"));
    let connect = format!("CONNECT evil.example:80 HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", stub.port);
    assert_eq!(raw(stub.port, connect).expect("an answer").status, 405);
    assert_eq!(stub.made.load(Ordering::SeqCst), 0);
}

#[test]
fn a_page_answers_to_this_host_alone() {
    let stub = Stub::usual();
    let status = |head: &str| raw(stub.port, format!("{head}\r\n\r\n")).expect("an answer").status;
    let port = stub.port;
    for own in ["127.0.0.1", "localhost", "[::1]"] {
        assert_eq!(status(&format!("GET / HTTP/1.1\r\nHost: {own}:{port}")), 200, "{own}");
    }
    let made = stub.made.load(Ordering::SeqCst);
    for foreign in ["evil.example", "evil.example:80", "127.0.0.1", "localhost:1", "127.0.0.1.evil.example"] {
        assert_eq!(status(&format!("GET / HTTP/1.1\r\nHost: {foreign}")), 403, "{foreign}");
        assert_eq!(status(&format!("GET / HTTP/1.0\r\nHost: {foreign}")), 403, "{foreign}");
    }
    for without in ["GET / HTTP/1.1", "GET / HTTP/1.0", "GET / HTTP/1.1\r\nHost: a\r\nHost: b"] {
        assert_eq!(status(without), 400, "{without}");
    }
    // A name of somebody else that was made to lead here: the browser still says that name.
    let rebound = format!(
        "GET /series/3.json HTTP/1.1\r\nHost: rebound.example:{port}\r\nOrigin: http://rebound.example:{port}"
    );
    let got = raw(port, format!("{rebound}\r\n\r\n")).expect("an answer");
    assert_eq!(got.status, 403);
    guarded(&got);
    assert_eq!(stub.made.load(Ordering::SeqCst), made, "no page was made for another host");
}

/// What the system says of every socket that listens.
#[cfg(target_os = "linux")]
#[test]
fn nobody_listens_but_on_this_computer() {
    let stub = Stub::usual();
    let port = format!(":{:04X}", stub.port);
    let listening = |file: &str| -> Vec<String> {
        let table = std::fs::read_to_string(file).unwrap_or_default();
        let lines = table.lines().skip(1).map(|line| line.split_whitespace().collect::<Vec<_>>());
        // The state 0A is LISTEN.
        let own = lines.filter(|cells| cells.get(3) == Some(&"0A") && cells[1].ends_with(&port));
        own.map(|cells| cells[1].to_owned()).collect()
    };
    assert_eq!(listening("/proc/net/tcp"), [format!("0100007F{port}")]);
    assert!(listening("/proc/net/tcp6").is_empty());
}

#[test]
fn forms_of_other_sites_are_not_answered() {
    let stub = Stub::usual();
    let form = "text=12+people+were+killed&q=%C3%A9";
    let own = format!("Origin: http://127.0.0.1:{}", stub.port);
    for fields in [&[][..], &[own.as_str()], &["Origin: null", "Sec-Fetch-Site: same-origin"]] {
        let got = post(stub.port, "/check", fields, form);
        assert_eq!(
            (got.status, got.body.as_str()),
            (200, r#"[("text", "12 people were killed"), ("q", "é")]"#)
        );
    }
    let made = stub.made.load(Ordering::SeqCst);
    for fields in [
        &["Origin: http://evil.example"][..],
        &["Origin: null"],
        &["Sec-Fetch-Site: cross-site"],
        &["Sec-Fetch-Site: same-site", own.as_str()],
        &["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"],
    ] {
        assert_eq!(post(stub.port, "/check", fields, form).status, 403, "{fields:?}");
    }
    let host = format!("Host: 127.0.0.1:{}", stub.port);
    for kind in ["text/plain", "multipart/form-data; boundary=x", "application/json"] {
        let request =
            format!("POST /check HTTP/1.1\r\n{host}\r\nContent-Type: {kind}\r\nContent-Length: 0\r\n\r\n");
        assert_eq!(raw(stub.port, request).expect("an answer").status, 415, "{kind}");
    }
    let image =
        format!("GET / HTTP/1.1\r\n{host}\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n\r\n");
    assert_eq!(raw(stub.port, image).expect("an answer").status, 403);
    assert_eq!(stub.made.load(Ordering::SeqCst), made);
}

#[test]
fn addresses_that_are_none_are_told() {
    let stub = Stub::usual();
    for (target, status) in [
        ("/%ff", 400),
        ("/a?q=%ff", 400),
        ("/%00", 400),
        ("/a?q=%00", 400),
        ("/%", 400),
        ("/%4", 400),
        ("/%zz", 400),
        ("/%0d%0aSet-Cookie:x", 400),
        ("/../etc/passwd", 404),
        ("/%2e%2e/etc/passwd", 404),
        ("/a/..%2f..%2fb", 404),
        ("/..%5c..%5cb", 404),
        ("/.", 404),
        ("*", 400),
        ("a", 400),
        ("//evil.example/", 200),
        ("/\u{e9}", 200),
        ("http://127.0.0.1/", 400),
        ("http://evil.example/", 400),
        ("ftp://evil.example/", 400),
        ("/\u{1}", 400),
        ("/a b", 400),
    ] {
        let got = get(stub.port, target);
        assert_eq!(got.status, status, "{target}: {got:?}");
        guarded(&got);
    }
    let pairs: Vec<String> = (0..200).map(|n| format!("a{n}=1")).collect();
    assert_eq!(get(stub.port, &format!("/?{}", pairs.join("&"))).status, 400);
}

#[test]
fn what_is_no_http_gets_words_or_an_end() {
    let stub = Stub::usual();
    let port = stub.port;
    for bytes in [
        &b"\x00\x01\x02\x03\r\n\r\n"[..],
        b"GET /\r\n\r\n",
        b"GET / HTTP/2.0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : x\r\n\r\n",
        b"GET / HTTP/1.1\r\n\xff: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\x00b\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 a hello of TLS\r\n",
        b"POST /check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"POST /check HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST /check HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"POST /check HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ] {
        let mut client = Client::to(port);
        client.send(bytes);
        let got = client.answer().unwrap_or_else(|| panic!("no answer to {}", bytes.escape_ascii()));
        assert_eq!(got.status, 400, "{}", bytes.escape_ascii());
        assert!(got.body.contains("cannot be read"), "{got:?}");
        guarded(&got);
        assert!(client.is_over(), "{}", bytes.escape_ascii());
    }
    assert_eq!(stub.made.load(Ordering::SeqCst), 0);
    assert_eq!(get(port, "/").status, 200);
}

/// A second request inside the body of a first is no request.
#[test]
fn no_request_is_smuggled_in_a_body() {
    let stub = Stub::usual();
    let inner = "GET /secret HTTP/1.1\r\n\r\n";
    let head = format!("Host: 127.0.0.1:{}\r\nContent-Type: application/x-www-form-urlencoded", stub.port);
    let both = format!(
        "POST /check HTTP/1.1\r\n{head}\r\nContent-Length: {}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{inner}",
        inner.len() + 5
    );
    let mut client = Client::to(stub.port);
    client.send(both);
    client.end_sending();
    assert_eq!(client.answer().map(|got| got.body), Some("[]".to_owned()));
    assert!(client.is_over(), "what says its length twice is the last of its connection");
    let body = format!(
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Length: {}\r\n\r\n{inner}",
        stub.port,
        inner.len()
    );
    let mut client = Client::to(stub.port);
    client.send(body);
    assert_eq!(client.answer().map(|got| got.status), Some(400));
    assert!(client.is_over());
}

#[test]
fn several_requests_sent_at_once_are_answered_in_order() {
    let stub = Stub::usual();
    let one = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", stub.port);
    let mut client = Client::to(stub.port);
    client.send((0..40).map(|n| one(&format!("/{n}"))).collect::<String>());
    for n in 0..40 {
        assert_eq!(client.answer().expect("an answer").body, format!("page of /{n}"));
    }
}

#[test]
fn a_form_may_come_in_chunks() {
    let stub = Stub::usual();
    let head = format!(
        "POST /check HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Transfer-Encoding: chunked\r\n\r\n",
        stub.port
    );
    let got = raw(stub.port, format!("{head}6\r\ntext=o\r\n2\r\nne\r\n0\r\n\r\n")).expect("an answer");
    assert_eq!((got.status, got.body.as_str()), (200, r#"[("text", "one")]"#));
    let got = raw(stub.port, format!("{head}zz\r\ntext\r\n0\r\n\r\n")).expect("an answer");
    assert_eq!(got.status, 400);
    let mut client = Client::to(stub.port);
    client.send(format!("{head}FFFFFFFFFFFFFFFFF\r\n"));
    assert_eq!(client.answer().map(|got| got.status), Some(400));
}

#[test]
fn a_page_that_fails_costs_its_request_alone() {
    let stub = Stub::usual();
    let mut client = Client::to(stub.port);
    for _ in 0..6 {
        client.ask("GET", "/fails");
        let got = client.answer().expect("an answer");
        assert_eq!(got.status, 500);
        assert!(got.body.contains("tollbook verify"), "{}", got.body);
        guarded(&got);
        client.ask("GET", "/");
        assert_eq!(client.answer().expect("an answer").status, 200);
    }
    let got = get(stub.port, "/fails.json");
    assert_eq!(got.status, 200);
}

#[test]
fn a_refusal_comes_in_the_form_that_was_asked_for() {
    let stub = Stub::usual();
    let port = stub.port;
    let got = get(port, "/nothing");
    assert_eq!((got.status, got.field("content-type")), (404, Some("text/html; charset=utf-8")));
    assert!(
        got.body.contains("there is no page at this address") && got.body.contains("href=\"/\""),
        "{}",
        got.body
    );
    let put = |path: &str| {
        raw(port, format!("PUT {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n")).expect("an answer")
    };
    let got = put("/a.json");
    assert_eq!((got.status, got.field("content-type")), (405, Some("application/json; charset=utf-8")));
    let told: serde_json::Value = serde_json::from_str(&got.body).expect("JSON");
    assert!(told["error"].as_str().is_some_and(|error| error.contains("GET, HEAD")), "{told}");
    assert!(told["hint"].as_str().is_some_and(|hint| hint.contains("tollbook help")), "{told}");
    let got = put("/a.csv");
    assert_eq!((got.status, got.field("content-type")), (405, Some("text/csv; charset=utf-8")));
}

#[test]
fn every_request_is_logged_as_it_came() {
    let stub = Stub::usual();
    get(stub.port, "/a?b=1");
    get(stub.port, "/%ff");
    assert_eq!(*stub.logged.lock().expect("lines"), ["GET /a?b=1 200", "GET /%ff 400"]);
}
