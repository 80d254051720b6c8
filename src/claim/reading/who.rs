//! Who says a number according to a claim, among the authorities and publishers of the ledger.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::found::FoundClaim;
use super::target::names_an_event;
use crate::claim::naming::{NameMention, Named};
use crate::claim::words::{Word, words_of};
use crate::model::name::Name;
use crate::model::names::{NameKind, Names};
use crate::series::Voice;

/// Who says it, where that is an authority of the ledger by its name, an alias or as copy says it: nobody who speaks of the
/// event need be looked at.
pub fn authority_named(printed: &str, named: &Named) -> Option<Voice> {
    let words: Vec<Word> = words_of(printed).into_iter().filter(|word| word.plain != "the").collect();
    let called = called(&words, named);
    let authority = called.iter().find(|mention| mention.kind == NameKind::Authority)?;
    Some(Voice::Authority(authority.name.clone()))
}

/// Who says it: an authority or a publisher of the ledger by its name, an alias, as copy says it, or by a shorter form that
/// fits one of `here` alone, who speak of the event. Else the words of the claim.
pub fn who(printed: &str, named: &Named, here: &[Voice], names: &Names) -> Option<Voice> {
    let words: Vec<Word> = words_of(printed).into_iter().filter(|word| word.plain != "the").collect();
    if words.is_empty() {
        return None;
    }
    let called = called(&words, named);
    let known = |kind| called.iter().filter(move |mention| mention.kind == kind).map(|mention| &mention.name);
    if let Some(authority) = authority_named(printed, named) {
        return Some(authority);
    }
    let publisher = known(NameKind::Publisher).next();
    if let Some(voice) = publisher.and_then(|publisher| here.iter().find(|voice| name_of(voice) == publisher))
    {
        return Some(voice.clone());
    }
    let shorter: Vec<&Voice> = here.iter().filter(|voice| is_short_for(&words, voice, names)).collect();
    match (shorter.as_slice(), publisher) {
        ([one], None) => Some((*one).clone()),
        (_, Some(publisher)) => Some(Voice::Publisher(publisher.clone())),
        _ => Name::read(printed).map(Voice::Authority),
    }
}

/// Who says the number according to a claim, as printed there: whom extraction found, unless that is the event; else a
/// body of the ledger that stands as the subject of a word of counting or saying.
pub fn sayer<'a>(claim: FoundClaim<'a>) -> Option<Cow<'a, str>> {
    let found = claim.figure.said.authority.as_deref().filter(|name| !names_an_event(name, claim.named));
    if found.is_some() || claim.figure.said.via.is_some() {
        return found.map(Cow::Borrowed);
    }
    let words = &claim.named.words;
    let bodies = claim.named.mentions.iter().filter(|mention| mention.kind == NameKind::Authority);
    let says = |mention: &&NameMention| {
        let behind = mention.words.last().map_or(0, |last| last + 1);
        let mut rest = words.iter().skip(behind).skip_while(|word| AUXILIARY.contains(&word.plain.as_str()));
        let is_subject = rest.next().is_some_and(|word| SAYING.contains(word.plain.as_str()));
        let before = mention.words.first().and_then(|first| words.get(first.checked_sub(1)?));
        is_subject && !before.is_some_and(|word| word.is_small() && word.plain != "the")
    };
    let said: Vec<&NameMention> = bodies.filter(says).collect();
    match said.as_slice() {
        [one] => {
            let printed = one.words.iter().filter_map(|at| words.get(*at)).map(|word| word.printed.as_str());
            Some(Cow::Owned(printed.collect::<Vec<_>>().join(" ")))
        }
        _ => None,
    }
}

/// Words that may stand between a body and what it says.
const AUXILIARY: [&str; 6] = ["has", "have", "had", "now", "also", "since"];

static SAYING: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let list = include_str!("../words/saying_bodies.txt");
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
});

/// The names in the sentence that these words are, or that they end with or begin with: "Norland's Civil Guard".
fn called<'n>(words: &[Word], named: &'n Named) -> Vec<&'n NameMention> {
    let is_called = |mention: &&NameMention| {
        let of_name: Vec<&str> = mention
            .words
            .iter()
            .filter_map(|at| named.words.get(*at))
            .map(|word| word.plain.as_str())
            .collect();
        let own: Vec<&str> = words.iter().map(|word| word.plain.as_str()).collect();
        let is_long = of_name.len() > 1 && own.len() <= of_name.len() + 2;
        own == of_name || is_long && (own.ends_with(&of_name) || own.starts_with(&of_name))
    };
    named.mentions.iter().filter(is_called).collect()
}

/// Whether words are a shorter form of a name: some of its words in its order, with the last one, or its first letters.
fn is_short_for(words: &[Word], voice: &Voice, names: &Names) -> bool {
    let (kind, name) = match voice {
        Voice::Authority(name) => (NameKind::Authority, name),
        Voice::Publisher(name) => (NameKind::Publisher, name),
    };
    let forms = [Some(name.as_str()), names.say_as(kind, name)];
    forms.into_iter().flatten().any(|form| is_short_form(words, &words_of(form)))
}

fn is_short_form(words: &[Word], form: &[Word]) -> bool {
    let form: Vec<&Word> = form.iter().filter(|word| word.plain != "the").collect();
    let mut rest = form.iter();
    let in_order = words.iter().all(|word| rest.any(|other| is_same(word, other)));
    let has_head =
        |head: Option<&&Word>| head.is_some_and(|head| words.iter().any(|word| is_same(word, head)));
    let before_of = form.iter().position(|word| word.is_small()).and_then(|at| form.get(at.checked_sub(1)?));
    let letters: String =
        form.iter().filter(|word| !word.is_small()).filter_map(|word| word.plain.chars().next()).collect();
    in_order && (has_head(form.last()) || has_head(before_of))
        || words.len() == 1 && letters.chars().count() > 1 && words[0].plain == letters
}

fn is_same(one: &Word, other: &Word) -> bool {
    let bare = |word: &Word| word.plain.trim_end_matches('s').to_owned();
    one.plain == other.plain || bare(one) == bare(other)
}

fn name_of(voice: &Voice) -> &Name {
    match voice {
        Voice::Authority(name) | Voice::Publisher(name) => name,
    }
}
