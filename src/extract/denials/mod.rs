//! Who rejects a number, disowns it or takes it back, and which number is meant (`docs/rules.md`, "Denials").

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::calendar::Calendar;
use super::counts::{CountForm, CountHere, counts_of};
use super::days::said_on;
use super::layout::Pages;
use super::line::GlossedLine;
use super::mention::{Mention, of_sentence};
use super::saying::{SayingWords, Sayings};
use super::{DenialKind, FoundDenial, SaidBy, Span, State};
use crate::model::words::Measure;

/// What the readers of denials look at.
pub(super) struct DenialReader<'a, 't> {
    pub pages: &'a Pages<'t>,
    pub mentions: &'a [Mention],
    pub sayings: &'a Sayings,
    pub calendar: &'a Calendar,
}

/// Nouns of a number: "the figure of 200", "that toll".
const NUMBERS: &[&str] = &[
    "figure",
    "figures",
    "number",
    "numbers",
    "toll",
    "tolls",
    "count",
    "tally",
    "total",
    "estimate",
    "estimates",
];

/// Nouns of what somebody said: "a claim that the army rejected".
const STORIES: &[&str] = &[
    "claim",
    "claims",
    "report",
    "reports",
    "account",
    "accounts",
    "allegation",
    "allegations",
    "statement",
    "version",
    "story",
    "assertion",
    "charge",
    "accusation",
];

/// What is denied without any number: "denied responsibility for", "was denied entry".
pub(super) const NO_NUMBERS: &[&str] = &[
    "responsibility",
    "involvement",
    "blame",
    "guilt",
    "wrongdoing",
    "role",
    "part",
    "links",
    "link",
    "complicity",
    "liability",
    "entry",
    "access",
    "bail",
    "visas",
    "asylum",
    "permission",
    "treatment",
    "negligence",
    "appeal",
    "appeals",
    "request",
    "requests",
    "bid",
    "plea",
    "pleas",
    "petition",
    "petitions",
    "offer",
    "offers",
    "proposal",
    "proposals",
    "call",
    "calls",
    "demand",
    "demands",
    "motion",
    "application",
    "applications",
    "criticism",
    "truce",
    "ceasefire",
    "talks",
];

/// Words by which a clause turns to another matter.
const TURNS: &[&str] = &[
    "after",
    "when",
    "because",
    "following",
    "while",
    "but",
    "saying",
    "insisting",
    "adding",
    "amid",
    "despite",
    "claiming",
    "arguing",
    "maintaining",
];

/// Participles of giving a number: "denied having given", "never published".
const GIVING: &[&str] = &[
    "given",
    "giving",
    "gave",
    "said",
    "saying",
    "published",
    "publishing",
    "issued",
    "issuing",
    "announced",
    "announcing",
    "released",
    "releasing",
    "reported",
    "reporting",
    "provided",
    "providing",
];

/// Finds the denials of a text, in the order of their spans. Takes time in proportion to the text.
pub(super) fn denials(reader: &DenialReader<'_, '_>) -> Vec<FoundDenial> {
    let marks = reader.sayings.words.iter();
    let mut found: Vec<FoundDenial> = marks.flat_map(|mark| reader.rejected(mark)).collect();
    found.dedup_by(|later, first| later.span == first.span);
    let told: FxHashSet<usize> = found.iter().filter_map(|denial| denial.printed).collect();
    let denied = reader.mentions.iter().enumerate().filter(|(at, mention)| {
        mention.state == State::Denied && mention.part_of.is_none() && !told.contains(at)
    });
    found.extend(denied.filter_map(|(at, mention)| reader.taken_back(at, mention)));
    found.sort_by_key(|denial| (denial.span.start, denial.span.end));
    found
}

impl DenialReader<'_, '_> {
    /// What a verb of denying with its subject denies: each number behind it, else the one that "that figure" means.
    fn rejected(&self, mark: &SayingWords) -> Vec<FoundDenial> {
        let Some((by, verb)) = mark.denied_by.clone().zip(mark.verb) else { return Vec::new() };
        if (verb + 1..verb + 4).any(|at| self.is(at, NO_NUMBERS)) {
            return Vec::new();
        }
        let sentence = self.sentence_of(verb);
        let Some(all) = self.pages.sentences.get(sentence).map(|found| found.tokens.clone()) else {
            return Vec::new();
        };
        let range = self.object(mark, verb, &all);
        let kind = self.kind(verb, &all);
        let printed = of_sentence(self.mentions, sentence).iter().filter(|mention| {
            range.contains(&mention.number.start) && mention.part_of.is_none() && may_be_denied(mention)
        });
        let mut found: Vec<FoundDenial> = printed
            .map(|mention| self.index_of(mention))
            .map(|at| self.of_printed(at, kind, by.clone(), verb))
            .collect();
        if found.is_empty() {
            let bare = self.bare_number(verb, &all, &range);
            found.extend(bare.map(|count| self.of_bare(&count, kind, by.clone(), verb)));
        }
        if found.is_empty() && self.points_back(mark, verb, &all) {
            found.extend(self.of_word(kind, by, verb, sentence));
        }
        found
    }

