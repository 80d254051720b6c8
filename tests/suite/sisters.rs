//! Series that count the same people by another measure or definition stand beside an answer, and in one paragraph.

use serde_json::Value;

use crate::desk::Desk;

const HEAD: &str = "ref,event,place,measure,group,count_type,definition,figure,as_of,published_on,authority,publisher,part_of\n";

/// Rows of one ferry, one mine and what is no sister of either.
const ROWS: &[&str] = &[
    "k,Ferry sinking,Lenna Bay,killed,,total,,12,2021-05-02,2021-05-02,Coast Guard,Wire,",
    "d,Ferry sinking,Lenna Bay,died,,total,,at least 14,2021-05-03,2021-05-03,Lenna Hospital,Wire,",
    "i,Ferry sinking,Lenna Bay,killed,,total,identified_only,9,2021-05-03,2021-05-03,Coast Guard,Wire,",
    "m,Ferry sinking,Lenna Bay,missing,,current,,30,2021-05-02,2021-05-02,Coast Guard,Wire,",
    "h,Ferry sinking,Lenna Bay,injured,,total,,5,2021-05-02,2021-05-02,Coast Guard,Wire,",
    "c,Ferry sinking,Lenna Bay,injured,children,total,,2,2021-05-02,2021-05-02,Coast Guard,Wire,",
    "o,Ferry sinking,Harbour,injured,,total,,1,2021-05-02,2021-05-02,Coast Guard,Wire,",
    "a,Mine collapse,Pit,killed,,total,,7,2021-06-01,2021-06-01,Mine Office,Post,",
    "b,Mine collapse,Pit,presumed_dead,,total,,3,2021-06-01,2021-06-01,Mine Office,Post,a",
];

