//! Which series a claim means, among those of what it names.

use std::sync::Arc;

use super::found::FoundClaim;
use super::scope::{Pick, ScopeChoice};
use super::target::{Target, TargetSearch, Where};
use crate::claim::ReadAs;
use crate::model::date::PartialDate;
use crate::model::figure::Window;
use crate::model::name::Name;
use crate::model::scope::Scope;
use crate::model::words::CountType;

/// What a claim may mean.
#[derive(Clone, Debug, PartialEq)]
pub enum ClaimMeaning {
    /// One series, which the ledger may have or not.
    One(Box<ReadAs>),
    /// Several series of the ledger.
    Several(Vec<Arc<Scope>>),
    /// Nothing that the ledger has.
    Nothing(NotHere),
}

/// What of a claim the ledger does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotHere {
    /// No event of it, nor a place.
    Event,
    /// This place, which the claim names.
    Place(String),
    /// No count of this in the place that the claim names.
    CountThere(Name),
    /// No count of this by the authority that the claim names.
    CountBy(Name),
    /// No count of the event in the year that the claim names, which is another than those of its figures.
    Year(i32),
}

/// The series that a claim means, among those of the events or places of its [`target`](super::target::target).
pub fn meaning(claim: FoundClaim<'_>, target: &Target, scopes: &[Arc<Scope>]) -> ClaimMeaning {
    let sense = ClaimSense { claim, search: TargetSearch::new(claim), choice: ScopeChoice::new(claim) };
    sense.meaning(target, scopes)
}

/// Words of a number that stood on a day, and did not come about on it.
const TOLLS: [&str; 5] = ["toll", "number", "count", "tally", "stood"];

/// Finds out what a claim means.
struct ClaimSense<'a> {
    claim: FoundClaim<'a>,
    search: TargetSearch<'a>,
    choice: ScopeChoice<'a>,
}

impl ClaimSense<'_> {
    fn meaning(&self, target: &Target, scopes: &[Arc<Scope>]) -> ClaimMeaning {
        match target {
            Target::Nothing => ClaimMeaning::Nothing(NotHere::Event),
            Target::Events { place: Where { unknown: Some(place), .. }, .. }
            | Target::Places(Where { unknown: Some(place), .. }) => {
                ClaimMeaning::Nothing(NotHere::Place(place.clone()))
            }
            Target::Events { events, place } => self.in_events(events, place, scopes),
            Target::Places(place) => self.in_places(place, scopes),
            Target::Authority(authority) => self.by_authority(authority, scopes),
        }
    }

    fn in_events(&self, events: &[Name], place: &Where, scopes: &[Arc<Scope>]) -> ClaimMeaning {
        let of =
            |event: &Name| scopes.iter().filter(|scope| scope.event == *event).cloned().collect::<Vec<_>>();
        let picks: Vec<_> = events.iter().map(|event| self.choice.pick(event, place, &of(event))).collect();
        if let [one] = picks.as_slice() {
            return self.settle(one.clone());
        }
        self.settle_among(picks).unwrap_or(ClaimMeaning::Nothing(NotHere::Event))
    }

    fn in_places(&self, place: &Where, scopes: &[Arc<Scope>]) -> ClaimMeaning {
        let mut events: Vec<Name> = scopes.iter().map(|scope| scope.event.clone()).collect();
        events.sort_unstable();
        events.dedup();
        events.retain(|event| self.search.may_be(event));
        let within = |event: &Name| {
            let here = scopes.iter().filter(|scope| scope.event == *event && place.holds(scope));
            here.cloned().collect::<Vec<_>>()
        };
        let picks: Vec<_> =
            events.iter().map(|event| self.choice.pick(event, place, &within(event))).collect();
        if let [one] = picks.as_slice() {
            return self.settle(one.clone());
        }
        let nothing = || match (place.places.first(), picks.is_empty()) {
            (Some(place), false) => NotHere::CountThere(place.clone()),
            _ => NotHere::Event,
        };
        self.settle_among(picks.clone()).unwrap_or_else(|| ClaimMeaning::Nothing(nothing()))
    }

    fn by_authority(&self, authority: &Name, scopes: &[Arc<Scope>]) -> ClaimMeaning {
        let mut events: Vec<Name> = scopes.iter().map(|scope| scope.event.clone()).collect();
        events.sort_unstable();
        events.dedup();
        let of =
            |event: &Name| scopes.iter().filter(|scope| scope.event == *event).cloned().collect::<Vec<_>>();
        let picks =
            events.iter().map(|event| self.choice.pick(event, &Where::default(), &of(event))).collect();
        self.settle_among(picks).unwrap_or_else(|| ClaimMeaning::Nothing(NotHere::CountBy(authority.clone())))
    }

    /// What is meant where several events may be: those that count this; `None` where none does.
    fn settle_among(&self, picks: Vec<Pick>) -> Option<ClaimMeaning> {
        let mut counting: Vec<Pick> = picks.into_iter().filter(Pick::is_here).collect();
        match counting.len() {
            0 => None,
            1 => counting.pop().map(|one| self.settle(one)),
            _ => Some(ClaimMeaning::Several(counting.into_iter().flat_map(|pick| pick.scopes).collect())),
        }
    }

    fn settle(&self, pick: Pick) -> ClaimMeaning {
        match pick.scopes.as_slice() {
            [one] => ClaimMeaning::One(Box::new(self.read_as(one))),
            _ => ClaimMeaning::Several(pick.scopes),
        }
    }

    /// The claim as one of this scope; who says it is found later, among those who speak of the event.
    fn read_as(&self, scope: &Scope) -> ReadAs {
        ReadAs {
            event: scope.event.clone(),
            place: scope.place.clone(),
            measure: scope.measure,
            unit: scope.unit,
            group: scope.group.clone(),
            count_type: scope.count_type,
            definition: scope.definition.clone(),
            wording: self.claim.figure.wording.clone(),
            as_of: self.day(scope.count_type),
            window: self.claim.figure.days.window.filter(|_| scope.count_type == CountType::Period),
            authority: None,
        }
    }

    /// The day that the claim names: for which it says the number, or on which it says that somebody said it.
    fn day(&self, count_type: CountType) -> Option<PartialDate> {
        let days = &self.claim.figure.days;
        let stands = |plain: &str| self.claim.named.words.iter().any(|word| word.plain == plain);
        let one_day = match (count_type, days.window) {
            (CountType::Period, Some(Window::From(day))) => Some(day),
            (CountType::Total, Some(Window::From(day)))
                if TOLLS.into_iter().any(stands) && !stands("since") =>
            {
                Some(day)
            }
            _ => None,
        };
        days.as_of.or(days.stated_on).or(one_day)
    }
}
