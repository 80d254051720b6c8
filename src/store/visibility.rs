//! What the desk had: the entries up to a time, and the ids whose entries do not stand.
//!
//! A store may hold very many entries, and of most nothing is read. A row is seen when its id is no higher than the last
//! entry's mark, and in no range of an entry that was taken back. Which entry added a row is looked up when it is asked.

use std::cell::RefCell;
use std::rc::Rc;

use rusqlite::{Connection, OptionalExtension, Row};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::date::{Day, Timestamp};
use crate::model::recorded::{EntryId, EntryKind};

use super::chain::Hash;
use super::ledgers::{COUNT, Ledger, Marks};
use super::withheld::{EntryRows, Withheld};
use super::{Result, StoreFault};

/// The last entry up to a number.
const AT: &str =
    "SELECT id, kind, recorded_at, undoes, feed, ifnull(origin_at, recorded_at), ifnull(origin_uid, hash),
         last_name, last_fact, last_series, last_attribution, last_source, last_figure, last_detail, last_ref,
         last_sighting, last_act, last_feed_row, last_kept, last_redaction,
         last_hold, last_printed, last_asked
  FROM entry WHERE id <= ?1 ORDER BY id DESC LIMIT 1";

/// The entries that a question may see, and with them every row: rows of an entry are ranges of ids.
#[derive(Clone, Debug)]
pub struct Visibility<'s> {
    conn: &'s Connection,
    newest: EntryId,
    last: Marks,
    /// Whether no entry lies after it.
    is_newest: bool,
    /// The entries that were taken back, oldest first.
    undone: Vec<EntryId>,
    /// Their rows, ledger by ledger: above the first number, up to and including the second; in order.
    hidden: [Vec<(i64, i64)>; COUNT],
    /// What is held or under embargo; `None` in most stores, and for who writes.
    withheld: Option<Rc<Withheld>>,
    mixed: bool,
    /// The entries that were looked up.
    known: RefCell<FxHashMap<i64, Rc<EntryMarks>>>,
}

/// One entry, as far as visibility goes.
#[derive(Clone, Debug)]
pub struct EntryMarks {
    /// Its number.
    pub id: EntryId,
    /// What the desk did.
    pub kind: EntryKind,
    /// When.
    pub recorded_at: Timestamp,
    /// The entry that it takes back.
    pub undoes: Option<EntryId>,
    /// The number of the feed of which it took a snapshot.
    pub feed: Option<i64>,
    /// Its place in the order of recording.
    pub rank: Rank,
    /// The highest id of each ledger when it was sealed.
    pub last: Marks,
}

/// A place in the order of recording. Where stores were merged it is the same in all of them: by the time at which an entry
/// was first recorded, then by its uid; elsewhere numbers are that order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank(i64, Hash);

impl Rank {
    /// What is not sealed yet comes last.
    const LAST: Rank = Rank(i64::MAX, [u8::MAX; 32]);

    /// When the entry was recorded, wherever that was; `None` where numbers are the order.
    pub fn recorded_at(&self) -> Option<Timestamp> {
        Timestamp::from_micros(self.0)
    }

    /// What identifies the entry in every store.
    pub fn uid(&self) -> Hash {
        self.1
    }
}

impl<'s> Visibility<'s> {
    /// The entries recorded up to and including `by`; all of them without it.
    pub fn load(conn: &'s Connection, by: Option<Timestamp>) -> Result<Visibility<'s>> {
        let sql = "SELECT id FROM entry WHERE recorded_at <= ?1 ORDER BY recorded_at DESC LIMIT 1";
        let is_newest = by.is_none();
        let by = by.map_or(i64::MAX, Timestamp::micros);
        let newest = conn.prepare_cached(sql)?.query_row([by], |row| row.get(0)).optional()?.unwrap_or(0);
        let merged = "SELECT EXISTS (SELECT 1 FROM entry INDEXED BY entry_by_origin WHERE origin_at IS NOT NULL AND id <= ?1)";
        let mut visibility = Visibility {
            conn,
            newest: EntryId(newest),
            last: [0; COUNT],
            is_newest,
            undone: Vec::new(),
            hidden: [const { Vec::new() }; COUNT],
            withheld: None,
            mixed: conn.prepare_cached(merged)?.query_row([newest], |row| row.get(0))?,
            known: RefCell::default(),
        };
        visibility.last = visibility.marks(newest)?;
        visibility.settle_undos()?;
        Ok(visibility)
    }

    /// The same, without some rows.
    pub(super) fn without(mut self, withheld: Withheld) -> Visibility<'s> {
        self.withheld = (!withheld.is_empty()).then(|| Rc::new(withheld));
        self
    }

