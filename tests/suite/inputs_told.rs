//! What is said of inputs that are taken in part, or in which something is not what the desk thinks.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use crate::desk::Desk;
use crate::inputs::{BOTH, Ended, HEADER, csv, figures, good, row, zipped};

/// An archive of files that are stored as they are.
fn stored(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in files {
        zip.start_file(*name, options).expect("a file");
        zip.write_all(bytes).expect("room");
    }
    zip.finish().expect("an archive").into_inner()
}

/// The bytes with one text in the place of another: behind a checksum that no longer holds.
fn damaged(bytes: &[u8], text: &[u8], other: &[u8]) -> Vec<u8> {
    let at = bytes.windows(text.len()).position(|window| window == text).expect("the text");
    [&bytes[..at], other, &bytes[at + text.len()..]].concat()
}

#[test]
fn a_damaged_file_of_an_archive_is_refused_and_the_others_go_in() {
    let desk = Desk::new();
    let (one, two) = (csv(&[("12", "2021-04-03")]), csv(&[("at least 14", "2021-04-04")]));
    let inner = zipped(&[("x.csv", b"?")]);
    let three = csv(&[("99", "2021-04-05")]);
    let files: [(&str, &[u8]); 4] = [
        ("a.csv", one.as_bytes()),
        ("b.csv", three.as_bytes()),
        ("c.zip", &inner),
        ("d.csv", two.as_bytes()),
    ];
    desk.file("desk.zip", damaged(&stored(&files), b"total,99", b"total,98"));
    let said = desk.run(&["import", "desk.zip", "--jsonl"]).ended(1);
    assert!(said.err.contains("desk.zip:b.csv") && said.err.contains("error[I116]"), "{}", said.err);
    assert!(said.err.contains("desk.zip:c.zip") && said.err.contains("error[I118]"), "{}", said.err);
    assert_eq!(figures(&desk), BOTH, "{}", said.out);
    let said = desk.run(&["import", "desk.zip"]).ended(1);
    assert!(said.out.contains("desk.zip:a.csv: already imported"), "{}", said.out);
}

#[test]
fn a_name_with_steps_in_it_is_read_and_leads_nowhere() {
    let desk = Desk::new();
    let (one, two) =
        (csv(&[("12", "2021-04-03")]), csv(&[("at least 14", "2021-04-04"), ("57OO", "2021-04-05")]));
    let files: [(&str, &[u8]); 3] =
        [("./a.csv", one.as_bytes()), ("../x/b.csv", two.as_bytes()), (".hidden/c.csv", b"?")];
    desk.file("desk.zip", zipped(&files));
    let said = desk.run(&["import", "desk.zip"]).ended(1);
    assert!(said.out.contains("desk.zip:./a.csv: recorded"), "{}", said.out);
    assert!(said.err.contains("desk.zip:../x/b.csv:3:"), "{}", said.err);
    assert_eq!(figures(&desk), BOTH, "{}", said.out);
    assert!(desk.names().contains(&"desk.zip..._x_b.rejects.csv".to_owned()), "{:?}", desk.names());
}

#[test]
fn a_sheet_of_a_file_that_is_no_workbook_is_refused() {
    let desk = Desk::new();
    desk.file("a.csv", good());
    let said = desk.run(&["import", "a.csv", "--sheet", "Deaths"]).ended(2);
    assert!(said.err.contains("error[I125]") && said.err.contains("has no sheet `Deaths`"), "{}", said.err);
    assert!(said.err.contains("without --sheet"), "{}", said.err);
    assert!(!desk.names().contains(&"tollbook.db".to_owned()), "nothing was stored");
    desk.file("a.csv.toml", "sheet = \"Deaths\"\n");
    desk.run(&["import", "a.csv"]).ended(0);
    assert_eq!(figures(&desk), BOTH, "the profile of a workbook serves its rejects");
}

