//! The desk's own decisions: ranks in one question, house lines, rhythms, whom it asked, and what holds in one store alone.

use crate::desk::{Desk, csv};

/// Two bodies that differ about one war, a month apart, and a third kind of count.
pub fn desk() -> Desk {
    let desk = Desk::new();
    desk.file(
        "war.csv",
        csv(&[
            ",Osk war (exercise),Osk,killed,total,100,2024-02-20,2024-02-21,Osk Ministry,Courier,,,,",
            ",Osk war (exercise),Osk,killed,total,160,2024-03-10,2024-03-11,Osk Watch,Courier,,,,",
            ",Osk war (exercise),Osk,injured,total,300,2024-03-10,2024-03-11,Osk Ministry,Courier,,,,",
            ",Osk war (exercise),Osk,injured,total,400,2024-03-10,2024-03-11,Osk Watch,Courier,,,,",
            ",Osk war (exercise) > Port raid,Osk,killed,total,9,2024-03-09,2024-03-09,Osk Ministry,Courier,,,,",
            ",Osk war (exercise) > Port raid,Osk,killed,total,12,2024-03-09,2024-03-09,Osk Watch,Courier,,,,",
        ]),
    );
    desk.run(&["import", "war.csv", "-q", "--now", "2024-03-11T08:00:00Z"]).with(0);
    desk
}

/// Does something on 12 March 2024.
pub fn amend(desk: &Desk, args: &[&str]) -> String {
    desk.run(&[args, &["--now", "2024-03-12T08:00:00Z"]].concat()).with(0)
}

fn refused(desk: &Desk, args: &[&str]) -> String {
    let said = desk.run(&[args, &["--now", "2024-03-12T08:00:00Z"]].concat());
    assert_eq!(said.code, Some(2), "{args:?}: {}", said.out);
    assert!(said.err.contains("hint: "), "{args:?}: {}", said.err);
    said.err
}

/// What the policy `authority` answers with for some words.
fn first(desk: &Desk, words: &[&str]) -> String {
    let said = desk.run(&[&["reconcile", "--policy", "authority"], words].concat());
    let label = |line: &&str| line.trim_start().starts_with("attribution ");
    let line = said.out.lines().find(label).unwrap_or_default();
    line.trim_start().trim_start_matches("attribution").trim().to_owned()
}

const WAR: [&str; 4] = ["--event", "Osk war (exercise)", "--place", "Osk"];

/// Words that choose one series of the war.
fn of<'a>(words: &[&'a str]) -> Vec<&'a str> {
    [&WAR[2..], words].concat()
}

#[test]
fn of_ranks_the_nearest_to_the_question_holds_and_each_is_taken_back() {
    let desk = desk();
    let (killed, injured, raid) =
        (of(&["killed", "--from", "2024-03-10"]), of(&["injured"]), of(&["killed", "raid"]));
    amend(&desk, &["amend", "authority", "Osk Ministry", "--rank", "1"]);
    amend(&desk, &["amend", "authority", "Osk Watch", "--rank", "2"]);
    assert_eq!(first(&desk, &injured), "Osk Ministry");
    amend(
        &desk,
        &["amend", "authority", "Osk Watch", "--rank", "1", "--for-measure", "injured", "-m", "beds"],
    );
    amend(
        &desk,
        &["amend", "authority", "Osk Ministry", "--rank", "3", "--for-measure", "injured", "-m", "beds"],
    );
    assert_eq!(first(&desk, &injured), "Osk Watch");
    assert_eq!(first(&desk, &raid), "Osk Ministry");
    // An alias of the event, and of the authority, counts.
    let event = ["amend", "event", "Fighting in Osk", "--same-as", WAR[1]];
    assert!(refused(&desk, &event).contains("knows no event"));
    let of_event =
        ["amend", "authority", "Osk Watch", "--rank", "1", "--for-event", WAR[1], "--for-measure", "killed"];
    assert!(refused(&desk, &of_event).contains("reason"));
    amend(&desk, &[&of_event[..], &["-m", "it names them"]].concat());
    amend(&desk, &["amend", "authority", "Osk Ministry", "--rank", "2", "--for-event", WAR[1], "-m", "x"]);
    assert_eq!(first(&desk, &raid), "Osk Watch", "what is said of the war holds for what lies within it");
    let said = desk.run(&[&["reconcile"], &raid[..]].concat()).out;
    assert!(said.contains("Osk Watch: 1 for Osk war (exercise), killed (it names them)"), "{said}");
    assert!(said.contains("sources differ"), "a rank changes no verdict: {said}");
    amend(&desk, &[&of_event[..4], &["", "--for-event", WAR[1], "--for-measure", "killed"]].concat());
    assert_eq!(first(&desk, &raid), "Osk Ministry");
    assert_eq!(first(&desk, &killed), "Osk Watch", "alone in these days");
}

