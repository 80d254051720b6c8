//! When a count was changed: sentence, timeline, difference and audit agree on the day, and nothing that was said is lost.

use serde_json::Value;
use tollbook::desk::Criteria;
use tollbook::desk::audit::Settlement;
use tollbook::desk::diff::{DiffClock, DiffOptions, diff};
use tollbook::desk::timeline::timeline;
use tollbook::model::date::Zone;
use tollbook::model::names::NameField;
use tollbook::report::answer::Explain;

use crate::books::{json, known_on, snapshot, usual, words};
use crate::desk::Desk;

const HEADER: &str = "ref,event,place,measure,count_type,figure,as_of,stated_on,published_on,authority,publisher,period_length\n";

fn of_rows(rows: &str) -> Desk {
    let desk = Desk::new();
    desk.file("rows.csv", format!("{HEADER}{rows}"));
    desk.import(&["rows.csv"]);
    desk
}

/// A feed of one file whose snapshots were taken on these days.
fn of_feed(header: &str, snapshots: &[(&str, &str)]) -> Desk {
    let desk = Desk::new();
    for (day, rows) in snapshots {
        desk.file("feed.csv", format!("{header}\n{rows}"));
        desk.import_with(&["feed.csv"], snapshot("osk", day));
    }
    desk
}

fn sentence(desk: &Desk, criteria: Criteria) -> String {
    let answers = desk.answers("range", criteria, Explain::AnswerOnly);
    answers.into_iter().next().expect("an answer").sentence
}

/// The points of the one timeline.
fn points(desk: &Desk) -> Vec<Value> {
    let mut all = Vec::new();
    timeline(&desk.open(), &Criteria::default(), &mut |report| {
        all.push(json(&report));
        Ok(())
    })
    .expect("a timeline");
    all.remove(0)["points"].as_array().expect("points").clone()
}

fn difference(desk: &Desk, from: &str, to: &str) -> Value {
    let options =
        DiffOptions::between([from, to], (DiffClock::Known, Zone::UTC), Criteria::default(), "range");
    let (options, mut all) = (options.expect("two times"), Vec::new());
    diff([&desk.open(), &desk.open()], &options, &mut |report| {
        all.push(json(report));
        Ok(())
    })
    .expect("a difference");
    all.remove(0)
}

/// What an audit says under one code, each with its rank.
fn found(desk: &Desk, code: &str) -> Vec<(String, String)> {
    let all = desk.findings(Settlement::Open).into_iter().filter(|finding| finding.finding == code);
    all.map(|finding| (finding.rank.to_owned(), finding.explanation)).collect()
}

/// Everything that tells of the one fall of a desk names this day: in words, in lower case, and as a machine reads it.
fn all_agree(desk: &Desk, [from, to]: [&str; 2], words: &str, iso: &str) {
    let said = sentence(desk, Criteria::default());
    assert!(said.to_lowercase().contains(words), "{words}: {said}");
    assert_eq!(desk.traces()[0]["statement"]["days"]["revised_on"], iso);
    let points = points(desk);
    let revised: Vec<&Value> = points.iter().filter(|point| point["mark"] == "revised").collect();
    assert_eq!(revised.len(), 1, "{points:?}");
    assert_eq!(revised[0]["revised_on"], iso);
    let changed = difference(desk, from, to);
    let because = changed["revised"][0]["because"].as_str().unwrap_or_default().to_lowercase();
    assert!(because.ends_with(words), "{words}: {because}");
    assert!(changed["after"]["sentence"].as_str().is_some_and(|said| said.to_lowercase().contains(words)));
    let fell = found(desk, "total_fell");
    assert!(fell.len() == 1 && fell[0].1.to_lowercase().contains(words), "{words}: {fell:?}");
}

