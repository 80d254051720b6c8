//! Mending many figures as one entry: all of them are entered before any is put in the place of another, so that links
//! between two of them lead from one in place to the other.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::recorded::{Act, FigureId};
use crate::model::validate::Drafted;
use crate::store::Result;
use crate::store::rows::is_visible;
use crate::store::view::View;

use super::by_hand::{self, Entered};
use super::entry::EntryTransaction;
use super::mend::{Heirs, Mended, Replacement, parts_in_words, replace, void_seen};

/// What came of mending many figures.
#[derive(Clone, Debug)]
pub enum MendedMany {
    /// What became of each, in their order.
    All(Vec<Mended>),
    /// Some would be the same as others; the entry is to be dropped.
    Clash(Vec<Clash>),
}

/// A figure that would be the same as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The figure that is mended.
    pub figure: FigureId,
    /// The other: one that stands, or another that is mended.
    pub with: FigureId,
}

/// Records mended figures and voids the old ones: details, refs and links follow.
///
/// # Errors
/// What SQLite says.
pub fn figures(
    entry: &mut EntryTransaction<'_>,
    mends: Vec<(FigureId, Drafted)>,
    why: &str,
) -> Result<MendedMany> {
    let mut entered = Vec::new();
    for (old, drafted) in mends {
        entered.push((old, by_hand::enter(entry, drafted, &[])?));
    }
    let view = entry.view()?;
    let clashes = clashes(entry, &view, &entered)?;
    if !clashes.is_empty() {
        return Ok(MendedMany::Clash(clashes));
    }
    let mut replacements = Vec::new();
    for (old, Entered { id, parts, .. }) in entered {
        replacements.push((id, Replacement::of(&view, old, id, parts)?));
    }
    let heirs = Heirs::of(replacements.iter().map(|(_, one)| one));
    let all = |_: &mut EntryTransaction<'_>, _: &Act| Ok(true);
    let mut mended = Vec::new();
    for (by, one) in &replacements {
        let (void, settled) = replace(entry, &view, one, &heirs, (&all, why))?;
        mended.push(Mended { by: Some(*by), void, settled });
    }
    Ok(MendedMany::All(mended))
}

/// Voids figures, and those that their words included.
///
/// # Errors
/// What SQLite says.
pub fn void(
    entry: &mut EntryTransaction<'_>,
    figures: impl IntoIterator<Item = FigureId>,
    why: &str,
) -> Result<Vec<Mended>> {
    let view = entry.view()?;
    figures.into_iter().map(|id| void_seen(entry, &view, id, why)).collect()
}

/// The figures among some that the words of others among them include: they are mended with those.
///
/// # Errors
/// What SQLite says.
pub fn within_others(view: &View<'_>, figures: &[FigureId]) -> Result<Vec<FigureId>> {
    let mut within = Vec::new();
    for figure in figures {
        within.extend(parts_in_words(view, *figure)?);
    }
    let among: FxHashSet<&FigureId> = figures.iter().collect();
    within.retain(|part| among.contains(part));
    Ok(within)
}

/// Those that became a figure which stands already, or one that another of them became.
fn clashes(
    entry: &EntryTransaction<'_>,
    view: &View<'_>,
    entered: &[(FigureId, Entered)],
) -> Result<Vec<Clash>> {
    let (mut clashes, mut taken) = (Vec::new(), FxHashMap::default());
    for (figure, became) in entered {
        let own = parts_in_words(view, *figure)?;
        for id in became.parts.iter().chain([&became.id]) {
            let with = match taken.insert(*id, *figure) {
                Some(other) if other != *figure => Some(other),
                _ if own.contains(id) => None,
                _ => stood(entry, *id)?.then_some(*id),
            };
            clashes.extend(with.map(|with| Clash { figure: *figure, with }));
        }
    }
    clashes.dedup();
    Ok(clashes)
}

/// Whether a figure stood before this entry.
fn stood(entry: &EntryTransaction<'_>, id: FigureId) -> Result<bool> {
    Ok(is_visible(entry.transaction.conn(), &entry.visibility, id.0)? && !by_hand::is_void(entry, id)?)
}
