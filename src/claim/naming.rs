//! The names of the ledger that stand in a sentence: whole, in another order, or by the words that tell them apart.

use std::cmp::Reverse;

use rustc_hash::FxHashSet;

use super::words::{Word, words_of};
use crate::model::name::{Name, STEP};
use crate::model::names::{NameKind, Names};

/// A name of the ledger that a sentence may mean, and one way to say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameForm {
    /// What it names.
    pub kind: NameKind,
    /// The canonical name.
    pub name: Name,
    /// The words by which it may be called: as printed, as an alias, or as copy says it; of a path the last step.
    pub form: Vec<Word>,
}

/// How much of a name stands in a sentence; the surest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameFit {
    /// What happened, and one more word of it: "the bridge collapse" of "Estmark bridge collapse".
    Partly,
    /// All but what happened: "the Estmark bridge".
    ByItsThing,
    /// All of its words, in any order: "the collapse of the Estmark bridge". Of a place all but the word for what it is: "Gaza"
    /// for "Gaza Strip".
    InAnyOrder,
    /// As it is written.
    Whole,
}

/// A name that stands in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameMention {
    /// What it names.
    pub kind: NameKind,
    /// The canonical name.
    pub name: Name,
    /// Which words of the sentence, in their order.
    pub words: Vec<usize>,
    /// How much of it stands there.
    pub fit: NameFit,
}

/// A sentence, and the names that stand in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// The words of the sentence.
    pub words: Vec<Word>,
    /// The names, in no order. Of names that overlap the longer one is there.
    pub mentions: Vec<NameMention>,
}

/// What names that share a word with a sentence may be called there. `found` are names as printed.
pub fn candidates(found: &[(NameKind, Name)], names: &Names) -> Vec<NameForm> {
    let (mut known, mut candidates) = (FxHashSet::default(), Vec::new());
    let mut add = |kind: NameKind, name: Name, form: &str| {
        if known.insert((kind, name.clone(), form.to_owned())) {
            candidates.push(NameForm { kind, name, form: words_of(form) });
        }
    };
    for (kind, name) in found {
        let steps: Vec<&str> = name.steps().collect();
        let is_path = matches!(kind, NameKind::Event | NameKind::Place | NameKind::Group);
        for many in if is_path { 1..=steps.len() } else { steps.len()..=steps.len() } {
            let Some(path) = Name::read(&steps[..many].join(STEP)) else { continue };
            let canonical = names.canonical(*kind, &path);
            if let Some(said) = names.say_as(*kind, &canonical) {
                add(*kind, canonical.clone(), said);
            }
            add(*kind, canonical, path.leaf());
        }
    }
    candidates
}

/// The names of the ledger that stand in a sentence.
pub fn named(sentence: &str, candidates: &[NameForm]) -> Named {
    let words = words_of(sentence);
    let in_capitals = words.iter().all(|word| !sentence[word.span.clone()].chars().any(char::is_lowercase));
    let places: FxHashSet<&str> = candidates
        .iter()
        .filter(|candidate| candidate.kind == NameKind::Place)
        .flat_map(|candidate| &candidate.form)
        .map(|word| word.plain.as_str())
        .collect();
    let finder = NameFinder { words: &words, places: &places, in_capitals };
    let mut mentions: Vec<NameMention> =
        candidates.iter().flat_map(|candidate| finder.mentions(candidate)).collect();
    keep_longest(&mut mentions);
    Named { words, mentions }
}

/// Of names that are whole, only those that lie inside no longer one; each once at one place, the surest first.
fn keep_longest(mentions: &mut Vec<NameMention>) {
    let whole: Vec<(NameKind, Vec<usize>)> = mentions
        .iter()
        .filter(|mention| mention.fit == NameFit::Whole)
        .map(|mention| (mention.kind, mention.words.clone()))
        .collect();
    let is_inside = |mention: &NameMention| {
        mention.fit == NameFit::Whole
            && whole.iter().any(|(_, other)| {
                other.len() > mention.words.len() && mention.words.iter().all(|at| other.contains(at))
            })
    };
    let is_whole_there = |mention: &NameMention| {
        let overlaps = |other: &[usize]| mention.words.iter().all(|at| other.contains(at));
        mention.kind == NameKind::Place
            && mention.fit < NameFit::Whole
            && whole.iter().any(|(_, other)| overlaps(other))
    };
    mentions.retain(|mention| !is_inside(mention) && !is_whole_there(mention));
    mentions.sort_by_key(|mention| Reverse((mention.fit, mention.words.len())));
    let mut known = FxHashSet::default();
    mentions.retain(|mention| known.insert((mention.kind, mention.name.clone(), mention.words.clone())));
}

