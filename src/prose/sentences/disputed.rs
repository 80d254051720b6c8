//! Who rejects a figure: a reply, in the sentence of what it rejects.

use crate::model::recorded::Recorded;
use crate::phrase::grammar::{is_plural, listed};
use crate::phrase::names::Speech;
use crate::phrase::people::figure_of;
use crate::reconcile::answer::{Dispute, Reach};
use crate::series::Series;

use super::one::counted;
use super::revised::citing;
use super::said::Ascribed;

/// How many bodies a clause names.
const NAMED: usize = 3;

/// `{Russia's Defence Ministry} rejects this`, for each figure that a sentence names and somebody rejects; `the figure of 300`
/// where it names several, `an earlier figure of 300` where the count went on since.
pub fn clauses(
    disputes: &[Dispute],
    named: &[&Recorded],
    series: &Series,
    speech: &Speech<'_>,
) -> Vec<String> {
    let mut clauses = Vec::new();
    for recorded in named {
        let of_it: Vec<&Dispute> = disputes.iter().filter(|dispute| dispute.chosen == recorded.id).collect();
        for reach in [Reach::Itself, Reach::Before] {
            let replies: Vec<&Dispute> = of_it.iter().copied().filter(|one| one.reach == reach).collect();
            let what = match (reach, named.len()) {
                (Reach::Itself, 1) => "this".to_owned(),
                (Reach::Itself, _) => format!("the {}", figure_of(&number(recorded, speech))),
                (Reach::Before, _) => {
                    let target = replies.first().and_then(|reply| series.figure(reply.target));
                    format!("an earlier figure of {}", target.map_or_else(String::new, |t| number(t, speech)))
                }
            };
            clauses.extend(clause(&replies, &what, series, speech));
        }
    }
    clauses
}

fn number(recorded: &Recorded, speech: &Speech<'_>) -> String {
    counted(recorded, speech).map(|counted| counted.number).unwrap_or_default()
}

/// `A and B reject {what}`; a reason only where one body gives it.
fn clause(replies: &[&Dispute], what: &str, series: &Series, speech: &Speech<'_>) -> Option<String> {
    let mut who: Vec<String> = Vec::new();
    for by in replies.iter().filter_map(|reply| series.figure(reply.by)) {
        let name = rejecting(by, speech);
        if !who.contains(&name) {
            who.push(name);
        }
    }
    let verb = match who.as_slice() {
        [] => return None,
        [one] if !is_plural(one) => "rejects",
        _ => "reject",
    };
    let cited = match replies {
        [one] => reason(one, series, speech),
        _ => String::new(),
    };
    let more = who.len().saturating_sub(NAMED);
    if more > 0 {
        who.truncate(NAMED);
        who.push(if more == 1 { "one other".to_owned() } else { format!("{more} others") });
    }
    Some(format!("{} {verb} {what}{cited}", listed(&who)))
}

fn reason(reply: &Dispute, series: &Series, speech: &Speech<'_>) -> String {
    let acts = series.acts_on(reply.target).iter();
    let act = acts.rev().find(|act| act.other == Some(reply.by) && act.reason.is_some());
    act.map(|act| citing(act.reason, act.reason_by.as_deref(), speech)).unwrap_or_default()
}

/// Who rejects, as the clause begins: an unnamed one with who cites them.
fn rejecting(by: &Recorded, speech: &Speech<'_>) -> String {
    match Ascribed::of(by, speech) {
        Ascribed::InOwnVoice(own) => match own.ground.traced_to() {
            Some(name) => format!("a reply that {} printed and this desk traces to {name}", own.publisher),
            None => own.publisher,
        },
        said => said.subject(),
    }
}
