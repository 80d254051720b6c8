//! A snapshot of a feed: each row is compared with the last standing snapshot. What is unchanged costs nothing, what
//! changed is known from the time of the snapshot, what vanished is gone from then on.

use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};

use crate::model::date::Moment;
use crate::model::feed_event::FeedEvent;
use crate::model::name::Name;
use crate::model::names::{NameFact, NameField, NameKind};
use crate::model::question::Question;
use crate::model::recorded::{ActKind, FigureId};
use crate::model::snapshot::Snapshot;
use crate::model::snapshot_fault::SnapshotFault;
use crate::store::chain::Cell;
use crate::store::details::details_of;
use crate::store::entries::snapshot;
use crate::store::facts::names_at;
use crate::store::intern::find_name;
use crate::store::ledgers::Ledger;
use crate::store::{Result, pack, waiting};

use super::batch::Batch;
use super::put::TOLD;
use super::snapshot_events::{Event, Events, Said};
use super::snapshot_rows::{RowKey, key_of, rows_of, said_of, shorten, without_time};
use super::{EntryTransaction, Repeat};

/// A snapshot being taken.
pub(super) struct Comparing {
    feed: i64,
    snapshot: Snapshot,
    /// Whether it is the first of its feed that stands.
    is_first: bool,
    /// The rows of the last standing snapshot, with their figures.
    before: FxHashMap<RowKey, i64>,
    /// What the rows so far say, with their lines; rows that share a key are told apart by their order.
    seen: FxHashMap<RowKey, (Said, u64)>,
    /// The figures that the rows so far are.
    figures: FxHashSet<i64>,
    /// What became of each row of the batch.
    fates: Vec<Fate>,
    /// The refs of unchanged rows.
    refs: FxHashMap<String, i64>,
    events: Events,
}

/// What became of a row.
#[derive(Clone, Copy)]
enum Fate {
    /// It is none: refused, or repeated.
    None,
    /// The last snapshot said the same.
    Unchanged,
    /// The last snapshot did not have it.
    New(RowKey),
    /// The last snapshot said otherwise.
    Changed(RowKey),
}

impl Comparing {
    /// The number of the feed.
    pub fn feed(&self) -> i64 {
        self.feed
    }

    /// The snapshot.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// When what a row says became known. The first snapshot keeps what is printed, as far as it lies before the snapshot;
    /// whatever came later was not there when the feed was last seen, so it is known from the snapshot on.
    fn known_from(&self, printed: i64) -> i64 {
        let at = self.snapshot.at;
        let asked = Question { known_on: Some(at), ..Question::default() };
        let is_before = |moment: Moment| asked.knows(moment) && moment.order_key() <= at.order_key();
        match pack::read_moment(printed) {
            Ok(moment) if self.is_first && is_before(moment) => printed,
            _ => at.to_packed(),
        }
    }

    /// The key of a row that says this: the next free one of those that share it. `Err` is the line of the row that said
    /// the same before.
    fn claim(&mut self, key: RowKey, said: Said, line: u64) -> std::result::Result<RowKey, u64> {
        let (mut own, mut turn) = (key, 0_u64);
        while let Some((other, of)) = self.seen.get(&own) {
            if *other == said {
                return Err(*of);
            }
            turn += 1;
            own = shorten(Sha256::new().chain_update(key).chain_update(turn.to_le_bytes()));
        }
        self.seen.insert(own, (said, line));
        Ok(own)
    }
}

