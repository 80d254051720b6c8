//! `export --rows`: every figure as a row with all that its answer needs, family by family, and the rows of names beside
//! them. What judges them is `answer`, wherever it runs.

use std::collections::hash_map::Entry;
use std::ops::ControlFlow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::answers::{MANY, first_reference};
use super::error::Error;
use super::loads::{Loads, read_and_write};
use crate::model::date::Timestamp;
use crate::model::filter::Filter;
use crate::model::hex::hex;
use crate::model::interchange::{
    FamilyRole, FigureRow, NamesRow, RowAct, RowsHead, event_rows, family_of, metadata,
};
use crate::model::name::Name;
use crate::model::recorded::{Act, FigureId, Recorded};
use crate::model::status::void_figures;
use crate::model::uid::Uids;
use crate::store::material::Material;
use crate::store::series::SeriesKey;
use crate::store::{self, Result, Store, View};

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct RowsOptions {
    /// What this desk had recorded up to and including this time.
    pub recorded_by: Option<Timestamp>,
    /// Whether quotes, notes and grades travel too.
    pub with_texts: bool,
}

/// Who takes what leaves the store.
pub trait RowsSink: Send {
    /// Takes what is said of the whole, before anything else: keys of Arrow metadata with their values.
    ///
    /// # Errors
    /// What writing meets.
    fn begin(&mut self, about: &[(&'static str, String)]) -> std::result::Result<(), Error>;

    /// Takes rows of figures, those of a family one behind the other in their order.
    ///
    /// # Errors
    /// What writing meets.
    fn rows(&mut self, rows: &[FigureRow]) -> std::result::Result<(), Error>;

    /// Takes a row of names, once all rows of figures were given.
    ///
    /// # Errors
    /// What writing meets.
    fn name(&mut self, row: &NamesRow) -> std::result::Result<(), Error>;
}

/// Hands every figure to a sink, some hundred at a time, and then what is said of names. What is held or under embargo is left
/// out. This thread reads, another one writes.
///
/// # Errors
/// What the store says, or the sink.
pub fn rows(store: &Store, options: RowsOptions, sink: &mut dyn RowsSink) -> std::result::Result<(), Error> {
    let view = View::of(store, options.recorded_by)?;
    let keys = store::series::matching(&view, &Filter::default())?;
    if keys.len() >= MANY {
        store::merged::expect_many(&view)?;
    }
    let root = keys.first().map(|key| store::entries::root(&view, key)).transpose()?.flatten();
    let head = root.map(|root| RowsHead { entry: root.entry, hash: root.head });
    let of_store = NamesRow::of_the_store(view.names(), head, options.recorded_by, env!("CARGO_PKG_VERSION"));
    sink.begin(&metadata(&of_store))?;
    let mut read = StoreRows {
        view: &view,
        options,
        uids: Uids::default(),
        has_plain: keys.is_empty(),
        names: Vec::new(),
    };
    read_and_write(
        |loads: &mut Loads<FigureRow>| {
            for run in keys.chunk_by(is_one_place) {
                if read.families(run, loads)?.is_break() {
                    break;
                }
            }
            Ok(())
        },
        &mut |rows| sink.rows(rows),
    )?;
    of_store.iter().try_for_each(|row| sink.name(row))?;
    read.names(&keys, &mut |row| sink.name(row))
}

/// Whether two series that follow each other may be of one family.
fn is_one_place(one: &SeriesKey, other: &SeriesKey) -> bool {
    let (one, other) = (&one.scope, &other.scope);
    (&one.event, &one.place, &one.group) == (&other.event, &other.place, &other.group)
}

/// What is read of a store.
struct StoreRows<'v, 's> {
    view: &'v View<'s>,
    options: RowsOptions,
    uids: Uids,
    /// Whether any series holds more than typing errors.
    has_plain: bool,
    /// What is said of families.
    names: Vec<NamesRow>,
}

/// What is read of a family.
#[derive(Default)]
struct GatheredFamily {
    /// The figures of the family, each with the lowest number of its series.
    own: FxHashMap<FigureId, i64>,
    figures: Vec<Recorded>,
    /// Those that an answer needs besides.
    related: FxHashMap<FigureId, Recorded>,
    acts: FxHashMap<FigureId, Vec<Act>>,
}

impl GatheredFamily {
    /// Adds a series, by its lowest number. What happened to a figure is taken once.
    fn add(&mut self, material: Material, series: i64) {
        let Material { figures, acts, related, .. } = material;
        let Some(first) = figures.first().map(|recorded| recorded.id) else { return };
        let mut taken: FxHashSet<FigureId> = figures.iter().map(|recorded| recorded.id).collect();
        self.own.extend(taken.iter().map(|id| (*id, series)));
        self.figures.extend(figures);
        for recorded in related.into_iter().filter(|recorded| !self.own.contains_key(&recorded.id)) {
            if let Entry::Vacant(place) = self.related.entry(recorded.id) {
                taken.insert(recorded.id);
                place.insert(recorded);
            }
        }
        taken.iter().for_each(|id| drop(self.acts.remove(id)));
        for act in acts {
            let place = match taken.contains(&act.figure) {
                true => act.figure,
                false if self.has_row(act.figure) => continue,
                // What is said of a figure that was taken back, or is held, stands at the row of the figure of the series
                // that says so; where another series says so, at the first row of the series.
                false => act.other.filter(|by| self.own.get(by) == Some(&series)).unwrap_or(first),
            };
            self.acts.entry(place).or_default().push(act);
        }
    }

    fn has_row(&self, id: FigureId) -> bool {
        self.own.contains_key(&id) || self.related.contains_key(&id)
    }
}

impl StoreRows<'_, '_> {
    /// Hands on the rows of series of one event, place and group: a family for each unit.
    fn families(&mut self, run: &[SeriesKey], loads: &mut Loads<FigureRow>) -> Result<ControlFlow<()>> {
        let mut units: Vec<_> = run.iter().map(|key| key.scope.unit).collect();
        units.sort_unstable();
        units.dedup();
        for unit in units {
            let keys: Vec<&SeriesKey> = run.iter().filter(|key| key.scope.unit == unit).collect();
            for row in self.family(&keys)? {
                if loads.add(row).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            self.view.forget_documents();
        }
        Ok(ControlFlow::Continue(()))
    }

    fn family(&mut self, keys: &[&SeriesKey]) -> Result<Vec<FigureRow>> {
        let Some(first) = keys.first() else { return Ok(Vec::new()) };
        let family = family_of(&first.scope, self.view.names());
        let mut gathered = GatheredFamily::default();
        for key in keys {
            let material = store::material::with_documents(self.view, key)?;
            let void = void_figures(&material.acts);
            self.has_plain |= material.figures.iter().any(|recorded| !void.contains(&recorded.id));
            for difference in &material.differing {
                self.names.push(NamesRow::of_difference(&family, difference));
            }
            gathered.add(material, key.ids.iter().min().copied().unwrap_or(0));
        }
        let GatheredFamily { own, mut figures, related, acts } = gathered;
        figures.extend(related.into_values().filter(|recorded| !own.contains_key(&recorded.id)));
        store::merged::place_all(self.view, &mut figures)?;
        figures
            .iter()
            .map(|recorded| self.row(&family, recorded, own.get(&recorded.id).copied(), &acts))
            .collect()
    }

    fn row(
        &mut self,
        family: &str,
        recorded: &Recorded,
        series: Option<i64>,
        acts: &FxHashMap<FigureId, Vec<Act>>,
    ) -> Result<FigureRow> {
        let brought = store::provenance::brought_by(self.view, recorded)?;
        let snapshot = store::feeds::of(self.view)?.of(recorded.id).copied();
        let acts = acts.get(&recorded.id).map_or(&[][..], Vec::as_slice);
        Ok(FigureRow {
            family: family.to_owned(),
            role: if series.is_some() { FamilyRole::Own } else { FamilyRole::Related },
            uid: self.uids.of(&recorded.figure).short(),
            id: recorded.id.0,
            order: recorded.order,
            recorded_at: brought.and_then(|(rank, _)| rank.recorded_at()).map(Timestamp::iso),
            entry_uid: brought.map(|(rank, _)| hex(&rank.uid())),
            line: brought.map_or(recorded.line, |(_, line)| line).cast_signed(),
            reference: first_reference(self.view, recorded.id),
            feed: snapshot.map(|taken| store::feeds::name(self.view, taken.feed)).transpose()?.flatten(),
            snapshot_at: snapshot.map(|taken| taken.at.iso()),
            snapshot_before: snapshot.and_then(|taken| taken.before).map(|before| before.iso()),
            series,
            acts: acts.iter().map(|act| self.act(recorded.id, act)).collect::<Result<_>>()?,
            ..FigureRow::of(&recorded.figure, self.options.with_texts)
        })
    }

    fn act(&mut self, row: FigureId, act: &Act) -> Result<RowAct> {
        let other = act.other.map(|id| store::figures::one(self.view, id)).transpose()?.flatten();
        Ok(RowAct::of(act, row, other.map(|other| self.uids.of(&other.figure).short())))
    }

    /// The rows of names: of names, of events, of families.
    fn names(
        self,
        keys: &[SeriesKey],
        take: &mut dyn FnMut(&NamesRow) -> std::result::Result<(), Error>,
    ) -> std::result::Result<(), Error> {
        let (view, names) = (self.view, self.view.names());
        if !self.has_plain {
            take(&NamesRow::void_series())?;
        }
        for (fact, place) in store::names::facts_with_places(view)? {
            take(&NamesRow {
                recorded_at: place.and_then(|place| place.recorded_at()).map(Timestamp::iso),
                entry_uid: place.map(|place| hex(&place.uid())),
                ..NamesRow::of_fact(&fact, names)
            })?;
        }
        let mut events: Vec<&Name> = keys.iter().map(|key| &key.scope.event).collect();
        events.dedup();
        for event in events {
            of_event(view, event)?.iter().try_for_each(&mut *take)?;
        }
        self.names.iter().try_for_each(take)
    }
}

/// What is known of an event, by its canonical name.
fn of_event(view: &View<'_>, event: &Name) -> Result<Vec<NamesRow>> {
    let mut figures = Vec::new();
    store::event_days::each_with_acts(view, event, &mut |figure, acts| {
        figures.push((figure, acts));
        Ok(())
    })?;
    let rows = event_rows(store::event_places::first_two(view, event)?, figures);
    Ok(rows.into_iter().map(|row| NamesRow::of_event(event, row)).collect())
}
