//! How long the parts take in one process, without the start of a program: reading, importing, reconciling, exporting.
//!
//! cargo bench --bench speed [-- NAME]. Whole commands beside other programs are measured by table.py.

#![allow(clippy::expect_used, reason = "what cannot be measured stops, and says where")]

mod exercise;

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use tempfile::TempDir;
use tollbook::intake::dialects::open;
use tollbook::intake::item::Item;
use tollbook::intake::settings::Settings;
use tollbook::intake::settled::Settled;
use tollbook::model::date::PartialDate;
use tollbook::model::wording::Wording;

/// Rows of the file that is read and imported.
const ROWS: u64 = 50_000;

/// Rows of the file that comes later.
const MORE: u64 = 1_000;

fn rows(number: u64, seed: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    exercise::write(&mut bytes, number, seed).expect("memory takes what is written");
    bytes
}

/// A folder with a file of rows and, once it is imported, its store.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk { folder: tempfile::tempdir().expect("a folder") };
        desk.file("rows.csv", &rows(ROWS, 1));
        desk
    }

    /// With the rows imported.
    fn filled() -> Desk {
        let desk = Desk::new();
        desk.import("rows.csv", "store.db");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path(name), bytes).expect("a file");
    }

    /// A copy of the store.
    fn copy(&self, name: &str) {
        fs::copy(self.path("store.db"), self.path(name)).expect("a copy");
    }

    /// The store is gone.
    fn without(&self, name: &str) {
        let path = self.path(name);
        if path.exists() {
            fs::remove_file(path).expect("it goes");
        }
    }

    fn import(&self, file: &str, store: &str) {
        let ended = tollbook(&self.path(store), &["import", text(&self.path(file)), "-q"]);
        assert_eq!(ended, ExitCode::SUCCESS, "the import failed");
    }

    /// A command whose answer goes into a file.
    fn ask(&self, command: &str, file: &str) -> ExitCode {
        tollbook(&self.path("store.db"), &[command, "-o", text(&self.path(file))])
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// The program on a store, in this process.
fn tollbook(store: &Path, args: &[&str]) -> ExitCode {
    let start = ["tollbook", "--who", "bench", "--db", text(store)];
    tollbook::cli::run(start.iter().chain(args).map(Into::into))
}

/// The words and days of the cells, one by one; then a whole file, with all that a row is judged by.
fn reading(criterion: &mut Criterion) {
    let file = rows(ROWS, 1);
    let mut table = csv::Reader::from_reader(file.as_slice());
    let cells: Vec<csv::StringRecord> = table.records().map(|row| row.expect("a row")).collect();
    let mut group = criterion.benchmark_group("read");
    group.throughput(Throughput::Elements(ROWS));
    group.bench_function("count text", |bench| {
        bench.iter(|| cells.iter().filter(|row| Wording::read(black_box(&row[5])).is_ok()).count());
    });
    group.bench_function("date text", |bench| {
        bench.iter(|| cells.iter().filter(|row| PartialDate::read(black_box(&row[7])).is_ok()).count());
    });
    group.sample_size(20);
    group.bench_function("house CSV", |bench| bench.iter(|| figures_in(black_box(&file))));
    group.finish();
}

fn figures_in(file: &[u8]) -> usize {
    let mut reader = open(file, &Settings::default(), &Settled::default()).expect("a house CSV");
    let mut figures = 0;
    while let Some(item) = reader.read().expect("rows") {
        figures += usize::from(matches!(item, Item::Row(_)));
    }
    figures
}

fn importing(criterion: &mut Criterion) {
    let desk = Desk::filled();
    desk.file("more.csv", &rows(MORE, 2));
    let mut group = criterion.benchmark_group("import");
    group.sample_size(10).throughput(Throughput::Elements(ROWS));
    group.bench_function("into a new store", |bench| {
        let none = || desk.without("new.db");
        bench.iter_batched(none, |()| desk.import("rows.csv", "new.db"), BatchSize::PerIteration);
    });
    group.bench_function("the same file again", |bench| {
        bench.iter(|| desk.import("rows.csv", "store.db"));
    });
    group.throughput(Throughput::Elements(MORE));
    group.bench_function("1,000 new rows", |bench| {
        let copy = || desk.copy("copy.db");
        bench.iter_batched(copy, |()| desk.import("more.csv", "copy.db"), BatchSize::PerIteration);
    });
    group.finish();
}

fn asking(criterion: &mut Criterion) {
    let desk = Desk::filled();
    let mut group = criterion.benchmark_group("ask");
    group.sample_size(10).throughput(Throughput::Elements(ROWS));
    // Its exit code is 1: some of the invented sources differ.
    group.bench_function("reconcile every series", |bench| {
        bench.iter(|| assert_eq!(desk.ask("reconcile", "answers.jsonl"), ExitCode::from(1)));
    });
    group.bench_function("export", |bench| {
        bench.iter(|| assert_eq!(desk.ask("export", "figures.csv"), ExitCode::SUCCESS));
    });
    group.finish();
}

criterion_group!(speed, reading, importing, asking);
criterion_main!(speed);