    /// The same, with what is held and what is under embargo.
    pub(super) fn with_withheld(&self) -> Visibility<'s> {
        Visibility { withheld: None, ..self.clone() }
    }

    /// Walks the undos newest first: an undo that stands takes its entry back; one that was taken back does nothing.
    fn settle_undos(&mut self) -> Result<()> {
        let sql =
            "SELECT id, undoes FROM entry INDEXED BY entry_by_undone WHERE undoes IS NOT NULL AND id <= ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let undos = statement.query_map([self.newest.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut undos: Vec<(i64, i64)> = undos.collect::<rusqlite::Result<_>>()?;
        undos.sort_unstable();
        let mut undone = FxHashSet::default();
        for (id, undoes) in undos.into_iter().rev() {
            if !undone.contains(&id) {
                undone.insert(undoes);
            }
        }
        let mut undone: Vec<EntryId> = undone.into_iter().map(EntryId).collect();
        undone.sort_unstable();
        undone.into_iter().try_for_each(|entry| self.hide(entry))
    }

    /// Hides an entry, and its rows.
    fn hide(&mut self, entry: EntryId) -> Result<()> {
        let (above, last) = (self.marks(entry.0 - 1)?, self.marks(entry.0)?);
        for (ranges, range) in self.hidden.iter_mut().zip(above.into_iter().zip(last)) {
            let at = ranges.partition_point(|known| *known < range);
            if range.0 < range.1 {
                ranges.insert(at, range);
            }
        }
        let at = self.undone.partition_point(|known| *known < entry);
        self.undone.insert(at, entry);
        Ok(())
    }

    /// Whether entries of other stores were merged, so that numbers are not the order of recording.
    pub fn is_mixed(&self) -> bool {
        self.mixed
    }

    /// Where stores were merged, the last source that may be read for what another desk knows of one.
    pub fn merged_through(&self) -> Option<i64> {
        self.mixed.then_some(self.last[Ledger::Source as usize])
    }

    /// Whether the desk had recorded nothing.
    pub fn is_empty(&self) -> bool {
        self.newest.0 == 0
    }

    /// The number of the newest entry; 0 before the first.
    pub fn number(&self) -> EntryId {
        self.newest
    }

    /// The newest entry.
    pub fn newest(&self) -> Result<Option<Rc<EntryMarks>>> {
        self.up_to(self.newest.0)
    }

    /// The highest id of each ledger that is visible.
    pub fn last(&self) -> Marks {
        self.last
    }

    /// The entries that do not stand, oldest first.
    pub fn undone(&self) -> &[EntryId] {
        &self.undone
    }

    /// Whether an entry was recorded by then.
    pub fn holds(&self, entry: EntryId) -> bool {
        entry <= self.newest
    }

    /// Whether an entry was recorded by then, and was not taken back.
    pub fn stands(&self, entry: EntryId) -> bool {
        self.holds(entry) && self.undone.binary_search(&entry).is_err()
    }

    /// Whether every row of the store is visible: no entry was taken back, none lies after the time, and nothing is held or
    /// under embargo.
    pub fn hides_nothing(&self) -> bool {
        self.undone.is_empty() && self.is_newest && self.withheld.is_none()
    }

    /// Whether the clock alone may change what is visible.
    pub fn has_embargo(&self) -> bool {
        self.withheld.as_ref().is_some_and(|withheld| withheld.has_embargo())
    }

    /// Whether anything is held or under embargo.
    pub fn is_discreet(&self) -> bool {
        self.withheld.is_some()
    }

    /// Whether a figure is held by itself, or under embargo.
    pub fn withholds(&self, figure: i64) -> bool {
        self.withheld.as_ref().is_some_and(|withheld| withheld.holds_by_itself(figure))
    }

    /// Whether an entry was recorded by then, was not taken back, and is not held.
    pub fn counts(&self, entry: EntryId) -> bool {
        self.stands(entry) && !self.withheld.as_ref().is_some_and(|withheld| withheld.holds_entry(entry))
    }

    /// Whether a row was recorded by then, its entry taken back or not.
    pub fn reaches(&self, ledger: Ledger, id: i64) -> bool {
        id <= self.last[ledger as usize]
    }

    /// Whether a row's own entry is visible and stands. (A figure also stands by later sightings.)
    pub fn sees(&self, ledger: Ledger, id: i64) -> bool {
        let hidden = &self.hidden[ledger as usize];
        let next = hidden.get(hidden.partition_point(|(_, last)| *last < id));
        self.reaches(ledger, id)
            && next.is_none_or(|(above, _)| id <= *above)
            && self.withheld.as_ref().is_none_or(|withheld| !withheld.holds(ledger, id))
    }

    /// The place of a row in the order of recording; rows that no entry has sealed yet come last.
    pub fn rank_of(&self, ledger: Ledger, id: i64) -> Result<Rank> {
        if !self.mixed {
            return Ok(Rank(id, Hash::default()));
        }
        Ok(self.entry_of(ledger, id)?.map_or(Rank::LAST, |entry| entry.rank))
    }

    /// The entry that added a row; `None` where it was recorded later.
    pub fn entry_of(&self, ledger: Ledger, id: i64) -> Result<Option<Rc<EntryMarks>>> {
        if !self.reaches(ledger, id) {
            return Ok(None);
        }
        // Marks rise from entry to entry: the first that is high enough.
        let (mut below, mut at) = (0, self.newest.0);
        while at - below > 1 {
            let middle = below + (at - below) / 2;
            let is_enough = self.marks(middle)?[ledger as usize] >= id;
            *(if is_enough { &mut at } else { &mut below }) = middle;
        }
        self.up_to(at)
    }

    /// The entry that added a row, where it stands.
    pub fn standing_entry_of(&self, ledger: Ledger, id: i64) -> Result<Option<Rc<EntryMarks>>> {
        if self.sees(ledger, id) { self.entry_of(ledger, id) } else { Ok(None) }
    }

    /// The entry of that number, if it was recorded by then.
    pub fn entry(&self, id: EntryId) -> Result<Option<Rc<EntryMarks>>> {
        if !self.holds(id) {
            return Ok(None);
        }
        Ok(self.up_to(id.0)?.filter(|entry| entry.id == id))
    }

    /// The ids of one ledger that an entry added: above the first number, up to and including the second.
    pub fn rows_of(&self, ledger: Ledger, entry: EntryId) -> Result<Option<(i64, i64)>> {
        let Some(own) = self.entry(entry)? else { return Ok(None) };
        Ok(Some((self.marks(entry.0 - 1)?[ledger as usize], own.last[ledger as usize])))
    }

    /// The ids of all ledgers that an entry added: above the first number, up to and including the second.
    pub(super) fn all_rows_of(&self, entry: EntryId) -> Result<Option<EntryRows>> {
        let Some(own) = self.entry(entry)? else { return Ok(None) };
        let above = self.marks(entry.0 - 1)?;
        Ok(Some(std::array::from_fn(|at| (above[at], own.last[at]))))
    }

    /// The newest standing entry that is no undo.
    pub fn newest_doing(&self) -> Result<Option<Rc<EntryMarks>>> {
        let mut next = self.newest()?;
        while let Some(entry) = &next {
            if entry.kind != EntryKind::Undo && self.stands(entry.id) {
                break;
            }
            next = self.up_to(entry.id.0 - 1)?;
        }
        Ok(next)
    }

    /// The standing entry that took another one back.
    pub fn undone_by(&self, entry: EntryId) -> Result<Option<EntryId>> {
        self.newest_with("SELECT id FROM entry WHERE undoes = ?1 AND id <= ?2 ORDER BY id DESC", entry.0)
    }

    /// The newest standing snapshot of a feed.
    pub fn newest_snapshot(&self, feed: i64) -> Result<Option<EntryId>> {
        self.newest_with("SELECT id FROM entry WHERE feed = ?1 AND id <= ?2 ORDER BY id DESC", feed)
    }

    /// The first standing entry of those that a query gives.
    fn newest_with(&self, sql: &str, key: i64) -> Result<Option<EntryId>> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([key, self.newest.0])?;
        while let Some(row) = rows.next()? {
            let entry = EntryId(row.get(0)?);
            if self.stands(entry) {
                return Ok(Some(entry));
            }
        }
        Ok(None)
    }

    /// The entry at the end of a chain of undos: what taking back `entry` hides, or shows again.
    pub fn root_of(&self, entry: &Rc<EntryMarks>) -> Result<Rc<EntryMarks>> {
        let mut root = Rc::clone(entry);
        while let Some(undoes) = root.undoes
            && let Some(next) = self.entry(undoes)?
        {
            root = next;
        }
        Ok(root)
    }

    /// The latest time of a merged entry in its own store, or of an own one that had to come after such.
    pub fn latest_origin(&self) -> Result<Option<Timestamp>> {
        let sql = "SELECT max(origin_at) FROM entry WHERE origin_at IS NOT NULL";
        let latest: Option<i64> = self.conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        Ok(latest.and_then(Timestamp::from_micros))
    }

    /// The same, with the rows that a writer has added and not sealed yet: of the entry that comes next.
    pub fn with_unsealed(&self) -> Visibility<'s> {
        let mut with = self.clone();
        let end = Timestamp::end_of(Day::MAX.to_date());
        with.newest = EntryId(self.newest.0 + 1);
        with.last = [i64::MAX; COUNT];
        let next = EntryMarks {
            id: with.newest,
            kind: EntryKind::Import,
            recorded_at: end,
            undoes: None,
            feed: None,
            rank: Rank::LAST,
            last: with.last,
        };
        with.known.get_mut().insert(with.newest.0, Rc::new(next));
        with
    }

    /// The same, as it would be without one entry.
    pub fn without_entry(&self, entry: EntryId) -> Result<Visibility<'s>> {
        let mut without = self.clone();
        if without.stands(entry) {
            without.hide(entry)?;
        }
        Ok(without)
    }

    /// The highest id of each ledger up to an entry.
    fn marks(&self, entry: i64) -> Result<Marks> {
        Ok(self.up_to(entry)?.map_or([0; COUNT], |entry| entry.last))
    }

    /// The last entry up to a number: that one, where it is there. What was looked up is remembered.
    fn up_to(&self, number: i64) -> Result<Option<Rc<EntryMarks>>> {
        if let Some(known) = self.known.borrow().get(&number) {
            return Ok(Some(Rc::clone(known)));
        }
        let mut statement = self.conn.prepare_cached(AT)?;
        let mut rows = statement.query([number])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let sealed = Rc::new(sealed(row)?);
        self.known.borrow_mut().insert(number, Rc::clone(&sealed));
        Ok(Some(sealed))
    }
}

fn sealed(row: &Row<'_>) -> Result<EntryMarks> {
    let unreadable = |what: String| StoreFault::Unreadable { table: "entry", what };
    let kind: String = row.get(1)?;
    let mut last = [0; COUNT];
    for (at, mark) in last.iter_mut().enumerate() {
        *mark = row.get(at + 7)?;
    }
    Ok(EntryMarks {
        id: EntryId(row.get(0)?),
        kind: EntryKind::from_word(&kind).ok_or_else(|| unreadable(kind))?,
        recorded_at: Timestamp::from_micros(row.get(2)?).ok_or_else(|| unreadable("recorded_at".into()))?,
        undoes: row.get::<_, Option<i64>>(3)?.map(EntryId),
        feed: row.get(4)?,
        rank: Rank(row.get(5)?, row.get(6)?),
        last,
    })
}
