//! Many figures mended or voided as one entry: as if each had been mended by itself, and all or none of them.

use serde_json::json;
use tollbook::desk::{Criteria, Error};

use crate::books::told;
use crate::desk::Desk;
use crate::laws::answers;
use crate::mend::{at, october};

/// An exercise in which figures that are mended together are tied to each other, to others, and to their parts.
const TIED: &str = "ref,event,place,measure,count_type,figure,as_of,published_on,authority,publisher,relation,target,part_of\n\
    a,Flood,Derna,killed,total,704 (305 children),2023-09-12,2023-09-12,Red Crescent,AP,,,\n\
    b,Flood,Derna,killed,total,650,2023-09-13,2023-09-13,Red Crescent,AP,revises,a,\n\
    c,Flood,Derna,killed,total,,,2023-09-14,Red Crescent,AP,retracts,b,\n\
    d,Flood,Tobruk,killed,total,12,2023-09-13,2023-09-13,Red Crescent,Reuters,,,b\n";

fn flood(desk: &Desk) {
    desk.file("flood.csv", TIED);
    at(desk, 0).import(&["flood.csv"]);
}

fn what_is_wrong(error: &Error) -> Vec<String> {
    match error {
        Error::Fault(problem) | Error::NothingMatches(problem) => vec![problem.what.clone()],
        Error::Faults(problems) => problems.iter().map(|problem| problem.what.clone()).collect(),
        other => panic!("{other:?}"),
    }
}

/// Mended together or one by one: the same figures, acts and answers, and the same export.
#[test]
fn many_mends_are_as_each_by_itself() {
    let (together, alone) = (Desk::new(), Desk::new());
    [&together, &alone].into_iter().for_each(flood);
    let typo = ("publisher", "Associated Press");
    let report = at(&together, 1).mend_all("killed ap", Some(typo), "the name").expect("mended");
    let mended: Vec<i64> = report.figures.iter().map(|one| one.figure).collect();
    assert_eq!((mended.as_slice(), report.unchanged), ([1, 3].as_slice(), 0), "the part goes with its whole");
    assert_eq!(report.statements, [4], "it states no number");
    assert_eq!(report.figures[0].void, [1, 2]);
    for (hour, figure) in mended.iter().enumerate() {
        at(&alone, hour + 1).mend(&figure.to_string(), &[typo], "the name").expect("mended");
    }
    let export = |desk: &Desk| {
        desk.export("out.csv");
        std::fs::read_to_string(desk.path("out.csv")).expect("an export")
    };
    assert_eq!(export(&together), export(&alone));
    assert!(export(&together).matches("Associated Press").count() >= 3);
    let sentences = |desk: &Desk| desk.answer_rows(Criteria::default());
    assert_eq!(sentences(&together), sentences(&alone));
    for desk in [&together, &alone] {
        let shown = desk.shown("b");
        assert!(shown.contains("revises") && shown.contains("retract"), "{shown}");
        assert!(desk.shown("d").contains("is part of"), "{}", desk.shown("d"));
        desk.verify();
    }
}

/// One entry, one undo; what was typed first is there again, and another store gets the whole of it.
#[test]
fn many_mends_are_one_entry() {
    let desk = Desk::new();
    october(&desk);
    let before = answers(&desk, None);
    let report =
        at(&desk, 1).mend_all("deraa", Some(("publisher", "Exercise Wire")), "a test").expect("mended");
    assert_eq!((report.entry, report.figures.len()), (Some(3), 4));
    let after = answers(&desk, None);
    assert_ne!(before, after, "nothing came of it");
    desk.of("other.db").import(&["tollbook.db"]);
    let sentences = |store: &str| desk.of(store).answer_rows(Criteria::default());
    assert_eq!(sentences("other.db"), sentences("tollbook.db"));
    let log = desk.run(&["log", "--json"]).out;
    assert!(log.contains("and 1 more\"") && log.contains("\"why\": \"a test\""), "{log}");
    at(&desk, 2).undo(3).expect("undone");
    assert_eq!(answers(&desk, None), before);
    desk.verify();
}

/// Void ones stay as they are; voided together, none of them is left, and an undo brings them back.
#[test]
fn many_are_voided_as_one_entry() {
    let desk = Desk::new();
    october(&desk);
    let before = answers(&desk, None);
    at(&desk, 1).void("oct-deraa-sohr", "entered twice").expect("void");
    let report = at(&desk, 2).mend_all("deraa", None, "another event").expect("void");
    assert_eq!((report.figures.len(), report.void_before), (3, 1));
    assert!(told(&report).contains("untouched      1 figure that had been void before"), "{}", told(&report));
    assert_eq!(desk.ask("SELECT count(*) FROM figures WHERE status = 'void'"), "4");
    let nothing = at(&desk, 3).mend_all("deraa", None, "again").expect_err("nothing is left");
    assert!(what_is_wrong(&nothing)[0].starts_with("nothing would change"), "{nothing:?}");
    at(&desk, 3).undo(4).expect("undone");
    at(&desk, 4).undo(3).expect("undone");
    assert_eq!(answers(&desk, None), before);
    desk.verify();
}

