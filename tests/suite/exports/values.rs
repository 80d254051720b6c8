//! Plain values: what a program that calculates reads.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tollbook::model::names::NameField;
use tollbook::report::dataset::ColumnType;
use tollbook::report::values::COLUMNS;

use crate::desk::Desk;
use crate::laws::data;

/// A store of many kinds of figures: hedges, partial days, withdrawals, a figure that was mistyped.
fn desk() -> Desk {
    let desk = Desk::new();
    for (name, file) in [
        ("seed.csv", "seed.csv"),
        ("october-2023.csv", "october-2023.csv"),
        ("cases.csv", "cases/figures.csv"),
    ] {
        desk.file(name, data(file));
    }
    desk.file(
        "odd.csv",
        "ref,event,place,measure,count_type,figure,period_start,period_length,as_of,stated_on,published_on,authority,publisher,\
         relation,target\n\
         odd-1,Osk flood (exercise),Osk,killed,total,dozens,2024-02,,2024-03,,2024-04,Osk Ministry,Courier,,\n\
         ,Osk flood (exercise),Osk,killed,period,about 40,,48h,,2024,2024-03-02T10:30+02:00,Ministry of Osk,Courier,,\n\
         odd-3,Osk flood (exercise),Oskby,killed,total,31,,,2024-03-08,,2024-03-08,Osk Ministry,Courier,,\n\
         ,Osk flood (exercise),Oskby,killed,total,13,,,2024-03-08,,2024-03-09,Osk Ministry,Courier,corrects,odd-3\n\
         ,Osk flood (exercise),Osk,killed,total,12,,,2024-03-09,,2024-03-09,Osk Ministry,Courier,,\n",
    );
    desk.import(&["seed.csv", "october-2023.csv", "cases.csv", "odd.csv"]);
    desk.say("authority", "Ministry of Osk", NameField::SameAs, "Osk Ministry").expect("said");
    let last = desk.figures().len().to_string();
    desk.void(&last, "mistyped").expect("void");
    desk
}

/// The rows of a CSV, each by the names of its columns.
pub fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let head = reader.headers().expect("a header").clone();
    let row =
        |row: csv::StringRecord| head.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect();
    reader.records().map(|record| row(record.expect("a row"))).collect()
}

#[test]
fn plain_values_agree_with_the_list_of_figures() {
    let desk = desk();
    let mut statuses = BTreeSet::new();
    for clock in
        [&[][..], &["--known-on", "2023-10-20"], &["--as-of", "2023-10-24"], &["--known-on", "2024-06-01"]]
    {
        let values = rows(&desk.run(&[&["export", "--values"], clock].concat()).with(0));
        let listed = rows(&desk.run(&[&["list", "figures", "--csv"], clock].concat()).with(0));
        assert!(values.len() > 20, "{clock:?}: {}", values.len());
        assert_eq!(values.len(), listed.len(), "{clock:?}");
        for (value, listed) in values.iter().zip(&listed) {
            for column in [
                "id",
                "uid",
                "ref",
                "measure",
                "count_type",
                "figure",
                "low",
                "high",
                "value",
                "kind",
                "status",
                "unit",
            ] {
                assert_eq!(value[column], listed[column], "{clock:?}, {column} of {value:?}");
            }
            for end in ["low", "high"] {
                let by_convention = listed["by_convention"].split(' ').any(|word| word == end).to_string();
                assert_eq!(value[&format!("{end}_by_convention")], by_convention, "{value:?}");
            }
            statuses.insert(value["status"].clone());
        }
    }
    for status in ["stands", "void", "corrected", "retracted", "disowned"] {
        assert!(statuses.contains(status), "no figure is {status}: {statuses:?}");
    }
}

