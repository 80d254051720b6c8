//! What is printed of the series that an act touched.

use crate::desk::{Desk, csv};

/// A row of a flood in one ward.
fn row(place: u32, authority: &str, figure: &str) -> String {
    format!(
        ",Flood (exercise),Ward {place:02},killed,total,{figure},2021-04-03,2021-04-04,{authority},River Post,,,,"
    )
}

fn rows<'r>(rows: impl IntoIterator<Item = &'r String>) -> String {
    csv(&rows.into_iter().collect::<Vec<_>>())
}

/// Of more series than travel together between two threads, those that differ come first wherever they stand; then the
/// others in the order of their names, five in all; then the command for the rest; last the receipt and what to do.
#[test]
fn after_an_import_those_that_differ_come_first_and_the_receipt_last() {
    let desk = Desk::new();
    let mut all: Vec<String> = (1..=70).map(|place| row(place, "Riverton Fire Service", "12")).collect();
    all.extend([69, 41].map(|place| row(place, "Riverton Hospital", "30")));
    all.reverse();
    desk.file("flood.csv", rows(&all));
    let said = desk.run(&["import", "flood.csv"]).with(0);
    let answered: Vec<u32> = said
        .lines()
        .filter_map(|line| line.trim().strip_prefix("series")?.split("Ward ").nth(1)?.get(..2)?.parse().ok())
        .collect();
    assert_eq!(answered, [41, 69, 1, 2, 3]);
    let expected = "\n\nand 65 more: tollbook reconcile --entry 1\n\n\
        flood.csv: recorded as entry 1\n  rows           72 read\n  figures        72 new\n  \
        store          tollbook.db (made by this import)\n  \
        next           look at 2 of 70 answers: tollbook reconcile --entry 1\n";
    assert!(said.ends_with(expected), "{said}");
    assert!(desk.run(&["import", "flood.csv", "-q", "--db", "quiet.db"]).with(0).is_empty());
}

/// The last line is chosen by what happened.
#[test]
fn the_last_line_of_an_import_is_what_to_do_next() {
    let desk = Desk::new();
    let one = |place| row(place, "Riverton Fire Service", "12");
    desk.file("one.csv", rows([&one(1)]));
    desk.file("two.csv", rows([&one(2)]));
    desk.file("bad.csv", rows([&one(3), &row(4, "Riverton Fire Service", "1O2")]));
    desk.file("more.csv", rows([&one(5), &row(1, "Riverton Hospital", "30")]));
    desk.file("last.csv", rows([&row(2, "Riverton Hospital", "30")]));
    let last = |args: &[&str], code: i32| {
        let said = desk.run(args).with(code);
        said.lines()
            .last()
            .and_then(|line| line.trim().strip_prefix("next"))
            .map(|next| next.trim().to_owned())
    };
    let next = |text: &str| Some(text.to_owned());
    assert_eq!(last(&["import", "one.csv", "-n"], 0), next("the same command without -n records it"));
    assert_eq!(last(&["import", "one.csv"], 0), next("see what is in it: tollbook list series"));
    assert_eq!(last(&["import", "two.csv"], 0), next("to take it back: tollbook undo 2"));
    assert_eq!(
        last(&["import", "bad.csv"], 1),
        next("mend that file, then: tollbook import bad.rejects.csv")
    );
    let more = ["import", "nowhere.csv", "more.csv", "last.csv"];
    assert_eq!(last(&more, 1), next("look at 2 of 3 answers: tollbook reconcile --entry 4, then --entry 5"));
    let named = "to take it back: tollbook undo 2 --db named.db";
    desk.run(&["import", "one.csv", "--db", "named.db"]).with(0);
    assert_eq!(last(&["import", "two.csv", "--db", "named.db"], 0), next(named));
}
