//! Every finding has an example that triggers it and others that look alike and do not; and it fires on no ordinary growth.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use tollbook::desk::Criteria;
use tollbook::desk::audit::Settlement;
use tollbook::model::date::PartialDate;
use tollbook::model::question::Question;
use tollbook::report::answer::Explain;
use tollbook::report::finding::FindingReport;

use crate::books::usual;
use crate::desk::Desk;

/// Each finding that is open, with the first ref of its figures.
fn found(desk: &Desk) -> BTreeSet<(String, String)> {
    let all = desk.findings(Settlement::Open).into_iter();
    let named = all.map(|finding| {
        assert!(!finding.hint.is_empty(), "{finding:?}");
        (finding.finding.to_owned(), finding.refs.first().cloned().unwrap_or_default())
    });
    named.collect()
}

/// The exit code of an audit is 1 where an open finding is an error.
fn judged(desk: &Desk) {
    let error = desk.findings(Settlement::Open).iter().any(|finding| finding.rank == "error");
    let said = desk.run(&["audit", "--json"]);
    assert_eq!(
        said.code,
        Some(i32::from(error)),
        "the exit code tells whether there is an error: {}",
        said.err
    );
}

/// The example of a finding: a file, and where it takes two imports a second one, with what each row should lead to.
fn example(name: &str) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/findings");
    let second = fs::read(root.join(format!("{name}.2.csv"))).ok();
    let first = fs::read(root.join(format!("{name}.csv"))).unwrap_or_else(|error| panic!("{name}: {error}"));
    [Some(first), second].into_iter().flatten().collect()
}

/// Where the example of a finding takes two desks: what each of them mends, row by row. Then the stores are merged.
fn mend_at_two_desks(desk: &Desk, name: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/findings");
    let Ok(mut mends) = csv::Reader::from_path(root.join(format!("{name}.mends.csv"))) else { return };
    let own = "tollbook.db";
    fs::copy(desk.path(own), desk.path("ben.db")).expect("a copy");
    for (row, minute) in mends.records().zip(10..) {
        let row = row.expect("a row");
        let store = if &row[0] == "ben" { "ben.db" } else { own };
        let books = desk.of(store).at(&format!("2024-02-01T10:{minute}:00Z")).by(&row[0]);
        let typos = [(&row[2], &row[3])];
        let typos = if row[2].is_empty() { &typos[..0] } else { &typos[..] };
        books.mend(&row[1], typos, "misread").unwrap_or_else(|error| panic!("{row:?}: {error:?}"));
    }
    desk.import(&["ben.db"]);
}

/// What the rows of a file should lead to, and how many rows lead to nothing.
fn expected(bytes: &[u8]) -> (BTreeSet<(String, String)>, usize) {
    let mut reader = csv::Reader::from_reader(bytes);
    let header = reader.headers().expect("a header").clone();
    let column = |name: &str| header.iter().position(|column| column == name).expect("a column");
    let (reference, expects) = (column("ref"), column("expected"));
    let (mut all, mut none) = (BTreeSet::new(), 0);
    for row in reader.records().map(|row| row.expect("a row")) {
        none += usize::from(row[expects].is_empty());
        all.extend(
            row[expects]
                .split(' ')
                .filter(|name| !name.is_empty())
                .map(|name| (name.to_owned(), row[reference].to_owned())),
        );
    }
    (all, none)
}

#[test]
fn each_finding_fires_on_its_example_and_on_nothing_that_looks_alike() {
    for check in tollbook::audit::findings::ALL {
        let desk = Desk::new();
        let (mut wanted, mut without) = (BTreeSet::new(), 0);
        for bytes in example(check.name) {
            desk.file("example.csv", &bytes);
            desk.import(&["example.csv"]);
            let (all, none) = expected(&bytes);
            wanted.extend(all);
            without += none;
        }
        assert!(
            wanted.iter().any(|(name, _)| name == check.name) && without > 0,
            "{} lacks a case",
            check.name
        );
        mend_at_two_desks(&desk, check.name);
        assert_eq!(found(&desk), wanted, "{}", check.name);
        judged(&desk);
    }
}

