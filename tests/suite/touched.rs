//! What is printed of the series that an act touched.

use crate::desk::{Desk, csv};

/// Of more series than travel together between two threads, those that differ come first wherever they stand; then the
/// others in the order of their names, twenty in all; then the command for the rest.
#[test]
fn after_an_import_those_that_differ_come_first_and_the_rest_are_one_command() {
    let desk = Desk::new();
    let row = |place: u32, authority: &str, figure: u32| {
        format!(
            ",Flood (exercise),Ward {place:02},killed,total,{figure},2021-04-03,2021-04-04,{authority},River Post,,,,"
        )
    };
    let mut rows: Vec<String> = (1..=70).map(|place| row(place, "Riverton Fire Service", 12)).collect();
    rows.extend([69, 41].map(|place| row(place, "Riverton Hospital", 30)));
    rows.reverse();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    desk.file("flood.csv", csv(&rows));
    let said = desk.run(&["import", "flood.csv"]).with(0);
    let answered: Vec<u32> = said
        .lines()
        .filter_map(|line| line.trim().strip_prefix("series")?.split("Ward ").nth(1)?.get(..2)?.parse().ok())
        .collect();
    assert_eq!(answered, [41, 69].into_iter().chain(1..=18).collect::<Vec<_>>());
    assert!(said.ends_with("\n\n50 more series: tollbook reconcile --entry 1\n"), "{said}");
    assert!(desk.run(&["import", "flood.csv", "-q", "--db", "quiet.db"]).with(0).is_empty());
}
