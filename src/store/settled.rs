//! The findings that the desk settled, and the entries that did it.

use std::collections::BTreeMap;

use crate::model::names::{NameField, NameKind};
use crate::model::recorded::EntryId;

use super::Result;
use super::ledgers::Ledger;
use super::read::Reader;

impl Reader<'_> {
    /// The keys of the findings that were accepted, each with the newest standing entry that said so.
    pub fn settled(&self) -> Result<BTreeMap<String, EntryId>> {
        let sql = "SELECT fact.id, name.text FROM name JOIN fact ON fact.name = name.id AND fact.field = ?1
                   WHERE name.kind = ?2";
        let mut statement = self.conn().prepare_cached(sql)?;
        let mut rows = statement.query([NameField::Accepted.word(), NameKind::Finding.word()])?;
        let mut settled: BTreeMap<String, EntryId> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            if let Some(entry) = self.horizon().standing_entry_of(Ledger::Fact, row.get(0)?)? {
                let newest = settled.entry(row.get(1)?).or_insert(entry.id);
                *newest = entry.id.max(*newest);
            }
        }
        Ok(settled)
    }
}
