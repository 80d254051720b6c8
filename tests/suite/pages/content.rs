//! What stands on each kind of page: the sentence of an answer, and beside every number who says it, for which day, and how
//! far the sources agree.

use std::collections::{BTreeMap, BTreeSet};

use tollbook::desk::Criteria;
use tollbook::report::answer::{AnswerReport, Explain};

use super::crawl::reached;
use super::{digested, of_data, sent};

/// A text as a page holds it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// What a page that shows an answer has to hold of it.
fn held(answer: &AnswerReport) -> Vec<String> {
    let shown = &answer.shown;
    let number = if shown.printed.is_empty() { &shown.no_number } else { &shown.printed };
    let day = match (shown.as_of.as_str(), answer.attribution.as_str()) {
        ("", "") => "",
        ("", _) => "not stated",
        (day, _) => day,
    };
    let held = [number.as_str(), answer.verdict.as_str(), answer.attribution.as_str(), day].map(escaped);
    held.into_iter().filter(|text| !text.is_empty()).collect()
}

/// The numbers of the series, by what they count.
fn series(books: &crate::books::Books) -> BTreeMap<String, i64> {
    let store = books.open();
    let heading = |id: i64| {
        let said = sent(&store, &format!("/series/{id}.json"));
        let said: serde_json::Value = serde_json::from_str(&said).expect("JSON");
        said[0]["scope"].is_object().then(|| said[0]["scope"].to_string())
    };
    (1..200).filter_map(|id| Some((heading(id)?, id))).collect()
}

#[test]
fn a_page_says_who_when_and_how_far_they_agree_beside_every_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    let books = of_data(folder.path());
    let (store, numbers) = (books.open(), series(&books));
    let answers = books.answers("range", Criteria::default(), Explain::AnswerOnly);
    for answer in answers.iter().filter(|answer| answer.verdict != "no figure") {
        let scope = serde_json::to_value(&answer.scope).expect("JSON").to_string();
        let id = numbers.get(&scope).unwrap_or_else(|| panic!("{scope} has no page"));
        let own = sent(&store, &format!("/series/{id}"));
        assert!(own.contains(&escaped(&answer.sentence)), "series {id}: {}", answer.sentence);
        let paths = [format!("/series/{id}"), of_kind(&own, "/event/"), of_kind(&own, "/place/")];
        for path in paths.iter().filter(|path| !path.is_empty()) {
            let body = sent(&store, path);
            for text in held(answer) {
                assert!(body.contains(&text), "{path} does not say {text}");
            }
        }
    }
    assert!(answers.len() > 30, "{} answers", answers.len());
}

/// The first link of a page that begins so; empty where there is none.
fn of_kind(body: &str, begins: &str) -> String {
    let found = body.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let mut found = found.filter(|link| link.starts_with(begins));
    found.next().unwrap_or_default().to_owned()
}

/// Where sources differ, all of them are cited; and a report without an address is said to have none.
#[test]
fn what_is_there_to_copy_cites_every_side_of_a_difference() {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, mut seen) = (of_data(folder.path()).open(), 0);
    for (path, body) in reached(&store, &digested(&store)) {
        let Some(rows) = body.split("id=\"sides\"").nth(1).and_then(|rest| rest.split("</table>").next())
        else {
            continue;
        };
        let sides = rows.matches("<tr ").count() - 1;
        let linked = rows.matches(" rel=\"noreferrer external\"").count() + rows.matches("(no link)").count();
        assert_eq!(linked, sides, "{path}: a report has a link, or is said to have none");
        let copied = body.split("<textarea id=\"citation\"").nth(1).and_then(|rest| rest.split("</").next());
        let cited = copied.expect("a citation").matches("[figure ").count();
        assert_eq!(cited, sides, "{path}");
        seen += usize::from(sides > 1);
    }
    assert!(seen > 2, "{seen} series have several sides");
}

/// Columns that say who answers for a figure, for which day it holds, and what is to be known of it.
const WHO: [&str; 3] = ["Who says so", "Authority (publisher)", "Authority"];
const WHEN: [&str; 3] = ["As of", "Published", "Report"];
const HOW: [&str; 5] = ["Verdict", "Status", "What became of it", "Remark", "Report"];

#[test]
fn beside_every_figure_stand_its_authority_its_day_and_what_is_to_be_known_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let books = of_data(folder.path());
    let store = books.open();
    let mut kinds: BTreeSet<String> = BTreeSet::new();
    for (path, body) in reached(&store, &digested(&store)) {
        for table in body.split("<table").skip(1).filter_map(|rest| rest.split("</table>").next()) {
            if !table.contains("class=\"figure\"") {
                continue;
            }
            let heads = table.split("role=\"columnheader\">").skip(1);
            let heads: Vec<&str> = heads.filter_map(|rest| rest.split('<').next()).collect();
            for wanted in [WHO.as_slice(), &WHEN, &HOW] {
                assert!(heads.iter().any(|head| wanted.contains(head)), "{path}: {heads:?} lacks {wanted:?}");
            }
            for row in table.split("<tr ").skip(2).filter(|row| row.contains("class=\"figure\"")) {
                says_who(&path, row);
            }
            kinds.insert(path.split(['/', '?']).nth(1).unwrap_or_default().to_owned());
        }
    }
    for kind in
        ["", "authority", "event", "figure", "place", "publisher", "series", "source", "group", "differ"]
    {
        assert!(kinds.contains(kind), "no page of the kind {kind:?} shows a figure: {kinds:?}");
    }
}

/// A row that shows a number names who says it.
fn says_who(path: &str, row: &str) {
    let cell = |head: &str| {
        let rest = row.split(&format!("data-head=\"{head}\">")).nth(1)?;
        let text: String = rest
            .split("</td>")
            .next()?
            .split('<')
            .map(|part| part.split('>').next_back().unwrap_or(""))
            .collect();
        Some(text)
    };
    let number = cell("Figure").unwrap_or_default();
    if number.bytes().any(|byte| byte.is_ascii_digit()) {
        for who in WHO.into_iter().filter_map(cell) {
            assert!(!who.trim().is_empty(), "{path}: nobody says {number}");
        }
    }
}

/// Counts of a day: the newest of an authority may be for a day before that of the answer.
#[test]
fn an_authority_has_a_newest_figure_in_each_of_its_series() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = of_data(folder.path()).open();
    let page = (1..300).map(|id| sent(&store, &format!("/authority/{id}")));
    let page = page.into_iter().find(|body| body.contains("<h1><bdi>Gaza MoH</bdi></h1>")).expect("a page");
    assert!(page.contains("<bdi>704</bdi>"), "{page}");
    assert!(!page.contains("none at that time"), "{page}");
}
