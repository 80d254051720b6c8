//! One file on its way into the store: a thread reads, judges and sorts, this one writes; one transaction, all or
//! nothing.

mod gather;
mod watched;

use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};

use super::progress::Progress;
use super::reject_file::RejectFile;
use crate::intake::csv::Limits;
use crate::intake::dialects::{Item, Layout, Rejected, Row, Stopped, open};
use crate::intake::mapping::Settings;
use crate::model::draft::Field;
use crate::model::link_fault::LinkFault;
use crate::model::place::Placed;
use crate::model::problem::Problem;
use crate::model::recorded::{Counts, FileRead};
use crate::store::StoreFault;
use crate::store::write::{Batch, Writer};

use gather::{Aside, Gatherer, Load, Named, Reading};
pub use watched::sha256_of;
use watched::{KEPT_BYTES, Watched, Watching};

/// How many problems are told; the rest are counted and stand in the rejects file.
const TOLD: usize = 1000;

/// What was read of one file, before it is sealed.
pub struct Fed {
    /// The file by its bytes and settings.
    pub file: FileRead,
    /// Its bytes, compressed, when they are kept.
    pub kept: Option<Vec<u8>>,
    /// What came of the rows.
    pub counts: Counts,
    /// Figures whose as_of the source does not state.
    pub assumed_as_of: u64,
    /// Facts about names that were not known before.
    pub said: u64,
    /// Problems of rejected rows; the first thousand.
    pub problems: Vec<Placed>,
    /// Remarks on accepted rows; the first thousand.
    pub notices: Vec<(u64, Problem)>,
    /// Columns that are read as nothing.
    pub unread: Vec<String>,
    /// The rejected rows.
    pub rejects: RejectFile,
}

/// Why a file was not fed.
#[derive(Debug)]
pub enum NotFed {
    /// The file cannot be read as it is.
    File(Vec<Problem>),
    /// The system refused to read it, or to write its rejects.
    Io(io::Error),
    /// The rejects file cannot be made or written.
    Rejects(PathBuf, io::Error),
    /// The store refused.
    Store(StoreFault),
}

impl From<StoreFault> for NotFed {
    fn from(fault: StoreFault) -> NotFed {
        NotFed::Store(fault)
    }
}

impl From<io::Error> for NotFed {
    fn from(error: io::Error) -> NotFed {
        NotFed::Io(error)
    }
}

impl From<Stopped> for NotFed {
    fn from(stopped: Stopped) -> NotFed {
        match stopped {
            Stopped::Io(error) => NotFed::Io(error),
            Stopped::File(faults) => {
                NotFed::File(faults.iter().map(|fault| Problem::of_row(fault)).collect())
            }
        }
    }
}

/// Reads a file into the writer. Nothing is stored until the writer is sealed.
pub fn feed(
    writer: &mut Writer<'_>,
    path: &Path,
    settings: &Settings,
    progress: &mut Progress,
) -> Result<Fed, NotFed> {
    let file = File::open(path)?;
    let keep = file.metadata()?.len() <= KEPT_BYTES;
    let watched = Watched::new(keep);
    let reader = BufReader::with_capacity(1 << 18, Watching { inner: file, watched: watched.clone() });
    let house = open(reader, settings, Limits::default())?;
    let layout = house.layout().clone();
    let rejects = RejectFile::beside(path, layout.mapping().names());
    let unread = layout.mapping().unread();
    let mut feeding =
        Feeding { writer, progress, rejects, layout, gathered: Gathered::default(), watched: &watched };
    let gatherer = Gatherer::new(house, feeding.writer.next_figure(), feeding.writer.lend_digest());
    let (mut house, digest) = std::thread::scope(|scope| {
        // One load is gathered while another is written; what was written goes back, to be hashed and filled again.
        let ((send, receive), (back, written)) = (sync_channel(0), channel());
        let reading = std::thread::Builder::new()
            .name("reading".into())
            .spawn_scoped(scope, move || gatherer.read_all(send, &written))?;
        let fed = feeding.take_all(receive, back);
        let read = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        fed.and(read)
    })?;
    feeding.writer.give_back_digest(digest);
    feeding.take_waiting(&mut house)?;
    let tally = house.tally();
    let read = tally.records + tally.refusals - house.headers().min(tally.records);
    let rejected = feeding.gathered.rejected;
    feeding.writer.count(read, rejected, tally.blank);
    let counts = feeding.writer.counts()?;
    let Feeding { rejects, gathered, .. } = feeding;
    let (sha256, bytes, kept) = watched.finish();
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let settings = serde_json::to_string(settings).unwrap_or_default();
    Ok(Fed {
        file: FileRead { name, bytes, sha256, settings },
        kept,
        counts,
        assumed_as_of: gathered.assumed_as_of,
        said: gathered.said,
        problems: gathered.problems,
        notices: gathered.notices,
        unread,
        rejects,
    })
}

/// The writing side.
struct Feeding<'f, 'c> {
    writer: &'f mut Writer<'c>,
    progress: &'f mut Progress,
    rejects: RejectFile,
    layout: Layout,
    gathered: Gathered,
    watched: &'f Watched,
}

