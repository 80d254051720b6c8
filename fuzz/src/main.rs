//! Feeds mutated texts to the readers and checks what must hold of each answer.
//!
//! `cargo run --release --manifest-path fuzz/Cargo.toml -- TARGET EXECUTIONS SEED`, with the targets `count`, `date`,
//! `csv` and `profile`. The same seed gives the same texts. An input that fails is printed, and the exit code is 1.

mod corpus;
mod mutate;
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use mutate::Mutator;

/// The longest that one input may take.
const SLOW: Duration = Duration::from_secs(1);

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let target = args.first().map_or("count", String::as_str);
    let executions: u64 = args.get(1).and_then(|text| text.parse().ok()).unwrap_or(2_000_000);
    let seed: u64 = args.get(2).and_then(|text| text.parse().ok()).unwrap_or(1);
    let Some(check) = targets::named(target) else {
        eprintln!("no target `{target}`: count, date, csv or profile");
        std::process::exit(2);
    };
    std::panic::set_hook(Box::new(|_| {}));
    let mut mutator = Mutator::new(corpus::of(target), seed);
    let (begun, mut accepted, mut slowest) = (Instant::now(), 0u64, Duration::ZERO);
    for execution in 0..executions {
        let input = mutator.next();
        let started = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| check(&input)));
        let took = started.elapsed();
        slowest = slowest.max(took);
        let why = match outcome {
            Ok(Ok(is_accepted)) if took < SLOW => {
                accepted += u64::from(is_accepted);
                continue;
            }
            Ok(Ok(_)) => format!("it took {took:?}"),
            Ok(Err(broken)) => broken,
            Err(panic) => {
                let text = panic.downcast_ref::<String>().cloned();
                let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
                format!("panic: {}", text.unwrap_or_default())
            }
        };
        println!("{target}: execution {execution}, seed {seed}: {why}");
        println!("input: {:?}", String::from_utf8_lossy(&input));
        println!("bytes: {input:?}");
        std::process::exit(1);
    }
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "{target}: {executions} executions, {accepted} accepted, in {seconds:.1} s ({:.0} a second), slowest {slowest:?}, seed {seed}",
        executions as f64 / seconds
    );
}
