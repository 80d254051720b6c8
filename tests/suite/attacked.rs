//! Files that were made to harm: what they say of themselves is not believed, what they would take is bounded, and a limit
//! of the system ends in an error that says what to do.

use std::fs;

use crate::desk::Desk;
use crate::inputs::{
    Ended, HEADER, csv, figures, flood, good, open_document, piped, row, sheet, workbook, workbook_with,
    zipped,
};
use crate::streaming::limited;

/// The most data that the program may have, in KiB.
const LIMIT: u32 = 300_000;

/// The program refuses a file for a reason and says what to do, within the limit.
fn refused(desk: &Desk, args: &[&str], code: &str, says: &str) {
    let said = limited(desk, LIMIT, &[&["import"], args].concat()).ended(2);
    assert!(said.err.contains(&format!("error[{code}]")), "{args:?}: {}", said.err);
    let words = said.err.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(says), "{args:?}: {}", said.err);
    assert!(said.err.contains("hint: "), "{args:?}: {}", said.err);
}

#[cfg(target_os = "linux")] // elsewhere `ulimit -d` does not count what is mapped
#[test]
fn a_workbook_is_not_believed() {
    let desk = Desk::new();
    let rows = [flood("12", "44289@1")];
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let deaths = sheet(&rows);
    for claimed in ["99999999999999", "4294967295", "50000000", "18446744073709551615"] {
        let texts = format!("<sst count=\"{claimed}\" uniqueCount=\"{claimed}\"><si><t>a</t></si></sst>");
        let name = format!("{claimed}.xlsx");
        desk.file(&name, workbook_with(&[("Deaths", "", &deaths)], &[("xl/sharedStrings.xml", &texts)]));
        refused(&desk, &[&name], "I120", &format!("it shares {claimed} texts"));
    }
    let texts = format!("<sst uniqueCount=\"1\">{}</sst>", "<si><t>a</t></si>".repeat(3_000_000));
    desk.file("texts.xlsx", workbook_with(&[("Deaths", "", &deaths)], &[("xl/sharedStrings.xml", &texts)]));
    refused(&desk, &["texts.xlsx"], "I117", "bytes of memory to read");
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>5</v></c></row></sheetData>";
    desk.file("far.xlsx", workbook(&[("Deaths", "", &deaths.replace("</sheetData>", far))]));
    refused(&desk, &["far.xlsx"], "I117", "as far as XFD1048576");
    desk.file("names.xlsx", workbook(&[("Deaths", "", &deaths), ("DEATHS", "", &deaths)]));
    refused(&desk, &["names.xlsx"], "I120", "two of its sheets have the name `DEATHS`");
    desk.file("whole.xlsx", workbook(&[("Deaths", "", &deaths), ("Old", "", &deaths)]));
    limited(&desk, LIMIT, &["import", "whole.xlsx", "--sheet", "Old"]).ended(0);
}

#[cfg(target_os = "linux")]
#[test]
fn an_open_document_does_not_swell() {
    let desk = Desk::new();
    let cell =
        |text: &str| format!("<table:table-cell office:value-type=\"string\">{text}</table:table-cell>");
    let row = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
    let blanks = cell("<text:p>a<text:s text:c=\"1000000000\"/>b</text:p>");
    let long = cell(&format!("<text:p>{}</text:p>", "x".repeat(20_000)));
    let long = long.replace("<table:table-cell", "<table:table-cell table:number-columns-repeated=\"16000\"");
    let hidden = "<table:table-cell table:number-columns-repeated=\"16383\"/><table:table-cell/>";
    for (name, rows) in [
        ("blanks.ods", row(&blanks)),
        ("long.ods", row(&long)),
        ("hidden.ods", row(hidden).repeat(2_000) + &row(&cell("<text:p>a</text:p>"))),
    ] {
        desk.file(name, open_document(&rows));
        refused(&desk, &[name], "I117", "bytes of memory to read");
    }
    desk.file("endless.ods", open_document("<table:table>"));
    refused(&desk, &["endless.ods"], "I120", "is damaged");
}

