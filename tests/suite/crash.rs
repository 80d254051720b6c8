//! A killed import leaves all of a file or none, and a second import is exact.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use tollbook::model::names::NameField;

use crate::books::json;
use crate::desk::{Desk, ask, csv};
use crate::simulation::{SEEDS, number};

/// Rows of the file whose import is killed, and of the one before it.
const ROWS: usize = 6_000;

fn rows(from: usize, to: usize) -> String {
    let rows: Vec<String> = (from..to)
        .map(|n| {
            let (place, day) = (n % 97, n % 28 + 1);
            format!(
                "r{n},A flood,District {place},killed,total,\"{}\",2023-10-{day:02},2023-10-{day:02},Ministry {},Courier {},,,,",
                n + 1,
                n % 7,
                n % 11
            )
        })
        .collect();
    csv(&rows)
}

/// How many kills there are at most.
const MOST: u32 = 50;

/// How many kills there are: `TOLLBOOK_SEEDS` asks for more than the ordinary run has.
fn kills() -> u32 {
    number(SEEDS).map_or(16, |many| (many as u32).min(MOST))
}

/// Whether there were enough kills, and a tenth of them fell into a commit; on a busy machine that takes some more.
fn enough(kill: u32, in_commit: u32) -> bool {
    kill >= kills() && in_commit * 10 >= kills()
}

/// When a child is killed: after a time, as soon as its journal appears, that is, while it commits, or a moment after that.
fn wait(kill: u32, whole: Duration, journal: &Path) {
    if kill.is_multiple_of(2) {
        return sleep(whole * (kill + 1) / (kills() + 2));
    }
    let began = Instant::now();
    while !journal.exists() && began.elapsed() < whole * 2 {
        std::hint::spin_loop();
    }
    if kill % 4 == 3 {
        sleep(Duration::from_micros(u64::from(kill) * 137));
    }
}