    /// The words that tell what is denied: behind the verb up to a turn, before "was rejected by".
    fn object(&self, mark: &SayingWords, verb: usize, sentence: &Range<usize>) -> Range<usize> {
        if self.is_passive(mark, verb) {
            return sentence.start..verb;
        }
        let words = &self.sayings.words;
        let first = words.partition_point(|other| other.tokens.start <= verb);
        let opens = |at: usize| {
            self.is(at, &["and", "but", "while"])
                || self.pages.tokens[at].is_mark_of(|c| matches!(c, ',' | ';'))
        };
        let next = words[first..].iter().filter(|other| other.verb.is_some()).map(|other| other.tokens.start);
        let next = next.take_while(|start| *start < sentence.end).find(|start| opens(start - 1));
        let end = next.unwrap_or(sentence.end).min(sentence.end);
        let turns = |at: &usize| {
            self.is(*at, TURNS) && !self.is(*at + 1, GIVING)
                || self.pages.tokens[*at].is_mark_of(|c| matches!(c, ';' | ':'))
        };
        let end = (verb + 1..end).find(turns).unwrap_or(end);
        verb + 1..end
    }

    /// "Was rejected by the army".
    fn is_passive(&self, mark: &SayingWords, verb: usize) -> bool {
        mark.tokens.start == verb && (verb + 1..mark.tokens.end).any(|at| self.is(at, &["by"]))
    }

    /// "Denied ever having given": the number is disowned.
    fn kind(&self, verb: usize, sentence: &Range<usize>) -> DenialKind {
        const BETWEEN: &[&str] = &["that", "it", "he", "she", "they", "ever", "having", "had", "has", "have"];
        let giving = (verb + 1..sentence.end).find(|at| !self.is(*at, BETWEEN));
        let disowns = self.is(verb, &["disowned", "disowns", "disowning"])
            || giving.is_some_and(|at| self.is(at, GIVING));
        if disowns { DenialKind::Disowns } else { DenialKind::Disputes }
    }

    /// "The figure of 200", "rejects 200": a number without a word of harm.
    fn bare_number(&self, verb: usize, sentence: &Range<usize>, range: &Range<usize>) -> Option<CountHere> {
        let line = GlossedLine::of(self.pages, sentence.clone());
        let counts = counts_of(self.pages.text, &line).into_iter();
        let mut bare = counts.filter(|count| {
            let at = line.first + count.tokens.start;
            range.contains(&at) && count.form == CountForm::Number && !self.is_figure(&count.span)
        });
        bare.find(|count| {
            let (first, end) = (line.first + count.lead, line.first + count.tokens.end);
            let of = first.checked_sub(1).filter(|at| self.is(*at, &["of"]));
            let is_told = of
                .and_then(|of| of.checked_sub(1))
                .is_some_and(|at| self.is(at, NUMBERS) || self.is(at, STORIES));
            // "Rejects 200": the number of another, where the sentence gives one as well; not "rejected 200 appeals".
            let ends =
                end >= sentence.end || !self.pages.tokens[end].is_word() || self.is(end, &["as", "and"]);
            let is_object = first == verb + 1 || first == verb + 2 && self.is(verb + 1, &["the"]);
            is_told
                || is_object && ends && !self.with_number(count, verb).is_empty()
                || is_object && ends && !of_sentence(self.mentions, self.sentence_of(verb)).is_empty()
        })
    }

    /// Whether a number is a figure in its own right; one that only repeats another is not.
    fn is_figure(&self, span: &Span) -> bool {
        let at = self.mentions.partition_point(|mention| mention.span.start < span.start);
        self.mentions.get(at).is_some_and(|mention| mention.span == *span)
    }

