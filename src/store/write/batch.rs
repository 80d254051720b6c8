//! A batch of figures on its way into the store: sorted by key, written, hashed in the order of the ids, and what follows
//! once each has its number.

use crate::model::figure::{Completeness, Details};
use crate::model::recorded::ActKind;
use crate::store::chain::Cell;
use crate::store::ledgers::Ledger;
use crate::store::rows::{details_of, is_visible};
use crate::store::{Result, StoreFault, waiting};

use super::prepared::Prepared;
use super::{Repeat, WITH_MORE, Writer};

/// Repeats that are told one by one; the rest are counted.
const TOLD: usize = 100;

/// A figure on its way in.
pub(super) struct Row {
    key: Key,
    id: i64,
    line: u64,
    wording: Option<Box<str>>,
    extra: Option<Box<Extra>>,
}

/// The natural key of a figure, in the order of the index that holds it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    series: u32,
    attribution: u32,
    as_of: i32,
    window: i32,
    known_at: i64,
    source: u32,
    kind: u8,
    value: i64,
    low: i64,
    high: i64,
}

impl Key {
    /// The columns of the key.
    fn columns(&self) -> [i64; 10] {
        [
            self.series.into(),
            self.attribution.into(),
            self.as_of.into(),
            self.window.into(),
            self.known_at,
            self.source.into(),
            self.kind.into(),
            self.value,
            self.low,
            self.high,
        ]
    }
}

/// What few figures have.
struct Extra {
    details: Details,
    rest: Rest,
}

/// What comes with a figure besides itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rest {
    /// The row's ref.
    pub reference: Option<String>,
    /// The place in the batch of the whole whose words include it.
    pub part_of: Option<usize>,
    /// Whether the row waited for others.
    pub waited: bool,
}

/// What became of a row of a batch.
#[derive(Clone, Copy)]
struct Outcome {
    id: i64,
    new: bool,
}

impl Writer<'_> {
    pub(super) fn queue(&mut self, line: u64, id: i64, figure: Prepared, rest: Rest) -> Result<()> {
        let series = self.interned.scope(&mut self.sealing, &figure.scope)?;
        let key = Key {
            series: narrow(series)?,
            attribution: narrow(self.interned.attribution(&mut self.sealing, &figure.attribution)?)?,
            as_of: narrow(figure.as_of)?,
            window: narrow(figure.window)?,
            known_at: figure.known_at,
            source: narrow(self.interned.source(&mut self.sealing, &figure.source)?)?,
            kind: figure.kind,
            value: figure.value,
            low: figure.low,
            high: figure.high,
        };
        let rare = figure.details.is_some() || rest != Rest::default();
        let details = figure.details.map_or_else(Details::default, |details| *details);
        let extra = rare.then(|| Box::new(Extra { details, rest }));
        self.touched.insert(series);
        self.weight += if extra.is_some() { WITH_MORE } else { 1 };
        self.batch.push(Row { key, id, line, wording: figure.wording, extra });
        Ok(())
    }

    /// Writes the batch: in the order of the key, hashed in the order of the ids.
    pub(super) fn flush(&mut self) -> Result<()> {
        let batch = std::mem::take(&mut self.batch);
        self.weight = 0;
        // By the first two columns, which part most rows, without a look at the rows themselves.
        let start = |row: &Row| u64::from(row.key.series) << 32 | u64::from(row.key.attribution);
        let mut order: Vec<(u64, u32)> = batch.iter().zip(0..).map(|(row, at)| (start(row), at)).collect();
        order.sort_unstable_by(|(start, a), (other, b)| {
            let (a, b) = (&batch[*a as usize], &batch[*b as usize]);
            start.cmp(other).then_with(|| (a.key, a.id).cmp(&(b.key, b.id)))
        });
        let mut outcomes = vec![Outcome { id: 0, new: false }; batch.len()];
        for (_, at) in order {
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
        Ok(statement.query_row(rusqlite::params_from_iter(row.key.columns()), |row| row.get(0))?)
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
        is_visible(self.sealing.conn(), &self.horizon, figure)
    }

    /// Whether the row added details to a figure that was there.
    fn finish_extra(
        &mut self,
        row: &Row,
        extra: &Extra,
        outcome: Outcome,
        outcomes: &[Outcome],
    ) -> Result<bool> {
        let series = i64::from(row.key.series);
        let known = match outcome.new {
            true => None,
            false => details_of(self.sealing.conn(), &self.horizon, series, outcome.id)?,
        };
        let merged = known.as_ref().map_or_else(|| extra.details.clone(), |known| extra.details.over(known));
        let adds = merged != known.clone().unwrap_or_default();
        if adds {
            self.detail(series, outcome.id, &merged)?;
        }
        if let Some(reference) = &extra.rest.reference {
            self.sealing.insert(Ledger::Ref, &[Cell::Text(reference), Cell::Int(outcome.id)])?;
        }
        if let Some(whole) = extra.rest.part_of {
            let whole = outcomes[whole].id;
            self.act(outcome.id, ActKind::PartOf(Completeness::Some), whole, whole, (None, None))?;
        }
        if extra.rest.waited {
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
}

impl Row {
    fn cells(&self) -> [Cell<'_>; 12] {
        let mut cells = [Cell::Null; 12];
        for (cell, number) in cells.iter_mut().zip(self.key.columns()) {
            *cell = Cell::Int(number);
        }
        cells[10] = Cell::text(self.wording.as_deref());
        cells[11] = Cell::Int(self.line as i64);
        cells
    }
}

/// A number of the store in the width that a key has for it: a store of more than 4,000,000,000 rows of a kind is refused.
fn narrow<T: TryFrom<i64>>(number: i64) -> Result<T> {
    let too_many = |_| StoreFault::NoRoom(format!("{number} is more than a key can hold"));
    T::try_from(number).map_err(too_many)
}
