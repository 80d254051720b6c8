//! What is held back and what is under embargo is in no output that does not ask for it, and comes back when it is released.

use std::fs;
use std::path::Path;

use tollbook::desk::Criteria;
use tollbook::desk::held::HoldTarget;
use tollbook::model::recorded::EntryId;
use tollbook::reconcile::policies;
use tollbook::report::answer::Explain;

use crate::books::{json, recorded_by};
use crate::desk::Desk;
use crate::laws::answers;

const HEADER: &str = "ref,event,place,measure,count_type,figure,as_of,published_on,authority,publisher,url,quote,note,relation,target,reason,embargo_until";

fn csv(rows: &[&str]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

const PLAIN: &str = "a,Ferry sinking,Port,killed,total,12,2024-05-01,2024-05-01,Coast guard,Wire,https://wire.example/1,,,,,,";

/// A desk with one plain figure, a held file (7,777, which revises it, and 7,171) and a figure under embargo (8,888).
pub fn desk() -> Desk {
    let desk = Desk::new();
    desk.file("plain.csv", csv(&[PLAIN]));
    desk.file(
        "held.csv",
        csv(&[
            "h,Ferry sinking,Port,killed,total,\"7,777\",2024-05-02,2024-05-02,Coast guard,Wire,https://wire.example/2,\"7,777 they said\",seven sevens,revises,a,late_reports,",
            "i,Ferry sinking,Port,injured,total,\"7,171\",2024-05-02,2024-05-02,Hospital,Wire,https://wire.example/2,,,,,,",
        ]),
    );
    desk.file(
        "embargo.csv",
        csv(&["e,Ferry sinking,Port,killed,total,\"8,888\",2024-05-03,2024-05-03,Coast guard,Wire,https://wire.example/3,,,,,,2030-05-04T06:00+02:00"]),
    );
    desk.at("2024-05-01T10:00Z").import(&["plain.csv"]);
    desk.at("2024-05-02T10:00Z").by("ana").holding("waits for the lawyer").import(&["held.csv"]);
    desk.at("2024-05-03T10:00Z").import(&["embargo.csv"]);
    desk
}

/// The numbers that nobody may see who does not ask.
pub const HIDDEN: [&str; 6] = ["7,777", "7777", "7,171", "7171", "8,888", "8888"];

/// The hidden numbers in some bytes, unpacked where they are packed.
fn seen(bytes: &[u8]) -> Vec<&'static str> {
    let text = String::from_utf8_lossy(bytes);
    HIDDEN.into_iter().filter(|number| text.contains(number)).collect()
}

/// Each command that reads, with words that it is given; an empty list: it shows no figures, or writes.
const WALKED: &[(&str, &[&[&str]])] = &[
    (
        "reconcile",
        &[
            &["--explain"],
            &["--json", "--explain"],
            &["--csv"],
            &["ferry", "--brief"],
            &["--policy", "latest"],
            &["ferry", "killed", "--breakdown"],
            &["--recorded-by", "2024-05-02T11:00Z"],
        ],
    ),
    (
        "list",
        &[
            &["figures"],
            &["figures", "--csv"],
            &["series"],
            &["authorities"],
            &["sources"],
            &["findings"],
            &["entries"],
            &["entries", "--json"],
            &["events"],
            &["places"],
            &["groups"],
            &["publishers"],
            &["asked"],
        ],
    ),
    (
        "show",
        &[
            &["Coast guard"],
            &["1"],
            &["entry", "2"],
            &["entry", "3"],
            &["ferry"],
            &["entry", "2", "--json"],
            &["e"],
            &["4"],
        ],
    ),
    (
        "timeline",
        &[
            &[],
            &["--csv"],
            &["--json"],
            &["--ascii"],
            &["ferry", "killed", "--knew"],
            &["ferry", "killed", "-o", "chart.svg"],
            &["ferry", "killed", "-o", "chart.html"],
        ],
    ),
    ("log", &[&[], &["--json"], &["--revisions"], &["1"]]),
    (
        "check",
        &[
            &["The Coast guard said that 12 people were killed in the Ferry sinking."],
            &["The Coast guard said that 15 people were killed in the Ferry sinking.", "--json"],
            &[
                "The Coast guard said that 12 people were killed in the Ferry sinking.",
                "--keep",
                "--where",
                "front",
            ],
            &["--printed", "--all"],
            &["--printed", "--all", "--json"],
            &["--printed", "--all", "--notice"],
        ],
    ),
    ("compare", &[&["1", "4"], &["1", "e"]]),
    ("audit", &[&[], &["--json"], &["--csv"]]),
    ("diff", &[&["2024-05-01", "2024-05-04"], &["2024-05-01", "2024-05-05", "--recorded", "--json"]]),
    ("verify", &[&[], &["--json"]]),
    (
        "export",
        &[
            &["--csv"],
            &["--jsonl"],
            &["--csv", "--values"],
            &["--csv", "--hxl"],
            &["-o", "out.csv"],
            &["-o", "out.jsonl"],
            &["-o", "out.csv", "--public"],
            &["--datapackage", "pack"],
            &["--datasette", "sette"],
            &["--site", "site"],
            &["--method-note", "note.md"],
            &["--corrections", "put-right.md"],
        ],
    ),
    ("import", &[&["plain.csv", "-n"], &["held.csv", "-n", "--json", "--quiet"]]),
    ("add", &[]),
    ("amend", &[]),
    ("read", &[]),
    ("undo", &[&["-n"], &["2", "-n"]]),
    ("export", &[&["--rows", "--with-texts", "-o", "rows.jsonl"]]),
    ("answer", &[&["rows.jsonl", "--names", "names.jsonl", "--explain"]]),
    ("serve", &[]), // tests/suite/web asks its pages
    ("completions", &[]),
    ("man", &[]),
    ("help", &[&["hold"]]),
];

