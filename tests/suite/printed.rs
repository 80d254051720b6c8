//! What we printed: kept, looked at again, signed, and what receipts say of it.

use serde_json::Value;
use tollbook::desk::printed::alarm::alarm;
use tollbook::desk::printed::list::{Notices, WorklistExtent, WorklistOptions, one, worklist};
use tollbook::model::question::Question;
use tollbook::report::worklist::{PrintedReport, PrintedTally};

use crate::books::{Books, json};
use crate::desk::Desk;

const HEADER: &str =
    "ref,event,place,measure,count_type,figure,as_of,published_on,authority,publisher,relation,target";

/// A dam and a fire, and five sentences that rest on them.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.file(
        "monday.csv",
        format!(
            "{HEADER}\n\
             dam,Orla dam collapse,Orla,killed,total,46,2024-03-04,2024-03-04,Civil Guard,Echo,,\n\
             lost,Orla dam collapse,Orla,missing,current,71,2024-03-04,2024-03-04,Civil Guard,Echo,,\n\
             fire,Nymar fire,Nymar,killed,total,60,,2024-03-04,Nymar Clinic,Echo,,\n"
        ),
    );
    desk.import(&["monday.csv"]);
    desk.file(
        "stories.csv",
        "claim,where,printed_on,url\n\
         The Orla dam collapse killed 46 people.,front,2024-03-04,https://paper.example/1\n\
         71 people are missing after the Orla dam collapse.,front,2024-03-04,\n\
         Sixty people died in the Nymar fire.,page 4,2024-03-04,\n\
         At least 43 people died in the Orla dam collapse.,page 5,2024-03-04,\n\
         The mayor was moved.,page 5,2024-03-04,\n",
    );
    desk.run(&["check", "stories.csv", "--keep"]);
    desk
}

/// A second file: the dam's toll is lowered, and the clinic takes its number back.
fn tuesday(desk: &Desk) {
    desk.file(
        "tuesday.csv",
        format!(
            "{HEADER}\n\
             dam2,Orla dam collapse,Orla,killed,total,44,2024-03-06,2024-03-06,Civil Guard,NORA,revises,dam\n\
             fire2,Nymar fire,Nymar,killed,total,,,2024-03-06,Nymar Clinic,NORA,retracts,fire\n"
        ),
    );
    desk.import(&["tuesday.csv"]);
}

fn list(books: &Books) -> (Vec<PrintedReport>, PrintedTally) {
    let options =
        WorklistOptions { extent: WorklistExtent::ToDo, notices: Notices::Drafted, ..Default::default() };
    worklist(&books.open(), &options).expect("a list")
}

fn actions(books: &Books) -> Vec<(i64, &'static str)> {
    list(books).0.iter().map(|one| (one.printed, one.action)).collect()
}

fn sign(desk: &Desk, printed: &str) -> Value {
    let said = desk.run(&["amend", "printed", printed, "--done", "-m", "mended on the page", "--json"]);
    assert_eq!(said.code, Some(0), "{}{}", said.out, said.err);
    serde_json::from_str(&said.out).expect("JSON")
}

#[test]
fn each_sentence_with_a_number_is_kept_once() {
    let desk = desk();
    assert_eq!(desk.ask("SELECT count(*) FROM printed"), "4");
    let again = desk.run(&["check", "stories.csv", "--keep", "--json"]);
    let again: Value = serde_json::from_str(&again.out).expect("JSON");
    assert_eq!((&again["entry"], &again["left_out"]), (&Value::Null, &1.into()), "{again}");
    assert!(again["kept"].as_array().is_some_and(|kept| kept.iter().all(|one| one["outcome"] == "same")));
    desk.run(&["check", "The Orla dam collapse killed 46 people.", "--keep", "--where", "page 9"]);
    assert_eq!(desk.ask("SELECT count(*) FROM printed"), "5", "another place is another sentence");
    desk.verify();
}

