//! Rows that leave the store and are judged elsewhere: their answers are those of `reconcile`, however they are parted.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::path::Path;
use std::sync::OnceLock;

use serde_json::{Map, Value};
use tollbook::desk::answer::{AnswerOptions, FamilyAnswer, answer, read_names, rows_of_lines};
use tollbook::desk::criteria::Criteria;
use tollbook::desk::reconcile::{ReconcileOptions, reconcile};
use tollbook::desk::rows::{RowsOptions, RowsSink, rows};
use tollbook::desk::{Error, Store};
use tollbook::model::date::{Moment, PartialDate};
use tollbook::model::interchange::{FigureRow, NamesRow};
use tollbook::model::question::Question;
use tollbook::reconcile::policies;
use tollbook::report::answer::Explain;

use crate::desk::Desk;

/// What left a store: rows of figures and of names, as lines.
pub struct Lake {
    rows: Vec<String>,
    names: Vec<String>,
}

impl Lake {
    /// Of a store, as it was known at a time.
    pub fn of(store: &Store, question: &Question) -> Lake {
        let options = RowsOptions { recorded_by: question.recorded_by, with_texts: true };
        let mut lake = Lake { rows: Vec::new(), names: Vec::new() };
        rows(store, options, &mut lake).expect("rows");
        lake
    }

    /// The answers to a question, in the order of their bytes.
    fn answers(&self, asked: &Asked) -> Result<Vec<String>, Error> {
        answers_of(&self.rows, &self.names, asked)
    }

    /// The rows as objects.
    fn objects(&self) -> Vec<Map<String, Value>> {
        self.rows.iter().map(|row| serde_json::from_str(row).expect("an object")).collect()
    }
}