/// One of them cannot be so: all that cannot are told, each cause once, and nothing is stored.
#[test]
fn what_cannot_be_mended_keeps_all_as_they_are() {
    let desk = Desk::new();
    october(&desk);
    let refused = |words: &str, typo| {
        let error = at(&desk, 1).mend_all(words, Some(typo), "a test").expect_err("refused");
        what_is_wrong(&error)
    };
    let early = refused("deraa killed", ("published_on", "2023-10-20"));
    assert!(
        early[0].contains("#40")
            && early[0].contains("holds for 25 October 2023, but was published on 20 October"),
        "{early:?}"
    );
    assert!(
        early.last().is_some_and(|last| last.starts_with("2 of 3 figures cannot be mended so")),
        "{early:?}"
    );
    let future = refused("deraa", ("published_on", "2031-01-01"));
    assert!(future[0].starts_with("#8, #9, #40, #41: 1 January 2031 is after"), "{future:?}");
    assert_eq!(future.len(), 2, "{future:?}");
    assert_eq!(desk.ask("SELECT count(*) FROM entry"), "2");
    desk.verify();
}

/// Figures that the mend would make one are told, and nothing is stored.
#[test]
fn figures_do_not_become_one_unseen() {
    let desk = Desk::new();
    desk.file(
        "twice.csv",
        "event,place,measure,count_type,figure,as_of,published_on,authority,publisher\n\
         Flood,Derna,killed,total,704,2023-09-12,2023-09-12,Red Crescent,AP\n\
         Flood,Derna,killed,total,704,2023-09-12,2023-09-13,Red Crescent,AP\n\
         Flood,Derna,killed,total,704,2023-09-12,2023-09-14,Red Crescent,AP\n",
    );
    at(&desk, 0).import(&["twice.csv"]);
    let error = at(&desk, 1).mend_all("derna", Some(("published_on", "2023-09-14")), "x").expect_err("one");
    let said = what_is_wrong(&error);
    assert_eq!(said[0], "#1 would be the same figure as #3");
    assert_eq!(said[1], "#2 would be the same figure as #1");
    assert_eq!(desk.ask("SELECT count(*) FROM entry"), "1");
    let other = at(&desk, 1).mend_all("derna", Some(("published_on", "2023-09-15")), "x").expect_err("one");
    assert_eq!(
        what_is_wrong(&other)[..2],
        ["#2 would be the same figure as #1", "#3 would be the same figure as #2"]
    );
}

/// In a pipe the command line is the answer; a dry run lists, and a table has a row a figure and field.
#[test]
fn what_is_chosen_is_listed() {
    let desk = Desk::new();
    october(&desk);
    let args = [
        "amend",
        "--where",
        "deraa entry=1",
        "--typo",
        "published_on=yesterday",
        "-m",
        "x",
        "--now",
        "2023-10-28T08:00:00Z",
    ];
    let dry = desk.run(&[&args[..], &["-n", "--csv"]].concat());
    assert_eq!((dry.code, dry.out.lines().count()), (Some(0), 3), "{}{}", dry.out, dry.err);
    assert!(dry.out.contains(",published_on,2023-10-25,2023-10-27,"), "{}", dry.out);
    assert!(dry.err.contains("published_on is 2023-10-27"), "{}", dry.err);
    let done = desk.run(&[&args[..], &["--json"]].concat());
    let report: serde_json::Value = serde_json::from_str(&done.out).expect("JSON");
    assert_eq!(report["entry"], json!(3));
    assert_eq!(
        report["figures"][0]["mended"][0],
        json!({"field": "published_on", "was": "2023-10-25", "is": "2023-10-27"})
    );
    let undone = desk.run(&["undo"]);
    assert_eq!(undone.code, Some(0), "{}", undone.err);
    desk.verify();
}

/// A void figure is set against no other of its document: it is as if it had never been.
#[test]
fn an_audit_does_not_look_at_void_figures() {
    let desk = Desk::new();
    october(&desk);
    desk.file(
        "again.csv",
        "event,place,measure,count_type,figure,as_of,published_on,authority,publisher,title,url\n\
         Flood,Derna,killed,total,704,2023-09-12,2023-09-12,Red Crescent,AP,Toll,https://ap.example/1\n",
    );
    at(&desk, 1).import(&["again.csv"]);
    let mended =
        at(&desk, 2).mend_all("derna", Some(("published_on", "2023-09-13")), "misread").expect("mended");
    assert_eq!(mended.figures[0].void, [50]);
    let audit = desk.run(&["audit", "--csv"]).out;
    assert!(!audit.contains("same_source_twice"), "{audit}");
}
