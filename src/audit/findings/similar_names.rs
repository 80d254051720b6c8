//! `similar_names`: names that may be one, spelled in two ways. Nothing is merged by likeness: the desk says what they are.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};

use crate::audit::alike::{MOST_CHANGES, are_alike, digits, plain, sorted_words};
use crate::audit::seen::{Everything, First, SeenName};
use crate::audit::{Finding, Rank};
use crate::model::name::{Name, STEP};
use crate::model::names::{NameField, NameKind, Names};
use crate::model::uid::{Uid, hex};
use crate::phrase::number::{first, several};

/// How many names with several spellings are told.
const NAMED: usize = 12;

/// A piece of a name that more names than these have in common tells nothing apart.
const IN_COMMON: usize = 512;

pub(super) fn find(seen: &Everything<'_>) -> Vec<Finding> {
    let (mut slips, mut spellings) = (Vec::new(), Vec::new());
    for of_kind in seen.seen.chunk_by(|a, b| a.kind == b.kind) {
        let mut pairs = pairs(of_kind, |a, b| may_be_one(a, b, seen.names));
        pairs.sort_unstable();
        for (a, b) in pairs.into_iter().map(|(a, b)| (&of_kind[a], &of_kind[b])) {
            let kind = if plain(a.name.leaf()) == plain(b.name.leaf()) { &mut spellings } else { &mut slips };
            kind.push((a, b));
        }
    }
    let slips = slips.into_iter().map(|(a, b)| finding(a, b));
    slips.chain(of_spellings(&spellings)).collect()
}

/// All pairs that differ in case, accents and blanks alone are one finding.
fn of_spellings(pairs: &[(&SeenName, &SeenName)]) -> Option<Finding> {
    let [(a, b), _, ..] = pairs else { return pairs.first().map(|(a, b)| finding(a, b)) };
    let mut groups: BTreeMap<(NameKind, String), BTreeSet<(First, &Name)>> = BTreeMap::new();
    for (a, b) in pairs {
        let group = groups.entry((a.kind, plain(a.name.as_str()))).or_default();
        group.extend([(a.first, &a.name), (b.first, &b.name)]);
    }
    let told = groups.iter().map(|((kind, _), names)| {
        let names: Vec<String> = names.iter().map(|(_, name)| name.to_string()).collect();
        format!("{kind} {}", names.join(" = "))
    });
    let explanation = format!(
        "{} differ in case, accents or blanks alone: {}",
        several(groups.values().map(|names| names.len() as u64).sum(), "name"),
        first(NAMED, told.collect::<Vec<_>>().into_iter()).join("; ")
    );
    let (one, other) = if a.first <= b.first { (a, b) } else { (b, a) };
    let hint = format!(
        "say which are one, the first: tollbook amend {} \"{}\" --same-as \"{}\"",
        a.kind, other.name, one.name
    );
    let all = groups.values().flatten();
    let key = all.clone().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(" | ");
    let mut digest = hex(&Sha256::digest(&key));
    digest.truncate(2 * Uid::SHOWN);
    let key = format!("{} spellings {digest}", all.clone().count());
    let figures = all.map(|(first, _)| first.figure).collect();
    Some(Finding { key, ..Finding::new(Rank::Warning, figures, explanation, hint) })
}