#[test]
fn the_worked_cases_and_the_data_have_what_they_should_and_no_more() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let desk = Desk::new();
    for (name, file) in [("seed.csv", "seed.csv"), ("october.csv", "october-2023.csv")] {
        desk.file(name, fs::read(root.join(file)).expect("a file"));
    }
    desk.import(&["seed.csv", "october.csv"]);
    let expected = [("total_fell", "oct-ahli-1018"), ("no_longer_highest", "aj-gaza-day")]
        .map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert_eq!(found(&desk), BTreeSet::from(expected), "the Al-Ahli toll fell, and 24 October was exceeded");
}

/// All situations in one store: every row of findings.csv is found.
#[test]
fn every_finding_of_the_worked_cases_follows_from_the_rules() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/cases");
    let desk = Desk::new();
    desk.file("cases.csv", fs::read(root.join("figures.csv")).expect("the cases"));
    desk.import(&["cases.csv"]);
    let found = found(&desk);
    let mut rows = csv::Reader::from_path(root.join("findings.csv")).expect("the findings");
    let rows: Vec<csv::StringRecord> = rows.records().map(|row| row.expect("a row")).collect();
    assert!(!rows.is_empty());
    for row in rows {
        assert!(found.contains(&(row[0].to_owned(), row[1].to_owned())), "{row:?} is not among {found:?}");
    }
    let more = [
        ("quotes_withdrawn", "S14-1"),
        ("source_switch", "S02-6"),
        ("source_switch", "S05-2"),
        ("source_switch", "S06-2"),
        ("adopted", "S09-1"),
        ("adopted", "S10-1"),
        ("total_fell", "S01-2"),
        ("total_fell", "S07-2"),
        ("total_fell", "S17-2"),
        ("period_is_not_delta", "S12-4"),
    ];
    assert_eq!(found.len(), 2 + more.len(), "{found:?}");
    for (name, reference) in more {
        assert!(found.contains(&(name.to_owned(), reference.to_owned())), "{name} {reference}");
    }
}

/// The same rows again, another import and a corrected quote leave it settled; a corrected number brings the finding back. Undone,
/// exported and imported like all that the desk says.
#[test]
fn a_settled_finding_returns_only_if_its_figures_change() {
    let header = "ref,event,place,measure,count_type,figure,as_of,published_on,authority,publisher,url,quote";
    let row = |name: &str, figure: u32, day: u32, quote: &str| {
        let url = "https://courier.example";
        format!(
            "{name},Flood,Northtown,killed,total,{figure},2023-10-{day},2023-10-{day},Ministry,Courier,{url}/{name},{quote}\n"
        )
    };
    let desk = Desk::new();
    desk.file("one.csv", format!("{header}\n{}{}", row("a", 500, 17, ""), row("b", 471, 18, "")));
    desk.import(&["one.csv"]);
    let fell = BTreeSet::from([("total_fell".to_owned(), "b".to_owned())]);
    assert_eq!(found(&desk), fell);
    let explained = desk.traces();
    assert_eq!(explained[0]["finding_details"][0]["finding"], "total_fell");
    desk.accept("total_fell:b,a", "recounted").expect("accepted");
    assert_eq!(found(&desk), BTreeSet::new());
    let explained = desk.traces();
    assert_eq!(explained[0]["finding_details"].as_array().map(Vec::len), Some(0), "beside a trace too");
    desk.file(
        "two.csv",
        format!("{header}\n{}{}", row("a", 500, 17, "about 500 people"), row("c", 520, 19, "")),
    );
    desk.import(&["two.csv"]);
    assert_eq!(found(&desk), BTreeSet::new(), "other figures and other details are none of its");
    desk.file(
        "three.csv",
        format!(
            "{header}\n{}",
            row("d", 510, 17, "").replace("2023-10-17,Ministry", "2023-10-17T20:00,Ministry")
        ),
    );
    desk.import(&["three.csv"]);
    assert_eq!(found(&desk), fell, "the number before it is another one now");
    desk.undo(4).expect("undone");
    assert_eq!(found(&desk), BTreeSet::new());
    for file in ["all.csv", "all.jsonl"] {
        desk.export(file);
        let files = if file == "all.csv" { vec![file, "all.names.csv"] } else { vec![file] };
        let other = desk.of(&format!("{file}.db"));
        other.import(&files);
        let settled = other.findings(Settlement::Settled);
        assert_eq!(settled[0].accepted.as_ref().expect("an acceptance").why, "recounted", "{file}");
        assert_eq!(other.findings(Settlement::Open), [], "{file}");
        other.verify();
    }
    desk.undo(2).expect("undone");
    assert_eq!(found(&desk), fell, "the acceptance was taken back");
}