#[test]
fn the_worst_comes_first_and_each_rule_has_its_action() {
    let desk = desk();
    assert_eq!(actions(&desk), []);
    tuesday(&desk);
    desk.mend("lost", &[("figure", "17")], "turned round").expect("mended");
    assert_eq!(actions(&desk), [(3, "withdraw"), (2, "correct"), (1, "update")]);
    let (list, tally) = list(&desk);
    assert_eq!(tally, PrintedTally { update: 1, correct: 1, withdraw: 1, look: 0, none: 1 });
    let notices: Vec<&str> = list.iter().filter_map(|one| one.notice.as_ref()?.text.as_deref()).collect();
    assert!(
        notices[0].starts_with("WITHDRAWN: An earlier version of this report gave sixty as"),
        "{}",
        notices[0]
    );
    assert!(notices[1].contains("That was our typing error; the number was 17."), "{}", notices[1]);
    assert!(notices[2].starts_with("UPDATE: On 4 March 2024 this report gave 46 as"), "{}", notices[2]);
    assert!(!notices[2].contains("error"), "{}", notices[2]);
    assert_eq!(list[2].url.as_deref(), Some("https://paper.example/1"));
}

#[test]
fn what_the_ledger_does_not_have_is_looked_at() {
    let desk = desk();
    desk.run(&["check", "Nine people died in the Karst flood.", "--keep", "--printed-on", "2024-03-05"]);
    assert_eq!(actions(&desk), [(5, "look")]);
    assert_eq!(json(&list(&desk).0[0])["notice"]["text"], Value::Null);
}

#[test]
fn a_signature_holds_until_the_toll_moves_on() {
    let desk = desk();
    tuesday(&desk);
    sign(&desk, "1");
    assert_eq!(actions(&desk), [(3, "withdraw")]);
    desk.file(
        "relay.csv",
        format!(
            "{HEADER}\nr,Orla dam collapse,Orla,killed,total,44,2024-03-06,2024-03-07,Civil Guard,Wire,,\n"
        ),
    );
    desk.import(&["relay.csv"]);
    assert_eq!(actions(&desk), [(3, "withdraw")], "the same number again is no move");
    let more = format!(
        "{HEADER}\nm,Orla dam collapse,Orla,killed,total,47,2024-03-08,2024-03-08,Civil Guard,Wire,,\n"
    );
    desk.file("more.csv", more);
    desk.import(&["more.csv"]);
    assert_eq!(actions(&desk), [(3, "withdraw"), (1, "update")]);
    sign(&desk, "1");
    let back = format!(
        "{HEADER}\nb,Orla dam collapse,Orla,killed,total,46,2024-03-09,2024-03-09,Civil Guard,Wire,revises,m\n"
    );
    desk.file("back.csv", back);
    desk.import(&["back.csv"]);
    assert_eq!(actions(&desk), [(3, "withdraw"), (1, "look")], "the page has 47 by now");
    desk.verify();
}

#[test]
fn keeping_and_signing_are_undone_and_restored() {
    let desk = desk();
    tuesday(&desk);
    let entry = sign(&desk, "3")["entry"].as_i64().expect("an entry");
    assert_eq!(actions(&desk), [(1, "update")]);
    let undone = desk.undo(entry).expect("undone").entry.expect("an entry");
    assert_eq!(actions(&desk), [(3, "withdraw"), (1, "update")]);
    desk.undo(undone).expect("undone");
    assert_eq!(actions(&desk), [(1, "update")]);
    desk.undo(2).expect("undone");
    assert_eq!(actions(&desk), []);
    assert_eq!(alarm(&desk.open()).expect("an alarm"), None);
    desk.verify();
}

