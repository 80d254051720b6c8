//! Merging two desks' stores, held as laws: over figures by uid, details, links, facts and undos, not over numbers or heads.

mod content;
mod readings;
mod work;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use tollbook::model::names::NameField;
use tollbook::report::answer::Explain;

use crate::books::{json, known_on, snapshot, told, with_set};
use crate::desk::Desk;
use crate::simulation::dice::Dice;
use crate::simulation::{SEED, SEEDS, number};
use content::{Content, content, differences};
use work::{HEADER, Work, all};

/// The seeds of the ordinary run: together they have each finding of `BY_FILE`. `TOLLBOOK_SEEDS` asks for so many from 0 on.
const ORDINARY: [u64; 6] = [0, 6, 12, 16, 20, 21];

fn copy(desk: &Desk, from: &str, to: &str) {
    std::fs::copy(desk.path(from), desk.path(to)).expect("a copy");
}

fn merge(desk: &Desk, into: &str, other: &str) {
    desk.of(into).at("2024-03-01").import(&[other]);
    desk.of(into).verify();
}

/// Copies a store, merges others into the copy, and gives what it says.
fn merged(desk: &Desk, name: &str, into: &str, others: &[&str]) -> Content {
    copy(desk, into, name);
    others.iter().for_each(|other| merge(desk, name, other));
    content(desk, name)
}

const DESKS: [&str; 3] = ["a.db", "b.db", "c.db"];

/// A common beginning, then three desks that go on by themselves; two may meet in between.
fn desks(seed: u64) -> Desk {
    let (desk, mut dice) = (Desk::new(), Dice::new(seed));
    Work::new(&desk, "start.db", seed ^ 0xABC, 0).go_on(1 + dice.below(4));
    if !desk.path("start.db").exists() {
        desk.file("start.csv", format!("{HEADER}\n{}\n", plain("start", "10", "", "")));
        desk.of("start.db").at("2024-01-20").import(&["start.csv"]);
    }
    // Their clocks may agree to the minute, or be a week ahead.
    let mut works: Vec<Work<'_>> = Vec::new();
    for (name, at) in DESKS.iter().zip(1..) {
        copy(&desk, "start.db", name);
        let ahead = if dice.chance(20) { 7 * 1440 } else { 0 };
        works.push(Work::new(&desk, name, seed * 7 + at, 300 + ahead));
    }
    let things: Vec<usize> = works.iter().map(|_| 1 + dice.below(7)).collect();
    works.iter_mut().zip(&things).for_each(|(work, things)| work.go_on(*things));
    if dice.chance(50) {
        merge(&desk, "a.db", "b.db");
        if dice.chance(50) {
            merge(&desk, "c.db", "a.db");
        }
        works.iter_mut().for_each(|work| work.go_on(2));
    }
    desk
}

fn same(one: &Content, other: &Content, law: &str) {
    let apart = differences(one, other);
    assert!(apart.is_empty(), "{law}\n{apart}");
}

/// Findings that ask which file or desk brought a figure, or that name a figure for its name: they must occur.
const BY_FILE: [&str; 4] = ["desks_differ", "duplicate_day", "rebase_suspected", "similar_names"];