#[cfg(target_os = "linux")]
#[test]
fn values_of_a_cell_share_their_row() {
    let desk = Desk::new();
    let profile = "packed = { columns = [\"outlet\"], by = \";\" }\n[fields]\nevent = { column = \"event\" }\nmeasure = \"killed\"\ncount_type = \"total\"\npublished_on = \"2021-01-01\"\nfigure = { column = \"figure\" }\npublisher = { column = \"outlet\" }\n";
    let packed = |many: usize, figure: &str| {
        let outlets: Vec<String> = (0..many).map(|n| format!("Paper {n}")).collect();
        format!("event,outlet,figure,extra\nFlood,{},{figure},x\n", outlets.join(";"))
    };
    desk.file("many.csv", packed(6_000, "5"));
    desk.file("many.csv.toml", profile);
    limited(&desk, LIMIT, &["import", "-q", "many.csv"]).ended(0);
    assert_eq!(desk.ask("SELECT count(*) FROM figures"), "6000");
    desk.file("bad.csv", packed(3_000, "5O"));
    desk.file("bad.csv.toml", profile);
    limited(&desk, LIMIT, &["import", "-q", "bad.csv"]).ended(1);
    let rejects = fs::read_to_string(desk.path("bad.rejects.csv")).expect("rejects");
    assert_eq!(rejects.matches("Paper 2999").count(), 1, "a row is rejected once");
    let long = packed(600, "5").replace(",x\n", &format!(",{}\n", "x".repeat(900_000)));
    desk.file("long.csv", long);
    desk.file("long.csv.toml", profile);
    let said = limited(&desk, LIMIT, &["import", "long.csv"]).ended(1);
    assert!(said.err.contains("holds 600 values"), "{}", said.err);
}

#[cfg(target_os = "linux")]
#[test]
fn a_template_makes_no_longer_text_than_a_cell_may_hold() {
    let desk = Desk::new();
    desk.file("a.csv", format!("event,figure,extra\nFlood,5,{}\nFlood,6,x\n", "z".repeat(100_000)));
    let template = "{extra}".repeat(20_000);
    desk.file("a.csv.toml", format!("[fields]\nevent = {{ column = \"event\" }}\nmeasure = \"killed\"\ncount_type = \"total\"\npublished_on = \"2021-01-01\"\nfigure = {{ column = \"figure\" }}\npublisher = \"P\"\nnote = {{ template = \"{template}\" }}\n"));
    let said = limited(&desk, LIMIT, &["import", "a.csv"]).ended(1);
    assert!(said.err.contains("error[P109]") && said.err.contains("`{extra}{extra}"), "{}", said.err);
    assert!(said.err.contains("--max-cell 4000000"), "{}", said.err);
    assert_eq!(desk.ask("SELECT count(*) FROM figures"), "1", "the other row is read");
}

#[cfg(target_os = "linux")]
#[test]
fn a_document_of_json_is_bounded_before_it_is_copied() {
    let desk = Desk::new();
    let long = "k".repeat(40_000_000);
    let list = "1,".repeat(3_000_000);
    let keys: Vec<String> = (0..300_000).map(|n| format!("\"k{n}\":1")).collect();
    for (name, json, says) in [
        ("key.json", format!("[{{\"{long}\":1}}]"), "the limit of a cell"),
        ("list.json", format!("[{{\"a\":[{list}1]}}]"), "the limit of a cell"),
        ("keys.json", format!("[{{{}}}]", keys.join(",")), "--max-columns 4096"),
        ("records.json", format!("[{}{{}}]", "{},".repeat(5_000_000)), "bytes of memory to read"),
    ] {
        desk.file(name, json);
        refused(&desk, &[name], "I117", says);
    }
}

