//! What the public gets: nothing of the desk's own, and no speaker that is no office.

use tollbook::model::names::NameField;

use crate::desk::Desk;

use super::{EVERY, Given, given};

/// Words that stay in the house, each where a desk might have written it.
pub(super) const SECRETS: &[&str] = &[
    "Zebulon",      // who recorded
    "tip-sheet",    // a file
    "Quillfeather", // a speaker
    "portavoz",     // an office in a language whose words no list has
    "Ravensworth",  // who gave a reason
    "whistlenote",  // a note
    "refsecret",    // a ref
    "pathsecret",   // a path for an address
    "tailsecret",   // a quote behind its 25th word
    "acceptsecret", // why a finding was settled
    "ranksecret",   // why an authority ranks first in one question
    "linesecret",   // why the house prints one count for now
    "rhythmsecret", // why it is known how often a body reports
    "partysecret",  // why a body is taken for a party
    "sayassecret",  // why copy names somebody so
    "typosecret",   // why a figure was mended
    "voidsecret",   // why a figure was taken out
    "gonesecret",   // why a source is said to be gone
    "lawsecret",    // why a text was erased
    "bodysecret",   // whom the desk asked
    "replysecret",  // what came back
    "askedsecret",  // why it asked
    "donesecret",   // why a printed sentence was signed
    "keptsecret",   // a kept text, in words that are in no figure
    "Manila",       // where the days of this store end
];

/// What everybody may have.
const SHOWN: &[&str] =
    &["Osk Ministry", "spokesman for the army", "Osk Courier", "https://courier.example/1"];

pub(super) fn desk() -> Desk {
    let desk = Desk::new();
    let quote = format!("{} tailsecret", "word ".repeat(25).trim_end());
    let header = "ref,event,place,measure,count_type,figure,as_of,published_on,authority,speaker,publisher,title,url,quote,\
                  relation,target,reason,reason_by,note";
    let rows = [
        format!(
            "refsecret-1,Osk flood (exercise),Osk,killed,total,12,2024-03-01,2024-03-01,Osk Ministry,\
             \"Amal Quillfeather, spokesman for the army\",Osk Courier,Flood,https://courier.example/1,{quote},,,,,whistlenote"
        ),
        "refsecret-2,Osk flood (exercise),Osk,killed,total,14,2024-03-02,2024-03-02,Osk Ministry,\
         \"Amal Quillfeather, portavoz del Ministerio de Osk\",Osk Courier,\
         Flood grows,/home/x/pathsecret.pdf,,revises,refsecret-1,late_reports,Ravensworth,"
            .to_owned(),
        "refsecret-3,Osk flood (exercise),Osk,killed,total,9,2024-03-20,2024-03-20,Osk Ministry,,Osk Courier,Fewer,\
         https://courier.example/3,,,,,,"
            .to_owned(),
    ];
    desk.file("tip-sheet.csv", format!("{header}\n{}\n", rows.join("\n")));
    desk.by("Zebulon").import(&["tip-sheet.csv"]);
    desk.accept("total_fell:3,2", "acceptsecret").expect("settled");
    desk.say("authority", "Osk Ministry", NameField::SayAs, "the ministry of Osk").expect("said");
    desk
}

/// The same desk, with what it decided: each with a reason of its own.
fn decided() -> Desk {
    let desk = desk();
    let added = |measure, figure, note| {
        let of_it = [("event", "Osk flood (exercise)"), ("place", "Osk"), ("count_type", "total")];
        let who =
            [("authority", "Osk Ministry"), ("publisher", "Osk Courier"), ("published_on", "2024-03-21")];
        let cells = [&of_it[..], &who, &[("measure", measure), ("figure", figure), ("note", note)]].concat();
        desk.by("Zebulon").add(&cells).expect("added");
    };
    added("injured", "70", "keptsecret");
    added("missing", "3", "a note that the law erased");
    desk.by("Zebulon").redact("5", "note", "lawsecret").expect("erased");
    let claim = "\"14 people were killed in the Osk flood (exercise), the Osk Ministry said.\"";
    desk.file("claims.csv", format!("claim,where,printed_on\n{claim},front page,2024-03-02\n"));
    let ministry = ["amend", "authority", "Osk Ministry"];
    let event = ["amend", "event", "Osk flood (exercise)"];
    let rank = ["--rank", "1", "--for-event", "Osk flood (exercise)", "-m", "ranksecret"];
    let line = ["--house-line", "Osk Ministry", "--until", "2030-01-01", "-m", "linesecret"];
    let asked = ["amend", "3", "--asked", "bodysecret", "--on", "2024-03-02", "--answer", "replysecret"];
    for args in [
        &[&ministry[..], &rank].concat()[..],
        &[&event[..], &line].concat(),
        &[&ministry[..], &["--reports", "monthly", "-m", "rhythmsecret"]].concat(),
        &[&ministry[..], &["--party-to", "Osk flood (exercise)", "-m", "partysecret"]].concat(),
        &[&ministry[..], &["--country", "Osk", "-m", "sayassecret"]].concat(),
        &["amend", "source", "3", "--gone-on", "2024-04-01", "-m", "gonesecret"],
        &[&asked[..], &["-m", "askedsecret"]].concat(),
        &["amend", "store", "--zone", "Asia/Manila"],
        &["amend", "4", "--typo", "figure=7", "-m", "typosecret"],
        &["amend", "5", "--void", "-m", "voidsecret"],
        &["check", "claims.csv", "--keep", "-q"],
        &["amend", "printed", "1", "--done", "-m", "donesecret"],
    ] {
        let said = desk.run(&[args, &["--who", "Zebulon"]].concat());
        assert!(said.code < Some(2), "{args:?}: {}", said.err);
    }
    desk
}

