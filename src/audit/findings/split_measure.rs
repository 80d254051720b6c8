//! `split_measure`: the dead of one event under two measures: killed by one authority, died by another.

use crate::audit::event::Event;
use crate::audit::sheet::{Newest, SeriesSheet};
use crate::audit::sisters::{families, of_measure};
use crate::audit::{Finding, Rank};
use crate::model::event_kind::{EventKind, kills_in_two_ways};
use crate::model::words::Measure;
use crate::phrase::figure::{figure, who};

pub(super) fn find(event: &Event<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for family in families(event) {
        let killed = family.iter().filter(|sheet| sheet.series.scope.measure == Measure::Killed);
        for killed in killed {
            let died = of_measure(&family, killed, Measure::Died);
            found.extend(died.and_then(|died| between(event, killed, died)));
        }
    }
    found
}

/// Where two authorities use the two words, or one of them both of what happened once.
fn between(event: &Event<'_>, killed: &SeriesSheet<'_>, died: &SeriesSheet<'_>) -> Option<Finding> {
    let name = &killed.series.scope.event;
    if kills_in_two_ways(name) {
        return None;
    }
    let is_incident = event.names.event_kind(name).kind == EventKind::Incident;
    let one = newest(killed)?;
    let others = died.newest().iter();
    let other = others
        .clone()
        .filter(|other| other.voice != one.voice)
        .max_by_key(|other| other.recorded.order)
        .or_else(|| others.clone().max_by_key(|other| other.recorded.order).filter(|_| is_incident))?;
    let explanation = format!(
        "{} has {} killed, and {} has {} who died: the dead of one event under two measures are never set against each other",
        who(one.recorded),
        figure(one.recorded),
        who(other.recorded),
        figure(other.recorded)
    );
    let hint = format!(
        "see which word the sources mean, and mend the other: tollbook amend {} --typo measure=killed",
        other.recorded.id
    );
    Some(Finding::new(Rank::Warning, vec![one.recorded.id, other.recorded.id], explanation, hint))
}

fn newest<'n, 's>(sheet: &'n SeriesSheet<'s>) -> Option<&'n Newest<'s>> {
    sheet.newest().iter().max_by_key(|newest| newest.recorded.order)
}
