//! What an addition or an amendment did, and why; what the desk says about names.

use rustc_hash::FxHashSet;

use crate::model::name::Name;
use crate::model::names::{NameFact, NameField, NameKind};
use crate::model::recorded::{Act, ActKind, EntryId, FigureId};

use super::Result;
use super::facts::{facts, facts_between, said_of, saying_what_holds};
use super::ledgers::Ledger;
use super::rows::act;
use super::view::View;

impl View<'_> {
    /// The reason that the desk gave for an amendment, where it gave one.
    pub fn why_of(&self, entry: EntryId) -> Result<Option<String>> {
        for (ledger, sql) in [
            (Ledger::Redaction, "SELECT why FROM redaction WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT 1"),
            (
                Ledger::Fact,
                "SELECT why FROM fact WHERE id > ?1 AND id <= ?2 AND why <> '' ORDER BY id LIMIT 1",
            ),
            (
                Ledger::Detail,
                "SELECT why FROM detail WHERE id > ?1 AND id <= ?2 AND why <> '' ORDER BY id LIMIT 1",
            ),
            (Ledger::Act, "SELECT why FROM act WHERE id > ?1 AND id <= ?2 AND why <> '' ORDER BY id LIMIT 1"),
        ] {
            let Some((above, last)) = self.visibility().rows_of(ledger, entry)? else { continue };
            let mut statement = self.conn().prepare_cached(sql)?;
            let mut rows = statement.query([above, last])?;
            if let Some(row) = rows.next()? {
                return Ok(Some(row.get(0)?));
            }
        }
        Ok(None)
    }

    /// What the desk says about names: of each field of each name what was said last, and was not taken back; in that order.
    pub fn facts(&self) -> Result<Vec<NameFact>> {
        let (mut facts, mut later) = (facts(self.conn(), self.visibility())?, FxHashSet::default());
        facts.reverse();
        facts.retain(|fact| later.insert((fact.kind, fact.field, fact.name.clone())));
        facts.retain(|fact| !fact.value.is_empty());
        facts.reverse();
        Ok(facts)
    }

    /// What an entry said about names.
    pub fn facts_of(&self, entry: EntryId) -> Result<Vec<NameFact>> {
        let Some((above, last)) = self.visibility().rows_of(Ledger::Fact, entry)? else {
            return Ok(Vec::new());
        };
        facts_between(self.conn(), above, last)
    }

    /// The reason for what is said in one field about a name, where one was given.
    pub fn why_said(&self, kind: NameKind, name: &Name, field: NameField) -> Result<Option<String>> {
        let said = said_of(self.conn(), self.visibility(), kind, name, field)?;
        let reasons = saying_what_holds(said.into_iter().map(|said| (said.value, said.why)));
        Ok(reasons.into_iter().flatten().find(|why| !why.is_empty()))
    }

    /// Whether a figure of that number was ever recorded, taken back since or not.
    pub fn was_recorded(&self, id: FigureId) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM figure WHERE id = ?1)";
        Ok(self.conn().prepare_cached(sql)?.query_row([id.0], |row| row.get(0))?)
    }

    /// The figures that an entry recorded first; the first `most`.
    pub fn recorded_by(&self, entry: EntryId, most: usize) -> Result<Vec<FigureId>> {
        self.of(
            entry,
            Ledger::Figure,
            "SELECT id FROM figure WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3",
            most,
        )
    }

    /// The figures to which an entry added details; the first `most`.
    pub fn detailed_by(&self, entry: EntryId, most: usize) -> Result<Vec<FigureId>> {
        self.of(
            entry,
            Ledger::Detail,
            "SELECT figure FROM detail WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3",
            most,
        )
    }

    /// The figures that an entry saw again; the first `most`.
    pub fn seen_by(&self, entry: EntryId, most: usize) -> Result<Vec<FigureId>> {
        self.of(
            entry,
            Ledger::Sighting,
            "SELECT figure FROM sighting WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3",
            most,
        )
    }

    /// The entries that mended details of a figure, and stand.
    pub fn mended_details(&self, id: FigureId) -> Result<Vec<EntryId>> {
        let sql = "SELECT id FROM detail
                   WHERE series = (SELECT series FROM figure WHERE id = ?1) AND figure = ?1 AND why IS NOT NULL ORDER BY id";
        let mut statement = self.conn().prepare_cached(sql)?;
        let mut rows = statement.query([id.0])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            let entry = self.visibility().standing_entry_of(Ledger::Detail, row.get(0)?)?;
            entries.extend(entry.map(|entry| entry.id));
        }
        Ok(entries)
    }

    /// The figures that an entry voided, whether or not it stands.
    pub fn voided_by(&self, entry: EntryId) -> Result<Vec<Act>> {
        let Some((above, last)) = self.visibility().rows_of(Ledger::Act, entry)? else {
            return Ok(Vec::new());
        };
        let sql = "SELECT id, figure, what, other, known_at, reason, reason_by FROM act
                   WHERE id > ?1 AND id <= ?2 ORDER BY id";
        let mut statement = self.conn().prepare_cached(sql)?;
        let mut rows = statement.query([above, last])?;
        let mut acts = Vec::new();
        while let Some(row) = rows.next()? {
            acts.push(act(row)?);
        }
        acts.retain(|act| act.what == ActKind::Void);
        Ok(acts)
    }

    fn of(&self, entry: EntryId, ledger: Ledger, sql: &str, most: usize) -> Result<Vec<FigureId>> {
        let Some((above, last)) = self.visibility().rows_of(ledger, entry)? else { return Ok(Vec::new()) };
        let mut statement = self.conn().prepare_cached(sql)?;
        let rows = statement.query_map((above, last, most as i64), |row| row.get(0).map(FigureId))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
