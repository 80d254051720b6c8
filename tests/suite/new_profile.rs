//! `import --new-profile`: what is written reads its file, is for its owner alone, and never takes the place of another
//! text by itself. And profiles that fit are named where they are needed.

use std::fs;
use std::path::Path;

use tollbook::desk::shipped::SHIPPED;

use crate::desk::Desk;
use crate::inputs::zipped;

const TABLE: &str = "Datum;Ort;Tote;Verletzte;Quelle\n\
    2022-07-12;Altstadt;84;20;Landratsamt am Fluss\n2022-07-13;Altstadt;91;NA;Landratsamt am Fluss\n";

fn told(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_is_written_is_filled_in_and_reads_the_file() {
    let desk = Desk::new();
    desk.file("a.csv", TABLE);
    let said = desk.run(&["import", "a.csv", "--new-profile"]).with(0);
    assert!(told(&said).contains("to fill in event next tollbook import a.csv -n"), "{said}");
    assert_eq!(desk.names(), ["a.csv", "a.csv.toml"], "nothing is stored");
    let refused = desk.run(&["import", "a.csv"]);
    assert!(refused.code == Some(2) && refused.err.contains("no column holds event"), "{}", refused.err);
    let text = fs::read_to_string(desk.path("a.csv.toml")).expect("a profile");
    assert!(text.contains("missingValues = [\"NA\"]"), "{text}");
    desk.file("a.csv.toml", text.replace("# event = \"\"", "event = \"Hochwasser\""));
    desk.run(&["import", "a.csv"]).with(0);
    assert_eq!(
        desk.ask("SELECT measure, place, as_of, wording FROM figures ORDER BY as_of, measure"),
        "injured|Altstadt|2022-07-12|20\nkilled|Altstadt|2022-07-12|84\nkilled|Altstadt|2022-07-13|91"
    );
}

#[test]
fn where_all_is_known_the_file_can_be_imported_as_it_is() {
    let desk = Desk::new();
    desk.file("a.csv", TABLE.replace("Ort;", "Ort;Ereignis;").replace("Altstadt;", "Altstadt;Hochwasser;"));
    desk.run(&["import", "a.csv", "--new-profile"]).with(0);
    desk.run(&["import", "a.csv"]).with(0);
    assert_eq!(desk.ask("SELECT count(*) FROM figures WHERE event = 'Hochwasser'"), "3");
    // What flags say is kept in it.
    desk.file("b.csv", TABLE);
    desk.run(&["import", "b.csv", "--new-profile", "--set", "event=Ufer"]).with(0);
    desk.run(&["import", "b.csv"]).with(0);
    assert_eq!(desk.ask("SELECT count(*) FROM figures WHERE event = 'Ufer'"), "3");
}

#[test]
fn a_text_that_is_there_stays_unless_it_is_forced() {
    let desk = Desk::new();
    desk.file("a.csv", TABLE);
    desk.file("a.csv.toml", "about = \"ours\"\n");
    let refused = desk.run(&["import", "a.csv", "--new-profile"]);
    assert!(refused.code == Some(2) && refused.err.contains("--force"), "{}", refused.err);
    assert_eq!(fs::read_to_string(desk.path("a.csv.toml")).expect("a profile"), "about = \"ours\"\n");
    let shown = desk.run(&["import", "a.csv", "--new-profile", "-n"]).with(0);
    assert!(shown.contains("[figures.Tote]"), "{shown}");
    desk.run(&["import", "a.csv", "--new-profile", "--force"]).with(0);
    assert!(fs::read_to_string(desk.path("a.csv.toml")).expect("a profile").contains("[figures.Tote]"));
    assert_eq!(desk.names(), ["a.csv", "a.csv.toml"]);
    let alone = desk.run(&["import", "a.csv", "--force"]);
    assert_eq!(alone.code, Some(2), "{}", alone.out);
}

#[cfg(unix)]
#[test]
fn a_new_profile_is_for_its_owner() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.file("a.csv", TABLE);
    desk.run(&["import", "a.csv", "--new-profile"]).with(0);
    let mode = fs::metadata(desk.path("a.csv.toml")).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn files_in_archives_folders_and_other_encodings_have_theirs() {
    let desk = Desk::new();
    desk.file("d.zip", zipped(&[("a.csv", TABLE.as_bytes()), ("b.csv", TABLE.as_bytes())]));
    let latin: Vec<u8> =
        TABLE.replace("Altstadt", "M\u{fc}hldorf an der B\u{f6}se").chars().map(|c| c as u8).collect();
    desk.file("latin.csv", latin);
    let said = desk.run(&["import", "d.zip", "latin.csv", "--new-profile", "--json"]).with(0);
    let reports: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let profiles: Vec<&str> =
        reports.as_array().expect("a list").iter().filter_map(|one| one["profile"].as_str()).collect();
    assert_eq!(profiles, ["d.zip.a.csv.toml", "d.zip.b.csv.toml", "latin.csv.toml"]);
    let refused = desk.run(&["import", "-", "--new-profile"]);
    assert!(refused.code == Some(2) && refused.err.contains("no place"), "{}", refused.err);
}

#[test]
fn every_profile_of_the_folder_comes_with_the_program() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/profiles");
    let mut files: Vec<String> = fs::read_dir(folder)
        .expect("profiles")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    files.sort();
    let mut named: Vec<String> = SHIPPED.iter().map(|profile| format!("{}.toml", profile.name)).collect();
    named.sort();
    assert_eq!(named, files, "name it in src/desk/shipped.rs");
}

#[test]
fn a_profile_that_fits_is_named_and_its_command_can_be_typed() {
    let desk = Desk::new();
    let example = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/files").join(name);
        fs::read_to_string(path).expect("an example")
    };
    desk.file("g.csv", example("gaza-like.csv"));
    let said = desk.run(&["import", "g.csv"]);
    assert!(said.err.contains("tollbook import g.csv --profile gaza-daily"), "{}", said.err);
    desk.run(&["import", "g.csv", "--profile", "gaza-daily"]).with(0);
    let written = desk.run(&["import", "g.csv", "--new-profile", "-n"]).with(0);
    assert!(written.contains("--profile gaza-daily"), "{written}");
    // One of a neighbour that has the same columns.
    desk.file("ours.toml", "[figures.Tote]\nmeasure = \"killed\"\ncount_type = \"total\"\n[fields]\nevent = \"X\"\nplace = { column = \"Ort\" }\npublisher = { column = \"Quelle\" }\npublished_on = { column = \"Datum\" }\n");
    desk.file("t.csv", TABLE);
    let said = desk.run(&["import", "t.csv"]);
    assert!(said.err.contains("tollbook import t.csv --profile ours.toml"), "{}", said.err);
    desk.file("other.csv", "wer;was;Tote\nx;y;4\n");
    let said = desk.run(&["import", "other.csv"]);
    assert!(!said.err.contains("--profile"), "{}", said.err);
    let said = desk.run(&["import", "t.csv", "--profile", "gaza-dayly"]);
    assert!(said.code == Some(2) && said.err.contains("gaza-daily"), "{}", said.err);
}
