use std::io::{BufReader, Cursor, Read};

use proptest::prelude::*;

use super::*;
use crate::model::problem::Fault;

/// What a file was read as: records as their cells, refusals as their code.
#[derive(Debug, PartialEq)]
enum ReadAs {
    Cells(u64, Vec<String>),
    Refused(u64, u64, &'static str),
}

/// Gives a few bytes at a time, so that rows lie across many reads.
struct Trickle<'a>(&'a [u8], usize);

impl Read for Trickle<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let size = self.1.min(self.0.len()).min(into.len());
        let (now, later) = self.0.split_at(size);
        into[..size].copy_from_slice(now);
        self.0 = later;
        Ok(size)
    }
}

/// Reads a file to its end, and holds every row against the physical lines that it names.
fn read_all(file: &[u8], delimiter: u8, columns: Option<usize>, limits: Limits, step: usize) -> Vec<ReadAs> {
    let mut records = Records::new(BufReader::with_capacity(1, Trickle(file, step)), delimiter, limits);
    if let Some(columns) = columns {
        records.expect_columns(columns);
    }
    let text = file.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file);
    let lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
    let (mut seen, mut next_line) = (Vec::new(), 1);
    while let Some(row) = records.next().expect("no IO error") {
        let (line, spanned) = match &row {
            CsvRow::Record(record) => (record.line(), record.lines()),
            CsvRow::Refused(refused) => (refused.line, refused.lines),
        };
        assert!(line >= next_line && spanned > 0, "rows come in order");
        next_line = line + spanned;
        let naive = lines[line as usize - 1..next_line as usize - 1].concat();
        let naive = naive.strip_suffix(b"\n").unwrap_or(&naive);
        let naive = &naive[..naive.iter().rposition(|byte| *byte != b'\r').map_or(0, |at| at + 1)];
        match row {
            CsvRow::Record(record) => {
                assert_eq!(record.raw().as_bytes(), naive);
                assert_eq!(record.iter().len(), record.len());
                assert!(columns.is_none_or(|columns| columns == record.len()));
                seen.push(ReadAs::Cells(line, record.iter().map(str::to_owned).collect()));
            }
            CsvRow::Refused(refused) => {
                assert!(!refused.whole || refused.raw.as_bytes() == naive);
                assert!(!refused.fault.hint().is_empty() && !refused.fault.to_string().is_empty());
                assert!((line..next_line).contains(&refused.fault_line));
                seen.push(ReadAs::Refused(line, spanned, refused.fault.code()));
            }
        }
        assert!(records.tally().adds_up());
    }
    let tally = records.tally();
    assert_eq!((tally.all, tally.adds_up()), (lines.len() as u64, true), "{tally:?}");
    assert_eq!(records.bytes_read(), file.len() as u64);
    seen
}

fn read(file: &str, columns: usize) -> Vec<ReadAs> {
    let columns = (columns > 0).then_some(columns);
    read_all(file.as_bytes(), b',', columns, Limits::default(), usize::MAX)
}

fn row(line: u64, cells: &[&str]) -> ReadAs {
    ReadAs::Cells(line, cells.iter().map(|cell| (*cell).to_owned()).collect())
}

/// The first refusal of a file.
fn refusal(file: &[u8], columns: usize) -> Refused {
    let mut records = Records::new(file, b',', Limits { cell_bytes: 100, columns: 10 });
    if columns > 0 {
        records.expect_columns(columns);
    }
    loop {
        match records.next().expect("no IO error").expect("a refusal") {
            CsvRow::Refused(refused) => return refused,
            CsvRow::Record(_) => {}
        }
    }
}

