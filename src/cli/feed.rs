//! One file on its way into the store: a thread reads and judges, this one writes; one transaction, all or nothing.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use sha2::{Digest, Sha256};

use super::input::Input;
use super::progress::Progress;
use super::reject_file::RejectFile;
use crate::intake::decision::Decision;
use crate::intake::dialects::{Dialect, Layout, open};
use crate::intake::item::{Item, Rejected, Row, Skipped, What};
use crate::intake::profile::Profile;
use crate::intake::settings::Settings;
use crate::intake::settled::Settled;
use crate::intake::stopped::Stopped;
use crate::intake::survey::{settle_encoding, survey};
use crate::model::draft::Field;
use crate::model::figure::Figure;
use crate::model::link_fault::LinkFault;
use crate::model::place::Placed;
use crate::model::problem::Problem;
use crate::model::recorded::{CellTally, Counts, FileRead};
use crate::store::StoreFault;
use crate::store::write::{Prepared, Writer};

/// Files up to this size are kept in the store, compressed.
pub const KEPT_BYTES: u64 = 16 << 20;

/// How many rows travel together between the threads, and how many such loads may wait.
const ROWS: usize = 1 << 11;
const LOADS: usize = 8;

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
    /// What was decided about the file.
    pub decisions: Vec<Decision>,
    /// Lines that were passed over; the first thousand.
    pub skipped: Vec<Skipped>,
    /// Where the cells went, of a table in which each is a figure.
    pub cells: Option<CellTally>,
    /// The first figures of a table that a profile or tags describe, with their lines.
    pub first: Vec<(u64, Figure)>,
    /// What the file was read by, made ready for its rejects and for the next import.
    pub worked_out: Profile,
    /// The rejected rows.
    pub rejects: RejectFile,
}

/// Why a file was not fed.
#[derive(Debug)]
pub enum NotFed {
    /// The file cannot be read as it is.
    File(Vec<Problem>),
    /// It can be read in two ways: settle that, and feed it again.
    Unsettled(Doubt),
    /// The system refused to read it, or to write its rejects.
    Io(io::Error),
    /// The rejects file cannot be made or written.
    Rejects(PathBuf, io::Error),
    /// The store refused.
    Store(StoreFault),
}

/// What has to be settled before a file can be read.
#[derive(Clone, Copy, Debug)]
pub enum Doubt {
    /// How a column writes numbers or dates.
    Columns,
    /// What the bytes are; the first that is not UTF-8 is at that line and character.
    Bytes(u64, usize),
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
            Stopped::Unsettled => NotFed::Unsettled(Doubt::Columns),
            Stopped::NotUtf8 { line, column } => NotFed::Unsettled(Doubt::Bytes(line, column)),
            Stopped::File(faults) => {
                NotFed::File(faults.iter().map(|fault| Problem::of_row(fault)).collect())
            }
        }
    }
}

/// Looks through a file that can be read in two ways, and settles which is meant.
pub fn settle(input: &Input, settings: &Settings, settled: &mut Settled, doubt: Doubt) -> Result<(), NotFed> {
    let file = input.rewound()?;
    match doubt {
        Doubt::Columns => survey(file, settings, settled)?,
        Doubt::Bytes(line, column) => settle_encoding(file, settings, settled, (line, column))?,
    }
    Ok(())
}

/// A file to be read: where it is, its bytes, and how it is read.
#[derive(Clone, Copy)]
pub struct Feed<'f> {
    /// Where it is: its rejects stand beside it.
    pub path: &'f Path,
    /// Its bytes.
    pub input: &'f Input,
    /// What the desk says of it.
    pub settings: &'f Settings,
    /// What was settled about it.
    pub settled: &'f Settled,
}