#[test]
fn no_command_is_left_out_of_the_walk() {
    let definition = tollbook::cli::definition();
    let commands = definition.get_subcommands().filter(|command| !command.is_hide_set());
    for command in commands {
        let name = command.get_name();
        assert!(WALKED.iter().any(|(walked, _)| *walked == name), "`{name}` is not walked");
    }
}

#[test]
fn no_output_that_does_not_ask_shows_what_is_held_or_under_embargo() {
    let desk = desk();
    let mut outputs = 0;
    for (command, given) in WALKED {
        for words in *given {
            let mut args = vec![*command, "--now", "2024-05-05T10:00Z"];
            args.extend(*words);
            let said = desk.run(&args);
            let shown = seen(format!("{}\n{}", said.out, said.err).as_bytes());
            let is_asked = args.contains(&"held.csv"); // the file itself is read
            assert!(shown.is_empty() || is_asked, "{args:?} shows {shown:?}:\n{}\n{}", said.out, said.err);
            outputs += usize::from(!said.out.is_empty() || !said.err.is_empty());
        }
    }
    assert!(outputs > 40, "only {outputs} commands said anything");
    let mut files = 0;
    for path in [
        "out.csv",
        "out.jsonl",
        "note.md",
        "put-right.md",
        "chart.svg",
        "chart.html",
        "pack",
        "sette",
        "site",
    ] {
        files += look_into(&desk.path(path));
    }
    assert!(files > 15, "only {files} files were written");
    for number in HIDDEN.iter().filter(|number| !number.contains(',')) {
        let sql = format!("SELECT count(*) FROM newest_figures WHERE value = {number}");
        assert_eq!(desk.ask(&sql), "0", "{number}");
    }
}

/// Looks through a file, or all files of a folder; how many there were.
fn look_into(path: &Path) -> usize {
    if path.is_dir() {
        let entries = fs::read_dir(path).expect("a folder");
        return entries.map(|entry| look_into(&entry.expect("an entry").path())).sum();
    }
    let bytes = fs::read(path).expect("a file");
    let shown = seen(&bytes);
    assert!(shown.is_empty(), "{} shows {shown:?}", path.display());
    1
}

