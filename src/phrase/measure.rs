//! What happened to the people counted, as verbs.

use crate::model::words::{CountType, Measure};

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

/// The predicate of a measure: `had been killed`. A stock is a state, not an act: `were missing`.
pub fn predicate(measure: Measure, count_type: CountType, tense: Tense, grammar: Grammar) -> String {
    let state = is_state(measure, count_type);
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
    match (measure, tense, grammar) {
        (Measure::Died, Tense::Future, _) => "would die".to_owned(),
        (Measure::Died, Tense::PastPerfect, _) => "had died".to_owned(),
        (Measure::Died, Tense::PresentPerfect, Grammar::One) => "has died".to_owned(),
        (Measure::Died, Tense::PresentPerfect, Grammar::Several) => "have died".to_owned(),
        (Measure::Died, Tense::Past, _) => "died".to_owned(),
        _ => format!("{helper} {}", participle(measure, count_type)),
    }
}

/// The word that stands behind a noun: `704 people killed`. "Died" has none: see [`predicate`].
pub fn participle(measure: Measure, count_type: CountType) -> &'static str {
    match (measure, count_type) {
        (Measure::Killed, _) => "killed",
        (Measure::Died, _) => "dead",
        (Measure::Injured, _) => "injured",
        (Measure::Missing, _) => "missing",
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
        Affected, BodiesRecovered, Casualties, Detained, Died, Displaced, Hostage, Injured, Killed,
        KilledOrMissing, Missing, PresumedDead,
    };
    match measure {
        Missing | PresumedDead | KilledOrMissing => true,
        Killed | Died | Injured | Displaced | Detained | Hostage | Affected | Casualties
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
            (Measure::Hostage, Current, PresentPerfect, Several, "are being held hostage"),
            (Measure::Hostage, Total, PastPerfect, Several, "had been taken hostage"),
            (Measure::Casualties, Total, PastPerfect, Several, "had been killed or injured"),
            (Measure::Killed, CountType::Projection, Tense::Future, Several, "would be killed"),
        ] {
            assert_eq!(predicate(measure, count_type, tense, grammar), said);
        }
    }
}