/// A file that was taken back brought nothing: what its figures stand by is the files that came after it.
#[test]
fn a_file_that_was_taken_back_brought_nothing() {
    let header = "ref,event,place,measure,count_type,figure,as_of,published_on,authority,publisher";
    let row = |name: &str, figure: u32| {
        format!("{name},Exercise flood,North,killed,total,{figure},2023-10-18,2023-10-18,Ministry,Courier")
    };
    let projection = "c,Exercise flood,North,killed,projection,90,2023-12-31,2023-10-25,Ministry,Courier";
    let desk = Desk::new();
    desk.file("both.csv", format!("{header}\n{}\n{}\n{projection}\n", row("a", 40), row("b", 44)));
    desk.file("one.csv", format!("{header}\n{}\n{projection}\n", row("a", 40)));
    desk.file("other.csv", format!("{header}\n\n{}\n", row("b", 44)));
    let import = |file: &str, now: &str| desk.at(now).import(&[file]);
    let names = || found(&desk).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    import("both.csv", "2023-10-20");
    assert_eq!(names(), ["duplicate_day", "future_date"]);
    desk.at("2023-10-26").undo(1).expect("undone");
    import("one.csv", "2023-10-27");
    import("other.csv", "2023-10-28");
    assert_eq!(names(), [""; 0], "each came with a file of its own, after its day");
    desk.at("2023-10-29").undo(2).expect("undone");
    assert_eq!(names(), ["duplicate_day", "future_date"], "the first file stands again");
}

/// Three falls in three places: counted above, each with its place, the hint once; a limit cuts what is printed, and no
/// count. What states no day is said to be out of reach.
#[test]
fn an_audit_counts_first_and_says_where_and_what_it_could_not_see() {
    let header = "event,place,measure,count_type,definition,figure,as_of,published_on,authority,publisher";
    let of_place = |place: &str| {
        let row = |figure: u32, day: u32| {
            format!(
                "Flood,Norland > {place},killed,total,confirmed,{figure},2023-10-{day},2023-10-{day},Ministry,Courier\n"
            )
        };
        [row(9, 17), row(7, 18)].concat()
    };
    let undated = "Flood,Elsewhere,killed,total,,about 4,,2023-10-18,Ministry,Courier\n";
    let desk = Desk::new();
    let places = ["Ashford", "Brookvale", "Copperhill"];
    desk.file("x.csv", format!("{header}\n{}{undated}", places.map(of_place).concat()));
    desk.import(&["x.csv"]);
    let found = desk.findings(Settlement::Open);
    let scope = |finding: &FindingReport| (finding.scope.place.clone(), finding.scope.definition.clone());
    let expected = places.map(|place| (Some(format!("Norland > {place}")), Some("confirmed".to_owned())));
    assert_eq!(found.iter().map(scope).collect::<Vec<_>>(), expected);
    let all = desk.run(&["audit"]).out;
    assert!(all.starts_with("rank     finding     how many\nwarning  total_fell         3\n"), "{all}");
    assert!(places.iter().all(|place| all.contains(place)), "{all}");
    assert_eq!(all.matches("  type ").count(), 1, "{all}");
    assert!(
        all.contains("1 figure states no day") && all.contains("1 figure states no exact number"),
        "{all}"
    );
    let worst = desk.run(&["audit", "--limit", "1"]).out;
    assert!(worst.contains("total_fell         3") && worst.contains("2 more findings"), "{worst}");
    assert!(worst.contains("Ashford") && !worst.contains("Brookvale"), "{worst}");
}

