//! Two hundred sentences: every template with every awkward case. They are read as copy; a change of one shows here.
//!
//! `COPY=overwrite cargo test --test suite copy` writes them as they are now.

use std::fmt::Write as _;
use std::path::Path;

use tollbook::desk::Criteria;
use tollbook::model::date::{Moment, PartialDate};
use tollbook::model::question::Question;
use tollbook::report::answer::Explain;

use crate::desk::Desk;

/// What is awkward to say.
struct Awkward {
    event: &'static str,
    place: &'static str,
    measure: &'static str,
    unit: &'static str,
    group: &'static str,
    definition: &'static str,
    authority: &'static str,
    via: &'static str,
    other: &'static str,
    publisher: &'static str,
    /// A number, one that is lower, and one that is higher.
    numbers: [&'static str; 3],
}

const PLAIN: Awkward = Awkward {
    event: "Osk blast",
    place: "Osk",
    measure: "killed",
    unit: "people",
    group: "people",
    definition: "",
    authority: "Osk Fire Service",
    via: "",
    other: "Osk Mayor",
    publisher: "Norland Herald",
    numbers: ["1412", "1,390", "1500"],
};

/// One case each for: a plain one, the number one, a plural authority, a long path, a tag and words that define, a group
/// without a singular, a stock, households, an unnamed source, a storm by its name.
const CASES: [Awkward; 10] = [
    PLAIN,
    Awkward {
        event: "Tavi school shooting",
        place: "Norland > Tavi",
        group: "children under five",
        numbers: ["one", "no one", "two"],
        other: "Tavi police",
        ..PLAIN
    },
    Awkward {
        event: "Alba war",
        place: "Alba",
        authority: "Alban authorities",
        other: "UN monitors",
        numbers: ["about 1,200", "more than 1,100", "at least 1,400"],
        ..PLAIN
    },
    Awkward {
        event: "Norland floods > Velmar landslide",
        place: "Norland > Alba region > Occupied Alba region > Velmar",
        authority: "Committee for Relief, Repair and Return",
        other: "Metropolitan Police",
        numbers: ["12", "11 dead", "14 killed"],
        ..PLAIN
    },
    Awkward {
        event: "14 May Osk attacks",
        place: "Norland > Osk",
        definition: "excludes_perpetrators",
        authority: "FSB",
        publisher: "Osk Citizen-Times",
        ..PLAIN
    },
    Awkward {
        event: "Norland cholera outbreak",
        place: "Norland",
        measure: "died",
        definition: "within 28 days of a test",
        authority: "University of Osk",
        other: "Ghent University",
        numbers: [
            "\"2,975 (95% CI 2,658-3,290)\"",
            "\"1,975 (95% CI 1,658-2,290)\"",
            "\"4,975 (95% CI 4,658-5,290)\"",
        ],
        ..PLAIN
    },
    Awkward {
        event: "Sinking of the Lenna",
        place: "Lenna Bay",
        group: "crew",
        measure: "injured",
        authority: "Lenna Line officials",
        other: "White Helmets",
        numbers: ["at least one", "no one", "dozens"],
        ..PLAIN
    },
    Awkward {
        event: "Osk-Tavi border fighting",
        place: "Osk Valley",
        measure: "displaced",
        unit: "households",
        authority: "Taliban",
        other: "IOM",
        numbers: ["26837.0", "20000", "more than 30,000"],
        ..PLAIN
    },
    Awkward {
        event: "Mona prison break",
        place: "Alba > Mona prison",
        measure: "detained",
        group: "prisoners of war > Alban army",
        authority: "military source",
        via: "ANA",
        other: "Alban army",
        numbers: ["40-50", "8", "up to 60"],
        ..PLAIN
    },
    Awkward {
        event: "Typhoon Mona",
        place: "Tavi Islands",
        measure: "missing",
        authority: "Tavi Coast Guard",
        other: "Tavi fishermen",
        publisher: "Wire",
        numbers: ["nearly 300", "255", "hundreds"],
        ..PLAIN
    },
];

/// A row of a file: columns and their cells.
type Row = Vec<(&'static str, String)>;

/// A kind of sentence: its name, with how many cases it is made, the rows that lead to it, and what is asked. The answer is
/// that of the first row.
struct Kind {
    name: &'static str,
    cases: &'static [usize],
    rows: fn(&Awkward) -> Vec<Row>,
    asked: Asked,
}

/// What is asked.
enum Asked {
    /// What is known by now.
    Now,
    /// What held on a day.
    AsOf(&'static str),
    /// What was public at a time.
    KnownOn(&'static str),
}

const ALL: &[usize] = &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
/// The number one, a plural authority, a long path, a definition, a group without a singular.
const FIVE: &[usize] = &[1, 2, 3, 4, 6];

/// Five of which every two numbers exclude each other.
const FIRM: &[usize] = &[0, 1, 3, 4, 5];

const fn kind(name: &'static str, cases: &'static [usize], rows: fn(&Awkward) -> Vec<Row>) -> Kind {
    Kind { name, cases, rows, asked: Asked::Now }
}

const KINDS: [Kind; 30] = [
    kind("said", ALL, |case| vec![row(case, 0, "2023-05-14", "2023-05-14")]),
    kind("said, undated", ALL, |case| vec![row(case, 0, "", "2023-05-16")]),
    kind("said, since another year", ALL, |case| {
        vec![with(row(case, 0, "2022-11-30", "2023-01-19"), &[("period_start", "2021-04")])]
    }),
    kind("own voice", ALL, |case| vec![unattributed(row(case, 0, "2023-05-14", "2023-05-16"))]),
    kind("period", ALL, |case| vec![period(row(case, 0, "2023-05-14", "2023-05-14"))]),
    kind("revised", ALL, |case| vec![before(case, 0, "2023-05-14"), falls(case, "2023-05-15")]),
    kind("differ", ALL, |case| {
        vec![row(case, 0, "2023-05-14", "2023-05-14"), by_other(case, 2, "2023-05-14", "2023-05-15")]
    }),
    kind("withdrawn", ALL, |case| {
        vec![before(case, 0, "2023-05-14"), says_of_it(case, "retracts", &[("reason", "found_alive")])]
    }),
    kind("older", ALL, |case| {
        vec![
            with(row(case, 1, "", "2022-12-20"), &[("stated_on", "2022-12-18")]),
            by_other(case, 2, "2023-05-14", "2023-05-15"),
        ]
    }),
    kind("disputed", ALL, |case| {
        let by = [("authority", case.other), ("via", ""), ("publisher", "Wire")];
        vec![before(case, 0, "2023-05-14"), says_of_it(case, "disputes", &by)]
    }),
    kind("said, in a report", FIVE, |case| vec![row(case, 2, "2023-05-14", "2023-05-16")]),
    kind("traced", FIVE, |case| {
        vec![with(row(case, 0, "", "2023-05-16"), &[("authority_basis", "inferred")])]
    }),
    kind("period, in a report", FIVE, |case| vec![period(row(case, 1, "2023-05-14", "2023-05-16"))]),
    kind("period, and the total", FIVE, |case| {
        vec![period(row(case, 0, "2023-05-14", "2023-05-14")), row(case, 2, "2023-05-14", "2023-05-14")]
    }),
    kind("projection", FIVE, |case| {
        let told = [("count_type", "projection"), ("stated_on", "2023-03-01")];
        vec![with(row(case, 2, "2024-06", "2023-03-02"), &told)]
    }),
    kind("revised, for another day", FIVE, |case| {
        let rise = [("relation", "revises"), ("target", "before"), ("stated_on", "2023-06-02")];
        vec![before(case, 0, "2022-12-30"), with(row(case, 2, "2022-12-30", "2023-06-03"), &rise)]
    }),
    kind("returned", FIVE, |case| {
        vec![
            before(case, 0, "2023-05-14"),
            falls(case, "2023-05-15"),
            row(case, 0, "2023-05-16", "2023-05-16"),
        ]
    }),
    kind("fall beside another", FIVE, |case| {
        vec![
            before(case, 2, "2023-05-14"),
            falls(case, "2023-05-15"),
            by_other(case, 2, "2023-05-15", "2023-05-15"),
        ]
    }),
    kind("beside", FIVE, |case| {
        vec![row(case, 0, "2023-05-14", "2023-05-14"), by_other(case, 0, "2023-05-14", "2023-05-15")]
    }),
    kind("differ, on different days", FIRM, |case| {
        vec![
            with(row(case, 0, "", "2023-05-17"), &[("stated_on", "2023-05-16")]),
            by_other(case, 1, "2023-05-17", "2023-05-18"),
        ]
    }),
    kind("differ, of one window", FIRM, |case| {
        vec![
            period(row(case, 0, "2023-05-14", "2023-05-14")),
            period(by_other(case, 2, "2023-05-14", "2023-05-15")),
        ]
    }),
    kind("order unknown", FIRM, |case| {
        vec![row(case, 0, "2023-05-14", "2023-05-14"), row(case, 1, "2023-05-14", "2023-05-14")]
    }),
    kind("disowned", FIVE, |case| {
        vec![before(case, 0, "2023-05-14"), says_of_it(case, "disowns", &[("publisher", "AFP")])]
    }),
    kind("another origin", FIVE, |case| {
        vec![
            with(row(case, 0, "2022-12-31", "2022-12-31"), &[("period_start", "2022-01-01")]),
            with(by_other(case, 2, "2023-05-14", "2023-05-14"), &[("period_start", "2023-01-01")]),
        ]
    }),
    kind("another method", FIVE, |case| {
        vec![
            with(row(case, 0, "2023-05-14", "2023-05-14"), &[("method", "body count")]),
            with(row(case, 2, "2023-05-15", "2023-05-15"), &[("method", "excess mortality")]),
        ]
    }),
    kind("another definition", FIVE, |case| {
        vec![
            with(row(case, 0, "2023-05-01", "2023-05-01"), &[("definition", "verified_only")]),
            row(case, 2, "2023-05-14", "2023-05-14"),
        ]
    }),
    kind("caveat", FIVE, |case| {
        let caveat = [("caveat", "could not be checked")];
        vec![with(row(case, 0, "2023-05-14", "2023-05-14"), &caveat)]
    }),
    kind("caveat of one of two", FIRM, |case| {
        let caveat = [("caveat", "not independently verified")];
        vec![
            with(row(case, 0, "2023-05-14", "2023-05-14"), &caveat),
            by_other(case, 2, "2023-05-14", "2023-05-15"),
        ]
    }),
    Kind {
        name: "nothing",
        cases: FIVE,
        rows: |case| vec![row(case, 0, "2023-05-14", "2023-05-14")],
        asked: Asked::AsOf("2023-05-01"),
    },
    Kind {
        name: "nothing by an hour",
        cases: FIVE,
        rows: |case| vec![row(case, 0, "2023-05-14", "2023-05-14")],
        asked: Asked::KnownOn("2023-05-14T12:00:00Z"),
    },
];

/// A row of a case: one of its numbers, the day for which it holds (empty: not stated), and the day of publication.
fn row(case: &Awkward, number: usize, as_of: &str, published_on: &str) -> Row {
    let is_stock = ["missing", "detained"].contains(&case.measure);
    let cells = [
        ("ref", ""),
        ("event", case.event),
        ("place", case.place),
        ("measure", case.measure),
        ("unit", case.unit),
        ("group", case.group),
        ("definition", case.definition),
        ("count_type", if is_stock { "current" } else { "total" }),
        ("figure", case.numbers[number].trim_matches('"')),
        ("period_start", ""),
        ("period_length", ""),
        ("as_of", as_of),
        ("stated_on", ""),
        ("published_on", published_on),
        ("authority", case.authority),
        ("authority_basis", ""),
        ("via", case.via),
        ("publisher", case.publisher),
        ("caveat", ""),
        ("method", ""),
        ("relation", ""),
        ("target", ""),
        ("reason", ""),
        ("reason_by", ""),
    ];
    cells.into_iter().map(|(name, cell)| (name, cell.to_owned())).collect()
}

/// The row with other cells.
fn with(mut row: Row, cells: &[(&str, &str)]) -> Row {
    for (name, cell) in &mut row {
        if let Some((_, other)) = cells.iter().find(|(other, _)| other == name) {
            (*other).clone_into(cell);
        }
    }
    row
}

fn period(row: Row) -> Row {
    with(row, &[("count_type", "period"), ("period_length", "24h")])
}

fn unattributed(row: Row) -> Row {
    with(row, &[("authority", ""), ("via", "")])
}

/// The row of another authority.
fn by_other(case: &Awkward, number: usize, as_of: &str, published_on: &str) -> Row {
    let other = [("authority", case.other), ("via", ""), ("publisher", "Wire")];
    with(row(case, number, as_of, published_on), &other)
}

/// A row of which others speak.
fn before(case: &Awkward, number: usize, day: &str) -> Row {
    with(row(case, number, day, day), &[("ref", "before")])
}

/// The lower number, said to revise the one before.
fn falls(case: &Awkward, day: &str) -> Row {
    let fall = [
        ("ref", "lower"),
        ("relation", "revises"),
        ("target", "before"),
        ("reason", "double_count"),
        ("reason_by", "AFP"),
    ];
    with(row(case, 1, day, day), &fall)
}

/// A row without a number that says something of the one before.
fn says_of_it(case: &Awkward, relation: &str, cells: &[(&str, &str)]) -> Row {
    let statement = [("figure", ""), ("relation", relation), ("target", "before")];
    with(with(row(case, 0, "", "2023-05-15"), &statement), cells)
}

/// The sentence of each case, kind by kind.
fn sentences() -> String {
    let mut text = String::new();
    for kind in &KINDS {
        for case in kind.cases {
            let rows = (kind.rows)(&CASES[*case]);
            writeln!(text, "{}: {}", kind.name, sentence(&rows, &kind.asked)).expect("text");
        }
    }
    text
}

/// The answer of the series of the first row.
fn sentence(rows: &[Row], asked: &Asked) -> String {
    let desk = Desk::new();
    let mut file = csv::Writer::from_path(desk.path("case.csv")).expect("a file");
    file.write_record(rows[0].iter().map(|(name, _)| *name)).expect("a header");
    for row in rows {
        file.write_record(row.iter().map(|(_, cell)| cell)).expect("a row");
    }
    file.flush().expect("a file");
    desk.import(&["case.csv"]);
    let question = match asked {
        Asked::Now => Question::default(),
        Asked::AsOf(day) => Question { as_of: PartialDate::read(day).ok(), ..Question::default() },
        Asked::KnownOn(time) => Question { known_on: Moment::read(time).ok(), ..Question::default() },
    };
    let cell = |name: &str| rows[0].iter().find(|(other, _)| *other == name).map(|(_, cell)| cell.as_str());
    let answers = desk.answers("range", Criteria { question, ..Criteria::default() }, Explain::AnswerOnly);
    let own = answers.into_iter().find(|answer| {
        let scope = crate::books::json(&answer.scope);
        scope["count_type"].as_str() == cell("count_type")
            && scope["definition"].as_str().unwrap_or_default() == cell("definition").unwrap_or_default()
    });
    own.expect("an answer").sentence
}

#[test]
fn two_hundred_sentences_are_as_they_were_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/copy/sentences.txt");
    let said = sentences();
    assert_eq!(said.lines().count(), 200, "one sentence a case and kind");
    if std::env::var_os("COPY").is_some_and(|way| way == "overwrite") {
        std::fs::write(&path, said).expect("the sentences are written");
        return;
    }
    let read = std::fs::read_to_string(&path).expect("the sentences");
    for (line, (said, read)) in said.lines().zip(read.lines()).enumerate() {
        assert_eq!(said, read, "line {}", line + 1);
    }
}
