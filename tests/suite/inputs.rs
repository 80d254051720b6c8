//! Where rows come from besides a CSV: pipes, folders, patterns, archives, workbooks, JSON. Each is known by its bytes, and
//! ends in the same store.

use std::fs;
use std::io::{Cursor, Write};
use std::process::Stdio;

use zip::write::SimpleFileOptions;

use crate::desk::{Desk, Said};

pub const HEADER: &str = "event,place,measure,count_type,figure,as_of,published_on,authority,publisher";

pub fn row(figure: &str, day: &str) -> String {
    format!(
        "Spring flood (exercise),Riverton,killed,total,{figure},{day},2021-04-05,Riverton Fire Service,River Post"
    )
}

pub fn csv(rows: &[(&str, &str)]) -> String {
    let rows: Vec<String> = rows.iter().map(|(figure, day)| row(figure, day)).collect();
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

pub fn good() -> String {
    csv(&[("12", "2021-04-03"), ("at least 14", "2021-04-04")])
}

pub fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a file");
        zip.write_all(bytes).expect("room");
    }
    zip.finish().expect("an archive").into_inner()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).expect("room");
    packed.finish().expect("a gzip file")
}

pub fn figures(desk: &Desk) -> String {
    desk.ask("SELECT wording, as_of FROM figures ORDER BY as_of, wording")
}

pub const BOTH: &str = "12|2021-04-03\nat least 14|2021-04-04";

/// What was said, once it has ended with that code.
pub trait Ended {
    fn ended(self, code: i32) -> Said;
}

impl Ended for Said {
    fn ended(self, code: i32) -> Said {
        assert_eq!(self.code, Some(code), "{}\n{}", self.out, self.err);
        self
    }
}

pub fn piped(desk: &Desk, args: &[&str], bytes: &[u8]) -> Said {
    let mut command = desk.command(args);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    child.stdin.take().expect("a pipe").write_all(bytes).expect("room");
    Said::of(child.wait_with_output().expect("an end"))
}

#[test]
fn a_pipe_is_read_and_its_rejects_stand_here() {
    let desk = Desk::new();
    let bad = good() + &row("57OO", "2021-04-05") + "\n";
    let said = piped(&desk, &["import", "-"], bad.as_bytes()).ended(1);
    assert!(said.err.contains("stdin:4:"), "{}", said.err);
    assert_eq!(figures(&desk), BOTH);
    assert!(desk.names().contains(&"stdin.rejects.csv".to_owned()), "{:?}", desk.names());
    let again = piped(&desk, &["import", "-"], bad.as_bytes()).ended(0);
    assert!(again.out.contains("already imported"), "{}", again.out);
    let packed = piped(&desk, &["import", "-"], &gzipped(bad.as_bytes())).ended(0);
    assert!(packed.out.contains("already imported"), "packing is no part of a file: {}", packed.out);
    let said = piped(&desk, &["import", "-", "--save-profile"], good().as_bytes()).ended(2);
    assert!(said.err.contains("--save-profile"), "{}", said.err);
}

#[test]
fn folders_and_patterns_stand_for_their_tables() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("in/below")).expect("folders");
    desk.file("in/a.csv", csv(&[("12", "2021-04-03")]));
    desk.file("in/b.csv", csv(&[("at least 14", "2021-04-04")]));
    desk.file("in/a.rejects.csv", "not a table");
    desk.file("in/a.rejects.2.csv", "not a table");
    desk.file("in/.hidden.csv", "not a table");
    desk.file("in/notes.md", "not a table");
    desk.file("in/below/c.csv", csv(&[("15", "2021-04-05")]));
    let said = desk.run(&["import", "in", "--jsonl"]).ended(0);
    let files: Vec<&str> = said.out.lines().filter_map(|line| line.split('"').nth(3)).collect();
    assert_eq!(files, ["in/a.csv", "in/b.csv"], "{}", said.err);
    assert_eq!(figures(&desk), BOTH);
    desk.import(&["in/**/*.csv"]);
    assert_eq!(desk.ask("SELECT count(*) FROM figures"), "3");
    let said = desk.run(&["import", "no/*.csv"]).ended(2);
    assert!(said.err.contains("no file matches no/*.csv"), "{}", said.err);
    fs::create_dir_all(desk.path("empty")).expect("a folder");
    let said = desk.run(&["import", "empty"]).ended(2);
    assert!(said.err.contains("no table stands in the folder empty"), "{}", said.err);
    let said = desk.run(&["import", "in/a.csv", "gone.csv"]).ended(1);
    assert!(said.err.contains("gone.csv: there is no such file"), "{}", said.err);
}

