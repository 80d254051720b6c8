//! `quotes_withdrawn`: figures that hand on a statement which its author withdrew or its authority denies.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::audit::sheet::SeriesSheet;
use crate::audit::{Finding, Rank};
use crate::model::recorded::{Act, ActKind, FigureId, Recorded};
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

/// What became of a withdrawn figure: its author took it back, or a row of somebody else says that it was.
fn what_happened(resolved: &ResolvedTracks<'_>, withdrawn: &Recorded, act: Option<&Act>) -> String {
    let by = act.and_then(|act| resolved.series.figure(act.other?));
    let is_own = by.is_none_or(|by| who(by) == who(withdrawn));
    match act.map(|act| act.what) {
        Some(ActKind::Linked(LinkKind::Disowns)) => {
            format!("{} denied having given {}", who(withdrawn), figure(withdrawn))
        }
        _ if is_own => format!("{} withdrew {}", who(withdrawn), figure(withdrawn)),
        _ => format!("the figure of {}, {}, was withdrawn", who(withdrawn), figure(withdrawn)),
    }
}

fn finding(resolved: &ResolvedTracks<'_>, of: usize, relays: &[usize]) -> Finding {
    let members = resolved.series.members();
    let withdrawn = &members[of].recorded;
    let act = resolved.statuses[of].withdrawal();
    let when = act.map(|act| format!("on {} ", act.known_at.long())).unwrap_or_default();
    let (quote, them) = if relays.len() == 1 { ("quotes", "it") } else { ("quote", "them") };
    let ids: Vec<String> = relays.iter().map(|relay| format!("#{}", members[*relay].id())).collect();
    let explanation = format!(
        "{} ({}) {quote} a withdrawn statement: {when}{}",
        counted(relays.len() as i64, "figure"),
        ids.join(", "),
        what_happened(resolved, withdrawn, act)
    );
    let first = relays.first().map_or(withdrawn.id, |relay| members[*relay].id());
    let hint = format!("do not print {them} without saying so: {}", show(first));
    let figures = relays.iter().map(|relay| members[*relay].id()).chain([withdrawn.id]).collect();
    Finding::new(Rank::Warning, figures, explanation, hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series::testing::{Row, Story};

    #[test]
    fn who_withdrew_it_is_not_its_author_unless_the_row_says_so() {
        let said = |paper| Row::new("20").by("Ministry").on("2023-01-13").in_(paper);
        for (by, told) in [
            ("Ministry", "Ministry withdrew 20 (#1, as of 13 January 2023)"),
            ("Police", "the figure of Ministry, 20 (#1, as of 13 January 2023), was withdrawn"),
        ] {
            let back = Row::new("").by(by).on("2023-01-15").in_("Wire");
            let story = Story::of(&[said("Courier"), said("Gazette"), back]).link(3, LinkKind::Retracts, 1);
            let series = story.series();
            let found = find(&SeriesSheet::new(&series));
            let explanations: Vec<_> = found.iter().map(|finding| &finding.explanation).collect();
            assert!(explanations.iter().any(|text| text.ends_with(told)), "{explanations:?}");
        }
    }
}
