//! Figures of other series that the answer of one needs: statements about its figures, what they were derived from, and the
//! same count under other definitions.

use std::sync::Arc;

use crate::model::recorded::{ActKind, FigureId};
use crate::model::scope::Scope;
use crate::model::words::CountType;

use super::Result;
use super::read::{Material, Reader, SeriesKey};

/// What the figures of a series were derived from: few links in all, found by an index of their own.
const DERIVED_FROM: &str = "SELECT act.figure FROM act INDEXED BY act_derived
  WHERE act.what = 'derived_from' AND (SELECT series FROM figure WHERE figure.id = act.other) = ?1";

/// The figures that count the same as a series, by another definition.
const OTHERWISE_DEFINED: &str = "SELECT figure.id
  FROM series AS own
  JOIN series AS other
    ON other.event = own.event AND other.place = own.place AND other.measure = own.measure AND other.unit = own.unit
   AND other.grp = own.grp AND other.count_type = own.count_type AND other.definition <> own.definition
  JOIN figure ON figure.series = other.id
  WHERE own.id = ?1";

/// The total of what a series counts window by window.
const TOTAL_OF: &str = "SELECT other.id
  FROM series AS own
  JOIN series AS other
    ON other.event = own.event AND other.place = own.place AND other.measure = own.measure AND other.unit = own.unit
   AND other.grp = own.grp AND other.count_type = 'total' AND other.definition = own.definition
  WHERE own.id = ?1";

impl Reader<'_> {
    /// The series that counts the total of what this one counts window by window, where there is one.
    pub fn total_of(&self, key: &SeriesKey) -> Result<Option<SeriesKey>> {
        let mut ids = Vec::new();
        for id in &key.ids {
            let mut statement = self.conn().prepare_cached(TOTAL_OF)?;
            let mut rows = statement.query([id])?;
            while let Some(row) = rows.next()? {
                ids.push(row.get(0)?);
            }
        }
        let scope = Scope { count_type: CountType::Total, ..(*key.scope).clone() };
        Ok((!ids.is_empty()).then(|| SeriesKey { scope: Arc::new(scope), ids }))
    }

    /// Adds the figures of other series that this one's answer needs: statements about its figures, what they were derived
    /// from, and the same count under other definitions.
    pub(super) fn relate(&self, key: &SeriesKey, material: &mut Material) -> Result<()> {
        let own: rustc_hash::FxHashSet<FigureId> =
            material.figures.iter().map(|recorded| recorded.id).collect();
        let says = material.acts.iter().filter(|act| !matches!(act.what, ActKind::PartOf(_)));
        let mut wanted: Vec<FigureId> = says.filter_map(|act| act.other).collect();
        for id in &key.ids {
            self.ids(DERIVED_FROM, *id, &mut wanted)?;
            self.ids(OTHERWISE_DEFINED, *id, &mut wanted)?;
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

    fn ids(&self, sql: &str, series: i64, into: &mut Vec<FigureId>) -> Result<()> {
        let mut statement = self.conn().prepare_cached(sql)?;
        let mut rows = statement.query([series])?;
        while let Some(row) = rows.next()? {
            into.push(FigureId(row.get(0)?));
        }
        Ok(())
    }
}