#[test]
fn packed_files_are_read_whatever_their_name() {
    let desk = Desk::new();
    desk.file("a.csv.gz", gzipped(good().as_bytes()));
    desk.file("a.csv.toml", "[fields]\nlanguage = \"en\"\n");
    let said = desk.run(&["import", "a.csv.gz"]).ended(0);
    assert!(said.out.contains("a.csv.toml"), "the profile of the file serves: {}", said.out);
    assert_eq!(figures(&desk), BOTH);
    desk.file("cut.csv", &gzipped(good().as_bytes())[..40]);
    let said = desk.run(&["import", "cut.csv"]).ended(2);
    assert!(said.err.contains("error[I116]"), "{}", said.err);
    desk.file("big.gz", gzipped(&vec![b'x'; 100_000]));
    let said = desk.run(&["import", "big.gz", "--max-unpacked", "5000"]).ended(2);
    assert!(said.err.contains("error[I117]") && said.err.contains("--max-unpacked 20000"), "{}", said.err);
}

#[test]
fn each_file_of_an_archive_is_a_transaction_of_its_own() {
    let desk = Desk::new();
    let (one, two) =
        (csv(&[("12", "2021-04-03")]), csv(&[("at least 14", "2021-04-04"), ("57OO", "2021-04-05")]));
    let files: [(&str, &[u8]); 4] = [
        ("x/b.csv", two.as_bytes()),
        ("a.csv", one.as_bytes()),
        ("README.md", b"?"),
        ("a.rejects.csv", b"?"),
    ];
    desk.file("desk.zip", zipped(&files));
    let said = desk.run(&["import", "desk.zip"]).ended(1);
    assert!(said.out.contains("desk.zip:a.csv: recorded as entry 1"), "{}", said.out);
    assert!(said.err.contains("desk.zip:x/b.csv:3:"), "{}", said.err);
    assert_eq!(figures(&desk), BOTH);
    assert_eq!(desk.ask("SELECT count(*) FROM entry"), "2");
    let rejects = fs::read_to_string(desk.path("desk.zip.x_b.rejects.csv")).expect("rejects");
    assert!(rejects.contains("57OO"), "{rejects}");
}

#[test]
fn archives_that_hide_something_are_refused() {
    let desk = Desk::new();
    let inner = zipped(&[("a.csv", good().as_bytes())]);
    let packed = gzipped(good().as_bytes());
    let cases: [(&str, Vec<u8>, &str); 5] = [
        ("nested.zip", zipped(&[("inner.zip", &inner)]), "I118"),
        ("gz-in-zip.zip", zipped(&[("a.csv.gz", &packed)]), "I118"),
        ("zip-in-gz.gz", gzipped(&inner), "I118"),
        ("none.zip", zipped(&[("README.md", b"x")]), "I119"),
        ("cut.zip", inner[..inner.len() - 30].to_vec(), "I116"),
    ];
    for (name, bytes, code) in cases {
        desk.file(name, bytes);
        let said = desk.run(&["import", name]).ended(2);
        assert!(said.err.contains(&format!("error[{code}]")), "{name}: {}", said.err);
        assert!(said.err.contains("hint: "), "{name}: {}", said.err);
    }
    desk.file("bomb.zip", zipped(&[("a.csv", &vec![b'x'; 500_000]), ("b.csv", &vec![b'x'; 500_000])]));
    let said = desk.run(&["import", "bomb.zip", "--max-unpacked", "600000"]).ended(2);
    assert!(said.err.contains("error[I117]"), "the files of an archive share a bound: {}", said.err);
    assert!(!desk.names().contains(&"tollbook.db".to_owned()), "nothing was stored");
}

/// A workbook with these sheets: name, attributes in the list, rows.
pub fn workbook(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    workbook_with(sheets, &[])
}