#[test]
fn every_cell_is_of_the_kind_of_its_column() {
    let desk = desk();
    let is_of_kind = |kind: ColumnType, cell: &str| match kind {
        ColumnType::Number => cell.parse::<u64>().is_ok(),
        ColumnType::Day => cell.len() == 10 && tollbook::model::date::PartialDate::read(cell).is_ok(),
        ColumnType::Time => cell.ends_with('Z') && tollbook::model::date::Timestamp::read(cell).is_ok(),
        ColumnType::Flag => ["true", "false"].contains(&cell),
        ColumnType::OneOf(words) => words.contains(&cell),
        ColumnType::Text => !cell.is_empty(),
        other => panic!("no column of figures holds {other:?}"),
    };
    let mut filled = BTreeSet::new();
    let csv = rows(&desk.run(&["export", "--values"]).with(0));
    let json = desk.run(&["export", "--values", "--jsonl"]).with(0);
    let json: Vec<Value> = json.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    assert_eq!(csv.len(), json.len());
    for (row, object) in csv.iter().zip(&json) {
        for column in COLUMNS {
            let (cell, value) = (&row[column.name], &object[column.name]);
            match cell.as_str() {
                "" => assert!(value.is_null(), "{}: {value}", column.name),
                cell => {
                    assert!(is_of_kind(column.holds, cell), "{}: {cell}", column.name);
                    let plain = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                    assert_eq!(cell.strip_prefix('\'').unwrap_or(cell), plain);
                    assert_eq!(
                        value.is_number(),
                        matches!(column.holds, ColumnType::Number),
                        "{}",
                        column.name
                    );
                    assert_eq!(
                        value.is_boolean(),
                        matches!(column.holds, ColumnType::Flag),
                        "{}",
                        column.name
                    );
                    filled.insert(column.name);
                }
            }
        }
        assert_eq!(row.len(), COLUMNS.len());
        assert_eq!(object.as_object().map(serde_json::Map::len), Some(COLUMNS.len()));
    }
    assert!(filled.len() > 30, "{filled:?}");
}

#[test]
fn partial_days_hedges_and_other_names_are_told_as_what_they_are() {
    let desk = desk();
    let odd: Vec<_> = rows(&desk.run(&["export", "--values", "osk"]).with(0))
        .into_iter()
        .map(|row| move |name: &str| row[name].clone())
        .collect();
    let [dozens, about, first, .., void] = &odd[..] else { panic!("{} rows", odd.len()) };
    assert_eq!(["low", "high", "value", "printed", "kind"].map(dozens), ["24", "", "", "", "vague"]);
    assert_eq!(["low_by_convention", "high_by_convention"].map(dozens), ["true", "false"]);
    assert_eq!(
        ["period_start", "period_start_precision", "as_of", "as_of_precision", "published_on"].map(dozens),
        ["2024-02-01", "month", "2024-03-31", "month", "2024-04-30"]
    );
    assert_eq!(["low", "high", "value", "printed", "kind"].map(about), ["36", "44", "", "40", "about"]);
    assert_eq!(
        ["period_hours", "as_of_assumed", "stated_on_precision", "published_on"].map(about),
        ["48", "true", "year", "2024-03-02"]
    );
    assert_eq!(about("authority"), "Osk Ministry", "names are the canonical ones");
    assert_eq!(["value", "status"].map(first), ["31", "corrected"]);
    assert_eq!(["value", "status"].map(void), ["12", "void"]);
}

/// Nobody printed what this desk mistyped: it does not leave the house.
#[test]
fn the_public_gets_no_void_figure() {
    let desk = desk();
    let rows = |audience| rows(&desk.run(&["export", "--values", audience]).with(0));
    let (inside, public) = (rows("--internal"), rows("--public"));
    let void = |rows: &[BTreeMap<String, String>]| rows.iter().filter(|row| row["status"] == "void").count();
    assert_eq!((void(&inside) > 0, void(&public)), (true, 0));
    assert_eq!(inside.len() - void(&inside), public.len());
}

/// Days that were assumed and names that were settled would come back as if they had been printed.
#[test]
fn plain_values_are_not_read_again() {
    let desk = desk();
    for file in ["values.csv", "marked.csv", "values.jsonl", "values.json"] {
        let bom = if file == "marked.csv" { &["--bom"][..] } else { &[] };
        desk.run(&[&["export", "--values", "-o", file], bom].concat()).with(0);
        let said = desk.run(&["import", file, "--db", "new.db"]);
        assert_eq!(said.code, Some(2), "{file}: {}{}", said.out, said.err);
        assert!(
            said.err.contains("I145") && said.err.contains("tollbook export --db THAT.db -o figures.csv"),
            "{}",
            said.err
        );
        assert!(!desk.path("new.db").exists(), "{file}");
    }
}
