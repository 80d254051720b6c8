//! The findings that the desk settled, and the entries that did it.

use std::collections::BTreeMap;

use crate::model::names::{NameField, NameKind};
use crate::model::recorded::EntryId;

use super::Result;
use super::facts::saying_what_holds;
use super::ledgers::Ledger;
use super::view::View;
use super::visibility::Rank;

impl View<'_> {
    /// The keys of the findings that were accepted, each with the standing entry that said first what holds.
    pub fn settled(&self) -> Result<BTreeMap<String, EntryId>> {
        let sql = "SELECT fact.id, name.text, fact.value FROM name JOIN fact ON fact.name = name.id AND fact.field = ?1
                   WHERE name.kind = ?2";
        let mut statement = self.conn().prepare_cached(sql)?;
        let mut rows = statement.query([NameField::Accepted.word(), NameKind::Finding.word()])?;
        let mut said: BTreeMap<String, Vec<(Rank, i64, String, EntryId)>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            if let Some(entry) = self.visibility().standing_entry_of(Ledger::Fact, id)? {
                let rank = self.visibility().rank_of(Ledger::Fact, id)?;
                said.entry(row.get(1)?).or_default().push((rank, id, row.get(2)?, entry.id));
            }
        }
        let first = |mut said: Vec<(Rank, i64, String, EntryId)>| {
            said.sort_unstable();
            let of_value = said.into_iter().map(|(_, _, value, entry)| (value, entry));
            saying_what_holds(of_value).first().copied()
        };
        Ok(said.into_iter().filter_map(|(key, said)| Some((key, first(said)?))).collect())
    }
}
