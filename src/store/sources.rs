//! The documents that figures were read in.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::attribution::Source;
use crate::model::name::Name;
use crate::model::names::{NameKind, source_digits, source_name};

use super::ledgers::Ledger;
use super::remembered::SourcesNamed;
use super::view::View;
use super::{Result, names};

/// One row a source: where stores were merged, what another desk says of a source stands in a later row.
const FIRST: &str = "SELECT id FROM source
     WHERE NOT EXISTS (SELECT 1 FROM source AS first
                       WHERE first.key = source.key AND first.publisher = source.publisher AND first.id < source.id)";

/// The later rows of documents, each with the number of the first one.
const LATER: &str = "SELECT source.id, min(first.id) FROM source
     JOIN source AS first ON first.key = source.key AND first.publisher = source.publisher AND first.id < source.id
     GROUP BY source.id";

/// The rows of documents by what identifies each.
const IDENTITIES: &str = "SELECT iif(url = '', title, url), id FROM source";

/// The document of which this desk speaks by a name (`source_name`); `None` where none has it. All such documents are sought at
/// once, and remembered: no index leads from the name to the document.
///
/// # Errors
/// What SQLite says.
pub fn named(view: &View<'_>, name: &Name) -> Result<Option<(i64, Arc<Source>)>> {
    let last = view.visibility.last();
    let through = (last[Ledger::Source as usize], last[Ledger::Name as usize]);
    let known = view.remembered.and_then(|remembered| remembered.sources.get(through, name));
    let ids = match known {
        Some(ids) => ids,
        None => {
            let all = all_named(view)?;
            let ids = all.get(name).cloned().unwrap_or_default();
            if let Some(remembered) = view.remembered {
                remembered.sources.put(through, all);
            }
            ids
        }
    };
    let visible = ids.into_iter().rfind(|id| view.visibility.reaches(Ledger::Source, *id));
    visible.map(|id| Ok((id, view.dictionary.source(id)?))).transpose()
}

/// The documents of which this desk ever spoke, by the names that it has for them.
fn all_named(view: &View<'_>) -> Result<SourcesNamed> {
    let mut sought: FxHashMap<String, Vec<Name>> = FxHashMap::default();
    for name in names::known(view, NameKind::Source)? {
        let digits = name.as_str().rsplit(' ').next().unwrap_or_default().to_owned();
        sought.entry(digits).or_default().push(name);
    }
    let mut found = SourcesNamed::default();
    let mut statement = view.conn.prepare_cached(IDENTITIES)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let digits = source_digits(row.get_ref(0)?.as_str().unwrap_or_default());
        let Some(named) = sought.get(&digits) else { continue };
        let id = row.get(1)?;
        let own = source_name(view.dictionary.source(id)?.as_ref());
        if is_first(view, id)? && own.as_ref().is_some_and(|own| named.contains(own)) {
            own.into_iter().for_each(|own| found.entry(own).or_default().push(id));
        }
    }
    Ok(found)
}

/// Whether no earlier row is of the same document.
fn is_first(view: &View<'_>, id: i64) -> Result<bool> {
    let sql = format!("SELECT EXISTS ({FIRST} AND id = ?1)");
    Ok(view.conn.prepare_cached(&sql)?.query_row([id], |row| row.get(0))?)
}

/// Hands on the later rows of documents, each with the number of the first one: there are none but where stores were merged.
///
/// # Errors
/// What SQLite says.
pub fn each_later_row(view: &View<'_>, mut take: impl FnMut(i64, i64)) -> Result<()> {
    if view.visibility.merged_through().is_none() {
        return Ok(());
    }
    let mut statement = view.conn.prepare_cached(LATER)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        take(row.get(0)?, row.get(1)?);
    }
    Ok(())
}

/// The documents that were read, by their numbers.
pub fn all(view: &View<'_>) -> Result<Vec<(i64, Arc<Source>)>> {
    let mut statement = view.conn.prepare_cached(&format!("{FIRST} ORDER BY id"))?;
    let ids: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut seen = ids;
    seen.retain(|id| view.visibility.reaches(Ledger::Source, *id));
    seen.into_iter().map(|id| Ok((id, view.dictionary.source(id)?))).collect()
}
