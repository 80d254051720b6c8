//! No command accepts a clock and ignores it: the commands and their clocks are those of the program's own definition.

use std::collections::BTreeSet;

use clap::{Arg, Command};

use crate::desk::Desk;
use crate::exports::values::rows;

/// Two files: the second, of a month later, names all in capitals or numbers that the first one does not have.
const EARLY: &str = "event,place,measure,count_type,figure,as_of,published_on,authority,publisher\n\
    Quake,Town,killed,total,\"9,000\",2024-01-01,2024-01-01,Red Crescent,Wire\n";
const LATE: &str = "event,place,measure,count_type,group,figure,as_of,published_on,authority,publisher,source_title\n\
    Quake,Town,killed,total,,\"9,000\",2024-01-01,2024-01-01,Red Crescent,Wire,\n\
    Quake,Town,killed,total,,\"4,321\",2024-02-01,2024-02-01,Red Crescent,Wire,\n\
    LATE flood,LATE valley,killed,total,LATE crews,5,2024-02-01,2024-02-01,LATE office,LATE post,LATE bulletin\n";

/// What stands only in answers that know the second file.
const OF_THE_SECOND: [&str; 4] = ["LATE", "4,321", "4321", "2024-02-01"];

/// The end of the month between the two.
const BETWEEN: &str = "2024-01-15";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.file("early.csv", EARLY);
    desk.file("LATE.csv", LATE);
    desk.file("LATE.txt", "The LATE flood killed 5 people, the LATE office said.");
    let early = desk.run(&["import", "early.csv", "-q", "--now", "2024-01-02T08:00:00Z"]);
    let late = ["import", "LATE.csv", "-q", "--feed", "LATE feed", "--now", "2024-02-02T08:00:00Z"];
    let late = desk.run(&late);
    let asked =
        ["amend", "3", "--asked", "LATE office", "--on", "2024-02-01", "--now", "2024-02-02T09:00:00Z"];
    let held = [
        "add",
        "8 killed",
        "--event",
        "LATE flood",
        "--count-type",
        "total",
        "--publisher",
        "LATE post",
        "--published-on",
        "2024-02-01",
        "--hold",
        "-m",
        "not yet",
        "--now",
        "2024-02-02T10:00:00Z",
    ];
    let rows = ["export", "--rows", "-o", "rows.jsonl"];
    for said in [early, late, desk.run(&asked), desk.run(&held), desk.run(&rows)] {
        assert_eq!(said.code, Some(0), "{}", said.err);
    }
    // The engine gives the family that both files speak of.
    let rows = std::fs::read_to_string(desk.path("rows.jsonl")).expect("rows");
    let of_both: Vec<&str> = rows.lines().filter(|row| row.contains("Quake")).collect();
    desk.file("rows.jsonl", of_both.join("\n"));
    desk
}

