//! Who is counted: sex, age, status and role, as cells of their own, in sentences, in findings and in the table of one day.

use crate::books::usual;
use crate::desk::Desk;

const HEADER: &str = "ref,event,place,measure,group,sex,age,status,role,count_type,figure,as_of,authority,publisher,published_on";

/// The groups of a store, each with its figure.
fn groups(desk: &Desk) -> Vec<String> {
    let figures = desk.figures();
    figures
        .iter()
        .map(|one| {
            format!(
                "{} {}",
                one["figure"].as_str().unwrap_or_default(),
                one["group"].as_str().unwrap_or_default()
            )
        })
        .collect()
}

/// A row of the exercise: its ref, the cells from `group` to `role`, its number.
fn row(reference: &str, who: &str, figure: &str) -> String {
    format!(
        "{reference},Osk war,Osk,killed,{who},total,{figure},2024-06-30,Rights Office,Rights Office,2024-07-08"
    )
}

fn desk_of(rows: &[String]) -> Desk {
    let desk = Desk::new();
    desk.file("facets.csv", format!("{HEADER}\n{}\n", rows.join("\n")));
    desk.import(&["facets.csv"]);
    desk
}

#[test]
fn cells_of_sex_age_status_and_role_make_the_group() {
    let desk = desk_of(&[
        row("boys", ",male,children,civilians,", "260"),
        row("adults", ",unknown,adults,,", "1900"),
        row("all", ",both,all,,", "8231"),
        row("women", "women,f,,,", "2173"),
        row("medics", ",,,,medics", "12"),
        row("teachers", ",female,adults,,teachers", "7"),
    ]);
    assert_eq!(
        groups(&desk),
        [
            "260 civilians > boys",
            "1900 adults whose sex is not known",
            "8231 people",
            "2173 women",
            "12 medics",
            "7 teachers > women",
        ]
    );
}

#[test]
fn a_cell_that_contradicts_the_group_costs_the_row_its_place_and_both_are_named() {
    let desk = Desk::new();
    let rows = [
        row("a", "girls,male,,,", "203"),
        row("b", ",,34,,", "7"),
        row("c", "soldiers,,,civilians,", "9"),
        row("d", "boys,male,,,", "1"),
    ];
    desk.file("facets.csv", format!("{HEADER}\n{}\n", rows.join("\n")));
    let said = desk.run(&["import", "facets.csv"]);
    assert_eq!(said.code, Some(1));
    let said = said.err;
    for told in [
        "F121",
        "`sex` is `male`, and the row counts girls",
        "`status` is `civilians`, and the row counts soldiers",
        "`34` is not an age",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    assert_eq!(groups(&desk), ["1 boys"]);
}

#[test]
fn a_profile_reads_them_from_its_columns_and_a_list_of_people_counts_by_them() {
    let desk = Desk::new();
    desk.file("list.csv", "Gender,Age group\nF,child\nM,adult\nF,child\n");
    desk.file(
        "list.csv.toml",
        r#"
[rows]
each = "person"
[fields]
sex = { column = "Gender" }
age = { column = "Age group" }
event = "Osk war"
measure = "killed"
count_type = "total"
publisher = "Rights Office"
published_on = "2024-07-08"
"#,
    );
    desk.import_with(&["list.csv"], usual());
    let mut groups = groups(&desk);
    groups.sort();
    assert_eq!(groups, ["1 men", "2 girls"]);
}

#[test]
fn a_sentence_has_one_noun_and_says_the_side_besides() {
    let desk = desk_of(&[
        row("boys", ",male,children,civilians,", "260"),
        row("adults", ",unknown,adults,,", "\"1,900\""),
    ]);
    let boys = desk.run(&["reconcile", "--group", "boys"]).with(0).replace('\n', " ");
    assert!(boys.contains("260 boys had been killed in Osk, counting only civilians"), "{boys}");
    let adults = desk.run(&["reconcile", "--group", "adults"]).with(0).replace('\n', " ");
    assert!(adults.contains("1,900 adults whose sex is not known had been killed in Osk"), "{adults}");
}
