//! Figures of the ledger that print a number which an article denies.

use super::reply::ReplyTarget;
use crate::desk::add::Cells;
use crate::desk::answers::series_of;
use crate::desk::error::Error;
use crate::model::column::Field;
use crate::model::figure::{Figure, Window};
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::question::Question;
use crate::model::scope::{EVERYBODY, Scope};
use crate::model::wording::Wording;
use crate::model::words::{Measure, Unit};
use crate::store::{self, View};

/// The most figures that are offered.
const OFFERED: usize = 6;

/// The standing figures that print a number where a denial belongs: of its event, or else of its place; `own`: of who
/// denies it, else of others. None, where it names neither an event nor a place of the ledger.
pub(super) fn figures_that_print(
    view: &View<'_>,
    wording: &Wording,
    cells: &Cells,
    own: bool,
) -> Result<Vec<ReplyTarget>, Error> {
    let names = view.names();
    let named = |field: Field, kind: NameKind| {
        let name = cells.get(&field).and_then(|text| Name::read(text))?;
        Some(names.canonical(kind, &name))
    };
    let (event, place) = (named(Field::Event, NameKind::Event), named(Field::Place, NameKind::Place));
    let who = named(Field::Authority, NameKind::Authority);
    let keys = match (&event, &place) {
        (Some(event), _) => store::series_named::of_event(view, event)?,
        (None, Some(place)) => store::series_named::of_place(view, place)?,
        (None, None) => Vec::new(),
    };
    let measure = cells.get(&Field::Measure).and_then(|word| Measure::from_word(word));
    let mut found = Vec::new();
    for key in keys.iter().filter(|key| fits(&key.scope, measure, place.as_ref())) {
        if found.len() >= OFFERED
            || !store::series_named::prints(view, key, wording.count(), wording.value())?
        {
            continue;
        }
        let series = series_of(names, store::material::of(view, key)?);
        for member in series.members() {
            let recorded = &member.recorded;
            let voice = series.voice(member).name();
            let is_own = who.as_ref().is_some_and(|who| names.canonical(NameKind::Authority, voice) == *who);
            let prints = |count: &Wording| {
                count.count() == wording.count()
                    || wording.value().is_some() && count.value() == wording.value()
            };
            let Some(count) = recorded.figure.count.as_ref().filter(|count| prints(count)) else { continue };
            let stands = series.status(recorded.id, &Question::default()).stands();
            if stands && is_own == own && found.len() < OFFERED {
                let words = format!("{voice}: {}", count.text());
                found.push(ReplyTarget::Figure(recorded.id, words, counted(&recorded.figure)));
            }
        }
    }
    Ok(found)
}

/// What a figure counts, as cells.
fn counted(figure: &Figure) -> Cells {
    let Scope { event, place, measure, unit, group, count_type, definition } = &*figure.scope;
    let (start, length) = match figure.window {
        Some(Window::From(day)) => (Some(day.iso()), None),
        window => (None, window.and_then(Window::length)),
    };
    let cells = [
        (Field::Event, Some(event.to_string())),
        (Field::Place, place.as_ref().map(ToString::to_string)),
        (Field::Measure, Some(measure.word().to_owned())),
        (Field::Unit, (*unit != Unit::People).then(|| unit.word().to_owned())),
        (Field::Group, (group.as_str() != EVERYBODY).then(|| group.to_string())),
        (Field::CountType, Some(count_type.word().to_owned())),
        (Field::Definition, definition.clone()),
        (Field::PeriodStart, start),
        (Field::PeriodLength, length),
    ];
    cells.into_iter().filter_map(|(field, text)| Some((field, text?))).collect()
}

/// Whether a series can be the one that is meant: killed and died are not told apart, nor a place from one inside it.
fn fits(scope: &Scope, measure: Option<Measure>, place: Option<&Name>) -> bool {
    let kind = |measure| if measure == Measure::Died { Measure::Killed } else { measure };
    let is_there = |own: &Name, place: &Name| own.is_within(place.as_str()) || place.is_within(own.as_str());
    measure.is_none_or(|measure| kind(measure) == kind(scope.measure))
        && place.is_none_or(|place| scope.place.as_ref().is_none_or(|own| is_there(own, place)))
}