    /// "Dismissed that figure", "denied this", "a claim that the army denied".
    fn points_back(&self, mark: &SayingWords, verb: usize, sentence: &Range<usize>) -> bool {
        const THESE: &[&str] =
            &["that", "this", "the", "those", "these", "its", "their", "his", "her", "such", "both"];
        let names = |at: usize| self.is(at, NUMBERS) || self.is(at, STORIES);
        let ends = |at: usize| at >= sentence.end || !self.pages.tokens[at].is_word();
        let behind = self.is(verb + 1, THESE)
            && ((verb + 2..verb + 5).take_while(|at| !ends(*at)).any(names)
                || self.is(verb + 1, &["this", "that"]) && ends(verb + 2));
        let before = mark
            .tokens
            .start
            .checked_sub(1)
            .map(|at| if self.is(at, &["which", "that"]) { at.saturating_sub(1) } else { at });
        let is_relative = before.is_some_and(|at| at > sentence.start && names(at)) && ends(verb + 1);
        let is_subject = self.is_passive(mark, verb)
            && (sentence.start..verb).take(4).any(names)
            && self.is(sentence.start, THESE);
        behind || is_relative || is_subject
    }

    /// A denied number that is a figure of the text.
    fn of_printed(&self, at: usize, kind: DenialKind, by: SaidBy, verb: usize) -> FoundDenial {
        let mention = &self.mentions[at];
        let is_others = self.said(at).is_some_and(|said| Some(said) != by.authority.as_deref());
        let figures = match kind {
            DenialKind::Disputes if is_others => vec![at],
            _ => self.meant((kind, &by, verb), |other, index| {
                index != at && is_same(other, mention) && other.measure == mention.measure
            }),
        };
        let wording = Some(mention.wording.clone());
        let measure = Some(mention.measure);
        FoundDenial {
            printed: Some(at),
            wording,
            ..self.denial(kind, by, verb, mention.span.clone(), (figures, measure))
        }
    }

    /// A denied number that has no word of harm, or that repeats a figure.
    fn of_bare(&self, count: &CountHere, kind: DenialKind, by: SaidBy, verb: usize) -> FoundDenial {
        let same = self.with_number(count, verb);
        let figures = self.meant((kind, &by, verb), |_, index| same.contains(&index));
        let measure = figures.first().and_then(|at| self.mentions.get(*at)).map(|mention| mention.measure);
        let wording = Some(count.wording.clone());
        FoundDenial { wording, ..self.denial(kind, by, verb, count.span.clone(), (figures, measure)) }
    }

    /// "That figure": the figures of the nearest sentence before that gives one of somebody else.
    fn of_word(&self, kind: DenialKind, by: SaidBy, verb: usize, sentence: usize) -> Option<FoundDenial> {
        const BACK: usize = 3;
        let from = sentence.saturating_sub(BACK);
        let all = self.meant((kind, &by, verb), |mention, _| {
            (from..=sentence).contains(&mention.sentence)
                && mention.number.start < verb
                && mention.part_of.is_none()
                && mention.state != State::History
        });
        let nearest = self.mentions.get(*all.last()?)?.sentence;
        let figures: Vec<usize> =
            all.into_iter().filter(|at| self.mentions[*at].sentence == nearest).collect();
        let measure = figures.first().map(|at| self.mentions[*at].measure);
        let span = self.pages.span(verb..verb + 1);
        Some(self.denial(kind, by, verb, span, (figures, measure)))
    }

    /// A number that the text takes back without a verb of denying: "withdrew", "did not come from us", "was fabricated".
    fn taken_back(&self, at: usize, mention: &Mention) -> Option<FoundDenial> {
        let by = self.sayings.of.get(at)?.said.clone();
        by.authority.as_ref()?;
        let sentence = self.pages.sentences.get(mention.sentence)?.tokens.clone();
        let any = |words: &[&str]| sentence.clone().find(|at| self.is(*at, words));
        let withdrawn = any(&[
            "withdrew",
            "withdraws",
            "withdrawn",
            "withdrawing",
            "retracted",
            "retracts",
            "retracting",
            "rescinded",
        ]);
        let took_back =
            sentence.clone().find(|at| self.is(*at, &["took", "takes"]) && self.is(at + 1, &["back"]));
        let disowns = any(&["never", "disowned", "disowns", "disavowed", "disavows"]);
        let not_ours = sentence.clone().find(|at| {
            self.is(*at, &["not"]) && (self.is(at + 1, &["come", "ours"]) || self.is(at + 2, &["from"]))
        });
        let (kind, verb) = match (withdrawn.or(took_back), disowns.or(not_ours)) {
            (Some(verb), _) => (DenialKind::Retracts, verb),
            (None, Some(verb)) => (DenialKind::Disowns, verb),
            // "The report is false, the ministry said" rejects it; "the story of the Front is false" is nobody's word.
            (None, None) if !self.has_verb_of_saying(&sentence) => return None,
            (None, None) => {
                let trigger = mention.trigger.filter(|at| sentence.contains(at));
                (DenialKind::Disputes, trigger.unwrap_or(mention.number.start))
            }
        };
        let figures = self.meant((kind, &by, verb), |other, index| {
            index != at && is_same(other, mention) && other.measure == mention.measure
        });
        let wording = Some(mention.wording.clone());
        let denial = self.denial(kind, by, verb, mention.span.clone(), (figures, Some(mention.measure)));
        Some(FoundDenial { printed: Some(at), wording, ..denial })
    }

