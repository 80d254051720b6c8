//! What two desks read differently in one source, merged.

use tollbook::report::answer::Explain;

use super::work::{HEADER, all};
use super::{copy, either_way, merged, plain, same};
use crate::books::{json, known_on, recorded_by, told};
use crate::desk::Desk;

/// Two desks that read one figure of the beginning differently, `north.db` at 10:00 and `south.db` at 11:00, by a number each;
/// none: it should not be there.
fn differing(readings: [Option<&str>; 2]) -> Desk {
    let desk = Desk::new();
    desk.file("start.csv", format!("{HEADER}\n{}\n", plain("a", "eight", "", "")));
    desk.of("north.db").at("2024-02-01T08:00:00Z").import(&["start.csv"]);
    copy(&desk, "north.db", "south.db");
    for ((store, who), (number, hour)) in
        [("north.db", "anna"), ("south.db", "ben")].into_iter().zip(readings.into_iter().zip([10, 11]))
    {
        read_again(&desk, store, who, "1", number, hour);
    }
    desk
}

/// Somebody looks at a figure again, at an hour of the first of February.
fn read_again(desk: &Desk, store: &str, who: &str, figure: &str, number: Option<&str>, hour: usize) {
    let books = desk.of(store).at(&format!("2024-02-01T{hour}:00:00Z")).by(who);
    let typos: Vec<(&str, &str)> = number.into_iter().map(|number| ("figure", number)).collect();
    books.mend(figure, &typos, "misread").expect("mended");
}

/// What a store answers, and what has to be checked of it.
fn answered(desk: &Desk, store: &str) -> (String, String, Vec<String>) {
    let answer =
        desk.of(store).answers("range", tollbook::desk::Criteria::default(), Explain::AnswerOnly).remove(0);
    assert!(!answer.shown.needs_a_look, "the exit code is that of the answer");
    (answer.shown.printed.clone(), answer.verdict.clone(), answer.shown.check.clone())
}

/// The numbers that stand in a store.
fn standing(desk: &Desk, store: &str) -> String {
    let figures = desk.of(store).figures();
    let standing = figures.iter().filter(|figure| figure["status"] == "stands");
    let mut numbers: Vec<&str> = standing.filter_map(|figure| figure["figure"].as_str()).collect();
    numbers.sort_unstable();
    numbers.join(" ")
}

#[test]
fn of_two_readings_the_newer_holds_until_somebody_looks_at_the_source() {
    let desk = differing([Some("9"), Some("10")]);
    either_way(&desk, "north.db", "south.db");
    for (into, other) in [("north.db", "south.db"), ("south.db", "north.db")] {
        copy(&desk, into, "both.db");
        let receipts = desk.of("both.db").import(&[other]);
        let (told, differs) = (told(&receipts[0]), json(&receipts[0])["merged"]["differs"].clone());
        assert!(told.contains("#1 eight: anna says 9 (#"), "{told}");
        assert!(told.contains("ben says 10 (#") && told.contains("which holds, said last"), "{told}");
        let says = |at: usize| {
            (differs[0]["readings"][at]["who"].clone(), differs[0]["readings"][at]["cells"]["figure"].clone())
        };
        assert_eq!(
            (says(0), says(1)),
            (("ben".into(), "10".into()), ("anna".into(), "9".into())),
            "{differs}"
        );
        let (number, verdict, check) = answered(&desk, "both.db");
        assert_eq!((number.as_str(), verdict.as_str()), ("10", "single source"));
        assert!(check[0].starts_with("two desks read #1 differently: anna says 9"), "{check:?}");
        assert_eq!(standing(&desk, "both.db"), "10");
        let again = desk.of("both.db").import(&[other]);
        assert_eq!(json(&again[0])["merged"]["differs"], serde_json::json!([]), "it is known by now");
    }
    let holds = all(&desk, "both.db", "SELECT id FROM figures WHERE wording = '10'").remove(0);
    let lost = all(&desk, "both.db", "SELECT id FROM figures WHERE wording = '9'").remove(0);
    let refused = desk.of("both.db").mend(&lost, &[("figure", "9")], "I saw it").expect_err("it is void");
    assert!(format!("{refused:?}").contains(&format!("tollbook amend {holds}")), "{refused:?}");
    for (number, left) in [("10", "10"), ("9", "9"), ("11", "11")] {
        copy(&desk, "both.db", "settled.db");
        let settled = desk
            .of("settled.db")
            .at("2024-02-03")
            .mend(&holds, &[("figure", number)], "seen")
            .expect("settled");
        assert!(settled.settled, "{settled:?}");
        let (printed, _, check) = answered(&desk, "settled.db");
        assert_eq!((printed.as_str(), check), (left, Vec::new()));
        assert_eq!(standing(&desk, "settled.db"), left);
        // The desks learn of it, in whatever order.
        merged(&desk, "north-learns.db", "north.db", &["settled.db"]);
        merged(&desk, "south-learns.db", "settled.db", &["south.db", "north.db"]);
        assert_eq!(
            (standing(&desk, "north-learns.db"), standing(&desk, "south-learns.db")),
            (left.into(), left.into())
        );
        // What settled it is taken back.
        desk.of("settled.db").at("2024-02-04").undo(settled.entry.expect("an entry")).expect("undone");
        assert_eq!(answered(&desk, "settled.db").2.len(), 1, "{number}");
    }
    let nothing =
        desk.of("north.db").mend("2", &[("figure", "9")], "seen").expect_err("nothing differs there");
    assert!(format!("{nothing:?}").contains("nothing about #2 would change"), "{nothing:?}");
}

