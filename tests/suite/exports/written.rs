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
