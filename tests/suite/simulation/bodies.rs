//! How the newest figures of several bodies stand to each other, in plain words (`docs/rules.md`, "Two authorities", "Which
//! figures count", "range" and "Verdicts").

use tollbook::model::date::Day;
use tollbook::model::name::Name;
use tollbook::model::recorded::FigureId;
use tollbook::reconcile::Verdict;

use super::ages::Ages;
use super::number::Number;

/// One thing that an authority said, late relays left out.
#[derive(Clone, Copy, Debug)]
pub struct Saying {
    pub day: Day,
    pub number: Number,
    pub is_withdrawn: bool,
    /// Whether it only says again, in wider words, what stood before it.
    pub is_set_aside: bool,
}

/// The newest figure of one authority.
#[derive(Clone, Debug)]
pub struct Claim {
    pub id: FigureId,
    /// Of those that count without an authority none.
    pub body: Option<Name>,
    pub rank: Option<u32>,
    pub is_party: bool,
    pub number: Number,
    /// Its own day, and the last day on which its authority said so.
    pub as_of: Day,
    pub day: Day,
    /// All that its authority said, in order.
    pub said: Vec<Saying>,
    /// After how many days it is older.
    pub rhythm: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    Meet,
    MayHaveChanged,
    FirstCount,
    Apart(Test),
}

/// Which test finds that two cannot both be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Test {
    AsPrinted,
    First,
    Third,
    Fifth,
}

/// What a plain reading makes of the figures that stand.
#[derive(Debug)]
pub struct Reading {
    pub kept: Vec<FigureId>,
    pub older: Vec<FigureId>,
    pub first_counts: Vec<FigureId>,
    /// The low end and the high end; open where there is none.
    pub ends: Option<(u64, Option<u64>)>,
    pub dated: Vec<FigureId>,
    pub bodies: usize,
    pub agreeing: usize,
    pub allow: usize,
    pub verdict: Verdict,
}

pub struct Bodies<'c> {
    /// Those that stand and are attributed, or none is.
    pub claims: &'c [Claim],
    /// All tracks by the body of their authority, chosen or not.
    pub tracks: &'c [(Option<Name>, Vec<Saying>)],
    pub ages: Ages,
    /// Whether every count is a floor by its own word.
    pub are_floors: bool,
}

