//! Merging two desks' stores, held as laws: over figures by uid, details, links, facts and undos, not over numbers or heads.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::desk::{Desk, ask};

const POLICIES: [&str; 6] = ["range", "authority", "latest", "agree", "most_supported", "per-authority"];

/// What a desk does.
#[derive(Clone, Debug)]
enum Doing {
    /// Imports rows: day, authority, count, and whether a quote or a note comes with it.
    Import(Vec<(u8, u8, u16, u8)>),
    /// Adds one figure by hand.
    Add(u8, u8, u16),
    /// A later row corrects, revises or retracts an earlier one of the same file.
    Link(u8, u8, u16, u8),
    /// Voids the figure at a place of the list.
    Void(u8),
    /// Mends the note of the figure at a place of the list.
    Mend(u8, u8),
    /// Says something about an authority.
    Say(u8, u8, u8),
    /// Takes back the entry at a place of the log; an undo, too.
    Undo(u8),
}

fn doing() -> impl Strategy<Value = Doing> {
    let row = (0..4_u8, 0..3_u8, 1..6_u16, 0..3_u8);
    prop_oneof![
        3 => prop::collection::vec(row, 1..4).prop_map(Doing::Import),
        1 => (0..4_u8, 0..3_u8, 1..6_u16).prop_map(|(day, who, count)| Doing::Add(day, who, count)),
        2 => (0..4_u8, 0..3_u8, 1..6_u16, 0..3_u8).prop_map(|(d, w, c, k)| Doing::Link(d, w, c, k)),
        1 => any::<u8>().prop_map(Doing::Void),
        1 => (any::<u8>(), 0..3_u8).prop_map(|(at, note)| Doing::Mend(at, note)),
        2 => (0..3_u8, 0..4_u8, 0..3_u8).prop_map(|(who, field, value)| Doing::Say(who, field, value)),
        2 => any::<u8>().prop_map(Doing::Undo),
    ]
}

/// The minute of the next entry: the desks work at the same time, two of them in the very same minutes.
struct Clock(u32);

impl Clock {
    fn tick(&mut self) -> String {
        self.0 += 2;
        format!("2024-02-{:02}T{:02}:{:02}:00Z", 1 + self.0 / 1440, self.0 / 60 % 24, self.0 % 60)
    }
}

const HEADER: &str = "ref,event,place,measure,count_type,figure,as_of,published_on,authority,publisher,quote,note,relation,target";

fn row(reference: &str, (day, who, count, more): (u8, u8, u16, u8), link: &str) -> String {
    let quote = if more == 1 { format!("quote {count}") } else { String::new() };
    let note = if more == 2 { format!("note {day}{who}") } else { String::new() };
    let day = format!("2024-01-{:02}", 10 + day);
    format!(
        "{reference},Exercise flood,North,killed,total,{},{day},2024-01-14,Body {who},Wire,{quote},{note},{link}",
        count * 10
    )
}

/// Lets a desk do something. What it cannot do (void what is not there) does nothing.
fn act(desk: &Desk, store: &str, doing: &Doing, clock: &mut Clock, serial: &mut usize) {
    let now = clock.tick();
    *serial += 1;
    let import = |rows: &[String]| {
        let name = format!("{}-{serial}.csv", store.trim_end_matches(".db"));
        desk.file(&name, format!("{HEADER}\n{}\n", rows.join("\n")));
        desk.run(&["--db", store, "import", "-q", &name, "--now", &now]);
    };
    match doing {
        Doing::Import(rows) => {
            import(&rows.iter().map(|one| row("", *one, ",")).collect::<Vec<_>>());
        }
        Doing::Add(day, who, count) => import(&[row("", (*day, *who, *count, 0), ",")]),
        Doing::Link(day, who, count, kind) => {
            let relation = ["corrects", "revises", "retracts"][*kind as usize];
            let later = row("b", (*day, *who, count + 7, 0), &format!("{relation},a"));
            import(&[row("a", (*day, *who, *count, 0), ","), later]);
        }
        Doing::Void(at) => {
            if let Some(id) = some_figure(desk, store, *at) {
                desk.run(&["--db", store, "amend", "-q", &id, "--void", "-m", "typed twice", "--now", &now]);
            }
        }
        Doing::Mend(at, note) => {
            if let Some(id) = some_figure(desk, store, *at) {
                let note = format!("note=mended {note}");
                desk.run(&[
                    "--db", store, "amend", "-q", &id, "--typo", &note, "-m", "a slip", "--now", &now,
                ]);
            }
        }
        Doing::Say(who, field, value) => {
            let name = format!("Body {who}");
            let value = value + 1;
            let (flag, value) = match field {
                0 => ("--rank", value.to_string()),
                1 => ("--kind", ["government", "military", "health"][value as usize - 1].to_owned()),
                2 => ("--say-as", format!("the body {value}")),
                _ => ("--same-as", format!("Body {}", (who + value) % 3)),
            };
            desk.run(&["--db", store, "amend", "-q", "authority", &name, flag, &value, "--now", &now]);
        }
        Doing::Undo(at) => {
            let entries = all(desk, store, "SELECT id FROM entry ORDER BY id");
            if !entries.is_empty() {
                let id = &entries[*at as usize % entries.len()];
                desk.run(&["--db", store, "undo", "-q", id, "--now", &now]);
            }
        }
    }
}

