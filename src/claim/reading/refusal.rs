//! Why a sentence holds no count that a ledger of figures can answer.

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
            Refusal::Share => "a share is no count of people: the ledger holds counts",
            Refusal::Rate => "a rate is no count of people: the ledger holds counts",
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
        asked.or(reasons.first().copied()).unwrap_or(Refusal::NoNumber)
    }
}
