//! Folders that are handed on, a Data Package and a database for Datasette: their tables are the ledger's, by every clock; what
//! is the desk's own stays there; they replace nothing but themselves.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use tollbook::desk::dataset::{DatasetOptions, write_database, write_package};
use tollbook::desk::{Criteria, list};
use tollbook::disk::sharing::Sharing;
use tollbook::export::audience::{Audience, Terms};
use tollbook::model::column::Field;
use tollbook::model::names::{NameField, NameKind};
use tollbook::report::answer::Explain;

use super::given;
use super::public::{SECRETS, desk as desk_with_secrets};
use crate::books::{as_of, known_on, recorded_by, words};
use crate::desk::Desk;
use crate::laws::data;

fn desk() -> Desk {
    let desk = Desk::new();
    for (name, file) in
        [("seed.csv", "seed.csv"), ("october.csv", "october-2023.csv"), ("cases.csv", "cases/figures.csv")]
    {
        desk.file(name, data(file));
    }
    desk.at("2023-10-26T08:00:00Z").import(&["seed.csv"]);
    desk.at("2023-11-10T08:00:00Z").import(&["october.csv"]);
    desk.at("2026-05-01T08:00:00Z").import(&["cases.csv"]);
    desk.at("2026-05-02T08:00:00Z").void("3", "typed twice").expect("voided");
    let same = (NameField::SameAs, "Gaza Health Ministry");
    desk.at("2026-05-03T08:00:00Z").say("authority", "Gaza MoH", same.0, same.1).expect("said");
    desk
}

fn options(criteria: Criteria, audience: Audience) -> DatasetOptions {
    DatasetOptions { criteria, audience, without: Vec::new(), terms: Terms::default() }
}

/// The rows of a CSV file, each by the names of its columns.
fn rows(file: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(file).expect("a file");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

#[test]
fn each_table_counts_what_the_lists_count_by_every_clock() {
    let desk = desk();
    let mut seen = Vec::new();
    let clocks = [
        Criteria::default(),
        as_of("2023-10-20"),
        known_on("2023-10-25"),
        recorded_by("2023-10-27"),
        recorded_by("2023-10-01"),
        words("gaza killed"),
    ];
    for (at, criteria) in clocks.into_iter().enumerate() {
        let asked = options(criteria.clone(), Audience::Internal);
        let (package, served) = (desk.path(&format!("package-{at}")), desk.path(&format!("served-{at}")));
        write_package(&desk.open(), &asked, &package, Sharing::OwnerAlone).expect("a package");
        write_database(&desk.open(), &asked, &served, Sharing::OwnerAlone).expect("a database");
        let listed = desk.listed(&criteria);
        let standing: Vec<&Value> = listed.iter().filter(|figure| figure["status"] != "void").collect();
        let figures = rows(&package.join("figures.csv"));
        let ids: Vec<&str> = figures.iter().map(|row| row["id"].as_str()).collect();
        assert_eq!(ids, standing.iter().map(|figure| figure["id"].to_string()).collect::<Vec<_>>());
        let answers = match standing.len() {
            0 => 0,
            _ => desk.answers("range", criteria.clone(), Explain::AnswerOnly).len(),
        };
        let sources = rows(&package.join("sources.csv"));
        let of_sources: usize =
            sources.iter().map(|row| row["figures"].parse::<usize>().expect("a number")).sum();
        assert_eq!(of_sources, figures.len());
        let names = rows(&package.join("names.csv"));
        for (kind, word) in [
            (NameKind::Authority, "authority"),
            (NameKind::Event, "event"),
            (NameKind::Publisher, "publisher"),
        ] {
            let printed =
                names.iter().filter(|row| row["name_kind"] == word && row["figures"] != "0").count();
            let all = list::names(&desk.open(), &criteria, kind).expect("names").rows.len();
            // The void figure has no name of its own.
            assert_eq!(printed, all, "{word}");
        }
        let counts = [figures.len(), rows(&package.join("answers.csv")).len(), names.len(), sources.len()];
        assert_eq!(counts[1], answers);
        let tables = ["figures", "answers", "names", "sources"];
        let in_database = tables.map(|table| count(&served.join("ledger.db"), table));
        assert_eq!(in_database, counts.map(|count| count as i64));
        seen.push(counts);
    }
    assert_eq!(seen[4][0], 0, "nothing was recorded by then");
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 6, "each clock leaves something else: {seen:?}");
}

