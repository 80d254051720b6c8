//! The life of a figure, and the log in lines.

use tollbook::desk::Store;
use tollbook::desk::log::log;
use tollbook::model::names::NameField;

use crate::desk::{Desk, csv};

const ROW: &str =
    "a,Flood (exercise),Ward 1,killed,total,12,2021-04-03,2021-04-04,Riverton Fire Service,River Post,,,,";

/// Links, sightings and mends that were taken back stand in the life of a figure, with the entries that took them back.
#[test]
fn what_was_taken_back_is_part_of_a_life() {
    let desk = Desk::new();
    desk.file("one.csv", csv(&[ROW]));
    desk.file("again.csv", csv(&[ROW, &ROW.replace("a,Flood", "b,Flood").replace("12", "14")]));
    desk.run(&["import", "one.csv", "-q"]).with(0);
    desk.run(&["import", "again.csv", "-q"]).with(0);
    let add =
        ["add", "15", "--revises", "1", "--authority", "Riverton Fire Service", "--publisher", "River Post"];
    desk.run(&[&add[..], &["--published-on", "2021-04-05", "-q"]].concat()).with(0);
    desk.run(&["amend", "1", "--typo", "note=seen", "-m", "the note was missing", "-q"]).with(0);
    for entry in ["4", "3", "2", "6"] {
        desk.run(&["undo", entry, "-q"]).with(0);
    }
    let life = desk.run(&["log", "1", "--csv"]).with(0);
    let told: Vec<String> = life
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.splitn(4, ',').collect();
            format!("{} {}", cells[0], cells[3].trim_matches('"'))
        })
        .collect();
    let expected = [
        "1 recorded in one.csv:2",
        "2 seen again in again.csv:2 (undone)",
        "3 revised by #4",
        "4 details mended: the note was missing (undone)",
        "5 takes back entry 4",
        "6 takes back entry 3 (undone)",
        "7 takes back entry 2",
        "8 takes back entry 6",
    ];
    assert_eq!(told, expected);
    desk.run(&["undo", "1", "-q"]).with(0);
    let hidden = desk.run(&["log", "1", "--csv"]).with(0);
    assert!(
        hidden.contains("recorded in one.csv (undone)") && hidden.contains("takes back entry 1"),
        "{hidden}"
    );
    desk.run(&["log", "99"]).with(2);
}

/// Whatever stands in it, and however narrow the screen.
#[test]
fn each_entry_of_a_log_is_one_line() {
    let desk = Desk::new();
    desk.file("a-file-with-a-name-that-is-rather-long.csv", csv(&[ROW]));
    let who = "somebody of the night desk in the second building";
    desk.run(&["import", "a-file-with-a-name-that-is-rather-long.csv", "-q", "--who", who]).with(0);
    desk.run(&["amend", "1", "--void", "-m", "typed\ntwice, and read in great haste", "-q"]).with(0);
    let said = desk.run(&["log"]).with(0);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 3, "{said}");
    assert!(lines.iter().all(|line| line.chars().count() <= 80), "{said}");
    assert!(lines[2].contains("a-file-with"), "{said}");
}

/// A program that goes on, as a server does, names documents that were recorded since.
#[test]
fn a_log_names_the_documents_of_which_the_desk_speaks_also_new_ones() {
    let desk = Desk::new();
    let row = |name: &str| {
        format!("{name},A flood,Riverton,killed,total,12,2023-10-01,2023-10-02,Ministry,{name} Courier,,,,")
    };
    let told = |store: &Store| {
        let log = log(store, None, None).expect("a log");
        log.entries.into_iter().filter_map(|entry| entry.about).collect::<Vec<_>>()
    };
    desk.file("one.csv", csv(&[row("Old")]));
    desk.file("two.csv", csv(&[row("New")]));
    desk.import(&["one.csv"]);
    desk.say_of_source("1", &[(NameField::GoneOn, "2024-03-01")]).expect("said");
    let store = desk.open();
    assert_eq!(told(&store), ["source 1 (Old Courier): gone on 2024-03-01"]);
    desk.import(&["two.csv"]);
    desk.say_of_source("2", &[(NameField::GoneOn, "2024-03-02")]).expect("said");
    let both = ["source 2 (New Courier): gone on 2024-03-02", "source 1 (Old Courier): gone on 2024-03-01"];
    assert_eq!(told(&store), both);
    assert_eq!(told(&desk.open()), both);
}
