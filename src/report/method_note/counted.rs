//! What is counted, by which definitions and in which manner, and how sure the sources say it is.

use std::collections::BTreeMap;

use super::tally::{NoteTally, by_number};
use super::{LISTED, NoteBlock, and_more, item, listed, paragraph};
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::words::{CountType, Measure};
use crate::phrase::number::{counted, grouped, signed};
use crate::phrase::setting::definition_in_words;

/// The sections.
pub fn blocks(tally: &NoteTally) -> Vec<NoteBlock> {
    if tally.figures == 0 {
        return Vec::new();
    }
    let mut blocks =
        vec![NoteBlock::Heading("What is counted"), paragraph("What happened to the people counted:")];
    blocks.extend(tally.measures.iter().map(|(one, figures)| meant(one.word(), measure(*one), *figures)));
    blocks.push(paragraph("What a number counts up:"));
    blocks
        .extend(tally.count_types.iter().map(|(one, figures)| meant(one.word(), count_type(*one), *figures)));
    if tally.households > 0 {
        blocks.push(paragraph(format!(
            "{} households, and not people.",
            count(tally.households, "counts", "count")
        )));
    }
    let row = |(name, figures): (&Name, u64)| vec![name.to_string(), grouped(figures)];
    let groups = by_number(tally.of_kind(NameKind::Group)).into_iter().map(row).collect();
    blocks.extend(listed(&["who is counted", "figures"], groups, "groups are named in the figures"));
    blocks.extend(definitions(&tally.definitions));
    blocks.extend(methods(&tally.methods));
    blocks.extend(verification(tally));
    blocks
}

/// A word with its meaning: `killed (40 figures): dead by the event ...`.
fn meant(word: &str, meaning: &str, figures: u64) -> NoteBlock {
    let word = word.replace('_', " ");
    item(format!("{word} ({}): {meaning}", counted(signed(figures), "figure")))
}

fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::Killed => "dead by the event itself, such as a fire, a flood, a crash or an attack",
        Measure::Died => {
            "dead of illness, hunger or cold, or without a stated cause in custody, in hospital, at sea or of heat"
        }
        Measure::Injured => "hurt or wounded, and alive",
        Measure::Missing => "their whereabouts are not known",
        Measure::Disappeared => "they were taken, and their whereabouts are not known since",
        Measure::PresumedDead => "missing, and held to be dead by the authority",
        Measure::KilledOrMissing => "the killed and the missing, given as one number",
        Measure::Displaced => "driven from home",
        Measure::Detained => "held by an authority",
        Measure::Hostage => "held as hostages",
        Measure::Affected => "affected in any way that the source includes",
        Measure::Casualties => "the killed and the injured, which the source does not tell apart",
        Measure::BodiesRecovered => "remains that were found, which may be partial or unidentified",
    }
}

fn count_type(count_type: CountType) -> &'static str {
    match count_type {
        CountType::Total => "the toll so far, up to the day for which it holds",
        CountType::Period => "those of one period, such as a day or a week",
        CountType::Increment => {
            "those added since the last statement of the authority, over a time that is not stated"
        }
        CountType::Current => "how many they are at the time, which may fall",
        CountType::Projection => "deaths that have not happened yet",
    }
}

fn definitions(definitions: &BTreeMap<Option<String>, u64>) -> Vec<NoteBlock> {
    let mut blocks = vec![NoteBlock::Heading("Definitions")];
    let stated = definitions.iter().filter_map(|(words, figures)| Some((words.as_deref()?, *figures)));
    let stated = by_number(stated);
    let none = definitions.get(&None).copied().unwrap_or(0);
    blocks.push(paragraph(match (none, stated.is_empty()) {
        (_, true) => {
            "No source states who else is in or left out: what its number leaves out is not known.".to_owned()
        }
        (0, false) => "Each source states who is in:".to_owned(),
        (none, false) => format!(
            "For {} nothing is stated: what is left out is not known. The other sources state who is in:",
            counted(signed(none), "figure")
        ),
    }));
    let told = |(words, figures): &(&str, u64)| {
        let number = counted(signed(*figures), "figure");
        item(match leaves_out(words) {
            Some(left_out) => format!("{words} ({number}): {}. {left_out}", definition_in_words(words)),
            None => format!("{words} ({number}). What it leaves out follows from these words alone."),
        })
    };
    blocks.extend(stated.iter().take(LISTED).map(told));
    blocks.extend(and_more(
        stated.len().saturating_sub(LISTED) as u64,
        "definitions are stated in the figures",
    ));
    if !stated.is_empty() {
        blocks.push(paragraph("Figures of two definitions are never compared as if they were one."));
    }
    blocks
}

/// What a definition leaves out; `None` where it is in words of its source.
fn leaves_out(words: &str) -> Option<String> {
    let tags = words.split([';', ',', ' ']).filter(|tag| !tag.is_empty());
    let known: Option<Vec<&str>> = tags.map(tag_leaves_out).collect();
    known.map(|known| known.join(" "))
}

fn tag_leaves_out(tag: &str) -> Option<&'static str> {
    Some(match tag {
        "identified_only" => "It leaves out those who were not identified, so that more may be meant.",
        "verified_only" => "It leaves out those whose case was not verified, so that more may be meant.",
        "direct_only" => "It leaves out those who die of what follows, such as illness or hunger.",
        "indirect_included" => "It leaves nobody out for dying of what follows, such as illness or hunger.",
        "includes_perpetrators" => "It leaves nobody out for being a perpetrator.",
        "excludes_perpetrators" => "It leaves out perpetrators.",
        "includes_missing" => "It leaves nobody out for being missing, so that some may be alive.",
        _ => return None,
    })
}

/// How it was counted, where that is stated.
fn methods(methods: &BTreeMap<Option<String>, u64>) -> Vec<NoteBlock> {
    let stated = methods.iter().filter_map(|(words, figures)| Some((words.clone()?, *figures)));
    let rows: Vec<Vec<String>> =
        by_number(stated).into_iter().map(|(words, n)| vec![words, grouped(n)]).collect();
    if rows.is_empty() {
        return vec![paragraph("No source states how it counted.")];
    }
    listed(
        &["how it was counted, where that is stated", "figures"],
        rows,
        "ways of counting are stated in the figures",
    )
}

fn verification(tally: &NoteTally) -> Vec<NoteBlock> {
    let mut blocks = vec![
        NoteBlock::Heading("Verification"),
        paragraph(
            "These words are those of the sources. This desk computes no grade and no probability. A number is given as reported, \
             and never as true.",
        ),
    ];
    let words = tally.verification.iter().map(|(word, figures)| match word {
        Some(word) => (format!("{word}, by the source"), *figures),
        None => ("the source does not say".to_owned(), *figures),
    });
    let grades = tally.grades.iter().map(|(grade, figures)| (format!("grade {grade}"), *figures));
    let rows = words.chain(grades).map(|(word, figures)| vec![word, grouped(figures)]).collect();
    blocks.extend(listed(&["how sure", "figures"], rows, "grades are in use"));
    if tally.caveats > 0 {
        let carry = count(tally.caveats, "carries", "carry");
        blocks.push(paragraph(format!("{carry} a reservation of the source, as it was printed.")));
    }
    blocks
}

/// `1 figure carries`, `12 figures carry`.
fn count(figures: u64, one: &str, many: &str) -> String {
    format!("{} {}", counted(signed(figures), "figure"), if figures == 1 { one } else { many })
}