fn count(database: &Path, table: &str) -> i64 {
    let conn = rusqlite::Connection::open(database).expect("a database");
    let sql = format!("SELECT count(*) FROM \"{table}\"");
    conn.query_row(&sql, [], |row| row.get(0)).expect("a count")
}

#[test]
fn a_name_is_canonical_in_figures_and_answers_and_printed_in_names() {
    let desk = desk();
    let package = desk.path("package");
    write_package(
        &desk.open(),
        &options(Criteria::default(), Audience::Public),
        &package,
        Sharing::OwnerAlone,
    )
    .expect("a package");
    let authorities = |file: &str| rows(&package.join(file)).into_iter().map(|row| row["authority"].clone());
    assert_eq!(authorities("figures.csv").filter(|name| name == "Gaza MoH").count(), 0);
    let names = rows(&package.join("names.csv"));
    let alias = names.iter().find(|row| row["name"] == "Gaza MoH").expect("the name");
    assert_eq!((alias["same_as"].as_str(), alias["figures"].as_str()), ("Gaza Health Ministry", "15"));
}

#[test]
fn the_description_is_of_the_columns_that_are_there_and_the_hashes_are_those_of_the_files() {
    let desk = desk();
    let package = desk.path("package");
    let without = vec![Field::Quote, Field::Note, Field::Place];
    let asked = DatasetOptions { without, ..options(Criteria::default(), Audience::Public) };
    write_package(&desk.open(), &asked, &package, Sharing::Everybody).expect("a package");
    let text = fs::read_to_string(package.join("datapackage.json")).expect("a description");
    let described: Value = serde_json::from_str(&text).expect("JSON");
    let resources = described["resources"].as_array().expect("resources");
    assert_eq!(resources.len(), 4);
    let list = fs::read_to_string(package.join("SHA256SUMS")).expect("a list");
    for resource in resources {
        let path = resource["path"].as_str().expect("a path");
        let bytes = fs::read(package.join(path)).expect("a file");
        assert_eq!(resource["bytes"], bytes.len());
        let hash = resource["hash"].as_str().expect("a hash").strip_prefix("sha256:").expect("its kind");
        assert!(list.contains(&format!("{hash}  {path}\n")), "{list}");
        let header = String::from_utf8_lossy(&bytes).lines().next().expect("a header").to_owned();
        let fields = resource["schema"]["fields"].as_array().expect("fields");
        let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().expect("a name")).collect();
        assert_eq!(header, names.join(","));
        assert!(!names.contains(&"quote") && !names.contains(&"place") && !names.contains(&"note"));
        assert!(fields.iter().all(|field| field["description"].as_str().is_some_and(|text| text.len() > 5)));
    }
}

#[test]
fn one_ledger_gives_the_same_bytes_again() {
    let desk = desk();
    for write in [write_package, write_database] {
        let asked = options(Criteria::default(), Audience::Public);
        let texts: Vec<String> = ["a", "b"]
            .iter()
            .map(|name| {
                let _ = fs::remove_dir_all(desk.path(name));
                write(&desk.open(), &asked, &desk.path(name), Sharing::OwnerAlone).expect("written");
                fs::read_to_string(desk.path(name).join("SHA256SUMS")).expect("a list")
            })
            .collect();
        assert_eq!(texts[0], texts[1]);
    }
}

