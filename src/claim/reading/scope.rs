//! What a claim counts, among the series of one event: measure, unit, group, count type, place, definition.

use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashSet;

use super::found::FoundClaim;
use super::target::Where;
use crate::claim::naming::Named;
use crate::claim::words::{Word, stem, words_of};
use crate::extract::FoundFigure;
use crate::model::event_kind::kills_in_two_ways;
use crate::model::figure::Window;
use crate::model::name::Name;
use crate::model::scope::{EVERYBODY, Scope};
use crate::model::words::{CountType, Measure};

static OPEN_DEATHS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let list = include_str!("../words/open_deaths.txt");
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
});

/// What a claim may count in one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// One or more scopes; those of the ledger where it counts this.
    pub scopes: Vec<Arc<Scope>>,
    is_here: bool,
}

impl Pick {
    /// Whether the ledger counts this.
    pub fn is_here(&self) -> bool {
        self.is_here
    }
}

/// Chooses what a claim counts.
pub struct ScopeChoice<'a> {
    figure: &'a FoundFigure,
    named: &'a Named,
    at: usize,
}

impl<'a> ScopeChoice<'a> {
    /// Of a claim.
    pub fn new(claim: FoundClaim<'a>) -> ScopeChoice<'a> {
        ScopeChoice { figure: claim.figure, named: claim.named, at: claim.at }
    }

    /// What the claim counts in an event, of which these are the series. It always has a scope.
    pub fn pick(&self, event: &Name, place: &Where, scopes: &[Arc<Scope>]) -> Pick {
        let measure = self.measure(event, scopes);
        let counted: Vec<Arc<Scope>> = scopes
            .iter()
            .filter(|scope| scope.measure == measure && scope.unit == self.figure.unit)
            .cloned()
            .collect();
        let groups = self.groups(&counted, scopes);
        let of_group: Vec<Arc<Scope>> =
            counted.into_iter().filter(|scope| groups.contains(&scope.group)).collect();
        let count_type = self.count_type(&of_group);
        let of_type: Vec<Arc<Scope>> =
            of_group.into_iter().filter(|scope| scope.count_type == count_type).collect();
        let places = self.places(place, &of_type, scopes);
        let there: Vec<Arc<Scope>> =
            of_type.into_iter().filter(|scope| places.contains(&scope.place)).collect();
        let (defined, definition) = self.defined(there);
        if !defined.is_empty() {
            return Pick { scopes: defined, is_here: true };
        }
        let asked = places.into_iter().flat_map(|place| {
            let of = |group: &Name| Scope {
                event: event.clone(),
                place: place.clone(),
                measure,
                unit: self.figure.unit,
                group: group.clone(),
                count_type,
                definition: definition.clone(),
            };
            groups.iter().map(of).collect::<Vec<_>>()
        });
        Pick { scopes: asked.take(1).map(Arc::new).collect(), is_here: false }
    }

    /// Killed for died, and the other way round, where the event has only one of them and the words leave it open.
    fn measure(&self, event: &Name, scopes: &[Arc<Scope>]) -> Measure {
        let told = self.figure.measure;
        let sister = match told {
            Measure::Killed => Measure::Died,
            Measure::Died => Measure::Killed,
            other => return other,
        };
        let has = |measure| scopes.iter().any(|scope| scope.measure == measure);
        let leaves_open =
            words_of(&self.figure.measure_word).iter().any(|word| OPEN_DEATHS.contains(word.plain.as_str()));
        let may_be = leaves_open && told == Measure::Killed || !kills_in_two_ways(event) || is_illness(event);
        if !has(told) && has(sister) && may_be { sister } else { told }
    }

    /// The groups that may be meant: one, but where groups of several bodies have the name of the claim's.
    fn groups(&self, counted: &[Arc<Scope>], scopes: &[Arc<Scope>]) -> Vec<Name> {
        let told = Name::read(&self.figure.group).or_else(|| Name::read(EVERYBODY));
        let Some(told) = told else { return Vec::new() };
        if told.as_str() == EVERYBODY {
            return vec![told];
        }
        let of = |scopes: &[Arc<Scope>]| {
            let mut groups: Vec<Name> = scopes.iter().map(|scope| scope.group.clone()).collect();
            groups.sort_unstable();
            groups.dedup();
            groups.retain(|group| is_group(&told, group));
            groups
        };
        let mut known = Some(of(counted)).filter(|groups| !groups.is_empty()).unwrap_or_else(|| of(scopes));
        if known.is_empty() {
            known = self.by_its_noun(scopes);
        }
        let plain: Vec<Name> = known.iter().filter(|group| group.steps().count() == 1).cloned().collect();
        let named: Vec<Name> = known
            .iter()
            .filter(|group| group.steps().count() > 1 && self.names_side(group))
            .cloned()
            .collect();
        let narrowed = match () {
            () if !named.is_empty() => named,
            () if !plain.is_empty() => plain,
            () if self.names_another_side(&told) => Vec::new(),
            () => known,
        };
        if narrowed.is_empty() { vec![told] } else { narrowed }
    }

    /// The groups that have the noun behind the number for their name: nurses, where they are read as medics.
    fn by_its_noun(&self, scopes: &[Arc<Scope>]) -> Vec<Name> {
        let number_ends = self.figure.span.end;
        let behind = self.named.words.iter().filter(|word| self.at + word.span.start >= number_ends);
        let nouns: Vec<&Word> = behind.take(3).collect();
        let is_said = |group: &Name| nouns.iter().any(|noun| stem(&noun.plain) == stem_of(group));
        let mut groups: Vec<Name> = scopes.iter().map(|scope| scope.group.clone()).filter(is_said).collect();
        groups.sort_unstable();
        groups.dedup();
        groups.retain(|group| group.as_str() != EVERYBODY);
        groups
    }

    /// Whether the sentence names the body whose people a group are.
    fn names_side(&self, group: &Name) -> bool {
        let own = words_of(group.leaf());
        let telling = own.iter().filter(|word| word.is_capital || own.len() == 1);
        let mut telling = telling.peekable();
        let stands = |plain: &str| self.named.words.iter().any(|word| stem(&word.plain) == stem(plain));
        telling.peek().is_some() && telling.all(|word| stands(&word.plain))
    }

    /// Whether a name stands right before the noun of the group: "Norland soldiers".
    fn names_another_side(&self, group: &Name) -> bool {
        let noun = stem_of(group);
        let words = &self.named.words;
        let at = words.iter().position(|word| stem(&word.plain) == noun);
        let before = at.and_then(|at| words.get(at.checked_sub(1)?));
        let is_number = |word: &Word| {
            let (start, end) = (self.at + word.span.start, self.at + word.span.end);
            start < self.figure.span.end && self.figure.span.start < end
        };
        before.is_some_and(|word| word.is_capital && !is_number(word))
    }

    /// A count of one window where the words say so, whatever the verb: "on 26 August alone".
    fn told_count_type(&self) -> CountType {
        let stands = |plain: &str| self.named.words.iter().any(|word| word.plain == plain);
        match (self.figure.count_type, self.figure.days.window) {
            (CountType::Total, Some(Window::Hours(_))) => CountType::Period,
            (CountType::Total, Some(Window::From(_))) if stands("alone") => CountType::Period,
            (told, _) => told,
        }
    }

    /// A stock for a total and the other way round, where the event has only one of them.
    fn count_type(&self, of_group: &[Arc<Scope>]) -> CountType {
        let told = self.told_count_type();
        let has = |count_type| of_group.iter().any(|scope| scope.count_type == count_type);
        let other = match told {
            CountType::Total => CountType::Current,
            CountType::Current => CountType::Total,
            other => return other,
        };
        if !has(told) && has(other) { other } else { told }
    }

    /// The place that is named; else that of the event itself, which is none inside another of its places.
    fn places(&self, named: &Where, of_type: &[Arc<Scope>], scopes: &[Arc<Scope>]) -> Vec<Option<Name>> {
        let exact: Vec<Option<Name>> = named.places.iter().cloned().map(Some).collect();
        let there: FxHashSet<Option<&Name>> = of_type.iter().map(|scope| scope.place.as_ref()).collect();
        let has = |place: &Option<Name>| there.contains(&place.as_ref());
        let here: Vec<Option<Name>> = exact.iter().filter(|place| has(place)).cloned().collect();
        if !here.is_empty() {
            return here;
        }
        let is_around = |place: &Option<Name>| {
            let of = |scope: &Arc<Scope>| scope.place.as_ref().is_some_and(|own| is_in(own, place.as_ref()));
            scopes.iter().any(of)
        };
        if let Some(first) = exact.iter().find(|place| !is_around(place)) {
            return vec![first.clone()];
        }
        let tops = tops(scopes);
        let here: Vec<Option<Name>> = tops.iter().filter(|place| has(place)).cloned().collect();
        if here.is_empty() { tops.into_iter().take(1).collect() } else { here }
    }

    /// The series by their definition: the one that the claim names, else the one without; and which was asked for.
    fn defined(&self, mut there: Vec<Arc<Scope>>) -> (Vec<Arc<Scope>>, Option<String>) {
        let stands = |plain: &str| self.named.words.iter().any(|word| stem(&word.plain) == stem(plain));
        let is_named = |scope: &Arc<Scope>| {
            let words =
                scope.definition.as_deref().map(|text| words_of(&text.replace('_', " "))).unwrap_or_default();
            let telling = words.iter().filter(|word| !word.is_small() && !COUNTED.contains(&&*word.plain));
            let mut telling = telling.peekable();
            telling.peek().is_some() && telling.all(|word| stands(&word.plain))
        };
        if there.iter().any(is_named) {
            there.retain(is_named);
        } else if there.iter().any(|scope| scope.definition.is_none()) {
            there.retain(|scope| scope.definition.is_none());
        }
        let definition = there.first().and_then(|scope| scope.definition.clone());
        (there, definition)
    }
}

/// Nouns of a definition that say what every count has.
const COUNTED: [&str; 7] = ["cases", "deaths", "mortality", "people", "only", "included", "victims"];

/// Whether a group of the ledger is the one of a claim, or that of one body: `soldiers > Norland army` for soldiers.
fn is_group(told: &Name, group: &Name) -> bool {
    let told = stem_of(told);
    group.steps().any(|step| words_of(step).last().is_some_and(|word| stem(&word.plain) == told))
}

fn stem_of(group: &Name) -> String {
    let first = group.steps().next().unwrap_or(group.as_str());
    words_of(first).last().map(|word| stem(&word.plain).to_owned()).unwrap_or_default()
}

/// Whether a place is one, or lies inside it.
fn is_in(place: &Name, around: Option<&Name>) -> bool {
    around.is_some_and(|around| place.is_within(around.as_str()))
}

/// The places of an event that lie inside no other place of it; no place, where a series states none.
fn tops(scopes: &[Arc<Scope>]) -> Vec<Option<Name>> {
    let mut places: Vec<Option<Name>> = scopes.iter().map(|scope| scope.place.clone()).collect();
    places.sort_unstable();
    places.dedup();
    let all: FxHashSet<String> = places.iter().flatten().map(Name::to_string).collect();
    places.retain(|place| {
        !place.as_ref().is_some_and(|place| place.around().any(|around| all.contains(around)))
    });
    places
}

/// Whether people die of an event, and are not killed by it in another way: an illness.
fn is_illness(event: &Name) -> bool {
    let ill = ["outbreak", "epidemic", "pandemic"];
    words_of(event.leaf()).iter().any(|word| ill.contains(&word.plain.as_str()))
}