#[derive(Default)]
struct Gathered {
    rows: u64,
    rejected: u64,
    assumed_as_of: u64,
    said: u64,
    problems: Vec<Placed>,
    notices: Vec<(u64, Problem)>,
}

impl Feeding<'_, '_> {
    /// Writes load after load, until the reading side has ended.
    fn take_all(&mut self, receive: Receiver<Load>, back: Sender<Batch>) -> Result<(), NotFed> {
        for mut load in receive {
            self.gathered.rows += load.batch.len() as u64;
            self.gathered.assumed_as_of += load.assumed_as_of;
            for aside in load.asides {
                self.take_aside(aside, &mut load.batch)?;
            }
            self.writer.write(&mut load.batch)?;
            self.progress.at(self.watched.bytes(), self.gathered.rows);
            // The reading side waits for what it sent; when it is gone, it has said why.
            let _ = back.send(load.batch);
        }
        Ok(())
    }

    fn take_aside(&mut self, aside: Aside, batch: &mut Batch) -> Result<(), NotFed> {
        match aside {
            Aside::Named(named) => self.name(named, batch)?,
            Aside::Noticed(line, notices) => self.notice(line, notices),
            Aside::Waits(id, row) => self.wait(id, row)?,
            Aside::Said(fact) => self.gathered.said += u64::from(self.writer.say(&fact, None)?),
            Aside::Rejected(rejected) => self.reject(rejected)?,
        }
        Ok(())
    }

    /// Gives a gathered row its ref, or takes the row out where the ref is taken.
    fn name(&mut self, named: Named, batch: &mut Batch) -> Result<(), NotFed> {
        if self.writer.claim(&named.reference)? {
            self.notice(named.line, named.notices);
            return Ok(());
        }
        batch.drop_row(named.at);
        self.gathered.assumed_as_of -= u64::from(named.assumed);
        let fault = LinkFault::RefTaken { reference: named.reference };
        self.reject_link(named.line, named.cells, &fault, Field::Ref)
    }

    fn wait(&mut self, id: i64, mut row: Row) -> Result<(), NotFed> {
        let cells = row.cells.take().unwrap_or_default();
        let packed = serde_json::to_string(&cells).unwrap_or_default();
        if self.writer.wait(id, row.line, &row.drafted, &packed)? {
            return Ok(());
        }
        let fault = LinkFault::RefTaken { reference: row.drafted.reference.unwrap_or_default() };
        self.reject_link(row.line, cells, &fault, Field::Ref)
    }

    fn notice(&mut self, line: u64, notices: Vec<Problem>) {
        let room = TOLD.saturating_sub(self.gathered.notices.len());
        self.gathered.notices.extend(notices.into_iter().take(room).map(|notice| (line, notice)));
    }

    /// Hands a row that waited to the writer, and notes what was assumed in it.
    fn append(&mut self, mut row: Row) -> Result<(), NotFed> {
        let notices = std::mem::take(&mut row.drafted.notices);
        let assumed = u64::from(row.drafted.figure.as_of.is_assumed());
        if self.writer.append(row.line, *row.drafted)? {
            self.gathered.assumed_as_of += assumed;
            self.notice(row.line, notices);
        }
        Ok(())
    }

    /// Once the file has been read, the rows that point at others go in, or are refused.
    fn take_waiting(&mut self, house: &mut Reading) -> Result<(), NotFed> {
        self.writer.judge_waiting()?;
        let mut line = 0;
        while let Some((waiting, refused)) = self.writer.waiting_after(line)? {
            line = waiting.line;
            let cells: Vec<String> = serde_json::from_str(&waiting.cells).unwrap_or_default();
            if let Some(fault) = refused {
                self.reject_link(line, cells, &fault, Field::Target)?;
                continue;
            }
            match house.again(line, &cells) {
                Item::Row(row) => self.append(row)?,
                Item::Rejected(rejected) => self.reject(rejected)?,
                Item::Said(_) => {}
            }
        }
        self.writer.link_waiting()?;
        Ok(())
    }

    /// Rejects a row whose ref is taken, or that points at nothing: at the cell that holds the name.
    fn reject_link(
        &mut self,
        line: u64,
        cells: Vec<String>,
        fault: &LinkFault,
        field: Field,
    ) -> Result<(), NotFed> {
        let part_of = self.layout.mapping().draft(cells.iter().map(String::as_str)).text(Field::PartOf);
        let in_part_of = matches!(fault, LinkFault::NoFigure { target } | LinkFault::SeveralFigures { target, .. } | LinkFault::Itself { target }
            if part_of.split_whitespace().next() == Some(target.as_str()));
        let field = if in_part_of { Field::PartOf } else { field };
        let placed = self.layout.place(line, &cells, Problem::of_cell(field.name(), fault));
        self.reject(Rejected { line, cells, problems: vec![placed] })
    }

    fn reject(&mut self, rejected: Rejected) -> Result<(), NotFed> {
        self.gathered.rejected += 1;
        self.rejects.add(&rejected).map_err(|error| NotFed::Rejects(self.rejects.name(), error))?;
        let room = TOLD.saturating_sub(self.gathered.problems.len());
        self.gathered.problems.extend(rejected.problems.into_iter().take(room));
        Ok(())
    }
}
