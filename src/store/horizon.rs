//! What the desk had: the entries up to a time, and the ids whose entries do not stand.

use rusqlite::Connection;

use crate::model::date::{Day, Timestamp};
use crate::model::recorded::{EntryId, EntryKind};

use super::ledgers::{COUNT, Ledger, Marks};
use super::{Result, StoreFault};

/// The entries that a question may see, and with them every row: rows of an entry are ranges of ids.
#[derive(Clone, Debug)]
pub struct Horizon {
    sealed: Vec<Sealed>,
    mixed: bool,
}

/// One entry, as far as visibility goes.
#[derive(Clone, Copy, Debug)]
pub struct Sealed {
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
    /// Whether it stands at the horizon.
    pub stands: bool,
    /// When it was first recorded, here or in the store from which it was merged.
    pub first_at: Timestamp,
    /// Its place in the order that is the same in every store: by when it was first recorded, then by uid.
    pub rank: usize,
    /// The highest id of each ledger when it was sealed.
    pub last: Marks,
}

impl Horizon {
    /// Loads the entries recorded up to and including `by`; all of them without it.
    pub fn load(conn: &Connection, by: Option<Timestamp>) -> Result<Horizon> {
        let mut statement = conn.prepare_cached(
            "SELECT id, kind, recorded_at, undoes, last_name, last_fact, last_series, last_attribution, last_source,
                    last_figure, last_detail, last_ref, last_sighting, last_act, last_feed_row, last_kept,
                    last_redaction, feed, origin_at
             FROM entry
             WHERE recorded_at <= ?1
             ORDER BY id",
        )?;
        let mut rows = statement.query([by.map_or(i64::MAX, Timestamp::micros)])?;
        let (mut sealed, mut mixed) = (Vec::new(), false);
        while let Some(row) = rows.next()? {
            let mut last = [0; COUNT];
            for (at, mark) in last.iter_mut().enumerate() {
                *mark = row.get(at + 4)?;
            }
            let kind: String = row.get(1)?;
            let unreadable = |what: String| StoreFault::Unreadable { table: "entry", what };
            let recorded_at: i64 = row.get(2)?;
            let origin_at: Option<i64> = row.get(COUNT + 5)?;
            mixed |= origin_at.is_some();
            let time =
                |micros| Timestamp::from_micros(micros).ok_or_else(|| unreadable("recorded_at".into()));
            sealed.push(Sealed {
                id: EntryId(row.get(0)?),
                kind: EntryKind::from_word(&kind).ok_or_else(|| unreadable(kind))?,
                recorded_at: time(recorded_at)?,
                first_at: time(origin_at.unwrap_or(recorded_at))?,
                rank: sealed.len(),
                undoes: row.get::<_, Option<i64>>(3)?.map(EntryId),
                feed: row.get(COUNT + 4)?,
                stands: true,
                last,
            });
        }
        settle_undos(&mut sealed);
        let mut horizon = Horizon { sealed, mixed };
        if mixed {
            horizon.rank_by_origin(conn)?;
        }
        Ok(horizon)
    }

    /// Puts the entries of several desks in the order that is the same wherever they were merged.
    fn rank_by_origin(&mut self, conn: &Connection) -> Result<()> {
        let sql = "SELECT id FROM entry
                   ORDER BY ifnull(origin_at, recorded_at), ifnull(origin_uid, hash)";
        let mut statement = conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut rank = 0;
        while let Some(row) = rows.next()? {
            let id = EntryId(row.get(0)?);
            if let Ok(at) = self.sealed.binary_search_by_key(&id, |entry| entry.id) {
                self.sealed[at].rank = rank;
                rank += 1;
            }
        }
        Ok(())
    }

    /// Whether entries of other stores were merged, so that numbers are not the order of recording.
    pub fn is_mixed(&self) -> bool {
        self.mixed
    }

    /// The place of the entry that added a row, in the order that is the same in every store; rows that no entry has sealed
    /// yet come last.
    pub fn rank_of(&self, ledger: Ledger, id: i64) -> usize {
        self.entry_of(ledger, id).map_or(usize::MAX, |entry| entry.rank)
    }

    /// The latest time at which an entry was first recorded, wherever that was.
    pub fn newest_time(&self) -> Option<Timestamp> {
        self.sealed.iter().map(|entry| entry.first_at).max()
    }

    /// The entries, oldest first.
    pub fn entries(&self) -> &[Sealed] {
        &self.sealed
    }

    /// The highest id of each ledger at the horizon.
    pub fn last(&self) -> Marks {
        self.sealed.last().map_or([0; COUNT], |entry| entry.last)
    }

    /// The entry that added a row; `None` beyond the horizon.
    pub fn entry_of(&self, ledger: Ledger, id: i64) -> Option<&Sealed> {
        self.sealed.get(self.sealed.partition_point(|entry| entry.last[ledger as usize] < id))
    }

    /// Whether a row's own entry is within the horizon and stands. (A figure also stands by later sightings.)
    pub fn sees(&self, ledger: Ledger, id: i64) -> bool {
        self.entry_of(ledger, id).is_some_and(|entry| entry.stands)
    }

    /// The entry of that number, if it is within the horizon.
    pub fn entry(&self, id: EntryId) -> Option<&Sealed> {
        self.sealed.binary_search_by_key(&id, |entry| entry.id).ok().map(|at| &self.sealed[at])
    }

    /// The newest standing snapshot of a feed.
    pub fn newest_snapshot(&self, feed: i64) -> Option<&Sealed> {
        self.sealed.iter().rev().find(|entry| entry.feed == Some(feed) && entry.stands)
    }

    /// The entry at the end of a chain of undos: what taking back `entry` hides, or shows again.
    pub fn root_of(&self, entry: &Sealed) -> Sealed {
        let mut root = *entry;
        while let Some(next) = root.undoes.and_then(|id| self.entry(id)) {
            root = *next;
        }
        root
    }

    /// The same horizon with the rows that a writer has added and not sealed yet.
    pub fn with_unsealed(&self) -> Horizon {
        let mut with = self.clone();
        with.sealed.push(Sealed {
            id: EntryId(i64::MAX),
            kind: EntryKind::Import,
            recorded_at: Timestamp::end_of(Day::MAX.to_date()),
            undoes: None,
            feed: None,
            stands: true,
            first_at: Timestamp::end_of(Day::MAX.to_date()),
            rank: usize::MAX,
            last: [i64::MAX; COUNT],
        });
        with
    }

    /// The same horizon as it would be without one entry.
    pub fn without(&self, entry: EntryId) -> Horizon {
        let mut without = self.clone();
        for sealed in &mut without.sealed {
            sealed.stands = sealed.stands && sealed.id != entry;
        }
        without
    }

    /// The ids of one ledger that an entry added: above the first number, up to and including the second.
    pub fn rows_of(&self, ledger: Ledger, entry: EntryId) -> Option<(i64, i64)> {
        let at = self.sealed.binary_search_by_key(&entry, |sealed| sealed.id).ok()?;
        let above = at.checked_sub(1).map_or(0, |before| self.sealed[before].last[ledger as usize]);
        Some((above, self.sealed[at].last[ledger as usize]))
    }
}

/// Walks the undos newest first: an undo that stands takes its entry back; one that was taken back does nothing.
fn settle_undos(sealed: &mut [Sealed]) {
    for at in (0..sealed.len()).rev() {
        let Some(target) = sealed[at].undoes.filter(|_| sealed[at].stands) else { continue };
        if let Ok(undone) = sealed.binary_search_by_key(&target, |entry| entry.id) {
            sealed[undone].stands = false;
        }
    }
}
