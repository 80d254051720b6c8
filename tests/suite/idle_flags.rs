//! Every flag of every command: it changes something, or it is refused.

use std::fs;

use crate::desk::Desk;

/// Commands, each with a line by which it does something. What is opened is the store of `desk()`.
const LINES: [&[&str]; 34] = [
    &[],
    &["reconcile"],
    &["reconcile", "--brief"],
    &["timeline"],
    &["timeline", "--knew"],
    &["list", "figures"],
    &["list", "series"],
    &["list", "authorities"],
    &["list", "publishers"],
    &["list", "sources"],
    &["list", "events"],
    &["list", "places"],
    &["list", "groups"],
    &["list", "entries"],
    &["list", "feeds"],
    &["list", "findings"],
    &["show", "6"],
    &["show", "entry", "2"],
    &["log"],
    &["log", "6"],
    &["log", "--revisions"],
    &["audit"],
    &["check", "Nine children were killed in the Ferry fire"],
    &["read", "story.txt", "--publisher", "Gazette", "--published-on", "2024-03-02"],
    &["compare", "6", "7"],
    &["diff", "2024-03-01", "2024-03-09"],
    &["export"],
    &["answer", "rows.jsonl", "--names", "names.jsonl"],
    &["serve", "-n"],
    &["export", "--values"],
    &["verify"],
    &["completions", "fish"],
    &["man", "undo"],
    &["export", "-o", "copy.db"],
];

const READ: &str = "read story.txt --publisher Gazette --published-on 2024-03-02";

/// Commands that record.
const RECORDING: [&[&str]; 4] = [
    &["import", "more.csv"],
    &[
        "add",
        "12",
        "--event",
        "Storm",
        "--measure",
        "killed",
        "--count-type",
        "total",
        "--publisher",
        "Gazette",
        "--published-on",
        "2024-03-03",
    ],
    &["amend", "event", "Lenna flood", "--kind", "ongoing", "-m", "it goes on"],
    &["undo", "1"],
];

/// Flags of every command, each with a value that would change what is printed.
const FLAGS: [&[&str]; 10] = [
    &["--as-of", "2024-03-01"],
    &["--known-on", "2024-03-02"],
    &["--recorded-by", "2024-03-05T00:00:00Z"],
    &["--json"],
    &["--jsonl"],
    &["--csv"],
    &["-o", "out.txt"],
    &["-n"],
    &["--who", "somebody else"],
    &["-v"],
];

/// Filters, each with a value that leaves something out.
const FILTERS: [&[&str]; 11] = [
    &["ferry"],
    &["--event", "Ferry"],
    &["--place", "Osk"],
    &["--measure", "missing"],
    &["--group", "children"],
    &["--count-type", "period"],
    &["--authority", "Civil Defence"],
    &["--publisher", "Gazette"],
    &["--entry", "2"],
    &["--from", "2024-03-05"],
    &["--to", "2024-03-01"],
];

/// What is right although it changes nothing in this store.
const OTHERWISE: [(&str, &str); 6] = [
    // There is no feed, in whatever form.
    ("list feeds", "--recorded-by 2024-03-05T00:00:00Z"),
    ("list feeds", "--jsonl"),
    // It is the format that an export has without a flag.
    ("export", "--csv"),
    ("export --values", "--csv"),
    (READ, "--csv"),
    // The text names its place, and a flag is for texts that do not.
    (READ, "--place Osk"),
];

/// Every command is walked, but for help, which prints what it is asked.
#[test]
fn no_command_is_forgotten() {
    for command in
        tollbook::cli::definition().get_subcommands().filter(|command| command.get_name() != "help")
    {
        let is_walked = LINES.iter().chain(&RECORDING).any(|line| line.first() == Some(&command.get_name()));
        assert!(is_walked, "{} is not walked", command.get_name());
    }
}

