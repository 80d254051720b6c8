//! One file on its way into the store: a thread reads, judges and sorts, this one writes; one transaction, all or
//! nothing.

use std::io;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};

use crate::desk::incoming::Tabled;
use crate::desk::input::Input;
use crate::desk::progress::Progress;
use crate::desk::reject_file::RejectFile;
use crate::intake::decision::Decision;
use crate::intake::dialects::{Layout, open};
use crate::intake::item::{Item, Rejected, Row, Skipped, What};
use crate::intake::profile::Profile;
use crate::intake::settings::Settings;
use crate::intake::settled::Settled;
use crate::intake::survey::{settle_encoding, survey};
use crate::model::draft::Field;
use crate::model::feed_event::FeedEvent;
use crate::model::figure::Figure;
use crate::model::link_fault::LinkFault;
use crate::model::place::Placed;
use crate::model::problem::Problem;
use crate::model::recorded::{CellTally, Counts, FileRead};
use crate::model::redact_fault::RedactFault;
use crate::store::write::{Batch, EntryTransaction};

use super::gather::{Aside, Gatherer, Load, Named, Reading};
use super::hashing::{KEPT_BYTES, Watched, Watching};
use super::not_read::{Doubt, NotFed};

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
    /// What a snapshot of a feed changed in many rows at once.
    pub events: Vec<FeedEvent>,
    /// The rejected rows.
    pub rejects: RejectFile,
}

impl Fed {
    /// What is to be remarked: on the file first, then on its rows.
    pub fn told(&self) -> Vec<(u64, Problem)> {
        let events = self.events.iter().map(|event| (event.line(), Problem::of_row(event)));
        events.chain(self.notices.iter().cloned()).collect()
    }
}

/// Looks through a file that can be read in two ways, and settles which is meant.
pub fn settle(
    (input, table): (&Input, Option<&Tabled>),
    settings: &Settings,
    settled: &mut Settled,
    doubt: Doubt,
) -> Result<(), NotFed> {
    if let Some(table) = table {
        return Ok(table.settle(settings, settled)?);
    }
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
    /// Its name without the folder.
    pub name: &'f str,
    /// Where it is: its rejects stand beside it.
    pub path: &'f Path,
    /// The table in it, where it is no CSV itself.
    pub table: Option<&'f Tabled>,
    /// Its bytes.
    pub input: &'f Input,
    /// What the desk says of it.
    pub settings: &'f Settings,
    /// What it is read by: that, and what follows from its being a snapshot.
    pub reading: &'f Settings,
    /// What was settled about it.
    pub settled: &'f Settled,
}

/// Reads a file into the writer. Nothing is stored until the writer is sealed.
pub fn feed(
    writer: &mut EntryTransaction<'_>,
    feed: Feed<'_>,
    progress: &mut dyn Progress,
) -> Result<Fed, NotFed> {
    let Feed { name, path, input, settings, .. } = feed;
    let watched = Watched::new(input.bytes() <= KEPT_BYTES);
    let house = opened(feed, &watched)?;
    let layout = house.layout().clone();
    let rejects = RejectFile::beside(path, layout.mapping().names());
    let unread = layout.unread().to_vec();
    let mut feeding =
        Feeding { writer, progress, rejects, layout, gathered: Gathered::default(), watched: &watched };
    let mut house = feeding.take_from(house)?;
    feeding.take_waiting(&mut house)?;
    let events = feeding.writer.end_snapshot(feeding.layout.mapping().names())?;
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
    // What no row of the gate has shown may hold a text that was erased here.
    let passes = passed + tally.above > 0 || house.profile().is_some();
    let unseen = feeding.writer.has_erased() && (rejected > 0 || passes || !unread.is_empty());
    let may_keep = !feeding.notice_erased() && !unseen;
    let Feeding { rejects, gathered, .. } = feeding;
    let (sha256, bytes, kept) = watched.finish();
    let kept = kept.filter(|_| may_keep && writer.keeps_bytes());
    let name = name.to_owned();
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
        events,
        rejects,
    })
}

/// The table in a file, its bytes watched.
fn opened<'f>(feed: Feed<'f>, watched: &Watched) -> Result<Reading<'f>, NotFed> {
    let mut reader = Watching { inner: feed.input.rewound()?, watched: watched.clone() };
    let Some(table) = feed.table else { return Ok(open(reader, feed.reading, feed.settled)?) };
    io::copy(&mut reader, &mut io::sink())?; // the document itself is hashed and kept
    Ok(table.open(feed.reading, feed.settled)?)
}

/// The writing side.
struct Feeding<'f, 'c> {
    writer: &'f mut EntryTransaction<'c>,
    progress: &'f mut dyn Progress,
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
    /// Takes a table from first to last: one load is gathered by another thread while this one writes another; what was
    /// written goes back, to be filled again.
    fn take_from<'r>(&mut self, house: Reading<'r>) -> Result<Reading<'r>, NotFed> {
        let gatherer = Gatherer::new(house, self.writer.next_figure(), self.writer.room());
        std::thread::scope(|scope| {
            let ((send, receive), (back, written)) = (sync_channel(0), channel());
            let reading = std::thread::Builder::new()
                .name("reading".into())
                .spawn_scoped(scope, move || gatherer.read_all(send, &written))?;
            let fed = self.take_all(receive, back);
            let read = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            fed.and(read)
        })
    }

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
            Aside::Said(fact) => self.gathered.said += u64::from(self.writer.say_with_file(&fact)?),
            Aside::Skipped(skipped) => self.pass(skipped),
            Aside::Rejected(rejected) => self.reject(rejected)?,
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

    /// Notes texts that had been erased here and were left out; whether there were any.
    fn notice_erased(&mut self) -> bool {
        let met = self.writer.met_again().iter();
        let met = met.map(|met| {
            let fault = RedactFault::MetAgain { field: met.field, entry: met.entry };
            (met.line, Problem::of_cell(met.field.name(), &fault))
        });
        self.gathered.notices.extend(met);
        !self.writer.met_again().is_empty()
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
