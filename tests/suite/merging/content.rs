//! All that a store says, without what is local to it: numbers, times of recording, hashes. And the same of two stores.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;
use tollbook::desk::Criteria;
use tollbook::desk::audit::Settlement;
use tollbook::model::question::Question;
use tollbook::model::uid::Uid;
use tollbook::reconcile::policies;
use tollbook::report::answer::Explain;
use tollbook::report::worklist::PrintedReport;
use tollbook::store;

use crate::books::{Books, as_of, json, known_on};
use crate::desk::Desk;
use crate::newest;

use super::work::all;

/// What a store says, by what it was asked.
pub type Content = BTreeMap<String, Vec<String>>;

/// What the use cases answer, a line of JSON each, by the name of the question.
fn told(books: &Books) -> Vec<(String, Vec<String>)> {
    let answers = |policy: &str, criteria: Criteria, explain: Explain| -> Vec<String> {
        books.answers(policy, criteria, explain).iter().map(|answer| json(answer).to_string()).collect()
    };
    let findings = |settlement: Settlement| -> Vec<String> {
        books.findings(settlement).iter().map(|finding| json(finding).to_string()).collect()
    };
    let traced = |criteria: Criteria| answers("range", criteria, Explain::WithTrace);
    let mut told = vec![
        ("export".to_owned(), books.exported("jsonl").lines().map(str::to_owned).collect()),
        ("findings".to_owned(), findings(Settlement::Open)),
        ("settled findings".to_owned(), findings(Settlement::Settled)),
        ("answers".to_owned(), traced(Criteria::default())),
        ("known early".to_owned(), traced(known_on("2024-01-14"))),
        ("known later".to_owned(), traced(known_on("2024-02-02T12:00Z"))),
        ("printed".to_owned(), printed(books)),
        ("as of".to_owned(), answers("range", as_of("2024-01-11"), Explain::AnswerOnly)),
    ];
    for policy in policies::ALL.iter().map(|policy| policy.name) {
        told.push((format!("by {policy}"), answers(policy, Criteria::default(), Explain::AnswerOnly)));
    }
    told
}

/// The printed sentences, each with what is to be done about it and how it was signed.
fn printed(books: &Books) -> Vec<String> {
    let told = |one: &PrintedReport| {
        let signed = one.signed.as_ref().map(|signed| (&signed.signed_for, &signed.why, &signed.who));
        let (claim, action, write) = (&one.claim, one.action, &one.write);
        serde_json::json!([claim, one.printed_on, action, write, signed]).to_string()
    };
    books.printed().iter().map(told).collect()
}

/// What is asked of the store as of any SQLite file.
const SELECTS: [(&str, &str); 4] = [
    (
        "figures",
        "SELECT event, place, authority, wording, as_of, published_on, speaker, publisher, title, url, quote, stated_on,
                authority_basis, status FROM figures",
    ),
    (
        "entries",
        "SELECT hex(ifnull(origin_uid, hash)), kind, who, ifnull(origin_at, recorded_at), file, hex(sha256), snapshot_at,
                counts FROM entry",
    ),
    (
        "undone",
        "SELECT hex(ifnull(origin_uid, hash)) FROM entry WHERE id IN (SELECT entry FROM undone_entry)",
    ),
    (
        "rows",
        "SELECT (SELECT count(*) FROM figure) + (SELECT count(*) FROM sighting), (SELECT count(*) FROM figure),
                (SELECT count(*) FROM detail), (SELECT count(*) FROM ref), (SELECT count(*) FROM act),
                (SELECT count(*) FROM fact), (SELECT count(*) FROM feed_row), (SELECT count(*) FROM name),
                (SELECT count(*) FROM series), (SELECT count(*) FROM attribution), (SELECT count(*) FROM hold)",
    ),
];

/// Everything that a store says.
pub fn content(desk: &Desk, store: &str) -> Content {
    let uids = uids(desk, store);
    let statuses = all(
        desk,
        store,
        "SELECT id || ' ' || status FROM figures WHERE status NOT IN ('undone', 'held', 'embargoed') ORDER BY id",
    );
    if let Some(known) = statuses_of(desk, store) {
        assert_eq!(statuses, known, "the view and the program say the same of {store}");
    }
    newest::are_as_promised(&desk.path(store));
    let mut content = Content::new();
    for (name, told) in told(&desk.of(store)) {
        let mut lines: Vec<String> = told.iter().map(|line| without_numbers(line, &uids)).collect();
        lines.sort();
        content.insert(name, lines);
    }
    for (name, sql) in SELECTS {
        let mut rows = all(desk, store, sql);
        rows.sort();
        content.insert(name.to_owned(), rows);
    }
    content
}

