//! How each answer was chosen: the policy, ranks, kinds of events, names that are one.

use std::collections::BTreeMap;

use super::tally::{NoteTally, by_number};
use super::{LISTED, NoteBlock, listed, paragraph};
use crate::model::date::Moment;
use crate::model::decisions::ranked_questions;
use crate::model::event_kind::KnownBy;
use crate::model::name::Name;
use crate::model::names::{NameField, NameKind, Names};
use crate::phrase::number::{counted, grouped};
use crate::report::answer::{self, AnswerReport};

/// What is counted of the answers, one by one.
#[derive(Clone, Debug, Default)]
pub struct NoteAnswers {
    /// How many there are: one a series.
    pub answers: u64,
    verdicts: BTreeMap<String, u64>,
    first: Vec<Vec<String>>,
}

impl NoteAnswers {
    /// Counts an answer.
    pub fn count(&mut self, report: &AnswerReport) {
        self.answers += 1;
        *self.verdicts.entry(report.verdict.clone()).or_default() += 1;
        if self.first.len() < LISTED {
            self.first.push(row(report));
        }
    }

    /// The section.
    pub fn blocks(self, (policy, about): (&str, &str), names: &Names, tally: &NoteTally) -> Vec<NoteBlock> {
        let mut blocks = vec![
            NoteBlock::Heading("How each answer was chosen"),
            paragraph(format!(
                "Each series has one answer. The policy is \u{201c}{policy}\u{201d}: {about}."
            )),
            paragraph(
                "Of each authority its newest figure counts. Who repeats the count of another adds nothing to it. Nothing is added \
                 up, averaged or estimated: each number of an answer was printed by a source.",
            ),
        ];
        let more = self.answers.saturating_sub(self.first.len() as u64);
        if self.answers > 0 {
            let verdicts = by_number(self.verdicts).into_iter().map(|(verdict, n)| vec![verdict, grouped(n)]);
            blocks.push(NoteBlock::Table(&["how far the sources agree", "series"], verdicts.collect()));
            blocks.push(NoteBlock::Table(
                &["series", "answer", "verdict", "attribution", "as of", "published"],
                self.first,
            ));
        }
        blocks.extend(super::and_more(more, "series stand in the data"));
        blocks.extend(ranks(names, tally));
        blocks.extend(events(names, tally));
        blocks.extend(one_name(names, tally));
        blocks
    }
}

fn row(report: &AnswerReport) -> Vec<String> {
    let shown = &report.shown;
    let number = if shown.printed.is_empty() { "no number" } else { &shown.printed };
    vec![
        report.scope.heading(),
        number.to_owned(),
        answer::verdict(report),
        report.attribution.clone(),
        answer::as_of(report).to_owned(),
        report.published_on.as_deref().map(long).unwrap_or_default(),
    ]
}

/// A day in words, from how programs write it.
fn long(iso: &str) -> String {
    Moment::read(iso).map_or_else(|_| iso.to_owned(), Moment::long)
}

/// The desk's ranks of authorities in the figures.
fn ranks(names: &Names, tally: &NoteTally) -> Vec<NoteBlock> {
    let ranked = tally.authorities.keys().flatten().filter_map(|name| {
        Some((names.get(NameKind::Authority, name, NameField::Rank)?.parse().ok()?, name))
    });
    let mut ranked: Vec<(u32, &Name)> = ranked.collect();
    ranked.sort();
    if ranked.is_empty() {
        let in_every = if ranked_questions(names).next().is_some() { " in every question" } else { "" };
        return vec![paragraph(format!("This desk ranks no authority before another{in_every}."))];
    }
    let rows = ranked.into_iter().map(|(rank, name)| vec![rank.to_string(), name.to_string()]).collect();
    let mut blocks = vec![paragraph(
        "This desk ranks authorities. A rank decides who is named where several give the same number; it takes no other out of an \
         answer.",
    )];
    blocks.extend(listed(&["rank", "authority"], rows, "authorities have a rank"));
    blocks
}

/// The kinds of events, and where each came from.
fn events(names: &Names, tally: &NoteTally) -> Vec<NoteBlock> {
    let row = |(event, _): (&Name, u64)| {
        let nature = names.event_kind(event);
        let by = match &nature.by {
            KnownBy::Desk => "this desk".to_owned(),
            KnownBy::Word(word) => format!("the word \u{201c}{word}\u{201d} of its name"),
            KnownBy::Default => "nothing: what is not known to be over goes on".to_owned(),
        };
        let stale = names
            .stale_after_days(event)
            .map_or_else(|| "not set".to_owned(), |days| counted(i64::from(days), "day"));
        let settling = counted(i64::from(names.settling_days(event)), "day");
        vec![event.to_string(), nature.kind.word().to_owned(), by, settling, stale]
    };
    let rows: Vec<Vec<String>> = tally.of_kind(NameKind::Event).map(row).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![paragraph(
        "An event is an incident, which is over and whose toll does not grow by itself, or it is ongoing. A lower count of the \
         first days is a first count, and no contradiction. After a time that the desk may set, a figure counts as older.",
    )];
    blocks.extend(listed(
        &["event", "kind", "known by", "first counts last", "older after"],
        rows,
        "events are named in the figures",
    ));
    blocks
}

/// Names that the desk takes for one, and bodies that count as one with those above them.
fn one_name(names: &Names, tally: &NoteTally) -> Vec<NoteBlock> {
    let kinds = [NameKind::Event, NameKind::Place, NameKind::Group, NameKind::Authority, NameKind::Publisher];
    let is_asked = |kind: NameKind, name: &Name| match kind {
        NameKind::Authority => tally.authorities.contains_key(&Some(name.clone())),
        NameKind::Publisher => tally.publishers.contains_key(name),
        kind => tally.names.contains_key(&(kind, name.clone())),
    };
    let mut rows = Vec::new();
    for kind in kinds {
        let mut aliases: Vec<(&Name, Name)> = names
            .with(kind, NameField::SameAs)
            .map(|(alias, _)| (alias, names.canonical(kind, alias)))
            .filter(|(alias, canonical)| *alias != canonical && is_asked(kind, canonical))
            .collect();
        aliases.sort();
        let row = |(alias, canonical): (&Name, Name)| {
            vec![kind.word().to_owned(), alias.to_string(), canonical.to_string()]
        };
        rows.extend(aliases.into_iter().map(row));
    }
    let mut blocks = Vec::new();
    if !rows.is_empty() {
        blocks.push(paragraph("This desk takes these names for one:"));
        blocks.extend(listed(&["name of", "as printed", "is"], rows, "names are taken for others"));
    }
    let under = tally.authorities.keys().flatten().filter_map(|name| {
        let body = names.body(name);
        (body != *name).then(|| vec![name.to_string(), body.to_string()])
    });
    let under: Vec<Vec<String>> = under.collect();
    if !under.is_empty() {
        blocks.push(paragraph(
            "These authorities are parts of another body, and count as one with it when support is counted:",
        ));
        blocks.extend(listed(&["authority", "body"], under, "authorities are parts of another body"));
    }
    blocks
}
