//! Verbs that go through all of a store need no more memory than some series take: each is run under a limit of the
//! system (`ulimit -d`), below what the texts of the store would need beside the caches.

use std::process::Command;

use crate::desk::{Desk, Said, program};

/// The most data that a program may have, in KiB. What a plain build needs with its two caches is between 70,000 and
/// 90,000.
const LIMIT: u32 = 110_000;
const ROWS: usize = 8_000;
const SERIES: usize = 160;

/// Verbs that stream, each to its end.
const STREAM: &[&[&str]] = &[
    &["reconcile", "--jsonl"],
    &["list", "figures", "--csv"],
    &["list", "sources"],
    &["timeline", "--jsonl"],
    &["log", "--revisions", "--jsonl"],
    &["diff", "2024-01-20", "2024-02-10", "--jsonl"],
    &["export", "--csv"],
    &["export", "--jsonl"],
    &["export", "--values"],
    &["export", "--rows", "--with-texts", "-o", "rows.jsonl"],
    &["answer", "rows.jsonl", "--names", "names.jsonl"],
    &["verify"],
    &["audit", "--jsonl"],
    &["check", "claim.txt"],
    &["import", "-q", "rows.csv", "--db", "again.db"],
];

/// Figures of which each has a note of some 6,000 letters: 50 MB in all.
fn rows() -> String {
    let note = "the water came at night and nobody had been told of it before ".repeat(100);
    let mut text = String::from(
        "event,place,measure,count_type,figure,as_of,published_on,authority,publisher,title,note\n",
    );
    for at in 0..ROWS {
        let (series, day) = (at % SERIES, at / SERIES);
        let (event, place, day) =
            (series % 10, series / 10, format!("2024-{:02}-{:02}", 1 + day / 28, 1 + day % 28));
        let office = at % 3;
        text.push_str(&format!(
            "Flood {event},Place {place},killed,total,{at},{day},{day},Office {office},Gazette,Report {at},{at}: {note}\n"
        ));
    }
    text
}

/// Runs the program with a limit of that many KiB on its data.
pub fn limited(desk: &Desk, limit: u32, args: &[&str]) -> Said {
    let program = program();
    let mut shell = Command::new("bash");
    let line = format!("ulimit -d {limit}; exec \"$0\" \"$@\"");
    shell.args(["-c", &line]).arg(program.get_program()).args(args).current_dir(desk.path(""));
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    Said::of(shell.output().expect("bash"))
}

#[cfg(target_os = "linux")] // elsewhere `ulimit -d` does not count what is mapped
#[test]
fn verbs_that_go_through_a_store_need_the_memory_of_some_series() {
    let desk = Desk::new();
    desk.file("rows.csv", rows());
    desk.file("claim.txt", "7900 people were killed in Flood 3 in Place 4.\n");
    desk.run(&["import", "-q", "rows.csv"]).with(0);
    for args in STREAM {
        let said = limited(&desk, LIMIT, args);
        // 1: there is something to look at.
        assert!(matches!(said.code, Some(0 | 1)), "{args:?} with {LIMIT} KiB: {:?} {}", said.code, said.err);
        assert!(
            said.out.len() > 100 || !said.err.is_empty() || args.contains(&"-q"),
            "{args:?} gave nothing"
        );
    }
    // What keeps this many figures at once does not come through.
    let said = limited(&desk, LIMIT, &["import", "-q", "--memory", "512M", "rows.csv", "--db", "at-once.db"]);
    assert!(!matches!(said.code, Some(0 | 1)), "the limit of {LIMIT} KiB holds nothing back");
}