#[test]
fn a_killed_import_leaves_all_or_none_and_the_next_is_exact() {
    let desk = Desk::new();
    desk.file("before.csv", rows(0, 200));
    desk.file("file.csv", rows(200, 200 + ROWS));
    desk.import(&["before.csv"]);
    let began = Instant::now();
    fs::copy(desk.path("tollbook.db"), desk.path("timed.db")).expect("a copy");
    desk.run(&["--db", "timed.db", "import", "file.csv", "-q"]).with(0);
    let whole = began.elapsed();
    let (mut all, mut none, mut in_commit) = (0, 0, 0);
    for kill in 0..MOST {
        if enough(kill, in_commit) {
            break;
        }
        let store = format!("store-{kill}.db");
        fs::copy(desk.path("tollbook.db"), desk.path(&store)).expect("a copy");
        let journal = desk.path(&format!("{store}-journal"));
        let mut command = desk.command(&["--db", &store, "import", "file.csv", "-q"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program");
        wait(kill, whole, &journal);
        child.kill().expect("a kill");
        child.wait().expect("an end");
        in_commit += u32::from(journal.exists());
        desk.of(&store).verify();
        let listed = desk.of(&store).figures().len();
        match listed {
            200 => none += 1,
            n if n == 200 + ROWS => all += 1,
            n => panic!("kill {kill}: {n} figures of {ROWS}"),
        }
        let again = desk.of(&store).import(&["file.csv"]);
        let expected = if listed == 200 { ROWS as u64 } else { 0 };
        assert_eq!(again[0].counts.new, expected, "kill {kill}: {again:?}");
        desk.of(&store).verify();
        for end in ["", "-journal"] {
            let _ = fs::remove_file(desk.path(&format!("{store}{end}")));
        }
    }
    assert!(none > 0, "no import was killed before its end: all {all}");
    println!("all {all}, none {none}, journal left behind {in_commit}");
    assert!(in_commit * 10 >= kills(), "only {in_commit} of {} kills fell into a commit", kills());
}

#[test]
fn a_killed_merge_leaves_all_or_none_and_the_next_is_exact() {
    let desk = Desk::new();
    for (store, from, to) in [("north.db", 0, 2_000), ("south.db", 1_500, 5_000)] {
        desk.file("file.csv", rows(from, to));
        desk.of(store).import(&["file.csv"]);
        desk.of(store).say("authority", "Ministry 1", NameField::Rank, "1").expect("said");
    }
    let began = Instant::now();
    fs::copy(desk.path("north.db"), desk.path("timed.db")).expect("a copy");
    desk.run(&["--db", "timed.db", "import", "south.db", "-q"]).with(0);
    let whole = began.elapsed();
    let (mut none, mut in_commit) = (0, 0);
    for kill in 0..MOST {
        if enough(kill, in_commit) {
            break;
        }
        let store = format!("store-{kill}.db");
        fs::copy(desk.path("north.db"), desk.path(&store)).expect("a copy");
        let journal = desk.path(&format!("{store}-journal"));
        let mut command = desk.command(&["--db", &store, "import", "south.db", "-q"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program");
        wait(kill, whole, &journal);
        child.kill().expect("a kill");
        child.wait().expect("an end");
        in_commit += u32::from(journal.exists());
        desk.of(&store).verify();
        let entries = || ask(&desk.path(&store), "SELECT count(*) FROM entry").expect("a number");
        let (before, again) = (entries(), json(&desk.of(&store).import(&["south.db"])[0]));
        let came = match before.as_str() {
            "2" => 2,
            "4" => 0,
            entries => panic!("kill {kill}: {entries} entries"),
        };
        none += u32::from(before == "2");
        assert_eq!(again["merged"]["entries"], came, "kill {kill}: {again}");
        assert_eq!(entries(), "4");
        assert_eq!(ask(&desk.path(&store), "SELECT count(*) FROM figure").expect("a number"), "5000");
        desk.of(&store).verify();
        for end in ["", "-journal"] {
            let _ = fs::remove_file(desk.path(&format!("{store}{end}")));
        }
    }
    assert!(none > 0, "no merge was killed before its end");
    assert!(in_commit * 10 >= kills(), "only {in_commit} of {} kills fell into a commit", kills());
}

/// A receipt that cannot be printed does not unmake the entry: a script that tries again on exit code 2 would do it twice.
#[cfg(target_os = "linux")]
#[test]
fn what_is_stored_is_told_so_although_its_receipt_is_lost() {
    let desk = Desk::new();
    desk.file("file.csv", rows(0, 20));
    let verbs: [&[&str]; 9] = [
        &["import", "file.csv"],
        &["amend", "authority", "Ministry 1", "--say-as", "the ministry"],
        &["amend", "source", "1", "--gone-on", "2024-01-01"],
        &["amend", "store", "--zone", "Asia/Manila"],
        &["amend", "1", "--typo", "figure=77", "-m", "a slip"],
        &["amend", "2", "--hold", "-m", "not yet"],
        &["amend", "3", "--asked", "Ministry 1", "--on", "2024-01-01"],
        &["amend", "4", "--void", "-m", "a slip"],
        &["undo"],
    ];
    for (entry, args) in (1..).zip(verbs) {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a device");
        let output = desk.command(args).stdout(full).stderr(Stdio::piped()).spawn().expect("the program");
        let said = crate::desk::Said::of(output.wait_with_output().expect("an end"));
        assert_eq!(said.code, Some(1), "{args:?}: {}", said.err);
        let told = format!("entry {entry} recorded all the same");
        assert!(said.err.contains(&told), "{args:?}: {}", said.err);
    }
    assert_eq!(desk.ask("SELECT count(*) FROM entry"), "9");
    desk.verify();
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_stores_nothing_and_says_so() {
    use std::os::unix::process::CommandExt;
    let desk = Desk::new();
    desk.file("before.csv", rows(0, 200));
    desk.file("file.csv", rows(200, 200 + ROWS));
    desk.import(&["before.csv"]);
    let size = fs::metadata(desk.path("tollbook.db")).expect("a store").len();
    // `ulimit -f` counts blocks of 512 bytes in POSIX shells, of 1,024 in bash: either is far less than the file needs.
    let blocks = size / 512 + 64;
    let mut shell = std::process::Command::new("sh");
    let line = format!("ulimit -f {blocks}; trap '' XFSZ; exec \"$0\" import file.csv -q");
    shell.arg("-c").arg(line).arg(env!("CARGO_BIN_EXE_tollbook")).current_dir(desk.path("")).arg0("sh");
    let said = crate::desk::Said::of(shell.output().expect("a shell"));
    assert_eq!(said.code, Some(2), "{} {}", said.out, said.err);
    assert!(said.err.contains("could not grow") || said.err.contains("room"), "{}", said.err);
    desk.verify();
    assert_eq!(desk.figures().len(), 200);
    desk.import(&["file.csv"]);
}
