//! What a folder holds, found before anything is written: its series, its names, and on which page each figure stands.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{MOST, ROWS, SiteFolder};
use crate::desk::answers::Request;
use crate::desk::criteria::nothing_matches;
use crate::desk::error::Error;
use crate::desk::pages::request::request;
use crate::model::filter::Filter;
use crate::model::name::{Name, STEP};
use crate::model::names::NameKind;
use crate::model::recorded::{FigureId, Recorded};
use crate::model::shell;
use crate::model::status::void_figures;
use crate::phrase::number::grouped;
use crate::report::address::FIRST;
use crate::store::material::Material;
use crate::store::series::SeriesKey;
use crate::store::{self, Result as StoreResult};

/// The kinds of names that have pages, in the order of their lists.
pub const KINDS: [NameKind; 5] =
    [NameKind::Event, NameKind::Place, NameKind::Group, NameKind::Authority, NameKind::Publisher];

/// A series of the folder.
pub struct SiteSeries {
    /// What it counts.
    pub key: SeriesKey,
    /// Its number: the lowest of those of its key.
    pub id: i64,
    /// The number of its event.
    pub event: i64,
    /// How many of its figures are shown.
    pub figures: usize,
}

/// A name of the folder.
pub struct SiteName {
    /// Its number.
    pub id: i64,
    /// The series in which it occurs, by their places among all; of a place also those of the places inside.
    pub series: Vec<usize>,
}

/// What a folder holds.
#[derive(Default)]
pub struct SiteContents {
    /// Its series, in the order of the names.
    pub series: Vec<SiteSeries>,
    /// Its names, by the places of their kinds in [`KINDS`], then by the alphabet.
    pub names: BTreeMap<(usize, Name), SiteName>,
    /// How many figures it shows.
    pub figures: u64,
    /// For each figure its series, and the part of the page on which it stands.
    pub places: FxHashMap<i64, (i64, NonZeroU32)>,
    numbers: FxHashMap<(NameKind, Name), Option<i64>>,
}

impl SiteContents {
    /// Looks at every series that is asked for.
    ///
    /// # Errors
    /// Nothing that is asked for, too much of it, or what the store says.
    pub fn of(site: &SiteFolder<'_>, to: &Path) -> Result<SiteContents, Error> {
        let mut gathered = SiteContents::default();
        for key in store::series::matching(site.view, &site.options.criteria.filter)? {
            gathered.take(site, key)?;
            if gathered.figures > MOST && is_everything(site) {
                return Err(gathered.too_many(to));
            }
        }
        match gathered.series.is_empty() {
            true => Err(nothing_matches()),
            false => Ok(gathered),
        }
    }

    /// The number of a place.
    pub fn id_of_place(&self, place: &Name) -> Option<i64> {
        let at = KINDS.iter().position(|kind| *kind == NameKind::Place)?;
        self.names.get(&(at, place.clone())).map(|name| name.id)
    }

    fn take(&mut self, site: &SiteFolder<'_>, key: SeriesKey) -> StoreResult<()> {
        let material = store::material::of(site.view, &key)?;
        let figures = shown(site, &material);
        if !is_asked(site, &material, &figures)? {
            return Ok(());
        }
        let (Some(id), Some(event)) =
            (key.ids.iter().min().copied(), self.number(site, NameKind::Event, &key.scope.event)?)
        else {
            return Ok(());
        };
        self.take_names(site, &key, &material, &figures)?;
        let ids: FxHashSet<FigureId> = figures.into_iter().map(|recorded| recorded.id).collect();
        let count = ids.len();
        for (at, figure) in in_order(site, material, &ids)?.into_iter().enumerate() {
            self.places.insert(figure.0, (id, part(at)));
        }
        self.figures += count as u64;
        self.series.push(SiteSeries { key, id, event, figures: count });
        Ok(())
    }

