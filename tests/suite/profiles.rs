//! Profiles: what a table becomes under one, what is wrong with one, and that every cell is accounted for.

use std::fs;
use std::path::Path;

use tollbook::desk::import::ImportExtent::{All, Part};
use tollbook::desk::import::ImportOptions;

use crate::books::{usual, with_set};
use crate::desk::Desk;

fn shipped(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/profiles").join(name);
    fs::read_to_string(path).expect("a profile")
}

fn example(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/files").join(name);
    fs::read_to_string(path).expect("an example")
}

/// A desk with a file and the profile beside it.
fn desk(file: &str, table: &str, profile: &str) -> Desk {
    let desk = Desk::new();
    desk.file(file, table);
    desk.file(&format!("{file}.toml"), profile);
    desk
}

/// Cells in = figures + not reported + skipped + rejected, where none is set aside.
fn accounted(receipt: &serde_json::Value) -> [u64; 5] {
    let cells = ["read", "figures", "not_reported", "skipped", "rejected"]
        .map(|name| receipt["cells"][name].as_u64().unwrap_or_else(|| panic!("no {name} in {receipt}")));
    assert_eq!(cells[0], cells[1..].iter().sum::<u64>(), "{receipt}");
    cells
}

const LONG: &str = "place,toll,day\nNorth,1.400,03/04/2024\nSouth,2.300.000,25/04/2024\nEast,NA,04/04/2024\n";
const LONG_PROFILE: &str = r#"
missingValues = ["NA"]
[fields]
event = "Flood"
measure = "displaced"
count_type = "total"
publisher = "Gazette"
figure = { column = "toll" }
as_of = { column = "day" }
published_on = { column = "day" }
place = { template = "Westland > {place}" }
"#;

#[test]
fn the_shipped_profiles_read_their_shapes_whole() {
    for (profile, table, options, cells) in [
        ("gaza-daily.toml", "gaza-like.csv", usual(), [104, 19, 85, 0, 0]),
        ("west-bank-daily.toml", "west-bank-like.csv", usual(), [45, 9, 34, 2, 0]),
        ("ukraine-personnel.toml", "ukraine-like.csv", usual(), [6, 5, 1, 0, 0]),
        ("ucdp-ged.toml", "ucdp-like.csv", with_set("published_on", "2022"), [2, 2, 0, 0, 0]),
        ("italy-regions.toml", "regions-like-1.json", usual(), [6, 6, 0, 0, 0]),
        ("za-provinces.toml", "provinces-like.csv", usual(), [44, 34, 10, 0, 0]),
        ("jhu-deaths.toml", "days-like.csv", usual(), [9, 9, 0, 0, 0]),
        ("ebola-countries.toml", "countries-like.csv", usual(), [48, 8, 40, 0, 0]),
    ] {
        let desk = Desk::new();
        desk.file("t.csv", example(table));
        desk.file("p.toml", shipped(profile));
        let profiled = ImportOptions { profile: Some(desk.path("p.toml")), ..options };
        let said = desk.receipt("t.csv", profiled, All);
        let found = accounted(&said);
        assert_eq!(found, cells, "{profile}");
        assert_eq!(said["unread"].as_array().map(Vec::len), Some(0), "{profile}: {said}");
        assert_eq!(said["new"].as_u64(), Some(found[1]), "{profile}");
        again_from_the_export(&desk, found[1]);
    }
}

