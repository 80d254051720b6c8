//! Whether a number is of a stock: how many there are now, in hospital, held, driven out.

use super::layout::Pages;
use super::mention::Mention;
use super::token::TextToken;
use crate::model::words::Measure;

/// Whether a number counts how many there are now.
pub(super) fn is_stock(pages: &Pages<'_>, mention: &Mention) -> bool {
    let Some(word) = mention.trigger else {
        return matches!(mention.measure, Measure::Missing | Measure::Hostage);
    };
    let from = mention.number.start.min(word).saturating_sub(2);
    let to = (mention.number.end.max(word) + 8).min(mention.clause.end.max(word + 1));
    let around = pages.tokens.get(from..to).unwrap_or_default();
    let has = |words: &[&str]| around.iter().any(|token| token.is_any(words));
    let word = pages.tokens.get(word);
    let is_word = |words: &[&str]| word.is_some_and(|token: &TextToken<'_>| token.is_any(words));
    let is_now = has(&["are", "remain", "remains", "still", "is", "currently"]);
    match mention.measure {
        Measure::Missing => true,
        // "Gunmen abducted 40 villagers" tells what happened, "40 are held" who is held now.
        Measure::Hostage => {
            !is_word(&[
                "abducted",
                "abducting",
                "kidnapped",
                "kidnapping",
                "seized",
                "seizing",
                "took",
                "taken",
            ]) || is_now
        }
        Measure::Injured => is_word(&["in", "under", "hospitalised", "hospitalized", "being"]) && is_now,
        Measure::Displaced => {
            let is_noun =
                is_word(&["displaced", "internally", "idps", "refugees", "evacuees", "homeless", "in"]);
            is_noun
                && has(&[
                    "are",
                    "remain",
                    "registered",
                    "live",
                    "living",
                    "hosted",
                    "hosts",
                    "host",
                    "shelters",
                    "sheltering",
                    "stay",
                    "still",
                    "houses",
                ])
        }
        Measure::Detained => {
            is_word(&["in", "behind", "held", "detainees", "prisoners", "being", "detained", "under"])
                && is_now
                && !has(&["been"])
        }
        _ => false,
    }
}
