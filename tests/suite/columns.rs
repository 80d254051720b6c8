//! What a profile says of columns and cells: which of them point at each other, which may be missing, what a cell stands for.

use std::fs;

use tollbook::desk::audit::Settlement;
use tollbook::desk::import::ImportExtent::{All, Part};

use crate::books::{snapshot, usual};
use crate::desk::Desk;
use crate::inputs::zipped;

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

/// The place and the words of each figure.
fn told(desk: &Desk) -> Vec<(String, String)> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    desk.figures().iter().map(|figure| (text(&figure["place"]), text(&figure["figure"]))).collect()
}

fn pairs(told: &[(&str, &str)]) -> Vec<(String, String)> {
    told.iter().map(|(place, figure)| ((*place).to_owned(), (*figure).to_owned())).collect()
}

#[test]
fn codes_stand_for_some_cells_and_let_the_others_through() {
    let place = r#"place = { column = "town", codes = { sum = "Exampleland" }, others = "keep" }"#;
    let number = r#"figure = { codes = { Suppressed = "fewer than 10" }, others = "keep" }"#;
    let profile = shared(&[counted("dead", number)]).replace("place = { column = \"town\" }", place);
    let table = "town,day,dead\nLowton,2021-04-03,40\nUpton,2021-04-03,Suppressed\nMidton,2021-04-03,\nsum,2021-04-03,49\n";
    let desk = desk(table, &profile);
    let said = desk.receipt("t.csv", usual(), All);
    assert_eq!((&said["new"], &said["cells"]["not_reported"]), (&3.into(), &1.into()), "{said}");
    let expected = [("Lowton", "40"), ("Upton", "fewer than 10"), ("Exampleland", "49")];
    assert_eq!(told(&desk), pairs(&expected));
}

#[test]
fn a_table_of_codes_gives_numbers_of_its_own_column_and_lets_others_through() {
    let codes = r#"
[codes.dead]
others = "keep"
s = { figure = "fewer than 10", note = "suppressed" }
[codes.source]
optional = true
others = "keep"
moh = { authority = "Exampleland Ministry of Health" }
"#;
    let profile = format!("{}{codes}", shared(&[counted("dead", ""), counted("women", "group = \"women\"")]));
    let table = "town,day,dead,women,source\nLowton,2021-04-03,s,3,moh\nUpton,2021-04-03,12,4,own\n";
    let desk = desk(table, &profile);
    assert_eq!(desk.receipt("t.csv", usual(), All)["new"], 4);
    let expected = [("Lowton", "fewer than 10"), ("Lowton", "3"), ("Upton", "12"), ("Upton", "4")];
    assert_eq!(told(&desk), pairs(&expected));
    let authority = |at: usize| desk.figures()[at]["authority"].clone();
    assert_eq!(
        (authority(0), authority(2)),
        ("Exampleland Ministry of Health".into(), serde_json::Value::Null)
    );
}

#[test]
fn a_code_that_is_not_listed_costs_its_row_unless_others_are_kept() {
    let number = r#"figure = { column = "dead", codes = { s = "fewer than 10" } }"#;
    let desk = desk("town,day,dead\nLowton,2021-04-03,40\n", &shared(&[counted("dead", number)]));
    let said = desk.receipt("t.csv", usual(), Part);
    assert_eq!(said["problems"][0]["code"], "P103", "{said}");
}

#[test]
fn what_figure_says_is_obeyed() {
    let profile = shared(&[
        counted("died", "figure = \"1\""),
        counted("any", "group = \"women\"\nfigure = { column = \"women\" }"),
        counted("between", "group = \"men\"\nfigure = { template = \"{least}-{most}\" }"),
    ]);
    let table = "town,day,died,women,least,most\nLowton,2021-04-03,x,7,3,5\nUpton,2021-04-03,,,,\n";
    let desk = desk(table, &profile);
    let said = desk.receipt("t.csv", usual(), All);
    // A blank cell of `died` makes no figure, and a template of blank cells none.
    assert_eq!((&said["new"], &said["cells"]["not_reported"]), (&3.into(), &3.into()), "{said}");
    assert_eq!(told(&desk), pairs(&[("Lowton", "7"), ("Lowton", "3-5"), ("Lowton", "1")]));
}