/// The tables of `docs/tables.md`, which also says what each of them becomes.
#[test]
fn tables_of_many_shapes_come_in_whole() {
    for (table, cells) in [
        ("disasters.xlsx", [20, 12, 8, 0, 0]),
        ("attacks.csv", [16, 9, 7, 0, 0]),
        ("quakes.txt", [15, 8, 4, 3, 0]),
        ("strikes.csv", [9, 8, 1, 0, 0]),
        ("hospitals.csv", [6, 6, 0, 0, 0]),
        ("weeks.csv", [8, 8, 0, 0, 0]),
        ("by-country.csv", [9, 9, 0, 0, 0]),
        ("boats.csv", [9, 7, 2, 0, 0]),
        ("outbreak.csv", [8, 6, 0, 2, 0]),
        ("footnotes.csv", [14, 8, 4, 2, 0]),
    ] {
        let desk = Desk::new();
        for name in [table.to_owned(), format!("{table}.toml")] {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/files").join(&name);
            fs::copy(path, desk.path(&name)).expect("a copy");
        }
        let said = desk.receipt(table, usual(), All);
        let found = accounted(&said);
        assert_eq!(found, cells, "{table}: {said}");
        assert_eq!(said["unread"].as_array().map(Vec::len), Some(0), "{table}: {said}");
        again_from_the_export(&desk, found[1]);
    }
}

#[test]
fn the_shipped_profile_of_a_line_list_counts_its_people() {
    let desk = Desk::new();
    desk.file("t.csv", example("people-like.csv"));
    desk.file("p.toml", shipped("police-shootings.toml"));
    let options = with_set("published_on", "2021-06-01");
    let profiled = ImportOptions { profile: Some(desk.path("p.toml")), ..options };
    let said = desk.receipt("t.csv", profiled, All);
    assert_eq!((said["people"].as_u64(), said["new"].as_u64()), (Some(4), Some(3)), "{said}");
    assert_eq!(said["unread"].as_array().map(Vec::len), Some(0), "{said}");
    assert_eq!(
        desk.ask("SELECT place, wording, as_of, method FROM figures ORDER BY place"),
        "United States > WL > Lowton|2|2021-03-04|media_tally\nUnited States > WL > Midton|1|2021-03-04|media_tally\n\
         United States > WL > Upton|1|2021-03-01|media_tally"
    );
    again_from_the_export(&desk, 3);
}

fn again_from_the_export(desk: &Desk, figures: u64) {
    desk.export("out.csv");
    desk.of("second.db").import(&["out.csv"]);
    desk.of("second.db").export("out2.csv");
    let uids = |name: &str| {
        let text = fs::read_to_string(desk.path(name)).expect("an export");
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        let at = rows.headers().expect("a header").iter().position(|name| name == "uid").expect("uids");
        let mut uids: Vec<String> = rows.records().map(|row| row.expect("a row")[at].to_owned()).collect();
        uids.sort();
        uids
    };
    assert_eq!(uids("out.csv"), uids("out2.csv"));
    assert_eq!(uids("out.csv").len() as u64, figures);
}

#[test]
fn a_table_of_totals_and_days_becomes_figures() {
    let desk = desk("gaza-like.csv", &example("gaza-like.csv"), &shipped("gaza-daily.toml"));
    let said = desk.receipt("gaza-like.csv", usual(), All);
    assert_eq!(accounted(&said), [104, 19, 85, 0, 0]);
    let ask = |sql: &str| desk.ask(sql);
    assert_eq!(
        ask(
            "SELECT count_type, \"group\", wording, period_length, authority, via FROM figures WHERE as_of = '2021-03-03' AND definition IS NULL ORDER BY id"
        ),
        "period|people|15|48h|Gaza Government Media Office|Gaza Government Media Office Telegram channel\n\
         total|people|127||Gaza Government Media Office|Gaza Government Media Office Telegram channel\n\
         total|people|321||Gaza Government Media Office|Gaza Government Media Office Telegram channel"
    );
    assert_eq!(
        ask("SELECT wording, publisher, method FROM figures WHERE as_of = '2021-03-02' ORDER BY id"),
        "7|Tech For Palestine|media_tally\n119|Tech For Palestine|media_tally"
    );
}