    /// The names of a series that comes next: those of its scope, and of who answers for its figures and who printed them.
    fn take_names(
        &mut self,
        site: &SiteFolder<'_>,
        key: &SeriesKey,
        material: &Material,
        figures: &[&Recorded],
    ) -> StoreResult<()> {
        let (scope, known) = (&material.scope, site.view.names());
        let mut names: FxHashSet<(NameKind, Name)> = FxHashSet::default();
        names.insert((NameKind::Event, key.scope.event.clone()));
        names.insert((NameKind::Group, scope.group.clone()));
        let around = scope.place.iter().flat_map(around);
        names.extend(around.map(|place| (NameKind::Place, known.canonical(NameKind::Place, &place))));
        for recorded in figures {
            let figure = &recorded.figure;
            let authority = figure.authority().map(|name| (NameKind::Authority, name));
            for (kind, name) in authority.into_iter().chain([(NameKind::Publisher, &figure.source.publisher)])
            {
                names.insert((kind, known.canonical(kind, name)));
            }
        }
        let at = self.series.len();
        for (kind, name) in names {
            let Some(id) = self.number(site, kind, &name)? else { continue };
            let place = KINDS.iter().position(|one| *one == kind).unwrap_or(KINDS.len());
            let entry =
                self.names.entry((place, name)).or_insert_with(|| SiteName { id, series: Vec::new() });
            entry.series.push(at);
        }
        Ok(())
    }

    fn number(&mut self, site: &SiteFolder<'_>, kind: NameKind, name: &Name) -> StoreResult<Option<i64>> {
        if let Some(known) = self.numbers.get(&(kind, name.clone())) {
            return Ok(*known);
        }
        let number = store::addressed::number(site.view, kind, name)?;
        self.numbers.insert((kind, name.clone()), number);
        Ok(number)
    }

    /// What is said where a folder would be too large, with the event that has the most figures so far.
    fn too_many(&self, to: &Path) -> Error {
        let mut of_event: BTreeMap<&Name, usize> = BTreeMap::new();
        for one in &self.series {
            *of_event.entry(&one.key.scope.event).or_default() += one.figures;
        }
        let largest = of_event.into_iter().max_by_key(|(_, figures)| *figures);
        let event = shell::word(largest.map_or("", |(event, _)| event.as_str()));
        let to = shell::word(&to.display().to_string());
        Error::usage(
            format!("more than {} figures are too many for one folder of pages", grouped(MOST)),
            format!("choose some of them: tollbook export --site {to} --event {event}"),
        )
    }
}

/// Whether no filter chooses among the figures.
fn is_everything(site: &SiteFolder<'_>) -> bool {
    let criteria = &site.options.criteria;
    criteria.filter == Filter::default() && criteria.entry.is_none()
}

/// The figures of a series that its page shows. Nobody printed what is void: the public does not get it.
fn shown<'m>(site: &SiteFolder<'_>, material: &'m Material) -> Vec<&'m Recorded> {
    let void = void_figures(&material.acts);
    let is_shown = |recorded: &&Recorded| {
        site.question.admits(recorded) && !(site.options.audience.is_public() && void.contains(&recorded.id))
    };
    material.figures.iter().filter(is_shown).collect()
}

/// Whether a figure that is no typing error of this desk is asked for.
fn is_asked(site: &SiteFolder<'_>, material: &Material, figures: &[&Recorded]) -> StoreResult<bool> {
    let void = void_figures(&material.acts);
    for recorded in figures.iter().filter(|recorded| !void.contains(&recorded.id)) {
        if site.options.criteria.admit_in_scope(site.view, recorded)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Figures in the order of their page, which is that of the trace; of a short page no order is needed.
fn in_order(
    site: &SiteFolder<'_>,
    material: Material,
    ids: &FxHashSet<FigureId>,
) -> StoreResult<Vec<FigureId>> {
    if ids.len() <= ROWS {
        return Ok(ids.iter().copied().collect());
    }
    let criteria = Default::default();
    let request: Request<'_> = request(&criteria, site.options.audience);
    let material = material.knowing_event_days(site.view, &site.question)?;
    let (_, answer) = request.answer_to(&site.question, site.view.names(), material);
    Ok(answer.trace.iter().map(|traced| traced.id).filter(|id| ids.contains(id)).collect())
}

/// The part of a page on which a row stands.
fn part(at: usize) -> NonZeroU32 {
    u32::try_from(at / ROWS + 1).ok().and_then(NonZeroU32::new).unwrap_or(FIRST)
}

/// A place and those around it.
fn around(place: &Name) -> Vec<Name> {
    let steps: Vec<&str> = place.steps().collect();
    (1..=steps.len()).filter_map(|most| Name::read(&steps[..most].join(STEP))).collect()
}
