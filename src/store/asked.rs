//! Which series a filter asks for.

use crate::model::filter::Filter;
use crate::model::scope::Scope;

use super::Result;
use super::read::{Reader, SeriesKey};
use super::sieve::Sieve;

impl Reader<'_> {
    /// The series that a filter admits by their scope, with aliases merged, in the order of their names. A series
    /// may hold no visible figure.
    pub fn series(&self, filter: &Filter) -> Result<Vec<SeriesKey>> {
        let sql = "SELECT id, event, place, measure, unit, grp, count_type, definition FROM series";
        let mut statement = self.conn().prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let words = self.words_of_scopes(filter)?;
        let sieve = Sieve::new(self.conn(), filter, &words, self.names())?;
        let mut keys: Vec<SeriesKey> = Vec::new();
        while let Some(row) = rows.next()? {
            if !sieve.admits(row)? {
                continue;
            }
            let printed = self.dictionary().scope_of(row)?;
            let may_hold = Filter::may_hold(&words, &printed);
            let scope = self.canonical(printed);
            if filter.admits_scope(&scope) && (may_hold || Filter::may_hold(&words, &scope)) {
                keys.push(SeriesKey { scope, ids: vec![row.get(0)?] });
            }
        }
        keys.sort_by(|a, b| order(&a.scope, &b.scope).then(a.ids.cmp(&b.ids)));
        keys.dedup_by(|later, first| {
            let same = later.scope == first.scope;
            if same {
                first.ids.append(&mut later.ids);
            }
            same
        });
        Ok(keys)
    }

    /// The free words of a filter that no authority, relay or publisher has in its name.
    fn words_of_scopes(&self, filter: &Filter) -> Result<Vec<String>> {
        if filter.words.is_empty() {
            return Ok(Vec::new());
        }
        let sql = "SELECT text FROM name WHERE kind IN ('authority', 'publisher')
                   UNION ALL SELECT DISTINCT via FROM attribution";
        let mut statement = self.conn().prepare_cached(sql)?;
        let names: Vec<String> =
            statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(filter.words_of_scopes(names.iter().map(String::as_str)))
    }
}

fn order(a: &Scope, b: &Scope) -> std::cmp::Ordering {
    let key = |s: &Scope| (s.measure, s.unit, s.count_type);
    (&a.event, &a.place, &a.group)
        .cmp(&(&b.event, &b.place, &b.group))
        .then(key(a).cmp(&key(b)))
        .then(a.definition.cmp(&b.definition))
}