#[test]
fn a_row_of_no_hours_repeats_a_report_unless_it_brings_a_number() {
    let repeats = "2021-03-05,mohtel,0,,0,131,,,,,330,,,,,,,,,,0,,,,,,,,,,\n";
    let adds = "2021-03-06,mohtel,0,,2,133,,,,,,,,,,,,,,,,,,,,,,,,,\n";
    let table = example("gaza-like.csv") + repeats + adds;
    let desk = desk("g.csv", &table, &shipped("gaza-daily.toml"));
    assert_eq!(accounted(&desk.receipt("g.csv", usual(), All)), [156, 21, 131, 4, 0]);
    assert_eq!(
        desk.ask(
            "SELECT count_type, wording, period_length FROM figures WHERE as_of > '2021-03-04' ORDER BY id"
        ),
        "increment|2|\ntotal|133|"
    );
}

#[test]
fn rows_are_left_out_where_all_that_is_said_of_their_cells_holds() {
    let table = "place,state,dead\nUpton,old,4\nLowton,old,0\nMidton,new,0\n";
    let profile = r#"
[rows]
skip = [{ column = "state", is = ["old"], and = [{ column = "dead", is = ["0"] }], why = "nothing new" }]
[fields]
event = "Flood"
place = { column = "place" }
publisher = "Gazette"
published_on = "2024-04-03"
[figures.dead]
measure = "killed"
count_type = "total"
"#;
    let desk = desk("t.csv", table, profile);
    let said = desk.receipt("t.csv", usual(), All);
    assert_eq!(accounted(&said), [3, 2, 0, 1, 0]);
    assert_eq!(
        (&said["skipped_lines"][0]["line"], &said["skipped_lines"][0]["what"]),
        (&3.into(), &"nothing new".into())
    );
    assert_eq!(desk.ask("SELECT place FROM figures ORDER BY id"), "Upton\nMidton");
}

#[test]
fn two_figures_for_one_day_are_of_two_definitions_and_repeated_cells_are_skipped() {
    let table = example("west-bank-like.csv");
    let desk = desk("w.csv", &table, &shipped("west-bank-daily.toml"));
    assert_eq!(accounted(&desk.receipt("w.csv", usual(), All)), [45, 9, 34, 2, 0]);
    assert_eq!(
        desk.ask("SELECT definition, wording FROM figures WHERE as_of = '2021-03-01' AND count_type = 'total' AND measure = 'killed' ORDER BY id"),
        "verified_only|12\n|11"
    );
    assert_eq!(desk.ask("SELECT unit FROM figures WHERE measure = 'displaced'"), "households");
}

#[test]
fn hedges_and_bounds_come_from_columns_of_their_own() {
    let table = example("ukraine-like.csv");
    let desk_of_ukraine = desk("u.csv", &table, &shipped("ukraine-personnel.toml"));
    desk_of_ukraine.receipt("u.csv", usual(), All);
    assert_eq!(
        desk_of_ukraine.ask("SELECT kind, wording FROM figures WHERE measure = 'casualties' ORDER BY id"),
        "about|about 2800\nabout|about 4300\nmore_than|more than 4300"
    );
    let table = example("ucdp-like.csv");
    let desk = desk("g.csv", &table, &shipped("ucdp-ged.toml"));
    desk.receipt("g.csv", with_set("published_on", "2022"), All);
    assert_eq!(
        desk.ask("SELECT event, place, low, value, high, period_start, as_of FROM figures ORDER BY id"),
        "Border clashes > UCDP event 90001|Westland > Northern Province > Mill District > Old Mill|4|5|9|2021-03-01|2021-03-01\n\
         Border clashes > UCDP event 90002|Westland > Northern Province|2|2|2|2021-03-02|2021-03-04"
    );
    let note = desk.shown("1").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(note.contains("Police of the province; read in: Harbour News, Coast Agency"), "{note}");
}