fn desk() -> Desk {
    let desk = Desk::new();
    desk.file("rows.csv", format!("{HEAD}{}\n", ROWS.join("\n")));
    let said = desk.run(&["import", "rows.csv", "-q"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    desk
}

fn json(desk: &Desk, words: &[&str]) -> Vec<Value> {
    let said = desk.run(&[words, &["--json"]].concat());
    serde_json::from_str(&said.out).unwrap_or_else(|_| panic!("{}{}", said.out, said.err))
}

/// The sisters of each answer: measure, definition, low.
fn beside(answers: &[Value]) -> Vec<String> {
    let sister = |one: &Value| {
        let definition = one["definition"].as_str().map(|words| format!(" {words}")).unwrap_or_default();
        format!("{}{definition} {}", one["measure"].as_str().expect("a measure"), one["low"])
    };
    let of = |answer: &Value| {
        let sisters: Vec<String> = answer["beside"].as_array().expect("a list").iter().map(sister).collect();
        sisters.join(", ")
    };
    answers.iter().map(of).collect()
}

#[test]
fn an_answer_names_the_series_that_differ_in_measure_or_definition_only() {
    let desk = desk();
    let killed = "killed 12, killed identified_only 9, died 14, injured 5";
    for words in [
        &["reconcile", "--event", "ferry", "--place", "lenna", "--measure", "killed"][..],
        &["reconcile", "lenna", "killed"],
        &["reconcile", "ferry", "lenna", "killed", "--authority", "coast"],
    ] {
        let found = beside(&json(&desk, words));
        let expected: Vec<String> = ["killed 12", "killed identified_only 9"]
            .iter()
            .map(|own| {
                let others = killed.split(", ").filter(|sister| sister != own);
                others.collect::<Vec<_>>().join(", ")
            })
            .collect();
        assert_eq!(found, expected, "{words:?}");
    }
    let sisters = json(&desk, &["reconcile", "presumed"]);
    let keys: Vec<&String> = sisters[0]["beside"][0].as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["measure", "definition", "low", "best", "high", "verdict", "as_of", "sentence"]);
    let missing = json(&desk, &["reconcile", "missing"]);
    assert_eq!(beside(&missing), [""], "a current count is no sister of totals");
    let children = json(&desk, &["reconcile", "children"]);
    assert_eq!(beside(&children), [""], "another group is no sister");
    let text = desk.run(&["reconcile", "presumed"]).out;
    assert!(text.contains("beside         killed: 7 (single source, 1 June 2021)"), "{text}");
}

#[test]
fn sisters_are_the_same_however_many_series_are_asked_for() {
    let desk = desk();
    let all = json(&desk, &["reconcile"]);
    for answer in &all {
        let scope = &answer["scope"];
        let name = |key: &str| scope[key].as_str().expect("a name").to_owned();
        let words = [
            "reconcile",
            "--event",
            &name("event"),
            "--place",
            &name("place"),
            "--measure",
            &name("measure"),
        ];
        let alone = json(&desk, &words);
        let same = alone.iter().find(|one| one["scope"] == *scope).expect("the same series");
        assert_eq!(same["beside"], answer["beside"], "{scope}");
    }
    assert!(all.iter().filter(|answer| answer["beside"] != Value::Array(Vec::new())).count() > 4, "{all:?}");
}

#[test]
fn a_sister_is_asked_the_same_question() {
    let desk = desk();
    let early = json(&desk, &["reconcile", "lenna", "killed", "--as-of", "2021-05-02"]);
    assert_eq!(beside(&early)[0], "injured 5", "what is not known yet stands beside nothing");
}

#[test]
fn a_paragraph_tells_all_measures_and_adds_nothing() {
    let desk = desk();
    let briefs = json(&desk, &["reconcile", "lenna", "killed", "--brief"]);
    let [brief] = briefs.as_slice() else { panic!("{briefs:?}") };
    assert_eq!(
        (brief["event"].as_str(), brief["place"].as_str()),
        (Some("Ferry sinking"), Some("Lenna Bay"))
    );
    let paragraph = brief["paragraph"].as_str().expect("a paragraph");
    let told = ["12 people had been killed", "14 people", "30 people were missing", "5 people", "2 children"];
    let place = |words: &&str| paragraph.find(*words).unwrap_or_else(|| panic!("{words}: {paragraph}"));
    let places: Vec<usize> = told.iter().map(place).collect();
    assert!(places.is_sorted(), "{paragraph}");
    assert!(paragraph.ends_with("It was not stated whether the missing are among the dead."), "{paragraph}");
    let series = brief["series"].as_array().expect("answers").iter();
    let measures: Vec<&Value> = series.map(|one| &one["scope"]["measure"]).collect();
    assert_eq!(measures, ["killed", "killed", "died", "missing", "injured", "injured"]);
    let mine = desk.run(&["reconcile", "mine", "--brief"]).out.replace('\n', " ");
    assert!(mine.trim().ends_with("Those presumed dead are counted among the dead."), "{mine}");
    assert!(!mine.contains("verdict") && !mine.contains("policy"), "{mine}");
}

#[test]
fn a_paragraph_is_no_table() {
    let said = desk().run(&["reconcile", "--brief", "--csv"]);
    assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{}", said.err);
}

/// The older count is answered with what its authority says by now; not so before it said it, and not the other way round.
#[test]
fn an_answer_names_the_count_that_its_authority_took_up() {
    let desk = Desk::new();
    let rows = [
        "a,Island hurricane,Lenna,killed,,total,,64,2017-12-09,2017-12-09,Government,Wire,",
        "b,Island hurricane,Lenna,died,,total,,\"2,975\",2018-02-28,2018-08-28,Government,Wire,",
        "c,Island hurricane,Lenna,injured,,total,,90,2018-02-28,2018-08-28,Government,Wire,",
        "d,Island flood,Lenna,killed,,total,,12,2018-02-28,2018-02-28,Coast Guard,Wire,",
        "e,Island flood,Lenna,died,,total,,14,2018-03-01,2018-03-01,Lenna Hospital,Wire,",
    ];
    desk.file("rows.csv", format!("{HEAD}{}\n", rows.join("\n")));
    desk.import(&["rows.csv"]);
    let codes = |words: &[&str]| -> Vec<Value> {
        let answers = json(&desk, &[&["reconcile"], words].concat());
        answers.iter().map(|answer| answer["findings"].clone()).collect()
    };
    let adopted = serde_json::json!(["adopted"]);
    let none = serde_json::json!([]);
    assert_eq!(codes(&["hurricane", "killed"]), [adopted]);
    for words in [
        &["hurricane", "died"][..],
        &["hurricane", "injured"],
        &["flood", "killed"],
        &["hurricane", "killed", "--known-on", "2018-08-27"],
    ] {
        assert_eq!(codes(words), std::slice::from_ref(&none), "{words:?}");
    }
    let text = desk.run(&["reconcile", "hurricane", "killed"]).out;
    assert!(text.contains("  adopted        Government has 64 (#1, as of 9 December 2017)"), "{text}");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("gives another count: 2,975 (#2, as of 28 February 2018) (died)"), "{text}");
}
