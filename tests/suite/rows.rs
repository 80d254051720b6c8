//! Which rows and cells of a table become figures: those that a profile leaves out, and that every cell is accounted for.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use tollbook::desk::import::ImportExtent::{All, Part};
use tollbook::desk::import::ImportOptions;
use tollbook::model::recorded::CellTally;

use crate::books::{snapshot, usual};
use crate::desk::Desk;

const FEVER: &str = "\
variable,Osk,Tavi
Deaths,3,4
Specimens collected,80,90
Contacts listed,300,200
Deaths of staff,1,0
Specimens collected,81,91
,7,8
";

const FEVER_PROFILE: &str = r#"
[rows]
skip = [
    { column = "variable", is = ["Specimens collected", ""] },
    { column = "variable", is = ["Contacts listed"], why = "no people" },
]
[figures.Osk]
place = "Norland > Osk"
[figures.Tavi]
place = "Norland > Tavi"
[fields]
event = "Marsh fever"
measure = "died"
count_type = "total"
definition = { column = "variable" }
publisher = "Norland Gazette"
published_on = "2022-05-01"
"#;

#[test]
fn rows_that_count_no_people_are_skipped_under_their_own_names() {
    let desk = Desk::new();
    desk.file("t.csv", FEVER);
    desk.file("t.csv.toml", FEVER_PROFILE);
    let said = desk.receipt("t.csv", usual(), All);
    assert_eq!((said["new"].as_u64(), said["skipped"].as_u64()), (Some(4), Some(4)), "{said}");
    let cells = ["read", "figures", "skipped"].map(|name| said["cells"][name].as_u64());
    assert_eq!(cells, [Some(12), Some(4), Some(8)], "{said}");
    let left_out: Vec<String> = said["left_out"]
        .as_array()
        .expect("rows that were left out")
        .iter()
        .map(|rows| format!("{} {} {}", rows["what"], rows["rows"], rows["line"]))
        .collect();
    assert_eq!(
        left_out,
        [r#""variable: Specimens collected" 2 3"#, r#""no people" 1 4"#, r#""variable is blank" 1 7"#]
    );
    assert_eq!(said["skipped_lines"][1]["what"], "no people", "{said}");
}

const DAILY: &str = "day,total,daily\n2021-05-24,28752,74\n2021-05-25,26834,-1918\n2021-05-26,26837,3\n";

fn daily_profile(own: &str) -> String {
    format!(
        r#"
key = ["day"]
[figures.total]
measure = "died"
count_type = "total"
[figures.daily]
measure = "died"
count_type = "period"
period_length = "24h"
{own}
[fields]
event = "Tarn fever"
place = "Tarnia"
authority = "Health Institute"
publisher = "Open Data"
published_on = {{ column = "day" }}
as_of = {{ column = "day" }}
"#
    )
}

fn cells(said: &serde_json::Value) -> [u64; 6] {
    ["read", "figures", "not_reported", "skipped", "set_aside", "rejected"]
        .map(|name| said["cells"][name].as_u64().unwrap_or_else(|| panic!("no {name} in {said}")))
}

#[test]
fn a_correction_of_a_flow_is_set_aside_and_told_with_its_sum() {
    let desk = Desk::new();
    desk.file("t.csv", DAILY.replace("26837,3", "26837,-7"));
    desk.file("t.csv.toml", daily_profile("negative = \"skip\""));
    let said = desk.receipt("t.csv", usual(), All);
    assert_eq!(cells(&said), [6, 4, 0, 0, 2, 0], "{said}");
    let aside = &said["set_aside"][0];
    let told = ["column", "cells", "sum", "line", "value"].map(|name| aside[name].to_string());
    assert_eq!(told, [r#""daily""#, "2", "-1925", "3", r#""-1918""#]);
    assert_eq!(
        desk.ask("SELECT as_of, count_type, value FROM figures ORDER BY id"),
        "2021-05-24|total|28752\n2021-05-24|period|74\n2021-05-25|total|26834\n2021-05-26|total|26837"
    );
}

#[test]
fn without_the_key_a_correction_is_rejected_and_the_message_names_the_key() {
    let desk = Desk::new();
    desk.file("t.csv", DAILY);
    desk.file("t.csv.toml", daily_profile(""));
    let said = desk.receipt("t.csv", usual(), Part);
    assert_eq!(cells(&said), [6, 5, 0, 0, 0, 1]);
    assert_eq!(said["problems"][0]["code"], "N106");
    assert!(said["problems"][0]["hint"].to_string().contains("negative = "), "{said}");
    let refused = desk.run(&["import", "t.csv", "--feed", "f", "--snapshot-at", "2021-05-27"]);
    assert_eq!(refused.code, Some(2), "{}", refused.err);
    assert!(refused.err.contains("negative = \"skip\""), "{}", refused.err);
    let flagged = desk.run(&["import", "t.csv", "--negative", "skip", "--feed", "f"]);
    assert_eq!(flagged.code, Some(0), "{}", flagged.err);
}

#[test]
fn what_is_left_out_of_a_snapshot_is_not_gone() {
    let profile =
        daily_profile("negative = \"skip\"\ncarried_forward = [{ column = \"state\", is = [\"old\"] }]")
            .replace(
                "[figures.total]",
                "[rows]\nskip = [{ column = \"state\", is = [\"checked\"] }]\n[figures.total]",
            );
    let with_state = |rows: [&str; 4]| format!("day,total,daily,state\n{}\n", rows.join("\n"));
    let desk = Desk::new();
    desk.file("p.toml", profile);
    let taken = |at: &str, rows: [&str; 4]| {
        desk.file("t.csv", with_state(rows));
        let options = ImportOptions { profile: Some(desk.path("p.toml")), ..snapshot("f", at) };
        let said = desk.receipt("t.csv", options, All);
        ["new", "same", "changed", "gone"].map(|name| said[name].as_u64().unwrap_or_default())
    };
    let first = ["2021-05-24,10,4,new", "2021-05-25,12,2,new", "2021-05-26,15,3,new", "2021-05-27,16,1,new"];
    assert_eq!(taken("2021-05-28", first), [8, 0, 0, 0]);
    let second =
        ["2021-05-24,10,-4,new", "2021-05-25,12,9,old", "2021-05-26,15,3,checked", "2021-05-27,16,,new"];
    // The cell that is blank now is gone, and no other.
    assert_eq!(taken("2021-05-29", second), [0, 3, 0, 1]);
    let third = ["2021-05-24,10,4,new", "2021-05-25,12,2,new", "2021-05-26,15,3,new", "2021-05-27,16,1,new"];
    assert_eq!(taken("2021-05-30", third), [1, 7, 0, 0]);
}

#[test]
fn a_fraction_is_an_estimate_that_keeps_its_words_and_comes_back_from_an_export() {
    let desk = Desk::new();
    desk.file("t.csv", "place,excess\nOsk,12.6\nTavi,1234.50\nMoor,40\nUpton,12.345\n");
    desk.file(
        "t.csv.toml",
        r#"
[figures.excess]
measure = "died"
count_type = "total"
fractions = "round"
[fields]
event = "Marsh fever"
place = { column = "place" }
publisher = "Institute"
published_on = "2022-05-01"
"#,
    );
    let said = desk.receipt("t.csv", usual(), All);
    assert_eq!(cells(&said), [4, 4, 0, 0, 0, 0]);
    let rounded = ["cells", "line", "value"].map(|name| said["rounded"][0][name].to_string());
    assert_eq!(rounded, ["3", "2", r#""12.6""#]);
    let ask = |desk: &Desk| desk.ask("SELECT kind, value, low, high, wording FROM figures ORDER BY id");
    let found = "estimate|13|12|13|12.6\nestimate|1235|1234|1235|1234.50\nexact|40|40|40|40\nestimate|12|12|13|12.3450";
    assert_eq!(ask(&desk), found);
    let said = desk.run(&["reconcile", "--place", "Osk"]).with(0);
    assert!(said.contains("an estimated 13 people"), "{said}");
    desk.export("out.csv");
    let again = Desk::new();
    again.file("out.csv", std::fs::read(desk.path("out.csv")).expect("an export"));
    again.import(&["out.csv"]);
    assert_eq!(ask(&again), found);
}

#[test]
fn a_fraction_alone_is_no_number_of_people() {
    let desk = Desk::new();
    desk.file("t.csv", "place,excess\nOsk,12.6\n");
    let flags =
        ["import", "t.csv", "--map", "excess=figure", "--set", "event=Marsh fever", "--set", "measure=died"];
    let rest =
        ["--set", "count_type=total", "--set", "publisher=Institute", "--set", "published_on=2022-05-01"];
    let refused = desk.run(&[&flags[..], &rest[..]].concat());
    assert!(refused.err.contains("N107") && refused.err.contains("fractions = \"round\""), "{}", refused.err);
    let taken = desk.run(&[&flags[..], &rest[..], &["--fractions", "round"]].concat());
    assert_eq!(taken.code, Some(0), "{}", taken.err);
    assert_eq!(desk.ask("SELECT kind, value, wording FROM figures"), "estimate|13|12.6");
}

/// Cells of a table: numbers, what is no number, and what a profile may leave out.
fn cell() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "3",
        "1,400",
        "",
        "NA",
        "-5",
        "-1.5",
        "12.5",
        "about 40",
        "radio",
        "7 (3 children)",
    ])
}

fn row() -> impl Strategy<Value = String> {
    let kind = prop::sample::select(vec!["new", "old", "specimens", "Total", ""]);
    (kind, cell(), cell(), 0..12u8).prop_map(|(kind, one, other, cut)| match cut {
        0 => format!("{kind},\"{one}\""),
        1 => "Source: the province".to_owned(),
        _ => format!("{kind},\"{one}\",\"{other}\""),
    })
}

/// Cells in = figures + not reported + skipped + set aside + rejected, whatever the table and the keys.
#[test]
fn every_cell_is_accounted_for() {
    let config = Config { cases: 48, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let keys = prop::sample::subsequence(vec!["negative = \"skip\"", "fractions = \"round\""], 0..=2);
    let tables = (prop::collection::vec(row(), 1..12), keys);
    runner
        .run(&tables, |(rows, keys)| {
            let desk = Desk::new();
            let rows: Vec<String> = rows.iter().enumerate().map(|(n, row)| format!("d{n},{row}")).collect();
            desk.file("t.csv", format!("place,kind,dead,hurt\n{}\n", rows.join("\n")));
            let profile = format!(
                "missingValues = [\"NA\"]\n{}\n[rows]\ntotal = [{{ column = \"kind\", is = [\"Total\"] }}]\n\
                 carried_forward = [{{ column = \"kind\", is = [\"old\"] }}]\n\
                 skip = [{{ column = \"kind\", is = [\"specimens\"] }}]\n\
                 [figures.dead]\nmeasure = \"killed\"\n[figures.hurt]\nmeasure = \"injured\"\n\
                 [fields]\nevent = \"Flood\"\ncount_type = \"total\"\nplace = {{ column = \"place\" }}\n\
                 publisher = \"Gazette\"\npublished_on = \"2022-05-01\"\n",
                keys.join("\n")
            );
            desk.file("t.csv.toml", profile);
            let (receipts, _) = desk.import_as(&["t.csv"], usual()).expect("read");
            let tally = receipts[0].cells.expect("cells");
            let CellTally { read, figures, not_reported, skipped, set_aside, rejected, .. } = tally;
            prop_assert_eq!(read, figures + not_reported + skipped + set_aside + rejected, "{:?}", rows);
            let aside: u64 = receipts[0].set_aside.iter().map(|column| column.cells).sum();
            prop_assert_eq!(set_aside, aside, "{:?}", rows);
            let parts = rows.iter().filter(|row| row.contains("children")).count() as u64;
            let counts = receipts[0].counts;
            prop_assert!((figures..=figures + 2 * parts).contains(&(counts.new + counts.same)), "{:?}", rows);
            Ok(())
        })
        .expect("every cell is accounted for");
}

const QUAKE: &str = "\
province,town,dead,hurt
Upland,Osk,5,9
Upland,Moor,2,
Upland,Total,7,9
Lowland,Tavi,4,3
Lowland,Total,4,3
Total,,11,12
";

fn quake_profile(totals: &str) -> String {
    format!(
        r#"
[rows]
totals = "{totals}"
[figures.dead]
measure = "killed"
[figures.hurt]
measure = "injured"
[fields]
event = "Ridge quake"
count_type = "total"
place = {{ template = "Norland > {{province}} > {{town}}" }}
publisher = "Norland Police"
published_on = "2022-05-01"
"#
    )
}

#[test]
fn a_sum_may_be_the_figure_of_what_its_parts_are_in() {
    let desk = Desk::new();
    desk.file("t.csv", QUAKE);
    desk.file("t.csv.toml", quake_profile("parent"));
    let said = desk.receipt("t.csv", usual(), All);
    assert_eq!(cells(&said), [12, 11, 1, 0, 0, 0], "{said}");
    assert_eq!(
        desk.ask("SELECT place, value FROM figures WHERE measure = 'killed' ORDER BY id"),
        "Norland > Upland > Osk|5\nNorland > Upland > Moor|2\nNorland > Upland|7\n\
         Norland > Lowland > Tavi|4\nNorland > Lowland|4\nNorland|11"
    );
    assert_eq!(desk.ask("SELECT COUNT(*) FROM act"), "0");
}

#[test]
fn what_is_blank_in_a_sum_is_what_it_goes_over() {
    let desk = Desk::new();
    desk.file("t.csv", "province,town,dead,hurt\nUpland,Osk,5,9\nLowland,Tavi,4,3\n,Total,9,12\n,Moor,1,1\n");
    let words = quake_profile("parent").replace("{town}\"", "{town}\", blank = \"not stated\"");
    desk.file("t.csv.toml", words);
    desk.receipt("t.csv", usual(), All);
    assert_eq!(
        desk.ask("SELECT place, value FROM figures WHERE measure = 'killed' ORDER BY id"),
        "Norland > Upland > Osk|5\nNorland > Lowland > Tavi|4\nNorland|9\nNorland > not stated > Moor|1"
    );
    let alone = Desk::new();
    alone.file("t.csv", "province,town,dead,hurt\n,Osk,5,9\n,,2,2\nTotal,,7,11\n");
    alone.file("t.csv.toml", quake_profile("skip"));
    let said = alone.receipt("t.csv", usual(), Part);
    assert_eq!(cells(&said)[5], 2, "a town is named beside the blank one: {said}");
    let unnamed = Desk::new();
    unnamed.file("t.csv", "province,town,dead,hurt\n,,5,9\nTotal,,5,9\n");
    unnamed.file("t.csv.toml", quake_profile("skip"));
    unnamed.receipt("t.csv", usual(), All);
    assert_eq!(unnamed.ask("SELECT DISTINCT place FROM figures"), "Norland", "a sum names no province");
}

#[test]
fn a_sum_may_be_the_whole_that_its_parts_are_declared_to_make() {
    let desk = Desk::new();
    desk.file("t.csv", QUAKE);
    desk.file("t.csv.toml", quake_profile("sum"));
    desk.receipt("t.csv", usual(), All);
    let parts = |measure: &str| {
        desk.ask(&format!(
            "SELECT part.place, whole.place, act.what FROM act JOIN figures AS part ON part.id = act.figure
             JOIN figures AS whole ON whole.id = act.other WHERE part.measure = '{measure}' ORDER BY part.id"
        ))
    };
    assert_eq!(
        parts("killed"),
        "Norland > Upland > Osk|Norland > Upland|part_of_complete\n\
         Norland > Upland > Moor|Norland > Upland|part_of_complete\n\
         Norland > Upland|Norland|part_of_complete\n\
         Norland > Lowland > Tavi|Norland > Lowland|part_of_complete\n\
         Norland > Lowland|Norland|part_of_complete"
            .replace("part_of_complete", "part_of"),
        "a cell is blank: it is not known that the parts are all"
    );
    let whole = Desk::new();
    whole.file("t.csv", QUAKE.replace("Moor,2,", "Moor,2,0"));
    whole.file("t.csv.toml", quake_profile("sum"));
    whole.receipt("t.csv", usual(), All);
    assert_eq!(whole.ask("SELECT what, COUNT(*) FROM act GROUP BY what"), "part_of_complete|10");
}

#[test]
fn sums_of_groups_and_of_rows_that_a_profile_knows() {
    let desk = Desk::new();
    desk.file("t.csv", "day,who,dead\n2022-05-01,men,3\n2022-05-01,women,2\n2022-05-01,both,5\n2022-05-02,men,4\n2022-05-02,both,6\n");
    desk.file(
        "t.csv.toml",
        r#"
[rows]
totals = "sum"
total = [{ column = "who", is = ["both"] }]
[fields]
event = "Ridge quake"
place = "Norland"
measure = "killed"
count_type = "total"
group = { column = "who" }
figure = { column = "dead" }
as_of = { column = "day" }
publisher = "Norland Police"
published_on = "2022-05-03"
"#,
    );
    desk.receipt("t.csv", usual(), All);
    assert_eq!(
        desk.ask(
            "SELECT part.\"group\", part.as_of, whole.value, act.what FROM act
             JOIN figures AS part ON part.id = act.figure JOIN figures AS whole ON whole.id = act.other ORDER BY part.id"
        ),
        "men|2022-05-01|5|part_of_complete\nwomen|2022-05-01|5|part_of_complete\nmen|2022-05-02|6|part_of"
    );
}

#[test]
fn the_parts_of_a_sum_are_declared_in_each_snapshot_of_a_feed() {
    let desk = Desk::new();
    desk.file("p.toml", quake_profile("sum").replace("published_on = \"2022-05-01\"\n", ""));
    let taken = |at: &str, table: &str| {
        desk.file("t.csv", table);
        let options = ImportOptions { profile: Some(desk.path("p.toml")), ..snapshot("f", at) };
        let said = desk.receipt("t.csv", options, All);
        ["new", "same", "changed", "gone"].map(|name| said[name].as_u64().unwrap_or_default())
    };
    let first = "province,town,dead,hurt\nUpland,Osk,5,9\nUpland,Moor,2,1\nUpland,Total,7,10\n";
    assert_eq!(taken("2022-05-02", first), [6, 0, 0, 0]);
    assert_eq!(
        taken("2022-05-03", &first.replace("Osk,5", "Osk,6").replace("Total,7", "Total,8")),
        [0, 4, 2, 0]
    );
    assert_eq!(
        desk.ask(
            "SELECT part.value, whole.value FROM act JOIN figures AS part ON part.id = act.figure
             JOIN figures AS whole ON whole.id = act.other WHERE part.measure = 'killed' ORDER BY act.id"
        ),
        "5|7\n2|7\n6|8\n2|8"
    );
}
