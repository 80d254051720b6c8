//! Feeds changed texts to the readers and checks what must hold of each answer.
//!
//! `cargo run --release --manifest-path fuzz/Cargo.toml -- TARGET EXECUTIONS SEED`, with the targets of
//! `tests/suite/readers`. The same seed gives the same texts. An input that goes a way through a reader that none went
//! before is changed further; one that fails is made as short as it still fails and printed, and the exit code is 1. With
//! `keep` as a fourth word the shortest input of each way is written to `tests/corpus`, where the tests read it.

mod corpus;
mod mutate;
#[path = "../../tests/suite/readers/mod.rs"]
mod readers;
mod shrink;

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use mutate::Mutator;
use readers::{Checked, Seen, TARGETS, Target};

/// The longest that one input may take.
const SLOW: Duration = Duration::from_secs(2);

/// How many findings are told.
const MOST: usize = 20;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let name = args.first().map_or("count", String::as_str);
    let executions: u64 = args.get(1).and_then(|text| text.parse().ok()).unwrap_or(2_000_000);
    let seed: u64 = args.get(2).and_then(|text| text.parse().ok()).unwrap_or(1);
    let Some(target) = TARGETS.iter().find(|target| target.name == name) else {
        let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        eprintln!("no target `{name}`: {}", names.join(", "));
        std::process::exit(2);
    };
    std::panic::set_hook(Box::new(|_| {}));
    let Some(ways) = run(target, executions, seed) else { std::process::exit(1) };
    if args.get(3).is_some_and(|word| word == "keep") {
        corpus::keep(target, ways);
    }
}

/// Runs a target; the shortest input of each way, unless something was found.
fn run(target: &Target, executions: u64, seed: u64) -> Option<[Vec<Vec<u8>>; 2]> {
    let corpus = corpus::of(target.name);
    let mut mutator = Mutator::new(corpus.clone(), seed);
    for input in corpus.into_iter().filter(|input| input.len() <= mutate::LONGEST / 2) {
        if let Ok(Seen { is_accepted, way }) = checked(target, &input) {
            mutator.learn(way, is_accepted, input);
        }
    }
    let (begun, mut accepted, mut slowest) = (Instant::now(), 0u64, Duration::ZERO);
    let (mut inputs, mut findings) = (HashSet::new(), HashSet::new());
    for execution in 0..executions {
        let input = mutator.next();
        let started = Instant::now();
        let checked = checked(target, &input);
        let took = started.elapsed();
        slowest = slowest.max(took);
        let why = match checked {
            Ok(Seen { is_accepted, way }) if took < SLOW || !is_slow(target, &input) => {
                accepted += u64::from(is_accepted);
                inputs.insert(hash(&input));
                mutator.learn(way, is_accepted, input);
                continue;
            }
            Ok(_) => format!("it took {took:?}"),
            Err(why) => why,
        };
        if findings.len() < MOST && findings.insert(gist(&why)) {
            tell(target, execution, input, &why);
        }
    }
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "{}: {executions} executions of {} inputs, {:.1} % accepted, {} ways, in {seconds:.1} s ({:.0} a second), slowest {slowest:?}, seed {seed}",
        target.name,
        inputs.len(),
        accepted as f64 / executions as f64 * 100.0,
        mutator.ways(),
        executions as f64 / seconds
    );
    if findings.is_empty() { Some(mutator.learned()) } else { None }
}

/// Whether an input takes long each time: other programs may have taken the time once.
fn is_slow(target: &Target, input: &[u8]) -> bool {
    let takes_long = || {
        let started = Instant::now();
        // What it answers was looked at before.
        let _ = checked(target, input);
        started.elapsed() >= SLOW
    };
    takes_long() && takes_long() && takes_long()
}

/// The check, and a panic as what does not hold.
fn checked(target: &Target, input: &[u8]) -> Checked {
    catch_unwind(AssertUnwindSafe(|| (target.check)(input))).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        Err(format!("panic: {}", text.unwrap_or_default()))
    })
}

fn hash(input: &[u8]) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    input.hash(&mut hasher);
    hasher.finish()
}

/// What a finding is about, without its texts and numbers: each is told once.
fn gist(why: &str) -> String {
    why.split('`').step_by(2).flat_map(str::chars).filter(|c| c.is_alphabetic()).take(40).collect()
}

fn tell(target: &Target, execution: u64, input: Vec<u8>, why: &str) {
    let about = gist(why);
    let is_same = |input: &[u8]| checked(target, input).is_err_and(|why| gist(&why) == about);
    let input = shrink::shrunk(input, is_same);
    let why = checked(target, &input).err().unwrap_or_else(|| why.to_owned());
    println!("{}: execution {execution}: {why}", target.name);
    println!("  input: {}", input.escape_ascii());
}
