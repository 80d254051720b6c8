//! Publishers that count themselves: what they print without an authority is their own count, if they are an authority
//! elsewhere in the store (`docs/rules.md`, "Series and tracks").

use rusqlite::Connection;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::name::Name;
use crate::model::names::{NameKind, Names};
use crate::model::recorded::FigureId;

use super::ledgers::Ledger;
use super::rows::is_visible;
use super::visibility::Visibility;
use super::{Result, voids};

/// Publishers that printed figures without an authority, and authorities of the same name.
const SAME_NAME: &str = "SELECT publisher.text, authority.id
  FROM name AS publisher JOIN name AS authority ON authority.kind = 'authority' AND authority.text = publisher.text
  WHERE publisher.kind = 'publisher'
    AND EXISTS (SELECT 1 FROM attribution WHERE publisher = publisher.id AND ifnull(authority, 0) = 0)";

/// All publishers that printed figures without an authority.
const UNATTRIBUTED: &str = "SELECT text FROM name WHERE kind = 'publisher'
    AND EXISTS (SELECT 1 FROM attribution WHERE publisher = name.id AND ifnull(authority, 0) = 0)";

const AUTHORITIES: &str = "SELECT id, text FROM name WHERE kind = 'authority'";

const ATTRIBUTIONS_OF: &str = "SELECT id FROM attribution WHERE authority = ?1";

const VOID: &str = "SELECT figure.attribution FROM act JOIN figure ON figure.id IN (act.figure, act.other) WHERE act.what = 'void'";

const FIGURES_OF: &str = "SELECT figure.id FROM series JOIN figure
  ON figure.series = series.id AND figure.attribution = ?1";

/// The canonical names of publishers that are an authority of a figure which is visible and not void.
pub(super) fn counting(
    conn: &Connection,
    visibility: &Visibility<'_>,
    names: &Names,
) -> Result<FxHashSet<Name>> {
    let has_aliases = [NameKind::Publisher, NameKind::Authority].iter().any(|kind| names.has_aliases(*kind));
    let pairs = if has_aliases { one_by_aliases(conn, names)? } else { of_one_name(conn)? };
    let mut counting = FxHashSet::default();
    let mut store = Authorities { conn, visibility, with_void: None };
    for (publisher, authority) in pairs {
        if !counting.contains(&publisher) && store.answers_for_a_figure(authority)? {
            counting.insert(publisher);
        }
    }
    Ok(counting)
}

fn of_one_name(conn: &Connection) -> Result<Vec<(Name, i64)>> {
    let mut statement = conn.prepare_cached(SAME_NAME)?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    let pairs: Vec<(String, i64)> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(pairs.into_iter().filter_map(|(text, id)| Some((Name::read(&text)?, id))).collect())
}

/// The same where names have aliases: by the names that stand for all of them.
fn one_by_aliases(conn: &Connection, names: &Names) -> Result<Vec<(Name, i64)>> {
    let mut by_name: FxHashMap<Name, Vec<i64>> = FxHashMap::default();
    let mut statement = conn.prepare_cached(AUTHORITIES)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(name) = Name::read(row.get_ref(1)?.as_str().unwrap_or_default()) {
            by_name.entry(names.canonical(NameKind::Authority, &name)).or_default().push(row.get(0)?);
        }
    }
    let mut statement = conn.prepare_cached(UNATTRIBUTED)?;
    let mut rows = statement.query([])?;
    let mut pairs = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(name) = Name::read(row.get_ref(0)?.as_str().unwrap_or_default()) else { continue };
        let publisher = names.canonical(NameKind::Publisher, &name);
        let same = by_name.get(&names.canonical(NameKind::Authority, &publisher));
        pairs.extend(same.into_iter().flatten().map(|id| (publisher.clone(), *id)));
    }
    Ok(pairs)
}

struct Authorities<'a, 's> {
    conn: &'a Connection,
    visibility: &'a Visibility<'s>,
    /// The attributions of void figures; read when they are first asked for.
    with_void: Option<FxHashSet<i64>>,
}

impl Authorities<'_, '_> {
    /// Whether a figure that is visible and not void has this authority.
    fn answers_for_a_figure(&mut self, authority: i64) -> Result<bool> {
        let mut statement = self.conn.prepare_cached(ATTRIBUTIONS_OF)?;
        let ids: Vec<i64> =
            statement.query_map([authority], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for id in ids {
            // An attribution is recorded with a figure that has it: mostly there is nothing to look for.
            let is_plain = !self.visibility.is_discreet()
                && self.visibility.sees(Ledger::Attribution, id)
                && !self.has_void(id)?;
            if is_plain || self.finds_a_figure(id)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn has_void(&mut self, attribution: i64) -> Result<bool> {
        if self.with_void.is_none() {
            let mut statement = self.conn.prepare_cached(VOID)?;
            let void = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            self.with_void = Some(void);
        }
        Ok(self.with_void.as_ref().is_some_and(|void| void.contains(&attribution)))
    }

    fn finds_a_figure(&self, attribution: i64) -> Result<bool> {
        let mut statement = self.conn.prepare_cached(FIGURES_OF)?;
        let mut rows = statement.query([attribution])?;
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            if is_visible(self.conn, self.visibility, id)?
                && !voids::is_void(self.conn, self.visibility, FigureId(id))?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
