//! The pages of a store, while other programs write to it, replace it, or damage it.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::thread::{JoinHandle, spawn};
use std::time::{Duration, Instant};

use tollbook::desk::serving::AskedAs;
use tollbook::model::date::{Timestamp, Zone};
use tollbook::model::event_kind::SettlingDefaults;
use tollbook::web::bounds::Bounds;
use tollbook::web::digesting::DigestWork;
use tollbook::web::server::{Server, ServerOptions, Stopper};
use tollbook::web::site::Site;

use super::client::{Client, Got, get, post, raw};
use crate::desk::{Desk, csv};

/// The pages of a desk's `tollbook.db`, until it is dropped.
pub struct Served {
    pub port: u16,
    stopper: Stopper,
    running: Option<JoinHandle<()>>,
    _digesting: DigestWork,
}

impl Served {
    pub fn of(desk: &Desk) -> Served {
        Served::at(&desk.path("tollbook.db"))
    }

    pub fn at(store: &Path) -> Served {
        Served::by_the_clock(store, || Timestamp::read("2023-11-20T12:00Z").expect("a time"))
    }

    /// The same by another clock.
    pub fn by_the_clock(store: &Path, clock: impl Fn() -> Timestamp + Send + Sync + 'static) -> Served {
        let asked_as = AskedAs { settling: SettlingDefaults::default(), clock: Arc::new(clock) };
        let site = Arc::new(Site::of(store, asked_as, Zone::UTC));
        let options = ServerOptions {
            port: 0,
            bounds: Bounds::default(),
            takes_form: Site::takes_form,
            maker: site.maker(),
            log: Box::new(|_| {}),
        };
        let server = Server::bind(options).expect("a server");
        let (port, stopper) = (server.port(), server.stopper());
        Served {
            port,
            stopper,
            running: Some(spawn(move || server.run())),
            _digesting: site.work_out().expect("a thread"),
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stopper.stop();
        if let Some(running) = self.running.take() {
            running.join().expect("a clean end");
        }
    }
}

fn row(number: u32) -> String {
    let ward = number / 20;
    format!(
        "r{number},A flood,Riverton > Ward {ward},killed,total,{number},2023-10-01,2023-10-02,Ministry,Courier,,,,"
    )
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.file("one.csv", csv(&[row(1)]));
    desk.import(&["one.csv"]);
    desk
}

/// The entry that a front page says it knows.
fn entry(port: u16) -> i64 {
    let got = get(port, "/front.json");
    assert_eq!(got.status, 200, "{got:?}");
    let front: serde_json::Value = serde_json::from_str(&got.body).expect("JSON");
    front["entry"].as_i64().expect("an entry")
}

#[test]
fn pages_come_in_three_forms() {
    let desk = desk();
    let served = Served::of(&desk);
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/front.json", "application/json; charset=utf-8"),
        ("/figure/1", "text/html; charset=utf-8"),
        ("/figure/1.json", "application/json; charset=utf-8"),
        ("/figure/1.csv", "text/csv; charset=utf-8"),
        ("/style.css", "text/css; charset=utf-8"),
    ] {
        let got = get(served.port, path);
        assert_eq!((got.status, got.field("content-type")), (200, Some(kind)), "{path}: {got:?}");
        assert!(!got.body.is_empty(), "{path}");
    }
    assert!(get(served.port, "/figure/1").body.contains("Ministry"));
    assert_eq!(get(served.port, "/favicon.ico").status, 204);
    for (path, status) in [
        ("/figure/99", 404),
        ("/nothing", 404),
        ("/nothing.json", 404),
        ("/figure/1?as_of=soon", 400),
        ("/figure/0", 404),
    ] {
        let got = get(served.port, path);
        assert_eq!(got.status, status, "{path}: {got:?}");
        if path.ends_with(".json") {
            let told: serde_json::Value = serde_json::from_str(&got.body).expect("JSON");
            assert!(told["hint"].is_string(), "{told}");
        }
    }
}

