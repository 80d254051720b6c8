//! A batch of figures on its way into the store: gathered and sorted by series by whichever thread reads the file, so
//! that the thread that writes has nothing left to do but write.
//!
//! Bounded: what a batch holds goes with it, and its room is used again.

use std::collections::hash_map::Entry;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::attribution::{Attribution, Source};
use crate::model::figure::{Completeness, Details, Figure};
use crate::model::name::Name;
use crate::model::scope::Scope;
use crate::model::validate::SummedOver;
use crate::model::wording::Kind;
use crate::store::chain::Cell;
use crate::store::{Result, StoreFault, figure_key, pack};

/// For how many bare figures one with details, a ref or parts counts, so that a batch of long quotes takes no more memory
/// than one of bare numbers.
const WITH_MORE: usize = 12;
/// From so many figures on, a batch may be numbered by series.
const MANY: usize = 1 << 12;

/// Figures in the order of their file, with what they share said once.
#[derive(Default)]
pub struct Batch {
    pub(super) rows: Vec<BatchRow>,
    pub(super) scopes: SharedValues<Scope>,
    pub(super) attributions: SharedValues<Attribution>,
    pub(super) sources: SharedValues<Source>,
    /// The numbers of who answers for the rows: the store names the publisher beside the authority.
    attributed: Vec<i64>,
    /// The places of the rows by what they count: those of a scope together, where `starts` says, in the order of lines.
    order: Vec<u32>,
    starts: Vec<u32>,
    /// Whether the figures are numbered series by series, as the store gives the numbers, and not as they were pushed.
    pub(super) by_series: bool,
    /// The number of the figure that each row turned out to be: its own where it is new.
    pub(super) became: Vec<i64>,
    weight: usize,
}

/// A figure on its way in: its natural key by the numbers of its batch, and the little that is not in the key.
pub(super) struct BatchRow {
    pub key: Key,
    /// The number that the figure gets if it is new; in a batch that is numbered by series 0 until it is.
    pub id: i64,
    pub line: u64,
    pub wording: Option<Box<str>>,
    pub extra: Option<Box<Extra>>,
    /// Refused after it was gathered.
    pub dropped: bool,
}

/// The natural key of a figure, in the order of the index that holds it.
#[derive(Clone, Copy)]
pub(super) struct Key {
    pub scope: u32,
    pub attribution: u32,
    pub as_of: i32,
    pub window: i32,
    pub known_at: i64,
    pub source: u32,
    pub kind: u8,
    pub value: i64,
    pub low: i64,
    pub high: i64,
}

/// What few figures have.
pub(super) struct Extra {
    pub details: Details,
    pub rest: Rest,
}

/// What comes with a figure besides itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rest {
    /// The row's ref.
    pub reference: Option<String>,
    /// What tells the row from all others of its file, where a profile says which columns do.
    pub row_key: Option<Box<str>>,
    /// The places in the batch of the wholes that contain it, and whether their parts are all there.
    pub part_of: Vec<(usize, Completeness)>,
    /// What it adds up, where its parts stand beside it.
    pub sum_of: Option<SummedOver>,
    /// The number that was reserved for a row that waited for others; `None` for one that did not.
    pub waited: Option<i64>,
}

impl Batch {
    /// Adds a figure under the number that it gets if it is new; numbers rise. Returns its place in the batch.
    ///
    /// # Errors
    /// A date beyond what a key can hold.
    pub fn push(&mut self, id: i64, line: u64, figure: Figure, rest: Rest) -> Result<usize> {
        let count = figure.count.as_ref();
        let bounds = count.map(|wording| wording.count());
        let number = |number: Option<u64>| number.map_or(-1, |number| number as i64);
        let key = Key {
            as_of: narrow(pack::as_of(figure.as_of))?,
            window: narrow(pack::window(figure.window))?,
            known_at: figure.published_on.to_packed(),
            kind: count.map_or(0, |wording| kind_number(wording.kind())),
            value: number(count.and_then(|wording| wording.value())),
            low: number(bounds.map(|bounds| bounds.low())),
            high: number(bounds.and_then(|bounds| bounds.high())),
            scope: self.scopes.place_of(figure.scope),
            attribution: self.attributions.place_of(figure.attribution),
            source: self.sources.place_of(figure.source),
        };
        let rare = figure.details != Details::default() || rest != Rest::default();
        let extra = rare.then(|| Box::new(Extra { details: figure.details, rest }));
        let words = match count {
            Some(wording) => wording.own_text(),
            None => figure.no_reports.as_deref(),
        };
        let wording = words.map(Box::from);
        self.weight += if extra.is_some() { WITH_MORE } else { 1 };
        self.rows.push(BatchRow { key, id, line, wording, extra, dropped: false });
        Ok(self.rows.len() - 1)
    }

