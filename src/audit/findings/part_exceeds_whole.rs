//! `part_exceeds_whole`: a part that counts more people than the whole it belongs to.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::audit::event::{Event, places_around};
use crate::audit::groups::{Wholes, of_one_count};
use crate::audit::sheet::{Newest, SeriesSheet, TimeFrame};
use crate::audit::{Finding, Rank};
use crate::model::recorded::{FigureId, Recorded};
use crate::model::scope::Scope;
use crate::phrase::figure::{figure, show_both, who};
use crate::series::step::origins_differ;

/// How many authorities of a whole are set against one part.
const WHOLES: usize = 64;

pub(super) fn find(event: &Event<'_>) -> Vec<Finding> {
    let mut found = declared(event);
    let mut reported: FxHashSet<Vec<FigureId>> = found.iter().map(|f| f.figures.clone()).collect();
    for part in &event.sheets {
        for whole in places_around(&part.series.scope).filter_map(|scope| event.sheet(&scope)) {
            found.extend(against(part, [whole]).into_iter().filter(|f| reported.insert(f.figures.clone())));
        }
    }
    for family in of_one_count(event) {
        let wholes = Wholes::of(family.iter().map(|group| &group.facets));
        for part in &family {
            let wholes = wholes.around(&part.facets).into_iter().map(|at| family[at].sheet);
            found.extend(
                against(part.sheet, wholes).into_iter().filter(|f| reported.insert(f.figures.clone())),
            );
        }
    }
    found
}

/// Each part against its own authority's whole, else against the other authority's that leaves least room.
fn against<'s, 'e>(
    part: &SeriesSheet<'s>,
    wholes: impl IntoIterator<Item = &'e SeriesSheet<'s>>,
) -> Vec<Finding>
where
    's: 'e,
{
    let key = |newest: &Newest<'_>| if newest.frame == TimeFrame::Total { None } else { Some(newest.frame) };
    let mut by_frame: FxHashMap<Option<TimeFrame>, Vec<&Newest<'_>>> = FxHashMap::default();
    for newest in wholes.into_iter().flat_map(SeriesSheet::newest) {
        let of_frame = by_frame.entry(key(newest)).or_default();
        if of_frame.len() < WHOLES {
            of_frame.push(newest);
        }
    }
    let exceeded = part.newest().iter().filter_map(|part| {
        let exceeded = by_frame.get(&key(part))?.iter().filter(|whole| exceeds(part, whole));
        let worst = exceeded.min_by_key(|whole| (whole.voice != part.voice, whole.wording.count().high()))?;
        Some(finding(part, worst))
    });
    exceeded.collect()
}

/// Parts that a row declares, each and its whole the newest of their tracks.
fn declared(event: &Event<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for whole in event.wholes() {
        let Some(whole) = newest(event, whole) else { continue };
        for (part, _) in event.parts_of(whole.recorded.id) {
            let Some(part) = newest(event, *part) else { continue };
            let same_definition =
                part.recorded.figure.scope.definition == whole.recorded.figure.scope.definition;
            if same_definition && may_be_set_against(part.frame, whole.frame) && exceeds(part, whole) {
                found.push(finding(part, whole));
            }
        }
    }
    found
}

fn newest<'e>(event: &'e Event<'_>, id: FigureId) -> Option<&'e Newest<'e>> {
    event.sheet_of(id)?.newest().iter().find(|newest| newest.recorded.id == id)
}

/// A part of another count type: any count of a toll so far, a window within a window, else the same time.
fn may_be_set_against(part: TimeFrame, whole: TimeFrame) -> bool {
    match (part, whole) {
        (TimeFrame::Total | TimeFrame::Window(_), TimeFrame::Total) => true,
        (TimeFrame::Window(part), TimeFrame::Window(whole)) => {
            part.last <= whole.last && part.first.zip(whole.first).is_some_and(|(part, whole)| part >= whole)
        }
        (part, whole) => part == whole,
    }
}

fn exceeds(part: &Newest<'_>, whole: &Newest<'_>) -> bool {
    let most = whole.wording.count().high();
    let days_allow = match (part.day, whole.day) {
        (Some(part), Some(whole)) => part.last_day() <= whole.last_day(),
        (None, None) => are_of_one_document(part.recorded, whole.recorded),
        _ => false,
    };
    days_allow
        && most.is_some_and(|most| part.wording.count().low() > most)
        && !origins_differ(&part.recorded.figure, &whole.recorded.figure)
}

/// Whether two figures stand in one document, which has a url or a title.
fn are_of_one_document(a: &Recorded, b: &Recorded) -> bool {
    let (x, y) = (&a.figure, &b.figure);
    !x.source.identity().is_empty()
        && x.source.identity() == y.source.identity()
        && x.source.publisher == y.source.publisher
        && x.published_on == y.published_on
}

fn finding(part: &Newest<'_>, whole: &Newest<'_>) -> Finding {
    let (part, rank) = (part.recorded, if part.voice == whole.voice { Rank::Error } else { Rank::Warning });
    let whole = whole.recorded;
    let explanation = format!(
        "{} has {} for {}, more than the {} that {} has for {}",
        who(part),
        figure(part),
        scope(&part.figure.scope),
        figure(whole),
        who(whole),
        scope(&whole.figure.scope)
    );
    Finding::new(
        rank,
        vec![part.id, whole.id],
        explanation,
        format!("compare both with their sources: {}", show_both(part.id, whole.id)),
    )
}

fn scope(scope: &Scope) -> String {
    let place = scope.place.as_ref().map(|place| format!(" in {place}")).unwrap_or_default();
    format!("{} ({}){place}", scope.measure.word().replace('_', " "), scope.group)
}