/// How a command is asked, so that it tells of the second file where it tells of figures at all. A new command stands here,
/// or the test fails.
fn asked(command: &Command) -> Vec<Vec<&str>> {
    let one = |words: &[&'static str]| vec![words.to_vec()];
    match command.get_name() {
        "import" => one(&["import", "early.csv", "-n"]),
        "add" => one(&[
            "add",
            "7 killed",
            "--event",
            "Fire",
            "--count-type",
            "total",
            "--publisher",
            "Wire",
            "--published-on",
            "2024-02-01",
            "-n",
        ]),
        "read" => one(&["read", "LATE.txt", "--jsonl"]),
        "amend" => one(&["amend", "1", "--void", "-m", "why", "-n"]),
        "undo" => one(&["undo", "-n"]),
        "show" => vec![vec!["show", "3"], vec!["show", "LATE office"], vec!["show", "Red Crescent"]],
        "log" => vec![vec!["log"], vec!["log", "1"], vec!["log", "--revisions"]],
        "compare" => one(&["compare", "1", "3", "--json"]),
        "diff" => one(&["diff", "2023-12-01", "2024-03-01"]),
        "answer" => one(&["answer", "rows.jsonl", "--names", "names.jsonl"]),
        "serve" => one(&["serve", "-n"]),
        "export" => vec![
            vec!["export"],
            vec!["export", "-o", "copy.db"],
            vec!["export", "--values"],
            vec!["export", "--values", "--jsonl"],
            vec!["export", "--values", "--public"],
        ],
        "completions" => one(&["completions", "bash"]),
        "list" => nouns(command),
        "timeline" => vec![vec!["timeline"], vec!["timeline", "quake", "--csv"], vec!["timeline", "--knew"]],
        "check" => vec![
            vec!["check", "The Quake killed 9,000 people."],
            vec!["check", "The Quake killed 9,000 people.", "--json"],
        ],
        "reconcile" => vec![vec!["reconcile", "quake"], vec!["reconcile", "quake", "--json"]],
        "audit" => one(&["audit"]),
        "man" | "verify" | "help" => vec![vec![command.get_name()]],
        other => panic!("how is `{other}` asked so that it tells of the second file?"),
    }
}

/// A list of each noun.
fn nouns(list: &Command) -> Vec<Vec<&str>> {
    let noun = list.get_positionals().find(|arg| arg.get_id() == "noun").expect("a noun");
    let values = noun.get_value_parser().possible_values().expect("nouns");
    let names: Vec<String> = values.map(|value| value.get_name().to_owned()).collect();
    names.into_iter().map(|name| vec!["list", &*Box::leak(name.into_boxed_str())]).collect()
}

/// The clocks: the flags of every command that stand under "Time".
fn clocks(program: &Command) -> Vec<String> {
    let of_time = |arg: &&Arg| arg.get_help_heading() == Some("Time");
    let long = |arg: &Arg| format!("--{}", arg.get_long().expect("a flag"));
    program.get_arguments().filter(of_time).map(long).collect()
}

fn knows_the_second(text: &str) -> bool {
    OF_THE_SECOND.iter().any(|mark| text.contains(mark))
}

#[test]
fn every_command_heeds_every_clock_or_refuses_it() {
    let (desk, program) = (desk(), tollbook::cli::definition());
    let clocks = clocks(&program);
    assert_eq!(clocks, ["--as-of", "--known-on", "--recorded-by"]);
    let (mut heeded, mut refused) = (0, 0);
    for command in program.get_subcommands() {
        for words in asked(command) {
            let without = desk.run(&words);
            assert!(without.code < Some(2), "{words:?}: {}", without.err);
            let _ = std::fs::remove_file(desk.path("copy.db"));
            for clock in &clocks {
                let said = desk.run(&[&words[..], &[clock, BETWEEN]].concat());
                if said.code == Some(2) {
                    assert!(
                        said.out.is_empty() && said.err.contains("hint: "),
                        "{words:?} {clock}: {}",
                        said.err
                    );
                    refused += 1;
                } else if words[0] == "add" && clock == "--as-of" {
                    assert!(
                        said.out.contains("15 January 2024"),
                        "for an addition it is the field: {}",
                        said.out
                    );
                } else {
                    assert!(knows_the_second(&without.out), "{words:?} cannot show that it heeds a clock");
                    assert!(!knows_the_second(&said.out), "{words:?} {clock} is ignored: {}", said.out);
                    heeded += 1;
                }
            }
        }
    }
    for clock in &clocks {
        assert_eq!(desk.run(&[clock, BETWEEN]).code, Some(2), "{clock} without a command");
    }
    assert!(heeded > 30 && refused > 20, "{heeded} heeded, {refused} refused");
}

/// Where a command takes a last day, it answers with no later one.
#[test]
fn no_later_day_than_the_last_is_answered() {
    let (desk, program) = (desk(), tollbook::cli::definition());
    let takes_days = |command: &&Command| command.get_arguments().any(|arg| arg.get_long() == Some("to"));
    let mut cut = Vec::new();
    for command in program.get_subcommands().filter(takes_days) {
        // A finding is about all of its figures; entries and names of feeds have no day.
        let about_figures =
            |words: &&Vec<&str>| !["audit", "log"].contains(&words[0]) && !words.contains(&"findings");
        for words in asked(command).iter().filter(about_figures) {
            let said = desk.run(&[&words[..], &["--to", BETWEEN]].concat());
            assert!(!knows_the_second(&said.out), "{words:?} --to {BETWEEN}: {}", said.out);
            cut.push(words[0]);
        }
    }
    for command in ["reconcile", "timeline", "diff", "list", "export"] {
        assert!(cut.contains(&command), "{command} was not asked");
    }
    let revisions = desk.run(&["log", "--revisions", "--to", BETWEEN]);
    assert!(revisions.out.contains("9,000") && !knows_the_second(&revisions.out), "{}", revisions.out);
    for verb in ["reconcile", "timeline"] {
        let later = desk.run(&[verb, "quake", "--from", BETWEEN, "--json"]);
        assert!(later.out.contains("4,321") && !later.out.contains("9,000"), "{verb}: {}", later.out);
    }
}

/// What happened to figures after their day: a report is mended, and a count is withdrawn.
const CHANGED: &str = "ref,event,place,measure,count_type,figure,as_of,published_on,authority,publisher,relation,target\n\
    wrong,Quake,Town,killed,total,90,2024-01-01,2024-01-01,Office,Wire,,\n\
    mended,Quake,Town,killed,total,9,,2024-01-03,Office,Wire,corrects,wrong\n\
    then,Quake,Town,killed,total,12,2024-01-05,2024-01-05,Office,Wire,,\n\
    camp,Quake,Camp,killed,total,40,2024-01-02,2024-01-02,Committee,Post,,\n\
    never,Quake,Camp,killed,total,,,2024-01-08,Committee,Post,retracts,camp\n";

/// Two snapshots of a feed: in the second a row is no more.
const SNAPSHOTS: [(&str, &str); 2] = [
    (
        "2024-01-02",
        "Flood,Coast,killed,total,3,2024-01-01,2024-01-01,Guard,Guard\nFlood,Coast,killed,total,5,2024-01-02,2024-01-02,Guard,Guard\n",
    ),
    ("2024-01-06", "Flood,Coast,killed,total,3,2024-01-01,2024-01-01,Guard,Guard\n"),
];

#[test]
fn an_export_answers_as_the_store_did_at_that_time() {
    let desk = Desk::new();
    desk.file("changed.csv", CHANGED);
    assert_eq!(desk.run(&["import", "changed.csv", "-q"]).code, Some(0));
    for (day, rows) in SNAPSHOTS {
        let head = "event,place,measure,count_type,figure,as_of,published_on,authority,publisher\n";
        desk.file("feed.csv", format!("{head}{rows}"));
        let said = desk.run(&["import", "feed.csv", "-q", "--feed", "guard", "--snapshot-at", day]);
        assert_eq!(said.code, Some(0), "{}", said.err);
    }
    let mut seen = BTreeSet::new();
    for clock in ["--as-of", "--known-on"] {
        for day in ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-05", "2024-01-08"] {
            let asked = answers(&desk.run(&["reconcile", "--csv", clock, day]).out);
            let said = desk.run(&["export", "-o", "then.csv", clock, day]);
            assert_eq!(said.code, Some(0), "{}", said.err);
            let said = desk.run(&["import", "then.csv", "-q", "--db", "then.db"]);
            assert_eq!(said.code, Some(0), "{}", said.err);
            assert_eq!(
                answers(&desk.run(&["reconcile", "--csv", "--db", "then.db"]).out),
                asked,
                "{clock} {day}"
            );
            let ask = ["export", "--values", clock, day];
            let values = values_of(&desk.run(&ask).out);
            assert_eq!(
                values_of(&desk.run(&[&ask[..], &["--db", "then.db"]].concat()).out),
                values,
                "{clock} {day}"
            );
            std::fs::remove_file(desk.path("then.db")).expect("the store");
            seen.insert(asked);
        }
    }
    assert!(seen.len() > 5, "{seen:?}");
}

