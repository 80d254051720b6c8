//! `similar_names`: names that may be one, spelled in two ways. Nothing is merged by likeness: the desk says what they are.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::audit::alike::{are_alike, plain};
use crate::audit::seen::{Everything, First, SeenName};
use crate::audit::slips;
use crate::audit::{Finding, Rank};
use crate::model::name::Name;
use crate::model::names::{NameField, NameKind, Names};
use crate::model::uid::{Uid, hex};
use crate::phrase::number::{first, several};

/// How many names with several spellings are told.
const NAMED: usize = 12;

pub(super) fn find(seen: &Everything<'_>) -> Vec<Finding> {
    let (mut slips, mut spellings) = (Vec::new(), Vec::new());
    for of_kind in seen.seen.chunk_by(|a, b| a.kind == b.kind) {
        let names: Vec<&Name> = of_kind.iter().map(|seen| &seen.name).collect();
        let admit = |a: usize, b: usize| may_be_one(&of_kind[a], &of_kind[b], seen.names);
        let Some(pairs) = slips::pairs(&names, &admit, seen.stop) else { return Vec::new() };
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