/// An answer that rests on a figure which cannot be says so, unless that was settled; and says nothing that an audit does not.
#[test]
fn an_answer_names_what_is_odd_in_its_own_figures() {
    let header = "event,place,measure,count_type,figure,as_of,published_on,authority,publisher,quote";
    let row = |figure: &str, day: u32, published: u32, quote: &str| {
        format!(
            "Fire,Northtown,killed,total,{figure},2024-01-{day},2024-01-{published},Brigade,Courier,{quote}\n"
        )
    };
    let desk = Desk::new();
    desk.file("one.csv", format!("{header}\n{}{}", row("9", 11, 11, ""), row("8", 20, 17, "seven people")));
    desk.import(&["one.csv"]);
    let answer = || desk.answers("range", Criteria::default(), Explain::AnswerOnly).remove(0);
    assert_eq!(answer().findings, ["number_not_in_quote", "published_before_as_of", "total_fell"]);
    let said = desk.run(&["reconcile"]);
    assert!(said.out.contains("check          published_before_as_of: #2 holds for"), "{}", said.out);
    assert_eq!(said.code, Some(1));
    let before = Question { as_of: PartialDate::read("2024-01-12").ok(), ..Question::default() };
    let before = Criteria { question: before, ..Criteria::default() };
    let earlier = desk.answers("range", before, Explain::AnswerOnly).remove(0);
    assert_eq!(earlier.findings, [""; 0], "nothing was odd then");
    desk.accept("published_before_as_of:2", "the ministry dates ahead").expect("accepted");
    assert_eq!(answer().findings, ["number_not_in_quote", "total_fell"]);
    assert_eq!(desk.run(&["reconcile"]).code, Some(0));
    desk.file("two.csv", format!("{header}\n{}", row("12", 21, 21, "")));
    desk.import(&["two.csv"]);
    assert_eq!(answer().findings, [""; 0], "what is odd in older figures is a matter of the audit");
}

#[test]
fn no_answer_names_what_an_audit_does_not_find() {
    let mut named = 0;
    for check in tollbook::audit::findings::ALL {
        let desk = Desk::new();
        for bytes in example(check.name) {
            desk.file("example.csv", &bytes);
            desk.import(&["example.csv"]);
        }
        let found = found(&desk);
        for answer in desk.answers("range", Criteria::default(), Explain::AnswerOnly) {
            named += answer.findings.len();
            for code in answer.findings {
                // Falls that an import moved by one offset are told as that by an audit, which sees the imports.
                let told_as = if code == "total_fell" { "rebase_suspected" } else { code };
                let is_told = found.iter().any(|(name, _)| name == code || name == told_as);
                assert!(is_told, "{code} in {found:?}");
            }
        }
    }
    assert!(named > 5, "{named}");
}

/// A day that has not come is refused in the row, by whichever way it comes in; one day ahead is allowed, and a projection
/// holds for a day to come.
#[test]
fn a_day_that_has_not_come_is_refused_in_its_row() {
    let header = "event,place,measure,count_type,figure,as_of,published_on,authority,publisher";
    let row = |count_type: &str, as_of: &str, published: &str| {
        format!("Fire,Northtown,killed,{count_type},9,{as_of},{published},Brigade,Courier\n")
    };
    let desk = Desk::new();
    let rows = [
        row("total", "2923-10-25", "2023-10-25"),
        row("total", "2023-10-25", "2203-10-25"),
        row("total", "2023-10-27", "2023-10-27"),
        row("projection", "2023-12-31", "2023-10-25"),
    ];
    desk.file("x.csv", format!("{header}\n{}", rows.concat()));
    let receipt = desk.at("2023-10-26").import_as(&["x.csv"], usual()).expect("imported").0.remove(0);
    assert_eq!((receipt.counts.new, receipt.counts.rejected), (2, 2), "{receipt:?}");
    let refused =
        receipt.problems.iter().map(|problem| (problem.code, problem.field, problem.value.as_str()));
    let expected = [("F116", Some("as_of"), "2923-10-25"), ("F116", Some("published_on"), "2203-10-25")];
    assert_eq!(refused.collect::<Vec<_>>(), expected);
    let add = ["add", "9 killed", "--event", "Fire", "--count-type", "total", "--authority", "Brigade"];
    let dated = ["--publisher", "Courier", "--published-on", "2923-10-25", "--now", "2023-10-26T20:00:00Z"];
    assert_eq!(desk.run(&[add.as_slice(), dated.as_slice()].concat()).code, Some(2));
}