/// Holds one seed to the laws. Which findings the merged store has.
fn laws(seed: u64) -> BTreeSet<String> {
    let desk = desks(seed);
    let before = content(&desk, "a.db");
    same(&before, &merged(&desk, "aa.db", "a.db", &["a.db"]), "A<-A is A");
    let ab = merged(&desk, "ab.db", "a.db", &["b.db"]);
    same(&ab, &merged(&desk, "ba.db", "b.db", &["a.db"]), "A<-B is B<-A");
    same(&ab, &merged(&desk, "abb.db", "ab.db", &["b.db", "ba.db"]), "A<-B<-B is A<-B");
    let all = merged(&desk, "ab-c.db", "ab.db", &["c.db"]);
    merged(&desk, "bc.db", "b.db", &["c.db"]);
    same(&all, &merged(&desk, "a-bc.db", "a.db", &["bc.db"]), "(A<-B)<-C is A<-(B<-C)");
    same(&all, &merged(&desk, "c-ba.db", "c.db", &["ba.db"]), "(A<-B)<-C is C<-(B<-A)");
    for (name, [into, then, last]) in
        [("acb.db", [0, 2, 1]), ("bac.db", [1, 0, 2]), ("bca.db", [1, 2, 0]), ("cab.db", [2, 0, 1])]
    {
        let in_turn = merged(&desk, name, DESKS[into], &[DESKS[then], DESKS[last]]);
        same(&all, &in_turn, &format!("{name} is A<-B<-C"));
    }
    for store in DESKS {
        let own = content(&desk, store);
        let lost: Vec<_> = own["entries"].iter().filter(|one| !all["entries"].contains(one)).collect();
        assert!(lost.is_empty(), "{store} is in the merged store: {lost:?}");
    }
    desk.of("new.db").import(&["b.db"]);
    same(&content(&desk, "b.db"), &content(&desk, "new.db"), "an empty store merges to the other");
    let name =
        |line: &String| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["finding"].clone();
    all["findings"].iter().map(|line| name(line).as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn merging_is_commutative_associative_idempotent_and_lossless() {
    if let Some(seed) = number(SEED) {
        println!("seed {seed}: {:?}", laws(seed));
        return;
    }
    let seeds: Vec<u64> = number(SEEDS).map_or(ORDINARY.to_vec(), |many| (0..many.max(24)).collect());
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let run = |first: u64| {
        let mut found = BTreeSet::new();
        for seed in seeds.iter().copied().skip(first as usize).step_by(threads as usize) {
            match catch_unwind(AssertUnwindSafe(|| laws(seed))) {
                Ok(more) => found.extend(more),
                Err(panic) => {
                    println!("seed {seed} failed; alone: {SEED}={seed} cargo test --test suite merging_is");
                    resume_unwind(panic);
                }
            }
        }
        found
    };
    let found = std::thread::scope(|scope| {
        let all: Vec<_> = (0..threads).map(|first| scope.spawn(move || run(first))).collect();
        let all = all.into_iter().map(|one| one.join().unwrap_or_else(|panic| resume_unwind(panic)));
        all.flatten().collect::<BTreeSet<String>>()
    });
    println!("the laws of merging hold for {} seeds", seeds.len());
    for name in BY_FILE {
        assert!(found.contains(name), "{name} does not occur among {found:?}");
    }
}

/// A row with a quote, a title and a relation.
fn plain(reference: &str, figure: &str, relation: &str, target: &str) -> String {
    format!(
        "{reference},Exercise flood,North,killed,total,{figure},2024-01-10,2024-01-14,Body 0,,Wire,,,,,quote 1,,{relation},{target},,"
    )
}

/// A desk with one file of two figures, as `north.db` and `south.db`: the same figures, imported from files of their own.
fn two_desks() -> Desk {
    let desk = Desk::new();
    for (store, note) in [("north.db", "1"), ("south.db", "2")] {
        let file = store.replace("db", "csv");
        let second =
            plain(&format!("b{note}"), "20", "", "").replace("Body 0", "Body 1").replace("01-10", "01-11");
        let rows = [plain("a", "10", "", ""), second];
        desk.file(&file, format!("{HEADER}\n{}\n", rows.join("\n")));
        let now = format!("2024-02-0{note}T08:00:00Z");
        desk.of(store).at(&now).import(&[&file]);
    }
    desk
}

#[test]
fn what_one_desk_erased_is_readable_on_neither_side_after_a_merge() {
    for (into, other) in [("north.db", "south.db"), ("south.db", "north.db")] {
        let desk = two_desks();
        desk.of("south.db").redact("1", "quote", "a court order").expect("erased");
        merge(&desk, into, other);
        let bytes = std::fs::read(desk.path(into)).expect("a store");
        assert!(memchr::memmem::find(&bytes, b"quote 1").is_none(), "{into} <- {other}");
        let quotes = all(&desk, into, "SELECT DISTINCT substr(quote, 1, 9) FROM detail WHERE quote <> ''");
        assert_eq!(quotes, ["redacted:"], "{into} <- {other}");
        for kept in all(&desk, into, "SELECT length(deflate) FROM kept") {
            assert_eq!(kept, "0", "{into} <- {other}: bytes that hold the text");
        }
        // Nor does it come in later, by a file.
        std::fs::copy(desk.path("north.csv"), desk.path("radio.csv")).expect("a copy");
        desk.of(into).import_with(&["radio.csv"], with_set("via", "Radio"));
        let quotes = all(&desk, into, "SELECT DISTINCT substr(quote, 1, 9) FROM detail WHERE quote <> ''");
        assert_eq!(quotes, ["redacted:"], "{into} <- {other}, imported again");
        desk.of(into).verify();
    }
}

#[test]
fn merging_back_and_forth_brings_only_what_is_new() {
    let desk = two_desks();
    merge(&desk, "north.db", "south.db");
    merge(&desk, "south.db", "north.db");
    assert_eq!(content(&desk, "north.db"), content(&desk, "south.db"));
    let entries = "SELECT count(*) FROM entry";
    for (into, other) in [("north.db", "south.db"), ("south.db", "north.db"), ("south.db", "south.db")] {
        let receipts = desk.of(into).import(&[other]);
        assert!(told(&receipts[0]).contains("every entry of this store is here already"), "{receipts:?}");
        assert_eq!(all(&desk, into, entries), ["2"]);
    }
    // An undo in one takes back what both hold.
    desk.of("south.db").undo(1).expect("undone");
    let receipts = desk.of("north.db").import(&["south.db"]);
    assert_eq!(json(&receipts[0])["merged"]["undone"], serde_json::json!([2]), "{receipts:?}");
}

#[test]
fn facts_of_a_desk_with_a_fast_clock_do_not_hold_for_ever() {
    let desk = two_desks();
    let say = |store: &str, rank: &str, now: &str| {
        desk.of(store).at(now).say("authority", "Body 0", NameField::Rank, rank).expect("said");
    };
    say("south.db", "2", "2031-01-01");
    say("north.db", "1", "2024-02-03");
    let said = told(&desk.of("north.db").at("2024-02-04").import(&["south.db"])[0]);
    let differs = "rank of authority Body 0: `1` here (a tester, 2024-02-03";
    assert!(said.contains(differs) && said.contains("`2` holds"), "{said}");
    say("north.db", "3", "2024-02-05");
    let ranks = |store: &str| {
        let exported = desk.of(store).exported("jsonl");
        exported.lines().filter(|line| line.contains("\"rank\"")).map(str::to_owned).collect::<Vec<_>>()
    };
    let newest = ranks("north.db").pop().expect("a rank");
    assert!(newest.contains("\"value\":\"3\""), "{newest}");
    merge(&desk, "south.db", "north.db");
    assert_eq!(ranks("north.db"), ranks("south.db"));
}

#[test]
fn stores_that_cannot_be_trusted_are_refused_and_nothing_is_merged() {
    let desk = two_desks();
    let before = std::fs::read(desk.path("north.db")).expect("a store");
    for (name, sql, code) in [
        ("newer.db", "PRAGMA user_version = 900", "S103"),
        ("older.db", "PRAGMA user_version = 0", "S110"),
        (
            "altered.db",
            "DROP TRIGGER figure_is_never_edited; UPDATE figure SET value = 7, low = 7, high = 7",
            "S105",
        ),
    ] {
        copy(&desk, "south.db", name);
        rusqlite::Connection::open(desk.path(name)).expect("a store").execute_batch(sql).expect("changed");
        let said = desk.run(&["--db", "north.db", "import", name]);
        assert_eq!(said.code, Some(2), "{name}: {}", said.err);
        assert!(said.err.contains(code), "{name}: {}", said.err);
    }
    let bytes = std::fs::read(desk.path("south.db")).expect("a store");
    desk.file("cut.db", &bytes[..bytes.len() / 2]);
    assert_eq!(desk.run(&["--db", "north.db", "import", "cut.db"]).code, Some(2));
    let said = desk.run(&["--db", "north.db", "import", "south.db", "--set", "note=x"]);
    assert!(said.code == Some(2) && said.err.contains("merged as it is"), "{}", said.err);
    rusqlite::Connection::open(desk.path("foreign.db"))
        .expect("a file")
        .execute_batch("CREATE TABLE t (a)")
        .expect("made");
    let said = desk.run(&["--db", "north.db", "import", "foreign.db"]);
    assert!(said.code == Some(2) && said.err.contains("SQLite"), "{}", said.err);
    assert_eq!(std::fs::read(desk.path("north.db")).expect("a store"), before);
    assert_eq!(std::fs::read(desk.path("south.db")).expect("a store"), bytes, "it is only read");
}

/// Merges two stores either way; both say the same.
fn either_way(desk: &Desk, one: &str, other: &str) -> Content {
    let ours = merged(desk, "one-other.db", one, &[other]);
    same(&ours, &merged(desk, "other-one.db", other, &[one]), "either way");
    ours
}

#[test]
fn the_comparison_sees_what_a_merge_would_lose() {
    let desk = Desk::new();
    let mut work = Work::new(&desk, "a.db", 5, 0);
    for table in ["act", "detail", "fact", "ref", "sighting", "feed_row"] {
        for _ in 0..40 {
            let count = format!("SELECT count(*) FROM {table}");
            if all(&desk, "a.db", &count).first().is_some_and(|count| count != "0") {
                break;
            }
            work.go_on(3);
        }
    }
    let whole = content(&desk, "a.db");
    for (table, trigger) in [
        ("act", "act_is_never_deleted"),
        ("detail", "detail_is_never_deleted"),
        ("fact", "fact_is_never_deleted"),
        ("ref", "ref_is_never_deleted"),
        ("sighting", "sighting_is_never_deleted"),
        ("feed_row", "feed_row_is_never_deleted"),
    ] {
        copy(&desk, "a.db", "lost.db");
        let conn = rusqlite::Connection::open(desk.path("lost.db")).expect("a store");
        conn.execute_batch(&format!("DROP TRIGGER {trigger}")).expect("dropped");
        let sql = format!("DELETE FROM {table} WHERE id = (SELECT max(id) FROM {table})");
        assert_eq!(conn.execute(&sql, []).expect("deleted"), 1, "{table} holds something");
        drop(conn);
        assert!(!differences(&whole, &content(&desk, "lost.db")).is_empty(), "a lost {table} is seen");
    }
}

#[test]
fn the_fuller_words_and_titles_hold_whoever_merged_whom() {
    let desk = Desk::new();
    for (store, figure, title, archive) in [
        ("north.db", "704", "Toll rises in the north", ""),
        ("south.db", "seven hundred and four", "Toll rises", "https://archive.example/1"),
        ("west.db", "704 people", "Toll rises again", ""),
    ] {
        let row = format!(
            "a,Exercise flood,North,killed,total,{figure},2024-01-10,2024-01-14,Body 0,,Wire,{title},https://wire.example/1,{archive},,,,,,,"
        );
        let file = store.replace("db", "csv");
        desk.file(&file, format!("{HEADER}\n{row}\n"));
        desk.of(store).import(&[&file]);
    }
    let both = either_way(&desk, "north.db", "south.db");
    let all = merged(&desk, "nsw.db", "one-other.db", &["west.db"]);
    merged(&desk, "sw.db", "south.db", &["west.db"]);
    same(&all, &merged(&desk, "n-sw.db", "north.db", &["sw.db"]), "(N<-S)<-W is N<-(S<-W)");
    let row = &both["export"][0];
    for said in ["seven hundred and four", "Toll rises in the north", "https://archive.example/1"] {
        assert!(row.contains(said), "{said}: {row}");
        assert!(all["export"][0].contains(said), "{said}: {}", all["export"][0]);
    }
    let listed = desk.of("nsw.db").sources();
    assert_eq!(listed.len(), 1, "it is one source: {listed:?}");
}

#[test]
fn a_row_that_two_desks_saw_vanish_is_gone_since_the_first_of_them_saw_it() {
    let desk = Desk::new();
    let header = "event,measure,count_type,figure,as_of,authority,publisher";
    desk.file("rows.csv", format!("{header}\nExercise feed,killed,total,9,2024-01-10,Ministry,Gazette\n"));
    desk.file("none.csv", format!("{header}\n"));
    for (store, vanished) in [("north.db", "2024-02-09"), ("south.db", "2024-02-05")] {
        for (file, at) in [("rows.csv", "2024-02-01"), ("none.csv", vanished)] {
            desk.of(store).at(at).import_with(&[file], snapshot("gazette", at));
        }
    }
    either_way(&desk, "north.db", "south.db");
    for store in ["one-other.db", "other-one.db"] {
        for (time, said) in [("2024-02-03", "\"low\":9"), ("2024-02-07", "\"verdict\":\"no figure\"")] {
            let answers = desk.of(store).answers("range", known_on(time), Explain::AnswerOnly);
            let told = json(&answers).to_string();
            assert!(told.contains(said), "{store}, {time}: {told}");
        }
    }
}

#[test]
fn a_store_that_is_being_written_is_merged_as_it_was_before() {
    let desk = two_desks();
    let writing = rusqlite::Connection::open(desk.path("south.db")).expect("a store");
    writing
        .execute_batch(
            "BEGIN IMMEDIATE; INSERT INTO name (id, kind, text) VALUES (900, 'event', 'Unfinished')",
        )
        .expect("a row");
    merge(&desk, "north.db", "south.db");
    writing.execute_batch("ROLLBACK").expect("taken back");
    drop(writing);
    assert_eq!(all(&desk, "north.db", "SELECT count(*) FROM entry"), ["2"]);
    assert_eq!(all(&desk, "north.db", "SELECT text FROM name WHERE text = 'Unfinished'"), [""; 0]);
}

#[cfg(unix)]
#[test]
fn a_store_on_read_only_media_can_be_merged_and_takes_none() {
    use std::os::unix::fs::PermissionsExt;
    let desk = two_desks();
    std::fs::create_dir(desk.path("disc")).expect("a folder");
    copy(&desk, "south.db", "disc/south.db");
    let allow = |path: &str, mode| {
        let mode = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(desk.path(path), mode).expect("a mode");
    };
    allow("disc/south.db", 0o400);
    allow("disc", 0o500);
    let before = std::fs::read(desk.path("disc/south.db")).expect("a store");
    let said = desk.run(&["--db", "disc/south.db", "import", "north.db"]);
    assert_eq!(said.code, Some(2), "{} {}", said.out, said.err);
    merge(&desk, "north.db", "disc/south.db");
    assert_eq!(std::fs::read(desk.path("disc/south.db")).expect("a store"), before);
    allow("disc", 0o700);
    assert_eq!(std::fs::read_dir(desk.path("disc")).expect("a folder").count(), 1, "nothing beside it");
}
