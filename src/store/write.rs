//! Adding figures: one entry, one transaction, nothing edited.
//!
//! Figures are gathered and go in sorted by their key, a batch at a time, so that the index is written in order.

use rusqlite::{OptionalExtension, params};
use rustc_hash::FxHashSet;

use crate::model::date::Timestamp;
use crate::model::figure::{Completeness, Details, Figure};
use crate::model::gate::Drafted;
use crate::model::link_fault::LinkFault;
use crate::model::recorded::{ActKind, Counts, Entry, EntryId, EntryKind, FigureId, FileRead};
use crate::model::wording::Kind;

use super::chain::Cell;
use super::entries::standing_import;
use super::horizon::Horizon;
use super::intern::Interned;
use super::ledgers::Ledger;
use super::sealing::Sealing;
use super::seek::{Sought, seek};
use super::waiting::{self, Waiting};
use super::{Result, Store, pack};

/// How many figures are sorted and written at once.
const BATCH: usize = 1 << 16;

/// Repeats that are told one by one; the rest are counted.
const TOLD: usize = 100;

/// Who adds an entry, when, and from what.
#[derive(Clone, Debug)]
pub struct Act<'a> {
    /// What the desk does.
    pub kind: EntryKind,
    /// The clock; the entry takes the next free microsecond after the entry before it.
    pub at: Timestamp,
    /// Who does it.
    pub who: &'a str,
    /// The program and its version.
    pub program: &'a str,
    /// The file that was read.
    pub file: Option<&'a FileRead>,
    /// Its bytes, compressed, where they are kept.
    pub kept: Option<&'a [u8]>,
}

/// A row that says again what an earlier row of its file said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// The later line.
    pub line: u64,
    /// The earlier one.
    pub of: u64,
}

/// What an entry came to.
#[derive(Clone, Debug)]
pub struct Written {
    /// The entry.
    pub entry: Entry,
    /// Rows that repeat earlier rows of the same file; the first hundred.
    pub repeats: Vec<Repeat>,
    /// The series that were touched.
    pub touched: Vec<i64>,
}

/// An entry in the making. Dropped before [`Writer::seal`], it leaves nothing behind.
pub struct Writer<'c> {
    sealing: Sealing<'c>,
    horizon: Horizon,
    interned: Interned,
    batch: Vec<Row>,
    refs: FxHashSet<String>,
    counts: Counts,
    repeats: Vec<Repeat>,
    touched: FxHashSet<i64>,
}

/// A figure on its way in.
struct Row {
    key: [i64; 10],
    id: i64,
    line: u64,
    wording: Option<Box<str>>,
    extra: Option<Box<Extra>>,
}

/// What few figures have.
struct Extra {
    details: Details,
    reference: Option<String>,
    part_of: Option<usize>,
    waited: bool,
}

/// What became of a row of a batch.
#[derive(Clone, Copy)]
struct Outcome {
    id: i64,
    new: bool,
}

impl Store {
    /// Begins an entry. Waits while another program writes.
    ///
    /// # Errors
    /// A store that may not be written, or is busy for longer than a minute.
    pub fn write(&mut self) -> Result<Writer<'_>> {
        waiting::lay_out(&self.conn)?;
        let sealing = Sealing::begin(&self.conn)?;
        Ok(Writer {
            horizon: Horizon::load(&self.conn, None)?,
            sealing,
            interned: Interned::default(),
            batch: Vec::with_capacity(BATCH),
            refs: FxHashSet::default(),
            counts: Counts::default(),
            repeats: Vec::new(),
            touched: FxHashSet::default(),
        })
    }
}

