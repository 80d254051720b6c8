//! Ctrl-C and the other signals that end a program: what they leave behind, and what is said of the data. What a killed program
//! leaves, the next one takes away.
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
    end(child, "-INT")
}

/// The signals that end a program, and its exit code. Where the tests themselves outlive their terminal, so does the program.
fn signals() -> Vec<(&'static str, i32)> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).unwrap_or("0").trim();
    let hears_hang_ups = u64::from_str_radix(ignored, 16).is_ok_and(|mask| mask & 1 == 0);
    let mut signals = vec![("-INT", 130), ("-TERM", 143)];
    signals.extend(hears_hang_ups.then_some(("-HUP", 129)));
    signals
}

fn end(child: Child, signal: &str) -> Said {
    let id = child.id().to_string();
    let sent = Command::new("kill").args([signal, &id]).status().expect("kill");
    assert!(sent.success());
    Said::of(child.wait_with_output().expect("an end"))
}

#[test]
fn an_interrupted_first_import_leaves_no_store_and_says_so() {
    let desk = Desk::new();
    desk.file("big.csv", rows(ROWS));
    for (signal, code) in signals() {
        let child = started(&desk, &["import", "big.csv"]);
        until(|| desk.names().iter().any(|name| name.starts_with("tollbook.db")));
        let said = end(child, signal);
        assert_eq!(said.code, Some(code), "{} {}", said.out, said.err);
        assert_eq!(said.err, "interrupted: nothing was recorded, and no store was made\n");
        assert_eq!(said.out, "");
        assert_eq!(desk.names(), ["big.csv"], "{signal}");
    }
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

/// The exports that take some time, each with the file or folder that it makes.
const LONG: [(&[&str], &str); 5] = [
    (&["export", "-o", "figures.csv"], "figures.csv"),
    (&["export", "--values", "-o", "values.jsonl"], "values.jsonl"),
    (&["list", "figures", "-o", "list.json"], "list.json"),
    (&["export", "-o", "copy.db"], "copy.db"),
    (&["export", "--site", "pages"], "pages"),
];

fn is_begun(desk: &Desk, name: &str) -> bool {
    desk.names().iter().any(|one| one.starts_with(&format!("{name}.new-")))
}

#[test]
fn an_export_that_is_ended_leaves_nothing_and_works_again() {
    let desk = Desk::new();
    desk.file("big.csv", rows(12_000));
    desk.run(&["import", "big.csv", "-q"]).with(1);
    let before = desk.names();
    for (args, name) in LONG {
        for (signal, code) in signals() {
            let child = started(&desk, args);
            until(|| is_begun(&desk, name));
            let said = end(child, signal);
            assert_eq!((said.code, said.out.as_str()), (Some(code), ""), "{args:?} {signal}: {}", said.err);
            assert_eq!(desk.names(), before, "{args:?} {signal}");
        }
    }
    // What dies without a word leaves what the next one of its name takes away.
    for (args, name) in LONG {
        let mut child = started(&desk, args);
        until(|| is_begun(&desk, name));
        child.kill().and_then(|()| child.wait().map(drop)).expect("killed");
        assert!(is_begun(&desk, name), "{args:?} was not killed in the midst of it");
        desk.run(args).with(0);
        assert!(!is_begun(&desk, name) && desk.names().contains(&name.to_owned()), "{:?}", desk.names());
    }
}

/// Also by an import that rejects nothing: what was erased since may not stand in them.
#[test]
fn rejects_of_a_killed_import_go_with_the_next() {
    let desk = Desk::new();
    desk.file("big.csv", rows(ROWS));
    let mut child = started(&desk, &["import", "big.csv"]);
    until(|| is_begun(&desk, "big.rejects.csv"));
    child.kill().and_then(|()| child.wait().map(drop)).expect("killed");
    assert!(is_begun(&desk, "big.rejects.csv"));
    desk.file(
        "big.csv",
        csv(&[",A flood,District,killed,total,5,2023-10-01,2023-10-02,Ministry,Courier,,,,"]),
    );
    desk.run(&["import", "big.csv", "-q"]).with(0);
    assert_eq!(desk.names(), ["big.csv", "tollbook.db"]);
    desk.verify();
}