/// Reads a file into the writer. Nothing is stored until the writer is sealed.
pub fn feed(writer: &mut Writer<'_>, feed: Feed<'_>, progress: &mut Progress) -> Result<Fed, NotFed> {
    let Feed { path, input, settings, settled } = feed;
    let watched = Watched::new(input.bytes() <= KEPT_BYTES);
    let reader = Watching { inner: input.rewound()?, watched: watched.clone() };
    let house = open(reader, settings, settled)?;
    let layout = house.layout().clone();
    let rejects = RejectFile::beside(path, layout.mapping().names());
    let unread = layout.unread().to_vec();
    let mut feeding =
        Feeding { writer, progress, rejects, layout, gathered: Gathered::default(), watched: &watched };
    let mut house = std::thread::scope(|scope| {
        let (send, receive) = sync_channel(LOADS);
        let reading = std::thread::Builder::new()
            .name("reading".into())
            .spawn_scoped(scope, move || read_all(house, &send))?;
        let written = feeding.take_all(&receive);
        drop(receive);
        let house = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        written.and_then(|()| house.map_err(NotFed::from))
    })?;
    feeding.take_waiting(&mut house)?;
    let tally = house.tally();
    if !tally.adds_up() {
        return Err(NotFed::Io(io::Error::other(
            "not every line of the file was accounted for: a fault of tollbook",
        )));
    }
    let passed = feeding.gathered.passed;
    let read = (tally.records + tally.refusals).saturating_sub(house.headers() + passed);
    let rejected = feeding.gathered.rejected;
    feeding.writer.count(read, rejected, tally.blank + tally.above + passed);
    let counts = feeding.writer.counts()?;
    let Feeding { rejects, gathered, .. } = feeding;
    let (sha256, bytes, kept) = watched.finish();
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let effective = Settings { profile: house.profile().cloned(), ..settings.clone() };
    Ok(Fed {
        file: FileRead { name, bytes, sha256, settings: settings.to_json() },
        worked_out: effective.worked_out(house.decisions()),
        decisions: house.decisions().to_vec(),
        skipped: gathered.skipped,
        cells: house.cells(),
        first: house.first().to_vec(),
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

/// The hash of a file's bytes.
pub fn sha256_of(input: &Input) -> io::Result<[u8; 32]> {
    let mut hash = Sha256::new();
    let mut file = input.rewound()?;
    let mut buffer = vec![0; 1 << 18];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hash.finalize().into()),
            n => hash.update(&buffer[..n]),
        }
    }
}

type Reading = Box<dyn Dialect>;

/// What the reading thread hands over: most rows are a figure and nothing else.
enum Load {
    Plain { line: u64, figure: Prepared, assumed: bool },
    Other(Item),
}

impl Load {
    fn of(item: Item) -> Load {
        match item {
            Item::Row(row) if is_plain(&row) => {
                let figure = row.drafted.figure;
                Load::Plain {
                    line: row.line,
                    assumed: figure.as_of.is_assumed(),
                    figure: Prepared::new(figure),
                }
            }
            other => Load::Other(other),
        }
    }
}

fn is_plain(row: &Row) -> bool {
    let drafted = &row.drafted;
    row.cells.is_none() && drafted.parts.is_empty() && drafted.notices.is_empty()
}

/// The reading thread: judges row by row, and hands over the house for the rows that wait.
fn read_all(mut house: Reading, send: &SyncSender<Vec<Load>>) -> Result<Reading, Stopped> {
    let mut load = Vec::with_capacity(ROWS);
    while let Some(item) = house.read()? {
        load.push(Load::of(item));
        if load.len() == ROWS && send.send(std::mem::replace(&mut load, Vec::with_capacity(ROWS))).is_err() {
            return Ok(house); // the writer has stopped, and says why
        }
    }
    let _ = send.send(load);
    Ok(house)
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
    /// Rows that were passed over.
    passed: u64,
    skipped: Vec<Skipped>,
    problems: Vec<Placed>,
    notices: Vec<(u64, Problem)>,
}