#[test]
fn all_that_tells_of_a_fall_names_the_day_on_which_it_was_first_said() {
    let run = of_rows(
        "a,Fever,Northland,died,total,5,2021-03-01,,2021-03-01,Health Office,Bulletin,\n\
         b,Fever,Northland,died,total,3,2021-03-02,,2021-03-02,Health Office,Bulletin,\n\
         c,Fever,Northland,died,total,3,2021-03-05,,2021-03-05,Health Office,Bulletin,\n",
    );
    all_agree(&run, ["2021-03-01", "2021-03-06"], "on 2 march 2021", "2021-03-02");
    assert!(sentence(&run, Criteria::default()).contains("still gave 3 as of 5 March"));
    let later = of_rows(
        "a,Fever,Northland,died,total,5,2021-03-01,,2021-03-01,Health Office,Bulletin,\n\
         b,Fever,Northland,died,total,3,2021-03-02,2021-03-07,2021-03-09,Health Office,Wire,\n",
    );
    all_agree(&later, ["2021-03-01", "2021-03-09"], "on 7 march 2021", "2021-03-07");
    assert!(sentence(&later, Criteria::default()).contains("(as of 2 March)"));
}

#[test]
fn a_table_dates_a_fall_by_its_days_and_an_overwritten_feed_by_its_snapshots() {
    let row = |figure, day| {
        format!(",Fever,Northland,died,total,{figure},{day},,2021-04-01,Health Office,Registry,\n")
    };
    let table = of_rows(&[row(5, "2021-03-01"), row(3, "2021-03-02"), row(3, "2021-03-03")].concat());
    let points = points(&table);
    assert_eq!((&points[1]["as_of"], &points[1]["revised_on"]), (&"2021-03-02".into(), &"2021-03-02".into()));
    assert!(sentence(&table, Criteria::default()).contains("on 2 March 2021 lowered"));

    let header = "event,place,measure,count_type,figure,as_of,authority,publisher";
    let row = |figure| format!("Quake,Upton,killed,total,{figure},2022-05-01,Police,Police\n");
    let feed = of_feed(header, &[("2022-05-03", &row(35)), ("2022-05-04", &row(33))]);
    all_agree(&feed, ["2022-05-03", "2022-05-04"], "between 3 and 4 may 2022", "2022-05-03/2022-05-04");
}

#[test]
fn each_fall_of_a_wide_table_is_dated_and_placed() {
    let desk = Desk::new();
    desk.file(
        "table.csv",
        "Date,Deaths_Norland,Deaths_Sudland\n3/4/2014,7,0\n3/3/2014,7,\n3/2/2014,9,1\n3/1/2014,8,1\n",
    );
    desk.file(
        "table.csv.toml",
        "dates = \"mdy\"\n[fields]\nevent = \"Osk fever\"\nauthority = \"Osk Registry\"\n\
         publisher = \"Osk Registry\"\nas_of = { column = \"Date\" }\npublished_on = \"2014-04-01\"\n\
         [figures.Deaths_Norland]\nmeasure = \"died\"\ncount_type = \"total\"\nplace = \"Norland\"\n\
         [figures.Deaths_Sudland]\nmeasure = \"died\"\ncount_type = \"total\"\nplace = \"Sudland\"\n",
    );
    desk.import_with(&["table.csv"], usual());
    let fell = desk.findings(Settlement::Open).into_iter().filter(|finding| finding.finding == "total_fell");
    let mut fell: Vec<(String, String)> =
        fell.map(|finding| (finding.scope.place.unwrap_or_default(), finding.explanation)).collect();
    fell.sort();
    assert_eq!(fell.len(), 2, "{fell:?}");
    for ((place, explanation), (expected, day)) in
        fell.iter().zip([("Norland", "on 3 March 2014 from 9"), ("Sudland", "on 4 March 2014 from 1")])
    {
        assert!(place == expected && explanation.contains(day), "{place}: {explanation}");
    }
}

