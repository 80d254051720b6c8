//! The fingerprint beside a sentence opens the answer as it was, and nothing else.

use serde_json::Value;

use crate::desk::Desk;

const HEADER: &str =
    "ref,event,place,measure,count_type,figure,as_of,published_on,authority,publisher,relation,target";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.file(
        "monday.csv",
        format!(
            "{HEADER}\n\
             dam,Orla dam collapse,Orla,killed,total,40,2024-03-03,2024-03-03,Civil Guard,Echo,,\n\
             dam2,Orla dam collapse,Orla,killed,total,46,2024-03-04,2024-03-04,Civil Guard,Echo,,\n\
             lost,Orla dam collapse,Orla,missing,current,71,2024-03-04,2024-03-04,Civil Guard,Echo,,\n"
        ),
    );
    desk.import(&["monday.csv"]);
    desk
}

fn json_of(desk: &Desk, words: &[&str]) -> Value {
    let said = desk.run(&[words, &["--json"]].concat());
    serde_json::from_str(&said.out).unwrap_or_else(|_| panic!("{words:?}: {}{}", said.out, said.err))
}

/// The answer of the dead, by some flags.
fn answer(desk: &Desk, flags: &[&str]) -> Value {
    json_of(desk, &[&["reconcile", "orla", "killed"], flags].concat())[0].clone()
}

fn fingerprint(answer: &Value) -> String {
    answer["fingerprint"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
}

#[test]
fn a_fingerprint_opens_the_answer_of_then() {
    let desk = desk();
    let questions: [&[&str]; 5] = [
        &[],
        &["--as-of", "2024-03-03"],
        &["--known-on", "2024-03-03"],
        &["--policy", "latest"],
        &["--from", "2024-03-04", "--to", "2024-03-05"],
    ];
    let before = questions.map(|flags| answer(&desk, flags));
    let revised = format!(
        "{HEADER}\nr,Orla dam collapse,Orla,killed,total,44,2024-03-06,2024-03-06,Civil Guard,NORA,revises,dam2\n"
    );
    desk.file("tuesday.csv", revised);
    desk.import(&["tuesday.csv"]);
    for (flags, then) in questions.iter().zip(&before) {
        let typed = fingerprint(then).to_uppercase();
        let opened = json_of(&desk, &["show", &typed]);
        assert_eq!(opened["answer"]["sentence"], then["sentence"], "{flags:?}");
        assert_eq!(opened["answer"]["policy"], then["policy"], "{flags:?}");
        assert_eq!((&opened["entry"], &opened["fits"]), (&1.into(), &true.into()), "{flags:?}: {opened}");
        assert_eq!(fingerprint(&opened["answer"]), fingerprint(then), "{flags:?}");
    }
    let now = answer(&desk, &[]);
    assert_ne!(now["sentence"], before[0]["sentence"]);
    assert_ne!(fingerprint(&now), fingerprint(&before[0]), "another head is another fingerprint");
    assert_eq!(
        fingerprint(&answer(&desk, &["--recorded-by", "2026-06-01T08:00:00Z"])),
        fingerprint(&before[0])
    );
}

#[test]
fn a_sentence_of_check_and_a_backup_have_the_same_fingerprint() {
    let desk = desk();
    let item = json_of(&desk, &["check", "The Orla dam collapse killed 46 people."])[0].clone();
    assert_eq!(fingerprint(&item), fingerprint(&answer(&desk, &[])));
    desk.run(&["export", "-o", "copy.db"]);
    let opened = json_of(&desk, &["--db", "copy.db", "show", &fingerprint(&item)]);
    assert_eq!(opened["answer"]["sentence"], item["write"]);
    let refused = json_of(&desk, &["check", "A third of the houses fell."])[0].clone();
    assert_eq!(refused["fingerprint"], Value::Null);
}

#[test]
fn what_is_mistyped_or_of_another_store_opens_nothing() {
    let (desk, other) = (desk(), Desk::new());
    let fingerprint = fingerprint(&answer(&desk, &[]));
    let refused = |desk: &Desk, typed: &str, says: &str| {
        let said = desk.run(&["show", typed]);
        assert!(said.code == Some(2) && said.err.contains(says), "{typed}: {}{}", said.out, said.err);
    };
    other.file(
        "one.csv",
        format!("{HEADER}\na,Flood,Derna,killed,total,9,2024-03-04,2024-03-04,Red Crescent,AP,,\n"),
    );
    other.import(&["one.csv"]);
    refused(&other, &fingerprint, "of another store, or mistyped");
    refused(&desk, "tb:", "is no fingerprint");
    refused(&desk, &fingerprint[..fingerprint.len() - 4], "tb:");
    let last = if fingerprint.ends_with('0') { "1" } else { "0" };
    let middle = fingerprint.len() - 5;
    let mut mistyped = fingerprint.clone();
    mistyped.replace_range(middle..=middle, if &fingerprint[middle..=middle] == last { "2" } else { last });
    refused(&desk, &mistyped, "tb:");
}

#[test]
fn a_pipe_has_no_fingerprints_in_its_text() {
    let desk = desk();
    for words in [&["reconcile", "orla", "killed"][..], &["check", "The Orla dam collapse killed 46 people."]]
    {
        let text = desk.run(words).out;
        assert!(!text.contains("tb:") && text.contains("46"), "{text}");
    }
    let text = desk.run(&["show", &fingerprint(&answer(&desk, &[]))]).out;
    assert!(
        text.contains("  figures        #2\n") && text.contains("the same figures answer as then"),
        "{text}"
    );
}
