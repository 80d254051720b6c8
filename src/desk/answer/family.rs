//! The rows of one family as series with all that their answers need: what a store would give of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::desk::answers::{Family, Request};
use crate::desk::kin::Kin;
use crate::desk::recordings::Recordings;
use crate::model::attribution::{Attribution, Source};
use crate::model::date::Timestamp;
use crate::model::event_days::EventDays;
use crate::model::feeds::{Feeds, TakenSnapshot};
use crate::model::fingerprint::AnswerRoot;
use crate::model::interchange::{
    FamilyRole, FigureRow, InterchangeFault, NamesTold, RowAct, family_of, moment,
};
use crate::model::names::Names;
use crate::model::recorded::{Act, ActKind, EntryId, FigureId, Recorded, Recorder};
use crate::model::scope::{EventPlaces, Scope};
use crate::model::words::{CountType, LinkKind};
use crate::report::answer::Explain;
use crate::store::material::Material;

/// The rows of one family, read.
pub struct RowFamily {
    key: String,
    /// What its series count, in the order of their names.
    scopes: Vec<Arc<Scope>>,
    rows: Vec<ReadRow>,
    /// What happened to each figure.
    acts: FxHashMap<FigureId, Vec<Act>>,
    recordings: Recordings,
    feeds: Arc<Feeds>,
}

/// A row, read.
struct ReadRow {
    recorded: Recorded,
    /// Of a row of the family, what it counts by canonical names.
    scope: Option<Arc<Scope>>,
    series: Option<i64>,
    reference: Option<String>,
}

impl RowFamily {
    /// Reads rows. Those of one figure, which several stores gave, are one; where stores are several, figures are numbered
    /// anew, in the order of recording.
    ///
    /// # Errors
    /// A row that holds what it cannot, or is of another family.
    pub fn of(rows: Vec<FigureRow>, told: &NamesTold, names: &Names) -> Result<RowFamily, InterchangeFault> {
        let several = told.is_of_several_stores();
        let rows = super::merge::one_a_figure(rows, several);
        let key = rows[0].family.clone();
        let number = |at: usize, row: &FigureRow| FigureId(if several { at as i64 + 1 } else { row.id });
        let ids: Vec<FigureId> = rows.iter().enumerate().map(|(at, row)| number(at, row)).collect();
        let numbers = TargetNumbers::of(&rows, &ids, several);
        let (mut read, mut acts, mut shared) = (Vec::new(), FxHashMap::default(), SharedParts::default());
        for (row, id) in rows.iter().zip(&ids) {
            let on = row.acts.iter().filter(|act| !several || act.figure_id.is_none());
            let on = on.map(|act| numbers.act(*id, act)).collect::<Result<Vec<_>, _>>()?;
            if !on.is_empty() {
                acts.insert(*id, on);
            }
            read.push(shared.read(row, *id, if several { id.0 } else { row.order }, names)?);
        }
        let mut scopes: Vec<Arc<Scope>> = read.iter().filter_map(|row: &ReadRow| row.scope.clone()).collect();
        scopes.sort_by(|one, other| one.by_names(other));
        scopes.dedup();
        let mut families = scopes.iter().map(|scope| family_of(scope, names));
        if let Some(other) = families.find(|family| *family != key) {
            return Err(InterchangeFault::new("family", other));
        }
        let (feeds, recordings) = (Arc::new(feeds(&rows, &ids)?), recordings(&rows, &ids)?);
        Ok(RowFamily { key, scopes, rows: read, acts, recordings, feeds })
    }

    /// The series of the family, in the order of their names; one of which typing errors alone are left is told only where
    /// the store has nothing else.
    pub fn kin(self, request: &Request<'_>, told: &NamesTold) -> Kin {
        let families = self.scopes.iter().map(|scope| self.series(scope, request, told));
        let asked = families.filter(|family| told.tells_void_series || !family.is_void()).collect();
        Kin { asked, beside: Vec::new() }
    }

    fn series(&self, scope: &Arc<Scope>, request: &Request<'_>, told: &NamesTold) -> Family {
        let material = self.material(scope, told);
        let total = (scope.count_type == CountType::Period)
            .then(|| Scope { count_type: CountType::Total, ..(**scope).clone() });
        let total = total.filter(|total| self.rows_of(total).next().is_some());
        let total = total.map(|total| self.material(&Arc::new(total), told));
        let number = self.rows_of(scope).filter_map(|row| row.series).min();
        let root = told.head().zip(number);
        let root = root.map(|(head, series)| AnswerRoot { entry: head.entry, head: head.hash, series });
        let references = match request.explain {
            Explain::AnswerOnly => FxHashMap::default(),
            Explain::WithTrace => {
                let named = self.rows.iter();
                named.filter_map(|row| Some((row.recorded.id, row.reference.clone()?))).collect()
            }
        };
        Family { material, total, references, recordings: Some(self.recordings.clone()), root }
    }

