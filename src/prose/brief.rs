//! One paragraph about an event and a place: the sentences of its answers, the dead first. It adds nothing up, and says
//! whether the missing are among the dead, or that nobody stated it.

use std::cmp::Ordering;

use crate::model::scope::Scope;
use crate::model::words::Measure;
use crate::phrase::grammar::{capitalised, listed};

/// An answer that is told in a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldAnswer<'a> {
    /// What it counts.
    pub scope: &'a Scope,
    /// Its sentences.
    pub sentence: &'a str,
    /// Whether its sources say that these people are among the dead.
    pub among_the_dead: AmongTheDead,
}

/// Whether people who are counted by another measure are among the dead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmongTheDead {
    /// A figure is declared to be part of one of the dead.
    Stated,
    /// Nothing says so.
    NotStated,
    /// Nobody is counted: there are none, or the count was withdrawn.
    Nobody,
}

/// The paragraph of some answers, which stand in its order.
pub fn paragraph(told: &[ToldAnswer<'_>]) -> String {
    let sentences = told.iter().map(|told| told.sentence.to_owned());
    sentences.chain(reservations(told)).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The order in which answers are told: killed and died, missing, presumed dead, injured, displaced, then any other; of one
/// measure everybody first, totals first, and what has no definition first.
pub fn order(a: &Scope, b: &Scope) -> Ordering {
    let place = |scope: &Scope| {
        let measure = FIRST.iter().position(|first| *first == scope.measure).unwrap_or(FIRST.len());
        (measure, scope.measure, !scope.counts_everybody())
    };
    let within = |scope: &Scope| (scope.count_type, scope.unit);
    let by_group = place(a).cmp(&place(b)).then_with(|| a.group.cmp(&b.group));
    by_group.then_with(|| within(a).cmp(&within(b))).then_with(|| a.definition.cmp(&b.definition))
}

const FIRST: [Measure; 6] = [
    Measure::Killed,
    Measure::Died,
    Measure::Missing,
    Measure::PresumedDead,
    Measure::Injured,
    Measure::Displaced,
];

/// Whether a measure counts the dead.
pub fn counts_the_dead(measure: Measure) -> bool {
    matches!(measure, Measure::Killed | Measure::Died)
}

/// Those who may be among the dead, as a sentence calls them.
fn may_be_dead(measure: Measure) -> Option<&'static str> {
    Some(match measure {
        Measure::Missing => "the missing",
        Measure::Disappeared => "the disappeared",
        Measure::PresumedDead => "those presumed dead",
        Measure::BodiesRecovered => "those whose bodies were recovered",
        _ => return None,
    })
}

/// What is said of how those who are counted otherwise are to be read beside the dead.
fn reservations(told: &[ToldAnswer<'_>]) -> Vec<String> {
    let tells = |measure| {
        told.iter().any(|told| told.scope.measure == measure && told.among_the_dead != AmongTheDead::Nobody)
    };
    if !(tells(Measure::Killed) || tells(Measure::Died)) {
        return Vec::new();
    }
    let of = |among| {
        let found = told.iter().filter(move |told| told.among_the_dead == among);
        let mut who: Vec<String> =
            found.filter_map(|told| may_be_dead(told.scope.measure)).map(str::to_owned).collect();
        who.dedup();
        who
    };
    let is_open = |told: &ToldAnswer<'_>| {
        told.scope.measure == Measure::Died && told.among_the_dead == AmongTheDead::NotStated
    };
    let mut said = Vec::new();
    if tells(Measure::Killed) && told.iter().any(is_open) {
        said.push("It was not stated whether those who died are among those killed.".to_owned());
    }
    let (stated, open) = (of(AmongTheDead::Stated), of(AmongTheDead::NotStated));
    if !stated.is_empty() {
        said.push(capitalised(&format!("{} are counted among the dead.", listed(&stated))));
    }
    if !open.is_empty() {
        said.push(format!("It was not stated whether {} are among the dead.", listed(&open)));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::name::Name;
    use crate::model::words::{CountType, Unit};

    fn scope(measure: Measure, group: &str) -> Scope {
        let name = |text: &str| Name::read(text).expect("a name");
        Scope {
            event: name("Exercise"),
            place: None,
            measure,
            unit: Unit::People,
            group: name(group),
            count_type: CountType::Total,
            definition: None,
        }
    }

    fn told<'a>(scope: &'a Scope, sentence: &'a str, among_the_dead: AmongTheDead) -> ToldAnswer<'a> {
        ToldAnswer { scope, sentence, among_the_dead }
    }

    #[test]
    fn the_dead_come_first_and_everybody_before_a_part() {
        let measures = [Measure::Casualties, Measure::Displaced, Measure::Injured, Measure::Missing];
        let mut scopes: Vec<Scope> = measures.map(|measure| scope(measure, "people")).to_vec();
        scopes.extend([scope(Measure::Died, "people"), scope(Measure::Killed, "children")]);
        scopes.extend([scope(Measure::Killed, "people"), scope(Measure::PresumedDead, "people")]);
        scopes.sort_by(order);
        let order: Vec<String> =
            scopes.iter().map(|scope| format!("{} {}", scope.measure, scope.group)).collect();
        let expected = [
            "killed people",
            "killed children",
            "died people",
            "missing people",
            "presumed_dead people",
            "injured people",
            "displaced people",
            "casualties people",
        ];
        assert_eq!(order, expected);
    }

    #[test]
    fn what_nothing_says_of_the_dead_is_said_to_be_open() {
        use AmongTheDead::{Nobody, NotStated, Stated};
        let [killed, died, missing, presumed, injured] =
            [Measure::Killed, Measure::Died, Measure::Missing, Measure::PresumedDead, Measure::Injured]
                .map(|measure| scope(measure, "people"));
        let first = told(&killed, "A.", NotStated);
        let of = |told: &[ToldAnswer<'_>]| paragraph(told);
        assert_eq!(of(&[first.clone(), told(&injured, "B.", NotStated)]), "A. B.");
        assert_eq!(
            of(&[first.clone(), told(&missing, "B.", NotStated), told(&presumed, "C.", NotStated)]),
            "A. B. C. It was not stated whether the missing and those presumed dead are among the dead."
        );
        assert_eq!(
            of(&[first.clone(), told(&missing, "B.", Stated)]),
            "A. B. The missing are counted among the dead."
        );
        assert_eq!(of(&[told(&missing, "B.", NotStated)]), "B.", "nobody is dead");
        assert_eq!(of(&[told(&killed, "A.", Nobody), told(&missing, "B.", NotStated)]), "A. B.");
        assert_eq!(of(&[first.clone(), told(&died, "B.", Nobody)]), "A. B.");
        assert_eq!(
            of(&[first, told(&died, "B.", NotStated)]),
            "A. B. It was not stated whether those who died are among those killed."
        );
    }
}
