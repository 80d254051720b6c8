//! How files are written: whole or not at all, for their owner alone unless it is said otherwise.

use std::os::unix::fs::PermissionsExt;

use crate::desk::Desk;

use super::{EVERY, OUT, given};

fn desk() -> Desk {
    let desk = Desk::new();
    desk.file("data.csv", crate::laws::data("october-2023.csv"));
    desk.import(&["data.csv"]);
    desk.say(
        "authority",
        "Gaza Health Ministry",
        tollbook::model::names::NameField::SayAs,
        "Gaza's health ministry",
    )
    .expect("said");
    desk
}

/// The exports that write a file, which their last word names.
fn to_files() -> impl Iterator<Item = &'static &'static [&'static str]> {
    EVERY.iter().filter(|args| args.iter().any(|arg| ["-o", "--method-note"].contains(arg)))
}

/// Every file below a folder, with its mode.
fn modes(folder: &std::path::Path) -> Vec<(String, u32)> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let mode = |entry: &std::fs::DirEntry| entry.metadata().expect("its mode").permissions().mode() & 0o777;
    entries.map(|entry| (entry.file_name().to_string_lossy().into_owned(), mode(&entry))).collect()
}

#[test]
fn files_are_their_owners_alone_unless_they_are_shared() {
    let desk = desk();
    let mut seen = 0;
    for args in to_files() {
        for (flag, expected) in [(&[][..], 0o600), (&["--shared"][..], 0o644)] {
            given(&desk, &[args, flag, &["--public"]].concat());
            let modes = modes(&desk.path(OUT));
            assert!(modes.iter().all(|(_, mode)| *mode == expected), "{args:?} {flag:?}: {modes:?}");
            seen += modes.len();
        }
    }
    assert!(seen > 15, "{seen} files");
}

/// A picture, and its text beside it, are shared as an export is.
#[test]
fn a_picture_is_shared_with_its_text() {
    let desk = desk();
    std::fs::create_dir(desk.path(OUT)).expect("a folder");
    for (flag, expected) in [(&[][..], 0o600), (&["--shared"][..], 0o644)] {
        let to = format!("{OUT}/deraa.svg");
        desk.run(&[&["timeline", "deraa", "killed", "-o", &to], flag].concat()).with(0);
        let modes = modes(&desk.path(OUT));
        assert_eq!(modes.len(), 2, "{modes:?}");
        assert!(modes.iter().all(|(_, mode)| *mode == expected), "{flag:?}: {modes:?}");
    }
}

/// The name is taken by a folder, so that the last step fails.
#[test]
fn what_cannot_be_written_whole_leaves_nothing() {
    let desk = desk();
    for args in to_files() {
        let out = desk.path(OUT);
        let _ = std::fs::remove_dir_all(&out);
        let to = args.last().expect("a file");
        std::fs::create_dir_all(desk.path(to).join("full")).expect("a folder");
        let said = desk.run(args);
        assert_eq!(said.code, Some(2), "{args:?}: {}", said.err);
        assert!(said.err.contains("hint: "), "{args:?}: {}", said.err);
        let left: Vec<String> =
            modes(&out).into_iter().map(|(name, _)| name).filter(|name| name.contains("new-")).collect();
        assert!(left.is_empty(), "{args:?} leaves {left:?}");
    }
}

/// A disk that is full in the midst of it leaves nothing either, and the same command works when there is room.
#[test]
fn a_full_disk_leaves_nothing_under_any_name() {
    let desk = desk();
    for args in to_files() {
        let out = desk.path(OUT);
        let _ = std::fs::remove_dir_all(&out);
        std::fs::create_dir(&out).expect("a folder");
        let line = "ulimit -f 1; trap '' XFSZ; exec \"$0\" \"$@\"";
        let mut limited = std::process::Command::new("bash");
        limited.args(["-c", line, env!("CARGO_BIN_EXE_tollbook")]).args(*args);
        limited
            .current_dir(desk.path(""))
            .env("TOLLBOOK_WHO", "a tester")
            .env("XDG_CONFIG_HOME", "/dev/null");
        let said = crate::desk::Said::of(limited.output().expect("bash"));
        assert_eq!(said.code, Some(2), "{args:?}: {}", said.err);
        let left = modes(&out);
        assert!(left.is_empty(), "{args:?} leaves {left:?}");
        desk.run(args).with(0);
    }
}

