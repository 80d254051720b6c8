//! Figures by the documents that they are of. What is more than a bounded number is kept in a temp file, in sorted runs that
//! are merged when they are read.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::rc::Rc;

use super::error::Error;
use super::input::temp_file;
use super::sorted_runs::RunReader;
use crate::model::recorded::FigureId;

/// How many figures are held, of sixteen bytes each.
const HELD: usize = 1 << 17;

/// The hash of a document, and a figure of it.
type OfDocument = (u64, FigureId);

/// Figures as they come.
#[derive(Default)]
pub struct DocumentSorter {
    held: Vec<OfDocument>,
    spilled: Option<BufWriter<File>>,
    /// Where the runs end.
    ends: Vec<u64>,
}

impl DocumentSorter {
    /// Takes in one more.
    ///
    /// # Errors
    /// A disk that does not hold them.
    pub fn add(&mut self, document: u64, figure: FigureId) -> io::Result<()> {
        self.held.push((document, figure));
        if self.held.len() < HELD { Ok(()) } else { self.spill() }
    }

    /// Hands on the figures of each document that has several.
    ///
    /// # Errors
    /// A disk that does not hold them, or `take`.
    pub fn each_repeated(
        mut self,
        take: &mut dyn FnMut(&[FigureId]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut group: (u64, Vec<FigureId>) = (0, Vec::new());
        let mut next = |(document, figure): OfDocument| {
            if document != group.0 {
                if group.1.len() > 1 {
                    take(&group.1)?;
                }
                group = (document, std::mem::take(&mut group.1));
                group.1.clear();
            }
            group.1.push(figure);
            Ok::<(), Error>(())
        };
        if self.spilled.is_some() {
            self.spill()?;
        }
        match self.spilled {
            None => {
                self.held.sort_unstable();
                self.held.into_iter().try_for_each(next)?;
            }
            Some(file) => {
                let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
                merged(file, &self.ends, &mut next)?;
            }
        }
        if group.1.len() > 1 { take(&group.1) } else { Ok(()) }
    }

    fn spill(&mut self) -> io::Result<()> {
        let mut file = match self.spilled.take() {
            Some(file) => file,
            None => BufWriter::new(temp_file()?),
        };
        self.held.sort_unstable();
        for (document, figure) in self.held.drain(..) {
            file.write_all(&document.to_le_bytes())?;
            file.write_all(&figure.0.to_le_bytes())?;
        }
        self.ends.push(file.stream_position()?);
        self.spilled = Some(file);
        Ok(())
    }
}

/// Hands on what stands in sorted runs, in order.
fn merged(
    file: File,
    ends: &[u64],
    take: &mut dyn FnMut(OfDocument) -> Result<(), Error>,
) -> Result<(), Error> {
    let (file, mut at) = (Rc::new(file), 0);
    let (mut runs, mut heads) = (Vec::new(), BinaryHeap::new());
    for end in ends {
        let mut run = BufReader::new(RunReader::new(&file, at, *end));
        heads.extend(read(&mut run)?.map(|head| Reverse((head, runs.len()))));
        runs.push(run);
        at = *end;
    }
    while let Some(Reverse((head, run))) = heads.pop() {
        take(head)?;
        heads.extend(read(&mut runs[run])?.map(|next| Reverse((next, run))));
    }
    Ok(())
}

fn read(run: &mut BufReader<RunReader>) -> io::Result<Option<OfDocument>> {
    let (mut document, mut figure) = ([0; 8], [0; 8]);
    match run.read_exact(&mut document) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    run.read_exact(&mut figure)?;
    Ok(Some((u64::from_le_bytes(document), FigureId(i64::from_le_bytes(figure)))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// However many there are, the same groups come in the same order.
    #[test]
    fn figures_of_one_document_come_together() {
        for many in [0, 5, HELD - 1, HELD, 2 * HELD + 77] {
            let (mut sorter, mut plain) = (DocumentSorter::default(), BTreeMap::<u64, Vec<FigureId>>::new());
            for number in 0..many as u64 {
                let document = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) % 60_000 * 0x1_0000_0001;
                sorter.add(document, FigureId(number as i64)).expect("room");
                plain.entry(document).or_default().push(FigureId(number as i64));
            }
            let (mut found, plain) = (Vec::new(), plain.into_values().filter(|group| group.len() > 1));
            let mut take = |group: &[FigureId]| {
                found.push(group.to_vec());
                Ok(())
            };
            sorter.each_repeated(&mut take).expect("read");
            assert!(found == plain.collect::<Vec<_>>(), "{many}");
        }
    }
}