#[test]
fn line_ends_and_blank_lines() {
    let two = vec![row(1, &["a", "b"]), row(2, &["c", "d"])];
    for file in
        ["a,b\nc,d\n", "a,b\nc,d", "a,b\r\nc,d\r\n", "\u{FEFF}a,b\nc,d\n", "a,b\r\r\nc,d\r\r\n", "a,b\nc,d\r"]
    {
        assert_eq!(read(file, 0), two, "{file:?}");
    }
    assert_eq!(read("\n\r\na,b\n\n\nc,d\n\n", 2), [row(3, &["a", "b"]), row(6, &["c", "d"])]);
    assert_eq!(read("a,b\n  \t\n", 2), [row(1, &["a", "b"])]);
    assert_eq!(read(" \n", 1), [row(1, &[" "])]);
    assert_eq!(read(",\n", 2), [row(1, &["", ""])]);
    assert_eq!(read("\"\"\n", 1), [row(1, &[""])]);
    for step in 1..9 {
        let seen = read_all("a\n\u{FEFF}b\n".as_bytes(), b',', None, Limits::default(), step);
        assert_eq!(
            seen,
            [row(1, &["a"]), row(2, &["\u{FEFF}b"])],
            "only at the start is it a byte order mark"
        );
    }
    for empty in ["", "\n", "\u{FEFF}", "\u{FEFF}\n\n"] {
        assert_eq!(read(empty, 0), []);
    }
}

#[test]
fn quotes_as_in_rfc_4180() {
    for (file, cells) in [
        ("\"a\",b\n", ["a", "b"]),
        ("\"a\"\"b\"\"\",\"\"\n", ["a\"b\"", ""]),
        ("\"a,b\",\"c\r\nd\"\r\n", ["a,b", "c\r\nd"]),
        ("5\" shell,a\"\"b\n", ["5\" shell", "a\"\"b"]),
        ("\"old\rMac\",b", ["old\rMac", "b"]),
        ("\"\n\n\",\"\"\"\"", ["\n\n", "\""]),
        ("é,\"ü\"", ["é", "ü"]),
    ] {
        assert_eq!(read(file, 2), [row(1, &cells)], "{file:?}");
    }
}

#[test]
fn an_unclosed_quote_costs_one_row() {
    let after = |code| vec![row(1, &["h", "i", "j"]), ReadAs::Refused(2, 1, code), row(3, &["d", "e", "f"])];
    // Found by the shape of the line, by the end of the file, by the next quote.
    assert_eq!(read("h,i,j\na,b,\"c\nd,e,f\n", 3), after("C101"));
    assert_eq!(read("h,i,j\na,b,\"c\nd,e,f\n", 0), after("C101"));
    assert_eq!(read("h,i,j\na,b,\"c\nd,\"e\",f\n", 3), after("C101"));
    // A stray quote far below does not hide it.
    let mut expected = after("C101");
    expected.push(row(4, &["g", "h", "i\""]));
    assert_eq!(read("h,i,j\na,b,\"c\nd,e,f\ng,h,i\"\n", 3), expected);
    // The quote opens on the second line of its row: both are lost, and no more.
    let file = "a,\"b\nb\",\"c\nd,e,f\n";
    assert_eq!(read(file, 3), [ReadAs::Refused(1, 2, "C101"), row(3, &["d", "e", "f"])]);
    let refused = refusal(file.as_bytes(), 3);
    assert_eq!((refused.fault_line, refused.column, refused.raw.as_str()), (2, Some(4), "a,\"b\nb\",\"c"));
    assert_eq!(
        refused.fault.to_string(),
        "the quote that opens at line 2, column 4 is never closed: it would swallow line 3, which is a row by itself"
    );
    // Too long for a cell.
    let file = format!("a,\"{}\nb,c\n", "x\n".repeat(100));
    let CsvFault::UnclosedQuote { line: 1, column: 3, seen } = refusal(file.as_bytes(), 2).fault else {
        panic!("not an unclosed quote")
    };
    assert_eq!(seen, Evidence::CellLimit { limit: 100 });
}

#[test]
fn quoted_cells_of_several_lines_keep_working() {
    for file in ["\"a\nb\",c,d\n", "a,\"b\n\nc\",d\n", "a,b,\"c\nd, e, f\ng\"\n", "a,b,\"in X,Y\nand Z\"\r\n"]
    {
        assert!(matches!(read(file, 3).as_slice(), [ReadAs::Cells(1, _)]), "{file:?}");
    }
}

#[test]
fn places_of_cells() {
    let mut records = Records::new("é,\"b\nbb\",c,\"d\"\n".as_bytes(), b',', Limits::default());
    let Some(CsvRow::Record(record)) = records.next().expect("no IO error") else { panic!("no record") };
    assert_eq!((record.line(), record.lines(), record.len()), (1, 2, 4));
    let places: Vec<_> = (0..5).map(|cell| (record.line_of(cell), record.column_of(cell))).collect();
    assert_eq!(places, [(1, 1), (1, 4), (2, 5), (2, 8), (2, 10)]);
    assert_eq!((record.get(1), record.get(4)), (Some("b\nbb"), None));
}

