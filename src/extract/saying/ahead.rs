//! Where a name ends that begins at a token.

use std::ops::Range;

use super::lists::LISTS;
use super::scene::SpeechScene;

/// The name that begins at a token, up to where it ends.
pub(super) fn name_ahead(scene: &SpeechScene<'_, '_>, start: usize, end: usize) -> Range<usize> {
    const LONGEST: usize = 16;
    let sentence = scene.sentence_of(start);
    let mut at = start;
    while at < end.min(start + LONGEST) {
        let token = &scene.pages.tokens[at];
        let is_small = scene.number_at(at).is_some()
            && at == start
            && scene.is_small_number(at)
            && LISTS.persons.has(&scene.pages.tokens[(at + 1).min(end - 1)]);
        if token.is_mark('(') && at > start {
            // A short form in brackets belongs to the name only where more of it follows.
            break;
        }
        let is_verb = (LISTS.saying.has(token) || LISTS.denying.has(token))
            && !LISTS.bodies.has(token)
            && !LISTS.persons.has(token)
            && !LISTS.documents.has(token)
            && !LISTS.empty.has(token)
            && !scene.is_name_word(at, sentence);
        let is_day =
            scene.is_inside(at) && (at + 1..at + 3).any(|next| scene.calendar.covering(next).is_some());
        let ends_and = scene.is(at, &["and"]) && !goes_on(scene, at + 1, end);
        let is_led_off = scene.is(at, &["by", "to", "on", "with", "during", "under", "about", "in", "at"])
            && at > start
            && !leads_name(scene, at)
            || scene.is(at, &["of", "for"])
                && scene.word(at + 1).ends_with("ing")
                && !scene.is_name_word(at + 1, sentence);
        let is_quoted = scene.is(at, &["quoted", "cited"]) && scene.is(at + 1, &["by"]) && at > start;
        if (scene.ends_name(at) && !is_small) || is_quoted || is_verb || is_day || ends_and || is_led_off {
            break;
        }
        at += 1;
    }
    start..at
}

/// Whether behind "and" a name goes on: no number, no pronoun.
fn goes_on(scene: &SpeechScene<'_, '_>, at: usize, end: usize) -> bool {
    at < end
        && !scene.ends_name(at)
        && !scene.is(at, &["it", "he", "she", "they", "another", "no", "many"])
        && !(at + 1..(at + 5).min(end))
            .any(|at| scene.is(at, &["was", "were", "is", "are", "had", "has", "have"]))
}

/// Whether a preposition leads on inside a name: a capital, a body or a place word follows.
fn leads_name(scene: &SpeechScene<'_, '_>, at: usize) -> bool {
    let next = at + 1 + usize::from(scene.is_article(at + 1));
    let token = scene.token(next);
    if scene.is(at, &["by"]) {
        return scene.is(
            at - 1,
            &["count", "tally", "figures", "report", "statement", "estimate", "data", "released", "study"],
        );
    }
    token.is_some_and(|token| {
        token.is_capital()
            || LISTS.bodies.has(token)
            || token.is_any(&[
                "scene", "capital", "town", "city", "area", "region", "charge", "spot", "province",
                "district", "village", "hospital",
            ])
    })
}