#[test]
fn a_profile_beside_a_file_is_found_and_its_columns_decide_for_themselves() {
    let desk = desk("long.csv", LONG, LONG_PROFILE);
    let said = desk.receipt("long.csv", usual(), All);
    assert_eq!(accounted(&said), [3, 2, 1, 0, 0]);
    assert_eq!(said["profile"], "long.csv.toml");
    assert_eq!(
        desk.ask("SELECT place, value, as_of FROM figures ORDER BY id"),
        "Westland > North|1400|2024-04-03\nWestland > South|2300000|2024-04-25"
    );
    let decided: Vec<String> = said["decided"]
        .as_array()
        .expect("decisions")
        .iter()
        .map(|one| format!("{} {} {} {}", one["about"], one["column"], one["choice"], one["line"]))
        .collect();
    assert_eq!(decided, [r#""thousands" "toll" "." 3"#, r#""dates" "day" "dmy" 3"#]);
    assert_eq!(desk.receipt("long.csv", usual(), All)["already_imported"], 1);
}

#[test]
fn the_same_bytes_come_again_under_another_profile_but_not_under_the_same() {
    let desk = desk("long.csv", LONG, LONG_PROFILE);
    desk.receipt("long.csv", usual(), All);
    desk.file("long.csv.toml", format!("# with a remark\n{LONG_PROFILE}"));
    assert_eq!(desk.receipt("long.csv", usual(), All)["already_imported"], 1, "a remark changes no mapping");
    desk.file("long.csv.toml", LONG_PROFILE.replace("displaced", "affected"));
    assert_eq!(desk.receipt("long.csv", usual(), All)["new"], 2, "a corrected mapping can come again");
}

#[test]
fn rejects_of_a_profile_are_read_by_what_stands_beside_them() {
    let desk = desk("long.csv", &LONG.replace("1.400", "1.4OO"), LONG_PROFILE);
    let said = desk.receipt("long.csv", usual(), Part);
    assert_eq!(said["rejects_file"], "long.rejects.csv");
    let rejects = fs::read_to_string(desk.path("long.rejects.csv")).expect("rejects");
    desk.file("long.rejects.csv", rejects.replacen("North,1.4OO", "North,1.400", 1));
    let mended = desk.receipt("long.rejects.csv", usual(), All);
    assert_eq!(
        (mended["new"].as_u64(), mended["profile"].as_str()),
        (Some(1), Some("long.rejects.csv.toml"))
    );
    assert_eq!(
        desk.ask("SELECT place, value, as_of FROM figures ORDER BY value"),
        "Westland > North|1400|2024-04-03\nWestland > South|2300000|2024-04-25",
        "alone 1.400 and 03/04/2024 would be in doubt: what the whole column decided holds for its rejects"
    );
}

#[test]
fn one_bad_cell_costs_its_row_a_place_in_the_rejects_and_no_other_cell() {
    let table = example("gaza-like.csv").replace("24,,4,131,4", "24,,4,1E1,4");
    let desk = desk("g.csv", &table, &shipped("gaza-daily.toml"));
    let said = desk.receipt("g.csv", usual(), Part);
    assert_eq!(accounted(&said), [104, 18, 85, 0, 1]);
    assert_eq!(
        (said["problems"][0]["line"].as_u64(), said["problems"][0]["column"].as_u64()),
        (Some(5), Some(25))
    );
    let rejects = fs::read_to_string(desk.path("g.rejects.csv")).expect("rejects");
    desk.file("g.rejects.csv", rejects.replacen("1E1", "131", 1));
    let mended = desk.receipt("g.rejects.csv", usual(), All);
    assert_eq!(
        (mended["new"].as_u64(), mended["same"].as_u64()),
        (Some(1), Some(5)),
        "the good cells are the same"
    );
}

#[test]
fn an_unknown_code_costs_its_row() {
    let table = example("gaza-like.csv").replace("gmotel", "radio");
    let desk = desk("g.csv", &table, &shipped("gaza-daily.toml"));
    let said = desk.receipt("g.csv", usual(), Part);
    assert_eq!(
        (said["problems"][0]["code"].as_str(), said["problems"][0]["line"].as_u64()),
        (Some("P103"), Some(4))
    );
    accounted(&said);
}

#[test]
fn days_as_columns_packed_cells_totals_and_repeated_rows() {
    let table = "country,who,2024-04-01,2024-04-02,state\nNorth,Harbour News;Coast Agency,3,4,new\nSouth,Coast Agency,5,,new\nEast,Coast Agency,9,9,old\nAll,,17,13,sum\n";
    let profile = r#"
rows = { total = [{ column = "state", is = ["sum"] }], carried_forward = [{ column = "state", is = ["old"] }] }
packed = { columns = ["who"], by = ";" }
[fields]
event = "Flood"
place = { column = "country" }
publisher = { column = "who" }
published_on = "2024-04-03"
[date_columns]
gives = ["as_of"]
measure = "killed"
count_type = "total"
"#;
    let desk = desk("days.csv", table, profile);
    let said = desk.receipt("days.csv", usual(), All);
    assert_eq!(accounted(&said), [10, 5, 1, 4, 0]);
    assert_eq!(said["cells"]["packed"], 2);
    let skipped: Vec<String> = said["skipped_lines"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|one| format!("{} {}", one["line"], one["what"]))
        .collect();
    assert_eq!(skipped, [r#"4 "carried forward""#, r#"5 "total""#]);
    assert_eq!(
        desk.ask("SELECT place, publisher, as_of, value FROM figures ORDER BY id"),
        "North|Harbour News|2024-04-01|3\nNorth|Harbour News|2024-04-02|4\nNorth|Coast Agency|2024-04-01|3\n\
         North|Coast Agency|2024-04-02|4\nSouth|Coast Agency|2024-04-01|5"
    );
}

#[test]
fn a_total_of_another_width_is_passed_over_and_its_cells_are_told() {
    let table = "day,killed,injured,note\n2024-04-01,3,4,\nGesamt,3,4\n2024-04-02,5";
    let profile = r#"
ignore = ["note"]
[fields]
event = "Flood"
publisher = "Gazette"
published_on = { column = "day" }
count_type = "period"
period_length = "24h"
[figures]
killed = { measure = "killed" }
injured = { measure = "injured" }
"#;
    let desk = desk("cut.csv", table, profile);
    let said = desk.receipt("cut.csv", usual(), Part);
    assert_eq!(accounted(&said), [6, 2, 0, 2, 2]);
    assert_eq!(said["skipped_lines"][0]["what"], "total", "{said}");
    assert_eq!(said["problems"][0]["code"], "C103", "{said}");
}

#[test]
fn what_was_worked_out_is_saved_and_reads_the_next_file() {
    let table = "event,measure,count_type,toll,as_of,published_on\nFlood,killed,total,1.234.567,2024-04-01,2024-04-02\n";
    let desk = Desk::new();
    desk.file("f.csv", table);
    let mut options = ImportOptions { save_profile: true, ..with_set("publisher", "Radio") };
    options.settings.map.insert("toll".to_owned(), "figure".to_owned());
    assert_eq!(desk.receipt("f.csv", options, All)["saved_profile"], "f.csv.toml");
    desk.file("f.csv", table.replace("1.234.567,2024-04-01", "5.791,2024-04-02"));
    let next = desk.receipt("f.csv", usual(), All);
    assert_eq!(next["new"], 1, "{next}");
    assert_eq!(desk.ask("SELECT value FROM figures ORDER BY id"), "1234567\n5791");
    desk.file("f.csv", table.replace("1.234.567,2024-04-01", "6.791,2024-04-02"));
    let refused = desk.run(&["import", "f.csv", "--set", "publisher=TV", "--save-profile"]);
    assert_eq!(refused.code, Some(1), "stored, and another text is never replaced: {}", refused.err);
    assert!(refused.err.contains("f.csv.toml is there already"), "{}", refused.err);
}

#[test]
fn what_is_wrong_with_a_profile_has_its_place_and_a_way_out() {
    for (profile, code, place) in [
        ("[fields]\nevnt = \"Flood\"\n", "P101", "t.csv.toml:2:1"),
        ("[fields]\nevent = 7\n", "P101", "t.csv.toml:2:9"),
        ("[fields]\nevent = \"Spring\\u0000flood\"\n", "P101", "t.csv.toml:2:16"),
        ("[fields]\nevent = { colum = \"a\" }\n", "P101", "t.csv.toml:2:"),
        ("fields = \n", "P101", "t.csv.toml:1:"),
        ("dates = \"ymd\"\n", "P101", "t.csv.toml:1:10"),
        ("encoding = \"klingon\"\n", "P101", "t.csv.toml:1:13"),
        ("surprise = 1\n", "P101", "t.csv.toml:1:1"),
        ("[figures.toll]\nmesure = \"killed\"\n", "P101", "t.csv.toml:"),
        ("[fields]\nevent = { column = \"a\", template = \"{a}\" }\n", "P101", "t.csv.toml:2:1"),
        ("key = [\"id\"]\n", "P102", "t.csv.toml:1:9"),
        ("[fields]\nplace = { template = \"{land} > {town}\" }\n", "P102", "t.csv.toml:2:"),
    ] {
        let desk = desk("t.csv", "event,figure\nFlood,1\n", profile);
        let said = desk.run(&["import", "t.csv"]);
        assert_eq!(said.code, Some(2), "{profile}: {}", said.err);
        let told = [code, place, "hint:"].iter().all(|part| said.err.contains(part));
        assert!(told, "{profile}\n{}", said.err);
        assert!(!desk.names().contains(&"tollbook.db".to_owned()), "{profile}");
    }
}

/// A pipe can be read once: it is kept where its owner alone can read it, and its columns decide as those of a file do.
#[cfg(unix)]
#[test]
fn a_pipe_is_read_as_a_file_is() {
    use std::io::Write;
    let desk = Desk::new();
    let mut command = desk.command(&["import", "/dev/stdin", "--json"]);
    let mut child = command
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the program");
    let table = "event,measure,count_type,figure,publisher,published_on\nFlood,killed,total,5.791,AP,2024-04-02\nFlood,killed,total,1.234.567,AP,2024-04-03\n";
    child.stdin.take().expect("a pipe").write_all(table.as_bytes()).expect("written");
    let said = child.wait_with_output().expect("an end");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stdout));
    assert_eq!(desk.ask("SELECT value FROM figures ORDER BY id"), "5791\n1234567");
}

/// It is the owner's alone, whole or not there, and there only where it says something.
#[cfg(unix)]
#[test]
fn a_saved_profile_is_its_owners_and_says_something() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let text =
        "event,place,measure,count_type,dead,published_on,publisher\nE,P,killed,total,5,2021-01-01,X\n";
    desk.file("a.csv", text);
    let keep = ["import", "a.csv", "--map", "dead=figure", "--save-profile"];
    let mut command = std::process::Command::new("sh");
    let line = "umask 000; exec \"$0\" \"$@\"";
    command.args(["-c", line, env!("CARGO_BIN_EXE_tollbook")]).args(keep).current_dir(desk.path(""));
    assert!(command.env("XDG_CONFIG_HOME", "/dev/null").output().expect("sh").status.success());
    let mode = std::fs::metadata(desk.path("a.csv.toml")).expect("a profile").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    desk.file("b.csv", text.replace("dead", "figure"));
    desk.run(&["import", "b.csv", "--save-profile"]).with(0);
    assert!(!desk.path("b.csv.toml").exists(), "there is nothing to keep");
    // A link that leads nowhere is nobody's to fill: the entry is stored, and that is said.
    desk.file("c.csv", text.replace(",5,", ",6,"));
    std::os::unix::fs::symlink("nowhere/c.toml", desk.path("c.csv.toml")).expect("a link");
    let said =
        desk.run(&["import", "c.csv", "--map", "dead=figure", "--profile", "a.csv.toml", "--save-profile"]);
    assert_eq!(said.code, Some(1), "{}", said.err);
    assert!(said.err.contains("the import is stored, but c.csv.toml cannot be written"), "{}", said.err);
    assert!(said.err.contains("recorded all the same"), "{}", said.err);
}