#[test]
fn what_the_desks_had_before_the_merge_is_asked_for_by_its_hour() {
    let desk = differing([Some("9"), Some("10")]);
    desk.of("north.db").at("2024-02-01T12:00:00Z").import(&["south.db"]);
    let answer =
        |criteria| desk.of("north.db").answers("range", criteria, Explain::AnswerOnly).remove(0).shown;
    let before = answer(recorded_by("2024-02-01T11:30:00Z"));
    assert_eq!((before.printed.as_str(), before.check.len()), ("9", 0));
    let known = answer(known_on("2024-01-14"));
    assert_eq!((known.printed.as_str(), known.check.len()), ("10", 1), "our typing is no news of the world");
    // Of one of them nothing is left once its entry is taken back.
    let entry = all(&desk, "north.db", "SELECT max(id) FROM entry").remove(0).parse().expect("a number");
    desk.of("north.db").at("2024-02-02").undo(entry).expect("undone");
    assert_eq!(answered(&desk, "north.db"), ("9".into(), "single source".into(), Vec::new()));
}

#[test]
fn equal_readings_and_mends_of_mends_are_one_reading_each() {
    let desk = differing([Some("9"), Some("9")]);
    either_way(&desk, "north.db", "south.db");
    assert_eq!(answered(&desk, "one-other.db"), ("9".into(), "single source".into(), Vec::new()));
    // Anna looks again after Ben did.
    let desk = differing([Some("9"), Some("10")]);
    read_again(&desk, "north.db", "anna", "2", Some("12"), 13);
    either_way(&desk, "north.db", "south.db");
    let (number, _, check) = answered(&desk, "one-other.db");
    assert!(number == "12" && check[0].contains("ben says 10") && !check[0].contains(" 9 "), "{check:?}");
    assert_eq!(standing(&desk, "one-other.db"), "12");
}

#[test]
fn one_desk_may_void_what_another_mends() {
    for (readings, left) in [([None, Some("10")], "10"), ([Some("9"), None], "")] {
        let desk = differing(readings);
        either_way(&desk, "north.db", "south.db");
        assert_eq!(standing(&desk, "one-other.db"), left, "{readings:?}");
        let (_, _, check) = answered(&desk, "one-other.db");
        assert!(check[0].contains("says that it should not be there"), "{readings:?}: {check:?}");
    }
}