fn some_figure(desk: &Desk, store: &str, at: u8) -> Option<String> {
    let ids = all(desk, store, "SELECT id FROM figures WHERE status = 'stands' ORDER BY id");
    ids.get(at as usize % ids.len().max(1)).cloned()
}

fn all(desk: &Desk, store: &str, sql: &str) -> Vec<String> {
    let path = desk.path(store);
    if !path.exists() {
        return Vec::new();
    }
    ask(&path, sql).expect("an answer").lines().map(str::to_owned).collect()
}

/// Everything that a store says, without what is local to it: numbers, times of recording, hashes.
fn content(desk: &Desk, store: &str) -> Vec<String> {
    let mut content = Vec::new();
    let exported = desk.run(&["--db", store, "export", "--jsonl"]);
    let mut rows: Vec<String> = exported.out.lines().map(str::to_owned).collect();
    rows.sort();
    content.append(&mut rows);
    let figures = "SELECT event, place, authority, wording, as_of, status, quote, stated_on, authority_basis FROM figures";
    let mut rows = all(desk, store, figures);
    rows.sort();
    content.append(&mut rows);
    for policy in POLICIES {
        let said = desk.run(&["--db", store, "reconcile", "--csv", "--policy", policy]);
        content.extend(said.out.lines().map(|line| format!("{policy}: {line}")));
    }
    content
}

fn copy(desk: &Desk, from: &str, to: &str) {
    std::fs::copy(desk.path(from), desk.path(to)).expect("a copy");
}

fn merge(desk: &Desk, into: &str, other: &str) {
    desk.run(&["--db", into, "import", "-q", other, "--now", "2024-03-01"]).with(0);
    desk.run(&["--db", into, "verify", "-q"]).with(0);
}

/// Copies a store, merges others into the copy, and gives what it says.
fn merged(desk: &Desk, name: &str, into: &str, others: &[&str]) -> Vec<String> {
    copy(desk, into, name);
    others.iter().for_each(|other| merge(desk, name, other));
    content(desk, name)
}

/// A desk's store, begun from a common one, and what it did.
fn work(desk: &Desk, store: &str, doings: &[Doing], minute: u32) {
    let (mut clock, mut serial) = (Clock(minute), 0);
    doings.iter().for_each(|doing| act(desk, store, doing, &mut clock, &mut serial));
}

/// A common beginning, then three desks that go on by themselves.
fn desks(common: &[Doing], each: &[Vec<Doing>]) -> Desk {
    let desk = Desk::new();
    desk.file("start.csv", format!("{HEADER}\n{}\n", row("", (0, 0, 1, 0), ",")));
    desk.run(&["--db", "start.db", "import", "-q", "start.csv", "--now", "2024-01-20"]).with(0);
    work(&desk, "start.db", common, 0);
    for ((name, doings), minute) in ["a.db", "b.db", "c.db"].iter().zip(each).zip([200_u32, 201, 202]) {
        copy(&desk, "start.db", name);
        work(&desk, name, doings, minute);
    }
    desk
}

/// The figures of an export, each by its row, and which of them stand.
fn figures(desk: &Desk, store: &str) -> Vec<String> {
    let sql = "SELECT event, place, measure, count_type, wording, as_of, published_on, authority, publisher FROM figures";
    let mut figures = all(desk, store, sql);
    figures.sort();
    figures
}

fn same(one: &[String], other: &[String], law: &str) -> Result<(), TestCaseError> {
    let only = |a: &[String], b: &[String]| {
        a.iter().filter(|line| !b.contains(line)).take(8).cloned().collect::<Vec<_>>().join("\n")
    };
    prop_assert!(
        one == other,
        "{law}\n--- only the one:\n{}\n--- only the other:\n{}",
        only(one, other),
        only(other, one)
    );
    Ok(())
}

