//! Entering and mending by hand: what is added, mended or voided is as if it had always been, or never, from its entry on;
//! and what is erased is gone, though every link holds.

use std::fs;

use serde_json::Value;
use tollbook::desk::{Criteria, Error};
use tollbook::model::names::NameField;
use tollbook::model::redacted::{hash_of, mark};

use crate::books::{Books, json, told, usual, with_set, words};
use crate::desk::Desk;
use crate::laws::{answers, data};

const STORE: &str = "tollbook.db";

/// The store at an hour of one day.
pub fn at(desk: &Desk, hour: usize) -> Books {
    desk.at(&format!("2023-12-01T{hour:02}:00:00Z"))
}

pub fn october(desk: &Desk) {
    for name in ["seed.csv", "october-2023.csv"] {
        desk.file(name, data(name));
    }
    at(desk, 0).import(&["seed.csv", "october-2023.csv"]);
}

/// What a desk does on one day, an hour apart, from entry 3 on.
enum Step {
    Add(&'static [(&'static str, &'static str)]),
    Mend(&'static str, &'static str, &'static str, &'static str),
    Void(&'static str),
}

impl Step {
    fn done(&self, books: &Books) -> Result<(), Error> {
        match self {
            Step::Add(cells) => books.add(cells).map(|_| ()),
            Step::Mend(figure, field, is, why) => books.mend(figure, &[(field, is)], why).map(|_| ()),
            Step::Void(figure) => books.void(figure, "entered twice").map(|_| ()),
        }
    }
}

const STEPS: [Step; 7] = [
    Step::Add(&[
        ("figure", "15"),
        ("relation", "revises"),
        ("target", "41"),
        ("reason", "died_of_injuries"),
        ("authority", "Syrian Observatory for Human Rights"),
        ("publisher", "Dawn"),
        ("published_on", "2023-10-27"),
        ("as_of", "2023-10-26"),
    ]),
    Step::Mend("41", "figure", "12", "misread"),
    Step::Void("oct-deraa-sana-reuters"),
    Step::Mend("12", "as_of", "2023-10-23", "the day before"),
    Step::Mend("12", "caveat", "none", "no caveat there"),
    Step::Add(&[
        ("relation", "retracts"),
        ("target", "50"),
        ("authority", "Syrian Observatory for Human Rights"),
        ("publisher", "Dawn"),
        ("published_on", "2023-10-28"),
    ]),
    Step::Mend("aj-hezbollah-total", "figure", "41", "misread"),
];

/// Each step of a desk's day is seen at its hour, and undoing the steps gives the answers before them, under every policy.
#[test]
fn what_is_added_mended_and_undone_is_seen_at_every_hour() {
    let desk = Desk::new();
    october(&desk);
    let mut seen = vec![answers(&desk, None)];
    for (step, doing) in STEPS.iter().enumerate() {
        let books = at(&desk, step + 1);
        let done = doing.done(&books);
        if step == 4 {
            // 12 is void by then, and its ref leads to the one in its place.
            assert!(done.is_err(), "a void figure is mended");
            books.mend("oct-gaza-1024-reuters", &[("caveat", "none")], "no caveat there").expect("mended");
        } else {
            done.expect("done");
        }
        let now = answers(&desk, None);
        assert!(step == 4 || now != *seen.last().expect("answers"), "step {step} changed no answer");
        assert!(now.iter().all(|answer| is_complete(&desk, answer)), "step {step}: a trace is not complete");
        seen.push(now);
    }
    for (back, entry) in (3..=9).rev().enumerate() {
        at(&desk, 10 + back).undo(entry).expect("undone");
        let step = usize::try_from(entry).expect("a number") - 3;
        assert_eq!(answers(&desk, None), seen[step], "after the undo of entry {entry}");
    }
    for (hour, expected) in seen.iter().enumerate() {
        let by = format!("2023-12-01T{hour:02}:00:01Z");
        assert_eq!(&answers(&desk, Some(&by)), expected, "at {by}");
    }
    desk.verify();
}

/// Every figure of the series that is not undone is in the trace once.
fn is_complete(desk: &Desk, answer: &str) -> bool {
    let answer: Value =
        serde_json::from_str(answer.split_once(' ').expect("an answer").1).expect("an answer");
    let scope = &answer["scope"];
    let text = |name: &str| {
        scope[name].as_str().map_or("IS NULL".to_owned(), |text| format!("= '{}'", text.replace('\'', "''")))
    };
    let ids = desk.ask(&format!(
        "SELECT id FROM figures WHERE event {} AND place {} AND measure {} AND \"group\" {} AND count_type {} AND definition {} AND status <> 'undone' ORDER BY id",
        text("event"), text("place"), text("measure"), text("group"), text("count_type"), text("definition"),
    ));
    let mut told: Vec<i64> = answer["trace"]
        .as_array()
        .expect("a trace")
        .iter()
        .map(|one| one["id"].as_i64().expect("an id"))
        .collect();
    told.sort_unstable();
    let ids: Vec<i64> = ids.lines().map(|id| id.parse().expect("an id")).collect();
    told.windows(2).all(|pair| pair[0] != pair[1]) && ids.iter().all(|id| told.contains(id))
}

#[test]
fn a_mended_figure_keeps_details_refs_and_links_and_the_old_one_is_void() {
    let desk = Desk::new();
    october(&desk);
    let links = |of: &str| {
        desk.ask(&format!(
            "SELECT what FROM act JOIN figures ON figures.id = other
             WHERE {of} IN (figure, other) AND what <> 'void' AND status = 'stands' ORDER BY what"
        ))
    };
    let before = links("38");
    assert!(before.contains("revises"), "{before}");
    at(&desk, 1).mend("38", &[("figure", "about 1,300")], "misheard").expect("mended");
    assert_eq!(desk.ask("SELECT status FROM figures WHERE id = 38"), "void");
    assert_eq!(links("50"), before);
    let refs = "SELECT ref FROM ref WHERE figure = 38 EXCEPT SELECT ref FROM ref WHERE figure = 50";
    assert_eq!(desk.ask(refs), "");
    let details =
        "SELECT basis, stated_on, quote, caveat, circumstances, superlative, note FROM detail WHERE figure =";
    assert_eq!(desk.ask(&format!("{details} 38")), desk.ask(&format!("{details} 50")));
    let shown = desk.shown("38");
    assert!(
        shown.contains("void") && shown.contains("in its place stands #50") && shown.contains("misheard"),
        "{shown}"
    );
    let trace = answers(&desk, None).into_iter().filter(|answer| answer.contains("\"id\":38,"));
    assert!(trace.clone().count() >= 6 && trace.clone().all(|answer| answer.contains("\"fate\":\"void\"")));
    let listed = |id: i64, status: &str| {
        desk.figures().iter().any(|figure| figure["id"] == id && figure["status"] == status)
    };
    assert!(listed(50, "stands") && listed(38, "void"), "a void figure is marked");
    // An export knows the mended figure only, and its links.
    desk.export("out.csv");
    desk.of("new.db").import(&["out.csv"]);
    let answers_of = |store| desk.of(store).answer_rows(words("7 October attack"));
    assert_eq!(answers_of(STORE), answers_of("new.db"));
    // The slip comes again in a file: the figure stays void.
    let again = at(&desk, 2).import_with(&["october-2023.csv"], with_set("language", "en"));
    assert!(again[0].counts.same + again[0].counts.changed > 0 && again[0].counts.new == 0, "{again:?}");
    assert_eq!(desk.ask("SELECT status FROM figures WHERE id = 38"), "void");
    let said = desk.run(&["amend", "38", "--void", "-m", "again"]);
    assert!(said.code == Some(2) && said.err.contains("tollbook amend 50"), "{}", said.err);
}

#[test]
fn what_cannot_be_mended_is_refused_with_a_way_out() {
    let desk = Desk::new();
    october(&desk);
    for (args, code, says) in [
        (&["amend", "12", "--typo", "figure=704"][..], 2, "-m"),
        (&["amend", "12", "--typo", "figure=7O4", "-m", "x"], 2, "N101"),
        (&["amend", "12", "--typo", "measure=victims", "-m", "x"], 2, "F102"),
        (&["amend", "12", "--typo", "target=3", "-m", "x"], 2, "undo"),
        (&["amend", "12", "--typo", "figure=at least 5791", "-m", "x"], 2, "same number"),
        (&["amend", "12", "--typo", "event=Gaza war", "-m", "x"], 2, "nothing"),
        (&["amend", "99", "--void", "-m", "x"], 2, "U103"),
        (&["amend", "authority", "Hezbollah", "--void", "-m", "x"], 2, "name"),
        (&["amend", "12", "--redact", "speaker", "-m", "x"], 2, "R102"),
        (&["amend", "12"], 2, "--typo"),
    ] {
        let said = desk.run(args);
        assert_eq!(said.code, Some(code), "{args:?}: {} {}", said.out, said.err);
        assert!(said.err.contains(says), "{args:?}: {}", said.err);
    }
    assert_eq!(desk.ask("SELECT count(*) FROM entry"), "2");
}

const SPEAKER: &str = "Samir Haddad";

fn flood(desk: &Desk) {
    let header = "ref,event,place,measure,count_type,figure,as_of,published_on,authority,speaker,publisher,url,quote,note\n";
    let rows = [
        "a,Flood,Derna,killed,total,704,2023-09-12,2023-09-12,Red Crescent,Samir Haddad,AP,https://ap.example/1,\"Samir Haddad said \"\"704\"\"\",\"first, \"\"late\"\" call\"",
        "b,Flood,Derna,killed,total,710,2023-09-13,2023-09-13,Red Crescent,Samir Haddad,AP,https://ap.example/2,,",
        "c,Flood,Derna,killed,total,720,2023-09-14,2023-09-14,Red Crescent,Samira Haddadin,AP,https://ap.example/2,\"It is 720.\",",
    ];
    desk.file("flood.csv", format!("{header}{}\n", rows.join("\n")));
    at(desk, 0).import(&["flood.csv"]);
}

fn holds(desk: &Desk, file: &str, text: &str) -> bool {
    let bytes = fs::read(desk.path(file)).expect("a file");
    bytes.windows(text.len()).any(|part| part == text.as_bytes())
}

fn uids(desk: &Desk, store: &str) -> Vec<String> {
    let figures = desk.of(store).figures();
    let figures = figures.iter().filter(|figure| figure["status"] != "void");
    let mut uids: Vec<String> =
        figures.map(|figure| figure["uid"].as_str().expect("a uid").to_owned()).collect();
    uids.sort();
    uids
}

#[test]
fn what_is_redacted_is_gone_and_every_link_holds() {
    let desk = Desk::new();
    flood(&desk);
    let (before, hash) = (uids(&desk, STORE), desk.ask("SELECT hex(hash) FROM entry WHERE id = 1"));
    let answered = answers(&desk, None);
    let bytes = fs::read(desk.path(STORE)).expect("a store");
    let listed = desk.run(&["amend", "a", "--redact", "speaker", "-m", "court order", "-n"]).with(0);
    for held in ["#1: 704", "#2: 710", "flood.csv", "speaker in 1 row", "quote in 1 row"] {
        assert!(listed.contains(held), "{held}: {listed}");
    }
    assert!(!listed.contains(SPEAKER) && !listed.contains("#3"), "{listed}");
    assert_eq!(bytes, fs::read(desk.path(STORE)).expect("a store"), "a dry run changed the store");
    let said = desk.run(&["amend", "a", "--redact", "speaker", "-m", "Samir Haddad asked for it"]);
    assert!(said.code == Some(2) && said.err.contains("R103"), "{}", said.err);
    assert!(holds(&desk, STORE, SPEAKER));
    at(&desk, 1).redact("a", "speaker", "court order").expect("erased");
    assert!(!holds(&desk, STORE, SPEAKER), "the file still holds the text");
    assert_eq!(desk.ask("SELECT length(deflate) FROM kept"), "0", "the kept file holds it");
    assert_eq!(desk.names(), ["flood.csv", STORE], "nothing was left beside the store");
    assert_eq!(desk.ask("SELECT hex(hash) FROM entry WHERE id = 1"), hash);
    assert_eq!(uids(&desk, STORE), before);
    assert_eq!(answers(&desk, None), answered);
    let verified = told(&desk.verified());
    for told in ["every link holds", "speaker of #1, #2", "court order", "a tester", "2023-12-01T01:00:00Z"] {
        assert!(verified.replace("\n                 ", " ").contains(told), "{told}: {verified}");
    }
    for args in [&["undo"][..], &["undo", "2"]] {
        let refused = desk.run(args);
        assert!(refused.code == Some(2) && refused.err.contains("O104"), "{}", refused.err);
    }
    let shown = desk.shown("a");
    assert!(
        shown.contains("speaker        redacted\n") && !shown.contains(&mark(&hash_of(SPEAKER))),
        "{shown}"
    );
    let again = desk.run(&["amend", "a", "--redact", "speaker", "-m", "court order"]);
    assert!(again.err.contains("R102") && again.err.contains("entry 2"), "{}", again.err);
    for table in ["attribution", "detail", "kept", "redaction", "entry"] {
        let refused = crate::desk::ask(&desk.path(STORE), &format!("UPDATE {table} SET id = id"));
        assert!(refused.expect_err("a refusal").to_string().contains("never"), "{table}");
    }
}

#[test]
fn a_redacted_text_does_not_come_in_again() {
    let desk = Desk::new();
    flood(&desk);
    for (field, of) in [("speaker", "a"), ("url", "c"), ("quote", "c"), ("note", "a")] {
        at(&desk, 1).redact(of, field, "court order").expect("erased");
    }
    for gone in [SPEAKER, "https://ap.example/2", "It is 720.", "\"late\""] {
        assert!(!holds(&desk, STORE, gone), "{gone}");
    }
    assert!(holds(&desk, STORE, "Samira Haddadin") && holds(&desk, STORE, "https://ap.example/1"));
    let before = uids(&desk, STORE);
    let said = desk.run(&["import", "flood.csv", "--set", "unit=people"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(said.out.contains("3 same"), "{}", said.out);
    assert!(said.err.contains("R101") && said.err.contains("flood.csv:2"), "{}", said.err);
    assert!(!holds(&desk, STORE, SPEAKER) && !holds(&desk, STORE, "https://ap.example/2"));
    assert_eq!(
        desk.ask("SELECT count(*) FROM kept WHERE length(deflate) > 0"),
        "0",
        "the file was kept again"
    );
    assert_eq!(uids(&desk, STORE), before);
    let added = desk
        .run(&[
            "add",
            "730",
            "--event",
            "Flood",
            "--place",
            "Derna",
            "--measure",
            "killed",
            "--count-type",
            "total",
            "--authority",
            "Red Crescent",
            "--speaker",
            SPEAKER,
            "--publisher",
            "AP",
            "--published-on",
            "2023-09-16",
        ])
        .with(0);
    assert!(added.contains("erased here by entry 2") && !holds(&desk, STORE, SPEAKER), "{added}");
}

/// Who gave the reason of a link may be named elsewhere too: erased there, the name does not come in with a link.
#[test]
fn a_redacted_text_does_not_come_in_again_with_a_link() {
    let desk = Desk::new();
    flood(&desk);
    let header = "ref,event,place,measure,count_type,figure,as_of,published_on,authority,publisher,relation,target,reason,reason_by\n";
    let row = format!(
        "d,Flood,Derna,killed,total,731,2023-09-17,2023-09-17,Red Crescent,AP,revises,a,audit,{SPEAKER}\n"
    );
    desk.file("linked.csv", format!("{header}{row}"));
    at(&desk, 1).import(&["linked.csv"]);
    at(&desk, 2).redact("a", "speaker", "court order").expect("erased");
    assert!(!holds(&desk, STORE, SPEAKER), "the link of entry 2 holds it");
    let links = "SELECT count(*) || ' ' || count(DISTINCT reason_by) FROM act WHERE what = 'revises'";
    assert_eq!(desk.ask(links), "1 1");
    let said = desk.run(&["import", "linked.csv", "--set", "unit=people"]);
    assert!(said.code == Some(0) && said.out.contains("1 same"), "{}{}", said.out, said.err);
    assert!(said.err.contains("R101") && said.err.contains("linked.csv:2"), "{}", said.err);
    assert!(!holds(&desk, STORE, SPEAKER), "an import brought it in");
    assert_eq!(desk.ask(links), "2 1", "the same link, by another entry");
    assert_eq!(desk.ask("SELECT count(*) FROM kept WHERE length(deflate) > 0"), "0", "the file was kept");
    let added = desk.add(&[
        ("figure", "725"),
        ("event", "Flood"),
        ("place", "Derna"),
        ("measure", "killed"),
        ("count_type", "total"),
        ("authority", "Red Crescent"),
        ("publisher", "AP"),
        ("published_on", "2023-09-18"),
        ("relation", "revises"),
        ("target", "d"),
        ("reason", "audit"),
        ("reason_by", SPEAKER),
    ]);
    let added = told(&added.expect("added"));
    assert!(added.contains("erased here by entry 3") && !holds(&desk, STORE, SPEAKER), "{added}");
    desk.verify();
}

/// What was exported erased is the same figure in a new store, in its own, and beside the clear text.
#[test]
fn an_erased_export_is_the_same_figures_everywhere() {
    let desk = Desk::new();
    flood(&desk);
    desk.export("clear.csv");
    for (field, of) in [("speaker", "a"), ("url", "c"), ("quote", "c")] {
        at(&desk, 1).redact(of, field, "court order").expect("erased");
    }
    let before = uids(&desk, STORE);
    desk.export("erased.csv");
    desk.of("new.db").import(&["erased.csv"]);
    assert_eq!(uids(&desk, "new.db"), before);
    let same = |store: &str, file: &str| {
        let receipts = desk.of(store).import(&[file]);
        assert_eq!(receipts[0].counts.same, 3, "{store}, {file}: {receipts:?}");
    };
    same("new.db", "clear.csv");
    same(STORE, "erased.csv");
    desk.of("other.db").import(&["clear.csv"]);
    same("other.db", "erased.csv");
    assert!(holds(&desk, "other.db", SPEAKER), "what reaches a store erased takes nothing from it");
    for store in [STORE, "new.db", "other.db"] {
        desk.of(store).verify();
    }
}

#[test]
fn verify_finds_a_redaction_that_was_forged_or_taken_back() {
    let desk = Desk::new();
    flood(&desk);
    at(&desk, 1).redact("a", "speaker", "court order").expect("erased");
    let (erased, forged) = (mark(&hash_of(SPEAKER)), mark(&hash_of("Samira Haddadin")));
    let mut changes = vec![
        format!("UPDATE attribution SET speaker = 'Samir Haddad' WHERE speaker = '{erased}'"),
        format!("UPDATE attribution SET speaker = '{forged}' WHERE speaker = 'Samira Haddadin'"),
        "UPDATE detail SET quote = '' WHERE quote LIKE 'redacted:%'".to_owned(),
        "UPDATE kept SET deflate = x'03'".to_owned(),
        "DELETE FROM redaction WHERE id = 1".to_owned(),
        "INSERT INTO redaction SELECT 99, field, 'detail.note', 1, sha256, why FROM redaction WHERE id = 1"
            .to_owned(),
    ];
    for (column, other) in [
        ("field", "'quote'"),
        ("cell", "cell || 'x'"),
        ("row", "row + 1"),
        ("sha256", "zeroblob(32)"),
        ("why", "why || 'x'"),
    ] {
        changes.push(format!("UPDATE redaction SET {column} = {other} WHERE id = 1"));
    }
    for change in changes {
        fs::copy(desk.path(STORE), desk.path("altered.db")).expect("a copy");
        let conn = rusqlite::Connection::open(desk.path("altered.db")).expect("a store");
        for table in ["attribution", "detail", "kept", "redaction"] {
            let drop =
                format!("DROP TRIGGER {table}_is_never_edited; DROP TRIGGER {table}_is_never_deleted;");
            conn.execute_batch(&drop).expect("dropped");
        }
        assert!(conn.execute(&change, []).expect("a change") > 0, "{change}");
        let put_back =
            fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/schema.sql")).expect("a schema");
        let triggers =
            put_back.split("CREATE TRIGGER ").skip(1).map(|rest| rest.split("END;").next().expect("an end"));
        for trigger in triggers {
            let _ = conn.execute_batch(&format!("CREATE TRIGGER IF NOT EXISTS {trigger} END;"));
        }
        conn.close().expect("closed");
        let verified = desk.of("altered.db").verified();
        assert!(!verified.is_whole(), "{change}: {verified:?}");
    }
}

#[test]
fn an_addition_says_all_that_is_missing_and_makes_a_store_only_when_it_is_whole() {
    let desk = Desk::new();
    let said = desk.run(&["add", "at least 100 killed", "--publisher", "AP"]);
    assert_eq!(said.code, Some(2));
    for told in [
        "3 things are missing",
        "--event NAME",
        "--count-type TYPE",
        "--published-on DAY",
        "\"at least 100 killed\"",
    ] {
        assert!(said.err.replace("\n      ", " ").contains(told), "{told}: {}", said.err);
    }
    let whole =
        ["--event", "Flood", "--count-type", "total", "--publisher", "AP", "--published-on", "2023-09-12"];
    let add = |more: &[&str]| {
        let mut args = vec!["add"];
        args.extend(more);
        args.extend(whole);
        desk.run(&args)
    };
    for (more, code) in [
        (&["12 missing", "--measure", "killed"][..], "F113"),
        (&["12 children", "--measure", "killed", "--group", "people"], "F114"),
        (&["two more", "--measure", "killed"], "F105"),
        (&["12", "--figure", "13", "--measure", "killed"], "twice"),
        (&["12", "--revises", "1"], "S101"),
        (&["12"], "--measure"),
    ] {
        let said = add(more);
        assert!(said.code == Some(2) && said.err.contains(code), "{more:?}: {}", said.err);
    }
    add(&["at least 100 killed", "-n"]).with(0);
    assert_eq!(desk.names(), Vec::<String>::new(), "no store was made");
    assert!(add(&["at least 100 killed"]).with(0).contains("made by this addition"));
    assert!(add(&["at least 100 killed"]).with(0).contains("#1 is the same figure: nothing changed"));
    assert!(
        add(&["at least 100 killed", "--quote", "at least 100"]).with(0).contains("adds what was not known")
    );
    assert_eq!(desk.ask("SELECT kind || ' ' || (SELECT count(*) FROM figure) FROM entry"), "add 1\nadd 1");
    let revised = add(&["about 90", "--revises", "1", "--event", "Flood"]);
    assert_eq!(revised.code, Some(2), "a flag is given once: {}", revised.err);
}

#[test]
fn what_a_desk_says_of_a_source_and_a_name_that_looks_known_are_told() {
    let desk = Desk::new();
    flood(&desk);
    let gone = [(NameField::GoneOn, "2024-03-01"), (NameField::ArchiveUrl, "https://keep.example/1")];
    desk.say_of_source("https://ap.example/1", &gone).expect("said");
    let listed = json(&desk.sources()).to_string();
    assert!(
        listed.contains("\"gone_on\":\"2024-03-01\"") && listed.contains("https://keep.example/1"),
        "{listed}"
    );
    let shown = desk.shown("a");
    assert!(
        shown.contains("gone_on        2024-03-01") && shown.contains("https://keep.example/1"),
        "{shown}"
    );
    // The fact holds in another desk's store, and when the url is erased.
    desk.export("out.csv");
    desk.of("new.db").import(&["out.csv", "out.names.csv"]);
    assert!(desk.of("new.db").shown("a").contains("2024-03-01"));
    desk.redact("a", "url", "court order").expect("erased");
    assert!(desk.shown("a").contains("gone_on        2024-03-01"));
    // An address that holds the erased one does not come in again with the facts.
    let copy = "https://keep.example/https://ap.example/1";
    let facts = fs::read_to_string(desk.path("out.names.csv")).expect("facts");
    desk.file("facts.csv", facts.replace("https://keep.example/1", copy));
    desk.of("old.db").import(&["out.csv", "facts.csv"]);
    assert!(holds(&desk, "old.db", copy));
    desk.of("old.db").redact("a", "url", "court order").expect("erased");
    let said = desk.run(&["import", "facts.csv", "--db", "old.db", "--set", "unit=people"]);
    assert!(said.err.contains("the archive_url was erased here") && said.err.contains(":3"), "{}", said.err);
    assert!(!holds(&desk, "old.db", "https://ap.example/1"), "a fact brought it in");
    let add = [
        "add",
        "730 killed",
        "--event",
        "Flood",
        "--place",
        "Derna",
        "--count-type",
        "total",
        "--authority",
        "Red Cresent",
        "--publisher",
        "AP",
        "--published-on",
        "2023-09-16",
        "-n",
    ];
    let said = desk.run(&add).with(0).replace("\n                 ", " ");
    assert!(said.contains("`Red Cresent` is new here and looks like `Red Crescent`"), "{said}");
    assert!(said.contains("tollbook amend authority \"Red Cresent\" --same-as \"Red Crescent\""), "{said}");
}

/// What was taken back is still in the store, and may have to be erased too.
#[test]
fn a_figure_that_was_undone_can_be_redacted() {
    let desk = Desk::new();
    flood(&desk);
    at(&desk, 1).undo(1).expect("undone");
    assert!(holds(&desk, STORE, SPEAKER));
    let erased = at(&desk, 2).redact("1", "speaker", "court order").expect("erased");
    assert!(erased.figures.contains(&"#2 (undone)".to_owned()), "{erased:?}");
    assert!(!holds(&desk, STORE, SPEAKER));
    desk.verify();
    desk.undo(2).expect("undone");
    assert!(desk.shown("a").contains("speaker        redacted"));
}

/// A file with parts that are not valid may hold the text unseen: its bytes are not kept where something was erased.
#[test]
fn bytes_that_may_hold_an_erased_text_are_not_kept() {
    let desk = Desk::new();
    flood(&desk);
    at(&desk, 1).redact("a", "speaker", "court order").expect("erased");
    let row = |figure: &str| {
        format!("Flood,Derna,killed,total,{figure},2023-09-18,2023-09-18,Red Crescent,AP,Samir Haddad\n")
    };
    let header = "event,place,measure,count_type,figure,as_of,published_on,authority,publisher,";
    for (file, text, kept) in [
        ("unread.csv", format!("{header}spokesman\n{}", row("731")), "0"),
        (
            "rejected.csv",
            format!(
                "{header}speaker\n{}{}",
                row("7E2").replace("Haddad", "Haddad "),
                row("733").replace(SPEAKER, "X")
            ),
            "0",
        ),
        ("whole.csv", format!("{header}speaker\n{}", row("734").replace(SPEAKER, "X")), "1"),
    ] {
        desk.file(file, text);
        desk.import_as(&[file], usual()).expect("imported");
        assert_eq!(desk.ask("SELECT count(*) FROM kept WHERE length(deflate) > 0"), kept, "{file}");
    }
    assert!(!holds(&desk, STORE, SPEAKER));
}

/// What the desk says about an event and a place is heeded in answers, and shown with its reason.
#[test]
fn stale_after_and_code_are_heeded_and_told_with_their_reason() {
    let desk = Desk::new();
    let header =
        "event,place,measure,count_type,figure,period_start,as_of,published_on,authority,publisher\n";
    let rows = "Flood,Derna,killed,total,700,2023-08-01,2023-09-01,2023-09-01,Red Crescent,AP\nFlood,Derna,killed,total,900,2023-08-01,2023-09-20,2023-09-20,Health Ministry,AP\n";
    desk.file("flood.csv", format!("{header}{rows}"));
    desk.import(&["flood.csv"]);
    let fates = || desk.traces()[0]["trace"][0]["fate"].as_str().expect("a fate").to_owned();
    assert_eq!(fates(), "older");
    let stale = (NameField::StaleAfter, "30d");
    desk.say_why("event", "Flood", stale, Some("monthly reports")).expect("said");
    assert_eq!(fates(), "kept");
    desk.say("place", "Derna", NameField::Code, "LY-DR").expect("said");
    let shown = |name: &str| desk.shown(name).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown("Flood").contains("stale after 30d (monthly reports)"), "{}", shown("Flood"));
    assert!(shown("Derna").contains("code LY-DR"), "{}", shown("Derna"));
    desk.undo(2).expect("undone");
    assert_eq!(fates(), "older");
}

/// A short text is no copy wherever the word is used, and a longer address is another one; both are told.
#[test]
fn only_copies_of_a_text_are_erased() {
    let desk = Desk::new();
    let header = "event,place,measure,count_type,figure,as_of,published_on,authority,publisher,url,archive_url,note,caveat\n";
    let rows = [
        "Flood,Derna,killed,total,704,2023-09-12,2023-09-12,Red Crescent,AP,https://ap.example/1,https://keep.example/https://ap.example/1,estimate,",
        "Flood,Derna,killed,total,705,2023-09-13,2023-09-13,Red Crescent,AP,https://ap.example/12,,estimate,an estimate only",
    ];
    desk.file("flood.csv", format!("{header}{}\n", rows.join("\n")));
    at(&desk, 0).import(&["flood.csv"]);
    let said = desk.run(&["amend", "1", "--redact", "note", "-m", "court order"]);
    assert_eq!(said.code, Some(1), "{}", said.err);
    assert!(
        said.out.contains("note in 2 rows") && said.out.contains("detail.caveat: an estimate only"),
        "{}",
        said.out
    );
    let erased = at(&desk, 2).redact("1", "url", "court order").expect("erased");
    assert_eq!(erased.copies, [("archive_url", 1), ("url", 1)].into());
    assert!(erased.figures.len() == 1 && erased.figures[0].starts_with("#1:"), "{erased:?}");
    let left = desk.ask("SELECT url || ' ' || ifnull(archive_url, '') FROM source ORDER BY id");
    assert!(left.ends_with("https://ap.example/12 ") && left.matches("redacted:").count() == 2, "{left}");
    assert_eq!(desk.ask("SELECT caveat FROM detail WHERE caveat IS NOT NULL"), "an estimate only");
    desk.verify();
}

/// What was tied to a figure is tied to the one in its place alone: in what is shown, and in what is exported.
#[test]
fn links_to_a_mended_figure_lead_to_the_one_in_its_place() {
    let desk = Desk::new();
    october(&desk);
    // 4 is the whole of 3, 37 is what 38 revises.
    for (id, figure) in [("4", "41"), ("37", "at least 1,300")] {
        at(&desk, 1).mend(id, &[("figure", figure)], "misread").expect("mended");
    }
    for (id, of, old) in [("3", "is part of #50", "#4:"), ("38", "revises #51", "#37:")] {
        let shown = desk.shown(id);
        assert!(shown.contains(of) && !shown.contains(old), "{shown}");
    }
    desk.export("out.csv");
    desk.of("new.db").import(&["out.csv"]);
    assert_eq!(uids(&desk, "new.db"), uids(&desk, STORE));
    let sentences = |store: &str| desk.of(store).answer_rows(Criteria::default());
    assert_eq!(sentences("new.db"), sentences(STORE));
}

/// A mended figure that another row had given rightly is that figure.
#[test]
fn a_mended_figure_may_be_there_already() {
    let desk = Desk::new();
    flood(&desk);
    let row = "Flood,Derna,killed,total,740,2023-09-12,2023-09-12,Red Crescent,AP,https://ap.example/1,Samir Haddad";
    desk.file("slip.csv", format!("event,place,measure,count_type,figure,as_of,published_on,authority,publisher,url,speaker\n{row}\n"));
    at(&desk, 1).import(&["slip.csv"]);
    let mended = at(&desk, 2).mend("4", &[("figure", "704")], "digits exchanged").expect("mended");
    assert!(told(&mended).contains("#4 mended as #1"), "{mended:?}");
    assert_eq!(desk.ask("SELECT id FROM figures WHERE status = 'void'"), "4");
    // The one in its place is taken back with its file: the amendment has seen it too.
    at(&desk, 3).undo(1).expect("undone");
    assert_eq!(desk.ask("SELECT status FROM figures WHERE id = 1"), "stands");
    // Mended back, the first one stands again; each of the two knows both entries.
    at(&desk, 4).mend("1", &[("figure", "740")], "no, it was right").expect("mended back");
    assert_eq!(desk.ask("SELECT id || status FROM figures ORDER BY id"), "1void\n2undone\n3undone\n4stands");
    let log = desk.run(&["log", "4"]).out;
    assert!(log.contains("void, #1 in its place") && log.contains("in the place of #1"), "{log}");
    desk.verify();
}

/// Mended and mended back, by turns, the answers are those before; what the words include comes and goes with them.
#[test]
fn mended_back_gives_the_answers_before() {
    let desk = Desk::new();
    desk.file(
        "parts.csv",
        "event,place,measure,count_type,figure,as_of,published_on,authority,publisher\n\
         Flood,Derna,killed,total,704 (305 children),2023-09-12,2023-09-12,Red Crescent,AP\n",
    );
    at(&desk, 0).import(&["parts.csv"]);
    let sentences = || desk.answer_rows(Criteria::default());
    let before = sentences();
    let (first, second) = ("704 (305 children)", "740");
    for (hour, (figure, is)) in [("1", second), ("3", first), ("1", second), ("3", first)].iter().enumerate()
    {
        at(&desk, hour + 1).mend(figure, &[("figure", is)], "misread").expect("mended");
        assert_eq!(sentences() == before, *is == first, "{is}");
    }
    let status = desk.ask("SELECT id || status FROM figures ORDER BY id");
    assert_eq!(status, "1stands\n2stands\n3void");
    desk.verify();
}
