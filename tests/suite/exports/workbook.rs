//! The workbook: what a spreadsheet reads.

use std::collections::BTreeMap;

use calamine::{Data, Reader, Xlsx, open_workbook};
use tollbook::desk::workbook::{WorkbookOptions, write_workbook};
use tollbook::desk::{Criteria, Error};
use tollbook::disk::sharing::Sharing;
use tollbook::export::audience::{Audience, Terms};
use tollbook::model::filter::Filter;
use tollbook::report::dataset::ColumnType;
use tollbook::report::values::COLUMNS;

use crate::desk::Desk;
use crate::laws::data;

use super::values::rows;

fn desk() -> Desk {
    let desk = Desk::new();
    for (name, file) in [("seed.csv", "seed.csv"), ("cases.csv", "cases/figures.csv")] {
        desk.file(name, data(file));
    }
    desk.file(
        "old.csv",
        "event,place,measure,count_type,figure,as_of,published_on,authority,publisher,note\n\
         Osk flood (exercise),Osk,killed,total,12,1899-05-02,1899-05-03,Osk Ministry,Courier,=1+1\n",
    );
    desk.import(&["seed.csv", "cases.csv", "old.csv"]);
    desk
}

/// The rows of a sheet below its header, each by the names of its columns.
fn sheet(book: &mut Xlsx<std::io::BufReader<std::fs::File>>, name: &str) -> Vec<BTreeMap<String, Data>> {
    let range = book.worksheet_range(name).expect("a sheet");
    let mut rows = range.rows();
    let head: Vec<String> = rows.next().expect("a header").iter().map(ToString::to_string).collect();
    rows.map(|row| head.iter().cloned().zip(row.iter().cloned()).collect()).collect()
}

#[test]
fn the_sheet_of_figures_holds_the_plain_values() {
    let desk = desk();
    desk.run(&["export", "-o", "all.xlsx"]).with(0);
    let mut book: Xlsx<_> = open_workbook(desk.path("all.xlsx")).expect("a workbook");
    assert_eq!(book.sheet_names(), ["figures", "answers", "names", "read-me"]);
    let (figures, values) = (sheet(&mut book, "figures"), rows(&desk.run(&["export", "--values"]).with(0)));
    assert_eq!(figures.len(), values.len());
    let mut old = 0;
    for (figure, value) in figures.iter().zip(&values) {
        for column in COLUMNS {
            let (cell, text) = (&figure[column.name], value[column.name].as_str());
            match (column.holds, cell) {
                (_, Data::Empty) => assert_eq!(text, "", "{}", column.name),
                (ColumnType::Number, Data::Float(number)) => assert_eq!(number.to_string(), text),
                (ColumnType::Flag, Data::Bool(holds)) => assert_eq!(holds.to_string(), text),
                (ColumnType::Day, Data::DateTime(day)) => {
                    let (year, month, day, ..) = day.to_ymd_hms_milli();
                    assert_eq!(format!("{year:04}-{month:02}-{day:02}"), text);
                }
                (ColumnType::Day, Data::String(day)) => {
                    assert!(
                        day == text && day.as_str() < "1900-03-01",
                        "a day that Excel counts is one: {day}"
                    );
                    old += 1;
                }
                (ColumnType::Time, Data::DateTime(_)) => assert!(text.ends_with('Z')),
                (_, Data::String(cell)) => assert_eq!(cell, text.strip_prefix('\'').unwrap_or(text)),
                (holds, cell) => panic!("{}: {holds:?} is {cell:?}", column.name),
            }
        }
    }
    assert!(old > 1, "days before Excel's calendar are there, as texts");
    let answers = rows(&desk.run(&["reconcile", "--csv"]).out);
    assert_eq!(sheet(&mut book, "answers").len(), answers.len());
    let named = sheet(&mut book, "names");
    let is_ministry = |row: &&BTreeMap<String, Data>| row["name"] == Data::String("Osk Ministry".into());
    assert_eq!(named.iter().find(is_ministry).map(|row| row["figures"].clone()), Some(Data::Float(1.0)));
}

