//! Which attribution holds for a number.

use std::ops::Range;

use super::super::State;
use super::super::layout::{BlockShape, SIGHT};
use super::super::mention::Mention;
use super::attribution::{SpeechMark, SpeechReach, WhoSpeaks};
use super::lists::LISTS;
use super::names::{Speaker, SpeakerKind};
use super::scene::SpeechScene;

/// The attributions of a text, with what else decides who says a number.
pub(super) struct SpeechOf<'a, 't> {
    pub scene: &'a SpeechScene<'a, 't>,
    pub attributions: &'a [SpeechMark],
    /// Tokens between quotes, in order.
    pub quotes: Vec<Range<usize>>,
}

/// Who says a number, and through whom.
#[derive(Clone, Debug)]
pub(super) struct SaidOf {
    pub named: Speaker,
    pub via: Option<String>,
}

impl<'a, 't> SpeechOf<'a, 't> {
    pub fn new(scene: &'a SpeechScene<'a, 't>, attributions: &'a [SpeechMark]) -> SpeechOf<'a, 't> {
        SpeechOf { scene, attributions, quotes: quotes(scene) }
    }

    /// Who says a mention; `None` for the publisher's own voice.
    pub fn of(&self, mention: &Mention) -> Option<SaidOf> {
        match self.in_sentence(mention) {
            Some(at) => self.said_by(at, mention),
            None if mention.state == State::History => None,
            None => self
                .of_quote(mention)
                .or_else(|| self.carried(mention))
                .or_else(|| self.closing(mention))
                .and_then(|at| self.said_by(at, mention)),
        }
    }

    fn said_by(&self, at: usize, mention: &Mention) -> Option<SaidOf> {
        let attribution = &self.attributions[at];
        if attribution.denies {
            return None;
        }
        let WhoSpeaks::Speaker(named) = &attribution.who else { return None };
        let via = attribution.via.clone().or_else(|| self.outer(at, mention));
        let via = via.filter(|via| *via != named.authority && !self.is_publisher(via));
        Some(SaidOf { named: named.clone(), via })
    }

    /// Whether a name stands in the brackets of the dateline: `OSKBY (Orla Press) -`. That agency writes the text itself.
    fn is_publisher(&self, name: &str) -> bool {
        const FIRST: usize = 3;
        let pages = self.scene.pages;
        let mut datelines =
            pages.blocks.iter().take(FIRST).map(|block| pages.printed(block.dateline.clone()));
        datelines.any(|printed| printed.contains(&format!("({name}")))
    }

    /// A medium that reports what another says, in one clause: "the army said it had lost four, Radio Oskby reported".
    fn outer(&self, at: usize, mention: &Mention) -> Option<String> {
        let inner = &self.attributions[at];
        let others = self.of_sentence(inner.sentence).filter(|(other, _)| *other != at);
        let reports = |other: &SpeechMark| match other.reach {
            SpeechReach::Ahead => {
                other.tokens.end <= inner.tokens.start
                    && inner.reach == SpeechReach::Ahead
                    && self.is_one_clause(other.tokens.end, mention.number.start)
            }
            SpeechReach::Back => {
                other.tokens.start >= mention.number.end
                    && (inner.reach == SpeechReach::Ahead || other.tokens.start >= inner.tokens.end)
                    && self.is_one_clause(mention.number.end, other.tokens.start)
            }
            SpeechReach::Both => false,
        };
        others.filter(|(_, other)| reports(other)).find_map(|(_, other)| match &other.who {
            WhoSpeaks::Speaker(named) if is_medium(named) => Some(named.authority.clone()),
            _ => None,
        })
    }

    fn of_sentence(&self, sentence: usize) -> impl Iterator<Item = (usize, &SpeechMark)> {
        let first = self.attributions.partition_point(|attribution| attribution.sentence < sentence);
        let found =
            self.attributions[first..].iter().take_while(move |attribution| attribution.sentence == sentence);
        found.enumerate().map(move |(at, attribution)| (first + at, attribution))
    }

