//! Numbers and days as they are typed: footnote marks, marks that nobody sees, short years, weeks.

use serde_json::Value;
use tollbook::desk::import::ImportExtent::{All, Nothing, Part};
use tollbook::desk::import::ImportOptions;
use tollbook::intake::settings::Settings;
use tollbook::model::date::{Century, DateOrder, Weeks};

use crate::books::usual;
use crate::desk::Desk;
use crate::inputs::Ended;

const HEADER: &str = "event,place,measure,count_type,figure,as_of,published_on,authority,publisher,note\n";

/// A row of an exercise: its place, number, day and note.
fn row(place: &str, figure: &str, as_of: &str, note: &str) -> String {
    format!(
        "Dam exercise,{place},killed,total,\"{figure}\",{as_of},2024-06-01,Dam Office,Valley Radio,{note}\n"
    )
}

/// A column of numbers, each of a place of its own.
fn numbers(figures: &[&str]) -> String {
    let rows =
        figures.iter().enumerate().map(|(at, figure)| row(&format!("Ward {at}"), figure, "2024-05-01", ""));
    HEADER.to_owned() + &rows.collect::<String>()
}

/// Days of counts, each of a place of its own.
fn days(days: &[&str]) -> String {
    let rows = days.iter().enumerate().map(|(at, day)| row(&format!("Ward {at}"), "7", day, ""));
    HEADER.to_owned() + &rows.collect::<String>()
}

fn under(settings: Settings) -> ImportOptions {
    ImportOptions { settings, ..usual() }
}

