//! What pages show that is worked out in the background: for which entry, after which change, and beside a writer.

use std::time::{Duration, Instant};

use serde_json::Value;

use super::client::{get, post};
use super::site::Served;
use crate::desk::{Desk, csv};

/// The front page as data, once it says what is wanted; it is worked out while this waits.
fn front_when(port: u16, is_there: impl Fn(&Value) -> bool) -> Value {
    let began = Instant::now();
    loop {
        let got = get(port, "/front.json");
        let front: Value = serde_json::from_str(&got.body).expect("JSON");
        if is_there(&front) {
            return front;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "it was not worked out: {front}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn for_entry(entry: i64) -> impl Fn(&Value) -> bool {
    move |front| front["worked_out_for"] == entry && front["findings"].is_u64()
}

fn row(reference: &str, number: u32, authority: &str) -> String {
    format!(
        "{reference},A flood,Riverton,killed,total,{number},2023-10-01,2023-10-02,{authority},Courier,,,,"
    )
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.file("one.csv", csv(&[row("a", 12, "Ministry")]));
    desk.file("two.csv", csv(&[row("b", 30, "Red Crescent")]));
    desk.import(&["one.csv"]);
    desk
}

#[test]
fn it_is_worked_out_after_start_and_after_each_change() {
    let desk = desk();
    let served = Served::of(&desk);
    let front = front_when(served.port, for_entry(1));
    assert_eq!((&front["differ"], front["newest"].as_array().map(Vec::len)), (&0.into(), Some(1)), "{front}");
    let tag = |path: &str| get(served.port, path).field("etag").map(str::to_owned);
    let before = tag("/");
    desk.import(&["two.csv"]);
    let front = front_when(served.port, for_entry(2));
    assert_eq!(front["differ"], 1, "{front}");
    assert_ne!(tag("/"), before);
    assert!(get(served.port, "/differ").body.contains("Red Crescent"));
    // Until something changes the page is the same.
    assert_eq!(tag("/"), tag("/"));
}

/// While somebody writes nothing is read for long, so that no writer waits for it; what is known stays, with its entry.
#[test]
fn it_keeps_no_writer_waiting() {
    let desk = desk();
    let served = Served::of(&desk);
    front_when(served.port, for_entry(1));
    desk.import(&["two.csv"]);
    let writer = rusqlite::Connection::open(desk.path("tollbook.db")).expect("a store");
    writer.execute_batch("BEGIN IMMEDIATE; CREATE TABLE of_another (x)").expect("written");
    assert!(desk.path("tollbook.db-journal").exists(), "it does not write");
    let later = Served::of(&desk);
    std::thread::sleep(Duration::from_millis(1500));
    let front = front_when(later.port, |_| true);
    assert_eq!((&front["entry"], &front["worked_out_for"]), (&2.into(), &Value::Null), "{front}");
    let page = get(later.port, "/");
    assert!(page.status == 200 && page.body.contains("being worked out"), "{}", page.body);
    writer.execute_batch("ROLLBACK").expect("undone");
    front_when(later.port, for_entry(2));
    front_when(served.port, for_entry(2));
}

#[test]
fn what_was_worked_out_of_another_store_is_forgotten() {
    let desk = desk();
    desk.import(&["two.csv"]);
    let served = Served::of(&desk);
    assert_eq!(front_when(served.port, for_entry(2))["differ"], 1);
    let other = desk.of("other.db");
    other.import(&["two.csv"]);
    other.import(&["one.csv"]);
    other.undo(2).expect("undone");
    std::fs::rename(desk.path("other.db"), desk.path("tollbook.db")).expect("replaced");
    let front = front_when(served.port, for_entry(3));
    assert_eq!(front["differ"], 0, "{front}");
    std::fs::remove_file(desk.path("tollbook.db")).expect("removed");
    front_when(served.port, |front| {
        front["entry"] == 0 && front["newest"].as_array().is_some_and(Vec::is_empty)
    });
}

#[test]
fn a_text_is_held_against_the_ledger() {
    let desk = desk();
    let served = Served::of(&desk);
    let form = "text=The+Ministry+said+that+12+people+were+killed+in+the+flood+at+Riverton%2C+and+then+99.&printed_on=2023-10-03";
    let got = post(served.port, "/check", &[], form);
    assert_eq!((got.status, got.field("etag")), (200, None), "{got:?}");
    assert!(got.body.contains("<mark>") && got.body.contains("Ministry"), "{}", got.body);
    let got = post(served.port, "/check.json", &[], form);
    let items: Value = serde_json::from_str(&got.body).expect("JSON");
    let said = desk.run(&[
        "check",
        "The Ministry said that 12 people were killed in the flood at Riverton, and then 99.",
        "--json",
        "--printed-on",
        "2023-10-03",
    ]);
    let printed: Value = serde_json::from_str(&said.out).expect("JSON");
    assert!(!items.as_array().expect("items").is_empty(), "{items}");
    let verdicts = |items: &Value| -> Vec<Value> {
        items.as_array().into_iter().flatten().map(|item| item["verdict"].clone()).collect()
    };
    assert_eq!(verdicts(&items), verdicts(&printed));
    let got = post(served.port, "/check", &[], "text=12+died&printed_on=soon");
    assert_eq!(got.status, 400, "{got:?}");
    assert_eq!(post(served.port, "/check?as_of=2023-10-02", &[], form).status, 200);
    assert_eq!(get(served.port, "/check").status, 200);
}