    /// The attribution of its own sentence that holds for a mention.
    fn in_sentence(&self, mention: &Mention) -> Option<usize> {
        let number = &mention.number;
        let tells = |found: &SpeechMark| found.denies || !matches!(found.who, WhoSpeaks::Nobody);
        let here = || self.of_sentence(mention.sentence).filter(move |(_, found)| tells(found));
        let before = |reach: SpeechReach| {
            move |(_, found): &(usize, &SpeechMark)| found.reach == reach && found.tokens.end <= number.start
        };
        let ahead = here().filter(before(SpeechReach::Ahead)).last();
        let back =
            here().find(|(_, found)| found.reach == SpeechReach::Back && found.tokens.start >= number.end);
        let both = here().filter(|(_, found)| found.reach == SpeechReach::Both).min_by_key(|(_, found)| {
            if found.tokens.end <= number.start {
                number.start - found.tokens.end
            } else {
                found.tokens.start.saturating_sub(number.end)
            }
        });
        if let (Some((at, found)), Some((behind, other))) = (ahead, back) {
            let is_ahead = self.is_one_clause(found.tokens.end, number.start)
                || !self.is_one_clause(number.end, other.tokens.start);
            return Some(if is_ahead { at } else { behind });
        }
        if let (Some((at, found)), Some((near, other))) = (ahead, both) {
            let is_nearer = other.tokens.start >= found.tokens.end
                && self.is_one_clause(other.tokens.start.min(number.start), number.end.max(other.tokens.end));
            return Some(if is_nearer { near } else { at });
        }
        if let (Some((at, found)), Some((near, other))) = (back, both) {
            let is_nearer = other.tokens.start < found.tokens.start;
            return Some(if is_nearer { near } else { at });
        }
        let only = ahead.or(both).or(back);
        let behind = || here().filter(before(SpeechReach::Back)).last();
        only.or_else(behind).map(|(at, _)| at)
    }

    /// Whether no new main clause begins between two places.
    fn is_one_clause(&self, from: usize, to: usize) -> bool {
        let scene = self.scene;
        !(from..to).any(|at| {
            let is_semicolon = scene.token(at).is_some_and(|token| token.is_mark(';'));
            let is_turn = scene.is_comma(at)
                && scene.is(at + 1, &["but", "while", "whereas", "although", "though", "yet", "and"])
                && !scene.is(at + 2, &["including", "of"]);
            is_semicolon || (is_turn && at + 1 < to)
        })
    }

    /// Who says a quote of several sentences that holds a mention.
    fn of_quote(&self, mention: &Mention) -> Option<usize> {
        const NEAR: usize = 12;
        let at = self.quotes.partition_point(|quote| quote.end <= mention.number.start);
        let quote = self.quotes.get(at).filter(|quote| quote.start <= mention.number.start)?;
        let next = self.attributions.partition_point(|found| found.tokens.start < quote.end);
        let behind = (next..self.attributions.len())
            .take_while(|at| self.attributions[*at].tokens.start < quote.end + NEAR)
            .find(|at| self.attributions[*at].reach == SpeechReach::Back);
        let first = self.attributions.partition_point(|found| found.tokens.start < quote.start);
        let is_near = |at: &usize| {
            let found = &self.attributions[*at];
            found.tokens.end <= quote.start
                && found.tokens.end + NEAR > quote.start
                && found.reach != SpeechReach::Back
        };
        behind.or_else(|| (0..first).rev().take(SIGHT).find(is_near))
    }

    /// Who spoke last before a mention, in its paragraph or before its list.
    fn carried(&self, mention: &Mention) -> Option<usize> {
        let pages = self.scene.pages;
        let block = pages.sentences.get(mention.sentence)?.block;
        let shape = pages.blocks.get(block)?.shape;
        let end = self.attributions.partition_point(|found| found.sentence < mention.sentence);
        let last = end.checked_sub(1);
        let is_near =
            |sentence: usize| pages.sentences[sentence].block == block && sentence + SIGHT > mention.sentence;
        let own = last.filter(|at| is_near(self.attributions[*at].sentence));
        if own.is_some() || shape != BlockShape::Item {
            return own.filter(|at| self.goes_on(*at, mention));
        }
        self.of_list(block, last)
    }