#[test]
fn only_what_needs_a_hand_is_signed_and_with_a_reason() {
    let desk = desk();
    let refused = |words: &[&str], says: &str| {
        let said = desk.run(words);
        assert!(said.code == Some(2) && said.err.contains(says), "{words:?}: {}", said.err);
    };
    refused(&["amend", "printed", "4", "--done", "-m", "x"], "nothing is to be done");
    refused(&["amend", "printed", "99", "--done", "-m", "x"], "has the number 99");
    refused(&["amend", "printed", "1", "--done"], "with a reason");
    refused(&["amend", "event", "Nymar fire", "--done", "-m", "x"], "go together");
    refused(&["check", "The mayor was moved.", "--keep"], "nothing was kept");
}

#[test]
fn receipts_say_how_many_need_a_hand_and_say_nothing_without_any() {
    let bare = Desk::new();
    bare.file(
        "one.csv",
        format!("{HEADER}\na,Flood,Derna,killed,total,9,2024-03-04,2024-03-04,Red Crescent,AP,,\n"),
    );
    let receipt = bare.run(&["import", "one.csv", "--json"]);
    assert!(!receipt.out.contains("\"printed\""), "{}", receipt.out);
    let desk = desk();
    tuesday(&desk);
    let says = "1 printed sentence to update, 1 to withdraw: tollbook check --printed";
    desk.file(
        "more.csv",
        format!("{HEADER}\na,Flood,Derna,killed,total,9,2024-03-04,2024-03-04,Red Crescent,AP,,\n"),
    );
    for words in [
        &["import", "more.csv"][..],
        &["amend", "event", "Flood", "--stale-after", "9d"],
        &["undo", "4"],
        &["diff", "2024-03-04", "2024-03-06"],
    ] {
        let out = desk.run(words).out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(out.ends_with(says), "{words:?}: {out}");
    }
    let said: Value = serde_json::from_str(&desk.run(&["undo", "-n", "--json"]).out).expect("JSON");
    assert_eq!((&said["printed"]["update"], &said["printed"]["withdraw"]), (&1.into(), &1.into()));
    let diff = desk.run(&["diff", "2024-03-04", "2024-03-06", "--json"]);
    let diff: Value = serde_json::from_str(&diff.out).expect("JSON");
    assert_eq!(diff[0]["printed"]["update"], 1);
}