impl Feeding<'_, '_> {
    fn take_all(&mut self, receive: &Receiver<Vec<Load>>) -> Result<(), NotFed> {
        for load in receive {
            self.gathered.rows += load.len() as u64;
            for one in load {
                let item = match one {
                    Load::Plain { line, figure, assumed } => {
                        self.gathered.assumed_as_of += u64::from(assumed);
                        self.writer.append_plain(line, figure)?;
                        continue;
                    }
                    Load::Other(item) => item,
                };
                match item {
                    Item::Row(row) => self.take(row)?,
                    Item::Said(fact) => self.gathered.said += u64::from(self.writer.say(&fact, None)?),
                    Item::Skipped(skipped) => self.pass(skipped),
                    Item::Rejected(rejected) => self.reject(rejected)?,
                }
            }
            self.progress.at(self.watched.bytes(), self.gathered.rows);
        }
        Ok(())
    }

    /// A line that was passed over; titles stand above the rows and are counted with the lines there.
    fn pass(&mut self, skipped: Skipped) {
        self.gathered.passed += u64::from(skipped.what != What::Title);
        if self.gathered.skipped.len() < TOLD {
            self.gathered.skipped.push(skipped);
        }
    }

    fn take(&mut self, mut row: Row) -> Result<(), NotFed> {
        let reference = row.drafted.reference.clone();
        let cells = row.cells.take().unwrap_or_default();
        let accepted = if row.drafted.declared.is_empty() {
            self.append(row)?
        } else {
            let packed = serde_json::to_string(&cells).unwrap_or_default();
            let (line, accepted) = (row.line, self.writer.wait(row.line, &row.drafted, &packed)?);
            (line, accepted)
        };
        if let (line, false) = accepted {
            let fault = LinkFault::RefTaken { reference: reference.unwrap_or_default() };
            self.reject_link(line, cells, &fault, Field::Ref)?;
        }
        Ok(())
    }

    /// Hands a row to the writer, and notes what was assumed in it; its line, and whether it was taken.
    fn append(&mut self, mut row: Row) -> Result<(u64, bool), NotFed> {
        let notices = std::mem::take(&mut row.drafted.notices);
        let assumed = u64::from(row.drafted.figure.as_of.is_assumed());
        let taken = self.writer.append(row.line, *row.drafted)?;
        if taken {
            let room = TOLD.saturating_sub(self.gathered.notices.len());
            self.gathered.assumed_as_of += assumed;
            self.gathered.notices.extend(notices.into_iter().take(room).map(|notice| (row.line, notice)));
        }
        Ok((row.line, taken))
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
                Item::Row(row) => {
                    self.append(row)?;
                }
                Item::Rejected(rejected) => self.reject(rejected)?,
                Item::Said(_) | Item::Skipped(_) => {}
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

/// A file's bytes as they pass: counted, hashed, and kept when they are few.
#[derive(Clone)]
struct Watched(Arc<Watch>);

struct Watch {
    bytes: AtomicU64,
    state: Mutex<(Sha256, Option<DeflateEncoder<Vec<u8>>>)>,
}

impl Watched {
    fn new(keep: bool) -> Watched {
        let kept = keep.then(|| DeflateEncoder::new(Vec::new(), Compression::default()));
        Watched(Arc::new(Watch { bytes: AtomicU64::new(0), state: Mutex::new((Sha256::new(), kept)) }))
    }

    fn bytes(&self) -> u64 {
        self.0.bytes.load(Ordering::Relaxed)
    }

    fn saw(&self, bytes: &[u8]) -> io::Result<()> {
        let before = self.0.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        let mut state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.0.update(bytes);
        if before + bytes.len() as u64 > KEPT_BYTES {
            state.1 = None; // the file grew while it was read
        }
        state.1.as_mut().map_or(Ok(()), |kept| io::Write::write_all(kept, bytes))
    }

    /// The hash of all bytes, their number, and the bytes compressed.
    fn finish(&self) -> ([u8; 32], u64, Option<Vec<u8>>) {
        let mut state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        let hash = std::mem::take(&mut state.0).finalize().into();
        (hash, self.bytes(), state.1.take().and_then(|kept| kept.finish().ok()))
    }
}

struct Watching {
    inner: File,
    watched: Watched,
}

impl Read for Watching {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.watched.saw(&buffer[..n])?;
        Ok(n)
    }
}
