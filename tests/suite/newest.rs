//! The view `newest_figures`: what it chooses, and what SQLite does for its first rows.

use std::fmt::Write;
use std::path::Path;

use rusqlite::StatementStatus;

use crate::desk::{Desk, ask, csv};
use crate::laws::data;

/// What the view promises, said by a window over all figures: the plain way, which reads all of them for one.
const BY_A_WINDOW: &str = r#"SELECT * FROM figures WHERE id IN (
    SELECT id FROM (
        SELECT id, row_number() OVER (
            PARTITION BY event, place, measure, unit, "group", count_type, definition,
                         authority, iif(authority IS NULL, publisher, NULL)
            ORDER BY substr(as_of || '-01-01', 1, 10) DESC, substr(published_on || '-01-01', 1, 10) DESC,
                     published_on DESC, id DESC) AS place_in_track
        FROM figures WHERE status IN ('stands', 'retracted', 'disowned') AND low IS NOT NULL)
    WHERE place_in_track = 1)"#;

/// Whether the view has the figures that it promises, with all that `figures` says of them; how many these are.
pub fn are_as_promised(store: &Path) -> usize {
    let promised = ask(store, &format!("{BY_A_WINDOW} ORDER BY id")).expect("figures");
    assert_eq!(ask(store, "SELECT * FROM newest_figures ORDER BY id").expect("figures"), promised);
    promised.lines().count()
}

#[test]
fn the_newest_figures_are_those_of_a_window_over_all() {
    let desk = Desk::new();
    for file in ["seed.csv", "october-2023.csv"] {
        desk.file(file, data(file));
        desk.import(&[file]);
    }
    assert!(are_as_promised(&desk.path("tollbook.db")) > 5);
}

/// Days that are the same, by more or fewer digits, and times that are told apart by their words alone.
#[test]
fn of_figures_of_one_day_the_newest_is_the_one_with_the_later_words() {
    let days = ["2023", "2023-01", "2023-01-01", "2022-12-31"];
    let published = [
        "2023-01-01",
        "2023-01-01T10:00",
        "2023-01-01T10:00Z",
        "2023-01-01T10:00+02:00",
        "2023-01-01T10:00+05:30",
        "2023-01-01T10:00-03:00",
        "2023-01-01T10:00-08:00",
        "2023-01-01T09:59:59Z",
        "2023-01-02",
    ];
    for left_out in 0..published.len() {
        let desk = Desk::new();
        let mut rows = Vec::new();
        for (at, time) in published.iter().enumerate().filter(|(at, _)| *at != left_out) {
            for (who, publisher) in [("", "AP"), ("Red Crescent", "AP"), ("Red Crescent", "AFP"), ("", "AFP")]
            {
                let day = days[(at + rows.len() / 3) % days.len()];
                rows.push(format!(
                    ",Flood,Derna,killed,total,{},{day},{time},{who},{publisher},,,,",
                    700 + at
                ));
            }
        }
        desk.file("same.csv", csv(&rows));
        desk.import(&["same.csv"]);
        assert_eq!(are_as_promised(&desk.path("tollbook.db")), 3);
    }
}

/// A publisher that counts in its own voice, and withdraws its figure after it had stood by it again.
#[test]
fn a_figure_in_a_publishers_own_voice_is_withdrawn_by_the_last_word() {
    let desk = Desk::new();
    desk.file(
        "own.csv",
        csv(&[
            "a,Flood,Derna,killed,total,704,2023-09-12,2023-09-12,,Red Crescent,,,,",
            "b,Flood,Derna,killed,total,,,2023-09-13,,Red Crescent,,retracts,a,",
            "c,Flood,Derna,killed,total,,,2023-09-14,,Red Crescent,,reinstates,a,",
            "d,Flood,Derna,killed,total,,,2023-09-15,,Red Crescent,,retracts,a,",
        ]),
    );
    desk.import(&["own.csv"]);
    assert_eq!(desk.ask("SELECT status FROM newest_figures"), "retracted");
    assert_eq!(desk.figure("a")["status"], "retracted");
}

/// Rows as a page of a SQL tool asks for them: some columns, a filter, an order, a bound.
#[test]
fn the_newest_figures_can_be_filtered_ordered_and_counted() {
    let desk = Desk::new();
    desk.file("seed.csv", data("october-2023.csv"));
    desk.import(&["seed.csv"]);
    for asked in [
        "SELECT count(*) FROM {}",
        "SELECT authority, count(*) FROM {} GROUP BY authority ORDER BY authority",
        "SELECT * FROM {} WHERE authority = 'Gaza Health Ministry' ORDER BY id",
        "SELECT * FROM {} WHERE event = 'Gaza war' AND measure = 'killed' ORDER BY published_on DESC, id LIMIT 5",
        "SELECT * FROM {} WHERE authority IS NULL ORDER BY as_of, id LIMIT 101",
        "SELECT id FROM {} WHERE id > 3 AND status = 'stands' ORDER BY id",
    ] {
        let told = desk.ask(&asked.replace("{}", "newest_figures"));
        assert_eq!(told, desk.ask(&asked.replace("{}", &format!("({BY_A_WINDOW})"))), "{asked}");
    }
    assert_ne!(desk.ask("SELECT count(*) FROM newest_figures WHERE authority = 'Gaza Health Ministry'"), "0");
}

/// How many steps SQLite takes for the rows of a question.
fn steps(desk: &Desk, sql: &str) -> i32 {
    let conn = rusqlite::Connection::open(desk.path("tollbook.db")).expect("a store");
    let mut statement = conn.prepare(sql).expect("a statement");
    let mut rows = statement.query([]).expect("rows");
    let mut count = 0;
    while rows.next().expect("a row").is_some() {
        count += 1;
    }
    drop(rows);
    assert!(count > 0, "{sql}");
    statement.get_status(StatementStatus::VmStep)
}

/// A desk with so many series of figures, each by so many voices of one authority.
fn desk_of(series: usize, voices: usize) -> Desk {
    let desk = Desk::new();
    let mut rows =
        "event,place,measure,count_type,figure,as_of,published_on,authority,publisher,via\n".to_owned();
    for place in 0..series {
        for voice in 0..voices {
            let day = 1 + voice % 28;
            let told = format!("{},2023-09-{day:02},2023-10-01", 700 + voice);
            writeln!(rows, "Flood,P{place},killed,total,{told},Ministry,AP,V{voice}").expect("a row");
        }
    }
    desk.file("many.csv", rows);
    desk.import(&["many.csv"]);
    desk
}

#[test]
fn the_first_newest_figures_cost_no_more_in_a_large_store() {
    let first = "SELECT * FROM newest_figures LIMIT 5";
    let (small, large) = (desk_of(10, 3), desk_of(500, 3));
    let (few, many) = (steps(&small, first), steps(&large, first));
    assert!(many < few * 2, "{few} steps of 10 series, {many} of 500");
    let all = steps(&large, "SELECT * FROM newest_figures");
    assert!(all > many * 20, "all take {all} steps, the first {many}");
}

#[test]
fn the_newest_of_a_series_is_found_in_time_that_grows_with_its_figures() {
    let all = "SELECT * FROM newest_figures";
    let (few, many) = (steps(&desk_of(1, 300), all), steps(&desk_of(1, 3000), all));
    assert!(many < few * 15, "{few} steps of 300 figures, {many} of 3,000");
}