impl RowsSink for Lake {
    fn begin(&mut self, about: &[(&'static str, String)]) -> Result<(), Error> {
        assert!(about.iter().any(|(key, version)| *key == "tollbook.rows" && version == "1"), "{about:?}");
        Ok(())
    }

    fn rows(&mut self, rows: &[FigureRow]) -> Result<(), Error> {
        self.rows.extend(rows.iter().map(|row| serde_json::to_string(row).expect("a line")));
        Ok(())
    }

    fn name(&mut self, row: &NamesRow) -> Result<(), Error> {
        self.names.push(serde_json::to_string(row).expect("a line"));
        Ok(())
    }
}

/// A question, and how it is answered.
#[derive(Clone, Debug)]
pub struct Asked {
    question: Question,
    policy: &'static str,
    explain: Explain,
}

fn answers_of(rows: &[String], names: &[String], asked: &Asked) -> Result<Vec<String>, Error> {
    let options = AnswerOptions {
        question: Question { recorded_by: None, ..asked.question },
        policy: asked.policy.to_owned(),
        explain: asked.explain,
        today: None,
    };
    let names = read_names(Cursor::new(names.join("\n")), "names.jsonl", &options)?;
    let (rows, mut lines) = (Cursor::new(rows.join("\n")), Vec::new());
    answer(rows_of_lines(rows, "rows.jsonl"), names, &options, &mut |one: FamilyAnswer<'_>| {
        lines.push(serde_json::to_string(one.report).expect("a line"));
        Ok(())
    })?;
    lines.sort();
    Ok(lines)
}

/// The answers of a store, in the order of their bytes.
fn of_store(store: &Store, asked: &Asked) -> Vec<String> {
    let options = ReconcileOptions {
        criteria: Criteria { question: asked.question, ..Criteria::default() },
        policy: asked.policy.to_owned(),
        explain: asked.explain,
    };
    let mut lines = Vec::new();
    let done = reconcile(store, &options, &mut |report| {
        lines.push(serde_json::to_string(report).expect("a line"));
        Ok(())
    });
    done.expect("answers");
    lines.sort();
    lines
}

/// Compares the answers of a store with those of its rows, by every policy; and tells how many there were.
pub fn compare(store: &Store, questions: &[Question]) -> usize {
    let mut compared = 0;
    for question in questions {
        let lake = Lake::of(store, question);
        // By every policy for the usual question; by the first for each of the others.
        let all = if *question == Question::default() { policies::ALL.len() } else { 1 };
        for (at, policy) in policies::ALL.iter().take(all).enumerate() {
            let explain = if at % 2 == 0 { Explain::WithTrace } else { Explain::AnswerOnly };
            let asked = Asked { question: *question, policy: policy.name, explain };
            let (own, other) = (of_store(store, &asked), lake.answers(&asked).expect("answers of rows"));
            let differs = own.iter().zip(&other).find(|(own, other)| own != other);
            assert!(differs.is_none(), "{asked:?}\n{}\n{}", differs.unwrap().0, differs.unwrap().1);
            assert_eq!(own.len(), other.len(), "{asked:?}");
            compared += own.len();
        }
    }
    compared
}

/// The same of a store that lies there, by the questions of every clock.
pub fn compare_at(path: &Path, questions: &[Question]) -> usize {
    let store = Store::open_for_reading(path).expect("a store");
    compare(&store, questions)
}

/// Questions by every clock of knowledge, on a day.
pub fn on(day: &str, time: &str) -> Vec<Question> {
    let as_of = Some(PartialDate::read(day).expect("a day"));
    let known_on = Some(Moment::read(time).expect("a time"));
    vec![
        Question::default(),
        Question { as_of, ..Question::default() },
        Question { known_on, ..Question::default() },
        Question { as_of, known_on, ..Question::default() },
    ]
}

/// Rows of which each needs something that few do: a speaker, a title or an url by which a settled finding is known, what was
/// only inferred, what a figure of another family says.
const RARE: &str = "\
event,place,measure,count_type,figure,as_of,published_on,authority,speaker,authority_basis,publisher,title,url,ref,target,relation,caveat
Dam failure,North,killed,total,90,2024-05-02,2024-05-02,Rescue Service,J. Doe,,Gazette,Evening news,,a,,,
Dam failure,North,killed,total,70,2024-05-04,2024-05-04,Rescue Service,J. Doe,,Gazette,Morning news,,b,,,
Dam failure,South,killed,total,50,2024-05-02,2024-05-02,Rescue Service,,,Gazette,,https://gazette.example/1,c,,,
Dam failure,South,killed,total,30,2024-05-04,2024-05-04,Rescue Service,,,Gazette,,https://gazette.example/2,d,,,
Dam failure,East,killed,total,12,2024-05-04,2024-05-04,Rescue Service,,inferred,Gazette,,,e,,,not all places were reached
Dam failure,West,killed,total,20,2024-05-04,2024-05-04,Rescue Service,,,Gazette,,,f,,,
Flood of May,West,killed,total,15,2024-05-05,2024-05-05,River Office,,,Gazette,,,g,f,disputes,
Flood of May,West,killed,total,25,2024-05-06,2024-05-06,Rescue Service,,,Gazette,,,h,e,derived_from,
";

/// A desk with figures of all sorts; made once.
fn everything() -> &'static Desk {
    static DESK: OnceLock<Desk> = OnceLock::new();
    DESK.get_or_init(|| filled(Desk::new()))
}

fn filled(desk: Desk) -> Desk {
    let rare = desk.file("rare.csv", RARE);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![rare];
    files.extend(["tolls.csv", "ferry.csv"].map(|file| root.join("tests/cli/files").join(file)));
    for folder in ["data", "data/cases", "tests/findings"] {
        let entries = std::fs::read_dir(root.join(folder)).expect("a folder");
        let mut found: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
        found.retain(|path| path.extension().is_some_and(|ending| ending == "csv"));
        found.sort();
        files.extend(found);
    }
    for file in files {
        // Some of them are there to be refused.
        desk.run(&["import", file.to_str().expect("a path"), "-q"]);
    }
    for finding in ["total_fell:2,1", "total_fell:4,3"] {
        desk.accept(finding, "counted anew").expect("a settled finding");
    }
    desk
}

#[test]
fn answers_of_rows_are_those_of_the_store() {
    let desk = everything();
    let compared = compare_at(&desk.path("tollbook.db"), &on("2023-10-26", "2023-11-02T12:00:00Z"));
    assert!(compared > 2_000, "only {compared} answers");
}

