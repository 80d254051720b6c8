//! Findings in the order in which they are told, however many there are: what is more than a bounded number waits in a
//! file without a name, in sorted runs, until it is told.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::rc::Rc;

use crate::audit::{Finding, Rank, findings, worst_first};
use crate::model::recorded::FigureId;

/// How many findings are held, each of some hundred bytes.
const HELD: usize = 1 << 14;

/// Findings as they come.
#[derive(Default)]
pub struct Found {
    held: Vec<Finding>,
    waiting: Option<Waiting>,
}

/// Runs of findings, each sorted, one behind the other.
struct Waiting {
    file: BufWriter<File>,
    ends: Vec<u64>,
}

impl Found {
    /// Takes in one more.
    ///
    /// # Errors
    /// A disk that does not hold them.
    pub fn add(&mut self, finding: Finding) -> io::Result<()> {
        self.held.push(finding);
        if self.held.len() < HELD { Ok(()) } else { self.put_by() }
    }

    /// All of them, worst first.
    ///
    /// # Errors
    /// A disk that does not hold them.
    pub fn worst_first(mut self) -> io::Result<WorstFirst> {
        if self.waiting.is_some() {
            self.put_by()?;
        }
        worst_first(&mut self.held);
        let mut told = WorstFirst { held: self.held.into_iter(), runs: Vec::new(), heads: BTreeMap::new() };
        let Some(Waiting { file, ends }) = self.waiting else { return Ok(told) };
        let (file, mut at) = (Rc::new(file.into_inner().map_err(io::IntoInnerError::into_error)?), 0);
        for end in ends {
            told.runs.push(BufReader::new(Run { file: Rc::clone(&file), at, end }));
            told.follow(told.runs.len() - 1)?;
            at = end;
        }
        Ok(told)
    }

    fn put_by(&mut self) -> io::Result<()> {
        let waiting = match self.waiting.take() {
            Some(waiting) => waiting,
            None => Waiting { file: BufWriter::new(tempfile::tempfile()?), ends: Vec::new() },
        };
        let waiting = self.waiting.insert(waiting);
        worst_first(&mut self.held);
        for finding in self.held.drain(..) {
            put(&mut waiting.file, &finding)?;
        }
        waiting.ends.push(waiting.file.stream_position()?);
        Ok(())
    }
}

/// Findings, worst first.
pub struct WorstFirst {
    held: std::vec::IntoIter<Finding>,
    runs: Vec<BufReader<Run>>,
    /// The next of each run, in the order in which they are told; of equal ones that of the earlier run.
    heads: BTreeMap<(Rank, &'static str, Vec<FigureId>, usize), Finding>,
}

impl WorstFirst {
    /// Takes the next of a run among the heads.
    fn follow(&mut self, run: usize) -> io::Result<()> {
        if let Some(finding) = take(&mut self.runs[run])? {
            self.heads.insert((finding.rank, finding.name, finding.figures.clone(), run), finding);
        }
        Ok(())
    }
}

impl Iterator for WorstFirst {
    type Item = io::Result<Finding>;

    fn next(&mut self) -> Option<io::Result<Finding>> {
        let Some(((.., run), finding)) = self.heads.pop_first() else { return self.held.next().map(Ok) };
        Some(self.follow(run).map(|()| finding))
    }
}

/// One run of the file that all share.
struct Run {
    file: Rc<File>,
    at: u64,
    end: u64,
}

impl Read for Run {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let mut file = &*self.file;
        file.seek(SeekFrom::Start(self.at))?;
        let read = file.take(self.end - self.at).read(bytes)?;
        self.at += read as u64;
        Ok(read)
    }
}

fn put(out: &mut impl Write, finding: &Finding) -> io::Result<()> {
    let Finding { name, rank, figures, key, explanation, hint } = finding;
    serde_json::to_writer(&mut *out, &(name, rank.word(), figures, key, explanation, hint))?;
    out.write_all(b"\n")
}

fn take(run: &mut impl BufRead) -> io::Result<Option<Finding>> {
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

    /// However many there are, they are told as if all had been held and sorted; equal ones in the order in which they
    /// came.
    #[test]
    fn what_waited_is_told_in_its_place() {
        for many in [3, HELD, 2 * HELD + 5] {
            let (mut found, mut plain) = (Found::default(), Vec::new());
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
            let told: Vec<Finding> =
                found.worst_first().expect("sorted").map(|finding| finding.expect("read")).collect();
            assert!(told == plain, "{many}");
        }
    }
}
