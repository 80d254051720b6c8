//! The forms of a page for programs are those of the commands.

use tollbook::desk::Criteria;
use tollbook::render::{csv, json};
use tollbook::report::Report;
use tollbook::report::answer::{AnswerReport, Explain};

use super::{of_data, sent};

#[test]
fn a_series_is_what_reconcile_explains() {
    let folder = tempfile::tempdir().expect("a folder");
    let books = of_data(folder.path());
    let store = books.open();
    let answers = books.answers("range", Criteria::default(), Explain::WithTrace);
    let plain = books.answers("range", Criteria::default(), Explain::AnswerOnly);
    let mut seen = 0;
    for id in 1..=answers.len() as i64 + 20 {
        let path = format!("/series/{id}.json");
        if !sent(&store, &path).starts_with('[') {
            continue;
        }
        let said = sent(&store, &path);
        let is_it = |answer: &&AnswerReport| in_json(answer) == said;
        let at = answers.iter().position(|answer| is_it(&answer));
        let at = at.unwrap_or_else(|| panic!("{path} is no answer of reconcile:\n{said}"));
        let mut rows = Vec::new();
        let mut out = csv::CsvRows::begin(&mut rows, AnswerReport::columns()).expect("rows");
        plain[at].rows().iter().try_for_each(|row| out.row(row)).expect("a row");
        out.end().expect("rows");
        assert_eq!(sent(&store, &format!("/series/{id}.csv")), String::from_utf8(rows).expect("text"));
        seen += 1;
    }
    assert_eq!(seen, answers.len());
}

fn in_json(answer: &AnswerReport) -> String {
    let mut out = Vec::new();
    json::list(&mut out, [answer]).expect("JSON");
    String::from_utf8(out).expect("text")
}

#[test]
fn a_figure_is_what_show_shows() {
    let folder = tempfile::tempdir().expect("a folder");
    let books = of_data(folder.path());
    let store = books.open();
    let figures = books.figures();
    for figure in &figures {
        let id = figure["id"].to_string();
        let said: serde_json::Value =
            serde_json::from_str(&sent(&store, &format!("/figure/{id}.json"))).expect("JSON");
        assert_eq!(said, books.figure(&id), "figure {id}");
    }
    assert!(figures.len() > 50, "{} figures", figures.len());
}
