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

#[test]
fn nothing_of_the_desks_own_leaves_with_a_public_export() {
    let desk = desk();
    for args in EVERY {
        let all = given(&desk, &[args, &["--public"][..]].concat());
        let is_note = args.contains(&"--method-note");
        for (file, bytes) in &all {
            let text = String::from_utf8_lossy(bytes);
            // Why a finding was settled is what a note on method is for.
            for secret in SECRETS.iter().filter(|secret| !is_note || **secret != "acceptsecret") {
                assert!(!text.contains(secret), "{args:?}: {file} holds {secret}: {text}");
            }
        }
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
