//! Every finding has an example that triggers it and others that look alike and do not; and it fires on no ordinary growth.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::desk::Desk;

fn found(desk: &Desk) -> BTreeSet<(String, String)> {
    let listed = desk.run(&["list", "findings", "--json"]).with(0);
    let listed: serde_json::Value = serde_json::from_str(&listed).expect("JSON");
    let all = listed.as_array().expect("a list").iter();
    let named = all.map(|finding| {
        let (name, reference) = (&finding["finding"], &finding["refs"][0]);
        assert!(!finding["hint"].as_str().unwrap_or_default().is_empty(), "{finding}");
        (name.as_str().unwrap_or_default().to_owned(), reference.as_str().unwrap_or_default().to_owned())
    });
    named.collect()
}

#[test]
fn each_finding_fires_on_its_example_and_on_nothing_that_looks_alike() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/findings");
    for check in tollbook::audit::findings::ALL {
        let bytes = fs::read(root.join(format!("{}.csv", check.name))).expect(check.name);
        let desk = Desk::new();
        desk.file("example.csv", &bytes);
        desk.run(&["import", "-q", "example.csv"]).with(0);
        let mut rows = csv::Reader::from_reader(bytes.as_slice());
        let rows: Vec<csv::StringRecord> = rows.records().map(|row| row.expect("a row")).collect();
        let expected: BTreeSet<(String, String)> = rows
            .iter()
            .filter(|row| !row[13].is_empty())
            .map(|row| (row[13].to_owned(), row[0].to_owned()))
            .collect();
        assert!(!expected.is_empty() && rows.len() > expected.len(), "{} lacks a case", check.name);
        assert_eq!(found(&desk), expected, "{}", check.name);
    }
}

#[test]
fn the_worked_cases_and_the_data_have_what_they_should_and_no_more() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let desk = Desk::new();
    for (name, file) in [("seed.csv", "seed.csv"), ("october.csv", "october-2023.csv")] {
        desk.file(name, fs::read(root.join(file)).expect("a file"));
    }
    desk.run(&["import", "-q", "seed.csv", "october.csv"]).with(0);
    let expected = [("total_fell".to_owned(), "oct-ahli-1018".to_owned())];
    assert_eq!(found(&desk), BTreeSet::from(expected), "the Al-Ahli toll fell, and no row says why");
    let cases = Desk::new();
    cases.file("cases.csv", fs::read(root.join("cases/figures.csv")).expect("the cases"));
    cases.run(&["import", "-q", "cases.csv"]).with(0);
    assert!(found(&cases).contains(&("stale".to_owned(), "S19-1".to_owned())));
}