#[test]
fn each_fault_has_its_code_and_place() {
    let long = "x".repeat(101);
    let longer = "x".repeat(70_000);
    for (file, columns, code, column) in [
        ("a,\"b", 2, "C101", Some(3)),
        ("a,\"b\"c\n", 2, "C102", Some(6)),
        ("a,\"b\" ,c\n", 3, "C102", Some(6)),
        ("a,b\n", 3, "C103", None),
        ("a,b,c,d\n", 3, "C104", Some(7)),
        ("a\0,b\n", 2, "C105", Some(2)),
        ("a\rb,c\n", 2, "C107", Some(2)),
        ("a,b\rc,d\r", 2, "C107", Some(4)),
        (&format!("a,{long}\n"), 2, "C108", Some(3)),
        (&format!("a,\"{long}\"\n"), 2, "C108", Some(4)),
        ("a,b,c,d,e,f,g,h,i,j,k\n", 0, "C109", Some(21)),
        (&format!("{longer}\n"), 0, "C110", None),
    ] {
        let refused = refusal(file.as_bytes(), columns);
        assert_eq!((refused.fault.code(), refused.column), (code, column), "{file:.40}");
        assert!(CsvFault::CODES.iter().any(|(listed, _)| *listed == code));
    }
    let refused = refusal(b"\xC3\xA9,b\xE9,c\n", 3);
    assert_eq!((refused.fault.code(), refused.column, refused.whole), ("C106", Some(4), false));
    assert_eq!(refused.raw, "é,b\u{FFFD},c");
    assert_eq!(refused.fault.to_string(), "the byte 0xE9 at line 1, column 4 is not UTF-8");
    assert_eq!(CsvFault::CODES.len(), 10);
}

#[test]
fn a_line_above_every_limit_is_passed_by() {
    let file = format!("a,b\n{}\nc,d\n{}", "x,".repeat(200_000), "y".repeat(70_000));
    let limits = Limits { cell_bytes: 100, columns: 10 };
    let expected = [
        row(1, &["a", "b"]),
        ReadAs::Refused(2, 1, "C110"),
        row(3, &["c", "d"]),
        ReadAs::Refused(4, 1, "C110"),
    ];
    for step in [7, 4_096, usize::MAX] {
        assert_eq!(read_all(file.as_bytes(), b',', None, limits, step), expected);
    }
}

#[test]
fn ragged_rows_say_what_probably_happened() {
    let refused = refusal(b"Gaza,more than 1,400,\"x \"\"y\"\"\"\n", 3);
    let cells = ["Gaza", "more than 1", "400", "x \"y\""].map(str::to_owned);
    assert_eq!((refused.cells, refused.column), (Some(cells.to_vec()), Some(6)));
    assert_eq!(refused.fault.to_string(), "the row has 4 cells, the header has 3");
    assert_eq!(refused.fault.hint(), "if 1,400 is one number, write \"1,400\" in quotes, or 1400");
    for (file, hint) in [
        (
            "Gaza,1,400,000 people,x\n",
            "if 1,400,000 is one number, write \"1,400,000\" in quotes, or 1400000",
        ),
        (
            "Gaza, \"b,c\",x\n",
            "take out the blank before the quote in cell 2, so that the delimiter is followed by the quote: ,\"",
        ),
        ("Gaza,0,400,x\n", "put a cell that holds the delimiter in quotes: \"Gaza, Rafah\""),
    ] {
        assert_eq!(refusal(file.as_bytes(), 3).fault.hint(), hint, "{file:?}");
    }
}

/// Text in which commas, quotes, line breaks and other trouble are common.
fn any_cell() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z0-9 ]{1,4}",
        1 => Just(",".to_owned()),
        1 => Just("\"".to_owned()),
        1 => Just("\n".to_owned()),
        1 => Just("\r\n".to_owned()),
        1 => Just("\r".to_owned()),
        1 => "[é٧—;\t|]",
    ];
    proptest::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

