//! Series of one event, looked at together: parts and wholes, totals and the periods between them.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::figure::Completeness;
use crate::model::name::{Name, STEP};
use crate::model::names::Names;
use crate::model::recorded::{ActKind, FigureId, Recorded};
use crate::model::scope::Scope;
use crate::model::words::CountType;
use crate::series::{Member, Series};

use super::imports::Imports;
use super::sheet::{SeriesSheet, stands};

/// A series as an audit looks at it.
pub struct AuditedSeries {
    /// What stands together.
    pub now: Series,
    /// The same with the values that rows of feeds had before, where they had any.
    pub with_before: Option<Series>,
}

/// Series of one event, or of what it consists of: all that a rule has to look at for any of them (`src/audit/together.rs`).
pub struct Event<'s> {
    /// One sheet a series.
    pub sheets: Vec<SeriesSheet<'s>>,
    /// Of each series the sheet with the values that rows of feeds had before, where they had any.
    with_before: Vec<Option<SeriesSheet<'s>>>,
    /// The imports that figures came with.
    pub imports: &'s Imports<'s>,
    /// What the desk says about names.
    pub names: &'s Names,
    by_scope: FxHashMap<Arc<Scope>, usize>,
    /// The sheet of each figure, and its place there.
    by_figure: FxHashMap<FigureId, (usize, usize)>,
    parts: FxHashMap<FigureId, Vec<(FigureId, Completeness)>>,
}

impl<'s> Event<'s> {
    /// Puts the series of an event side by side. Scopes are canonical.
    pub fn new(audited: &'s [AuditedSeries], imports: &'s Imports<'s>, names: &'s Names) -> Event<'s> {
        let series: Vec<&'s Series> = audited.iter().map(|series| &series.now).collect();
        let by_scope =
            series.iter().enumerate().map(|(at, series)| (Arc::clone(&series.scope), at)).collect();
        let members = |(at, series): (usize, &'s Series)| {
            series.members().iter().enumerate().map(move |(place, member)| (member.id(), (at, place)))
        };
        let by_figure: FxHashMap<FigureId, (usize, usize)> =
            series.iter().copied().enumerate().flat_map(members).collect();
        let mut parts: FxHashMap<FigureId, Vec<(FigureId, Completeness)>> = FxHashMap::default();
        for (at, series) in series.iter().enumerate() {
            // The acts on related figures are those of their own series.
            for act in
                series.acts().iter().filter(|act| by_figure.get(&act.figure).is_some_and(|own| own.0 == at))
            {
                if let (ActKind::PartOf(completeness), Some(whole)) = (act.what, act.other) {
                    parts.entry(whole).or_default().push((act.figure, completeness));
                }
            }
        }
        for parts in parts.values_mut() {
            parts.sort_by_key(|(part, _)| {
                let (at, place) = by_figure[part];
                (imports.place(&series[at].members()[place].recorded), at, place)
            });
        }
        let sheets = series.into_iter().map(SeriesSheet::new).collect();
        let with_before =
            audited.iter().map(|series| series.with_before.as_ref().map(SeriesSheet::new)).collect();
        Event { sheets, with_before, imports, names, by_scope, by_figure, parts }
    }

    /// One sheet a series, with the values that rows of feeds had before: for what looks at steps.
    pub fn sheets_of_steps(&self) -> impl Iterator<Item = &SeriesSheet<'s>> {
        self.sheets.iter().zip(&self.with_before).map(|(now, before)| before.as_ref().unwrap_or(now))
    }

    /// The place of a series in [`Event::sheets`].
    pub fn number_of(&self, scope: &Scope) -> Option<usize> {
        self.by_scope.get(scope).copied()
    }

    /// The sheet of a series.
    pub fn sheet(&self, scope: &Scope) -> Option<&SeriesSheet<'s>> {
        self.by_scope.get(scope).map(|at| &self.sheets[*at])
    }

    /// The series of one count type, each with that of another which counts the same people.
    pub fn pairs(
        &self,
        of: CountType,
        with: CountType,
    ) -> impl Iterator<Item = (&SeriesSheet<'s>, &SeriesSheet<'s>)> {
        let own = self.sheets.iter().filter(move |sheet| sheet.series.scope.count_type == of);
        own.filter_map(move |sheet| {
            let scope = Scope { count_type: with, ..(*sheet.series.scope).clone() };
            Some((sheet, self.sheet(&scope)?))
        })
    }

    /// The sheet that holds a figure.
    pub fn sheet_of(&self, figure: FigureId) -> Option<&SeriesSheet<'s>> {
        self.by_figure.get(&figure).map(|(at, _)| &self.sheets[*at])
    }

    /// One figure of the event.
    pub fn figure(&self, id: FigureId) -> Option<&'s Recorded> {
        match self.by_figure.get(&id) {
            Some((at, place)) => Some(&self.sheets[*at].series.members()[*place].recorded),
            None => self.with_before.iter().flatten().find_map(|sheet| sheet.series.figure(id)),
        }
    }

    /// The figures of a figure's track up to it, itself first.
    pub fn track_up_to(&self, id: FigureId) -> impl Iterator<Item = &'s Member> {
        let own = self.by_figure.get(&id).map(|(at, place)| (self.sheets[*at].series, *place));
        own.into_iter().flat_map(|(series, place)| {
            let track = &series.tracks()[series.members()[place].track];
            // A track lists places in their order.
            let end = track.members.partition_point(|other| *other <= place);
            track.members[..end].iter().rev().map(|place| &series.members()[*place])
        })
    }

    /// One figure of the event that stands.
    pub fn that_stands(&self, id: FigureId) -> Option<&'s Recorded> {
        let series = self.sheet_of(id)?.series;
        series.figure(id).filter(|_| stands(series, id))
    }

    /// The figures that declare themselves part of another, in the order of recording.
    pub fn parts_of(&self, whole: FigureId) -> &[(FigureId, Completeness)] {
        self.parts.get(&whole).map_or(&[], Vec::as_slice)
    }

    /// What is declared to have been added to a total: increments and period counts of the same people.
    pub fn components(&self, total: &Recorded) -> Vec<&'s Recorded> {
        let scope = &total.figure.scope;
        let adds = |part: &&Recorded| {
            let own = &part.figure.scope;
            matches!(own.count_type, CountType::Increment | CountType::Period)
                && (own.measure, own.unit, &own.group, &own.place)
                    == (scope.measure, scope.unit, &scope.group, &scope.place)
        };
        let parts = self.parts_of(total.id).iter().filter_map(|(part, _)| self.that_stands(*part));
        parts.filter(adds).collect()
    }

    /// The figures of which others declare themselves part, by number.
    pub fn wholes(&self) -> Vec<FigureId> {
        let mut wholes: Vec<FigureId> = self.parts.keys().copied().collect();
        wholes.sort_unstable();
        wholes
    }
}

/// The same scope at every place around its own, the nearest first.
pub fn places_around(scope: &Scope) -> impl Iterator<Item = Scope> {
    let outer = |place: &Name| place.as_str().rsplit_once(STEP).and_then(|(outer, _)| Name::read(outer));
    let places = std::iter::successors(scope.place.as_ref().and_then(outer), move |place| outer(place));
    places.map(|place| Scope { place: Some(place), ..scope.clone() })
}