    /// Ties a figure to another of the batch that contains it.
    pub fn tie(&mut self, part: usize, whole: usize, completeness: Completeness) {
        let Some(row) = self.rows.get_mut(part) else { return };
        if row.extra.is_none() {
            self.weight += WITH_MORE - 1;
        }
        let none = || Box::new(Extra { details: Details::default(), rest: Rest::default() });
        row.extra.get_or_insert_with(none).rest.part_of.push((whole, completeness));
    }

    /// Something else that is kept beside the batch, such as a rejected row, counts as well.
    pub fn weigh(&mut self) {
        self.weight += WITH_MORE;
    }

    /// Takes out a row that is refused, and the parts that its words include.
    pub fn drop_row(&mut self, at: usize) {
        let is_part = |row: &BatchRow| {
            let wholes = row.extra.iter().flat_map(|extra| &extra.rest.part_of);
            wholes.into_iter().any(|(whole, _)| *whole == at)
        };
        for place in at..self.rows.len() {
            let row = &mut self.rows[place];
            if place > at && !is_part(row) {
                break;
            }
            row.dropped = true;
            self.scopes.release(row.key.scope);
            self.sources.release(row.key.source);
        }
    }

    /// How many rows it holds.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether it is time to write it, where there is room for so many bare figures.
    pub fn is_full(&self, room: usize) -> bool {
        self.weight >= room
    }

    /// Sorts the rows by what they count, so that the index is written nearly in order; those of one series stay in the
    /// order of their lines.
    pub fn sort(&mut self) {
        self.starts.clear();
        self.starts.push(0);
        for uses in &self.scopes.uses {
            let end = self.starts.last().copied().unwrap_or(0) + uses;
            self.starts.push(end);
        }
        let mut next = self.starts.clone();
        self.order.clear();
        self.order.resize(self.rows.len(), 0);
        for (row, at) in self.rows.iter().zip(0..) {
            let place = &mut next[row.key.scope as usize];
            self.order[*place as usize] = at;
            *place += 1;
        }
    }

    /// Lets the store number the figures series by series, those of a series in the order of their lines: a table is
    /// written fastest at its end. Only for a batch whose rows nothing refers to by their numbers; small ones are left in
    /// the order of their file.
    pub fn number_by_series(&mut self) {
        self.by_series = self.rows.len() >= MANY;
        if self.by_series {
            self.rows.iter_mut().for_each(|row| row.id = 0);
        }
    }

    /// The places in the batch of the rows of one series, in the order of lines. More than one scope is the same series
    /// where files write a name in several ways: their rows come mixed.
    pub(super) fn of_series(&self, scopes: &[(i64, usize)], into: &mut Vec<usize>) {
        into.clear();
        for (_, scope) in scopes {
            into.extend(self.of_scope(*scope).map(|place| self.at(place)));
        }
        if scopes.len() > 1 {
            into.sort_unstable();
        }
    }

    /// The places of the rows of a scope, in the order of lines.
    fn of_scope(&self, scope: usize) -> std::ops::Range<usize> {
        self.starts[scope] as usize..self.starts[scope + 1] as usize
    }

    /// The place of the row that is at a place of the order.
    fn at(&self, place: usize) -> usize {
        self.order[place] as usize
    }

    /// The cells of a row, once what it shares has its numbers.
    pub(super) fn cells(&self, at: usize) -> [Cell<'_>; 12] {
        let row = &self.rows[at];
        figure_key::cells(self.columns(at), row.wording.as_deref(), row.line as i64)
    }