#[test]
fn a_question_without_a_rank_is_refused() {
    let desk = desk();
    let authority = ["amend", "authority", "Osk Watch"];
    for flags in [&["--for-event", WAR[1]], &["--for-measure", "killed"]] {
        assert!(refused(&desk, &[&authority[..], flags].concat()).contains("--rank 1"));
    }
    let rank = [&authority[..], &["--rank", "1", "-m", "x"]].concat();
    assert!(refused(&desk, &[&rank[..], &["--for-event", "Nothing"]].concat()).contains("knows no event"));
    assert!(refused(&desk, &[&rank[..], &["--for-measure", "dead"]].concat()).contains("is not a measure"));
    let event = ["amend", "event", WAR[1], "--rank", "1", "--for-measure", "killed", "-m", "x"];
    assert!(refused(&desk, &event).contains("belongs to the kind authority"));
}

#[test]
fn a_house_line_stands_beside_the_answer_and_is_over_after_its_day() {
    let desk = desk();
    let line = ["amend", "event", WAR[1], "--house-line", "Osk Watch"];
    assert!(
        refused(&desk, &[&line[..], &["-m", "x"]].concat()).contains("last day of the house line is missing")
    );
    assert!(refused(&desk, &[&line[..], &["--until", "2024-03-20"]].concat()).contains("reason"));
    let nobody = ["amend", "event", WAR[1], "--house-line", "Nobody", "--until", "2024-03-20", "-m", "x"];
    assert!(refused(&desk, &nobody).contains("knows no authority"));
    assert!(refused(&desk, &["amend", "event", WAR[1], "--until", "2024-03-20"]).contains("none is given"));
    amend(&desk, &[&line[..], &["--until", "2024-03-20", "-m", "the ministry stopped"]].concat());
    let words = [&["reconcile"], &of(&["killed", "raid"])[..]].concat();
    let asked = |more: &[&str]| desk.run(&[&words[..], more].concat()).with(1);
    let holds = "house line     Osk Watch until 20 March 2024 (the ministry stopped)";
    let over =
        |by: &str| format!("house line     over: that of Osk Watch ended with 20 March 2024 (by the {by})");
    for (more, expected) in [
        (&["--now", "2024-03-20T23:00:00Z"], holds.to_owned()),
        (&["--now", "2024-03-21T01:00:00Z"], over("clock")),
        (&["--as-of", "2024-03-20"], holds.to_owned()),
        (&["--as-of", "2024-03-21"], over("day asked for")),
        (&["--known-on", "2024-03-21"], over("day asked for")),
    ] {
        let said = asked(more);
        let flat = said.replace("\n                 ", " ");
        assert!(flat.contains(&expected) && flat.contains("sources differ"), "{more:?}: {said}");
    }
    // Both are said together, and undone together; before it was said there was none.
    let then = asked(&["--recorded-by", "2024-03-11"]);
    assert!(!then.contains("house line"), "{then}");
    amend(&desk, &["amend", "event", WAR[1], "--house-line", ""]);
    assert!(!asked(&["--now", "2024-03-13T00:00:00Z"]).contains("house line"));
    amend(&desk, &["undo"]);
    assert!(asked(&["--now", "2024-03-13T00:00:00Z"]).contains("Osk Watch until"));
    amend(&desk, &["undo", "2"]);
    assert!(!asked(&["--now", "2024-03-13T00:00:00Z"]).contains("house line"));
}

#[test]
fn a_figure_is_not_older_before_the_next_report_of_its_authority_is_due() {
    let desk = desk();
    let asked = || desk.run(&["reconcile", "killed", "--from", "2024-02-20", "--to", "2024-03-10"]).out;
    let counts = "figure         160 (10 March 2024); 100 (20 February 2024)";
    assert!(!asked().contains(counts), "19 days are more than seven");
    amend(&desk, &["amend", "authority", "Osk Ministry", "--reports", "10d"]);
    assert!(!asked().contains(counts) && !asked().contains("10d"), "it was due, and decides nothing");
    amend(&desk, &["amend", "authority", "Osk Ministry", "--reports", "monthly", "-m", "a bulletin"]);
    let said = asked().replace("\n                 ", " ");
    assert!(said.contains(counts), "{said}");
    assert!(
        said.contains("reports        Osk Ministry, monthly: its figure of 20 February 2024 counts until 22 March 2024 (a bulletin)"),
        "{said}"
    );
    let hourly = ["amend", "authority", "Osk Ministry", "--reports", "hourly"];
    assert!(refused(&desk, &hourly).contains("daily, weekly, monthly"));
    assert!(refused(&desk, &["amend", "event", WAR[1], "--reports", "daily"]).contains("kind authority"));
}

