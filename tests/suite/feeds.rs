//! Feeds, from outside: whatever a file said at a time, `--known-on` that time says it again; only the newest snapshot can
//! be taken back; the same snapshot again changes nothing.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use tollbook::desk::import::ImportOptions;
use tollbook::report::answer::Explain;
use tollbook::report::receipt::Receipt;

use crate::books::{json, known_on as criteria_on, snapshot};
use crate::desk::Desk;

const HEADER: &str = "event,measure,count_type,figure,as_of,authority,publisher\n";

/// What a feed says: the count of each row, by place, day and authority.
type Said = BTreeMap<(u8, u8, u8), u32>;

fn day(day: u8) -> String {
    format!("2020-03-{:02}", day + 1)
}

fn event(place: u8) -> String {
    format!("Exercise {place}")
}

fn authority(who: u8) -> String {
    format!("Ministry {who}")
}

/// The file, its rows in an order of its own.
fn file(said: &Said, backwards: bool) -> String {
    let mut rows: Vec<String> = said
        .iter()
        .map(|((place, at, who), count)| {
            format!("{},killed,total,{count},{},{},Gazette\n", event(*place), day(*at), authority(*who))
        })
        .collect();
    if backwards {
        rows.reverse();
    }
    HEADER.to_owned() + &rows.concat()
}

/// The time of a snapshot: a minute apart.
fn at(n: usize) -> String {
    format!("2020-06-01T{:02}:{:02}:00Z", n / 60, n % 60)
}

fn take(desk: &Desk, said: &Said, n: usize) -> Receipt {
    desk.file("feed.csv", file(said, n % 2 == 1));
    let books = desk.at(&format!("2021-01-01T00:{:02}:00Z", n % 60));
    books.import_with(&["feed.csv"], snapshot("gazette", &at(n))).remove(0)
}

/// What the store says that the feed said at a time: of each row the newest figure that had not vanished.
fn known_on(desk: &Desk, time: &str) -> Said {
    let mut found: BTreeMap<(u8, u8, u8), (String, i64, u32)> = BTreeMap::new();
    let number =
        |text: &str| text.rsplit([' ', '-']).next().expect("a number").parse::<u8>().expect("a number");
    for answer in desk.answers("range", criteria_on(time), Explain::WithTrace) {
        let answer = json(&answer);
        let place = number(answer["scope"]["event"].as_str().expect("an event"));
        for one in answer["trace"].as_array().expect("a trace") {
            let fate = one["fate"].as_str().expect("a fate");
            if ["gone", "outside the question"].contains(&fate) {
                continue;
            }
            let text =
                |name: &str| one[name].as_str().unwrap_or_else(|| panic!("{name} in {one}")).to_owned();
            let key = (place, number(&text("as_of")) - 1, number(&text("authority")));
            let id = one["id"].as_i64().expect("an id");
            let count = one["low"].as_u64().expect("a count") as u32;
            let newer = (text("published_on"), id, count);
            let known = found.entry(key).or_insert_with(|| newer.clone());
            *known = newer.max(known.clone());
        }
    }
    found.into_iter().map(|(key, (_, _, count))| (key, count)).collect()
}

/// A step from one snapshot to the next: rows that are set or taken out.
type Step = Vec<((u8, u8, u8), Option<u32>)>;

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let key = (0..2_u8, 0..4_u8, 0..2_u8);
    let count =
        prop_oneof![3 => (1..6_u32).prop_map(Some), 1 => (1000..1005_u32).prop_map(Some), 3 => Just(None)];
    prop::collection::vec(prop::collection::vec((key, count), 0..5), 2..7)
}

fn after(said: &Said, step: &Step) -> Said {
    let mut said = said.clone();
    for (key, count) in step {
        match count {
            Some(count) => said.insert(*key, *count),
            None => said.remove(key),
        };
    }
    said
}

/// Runs a property on generated cases, from a seed that stays.
fn always<S: Strategy>(cases: u32, strategy: S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    TestRunner::new_with_rng(config, rng).run(&strategy, test).expect("the property");
}