/// The plain values but for what is a matter of the store, of figures that are exported: not void, and not gone.
fn values_of(csv: &str) -> BTreeSet<Vec<(String, String)>> {
    let is_local = |column: &str| ["id", "ref", "entry", "recorded_at"].contains(&column);
    let kept = rows(csv).into_iter().filter(|row| !["void", "gone"].contains(&row["status"].as_str()));
    kept.map(|row| row.into_iter().filter(|(column, _)| !is_local(column)).collect()).collect()
}

/// The answers that have figures: the series, and how each ends.
fn answers(csv: &str) -> Vec<[String; 4]> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let head = reader.headers().expect("a head").clone();
    let of = |row: &csv::StringRecord, name: &str| {
        row[head.iter().position(|column| column == name).expect("a column")].to_owned()
    };
    let rows = reader.records().map(|row| row.expect("a row"));
    let rows = rows.map(|row| ["place", "low", "high", "verdict"].map(|name| of(&row, name)));
    rows.filter(|row| row[3] != "no figure").collect()
}

#[test]
fn every_list_of_what_is_in_figures_asks_what_an_entry_saw() {
    let desk = desk();
    for noun in ["figures", "series", "authorities", "publishers", "sources", "events", "places", "groups"] {
        let of = |entry: &str| desk.run(&["list", noun, "--entry", entry]).out;
        assert!(knows_the_second(&of("2")) && !knows_the_second(&of("1")), "{noun}: {}", of("1"));
    }
}