#[test]
fn who_asks_sees_it_with_who_holds_it_and_why() {
    let desk = desk();
    let now = ["--now", "2024-05-05T10:00Z"];
    let run = |args: &[&str]| desk.run(&[args, &now].concat());
    let held = run(&["list", "held"]).with(0);
    assert!(held.contains("7,777") && held.contains("by ana, entry 2: waits for the"), "{held}");
    assert!(!held.contains("8,888"), "{held}");
    let shown = run(&["show", "h"]).with(0);
    assert!(shown.contains("7,777") && shown.contains("by ana, entry 2: waits for the lawyer"), "{shown}");
    assert!(run(&["show", "e"]).err.contains("under embargo until 2030-05-04T06:00+02:00"));
    assert!(run(&["show", "e", "--under-embargo"]).with(0).contains("8,888"));
    let listed = run(&["list", "figures", "--under-embargo"]).with(0);
    assert!(listed.contains("8,888, embargoed") && !listed.contains("7,777"), "{listed}");
    let answer = run(&["ferry", "killed", "--under-embargo"]).with(0);
    assert!(answer.starts_with("[UNDER EMBARGO until 2030-05-04T06:00+02:00] "), "{answer}");
    let traced = run(&["ferry", "killed", "--under-embargo", "--explain"]).with(0);
    assert!(traced.contains("under embargo until"), "{traced}");
    for command in ["timeline", "audit", "export", "log"] {
        let refused = run(&[command, "--under-embargo"]);
        assert!(
            refused.code == Some(2) && refused.err.contains("--under-embargo"),
            "{command}: {}",
            refused.err
        );
    }
    assert_eq!(
        desk.ask("SELECT group_concat(status) FROM (SELECT status FROM figures ORDER BY id)"),
        "stands,held,held,embargoed"
    );
    let later = desk.run(&["ferry", "killed", "--now", "2030-05-04T04:00Z"]).with(0);
    assert!(later.contains("8,888") && !later.contains("EMBARGO"), "{later}");
    let before = desk.run(&["ferry", "killed", "--now", "2030-05-04T03:59:59Z"]).with(0);
    assert!(!before.contains("8,888"), "{before}");
    let of_then = ["ferry", "killed", "--now", "2031-01-01", "--recorded-by", "2024-05-05"];
    assert!(!desk.run(&of_then).with(0).contains("8,888"), "what the desk answered then");
}

/// An entry that is held is as one that was taken back; released it is as if it had never been held.
#[test]
fn held_is_as_if_it_were_not_there_and_released_as_if_it_had_not_been_held() {
    let desk = desk();
    let (held, open) = (desk.of("held.db"), desk.of("open.db"));
    for books in [&held, &open] {
        books.at("2024-05-01T10:00Z").import(&["plain.csv"]);
    }
    let plain = answers(&open, None);
    held.at("2024-05-02T10:00Z").holding("why").import(&["held.csv"]);
    open.at("2024-05-02T10:00Z").import(&["held.csv"]);
    let all = answers(&open, None);
    assert_eq!(answers(&held, None), plain, "held");
    assert_ne!(plain, all);
    held.at("2024-05-03T10:00Z").release(HoldTarget::Entry(EntryId(2))).expect("released");
    assert_eq!(answers(&held, None), all, "released");
    for (time, expected) in [("2024-05-01", &plain), ("2024-05-02", &plain), ("2024-05-03", &all)] {
        assert_eq!(&answers(&held, Some(time)), expected, "recorded by {time}");
    }
    held.at("2024-05-04T10:00Z").undo(3).expect("undone");
    assert_eq!(answers(&held, None), plain, "the release was taken back");
    held.at("2024-05-05T10:00Z").undo(4).expect("undone");
    assert_eq!(answers(&held, None), all, "and restored");
    held.at("2024-05-06T10:00Z").hold("a").expect("held");
    assert!(!answers(&held, None).concat().contains("\"12\""), "a figure that counted is held by itself");
    held.verify();
    open.verify();
}

/// One figure of a held entry is released; the rest stays held, with what it declares.
#[test]
fn a_figure_is_released_by_itself() {
    let desk = desk();
    desk.at("2024-05-04T10:00Z").release(HoldTarget::Figure("i".into())).expect("released");
    let all = answers(&desk, None).concat();
    assert!(all.contains("7,171") && !all.contains("7,777"), "{all}");
    assert!(
        all.contains("that 12 people had been killed"),
        "what a held figure declares does not hold: {all}"
    );
    desk.at("2024-05-05T10:00Z").release(HoldTarget::Figure("h".into())).expect("released");
    let all = answers(&desk, None).concat();
    assert!(all.contains("7,777"), "{all}");
    let refused = desk.at("2024-05-06T10:00Z").release(HoldTarget::Figure("h".into())).expect_err("refused");
    assert!(format!("{refused:?}").contains("not held"), "{refused:?}");
}