impl Bodies<'_> {
    pub fn read(&self) -> Reading {
        let all: Vec<&Claim> = self.claims.iter().collect();
        let older = self.older(&all);
        let fresh: Vec<&Claim> = all.iter().copied().filter(|claim| !has(&older, claim)).collect();
        let first_counts = self.first_counts(&fresh);
        let kept: Vec<&Claim> = fresh.iter().copied().filter(|claim| !has(&first_counts, claim)).collect();
        let (ends, dated) = self.ends(&kept);
        let (bodies, agreeing, allow, mut verdict) = self.verdict(&kept);
        let set_aside = older.iter().chain(&first_counts);
        let is_apart = |claim: &&Claim| {
            ends.is_some_and(|(low, high)| !claim.number.meets(Number { low, high, ..claim.number }))
        };
        let is_quiet = [Verdict::SingleSource, Verdict::SourcesAgree, Verdict::Compatible].contains(&verdict);
        if is_quiet && set_aside.copied().any(|claim| is_apart(&claim)) {
            verdict = Verdict::DifferentDates;
        }
        Reading {
            kept: ids(&kept),
            older: ids(&older),
            first_counts: ids(&first_counts),
            ends,
            dated: ids(&dated),
            bodies,
            agreeing,
            allow,
            verdict,
        }
    }

    fn fit(&self, a: &Claim, b: &Claim) -> Fit {
        if a.number.meets(b.number) {
            return Fit::Meet;
        }
        if self.are_floors {
            return if a.day == b.day { Fit::Meet } else { Fit::MayHaveChanged };
        }
        let (older, newer) = if a.day < b.day { (a, b) } else { (b, a) };
        if a.day == b.day || older.number.is_above(newer.number) {
            return Fit::Apart(Test::AsPrinted);
        }
        if self.ledger_knows_better(older, newer) {
            return Fit::Apart(Test::First);
        }
        if self.both_said_so(older, newer) {
            return Fit::MayHaveChanged;
        }
        let is_early = self.ages.is_early(older.day);
        let is_zero = older.number.high == Some(0);
        // Of the words of the exercise, "up to" and a range give an upper end of their own.
        let has_its_own_end = older.number.is_bound() || older.number.value.is_none();
        if is_zero || (has_its_own_end && !is_early) {
            return Fit::Apart(Test::Third);
        }
        let are_two_parties = older.is_party && newer.is_party && older.body != newer.body;
        if is_early && !are_two_parties {
            return Fit::FirstCount;
        }
        if self.ages.is_settled(older.day) && self.ages.is_settled(newer.day) {
            return Fit::Apart(Test::Fifth);
        }
        Fit::MayHaveChanged
    }

    /// All that the authorities under the body of a claim said.
    fn of_body<'a>(&'a self, claim: &'a Claim) -> Vec<&'a [Saying]> {
        match &claim.body {
            None => vec![claim.said.as_slice()],
            body => {
                self.tracks.iter().filter(|(of, _)| of == body).map(|(_, said)| said.as_slice()).collect()
            }
        }
    }

    /// Test 1.
    fn ledger_knows_better(&self, older: &Claim, newer: &Claim) -> bool {
        let is_early = self.ages.is_early(older.day);
        let in_time = |day: Day| if is_early { day < older.day } else { day <= older.day };
        self.of_body(newer).into_iter().any(|said| {
            said.iter().enumerate().any(|(at, saying)| {
                let lowers = |later: &Saying| {
                    !later.is_set_aside
                        && later.number.is_below(saying.number)
                        && !later.number.is_above(older.number)
                };
                let was_lowered = said[at + 1..].iter().any(lowers);
                let is_above = saying.number.is_above(older.number);
                in_time(saying.day) && is_above && !saying.is_withdrawn && !was_lowered
            })
        })
    }

    /// Test 2.
    fn both_said_so(&self, older: &Claim, newer: &Claim) -> bool {
        self.of_body(newer).into_iter().any(|said| {
            let stood = said.iter().rev().find(|saying| saying.day <= older.day && !saying.is_set_aside);
            stood.filter(|then| !then.is_withdrawn).is_some_and(|then| {
                older.number.restates(then.number, then.day == older.day)
                    || older.number.contains(then.number)
            })
        })
    }

    fn older<'c>(&self, claims: &[&'c Claim]) -> Vec<&'c Claim> {
        let Some(newest) = claims.iter().map(|claim| claim.day).max() else { return Vec::new() };
        let is_older = |claim: &&Claim| {
            let knows = |other: &&Claim| self.fit(claim, other) == Fit::Apart(Test::First);
            newest.days_since(claim.day) > claim.rhythm
                && !self.ages.is_settled(claim.day)
                && !claims.iter().any(knows)
        };
        claims.iter().copied().filter(is_older).collect()
    }

    fn first_counts<'c>(&self, claims: &[&'c Claim]) -> Vec<&'c Claim> {
        let is_first_count = |claim: &&Claim| {
            let fits: Vec<(Fit, bool)> = claims
                .iter()
                .map(|other| (self.fit(claim, other), other.number.is_above(claim.number)))
                .collect();
            let excepted = |fit: Fit| matches!(fit, Fit::Apart(Test::First | Test::Third));
            self.ages.is_early(claim.day)
                && fits.contains(&(Fit::FirstCount, true))
                && !fits.iter().any(|(fit, _)| excepted(*fit))
        };
        claims.iter().copied().filter(is_first_count).collect()
    }

    fn ends<'c>(&self, kept: &[&'c Claim]) -> (Option<(u64, Option<u64>)>, Vec<&'c Claim>) {
        if kept.len() < 2 {
            return (kept.first().map(|claim| (claim.number.low, claim.number.high)), Vec::new());
        }
        let best = kept.iter().filter_map(|claim| claim.rank).min();
        let newest = kept.iter().map(|claim| claim.day).max();
        let leads = |claim: &Claim| match best {
            Some(_) => claim.rank == best,
            None => Some(claim.day) == newest,
        };
        let is_dated = |claim: &&&Claim| {
            let only_by_days =
                |other: &&Claim| matches!(self.fit(claim, other), Fit::MayHaveChanged | Fit::FirstCount);
            !leads(claim) && kept.iter().filter(|other| leads(other)).all(only_by_days)
        };
        let (dated, holding): (Vec<&Claim>, Vec<&Claim>) =
            kept.iter().copied().partition(|claim| is_dated(&claim));
        (Some(ends_of(&holding)), dated)
    }

    fn verdict(&self, kept: &[&Claim]) -> (usize, usize, usize, Verdict) {
        let mut bodies: Vec<Vec<&Claim>> = Vec::new();
        for claim in kept {
            match bodies.iter_mut().find(|body| body[0].body == claim.body) {
                Some(body) => body.push(claim),
                None => bodies.push(vec![claim]),
            }
        }
        let conflict = |a: &[&Claim], b: &[&Claim]| {
            let apart = |x: &Claim, y: &Claim| x.id != y.id && matches!(self.fit(x, y), Fit::Apart(_));
            a.iter().any(|x| b.iter().any(|y| apart(x, y)))
        };
        let in_set = |set: usize, at: usize| set & (1 << at) != 0;
        let n = bodies.len();
        let largest = |fits: &dyn Fn(usize, usize) -> bool| -> (usize, usize) {
            let holds = |set: &usize| {
                (0..n).all(|a| (a..n).all(|b| !in_set(*set, a) || !in_set(*set, b) || fits(a, b)))
            };
            let sizes: Vec<u32> = (1..1 << n).filter(holds).map(usize::count_ones).collect();
            let most = sizes.iter().copied().max().unwrap_or(0);
            (most as usize, sizes.iter().filter(|size| **size == most).count())
        };
        let (m, _) = largest(&|a, b| !conflict(&bodies[a], &bodies[b]));
        // Whole intervals of which every two meet have a count in common.
        let meet =
            |a: usize, b: usize| bodies[a].iter().all(|x| bodies[b].iter().all(|y| x.number.meets(y.number)));
        let (printed, sets) = largest(&meet);
        let restate = |a: &Claim, b: &Claim| {
            let same = a.as_of == b.as_of;
            a.number.restates(b.number, same) || b.number.restates(a.number, same)
        };
        let all_meet = kept.iter().all(|a| kept.iter().all(|b| a.id == b.id || self.fit(a, b) == Fit::Meet));
        let (allow, verdict) = match n {
            0 => (0, Verdict::NoFigure),
            1 if m == 1 => (m, Verdict::SingleSource),
            _ if m == n && kept.iter().all(|a| kept.iter().all(|b| restate(a, b))) => {
                (m, Verdict::SourcesAgree)
            }
            _ if m == n && (printed == n || all_meet) => (m, Verdict::Compatible),
            _ if m == n => (m, Verdict::DifferentDates),
            _ if 2 * printed > n && sets == 1 => (printed, Verdict::MostlyAgree),
            _ => (m, Verdict::SourcesDiffer),
        };
        (n, m, allow, verdict)
    }
}

