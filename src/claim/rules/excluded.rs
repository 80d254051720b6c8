//! The eighth test: somebody excludes the number.

use crate::model::date::PartialDate;
use crate::phrase::number::grouped;

use super::super::case::{AnsweredSeries, Case, Standing};
use super::super::clauses::{all_with_numbers, claimed, gave_alone};
use super::super::prints::excludes;
use super::super::{Checked, ClaimVerdict};

/// *Contradicted*, always by whom: a newest figure that counts, brought to the day of the claim, leaves no room for it.
pub fn verdict(case: &Case<'_>) -> Option<Checked> {
    let excluding = excluders(case);
    let lead = excluding.last()?;
    let names = lead.frame.series().names();
    let allowing: Vec<Standing<'_, '_>> = case
        .mine()
        .filter(|one| std::ptr::eq(one.frame, lead.frame))
        .filter(|one| one.wording.count().meet(case.claim.wording.count()).is_some())
        .collect();
    let mut because = match &excluding[..] {
        [only] => format!("{}, which leaves no room for {}", gave_alone(only.recorded, names), claimed(case)),
        all => format!("{} leave no room for {}", all_with_numbers(all.iter().rev().copied()), claimed(case)),
    };
    // Ends that are made by convention are no numbers to be shown.
    let values = lead.wording.value().zip(case.claim.wording.value());
    if let Some((said, claimed)) = values.filter(|(said, claimed)| said != claimed) {
        because.push_str(&format!(", {} apart", grouped(said.abs_diff(claimed))));
    }
    if !allowing.is_empty() {
        because.push_str(&format!("; {} would", all_with_numbers(allowing.iter().copied())));
    }
    let nearest = excluding.iter().rev().chain(&allowing).map(|one| one.chosen.id).collect();
    Some(Checked::of(ClaimVerdict::Contradicted, because, nearest))
}

/// The figures that exclude the claim, the newest last. A claim about some window that it does not name is excluded by none:
/// it may mean one that is not here.
pub fn excluders<'c, 's>(case: &'c Case<'s>) -> Vec<Standing<'c, 's>> {
    if case.in_windows() && case.day.is_none() {
        return Vec::new();
    }
    let counted = case.mine().filter(|one| one.counts() && !case.input.faulty.contains(&one.chosen.id));
    counted.filter(|one| leaves_no_room(case, one) && !one.allows_that_day(case)).collect()
}

/// Brought to the day of the claim: of one that names none, to that of the newest report of its series.
fn leaves_no_room(case: &Case<'_>, one: &Standing<'_, '_>) -> bool {
    let Some(day) = case.day.or_else(|| newest_day(one.frame)) else { return false };
    let says = one.frame.selection.says_on(one.chosen, day);
    says.is_some_and(|says| excludes(one.wording, says, &case.claim.wording))
}

fn newest_day(frame: &AnsweredSeries<'_>) -> Option<PartialDate> {
    frame.selection.newest_day()
}