#[test]
fn what_a_feed_said_at_a_time_is_said_again() {
    always(24, steps(), |steps| {
        let desk = Desk::new();
        let mut history: Vec<Said> = Vec::new();
        for (n, step) in steps.iter().enumerate() {
            let before = history.last().cloned().unwrap_or_default();
            let said = after(&before, step);
            let receipt = take(&desk, &said, n);
            let counts = receipt.counts;
            let same = said.iter().filter(|(key, value)| before.get(key) == Some(value)).count();
            let changed = said.iter().filter(|(key, value)| before.get(key).is_some_and(|old| old != *value));
            let changed = changed.count();
            let gone = before.keys().filter(|key| !said.contains_key(key)).count();
            prop_assert_eq!(
                [counts.new, counts.same, counts.changed, counts.gone],
                [said.len() - same - changed, same, changed, gone].map(|count| count as u64)
            );
            history.push(said);
        }
        for (n, said) in history.iter().enumerate() {
            prop_assert_eq!(&known_on(&desk, &at(n)), said, "known on the time of snapshot {}", n);
        }
        let figures = desk.ask("SELECT count(*) FROM figure");
        prop_assert_eq!(
            desk.ask("SELECT count(*) FROM sighting"),
            "0",
            "{} figures, unchanged rows cost nothing",
            figures
        );
        // The newest goes, and comes again as it was.
        let last = history.len();
        let rest = last.saturating_sub(1);
        desk.undo(last as i64).expect("undone");
        if rest > 0 {
            prop_assert_eq!(&known_on(&desk, &at(last)), &history[rest - 1], "undone");
        }
        let again = after(&history[rest], &Vec::new());
        take(&desk, &again, rest);
        for (n, said) in history.iter().enumerate() {
            prop_assert_eq!(&known_on(&desk, &at(n)), said, "taken again, known on {}", n);
        }
        desk.verify();
        Ok(())
    });
}

fn said(rows: &[((u8, u8, u8), u32)]) -> Said {
    rows.iter().copied().collect()
}

const ROW: (u8, u8, u8) = (0, 2, 0);
const DAY_BEFORE: (u8, u8, u8) = (0, 1, 0);

#[test]
fn a_row_that_vanished_is_gone_the_one_before_returns_and_it_may_come_back() {
    let desk = Desk::new();
    let both = said(&[(DAY_BEFORE, 10), (ROW, 12)]);
    take(&desk, &both, 0);
    take(&desk, &said(&[(DAY_BEFORE, 10), (ROW, 13)]), 1);
    take(&desk, &said(&[(DAY_BEFORE, 10)]), 2);
    take(&desk, &both, 3);
    let answer = |time: &str| {
        let answers = desk.answers("range", criteria_on(time), Explain::AnswerOnly);
        assert_eq!(answers.len(), 1, "{answers:?}");
        json(&answers[0])["answer"]["low"].as_u64().expect("a number")
    };
    assert_eq!([0, 1, 2, 3].map(|n| answer(&at(n))), [12, 13, 10, 12]);
    let statuses = "SELECT group_concat(figure, ' ') FROM (SELECT wording || ':' || status AS figure FROM figures ORDER BY id)";
    assert_eq!(desk.ask(statuses), "10:stands 12:gone 13:gone 12:stands");
    assert_eq!(desk.ask("SELECT wording FROM newest_figures"), "12");
    let exported = desk.exported("csv");
    assert_eq!(exported.lines().count(), 3, "what is gone is not exported: {exported}");
}

#[test]
fn only_the_newest_snapshot_can_be_taken_back_or_come_again() {
    let desk = Desk::new();
    for (n, count) in [5, 6, 7].into_iter().enumerate() {
        take(&desk, &said(&[(ROW, count)]), n);
    }
    let refused = desk.run(&["undo", "2"]);
    assert_eq!(refused.code, Some(2), "{}", refused.err);
    assert!(refused.err.contains("O105") && refused.err.contains("tollbook undo 3"), "{}", refused.err);
    desk.undo(3).expect("undone"); // entry 4
    desk.undo(2).expect("undone"); // entry 5
    assert_eq!(known_on(&desk, &at(9)), said(&[(ROW, 5)]));
    take(&desk, &said(&[(ROW, 8)]), 3); // entry 6
    let refused = desk.run(&["undo", "5"]);
    assert!(refused.err.contains("O105") && refused.err.contains("tollbook undo 6"), "{}", refused.err);
    desk.undo(6).expect("undone"); // entry 7
    desk.undo(5).expect("undone"); // entry 8: the second stands again
    assert_eq!(known_on(&desk, &at(9)), said(&[(ROW, 6)]));
    desk.verify();
}

