//! Random desks, seeded: imports, additions, amendments and undos through the command line, and questions at random
//! times, answered by the store and by a plain model of it.

mod ages;
mod bodies;
pub mod dice;
mod holding;
mod known;
mod look;
mod model;
mod number;
mod plain;
mod row;
mod steps;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;

use tollbook::model::column::Field;
use tollbook::model::filter::Filter;
use tollbook::model::question::Question;
use tollbook::model::redacted::marked;
use tollbook::reconcile::{Fate, policies};
use tollbook::series::Series;
use tollbook::store;
use tollbook::store::Store;

use crate::desk::Desk;
use steps::Day;

/// Runs one seed alone.
pub const SEED: &str = "TOLLBOOK_SEED";
/// How many seeds there are; the ordinary run has fewer.
pub const SEEDS: &str = "TOLLBOOK_SEEDS";
/// How many seeds the ordinary run has, and how many steps each.
const ORDINARY: u64 = 40;
const STEPS: usize = 30;

/// The number that a variable of the environment holds.
pub fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().and_then(|text| text.parse().ok())
}

#[test]
fn every_answer_is_that_of_the_plain_model() {
    if let Some(seed) = number(SEED) {
        let judged = run(seed, &Desk::new().path("tollbook.db"));
        println!("{judged:?}");
        return;
    }
    let seeds = number(SEEDS).unwrap_or(ORDINARY);
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let judged = std::thread::scope(|scope| {
        let half = |first: u64| {
            (first..seeds).step_by(threads as usize).map(one).fold(Judged::default(), Judged::and)
        };
        let all: Vec<_> = (0..threads).map(|first| scope.spawn(move || half(first))).collect();
        let all = all.into_iter().map(|half| half.join().unwrap_or_else(|panic| resume_unwind(panic)));
        all.fold(Judged::default(), Judged::and)
    });
    println!("{seeds} seeds: {judged:?}");
    // A simulation in which little happens would hold of anything.
    assert!(
        judged.answers > 100 * seeds as usize
            && judged.plain > 5 * seeds as usize
            && judged.kept > 5 * seeds as usize
            && judged.set_aside > seeds as usize / 2
            && judged.dated > seeds as usize / 4
            && judged.differ > seeds as usize / 4
            && judged.gone > 5 * seeds as usize
            && judged.erased > 4 * seeds as usize
            && judged.held > 5 * seeds as usize
            && judged.known > 100 * seeds as usize
            && judged.of_rows > 10 * seeds as usize,
        "{judged:?}"
    );
}

/// Simple series without a store, so that many are compared.
#[test]
fn simple_series_are_answered_as_the_plain_model_does() {
    let (first, seeds) = (number(SEED).unwrap_or(0), number(SEEDS).map_or(4_000, |seeds| 100 * seeds));
    let mut judged = Judged::default();
    for seed in first..if number(SEED).is_some() { first + 1 } else { seeds } {
        let (view, question) = steps::simple(seed);
        for (_, plain) in view.series() {
            let days = ages::of(&view, &plain.scope.event, &question);
            let plain = plain.with_event_days(days);
            let answers: Vec<_> =
                policies::ALL.iter().map(|policy| (policy.apply)(&plain, &question)).collect();
            let judge = || plain::judge(&plain, plain.event_days(), &question, &answers);
            let simple = catch_unwind(AssertUnwindSafe(judge)).unwrap_or_else(|panic| {
                println!("seed {seed} failed ({SEED}={seed}), {question:?}\n{}", steps::told(&plain));
                resume_unwind(panic)
            });
            judged = judged.and(simple.map(Judged::of).unwrap_or_default());
        }
    }
    println!("{judged:?}");
    let enough = (seeds / 6) as usize;
    assert!(
        number(SEED).is_some()
            || (judged.kept > seeds as usize
                && judged.set_aside > enough
                && judged.dated > enough
                && judged.differ > enough),
        "{judged:?}"
    );
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let printed = || {
        let desk = Desk::new();
        run(7, &desk.path("tollbook.db"));
        let said = |args: &[&str]| desk.run(args).out;
        let exported = desk.path("out.csv");
        desk.export("out.csv");
        let verified = said(&["verify", "--json"]);
        assert!(verified.contains("\"head\""), "{verified}");
        let mut all = vec![verified, fs::read_to_string(exported).expect("an export")];
        for policy in policies::ALL {
            all.push(said(&["reconcile", "--policy", policy.name, "--explain", "--jsonl"]));
        }
        for args in [&["log", "--json"][..], &["list", "figures", "--csv"], &["audit", "--json"]] {
            all.push(said(args));
        }
        all
    };
    let (first, second) = (printed(), printed());
    assert!(first.iter().all(|text| !text.is_empty()));
    assert_eq!(first, second);
}

