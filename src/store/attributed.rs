//! Which series hold figures of which attributions: read once for the whole store, since no index leads from a name to its
//! figures.

use rustc_hash::FxHashMap;

use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::recorded::EntryId;

use super::Result;
use super::ledgers::Ledger;
use super::series::printed;
use super::view::View;

/// Every attribution of every series once, in the order of the key index, which holds them side by side.
const PAIRS: &str = "SELECT DISTINCT series, attribution FROM figure ORDER BY series, attribution";

const OF_AUTHORITY: &str = "SELECT id FROM attribution
  WHERE authority = (SELECT id FROM name WHERE kind = 'authority' AND text = ?1)";

const OF_PUBLISHER: &str = "SELECT id FROM attribution
  WHERE publisher = (SELECT id FROM name WHERE kind = 'publisher' AND text = ?1)";

/// By attribution, the series that hold figures of it. It holds for the entry up to which it was read, and for those before.
#[derive(Clone, Debug)]
pub struct AttributedSeries {
    /// The newest entry that it knows.
    pub entry: EntryId,
    series: FxHashMap<i64, Vec<i64>>,
}

impl AttributedSeries {
    /// Reads all of a store.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn read(view: &View<'_>) -> Result<AttributedSeries> {
        let mut statement = view.conn.prepare_cached(PAIRS)?;
        let mut rows = statement.query([])?;
        let mut series: FxHashMap<i64, Vec<i64>> = FxHashMap::default();
        while let Some(row) = rows.next()? {
            series.entry(row.get(1)?).or_default().push(row.get(0)?);
        }
        series.values_mut().for_each(Vec::shrink_to_fit);
        Ok(AttributedSeries { entry: view.visibility().number(), series })
    }

    /// Each series of some attributions, with each of them that it has, as the key index has them.
    pub fn pairs_of(&self, attributions: &[i64]) -> Vec<(i64, i64)> {
        let of = |id: &i64| self.series.get(id).map(|series| (*id, series));
        let all = attributions.iter().filter_map(of);
        let mut pairs: Vec<(i64, i64)> =
            all.flat_map(|(id, series)| series.iter().map(move |series| (*series, id))).collect();
        pairs.sort_unstable();
        pairs
    }

    /// The series of some attributions, each once, in the order of their numbers.
    pub fn of(&self, attributions: &[i64]) -> Vec<i64> {
        let mut all: Vec<i64> =
            attributions.iter().filter_map(|id| self.series.get(id)).flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// How many figures were ever recorded, those that are hidden too.
pub fn figures_at_most(view: &View<'_>) -> u64 {
    view.visibility().last()[Ledger::Figure as usize].unsigned_abs()
}

/// The attributions of an authority or a publisher, by its canonical name.
///
/// # Errors
/// What SQLite says.
pub fn attributions_of(view: &View<'_>, kind: NameKind, name: &Name) -> Result<Vec<i64>> {
    let sql = if kind == NameKind::Authority { OF_AUTHORITY } else { OF_PUBLISHER };
    let mut statement = view.conn.prepare_cached(sql)?;
    let mut attributions = Vec::new();
    for text in printed(view, kind, name) {
        let mut rows = statement.query([text])?;
        while let Some(row) = rows.next()? {
            attributions.push(row.get(0)?);
        }
    }
    Ok(attributions)
}

/// The attributions that are admitted, by the names of their authority, their publisher and their relays.
///
/// # Errors
/// What SQLite says.
pub fn attributions_that(view: &View<'_>, admit: impl Fn(&[&str]) -> bool) -> Result<Vec<i64>> {
    let sql = "SELECT attribution.id, ifnull(authority.text, ''), publisher.text, via FROM attribution
      LEFT JOIN name AS authority ON authority.id = authority
      JOIN name AS publisher ON publisher.id = publisher";
    let mut statement = view.conn.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut attributions = Vec::new();
    while let Some(row) = rows.next()? {
        let text =
            |column: usize| row.get_ref(column).ok().and_then(|cell| cell.as_str().ok()).unwrap_or_default();
        if admit(&[text(1), text(2), text(3)]) {
            attributions.push(row.get(0)?);
        }
    }
    Ok(attributions)
}