#[test]
fn bounds_without_a_number_between_them_are_all_that_is_said() {
    let bounds = "low = { column = \"least\" }\nhigh = { column = \"most\" }";
    let women = "group = \"women\"\nfigure = \"\"\nhigh = { column = \"women\" }";
    let profile = shared(&[counted("most", bounds), counted("up", women)]);
    let table = "town,day,least,most,women\nA,2021-04-03,3,5,\nB,2021-04-03,,9,2\nC,2021-04-03,4,,\nD,2021-04-03,,,\n";
    let desk = desk(table, &profile);
    let said = desk.receipt("t.csv", usual(), All);
    assert_eq!((&said["new"], &said["cells"]["not_reported"]), (&4.into(), &4.into()), "{said}");
    let expected = [("A", "3-5"), ("B", "up to 2"), ("B", "up to 9"), ("C", "at least 4")];
    assert_eq!(told(&desk), pairs(&expected));
    let ends: Vec<_> = desk
        .figures()
        .iter()
        .map(|one| [&one["low"], &one["high"], &one["value"]].map(ToString::to_string))
        .collect();
    assert_eq!(ends, [["3", "5", "null"], ["0", "2", "null"], ["0", "9", "null"], ["4", "null", "null"]]);
}

/// A table whose towns stand in two parts, of which one is blank in places.
const IN_PARTS: &str = "land,town,day,dead\nExampleland,Lowton,2021-04-03,40\nExampleland,,2021-04-04,3\nSampleland,,2021-04-03,9\n";

fn in_parts(more: &str) -> String {
    let template = format!("place = {{ template = \"{{land}} > {{town}}\"{more} }}");
    shared(&[counted("dead", "")]).replace("place = { column = \"town\" }", &template)
}

#[test]
fn a_blank_part_of_a_place_is_not_the_toll_of_its_parent_where_others_are_named() {
    let desk = desk(IN_PARTS, &in_parts(""));
    let said = desk.receipt("t.csv", usual(), Part);
    assert_eq!((&said["new"], &said["rejected"]), (&2.into(), &1.into()), "{said}");
    let problem = &said["problems"][0];
    assert_eq!(
        (&problem["code"], &problem["line"], &problem["column"]),
        (&"P105".into(), &3.into(), &13.into())
    );
    assert!(problem["hint"].as_str().unwrap_or_default().contains("blank = "), "{problem}");
    // Nobody names a town in Sampleland: its row is the whole of it.
    assert_eq!(told(&desk), pairs(&[("Exampleland > Lowton", "40"), ("Sampleland", "9")]));
}

#[test]
fn words_stand_for_a_blank_part_of_a_place_where_others_are_named() {
    let desk = desk(IN_PARTS, &in_parts(", blank = \"not stated\""));
    assert_eq!(desk.receipt("t.csv", usual(), All)["new"], 3);
    let places = [("Exampleland > Lowton", "40"), ("Exampleland > not stated", "3"), ("Sampleland", "9")];
    assert_eq!(told(&desk), pairs(&places));
}

#[test]
fn a_blank_part_of_a_place_refuses_a_feed_and_names_what_to_say() {
    let desk = desk(IN_PARTS, &in_parts(""));
    let said = desk.run(&["import", "t.csv", "--feed", "dam", "--snapshot-at", "2021-04-05"]);
    assert_eq!(said.code, Some(2), "{}", said.out);
    assert!(said.err.contains("blank = "), "{}", said.err);
    desk.file("t.csv.toml", in_parts(", blank = \"not stated\""));
    desk.run(&["import", "t.csv", "--feed", "dam", "--snapshot-at", "2021-04-05"]).with(0);
}

#[test]
fn the_middle_of_a_place_is_filled_like_its_end() {
    let template = "place = { template = \"{land} > {province} > {town}\", blank = \"elsewhere\" }";
    let profile = shared(&[counted("dead", "")]).replace("place = { column = \"town\" }", template);
    let table = "land,province,town,day,dead\nE,North,Lowton,2021-04-03,1\nE,,Upton,2021-04-03,2\nE,North,,2021-04-03,3\nE,,,2021-04-03,4\n";
    let desk = desk(table, &profile);
    assert_eq!(desk.receipt("t.csv", usual(), All)["new"], 4);
    let places = ["E > North > Lowton", "E > elsewhere > Upton", "E > North > elsewhere", "E > elsewhere"];
    assert_eq!(told(&desk).into_iter().map(|(place, _)| place).collect::<Vec<_>>(), places);
}

