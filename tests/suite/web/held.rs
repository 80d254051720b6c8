//! No page shows what is held or under embargo; an embargo ends while the server runs.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use tollbook::model::date::Timestamp;

use super::client::{get, post, raw};
use super::site::Served;
use crate::held::{HIDDEN, desk};

fn time(text: &str) -> i64 {
    Timestamp::read(text).expect("a time").micros()
}

/// The addresses that a page of this server leads to.
fn links(body: &str) -> impl Iterator<Item = String> {
    let parts = body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    parts
        .filter(|link| link.starts_with('/'))
        .map(|link| link.split('#').next().unwrap_or_default().to_owned())
}

#[test]
fn no_page_shows_what_is_held_and_an_embargo_ends_while_the_server_runs() {
    let desk = desk();
    let now = Arc::new(AtomicI64::new(time("2024-05-05T10:00Z")));
    let clock = Arc::clone(&now);
    let read = move || Timestamp::from_micros(clock.load(Ordering::SeqCst)).expect("a time");
    let served = Served::by_the_clock(&desk.path("tollbook.db"), read);
    let (mut left, mut seen) = (vec!["/".to_owned(), "/search?q=8888".to_owned()], BTreeSet::new());
    while let Some(path) = left.pop() {
        if seen.len() > 150 || !seen.insert(path.clone()) {
            continue;
        }
        let got = get(served.port, &path);
        let shown: Vec<_> = HIDDEN.iter().filter(|number| got.body.contains(**number)).collect();
        // A search page repeats what was typed.
        assert!(shown.is_empty() || path.contains("q="), "{path} shows {shown:?}:\n{}", got.body);
        if got.status == 200 && !path.contains("q=") {
            left.extend(links(&got.body));
        }
    }
    assert!(seen.len() > 25, "only {} pages were seen: {seen:?}", seen.len());
    let claim = "claim=The+Coast+guard+said+that+8%2C888+people+were+killed+in+the+Ferry+sinking.";
    let checked = post(served.port, "/check", &[], claim);
    assert!(!checked.body.to_lowercase().contains("supported<"), "{}", checked.body);
    let tag = get(served.port, "/event/1").field("etag").expect("a tag").to_owned();
    now.store(time("2030-05-04T06:00+02:00"), Ordering::SeqCst);
    let fields = format!("Host: 127.0.0.1:{}\r\nIf-None-Match: {tag}", served.port);
    let again = raw(served.port, format!("GET /event/1 HTTP/1.1\r\n{fields}\r\n\r\n")).expect("an answer");
    assert_eq!(again.status, 200, "the page is another one by now");
    assert!(again.body.contains("8,888"), "{}", again.body);
    let front = || get(served.port, "/").body.contains("8,888");
    let comes = (0..100).any(|_| {
        front() || {
            std::thread::sleep(Duration::from_millis(100));
            false
        }
    });
    assert!(comes, "what is worked out in the background is worked out anew");
}