/// What was compared.
#[derive(Clone, Copy, Debug, Default)]
struct Judged {
    /// Answers that were compared with those of the pure rooms.
    answers: usize,
    /// Series that the plain rules answered by themselves.
    plain: usize,
    /// Figures that were held when something was asked.
    held: usize,
    /// Figures that counted there.
    kept: usize,
    /// Figures that were older there, and counts of the first days.
    set_aside: usize,
    /// Figures that counted there and were no end of the range.
    dated: usize,
    /// Series of which some bodies could not both be right.
    differ: usize,
    /// Figures that were gone from the feed.
    gone: usize,
    /// Figures with a text that was erased.
    erased: usize,
    /// Answers of a day that agreed with what was known on it.
    known: usize,
    /// Answers that rows without the store gave too.
    of_rows: usize,
}

impl Judged {
    fn of(simple: plain::Plain) -> Judged {
        let plain::Plain { kept, set_aside, dated, differs } = simple;
        Judged { plain: 1, kept, set_aside, dated, differ: usize::from(differs), ..Judged::default() }
    }

    fn and(self, other: Judged) -> Judged {
        Judged {
            answers: self.answers + other.answers,
            plain: self.plain + other.plain,
            held: self.held + other.held,
            kept: self.kept + other.kept,
            set_aside: self.set_aside + other.set_aside,
            dated: self.dated + other.dated,
            differ: self.differ + other.differ,
            gone: self.gone + other.gone,
            erased: self.erased + other.erased,
            known: self.known + other.known,
            of_rows: self.of_rows + other.of_rows,
        }
    }
}

/// One seed in a folder of its own; where it fails, how to run it alone.
fn one(seed: u64) -> Judged {
    let desk = Desk::new();
    catch_unwind(AssertUnwindSafe(|| run(seed, &desk.path("tollbook.db")))).unwrap_or_else(|panic| {
        println!("seed {seed} failed; alone: {SEED}={seed} cargo test --test suite every_answer_is_that_of_the_plain_model");
        resume_unwind(panic)
    })
}

/// A desk's days: each step is done by the program and by the model; questions are put to both.
fn run(seed: u64, store: &Path) -> Judged {
    let mut day = Day::new(seed, store);
    let mut judged = Judged::default();
    for step in 0..STEPS {
        if !day.step() || step + 1 == STEPS {
            judged = judged.and(ask(&mut day, store));
        }
    }
    judged.known += known::compare(store, day.question());
    judged.of_rows += crate::interchange::compare_at(store, &[Question::default(), day.question()]);
    judged
}

/// One question to both, about every series, under every policy.
fn ask(day: &mut Day, store: &Path) -> Judged {
    let question = day.question();
    let opened = Store::open_for_reading(store).expect("a store");
    let reader = store::View::of(&opened, question.recorded_by).expect("a reader");
    let view = day.ledger.read(question.recorded_by);
    let mut expected = view.series();
    let mut judged = Judged { held: day.ledger.holds().figures.len(), ..Judged::default() };
    for key in store::series::matching(&reader, &Filter::default()).expect("series") {
        let material = store::material::of(&reader, &key).expect("figures");
        let material = material.knowing_event_days(&reader, &question).expect("days");
        if material.figures.is_empty() {
            continue;
        }
        let told = Series::new(
            material.scope,
            material.figures,
            material.acts,
            material.related,
            reader.names().clone(),
        );
        let told = told.with_event_days(material.event_days);
        let days = ages::of(&view, &key.scope.event, &question);
        let stored = store::event_days::of(&reader, &key.scope.event, &question).expect("days");
        let decide = days.that_decide(&key.scope.event, reader.names());
        assert_eq!(stored, decide, "the days of {} for {question:?}", key.scope.event);
        let plain = expected
            .remove(&format!("{:?}", key.scope))
            .unwrap_or_else(|| panic!("{} is not in the model", key.scope.event));
        judged = judged.and(compare(&told, &plain.with_event_days(days), &question));
    }
    assert!(expected.is_empty(), "missing in the store: {:?}", expected.keys());
    judged
}

fn compare(told: &Series, plain: &Series, question: &Question) -> Judged {
    let mut judged = Judged::default();
    for (told, plain) in told.members().iter().zip(plain.members()) {
        let (told, plain) = (&told.recorded, &plain.recorded);
        assert_eq!((told.id, &told.figure.details), (plain.id, &plain.figure.details));
        assert_eq!(told.figure.attribution, plain.figure.attribution, "#{}", told.id);
        let (details, speaker) = (&told.figure.details, told.figure.attribution.speaker.as_deref());
        let texts = [details.text(Field::Quote), details.text(Field::Note), speaker];
        let is_mark = |text: &Option<&str>| text.is_some_and(|text| marked(text).is_some());
        judged.erased += usize::from(texts.iter().any(is_mark));
    }
    let mut answers = Vec::new();
    for policy in policies::ALL {
        let (told, plain) = ((policy.apply)(told, question), (policy.apply)(plain, question));
        assert_eq!(told, plain, "{} of {:?}", policy.name, question);
        judged.answers += 1;
        judged.gone += told.trace.iter().filter(|traced| traced.fate == Fate::Gone).count();
        answers.push(told);
    }
    if let Some(simple) = plain::judge(plain, plain.event_days(), question, &answers) {
        judged = judged.and(Judged::of(simple));
    }
    judged
}
