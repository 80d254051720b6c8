//! Line lists: a row a person. Rows are counted, and nothing of a person is stored.

use std::fs;

use tollbook::desk::import::ImportExtent::{All, Nothing};

use crate::books::usual;
use crate::desk::Desk;

const LIST: &str = "\
id,name,date,city,remark
1,Ada Moor,2022-02-25,Osk,aged 31
2,Ben Fell,2022-02-14,Tavi,a teacher
3,Cora Lund,2022-02-14,Tavi,
4,Dov Heath,2022-02-14,Tavi,found later
5,Eve Marsh,2022-02-25,Tavi,
";

const PROFILE: &str = r#"
[rows]
each = "person"
[fields]
event = "Border shootings"
measure = "killed"
count_type = "period"
period_length = "24h"
publisher = "Harbour Register"
published_on = "2022-06-01"
as_of = { column = "date" }
place = { template = "Westland > {city}" }
title = { column = "name" }
quote = { column = "remark" }
"#;

fn desk(list: &str, profile: &str) -> Desk {
    let desk = Desk::new();
    desk.file("list.csv", list);
    desk.file("list.csv.toml", profile);
    desk
}

const ASKED: &str = "SELECT place, as_of, value FROM figures ORDER BY place, as_of, id";

#[test]
fn persons_are_counted_by_series_and_day_and_none_is_stored() {
    let desk = desk(LIST, PROFILE);
    let said = desk.receipt("list.csv", usual(), All);
    assert_eq!((said["people"].as_u64(), said["new"].as_u64()), (Some(5), Some(3)), "{said}");
    assert_eq!(said["unread"], serde_json::json!(["id", "name", "remark"]));
    let counts = "Westland > Osk|2022-02-25|1\nWestland > Tavi|2022-02-14|3\nWestland > Tavi|2022-02-25|1";
    assert_eq!(desk.ask(ASKED), counts);
    assert_eq!(desk.ask("SELECT DISTINCT method, title, quote FROM figures"), "media_tally||");
    assert_eq!(desk.ask("SELECT COUNT(*) FROM kept"), "0", "the bytes of the list are its names");
    let stored = fs::read(desk.path("tollbook.db")).expect("the store");
    for word in ["Ada Moor", "Cora", "teacher", "found later"] {
        assert!(!stored.windows(word.len()).any(|part| part == word.as_bytes()), "{word}");
    }
    assert_eq!(desk.receipt("list.csv", usual(), All)["already_imported"], 1);
}

#[test]
fn a_list_that_is_mended_says_the_same_and_one_that_grew_says_more() {
    let desk = desk(LIST, PROFILE);
    desk.receipt("list.csv", usual(), All);
    desk.file("list.csv", LIST.replace("Ben Fell", "Benjamin Fell"));
    let mended = desk.receipt("list.csv", usual(), All);
    assert_eq!((mended["new"].as_u64(), mended["same"].as_u64()), (Some(0), Some(3)), "{mended}");
    desk.file("list.csv", format!("{LIST}6,Finn Dale,2022-02-25,Osk,\n7,Gwen Holm,2022-03-02,Osk,\n"));
    desk.file("list.csv.toml", PROFILE.replace("2022-06-01", "2022-06-08"));
    let grown = desk.receipt("list.csv", usual(), All);
    assert_eq!((grown["people"].as_u64(), grown["new"].as_u64()), (Some(7), Some(4)), "{grown}");
    assert_eq!(
        desk.ask("SELECT as_of, value FROM figures WHERE place = 'Westland > Osk' ORDER BY id"),
        "2022-02-25|1\n2022-02-25|2\n2022-03-02|1"
    );
}

