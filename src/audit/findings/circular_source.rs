//! `circular_source`: a chain from authority to publisher that passes one name twice.

use crate::audit::sheet::SeriesSheet;
use crate::audit::{Finding, Rank};
use crate::model::name::{Name, STEP};
use crate::model::names::{NameKind, Names};
use crate::model::recorded::Recorded;
use crate::phrase::figure::show;

pub(super) fn find(sheet: &SeriesSheet<'_>) -> Vec<Finding> {
    sheet.members().filter_map(|member| of_chain(&member.recorded, sheet.series.names())).collect()
}

fn of_chain(recorded: &Recorded, names: &Names) -> Option<Finding> {
    let figure = &recorded.figure;
    let relays: Vec<Name> =
        figure.attribution.via.iter().flat_map(|via| via.steps()).filter_map(Name::read).collect();
    if relays.is_empty() {
        return None; // an authority that publishes its own count
    }
    let publisher = &figure.source.publisher;
    let one = |name: &Name| names.canonical(NameKind::Authority, &names.canonical(NameKind::Publisher, name));
    let mut chain: Vec<Name> = figure.authority().into_iter().chain(&relays).map(one).collect();
    chain.dedup(); // a relay that hands on its own count
    let last = one(publisher);
    if chain.last() != Some(&last) {
        chain.push(last);
    }
    let recurs = chain.iter().enumerate().find(|(at, name)| {
        let is_end_to_end = *at == 0 && chain.len() == 2;
        !is_end_to_end && chain[at + 1..].contains(name)
    });
    let (_, name) = recurs?;
    let shown: Vec<&str> =
        figure.authority().into_iter().chain(&relays).chain([publisher]).map(Name::as_str).collect();
    let explanation = format!("the chain of #{} passes {name} twice: {}", recorded.id, shown.join(STEP));
    let hint = format!("see who had the number first: {}", show(recorded.id));
    Some(Finding::new(Rank::Warning, vec![recorded.id], explanation, hint))
}