#[test]
fn three_desks_read_three_numbers() {
    let desk = differing([Some("9"), Some("10")]);
    copy(&desk, "north.db", "west.db");
    desk.of("west.db").at("2024-02-01T10:30:00Z").undo(2).expect("undone");
    read_again(&desk, "west.db", "cleo", "1", Some("11"), 12);
    let all_three = merged(&desk, "nsw.db", "north.db", &["south.db", "west.db"]);
    merged(&desk, "ws.db", "west.db", &["south.db"]);
    same(&all_three, &merged(&desk, "wsn.db", "ws.db", &["north.db"]), "(N<-S)<-W is (W<-S)<-N");
    // Anna's mend was taken back where Cleo works: two are left.
    let (number, _, check) = answered(&desk, "nsw.db");
    assert!(
        number == "11" && check[0].starts_with("two desks read #1 differently: ben says 10"),
        "{check:?}"
    );
    copy(&desk, "start.csv", "again.csv");
    let desk = differing([Some("9"), Some("10")]);
    desk.of("east.db").at("2024-02-01T08:30:00Z").import(&["start.csv"]);
    read_again(&desk, "east.db", "dora", "1", Some("11"), 12);
    let (number, _, check) = {
        merged(&desk, "nse.db", "north.db", &["south.db", "east.db"]);
        answered(&desk, "nse.db")
    };
    assert!(
        number == "11" && check[0].starts_with("several desks read #1 differently: anna says 9"),
        "{check:?}"
    );
}

#[test]
fn a_number_that_another_row_printed_is_not_hidden_by_a_mend() {
    let desk = Desk::new();
    let rows = [plain("a", "eight", "", ""), plain("b", "9", "", "")];
    desk.file("start.csv", format!("{HEADER}\n{}\n", rows.join("\n")));
    desk.of("north.db").at("2024-02-01T08:00:00Z").import(&["start.csv"]);
    copy(&desk, "north.db", "south.db");
    read_again(&desk, "north.db", "anna", "1", Some("9"), 10);
    read_again(&desk, "south.db", "ben", "1", Some("10"), 11);
    either_way(&desk, "north.db", "south.db");
    assert_eq!(standing(&desk, "one-other.db"), "10 9", "row b says 9");
    // A sheet that is mended too, and imported again, is the same reading.
    let desk = differing([Some("9"), Some("10")]);
    desk.file("start.csv", format!("{HEADER}\n{}\n", plain("a", "9", "", "")));
    desk.of("north.db").at("2024-02-01T12:00:00Z").import(&["start.csv"]);
    either_way(&desk, "north.db", "south.db");
    assert_eq!(standing(&desk, "one-other.db"), "10");
    // Another file is a row of its own.
    desk.file("wire.csv", format!("{HEADER}\n{}\n", plain("w", "9", "", "")));
    desk.of("north.db").at("2024-02-01T12:30:00Z").import(&["wire.csv"]);
    either_way(&desk, "north.db", "south.db");
    assert_eq!(standing(&desk, "one-other.db"), "10 9");
}

#[test]
fn a_sheet_that_says_what_does_not_hold_changes_nothing_and_is_told() {
    let desk = differing([Some("9"), Some("10")]);
    desk.file("start.csv", format!("{HEADER}\n{}\n", plain("a", "9", "", "")));
    desk.of("north.db").at("2024-02-01T12:00:00Z").import(&["start.csv", "south.db"]);
    let rows = [plain("a", "9", "", ""), plain("b", "20", "", "").replace("Body 0", "Body 1")];
    desk.file("start.csv", format!("{HEADER}\n{}\n", rows.join("\n")));
    let receipts = desk.of("north.db").at("2024-02-02").import(&["start.csv"]);
    let void = json(&receipts[0])["sheet"]["void"]["first"].clone();
    assert!(
        told(&receipts[0]).contains("void here") && void[0]["line"] == 2,
        "{}: {void}",
        told(&receipts[0])
    );
    let check =
        desk.of("north.db").answers("range", tollbook::desk::Criteria::default(), Explain::AnswerOnly);
    assert!(check.iter().any(|one| one.shown.printed.contains("10")), "ben's number holds");
}