#[test]
fn a_snapshot_is_taken_once_in_order_and_whole() {
    let desk = Desk::new();
    let first = said(&[(ROW, 5)]);
    take(&desk, &first, 0);
    take(&desk, &said(&[(ROW, 6)]), 5);
    desk.file("feed.csv", file(&first, false));
    let snapshot =
        |time: &str| desk.run(&["import", "feed.csv", "--feed", "gazette", "--snapshot-at", time, "--json"]);
    let again = snapshot(&at(0)).with(0);
    assert!(again.contains("\"already_imported\": 1"), "{again}");
    for time in [at(3), at(5), "2020-05-31".to_owned(), "2020-06-01".to_owned()] {
        let older = snapshot(&time);
        assert!(older.code == Some(2) && older.err.contains("V101"), "{time}: {}", older.err);
    }
    let back = snapshot(&at(6)).with(0);
    assert!(
        back.contains("\"entry\": 3") && back.contains("\"changed\": 1"),
        "earlier bytes, a new snapshot: {back}"
    );
    desk.file(
        "feed.csv",
        file(&first, false) + "Exercise 0,killed,total,1.2.3,2020-03-09,Ministry 0,Gazette\n",
    );
    let torn = snapshot(&at(7));
    assert!(torn.code == Some(2) && torn.err.contains("V102"), "{}", torn.err);
    let month = snapshot("2020-07");
    assert_eq!(month.code, Some(2), "{}", month.err);
    assert_eq!(desk.ask("SELECT count(*) FROM entry"), "3");
    assert_eq!(desk.ask("SELECT count(*) FROM kept"), "1", "of the first snapshot alone");
}

/// The codes of the events that taking the second file after the first tells, in a dry run and when it is taken.
fn events(first: &str, second: &str) -> Vec<String> {
    let desk = Desk::new();
    let take = |text: &str, time: &str, dry_run: bool| {
        desk.file("feed.csv", text);
        let options = ImportOptions { dry_run, ..snapshot("gazette", time) };
        let receipt = json(&desk.import_with(&["feed.csv"], options)[0]);
        let events = receipt["events"].as_array().cloned().unwrap_or_default();
        events
            .iter()
            .map(|event| format!("{} {}", event["code"].as_str().expect("a code"), event["rows"]))
            .collect::<Vec<_>>()
    };
    assert_eq!(take(first, &at(0), false), Vec::<String>::new());
    let dry = take(second, &at(1), true);
    assert_eq!(take(second, &at(1), false), dry);
    dry
}

#[test]
fn what_changes_in_many_rows_at_once_is_one_event() {
    let rows = |days: std::ops::Range<u8>, month: &str, year: &str, plus: u32| -> String {
        let row = |at: u8| {
            let count = u32::from(at) * 10 + 100 + plus;
            format!("Exercise 0,killed,total,{count},{year}-{month}-{:02},Ministry 0,Gazette\n", at + 1)
        };
        days.map(row).collect()
    };
    let whole = |body: String| HEADER.to_owned() + &body;
    let base = whole(rows(0..6, "03", "2020", 0));
    let none: [&str; 0] = [];
    assert_eq!(events(&base, &base), none);
    assert_eq!(events(&base, &whole(rows(0..6, "03", "2020", 40))), ["V203 6"]);
    assert_eq!(events(&base, &whole(rows(0..4, "03", "2020", 40) + &rows(4..6, "03", "2020", 0))), none);
    assert_eq!(events(&base, &whole(rows(0..6, "03", "2019", 0))), ["V204 6", "V206 6"]);
    assert_eq!(events(&base, &whole(rows(0..6, "04", "2020", 0))), ["V205 6", "V206 6"]);
    assert_eq!(events(&base, &whole(rows(0..9, "03", "2020", 0))), none, "ordinary growth");
    assert_eq!(events(&base, &whole(rows(0..1, "03", "2020", 0))), ["V206 5"]);
    let renamed = base.replace("publisher", "publisher,remark").replace("Gazette\n", "Gazette,seen\n");
    assert_eq!(events(&base, &renamed), ["V202 null"]);
    let other = renamed.replace("remark", "comment");
    assert_eq!(events(&renamed, &other), ["V201 null"]);
}

