//! Data for programs, where standard output is a terminal: nothing of it commands that terminal. Into a pipe it goes as it is.
#![cfg(target_os = "linux")]

use std::process::Command;

use crate::desk::{Desk, csv};

/// What a note holds: escape, a C1 control, and marks that turn the direction of reading.
const HOSTILE: &str = "a\u{1b}[31mb\u{9b}2Jc\u{202e}d\u{2066}e";

/// What a terminal gets of a command: `script` runs it on one of its own. `None` where that program is not there.
fn on_a_terminal(desk: &Desk, command: &str) -> Option<String> {
    let typed = format!("{} {command}", env!("CARGO_BIN_EXE_tollbook"));
    let mut script = Command::new("script");
    script.args(["-qec", &typed, "/dev/null"]).current_dir(desk.path("")).env("XDG_CONFIG_HOME", "/dev/null");
    let output = script.stdin(std::process::Stdio::null()).output().ok()?;
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stdout));
    Some(String::from_utf8(output.stdout).expect("text"))
}

#[test]
fn no_format_commands_a_terminal() {
    let desk = Desk::new();
    let row = format!(
        ",A flood,District,killed,total,5,2023-10-01,2023-10-02,Mini{HOSTILE}stry,Courier,,,,{HOSTILE}"
    );
    desk.file("a.csv", csv(&[row]));
    desk.run(&["import", "a.csv", "-q"]).with(0);
    let commands = [
        "export",
        "export --jsonl",
        "export --values",
        "export --hxl",
        "list figures --csv",
        "list figures --json",
        "list authorities --csv",
        "timeline --long",
        "timeline --csv",
        "log 1 --csv",
        "reconcile --csv --explain",
    ];
    let mut seen = 0;
    for command in commands {
        let Some(shown) = on_a_terminal(&desk, command) else { return };
        let commands = |c: char| c.is_control() && !"\r\n\t".contains(c) || "\u{202e}\u{2066}".contains(c);
        assert!(!shown.contains(commands), "{command}: {shown:?}");
        seen += usize::from(shown.contains("202e"));
    }
    assert!(seen > 8, "{seen} commands show the text");
    // A program that reads them has the bytes.
    let piped = desk.run(&["export"]).with(0);
    assert!(piped.contains(HOSTILE), "{piped}");
}
