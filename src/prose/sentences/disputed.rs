//! Who rejects a figure: a reply, in the sentence of what it rejects.

use crate::model::recorded::Recorded;
use crate::phrase::grammar::listed;
use crate::phrase::names::Speech;
use crate::phrase::people::{estimated, figure_of};
use crate::reconcile::answer::{Dispute, Reach};
use crate::series::Series;

use super::one::counted;
use super::revised::citing;
use super::said::Ascribed;

/// How many bodies a clause names.
const NAMED: usize = 3;

/// `{Russia's Defence Ministry} rejects this`, for the figures that a sentence names and somebody rejects; `the figure of 300`
/// where it names several, `an earlier figure of 300` where the count went on since. What the same bodies reject is told once.
pub fn clauses(
    disputes: &[Dispute],
    named: &[&Recorded],
    series: &Series,
    speech: &Speech<'_>,
) -> Vec<String> {
    let mut rejections: Vec<Rejection<'_>> = Vec::new();
    for recorded in named {
        for reach in [Reach::Itself, Reach::Before] {
            let of_it = |one: &&Dispute| one.chosen == recorded.id && one.reach == reach;
            let replies: Vec<&Dispute> = disputes.iter().filter(of_it).collect();
            let Some(first) = replies.first() else { continue };
            let rejected = match reach {
                Reach::Itself => number(recorded, speech),
                Reach::Before => {
                    series.figure(first.target).map_or_else(String::new, |it| number(it, speech))
                }
            };
            let who = bodies(&replies, series, speech);
            match rejections.iter_mut().find(|other| other.reach == reach && other.who == who) {
                Some(other) => other.numbers.push(rejected),
                None => rejections.push(Rejection { who, reach, replies, numbers: vec![rejected] }),
            }
        }
    }
    rejections.iter().filter_map(|one| one.clause(named.len(), series, speech)).collect()
}

fn number(recorded: &Recorded, speech: &Speech<'_>) -> String {
    counted(recorded, speech).map(|counted| counted.number).unwrap_or_default()
}

/// Who rejects, as the clause names them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Body {
    name: String,
    are_several: bool,
}

/// What the same bodies reject.
struct Rejection<'a> {
    who: Vec<Body>,
    reach: Reach,
    /// The replies to the first of the figures.
    replies: Vec<&'a Dispute>,
    numbers: Vec<String>,
}

impl Rejection<'_> {
    /// `A and B reject the figures of 300 and 340`; a reason only where one body gives it.
    fn clause(&self, named: usize, series: &Series, speech: &Speech<'_>) -> Option<String> {
        let verb = match self.who.as_slice() {
            [] => return None,
            [one] if !one.are_several => "rejects",
            _ => "reject",
        };
        let cited = match self.replies.as_slice() {
            [one] => reason(one, series, speech),
            _ => String::new(),
        };
        let mut who: Vec<String> = self.who.iter().map(|body| body.name.clone()).collect();
        let more = who.len().saturating_sub(NAMED);
        if more > 0 {
            who.truncate(NAMED);
            who.push(if more == 1 { "one other".to_owned() } else { format!("{more} others") });
        }
        Some(format!("{} {verb} {}{cited}", listed(&who), self.rejected(named)))
    }

    /// What is rejected, in a sentence that names so many figures. A number and an estimate of it are one number.
    fn rejected(&self, named: usize) -> String {
        let numbers = told_once(&self.numbers);
        match (self.reach, numbers.as_slice()) {
            (Reach::Itself, _) if named == 1 => "this".to_owned(),
            (Reach::Itself, [one]) => format!("the {}", figure_of(one)),
            (Reach::Before, [one]) => format!("an earlier figure of {one}"),
            (Reach::Itself, several) => format!("the figures of {}", listed(several)),
            (Reach::Before, several) => format!("earlier figures of {}", listed(several)),
        }
    }
}

/// The numbers, each once: an estimate is left out beside the same number said plainly.
fn told_once(numbers: &[String]) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for number in numbers {
        let is_said = |plain: &str| numbers.iter().any(|other| other == plain);
        if !once.contains(number) && !estimated(number).is_some_and(is_said) {
            once.push(number.clone());
        }
    }
    once
}

/// The bodies that reject, each once.
fn bodies(replies: &[&Dispute], series: &Series, speech: &Speech<'_>) -> Vec<Body> {
    let mut who: Vec<Body> = Vec::new();
    for by in replies.iter().filter_map(|reply| series.figure(reply.by)) {
        let body = rejecting(by, speech);
        if !who.contains(&body) {
            who.push(body);
        }
    }
    who
}

fn reason(reply: &Dispute, series: &Series, speech: &Speech<'_>) -> String {
    let acts = series.acts_on(reply.target).iter();
    let act = acts.rev().find(|act| act.other == Some(reply.by) && act.reason.is_some());
    act.map(|act| citing(act.reason, act.reason_by.as_deref(), speech)).unwrap_or_default()
}

/// Who rejects, as the clause begins: an unnamed one with who cites them.
fn rejecting(by: &Recorded, speech: &Speech<'_>) -> Body {
    let ascribed = Ascribed::of(by, speech);
    let traced = match &ascribed {
        Ascribed::InOwnVoice(own) => own.ground.traced_to().map(|name| (&own.publisher, name)),
        Ascribed::ToAuthority(_) => None,
    };
    match traced {
        Some((publisher, name)) => {
            let name = format!("a reply that {publisher} printed and this desk traces to {name}");
            Body { name, are_several: false }
        }
        None => Body { name: ascribed.subject(), are_several: ascribed.is_several() },
    }
}