#[test]
fn a_page_that_did_not_change_is_not_sent_again() {
    let desk = desk();
    let served = Served::of(&desk);
    let again = |tag: &str| {
        let fields = format!("Host: 127.0.0.1:{}\r\nIf-None-Match: \"x\", W/{tag}", served.port);
        raw(served.port, format!("GET /figure/1 HTTP/1.1\r\n{fields}\r\n\r\n")).expect("an answer")
    };
    // What is worked out in the background is a change too.
    let settled = || {
        let tag = |()| get(served.port, "/figure/1").field("etag").expect("a tag").to_owned();
        let first = tag(());
        std::thread::sleep(Duration::from_millis(400));
        (tag(()) == first).then_some(first)
    };
    let tag = std::iter::repeat_with(settled).take(100).flatten().next().expect("the same page twice");
    let held = again(&tag);
    assert_eq!((held.status, held.field("etag"), held.body.as_str()), (304, Some(tag.as_str()), ""));
    desk.file("two.csv", csv(&[row(2)]));
    desk.import(&["two.csv"]);
    let anew = again(&tag);
    assert_eq!(anew.status, 200);
    assert_ne!(anew.field("etag"), Some(tag.as_str()));
    let other_run = Served::of(&desk);
    assert_ne!(get(other_run.port, "/figure/1").field("etag"), anew.field("etag"));
}

#[test]
fn what_is_recorded_is_there_when_a_page_is_loaded_again() {
    let desk = desk();
    let served = Served::of(&desk);
    assert_eq!((entry(served.port), get(served.port, "/figure/2").status), (1, 404));
    desk.file("two.csv", csv(&[row(2)]));
    desk.import(&["two.csv"]);
    assert_eq!((entry(served.port), get(served.port, "/figure/2").status), (2, 200));
    desk.undo(2).expect("undone");
    assert_eq!((entry(served.port), get(served.port, "/figure/2").status), (3, 404));
}

#[test]
fn a_store_that_is_not_there_yet_is_an_empty_one() {
    let desk = Desk::new();
    let served = Served::of(&desk);
    let got = get(served.port, "/");
    assert_eq!(got.status, 200, "{got:?}");
    assert!(got.body.contains("tollbook import"), "{}", got.body);
    assert!(!get(served.port, "/differ").body.contains("/entry/0"), "there is no entry to lead to");
    assert!(desk.names().is_empty(), "{:?}", desk.names());
    desk.file("one.csv", csv(&[row(1)]));
    desk.import(&["one.csv"]);
    assert_eq!((entry(served.port), get(served.port, "/figure/1").status), (1, 200));
}

#[test]
fn a_store_that_is_replaced_or_removed_is_seen() {
    let desk = desk();
    let served = Served::of(&desk);
    assert_eq!(entry(served.port), 1);
    let other = desk.of("other.db");
    desk.file("two.csv", csv(&[row(2)]));
    desk.file("three.csv", csv(&[row(3)]));
    other.import(&["two.csv"]);
    other.import(&["three.csv"]);
    fs::rename(desk.path("other.db"), desk.path("tollbook.db")).expect("replaced");
    assert_eq!(entry(served.port), 2);
    fs::remove_file(desk.path("tollbook.db")).expect("removed");
    assert_eq!(entry(served.port), 0);
}

/// Whoever writes keeps readers out only while the pages of the file change.
#[test]
fn a_page_says_that_somebody_writes_and_never_hangs() {
    let desk = desk();
    let served = Served::of(&desk);
    assert_eq!(entry(served.port), 1);
    let writer = rusqlite::Connection::open(desk.path("tollbook.db")).expect("a store");
    writer.execute_batch("BEGIN EXCLUSIVE").expect("locked");
    let began = Instant::now();
    let got = get(served.port, "/");
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    assert_eq!((got.status, got.field("retry-after")), (503, Some("5")));
    assert!(got.body.contains("another program is writing"), "{}", got.body);
    // A server that begins meanwhile says the same.
    let later = Served::of(&desk);
    assert_eq!(get(later.port, "/front.json").status, 503);
    writer.execute_batch("ROLLBACK").expect("unlocked");
    assert_eq!((entry(served.port), entry(later.port)), (1, 1));
}

