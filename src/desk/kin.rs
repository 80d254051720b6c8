//! Families that are told together: a series that is asked for, and those that count the same people by another measure.
//!
//! Where all series are asked for, they are at hand; where few are, those of their events and places are
//! sought by an index.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::answers::{Family, MANY, Request, each_family};
use super::error::Error;
use super::recordings::RecordingTimes;
use crate::model::scope::Scope;
use crate::store::series::SeriesKey;
use crate::store::{self, Result, View};

/// Which series are told together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinship {
    /// Those that differ in the measure or the definition only.
    Sisters,
    /// All of one event and place.
    Place,
}

/// Whether a series is answered of which only typing errors are left (`docs/rules.md`, "What happens to a figure").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum VoidSeries {
    /// It is as if it had never been.
    LeftOut,
    /// None of its figures stands, which is said where there is nothing else to say.
    Told,
}

/// Families that are told together.
pub struct Kin {
    /// Those that are asked for, in the order of their names.
    pub asked: Vec<Family>,
    /// The others.
    pub beside: Vec<Family>,
}

/// The scopes of series that are asked for.
type AskedScopes = FxHashSet<Arc<Scope>>;

/// Hands the series of a store that hold a figure that is asked for to `take`, with their kin, in the order of their names.
///
/// # Errors
/// What the store says, or `take`, which may be called from another thread.
pub fn each_kin(
    request: Request<'_>,
    view: &View<'_>,
    kinship: Kinship,
    take: &mut (dyn FnMut(Kin) -> std::result::Result<(), Error> + Send),
) -> std::result::Result<(), Error> {
    for void in [VoidSeries::LeftOut, VoidSeries::Told] {
        let keys = store::series::matching(view, &request.criteria.filter)?;
        let mut any = false;
        each_family(kin(request, view, keys, (kinship, void))?, &mut |kin| {
            any = true;
            take(kin)
        })?;
        if any {
            break;
        }
    }
    Ok(())
}

/// Hands some series that are all of their places, or those alone that are asked for, to `take`, each with its kin.
///
/// # Errors
/// What the store says, or `take`, which may be called from another thread.
pub(super) fn each_of(
    request: Request<'_>,
    view: &View<'_>,
    kinship: Kinship,
    keys: &[SeriesKey],
    take: &mut (dyn FnMut(Kin) -> std::result::Result<(), Error> + Send),
) -> std::result::Result<(), Error> {
    for void in [VoidSeries::LeftOut, VoidSeries::Told] {
        let mut any = false;
        let (all, asked) = match kinship {
            Kinship::Place => (keys.to_vec(), None),
            Kinship::Sisters => {
                let asked = keys.iter().map(|key| Arc::clone(&key.scope)).collect();
                (store::series::around(view, keys)?, Some(asked))
            }
        };
        each_family(among(request, view, (all, asked), (kinship, void))?, &mut |kin| {
            any = true;
            take(kin)
        })?;
        if any {
            break;
        }
    }
    Ok(())
}

/// One series and its sisters, which are read as `beside` asks; `None` where it holds no figure that is visible. With them the
/// keys of all series of its event and place.
///
/// # Errors
/// What the store says.
pub(super) fn of_one(
    own: Request<'_>,
    beside: Request<'_>,
    view: &View<'_>,
    key: &SeriesKey,
) -> Result<Option<(Kin, Vec<SeriesKey>)>> {
    let mut times = RecordingTimes::of(view)?;
    let Some(family) = Family::read(own, view, key, &mut times)? else { return Ok(None) };
    let around = store::series::around(view, std::slice::from_ref(key))?;
    let mut sisters = Vec::new();
    for sister in around.iter().filter(|other| other.scope.is_sister_of(&key.scope)) {
        let sister = Family::whole(beside, view, sister, &mut times)?;
        if !sister.is_void() {
            sisters.push(sister);
        }
    }
    Ok(Some((Kin { asked: vec![family], beside: sisters }, around)))
}