    fn rows_of<'a>(&'a self, scope: &'a Scope) -> impl Iterator<Item = &'a ReadRow> {
        self.rows.iter().filter(move |row| row.scope.as_deref() == Some(scope))
    }

    /// What the answer of a series rests on, as a store would gather it.
    fn material(&self, scope: &Arc<Scope>, told: &NamesTold) -> Material {
        let mut figures: Vec<Recorded> = self.rows_of(scope).map(|row| row.recorded.clone()).collect();
        let own: FxHashSet<FigureId> = figures.iter().map(|recorded| recorded.id).collect();
        let mut related: Vec<Recorded> = self.related(scope, &own);
        put_in_order(&mut figures, &mut related);
        let with = figures.iter().chain(&related);
        let acts = with.filter_map(|recorded| self.acts.get(&recorded.id)).flatten().cloned().collect();
        let of_event = told.event(&scope.event);
        let is_own = |id: FigureId| own.contains(&id);
        let differing = told.differing(&self.key).iter();
        let material = Material {
            scope: Arc::clone(scope),
            figures,
            acts,
            related,
            event_places: of_event.map_or(EventPlaces::OneAtMost, |event| event.event_places()),
            feeds: Arc::clone(&self.feeds),
            differing: differing.filter(|one| one.figures().any(is_own)).cloned().collect(),
            event_days: EventDays::default(),
        };
        match of_event {
            Some(event) if material.rests_on_event_days() => {
                Material { event_days: event.days(), ..material }
            }
            _ => material,
        }
    }

    /// The figures of other series that the answer of one needs: those that say something of its own, those from which its
    /// own were derived, and those that count the same by another definition.
    fn related(&self, scope: &Scope, own: &FxHashSet<FigureId>) -> Vec<Recorded> {
        let says = |act: &&Act| !matches!(act.what, ActKind::PartOf(_) | ActKind::Void);
        let on_own = own.iter().filter_map(|id| self.acts.get(id)).flatten();
        let mut wanted: FxHashSet<FigureId> = on_own.filter(says).filter_map(|act| act.other).collect();
        let derived = |act: &&Act| act.what == ActKind::Linked(LinkKind::DerivedFrom);
        let of_own = |act: &&Act| act.other.is_some_and(|by| own.contains(&by));
        wanted.extend(self.acts.values().flatten().filter(derived).filter(of_own).map(|act| act.figure));
        let otherwise = |row: &ReadRow| {
            row.scope.as_ref().is_some_and(|other| {
                other.definition != scope.definition
                    && Scope { definition: scope.definition.clone(), ..(**other).clone() } == *scope
            })
        };
        let is_wanted = |row: &&ReadRow| {
            !own.contains(&row.recorded.id) && (wanted.contains(&row.recorded.id) || otherwise(row))
        };
        self.rows.iter().filter(is_wanted).map(|row| row.recorded.clone()).collect()
    }
}

/// Places figures in the order of recording: by their numbers, or where stores were merged by their places among those that
/// are read together.
fn put_in_order(figures: &mut [Recorded], related: &mut [Recorded]) {
    figures.sort_by_key(|recorded| recorded.order);
    related.sort_by_key(|recorded| recorded.id);
    let mut all: Vec<&mut Recorded> = figures.iter_mut().chain(related).collect();
    if all.iter().all(|recorded| recorded.order == recorded.id.0) {
        return;
    }
    all.sort_by_key(|recorded| recorded.order);
    for (place, recorded) in (1..).zip(all) {
        recorded.order = place;
    }
}

/// What rows share, each kept once.
#[derive(Default)]
struct SharedParts {
    scopes: FxHashSet<Arc<Scope>>,
    attributions: FxHashSet<Arc<Attribution>>,
    sources: FxHashSet<Arc<Source>>,
}

