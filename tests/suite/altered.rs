//! Stores that another program altered, and erasures that were interrupted: nothing is written to the one, and of the other
//! nothing is told as done.

use std::fs;

use crate::desk::{Desk, csv};

/// What another program did to a store, and what is named of it.
const ALTERATIONS: [(&str, &str); 9] = [
    (
        "CREATE TRIGGER spy AFTER INSERT ON figure BEGIN INSERT INTO ref (ref, figure) VALUES ('spy', NEW.id); END",
        "`spy` was added",
    ),
    ("DROP TRIGGER figure_is_never_edited", "`figure_is_never_edited` was removed"),
    (
        "DROP TRIGGER name_is_never_deleted; CREATE TRIGGER name_is_never_deleted BEFORE DELETE ON name BEGIN SELECT 1; END",
        "`name_is_never_deleted` is not as",
    ),
    ("DROP TRIGGER name_has_words", "`name_has_words` was removed"),
    ("DROP VIEW newest_figures; CREATE VIEW newest_figures AS SELECT 1", "`newest_figures` is not as"),
    ("CREATE TABLE extra (a)", "`extra` was added"),
    ("CREATE INDEX more ON figure (value)", "`more` was added"),
    ("DROP INDEX ref_by_text", "`ref_by_text` was removed"),
    ("ALTER TABLE figure ADD COLUMN bonus INTEGER", "`figure` is not as"),
];

const ADDING: &[&str] = &[
    "add",
    "12",
    "--event",
    "Storm",
    "--measure",
    "killed",
    "--count-type",
    "total",
    "--publisher",
    "AP",
    "--published-on",
    "2024-01-03",
];

/// A line of each way to write.
pub const WRITING: [&[&str]; 14] = [
    &["import", "two.csv"],
    &["import", "two.csv", "--feed", "daily", "--snapshot-at", "2024-02-01"],
    &["import", "other.db"],
    ADDING,
    &["undo", "1"],
    &["amend", "a", "--void", "-m", "a slip"],
    &["amend", "a", "--redact", "note", "-m", "a court order"],
    &["amend", "a", "--hold", "-m", "not yet"],
    &["amend", "a", "--typo", "figure=705", "-m", "a slip"],
    &["amend", "authority", "Red Crescent", "--same-as", "Crescent"],
    &["amend", "authority", "Red Crescent", "--say-as", "the Crescent"],
    &["amend", "store", "--zone", "Africa/Tripoli"],
    &["amend", "a", "--asked", "Red Crescent", "--on", "2024-01-02", "--answer", "704"],
    &["check", "The flood killed 704 people in Derna.", "--keep", "--where", "front"],
];

/// A desk with one figure, another file and another store, and `whole.db`, a copy of its own.
pub fn filled() -> Desk {
    let desk = Desk::new();
    desk.file(
        "one.csv",
        csv(&["a,Flood,Derna,killed,total,704,2023-09-12,2023-09-12,Red Crescent,AP,,,,seen by Asma"]),
    );
    desk.file("two.csv", csv(&["d,Flood,Derna,killed,total,750,2023-09-14,2023-09-14,Red Crescent,AP,,,,"]));
    desk.run(&["import", "-q", "one.csv"]).with(0);
    desk.run(&["import", "-q", "two.csv", "--db", "other.db"]).with(0);
    fs::copy(desk.path("tollbook.db"), desk.path("whole.db")).expect("a copy");
    desk
}

/// Makes the store whole again and lets another program run a statement on it.
fn altered(desk: &Desk, sql: &str) -> Vec<u8> {
    fs::copy(desk.path("whole.db"), desk.path("tollbook.db")).expect("a copy");
    let conn = rusqlite::Connection::open(desk.path("tollbook.db")).expect("a store");
    conn.execute_batch(sql).expect("an alteration");
    drop(conn);
    fs::read(desk.path("tollbook.db")).expect("a store")
}

