//! What is printed at 80 columns, and that nothing from data commands a terminal.

use unicode_width::UnicodeWidthStr;

use crate::model::question::Question;
use crate::model::recorded::FigureId;
use crate::render::style::{Fingerprints, TextStyle};
use crate::report::answer::{AnswerReport, ReportedAnswer};
use crate::report::decisions::Reasons;
use crate::report::figure::{Around, FigureReport, RelationReport, one_line};
use crate::report::life::LifeReport;
use crate::report::testing::{Ledger, OCTOBER, answer};

fn printed(write: impl Fn(&mut dyn std::io::Write) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).expect("written");
    String::from_utf8(out).expect("text")
}

fn report(ledger: &Ledger, name: &str, policy: &str, is_explained: bool) -> AnswerReport {
    let (series, question) = (ledger.series_of(name), Question::default());
    let reference =
        |id: FigureId| ledger.refs.iter().find(|(_, own)| **own == id).map(|(name, _)| name.clone());
    let (answer, question) = (&answer(&series, policy, &question), &question);
    let (findings, of_series) = (Vec::new(), is_explained.then(Vec::new));
    let reported = ReportedAnswer {
        series: &series,
        answer,
        question,
        total: None,
        findings,
        of_series,
        reasons: Reasons::Told,
    };
    AnswerReport::new(reported, &reference)
}

#[test]
fn an_answer_leads_with_its_sentence() {
    let report = report(&Ledger::read(&[OCTOBER]), "oct-deraa-sohr", "range", true);
    let shown = printed(|out| super::draw::report(out, &report, TextStyle::PIPE));
    let expected = "\
Accounts of the Deraa strike as of 25 October 2023 differ: eight Syrian army
soldiers were killed, SANA said, citing a Syrian military source; 11, according
to the Syrian Observatory for Human Rights.
  series         Deraa strike, Syria > Deraa: killed, soldiers > Syrian army,
                 total
  figure         eight to 11
  verdict        sources differ (2 separate bodies)
  attribution    Syrian military source via SANA: eight; Syrian Observatory for
                 Human Rights: 11
  as of          25 October 2023
  event          incident, by \"strike\"
  policy         range
";
    let (answer, trace) = shown.split_once("\n\n").expect("a trace");
    assert_eq!(format!("{answer}\n"), expected);
    assert!(
        trace.starts_with("id  figure") && trace.contains("eight") && trace.contains("kept: "),
        "{trace}"
    );
    assert!(shown.lines().all(|line| line.width() <= 80));
}

#[test]
fn an_answer_has_the_stable_shape() {
    let ledger = Ledger::read(&[OCTOBER]);
    let with = serde_json::to_value(report(&ledger, "oct-israel-1110", "latest", true)).expect("JSON");
    let keys =
        |value: &serde_json::Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    let expected = [
        "scope",
        "question",
        "policy",
        "answer",
        "verdict",
        "roots",
        "allow",
        "as_of",
        "published_on",
        "publishers",
        "event_kind",
        "settling_default",
        "attribution",
        "sentence",
        "statement",
        "findings",
        "beside",
        "trace",
        "finding_details",
    ];
    assert_eq!(keys(&with), expected);
    assert_eq!(
        keys(&with["scope"]),
        ["event", "place", "measure", "unit", "group", "count_type", "definition"]
    );
    assert_eq!(keys(&with["answer"]), ["low", "best", "high", "open_above", "by_convention"]);
    let of_trace = [
        "id",
        "ref",
        "authority",
        "publisher",
        "wording",
        "low",
        "high",
        "as_of",
        "published_on",
        "fate",
        "because",
    ];
    assert_eq!(keys(&with["trace"][0]), of_trace);
    assert_eq!(with["answer"]["by_convention"], serde_json::json!(["low", "high"]));
    assert_eq!(with["trace"][0]["as_of"], serde_json::Value::Null);
    let without = serde_json::to_value(report(&ledger, "oct-israel-1110", "latest", false)).expect("JSON");
    assert_eq!(keys(&without), expected[..17]);
}

#[test]
fn a_figure_shows_all_that_is_known_of_it() {
    let ledger = Ledger::read(&[OCTOBER]);
    let other = one_line(ledger.figure("oct-israel-1023"));
    let reason = Some("identification, says AFP".to_owned());
    let relations = vec![RelationReport {
        word: "revises".into(),
        detail: Some("down"),
        gap: None,
        id: ledger.refs["oct-israel-1023"],
        other,
        reason,
    }];
    let (at, who, what) = ("2023-11-10T14:30:00Z".into(), "ana".into(), "recorded".into());
    let life = vec![LifeReport { entry: 1, at, who, what }];
    let (refs, file) = (vec!["oct-israel-1110".to_owned()], Some("october-2023.csv".to_owned()));
    let around =
        Around { refs, status: "stands".into(), relations, more_relations: 0, life, file, in_text: None };
    let report = FigureReport::new(ledger.figure("oct-israel-1110"), around);
    let shown = printed(|out| super::draw::report(out, &report, TextStyle::PIPE));
    for line in [
        "#29 (oct-israel-1110): about 1,200",
        "  interval       about: compared as 1,080 to 1,320 (both ends by convention)",
        "  chain          Israeli authorities -> AFP",
        "  stated_on      2023-11-10 (the authority said it)",
        "  file           october-2023.csv:30",
    ] {
        assert!(shown.lines().any(|shown| shown == line), "{line}\n{shown}");
    }
}

#[test]
fn nothing_from_data_commands_a_terminal() {
    let hostile = "ref,event,place,measure,count_type,figure,published_on,authority,publisher,title,caveat,note\n\
        a,\"Flood\u{1b}[2J\",\"x\u{202e}y\",killed,total,8,2023-10-25,\"A\u{9b}31m\",\"P\u{2066}\",\"t\nu\",\"c\u{200b}\",\u{e0041}\n\
        b,\"Flood\u{1b}[2J\",\"x\u{202e}y\",killed,total,9,2023-10-25,\"B\u{7f}\",P,,,\n";
    let ledger = Ledger::read(&[hostile]);
    for policy in ["range", "per_authority"] {
        let report = report(&ledger, "a", policy, true);
        let figure = FigureReport::new(
            ledger.figure("a"),
            Around { refs: vec!["a\u{1b}".into()], ..Around::default() },
        );
        let shown = printed(|out| {
            super::draw::report(out, &report, TextStyle { width: 60, ..TextStyle::PIPE })?;
            super::draw::report(out, &figure, TextStyle::PIPE)
        });
        let is_bad =
            |c: char| (c.is_control() && c != '\n') || "\u{202e}\u{2066}\u{200b}\u{e0041}".contains(c);
        assert!(!shown.contains(is_bad), "{shown:?}");
        assert!(shown.contains("␛[2J") && shown.contains("\\u{202e}") && shown.contains("t⏎u"), "{shown}");
    }
}

#[test]
fn a_screen_shows_the_fingerprint_of_a_sentence_below_it() {
    let ledger = Ledger::read(&[OCTOBER]);
    let report = AnswerReport {
        fingerprint: Some("tb:04a1".into()),
        ..report(&ledger, "oct-deraa-sohr", "range", false)
    };
    let drawn = |fingerprints| {
        let style = TextStyle { fingerprints, ..TextStyle::PIPE };
        printed(|out| super::draw::report(out, &report, style))
    };
    assert!(drawn(Fingerprints::Shown).contains("\n  fingerprint    tb:04a1\n  series"));
    assert!(!drawn(Fingerprints::LeftOut).contains("tb:"));
}