/// The ends that figures give, without those that do not widen the range.
fn ends_of(holding: &[&Claim]) -> (u64, Option<u64>) {
    let gives_way = |a: &Claim, b: &Claim| {
        let (x, y) = (a.number, b.number);
        let contains = x.contains(y) && (b.day >= a.day || x.high.is_none());
        let is_open_beside = x.high.is_none() && y.high.is_some() && x.meets(y);
        let is_replaced = b.day > a.day && y.high.is_some() && y.contains(x);
        !x.is_same(y) && (contains || is_open_beside || is_replaced)
    };
    let (bounds, plain): (Vec<&Claim>, Vec<&Claim>) =
        holding.iter().copied().partition(|claim| claim.number.is_bound());
    let holds: Vec<Number> = plain
        .iter()
        .filter(|a| !plain.iter().any(|b| a.id != b.id && gives_way(a, b)))
        .map(|claim| claim.number)
        .collect();
    let highest = |numbers: &[Number]| {
        let is_closed = numbers.iter().all(|number| number.high.is_some());
        is_closed.then(|| numbers.iter().filter_map(|number| number.high).max()).flatten()
    };
    if holds.is_empty() {
        let bounds: Vec<Number> = bounds.iter().map(|claim| claim.number).collect();
        return (0, highest(&bounds));
    }
    let (mut low, mut high) =
        (holds.iter().map(|number| number.low).min().expect("a number"), highest(&holds));
    let lowest = low;
    for reached in bounds.iter().filter_map(|bound| bound.number.high) {
        if reached < lowest {
            low = 0;
        } else {
            high = Some(high.map_or(reached, |high| high.max(reached)));
        }
    }
    (low, high)
}

fn has(claims: &[&Claim], claim: &Claim) -> bool {
    claims.iter().any(|other| other.id == claim.id)
}

fn ids(claims: &[&Claim]) -> Vec<FigureId> {
    let mut ids: Vec<FigureId> = claims.iter().map(|claim| claim.id).collect();
    ids.sort_unstable();
    ids
}