#[test]
fn a_profile_names_the_columns_that_tell_rows_apart() {
    let desk = Desk::new();
    desk.file("table.csv.toml", "key = [\"row\"]\n[fields]\nevent = \"Exercise\"\nauthority = \"Ministry\"\npublisher = \"Gazette\"\nas_of = { column = \"day\" }\n[figures.dead]\nmeasure = \"killed\"\ncount_type = \"total\"\n");
    let take = |text: &str, n: usize| {
        desk.file("table.csv", text);
        desk.import_with(&["table.csv"], snapshot("table", &at(n))).remove(0).counts
    };
    take("row,day,dead\n1,2020-03-01,10\n2,2020-03-02,20\n", 0);
    let moved = take("row,day,dead\n1,2020-03-05,10\n2,2020-03-02,20\n", 1);
    assert_eq!((moved.changed, moved.gone), (1, 0), "{moved:?}");
    let all =
        "SELECT group_concat(one, ' ') FROM (SELECT as_of || ':' || status AS one FROM figures ORDER BY id)";
    assert_eq!(desk.ask(all), "2020-03-01:stands 2020-03-02:stands 2020-03-05:stands");
    // A day that goes back: what the row said of later days is said no more, and what it said of earlier ones is.
    let back = take("row,day,dead\n1,2020-03-04,10\n2,2020-03-02,20\n", 2);
    assert_eq!((back.changed, back.gone), (1, 0), "{back:?}");
    assert_eq!(desk.ask(all), "2020-03-01:stands 2020-03-02:stands 2020-03-05:gone 2020-03-04:stands");
    // With a row that vanishes all goes that it was, and what is gone is not said to be gone again.
    take("row,day,dead\n2,2020-03-02,20\n", 3);
    assert_eq!(desk.ask(all), "2020-03-01:gone 2020-03-02:stands 2020-03-05:gone 2020-03-04:gone");
    assert_eq!(desk.ask("SELECT count(*) FROM act"), "3");
    take("row,day,dead\n1,2020-03-09,11\n2,2020-03-02,20\n", 4);
    assert!(desk.ask(all).ends_with("2020-03-04:gone 2020-03-09:stands"), "it is back: {}", desk.ask(all));
}

/// A dashboard: a row a district, written over every day with its day in it.
fn districts(desk: &Desk, rows: &[(&str, &str, &str)], n: usize) -> tollbook::model::recorded::Counts {
    desk.file(
        "districts.csv.toml",
        "key = [\"district\"]\n[fields]\nevent = \"Exercise quake\"\nplace = { template = \"Province > {district}\" }\n\
         authority = { column = \"by\" }\npublisher = \"Gazette\"\nas_of = { column = \"updated\" }\n\
         [figures.dead]\nmeasure = \"killed\"\ncount_type = \"total\"\n",
    );
    let rows = rows.iter().map(|(district, updated, dead)| {
        let by = if dead.ends_with('p') { "Police" } else { "Ministry" };
        format!("{district},{updated},{},{by}\n", dead.trim_end_matches('p'))
    });
    desk.file("districts.csv", format!("district,updated,dead,by\n{}", rows.collect::<String>()));
    desk.at(&format!("2021-01-01T00:{n:02}:00Z"))
        .import_with(&["districts.csv"], snapshot("districts", &at(n)))
        .remove(0)
        .counts
}

/// What became of each figure, by its number.
fn fates(desk: &Desk) -> String {
    let answers = desk.answers("range", tollbook::desk::Criteria::default(), Explain::WithTrace);
    let mut fates: Vec<(i64, String)> = Vec::new();
    for answer in answers {
        for traced in json(&answer)["trace"].as_array().expect("a trace") {
            let told = format!(
                "{} {}",
                traced["wording"].as_str().expect("words"),
                traced["fate"].as_str().expect("a fate")
            );
            fates.push((traced["id"].as_i64().expect("an id"), told));
        }
    }
    fates.sort();
    fates.into_iter().map(|(_, told)| told).collect::<Vec<_>>().join(", ")
}