#[test]
fn a_total_counts_up_to_its_day() {
    let profile = PROFILE.replace("\"period\"", "\"total\"").replace("period_length = \"24h\"\n", "");
    let desk = desk(LIST, &profile);
    desk.receipt("list.csv", usual(), All);
    assert_eq!(
        desk.ask(ASKED),
        "Westland > Osk|2022-02-25|1\nWestland > Tavi|2022-02-14|3\nWestland > Tavi|2022-02-25|4"
    );
}

#[test]
fn a_feed_of_a_list_is_a_feed_of_its_counts() {
    let desk = desk(LIST, PROFILE);
    let take = |at: &str| {
        let said = desk.run(&["import", "list.csv", "--feed", "register", "--snapshot-at", at, "--json"]);
        let said: serde_json::Value = serde_json::from_str(&said.with(0)).expect("JSON");
        ["new", "same", "changed", "gone"].map(|name| said[0][name].as_u64().unwrap_or_default())
    };
    assert_eq!(take("2022-06-01"), [3, 0, 0, 0]);
    desk.file("list.csv", LIST.replace("4,Dov Heath,2022-02-14", "4,Dov Heath,2022-02-25"));
    assert_eq!(take("2022-06-02"), [0, 1, 2, 0]);
    desk.file("list.csv", LIST.replace("1,Ada Moor,2022-02-25,Osk", "1,Ada Moor,2022-02-25,Tavi"));
    assert_eq!(take("2022-06-03"), [0, 1, 1, 1]);
}

/// A count without some of the people would be a lower toll.
#[test]
fn a_list_is_counted_whole_or_not_at_all() {
    for (row, code) in [("8,Hal Brook,14-02,Tavi,\n", "D1"), ("8,Hal Brook,,Tavi,\n", "F101")] {
        let desk = desk(&format!("{LIST}{row}"), PROFILE);
        let said = desk.run(&["import", "list.csv"]);
        assert_eq!(said.code, Some(2), "{}", said.err);
        assert!(said.err.contains(code) && said.err.contains("I141"), "{}", said.err);
        assert_eq!(
            desk.names(),
            ["list.csv", "list.csv.toml"],
            "no store, and no rejects with a name in them"
        );
    }
    let skipping = PROFILE.replace("[fields]", "skip = [{ column = \"date\", is = [\"\"] }]\n[fields]");
    let desk = desk(&format!("{LIST}8,Hal Brook,,Tavi,\n"), &skipping);
    let said = desk.receipt("list.csv", usual(), All);
    assert_eq!((said["people"].as_u64(), &said["left_out"][0]["what"]), (Some(5), &"date is blank".into()));
}

const FLAGS: &[&str] = &[
    "import",
    "list.csv",
    "--map",
    "date=as_of",
    "--map",
    "city=place",
    "--set",
    "event=Border shootings",
    "--set",
    "measure=killed",
    "--set",
    "count_type=period",
    "--set",
    "period_length=24h",
    "--set",
    "publisher=Harbour Register",
    "--set",
    "published_on=2022-06-01",
    "--set",
    "figure=1",
];

#[test]
fn rows_that_fold_under_a_number_set_for_all_are_refused_and_counted_by_the_line_that_is_told() {
    let desk = Desk::new();
    desk.file("list.csv", LIST);
    let said = desk.run(FLAGS);
    assert_eq!(said.code, Some(2), "{}", said.err);
    let told = ["I140", "line 4", "line 3", "rows.each = \"person\""];
    assert!(told.iter().all(|part| said.err.contains(part)), "{}", said.err);
    assert_eq!(desk.names(), ["list.csv"]);
    desk.file("list.csv.toml", "rows.each = \"person\"\n");
    desk.run(FLAGS).with(0);
    assert_eq!(desk.ask(ASKED), "Osk|2022-02-25|1\nTavi|2022-02-14|3\nTavi|2022-02-25|1");
}