/// The words of a place without the one that says what it is; none where nothing would be left.
fn without_generic(form: &[Word]) -> &[Word] {
    match form {
        [rest @ .., last] if last.is_generic_place() && !rest.is_empty() => rest,
        [first, of, rest @ ..] if first.is_generic_place() && of.plain == "of" => rest,
        _ => &[],
    }
}

/// Finds names in the words of a sentence.
struct NameFinder<'s> {
    words: &'s [Word],
    /// The words of the places that may stand in the sentence.
    places: &'s FxHashSet<&'s str>,
    /// Whether the sentence has no small letters, so that a capital says nothing.
    in_capitals: bool,
}

impl NameFinder<'_> {
    /// Where a name stands; of an event that does not stand there as it is written, the one place where its words do.
    fn mentions(&self, candidate: &NameForm) -> Vec<NameMention> {
        let form = &candidate.form;
        let mut found: Vec<(Vec<usize>, NameFit)> =
            self.whole(form).map(|words| (words, NameFit::Whole)).collect();
        match candidate.kind {
            NameKind::Event if found.is_empty() => found.extend(self.scattered(form)),
            NameKind::Event => {}
            NameKind::Place if found.is_empty() => {
                found.extend(self.whole(without_generic(form)).map(|words| (words, NameFit::InAnyOrder)));
                found.retain(|(words, _)| self.is_a_name(form, words));
            }
            _ => found.retain(|(words, _)| self.is_a_name(form, words)),
        }
        let mention =
            |(words, fit)| NameMention { kind: candidate.kind, name: candidate.name.clone(), words, fit };
        found.into_iter().map(mention).collect()
    }

    /// Wherever all words stand one behind the other; articles at the beginning aside.
    fn whole<'f>(&'f self, form: &'f [Word]) -> impl Iterator<Item = Vec<usize>> + 'f {
        let articles = form.iter().take_while(|word| word.plain == "the").count();
        let form = &form[articles..];
        let starts = 0..(self.words.len() + 1).saturating_sub(form.len());
        let fits = |from: &usize| {
            form.iter().zip(&self.words[*from..]).all(|(of_name, here)| of_name.plain == here.plain)
        };
        let starts = starts.filter(|_| !form.is_empty()).filter(fits);
        starts.map(|from| (from..from + form.len()).collect())
    }

    /// Whether a name of one word has a capital where its own has: no "reading" for "Reading".
    fn is_a_name(&self, form: &[Word], words: &[usize]) -> bool {
        let has_capital = |at: &usize| self.words[*at].is_capital;
        self.in_capitals || !form.iter().any(|word| word.is_capital) || words.iter().any(has_capital)
    }

    /// Where the words of an event stand, in whatever order, and how many of them. A day that it is named after stands there
    /// as a whole or not at all, and years are left aside.
    fn scattered(&self, form: &[Word]) -> Option<(Vec<usize>, NameFit)> {
        let (mut found, mut missing): (Vec<(usize, &Word)>, Vec<&Word>) = (Vec::new(), Vec::new());
        let own: Vec<&Word> = form.iter().filter(|word| !word.is_small()).collect();
        let day = self.day(&own)?;
        for word in own.iter().filter(|word| !(word.is_of_calendar() || word.is_number() && own.len() > 1)) {
            let stands =
                |(at, here): &(usize, &Word)| here.says(word) && !found.iter().any(|(taken, _)| taken == at);
            match self.words.iter().enumerate().find(stands) {
                Some((at, _)) => found.push((at, word)),
                None => missing.push(word),
            }
        }
        let fit = self.fit_of(&found, &missing, day.len())?;
        let mut words: Vec<usize> = found.into_iter().map(|(at, _)| at).chain(day).collect();
        words.sort_unstable();
        Some((words, fit))
    }

    /// How much of an event stands there. `day`: how many words the day has that it is named after.
    fn fit_of(&self, found: &[(usize, &Word)], missing: &[&Word], day: usize) -> Option<NameFit> {
        let is_thing =
            |word: &Word| word.happenings().is_empty() && !self.places.contains(word.plain.as_str());
        let has_thing = found.iter().any(|(_, word)| is_thing(word));
        let has_place = found.iter().any(|(_, word)| self.places.contains(word.plain.as_str()));
        let only_happenings_miss = missing.iter().all(|word| !word.happenings().is_empty());
        let only_names_miss = missing.iter().all(|word| word.is_capital || !word.happenings().is_empty());
        match () {
            () if found.is_empty() => None,
            () if missing.is_empty() && found.len() + day > 1 => Some(NameFit::InAnyOrder),
            () if only_happenings_miss && has_thing && (has_place || found.len() > 1) => {
                Some(NameFit::ByItsThing)
            }
            () if only_names_miss && has_thing => Some(NameFit::Partly),
            () => None,
        }
    }

    /// Where the day stands that an event is named after, such as "7 October"; empty where it is named after none, and `None`
    /// where its day does not stand in the sentence.
    fn day(&self, own: &[&Word]) -> Option<Vec<usize>> {
        let Some(month) = own.iter().position(|word| word.is_of_calendar()) else { return Some(Vec::new()) };
        let beside = [month.checked_sub(1), month.checked_add(1)].into_iter().flatten();
        let number = beside.into_iter().filter_map(|at| own.get(at)).find(|word| word.is_number())?;
        let at = self.words.iter().position(|word| word.plain == own[month].plain)?;
        let near = [at.checked_sub(1), at.checked_add(1)].into_iter().flatten();
        let is_number = |at: &usize| self.words.get(*at).is_some_and(|word| word.plain == number.plain);
        Some(vec![at, near.into_iter().find(is_number)?])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(sentence: &str, kinds: &[(NameKind, &str)]) -> Vec<(String, NameFit)> {
        let found: Vec<_> =
            kinds.iter().map(|(kind, name)| (*kind, Name::read(name).expect("a name"))).collect();
        let named = named(sentence, &candidates(&found, &Names::default()));
        let mut found: Vec<_> =
            named.mentions.iter().map(|mention| (mention.name.to_string(), mention.fit)).collect();
        found.sort();
        found.dedup();
        found
    }

    #[test]
    fn an_event_is_named_whole_in_any_order_or_by_its_thing() {
        use NameKind::{Event, Place};
        let ledger = [(Event, "Orla dam collapse"), (Place, "Norland > Orla")];
        let orla = ("Norland > Orla".to_owned(), NameFit::Whole);
        for (sentence, fit) in [
            ("The Orla dam collapse killed 12.", NameFit::Whole),
            ("The collapse of the dam at Orla killed 12.", NameFit::InAnyOrder),
            ("Twelve died when the Orla dam gave way.", NameFit::ByItsThing),
            ("The dam collapse killed 12.", NameFit::Partly),
        ] {
            let mut expected = vec![("Orla dam collapse".to_owned(), fit)];
            if fit > NameFit::Partly && fit < NameFit::Whole {
                expected.insert(0, orla.clone());
            }
            assert_eq!(found(sentence, &ledger), expected, "{sentence}");
        }
        assert_eq!(found("Twelve died in Orla.", &ledger), [orla]);
        assert!(found("Twelve died in the collapse of a mine.", &ledger).is_empty());
    }

    #[test]
    fn the_longer_of_two_names_is_meant() {
        use NameKind::{Authority, Event, Place};
        let ledger =
            [(Event, "Orla war"), (Place, "Orla"), (Place, "Orla > Upper Orla"), (Authority, "Orla Police")];
        let names = |sentence| found(sentence, &ledger).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(names("The Orla war killed 12."), ["Orla war"]);
        assert_eq!(names("The Orla war killed 12 in Upper Orla."), ["Orla > Upper Orla", "Orla war"]);
        assert_eq!(names("Orla Police said 12 died."), ["Orla Police"]);
        assert_eq!(names("Reading about orla"), [""; 0]);
        assert_eq!(names("12 DIE IN ORLA"), ["Orla"]);
    }

    #[test]
    fn a_step_above_is_a_place_of_its_own() {
        let ledger = [(NameKind::Place, "Norland > Orla")];
        assert_eq!(found("Nine are missing in Norland.", &ledger), [("Norland".to_owned(), NameFit::Whole)]);
    }
}
