//! Figures of other series that the answer of one needs: statements about its figures, what they were derived from, and the
//! same count under other definitions.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::recorded::{Act, ActKind, FigureId, Recorded};

use super::series::{self, SeriesKey};
use super::view::View;
use super::{Result, acts, figures};

/// What figures were derived from, each with the series of the derived figure: few links in all, found by an index of
/// their own, and read once.
const DERIVED_FROM: &str = "SELECT figure.series, act.figure
  FROM act INDEXED BY act_derived JOIN figure ON figure.id = act.other
  WHERE act.what = 'derived_from'";

const FIGURES: &str = "SELECT id FROM figure WHERE series = ?1";

/// The figures of other series that this one's answer needs; the acts on them are added to `acts`.
pub(super) fn figures(
    view: &View<'_>,
    key: &SeriesKey,
    own: &[Recorded],
    acts: &mut Vec<Act>,
) -> Result<Vec<Recorded>> {
    let says = acts.iter().filter(|act| !matches!(act.what, ActKind::PartOf(_) | ActKind::Void));
    let mut wanted: Vec<FigureId> = says.filter_map(|act| act.other).collect();
    for id in &key.ids {
        wanted.extend(derived_from(view)?.get(id).into_iter().flatten());
    }
    for other in series::otherwise_defined(view, key)? {
        wanted.extend(series::ids(view, FIGURES, other)?.into_iter().map(FigureId));
    }
    let mut related = Vec::new();
    if wanted.is_empty() {
        return Ok(related);
    }
    let own: FxHashSet<FigureId> = own.iter().map(|recorded| recorded.id).collect();
    wanted.retain(|id| !own.contains(id));
    wanted.sort_unstable();
    wanted.dedup();
    for id in wanted {
        let Some(recorded) = figures::one(view, id)? else { continue };
        if view.has_acts() {
            acts.append(&mut acts::on(view, id)?);
        }
        related.push(recorded);
    }
    Ok(related)
}

/// By series, what its figures were derived from.
fn derived_from<'v>(view: &'v View<'_>) -> Result<&'v FxHashMap<i64, Vec<FigureId>>> {
    if let Some(known) = view.derived.get() {
        return Ok(known);
    }
    let mut derived: FxHashMap<i64, Vec<FigureId>> = FxHashMap::default();
    let mut statement = view.conn.prepare_cached(DERIVED_FROM)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        derived.entry(row.get(0)?).or_default().push(FigureId(row.get(1)?));
    }
    Ok(view.derived.get_or_init(|| derived))
}