#[test]
fn a_row_that_moves_on_leaves_what_it_said_in_its_track() {
    let desk = Desk::new();
    districts(&desk, &[("Upton", "2020-03-03", "35"), ("Lowton", "2020-03-03", "12")], 0);
    let counts = districts(&desk, &[("Upton", "2020-03-04", "33"), ("Lowton", "2020-03-04", "14")], 1);
    assert_eq!((counts.changed, counts.new, counts.gone), (2, 0, 0));
    assert_eq!(fates(&desk), "35 revised by, 12 superseded by, 33 kept, 14 kept");
    let fell = |desk: &Desk| {
        let found = desk.findings(tollbook::desk::audit::Settlement::Open);
        found.iter().map(|finding| format!("{} {}", finding.rank, finding.finding)).collect::<Vec<_>>()
    };
    assert_eq!(fell(&desk), ["warning total_fell"]);
    // The same day again with another number.
    districts(&desk, &[("Upton", "2020-03-04", "36"), ("Lowton", "2020-03-04", "14")], 2);
    assert_eq!(fates(&desk), "35 revised by, 12 superseded by, 33 revised by, 14 kept, 36 kept");
    desk.verify();
    // Known on an hour, it says what the feed said then.
    let then = desk.answers("range", criteria_on(&at(1)), Explain::AnswerOnly);
    let lows: Vec<_> = then.iter().map(|answer| json(answer)["answer"]["low"].clone()).collect();
    assert_eq!(lows, [14, 33]);
}

/// Of each row the last step is looked at, and older ones where all snapshots are asked for.
#[test]
fn an_audit_looks_at_the_last_step_of_each_row() {
    let desk = Desk::new();
    for (n, (upton, lowton)) in
        [("35", "12"), ("33", "13"), ("36", "15"), ("38", "14")].into_iter().enumerate()
    {
        let updated = format!("2020-03-{:02}", n + 3);
        districts(&desk, &[("Upton", &updated, upton), ("Lowton", &updated, lowton)], n);
    }
    let found = |flag: &[&str]| {
        let said = desk.run(&[&["audit", "--json"], flag].concat()).with(0);
        let found: serde_json::Value = serde_json::from_str(&said).expect("JSON");
        let falls = found.as_array().expect("findings").iter().map(|finding| {
            assert_eq!(finding["finding"], "total_fell", "{finding}");
            finding["scope"]["place"].as_str().expect("a place").to_owned()
        });
        falls.collect::<Vec<_>>()
    };
    assert_eq!(found(&[]), ["Province > Lowton"]);
    let mut all = found(&["--history"]);
    all.sort();
    assert_eq!(all, ["Province > Lowton", "Province > Upton"]);
    let said = desk.run(&["audit"]).with(0);
    assert!(said.contains("4 older values of rows of feeds"), "what was left out is told: {said}");
}

#[test]
fn what_a_row_said_by_somebody_else_or_under_another_name_is_gone() {
    let desk = Desk::new();
    districts(&desk, &[("Upton", "2020-03-03", "35")], 0);
    districts(&desk, &[("Upton", "2020-03-04", "33p")], 1);
    assert_eq!(fates(&desk), "35 gone, 33 kept");
    let counts = districts(&desk, &[("Upton City", "2020-03-05", "34p")], 2);
    assert_eq!((counts.changed, counts.new, counts.gone), (0, 1, 1), "another place is another row");
    assert_eq!(fates(&desk), "35 gone, 33 gone, 34 kept");
}

#[test]
fn rows_that_share_a_key_move_on_by_their_order() {
    let desk = Desk::new();
    districts(&desk, &[("Upton", "2020-03-03", "35"), ("Upton", "2020-03-03", "12")], 0);
    let counts = districts(&desk, &[("Upton", "2020-03-04", "36"), ("Upton", "2020-03-04", "13")], 1);
    assert_eq!((counts.changed, counts.new, counts.gone), (2, 0, 0));
    let counts = districts(&desk, &[("Upton", "2020-03-05", "37")], 2);
    assert_eq!((counts.changed, counts.new, counts.gone), (1, 0, 1));
    assert!(fates(&desk).contains("12 gone") && fates(&desk).contains("13 gone"), "{}", fates(&desk));
}