#[test]
fn a_number_that_nothing_would_read_is_refused() {
    for (profile, why) in [
        ("[codes.kind]\na = { figure = \"5\" }\n[figures.dead]\n", "the codes of `kind` give a figure"),
        ("[fields]\nplace = { column = \"town\", others = \"keep\" }\n", "others in place needs codes"),
        ("[figures.dead]\nplace = { codes = { a = \"b\" } }\n", "place needs either a column or a template"),
        ("[codes.kind]\na = \"b\"\n", "`a` needs a table of fields"),
    ] {
        let desk = desk("town,dead,kind\nLowton,40,a\n", profile);
        let said = desk.run(&["import", "t.csv"]);
        assert_eq!(said.code, Some(2), "{}", said.err);
        assert!(said.err.contains("P101") && said.err.contains(why), "{}", said.err);
    }
}

/// A column for each measure and town, a rate, and a total.
const BY_COLUMN: &str = "day,dead_Lowton,dead_NewUpton,hurt_Lowton,dead_rate,dead_all\n2021-04-03,3,4,9,0.1,7\n2021-04-04,5,,,0.2,5\n";

fn by_column(tables: &str) -> String {
    format!(
        "ignore = [\"*_rate\", \"*_none\"]\n{tables}{}",
        SHARED.replace("place = { column = \"town\" }\n", "")
    )
}

#[test]
fn one_rule_speaks_of_all_columns_that_fit_it() {
    let tables = r#"
[figures."dead_*"]
measure = "killed"
count_type = "total"
place = { template = "Exampleland > {*}", codes = { "Exampleland > NewUpton" = "Exampleland > New Upton" }, others = "keep" }
[figures."hurt_*"]
measure = { template = "{*}", codes = { Lowton = "injured" } }
count_type = "total"
place = "{*}"
[figures.dead_all]
measure = "killed"
count_type = "total"
place = "Exampleland"
"#;
    let desk = desk(BY_COLUMN, &by_column(tables));
    let said = desk.receipt("t.csv", usual(), All);
    assert_eq!(
        (&said["new"], &said["cells"]["read"], &said["unread"]),
        (&6.into(), &8.into(), &serde_json::json!([])),
        "{said}"
    );
    let expected = [
        ("Exampleland > Lowton", "3"),
        ("Exampleland > New Upton", "4"),
        ("Lowton", "9"),
        ("Exampleland", "7"),
        ("Exampleland > Lowton", "5"),
        ("Exampleland", "5"),
    ];
    assert_eq!(told(&desk), pairs(&expected));
    assert_eq!(desk.figures()[2]["measure"], "injured");
}

#[test]
fn patterns_that_meet_or_find_nothing_are_refused() {
    let count = "measure = \"killed\"\ncount_type = \"total\"\n";
    for (tables, code, why) in [
        (
            format!("[figures.\"dead_*\"]\n{count}[figures.\"*_Lowton\"]\n{count}"),
            "P106",
            "fits both `*_Lowton` and `dead_*`",
        ),
        (format!("[figures.\"gone_*\"]\n{count}"), "P102", "`gone_*`"),
        (
            format!(
                "[figures.\"hurt_*\"]\n{count}group = {{ template = \"{{*}}\", codes = {{ Upton = \"women\" }} }}\n"
            ),
            "P107",
            "what `Lowton` in a column `hurt_*` stands for",
        ),
    ] {
        let desk = desk(BY_COLUMN, &by_column(&tables));
        let said = desk.run(&["import", "t.csv"]);
        assert_eq!(said.code, Some(2), "{}", said.out);
        assert!(said.err.contains(code) && said.err.contains(why), "{}", said.err);
    }
    let optional = format!(
        "[figures.\"gone_*\"]\noptional = true\n{count}[figures.\"dead_*\"]\n{count}place = \"{{*}}\"\n"
    );
    let desk = desk(BY_COLUMN, &by_column(&optional));
    assert_eq!(desk.receipt("t.csv", usual(), All)["absent"], serde_json::json!(["gone_*"]));
}

#[test]
fn columns_beside_those_that_fit_are_found_by_what_the_star_stands_for() {
    let tables = "[figures.\"*_best\"]\nmeasure = \"killed\"\ncount_type = \"total\"\nplace = \"{*}\"\nlow = { column = \"{*}_low\" }\nhigh = { column = \"{*}_high\" }\n";
    let table = "day,A_low,A_best,A_high,B_low,B_best,B_high\n2021-04-03,1,2,3,4,5,6\n";
    let desk = desk(table, &by_column(tables));
    assert_eq!(desk.receipt("t.csv", usual(), All)["new"], 2);
    let ends: Vec<_> = desk
        .figures()
        .iter()
        .map(|one| [&one["low"], &one["value"], &one["high"]].map(ToString::to_string))
        .collect();
    assert_eq!(ends, [["1", "2", "3"], ["4", "5", "6"]]);
}