/// What is told of a file is told when it stands, and what went wrong names it.
#[test]
fn a_file_that_cannot_be_written_is_named_and_not_told_of() {
    let desk = desk();
    for args in to_files() {
        let to = args.last().expect("a file");
        let _ = std::fs::remove_dir_all(desk.path(OUT));
        std::fs::create_dir_all(desk.path(to)).expect("a folder");
        let said = desk.run(args);
        assert_eq!(said.code, Some(2), "{args:?}: {}", said.err);
        assert!(
            said.err.contains(&format!("{to} was not written: it is a folder")),
            "{args:?}: {}",
            said.err
        );
        assert!(!said.err.contains("written to"), "{args:?}: {}", said.err);
    }
    std::fs::create_dir_all(desk.path(OUT)).expect("a folder");
    std::os::unix::fs::symlink("/dev/full", desk.path("out/device.csv")).expect("a link");
    let said = desk.run(&["export", "-o", "out/device.csv"]);
    assert!(
        said.code == Some(2) && said.err.contains("out/device.csv was not written: it is a device"),
        "{}",
        said.err
    );
}

/// Nobody names the files beside the one that was asked for: what stands there and says something else is somebody's.
#[test]
fn a_file_beside_another_replaces_nothing_unasked() {
    let desk = desk();
    let args: [(&[&str], &str); 4] = [
        (&["export", "-o", "out/f.csv"], "out/f.names.csv"),
        (&["export", "--public", "-o", "out/p.jsonl"], "out/p.readme.txt"),
        (&["export", "--rows", "-o", "out/rows.jsonl"], "out/names.jsonl"),
        (&["timeline", "deraa", "killed", "-o", "out/c.svg"], "out/c.alt.txt"),
    ];
    for (args, second) in args {
        let _ = std::fs::remove_dir_all(desk.path(OUT));
        std::fs::create_dir(desk.path(OUT)).expect("a folder");
        desk.file(second, "mine");
        let said = desk.run(args);
        assert_eq!(said.code, Some(2), "{args:?}: {}", said.err);
        assert!(
            said.err.contains(&format!("nothing was written: {second} is there already")),
            "{}",
            said.err
        );
        assert!(said.err.contains("with --force") && !said.err.contains("written to"), "{}", said.err);
        assert_eq!(modes(&desk.path(OUT)).len(), 1, "{args:?} leaves something");
        assert_eq!(std::fs::read_to_string(desk.path(second)).expect("a file"), "mine");
        desk.run(&[args, &["--force"]].concat()).with(0);
        // What says the same stands in nobody's way.
        desk.run(args).with(0);
        assert_ne!(std::fs::read_to_string(desk.path(second)).expect("a file"), "mine");
    }
}

/// A disk that is full is told as one, whatever was written.
#[test]
fn a_full_disk_is_told_as_one() {
    let desk = desk();
    for to in [["-o", "copy.db"], ["--datasette", "served"]] {
        let line = "ulimit -f 8; trap '' XFSZ; exec \"$0\" export \"$@\"";
        let mut limited = std::process::Command::new("bash");
        limited.args(["-c", line, env!("CARGO_BIN_EXE_tollbook")]).args(to).current_dir(desk.path(""));
        let said = crate::desk::Said::of(limited.env("XDG_CONFIG_HOME", "/dev/null").output().expect("bash"));
        assert_eq!(said.code, Some(2), "{to:?}: {}", said.err);
        assert!(said.err.contains("S107") && said.err.contains(to[1]), "{to:?}: {}", said.err);
        assert_eq!(desk.names(), ["data.csv", "tollbook.db"]);
    }
}

/// A desk that keeps `latest.csv` as a link to its share keeps the link.
#[test]
fn a_link_stays_a_link_and_its_file_is_written() {
    let desk = desk();
    std::fs::create_dir_all(desk.path("share")).expect("a folder");
    std::os::unix::fs::symlink("share/real.csv", desk.path("latest.csv")).expect("a link");
    for _ in 0..2 {
        desk.run(&["export", "-o", "latest.csv"]).with(0);
        assert!(desk.path("latest.csv").is_symlink());
    }
    assert_eq!(modes(&desk.path("share")), [("real.csv".to_owned(), 0o600)]);
}

/// A build without workbooks says how to get one, and what works instead.
#[cfg(not(feature = "xlsx"))]
#[test]
fn a_build_without_workbooks_says_what_to_type() {
    let desk = desk();
    let said = desk.run(&["export", "-o", "figures.xlsx"]);
    assert_eq!(said.code, Some(2), "{}", said.err);
    for typed in ["tollbook export --values --bom -o figures.csv", "install --path . --locked --features"] {
        assert!(said.err.replace('\n', " ").replace("  ", " ").contains(typed), "{}", said.err);
    }
    assert!(!desk.names().contains(&"figures.xlsx".to_owned()));
    desk.run(&["export", "--values", "--bom", "-o", "figures.csv"]).with(0);
}
