//! Prints invented figures in the house CSV: cargo bench --bench rows -- 1000000 [SEED] > rows.csv

mod exercise;

use std::io::{self, BufWriter, Write};

fn main() -> io::Result<()> {
    let mut numbers = std::env::args().skip(1).filter_map(|number| number.replace('_', "").parse().ok());
    let Some(rows) = numbers.next() else {
        return writeln!(io::stderr(), "how many rows? cargo bench --bench rows -- 1000000 > rows.csv");
    };
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    exercise::write(&mut out, rows, numbers.next().unwrap_or(1))?;
    out.flush()
}
