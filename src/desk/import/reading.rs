//! One file on its way into the store: a thread reads, judges and sorts, this one writes; one transaction, all or
//! nothing.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};

use crate::desk::incoming::ConvertedTable;
use crate::desk::input::Input;
use crate::desk::progress::Progress;
use crate::desk::reject_file::{RejectFile, RejectPlace};
use crate::intake::decision::Decision;
use crate::intake::dialects::{Layout, open};
use crate::intake::fault::FileFault;
use crate::intake::item::{Item, Rejected, Row, Skipped, What};
use crate::intake::leeway::Passed;
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
use crate::report::folded::FoldedProblems;
use crate::report::left_out::LeftOutRows;
use crate::report::receipt::ProblemRank;
use crate::report::sheet::SheetReport;
use crate::store;
use crate::store::write::sheet::SheetChanges;
use crate::store::write::sums::Gaps;
use crate::store::write::{Batch, EntryTransaction, PendingRow, Repeat};

use super::batching::{BatchReader, Load, OpenTable, OtherItem, RowWithRef};
use super::day_numbers::DayNumbers;
use super::hashing::{FileHash, HashingReader, KEPT_BYTES};
use super::not_read::{Doubt, NotRead};
use super::taken_off::TakenOffCells;

/// How many problems are reported; the rest are counted and stand in the rejects file.
const REPORTED: usize = 1000;

/// What was read of one file, before it is sealed.
pub struct ParsedFile {
    /// The file by its bytes and settings.
    pub file: FileRead,
    /// Its bytes, compressed, when they are kept.
    pub kept: Option<Vec<u8>>,
    /// What came of the rows.
    pub counts: Counts,
    /// Figures whose as_of the source does not state.
    pub assumed_as_of: u64,
    /// Whether a figure names nobody whose count it is.
    pub names_nobody: bool,
    /// Facts about names that were not known before.
    pub said: u64,
    /// Problems of rejected rows; the first thousand.
    pub problems: Vec<Placed>,
    /// All problems and remarks, each cause once.
    pub folded: FoldedProblems,
    /// What was taken off cells.
    pub taken_off: TakenOffCells,
    /// The first and the last line of the header.
    pub header: (u64, u64),
    /// Columns that are read as nothing.
    pub unread: Vec<String>,
    /// Columns that are read where they are, and that the file lacks.
    pub absent: Vec<String>,
    /// What was decided about the file.
    pub decisions: Vec<Decision>,
    /// Lines that were passed over; the first thousand.
    pub skipped: Vec<Skipped>,
    /// Rows that a profile leaves out under names of its own.
    pub left_out: Vec<LeftOutRows>,
    /// Where the cells went, of a table in which each is a figure.
    pub cells: Option<CellTally>,
    /// How many persons were counted, of a table with a row a person.
    pub people: Option<u64>,
    /// What was let pass of its cells that is no whole number of people.
    pub passed: Passed,
    /// The first figures of a table that a profile or tags describe, with their lines.
    pub first: Vec<(u64, Figure)>,
    /// What the file was read by, made ready for its rejects and for the next import.
    pub worked_out: Profile,
    /// What a snapshot of a feed changed in many rows at once.
    pub events: Vec<FeedEvent>,
    /// How many rows are not what they were when a file of this name was last imported.
    pub changes: SheetChanges,
    /// What became of those rows, once the desk has answered; `None` where there is nothing to tell.
    pub sheet: Option<SheetReport>,
    /// The rejected rows.
    pub rejects: RejectFile,
}

/// Looks through a file that can be read in two ways, and settles which is meant.
pub fn settle(
    (input, table): (&Input, Option<&ConvertedTable>),
    settings: &Settings,
    settled: &mut Settled,
    doubt: Doubt,
) -> Result<(), NotRead> {
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
pub struct FileToRead<'f> {
    /// Its name without the folder.
    pub name: &'f str,
    /// Where its rejects go.
    pub rejects: &'f RejectPlace,
    /// The table in it, where it is no CSV itself.
    pub table: Option<&'f ConvertedTable>,
    /// Its bytes.
    pub input: &'f Input,
    /// What the desk says of it.
    pub settings: &'f Settings,
    /// What it is read by: that, and what follows from its being a snapshot.
    pub reading: &'f Settings,
    /// What was settled about it.
    pub settled: &'f Settled,
}