    /// The source that stands alone at the end of a paragraph or post: `@CivilDefence`, `Source: Civil Defence`.
    fn closing(&self, mention: &Mention) -> Option<usize> {
        let pages = self.scene.pages;
        let block = pages.blocks.get(pages.sentences.get(mention.sentence)?.block)?;
        let first = self.attributions.partition_point(|found| found.sentence <= mention.sentence);
        let behind = self.attributions.iter().enumerate().skip(first);
        let last = block.sentences.end.min(mention.sentence + SIGHT);
        let mut behind = behind.take_while(|(_, found)| found.sentence < last);
        let is_source = |found: &SpeechMark| {
            let start = found.tokens.start;
            self.scene.is(start, &["source", "sources", "src"])
                || self.scene.token(start).is_some_and(|token| token.is_mark('@'))
                || self.scene.pages.sentences.get(found.sentence).is_some_and(|own| {
                    own.tokens.start == start && self.scene.is_break(start) && !self.scene.is_quote(start)
                })
        };
        behind.find(|(_, found)| found.verb.is_none() && is_source(found)).map(|(at, _)| at)
    }

    /// Whether what somebody said goes on: no sentence between turns to another matter.
    fn goes_on(&self, at: usize, mention: &Mention) -> bool {
        let from = self.attributions[at].sentence;
        let turns = ["meanwhile", "separately", "elsewhere", "earlier"];
        (from + 1..=mention.sentence).all(|sentence| {
            self.scene.pages.sentence(sentence).first().is_none_or(|first| !first.is_any(&turns))
        })
    }

    /// Who is said, before a list, to give its numbers: "The ministry reports:"; or behind it: "Source: the ministry".
    fn of_list(&self, block: usize, last: Option<usize>) -> Option<usize> {
        let pages = self.scene.pages;
        let is_item =
            |block: usize| pages.blocks.get(block).is_some_and(|block| block.shape == BlockShape::Item);
        let first = (0..block).rev().take(SIGHT).take_while(|block| is_item(*block)).last().unwrap_or(block);
        let opener = last.filter(|at| {
            let of = pages.sentences[self.attributions[*at].sentence].block;
            let ends = pages.blocks[of].tokens.end.checked_sub(1).and_then(|end| pages.tokens.get(end));
            of + 1 == first && ends.is_some_and(|end| end.is_mark(':'))
        });
        opener.or_else(|| {
            let items = (block + 1..).take(SIGHT).take_while(|block| is_item(*block));
            let behind = items.last().unwrap_or(block) + 1;
            let of = |at: &usize| pages.sentences[self.attributions[*at].sentence].block;
            let next =
                self.attributions.partition_point(|found| pages.sentences[found.sentence].block <= block);
            (next..self.attributions.len())
                .take_while(|at| of(at) <= behind)
                .find(|at| self.scene.is(self.attributions[*at].tokens.start, &["source", "sources", "src"]))
        })
    }

    /// Whether a mention stands in a quote in which somebody tells what they saw themselves.
    pub fn is_own_sight(&self, mention: &Mention) -> bool {
        let at = self.quotes.partition_point(|quote| quote.end <= mention.number.start);
        let quote = self.quotes.get(at).filter(|quote| quote.start <= mention.number.start);
        quote.is_some_and(|quote| {
            quote.clone().any(|at| {
                self.scene.is(at, &["i"])
                    && self.scene.is(
                        at + 1,
                        &[
                            "counted", "saw", "found", "buried", "pulled", "carried", "heard", "picked",
                            "have", "could", "lost",
                        ],
                    )
            })
        })
    }
}

fn is_medium(named: &Speaker) -> bool {
    let last = named.authority.to_lowercase();
    named.kind == SpeakerKind::Body && last.split_whitespace().any(|word| LISTS.media.has_word(word))
}

/// The quotes of a text: from one mark to the next, within a block.
fn quotes(scene: &SpeechScene<'_, '_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for block in &scene.pages.blocks {
        let mut open = None;
        for at in block.tokens.clone().filter(|at| scene.is_quote(*at)) {
            match open.take() {
                Some(start) => found.push(start..at + 1),
                None => open = Some(at),
            }
        }
        found.extend(open.map(|start| start..block.tokens.end));
    }
    found
}
