//! From the other store's numbers to this one's: names, series, attributions, sources, figures.
//!
//! Bounded: what is remembered between rows does not grow with the store.

use std::sync::Arc;

use rusqlite::types::Value;

use crate::model::attribution::Source;
use crate::model::names::NameKind;
use crate::store::Result;
use crate::store::chain::Cell;
use crate::store::dictionary::Dictionary;
use crate::store::ledgers::Ledger;
use crate::store::redactions::put_marks;

use super::replay::{Merging, unreadable};

impl Merging<'_, '_, '_> {
    /// A cell of the other store as it stands in this one.
    pub fn carried(&mut self, ledger: Ledger, column: &str, value: Value) -> Result<Value> {
        Ok(match (column, value) {
            ("series", Value::Integer(id)) => Value::Integer(self.series(id)?),
            ("attribution", Value::Integer(id)) => Value::Integer(self.attribution(id)?),
            ("source", Value::Integer(id)) => Value::Integer(self.source(id)?),
            ("figure" | "other", Value::Integer(id)) => Value::Integer(self.our_figure(id)?),
            ("name" | "feed", Value::Integer(id)) => Value::Integer(self.name(id)?),
            (_, Value::Text(text)) if ledger.is_erasable(column) => Value::Text(self.keep_out(text)),
            (_, value) => value,
        })
    }

    /// The number here of one of their names.
    pub fn name(&mut self, id: i64) -> Result<i64> {
        let conn = self.theirs.conn;
        let mut statement = conn.prepare_cached("SELECT kind, text FROM name WHERE id = ?1")?;
        let (kind, text): (String, String) =
            statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let kind = NameKind::from_word(&kind).ok_or_else(|| unreadable("name", &kind))?;
        self.interned.name(&mut self.transaction, kind, &text)
    }

    /// The number here of one of their series.
    pub fn series(&mut self, id: i64) -> Result<i64> {
        if let Some(here) = self.series_met.get(id) {
            return Ok(here);
        }
        let scope = self.theirs.dictionary.scope(id)?;
        let here = self.interned.scope(&mut self.transaction, &scope)?;
        self.series_met.put(id, here);
        Ok(here)
    }

    /// The number here of one of their attributions.
    pub fn attribution(&mut self, id: i64) -> Result<i64> {
        if let Some(here) = self.attributions_met.get(id) {
            return Ok(here);
        }
        let attributed = self.theirs.dictionary.attributed(id)?;
        let mut who = Arc::clone(&attributed.who);
        if !self.erased.is_empty() {
            let mut own = (*who).clone();
            let met = put_marks(&self.erased, own.erasable_mut());
            self.merged.kept_out += met.len() as u64;
            who = if met.is_empty() { who } else { Arc::new(own) };
        }
        let publisher = &attributed.printed_by.publisher;
        let here = self.interned.attribution(&mut self.transaction, &who, publisher)?;
        self.attributions_met.put(id, here);
        Ok(here)
    }

    /// The number here of one of their sources.
    pub fn source(&mut self, id: i64) -> Result<i64> {
        if let Some(here) = self.sources_met.get(id) {
            return Ok(here);
        }
        let mut source = self.theirs.dictionary.source(id)?;
        if !self.erased.is_empty() {
            let mut own = (*source).clone();
            let met = put_marks(&self.erased, own.erasable_mut());
            self.merged.kept_out += met.len() as u64;
            source = if met.is_empty() { source } else { Arc::new(own) };
        }
        let before = self.transaction.last(Ledger::Source);
        let here = self.interned.source(&mut self.transaction, &source)?;
        if here <= before {
            self.fill(here, &source)?;
        }
        self.sources_met.put(id, here);
        Ok(here)
    }

    /// What the other desk knows of a source that is here goes into a row beside it, where it is fuller.
    fn fill(&mut self, here: i64, theirs: &Source) -> Result<()> {
        let conn = self.transaction.conn();
        let ours = Dictionary::new(conn, Some(i64::MAX)).source(here)?;
        let filled = (*ours).clone().filled_by(theirs);
        if *ours == filled {
            return Ok(());
        }
        let key = "SELECT key, publisher FROM source WHERE id = ?1";
        let (key, publisher): (i64, i64) =
            conn.prepare_cached(key)?.query_row([here], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let cells = [
            Cell::Int(key),
            Cell::Int(publisher),
            Cell::Text(&filled.url),
            Cell::Text(&filled.title),
            Cell::text(filled.archive_url.as_deref()),
            Cell::text(filled.language.as_deref()),
        ];
        self.transaction.insert(Ledger::Source, &cells)?;
        Ok(())
    }
}