fn any_table() -> impl Strategy<Value = Vec<Vec<String>>> {
    (1..6_usize)
        .prop_flat_map(|width| proptest::collection::vec(proptest::collection::vec(any_cell(), width), 0..6))
}

fn written(table: &[Vec<String>], delimiter: u8, terminator: ::csv::Terminator) -> Vec<u8> {
    let mut writer =
        ::csv::WriterBuilder::new().delimiter(delimiter).terminator(terminator).from_writer(Vec::new());
    for cells in table {
        writer.write_record(cells).expect("written");
    }
    writer.into_inner().expect("flushed")
}

fn cells_of(seen: Vec<ReadAs>) -> Vec<Vec<String>> {
    let cells = |seen| match seen {
        ReadAs::Cells(_, cells) => cells,
        ReadAs::Refused(..) => vec!["refused".to_owned()],
    };
    seen.into_iter().map(cells).collect()
}

fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    let likely = proptest::sample::select(b",,,\"\"\n\n\r a1\0\xFF\xC3\xA9;".to_vec());
    prop_oneof![proptest::collection::vec(likely, 0..200), proptest::collection::vec(any::<u8>(), 0..200)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_the_csv_crate_wrote_is_read_back(
        table in any_table(),
        delimiter in proptest::sample::select(b",;\t|".to_vec()),
        crlf in any::<bool>(),
        step in 1..50_usize,
    ) {
        let terminator = if crlf { ::csv::Terminator::CRLF } else { ::csv::Terminator::Any(b'\n') };
        let file = written(&table, delimiter, terminator);
        let seen = read_all(&file, delimiter, None, Limits::default(), step);
        prop_assert_eq!(cells_of(seen), table);
    }

    /// With the width known the same holds, unless a line inside a cell is a row by itself.
    #[test]
    fn an_expected_width_refuses_nothing_sound(table in any_table(), step in 1..50_usize) {
        let columns = table.first().map_or(1, Vec::len);
        let file = written(&table, b',', ::csv::Terminator::Any(b'\n'));
        let doubtful = table.iter().flatten().any(|cell| {
            let cell = cell.replace('"', "\"\"");
            cell.split('\n').skip(1).any(|line| columns > 2 && line.matches(',').count() >= columns - 1)
        });
        let seen = read_all(&file, b',', Some(columns), Limits::default(), step);
        if !doubtful {
            prop_assert_eq!(cells_of(seen), table);
        }
    }

    /// An unclosed quote in one row leaves all rows without quotes around it as they are.
    #[test]
    fn rows_around_an_unclosed_quote_are_read(before in 0..5_usize, after in 0..5_usize, cell in 0..3_usize) {
        let plain = "a,b,c\n";
        let mut broken = ["a", "b", "c"];
        broken[cell] = "\"x";
        let file = plain.repeat(before) + &broken.join(",") + "\n" + &plain.repeat(after);
        let seen = read(&file, 3);
        prop_assert_eq!(seen.len(), before + 1 + after);
        prop_assert_eq!(&seen[before], &ReadAs::Refused(before as u64 + 1, 1, "C101"));
    }

    /// `read_all` holds line numbers, raw texts and the tally against a naive count of lines.
    #[test]
    fn no_bytes_break_it(
        file in any_bytes(),
        columns in proptest::option::of(0..5_usize),
        delimiter in prop_oneof![4 => Just(b','), 1 => any::<u8>()],
        step in 1..300_usize,
        cell_bytes in prop_oneof![Just(0_usize), 1..20_usize, Just(1_000_000)],
        columns_limit in 0..8_usize,
    ) {
        let limits = Limits { cell_bytes, columns: columns_limit };
        let fast = read_all(&file, delimiter, columns, limits, usize::MAX);
        let slow = read_all(&file, delimiter, columns, limits, step);
        prop_assert_eq!(fast, slow);
    }

    #[test]
    fn arbitrary_rows_end(file in any_bytes()) {
        let mut records = Records::new(Cursor::new(&file), b',', Limits::default());
        let mut rows = 0;
        while records.next().expect("no IO error").is_some() {
            rows += 1;
        }
        prop_assert!(rows <= file.len());
    }
}