#[test]
fn nothing_of_the_desks_own_is_in_a_public_folder_or_note() {
    let desk = desk_with_secrets();
    for args in [
        ["export", "--datapackage", "out/package", "--public"],
        ["export", "--datasette", "out/served", "--public"],
        ["export", "--method-note", "out/note.md", "--public"],
    ] {
        let is_note = args[1] == "--method-note";
        for typed in [&args[..3], &args] {
            let mut files = given(&desk, typed);
            // The pages of the database itself: nothing lies in one that no row has.
            files.extend(
                fs::read(desk.path("out/served/ledger.db")).map(|bytes| ("ledger.db".to_owned(), bytes)),
            );
            for (file, bytes) in files {
                let text = String::from_utf8_lossy(&bytes);
                // Why a finding was accepted is what a note on method is asked for.
                for secret in SECRETS.iter().filter(|secret| !(is_note && **secret == "acceptsecret")) {
                    assert!(!text.contains(secret), "{typed:?}: {file} holds {secret}");
                }
            }
        }
        let inside = [args[0], args[1], args[2], "--internal"];
        let all: String = given(&desk, &inside)
            .iter()
            .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
            .collect();
        let held: &[&str] = match args[1] {
            "--method-note" => &["Osk Ministry"],
            "--datapackage" => &["Quillfeather", "whistlenote", "refsecret", "pathsecret", "tailsecret"],
            _ => &[
                "Zebulon",
                "tip-sheet",
                "Quillfeather",
                "whistlenote",
                "refsecret",
                "pathsecret",
                "tailsecret",
            ],
        };
        for secret in held {
            assert!(all.contains(secret), "{inside:?}: the desk itself lacks {secret}");
        }
    }
}

#[test]
fn a_folder_is_replaced_only_as_it_was_written_and_a_failure_leaves_what_was_there() {
    let desk = desk();
    for flag in ["--datapackage", "--datasette"] {
        let _ = fs::remove_dir_all(desk.path("out"));
        desk.run(&["export", flag, "out"]).with(0);
        desk.run(&["export", flag, "out", "gaza"]).with(0);
        let said = desk.run(&["export", flag, "out", "--event", "nowhere at all"]);
        assert_eq!(said.code, Some(0), "{}", said.err);
        fs::write(desk.path("out/own.txt"), "mine").expect("a file");
        let said = desk.run(&["export", flag, "out"]);
        assert_eq!(said.code, Some(2));
        assert!(said.err.contains("with a file that no export wrote: own.txt"), "{}", said.err);
        assert!(said.err.contains("such as out-2"), "{}", said.err);
        fs::remove_file(desk.path("out/own.txt")).expect("removed");
        for (args, told) in [
            (vec!["export", flag, "out", "-o", "x.csv"], "-o is said of one file"),
            (vec!["export", flag, "out", "--bom"], "--bom is said of one file"),
            (vec!["export", flag, "out", "--csv"], "--csv would change nothing here"),
            (vec!["export", flag, "out/README.md"], "is there already, and is no folder"),
            (vec!["export", flag, "nowhere/out"], "there is no such folder"),
        ] {
            let said = desk.run(&args);
            assert_eq!(said.code, Some(2), "{args:?}");
            assert!(said.err.contains(told), "{args:?}: {}", said.err);
        }
        desk.run(&["export", flag, "out"]).with(0);
        let left: Vec<String> = desk.names().into_iter().filter(|name| name.contains("out")).collect();
        assert_eq!(left, ["out"], "nothing lies beside it");
    }
}

/// A disk that is full in the midst of it leaves nothing, and the same command works when there is room.
#[test]
fn a_full_disk_leaves_no_folder() {
    let desk = desk();
    for flag in ["--datapackage", "--datasette"] {
        for blocks in ["1", "20"] {
            let line = format!("ulimit -f {blocks}; trap '' XFSZ; exec \"$0\" \"$@\"");
            let mut limited = std::process::Command::new("bash");
            limited.args(["-c", &line, env!("CARGO_BIN_EXE_tollbook"), "export", flag, "out"]);
            limited
                .current_dir(desk.path(""))
                .env("TOLLBOOK_WHO", "a tester")
                .env("XDG_CONFIG_HOME", "/dev/null");
            let said = crate::desk::Said::of(limited.output().expect("bash"));
            assert_eq!(said.code, Some(2), "{flag} {blocks}: {}", said.err);
            let left: Vec<String> = desk.names().into_iter().filter(|name| name.contains("out")).collect();
            assert!(left.is_empty(), "{flag} {blocks} leaves {left:?}");
        }
        desk.run(&["export", flag, "out"]).with(0);
        fs::remove_dir_all(desk.path("out")).expect("removed");
    }
}