impl EntryTransaction<'_> {
    /// Begins a snapshot of a feed, before any row is written.
    ///
    /// # Errors
    /// Within: a snapshot that is not later than the last standing one.
    pub fn begin_snapshot(&mut self, taken: &Snapshot) -> Result<std::result::Result<(), SnapshotFault>> {
        let conn = self.transaction.conn();
        let known = find_name(conn, NameKind::Feed, taken.feed.as_str())?;
        let last = match known {
            Some(feed) => self.visibility.newest_snapshot(feed)?.map(|entry| (feed, entry)),
            None => None,
        };
        if let Some((feed, entry)) = last {
            let sql = "SELECT snapshot_at FROM entry WHERE id = ?1";
            let at = conn.prepare_cached(sql)?.query_row([entry.0], |row| row.get(0))?;
            let last = snapshot(conn, feed, at)?.at;
            if !taken.may_follow(last) {
                let snapshot = taken.clone();
                return Ok(Err(SnapshotFault::NotLater { snapshot, last, entry }));
            }
        }
        let before = match last {
            Some((feed, _)) => rows_of(conn, &self.visibility, feed)?,
            None => FxHashMap::default(),
        };
        let feed = self.interned.name(&mut self.transaction, NameKind::Feed, taken.feed.as_str())?;
        self.comparing = Some(Box::new(Comparing {
            feed,
            snapshot: taken.clone(),
            is_first: last.is_none(),
            before,
            seen: FxHashMap::default(),
            figures: FxHashSet::default(),
            fates: Vec::new(),
            refs: FxHashMap::default(),
            events: Events::default(),
        }));
        Ok(Ok(()))
    }

    /// Whether the bytes of the file are kept: of a feed, those of its first snapshot.
    pub fn keeps_bytes(&self) -> bool {
        self.comparing.as_ref().is_none_or(|comparing| comparing.is_first)
    }

    /// Ends a snapshot once every row has been written: what was not seen is gone. Returns what happened in many rows at
    /// once, `columns` being the header's. Nothing for a file that is no snapshot.
    pub fn end_snapshot(&mut self, columns: &[String]) -> Result<Vec<FeedEvent>> {
        self.flush()?;
        let Some(mut comparing) = self.comparing.take() else { return Ok(Vec::new()) };
        let mut vanished: Vec<(RowKey, i64)> =
            comparing.before.iter().map(|(key, figure)| (*key, *figure)).collect();
        vanished.retain(|(key, _)| !comparing.seen.contains_key(key));
        vanished.sort_unstable();
        for (key, figure) in &vanished {
            let said = said_of(self.transaction.conn(), *figure)?;
            comparing.events.note(Event::Gone { said });
            self.hide_versions(&comparing, key)?;
            let cells = [Cell::Int(comparing.feed), Cell::Blob(key), Cell::Null];
            self.transaction.insert(Ledger::FeedRow, &cells)?;
            self.counts.gone += 1;
        }
        let (gone, of) = (vanished.len() as u64, comparing.before.len() as u64);
        let mut events = self.columns_event(&comparing.snapshot.feed, columns)?;
        events.extend(std::mem::take(&mut comparing.events).told(gone, of));
        self.comparing = Some(comparing);
        Ok(events)
    }

    /// Compares the rows of a batch with the last snapshot: unchanged ones are the figures that they were.
    pub(super) fn compare(&mut self, batch: &mut Batch) -> Result<()> {
        let Some(mut comparing) = self.comparing.take() else { return Ok(()) };
        comparing.fates.clear();
        for at in 0..batch.rows.len() {
            let fate = if batch.rows[at].dropped {
                Fate::None
            } else {
                self.compare_row(&mut comparing, batch, at)?
            };
            comparing.fates.push(fate);
        }
        self.comparing = Some(comparing);
        Ok(())
    }

    fn compare_row(&mut self, comparing: &mut Comparing, batch: &mut Batch, at: usize) -> Result<Fate> {
        let (said, line) = (without_time(batch.columns(at)), batch.rows[at].line);
        let key = match comparing.claim(key_of(batch, at), said, line) {
            Ok(key) => key,
            Err(of) => {
                batch.rows[at].dropped = true;
                self.counts.same += 1;
                if self.repeats.len() < TOLD {
                    self.repeats.push(Repeat { line, of });
                }
                return Ok(Fate::None);
            }
        };
        let shared = &batch.rows[at].key;
        let scope = &batch.scopes.values()[shared.scope as usize];
        let who = &batch.attributions.values()[shared.attribution as usize];
        let fate = match comparing.before.get(&key).copied() {
            None => {
                if !comparing.is_first {
                    comparing.events.note(Event::New {
                        said,
                        line,
                        scope,
                        authority: who.authority.as_ref(),
                    });
                }
                Fate::New(key)
            }
            Some(figure) => {
                let old = said_of(self.transaction.conn(), figure)?;
                if old == said {
                    batch.became[at] = figure;
                    comparing.figures.insert(figure);
                    let extra = batch.rows[at].extra.as_ref();
                    if let Some(reference) = extra.and_then(|extra| extra.rest.reference.clone()) {
                        comparing.refs.insert(reference, figure);
                    }
                    return Ok(Fate::Unchanged);
                }
                let authority = who.authority.as_ref();
                comparing.events.note(Event::Changed { old, said, line, scope, authority });
                if !self.takes_its_place(&old, &said)? {
                    self.hide_versions(comparing, &key)?;
                }
                Fate::Changed(key)
            }
        };
        let row = &mut batch.rows[at];
        row.id = self.transaction.reserve(Ledger::Figure);
        row.key.known_at = comparing.known_from(row.key.known_at);
        Ok(fate)
    }

    /// Whether a figure displaces another in the answer of its series: the same track, the same day and window.
    fn takes_its_place(&self, old: &Said, new: &Said) -> Result<bool> {
        let place = |said: &Said| [said[0], said[2], said[3], said[5]];
        if place(old) != place(new) || old[1] == new[1] {
            return Ok(place(old) == place(new));
        }
        let mut statement =
            self.transaction.conn().prepare_cached("SELECT authority FROM attribution WHERE id = ?1")?;
        let mut authority = |id: i64| statement.query_row([id], |row| row.get::<_, Option<i64>>(0));
        Ok(authority(old[1])? == authority(new[1])?)
    }

    /// From the snapshot on, the figures that a row has been since it last appeared are gone; those in the places of such
    /// as this desk mended are too. With one that is gone already, all before it went.
    fn hide_versions(&mut self, comparing: &Comparing, key: &RowKey) -> Result<()> {
        let sql =
            "SELECT id, figure FROM feed_row WHERE feed = ?1 AND row_key = ?2 AND id <= ?3 ORDER BY id DESC";
        let mut versions: Vec<i64> = Vec::new();
        {
            let mut statement = self.transaction.conn().prepare_cached(sql)?;
            let before = self.transaction.before(Ledger::FeedRow);
            let mut rows = statement.query((comparing.feed, key.as_slice(), before))?;
            while let Some(row) = rows.next()? {
                if !self.visibility.sees(Ledger::FeedRow, row.get(0)?) {
                    continue;
                }
                match row.get(1)? {
                    Some(figure) if !self.is_gone(figure, comparing.feed)? => versions.push(figure),
                    _ => break,
                }
            }
        }
        versions.sort_unstable();
        versions.dedup();
        while let Some(figure) = versions.pop() {
            versions.extend(self.heir_of_void(figure)?);
            if !comparing.figures.contains(&figure) {
                self.gone(FigureId(figure), comparing.snapshot.at.to_packed())?;
            }
        }
        Ok(())
    }

    /// Whether a snapshot of this feed said that a figure is gone.
    fn is_gone(&self, figure: i64, feed: i64) -> Result<bool> {
        let sql = "SELECT id FROM act
                   WHERE series = (SELECT series FROM figure WHERE id = ?1) AND figure = ?1 AND what = 'gone'";
        let mut statement = self.transaction.conn().prepare_cached(sql)?;
        let mut rows = statement.query([figure])?;
        while let Some(row) = rows.next()? {
            let entry = self.visibility.standing_entry_of(Ledger::Act, row.get(0)?)?;
            if entry.is_some_and(|entry| entry.feed == Some(feed)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The figure that this desk put in the place of a void one.
    fn heir_of_void(&self, figure: i64) -> Result<Option<i64>> {
        let sql = "SELECT id, other FROM act
                   WHERE series = (SELECT series FROM figure WHERE id = ?1) AND figure = ?1 AND what = 'void'
                   ORDER BY id";
        let mut statement = self.transaction.conn().prepare_cached(sql)?;
        let mut rows = statement.query([figure])?;
        let mut heir = None;
        while let Some(row) = rows.next()? {
            if self.visibility.sees(Ledger::Act, row.get(0)?) {
                heir = row.get(1)?;
            }
        }
        Ok(heir)
    }

    /// Records that a figure vanished from its feed: from then on it is hidden.
    pub(super) fn gone(&mut self, figure: FigureId, known_at: i64) -> Result<()> {
        let sql = "SELECT series FROM figure WHERE id = ?1";
        let series = self.transaction.conn().prepare_cached(sql)?.query_row([figure.0], |row| row.get(0))?;
        self.touched.insert(series);
        let cells = [
            Cell::Int(series),
            Cell::Int(figure.0),
            Cell::Text(ActKind::Gone.word()),
            Cell::Null,
            Cell::Int(known_at),
            Cell::Null,
            Cell::Null,
            Cell::Null,
        ];
        self.transaction.insert(Ledger::Act, &cells)?;
        Ok(())
    }

    /// Whether a row of the batch says what the last snapshot said.
    pub(super) fn is_unchanged(&self, at: usize) -> bool {
        let fates = self.comparing.as_ref().map(|comparing| comparing.fates.as_slice());
        matches!(fates.and_then(|fates| fates.get(at)), Some(Fate::Unchanged))
    }

    /// What follows for an unchanged row: nothing, unless its details or what it is part of changed.
    pub(super) fn finish_unchanged(&mut self, batch: &Batch, at: usize) -> Result<()> {
        let (row, figure) = (&batch.rows[at], batch.became[at]);
        let mut changed = false;
        if let Some(extra) = &row.extra {
            let series = batch.columns(at)[0];
            let known =
                details_of(self.transaction.conn(), &self.visibility, series, figure)?.unwrap_or_default();
            // When the desk fetched the file is the time of the snapshot, and no news of a row.
            let mut given = extra.details.clone();
            given.retrieved_at = None;
            changed = self.give(series, figure, &given)? && given.over(&known) != known;
            self.part_of(batch, at, extra)?;
            if extra.rest.waited {
                waiting::became(self.transaction.conn(), row.line, figure)?;
            }
        }
        *(if changed { &mut self.counts.changed } else { &mut self.counts.same }) += 1;
        Ok(())
    }

    /// Keeps which figure a row is now; whether it was another one in the last snapshot.
    pub(super) fn note_row(&mut self, at: usize, figure: i64) -> Result<bool> {
        let Some(comparing) = &mut self.comparing else { return Ok(false) };
        let (key, changed) = match comparing.fates.get(at) {
            Some(Fate::New(key)) => (key, false),
            Some(Fate::Changed(key)) => (key, true),
            _ => return Ok(false),
        };
        comparing.figures.insert(figure);
        let cells = [Cell::Int(comparing.feed), Cell::Blob(key), Cell::Int(figure)];
        self.transaction.insert(Ledger::FeedRow, &cells)?;
        Ok(changed)
    }

    /// The figure of an unchanged row with that ref.
    pub(super) fn unchanged_named(&self, reference: &str) -> Option<FigureId> {
        self.comparing.as_ref()?.refs.get(reference).copied().map(FigureId)
    }

    /// When what an unchanged row newly declares became known; `None` where the row is of no snapshot, or new.
    pub(super) fn known_with(&self, says: i64) -> Option<i64> {
        let comparing = self.comparing.as_ref()?;
        (says <= self.transaction.before(Ledger::Figure)).then(|| comparing.snapshot.at.to_packed())
    }

    /// Compares the header with the last one of the feed, and keeps it where it changed.
    fn columns_event(&mut self, feed: &Name, columns: &[String]) -> Result<Vec<FeedEvent>> {
        let names = names_at(self.transaction.conn(), &self.visibility)?;
        let last = names.get(NameKind::Feed, feed, NameField::Columns).map(str::to_owned);
        let value = serde_json::to_string(columns).unwrap_or_default();
        let field = NameField::Columns;
        self.say_with_file(&NameFact { kind: NameKind::Feed, name: feed.clone(), field, value })?;
        let Some(last) = last else { return Ok(Vec::new()) };
        let last: Vec<String> = serde_json::from_str(&last).unwrap_or_default();
        let without = |some: &[String], other: &[String]| -> Vec<String> {
            some.iter().filter(|name| !other.contains(name)).cloned().collect()
        };
        let (lost, gained) = (without(&last, columns), without(columns, &last));
        let same = lost.is_empty() && gained.is_empty();
        Ok(if same { Vec::new() } else { vec![FeedEvent::of_columns(lost, gained)] })
    }
}