/// What is handed on without a flag that says for whom: pictures, and drafts of a ClaimReview.
const HANDED_ON: &[&[&str]] = &[
    &["export", "--corrections", "out/corrections.md"],
    &["timeline", "osk", "killed", "-o", "out/chart.svg"],
    &["timeline", "osk", "killed", "--knew", "-o", "out/knew.svg"],
    &["check", "9 people were killed in the Osk flood (exercise), the Osk Ministry said", "--claimreview"],
    &[
        "check",
        "14 people were killed in the Osk flood (exercise), the Osk Ministry said",
        "--claimreview",
        "--as-of",
        "2024-03-02",
    ],
];

/// Secrets that an export for the public holds, each with where.
fn leaks(all: &[Given]) -> Vec<(String, &'static str)> {
    let in_file = |(file, bytes): &Given| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let found = SECRETS.iter().filter(|secret| text.contains(**secret));
        found.map(|secret| (file.clone(), *secret)).collect::<Vec<_>>()
    };
    all.iter().flat_map(in_file).collect()
}

#[test]
fn nothing_that_is_handed_on_holds_what_stays_in_the_house() {
    let desk = decided();
    for args in HANDED_ON {
        let out = desk.path(super::OUT);
        let _ = std::fs::remove_dir_all(&out);
        std::fs::create_dir(&out).expect("a folder");
        let said = desk.run(args);
        assert!(said.code < Some(2), "{args:?}: {}", said.err);
        let mut all = vec![("standard output".to_owned(), said.out.into_bytes())];
        super::add_files(&out, &mut all);
        assert!(all.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() > 500, "{args:?} gives something");
        assert_eq!(leaks(&all), [], "{args:?}");
    }
}

/// The test can fail: each word was planted where the store holds it, and is found there.
#[test]
fn each_secret_is_in_the_store() {
    let desk = decided();
    let cells = super::cells(&desk.path("tollbook.db"));
    let text = String::from_utf8_lossy(&cells);
    for secret in SECRETS {
        assert!(text.contains(secret), "the store lacks {secret}");
    }
    let note = given(&desk, &["export", "--method-note", "out/note.md", "--internal"]);
    let told = joined(&note);
    for told_inside in
        ["ranksecret", "linesecret", "rhythmsecret", "partysecret", "bodysecret", "replysecret"]
    {
        assert!(told.contains(told_inside), "the note for the desk lacks {told_inside}: {told}");
    }
}

#[test]
fn nothing_of_the_desks_own_leaves_with_a_public_export() {
    let desk = decided();
    for args in EVERY {
        let all = given(&desk, &[args, &["--public"][..]].concat());
        let is_note = args.contains(&"--method-note");
        // Why a finding was settled is what a note on method is for.
        let mut found = leaks(&all);
        found.retain(|(_, secret)| !is_note || *secret != "acceptsecret");
        assert_eq!(found, [], "{args:?}");
        let text = joined(&all);
        for shown in SHOWN.iter().filter(|shown| !is_note || **shown == "Osk Ministry") {
            assert!(text.contains(shown), "{args:?} lacks {shown}: {text}");
        }
        for said in ["No licence was stated", "Whom to ask is not stated"] {
            assert!(text.contains(said), "{args:?} does not say: {said}");
        }
        // The guard: the same export for the desk holds what the public does not get.
        let inside = joined(&given(&desk, &[args, &["--internal"][..]].concat()));
        let kept = INSIDE.iter().filter(|_| !is_note).filter(|secret| {
            // What figures declare of others is in no table of plain values.
            let of_tables = ["--values", "--datapackage", "--datasette"];
            let is_plain = of_tables.iter().any(|flag| args.contains(flag))
                || args.last().is_some_and(|to| to.ends_with(".xlsx"));
            !is_plain || **secret != "Ravensworth"
        });
        for secret in kept {
            assert!(inside.contains(secret), "{args:?}: the desk itself lacks {secret}");
        }
    }
    assert!(desk.exported("jsonl").contains("acceptsecret"), "the desk knows why a finding was settled");
}

/// Those of them that stand in figures.
const INSIDE: &[&str] =
    &["Quillfeather", "whistlenote", "refsecret", "pathsecret", "tailsecret", "Ravensworth"];

fn joined(all: &[Given]) -> String {
    all.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect()
}