const FIGURES: &str = "\
event,place,measure,group,count_type,period_start,figure,as_of,published_on,authority,publisher,title
Lenna flood,Lenna,killed,people,total,,at least 100,2024-03-01,2024-03-01,Civil Defence,Gazette,One
Lenna flood,Lenna,killed,people,total,,120,2024-03-02,2024-03-03,Civil Defence,Gazette,Two
Lenna flood,Lenna,killed,people,total,,90,2024-03-04,2024-03-04,Civil Defence,Gazette,Two
Lenna flood,Lenna,injured,people,total,,40,2024-03-01,2024-03-02,Clinic,Courier,Three
Lenna flood,Lenna,missing,people,current,,4,2024-03-02,2024-03-02,Clinic,Courier,Three
";

const LATER: &str = "\
event,place,measure,group,count_type,period_start,figure,as_of,published_on,authority,publisher,title
Ferry fire,Osk,killed,children,period,2024-03-01,7,2024-03-04,2024-03-04,Clinic,Courier,Four
Ferry fire,Osk,killed,children,period,2024-03-01,9,2024-03-04,2024-03-05,Clinic,Courier,Five
Ferry fire,Osk,injured,children,total,,5,2024-03-05,2024-03-05,Clinic,Courier,Five
Ferry fire,Osk,injured,children,total,,3,2024-03-06,2024-03-06,Clinic,Courier,Five
";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.file("x.csv", FIGURES);
    desk.file("later.csv", LATER);
    desk.file("more.csv", LATER.replace("Ferry", "Boat"));
    desk.file("story.txt", "Four people died in the Lenna flood, the Clinic said on Friday.\n");
    for (file, now) in [("x.csv", "2024-03-04T12:00:00Z"), ("later.csv", "2024-03-08T12:00:00Z")] {
        let said = desk.run(&["import", file, "-q", "--now", now]);
        assert_eq!(said.code, Some(0), "{}", said.err);
    }
    let rows = desk.run(&["export", "--rows", "-o", "rows.jsonl"]);
    assert_eq!(rows.code, Some(0), "{}", rows.err);
    desk
}

/// Everything that a command does: how it ends, what it prints, which files there are, and what is recorded.
fn done(desk: &Desk, line: &[&str]) -> (Option<i32>, String) {
    let before = desk.names();
    let said = desk.run(&[line, &["--now", "2024-03-09T12:00:00Z"]].concat());
    let mut all = format!("{:?}\n{}\n{}", said.code, said.out, said.err);
    for name in desk.names().into_iter().filter(|name| !before.contains(name)) {
        all += &name;
        fs::remove_file(desk.path(&name)).expect("a file");
    }
    (said.code, all)
}

fn is_refused(code: Option<i32>, plain: Option<i32>) -> bool {
    code == Some(2) && plain != Some(2)
}

#[test]
fn every_flag_changes_something_or_is_refused() {
    let desk = desk();
    let (mut heeded, mut idle) = (0, Vec::new());
    for line in LINES {
        let (plain, without) = done(&desk, line);
        assert_ne!(plain, Some(2), "{line:?}: {without}");
        for flag in FLAGS.iter().chain(&FILTERS) {
            if OTHERWISE.contains(&(line.join(" ").as_str(), flag.join(" ").as_str())) {
                continue;
            }
            let (code, with) = done(&desk, &[line, *flag].concat());
            if !is_refused(code, plain) {
                heeded += 1;
                if with == without {
                    idle.push(format!("{} {}", line.join(" "), flag.join(" ")));
                }
            }
        }
    }
    assert!(idle.is_empty(), "accepted, and nothing is done with it: {idle:#?}");
    assert!(heeded > 150, "{heeded}");
}

#[test]
fn every_flag_of_a_command_that_records_changes_something_or_is_refused() {
    for line in RECORDING {
        let recorded = |flag: &[&str]| {
            let desk = desk();
            let (code, done) = done(&desk, &[line, flag].concat());
            (code, done + &desk.run(&["log", "--json"]).out + &desk.run(&["list", "figures", "--csv"]).out)
        };
        let (plain, without) = recorded(&[]);
        assert_eq!(plain, Some(0), "{line:?}: {without}");
        for flag in FLAGS {
            let (code, with) = recorded(flag);
            assert!(is_refused(code, plain) || with != without, "{line:?} does nothing with {flag:?}");
        }
    }
}