/// What stands for a held figure is held as well: the same row in another file, and what is put in its place.
#[test]
fn a_held_figure_stays_held_in_another_file_and_mended() {
    let desk = desk();
    let rows = fs::read_to_string(desk.path("held.csv")).expect("a file").replace("h,Ferry", "h2,Ferry");
    desk.file("again.csv", rows);
    desk.at("2024-05-04T10:00Z").by("ben").import(&["again.csv"]);
    let none = |desk: &Desk| {
        let all = answers(desk, None).concat();
        assert!(HIDDEN.iter().all(|number| !all.contains(number)), "{all}");
    };
    none(&desk);
    desk.at("2024-05-05T10:00Z").mend("h", &[("figure", "7171")], "misread").expect("mended");
    none(&desk);
    let held = desk.run(&["list", "held", "--csv", "--now", "2024-05-06T10:00Z"]).with(0);
    assert_eq!(held.matches("waits for the lawyer").count(), 2, "{held}");
    desk.verify();
}

/// Where a second name is wanted, the first cannot release.
#[test]
fn a_second_name_releases() {
    let desk = Desk::new();
    desk.file("plain.csv", csv(&[PLAIN]));
    desk.file("next.csv", csv(&[&PLAIN.replace("a,", "b,").replace(",12,2024-05-01,", ",14,2024-05-02,")]));
    let ana = desk.by("ana");
    ana.at("2024-05-01T10:00Z").import(&["plain.csv"]);
    let two =
        ["amend", "store", "--two-person", "on", "-m", "the editor's rule", "--now", "2024-05-01T11:00Z"];
    desk.run(&two).with(0);
    let receipts = ana.at("2024-05-02T10:00Z").import(&["next.csv"]);
    assert_eq!(json(&receipts[0])["held"], "second_name");
    assert!(!answers(&desk, None).concat().contains("\"14\""));
    let entry = HoldTarget::Entry(EntryId(3));
    let refused = ana.at("2024-05-02T11:00Z").release(entry.clone()).expect_err("refused");
    assert!(format!("{refused:?}").contains("second name"), "{refused:?}");
    desk.by("ben").at("2024-05-02T12:00Z").release(entry).expect("released");
    assert!(answers(&desk, None).concat().contains("\"14\""));
    let shown = desk.run(&["show", "b"]).with(0);
    assert!(shown.contains("by ana, entry 3") && shown.contains("by ben, entry 4"), "{shown}");
    desk.run(&["amend", "store", "--two-person", "off", "--now", "2024-05-03T10:00Z"]).with(0);
    let answered = desk.answers(policies::DEFAULT.name, Criteria::default(), Explain::AnswerOnly);
    assert_eq!(answered.len(), 1);
    let then = desk.answers(policies::DEFAULT.name, recorded_by("2024-05-02T11:30Z"), Explain::AnswerOnly);
    assert!(!json(&then[0]).to_string().contains("14"), "{then:?}");
    desk.verify();
}

/// An export has nothing of what is held; read again it answers as the store does.
#[test]
fn an_export_of_a_store_that_holds_something_answers_the_same() {
    let desk = desk();
    for name in ["out.csv", "out.jsonl"] {
        desk.export(name);
        desk.of("new.db").import(&[name]);
        assert_eq!(answers(&desk.of("new.db"), None), answers(&desk, None), "{name}");
    }
}

/// A backup and a merge carry the state; what a desk had itself without a hold stands there.
#[test]
fn a_backup_and_a_merge_carry_what_is_held() {
    let desk = desk();
    desk.run(&["export", "-o", "copy.db"]).with(0);
    desk.run(&["import", "copy.db", "--db", "other.db"]).with(0);
    for store in ["copy.db", "other.db"] {
        let run = |args: &[&str]| desk.run(&[args, &["--db", store, "--now", "2024-05-05T10:00Z"]].concat());
        let all = run(&["reconcile", "--json"]).with(0);
        assert!(HIDDEN.iter().all(|number| !all.contains(number)), "{store}: {all}");
        assert!(run(&["list", "held"]).with(0).contains("7,777"), "{store}");
        run(&["verify"]).with(0);
    }
    desk.of("own.db").at("2024-05-02T09:00Z").import(&["plain.csv"]);
    desk.of("own.db").at("2024-05-02T09:30Z").import(&["held.csv"]);
    let before = answers(&desk.of("own.db"), None);
    desk.run(&["import", "tollbook.db", "--db", "own.db"]).with(0);
    assert_eq!(answers(&desk.of("own.db"), None), before);
    desk.run(&["import", "own.db"]).with(0);
    assert_eq!(answers(&desk, None), before, "whoever merged whom");
}