impl Writer<'_> {
    /// The standing entry that imported the same bytes with the same settings.
    pub fn already_imported(&self, file: &FileRead) -> Result<Option<EntryId>> {
        standing_import(self.sealing.conn(), &self.horizon, file)
    }

    /// Adds the figures of a row; its links, if it declares any, follow with [`Writer::link_waiting`]. `false` when the
    /// file has given the row's ref to another row before.
    pub fn append(&mut self, line: u64, drafted: Drafted) -> Result<bool> {
        let waited = !drafted.declared.is_empty();
        if let Some(reference) = &drafted.reference
            && (self.is_taken(reference)? || (!waited && waiting::is_named(self.sealing.conn(), reference)?))
        {
            return Ok(false);
        }
        self.refs.extend(drafted.reference.clone());
        let whole = self.batch.len();
        self.queue(line, drafted.figure, drafted.reference, None, waited)?;
        for part in drafted.parts {
            self.queue(line, part, None, Some(whole), false)?;
        }
        if self.batch.len() >= BATCH {
            self.flush()?;
        }
        Ok(true)
    }

    /// Keeps aside a row that points at other rows. `false` as in [`Writer::append`].
    pub fn wait(&mut self, line: u64, drafted: &Drafted, cells: &str) -> Result<bool> {
        if let Some(reference) = &drafted.reference
            && (self.is_taken(reference)? || waiting::is_named(self.sealing.conn(), reference)?)
        {
            return Ok(false);
        }
        waiting::put(self.sealing.conn(), line, drafted.reference.as_deref(), cells, &drafted.declared)?;
        Ok(true)
    }

    /// Judges the waiting rows once their file has been read: those that point at nothing, or at a refused row, are
    /// refused, until no more are.
    pub fn judge_waiting(&mut self) -> Result<()> {
        self.flush()?;
        loop {
            let mut refused = false;
            for (line, target) in waiting::targets(self.sealing.conn())? {
                if let Err(why) = self.target(&target)? {
                    waiting::refuse(self.sealing.conn(), line, &why)?;
                    refused = true;
                }
            }
            if !refused {
                return Ok(());
            }
        }
    }

    /// The next waiting row after a line, and why it was refused, if it was.
    pub fn waiting_after(&self, line: u64) -> Result<Option<(Waiting, Option<LinkFault>)>> {
        waiting::after(self.sealing.conn(), line)
    }

    /// Adds the links of the waiting rows.
    pub fn link_waiting(&mut self) -> Result<()> {
        self.flush()?;
        for link in waiting::links(self.sealing.conn())? {
            let Ok(Some(target)) = self.target(&link.target)? else { continue };
            let (figure, other) = match link.what {
                ActKind::PartOf(_) => (link.figure, target.0),
                _ => (target.0, link.figure),
            };
            let reason = (link.reason.map(|reason| reason.word()), link.reason_by.as_deref());
            self.act(figure, link.what, other, link.figure, reason)?;
        }
        Ok(())
    }

    /// Counts rows that were read, refused or skipped.
    pub fn count(&mut self, read: u64, rejected: u64, skipped: u64) {
        self.counts.read = read;
        self.counts.rejected = rejected;
        self.counts.skipped = skipped;
    }

    /// What came of the rows so far.
    pub fn counts(&mut self) -> Result<Counts> {
        self.flush()?;
        Ok(self.counts)
    }

    /// Writes the entry and commits: from here on the figures are on the disk.
    pub fn seal(mut self, act: &Act<'_>) -> Result<Written> {
        self.flush()?;
        if let Some(kept) = act.kept {
            self.sealing.insert(Ledger::Kept, &[Cell::Blob(kept)])?;
        }
        let before = self.horizon.entries().last().map_or(i64::MIN, |entry| entry.recorded_at.micros());
        let recorded_at =
            Timestamp::from_micros(act.at.micros().max(before.saturating_add(1))).unwrap_or(act.at);
        let counts = serde_json::to_string(&self.counts).unwrap_or_default();
        let file = act.file;
        let cells = [
            Cell::Text(act.kind.word()),
            Cell::Int(recorded_at.micros()),
            Cell::Text(act.who),
            Cell::Text(act.program),
            Cell::Null,
            Cell::Null,
            Cell::Null,
            Cell::text(file.map(|file| file.name.as_str())),
            Cell::int(file.map(|file| file.bytes as i64)),
            file.map_or(Cell::Null, |file| Cell::Blob(&file.sha256)),
            Cell::text(file.map(|file| file.settings.as_str())),
            Cell::Null,
            Cell::Null,
            Cell::Text(&counts),
        ];
        let (id, hash) = self.sealing.seal(&cells)?;
        let entry = Entry {
            id: EntryId(id),
            kind: act.kind,
            recorded_at,
            who: act.who.into(),
            program: act.program.into(),
            undoes: None,
            file: file.cloned(),
            counts: self.counts,
            hash,
            stands: true,
        };
        let mut touched: Vec<i64> = self.touched.into_iter().collect();
        touched.sort_unstable();
        Ok(Written { entry, repeats: self.repeats, touched })
    }

    fn is_taken(&self, reference: &str) -> Result<bool> {
        if self.refs.contains(reference) {
            return Ok(true);
        }
        let sql = "SELECT EXISTS (SELECT 1 FROM ref WHERE ref = ?1 AND id > ?2)";
        let before = self.sealing.before(Ledger::Ref);
        Ok(self.sealing.conn().prepare_cached(sql)?.query_row((reference, before), |row| row.get(0))?)
    }

    /// The figure that a target names; `Ok(None)` when a waiting row bears the name; else why it names none.
    fn target(&self, target: &str) -> Result<std::result::Result<Option<FigureId>, LinkFault>> {
        let reference = target.strip_prefix("ref:").unwrap_or(target);
        let in_file = "SELECT figure FROM ref WHERE ref = ?1 AND id > ?2";
        let before = self.sealing.before(Ledger::Ref);
        let found =
            self.sealing.conn().prepare_cached(in_file)?.query_row((reference, before), |row| row.get(0));
        if let Some(figure) = found.optional()? {
            return Ok(Ok(Some(FigureId(figure))));
        }
        if waiting::is_named(self.sealing.conn(), reference)? {
            return Ok(Ok(None));
        }
        Ok(match seek(self.sealing.conn(), &self.horizon, target)? {
            Sought::One(figure) => Ok(Some(figure)),
            Sought::Nothing => Err(LinkFault::NoFigure { target: target.to_owned() }),
            Sought::Many(figures) => {
                let choices = figures.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                Err(LinkFault::SeveralFigures { target: target.to_owned(), choices })
            }
        })
    }

    fn queue(
        &mut self,
        line: u64,
        figure: Figure,
        reference: Option<String>,
        part_of: Option<usize>,
        waited: bool,
    ) -> Result<()> {
        let series = self.interned.scope(&mut self.sealing, &figure.scope)?;
        let attribution = self.interned.attribution(&mut self.sealing, &figure.attribution)?;
        let source = self.interned.source(&mut self.sealing, &figure.source)?;
        let known_at = figure.published_on.to_packed();
        let count = figure.count.as_ref();
        let bounds = count.map(|wording| wording.count());
        let key = [
            series,
            attribution,
            pack::as_of(figure.as_of),
            pack::window(figure.window),
            known_at,
            source,
            count.map_or(0, |wording| kind_number(wording.kind())),
            count.and_then(|wording| wording.value()).map_or(-1, |value| value as i64),
            bounds.map_or(-1, |bounds| bounds.low() as i64),
            bounds.and_then(|bounds| bounds.high()).map_or(-1, |high| high as i64),
        ];
        let rare = figure.details != Details::default() || reference.is_some() || part_of.is_some() || waited;
        let wording = count.and_then(|wording| wording.own_text()).map(Box::from);
        let extra = rare.then(|| Box::new(Extra { details: figure.details, reference, part_of, waited }));
        self.touched.insert(series);
        self.batch.push(Row { key, id: self.sealing.reserve(Ledger::Figure), line, wording, extra });
        Ok(())
    }

    /// Writes the batch: in the order of the key, hashed in the order of the ids.
    fn flush(&mut self) -> Result<()> {
        let batch = std::mem::take(&mut self.batch);
        let mut order: Vec<u32> = (0..batch.len() as u32).collect();
        order.sort_unstable_by(|a, b| {
            let (a, b) = (&batch[*a as usize], &batch[*b as usize]);
            (a.key, a.id).cmp(&(b.key, b.id))
        });
        let mut outcomes = vec![Outcome { id: 0, new: false }; batch.len()];
        for at in order {
            let row = &batch[at as usize];
            let new = self.sealing.put(Ledger::Figure, row.id, &row.cells())?;
            let id = if new { row.id } else { self.find(row)? };
            outcomes[at as usize] = Outcome { id, new };
        }
        for (row, outcome) in batch.iter().zip(&outcomes) {
            if outcome.new {
                self.sealing.hash(Ledger::Figure, row.id, &row.cells());
            }
        }
        for (row, outcome) in batch.iter().zip(&outcomes) {
            self.finish(row, *outcome, &outcomes)?;
        }
        self.refs.clear();
        self.batch = batch;
        self.batch.clear();
        Ok(())
    }

    /// The number of the figure that has a row's key already.
    fn find(&self, row: &Row) -> Result<i64> {
        let mut statement = self.sealing.conn().prepare_cached(
            "SELECT id FROM figure
             WHERE series = ?1 AND attribution = ?2 AND as_of = ?3 AND window = ?4 AND known_at = ?5 AND source = ?6
               AND kind = ?7 AND value = ?8 AND low = ?9 AND high = ?10",
        )?;
        Ok(statement.query_row(rusqlite::params_from_iter(row.key), |row| row.get(0))?)
    }

    /// What follows once a row has its number: a sighting, details, the ref, the parts.
    fn finish(&mut self, row: &Row, outcome: Outcome, outcomes: &[Outcome]) -> Result<()> {
        let seen = !outcome.new && self.see_again(row, outcome.id)?;
        let changed = match &row.extra {
            Some(extra) => self.finish_extra(row, extra, outcome, outcomes)?,
            None => false,
        };
        match (seen, changed) {
            (false, _) => self.counts.new += 1,
            (true, true) => self.counts.changed += 1,
            (true, false) => self.counts.same += 1,
        }
        Ok(())
    }

    /// Notes a sighting; whether the figure was visible before.
    fn see_again(&mut self, row: &Row, figure: i64) -> Result<bool> {
        let in_this_file = figure > self.sealing.before(Ledger::Figure);
        let visible = in_this_file || self.is_visible(figure)?;
        if in_this_file && self.repeats.len() < TOLD {
            let sql = "SELECT line FROM figure WHERE id = ?1";
            let of: i64 = self.sealing.conn().prepare_cached(sql)?.query_row([figure], |row| row.get(0))?;
            self.repeats.push(Repeat { line: row.line, of: of as u64 });
        }
        self.sealing.insert(Ledger::Sighting, &[Cell::Int(figure), Cell::Int(row.line as i64)])?;
        Ok(visible)
    }

    fn is_visible(&self, figure: i64) -> Result<bool> {
        super::read::is_visible(self.sealing.conn(), &self.horizon, figure)
    }

    /// Whether the row added details to a figure that was there.
    fn finish_extra(
        &mut self,
        row: &Row,
        extra: &Extra,
        outcome: Outcome,
        outcomes: &[Outcome],
    ) -> Result<bool> {
        let series = row.key[0];
        let known = match outcome.new {
            true => None,
            false => super::read::details_of(self.sealing.conn(), &self.horizon, series, outcome.id)?,
        };
        let merged = known.as_ref().map_or_else(|| extra.details.clone(), |known| extra.details.over(known));
        let adds = merged != known.clone().unwrap_or_default();
        if adds {
            self.detail(series, outcome.id, &merged)?;
        }
        if let Some(reference) = &extra.reference {
            self.sealing.insert(Ledger::Ref, &[Cell::Text(reference), Cell::Int(outcome.id)])?;
        }
        if let Some(whole) = extra.part_of {
            let whole = outcomes[whole].id;
            self.act(outcome.id, ActKind::PartOf(Completeness::Some), whole, whole, (None, None))?;
        }
        if extra.waited {
            waiting::became(self.sealing.conn(), row.line, outcome.id)?;
        }
        Ok(adds && !outcome.new)
    }

    fn detail(&mut self, series: i64, figure: i64, details: &Details) -> Result<()> {
        let texts = details.texts();
        self.sealing.insert(
            Ledger::Detail,
            &[
                Cell::Int(series),
                Cell::Int(figure),
                Cell::Text(details.basis.word()),
                Cell::int(details.stated_on.map(|moment| moment.to_packed())),
                Cell::int(details.retrieved_at.map(|moment| moment.to_packed())),
                Cell::text(details.verification.map(|word| word.word())),
                Cell::text(details.standpoint.map(|word| word.word())),
                Cell::text(texts.quote.as_deref()),
                Cell::text(texts.caveat.as_deref()),
                Cell::text(texts.grade.as_deref()),
                Cell::text(texts.circumstances.as_deref()),
                Cell::text(texts.superlative.as_deref()),
                Cell::text(texts.note.as_deref()),
            ],
        )?;
        Ok(())
    }

    /// Adds an act, unless the same one stands already. `says` is the figure whose publication made it known.
    fn act(
        &mut self,
        figure: i64,
        what: ActKind,
        other: i64,
        says: i64,
        (reason, reason_by): (Option<&str>, Option<&str>),
    ) -> Result<()> {
        let conn = self.sealing.conn();
        let of = "SELECT f.series, s.known_at FROM figure AS f, figure AS s WHERE f.id = ?1 AND s.id = ?2";
        let (series, known_at): (i64, i64) =
            conn.prepare_cached(of)?.query_row([figure, says], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut same = conn.prepare_cached(
            "SELECT id FROM act
             WHERE series = ?1 AND figure = ?2 AND what = ?3 AND other = ?4 AND reason IS ?5 AND reason_by IS ?6",
        )?;
        let ids =
            same.query_map(params![series, figure, what.word(), other, reason, reason_by], |row| row.get(0))?;
        let before = self.sealing.before(Ledger::Act);
        for id in ids {
            let id: i64 = id?;
            if id > before || self.horizon.sees(Ledger::Act, id) {
                return Ok(());
            }
        }
        let cells = [
            Cell::Int(series),
            Cell::Int(figure),
            Cell::Text(what.word()),
            Cell::Int(other),
            Cell::Int(known_at),
            Cell::text(reason),
            Cell::text(reason_by),
            Cell::Null,
        ];
        self.sealing.insert(Ledger::Act, &cells)?;
        Ok(())
    }
}

impl Row {
    fn cells(&self) -> [Cell<'_>; 12] {
        let mut cells = [Cell::Null; 12];
        for (cell, number) in cells.iter_mut().zip(self.key) {
            *cell = Cell::Int(number);
        }
        cells[10] = Cell::text(self.wording.as_deref());
        cells[11] = Cell::Int(self.line as i64);
        cells
    }
}

/// The number by which the store knows a kind of count; 0 is a statement without one.
pub(super) fn kind_number(kind: Kind) -> i64 {
    Kind::ALL.iter().position(|one| *one == kind).map_or(0, |at| at as i64 + 1)
}
