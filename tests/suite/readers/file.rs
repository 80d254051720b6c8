//! A whole file, as an import reads it: its doubts end, and every line and cell is accounted for.

use std::io::Cursor;

use tollbook::intake::dialects::open;
use tollbook::intake::item::Item;
use tollbook::intake::settings::Settings;
use tollbook::intake::settled::{Settled, Survey};
use tollbook::intake::stopped::Stopped;
use tollbook::intake::survey::{settle_encoding, survey};
use tollbook::model::problem::Fault;

use super::{Checked, coarse, held, seen};

/// How reading a file ended.
#[derive(Debug, PartialEq)]
pub enum Ended {
    /// With faults of the whole file, by their codes.
    Stopped(Vec<&'static str>),
    /// At its end.
    Read { figures: usize, rejected: usize, skipped: usize, decided: usize, codes: Vec<&'static str> },
}

pub fn check(input: &[u8]) -> Checked {
    let settings = Settings::default();
    let first = ended(input, &settings)?;
    if input.len().is_multiple_of(8) {
        held(ended(input, &settings)? == first, || {
            format!("it ends otherwise the second time than as {first:?}")
        })?;
    }
    match first {
        Ended::Stopped(codes) => seen(false, codes),
        Ended::Read { figures, rejected, skipped, decided, codes } => {
            let size = [figures, rejected, skipped].map(|size| coarse(size as u64));
            seen(figures > 0, (size, decided, codes))
        }
    }
}

/// Reads a file to its end as an import does.
pub fn ended(bytes: &[u8], settings: &Settings) -> Result<Ended, String> {
    let mut settled = Settled::default();
    for _ in 0..4 {
        let stopped = match once(bytes, settings, &settled) {
            Ok(ended) => return ended,
            Err(Stopped::Unsettled) if settled.survey == Survey::Pending => {
                survey(Cursor::new(bytes), settings, &mut settled).err()
            }
            Err(Stopped::NotUtf8 { line, column }) => {
                settle_encoding(Cursor::new(bytes), settings, &mut settled, (line, column)).err()
            }
            Err(stopped) => Some(stopped),
        };
        match stopped {
            None => {}
            Some(Stopped::File(faults)) if !faults.is_empty() => {
                let is_told =
                    faults.iter().all(|fault| !fault.hint().is_empty() && !fault.to_string().is_empty());
                held(is_told, || format!("{faults:?}"))?;
                return Ok(Ended::Stopped(faults.iter().map(Fault::code).collect()));
            }
            Some(Stopped::NotUtf8 { line, column }) => {
                if let Err(Stopped::File(faults)) =
                    settle_encoding(Cursor::new(bytes), settings, &mut settled, (line, column))
                {
                    return Ok(Ended::Stopped(faults.iter().map(Fault::code).collect()));
                }
            }
            Some(other) => return Err(format!("{other:?}")),
        }
    }
    Err("its doubts do not end".into())
}

fn once(bytes: &[u8], settings: &Settings, settled: &Settled) -> Result<Result<Ended, String>, Stopped> {
    let mut dialect = open(Cursor::new(bytes.to_vec()), settings, settled)?;
    let (mut figures, mut rejected, mut skipped, mut codes) = (0, 0, 0, Vec::new());
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
    while let Some(item) = dialect.read()? {
        let line = match item {
            Item::Row(row) => {
                figures += 1;
                row.line
            }
            Item::Said(_) => continue,
            Item::Skipped(one) => {
                skipped += 1;
                one.line
            }
            Item::Rejected(row) => {
                rejected += 1;
                let is_told = row.problems.iter().all(|placed| !placed.problem.hint.is_empty());
                if row.problems.is_empty() || !is_told {
                    return Ok(Err(format!("a row is rejected without a reason or a hint: {row:?}")));
                }
                codes.extend(row.problems.iter().map(|placed| placed.problem.code));
                row.line
            }
        };
        if !(1..=lines).contains(&line) {
            return Ok(Err(format!("line {line} of {lines}")));
        }
    }
    let (tally, cells) = (dialect.tally(), dialect.cells());
    if !tally.adds_up() {
        return Ok(Err(format!("{tally:?}")));
    }
    let all = cells.is_none_or(|cells| {
        cells.read == cells.figures + cells.not_reported + cells.skipped + cells.rejected
    });
    if !all {
        return Ok(Err(format!("{cells:?}")));
    }
    codes.sort_unstable();
    codes.dedup();
    codes.truncate(3);
    let decided = dialect.decisions().len();
    Ok(Ok(Ended::Read { figures, rejected, skipped, decided, codes }))
}