/// The cells of a column, as an export writes them.
fn cells(desk: &Desk, field: &str) -> Vec<String> {
    let lines = desk.exported("jsonl");
    let figures = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    figures.map(|figure| figure[field].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn marks_beside_a_number_go_to_the_note_and_the_receipt_names_them() {
    let desk = Desk::new();
    let rows = [
        row("A", "1,700[1]", "2024-05-01", "by telephone"),
        row("B", "349 [note 2]", "2024-05-01", ""),
        row("C", "7¹", "2024-05-01", ""),
        row("D", "10²", "2024-05-01", ""),
        row("E", "12 (disputed)", "2024-05-01", ""),
        row("F", "\u{200f}7\u{200e}04\u{200f}", "\u{202a}2024-05-01\u{202c}", ""),
    ];
    desk.file("t.csv", HEADER.to_owned() + &rows.concat());
    let said = desk.receipt("t.csv", usual(), All);
    assert_eq!(cells(&desk, "figure"), ["1,700", "349", "7", "10", "12", "704"]);
    assert_eq!(cells(&desk, "note"), ["by telephone; [1]", "[note 2]", "¹", "²", "", ""]);
    assert_eq!(cells(&desk, "caveat"), ["", "", "", "", "disputed", ""]);
    let taken_off: Vec<String> = said["taken_off"]
        .as_array()
        .expect("what was taken off")
        .iter()
        .map(|one| {
            format!("{} {} {} {} {}", one["what"], one["column"], one["cells"], one["line"], one["kept_in"])
        })
        .collect();
    assert_eq!(
        taken_off,
        [
            r#""footnote marks" "figure" 4 2 "note""#,
            r#""words in brackets" "figure" 1 6 "caveat""#,
            r#""marks that cannot be seen" "figure" 1 7 null"#,
            r#""marks that cannot be seen" "as_of" 1 7 null"#,
        ]
    );
    // What went to the note is no second statement when the mark is gone.
    desk.file("t.csv", (HEADER.to_owned() + &rows.concat()).replace("[note 2]", ""));
    let again = desk.receipt("t.csv", usual(), All);
    assert_eq!((again["new"].as_u64(), again["same"].as_u64()), (Some(0), Some(6)), "{again}");
}

#[test]
fn a_column_from_which_marks_are_taken_is_called_as_the_file_calls_it() {
    let desk = Desk::new();
    desk.file("t.csv", "Tote bisher;Ort;Tag\n84*;Osk;2024-05-01\n");
    let map = ["--map", "Tote bisher=figure", "--map", "Ort=place", "--map", "Tag=published_on"];
    let set = ["--set", "event=Ridge quake", "--set", "measure=killed", "--set", "count_type=total", "--set"];
    let said = desk.run(&[&["import", "t.csv"][..], &map, &set, &["publisher=Gazette"]].concat()).ended(0);
    assert!(said.out.contains("footnote marks in 1 cell of `Tote bisher`"), "{}", said.out);
    desk.file("w.csv", "town,dead,hurt\nOsk,4,7¹\nTavi,5†,8²\n");
    desk.file(
        "w.csv.toml",
        "[figures.dead]\nmeasure = \"killed\"\ncount_type = \"total\"\n[figures.hurt]\nmeasure = \"injured\"\ncount_type = \"total\"\n\
         [fields]\nevent = \"Ridge quake\"\nplace = { column = \"town\" }\npublisher = \"Gazette\"\npublished_on = \"2024-05-01\"\n",
    );
    let said = desk.run(&["import", "w.csv"]).ended(0);
    for part in ["in 1 cell of `dead`", "in 2 cells of `hurt`"] {
        assert!(said.out.contains(part), "{part}: {}", said.out);
    }
}

#[test]
fn what_may_be_more_than_a_mark_is_refused_where_its_column_shows_none() {
    for (figures, rejected) in [
        (&["10²", "704"][..], 1),
        (&["704 [12]", "704"], 1),
        (&["704 [12]", "704*"], 0),
        (&["10²", "12 †"], 0),
        (&["12 (3)", "123*"], 1),
        (&["[1,234]", "123*"], 1),
        (&["7 1", "123*"], 1),
    ] {
        let desk = Desk::new();
        desk.file("t.csv", numbers(figures));
        let said = desk.receipt("t.csv", usual(), if rejected > 0 { Part } else { All });
        assert_eq!(said["rejected"].as_u64(), Some(rejected), "{figures:?}: {said}");
    }
}

#[test]
fn eight_digits_are_a_number_in_a_column_of_numbers() {
    for (figures, rejected) in [
        (&["20231025", "12"][..], 0),
        (&["20231025"], 0),
        (&["20231025", "20231026"], 2),
        (&["20231025", "2023-10-26"], 2),
    ] {
        let desk = Desk::new();
        desk.file("t.csv", numbers(figures));
        let extent = if rejected > 0 { Part } else { All };
        let said = desk.receipt("t.csv", usual(), extent);
        assert_eq!(said["rejected"].as_u64(), Some(rejected), "{figures:?}: {said}");
    }
}

#[test]
fn years_of_two_digits_stop_a_column_of_them_until_the_century_is_said() {
    let desk = Desk::new();
    desk.file("t.csv", days(&["4/10/14", "4/25/14"]));
    let said = desk.receipt("t.csv", usual(), Nothing);
    let problem = &said["problems"][0];
    assert_eq!(problem["code"], "I135", "{said}");
    let hint = problem["hint"].as_str().unwrap_or_default();
    assert!(hint.contains("--century 2000 reads it as 10 April 2014"), "{hint}");
    let century = Settings { century: Some(Century::From1900), ..Settings::default() };
    desk.receipt("t.csv", under(century), All);
    assert_eq!(cells(&desk, "as_of"), ["1914-04-10", "1914-04-25"]);
}

#[test]
fn a_short_year_beside_whole_ones_is_a_slip_of_its_row() {
    let desk = Desk::new();
    desk.file("t.csv", days(&["2024-05-01", "25/04/24"]));
    let said = desk.receipt("t.csv", usual(), Part);
    assert_eq!((&said["new"], &said["problems"][0]["code"]), (&1.into(), &"D106".into()), "{said}");
}

#[test]
fn the_century_is_kept_in_the_profile_and_changes_no_other_import() {
    let desk = Desk::new();
    desk.file("t.csv", days(&["10/4/14"]));
    let (dates, century) = (Some(DateOrder::MonthFirst), Some(Century::From2000));
    let settings = Settings { dates, century, weeks: Some(Weeks::Epi), ..Settings::default() };
    let options = ImportOptions { save_profile: true, ..under(settings) };
    desk.receipt("t.csv", options, All);
    let saved = std::fs::read_to_string(desk.path("t.csv.toml")).expect("a profile");
    assert!(saved.contains("century = 2000") && saved.contains("weeks = \"epi\""), "{saved}");
    assert!(desk.receipt("t.csv", usual(), All)["already_imported"].is_number());
    assert_eq!(Settings::default().to_json(), r#"{"map":{},"set":{}}"#);
}

#[test]
fn a_period_count_of_a_week_covers_its_seven_days() {
    let desk = Desk::new();
    let table = days(&["2022-W12", "2020-W53"]).replace(",total,", ",period,");
    desk.file("t.csv", &table);
    desk.receipt("t.csv", usual(), All);
    assert_eq!(cells(&desk, "as_of"), ["2022-03-27", "2021-01-03"]);
    assert_eq!(cells(&desk, "period_start"), ["2022-03-21", "2020-12-28"]);
    let epi = Settings { weeks: Some(Weeks::Epi), ..Settings::default() };
    desk.file("u.csv", days(&["2022-W12"]).replace("Dam exercise", "Fever exercise"));
    desk.receipt("u.csv", under(epi), All);
    assert_eq!(cells(&desk, "as_of")[2], "2022-03-26");
}

#[test]
fn columns_may_be_weeks_or_days_of_short_years() {
    let shared = "[fields]\nevent = \"Fever exercise\"\nplace = { column = \"ward\" }\npublisher = \"Valley Radio\"\npublished_on = \"2024-06-01\"\n";
    let counted = "measure = \"died\"\ncount_type = \"period\"\n";
    let desk = Desk::new();
    desk.file("w.csv", "ward,2022-W12,2022-W13\nA,3,4\n");
    desk.file(
        "w.csv.toml",
        format!("[date_columns]\ngives = [\"as_of\", \"period_start\"]\n{counted}{shared}"),
    );
    desk.receipt("w.csv", usual(), All);
    assert_eq!(cells(&desk, "as_of"), ["2022-03-27", "2022-04-03"]);
    assert_eq!(cells(&desk, "period_start"), ["2022-03-21", "2022-03-28"]);

    let total = "[date_columns]\nmeasure = \"died\"\ncount_type = \"total\"\n";
    desk.file("y.csv", "ward,lat,3/18/20,3/20/20\nA,4.5,3,4\n");
    desk.file("y.csv.toml", format!("{total}{shared}"));
    let said = desk.receipt("y.csv", usual(), Nothing);
    assert!(said["problems"][0]["hint"].as_str().unwrap_or_default().contains("--century 2000"), "{said}");
    desk.file("y.csv.toml", format!("century = 2000\n{total}{shared}"));
    desk.receipt("y.csv", usual(), All);
    assert_eq!(cells(&desk, "as_of")[2..], ["2020-03-18", "2020-03-20"]);
}

#[test]
fn an_old_year_is_kept_printed_and_comes_back() {
    let desk = Desk::new();
    desk.file("t.csv", days(&["0390", "0064-07-19"]));
    desk.receipt("t.csv", usual(), All);
    assert_eq!(cells(&desk, "as_of"), ["0390", "0064-07-19"]);
    let export = desk.exported("csv");
    let other = Desk::new();
    other.file("t.csv", &export);
    other.receipt("t.csv", usual(), All);
    assert_eq!(other.exported("csv"), export);
    desk.verify();
}

#[test]
fn a_date_in_parts_keeps_what_is_there() {
    let desk = Desk::new();
    desk.file(
        "t.csv",
        "ward,y,m,d,week,dead\nA,2014,3,5,12,1\nB,2014,3.0,,,2\nC,2014,,30,,3\nD,2014,March,,9,4\nE,2014,2,30,,5\n",
    );
    let profile = |template: &str| {
        format!(
            "[figures.dead]\nmeasure = \"killed\"\ncount_type = \"total\"\nas_of = {{ template = \"{template}\" }}\n\
             [fields]\nevent = \"Dam exercise\"\nplace = {{ column = \"ward\" }}\npublisher = \"Valley Radio\"\n\
             published_on = \"2015\"\n"
        )
    };
    desk.file("t.csv.toml", profile("{y}-{m}-{d}"));
    let said = desk.receipt("t.csv", usual(), Part);
    assert_eq!(said["problems"][0]["code"], "D104", "{said}");
    assert_eq!(cells(&desk, "as_of"), ["2014-03-05", "2014-03", "2014", "2014-03"]);
    let weeks = Desk::new();
    weeks.file("t.csv", "ward,y,week,dead\nA,2014,12,1\nB,2014,,2\nC,2014,9.0,3\n");
    weeks.file("t.csv.toml", profile("{y}-W{week}"));
    weeks.receipt("t.csv", usual(), All);
    assert_eq!(cells(&weeks, "as_of"), ["2014-03-23", "2014", "2014-03-02"]);
}

#[test]
fn whole_floats_are_counts_whatever_their_decimal_sign() {
    for figures in [["26837.0", "17.0"], ["26837,0", "17,0"], ["1,204.00", "17.0"]] {
        let desk = Desk::new();
        desk.file("t.csv", numbers(&figures));
        desk.receipt("t.csv", usual(), All);
        let printed: Vec<_> = desk.traces().iter().map(|trace| trace["answer"]["low"].clone()).collect();
        assert!(printed.contains(&17.into()), "{figures:?}: {printed:?}");
    }
}

#[test]
fn a_profile_names_a_tab_as_the_flag_does() {
    let desk = Desk::new();
    desk.file("t.txt", "ward\tdead\nA\t4\n");
    let shared = "[figures.dead]\nmeasure = \"killed\"\ncount_type = \"total\"\n[fields]\nevent = \"Dam exercise\"\n\
                  place = { column = \"ward\" }\npublisher = \"Valley Radio\"\npublished_on = \"2024\"\n";
    desk.file("t.txt.toml", format!("delimiter = \"tab\"\n{shared}"));
    assert_eq!(desk.receipt("t.txt", usual(), All)["new"], 1);
    desk.file("t.txt.toml", format!("delimiter = \"tabs\"\n{shared}"));
    let said = desk.receipt("t.txt", usual(), Nothing);
    assert!(said["problems"][0]["what"].as_str().unwrap_or_default().contains("or tab"), "{said}");
}

#[test]
fn a_cell_of_marks_that_cannot_be_seen_is_blank() {
    let desk = Desk::new();
    desk.file("t.csv", "ward,dead,hurt\nA,\u{200f},4\nB,3,\u{feff}\n");
    let table = |column: &str, measure: &str| {
        format!("[figures.{column}]\nmeasure = \"{measure}\"\ncount_type = \"total\"\n")
    };
    let shared = "[fields]\nevent = \"Dam exercise\"\nplace = { column = \"ward\" }\npublisher = \"Valley Radio\"\n\
                  published_on = \"2024\"\n";
    desk.file("t.csv.toml", [table("dead", "killed"), table("hurt", "injured"), shared.to_owned()].concat());
    let said = desk.receipt("t.csv", usual(), All);
    assert_eq!((&said["new"], &said["cells"]["not_reported"]), (&2.into(), &2.into()), "{said}");
}
