//! Replies and statements without a number: what they do to an answer, and that they go out and come back.

use serde_json::Value;
use tollbook::desk::Criteria;
use tollbook::report::answer::Explain;

use crate::books::json;
use crate::desk::Desk;

const ROWS: &str = "\
ref,event,place,measure,count_type,figure,as_of,published_on,authority,publisher,relation,target
count,Arden blast,Arden,killed,total,300,2022-04-03,2022-04-03,Arden mayor,Wire,,
reply,Arden blast,Arden,killed,total,,,2022-04-04,Velmar Defence Ministry,Wire,disputes,count
hour,Arden blast,Arden,killed,total,No casualties were immediately reported,2022-04-03,2022-04-03,Arden Police,Wire,,
zero,Osk blast,Osk,killed,total,none,2022-04-03,2022-04-03,Osk Police,Wire,,
";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.file("rows.csv", ROWS);
    desk.import(&["rows.csv"]);
    desk
}

fn answers(desk: &Desk) -> Vec<Value> {
    desk.answers("range", Criteria::default(), Explain::WithTrace).iter().map(json).collect()
}

#[test]
fn a_reply_is_in_the_answer_and_no_reports_are_in_the_trace_alone() {
    let desk = desk();
    let answers = answers(&desk);
    let (arden, osk) = (&answers[0], &answers[1]);
    assert_eq!(arden["verdict"], "sources differ", "{arden}");
    assert_eq!((&arden["answer"]["low"], &arden["answer"]["high"]), (&300.into(), &300.into()));
    let sentence = arden["sentence"].as_str().unwrap_or_default();
    assert!(sentence.ends_with("; the Velmar Defence Ministry rejects this."), "{sentence}");
    let trace = arden["trace"].as_array().expect("a trace");
    let traced = |name: &str| trace.iter().find(|one| one["ref"] == name).expect("a figure").clone();
    assert_eq!(traced("hour")["fate"], "statement");
    assert_eq!(traced("hour")["wording"], "No casualties were immediately reported");
    assert!(traced("hour")["because"].as_str().is_some_and(|why| why.contains("3 April 2022")));
    assert_eq!(traced("reply")["because"], "it gives no number: it disputes #1");
    assert_eq!((&osk["answer"]["low"], &osk["verdict"]), (&0.into(), &"single source".into()), "{osk}");
    assert_eq!(desk.run(&["reconcile", "Arden"]).code, Some(1), "somebody should look");
    assert_eq!(json(&desk.compare(["count", "reply"]))["relation"], "disputes");
    assert!(desk.shown("count").contains("is disputed by #2"));
}

#[test]
fn replies_and_statements_go_out_and_come_back() {
    let desk = desk();
    for ending in ["csv", "jsonl"] {
        let again = Desk::new();
        again.file(&format!("again.{ending}"), desk.exported(ending));
        again.import(&[&format!("again.{ending}")]);
        assert_eq!(answers(&again), answers(&desk), "{ending}");
    }
    let merged = Desk::new();
    std::fs::copy(desk.path("tollbook.db"), merged.path("theirs.db")).expect("a copy");
    merged.import(&["theirs.db"]);
    assert_eq!(answers(&merged), answers(&desk));
}

#[test]
fn a_reply_is_added_by_hand_and_taken_back() {
    let desk = desk();
    let cells = [
        ("relation", "disputes"),
        ("target", "zero"),
        ("authority", "Osk Council"),
        ("publisher", "AP"),
        ("published_on", "2022-04-05"),
    ];
    let added = desk.add(&cells).expect("added");
    assert_eq!(answers(&desk)[1]["verdict"], "sources differ");
    desk.undo(added.entry.expect("an entry")).expect("undone");
    assert_eq!(answers(&desk)[1]["verdict"], "single source");
}

#[test]
fn a_report_that_its_publisher_withdrew_is_corrected_wherever_it_is_shown() {
    let desk = Desk::new();
    desk.file(
        "reports.csv",
        "ref,event,place,measure,count_type,figure,as_of,published_on,authority,publisher,relation,target\n\
         own,Arden quake,Arden,killed,total,18,2023-01-12,2023-01-12,IOM,IOM,,\n\
         report,Arden quake,Arden,killed,total,20,2023-01-13,2023-01-13,IOM,Watchboard,,\n\
         back,Arden quake,Arden,killed,total,,,2023-01-15,,Watchboard,retracts,report\n\
         count,Borg quake,Borg,killed,total,20,2023-01-13,2023-01-13,IOM,Watchboard,,\n\
         taken,Borg quake,Borg,killed,total,,,2023-01-15,IOM,Watchboard,retracts,count\n",
    );
    desk.import(&["reports.csv"]);
    let status = |name: &str| desk.ask(&format!("SELECT status FROM figures WHERE ref = '{name}'"));
    assert_eq!((status("report").as_str(), status("count").as_str()), ("corrected", "retracted"));
    assert_eq!(desk.figure("report")["status"], "corrected");
    assert_eq!(desk.figure("count")["status"], "retracted");
    let answers = answers(&desk);
    assert_eq!(answers[0]["answer"]["low"], 18, "what the authority had said stands again");
    assert_eq!(answers[1]["verdict"], "withdrawn");
    desk.verify();
}

#[test]
fn a_publisher_is_an_authority_as_long_as_a_figure_says_so() {
    let desk = Desk::new();
    let header = "ref,event,place,measure,count_type,figure,as_of,published_on,authority,publisher\n";
    let own = "own,Arden quake,Arden,killed,total,40,2023-01-12,2023-01-12,,Health Ministry\n";
    let elsewhere = "other,Borg quake,Borg,killed,total,7,2023-01-12,2023-01-12,Health Ministry,Wire\n";
    desk.file("own.csv", format!("{header}{own}"));
    desk.file("other.csv", format!("{header}{elsewhere}"));
    desk.import(&["own.csv"]);
    let said = || answers(&desk)[0]["sentence"].as_str().unwrap_or_default().to_owned();
    let alone = said();
    assert!(alone.contains("without naming a source"), "{alone}");
    desk.import(&["other.csv"]);
    assert!(said().starts_with("The Health Ministry said on 12 January 2023"), "{}", said());
    desk.void("other", "misread").expect("void");
    assert_eq!(said(), alone, "a typing error makes no authority");
    desk.undo(3).expect("undone");
    assert!(said().starts_with("The Health Ministry said"));
    desk.undo(2).expect("undone");
    assert_eq!(said(), alone);
}
