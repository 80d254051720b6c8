//! The forms of a page for programs are those of the commands.

use serde_json::Value;
use tollbook::desk::Criteria;
use tollbook::desk::audit::Settlement;
use tollbook::desk::brief::brief;
use tollbook::desk::log::log;
use tollbook::desk::pages::{PageOptions, page};
use tollbook::desk::reconcile::ReconcileOptions;
use tollbook::desk::show_entry::show_entry;
use tollbook::model::date::Zone;
use tollbook::model::recorded::EntryId;
use tollbook::render::{csv, json};
use tollbook::report::Report;
use tollbook::report::address::Address;
use tollbook::report::address::percent::encoded;
use tollbook::report::answer::{AnswerReport, Explain};
use tollbook::report::brief::BriefReport;

use super::{bytes, digested, of_data, sent};
use crate::books::words;

#[test]
fn a_series_is_what_reconcile_explains() {
    let folder = tempfile::tempdir().expect("a folder");
    let books = of_data(folder.path());
    let store = books.open();
    let answers = books.whole_answers("range", Criteria::default(), Explain::WithTrace);
    let plain = books.whole_answers("range", Criteria::default(), Explain::AnswerOnly);
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
        let said: Value = serde_json::from_str(&sent(&store, &format!("/figure/{id}.json"))).expect("JSON");
        assert_eq!(said, books.figure(&id), "figure {id}");
    }
    assert!(figures.len() > 50, "{} figures", figures.len());
}

/// Values as one JSON list.
fn list<T: serde::Serialize>(values: &[T]) -> String {
    let mut out = Vec::new();
    json::list(&mut out, values).expect("JSON");
    String::from_utf8(out).expect("text")
}

#[test]
fn an_event_is_what_brief_says_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = of_data(folder.path()).open();
    let options = ReconcileOptions {
        criteria: Criteria::default(),
        policy: "range".to_owned(),
        explain: Explain::AnswerOnly,
    };
    let mut briefs: Vec<BriefReport> = Vec::new();
    brief(&store, &options, &mut |report| {
        briefs.push(report.clone());
        Ok(())
    })
    .expect("briefs");
    let mut seen = 0;
    for event in briefs.chunk_by(|one, other| one.event == other.event) {
        let name = &event[0].event;
        let id = (1..500).find(|id| {
            let body = sent(&store, &format!("/event/{id}"));
            body.contains(&format!("<h1><bdi>{}</bdi></h1>", name.replace('>', "&gt;")))
        });
        let id = id.unwrap_or_else(|| panic!("{name} has no page"));
        assert_eq!(sent(&store, &format!("/event/{id}.json")), list(event), "{name}");
        seen += 1;
    }
    assert!(seen > 10, "{seen} events");
}

#[test]
fn the_log_and_an_entry_are_what_log_and_show_entry_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = of_data(folder.path()).open();
    let entries = log(&store, None, None).expect("a log").entries;
    assert_eq!(sent(&store, "/log.json"), list(&entries));
    for entry in &entries {
        let card = show_entry(&store, None, EntryId(entry.entry)).expect("an entry");
        let said: Value =
            serde_json::from_str(&sent(&store, &format!("/entry/{}.json", entry.entry))).expect("JSON");
        assert_eq!(said, serde_json::to_value(&card).expect("JSON"));
    }
}

#[test]
fn a_search_is_what_reconcile_finds() {
    let folder = tempfile::tempdir().expect("a folder");
    let books = of_data(folder.path());
    let store = books.open();
    for typed in
        ["gaza killed", "ministry", "Health gaza", "dead", "israel", "reuters children", "total", "nobody"]
    {
        let criteria = words(typed).understood(&store).expect("understood");
        let answers = books.whole_answers("range", criteria, Explain::AnswerOnly);
        let said = sent(&store, &format!("/search.json?q={}", encoded(typed)));
        assert_eq!(said, list(&answers), "{typed}");
    }
}

#[test]
fn findings_are_those_of_audit() {
    let folder = tempfile::tempdir().expect("a folder");
    let books = of_data(folder.path());
    let store = books.open();
    let digest = digested(&store);
    let address = Address::of_path("/findings.json").expect("an address");
    let made =
        page(&store, &address, &PageOptions { zone: Zone::UTC, digest: Some(&digest) }).expect("a page");
    let found = books.findings(Settlement::Open);
    assert!(!found.is_empty());
    assert_eq!(bytes(&made), list(&found));
}