/// The pairs that are admitted, among those worth comparing, so that a store of many names is not compared name by name. A slip
/// of two letters leaves one of three pieces of a name as it was, moved by no more than two: names are looked up by the pieces
/// of others that may be as long.
fn pairs(names: &[SeenName], admit: impl Fn(&SeenName, &SeenName) -> bool) -> Vec<(usize, usize)> {
    let (mut pairs, mut others) = (Vec::new(), FxHashSet::default());
    let mut by_piece: FxHashMap<(Key, usize, usize, String), Vec<usize>> = FxHashMap::default();
    let mut by_words: FxHashMap<(Option<String>, String), Vec<usize>> = FxHashMap::default();
    let mut by_spelling: FxHashMap<(Option<String>, String), Vec<usize>> = FxHashMap::default();
    for (at, seen) in names.iter().enumerate() {
        let (key, leaf) = key(&seen.name);
        let letters: Vec<char> = leaf.to_lowercase().chars().collect();
        for length in letters.len().saturating_sub(MOST_CHANGES)..=letters.len() + MOST_CHANGES {
            for (number, start, size) in pieces(length) {
                let from = start.saturating_sub(MOST_CHANGES);
                for start in from..=start + MOST_CHANGES {
                    let Some(piece) = letters.get(start..start + size) else { continue };
                    let piece = (key.clone(), length, number, piece.iter().collect());
                    others.extend(by_piece.get(&piece).into_iter().flatten());
                }
            }
        }
        for (number, start, size) in pieces(letters.len()) {
            let piece: String = letters[start..start + size].iter().collect();
            remember(by_piece.entry((key.clone(), letters.len(), number, piece)).or_default(), at);
        }
        let spelling = by_spelling.entry((key.0.clone(), plain(leaf))).or_default();
        others.extend(&*spelling);
        remember(spelling, at);
        if let Some(words) = sorted_words(&leaf.to_lowercase()) {
            let known = by_words.entry((key.0, words)).or_default();
            others.extend(&*known);
            remember(known, at);
        }
        let admitted = others.drain().filter(|other: &usize| admit(&names[*other], seen));
        pairs.extend(admitted.map(|other| (other, at)));
    }
    pairs
}

fn remember(known: &mut Vec<usize>, at: usize) {
    if known.len() < IN_COMMON {
        known.push(at);
    }
}

/// The path around a name, and the digits of its last step: names that differ there are not compared.
type Key = (Option<String>, String);

fn key(name: &Name) -> (Key, &str) {
    match name.as_str().rsplit_once(STEP) {
        Some((outer, leaf)) => ((Some(outer.to_owned()), digits(leaf)), leaf),
        None => ((None, digits(name.as_str())), name.as_str()),
    }
}

/// The three pieces of a name of so many letters: number, start, size.
fn pieces(length: usize) -> impl Iterator<Item = (usize, usize, usize)> {
    let size = length / 3;
    let last = length - 2 * size;
    [(0, 0, size), (1, size, size), (2, 2 * size, last)].into_iter().filter(|(_, _, size)| *size > 0)
}

/// Whether the last steps look alike, and the desk has not said that they are one, or two.
fn may_be_one(a: &SeenName, b: &SeenName, names: &Names) -> bool {
    let leaf = |seen: &SeenName| Name::read(seen.name.leaf());
    let alike = leaf(a).zip(leaf(b)).is_some_and(|(a, b)| are_alike(&a, &b));
    let says = |one: &SeenName, other: &SeenName| {
        names.get(one.kind, &one.name, NameField::NotSameAs) == Some(other.name.as_str())
    };
    let is_one = names.canonical(a.kind, &a.name) == names.canonical(b.kind, &b.name);
    alike && !is_one && !says(a, b) && !says(b, a)
}

/// The older name first.
fn finding(a: &SeenName, b: &SeenName) -> Finding {
    let kind: NameKind = a.kind;
    let key = format!("{kind}: {} | {}", a.name, b.name);
    let (a, b) = if a.first <= b.first { (a, b) } else { (b, a) };
    let (first, then) = (a.first.figure, b.first.figure);
    let explanation = format!("{kind} {} (#{first}) and {} (#{then}) may be one", a.name, b.name);
    let hint = format!(
        "say so: tollbook amend {kind} \"{}\" --same-as \"{}\"; if they are two, --not-same-as",
        b.name, a.name
    );
    let figures = vec![first, then];
    Finding { key, ..Finding::new(Rank::Warning, figures, explanation, hint) }
}
