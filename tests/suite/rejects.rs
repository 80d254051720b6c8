//! Where rejected rows go: into a folder of this desk, or the one that was named; never over another file.

use std::fs;

use crate::desk::Desk;
use crate::inputs::{csv, zipped};

fn one_bad() -> String {
    csv(&[("12", "2021-04-03"), ("57OO", "2021-04-04")])
}

/// A desk in a folder of its own, and beside that folder one of others.
fn desk_and_others() -> (Desk, Vec<&'static str>) {
    let desk = Desk::new();
    for folder in ["desk/in", "theirs"] {
        fs::create_dir_all(desk.path(folder)).expect("a folder");
    }
    (desk, vec!["import", "--db", "tollbook.db"])
}

fn in_folder(desk: &Desk, folder: &str) -> Vec<String> {
    let entries = fs::read_dir(desk.path(folder)).expect("the folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn run_in_desk(desk: &Desk, args: &[&str], more: &[&str], code: i32) -> String {
    let mut command = desk.command(args);
    let output = command.current_dir(desk.path("desk")).args(more).output().expect("the program");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{out}\n{err}");
    format!("{out}\n{err}")
}

#[test]
fn rejects_of_another_folder_come_here_and_the_receipt_says_so() {
    let (desk, args) = desk_and_others();
    desk.file("theirs/a.csv", one_bad());
    desk.file("theirs/b.zip", zipped(&[("c.csv", one_bad().as_bytes())]));
    let said = run_in_desk(&desk, &args, &["../theirs/a.csv"], 1);
    assert!(said.contains("a.rejects.csv, in the current folder"), "{said}");
    let said = run_in_desk(&desk, &args, &["../theirs/a.csv", "--set", "language=en"], 1);
    assert!(said.contains("a.rejects.2.csv, in the current folder"), "{said}");
    run_in_desk(&desk, &args, &["../theirs/b.zip", "--set", "language=fr"], 1);
    assert_eq!(in_folder(&desk, "theirs"), ["a.csv", "b.zip"]);
    let here = in_folder(&desk, "desk");
    for name in ["a.rejects.csv", "a.rejects.2.csv", "b.zip.c.rejects.csv"] {
        assert!(here.iter().any(|one| one == name), "{name}: {here:?}");
    }
}

#[test]
fn rejects_stay_beside_files_of_the_desk() {
    let (desk, args) = desk_and_others();
    desk.file("desk/in/a.csv", one_bad());
    let said = run_in_desk(&desk, &args, &["in/../in/a.csv"], 1);
    assert!(!said.contains("in the current folder"), "{said}");
    assert_eq!(in_folder(&desk, "desk/in"), ["a.csv", "a.rejects.csv"]);
    // The folder of the store is the desk's own as well.
    fs::create_dir_all(desk.path("elsewhere")).expect("a folder");
    let mut command = desk.command(&["import", "--db", "../desk/tollbook.db", "../desk/in/a.csv"]);
    command.current_dir(desk.path("elsewhere")).args(["--set", "language=en"]).output().expect("the program");
    assert_eq!(in_folder(&desk, "elsewhere"), [""; 0]);
    assert!(desk.path("desk/in/a.rejects.2.csv").exists());
}

#[test]
fn a_folder_for_rejects_is_named_and_has_to_be_there() {
    let (desk, args) = desk_and_others();
    desk.file("desk/a.csv", one_bad());
    let said = run_in_desk(&desk, &args, &["a.csv", "--rejects", "bad"], 2);
    assert!(said.contains("mkdir -p bad"), "{said}");
    assert!(!in_folder(&desk, "desk").contains(&"tollbook.db".to_owned()), "nothing was stored");
    fs::create_dir(desk.path("desk/bad")).expect("a folder");
    let said = run_in_desk(&desk, &args, &["a.csv", "--rejects", "bad"], 1);
    assert!(said.contains("bad/a.rejects.csv"), "{said}");
    assert_eq!(in_folder(&desk, "desk/bad"), ["a.rejects.csv"]);
}

#[cfg(unix)]
#[test]
fn rejects_are_for_their_owner_and_leave_nothing_half_made() {
    use std::os::unix::fs::PermissionsExt;
    let (desk, args) = desk_and_others();
    desk.file("desk/a.csv", one_bad());
    run_in_desk(&desk, &args, &["a.csv", "-n"], 1);
    run_in_desk(&desk, &args, &["a.csv", "--strict"], 2);
    assert_eq!(in_folder(&desk, "desk"), ["a.csv", "in"]);
    run_in_desk(&desk, &args, &["a.csv"], 1);
    let mode = fs::metadata(desk.path("desk/a.rejects.csv")).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

/// A folder that nobody may write, whoever runs the test.
#[cfg(target_os = "linux")]
#[test]
fn where_no_rejects_can_be_written_the_data_is_told_of() {
    let desk = Desk::new();
    let file = desk.file("a.csv", one_bad());
    let store = desk.path("store");
    fs::create_dir(&store).expect("a folder");
    let file = file.display().to_string();
    let db = store.join("tollbook.db").display().to_string();
    let mut command = desk.command(&["import", &file, "--db", &db]);
    let output = command.current_dir("/proc").output().expect("the program");
    let err = String::from_utf8_lossy(&output.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert!(err.contains("nothing was stored") && err.contains("--rejects"), "{err}");
    let there = desk.path("").display().to_string();
    let said = desk
        .command(&["import", &file, "--db", &db, "--rejects", &there])
        .current_dir("/proc")
        .output()
        .expect("the program");
    assert_eq!(said.status.code(), Some(1), "{}", String::from_utf8_lossy(&said.stderr));
    assert!(desk.path("a.rejects.csv").exists());
}

#[test]
fn a_word_for_nothing_is_told_with_what_a_profile_says_of_it() {
    for word in ["NA", "-", "n/a", "?", "unknown", "keine Angabe", "нет данных"] {
        let desk = Desk::new();
        desk.file("a.csv", csv(&[("12", "2021-04-03"), (word, "2021-04-04")]));
        let said = desk.run(&["import", "a.csv", "-n"]);
        let told = said.err.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = format!("missingValues = [{word:?}]");
        assert!(told.contains("error[F103]") && told.contains(&line), "{told}");
        // What the hint says to write is taken.
        desk.file("a.csv.toml", format!("{line}\n"));
        assert_eq!(desk.run(&["import", "a.csv"]).code, Some(0), "{word}");
        assert_eq!(desk.ask("SELECT count(*) FROM figures"), "1");
    }
}