fn laws(common: &[Doing], each: &[Vec<Doing>]) -> Result<(), TestCaseError> {
    let desk = desks(common, each);
    let before = content(&desk, "a.db");
    same(&before, &merged(&desk, "aa.db", "a.db", &["a.db"]), "A<-A is A")?;
    let (ab, ba) = (merged(&desk, "ab.db", "a.db", &["b.db"]), merged(&desk, "ba.db", "b.db", &["a.db"]));
    same(&ab, &ba, "A<-B is B<-A")?;
    same(&ab, &merged(&desk, "abb.db", "ab.db", &["b.db", "ba.db"]), "A<-B<-B is A<-B")?;
    merged(&desk, "bc.db", "b.db", &["c.db"]);
    let left = merged(&desk, "ab-c.db", "ab.db", &["c.db"]);
    same(&left, &merged(&desk, "a-bc.db", "a.db", &["bc.db"]), "(A<-B)<-C is A<-(B<-C)")?;
    same(&left, &merged(&desk, "c-ba.db", "c.db", &["ba.db"]), "(A<-B)<-C is C<-(B<-A)")?;
    let union = figures(&desk, "ab-c.db");
    for store in ["a.db", "b.db", "c.db"] {
        let lost: Vec<_> = figures(&desk, store).into_iter().filter(|one| !union.contains(one)).collect();
        prop_assert!(lost.is_empty(), "{store} is in the merged store: {lost:?}");
    }
    let empty = desk.run(&["--db", "new.db", "import", "-q", "b.db"]);
    prop_assert_eq!(empty.code, Some(0), "{}", empty.err);
    same(&content(&desk, "b.db"), &content(&desk, "new.db"), "an empty store merges to the other")
}

#[test]
fn merging_is_commutative_associative_idempotent_and_lossless() {
    let cases = std::env::var("MERGE_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(6);
    let mut runner = TestRunner::new_with_rng(
        Config { cases, failure_persistence: None, max_shrink_iters: 12, ..Config::default() },
        TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    );
    let doings = |most| prop::collection::vec(doing(), 0..most);
    let strategy = (doings(4), prop::collection::vec(doings(7), 3));
    let held = runner.run(&strategy, |(common, each)| laws(&common, &each));
    held.unwrap_or_else(|broken| panic!("{broken}"));
}

/// A desk with one file of two figures, as `north.db` and `south.db`: the same figures, imported from files of their own.
fn two_desks() -> Desk {
    let desk = Desk::new();
    for (store, note) in [("north.db", "1"), ("south.db", "2")] {
        let file = store.replace("db", "csv");
        let rows = [row("a", (0, 0, 1, 1), ","), row(&format!("b{note}"), (1, 1, 2, 0), ",")];
        desk.file(&file, format!("{HEADER}\n{}\n", rows.join("\n")));
        let now = format!("2024-02-0{note}T08:00:00Z");
        desk.run(&["--db", store, "import", "-q", &file, "--now", &now]).with(0);
    }
    desk
}

#[test]
fn what_one_desk_erased_is_readable_on_neither_side_after_a_merge() {
    for (into, other) in [("north.db", "south.db"), ("south.db", "north.db")] {
        let desk = two_desks();
        let erase = ["--db", "south.db", "amend", "1", "--redact", "quote", "-m", "a court order", "-q"];
        desk.run(&erase).with(0);
        merge(&desk, into, other);
        let bytes = std::fs::read(desk.path(into)).expect("a store");
        assert!(memchr::memmem::find(&bytes, b"quote 1").is_none(), "{into} <- {other}");
        let quotes = all(&desk, into, "SELECT DISTINCT substr(quote, 1, 9) FROM detail WHERE quote <> ''");
        assert_eq!(quotes, ["redacted:"], "{into} <- {other}");
        for kept in all(&desk, into, "SELECT length(deflate) FROM kept") {
            assert_eq!(kept, "0", "{into} <- {other}: bytes that hold the text");
        }
        // Nor does it come in later, by a file.
        desk.run(&["--db", into, "import", "-q", "north.csv", "--set", "via=Radio"]).with(0);
        let quotes = all(&desk, into, "SELECT DISTINCT substr(quote, 1, 9) FROM detail WHERE quote <> ''");
        assert_eq!(quotes, ["redacted:"], "{into} <- {other}, imported again");
        desk.run(&["--db", into, "verify", "-q"]).with(0);
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
        let said = desk.run(&["--db", into, "import", other]).with(0);
        assert!(said.contains("every entry of this store is here already"), "{said}");
        assert_eq!(all(&desk, into, entries), ["2"]);
    }
    // An undo in one takes back what both hold.
    desk.run(&["--db", "south.db", "undo", "1", "-q"]).with(0);
    let said = desk.run(&["--db", "north.db", "import", "south.db", "--json"]).with(0);
    let receipt: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(receipt[0]["merged"]["undone"], serde_json::json!([2]), "{said}");
}

#[test]
fn facts_of_a_desk_with_a_fast_clock_do_not_hold_for_ever() {
    let desk = two_desks();
    let say = |store: &str, rank: &str, now: &str| {
        desk.run(&["--db", store, "amend", "-q", "authority", "Body 0", "--rank", rank, "--now", now])
            .with(0);
    };
    say("south.db", "2", "2031-01-01");
    say("north.db", "1", "2024-02-03");
    let said = desk.run(&["--db", "north.db", "import", "south.db", "--now", "2024-02-04"]).with(0);
    assert!(said.contains("rank of authority Body 0: `1` here, `2` there; `2` holds"), "{said}");
    say("north.db", "3", "2024-02-05");
    let ranks = |store: &str| {
        let exported = desk.run(&["--db", store, "export", "--jsonl"]).with(0);
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
        ("older.db", "PRAGMA user_version = 0", "S104"),
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
