//! The last test: nobody here says the number, and nobody excludes it.

use crate::model::date::PartialDate;
use crate::phrase::grammar::listed;
use crate::phrase::names::Speech;
use crate::phrase::when::on;

use super::super::case::{Case, Standing};
use super::super::clauses::{claimed, named, number, who};
use super::super::prints::RoomLeft;
use super::super::{Checked, ClaimVerdict};

/// *No record*, saying which: the series is not here, or nobody here whom the claim names, or the number is merely allowed.
pub fn verdict(case: &Case<'_>) -> Checked {
    let allowing: Vec<Standing<'_, '_>> = case.mine().collect();
    let because = because(case, &allowing);
    let nearest = allowing.iter().rev().map(|one| one.chosen.id).collect();
    Checked::of(ClaimVerdict::NoRecord, because, nearest)
}

fn because(case: &Case<'_>, allowing: &[Standing<'_, '_>]) -> String {
    if case.known_members().next().is_none() {
        let event = case.names().map(|names| Speech::new(names).event(&case.claim.event));
        return match event {
            Some(event) => format!("no such count is recorded for {event}"),
            None => format!("nothing is recorded of {}", case.claim.event),
        };
    }
    let has_mine = case.known_members().any(|(_, voice)| case.is_mine(voice));
    if let Some(named) = named(case).filter(|_| !has_mine) {
        return format!("no figure of {named} is recorded here");
    }
    let newest = newest_report(case);
    if let Some((day, newest)) = case.day.zip(newest)
        && newest.last_day() < day.first_day()
    {
        return format!("the newest report here is of {}", newest.long());
    }
    if RoomLeft::of(&case.claim.wording) == RoomLeft::Downwards {
        return "nobody here prints so many".to_owned();
    }
    let Some(names) = case.names().filter(|_| !allowing.is_empty()) else {
        return match case.day {
            Some(day) => format!("nothing is recorded here for {}", on(day)),
            None => format!("nobody here prints {}", claimed(case)),
        };
    };
    let said: Vec<String> = allowing
        .iter()
        .rev()
        .map(|one| format!("\u{201c}{}\u{201d} of {}", number(one.recorded), who(one.recorded, names)))
        .collect();
    format!("not excluded by {}, and printed by nobody here", listed(&said))
}

/// The newest day for which any figure of the claim's authority holds.
fn newest_report(case: &Case<'_>) -> Option<PartialDate> {
    let mine = case.known_members().filter(|(_, voice)| case.is_mine(voice));
    mine.map(|(member, _)| member.as_of).max_by_key(|day| day.last_day())
}
