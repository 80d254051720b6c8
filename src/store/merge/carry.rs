//! From the other store's numbers to this one's: names, series, attributions, sources, figures.
//!
//! Bounded: what is remembered between rows does not grow with the store.

use std::sync::Arc;

use rusqlite::types::Value;

use crate::model::attribution::{Attribution, Source};
use crate::model::names::NameKind;
use crate::store::Result;
use crate::store::chain::Cell;
use crate::store::ledgers::Ledger;

use super::replay::{Merging, cell, unreadable};

/// How many figures are remembered.
const REMEMBERED: usize = 1 << 17;

impl Merging<'_, '_, '_> {
    /// A cell of the other store as it stands in this one.
    pub fn carried(&mut self, ledger: Ledger, column: &str, value: Value) -> Result<Value> {
        Ok(match (column, value) {
            ("series", Value::Integer(id)) => Value::Integer(self.series(id)?),
            ("attribution", Value::Integer(id)) => Value::Integer(self.attribution(id)?),
            ("source", Value::Integer(id)) => Value::Integer(self.source(id)?),
            ("figure" | "other", Value::Integer(id)) => Value::Integer(self.our_figure(id)?),
            ("name" | "feed", Value::Integer(id)) => Value::Integer(self.name(id)?),
            (_, Value::Text(text)) if ledger.is_erasable(column) => Value::Text(self.shield(text)),
            (_, value) => value,
        })
    }

    /// The number here of one of their names.
    pub fn name(&mut self, id: i64) -> Result<i64> {
        let conn = self.theirs.conn();
        let mut statement = conn.prepare_cached("SELECT kind, text FROM name WHERE id = ?1")?;
        let (kind, text): (String, String) =
            statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let kind = NameKind::from_word(&kind).ok_or_else(|| unreadable("name", &kind))?;
        self.interned.name(&mut self.sealing, kind, &text)
    }

    fn series(&mut self, id: i64) -> Result<i64> {
        let scope = self.theirs.dictionary().scope(id)?;
        self.interned.scope(&mut self.sealing, &scope)
    }

    fn attribution(&mut self, id: i64) -> Result<i64> {
        let mut who = self.theirs.dictionary().attribution(id)?;
        if let Some(speaker) = who.speaker.clone()
            && !self.erased.is_empty()
        {
            let shielded = self.shield(speaker);
            if who.speaker.as_ref() != Some(&shielded) {
                who = Arc::new(Attribution { speaker: Some(shielded), ..(*who).clone() });
            }
        }
        self.interned.attribution(&mut self.sealing, &who)
    }

    fn source(&mut self, id: i64) -> Result<i64> {
        let mut source = self.theirs.dictionary().source(id)?;
        if !self.erased.is_empty() {
            let Source { url, title, archive_url, .. } = (*source).clone();
            let shielded = Source {
                url: self.shield(url),
                title: self.shield(title),
                archive_url: archive_url.map(|url| self.shield(url)),
                ..(*source).clone()
            };
            if shielded != *source {
                source = Arc::new(shielded);
            }
        }
        self.interned.source(&mut self.sealing, &source)
    }

    /// The number here of one of their figures: it was recorded by an entry that is here by now.
    fn our_figure(&mut self, id: i64) -> Result<i64> {
        if let Some(here) = self.figures.get(&id) {
            return Ok(*here);
        }
        let columns = Ledger::Figure.columns();
        let sql = format!("SELECT {} FROM figure WHERE id = ?1", columns.join(", "));
        let conn = self.theirs.conn();
        let mut statement = conn.prepare_cached(&sql)?;
        let mut values = statement.query_row([id], |row| {
            (0..columns.len()).map(|at| row.get::<_, Value>(at)).collect::<rusqlite::Result<Vec<_>>>()
        })?;
        for (at, column) in columns.iter().enumerate() {
            let value = std::mem::replace(&mut values[at], Value::Null);
            values[at] = self.carried(Ledger::Figure, column, value)?;
        }
        let cells: Vec<Cell<'_>> = values.iter().map(cell).collect();
        let here = self.find_figure(&cells)?;
        self.remember(id, here);
        Ok(here)
    }

    pub fn remember(&mut self, theirs: i64, here: i64) {
        if self.figures.len() >= REMEMBERED {
            self.figures.clear();
        }
        self.figures.insert(theirs, here);
    }

    /// The figure with this natural key.
    pub fn find_figure(&self, cells: &[Cell<'_>]) -> Result<i64> {
        let mut statement = self.sealing.conn().prepare_cached(
            "SELECT id FROM figure
             WHERE series = ?1 AND attribution = ?2 AND as_of = ?3 AND window = ?4 AND known_at = ?5 AND source = ?6
               AND kind = ?7 AND value = ?8 AND low = ?9 AND high = ?10",
        )?;
        Ok(statement.query_row(rusqlite::params_from_iter(&cells[..10]), |row| row.get(0))?)
    }
}