#[test]
fn a_party_that_answers_is_named_beside_the_answer() {
    let desk = desk();
    amend(&desk, &["amend", "authority", "Osk Ministry", "--party-to", WAR[1]]);
    let said = desk.run(&[&["reconcile"], &of(&["killed", "raid"])[..]].concat()).out;
    assert!(said.contains("party          Osk Ministry: a party to"), "{said}");
}

#[test]
fn days_end_in_the_zone_of_the_store_which_goes_before_that_of_a_file() {
    let desk = desk();
    let ends = || {
        let said = desk.run(&["reconcile", "--recorded-by", "2024-03-12", "--json"]);
        (said.out.contains("2024-03-12T15:59:59.999999Z"), said.err)
    };
    assert!(!ends().0);
    desk.file("tollbook.toml", "zone = 'Europe/Oslo'\n");
    assert!(ends().1.contains("Europe/Oslo, by tollbook.toml"));
    amend(&desk, &["amend", "store", "--zone", "asia/manila"]);
    let (is_there, told) = ends();
    assert!(is_there && told.contains("(in Asia/Manila, by tollbook.db)"), "{told}");
    assert!(refused(&desk, &["amend", "store", "--zone", "Norland"]).contains("no time zone"));
    assert!(refused(&desk, &["amend", "store"]).contains("--zone"));
    assert!(refused(&desk, &["amend", "event", WAR[1], "--zone", "UTC"]).contains("the store itself"));
    amend(&desk, &["amend", "store", "--zone", ""]);
    assert!(ends().1.contains("Europe/Oslo"));
}

#[test]
fn what_is_said_of_a_store_holds_in_no_other() {
    let (desk, other) = (desk(), Desk::new());
    amend(&desk, &["amend", "store", "--zone", "Asia/Manila"]);
    std::fs::copy(desk.path("tollbook.db"), other.path("theirs.db")).expect("a copy");
    other.file("one.csv", csv(&[",Fire,Osk,killed,total,1,2024-03-01,2024-03-01,Osk Watch,Courier,,,,"]));
    other.run(&["import", "one.csv", "-q", "--now", "2024-03-01T08:00:00Z"]).with(0);
    amend(&other, &["import", "theirs.db", "-q"]);
    assert!(
        other.ask("SELECT value FROM fact WHERE field = 'zone'").contains("Asia/Manila"),
        "it is carried"
    );
    let said = other.run(&["reconcile", "--recorded-by", "2024-03-12"]);
    assert!(!said.err.contains("Manila"), "{}", said.err);
    let theirs = other.run(&["reconcile", "--recorded-by", "2024-03-12", "--db", "theirs.db"]);
    assert!(theirs.err.contains("Manila"), "a copy of a store is that store: {}", theirs.err);
    other.run(&["verify"]).with(0);
    // Nor does a file of names bring it.
    desk.run(&["export", "-o", "figures.csv"]).with(0);
    let names = std::fs::read_to_string(desk.path("figures.names.csv")).unwrap_or_default();
    assert!(!names.contains("this store"), "{names}");
}

#[test]
fn whom_the_desk_asked_is_told_on_request_and_undone() {
    let desk = desk();
    let asked = ["amend", "1", "--asked", "Osk Ministry"];
    assert!(refused(&desk, &asked).contains("the day is missing"));
    assert!(refused(&desk, &["amend", "1", "--answer", "none"]).contains("who was asked"));
    assert!(refused(&desk, &[&asked[..], &["--on", "2024-03-13"]].concat()).contains("lies ahead"));
    assert!(
        refused(&desk, &["amend", "event", WAR[1], "--asked", "X", "--on", "2024-03-01"])
            .contains("one figure")
    );
    let on = [&asked[..], &["--on", "2024-03-11"]].concat();
    amend(&desk, &[&on[..], &["-m", "by telephone"]].concat());
    let again = amend(&desk, &[&on[..], &["-m", "by telephone"]].concat());
    assert!(again.contains("recorded before"), "{again}");
    amend(&desk, &[&on[..], &["--answer", "we do not comment"]].concat());
    let listed = desk.run(&["list", "asked", "--csv"]).with(0);
    assert!(listed.contains("Osk Ministry,2024-03-11,answered,we do not comment"), "{listed}");
    assert!(!listed.contains("awaited"), "what was told last: {listed}");
    let shown = desk.run(&["show", "1"]).with(0).replace("\n                 ", " ");
    assert!(shown.contains("asked Osk Ministry on 11 March 2024: no answer yet (by telephone)"), "{shown}");
    amend(&desk, &["undo"]);
    assert!(desk.run(&["list", "asked", "--csv"]).with(0).contains("awaited"));
    assert!(desk.run(&["log"]).with(0).contains("#1: asked Osk Ministry"));
    // A figure that is mended keeps what was asked about it.
    amend(&desk, &["amend", "1", "--typo", "figure=101", "-m", "misread"]);
    assert!(desk.run(&["list", "asked"]).with(0).contains("Osk Ministry"));
}

