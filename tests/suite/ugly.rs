//! What an import does beyond its rows: rejects that are mended, links, dry runs, text that is hostile. The kinds of damage
//! are in `ugly_files.rs`.

use tollbook::desk::Criteria;
use tollbook::desk::import::ImportExtent;
use tollbook::report::answer::Explain;

use crate::books::{told, usual};
use crate::desk::{Desk, csv};

const GOOD: &str = "a,Flood,Derna,killed,total,704,2023-09-12,2023-09-12,Red Crescent,AP,,,,";

/// The receipt of a file as JSON: entry, counts, problems as `code:line:column`.
fn import(
    desk: &Desk,
    name: &str,
    bytes: impl AsRef<[u8]>,
    extent: ImportExtent,
) -> (serde_json::Value, Vec<String>) {
    desk.file(name, bytes);
    let receipt = desk.receipt(name, usual(), extent);
    let problems = receipt["problems"].as_array().cloned().unwrap_or_default();
    let problems = problems
        .iter()
        .map(|problem| {
            format!("{}:{}:{}", problem["code"].as_str().unwrap_or("?"), problem["line"], problem["column"])
        })
        .collect();
    (receipt, problems)
}

#[test]
fn links_are_sought_in_the_file_then_in_the_store_and_fall_with_their_target() {
    let desk = Desk::new();
    let rows = csv(&[
        "part,Flood,Derna,killed,total,305,2023-09-12,2023-09-12,Red Crescent,AP,whole,,,",
        "lost,Flood,Derna,killed,total,12,2023-09-12,2023-09-12,Red Crescent,AP,bad,,,",
        "bad,Flood,Derna,killed,total,57OO,2023-09-12,2023-09-12,Red Crescent,AP,,,,",
        "whole,Flood,Derna,killed,total,704,2023-09-12,2023-09-12,Red Crescent,AP,,,,",
        "whole,Flood,Derna,killed,total,705,2023-09-12,2023-09-13,Red Crescent,AP,,,,",
    ]);
    let (receipt, mut problems) = import(&desk, "links.csv", rows, ImportExtent::Part);
    problems.sort();
    assert_eq!(receipt["new"].as_u64(), Some(2), "{receipt}");
    assert_eq!(problems.iter().map(|p| &p[..6]).collect::<Vec<_>>(), ["L101:3", "L103:6", "N101:4"]);
    assert_eq!(desk.ask("SELECT p.ref || ' ' || what || ' ' || w.ref FROM act JOIN ref p ON p.figure = act.figure JOIN ref w ON w.figure = act.other"), "part part_of whole");
    let later = csv(&["gone,Flood,Derna,killed,total,,,2023-09-20,Red Crescent,AFP,,retracts,whole,"]);
    import(&desk, "later.csv", later, ImportExtent::All);
    assert_eq!(desk.ask("SELECT status FROM figures WHERE ref = 'whole'"), "retracted");
}

#[test]
fn rejects_can_be_mended_and_imported() {
    let desk = Desk::new();
    let rows = csv(&[GOOD, "b,Flood,Derna,killed,total,57OO,2023-09-13,2023-09-13,Red Crescent,AP,,,,"]);
    let (receipt, _) = import(&desk, "october.csv", &rows, ImportExtent::Part);
    assert_eq!(receipt["rejects_file"], "october.rejects.csv");
    let rejects = std::fs::read_to_string(desk.path("october.rejects.csv")).expect("rejects");
    assert!(rejects.lines().nth(1).is_some_and(|row| row.contains(",3,figure,57OO,N101,")), "{rejects}");
    desk.file("october.rejects.csv", rejects.replacen(",57OO,2023", ",5700,2023", 1));
    desk.import(&["october.rejects.csv"]);
    assert_eq!(desk.ask("SELECT count(*) FROM figures"), "2");
    import(&desk, "more.csv", rows.replace("704", "708"), ImportExtent::Part);
    desk.file("october.csv", rows.replace("704,2023-09-12,2023-09-12", "709,2023-09-14,2023-09-14"));
    desk.receipt("october.csv", usual(), ImportExtent::Part);
    assert!(desk.names().contains(&"october.rejects.2.csv".to_owned()), "{:?}", desk.names());
}

