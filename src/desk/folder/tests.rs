//! What a folder in the making leaves behind, and what it refuses to replace.

use std::io::Write;

use super::*;

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn what(refused: Result<PendingFolder, Error>) -> String {
    match refused {
        Ok(_) => panic!("it was not refused"),
        Err(Error::Fault(problem)) => problem.what,
        Err(other) => panic!("{other:?}"),
    }
}

/// An export of two files.
fn exported(to: &Path, text: &str) {
    let mut folder = PendingFolder::create(to, Sharing::OwnerAlone).expect("a folder");
    folder.write("README.md", text).expect("a file");
    let mut part = folder.file("data/deep/figures.csv").expect("a file");
    part.write_all(b"id\n").and_then(|()| part.write_all(b"1\n")).expect("written");
    let written = folder.finish(part).expect("ended");
    assert_eq!((written.path.as_str(), written.bytes), ("data/deep/figures.csv", 5));
    assert_eq!(written.sha256, "7cde7fb64fd82bd152710cf238e017b9ab46c0592483edc067ba4f6c75fac108");
    assert!(names(to.parent().expect("above")).iter().any(|name| name.contains(".new-")));
    folder.commit().expect("named");
}

#[test]
fn it_has_its_name_as_a_whole_and_lists_its_files() {
    let above = tempfile::tempdir().expect("a folder");
    let to = above.path().join("out");
    exported(&to, "first");
    assert_eq!(names(above.path()), ["out"]);
    assert_eq!(names(&to), ["README.md", LIST, "data"]);
    let list = fs::read_to_string(to.join(LIST)).expect("the list");
    assert_eq!(list.lines().count(), 3);
    assert!(list.contains("  data/deep/figures.csv\n"), "{list}");
    assert_eq!(in_place(&to).expect("read"), InPlace::OurExport);
}

#[test]
fn what_is_given_up_or_interrupted_leaves_nothing() {
    let above = tempfile::tempdir().expect("a folder");
    let to = above.path().join("out");
    let mut folder = PendingFolder::create(&to, Sharing::OwnerAlone).expect("a folder");
    folder.write("a/b", "x").expect("a file");
    let beside = folder.beside.clone();
    assert!(beside.join("a/b").is_file());
    drop(folder);
    assert!(names(above.path()).is_empty());
    let mut interrupted = PendingFolder::create(&to, Sharing::OwnerAlone).expect("a folder");
    interrupted.write("a", "x").expect("a file");
    unfinished::remove(&interrupted.beside); // what Ctrl-C does to each of them
    assert!(names(above.path()).is_empty());
    let failure = interrupted.commit().expect_err("nothing is there");
    assert!(matches!(failure, Error::Fault(_)), "{failure:?}");
    assert!(names(above.path()).is_empty());
}

#[test]
fn a_file_that_fails_leaves_nothing_and_the_earlier_export_stays() {
    let above = tempfile::tempdir().expect("a folder");
    let to = above.path().join("out");
    exported(&to, "first");
    let mut folder = PendingFolder::create(&to, Sharing::OwnerAlone).expect("a folder");
    let failed: Result<(), Error> = folder.with("x.db", |at| {
        assert_eq!(fs::metadata(at).expect("made").len(), 0);
        Err(Error::usage("the disk is full", ""))
    });
    assert!(failed.is_err());
    assert!(folder.commit().is_err(), "a file was begun and not ended");
    assert_eq!(names(above.path()), ["out"]);
    assert_eq!(fs::read_to_string(to.join("README.md")).expect("read"), "first");
}

#[test]
fn an_earlier_export_makes_room_only_as_it_was_written() {
    let above = tempfile::tempdir().expect("a folder");
    let to = above.path().join("out");
    fs::create_dir(&to).expect("an empty folder");
    exported(&to, "first");
    exported(&to, "second");
    assert_eq!(names(above.path()), ["out"]);
    assert_eq!(fs::read_to_string(to.join("README.md")).expect("read"), "second");
    let again = || what(PendingFolder::create(&to, Sharing::OwnerAlone));
    let undo = |path: &Path| fs::remove_file(path).expect("removed");

    fs::write(to.join("data/own.csv"), "x").expect("written");
    assert!(again().ends_with("is there already, with a file that no export wrote: data/own.csv"));
    undo(&to.join("data/own.csv"));
    fs::create_dir(to.join("empty")).expect("made");
    assert!(again().ends_with("with a file that no export wrote: empty"));
    fs::remove_dir(to.join("empty")).expect("removed");
    fs::write(to.join("README.md"), "Second").expect("written");
    assert!(again().ends_with("is an earlier export in which README.md is not as it was written"));
    undo(&to.join("README.md"));
    assert!(again().ends_with("README.md is not as it was written"));
    undo(&to.join(LIST));
    assert!(again().ends_with("with a file that no export wrote: data/deep/figures.csv"));
}