#[test]
fn what_does_not_stand_is_marked_in_a_list() {
    let desk = Desk::new();
    desk.file("changed.csv", CHANGED);
    desk.run(&["import", "changed.csv", "-q"]);
    desk.run(&["amend", "then", "--void", "-m", "a slip", "-q"]);
    let listed = desk.run(&["list", "figures"]).out;
    for marked in ["90, corrected", "12, void", "40, retracted"] {
        assert!(listed.contains(marked), "{listed}");
    }
    let before = desk.run(&["list", "figures", "--known-on", "2024-01-02"]).out;
    assert!(before.contains("90") && !before.contains("corrected"), "{before}");
    let csv = desk.run(&["list", "figures", "--csv"]).out;
    assert_eq!(csv.matches(",stands,").count(), 2, "{csv}");
}

#[test]
fn a_figure_is_shown_as_the_public_knew_it() {
    let desk = desk();
    let relation = |words: &[&str]| desk.run(words).out.contains("4,321");
    assert!(relation(&["show", "1"]) && relation(&["show", "1", "--known-on", "2024-02-01"]));
    assert!(!relation(&["show", "1", "--known-on", BETWEEN]));
}

#[test]
fn a_day_is_counted_back_from_today_and_printed_as_the_day_it_was() {
    let desk = desk();
    let asked = |words: &[&str]| desk.run(&[words, &["--now", "2024-01-17T08:00:00Z"]].concat()).out;
    let two_days_ago = asked(&["reconcile", "quake", "--as-of", "2d"]);
    assert!(two_days_ago.contains("9,000") && two_days_ago.contains("as of 2024-01-15"), "{two_days_ago}");
    for words in [
        ["reconcile", "quake", "--known-on", "yesterday"],
        ["reconcile", "quake", "--recorded-by", "today"],
        ["timeline", "quake", "--to", "0d"],
        ["list", "figures", "--as-of", "Yesterday"],
    ] {
        let said = asked(&words);
        assert!(said.contains("9,000") && !knows_the_second(&said), "{words:?}: {said}");
    }
    let told =
        desk.run(&["list", "figures", "--known-on", "3d", "--to", "1d", "--now", "2024-01-17T08:00:00Z"]);
    assert_eq!(told.err, "--known-on is 2024-01-14\n--to is 2024-01-16\n");
    let said = desk.run(&["diff", "1d", "2024-02-03", "--now", "2024-01-17T08:00:00Z"]);
    assert!(said.out.contains("2024-01-16") && said.out.contains("4,321"), "{}", said.out);
    let said = desk.run(&["reconcile", "--as-of", "2 days ago"]);
    assert_eq!(said.code, Some(2), "{}", said.out);
}

#[test]
fn an_answer_says_whose_figures_chose_its_series() {
    let desk = desk();
    let said = desk.run(&["reconcile", "--authority", "late off"]).out;
    assert!(said.contains("by authority \"late off\"; the figures of others count too"), "{said}");
    let said = desk.run(&["timeline", "--publisher", "wire", "--json"]).out;
    assert!(said.contains("\"publisher\": \"wire\"") && said.contains("\"authority\": null"), "{said}");
}