/// The series that are asked for, with their kin. `keys`: those that may hold such a figure.
fn kin<'r>(
    request: Request<'r>,
    view: &'r View<'_>,
    keys: Vec<SeriesKey>,
    (kinship, void): (Kinship, VoidSeries),
) -> Result<impl Iterator<Item = Result<Kin>> + use<'r>> {
    if keys.len() >= MANY {
        store::merged::expect_many(view)?;
    }
    among(request, view, widened(request, view, keys)?, (kinship, void))
}

/// The kin among series, of which some or all are asked for.
fn among<'r>(
    request: Request<'r>,
    view: &'r View<'_>,
    (keys, asked): (Vec<SeriesKey>, Option<AskedScopes>),
    (kinship, void): (Kinship, VoidSeries),
) -> Result<impl Iterator<Item = Result<Kin>> + use<'r>> {
    let mut reader = Reader { request, view, kinship, void, asked, times: RecordingTimes::of(view)? };
    Ok(runs(keys, kinship).into_iter().filter_map(move |run| reader.read(&run).transpose()))
}

/// The series among which kin are found, and the scopes of those that are asked for; `None`: all of them are.
fn widened(
    request: Request<'_>,
    view: &View<'_>,
    keys: Vec<SeriesKey>,
) -> Result<(Vec<SeriesKey>, Option<AskedScopes>)> {
    let filter = &request.criteria.filter;
    let says_no_measure = filter.measure.is_none() && filter.meanings.is_empty();
    if says_no_measure && filter.definition.is_none() && filter.words.is_empty() {
        return Ok((keys, None));
    }
    let asked: AskedScopes = keys.iter().map(|key| Arc::clone(&key.scope)).collect();
    let of_kin = filter.of_any_kin();
    let all = if keys.len() < MANY {
        let mut all = store::series::around(view, &keys)?;
        all.retain(|key| of_kin.admits_scope(&key.scope));
        all
    } else {
        store::series::matching(view, &of_kin)?
    };
    Ok((all, Some(asked)))
}

/// Series that may be kin, run by run.
fn runs(keys: Vec<SeriesKey>, kinship: Kinship) -> Vec<Vec<SeriesKey>> {
    let mut runs: Vec<Vec<SeriesKey>> = Vec::new();
    for key in keys {
        match runs.last_mut() {
            Some(run) if kinship.may_join(&run[0].scope, &key.scope) => run.push(key),
            _ => runs.push(vec![key]),
        }
    }
    runs
}

impl Kinship {
    /// Whether two series that follow each other may be kin.
    fn may_join(self, one: &Scope, other: &Scope) -> bool {
        let of_one_place = one.event == other.event && one.place == other.place;
        of_one_place && (self == Kinship::Place || one.group == other.group)
    }
}

/// What reads families.
struct Reader<'r, 'v> {
    request: Request<'r>,
    view: &'r View<'v>,
    kinship: Kinship,
    void: VoidSeries,
    asked: Option<AskedScopes>,
    times: RecordingTimes,
}

impl Reader<'_, '_> {
    /// The kin among series that may be; `None` where none of them is asked for.
    fn read(&mut self, run: &[SeriesKey]) -> Result<Option<Kin>> {
        let (mut asked, mut scopes, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for key in run {
            let is_asked = self.asked.as_ref().is_none_or(|asked| asked.contains(&key.scope));
            let family = if is_asked { self.family(key)? } else { None };
            match family {
                Some(family) if self.void == VoidSeries::LeftOut && family.is_void() => {}
                Some(family) => {
                    asked.push(family);
                    scopes.push(&key.scope);
                }
                None => others.push(key),
            }
        }
        if asked.is_empty() {
            return Ok(None);
        }
        let is_kin = |key: &&SeriesKey| {
            self.kinship == Kinship::Place || scopes.iter().any(|scope| scope.is_sister_of(&key.scope))
        };
        let mut beside = Vec::new();
        for key in others.into_iter().filter(is_kin).collect::<Vec<_>>() {
            let family = Family::whole(self.request, self.view, key, &mut self.times)?;
            if !family.is_void() {
                beside.push(family);
            }
        }
        Ok(Some(Kin { asked, beside }))
    }

    fn family(&mut self, key: &SeriesKey) -> Result<Option<Family>> {
        Family::read(self.request, self.view, key, &mut self.times)
    }
}