#[test]
fn each_way_to_write_writes_to_a_whole_store() {
    let desk = filled();
    for line in WRITING {
        let before = altered(&desk, "SELECT 1");
        let said = desk.run(line);
        assert!(matches!(said.code, Some(0 | 1)), "{line:?}: {}", said.err);
        assert_ne!(fs::read(desk.path("tollbook.db")).expect("a store"), before, "{line:?} wrote nothing");
    }
}

#[test]
fn a_store_that_another_program_altered_takes_no_writes() {
    let desk = filled();
    for (sql, named) in ALTERATIONS {
        let before = altered(&desk, sql);
        for line in WRITING {
            let said = desk.run(line);
            assert_eq!(said.code, Some(2), "{sql}: {line:?}: {}", said.out);
            assert!(said.err.contains("S110") && said.err.contains(named), "{sql}: {line:?}: {}", said.err);
            assert!(fs::read(desk.path("tollbook.db")).expect("a store") == before, "{sql}: {line:?} wrote");
        }
        let said = desk.run(&["verify"]);
        assert_eq!(said.code, Some(1), "{sql}: {}", said.err);
        assert!(said.out.contains(named), "{sql}: {}", said.out);
    }
}

#[test]
fn a_wrong_number_of_the_layout_is_named_and_nothing_is_copied() {
    let desk = filled();
    for number in ["1", "7", "-5"] {
        let before = altered(&desk, &format!("PRAGMA user_version = {number}"));
        let names = desk.names();
        for line in WRITING {
            let said = desk.run(line);
            assert_eq!(said.code, Some(2), "{number}: {line:?}: {}", said.out);
            assert!(said.err.contains("S110") && said.err.contains(number), "{line:?}: {}", said.err);
        }
        assert!(fs::read(desk.path("tollbook.db")).expect("a store") == before);
        assert_eq!(desk.names(), names, "a copy was left behind");
    }
}

#[test]
fn a_store_in_write_ahead_mode_is_left_alone_with_the_way_back() {
    let desk = filled();
    let before = altered(&desk, "PRAGMA journal_mode = WAL");
    let names = desk.names();
    for line in [&["list", "figures"][..], &["verify"], &["export"]].into_iter().chain(WRITING) {
        let said = desk.run(line);
        assert_eq!(said.code, Some(2), "{line:?}: {}", said.out);
        assert!(said.err.contains("PRAGMA journal_mode = DELETE"), "{line:?}: {}", said.err);
    }
    assert!(fs::read(desk.path("tollbook.db")).expect("a store") == before);
    assert_eq!(desk.names(), names, "reading left files behind");
    let conn = rusqlite::Connection::open(desk.path("tollbook.db")).expect("a store");
    conn.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(())).expect("switched back");
    drop(conn);
    desk.run(&["verify"]).with(0);
}

#[test]
fn verify_finds_an_index_of_words_that_is_not_that_of_the_names_and_a_merge_makes_it_anew() {
    let desk = filled();
    let claim = ["check", "The flood killed 704 people in Derna.", "--db"];
    let supported = desk.run(&[&claim[..], &["whole.db"]].concat()).with(0);
    for sql in [
        "INSERT INTO name_words (name_words) VALUES ('delete-all')",
        "UPDATE name_words_data SET block = x'00'",
        "DELETE FROM name_words_data WHERE id > 10",
        "INSERT INTO name_words (rowid, leaf, above) VALUES (1, 'another', '')",
    ] {
        altered(&desk, sql);
        let said = desk.run(&["verify"]);
        assert_eq!(said.code, Some(1), "{sql}: {} {}", said.out, said.err);
        assert!(said.out.contains("name_words"), "{sql}: {}", said.out);
    }
    altered(&desk, "INSERT INTO name_words (name_words) VALUES ('delete-all')");
    desk.run(&["import", "-q", "tollbook.db", "--db", "anew.db"]).with(0);
    desk.run(&["verify", "--db", "anew.db"]).with(0);
    assert_eq!(desk.run(&[&claim[..], &["anew.db"]].concat()).with(0), supported);
}

