//! Which rows and cells of a table become figures: those that a profile leaves out, and that every cell is accounted for.

use tollbook::desk::import::ImportExtent::All;

use crate::books::usual;
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