/// The read-me says the clocks, the state of the ledger, and the columns.
#[test]
fn the_read_me_says_what_the_workbook_is() {
    let desk = desk();
    let book = |args: &[&str]| -> String {
        desk.run(&[&["export", "-o", "some.xlsx"], args].concat()).with(0);
        let mut book: Xlsx<_> = open_workbook(desk.path("some.xlsx")).expect("a workbook");
        let range = book.worksheet_range("read-me").expect("a sheet");
        range.rows().flatten().map(|cell| format!("{cell}\n")).collect()
    };
    let said = book(&["--event", "Osk", "--known-on", "1900-01-01"]);
    let head = desk.ask("SELECT lower(hex(hash)) FROM entry ORDER BY id DESC LIMIT 1");
    for part in
        ["1 figure in 1 series", "1 January 1900", "Osk", &head, "No licence was stated", "as_of_assumed"]
    {
        assert!(said.contains(part), "it lacks {part}: {said}");
    }
}

/// Each truth says that it is one, sentences have room, and what is to be read stands in the wide column of the read-me.
#[test]
fn cells_look_like_what_they_hold() {
    let desk = desk();
    desk.file(
        "lines.csv",
        "event,place,measure,count_type,figure,published_on,publisher,quote\n\
         Osk fire (exercise),Osk,killed,total,3,2024-05-03,Courier,\"Three people\nwere killed\"\n",
    );
    desk.import(&["lines.csv"]);
    desk.run(&["export", "-o", "all.xlsx"]).with(0);
    let file = std::fs::File::open(desk.path("all.xlsx")).expect("a workbook");
    let mut archive = zip::ZipArchive::new(file).expect("an archive");
    let mut part = |name: &str| {
        let part = archive.by_name(&format!("xl/{name}.xml")).expect("a part");
        std::io::read_to_string(part).expect("a text")
    };
    let (figures, answers, styles) = (part("worksheets/sheet1"), part("worksheets/sheet2"), part("styles"));
    let truths: Vec<&str> = figures.split("<c ").filter(|cell| cell.contains(" t=\"b\"")).collect();
    assert!(truths.len() > 100 && truths.iter().all(|cell| cell.contains(" s=\"")), "{:?}", truths.first());
    assert!(styles.contains("&quot;TRUE&quot;;&quot;TRUE&quot;;&quot;FALSE&quot;"), "{styles}");
    assert!(answers.contains("width=\"90.7"), "sentences have no room");
    let row = figures.split("<row ").find(|row| row.contains("Three people")).expect("its row");
    assert!(row.split('>').next().is_some_and(|row| row.contains("ht=\"30\"")), "{row}");
    let lines = figures.split("<c ").find(|cell| cell.contains("Three people")).expect("the quote");
    assert!(lines.contains(" s=\""), "a text of two lines is not wrapped: {lines}");
    let mut book: Xlsx<_> = open_workbook(desk.path("all.xlsx")).expect("a workbook");
    let read_me = book.worksheet_range("read-me").expect("a sheet");
    let sentence = |row: &&[Data]| row[0] == Data::Empty && row[1].to_string().starts_with("It covers ");
    assert!(read_me.rows().any(|row| sentence(&row)));
}

/// What does not fit into a sheet is refused before a file is made, with a filter to type that fits.
#[test]
fn more_rows_than_a_sheet_holds_are_refused() {
    let desk = desk();
    let write = |most, event: Option<&str>| {
        let filter = Filter { event: event.map(str::to_owned), ..Filter::default() };
        let options = WorkbookOptions {
            criteria: Criteria { filter, ..Criteria::default() },
            audience: Audience::Internal,
            terms: Terms::default(),
            without: Vec::new(),
            most,
        };
        write_workbook(&desk.open(), &options, &desk.path("big.xlsx"), Sharing::OwnerAlone)
    };
    let Err(Error::Fault(problem)) = write(12, None) else { panic!("it fits") };
    assert!(!desk.path("big.xlsx").exists());
    let event =
        problem.hint.split("--event ").nth(1).and_then(|rest| rest.split(" -o ").next()).expect("a filter");
    let event = event.trim_matches(|c| c == '"' || c == '\'');
    assert!(write(12, Some(event)).expect("it fits") <= 12, "{event}");
    assert!(desk.path("big.xlsx").exists());
}
