//! `total_fell`: a total that its authority lowered, and nobody recorded that it was meant, or why.

use crate::audit::{Check, Finding, Rank};
use crate::model::question::Question;
use crate::model::recorded::{ActKind, FigureId, Recorded};
use crate::model::words::{CountType, LinkKind};
use crate::reconcile::{Fate, policies};
use crate::series::Series;

/// The rule.
pub const CHECK: Check = Check {
    name: "total_fell",
    about: "an authority lowered its total, and no row declares or explains it",
    apply: find,
};

fn find(series: &Series) -> Vec<Finding> {
    let Some(policy) = policies::named("per-authority") else { return Vec::new() };
    if series.scope.count_type != CountType::Total {
        return Vec::new();
    }
    let answer = (policy.apply)(series, &Question::default());
    let fell = answer.trace.iter().filter_map(|traced| match traced.fate {
        Fate::RevisedBy(by) => finding(series, traced.id, by),
        _ => None,
    });
    fell.collect()
}

/// The finding, where the later printed value is the lower one and both days are stated.
fn finding(series: &Series, before: FigureId, after: FigureId) -> Option<Finding> {
    let (old, new) = (series.figure(before)?, series.figure(after)?);
    let is_explained =
        series.acts_on(before).iter().any(|act| act.what == ActKind::Linked(LinkKind::Revises));
    let stated = |recorded: &Recorded| recorded.figure.as_of.stated();
    let (first, then) = (stated(old)?, stated(new)?);
    let is_lower = value(new)? < value(old)?;
    (is_lower && !is_explained).then(|| Finding {
        name: CHECK.name,
        rank: Rank::Warning,
        figures: vec![after, before],
        explanation: format!(
            "the total fell from {} (#{before}, as of {}) to {} (#{after}, as of {}), and no row says why",
            words(old),
            first.long(),
            words(new),
            then.long()
        ),
        hint: format!("look at both with tollbook show {after}; if it was meant, import a row that revises {before} with its reason"),
    })
}

/// The printed number, else the fewest people that the words allow.
fn value(recorded: &Recorded) -> Option<u64> {
    let count = recorded.figure.count.as_ref()?;
    Some(count.value().unwrap_or(count.count().low()))
}

fn words(recorded: &Recorded) -> String {
    recorded.figure.count.as_ref().map_or_else(String::new, |count| count.printed().into_owned())
}