/// What two desks decided of one question: the newest holds, and the receipt tells both. A file of names brings decisions too.
#[test]
fn decisions_of_two_desks_meet_as_other_facts_do() {
    let (desk, other) = (desk(), Desk::new());
    std::fs::copy(desk.path("tollbook.db"), other.path("tollbook.db")).expect("a copy");
    let of_event = ["--for-event", WAR[1], "-m", "ours"];
    let ranked = |desk: &Desk, rank: &str, now: &str| {
        let args = ["amend", "authority", "Osk Watch", "--rank", rank, "--now", now];
        desk.run(&[&args[..], &of_event].concat()).with(0);
    };
    let lined = |desk: &Desk, who: &str, until: &str, now: &str| {
        let args = ["amend", "event", WAR[1], "--house-line", who, "--until", until, "-m", "x", "--now", now];
        desk.run(&args).with(0);
    };
    ranked(&desk, "1", "2024-03-13T08:00:00Z");
    ranked(&other, "2", "2024-03-14T08:00:00Z");
    lined(&desk, "Osk Watch", "2024-04-01", "2024-03-13T09:00:00Z");
    lined(&other, "Osk Ministry", "2024-05-01", "2024-03-14T09:00:00Z");
    lined(&desk, "Osk Watch", "2024-06-01", "2024-03-15T09:00:00Z");
    amend(&other, &["amend", "2", "--asked", "Osk Watch", "--on", "2024-03-12"]);
    std::fs::copy(other.path("tollbook.db"), desk.path("theirs.db")).expect("a copy");
    let said = desk.run(&["import", "theirs.db", "--now", "2024-03-16T08:00:00Z"]).out;
    let said = said.replace("\n                 ", " ");
    assert!(said.contains("rank of authority Osk Watch for Osk war (exercise): `1` here"), "{said}");
    assert!(said.contains("`2` holds, said last"), "{said}");
    assert!(desk.run(&["list", "asked", "--csv"]).with(0).contains("Osk Watch,2024-03-12,awaited"));
    // The line and its last day never part, though the day alone was said anew here.
    let shown = desk.run(&["show", WAR[1], "--json"]).with(0);
    assert!(shown.contains("house line Osk Watch (x); house line until 2024-06-01 (x)"), "{shown}");
    desk.run(&["verify"]).with(0);
    // What a file of names says of a question is known by it.
    let third = Desk::new();
    desk.run(&["export", "-o", "figures.csv"]).with(0);
    for file in ["figures.csv", "figures.names.csv"] {
        std::fs::copy(desk.path(file), third.path(file)).expect("a copy");
    }
    third.run(&["import", "figures.csv", "figures.names.csv", "-q"]).with(0);
    let shown = third.run(&["show", "Osk Watch", "--json"]).with(0);
    assert!(shown.contains("rank 2 for Osk war (exercise)"), "{shown}");
}

#[test]
fn who_reports_by_the_quarter_is_not_stale_before_the_next_report_is_due() {
    let desk = Desk::new();
    let row = |figure: &str, day: &str, who: &str| {
        format!(",Osk quake (exercise),Osk,killed,total,{figure},{day},{day},{who},Courier,,,,")
    };
    let rows = [row("100", "2024-01-02", "Osk Ministry"), row("90", "2024-03-10", "Osk Watch")];
    desk.file("quake.csv", csv(&rows));
    desk.run(&["import", "quake.csv", "-q", "--now", "2024-03-11T08:00:00Z"]);
    let is_stale = || desk.run(&["list", "findings", "--jsonl"]).out.contains("\"stale\"");
    assert!(is_stale());
    amend(&desk, &["amend", "authority", "Osk Ministry", "--reports", "quarterly"]);
    assert!(!is_stale());
    amend(&desk, &["amend", "authority", "Osk Ministry", "--reports", "monthly"]);
    assert!(is_stale());
}