/// Names that differ in case, accents and blanks alone are one finding, however many there are.
#[test]
fn spellings_are_one_line() {
    let header = "event,place,measure,count_type,figure,as_of,published_on,authority,publisher";
    let row = |place: &str, day: u32| {
        format!("Flood,{place},killed,total,9,2023-10-1{day},2023-10-1{day},Civil Defence,Courier\n")
    };
    let desk = Desk::new();
    let places = ["São Vito", "Sao Vito", "SAO VITO", "Port Lenna", "PortLenna"];
    let rows: Vec<String> = places.iter().zip(1..).map(|(place, day)| row(place, day)).collect();
    desk.file("x.csv", format!("{header}\n{}", rows.concat()));
    desk.import(&["x.csv"]);
    let found = desk.findings(Settlement::Open);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(places.iter().all(|place| found[0].explanation.contains(place)), "{found:?}");
}

/// Two numbers for one day stand in one order, whichever row comes first: the lower first.
#[test]
fn two_numbers_for_one_day_are_told_alike_in_any_order_of_rows() {
    let header = "event,measure,count_type,figure,as_of,published_on,authority,publisher";
    let row = |figure: &str| format!("Flood,killed,total,{figure},2023-10-18,2023-10-18,Ministry,Courier");
    let told = |numbers: [&str; 3]| {
        let desk = Desk::new();
        desk.file("one.csv", format!("{header}\n{}\n", numbers.map(row).join("\n")));
        desk.import(&["one.csv"]);
        let without_ids = |text: &str| text.chars().filter(|c| *c != '#').collect::<String>();
        let found = desk.findings(Settlement::Open).into_iter();
        let twice = found.filter(|finding| finding.finding == "duplicate_day");
        twice.map(|finding| without_ids(&finding.explanation)).collect::<Vec<_>>()
    };
    for numbers in [["40", "44", "47"], ["47", "40", "44"], ["44", "47", "40"]] {
        let id = |number| numbers.iter().position(|one| *one == number).expect("one of them") + 1;
        let pair = |low, high| {
            format!(
                "one file gives Ministry two numbers for one day, {low} ({}) and {high} ({}, as of 18 October 2023): \
                 nothing says which is the newer",
                id(low),
                id(high)
            )
        };
        let mut told = told(numbers);
        told.sort();
        assert_eq!(told, [pair("40", "44"), pair("44", "47")], "{numbers:?}");
    }
}

/// A switch beside an answer is a sentence of it: it names everybody as the others do.
#[test]
fn a_switch_names_publishers_and_authorities_as_sentences_do() {
    let header = "event,place,measure,count_type,figure,as_of,published_on,authority,publisher";
    let row = |figure: u32, day: u32, authority: &str, publisher: &str| {
        format!("Osk war,Osk,killed,total,{figure},2024-05-0{day},2024-05-0{day},{authority},{publisher}\n")
    };
    let desk = Desk::new();
    let rows = [
        row(300, 6, "Media Office", "OskAid"),
        row(200, 8, "Osk MoH", "OskAid"),
        row(20, 6, "Health Ministry", "UN monitors"),
        row(21, 8, "Media Office", "UN monitors"),
    ];
    desk.file("one.csv", format!("{header}\n{}", rows.concat()));
    desk.import(&["one.csv"]);
    for (kind, name, said) in
        [("publisher", "OskAid", "the UN's aid office"), ("authority", "Osk MoH", "Osk's Health Ministry")]
    {
        assert_eq!(desk.run(&["amend", kind, name, "--say-as", said]).code, Some(0));
    }
    let found = desk.findings(Settlement::Open).into_iter();
    let switches = found.filter(|finding| finding.finding == "source_switch");
    let told: Vec<String> = switches.map(|finding| finding.explanation).collect();
    assert_eq!(
        told,
        [
            "the UN's aid office since 8 May 2024 prints the count of Osk's Health Ministry, 200 (#2, as of 8 May 2024), \
             instead of that of the Media Office, 300 (#1, as of 6 May 2024): the numbers cannot be compared",
            "UN monitors since 8 May 2024 print the count of the Media Office, 21 (#4, as of 8 May 2024), \
             instead of that of the Health Ministry, 20 (#3, as of 6 May 2024): the numbers cannot be compared",
        ]
    );
}