    fn has_verb_of_saying(&self, sentence: &Range<usize>) -> bool {
        let words = &self.sayings.words;
        let first = words.partition_point(|found| found.tokens.start < sentence.start);
        let here = words[first..].iter().take_while(|found| found.tokens.start < sentence.end);
        here.into_iter().any(|found| found.verb.is_some())
    }

    /// The figures that fit and can be meant: others' where a number is disputed, one's own where it is taken back.
    fn meant(
        &self,
        (kind, by, verb): (DenialKind, &SaidBy, usize),
        fits: impl Fn(&Mention, usize) -> bool,
    ) -> Vec<usize> {
        let is_own = |at: usize| self.said(at) == by.authority.as_deref();
        let near = self.near(verb).filter(|at| is_own(*at) != (kind == DenialKind::Disputes));
        near.filter(|at| fits(&self.mentions[*at], *at)).collect()
    }

    /// The figures around a token among which one that is meant is looked for.
    fn near(&self, token: usize) -> Range<usize> {
        const FARTHEST: usize = 60;
        let here = self.mentions.partition_point(|mention| mention.number.start < token);
        here.saturating_sub(FARTHEST)..(here + FARTHEST).min(self.mentions.len())
    }

    fn index_of(&self, mention: &Mention) -> usize {
        self.mentions.partition_point(|other| other.number.start < mention.number.start)
    }

    fn denial(
        &self,
        kind: DenialKind,
        by: SaidBy,
        verb: usize,
        span: Span,
        (figures, measure): (Vec<usize>, Option<Measure>),
    ) -> FoundDenial {
        let sentence = self.sentence_of(verb);
        let tokens = self.pages.sentences.get(sentence).map_or(0..0, |found| found.tokens.clone());
        let own = of_sentence(self.mentions, sentence).iter().map(|mention| self.index_of(mention));
        let mut own = own.filter(|at| {
            let mention = &self.mentions[*at];
            mention.span != span
                && mention.state == State::Current
                && mention.part_of.is_none()
                && measure.is_none_or(|measure| measure == mention.measure)
                && self.said(*at) == by.authority.as_deref()
                && !figures.contains(at)
        });
        let instead = own.next().filter(|_| kind == DenialKind::Disputes);
        let days = said_on(self.pages, self.calendar, &self.sayings.words, (&tokens, verb));
        FoundDenial {
            kind,
            by,
            span,
            sentence: self.pages.span(tokens),
            wording: None,
            printed: None,
            figures,
            instead,
            days,
        }
    }

    /// The figures that print the same number, here or where they are repeated.
    fn with_number(&self, count: &CountHere, verb: usize) -> Vec<usize> {
        let same = |mention: &Mention| {
            mention.also.contains(&count.span)
                || mention.wording.count() == count.wording.count()
                || count.value().is_some() && mention.wording.value() == count.value()
        };
        self.near(verb).filter(|at| same(&self.mentions[*at])).collect()
    }

    fn said(&self, at: usize) -> Option<&str> {
        self.sayings.of.get(at)?.said.authority.as_deref()
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        self.pages.tokens.get(at).is_some_and(|token| token.is_any(words))
    }

    fn sentence_of(&self, token: usize) -> usize {
        self.pages.sentences.partition_point(|found| found.tokens.start <= token).saturating_sub(1)
    }
}

/// Whether two mentions print one number.
fn is_same(one: &Mention, other: &Mention) -> bool {
    one.wording.count() == other.wording.count()
        || one.wording.value().is_some() && one.wording.value() == other.wording.value()
}

/// Whether a number can be denied: one of a past event, or of what could happen, is told for another reason.
fn may_be_denied(mention: &Mention) -> bool {
    matches!(mention.state, State::Current | State::Denied)
}

#[cfg(test)]
mod tests;