/// Reads a file into the writer. Nothing is stored until the entry is sealed.
pub fn read_file(
    writer: &mut EntryTransaction<'_>,
    file: FileToRead<'_>,
    progress: &mut dyn Progress,
) -> Result<ParsedFile, NotRead> {
    let FileToRead { name, input, settings, .. } = file;
    let hash = FileHash::new(input.bytes() <= KEPT_BYTES);
    let table = open_table(file, &hash)?;
    let layout = table.layout().clone();
    let rejects = RejectFile::at(file.rejects.clone(), layout.mapping().names());
    let header = layout.mapping().header_lines();
    let (unread, absent) = (layout.unread().to_vec(), layout.absent().to_vec());
    if is_set_for_all(&table) {
        writer.seek_repeats();
    }
    let mut rows = RowWriter { writer, progress, rejects, layout, so_far: ReadSoFar::default(), hash: &hash };
    let mut table = rows.write_all(table)?;
    rows.write_deferred(&mut table)?;
    rows.write_rejected()?;
    let events = store::write::snapshot::end(rows.writer, rows.layout.mapping().names())?;
    store::write::sums::declare(rows.writer, gaps(table.cells()))?;
    let changes = store::write::sheet::compare(rows.writer)?;
    let counts = rows.count(&table)?;
    let may_keep = rows.may_keep(&table);
    let RowWriter { rejects, mut so_far, .. } = rows;
    so_far.days.tell(&mut so_far.folded);
    events.iter().for_each(|event| so_far.folded.remark(event.line(), Problem::of_row(event)));
    let cells = table.cells().map(|cells| cells.refusing(so_far.refused_later));
    let (sha256, bytes, kept) = hash.finish();
    let kept = kept.filter(|_| may_keep && store::write::snapshot::keeps_bytes(writer));
    let name = name.to_owned();
    let effective = Settings { profile: table.profile().cloned(), ..settings.clone() };
    Ok(ParsedFile {
        file: FileRead { name, bytes, sha256, settings: settings.to_json() },
        worked_out: effective.worked_out(table.decisions()),
        decisions: table.decisions().to_vec(),
        skipped: so_far.skipped,
        left_out: so_far.left_out,
        cells,
        passed: table.passed(),
        people: table.people(),
        first: table.first().to_vec(),
        kept,
        counts,
        assumed_as_of: so_far.assumed_as_of,
        names_nobody: so_far.names_nobody,
        said: so_far.said,
        problems: so_far.problems,
        folded: so_far.folded,
        taken_off: so_far.taken_off,
        header,
        unread,
        absent,
        events,
        changes,
        sheet: None,
        rejects,
    })
}

/// Whether cells hold no figure that may be parts of a sum.
fn gaps(cells: Option<CellTally>) -> Gaps {
    let all = cells.is_some_and(|cells| cells.figures + cells.skipped == cells.read);
    if all { Gaps::None } else { Gaps::Some }
}

/// Whether the number of all figures was set: rows that say the same are persons then, or mistakes.
fn is_set_for_all(table: &OpenTable<'_>) -> bool {
    table.layout().sets_figure() && table.people().is_none()
}

/// The table in a file, whose bytes are hashed as they are read.
fn open_table<'f>(file: FileToRead<'f>, hash: &FileHash) -> Result<OpenTable<'f>, NotRead> {
    let mut reader = HashingReader { inner: file.input.rewound()?, hash: hash.clone() };
    let Some(table) = file.table else { return Ok(open(reader, file.reading, file.settled)?) };
    io::copy(&mut reader, &mut io::sink())?; // the document itself is hashed and kept
    Ok(table.open(file.reading, file.settled)?)
}

/// The writing side of an import.
struct RowWriter<'f, 'c> {
    writer: &'f mut EntryTransaction<'c>,
    progress: &'f mut dyn Progress,
    rejects: RejectFile,
    layout: Layout,
    so_far: ReadSoFar,
    hash: &'f FileHash,
}

