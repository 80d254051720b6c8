//! `stale`: an authority whose newest figure stands against a much newer one of another authority.

use crate::audit::{Check, Finding, Rank};
use crate::model::question::Question;
use crate::model::recorded::Recorded;
use crate::reconcile::{Chosen, Role, policies};
use crate::series::Series;

/// The rule.
pub const CHECK: Check = Check {
    name: "stale",
    about: "an authority's newest figure, as printed, leaves no room for another's that is 30 days newer or more",
    apply: find,
};

/// How much newer the other figure is, in days, at the least.
const DAYS: i32 = 30;

fn find(series: &Series) -> Vec<Finding> {
    let Some(policy) = policies::named("per-authority") else { return Vec::new() };
    if series.has_windows() {
        return Vec::new(); // periods are independent of each other
    }
    let answer = (policy.apply)(series, &Question::default());
    let stands =
        |chosen: &&Chosen| matches!(chosen.role, Role::Kept | Role::Older) && chosen.voice.is_attributed();
    let newest: Vec<(&Chosen, &Recorded)> = answer
        .chosen
        .iter()
        .filter(stands)
        .filter_map(|chosen| Some((chosen, series.figure(chosen.id)?)))
        .collect();
    let mut found = Vec::new();
    for (chosen, old) in &newest {
        let newer = newest.iter().filter(|(_, new)| is_left_behind(old, new));
        if let Some((other, new)) = newer.max_by_key(|(_, new)| (new.figure.as_of.date().first_day(), new.id))
        {
            found.push(finding((chosen, old), (other, new)));
        }
    }
    found
}

/// Whether the days are stated, 30 days or more apart, and no number satisfies both printed figures.
fn is_left_behind(old: &Recorded, new: &Recorded) -> bool {
    let days = old.figure.as_of.stated().zip(new.figure.as_of.stated());
    let counts = old.figure.count.as_ref().zip(new.figure.count.as_ref());
    days.is_some_and(|(old, new)| new.first_day().days_since(old.first_day()) >= DAYS)
        && counts.is_some_and(|(old, new)| old.count().meet(new.count()).is_none())
}

fn finding((chosen, old): (&Chosen, &Recorded), (other, new): (&Chosen, &Recorded)) -> Finding {
    let words = |recorded: &Recorded| {
        recorded.figure.count.as_ref().map_or_else(String::new, |c| c.printed().into_owned())
    };
    let day = |recorded: &Recorded| recorded.figure.as_of.date().long();
    Finding {
        name: CHECK.name,
        rank: Rank::Warning,
        figures: vec![old.id, new.id],
        explanation: format!(
            "the newest figure of {} is {} (#{}, as of {}); {} has {} (#{}, as of {})",
            chosen.voice.name(),
            words(old),
            old.id,
            day(old),
            other.voice.name(),
            words(new),
            new.id,
            day(new)
        ),
        hint: format!(
            "see whether {} has a newer one: tollbook timeline --authority \"{0}\"",
            chosen.voice.name()
        ),
    }
}