#[test]
fn what_came_into_its_place_meanwhile_stays() {
    let above = tempfile::tempdir().expect("a folder");
    let to = above.path().join("out");
    let mut folder = PendingFolder::create(&to, Sharing::OwnerAlone).expect("a folder");
    folder.write("a", "x").expect("a file");
    fs::create_dir(&to).and_then(|()| fs::write(to.join("theirs"), "y")).expect("written");
    assert!(folder.commit().is_err());
    assert_eq!((names(above.path()), names(&to)), (vec!["out".to_owned()], vec!["theirs".to_owned()]));
}

#[test]
fn a_file_a_folder_of_others_and_where_we_stand_are_refused() {
    let above = tempfile::tempdir().expect("a folder");
    let (file, full) = (above.path().join("file"), above.path().join("full"));
    fs::write(&file, "x").expect("written");
    fs::create_dir(&full).and_then(|()| fs::write(full.join("theirs"), "y")).expect("written");
    let create = |to: &Path| PendingFolder::create(to, Sharing::OwnerAlone);
    assert!(what(create(&file)).ends_with("is there already, and is no folder"));
    assert!(what(create(&full)).ends_with("with a file that no export wrote: theirs"));
    for here in [".", "./", "..", "/"] {
        assert!(what(create(Path::new(here))).contains("is the folder that you are in"), "{here}");
    }
    assert!(create(&above.path().join("nowhere/out")).is_err());
    assert_eq!(names(above.path()), ["file", "full"]);
}

#[test]
fn no_file_leads_out_of_it() {
    let above = tempfile::tempdir().expect("a folder");
    let mut folder = PendingFolder::create(&above.path().join("out"), Sharing::OwnerAlone).expect("a folder");
    for path in ["../a", "/a", "", "a/../../b", "a//b", "./a", "a/"] {
        assert!(folder.file(path).is_err(), "{path:?}");
    }
    folder.write("a", "x").expect("a file");
    assert!(folder.file("a").is_err(), "a file of it is written once");
    assert!(folder.file("a/b").is_err(), "a file is no folder");
    drop(folder);
    assert!(names(above.path()).is_empty());
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_is_followed_and_one_inside_is_foreign() {
    use std::os::unix::fs::symlink;
    let above = tempfile::tempdir().expect("a folder");
    let (real, link) = (above.path().join("real"), above.path().join("link"));
    fs::create_dir(&real).and_then(|()| symlink(&real, &link)).expect("made");
    exported(&link, "first");
    assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
    assert_eq!(in_place(&real).expect("read"), InPlace::OurExport);
    symlink("/etc/hostname", real.join("data/elsewhere")).expect("made");
    assert_eq!(in_place(&real).expect("read"), InPlace::Foreign("data/elsewhere".into()));
}

#[cfg(unix)]
#[test]
fn its_owner_alone_may_read_it_unless_it_is_shared() {
    use std::os::unix::fs::PermissionsExt;
    let above = tempfile::tempdir().expect("a folder");
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    for (sharing, file, folder) in [(Sharing::OwnerAlone, 0o600, 0o700), (Sharing::Everybody, 0o644, 0o755)] {
        let to = above.path().join(format!("{folder:o}"));
        let mut pending = PendingFolder::create(&to, sharing).expect("a folder");
        pending.write("a/b", "x").expect("a file");
        pending.with("c.db", |_| Ok(())).expect("a file");
        pending.commit().expect("named");
        let modes = ["", "a", "a/b", "c.db", LIST].map(|path| mode(&to.join(path)));
        assert_eq!(modes, [folder, folder, file, file, file]);
    }
}
