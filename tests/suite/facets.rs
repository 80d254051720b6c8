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

/// The rights office of the exercise: civilians by sex and age, with those of whom the sex is not known.
fn by_sex_and_age(women: &str) -> Vec<String> {
    let rows = [
        ("all", ",,,civilians,", "8231"),
        ("men", ",male,adults,civilians,", "3664"),
        ("women", ",female,adults,civilians,", women),
        ("boys", ",male,children,civilians,", "260"),
        ("girls", ",female,children,civilians,", "203"),
        ("children", ",unknown,children,civilians,", "31"),
        ("adults", ",unknown,adults,civilians,", "1900"),
    ];
    rows.map(|(reference, who, figure)| row(reference, who, figure)).to_vec()
}

#[test]
fn one_cell_with_its_parts_is_the_same_groups_as_a_table() {
    let desk = desk_of(&[row(
        "cell",
        "civilians,,,,",
        "\"8,231 civilians, including 3,664 men, 2,173 women, 260 boys, 203 girls, 31 children of unknown sex and 1,900 adults whose sex is not known\"",
    )]);
    let one_cell: Vec<String> =
        groups(&desk).iter().map(|group| group.split_once(' ').expect("a group").1.to_owned()).collect();
    let table = groups(&desk_of(&by_sex_and_age("2173")));
    assert_eq!(one_cell.len(), 7);
    assert_eq!(
        one_cell[1..5],
        table[1..5].iter().map(|group| group.split_once(' ').expect("a group").1).collect::<Vec<_>>()
    );
    assert_eq!(one_cell[6], "civilians > adults whose sex is not known");
}

#[test]
fn the_table_of_a_day_has_what_is_not_known_and_the_total_as_printed() {
    let desk = desk_of(&by_sex_and_age("2173"));
    let table = desk.run(&["reconcile", "osk", "--breakdown"]).with(0);
    for line in [
        "counted        Osk war, Osk: killed, civilians, total",
        "authority      Rights Office",
        "as of          30 June 2024",
        "children  adults  age not known    all",
        "female              203   2,173",
        "male                260   3,664",
        "sex not known        31   1,900",
        "all                                             8,231",
    ] {
        assert!(table.contains(line), "{line}\n{table}");
    }
    assert!(!table.contains("(remainder)"), "{table}");
    let csv = desk.run(&["reconcile", "osk", "--breakdown", "--csv"]).with(0);
    assert_eq!(csv.lines().count(), 8, "{csv}");
    assert!(
        csv.contains(",unknown,adults,civilians > adults whose sex is not known,\"1,900\",1900,1900,false,7"),
        "{csv}"
    );
    assert_eq!(desk.run(&["audit"]).with(0).trim(), "Nothing was found among 7 figures.");
}

#[test]
fn a_wrong_part_is_found_with_the_gap() {
    let desk = desk_of(&by_sex_and_age("2273"));
    let found = desk.findings(tollbook::desk::audit::Settlement::Open);
    let told = crate::books::json(&found).to_string();
    assert_eq!(found.len(), 1, "{told}");
    assert!(told.contains("groups that are all there is come to 8,331, 100 more"), "{told}");
}

#[test]
fn what_is_only_a_remainder_is_marked_and_has_no_number() {
    let desk = desk_of(&[
        row("all", ",,,,", "100"),
        row("adults", ",,adults,,", "60"),
        row("unknown", ",,unknown,,", "5"),
        row("civilians", ",,,civilians,", "80"),
    ]);
    let said = desk.run(&["reconcile", "osk", "--breakdown", "--group", "people"]).with(0);
    assert!(said.contains("(remainder)") && !said.contains("35"), "{said}");
    assert!(said.contains("civilians") && said.contains("80"), "{said}");
    let json = desk.run(&["reconcile", "osk", "--breakdown", "--json"]).with(0);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let left = json[0]["parts"]
        .as_array()
        .expect("parts")
        .iter()
        .find(|part| part["remainder"] == true)
        .expect("a remainder");
    assert_eq!(
        (&left["age"], &left["figure"], &left["low"]),
        (&"children".into(), &serde_json::Value::Null, &serde_json::Value::Null)
    );
}

#[test]
fn without_parts_there_is_no_table_and_the_message_says_so() {
    let desk = desk_of(&[row("all", ",,,,", "100")]);
    let said = desk.run(&["reconcile", "osk", "--breakdown"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("no authority gives parts by sex, age, status or role"), "{}", said.err);
}

#[test]
fn figures_of_two_days_stand_in_no_one_table() {
    let old = |row: String| row.replace("2024-06-30", "2024-05-31").replace("2024-07-08", "2024-06-08");
    let mut rows =
        vec![row("all", ",,,,", "100"), row("women", "women,,,,", "40"), row("men", "men,,,,", "30")];
    rows.push(old(row("old", "children,,,,", "20")));
    let said = desk_of(&rows).run(&["reconcile", "osk", "--breakdown"]).with(0);
    assert!(said.contains("40") && said.contains("in none of these") && !said.contains("20 "), "{said}");
}

/// The worked case: the table that the rights office published, and the same with a wrong part.
#[test]
fn the_worked_case_adds_up_and_its_wrong_part_is_found() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/files");
    let import = |name: &str| {
        let desk = Desk::new();
        desk.file("case.csv", std::fs::read(root.join(name)).expect("the case"));
        desk.import(&["case.csv"]);
        desk
    };
    let found = |desk: &Desk| desk.findings(tollbook::desk::audit::Settlement::Open);
    let right = import("sex-and-age.csv");
    assert!(found(&right).is_empty(), "{:?}", found(&right));
    let table = right.run(&["reconcile", "ukraine", "--breakdown"]).with(0);
    for number in ["3,664", "2,173", "260", "203", "31", "1,900", "8,231"] {
        assert!(table.contains(number), "{number}: {table}");
    }
    let sentences = right.run(&["reconcile", "ukraine", "killed"]).with(0).replace('\n', " ");
    for said in [
        "8,231 civilians",
        "260 boys had",
        "31 children whose sex is not known",
        "1,900 adults whose sex is not known",
    ] {
        assert!(sentences.contains(said), "{said}: {sentences}");
    }
    assert!(!sentences.contains("boys civilians") && !sentences.contains("civilians boys"), "{sentences}");
    let wrong = found(&import("sex-and-age-wrong-part.csv"));
    assert_eq!(wrong.iter().map(|finding| finding.finding).collect::<Vec<_>>(), ["parts_do_not_sum"]);
}

#[test]
fn tags_of_sex_and_age_make_the_group_together() {
    let desk = Desk::new();
    let tags = "#adm1+name,#affected+killed+f+children,#affected+killed+m,#affected+killed+civilians+women";
    desk.file("tagged.csv", format!("Place,Girls,Male,Women\n{tags}\nOsk,3,4,5\n"));
    let set = ["event=Osk war", "count_type=total", "publisher=Rights Office", "published_on=2024-07-08"];
    let flags: Vec<&str> = set.iter().flat_map(|set| ["--set", set]).collect();
    desk.run(&[&["import", "tagged.csv"][..], &flags].concat()).with(0);
    assert_eq!(groups(&desk), ["3 girls", "4 men and boys", "5 civilians > women"]);
}