#[test]
fn an_interrupted_erasure_is_told_kept_from_copies_and_brought_to_its_end() {
    let desk = filled();
    desk.run(&["amend", "a", "--redact", "note", "-m", "a court order"]).with(0);
    desk.run(&["verify"]).with(0);
    let holds = |name: &str| {
        let bytes = fs::read(desk.path(name)).expect("a store");
        bytes.windows(12).any(|window| window == b"seen by Asma")
    };
    assert!(!holds("tollbook.db"));
    // As a kill leaves it between the erasure and the rewriting: noted, and the text in a free part of the file.
    let conn = rusqlite::Connection::open(desk.path("tollbook.db")).expect("a store");
    conn.execute_batch(
        "INSERT INTO unswept (id) VALUES (1); CREATE TABLE t (a); INSERT INTO t VALUES ('seen by Asma'); DROP TABLE t",
    )
    .expect("as a kill leaves it");
    drop(conn);
    assert!(holds("tollbook.db"), "the text lies in a free page");
    let said = desk.run(&["verify"]);
    assert_eq!(said.code, Some(1), "{}", said.out);
    assert!(said.out.contains("redaction was interrupted"), "{}", said.out);
    desk.run(&["export", "-o", "copy.db"]);
    assert!(!holds("copy.db"), "a copy has what was erased");
    desk.run(&["verify", "--db", "copy.db"]).with(0);
    desk.run(ADDING).with(0);
    assert!(!holds("tollbook.db"));
    desk.run(&["verify"]).with(0);
}

/// SQLite keeps no rule for who writes its own tables.
#[test]
fn verify_ends_with_one_and_names_the_entry_whatever_cell_of_it_was_changed() {
    let desk = filled();
    for change in [
        "kind = 'fly'",
        "kind = x'ff'",
        "recorded_at = 'soon'",
        "recorded_at = -1",
        "origin_uid = 'short'",
        "hash = x'00'",
        "hash = 'word'",
        "counts = x'ff'",
        "who = x'80'",
        "settings = x'80'",
        "sha256 = 7",
        "last_figure = 'many'",
    ] {
        altered(
            &desk,
            &format!(
                "PRAGMA writable_schema = ON;
                 UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')') WHERE name = 'entry';
                 PRAGMA writable_schema = RESET;
                 PRAGMA ignore_check_constraints = ON;
                 DROP TRIGGER entry_is_never_edited;
                 UPDATE entry SET {change} WHERE id = 1;"
            ),
        );
        let said = desk.run(&["verify"]);
        assert_eq!(said.code, Some(1), "{change}: {} {}", said.out, said.err);
        assert!(said.out.contains("entry 1"), "{change}: {}", said.out);
    }
}

/// SQLite's own check counts what an index holds: an empty page of another kind in its place holds as little.
#[test]
fn verify_sees_that_the_root_of_an_index_is_a_page_of_another_kind() {
    let desk = filled();
    let page_size: usize = desk.ask("PRAGMA page_size").parse().expect("a number");
    let empty = "SELECT name, rootpage FROM sqlite_schema WHERE type = 'index' AND sql LIKE '%WHERE%'";
    let roots = desk.ask(empty);
    assert!(roots.lines().count() > 4, "{roots}");
    for root in roots.lines() {
        let (name, page) = root.split_once('|').expect("a name and a page");
        let mut bytes = altered(&desk, "SELECT 1");
        let at = (page.parse::<usize>().expect("a number") - 1) * page_size;
        bytes[at..at + page_size].fill(0);
        // A leaf of a table, without rows; its cells would begin at the end of the page.
        bytes[at] = 0x0d;
        bytes[at + 5..at + 7].copy_from_slice(&u16::try_from(page_size).expect("a small page").to_be_bytes());
        fs::write(desk.path("tollbook.db"), bytes).expect("a store");
        let said = desk.run(&["verify"]);
        assert_eq!(said.code, Some(1), "{name}: {} {}", said.out, said.err);
        assert!(said.out.contains(name), "{name}: {}", said.out);
    }
}
