//! What happened to the people counted, as verbs.

use crate::model::scope::Scope;
use crate::model::words::{CountType, Measure};

use super::manner::Manner;
use super::names::Speech;
use super::people::Grammar;

/// The time in which a sentence speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// As of a stated day: `had been killed`.
    PastPerfect,
    /// Without a stated day: `have been killed`.
    PresentPerfect,
    /// Within a window or a closed event: `were killed`.
    Past,
    /// What has not happened yet: `would be killed`.
    Future,
}

/// What happened to the people counted, in the word of their sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verb {
    measure: Measure,
    count_type: CountType,
    manner: Option<Manner>,
}

impl Verb {
    /// Of a scope, by the manner that the sources of an answer give.
    pub fn of(scope: &Scope, speech: &Speech<'_>) -> Verb {
        let of_measure = Manner::of(scope.measure, []);
        let manner = of_measure.map(|of_measure| speech.manner.unwrap_or(of_measure));
        Verb { measure: scope.measure, count_type: scope.count_type, manner }
    }

    /// The predicate: `had been killed`, `had died`. A stock is a state, not an act: `were missing`.
    pub fn predicate(self, tense: Tense, grammar: Grammar) -> String {
        let (base, past) = match self.manner {
            Some(Manner::Died) => ("die", "died"),
            Some(Manner::Drowned) => ("drown", "drowned"),
            Some(Manner::Killed) | None => return self.passive(tense, grammar),
        };
        match (tense, grammar) {
            (Tense::Future, _) => format!("would {base}"),
            (Tense::PastPerfect, _) => format!("had {past}"),
            (Tense::PresentPerfect, Grammar::One) => format!("has {past}"),
            (Tense::PresentPerfect, Grammar::Several) => format!("have {past}"),
            (Tense::Past, _) => past.to_owned(),
        }
    }

    fn passive(self, tense: Tense, grammar: Grammar) -> String {
        let state = is_state(self.measure, self.count_type);
        let helper = match (tense, grammar) {
            (Tense::Future, _) => "would be",
            (Tense::PresentPerfect, Grammar::One) if state => "is",
            (Tense::PresentPerfect, Grammar::Several) if state => "are",
            (Tense::PastPerfect, _) if !state => "had been",
            (Tense::PresentPerfect, Grammar::One) => "has been",
            (Tense::PresentPerfect, Grammar::Several) => "have been",
            (_, Grammar::One) => "was",
            (_, Grammar::Several) => "were",
        };
        format!("{helper} {}", participle(self.measure, self.count_type))
    }

    /// What stands behind a noun: `704 people killed`; of the dead a clause, `people who died`.
    pub fn behind_noun(self) -> &'static str {
        match self.manner {
            Some(Manner::Died) => "who died",
            Some(Manner::Drowned) => "who drowned",
            Some(Manner::Killed) | None => participle(self.measure, self.count_type),
        }
    }

    /// Whether one word can stand behind the noun, as in `reported 704 people killed`.
    pub fn is_one_word(self) -> bool {
        !matches!(self.manner, Some(Manner::Died | Manner::Drowned))
    }
}

/// The word that stands behind a noun: `704 people killed`.
fn participle(measure: Measure, count_type: CountType) -> &'static str {
    match (measure, count_type) {
        (Measure::Killed, _) => "killed",
        (Measure::Died, _) => "dead",
        (Measure::Injured, _) => "injured",
        (Measure::Missing, _) => "missing",
        (Measure::Disappeared, _) => "disappeared",
        (Measure::PresumedDead, _) => "presumed dead",
        (Measure::KilledOrMissing, _) => "killed or missing",
        (Measure::Displaced, _) => "displaced",
        (Measure::Detained, CountType::Current) => "being held",
        (Measure::Detained, _) => "detained",
        (Measure::Hostage, CountType::Current) => "being held hostage",
        (Measure::Hostage, _) => "taken hostage",
        (Measure::Affected, _) => "affected",
        (Measure::Casualties, _) => "killed or injured",
        (Measure::BodiesRecovered, _) => "recovered",
    }
}

/// Whether the count is of how people are, not of what befell them.
fn is_state(measure: Measure, count_type: CountType) -> bool {
    use Measure::{
        Affected, BodiesRecovered, Casualties, Detained, Died, Disappeared, Displaced, Hostage, Injured,
        Killed, KilledOrMissing, Missing, PresumedDead,
    };
    match measure {
        Missing | PresumedDead | KilledOrMissing => true,
        Killed | Died | Injured | Disappeared | Displaced | Detained | Hostage | Affected | Casualties
        | BodiesRecovered => count_type == CountType::Current,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_has_a_verb_in_every_tense() {
        use CountType::{Current, Total};
        use Grammar::{One, Several};
        use Tense::{Past, PastPerfect, PresentPerfect};
        for (measure, count_type, tense, grammar, said) in [
            (Measure::Killed, Total, PastPerfect, Several, "had been killed"),
            (Measure::Killed, Total, PresentPerfect, One, "has been killed"),
            (Measure::Died, Total, PastPerfect, Several, "had died"),
            (Measure::Died, Total, Past, One, "died"),
            (Measure::Missing, Current, PastPerfect, Several, "were missing"),
            (Measure::Missing, Total, PresentPerfect, One, "is missing"),
            (Measure::Disappeared, Total, PastPerfect, Several, "had been disappeared"),
            (Measure::Hostage, Current, PresentPerfect, Several, "are being held hostage"),
            (Measure::Hostage, Total, PastPerfect, Several, "had been taken hostage"),
            (Measure::Casualties, Total, PastPerfect, Several, "had been killed or injured"),
            (Measure::Killed, CountType::Projection, Tense::Future, Several, "would be killed"),
            (Measure::Died, CountType::Projection, Tense::Future, Several, "would die"),
        ] {
            let verb = Verb { measure, count_type, manner: Manner::of(measure, []) };
            assert_eq!(verb.predicate(tense, grammar), said);
        }
    }

    #[test]
    fn the_dead_have_the_verb_of_their_sources() {
        let drowned =
            Verb { measure: Measure::Killed, count_type: CountType::Total, manner: Some(Manner::Drowned) };
        assert_eq!(drowned.predicate(Tense::PastPerfect, Grammar::One), "had drowned");
        assert_eq!((drowned.behind_noun(), drowned.is_one_word()), ("who drowned", false));
        let died = Verb { manner: Some(Manner::Died), ..drowned };
        assert_eq!(died.predicate(Tense::Past, Grammar::Several), "died");
    }
}