fn uids(desk: &Desk, store: &str) -> HashMap<i64, String> {
    let opened = desk.of(store).open();
    let reader = store::View::of(&opened, None).expect("a reader");
    let mut uids = HashMap::new();
    store::figures::each(&reader, |recorded| {
        uids.insert(recorded.id.0, Uid::of(&recorded.figure).short());
        Ok(())
    })
    .expect("figures");
    uids
}

/// The number of each visible figure, and what became of it; nothing while desks differ, of which the view knows nothing.
fn statuses_of(desk: &Desk, store: &str) -> Option<Vec<String>> {
    let opened = desk.of(store).open();
    let reader = store::View::of(&opened, None).expect("a reader");
    if !store::desk_differences::all(&reader).expect("differences").is_empty() {
        return None;
    }
    let (mut ids, question) = (Vec::new(), Question::default());
    store::figures::each(&reader, |recorded| {
        ids.push(recorded.id);
        Ok(())
    })
    .expect("figures");
    let status = |id| store::figures::status(&reader, id, &question).expect("a status");
    Some(ids.into_iter().map(|id| format!("{id} {}", status(id))).collect())
}

/// A line of JSON with the uids of figures in the place of their numbers, and without hints, which are full of them.
fn without_numbers(line: &str, uids: &HashMap<i64, String>) -> String {
    let mut read: Value = serde_json::from_str(line).expect("JSON");
    replace(&mut read, uids);
    read.to_string()
}

fn replace(value: &mut Value, uids: &HashMap<i64, String>) {
    let uid = |id: i64| uids.get(&id).cloned().unwrap_or_else(|| "?".to_owned());
    match value {
        Value::Object(object) => {
            object.remove("hint");
            if object.contains_key("why") {
                object.remove("entry"); // what was settled, was settled here by an entry and at a time of its own
                object.remove("at");
            }
            for (name, value) in object.iter_mut() {
                match (name.as_str(), &*value) {
                    ("id", Value::Number(id)) => *value = uid(id.as_i64().unwrap_or(0)).into(),
                    ("finding_details", Value::Array(_)) => {
                        replace(value, uids);
                        let Some(all) = value.as_array_mut() else { continue };
                        all.sort_by_key(Value::to_string); // they are told by number
                    }
                    ("figures", Value::Array(ids)) => {
                        *value = ids.iter().map(|id| uid(id.as_i64().unwrap_or(0))).collect();
                    }
                    _ => replace(value, uids),
                }
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|one| replace(one, uids)),
        Value::String(text) => *text = in_words(text, &uid),
        _ => {}
    }
}

/// `#12` in a sentence becomes the uid of figure 12; the number of an entry is left out.
fn in_words(text: &str, uid: &impl Fn(i64) -> String) -> String {
    let text = match text.strip_prefix("entry ").and_then(|rest| rest.split_once(' ')) {
        Some((_, rest)) => format!("an entry {rest}"),
        None => text.to_owned(),
    };
    let mut parts = text.split('#');
    let mut told = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let named = part[..digits].parse().map_or_else(|_| String::new(), uid);
        told = told + "#" + &named + &part[digits..];
    }
    told
}

/// Where two stores say different things, in a few lines; nothing where they say the same.
pub fn differences(one: &Content, other: &Content) -> String {
    let mut told = String::new();
    for (name, lines) in one {
        let others = &other[name];
        if lines != others {
            told += &format!("{name}: {} and {} lines\n", lines.len(), others.len());
            let only = |a: &[String], b: &[String]| a.iter().find(|line| !b.contains(line)).cloned();
            let (one, other) = (only(lines, others), only(others, lines));
            let (one, other) = (one.unwrap_or_default(), other.unwrap_or_default());
            told += &format!("  {}\n  {}\n", apart(&one, &other), apart(&other, &one));
        }
    }
    told
}

/// A line from a little before it parts from another one.
fn apart(line: &str, other: &str) -> String {
    let shared = line.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    line.chars().skip(shared.saturating_sub(200)).take(400).collect()
}