#[test]
fn pages_are_answered_beside_an_import() {
    let desk = desk();
    let served = Served::of(&desk);
    let rows: Vec<String> = (2..20_000).map(row).collect();
    desk.file("big.csv", csv(&rows));
    let books = (*desk).clone();
    let importing = spawn(move || books.import(&["big.csv"]));
    let (mut answered, mut put_off, mut last) = (0, 0, 1);
    let mut client = Client::to(served.port);
    while !importing.is_finished() {
        client.ask("GET", "/front.json");
        let Got { status, body, .. } = client.answer().expect("an answer");
        match status {
            200 => {
                let front: serde_json::Value = serde_json::from_str(&body).expect("JSON");
                let entry = front["entry"].as_i64().expect("an entry");
                assert!(entry >= last && entry <= 2, "{entry} after {last}");
                (answered, last) = (answered + 1, entry);
            }
            503 => put_off += 1,
            other => panic!("{other}: {body}"),
        }
    }
    importing.join().expect("imported");
    assert!(answered > 10, "{answered} answers, {put_off} put off");
    assert_eq!(entry(served.port), 2);
}

#[cfg(unix)]
#[test]
fn a_writer_that_was_killed_is_no_hindrance() {
    let desk = desk();
    let served = Served::of(&desk);
    assert_eq!(entry(served.port), 1);
    let rows: Vec<String> = (2..120_000).map(row).collect();
    desk.file("big.csv", csv(&rows));
    let store = desk.path("tollbook.db");
    let size = || fs::metadata(&store).map_or(0, |meta| meta.len());
    let before = size();
    let mut child =
        desk.command(&["import", "big.csv", "-q", "--memory", "64M"]).spawn().expect("the program");
    // It writes into the file before it ends, and has put the old pages into the journal.
    while size() == before && child.try_wait().expect("a child").is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().expect("killed");
    let ended = child.wait().expect("an end");
    assert!(!ended.success() && desk.path("tollbook.db-journal").exists(), "it was killed too late");
    assert_eq!(entry(served.port), 1);
    desk.verify();
}

#[test]
fn a_store_that_was_damaged_is_told() {
    let desk = desk();
    let served = Served::of(&desk);
    assert_eq!(entry(served.port), 1);
    for bytes in [&b"no store at all"[..], b"", b"SQLite format 3\0 and then nothing of it"] {
        fs::remove_file(desk.path("tollbook.db")).expect("removed");
        desk.file("tollbook.db", bytes);
        let got = get(served.port, "/");
        assert_eq!(got.status, 500, "{got:?}");
        assert!(got.body.contains("tollbook.db"), "{}", got.body);
    }
}

/// All that is asked, and sent, leaves the folder as it is, byte for byte.
#[cfg(unix)]
#[test]
fn nothing_that_is_asked_writes() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk();
    let store = desk.path("tollbook.db");
    let (bytes, names) = (fs::read(&store).expect("a store"), desk.names());
    for mode in [0o600, 0o400] {
        fs::set_permissions(&store, fs::Permissions::from_mode(mode)).expect("a mode");
        let served = Served::of(&desk);
        for path in [
            "/",
            "/front.json",
            "/figure/1",
            "/series/1",
            "/log",
            "/search?q=flood",
            "/check",
            "/verify",
            "/nothing",
        ] {
            assert!(get(served.port, path).status < 500, "{path}");
        }
        let sent = post(served.port, "/check", &[], "text=12+people+were+killed+in+the+flood.");
        assert!(sent.status < 500, "{sent:?}");
        for method in ["POST", "PUT", "DELETE"] {
            let request = format!(
                "{method} /figure/1 HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Length: 0\r\n\r\n",
                served.port
            );
            assert_eq!(raw(served.port, request).expect("an answer").status, 405);
        }
    }
    assert_eq!((fs::read(&store).expect("a store"), desk.names()), (bytes, names));
}
