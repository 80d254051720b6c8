//! Numbers that the text says again: in its headline, or as "the 61".

use super::layout::{BlockShape, Pages};
use super::mention::Mention;
use crate::model::words::Measure;

/// The mentions without those that repeat another, which keeps their spans in `also`. Wholes and likes point to the one
/// that is kept.
pub(super) fn without_repeats(pages: &Pages<'_>, mentions: Vec<Mention>) -> Vec<Mention> {
    let keepers: Vec<usize> = keepers(pages, &mentions);
    let mut places = Vec::with_capacity(mentions.len());
    let mut next = 0;
    for (at, keeper) in keepers.iter().enumerate() {
        places.push(next);
        next += usize::from(*keeper == at);
    }
    let place = |at: usize| keepers.get(at).and_then(|keeper| places.get(*keeper)).copied();
    let mut also = vec![Vec::new(); next];
    for (at, mention) in mentions.iter().enumerate() {
        if let Some(spans) = place(at).and_then(|place| also.get_mut(place)).filter(|_| keepers[at] != at) {
            spans.push(mention.span.clone());
        }
    }
    let kept = mentions.into_iter().enumerate().filter(|(at, _)| keepers[*at] == *at);
    let kept = kept.zip(also).map(|((_, mention), also)| Mention {
        also,
        part_of: mention.part_of.and_then(place),
        like: mention.like.and_then(place),
        ..mention
    });
    kept.collect()
}

/// For each mention the one that is kept for it: itself, or the one that it repeats.
fn keepers(pages: &Pages<'_>, mentions: &[Mention]) -> Vec<usize> {
    const FARTHEST: usize = 40;
    let headline = |mention: &Mention| {
        let block = pages.sentences.get(mention.sentence).and_then(|found| pages.blocks.get(found.block));
        block.is_some_and(|block| block.shape == BlockShape::Headline)
    };
    let first_of_body = mentions.iter().position(|mention| !headline(mention)).unwrap_or(mentions.len());
    let repeated = |at: usize| {
        let mention = mentions.get(at)?;
        if at < first_of_body {
            let body = mentions.iter().enumerate().skip(first_of_body).take(FARTHEST);
            let mut same =
                body.filter(|(_, other)| says_the_same(mention, other) && other.state == mention.state);
            return same.find(|(_, other)| other.part_of.is_none()).map(|(at, _)| at);
        }
        let is_definite = mention.number.start.checked_sub(1).and_then(|at| pages.tokens.get(at));
        let is_definite = is_definite.is_some_and(|token| token.is_any(&["the", "these", "those", "all"]));
        let from = at.saturating_sub(FARTHEST).max(first_of_body);
        let mut before = mentions.iter().enumerate().take(at).skip(from);
        before.find(|(_, other)| is_definite && says_the_same(mention, other)).map(|(at, _)| at)
    };
    (0..mentions.len()).map(|at| repeated(at).unwrap_or(at)).collect()
}

/// Whether two mentions print one number of one thing.
fn says_the_same(one: &Mention, other: &Mention) -> bool {
    let measure = |mention: &Mention| match mention.measure {
        Measure::Died | Measure::BodiesRecovered => Measure::Killed,
        measure => measure,
    };
    let is_number = one.wording.value().is_some() && one.wording.value() == other.wording.value();
    let is_vague = one.wording.value().is_none() && one.wording.count() == other.wording.count();
    measure(one) == measure(other) && (is_number || is_vague)
}