impl SharedParts {
    fn read(
        &mut self,
        row: &FigureRow,
        id: FigureId,
        order: i64,
        names: &Names,
    ) -> Result<ReadRow, InterchangeFault> {
        let mut figure = row.figure()?;
        let is_own = row.role == FamilyRole::Own;
        let scope = is_own.then(|| once(&mut self.scopes, Arc::new(names.canonical_scope(&figure.scope))));
        figure.scope = once(&mut self.scopes, figure.scope);
        figure.attribution = once(&mut self.attributions, figure.attribution);
        figure.source = once(&mut self.sources, figure.source);
        let recorded = Recorded { id, order, line: row.line.unsigned_abs(), figure };
        Ok(ReadRow { recorded, scope, series: row.series, reference: row.reference.clone() })
    }
}

fn once<T: Eq + std::hash::Hash>(known: &mut FxHashSet<Arc<T>>, one: Arc<T>) -> Arc<T> {
    if let Some(known) = known.get(&one) {
        return Arc::clone(known);
    }
    known.insert(Arc::clone(&one));
    one
}

/// The numbers of the figures at which acts point.
struct TargetNumbers {
    by_uid: FxHashMap<String, FigureId>,
    several: bool,
}

impl TargetNumbers {
    fn of(rows: &[FigureRow], ids: &[FigureId], several: bool) -> TargetNumbers {
        let mut by_uid: FxHashMap<String, FigureId> =
            rows.iter().zip(ids).map(|(row, id)| (row.uid.clone(), *id)).collect();
        if several {
            // Figures that are not among the rows have numbers of no other, in the order of their uids.
            let others = rows.iter().flat_map(|row| &row.acts).filter_map(|act| act.other_uid.clone());
            let unseen: BTreeSet<String> = others.filter(|uid| !by_uid.contains_key(uid)).collect();
            by_uid.extend(unseen.into_iter().zip(1..).map(|(uid, number)| (uid, FigureId(-number))));
        }
        TargetNumbers { by_uid, several }
    }

    fn act(&self, figure: FigureId, act: &RowAct) -> Result<Act, InterchangeFault> {
        let by_uid = act.other_uid.as_ref().and_then(|uid| self.by_uid.get(uid)).copied();
        let by_number = act.other_id.filter(|_| !self.several).map(FigureId);
        act.act(figure, by_number.or(by_uid))
    }
}

/// The snapshots of feeds that brought the figures, each for its figure.
fn feeds(rows: &[FigureRow], ids: &[FigureId]) -> Result<Feeds, InterchangeFault> {
    let (mut feeds, mut taken): (FxHashMap<&str, i64>, Vec<TakenSnapshot>) = Default::default();
    for (row, id) in rows.iter().zip(ids) {
        let Some((feed, at)) = row.feed.as_deref().zip(row.snapshot_at.as_deref()) else { continue };
        let next = feeds.len() as i64;
        taken.push(TakenSnapshot {
            feed: *feeds.entry(feed).or_insert(next),
            at: moment("snapshot_at", at)?,
            before: row.snapshot_before.as_deref().map(|at| moment("snapshot_before", at)).transpose()?,
            figures: (id.0 - 1, id.0),
        });
    }
    Ok(Feeds::new(taken))
}

/// Which entry brought which figure.
fn recordings(rows: &[FigureRow], ids: &[FigureId]) -> Result<Recordings, InterchangeFault> {
    let brought_by = rows.iter().map(entry).collect::<Result<Vec<_>, _>>()?;
    let entries: BTreeSet<_> = brought_by.iter().flatten().copied().collect();
    // No figure is found by its number: each is looked up.
    let recorder = |(place, (at, _)): (usize, &(Timestamp, &str))| Recorder {
        entry: EntryId(place as i64),
        last: FigureId(i64::MIN),
        at: *at,
        place,
    };
    let recorders: Vec<Recorder> = entries.iter().enumerate().map(recorder).collect();
    let numbers: FxHashMap<_, _> =
        entries.iter().zip(&recorders).map(|(key, own)| (*key, own.entry)).collect();
    let of_row = |(id, entry): (&FigureId, &Option<_>)| Some((*id, *numbers.get(entry.as_ref()?)?));
    let brought = ids.iter().zip(&brought_by).filter_map(of_row).collect();
    Ok(Recordings::of(recorders.into(), brought))
}

/// The entry that brought the figure of a row.
fn entry(row: &FigureRow) -> Result<Option<(Timestamp, &str)>, InterchangeFault> {
    let Some(at) = &row.recorded_at else { return Ok(None) };
    let at = Timestamp::read(at).map_err(|_| InterchangeFault::new("recorded_at", at))?;
    Ok(Some((at, row.entry_uid.as_deref().unwrap_or_default())))
}