#[test]
fn rows_fold_also_onto_a_figure_that_was_there_before() {
    let desk = Desk::new();
    let lines: Vec<&str> = LIST.lines().collect();
    desk.file("list.csv", format!("{}\n{}\n", lines[0], lines[2]));
    desk.run(FLAGS).with(0);
    desk.file("list.csv", format!("{}\n{}\n{}\n", lines[0], lines[2], lines[3]));
    let said = desk.run(FLAGS);
    assert_eq!(said.code, Some(2), "{}", said.err);
    assert!(said.err.contains("I140"), "{}", said.err);
}

#[test]
fn rows_that_repeat_with_numbers_of_their_own_are_repeated_rows() {
    let desk = Desk::new();
    let table = "city,dead,date\nOsk,4,2022-02-25\nOsk,4,2022-02-25\nTavi,4,2022-02-25\n";
    desk.file("list.csv", table);
    let flags: Vec<&str> = FLAGS[..FLAGS.len() - 2].iter().copied().chain(["--map", "dead=figure"]).collect();
    let said = desk.run(&flags).with(0);
    assert!(said.contains("line 3 says what line 2 says"), "{said}");
    let other = Desk::new();
    other.file("list.csv", "city,date\nOsk,2022-02-25\nTavi,2022-02-25\n");
    other.run(FLAGS).with(0);
}

#[test]
fn a_list_that_counts_in_two_ways_is_no_profile() {
    let with_figures = format!("{PROFILE}[figures.id]\n");
    let said = desk(LIST, &with_figures).run(&["import", "list.csv"]);
    assert!(said.code == Some(2) && said.err.contains("P101"), "{}", said.err);
    let with_column = format!("{PROFILE}figure = {{ column = \"id\" }}\n");
    let desk = desk(LIST, &with_column);
    let refused: Vec<_> = desk.import_as(&["list.csv"], usual()).into_iter().collect();
    assert!(
        matches!(&refused[..], [(receipts, Nothing)] if receipts[0].problems[0].code == "P110"),
        "{refused:?}"
    );
}

#[test]
fn persons_of_one_day_who_were_told_of_later_are_in_its_count() {
    let list =
        "date,told,city\n2022-02-14,2022-02-16,Osk\n2022-02-14,2022-02-18,Osk\n2022-02-15,2022-02-17,Osk\n";
    let told = "SELECT as_of, value, published_on FROM figures ORDER BY as_of";
    let plain = PROFILE.replace("title = { column = \"name\" }\nquote = { column = \"remark\" }\n", "");
    let of_days = plain.replace("published_on = \"2022-06-01\"", "published_on = { column = \"told\" }");
    let days = desk(list, &of_days);
    days.receipt("list.csv", usual(), All);
    assert_eq!(days.ask(told), "2022-02-14|2|2022-02-18\n2022-02-15|1|2022-02-17");
    let totals = desk(list, &of_days.replace("\"period\"\nperiod_length = \"24h\"", "\"total\""));
    totals.receipt("list.csv", usual(), All);
    assert_eq!(totals.ask(told), "2022-02-14|2|2022-02-18\n2022-02-15|3|2022-02-18");
    let stated = desk(list, &plain.replace("[fields]", "[fields]\nstated_on = { column = \"told\" }"));
    stated.receipt("list.csv", usual(), All);
    assert_eq!(
        stated.ask("SELECT as_of, value, stated_on FROM figures ORDER BY as_of"),
        "2022-02-14|2|2022-02-18\n2022-02-15|1|2022-02-17"
    );
}

#[test]
fn a_number_that_a_profile_sets_in_place_of_cells_is_set_for_all_rows() {
    let profile = PROFILE.replace("[rows]\neach = \"person\"\n", "[figures.id]\nfigure = \"1\"\n");
    let desk =
        desk(LIST, &profile.replace("title = { column = \"name\" }\nquote = { column = \"remark\" }\n", ""));
    let said = desk.run(&["import", "list.csv"]);
    assert_eq!((said.code, said.err.contains("I140")), (Some(2), true), "{}", said.err);
}