/// The same with other parts beside them.
pub fn workbook_with(sheets: &[(&str, &str, &str)], parts: &[(&str, &str)]) -> Vec<u8> {
    let xml = |text: &str| format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{text}").into_bytes();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let (mut list, mut links, mut files) = (String::new(), String::new(), Vec::new());
    for (at, (name, attributes, rows)) in sheets.iter().enumerate() {
        let at = at + 1;
        list += &format!("<sheet name=\"{name}\" sheetId=\"{at}\" r:id=\"r{at}\" {attributes}/>");
        links += &format!(
            "<Relationship Id=\"r{at}\" Type=\"{rel}/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>"
        );
        files.push((
            format!("xl/worksheets/sheet{at}.xml"),
            xml(&format!("<worksheet xmlns=\"{main}\">{rows}</worksheet>")),
        ));
    }
    links += &format!("<Relationship Id=\"s\" Type=\"{rel}/styles\" Target=\"styles.xml\"/>");
    let styles = "<numFmts count=\"1\"><numFmt numFmtId=\"170\" formatCode=\"mmm yyyy\"/></numFmts><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/></cellXfs>";
    files.push((
        "[Content_Types].xml".into(),
        xml("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
    ));
    files.push((
        "xl/workbook.xml".into(),
        xml(&format!("<workbook xmlns=\"{main}\" xmlns:r=\"{rel}\"><sheets>{list}</sheets></workbook>")),
    ));
    files.push(("xl/_rels/workbook.xml.rels".into(), xml(&format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{links}</Relationships>"))));
    files.push(("xl/styles.xml".into(), xml(&format!("<styleSheet xmlns=\"{main}\">{styles}</styleSheet>"))));
    files.push((
        "_rels/.rels".into(),
        xml(&format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"w\" Type=\"{rel}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        )),
    ));
    files.extend(parts.iter().map(|(name, text)| ((*name).to_owned(), xml(text))));
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    zipped(&files)
}

/// A row of a sheet from column B on; numbers and `serial@style` are numbers, `=` is a formula that was not worked out.
fn sheet_row(number: usize, cells: &[&str]) -> String {
    let cells = cells.iter().zip('B'..).filter(|(text, _)| !text.is_empty()).map(|(text, letter)| {
        let at = format!("{letter}{number}");
        match text.split_once('@') {
            Some((value, style)) => format!("<c r=\"{at}\" s=\"{style}\"><v>{value}</v></c>"),
            None if *text == "=" => format!("<c r=\"{at}\"><f>SUM(A1:A2)</f></c>"),
            None if text.parse::<f64>().is_ok() => format!("<c r=\"{at}\"><f>1+1</f><v>{text}</v></c>"),
            None => format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
        }
    });
    format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
}

pub fn sheet(rows: &[&[&str]]) -> String {
    let mut all = sheet_row(2, &["Deaths in the spring flood (an exercise)"]);
    all += &sheet_row(4, &HEADER.split(',').collect::<Vec<_>>());
    for (at, row) in rows.iter().enumerate() {
        all += &sheet_row(5 + at, row);
    }
    format!("<sheetData>{all}</sheetData>")
}

pub fn flood<'a>(figure: &'a str, day: &'a str) -> Vec<&'a str> {
    vec![
        "Spring flood",
        "Riverton",
        "killed",
        "total",
        figure,
        day,
        "44291@1",
        "Riverton Fire Service",
        "River Post",
    ]
}

#[test]
fn a_sheet_is_read_as_it_is_shown() {
    let desk = Desk::new();
    let rows = [flood("12", "44289@1"), flood("at least 14", "44290@1"), flood("15", "44287@2")];
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let merged = sheet(&rows) + "<mergeCells count=\"1\"><mergeCell ref=\"B2:D2\"/></mergeCells>";
    desk.file("book.csv", workbook(&[("Deaths", "", &merged), ("Old", "state=\"hidden\"", &sheet(&rows))]));
    let said = desk.run(&["import", "book.csv"]).ended(0);
    assert!(said.out.contains("`Deaths`, the only sheet that is not hidden"), "{}", said.out);
    assert!(said.err.contains("I124") && said.err.contains("B2 to D2"), "{}", said.err);
    assert_eq!(
        desk.ask(
            "SELECT figures.wording, figures.as_of, line FROM figures JOIN figure USING (id) ORDER BY line"
        ),
        "12|2021-04-03|5\nat least 14|2021-04-04|6\n15|2021-04|7",
        "{}",
        said.out
    );
    let said = desk.run(&["import", "book.csv"]).ended(0);
    assert!(said.out.contains("already imported"), "{}", said.out);
    let said = desk.run(&["import", "book.csv", "--sheet", "Old", "--jsonl"]).ended(0);
    assert!(said.out.contains("\"same\":3"), "another sheet is another table: {}", said.out);
}

#[test]
fn a_sheet_names_its_cells_and_its_doubts() {
    let desk = Desk::new();
    let rows = [flood("12", "44289@1"), flood("57OO", "44290@1"), flood("0.45", "44290@1")];
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let (first, unworked) = (sheet(&rows), sheet(&[&flood("=", "44289@1")]));
    desk.file("two.xlsx", workbook(&[("Deaths", "", &first), ("Injured", "", &first)]));
    let said = desk.run(&["import", "two.xlsx"]).ended(2);
    assert!(said.err.contains("error[I121]") && said.err.contains("--sheet Deaths"), "{}", said.err);
    let said = desk.run(&["import", "two.xlsx", "--sheet", "Dead"]).ended(2);
    assert!(said.err.contains("there is no sheet `Dead`"), "{}", said.err);
    let said = desk.run(&["import", "two.xlsx", "--sheet", "Deaths", "--save-profile"]).ended(1);
    assert!(said.err.contains("in the cell F6") && said.err.contains("in the cell F7"), "{}", said.err);
    let profile = fs::read_to_string(desk.path("two.xlsx.toml")).expect("a profile");
    assert!(profile.contains("sheet = \"Deaths\""), "{profile}");
    let rejects = fs::read_to_string(desk.path("two.rejects.csv")).expect("rejects");
    desk.file("two.rejects.csv", rejects.replace(",57OO,2021", ",57,2021").replace(",0.45,2021", ",58,2021"));
    desk.import(&["two.rejects.csv"]);
    assert_eq!(desk.ask("SELECT count(*) FROM figures"), "3");
    desk.file("formula.xlsx", workbook(&[("Deaths", "", &unworked)]));
    let said = desk.run(&["import", "formula.xlsx"]).ended(2);
    assert!(said.err.contains("error[I122]") && said.err.contains("F5"), "{}", said.err);
    desk.file("cut.xlsx", zipped(&[("xl/workbook.xml", b"<workbook")]));
    let said = desk.run(&["import", "cut.xlsx"]).ended(2);
    assert!(said.err.contains("error[I120]"), "{}", said.err);
    desk.file("empty.xlsx", workbook(&[("Deaths", "", "<sheetData/>")]));
    let said = desk.run(&["import", "empty.xlsx"]).ended(2);
    assert!(said.err.contains("no sheet of the workbook holds a cell"), "{}", said.err);
    let said = desk.run(&["import", "two.xlsx", "--sheet", "Injured", "--max-unpacked", "500"]).ended(2);
    assert!(said.err.contains("error[I117]"), "{}", said.err);
}

/// A workbook of LibreOffice with one sheet.
pub fn open_document(rows: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"Deaths\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<?xml version=\"1.0\"?><manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>"),
        ("content.xml", content.as_bytes()),
    ])
}

#[test]
fn an_open_document_is_read_and_one_that_would_swell_is_not() {
    let desk = Desk::new();
    let text = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let number = |n: &str| {
        format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{n}\"><text:p>{n}</text:p></table:table-cell>"
        )
    };
    let date = |day: &str| {
        format!(
            "<table:table-cell office:value-type=\"date\" office:date-value=\"{day}\"><text:p>{day}</text:p></table:table-cell>"
        )
    };
    let one = |cells: String| format!("<table:table-row>{cells}</table:table-row>");
    let header = one(HEADER.split(',').map(text).collect());
    let words = |list: &[&str]| list.iter().map(|word| text(word)).collect::<String>();
    let figure = |cell: String, day: &str| {
        let start = words(&["Spring flood", "Riverton", "killed", "total"]);
        one(start
            + &cell
            + &date(day)
            + &date("2021-04-05")
            + &words(&["Riverton Fire Service", "River Post"]))
    };
    let rows = figure(number("12"), "2021-04-03") + &figure(text("at least 14"), "2021-04-04");
    desk.file("book.ods", open_document(&(header + &rows)));
    desk.import(&["book.ods"]);
    assert_eq!(figures(&desk), BOTH);
    let wide = "<table:table-cell table:number-columns-repeated=\"16000\"/>".to_owned() + &number("1");
    let swelling =
        format!("<table:table-row table:number-rows-repeated=\"1000000\">{wide}</table:table-row>");
    desk.file("bomb.ods", open_document(&swelling));
    let said = desk.run(&["import", "bomb.ods"]).ended(2);
    assert!(said.err.contains("error[I117]") && said.err.contains("bytes of memory"), "{}", said.err);
}

#[test]
fn records_of_json_go_through_the_same_mapping() {
    let rest = "\"event\": \"Spring flood\", \"place\": \"Riverton\", \"kind\": \"total\", \"out\": {\"on\": \"2021-04-05\"}, \"by\": [\"River Post\"], \"odd\": null";
    let record = |toll: &str, day: &str| format!("{{\"toll\": {toll}, \"day\": \"{day}\", {rest}}}");
    let (one, two) = (record("12.0", "2021-04-03"), record("\"at least 14\"", "2021-04-04"));
    let flags = [
        "--map",
        "toll=figure",
        "--map",
        "day=as_of",
        "--map",
        "kind=count_type",
        "--map",
        "out.on=published_on",
        "--map",
        "by=publisher",
        "--set",
        "measure=killed",
    ];
    let shapes = [
        format!("[\n  {one},\n  {two}\n]\n"),
        format!("{{\"meta\": {{\"n\": 2}},\n \"rows\": [{one},\n{two}]}}"),
        format!("{one}\n{two}\n"),
    ];
    for shape in shapes {
        let desk = Desk::new();
        desk.file("file.csv", &shape);
        let import = [&["import", "file.csv", "--save-profile"], flags.as_slice()].concat();
        let said = desk.run(&import).ended(0);
        assert_eq!(figures(&desk), BOTH, "{shape}\n{}", said.err);
        assert!(said.out.contains("odd"), "keys that are not read are named: {}", said.out);
        let more = desk
            .file("more.json", shape.replace("\"2021-04-03\"", "\"2021-04-02\"").replace("12.0", "\"1O\""));
        fs::rename(desk.path("file.csv.toml"), desk.path("more.json.toml")).expect("a profile");
        let said = desk.run(&["import", &more.to_string_lossy()]).ended(1);
        let line = shape.lines().position(|line| line.contains("12.0")).expect("the row") + 1;
        assert!(said.err.contains(&format!("more.json:{line}:")), "{shape}\n{}", said.err);
        assert!(said.err.contains("toll: 1O"), "{}", said.err);
    }
}

#[test]
fn json_without_records_is_refused_with_its_line() {
    let desk = Desk::new();
    for (json, says) in [
        ("[1,\n2]", "line 1"),
        ("[{\"a\": 1},\n{\"a\" 1}]", "line 2"),
        ("{\"a\": [{\"b\": 1}], \"c\": [{\"b\": 1}]}", "several lists"),
        ("[{\"a\": 1, \"a\": 2}]", "twice"),
    ] {
        desk.file("x.json", json);
        let said = desk.run(&["import", "x.json"]).ended(2);
        assert!(said.err.contains("error[I123]") && said.err.contains(says), "{json}: {}", said.err);
    }
    let record = |figure: &str| {
        format!(
            "{{\"event\":\"Flood\",\"place\":\"Riverton\",\"measure\":\"killed\",\"count_type\":\"total\",\"figure\":\"{figure}\",\"published_on\":\"2021-04-05\",\"publisher\":\"River Post\"}}"
        )
    };
    desk.file("doubt.json", format!("[{},\n{}]", record("12"), record("1.400")));
    let said = desk.run(&["import", "doubt.json"]).ended(2);
    assert!(said.err.contains("error[I113]") && said.err.contains("line 2"), "{}", said.err);
}