/// Rows by a key, each group in its order.
fn parted(rows: &[String], key: impl Fn(&FigureRow) -> String) -> Vec<Vec<String>> {
    let mut parts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows {
        parts.entry(key(&serde_json::from_str(row).expect("a row"))).or_default().push(row.clone());
    }
    parts.into_values().collect()
}

#[test]
fn any_parting_by_family_gives_the_same_and_by_series_it_does_not() {
    let desk = everything();
    let store = Store::open_for_reading(&desk.path("tollbook.db")).expect("a store");
    let lake = Lake::of(&store, &Question::default());
    let asked = Asked { question: Question::default(), policy: "range", explain: Explain::WithTrace };
    let whole = lake.answers(&asked).expect("answers");
    let families = parted(&lake.rows, |row| row.family.clone());
    for parts in [1, 2, 7, 64] {
        let mut together = Vec::new();
        for part in 0..parts {
            // Families of a part, and the rows in them, backwards.
            let own = families.iter().rev().enumerate().filter(|(at, _)| at % parts == part);
            let rows: Vec<String> = own.flat_map(|(_, rows)| rows.iter().rev().cloned()).collect();
            together.extend(answers_of(&rows, &lake.names, &asked).expect("answers"));
        }
        together.sort();
        assert!(together == whole, "{parts} parts");
    }
    let by_series = parted(&lake.rows, |row| {
        format!("{} {} {} {:?}", row.family, row.measure, row.count_type, row.definition)
    });
    let alone = by_series.iter().flat_map(|rows| answers_of(rows, &lake.names, &asked).unwrap_or_default());
    let mut alone: Vec<String> = alone.collect();
    alone.sort();
    assert!(alone != whole, "the test cannot see what parting by series loses");
}

/// Columns that only the trace of an answer shows, and those that no answer of one store asks for: they serve the engine, order
/// several stores, or are there for people who look at the lake.
const IN_A_TRACE: [&str; 1] = ["ref"];
const FOR_OTHERS: [&str; 5] = ["as_of_first", "line", "entry_uid", "circumstances", "note"];

/// How many families are asked together: most columns are missed in the first of such parts.
const PART: usize = 16;

/// Rows without a column, backwards, so that their order counts.
fn without(rows: &[String], column: &str) -> Vec<String> {
    let without = |row: &String| {
        let mut object: Map<String, Value> = serde_json::from_str(row).expect("an object");
        object.remove(column);
        serde_json::to_string(&object).expect("a line")
    };
    rows.iter().rev().map(without).collect()
}

#[test]
fn a_column_that_is_lost_changes_an_answer() {
    let desk = everything();
    let store = Store::open_for_reading(&desk.path("tollbook.db")).expect("a store");
    let lake = Lake::of(&store, &Question::default());
    let families = parted(&lake.rows, |row| row.family.clone());
    let parts: Vec<Vec<String>> = families.chunks(PART).map(|families| families.concat()).collect();
    let columns: BTreeSet<String> =
        lake.objects().into_iter().flat_map(|object| object.into_iter().map(|(name, _)| name)).collect();
    let asked = |explain| Asked { question: Question::default(), policy: "range", explain };
    // A row that is refused is a change that everybody sees.
    let changes = |column: &str, explain: Explain| {
        let key = format!("\"{column}\":");
        let has_it = |part: &&Vec<String>| part.iter().any(|row| row.contains(&key));
        parts.iter().filter(has_it).any(|part| {
            let whole = answers_of(part, &lake.names, &asked(explain)).expect("answers");
            let rows = without(part, column);
            answers_of(&rows, &lake.names, &asked(explain)).map_or(true, |answers| answers != whole)
        })
    };
    let mut unseen = Vec::new();
    for column in &columns {
        let plain = changes(column, Explain::AnswerOnly);
        let traced = plain || changes(column, Explain::WithTrace);
        let expected = match column.as_str() {
            column if IN_A_TRACE.contains(&column) => (false, true),
            column if FOR_OTHERS.contains(&column) => (false, false),
            _ => (true, true),
        };
        if (plain, traced) != expected {
            unseen.push(format!("{column}: in answers {plain}, in traces {traced}"));
        }
    }
    assert!(unseen.is_empty(), "{}", unseen.join("\n"));
    assert!(columns.len() > 40, "{columns:?}");
}

