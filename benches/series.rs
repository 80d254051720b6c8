//! How long one series takes in a store that is open, in process: finding it, its answer on a day, its timeline.
//!
//! cargo bench --bench series. TOLLBOOK_BENCH_STORE=FILE measures in that store; without it one is made, of
//! TOLLBOOK_BENCH_ROWS invented rows (50,000). The series is that of the figure in the middle of the store.

#![allow(clippy::expect_used, reason = "what cannot be measured stops, and says where")]

mod exercise;

use std::env;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use tempfile::TempDir;
use tollbook::audit::audit_answer;
use tollbook::model::filter::Filter;
use tollbook::model::question::Question;
use tollbook::model::recorded::FigureId;
use tollbook::reconcile::policies;
use tollbook::report::answer::{AnswerReport, ReportedAnswer};
use tollbook::report::decisions::Reasons;
use tollbook::report::timeline::TimelineReport;
use tollbook::series::Series;
use tollbook::store;
use tollbook::store::Store;
use tollbook::store::View;
use tollbook::store::ledgers::Ledger;
use tollbook::store::series::SeriesKey;

/// Rows of the store that is made.
const ROWS: u64 = 50_000;

/// A store, and the folder that goes with it where it was made for this.
struct Desk {
    path: PathBuf,
    _folder: Option<TempDir>,
}

impl Desk {
    fn new() -> Desk {
        if let Some(path) = env::var_os("TOLLBOOK_BENCH_STORE") {
            return Desk { path: path.into(), _folder: None };
        }
        let rows = env::var("TOLLBOOK_BENCH_ROWS").ok().map(|rows| rows.replace('_', ""));
        let rows = rows.map_or(ROWS, |rows| rows.parse().expect("a number of rows"));
        let folder = tempfile::tempdir().expect("a folder");
        let (file, path) = (folder.path().join("rows.csv"), folder.path().join("store.db"));
        let mut out = BufWriter::new(File::create(&file).expect("a file"));
        exercise::write(&mut out, rows, 1).and_then(|()| out.flush()).expect("rows");
        import(&file, &path);
        Desk { path, _folder: Some(folder) }
    }
}

fn import(file: &Path, store: &Path) {
    let (file, store) = (file.as_os_str(), store.as_os_str());
    let words = ["tollbook", "--who", "bench", "import", "-q", "--db"].map(Into::into);
    let ended = tollbook::cli::run(words.into_iter().chain([store.into(), file.into()]));
    assert_eq!(ended, ExitCode::SUCCESS, "the import failed");
}

/// The series of the figure in the middle of a store, and a question for the day of that figure.
fn middle(reader: &View<'_>) -> (SeriesKey, Question) {
    let id = FigureId(reader.visibility().last()[Ledger::Figure as usize] / 2);
    let figure = store::figures::one(reader, id).expect("a store").expect("a figure").figure;
    let key = store::series::of_figure(reader, id).expect("a store").expect("a series");
    (key, Question { as_of: Some(figure.as_of.date()), ..Question::default() })
}

fn read(reader: &View<'_>, key: &SeriesKey) -> Series {
    let known = store::material::of(reader, key).expect("figures");
    Series::new(known.scope, known.figures, known.acts, known.related, Arc::clone(reader.names()))
}

fn answer(reader: &View<'_>, key: &SeriesKey, question: &Question) -> AnswerReport {
    let policy = policies::named("range").expect("a policy");
    let series = read(reader, key);
    let answer = (policy.apply)(&series, question);
    let findings = audit_answer(&series, &answer, question, None);
    let (answer, total, of_series) = (&answer, None, None);
    let reasons = Reasons::Told;
    let reported = ReportedAnswer { series: &series, answer, question, total, findings, of_series, reasons };
    AnswerReport::new(reported, &|_| None)
}

fn timeline(reader: &View<'_>, key: &SeriesKey) -> TimelineReport {
    let policy = policies::named("per-authority").expect("a policy");
    let (series, question) = (read(reader, key), Question::default());
    TimelineReport::new(&series, &(policy.apply)(&series, &question), &question)
}

fn one_series(criterion: &mut Criterion) {
    let desk = Desk::new();
    let store = Store::open_for_reading(&desk.path).expect("a store");
    let reader = store::View::of(&store, None).expect("a reader");
    let (key, question) = middle(&reader);
    let scope = &key.scope;
    let filter = Filter {
        event: Some(scope.event.to_string()),
        place: scope.place.as_ref().map(ToString::to_string),
        measure: Some(scope.measure),
        group: Some(scope.group.to_string()),
        count_type: Some(scope.count_type),
        ..Filter::default()
    };
    let figures = store::material::of(&reader, &key).expect("figures").figures.len();
    let mut group = criterion.benchmark_group(format!("one series of {figures} figures"));
    group.bench_function("find by names", |bench| {
        bench.iter(|| store::series::matching(&reader, black_box(&filter)).expect("series").len());
    });
    group.bench_function("read", |bench| {
        bench.iter(|| store::material::of(&reader, black_box(&key)).expect("figures"))
    });
    group.bench_function("as-of answer", |bench| {
        bench.iter(|| answer(&reader, black_box(&key), &question));
    });
    group.bench_function("timeline", |bench| bench.iter(|| timeline(&reader, black_box(&key))));
    group.finish();
}

criterion_group!(benches, one_series);
criterion_main!(benches);