/// A column for each group, and their whole: an exercise.
const WHOLE: &str = "town,day,dead,women,men,hurt\nLowton,2021-04-03,40,20,19,7\nUpton,2021-04-03,9,5,,1\nMidton,2021-04-03,,2,3,\n";

fn of_groups(more: &str, of_dead: &str) -> String {
    let groups = ["women", "men"].map(|group| counted(group, &format!("group = \"{group}\"")));
    let hurt = "[figures.hurt]\nmeasure = \"injured\"\ncount_type = \"total\"\n";
    format!("{more}\n{}{hurt}", shared(&[counted("dead", of_dead), groups.concat()]))
}

fn tied(desk: &Desk) -> String {
    desk.ask("SELECT what, count(*) FROM act GROUP BY what ORDER BY what")
}

#[test]
fn the_other_columns_of_a_row_are_parts_of_one() {
    let desk = desk(WHOLE, &of_groups("parts = { of = \"dead\", complete = true }", ""));
    let said = desk.receipt("t.csv", usual(), All);
    assert_eq!((&said["new"], &said["cells"]["not_reported"]), (&9.into(), &3.into()), "{said}");
    // In Lowton all parts are there, in Upton one is; Midton has no whole, and the injured are no part of the dead.
    assert_eq!(tied(&desk), "part_of|1\npart_of_complete|2");
    assert_eq!(finds(&desk, "parts_do_not_sum"), 1, "of 40, women and men are 39");
    desk.file("u.csv", format!("{WHOLE}Highton,2021-04-03,2,1,1,\n"));
    desk.file("u.csv.toml", of_groups("parts = { of = \"dead\", complete = true }", ""));
    let said = desk.receipt("u.csv", usual(), All);
    assert_eq!((&said["new"], &said["same"]), (&3.into(), &9.into()), "{said}");
    desk.verify();
}

#[test]
fn parts_are_named_by_their_columns_and_a_whole_with_a_ref_by_that() {
    let parts = "parts = [{ of = \"dead\", columns = [\"w*\", \"men\"] }, { of = \"dead\", columns = [\"gone\"], optional = true }]";
    let desk = desk(WHOLE, &of_groups(parts, "ref = { template = \"{town}-all\" }"));
    let said = desk.receipt("t.csv", usual(), All);
    assert_eq!((&said["new"], &said["absent"]), (&9.into(), &serde_json::json!(["gone"])), "{said}");
    assert_eq!(tied(&desk), "part_of|3");
}

#[test]
fn parts_of_a_feed_stay_tied_while_their_whole_moves_on() {
    let desk = desk(
        WHOLE,
        &format!("key = [\"town\"]\n{}", of_groups("parts = { of = \"dead\", complete = true }", "")),
    );
    desk.receipt("t.csv", snapshot("dam", "2021-04-04"), All);
    desk.file("t.csv", WHOLE.replace("Lowton,2021-04-03,40", "Lowton,2021-04-03,39"));
    let said = desk.receipt("t.csv", snapshot("dam", "2021-04-05"), All);
    assert_eq!((&said["changed"], &said["same"]), (&1.into(), &8.into()), "{said}");
    assert_eq!(tied(&desk), "part_of|1\npart_of_complete|4");
    assert_eq!(finds(&desk, "parts_do_not_sum"), 0, "39 are 20 and 19");
}

#[test]
fn a_whole_that_has_no_name_for_rows_that_wait_is_refused() {
    let parts = "parts = { of = \"dead\" }";
    let points = of_groups(parts, "")
        .replace("group = \"men\"", "group = \"men\"\nrelation = \"disputes\"\ntarget = \"1\"");
    let desk = desk(WHOLE, &points);
    let said = desk.run(&["import", "t.csv"]);
    assert_eq!(said.code, Some(2), "{}", said.out);
    assert!(said.err.contains("give `dead` a ref"), "{}", said.err);
}