#[test]
fn a_sentence_is_read_in_its_text() {
    let desk = desk();
    desk.file(
        "story.txt",
        "The Orla dam collapse was on Saturday.\n\nThe mayor wept. The death toll is 46, the Civil Guard said.\n",
    );
    let said = desk.run(&["check", "story.txt", "--keep", "--printed-on", "2024-03-04", "--where", "front"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert_eq!(desk.ask("SELECT start, end FROM printed ORDER BY id DESC LIMIT 1"), "56|99");
    let shown = json(&one(&desk.open(), 5, Question::default()).expect("one"));
    assert_eq!(shown["items"][0]["read_as"]["event"], "Orla dam collapse", "{shown}");
    tuesday(&desk);
    assert!(actions(&desk).contains(&(5, "update")));
}

#[test]
fn readers_are_told_what_was_signed_as_it_was_then() {
    let desk = desk();
    tuesday(&desk);
    desk.mend("lost", &[("figure", "17")], "the intern turned it round").expect("mended");
    desk.run(&["check", "Nine people died in the Karst flood.", "--keep", "--printed-on", "2024-03-05"]);
    for printed in ["1", "2", "3", "5"] {
        sign(&desk, printed);
    }
    let more = format!(
        "{HEADER}\nm,Orla dam collapse,Orla,killed,total,47,2024-03-08,2024-03-08,Civil Guard,Wire,,\n"
    );
    desk.file("more.csv", more);
    desk.import(&["more.csv"]);
    let said = desk.run(&["export", "--corrections", "public.md", "--who", "N. Marsh"]);
    assert_eq!(said.code, Some(2), "nothing is recorded, so that nobody is named");
    desk.run(&["export", "--corrections", "public.md"]);
    let list = std::fs::read_to_string(desk.path("public.md")).expect("a list");
    let places = ["- Withdrawal,", "- Correction,", "- Update,"].map(|what| list.find(what).expect(what));
    assert!(places.is_sorted(), "newest first: {list}");
    assert!(list.contains("lowered its toll for the Orla dam collapse to 44"), "as it was then: {list}");
    assert!(list.contains("our typing error; the number was 17."), "{list}");
    assert!(list.contains("(front, https://paper.example/1)"), "{list}");
    for secret in ["mended on the page", "intern", "tester", "47", "Karst"] {
        assert!(!list.contains(secret), "{secret}: {list}");
    }
    for words in [&["--corrections", "public.txt"][..], &["--corrections", "public.md", "Orla"]] {
        assert_eq!(desk.run(&[&["export"], words].concat()).code, Some(2), "{words:?}");
    }
}

/// What a desk printed, by what tells it apart in every store.
fn content(books: &Books) -> Vec<String> {
    let options = WorklistOptions { extent: WorklistExtent::All, ..Default::default() };
    let (list, _) = worklist(&books.open(), &options).expect("a list");
    let told = |one: &PrintedReport| {
        let signed = one.signed.as_ref().map(|signed| signed.signed_for.clone());
        let (place, signed) = (one.place.as_deref().unwrap_or_default(), signed.unwrap_or_default());
        format!("{} {place} {} {} [{signed}]", one.claim, one.printed_on, one.action)
    };
    let mut told: Vec<String> = list.iter().map(told).collect();
    told.sort();
    told
}

#[test]
fn two_desks_that_merge_have_the_same_list_whoever_merges() {
    let desk = desk();
    let copy = |from: &str, to: &str| assert!(std::fs::copy(desk.path(from), desk.path(to)).is_ok());
    copy("tollbook.db", "b.db");
    tuesday(&desk);
    sign(&desk, "1");
    let other = desk.of("b.db").at("2026-06-02T08:00:00Z");
    let run = |words: &[&str]| {
        assert_eq!(desk.run(&[&["--db", "b.db"], words].concat()).code, Some(0), "{words:?}")
    };
    other.import(&["tuesday.csv"]);
    run(&[
        "check",
        "The Orla dam collapse killed 46 people.",
        "--keep",
        "--where",
        "ours",
        "--printed-on",
        "2024-03-04",
    ]);
    run(&["amend", "printed", "3", "--done", "-m", "gone"]);
    copy("tollbook.db", "ab.db");
    copy("b.db", "ba.db");
    desk.of("ab.db").import(&["b.db"]);
    desk.of("ba.db").import(&["tollbook.db"]);
    let merged = content(&desk.of("ab.db"));
    assert_eq!(merged, content(&desk.of("ba.db")));
    assert_eq!(merged.len(), 5);
    assert_eq!(merged.iter().filter(|one| !one.ends_with("[]")).count(), 2, "{merged:#?}");
    desk.of("ab.db").import(&["b.db"]);
    assert_eq!(merged, content(&desk.of("ab.db")), "merged twice is merged once");
    desk.of("ab.db").verify();
    desk.run(&["--db", "ab.db", "export", "-o", "copy.db"]);
    assert_eq!(merged, content(&desk.of("copy.db")));
}

/// Words that still hold are to be updated once the toll is far from them, and the reason says so.
#[test]
fn a_bound_that_the_toll_left_behind_says_why_it_is_to_be_updated() {
    let desk = desk();
    desk.file(
        "friday.csv",
        format!(
            "{HEADER}\n,Orla dam collapse,Orla,killed,total,70,2024-03-08,2024-03-08,Civil Guard,Echo,,\n"
        ),
    );
    desk.import(&["friday.csv"]);
    let (found, _) = list(&desk);
    let bound = found.iter().find(|one| one.claim.starts_with("At least 43")).expect("it is on the list");
    assert_eq!(bound.action, "update");
    let because = "“at least 43” leaves room for the Civil Guard (70), and is far from it by now";
    assert_eq!(bound.because, [because]);
}
