//! Why a sentence holds no count that a ledger of figures can answer.

use crate::claim::words::words_of;
use crate::extract::{FoundDoubt, FoundFigure, FoundFigures, NotAFigure, Span, State};
use crate::model::words::words;

words! {
    /// Why a claim is refused.
    Refusal {
        /// "nine out of ten".
        Share = "share",
        /// Per 100,000; a fatality rate.
        Rate = "rate",
        /// "doubled", "rose by 9 percent".
        Change = "change",
        /// "more than in the other fire".
        Comparison = "comparison",
        /// "the deadliest".
        Superlative = "superlative",
        /// "could die".
        Hypothetical = "hypothetical",
        /// "How many died?"
        Question = "question",
        /// No number of people to whom something happened.
        NoNumber = "no_number",
        /// A number that can be read in several ways, or that the sentence itself takes back.
        Unreadable = "unreadable",
    }
}

impl Refusal {
    /// Why, in one clause without a full stop.
    pub fn because(self) -> &'static str {
        match self {
            Refusal::Share => "a share is not a count of people: the ledger holds counts",
            Refusal::Rate => "a rate is not a count of people: the ledger holds counts",
            Refusal::Change => "it says how much a number changed, and not the number",
            Refusal::Comparison => "it compares, and gives no count of its own",
            Refusal::Superlative => "it ranks an event, and gives no count",
            Refusal::Hypothetical => "it says what could be, and not what is",
            Refusal::Question => "it asks, and says nothing",
            Refusal::NoNumber => "it holds no count of people to whom something happened",
            Refusal::Unreadable => "its number cannot be read in one way",
        }
    }

    fn of(what: NotAFigure) -> Option<Refusal> {
        Some(match what {
            NotAFigure::Share => Refusal::Share,
            NotAFigure::Rate => Refusal::Rate,
            NotAFigure::Change => Refusal::Change,
            NotAFigure::Comparison => Refusal::Comparison,
            NotAFigure::Superlative => Refusal::Superlative,
            NotAFigure::Hypothetical => Refusal::Hypothetical,
            NotAFigure::Question => Refusal::Question,
            NotAFigure::Other => return None,
        })
    }
}

/// Why a figure is not checked; `None`: it is.
pub fn refusal(figure: &FoundFigure) -> Option<Refusal> {
    let doubts = |doubt| figure.doubts.contains(&doubt);
    match figure.state {
        State::Hypothetical => Some(Refusal::Hypothetical),
        State::Asked => Some(Refusal::Question),
        State::Earlier | State::Denied => Some(Refusal::Unreadable),
        _ if doubts(FoundDoubt::TwoReadings) || doubts(FoundDoubt::SaysTooLittle) => {
            Some(Refusal::Unreadable)
        }
        _ if doubts(FoundDoubt::NoReports) => Some(Refusal::NoNumber),
        State::Current | State::History => None,
    }
}

impl Refusal {
    /// Why a sentence without a figure is refused: what its numbers are, or the words that stand for one.
    pub fn of_sentence(found: &FoundFigures, sentence: &Span, text: &str) -> Refusal {
        let here = found.passed.iter().filter(|passed| sentence.contains(&passed.span.start));
        let mut reasons: Vec<Refusal> = here.filter_map(|passed| Refusal::of(passed.what)).collect();
        reasons.sort_unstable();
        let is_question = text.get(sentence.clone()).is_some_and(|text| text.trim_end().ends_with('?'));
        let asked = is_question.then_some(Refusal::Question);
        let by_words = || Refusal::by_words(text.get(sentence.clone()).unwrap_or_default());
        asked.or(reasons.first().copied()).or_else(by_words).unwrap_or(Refusal::NoNumber)
    }

    /// By a word that says it, where no number does.
    fn by_words(sentence: &str) -> Option<Refusal> {
        let words: Vec<String> = words_of(sentence).into_iter().map(|word| word.plain).collect();
        let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        let compares = words.iter().position(|word| COMPARING.contains(&word.as_str()));
        let compares = compares.is_some_and(|at| words[at..].iter().any(|word| word == "than"));
        match () {
            () if compares => Some(Refusal::Comparison),
            () if has(SUPERLATIVES) => Some(Refusal::Superlative),
            () if has(SHARES) => Some(Refusal::Share),
            () if has(CHANGES) => Some(Refusal::Change),
            () if has(POSSIBLE) => Some(Refusal::Hypothetical),
            () => None,
        }
    }
}

/// Words of a comparison, before "than".
const COMPARING: &[&str] =
    &["more", "fewer", "less", "higher", "lower", "deadlier", "bloodier", "worse", "greater"];

/// Words that rank.
const SUPERLATIVES: &[&str] = &[
    "deadliest",
    "bloodiest",
    "worst",
    "highest",
    "lowest",
    "largest",
    "biggest",
    "gravest",
    "heaviest",
    "record",
];

/// Words of a part of a whole.
const SHARES: &[&str] = &[
    "half",
    "third",
    "thirds",
    "quarter",
    "quarters",
    "majority",
    "percent",
    "percentage",
    "most",
    "proportion",
    "share",
];

/// Words of a change without its ends.
const CHANGES: &[&str] = &[
    "doubled",
    "tripled",
    "trebled",
    "quadrupled",
    "halved",
    "rose",
    "risen",
    "fell",
    "fallen",
    "increased",
    "decreased",
];

/// Words of what may be.
const POSSIBLE: &[&str] = &["could", "might", "may", "would", "if", "feared", "expected"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_tells_why_a_sentence_without_a_number_is_refused() {
        let reason = |text: &str| Refusal::of_sentence(&FoundFigures::default(), &(0..text.len()), text);
        for (text, expected) in [
            ("The dam killed more people than the fire.", Refusal::Comparison),
            ("It was the worst disaster of the decade.", Refusal::Superlative),
            ("Most of the dead were women.", Refusal::Share),
            ("Deaths in the war have doubled.", Refusal::Change),
            ("Many could die of hunger.", Refusal::Hypothetical),
            ("How many died?", Refusal::Question),
            ("The dam was rebuilt.", Refusal::NoNumber),
        ] {
            assert_eq!(reason(text), expected, "{text}");
        }
    }
}