#[test]
fn things_of_one_name_are_told_apart_or_refused() {
    let desk = Desk::new();
    let (one, two) = (csv(&[("12", "2021-04-03")]), csv(&[("at least 14", "2021-04-04")]));
    let files = [("a.csv", one.as_bytes()), ("b.csv", two.as_bytes())];
    let renamed = |bytes: Vec<u8>| -> Vec<u8> {
        let text: Vec<u8> = bytes;
        text.windows(5).enumerate().filter(|(_, part)| part == b"b.csv").map(|(at, _)| at).fold(
            text.clone(),
            |mut text, at| {
                text[at] = b'a';
                text
            },
        )
    };
    desk.file("twice.zip", renamed(zipped(&files)));
    let said = desk.run(&["import", "twice.zip"]).ended(2);
    assert!(said.err.contains("two files of the archive have the name `a.csv`"), "{}", said.err);
    let cases = [("a.csv", one.as_bytes()), ("A.csv", two.as_bytes())];
    desk.file("case.zip", zipped(&cases));
    desk.run(&["import", "case.zip"]).ended(0);
    assert_eq!(desk.ask("SELECT count(*) FROM figures"), "2", "names that differ by case are two files");
    desk.file("columns.csv", format!("{HEADER},Figure\n{},7\n", row("12", "2021-04-03")));
    let said = desk.run(&["import", "columns.csv"]).ended(2);
    assert!(said.err.contains("error[I105]"), "{}", said.err);
    let lines = r#"{"event":"Flood","measure":"killed","count_type":"total","figure":"5","figure":"6","published_on":"2024-01-02","publisher":"Gazette"}"#;
    desk.file("twice.jsonl", format!("{lines}\n"));
    let said = desk.run(&["import", "twice.jsonl", "--db", "keys.db"]);
    assert_ne!(said.code, Some(0), "{}", said.out);
    assert!(
        format!("{}{}", said.out, said.err).contains("the key `figure` comes twice"),
        "{}{}",
        said.out,
        said.err
    );
}

#[cfg(unix)]
#[test]
fn what_never_ends_is_refused_or_bounded() {
    let desk = Desk::new();
    let pipe = desk.path("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|made| made.success()));
    for args in [&["list", "figures"][..], &["import", "-n", "a.csv"], &["verify"]] {
        desk.file("a.csv", good());
        let said = desk.run(&[args, &["--db", "pipe"]].concat()).ended(2);
        assert!(said.err.contains("a pipe or a device"), "{args:?}: {}", said.err);
    }
    let said = desk.run(&["import", "/dev/zero", "--max-unpacked", "1000000"]).ended(2);
    assert!(said.err.contains("error[I117]"), "{}", said.err);
    let said = piped(&desk, &["import", "-", "--max-unpacked", "100"], good().as_bytes()).ended(2);
    assert!(said.err.contains("error[I117]") && said.err.contains("--max-unpacked 400"), "{}", said.err);
    piped(&desk, &["import", "-", "--max-unpacked", "10000"], good().as_bytes()).ended(0);
    assert_eq!(figures(&desk).lines().count(), 2);
}

#[test]
fn a_day_that_reads_as_a_count_is_told_and_a_toll_is_not() {
    let told = |rows: &[(&str, &str)]| {
        let desk = Desk::new();
        desk.file("a.csv", csv(rows));
        desk.run(&["import", "a.csv"]).ended(0).err
    };
    let days = told(&[("44289", "2021-04-03"), ("44290", "2021-04-04"), ("12", "2021-04-04")]);
    assert!(days.contains("F122") && days.contains("2021-04-03") && days.contains("2 such rows"), "{days}");
    let toll = told(&[("44289", "2021-04-03"), ("44350", "2021-04-04"), ("44391", "2021-04-05")]);
    assert!(!toll.contains("F122"), "a toll passes through such a number: {toll}");
}

#[test]
fn a_name_is_no_path_without_end() {
    let desk = Desk::new();
    for (steps, code) in [(32, 0), (33, 1), (9_000, 1)] {
        let place = (0..steps).map(|step| format!("s{step}")).collect::<Vec<_>>().join(" > ");
        let header = "event,place,measure,count_type,figure,as_of,published_on,publisher";
        desk.file("a.csv", format!("{header}\nA flood,{place},killed,total,5,2021-04-03,2021-04-03,Wire\n"));
        let said = desk.run(&["import", "a.csv", "-q", "--db", &format!("{steps}.db")]).ended(code);
        assert_eq!(code == 1, said.err.contains("F123"), "{steps}: {}", said.err);
    }
}

#[cfg(unix)]
#[test]
fn a_folder_for_temporary_files_that_is_not_there_is_named() {
    let desk = Desk::new();
    desk.file("a.csv", good());
    let mut command = desk.command(&["import", "-"]);
    command
        .env("TMPDIR", desk.path("nowhere"))
        .stdin(std::fs::File::open(desk.path("a.csv")).expect("a file"));
    let said = crate::desk::Said::of(command.output().expect("the program"));
    assert_eq!(said.code, Some(2), "{}", said.err);
    assert!(said.err.contains("nowhere") && said.err.contains("TMPDIR="), "{}", said.err);
}
