//! Who counted, and who printed it.

use std::collections::BTreeMap;

use super::tally::{NoteTally, by_number};
use super::{NoteBlock, listed, paragraph};
use crate::model::name::Name;
use crate::model::names::{NameField, NameKind, Names};
use crate::model::words::Basis;
use crate::phrase::number::{counted, grouped, signed};

/// What stands for a kind that the desk has not said.
const NO_KIND: &str = "kind not stated by this desk";

/// The section.
pub fn blocks(tally: &NoteTally, names: &Names) -> Vec<NoteBlock> {
    let mut blocks = vec![NoteBlock::Heading("Sources"), paragraph(printed(tally))];
    if tally.figures == 0 {
        return blocks;
    }
    blocks.push(paragraph(
        "The authority is who made the count and answers for it, and not who printed it. By what they are:",
    ));
    let kinds = kinds(tally, names);
    let row = |(kind, (bodies, figures)): (String, (u64, u64))| vec![kind, grouped(bodies), grouped(figures)];
    let rows = by_figures(kinds).into_iter().map(row).collect();
    blocks.push(NoteBlock::Table(&["kind of authority", "authorities", "figures"], rows));
    blocks.extend(own_voice(tally).map(paragraph));
    blocks.extend(basis(tally).map(paragraph));
    let named = tally.authorities.iter().filter_map(|(name, figures)| Some((name.as_ref()?, *figures)));
    let row = |(name, figures): (&Name, u64)| vec![name.to_string(), kind(names, name), grouped(figures)];
    let rows = by_number(named).into_iter().map(row).collect();
    blocks.extend(listed(&["authority", "kind", "figures"], rows, "authorities are named in the figures"));
    blocks
}

fn printed(tally: &NoteTally) -> String {
    match tally.figures {
        0 => "No source is within this scope.".to_owned(),
        _ => format!(
            "The figures were printed by {} in {}. {} their publisher through somebody else, such as a news agency.",
            counted(tally.publishers.len() as i64, "publisher"),
            counted(signed(tally.documents()), "document"),
            reached(tally.relayed),
        ),
    }
}

/// `None of them reached`, `12 of them reached`, at the beginning of a sentence.
fn reached(figures: u64) -> String {
    match figures {
        0 => "None of them reached".to_owned(),
        1 => "One of them reached".to_owned(),
        figures => format!("{} of them reached", grouped(figures)),
    }
}

fn kind(names: &Names, authority: &Name) -> String {
    names.get(NameKind::Authority, authority, NameField::Kind).unwrap_or(NO_KIND).to_owned()
}

/// How many authorities of each kind there are, and how many figures they gave.
fn kinds(tally: &NoteTally, names: &Names) -> BTreeMap<String, (u64, u64)> {
    let mut kinds: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for (name, figures) in &tally.authorities {
        let Some(name) = name else { continue };
        let of_kind = kinds.entry(kind(names, name)).or_default();
        of_kind.0 += 1;
        of_kind.1 += figures;
    }
    kinds
}

fn by_figures(kinds: BTreeMap<String, (u64, u64)>) -> Vec<(String, (u64, u64))> {
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, (_, figures))| std::cmp::Reverse(*figures));
    kinds
}

/// What publishers say in their own voice.
fn own_voice(tally: &NoteTally) -> Option<String> {
    let figures = tally.authorities.get(&None)?;
    Some(format!(
        "{} no authority: the publisher says it in its own voice. Such a figure supports no other while one with an authority stands.",
        has(*figures, "names", "name"),
    ))
}

/// Where the authority is not named in the source.
fn basis(tally: &NoteTally) -> Option<String> {
    let of = |basis| tally.bases.get(&basis).copied().filter(|figures| *figures > 0);
    let context = of(Basis::Context).map(|figures| {
        format!(
            "Of {} the context of the source alone shows the authority.",
            counted(signed(figures), "figure")
        )
    });
    let inferred = of(Basis::Inferred).map(|figures| match figures {
        1 => "This desk traced 1 figure to its authority: the source does not name it.".to_owned(),
        figures => format!(
            "This desk traced {} figures to their authorities: the sources do not name them.",
            grouped(figures)
        ),
    });
    let told: Vec<String> = context.into_iter().chain(inferred).collect();
    (!told.is_empty()).then(|| told.join(" "))
}

/// `1 figure names`, `12 figures name`.
fn has(figures: u64, one: &str, many: &str) -> String {
    format!("{} {}", counted(signed(figures), "figure"), if figures == 1 { one } else { many })
}