#[test]
fn strict_takes_all_or_nothing() {
    let desk = Desk::new();
    desk.file(
        "f.csv",
        csv(&[GOOD, "b,Flood,Derna,killed,total,57OO,2023-09-13,2023-09-13,Red Crescent,AP,,,,"]),
    );
    let said = desk.run(&["import", "f.csv", "--strict"]);
    assert_eq!(said.code, Some(2), "{} {}", said.out, said.err);
    assert_eq!(desk.names(), ["f.csv"]);
}

#[test]
fn a_dry_run_changes_nothing() {
    let desk = Desk::new();
    desk.file("f.csv", csv(&[GOOD]));
    let said = desk.run(&["import", "f.csv", "-n"]).with(0);
    assert!(said.contains("dry run") || said.contains("nothing was"), "{said}");
    assert_eq!(desk.names(), ["f.csv"]);
    desk.import(&["f.csv"]);
    let before = std::fs::read(desk.path("tollbook.db")).expect("a store");
    desk.file("g.csv", csv(&[&GOOD.replace("704", "705")]));
    desk.run(&["import", "g.csv", "-n"]).with(0);
    assert_eq!(before, std::fs::read(desk.path("tollbook.db")).expect("a store"));
}

#[test]
fn parts_in_the_words_become_figures_of_their_own() {
    let desk = Desk::new();
    let rows = csv(&[
        "a,Flood,Derna,killed,total,\"704, including 305 children\",2023-09-12,2023-09-12,Red Crescent,AP,,,,",
    ]);
    let (receipt, _) = import(&desk, "parts.csv", rows, ImportExtent::All);
    assert_eq!((receipt["read"].as_u64(), receipt["new"].as_u64()), (Some(1), Some(2)));
    assert_eq!(
        desk.ask("SELECT \"group\", wording FROM figures ORDER BY id"),
        "people|704, including 305 children\nchildren|305"
    );
    assert_eq!(desk.ask("SELECT figure, what, other FROM act"), "2|part_of|1");
}

#[test]
fn hostile_text_stays_data() {
    let desk = Desk::new();
    let row = "a,\"'; DROP TABLE figure; --\",\u{202e}Derna\u{1b}[31m,killed,total,704,2023-09-12,2023-09-12,=cmd|' /C calc'!A1,<script>alert(1)</script>,,,,";
    desk.file("h.csv", csv(&[row]));
    desk.import(&["h.csv"]);
    for args in [&["reconcile"][..], &["list", "figures"], &["show", "1"], &["reconcile", "--explain"]] {
        let said = desk.run(args);
        assert!(!said.out.contains('\u{1b}') && !said.out.contains('\u{202e}'), "{args:?}: {}", said.out);
    }
    let typed = desk.run(&["list", "fig\u{202e}ures\u{1b}[31m"]);
    assert!(!typed.err.contains('\u{202e}') && !typed.err.contains('\u{1b}'), "{}", typed.err);
    let table = desk.run(&["list", "figures", "--csv"]).with(0);
    assert!(table.contains("'=cmd"), "{table}");
}

/// A figure in the publisher's own voice is shown as what it is, and supports nothing while an attributed one stands.
#[test]
fn an_unattributed_figure_stands_only_alone() {
    let desk = Desk::new();
    desk.file("alone.csv", csv(&["a,Flood,Derna,killed,total,704,2023-09-12,2023-09-12,,AP,,,,"]));
    desk.import(&["alone.csv"]);
    let alone = told(&desk.answers("range", Criteria::default(), Explain::AnswerOnly)[0]).replace("\n", " ");
    assert!(
        alone.contains("AP reported on 12 September 2023, without naming a source for the figure"),
        "{alone}"
    );
    desk.file(
        "named.csv",
        csv(&["b,Flood,Derna,killed,total,650,2023-09-12,2023-09-12,Red Crescent,AFP,,,,"]),
    );
    desk.import(&["named.csv"]);
    let both = desk.traces();
    assert_eq!(both[0]["answer"]["high"], 650);
    assert_eq!(both[0]["verdict"], "single source");
    let fates: Vec<&str> =
        both[0]["trace"].as_array().expect("a trace").iter().filter_map(|t| t["fate"].as_str()).collect();
    assert_eq!(fates, ["unattributed", "kept"]);
}