    /// The columns of the key of a row, once what it shares has its numbers.
    pub(super) fn columns(&self, at: usize) -> figure_key::Key {
        let key = &self.rows[at].key;
        [
            self.scopes.number(key.scope),
            self.attributed[at],
            key.as_of.into(),
            key.window.into(),
            key.known_at,
            self.sources.number(key.source),
            key.kind.into(),
            key.value,
            key.low,
            key.high,
        ]
    }

    /// Gives who answers for the rows, and printed them, its numbers in the store; the highest.
    pub(super) fn attribute(
        &mut self,
        mut number: impl FnMut(&Arc<Attribution>, &Name) -> Result<i64>,
    ) -> Result<i64> {
        let mut numbers: FxHashMap<(u32, &Name), i64> = FxHashMap::default();
        self.attributed.clear();
        for row in &self.rows {
            let who = &self.attributions.values[row.key.attribution as usize];
            let publisher = &self.sources.values[row.key.source as usize].publisher;
            let number = match numbers.entry((row.key.attribution, publisher)) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(_) if row.dropped => -1,
                Entry::Vacant(free) => *free.insert(number(who, publisher)?),
            };
            self.attributed.push(number);
        }
        Ok(numbers.into_values().max().unwrap_or(0))
    }

    /// Empties it for the next rows.
    pub fn clear(&mut self) {
        self.rows.clear();
        self.became.clear();
        self.scopes.clear();
        self.attributions.clear();
        self.sources.clear();
        self.attributed.clear();
        self.weight = 0;
        self.by_series = false;
    }
}

/// What rows of a batch share, each once: found by its address, which the kept value guards from being used again.
pub(super) struct SharedValues<T> {
    by_address: FxHashMap<usize, u32>,
    values: Vec<Arc<T>>,
    uses: Vec<u32>,
    /// The numbers in the store; -1 before they are known.
    numbers: Vec<i64>,
}

impl<T> Default for SharedValues<T> {
    fn default() -> Self {
        SharedValues {
            by_address: FxHashMap::default(),
            values: Vec::new(),
            uses: Vec::new(),
            numbers: Vec::new(),
        }
    }
}

impl<T> SharedValues<T> {
    fn place_of(&mut self, value: Arc<T>) -> u32 {
        let next = self.values.len() as u32;
        let place = *self.by_address.entry(Arc::as_ptr(&value) as usize).or_insert(next);
        if place == next {
            self.values.push(value);
            self.uses.push(0);
        }
        self.uses[place as usize] += 1;
        place
    }

    /// The values, by their places.
    pub fn values(&self) -> &[Arc<T>] {
        &self.values
    }

    /// Puts another value in a place, once all rows are gathered.
    pub fn replace(&mut self, place: usize, value: T) {
        self.values[place] = Arc::new(value);
    }

    fn release(&mut self, place: u32) {
        self.uses[place as usize] -= 1;
    }

    fn number(&self, place: u32) -> i64 {
        self.numbers[place as usize]
    }

    /// Gives each value that is still used its number in the store; the highest.
    pub fn resolve(&mut self, mut number: impl FnMut(&Arc<T>) -> Result<i64>) -> Result<i64> {
        self.numbers.clear();
        let mut highest = 0;
        for (value, uses) in self.values.iter().zip(&self.uses) {
            self.numbers.push(if *uses > 0 { number(value)? } else { -1 });
            highest = highest.max(self.numbers.last().copied().unwrap_or(0));
        }
        Ok(highest)
    }

    /// The places of the values that are still used, by their numbers in the store.
    pub fn by_number(&self) -> Vec<(i64, usize)> {
        let used = |(_, place): &(i64, usize)| self.uses[*place] > 0;
        let mut places: Vec<_> = self.numbers.iter().copied().zip(0..).filter(used).collect();
        places.sort_unstable();
        places
    }

    fn clear(&mut self) {
        self.by_address.clear();
        self.values.clear();
        self.uses.clear();
        self.numbers.clear();
    }
}

/// The number by which the store knows a kind of count; 0 is a statement without one.
fn kind_number(kind: Kind) -> u8 {
    Kind::ALL.iter().position(|one| *one == kind).map_or(0, |at| at as u8 + 1)
}

/// A packed date in the width that a key has for it.
fn narrow(number: i64) -> Result<i32> {
    let too_many = |_| StoreFault::NoRoom(format!("{number} is more than a key can hold"));
    i32::try_from(number).map_err(too_many)
}
