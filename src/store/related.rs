//! Figures of other series that the answer of one needs: statements about its figures, what they were derived from, and the
//! same count under other definitions.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::recorded::{ActKind, FigureId};
use crate::model::scope::Scope;
use crate::model::words::CountType;

use super::Result;
use super::view::{Material, SeriesKey, View};

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

/// The series that count one thing under given names, by any definition.
const COUNTED_AS: &str = "SELECT id, event, place, measure, unit, grp, count_type, definition
  FROM series
  WHERE event = (SELECT id FROM name WHERE kind = 'event' AND text = ?1)
    AND place = (SELECT id FROM name WHERE kind = 'place' AND text = ?2)
    AND measure = ?3 AND unit = ?4
    AND grp = (SELECT id FROM name WHERE kind = 'group' AND text = ?5)
    AND count_type = ?6";

impl View<'_> {
    /// The series that counts the total of what this one counts window by window, where there is one.
    pub fn total_of(&self, key: &SeriesKey) -> Result<Option<SeriesKey>> {
        let scope = Scope { count_type: CountType::Total, ..(*key.scope).clone() };
        let mut total = SeriesKey { scope: Arc::new(scope), ids: Vec::new() };
        if self.has_aliases() {
            total = self.key_of(total.scope)?;
        } else {
            for id in &key.ids {
                total.ids.extend(self.ids(TOTAL_OF, *id)?);
            }
        }
        Ok((!total.ids.is_empty()).then_some(total))
    }

    /// Adds the figures of other series that this one's answer needs: statements about its figures, what they were derived
    /// from, and the same count under other definitions.
    pub(super) fn relate(&self, key: &SeriesKey, material: &mut Material) -> Result<()> {
        let says = material.acts.iter().filter(|act| !matches!(act.what, ActKind::PartOf(_) | ActKind::Void));
        let mut wanted: Vec<FigureId> = says.filter_map(|act| act.other).collect();
        for id in &key.ids {
            wanted.extend(self.derived_from()?.get(id).into_iter().flatten());
        }
        for other in self.otherwise_defined(key)? {
            wanted.extend(self.ids(FIGURES, other)?.into_iter().map(FigureId));
        }
        if wanted.is_empty() {
            return Ok(());
        }
        let own: FxHashSet<FigureId> = material.figures.iter().map(|recorded| recorded.id).collect();
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
            let others = self.counted_as(&key.scope)?.into_iter();
            let others = others.filter(|(_, other)| other.definition != key.scope.definition);
            return Ok(others.map(|(id, _)| id).collect());
        }
        let mut others = Vec::new();
        for id in &key.ids {
            others.extend(self.ids(OTHERWISE_DEFINED, *id)?);
        }
        Ok(others)
    }

    /// The series that count as a scope does, by whatever definition and under all names that are the same; each with its
    /// number and its canonical scope, in the order of their numbers.
    pub(super) fn counted_as(&self, scope: &Scope) -> Result<Vec<(i64, Arc<Scope>)>> {
        let printed = |kind, name: &Name| {
            let same = self.same_as().get(&(kind, name.clone())).map_or(&[][..], Vec::as_slice);
            std::iter::once(name.to_string()).chain(same.iter().map(ToString::to_string)).collect::<Vec<_>>()
        };
        let places =
            scope.place.as_ref().map_or_else(|| vec![String::new()], |place| printed(NameKind::Place, place));
        let groups = printed(NameKind::Group, &scope.group);
        let (measure, unit, count_type) = (scope.measure.word(), scope.unit.word(), scope.count_type.word());
        let mut statement = self.conn().prepare_cached(COUNTED_AS)?;
        let mut counted = Vec::new();
        for event in &printed(NameKind::Event, &scope.event) {
            for (place, group) in
                places.iter().flat_map(|place| groups.iter().map(move |group| (place, group)))
            {
                let mut rows = statement.query((event, place, measure, unit, group, count_type))?;
                while let Some(row) = rows.next()? {
                    counted.push((row.get(0)?, self.canonical(self.dictionary().scope_of(row)?)));
                }
            }
        }
        counted.sort_unstable_by_key(|(id, _)| *id);
        Ok(counted)
    }

    /// The series of a canonical scope, under all names that are the same.
    pub(super) fn key_of(&self, scope: Arc<Scope>) -> Result<SeriesKey> {
        let counted = self.counted_as(&scope)?.into_iter();
        let ids = counted.filter(|(_, other)| *other == scope).map(|(id, _)| id).collect();
        Ok(SeriesKey { scope, ids })
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
