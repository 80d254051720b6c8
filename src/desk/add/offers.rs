//! What a person who adds a figure is offered: the names of the store, those of the event first, and the last publisher.

use std::path::Path;

use super::said::Cells;
use crate::audit::are_alike;
use crate::desk::error::Error;
use crate::model::column::Field;
use crate::model::filter::Filter;
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::recorded::Recorded;
use crate::store::ledgers::Ledger;
use crate::store::{self, Result as StoreResult, Store, View};

/// How many entries are looked through for the last publisher.
const ENTRIES: usize = 50;

/// By how many letters a name may differ from one that it is offered for.
const LETTERS: usize = 2;

/// What a store has to offer.
#[derive(Clone, Debug, Default)]
pub struct Offers {
    names: Vec<(Field, Vec<Name>)>,
    /// The places of each event.
    places: Vec<(Name, Name)>,
    last_publisher: Option<String>,
}

impl Offers {
    /// Those of the store at `path`, for a person; none where there is no store.
    ///
    /// # Errors
    /// What the store says.
    pub fn of(path: &Path, who: &str) -> Result<Offers, Error> {
        if !path.exists() {
            return Ok(Offers::default());
        }
        let store = Store::open_for_reading(path)?;
        let view = View::of(&store, None)?;
        let mut names = Vec::new();
        for (field, kind) in [
            (Field::Event, NameKind::Event),
            (Field::Place, NameKind::Place),
            (Field::Authority, NameKind::Authority),
            (Field::Publisher, NameKind::Publisher),
            (Field::Group, NameKind::Group),
        ] {
            let mut known = store::names::known(&view, kind)?;
            known.reverse(); // the newest first
            names.push((field, known));
        }
        let keys = store::series::matching(&view, &Filter::default())?;
        let places = keys.iter().filter_map(|key| Some((key.scope.event.clone(), key.scope.place.clone()?)));
        Ok(Offers { names, places: places.collect(), last_publisher: last_publisher(&view, who)? })
    }

    /// The names that a field may hold, the likeliest first.
    pub fn names(&self, field: Field, cells: &Cells) -> Vec<String> {
        let known = self.known(field);
        let event = cells.get(&Field::Event).map(String::as_str).unwrap_or_default();
        let of_event = |name: &Name| {
            field == Field::Place
                && self.places.iter().any(|(of, place)| of.as_str() == event && place == name)
        };
        let (first, others): (Vec<&Name>, Vec<&Name>) = known.iter().partition(|name| of_event(name));
        first.into_iter().chain(others).map(ToString::to_string).collect()
    }

    /// Known names that look like one that is not known.
    pub fn near(&self, field: Field, typed: &str) -> Vec<String> {
        let Some(name) = Name::read(typed) else { return Vec::new() };
        let lower = typed.to_lowercase();
        let is_near = |known: &&Name| {
            let most = LETTERS.min(lower.chars().count() / 3);
            let mut steps = known.steps().chain([known.as_str()]);
            are_alike(&name, known)
                || steps.any(|step| strsim::osa_distance(&step.to_lowercase(), &lower) <= most)
        };
        self.known(field).iter().filter(is_near).map(ToString::to_string).collect()
    }

    /// The publisher of what this person recorded last; else of what anybody did.
    pub fn last_publisher(&self) -> Option<&str> {
        self.last_publisher.as_deref()
    }

    fn known(&self, field: Field) -> &[Name] {
        self.names.iter().find(|(known, _)| *known == field).map_or(&[], |(_, names)| names)
    }
}

fn last_publisher(view: &View<'_>, who: &str) -> StoreResult<Option<String>> {
    let mut of_others = None;
    for entry in store::entries::newest(view, Some(ENTRIES))?.into_iter().filter(|entry| entry.stands) {
        let rows = view.visibility().rows_of(Ledger::Figure, entry.id)?;
        let Some((_, last)) = rows.filter(|(above, last)| last > above) else { continue };
        let figure: Option<Recorded> = store::figures::one(view, crate::model::recorded::FigureId(last))?;
        let Some(figure) = figure else { continue };
        let publisher = figure.figure.source.publisher.to_string();
        if entry.who == who {
            return Ok(Some(publisher));
        }
        of_others = of_others.or(Some(publisher));
    }
    Ok(of_others)
}
