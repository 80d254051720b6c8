//! `authority`: the figure of the authority that the desk ranks first.

use crate::model::decisions::desk_rank;
use crate::model::name::Name;
use crate::model::question::Question;
use crate::reconcile::answer::{Answer, AnswersWith, Chosen, NoNumber, SkippedAuthority};
use crate::reconcile::policy::Policy;
use crate::reconcile::select::Selection;
use crate::reconcile::support::Support;
use crate::reconcile::trace::{PolicyDecision, answer};
use crate::series::{Series, Voice};

use super::latest::{contradicted_by, span_of_track};

/// The policy.
pub const POLICY: Policy = Policy {
    name: "authority",
    about: "the authority that the desk ranks first, each one skipped named with why",
    answers_with: AnswersWith::OneFigure,
    apply,
};

fn apply(series: &Series, question: &Question) -> Answer {
    let selection = Selection::new(series, question);
    let mut decision = PolicyDecision { no_number: Some(NoNumber::NoneRanked), ..PolicyDecision::default() };
    for (rank, authority, voice) in ranked(&selection) {
        let own = |chosen: &&Chosen| chosen.voice == *voice;
        if let Some(first) = selection.kept().rev().find(own) {
            decision.span = span_of_track(&selection, first);
            decision.contradicted = contradicted_by(&selection, first);
            break;
        }
        let role = selection.chosen.iter().rev().find(own).map(|chosen| chosen.role.clone());
        decision.skipped.push(SkippedAuthority { authority: authority.clone(), rank, role });
        decision.no_number = Some(NoNumber::NoRankedStands);
    }
    answer(&POLICY, &Support::of(&selection), selection, decision)
}

/// The authorities that have a rank, of those from whom anything was known; the first first, equal ones by name.
fn ranked<'s>(selection: &Selection<'s>) -> Vec<(u32, &'s Name, &'s Voice)> {
    let series = selection.series();
    let mut ranked: Vec<_> = series
        .tracks()
        .iter()
        .filter(|track| track.members.iter().any(|member| selection.resolved.is_known(*member)))
        .filter_map(|track| match &track.voice {
            Voice::Authority(name) => {
                Some((desk_rank(series.names(), name, &series.scope)?.rank, name, &track.voice))
            }
            Voice::Publisher(_) => None,
        })
        .collect();
    ranked.sort();
    ranked
}
