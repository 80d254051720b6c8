//! What a profile says of columns and cells: which of them point at each other, which may be missing, what a cell stands for.

use std::fs;

use tollbook::desk::audit::Settlement;
use tollbook::desk::import::ImportExtent::{All, Part};

use crate::books::usual;
use crate::desk::Desk;

/// A desk with a table and the profile beside it.
fn desk(table: &str, profile: &str) -> Desk {
    let desk = Desk::new();
    desk.file("t.csv", table);
    desk.file("t.csv.toml", profile);
    desk
}

/// What the figures of a row share in these tables: an exercise.
const SHARED: &str = r#"
[fields]
event = "Exercise dam failure"
place = { column = "town" }
publisher = "Exampleland Radio"
as_of = { column = "day" }
published_on = { column = "day" }
"#;

/// The tables of some columns, and what their figures share.
fn shared(columns: &[String]) -> String {
    format!("{}{SHARED}", columns.concat())
}

/// A column that counts the killed, and what else is said of it.
fn counted(column: &str, more: &str) -> String {
    format!("[figures.{column}]\nmeasure = \"killed\"\ncount_type = \"total\"\n{more}\n")
}

fn finds(desk: &Desk, code: &str) -> usize {
    desk.findings(Settlement::Open).iter().filter(|finding| finding.finding == code).count()
}

#[test]
fn several_figures_of_a_row_point_at_others() {
    let part =
        |group: &str| format!("group = \"{group}\"\npart_of = {{ template = \"{{id}}-all complete\" }}");
    let whole = counted("dead", "ref = { template = \"{id}-all\" }");
    let profile = shared(&[whole, counted("women", &part("women")), counted("men", &part("men"))]);
    let table = "id,town,day,dead,women,men\na1,Lowton,2021-04-03,40,20,19\na2,Upton,2021-04-03,9,5,4\n";
    let desk = desk(table, &profile);
    let said = desk.receipt("t.csv", usual(), All);
    assert_eq!(said["new"], 6, "{said}");
    assert_eq!(desk.ask("SELECT count(*) FROM act WHERE what = 'part_of_complete'"), "4");
    assert_eq!(finds(&desk, "parts_do_not_sum"), 1, "of 40, women and men are 39");
    desk.verify();
}

#[test]
fn a_row_of_which_several_figures_point_at_nothing_is_rejected_once() {
    let part = |group: &str| format!("group = \"{group}\"\npart_of = {{ column = \"whole\" }}");
    let profile =
        shared(&[counted("dead", ""), counted("women", &part("women")), counted("men", &part("men"))]);
    let desk = desk("town,day,dead,women,men,whole\nLowton,2021-04-03,x,20,19,none\n", &profile);
    let said = desk.receipt("t.csv", usual(), Part);
    assert_eq!((&said["read"], &said["rejected"]), (&1.into(), &1.into()), "{said}");
    assert_eq!((&said["cells"]["figures"], &said["cells"]["rejected"]), (&0.into(), &3.into()), "{said}");
    let rejects = fs::read_to_string(desk.path("t.rejects.csv")).expect("rejects");
    assert_eq!(rejects.lines().count(), 2, "{rejects}");
}

#[test]
fn a_column_that_some_files_lack_is_named_where_it_is_missing() {
    let profile = shared(&[
        counted(
            "dead",
            "authority = { column = \"who\", optional = true, default = \"Exampleland Police\" }",
        ),
        counted("children", "group = \"children\"\noptional = true"),
    ]);
    let desk = desk("town,day,dead\nLowton,2021-04-03,40\n", &profile);
    let said = desk.receipt("t.csv", usual(), All);
    assert_eq!((&said["new"], &said["cells"]["read"]), (&1.into(), &1.into()), "{said}");
    assert_eq!(said["absent"], serde_json::json!(["children", "who"]));
    assert_eq!(desk.figures()[0]["authority"], "Exampleland Police");
    desk.file("u.csv", "town,day,dead,children,who\nLowton,2021-04-04,41,5,Lowton Council\n");
    desk.file("u.csv.toml", &profile);
    let said = desk.receipt("u.csv", usual(), All);
    assert_eq!((&said["new"], &said["absent"]), (&2.into(), &serde_json::Value::Null), "{said}");
}

#[test]
fn missing_columns_are_named_together() {
    let profile = shared(&[counted("dead", "low = { column = \"least\" }"), counted("hurt", "")]);
    let desk = desk("town,dead\nLowton,40\n", &profile);
    let said = desk.run(&["import", "t.csv"]);
    assert_eq!(said.code, Some(2), "{}", said.err);
    let named = "the profile names the columns `day`, `least`, `hurt`; the file has `town`, `dead`";
    assert!(said.err.contains(named), "{}", said.err);
    assert_eq!(said.err.matches("P102").count(), 1, "{}", said.err);
    let none = "[figures.gone]\noptional = true\n[fields]\nevent = \"Exercise dam failure\"\n";
    desk.file("t.csv.toml", none);
    let said = desk.run(&["import", "t.csv"]);
    assert_eq!(said.code, Some(2), "nothing would be read: {}", said.out);
    assert!(said.err.contains("`gone`"), "{}", said.err);
}

#[test]
fn a_folder_has_one_profile_for_its_files() {
    let desk = Desk::new();
    fs::create_dir(desk.path("daily")).expect("a folder");
    for day in 3..=4 {
        desk.file(&format!("daily/{day}.csv"), format!("town,day,dead\nLowton,2021-04-0{day},4{day}\n"));
    }
    desk.file("daily.toml", shared(&[counted("dead", "")]));
    let said = desk.run(&["import", "daily", "--json"]).with(0);
    assert_eq!(said.matches("\"new\": 1").count(), 2, "{said}");
    let said = desk.run(&["import", "daily/3.csv"]).with(0);
    assert!(said.contains("already imported"), "{said}");
    desk.file("daily/3.csv.toml", shared(&[counted("dead", "group = \"women\"")]));
    let said = desk.receipt("daily/3.csv", usual(), All);
    assert_eq!((&said["new"], &said["profile"].as_str().unwrap().contains("3.csv.toml")), (&1.into(), &true));
}

#[test]
fn records_of_one_line_point_at_each_other() {
    let record = |reference: &str, group: &str, figure: u8, part_of: &str| {
        format!(
            r#"{{"ref":"{reference}","event":"Exercise dam failure","place":"Lowton","measure":"killed",
            "count_type":"total","group":"{group}","figure":"{figure}","publisher":"Exampleland Radio",
            "as_of":"2021-04-03","published_on":"2021-04-03","part_of":"{part_of}"}}"#
        )
        .replace('\n', "")
    };
    let records = [
        record("a", "", 40, ""),
        record("b", "women", 20, "a"),
        record("c", "men", 19, "a"),
        record("d", "children", 3, "x"),
        record("e", "elderly", 4, "x"),
    ];
    let desk = Desk::new();
    desk.file("t.json", format!("[{}]", records.join(",")));
    let said = desk.receipt("t.json", usual(), Part);
    assert_eq!((&said["new"], &said["rejected"]), (&3.into(), &2.into()), "{said}");
    let rejects = fs::read_to_string(desk.path("t.rejects.csv")).expect("rejects");
    assert_eq!(rejects.lines().count(), 3, "{rejects}");
}
