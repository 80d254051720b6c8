//! Ctrl-C: what it leaves behind, and what it says of the data.
#![cfg(unix)]

use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::desk::{Desk, Said, ask, csv};

/// So many that no machine has read them before it is told to stop.
const ROWS: usize = 60_000;

fn rows(rows: usize) -> String {
    let row = |n: usize| {
        let number = if n == 3 { "1O2".to_owned() } else { (n + 1).to_string() };
        format!(
            ",A flood,District {},killed,total,{number},2023-10-01,2023-10-02,Ministry,Courier,,,,",
            n % 97
        )
    };
    let rows: Vec<String> = (0..rows).map(row).collect();
    csv(&rows)
}

fn started(desk: &Desk, args: &[&str]) -> Child {
    let mut command = desk.command(args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program")
}

/// Waits until something is there.
fn until(is_there: impl Fn() -> bool) {
    let began = Instant::now();
    while !is_there() {
        assert!(began.elapsed() < Duration::from_secs(60), "it never began");
        sleep(Duration::from_millis(2));
    }
}

fn interrupt(child: Child) -> Said {
    let id = child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status().expect("kill");
    assert!(sent.success());
    Said::of(child.wait_with_output().expect("an end"))
}

#[test]
fn an_interrupted_first_import_leaves_no_store_and_says_so() {
    let desk = Desk::new();
    desk.file("big.csv", rows(ROWS));
    let child = started(&desk, &["import", "big.csv"]);
    until(|| desk.names().iter().any(|name| name.starts_with("tollbook.db")));
    let said = interrupt(child);
    assert_eq!(said.code, Some(130), "{} {}", said.out, said.err);
    assert_eq!(said.err, "interrupted: nothing was recorded, and no store was made\n");
    assert_eq!(said.out, "");
    assert_eq!(desk.names(), ["big.csv"]);
    desk.run(&["import", "big.csv", "-q"]).with(1);
    assert_eq!(desk.figures().len(), ROWS - 1);
}

#[test]
fn what_was_recorded_before_an_interruption_stays() {
    let desk = Desk::new();
    desk.file("small.csv", rows(2));
    desk.file("big.csv", rows(ROWS));
    let child = started(&desk, &["import", "small.csv", "big.csv"]);
    let first =
        || ask(&desk.path("tollbook.db"), "SELECT count(*) FROM entry").is_ok_and(|entries| entries == "1");
    until(|| desk.names().contains(&"tollbook.db".to_owned()) && first());
    let said = interrupt(child);
    assert_eq!(said.code, Some(130), "{} {}", said.out, said.err);
    assert!(
        said.out.contains("small.csv: recorded as entry 1") && !said.out.contains("big.csv"),
        "{}",
        said.out
    );
    assert!(
        said.err
            .ends_with("interrupted: entry 1 recorded before, and nothing else; see it with tollbook log\n"),
        "{}",
        said.err
    );
    assert_eq!(desk.names(), ["big.csv", "small.csv", "tollbook.db"]);
    desk.verify();
    assert_eq!(desk.figures().len(), 2);
}

/// Nothing comes, so that no row is met at which it could stop.
#[test]
fn an_import_that_waits_for_its_input_ends_too() {
    let desk = Desk::new();
    let mut child = started(&desk, &["import", "-"]);
    let mut input = child.stdin.take().expect("its input");
    input.write_all(b"event,place\n").expect("written");
    until(|| desk.names().iter().any(|name| name.starts_with("tollbook.db")));
    let said = interrupt(child);
    drop(input);
    assert_eq!(said.code, Some(130), "{} {}", said.out, said.err);
    assert_eq!(said.err, "interrupted: nothing was recorded, and no store was made\n");
    assert!(desk.names().is_empty(), "{:?}", desk.names());
}

#[test]
fn a_command_that_reads_ends_quietly() {
    let desk = Desk::new();
    desk.file("small.csv", rows(2));
    desk.run(&["import", "small.csv", "-q"]).with(0);
    let mut child = started(&desk, &["check", "-"]);
    let input = child.stdin.take().expect("its input");
    sleep(Duration::from_millis(600));
    let said = interrupt(child);
    drop(input);
    assert_eq!((said.code, said.out.as_str(), said.err.as_str()), (Some(130), "", ""));
}
