//! What is printed for copy: sentences of a store, read as an editor reads them.

mod sentences;

use tollbook::desk::Criteria;
use tollbook::report::answer::Explain;

use crate::desk::Desk;

const COLUMNS: &str = "event,place,measure,count_type,figure,as_of,published_on,authority,publisher\n";

/// The sentences of a desk, in the order of their series.
fn sentences(desk: &Desk) -> Vec<String> {
    let answers = desk.answers("range", Criteria::default(), Explain::AnswerOnly);
    answers.into_iter().map(|answer| answer.sentence).collect()
}

#[test]
fn a_place_is_left_out_as_long_as_the_event_has_no_other() {
    let desk = Desk::new();
    let row = |event: &str, place: &str| {
        format!("{COLUMNS}{event},{place},killed,total,12,2021-01-10,2021-01-10,Osk Police,Wire\n")
    };
    let first = |desk: &Desk| sentences(desk)[0].clone();
    let alone = "Osk Police said on 10 January 2021 that 12 people had been killed in the Osk blast.";
    let apart = "Osk Police said on 10 January 2021 that 12 people had been killed in the Osk blast in Osk.";
    desk.file("osk.csv", row("Osk blast", "Osk"));
    desk.file("tavi.csv", row("Osk blast", "Tavi"));
    desk.import(&["osk.csv"]);
    assert_eq!(first(&desk), alone);
    desk.import(&["tavi.csv"]);
    assert_eq!(first(&desk), apart);
    desk.undo(2).expect("undone");
    assert_eq!(first(&desk), alone, "a place that was taken back is none");
    desk.file("again.csv", row("The blast of Osk", "Tavi"));
    desk.import(&["again.csv"]);
    desk.say("event", "The blast of Osk", tollbook::model::names::NameField::SameAs, "Osk blast")
        .expect("said");
    assert_eq!(first(&desk), apart, "places under all names of the event count");
    desk.void("3", "typed twice").expect("void");
    assert_eq!(first(&desk), alone, "a typing error is no place");
}

#[test]
fn a_sentence_can_be_written_in_another_language() {
    let desk = Desk::new();
    desk.file(
        "osk.csv",
        "ref,event,place,measure,count_type,figure,as_of,published_on,authority,publisher,relation,target,reason,reason_by,caveat\n\
         a,Osk blast,Osk,killed,total,20,2021-01-10,2021-01-10,Osk Police,Wire,,,,,\n\
         b,Osk blast,Osk,killed,total,at least 17,2021-01-11,2021-01-11,Osk Police,Wire,revises,a,double_count,Herald,not checked\n\
         c,Osk blast,Osk,killed,total,,,2021-01-12,Osk Mayor,Herald,disputes,b,,,\n\
         d,Tavi flood,Tavi,injured,total,3,,2021-01-12,,Wire,,,,,\n",
    );
    desk.import(&["osk.csv"]);
    let answers = desk.answers("range", Criteria::default(), Explain::AnswerOnly);
    let statements: Vec<_> = answers.iter().map(|answer| crate::books::json(&answer.statement)).collect();
    let revised = serde_json::json!({
        "template": "revised",
        "group": "people",
        "event": "the Osk blast",
        "place": null,
        "authority": "Osk Police",
        "via": null,
        "publisher": "Wire",
        "number": "at least 17",
        "value": 17,
        "days": {
            "stated_on": null, "published_on": "2021-01-11", "as_of": "2021-01-11", "period_start": null,
            "revised_on": "2021-01-11"
        },
        "before": "20",
        "reason": "double_count",
        "reason_by": "Herald",
        "caveat": "not checked",
        "reply": ["the Osk Mayor"],
        "others": []
    });
    assert_eq!(statements[0], revised);
    assert_eq!(statements[1]["template"], "own voice");
    let keys =
        |value: &serde_json::Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&statements[1]), keys(&revised), "all keys are always there");
    assert_eq!(
        (&statements[1]["authority"], &statements[1]["reply"]),
        (&serde_json::Value::Null, &serde_json::Value::Null)
    );
}

/// A range in words has a "to" of its own, and a day on which a report appeared is no day for which its number holds.
#[test]
fn the_line_of_numbers_can_be_read_one_way_only() {
    let desk = Desk::new();
    let row = |event: &str, figure: &str, as_of: &str, published: &str, by: &str| {
        format!("{event},Alba,killed,total,\"{figure}\",{as_of},{published},{by},Wire\n")
    };
    let rows = [
        row("Alba famine", "18,000 to 20,000", "2021-06-10", "2021-06-10", "Osk Mayor"),
        row("Alba famine", "3,283", "2021-06-10", "2021-06-10", "Osk Police"),
        row("Alba war", "61", "2021-06-10", "2021-06-10", "Osk Police"),
        row("Alba war", "60", "", "2021-06-08", "Osk Mayor"),
        row("Alba war", "58", "2021-06-07", "2021-06-07", "Osk Army"),
        row("Alba siege", "180-200", "2021-06-10", "2021-06-10", "Osk Mayor"),
        row("Alba siege", "32", "2021-06-10", "2021-06-10", "Osk Police"),
    ];
    desk.file("osk.csv", COLUMNS.to_owned() + &rows.concat());
    desk.import(&["osk.csv"]);
    let answers = desk.answers("range", Criteria::default(), Explain::AnswerOnly);
    let printed: Vec<String> = answers.into_iter().map(|answer| answer.shown.printed).collect();
    assert_eq!(
        printed,
        [
            "3,283; 18,000 to 20,000",
            "32 to 180-200",
            "61 (10 June 2021); 60 (published 8 June 2021); 58 (7 June 2021)"
        ]
    );
}
