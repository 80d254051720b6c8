//! The first word: a search, a command mistyped, or a word that people try, by what stands in the ledger.

use crate::desk::Desk;

const HEADER: &str =
    "event,place,measure,count_type,figure,as_of,published_on,authority,publisher,definition\n";

/// A desk with one figure of each row: event, place, measure, number, authority, definition.
fn desk(rows: &[[&str; 6]]) -> Desk {
    let desk = Desk::new();
    let rows: String = rows
        .iter()
        .map(|[event, place, measure, figure, authority, definition]| {
            format!("{event},{place},{measure},total,{figure},2024-03-01,2024-03-01,{authority},Gazette,{definition}\n")
        })
        .collect();
    desk.file("x.csv", format!("{HEADER}{rows}"));
    assert_eq!(desk.run(&["import", "x.csv", "-q"]).code, Some(0));
    desk
}

#[test]
fn a_word_of_a_name_is_no_slip_of_a_finger() {
    let desk = desk(&[
        ["Oman flood", "Oman", "killed", "5", "Civil Defence", ""],
        ["Ferry fire", "Rafah", "injured", "7", "Ad Hoc Committee", ""],
        ["Ferry fire", "Lenna", "missing", "8", "Coast Guard", "read by radio"],
        ["Readville storm", "Lenna", "displaced", "9", "Coast Guard", ""],
    ]);
    for (words, found) in [
        (&["oman"][..], "Oman flood"),
        (&["ad"], "Ad Hoc Committee"),
        (&["AD", "hoc"], "Ad Hoc Committee"),
        // A beginning of four letters, two away from a command; one away it is the command that was meant.
        (&["rafa"], "Rafah"),
    ] {
        let said = desk.run(words);
        assert_eq!(said.code, Some(0), "{words:?}: {}", said.err);
        assert!(said.out.contains(found), "{words:?}: {}", said.out);
    }
    for (words, verb) in [
        (&["rea"][..], "read"),
        (&["raed", "x.txt"], "read"),
        (&["undu"], "undo"),
        (&["lost2", "x"], "list"),
        // A word of a name comes first where it is as near as a command.
        (&["flod"], "flood or log"),
    ] {
        let said = desk.run(words);
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{words:?}");
        assert!(said.err.contains(&format!("did you mean {verb}?")), "{words:?}: {}", said.err);
    }
}