#[test]
fn rows_of_two_families_that_mix_are_refused() {
    let desk = everything();
    let store = Store::open_for_reading(&desk.path("tollbook.db")).expect("a store");
    let lake = Lake::of(&store, &Question::default());
    let asked = Asked { question: Question::default(), policy: "range", explain: Explain::AnswerOnly };
    let mut twice = lake.rows.clone();
    twice.push(lake.rows[0].clone());
    let refused = |rows: &[String], names: &[String]| match answers_of(rows, names, &asked) {
        Err(Error::Fault(problem)) => problem.what.clone(),
        _ => panic!("nothing was refused"),
    };
    assert!(refused(&twice, &lake.names).contains("comes twice"));
    let moved = lake.rows[0].replacen("\"family\":\"", "\"family\":\"Another ", 1);
    assert!(refused(&[moved], &lake.names).contains("make another family"));
    let version = lake.names[0].replace("\"value\":\"1\"", "\"value\":\"2\"");
    assert!(refused(&lake.rows, &[version]).contains("version 2"));
    assert!(refused(&lake.rows, &lake.names[1..]).contains("of which version"));
}

/// The rows as an Arrow stream become the same answers; a stream of another store, and one without its names, is refused.
#[cfg(feature = "arrow")]
#[test]
fn an_arrow_stream_gives_the_same_answers() {
    use tollbook::export::rows::arrow::ArrowInput;
    use tollbook::export::rows::of_ending;

    let desk = everything();
    let lake =
        Lake::of(&Store::open_for_reading(&desk.path("tollbook.db")).expect("a store"), &Question::default());
    let figures: Vec<FigureRow> =
        lake.rows.iter().map(|row| serde_json::from_str(row).expect("a row")).collect();
    let (mut bytes, begin) =
        (Vec::new(), of_ending("arrows").and_then(|format| format.begin).expect("Arrow"));
    let mut out = begin(&mut bytes, &[("tollbook.rows", "1".to_owned())]).expect("a stream");
    figures.chunks(100).for_each(|rows| out.rows(rows).expect("a batch"));
    out.end().expect("an end");
    let read: ArrowInput<_> = ArrowInput::open(bytes.as_slice()).expect("a stream");
    assert_eq!(read.about("tollbook.rows").as_deref(), Some("1"));
    let read: Vec<FigureRow> = read.map(|row| row.expect("a row")).collect();
    let unread = |row: &FigureRow| FigureRow { recorded_at: None, ..row.clone() };
    assert_eq!(read.iter().map(unread).collect::<Vec<_>>(), figures.iter().map(unread).collect::<Vec<_>>());

    let whole = desk.run(&["answer", "rows.jsonl", "--names", "names.jsonl"]);
    assert_eq!(whole.code, Some(2), "there is no file yet");
    for file in ["rows.jsonl", "rows.arrows"] {
        let said = desk.run(&["export", "--rows", "--with-texts", "-o", file]);
        assert_eq!(said.code, Some(0), "{}", said.err);
    }
    let lines = desk.run(&["answer", "rows.jsonl", "--names", "names.jsonl", "--columns"]).out;
    let stream = desk.command(&["answer", "rows.arrows", "--names", "names.jsonl", "--arrow"]);
    let stream = { stream }.output().expect("the program");
    assert!(stream.status.success(), "{}", String::from_utf8_lossy(&stream.stderr));
    let columns = answers_of_stream(&stream.stdout);
    let lines: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    assert!(!lines.is_empty());
    assert_eq!(columns, lines);
    desk.file(
        "other.jsonl",
        std::fs::read_to_string(desk.path("names.jsonl"))
            .expect("names")
            .replace("\"head\",\"value\":\"", "\"head\",\"value\":\"9"),
    );
    let refused = desk.run(&["answer", "rows.arrows", "--names", "other.jsonl", "--arrow"]);
    assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""));
    assert!(refused.err.contains("another store"), "{}", refused.err);
}

/// The answers of a stream as objects.
#[cfg(feature = "arrow")]
fn answers_of_stream(bytes: &[u8]) -> Vec<Value> {
    tollbook::export::rows::arrow::objects(bytes).map(|answer| answer.expect("an answer")).collect()
}
