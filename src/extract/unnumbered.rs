//! Sentences without a figure that speak of harm all the same: "the toll doubled", "the deadliest fire", "how many died?"

use super::lexicon::{HarmRole, WordClass};
use super::line::GlossedLine;
use super::{NotAFigure, PassedNumber};

/// What a sentence without any figure says of harm, and the word that says so; `None` where it says nothing of the kind.
pub(super) fn unnumbered(line: &GlossedLine<'_, '_>) -> Option<PassedNumber> {
    let speaks_of_harm = (0..line.len()).any(|at| {
        line.has(at, WordClass::TollOfDeaths)
            || line.entry(at).is_some_and(|entry| {
                entry
                    .harm_as_any(&[HarmRole::Noun, HarmRole::Passive, HarmRole::Does, HarmRole::Active])
                    .is_some()
            })
    });
    if !speaks_of_harm {
        return None;
    }
    let word = |words: &[&str]| (0..line.len()).find(|at| line.is_any(*at, words));
    let compared = || {
        (0..line.len()).find(|at| {
            line.begins(*at, &["as", "many"])
                || line.begins(*at, &["more", "than"])
                || line.begins(*at, &["fewer", "than"])
        })
    };
    let found = |at: usize, what: NotAFigure| {
        let span = line.token(at).map(|token| token.start..token.end())?;
        Some(PassedNumber { span, what })
    };
    if let Some(at) = (0..line.len()).rev().take(3).find(|at| line.is_mark(*at, |c| c == '?')) {
        return found(at, NotAFigure::Question);
    }
    const CHANGED: &[&str] = &[
        "doubled",
        "tripled",
        "quadrupled",
        "halved",
        "doubles",
        "triples",
        "doubling",
        "tripling",
        "quintupled",
    ];
    const MOST: &[&str] = &[
        "deadliest",
        "worst",
        "bloodiest",
        "highest",
        "lowest",
        "record",
        "largest",
        "biggest",
        "unprecedented",
    ];
    word(CHANGED)
        .and_then(|at| found(at, NotAFigure::Change))
        .or_else(|| word(MOST).and_then(|at| found(at, NotAFigure::Superlative)))
        .or_else(|| compared().and_then(|at| found(at, NotAFigure::Comparison)))
        .or_else(|| {
            word(&["could", "might", "may", "would", "if"]).and_then(|at| found(at, NotAFigure::Hypothetical))
        })
}
