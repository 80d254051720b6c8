//! An external sort of findings, worst first: what is more than a bounded number is kept in a temp file, in sorted runs
//! that are merged when they are read.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::rc::Rc;

use super::input::temp_file;
use crate::audit::{Finding, Rank, findings, worst_first};
use crate::model::recorded::FigureId;

/// How many findings are held, each of some hundred bytes.
const HELD: usize = 1 << 12;

/// Findings as they come, to be sorted.
#[derive(Default)]
pub struct FindingSorter {
    held: Vec<Finding>,
    spilled: Option<SpilledRuns>,
}

/// Runs of findings in a temp file, each sorted, one behind the other.
struct SpilledRuns {
    file: BufWriter<File>,
    ends: Vec<u64>,
}

impl FindingSorter {
    /// Takes in one more.
    ///
    /// # Errors
    /// A disk that does not hold them.
    pub fn add(&mut self, finding: Finding) -> io::Result<()> {
        self.held.push(finding);
        if self.held.len() < HELD { Ok(()) } else { self.spill() }
    }

    /// All of them, worst first.
    ///
    /// # Errors
    /// A disk that does not hold them.
    pub fn worst_first(mut self) -> io::Result<WorstFirst> {
        if self.spilled.is_some() {
            self.spill()?;
        }
        worst_first(&mut self.held);
        let mut sorted = WorstFirst { held: self.held.into_iter(), runs: Vec::new(), heads: BTreeMap::new() };
        let Some(SpilledRuns { file, ends }) = self.spilled else { return Ok(sorted) };
        let (file, mut at) = (Rc::new(file.into_inner().map_err(io::IntoInnerError::into_error)?), 0);
        for end in ends {
            sorted.runs.push(BufReader::new(RunReader::new(&file, at, end)));
            sorted.advance(sorted.runs.len() - 1)?;
            at = end;
        }
        Ok(sorted)
    }

    fn spill(&mut self) -> io::Result<()> {
        let spilled = match self.spilled.take() {
            Some(spilled) => spilled,
            None => SpilledRuns { file: BufWriter::new(temp_file()?), ends: Vec::new() },
        };
        let spilled = self.spilled.insert(spilled);
        worst_first(&mut self.held);
        for finding in self.held.drain(..) {
            write(&mut spilled.file, &finding)?;
        }
        spilled.ends.push(spilled.file.stream_position()?);
        Ok(())
    }
}

/// All findings, worst first.
pub struct WorstFirst {
    held: std::vec::IntoIter<Finding>,
    runs: Vec<BufReader<RunReader>>,
    /// The next of each run, in order; of equal ones that of the earlier run.
    heads: BTreeMap<(Rank, &'static str, Vec<FigureId>, usize), Finding>,
}

impl WorstFirst {
    /// Takes the next of a run among the heads.
    fn advance(&mut self, run: usize) -> io::Result<()> {
        if let Some(finding) = read(&mut self.runs[run])? {
            self.heads.insert((finding.rank, finding.name, finding.figures.clone(), run), finding);
        }
        Ok(())
    }
}

impl Iterator for WorstFirst {
    type Item = io::Result<Finding>;

    fn next(&mut self) -> Option<io::Result<Finding>> {
        let Some(((.., run), finding)) = self.heads.pop_first() else { return self.held.next().map(Ok) };
        Some(self.advance(run).map(|()| finding))
    }
}

/// One run of the file that all share.
pub(super) struct RunReader {
    file: Rc<File>,
    at: u64,
    end: u64,
}

impl RunReader {
    /// The run between two places of a file.
    pub fn new(file: &Rc<File>, at: u64, end: u64) -> RunReader {
        RunReader { file: Rc::clone(file), at, end }
    }
}

impl Read for RunReader {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let mut file = &*self.file;
        file.seek(SeekFrom::Start(self.at))?;
        let read = file.take(self.end - self.at).read(bytes)?;
        self.at += read as u64;
        Ok(read)
    }
}

fn write(out: &mut impl Write, finding: &Finding) -> io::Result<()> {
    let Finding { name, rank, figures, key, explanation, hint } = finding;
    serde_json::to_writer(&mut *out, &(name, rank.word(), figures, key, explanation, hint))?;
    out.write_all(b"\n")
}

fn read(run: &mut impl BufRead) -> io::Result<Option<Finding>> {
    let mut line = String::new();
    if run.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let (name, rank, figures, key, explanation, hint): (String, String, Vec<i64>, _, _, _) =
        serde_json::from_str(&line)?;
    let named = findings::ALL.iter().map(|check| check.name).find(|known| *known == name);
    let Some((name, rank)) = named.zip(Rank::from_word(&rank)) else {
        return Err(io::ErrorKind::InvalidData.into());
    };
    let figures = figures.into_iter().map(FigureId).collect();
    Ok(Some(Finding { name, rank, figures, key, explanation, hint }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// However many there are, they come out as if all had been held and sorted; equal ones in the order in which they
    /// came.
    #[test]
    fn findings_that_spilled_come_in_their_place() {
        for many in [3, HELD, 2 * HELD + 5] {
            let (mut found, mut plain) = (FindingSorter::default(), Vec::new());
            for number in 0..many {
                let finding = Finding {
                    name: findings::ALL[number % 3].name,
                    rank: Rank::ALL[number % 7 % 3],
                    figures: (0..number % 5)
                        .map(|other| FigureId((number * 7919 % 977 + other) as i64))
                        .collect(),
                    key: format!("{number}"),
                    explanation: format!("\u{201c}line\nbreak\u{201d} \"{number}\" \u{202e}"),
                    hint: String::new(),
                };
                plain.push(finding.clone());
                found.add(finding).expect("room");
            }
            worst_first(&mut plain);
            let sorted: Vec<Finding> =
                found.worst_first().expect("sorted").map(|finding| finding.expect("read")).collect();
            assert!(sorted == plain, "{many}");
        }
    }
}
