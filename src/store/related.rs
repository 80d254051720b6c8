//! Figures of other series that the answer of one needs: statements about its figures, what they were derived from, and the
//! same count under other definitions.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::filter::Filter;
use crate::model::recorded::{ActKind, FigureId};
use crate::model::scope::Scope;
use crate::model::words::CountType;

use super::Result;
use super::read::{Counted, Material, Reader, SeriesKey};

/// What figures were derived from, each with the series of the derived figure: few links in all, found by an index of
/// their own, and read once.
const DERIVED_FROM: &str = "SELECT figure.series, act.figure
  FROM act INDEXED BY act_derived JOIN figure ON figure.id = act.other
  WHERE act.what = 'derived_from'";

/// The series that count the same as one, by another definition; their figures follow series by series.
const OTHERWISE_DEFINED: &str = "SELECT other.id
  FROM series AS own
  CROSS JOIN series AS other
    ON other.event = own.event AND other.place = own.place AND other.measure = own.measure AND other.unit = own.unit
   AND other.grp = own.grp AND other.count_type = own.count_type AND other.definition <> own.definition
  WHERE own.id = ?1";

const FIGURES: &str = "SELECT id FROM figure WHERE series = ?1";

/// The total of what a series counts window by window.
const TOTAL_OF: &str = "SELECT other.id
  FROM series AS own
  CROSS JOIN series AS other
    ON other.event = own.event AND other.place = own.place AND other.measure = own.measure AND other.unit = own.unit
   AND other.grp = own.grp AND other.count_type = 'total' AND other.definition = own.definition
  WHERE own.id = ?1";

impl Reader<'_> {
    /// The series that counts the total of what this one counts window by window, where there is one.
    pub fn total_of(&self, key: &SeriesKey) -> Result<Option<SeriesKey>> {
        let scope = Scope { count_type: CountType::Total, ..(*key.scope).clone() };
        let mut ids = Vec::new();
        if self.has_aliases() {
            let under_any = self.counted_as(&scope)?.iter();
            ids.extend(under_any.filter(|(_, other)| **other == scope).map(|(id, _)| *id));
        } else {
            for id in &key.ids {
                ids.extend(self.ids(TOTAL_OF, *id)?);
            }
        }
        Ok((!ids.is_empty()).then(|| SeriesKey { scope: Arc::new(scope), ids }))
    }

    /// Adds the figures of other series that this one's answer needs: statements about its figures, what they were derived
    /// from, and the same count under other definitions.
    pub(super) fn relate(&self, key: &SeriesKey, material: &mut Material) -> Result<()> {
        let own: FxHashSet<FigureId> = material.figures.iter().map(|recorded| recorded.id).collect();
        let says = material.acts.iter().filter(|act| !matches!(act.what, ActKind::PartOf(_) | ActKind::Void));
        let mut wanted: Vec<FigureId> = says.filter_map(|act| act.other).collect();
        for id in &key.ids {
            wanted.extend(self.derived_from()?.get(id).into_iter().flatten());
        }
        for other in self.otherwise_defined(key)? {
            wanted.extend(self.ids(FIGURES, other)?.into_iter().map(FigureId));
        }
        wanted.retain(|id| !own.contains(id));
        wanted.sort_unstable();
        wanted.dedup();
        for id in wanted {
            let Some(recorded) = self.figure(id)? else { continue };
            if self.has_acts() {
                material.acts.append(&mut self.acts_on(id)?);
            }
            material.related.push(recorded);
        }
        Ok(())
    }

    /// The series that count the same by another definition.
    fn otherwise_defined(&self, key: &SeriesKey) -> Result<Vec<i64>> {
        if self.has_aliases() {
            let others = self.counted_as(&key.scope)?.iter();
            let others = others.filter(|(_, other)| other.definition != key.scope.definition);
            return Ok(others.map(|(id, _)| *id).collect());
        }
        let mut others = Vec::new();
        for id in &key.ids {
            others.extend(self.ids(OTHERWISE_DEFINED, *id)?);
        }
        Ok(others)
    }

    /// The series that count as a scope does, by whatever definition and under whatever names.
    fn counted_as(&self, scope: &Scope) -> Result<&[(i64, Arc<Scope>)]> {
        let by_any = |scope: &Scope| Scope { definition: None, ..scope.clone() };
        if self.counted().get().is_none() {
            let mut counted = Counted::default();
            for key in self.series(&Filter::default())? {
                let of_scope = counted.entry(by_any(&key.scope)).or_default();
                of_scope.extend(key.ids.iter().map(|id| (*id, Arc::clone(&key.scope))));
            }
            // Another asker can only have put the same there.
            let _ = self.counted().set(counted);
        }
        let counted = self.counted().get();
        Ok(counted.and_then(|counted| counted.get(&by_any(scope))).map_or(&[], Vec::as_slice))
    }

    /// By series, what its figures were derived from.
    fn derived_from(&self) -> Result<&FxHashMap<i64, Vec<FigureId>>> {
        if let Some(known) = self.derived().get() {
            return Ok(known);
        }
        let mut derived: FxHashMap<i64, Vec<FigureId>> = FxHashMap::default();
        let mut statement = self.conn().prepare_cached(DERIVED_FROM)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            derived.entry(row.get(0)?).or_default().push(FigureId(row.get(1)?));
        }
        Ok(self.derived().get_or_init(|| derived))
    }

    fn ids(&self, sql: &str, of: i64) -> Result<Vec<i64>> {
        let mut statement = self.conn().prepare_cached(sql)?;
        let rows = statement.query_map([of], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
