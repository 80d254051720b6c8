//! What is printed for copy: sentences of a store, read as an editor reads them.

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