/// What came of the rows so far.
#[derive(Default)]
struct ReadSoFar {
    rows: u64,
    rejected: u64,
    /// The row that was refused last: other figures of its line may be refused after it.
    refused: Option<Rejected>,
    /// Figures that were refused only once their cells had been read: for their ref, or for what they point at.
    refused_later: u64,
    /// The last row of which figures are deferred: its line, its cells, and the first of their numbers.
    deferred: Option<(u64, Vec<String>, i64)>,
    assumed_as_of: u64,
    names_nobody: bool,
    said: u64,
    /// Rows that were passed over.
    passed: u64,
    skipped: Vec<Skipped>,
    left_out: Vec<LeftOutRows>,
    problems: Vec<Placed>,
    folded: FoldedProblems,
    taken_off: TakenOffCells,
    days: DayNumbers,
}

impl ReadSoFar {
    /// Counts a row that a profile leaves out, by its name there.
    fn leave_out(&mut self, name: &str, line: u64) {
        match self.left_out.iter_mut().find(|rows| rows.what == name) {
            Some(known) => known.rows += 1,
            None => self.left_out.push(LeftOutRows { what: name.to_owned(), rows: 1, line }),
        }
    }
}

impl RowWriter<'_, '_> {
    /// Takes a table from first to last: one load is read by another thread while this one writes another; what was
    /// written goes back, to be filled again.
    fn write_all<'r>(&mut self, table: OpenTable<'r>) -> Result<OpenTable<'r>, NotRead> {
        let reader =
            BatchReader::new(table, self.writer.next_figure(), self.writer.room(), self.progress.stop());
        std::thread::scope(|scope| {
            let ((send, receive), (back, written)) = (sync_channel(0), channel());
            let reading = std::thread::Builder::new()
                .name("reading".into())
                .spawn_scoped(scope, move || reader.read_all(send, &written))?;
            let written = self.write_loads(receive, back);
            let read = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            written.and(read)
        })
    }

    /// What came of the rows, once all of them were written.
    fn count(&mut self, table: &OpenTable<'_>) -> Result<Counts, NotRead> {
        if self.progress.stop().is_asked() {
            return Err(NotRead::Interrupted);
        }
        let tally = table.tally();
        if !tally.adds_up() {
            return Err(NotRead::Io(io::Error::other(
                "not every line of the file was accounted for: a fault of tollbook",
            )));
        }
        let ReadSoFar { passed, rejected, .. } = self.so_far;
        let read = (tally.records + tally.refusals).saturating_sub(table.headers() + passed);
        self.writer.count(read, rejected, tally.blank + tally.above + tally.below + passed);
        let counts = store::write::rows::counts(self.writer)?;
        let repeat = self.writer.repeats().first().filter(|_| is_set_for_all(table));
        match repeat.copied() {
            Some(Repeat { line, of }) => Err(NotRead::File(vec![FileFault::SetForAll { line, of }])),
            None => Ok(counts),
        }
    }

    /// Whether the bytes of the file may be kept. Text of which no checked row was made may hold a text that was erased
    /// here, and those of a line list hold the names of the people that are counted.
    fn may_keep(&mut self, table: &OpenTable<'_>) -> bool {
        let ReadSoFar { passed, rejected, .. } = self.so_far;
        let passes = passed + table.tally().above + table.tally().below > 0 || table.profile().is_some();
        let is_unread = !table.layout().unread().is_empty();
        let unseen = self.writer.has_erased() && (rejected > 0 || passes || is_unread);
        !self.notice_erased() && !unseen && table.people().is_none()
    }

    /// Writes load after load, until the reading side has ended.
    fn write_loads(&mut self, receive: Receiver<Load>, back: Sender<Batch>) -> Result<(), NotRead> {
        for mut load in receive {
            self.so_far.rows += load.batch.len() as u64;
            self.so_far.assumed_as_of += load.assumed_as_of;
            self.so_far.names_nobody |= load.names_nobody;
            self.so_far.taken_off.append(load.taken_off);
            self.so_far.days.append(&load.days);
            for other in load.others {
                self.write_other(other, &mut load.batch)?;
            }
            store::write::put::write(self.writer, &mut load.batch)?;
            self.progress.at(self.hash.bytes(), self.so_far.rows);
            if self.progress.stop().is_asked() {
                return Err(NotRead::Interrupted);
            }
            // The reading side waits for what it sent; when it is gone, it has said why.
            let _ = back.send(load.batch);
        }
        Ok(())
    }

    fn write_other(&mut self, other: OtherItem, batch: &mut Batch) -> Result<(), NotRead> {
        match other {
            OtherItem::WithRef(row) => self.claim_ref(row, batch)?,
            OtherItem::Remarked(line, remarks) => self.remark(line, remarks),
            OtherItem::Deferred(id, row) => self.defer(id, row)?,
            OtherItem::Fact(said) => {
                let is_news = store::write::names::say_with_file(self.writer, said.fact, said.line)?;
                self.so_far.said += u64::from(is_news);
            }
            OtherItem::LeftOut(drafted) => store::write::snapshot::leave_out(self.writer, &drafted),
            OtherItem::Skipped(skipped) => self.pass(skipped),
            OtherItem::Rejected(rejected) => self.reject(rejected)?,
        }
        Ok(())
    }

    /// A line that was passed over; titles, and lines below the footer, are no rows and are counted as lines.
    fn pass(&mut self, skipped: Skipped) {
        self.so_far.passed += u64::from(!matches!(skipped.what, What::Title | What::Below));
        if let What::Named(name) = &skipped.what {
            self.so_far.leave_out(name, skipped.line);
        }
        if self.so_far.skipped.len() < REPORTED {
            self.so_far.skipped.push(skipped);
        }
    }

    /// Gives a row of the batch its ref, or takes the row out where the ref is taken.
    fn claim_ref(&mut self, row: RowWithRef, batch: &mut Batch) -> Result<(), NotRead> {
        if store::write::rows::claim(self.writer, &row.reference)? {
            self.remark(row.line, row.remarks);
            return Ok(());
        }
        batch.drop_row(row.at);
        self.so_far.assumed_as_of -= u64::from(row.assumed);
        self.reject_named(row.line, row.cells, row.reference)
    }

    fn defer(&mut self, id: i64, mut row: Row) -> Result<(), NotRead> {
        let mut cells = row.cells.take().unwrap_or_default();
        let packed = serde_json::to_string(&cells).unwrap_or_default();
        if store::write::pending::keep(self.writer, id, row.line, &row.drafted, &packed)? {
            cells.truncate(self.layout.mapping().names().len());
            let last = self.so_far.deferred.take();
            let same = last.filter(|(line, own, _)| (*line, own) == (row.line, &cells));
            self.so_far.deferred = same.or(Some((row.line, cells, id)));
            return Ok(());
        }
        self.reject_named(row.line, cells, row.drafted.reference.unwrap_or_default())
    }

    fn remark(&mut self, line: u64, notices: Vec<Problem>) {
        notices.into_iter().for_each(|notice| self.so_far.folded.remark(line, notice));
    }

    /// Hands a deferred row to the writer, and notes what was assumed in it.
    fn append(&mut self, waiting: &PendingRow, mut row: Row) -> Result<(), NotRead> {
        let notices = std::mem::take(&mut row.drafted.notices);
        let taken_off = std::mem::take(&mut row.drafted.taken_off);
        let assumed = u64::from(row.drafted.figure.as_of.is_assumed());
        if store::write::rows::append_pending(self.writer, waiting, *row.drafted)? {
            self.so_far.assumed_as_of += assumed;
            self.so_far.taken_off.add(row.line, taken_off);
            self.remark(row.line, notices);
        }
        Ok(())
    }

    /// Notes texts that had been erased here and were left out; whether there were any.
    fn notice_erased(&mut self) -> bool {
        for text in self.writer.erased_texts() {
            let fault = RedactFault::ErasedBefore { field: text.field, entry: text.entry };
            self.so_far.folded.remark(text.line, Problem::of_cell(text.field, &fault));
        }
        !self.writer.erased_texts().is_empty()
    }

    /// Once the file has been read, the rows that point at others go in, or are refused.
    fn write_deferred(&mut self, table: &mut OpenTable) -> Result<(), NotRead> {
        store::write::pending::judge(self.writer)?;
        let mut last = 0;
        while let Some((waiting, refused)) = store::write::pending::after(self.writer, last)? {
            last = waiting.reserved;
            let line = waiting.line;
            let cells: Vec<String> = serde_json::from_str(&waiting.cells).unwrap_or_default();
            let found = match refused {
                Some(fault) => Item::Rejected(self.without_link(line, cells, &fault, Field::Target)),
                None => table.again(line, &cells),
            };
            match found {
                Item::Row(row) => self.append(&waiting, row)?,
                Item::Rejected(rejected) => self.reject_later(rejected, waiting.is_told)?,
                Item::Said(_) | Item::Skipped(_) | Item::LeftOut(_) => {}
            }
        }
        store::write::pending::link(self.writer)?;
        Ok(())
    }

    /// Rejects a row whose ref is taken.
    fn reject_named(&mut self, line: u64, cells: Vec<String>, reference: String) -> Result<(), NotRead> {
        let fault = LinkFault::RefTaken { reference };
        let rejected = self.without_link(line, cells, &fault, Field::Ref);
        self.reject_later(rejected, false)
    }

    /// A row whose ref is taken, or that points at nothing: refused at the cell that holds the name.
    fn without_link(&self, line: u64, mut cells: Vec<String>, fault: &LinkFault, field: Field) -> Rejected {
        // Behind the cells of a row of several figures stands which of them is meant.
        cells.truncate(self.layout.mapping().names().len());
        let part_of = self.layout.mapping().draft(cells.iter().map(String::as_str)).text(Field::PartOf);
        let in_part_of = matches!(fault, LinkFault::NoFigure { target } | LinkFault::SeveralFigures { target, .. } | LinkFault::Itself { target }
            if part_of.split_whitespace().next() == Some(target.as_str()));
        let field = if in_part_of { Field::PartOf } else { field };
        let placed = self.layout.place(line, &cells, Problem::of_cell(field.name(), fault));
        Rejected { line, cells, problems: vec![placed] }
    }

    /// A figure is refused that had been read; the row is told of once, whichever of its figures are refused.
    fn reject_later(&mut self, rejected: Rejected, is_told: bool) -> Result<(), NotRead> {
        self.so_far.refused_later += 1;
        if is_told {
            self.report(&rejected);
            return Ok(());
        }
        self.reject(rejected)
    }

    fn reject(&mut self, mut rejected: Rejected) -> Result<(), NotRead> {
        self.report(&rejected);
        let Rejected { line, cells, .. } = &rejected;
        if let Some((_, _, first)) =
            self.so_far.deferred.as_ref().filter(|(at, own, _)| (at, own) == (line, cells))
        {
            store::write::pending::were_told(self.writer, *first)?;
        }
        match &mut self.so_far.refused {
            Some(last) if (&last.line, &last.cells) == (line, cells) && !cells.is_empty() => {
                // Figures of one row may share what is wrong with them.
                rejected.problems.retain(|problem| !last.problems.contains(problem));
                last.problems.append(&mut rejected.problems);
            }
            _ => {
                self.write_rejected()?;
                self.so_far.refused = Some(rejected);
            }
        }
        Ok(())
    }

    fn report(&mut self, rejected: &Rejected) {
        let names = self.layout.mapping().names();
        let problems = &mut self.so_far.problems;
        for problem in &rejected.problems {
            let column = problem.at.and_then(|at| names.get(at)).map(String::as_str);
            self.so_far.folded.add(problem, ProblemRank::Error, column);
            if problems.len() < REPORTED && problems.last() != Some(problem) {
                problems.push(problem.clone());
            }
        }
    }

    /// Writes the row that was refused last, with all its problems.
    fn write_rejected(&mut self) -> Result<(), NotRead> {
        let Some(rejected) = self.so_far.refused.take() else { return Ok(()) };
        self.so_far.rejected += 1;
        self.rejects.add(&rejected).map_err(|error| NotRead::Rejects(self.rejects.name(), error))
    }
}