#[test]
fn the_fall_is_told_where_the_toll_is_told() {
    let quake = |figure, day: &str, who| {
        format!(",Aban quake,Norland,killed,total,{figure},{day},,{day},{who},Wire,\n")
    };
    let rows = [quake(1622, "2021-05-16", "Ministry"), quake(1421, "2021-05-17", "Ministry")];
    let repeated = of_rows(&[rows.concat(), quake(1421, "2021-05-20", "Institute")].concat());
    let said = sentence(&repeated, Criteria::default());
    assert!(said.starts_with("Institute") && said.contains("lowered its toll to 1,421 from 1,622"), "{said}");
    let made_up = of_rows(&[rows.concat(), quake(1492, "2021-05-19", "Ministry")].concat());
    let said = sentence(&made_up, Criteria::default());
    assert!(said.contains("1,492") && said.contains("had lowered its toll to 1,421 from 1,622"), "{said}");
    for (later, why) in [
        (quake(1492, "2021-06-19", "Ministry"), "it is no news any more"),
        (quake(1700, "2021-05-19", "Ministry"), "it was made up"),
    ] {
        let said = sentence(&of_rows(&[rows.concat(), later].concat()), Criteria::default());
        assert!(!said.contains("1,622"), "{why}: {said}");
    }
    let between = [rows.concat(), quake(1300, "2021-05-18", "Army"), quake(1500, "2021-05-18", "Police")];
    let said = sentence(&of_rows(&between.concat()), Criteria::default());
    assert!(!said.contains("1,622"), "it holds no end: {said}");
}

#[test]
fn a_window_that_is_counted_again_is_revised_and_nothing_is_added() {
    let header = "event,place,measure,count_type,figure,as_of,period_length,authority,publisher";
    let row = |day: u8, figure: u8| {
        format!("Osk fever,Osk,died,period,{figure},2020-07-{day:02},24h,Osk Health,Osk Health\n")
    };
    let first = [row(8, 12), row(9, 9), row(10, 8)].concat();
    let second = [row(8, 12), row(9, 8), row(10, 8), row(11, 2)].concat();
    let feed = of_feed(header, &[("2020-07-17", &first), ("2020-07-18", &second)]);
    let changed = difference(&feed, "2020-07-17", "2020-07-18");
    let words = |list: &str| {
        let all = changed[list].as_array().expect("a list").iter();
        all.map(|figure| figure["wording"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!((words("revised"), words("added")), (vec!["9".to_owned()], vec!["2".to_owned()]));
    let marked = points(&feed).into_iter().filter(|point| point["mark"] == "revised");
    assert_eq!(marked.map(|point| point["wording"].clone()).collect::<Vec<_>>(), ["8"]);
    let noted = found(&feed, "period_revised");
    assert_eq!(noted.len(), 1, "{noted:?}");
    assert!(noted[0].0 == "note" && noted[0].1.contains("between 17 and 18 July 2020"), "{noted:?}");
}

#[test]
fn what_left_a_feed_without_a_statement_is_told_and_a_dead_link_withdraws_nothing() {
    let header = "event,place,measure,count_type,figure,as_of,authority,publisher,url";
    let row = |figure: u32, day: u8| {
        format!("Fever,Osk,died,total,{figure},2020-03-{day},Ministry,Gazette,https://example.org/a\n")
    };
    let (all, rest) = ([row(9257, 20), row(9861, 21)].concat(), row(9257, 20));
    let feed = of_feed(header, &[("2020-03-21", &all), ("2020-03-22", &rest)]);
    let removed = "A figure of 9,861 that stood in Gazette's data on 21 March 2020 has been removed";
    assert!(sentence(&feed, Criteria::default()).contains(removed));
    assert!(sentence(&feed, known_on("2020-03-29")).contains(removed));
    for day in ["2020-03-21", "2020-03-30"] {
        assert!(!sentence(&feed, known_on(day)).contains("removed"), "{day}");
    }

    let linked = of_feed(header, &[("2020-03-21", &all)]);
    let before = sentence(&linked, words("Fever"));
    linked.say_of_source("1", &[(NameField::GoneOn, "2020-03-25")]).expect("said of the source");
    assert_eq!(sentence(&linked, words("Fever")), before);
}