#[test]
fn keys_of_json_lines_that_are_no_fields_are_told_once() {
    let desk = Desk::new();
    let record = |figure: &str, more: &str| {
        format!(
            "{{\"event\":\"Spring flood\",\"measure\":\"killed\",\"count_type\":\"total\",\"figure\":\"{figure}\",\"published_on\":\"2021-04-05\",\"publisher\":\"River Post\"{more}}}\n"
        )
    };
    let odd = ",\"wounded\":\"40\"";
    desk.file("x.jsonl", record("12", "") + &record("1O", odd) + &record("14", odd) + &record("15", odd));
    let said = desk.run(&["import", "x.jsonl"]).ended(1);
    assert_eq!(said.err.matches("note[I126]: the key `wounded`").count(), 1, "{}", said.err);
    assert!(said.err.contains("x.jsonl:3") && said.err.contains("--map wounded=FIELD"), "{}", said.err);
    let desk = Desk::new();
    desk.file("x.jsonl", record("12", "") + &record("14", odd));
    let said = desk.run(&["import", "x.jsonl", "--map", "wounded=note"]).ended(0);
    assert!(!said.err.contains("I126"), "{}", said.err);
}

/// What comes in goes out again in every format: a text that no CSV can hold costs its line.
#[test]
fn a_nul_in_a_json_line_costs_that_line() {
    let desk = Desk::new();
    let record = |figure: &str, quote: &str| {
        format!(
            "{{\"event\":\"Spring flood\",\"measure\":\"killed\",\"count_type\":\"total\",\"figure\":\"{figure}\",\"published_on\":\"2021-04-05\",\"publisher\":\"River Post\",\"quote\":\"{quote}\"}}\n"
        )
    };
    let said_of_name = "{\"name_kind\":\"event\",\"name\":\"Spring flood\",\"says\":\"same_as\",\"value\":\"The\\u0000flood\"}\n";
    desk.file("x.jsonl", record("12", "twelve") + &record("14", "four\\u0000teen") + said_of_name);
    let said = desk.run(&["import", "x.jsonl"]).ended(1);
    assert_eq!(said.err.matches("holds a NUL character").count(), 2, "{}", said.err);
    assert!(said.err.contains("error[I109]: `quote`") && said.err.contains("x.jsonl:2"), "{}", said.err);
    desk.run(&["export", "-o", "all.csv"]).with(0);
    desk.run(&["import", "all.csv", "--db", "again.db"]).with(0);
}

#[test]
fn a_doubt_is_told_with_the_flags_that_can_settle_it() {
    for (cell, hint, not) in [
        (
            "1.400",
            "--thousands . reads it as 1,400; with --thousands , it is not a number of people",
            "--thousands , reads",
        ),
        ("\"1,4k\"", "--thousands . reads it as 1,400; with --thousands ,", "--thousands , reads"),
        (
            "1.400 million",
            "--thousands . reads 1.400 million as 1,400,000,000, --thousands , as 1,400,000",
            "rejected",
        ),
        ("\"1,4\"", "with neither --thousands . nor --thousands ,", "reads it"),
    ] {
        let desk = Desk::new();
        desk.file("a.csv", format!("{HEADER}\n{}\n{}\n", row("12", "2021-04-03"), row(cell, "2021-04-04")));
        let said = desk.run(&["import", "a.csv"]).ended(2);
        assert!(said.err.contains("error[I113]") && said.err.contains(hint), "{cell}: {}", said.err);
        assert!(!said.err.contains(not), "{cell}: {}", said.err);
    }
}

#[test]
fn events_of_a_feed_are_told_in_lines_of_a_page() {
    let desk = Desk::new();
    let day = |by: u64| {
        let rows = (1..=5).map(|day| row(&(100 + 10 * day + by).to_string(), &format!("2021-04-0{day}")));
        format!("{HEADER}\n{}\n", rows.collect::<Vec<_>>().join("\n"))
    };
    desk.file("a.csv", day(0));
    desk.file(
        "b.csv",
        day(25)
            .replace("publisher\n", "publisher,a_new_column_with_a_long_name,and_another_one_beside_it\n")
            .replace("River Post\n", "River Post,,\n"),
    );
    desk.run(&["import", "a.csv", "--feed", "floods", "--snapshot-at", "2021-04-07"]).ended(0);
    let output =
        desk.command(&["import", "b.csv", "--feed", "floods", "--snapshot-at", "2021-04-08"]).output();
    let told = String::from_utf8(output.expect("an end").stderr).expect("text");
    assert!(told.contains("note[V202]") && told.contains("note[V203]"), "{told}");
    assert!(told.lines().all(|line| line.chars().count() <= 80), "{told}");
}