#[test]
fn an_alias_is_a_name_too() {
    let desk = desk(&[["Flood", "Lenna", "killed", "5", "Civil Defence", ""]]);
    assert_eq!(desk.run(&["lsit"]).code, Some(2));
    let said = desk.run(&["amend", "event", "Flood", "--same-as", "Lsit flood", "-m", "its name", "-q"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let said = desk.run(&["lsit"]);
    assert!(!said.err.contains("did you mean"), "{}", said.err);
}

/// What a word is goes by what the desk had recorded by then, and not taken back.
#[test]
fn a_name_that_came_later_was_no_name_then() {
    let desk = Desk::new();
    for (file, event, now) in
        [("a.csv", "Flood", "2024-03-02T00:00:00Z"), ("b.csv", "Oman flood", "2024-03-04T00:00:00Z")]
    {
        let row = format!("{event},Lenna,killed,total,5,2024-03-01,2024-03-01,Civil Defence,Gazette,\n");
        desk.file(file, format!("{HEADER}{row}"));
        assert_eq!(desk.run(&["import", file, "-q", "--now", now]).code, Some(0));
    }
    assert_eq!(desk.run(&["oman"]).code, Some(0));
    let said = desk.run(&["oman", "--recorded-by", "2024-03-03"]);
    assert!(said.err.contains("did you mean man?"), "{}", said.err);
    desk.run(&["amend", "event", "Flood", "--same-as", "Lsit flood", "-m", "its name", "-q"]).with(0);
    desk.run(&["undo", "3", "-q"]).with(0);
    assert!(desk.run(&["lsit"]).err.contains("did you mean list?"));
}

#[test]
fn what_nothing_is_found_for_is_answered_with_the_command() {
    let desk = desk(&[["New York fire", "New York", "killed", "5", "Civil Defence", ""]]);
    let said = desk.run(&["new", "york"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let said = desk.run(&["new", "report"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("there is no command `new`"), "{}", said.err);
}

#[test]
fn a_mistyped_command_is_told_whatever_stands_behind_it() {
    let desk = desk(&[["Flood", "Lenna", "killed", "5", "Civil Defence", ""]]);
    for words in [
        &["improt", "x.csv", "--map", "a=b"][..],
        &["improt", "--help"],
        &["-q", "improt"],
        &["--json", "improt"],
        &["--db", "no.db", "improt"],
    ] {
        let said = desk.run(words);
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{words:?}");
        assert!(said.err.contains("did you mean import?"), "{words:?}: {}", said.err);
    }
}

#[test]
fn synonyms_stand_for_measures_unless_a_name_has_the_word() {
    let desk = desk(&[
        ["Dead Sea flood", "Dead Sea", "injured", "74", "Civil Defence", ""],
        ["Ferry fire", "Lenna", "killed", "5", "Coast Guard", ""],
        ["Ferry fire", "Lenna", "died", "6", "Clinic", ""],
        ["Ferry fire", "Lenna", "presumed_dead", "7", "Coast Guard", ""],
        ["Ferry fire", "Lenna", "injured", "8", "Clinic", "deaths not counted"],
        ["Storm", "Osk", "killed", "9", "Clinic", ""],
    ]);
    let figures = |words: &[&str]| -> Vec<String> {
        let said = desk.run(&[&["list", "figures", "--csv"], words].concat());
        said.out.lines().skip(1).filter_map(|row| row.split(',').next().map(str::to_owned)).collect()
    };
    assert_eq!(figures(&["deaths"]), ["2", "3", "6"]);
    assert_eq!(figures(&["Deaths", "lenna"]), ["2", "3"]);
    assert_eq!(figures(&["lenna deaths"]), ["2", "3"]);
    assert_eq!(figures(&["wounded"]), ["1", "5"]);
    assert_eq!(figures(&["presumed", "dead"]), ["4"]);
    assert_eq!(figures(&["dead", "flood"]), ["1"]);
    assert_eq!(figures(&["dead", "storm"]), ["6"]);
    assert_eq!(figures(&["dead", "--event", "Storm"]), ["6"]);
    assert_eq!(figures(&["killed", "deaths"]), ["2", "6"]);
    assert!(figures(&["deaths", "hurt"]).is_empty());
    for verb in ["reconcile", "timeline", "audit", "export"] {
        let said = desk.run(&[verb, "deaths", "--jsonl"]);
        assert_eq!(said.code, Some(0), "{verb}: {}", said.err);
        // What is counted beside an answer is no answer.
        let beside = |line: &str| {
            line.split_once(",\"beside\":").map_or(line.to_owned(), |(answer, _)| answer.to_owned())
        };
        let injured = said.out.lines().map(beside).find(|line| line.contains("injured"));
        assert_eq!(injured, None, "{verb}");
    }
}

#[test]
fn words_that_name_nothing_are_shown_as_a_search_finds_them() {
    let desk = desk(&[
        ["Ferry fire", "Lenna", "killed", "5", "Coast Guard", ""],
        ["Ferry fire", "Lenna", "injured", "8", "Clinic", ""],
        ["Flood", "Lenna > Osk", "killed", "9", "Clinic", ""],
    ]);
    for (words, code, found) in [
        (&["ferry"][..], 0, "Ferry fire  event"),
        (&["ferry fire"], 0, "Ferry fire  event"),
        (&["lenn"], 0, "Show one: tollbook show Lenna\n"),
        (&["ferry", "wounded"], 0, "Clinic said on 1 March 2024 that 8 people had been injured"),
        (&["osk killed"], 0, "Its figures: tollbook list figures osk killed\n"),
        (&["lenna", "killed"], 0, "Their answers: tollbook reconcile lenna killed\n"),
        (&["1"], 0, "#1: 5"),
        (&["99"], 2, "`99` names no figure"),
        (&["ferry killd"], 2, "`killed` is near"),
        (&["atlantis"], 2, "`atlantis` names no figure"),
    ] {
        let said = desk.run(&[&["show"], words].concat());
        assert_eq!(said.code, Some(code), "{words:?}: {}", said.err);
        assert!((said.out.clone() + &said.err).contains(found), "{words:?}: {}{}", said.out, said.err);
    }
}

#[test]
fn a_sentence_may_name_any_place() {
    for place in ["Île d'Orvé", "दिल्ली", "Нижний-Тагил", "O\u{2019}Hara’s Ford", "𞤀𞤣𞤤 Bend", "นนทบุรี"]
    {
        let desk = desk(&[["Delta flood", place, "killed", "25", "Coast Guard", ""]]);
        let claim = format!("The Coast Guard said 25 people were killed in {place} in the Delta flood.");
        let said = desk.run(&["check", &claim]);
        assert!(!said.err.contains("S109") && said.out.contains("25"), "{place}: {}{}", said.err, said.out);
    }
}