#[test]
fn a_day_is_read_from_the_name_of_the_file() {
    let desk = Desk::new();
    let profile = "[figures.dead]\nmeasure = \"killed\"\ncount_type = \"total\"\n[fields]\nevent = \"Exercise flood\"\n\
                   place = { column = \"town\" }\npublisher = \"Exampleland Police\"\n\
                   as_of = { file = \"bulletin_*.csv\" }\npublished_on = { file = \"bulletin_*.csv\" }\n";
    desk.file("p.toml", profile);
    desk.file("bulletin_2022-05-01.csv", "town,dead\nOsk,3\n");
    desk.file("bulletin_20220502.csv", "town,dead\nOsk,3\n");
    desk.file("other.csv", "town,dead\nOsk,3\n");
    desk.run(&["import", "bulletin_2022-05-01.csv", "bulletin_20220502.csv", "--profile", "p.toml"]).with(0);
    assert_eq!(desk.ask("SELECT as_of FROM figures ORDER BY id"), "2022-05-01\n2022-05-02");
    let again = desk.run(&["import", "bulletin_2022-05-01.csv", "--profile", "p.toml"]).with(0);
    assert!(again.contains("already imported"), "{again}");
    let archive = zipped(&[("deep/bulletin_2022-05-03.csv", b"town,dead\nOsk,4\n"), ("readme.md", b"-")]);
    fs::write(desk.path("desk.zip"), archive).expect("an archive");
    desk.run(&["import", "desk.zip", "--profile", "p.toml"]).with(0);
    assert_eq!(desk.ask("SELECT as_of FROM figures ORDER BY id DESC LIMIT 1"), "2022-05-03");
    let other = desk.run(&["import", "other.csv", "--profile", "p.toml"]);
    assert_eq!((other.code, other.err.contains("P108")), (Some(2), true), "{}", other.err);
}

/// Bulletins that say their day in their names alone.
fn bulletins(pattern: &str) -> Desk {
    let desk = Desk::new();
    fs::create_dir(desk.path("daily")).expect("a folder");
    desk.file("daily/cases_2021-04-03.csv", "town,dead\nLowton,40\nUpton,9\n");
    desk.file("daily/cases_2021-04-04.csv", "town,dead\nLowton,41\nUpton,nine?\n");
    let name = format!("{{ file = \"{pattern}\" }}");
    desk.file("daily.toml", shared(&[counted("dead", "")]).replace("{ column = \"day\" }", &name));
    desk
}

fn days(desk: &Desk) -> Vec<String> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let day = |figure: &serde_json::Value| format!("{} {}", text(&figure["as_of"]), text(&figure["place"]));
    desk.figures().iter().map(day).collect()
}

#[test]
fn a_day_is_read_from_the_name_of_each_file_of_a_folder() {
    let desk = bulletins("cases_*.csv");
    let said = desk.run(&["import", "daily"]);
    assert_eq!(said.code, Some(1), "one row is rejected: {}", said.err);
    assert_eq!(days(&desk), ["2021-04-03 Lowton", "2021-04-03 Upton", "2021-04-04 Lowton"]);
    assert!(desk.run(&["import", "daily/cases_2021-04-03.csv"]).with(0).contains("already imported"));
    // The same bytes under the name of another day are another bulletin.
    fs::copy(desk.path("daily/cases_2021-04-03.csv"), desk.path("daily/cases_2021-04-05.csv"))
        .expect("a copy");
    assert_eq!(desk.receipt("daily/cases_2021-04-05.csv", usual(), All)["new"], 2);
    desk.verify();
}

#[test]
fn rejected_rows_keep_the_day_of_their_file() {
    for more in [
        &["import", "daily/cases_2021-04-04.rejects.csv"][..],
        &["import", "daily/cases_2021-04-04.rejects.csv", "--profile", "daily.toml"],
    ] {
        let desk = bulletins("cases_*.csv");
        desk.run(&["import", "daily"]);
        desk.file("daily/cases_2021-04-04.rejects.csv", "town,dead\nUpton,10\n");
        desk.run(more).with(0);
        assert_eq!(days(&desk).last().map(String::as_str), Some("2021-04-04 Upton"), "{more:?}");
    }
}

#[test]
fn a_name_without_a_day_stops_its_file_and_a_flag_says_the_day() {
    let desk = bulletins("day_*.csv");
    let said = desk.run(&["import", "daily/cases_2021-04-03.csv"]);
    assert_eq!(said.code, Some(2), "{}", said.out);
    for part in ["P108", "cases_2021-04-03.csv", "daily.toml:", "--set as_of="] {
        assert!(said.err.contains(part), "{part}: {}", said.err);
    }
    let flags = ["--set", "as_of=2021-04-03", "--set", "published_on=2021-04-04"];
    desk.run(&[&["import", "daily/cases_2021-04-03.csv"][..], &flags].concat()).with(0);
    assert_eq!(days(&desk), ["2021-04-03 Lowton", "2021-04-03 Upton"]);
}
