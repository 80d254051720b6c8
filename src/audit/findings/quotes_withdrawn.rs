//! `quotes_withdrawn`: figures that hand on a statement which its author withdrew or its authority denies.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::audit::sheet::SeriesSheet;
use crate::audit::{Finding, Rank};
use crate::model::recorded::{ActKind, FigureId};
use crate::model::words::LinkKind;
use crate::phrase::figure::{figure, show, who};
use crate::phrase::number::counted;
use crate::series::track::{ResolvedTracks, TrackOutcome, resolve_tracks};

pub(super) fn find(sheet: &SeriesSheet<'_>) -> Vec<Finding> {
    let series = sheet.series;
    let withdrawals = series.acts().iter().filter(|act| act.what.withdraws());
    let withdrawing: FxHashSet<FigureId> = withdrawals.clone().filter_map(|act| act.other).collect();
    if withdrawals.count() == 0 {
        return Vec::new();
    }
    let resolved = resolve_tracks(series, sheet.question());
    let mut quoting: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for track in series.tracks() {
        let withdrawn: Vec<usize> = track
            .members
            .iter()
            .copied()
            .filter(|member| {
                resolved.statuses[*member].withdrawal().is_some() && resolved.places[*member].is_some()
            })
            .collect();
        let says_so = |member: &usize| withdrawing.contains(&series.members()[*member].id());
        for member in track.members.iter().copied().filter(|member| !says_so(member)) {
            if let Some(of) = withdrawn.iter().copied().find(|of| quotes(&resolved, member, *of)) {
                quoting.entry(of).or_default().push(member);
            }
        }
    }
    quoting.retain(|_, relays| relays.iter().any(|relay| sheet.looks_at(series.members()[*relay].id())));
    quoting.into_iter().map(|(of, relays)| finding(&resolved, of, &relays)).collect()
}

/// Whether a figure that was not withdrawn itself says again what a withdrawn one says.
fn quotes(resolved: &ResolvedTracks<'_>, member: usize, of: usize) -> bool {
    let takes_part = matches!(
        resolved.outcomes[member],
        TrackOutcome::Chosen
            | TrackOutcome::Restates(_)
            | TrackOutcome::Followed(_)
            | TrackOutcome::OtherWindow
    );
    member != of
        && takes_part
        && resolved.statuses[member].withdrawal().is_none()
        && (resolved.are_one_statement(member, of) || resolved.said_first(member) == of)
}

fn finding(resolved: &ResolvedTracks<'_>, of: usize, relays: &[usize]) -> Finding {
    let members = resolved.series.members();
    let withdrawn = &members[of].recorded;
    let act = resolved.statuses[of].withdrawal();
    let how = match act.map(|act| act.what) {
        Some(ActKind::Linked(LinkKind::Disowns)) => "denied having given",
        _ => "withdrew",
    };
    let when = act.map(|act| format!("on {} ", act.known_at.long())).unwrap_or_default();
    let (quote, them) = if relays.len() == 1 { ("quotes", "it") } else { ("quote", "them") };
    let ids: Vec<String> = relays.iter().map(|relay| format!("#{}", members[*relay].id())).collect();
    let explanation = format!(
        "{} ({}) {quote} a withdrawn statement: {when}{} {how} {}",
        counted(relays.len() as i64, "figure"),
        ids.join(", "),
        who(withdrawn),
        figure(withdrawn)
    );
    let first = relays.first().map_or(withdrawn.id, |relay| members[*relay].id());
    let hint = format!("do not print {them} without saying so: {}", show(first));
    let figures = relays.iter().map(|relay| members[*relay].id()).chain([withdrawn.id]).collect();
    Finding::new(Rank::Warning, figures, explanation, hint)
}
