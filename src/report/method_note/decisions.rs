//! What the desk decided for itself, and whom it asked.

use super::tally::NoteTally;
use super::{LISTED, NoteBlock, and_more, item, listed, paragraph};
use crate::model::decisions::{HouseLine, RankedQuestion, house_line, ranked_questions, report_rhythm};
use crate::model::name::Name;
use crate::model::names::{NameField, NameKind, Names};
use crate::report::asked::{ListedAsked, in_words};
use crate::report::decisions::Reasons;

/// The section; nothing where the desk decided nothing about these figures.
pub fn blocks(names: &Names, tally: &NoteTally, reasons: Reasons) -> Vec<NoteBlock> {
    let told = NoteDecisions { names, tally, reasons };
    let parts = [told.ranks(), told.house_lines(), told.rhythms(), told.parties()];
    let mut blocks: Vec<NoteBlock> = parts.into_iter().flatten().collect();
    if !blocks.is_empty() {
        blocks.insert(0, NoteBlock::Heading("What this desk decided"));
    }
    blocks
}

/// Whom the desk asked about these figures: for the desk itself.
pub fn asked(asked: &[ListedAsked]) -> Vec<NoteBlock> {
    if asked.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![NoteBlock::Heading("Whom this desk asked")];
    let line = |one: &ListedAsked| item(format!("{}: {}", one.is, in_words(&one.asking)));
    blocks.extend(asked.iter().take(LISTED).map(line));
    blocks.extend(and_more(asked.len().saturating_sub(LISTED) as u64, "questions were asked"));
    blocks
}

/// What decisions are about.
struct NoteDecisions<'a> {
    names: &'a Names,
    tally: &'a NoteTally,
    reasons: Reasons,
}

impl NoteDecisions<'_> {
    /// A sentence, and the rows under it; the last cell of a row is the reason, which the public is not told.
    fn table(
        &self,
        about: &str,
        columns: &'static [&'static str],
        mut rows: Vec<Vec<String>>,
        more_of: &str,
    ) -> Vec<NoteBlock> {
        if rows.is_empty() {
            return Vec::new();
        }
        let told = match self.reasons {
            Reasons::Told => columns,
            Reasons::LeftOut => &columns[..columns.len() - 1],
        };
        rows.iter_mut().for_each(|row| row.truncate(told.len()));
        let mut blocks = vec![paragraph(about)];
        blocks.extend(listed(told, rows, more_of));
        blocks
    }

    fn authorities(&self) -> impl Iterator<Item = &Name> {
        self.tally.authorities.keys().flatten()
    }

    /// Whether an event, or one within it, is named in the figures.
    fn is_named(&self, event: &Name) -> bool {
        let event = self.names.canonical(NameKind::Event, event);
        let mut events = self.tally.of_kind(NameKind::Event);
        events.any(|(named, _)| self.names.outward(named).any(|outer| outer == event))
    }

    fn ranks(&self) -> Vec<NoteBlock> {
        let is_named = |authority: &Name| {
            let authority = self.names.canonical(NameKind::Authority, authority);
            self.authorities().any(|named| *named == authority)
        };
        let of_these = ranked_questions(self.names).filter(|(question, _)| {
            is_named(&question.authority) && question.event.as_ref().is_none_or(|event| self.is_named(event))
        });
        let row = |(question, rank): (RankedQuestion, u32)| {
            let why = question
                .name()
                .and_then(|name| self.names.reason(NameKind::Question, &name, NameField::Rank));
            vec![
                question.in_words(),
                rank.to_string(),
                question.authority.to_string(),
                why.unwrap_or_default(),
            ]
        };
        let mut rows: Vec<Vec<String>> = of_these.map(row).collect();
        rows.sort();
        self.table(
            "In these questions it ranks an authority otherwise than elsewhere:",
            &["question", "rank", "authority", "why"],
            rows,
            "ranks are for one question",
        )
    }

    fn house_lines(&self) -> Vec<NoteBlock> {
        let lines =
            self.tally.of_kind(NameKind::Event).filter_map(|(event, _)| house_line(self.names, event));
        let row = |line: HouseLine| {
            let (event, authority) = (line.event.to_string(), line.authority.to_string());
            vec![event, authority, line.until.long(), line.why.unwrap_or_default()]
        };
        let mut rows: Vec<Vec<String>> = lines.map(row).collect();
        rows.sort();
        rows.dedup();
        self.table(
            "Of these events it prints the count of one authority for now. That changes no answer and no verdict of this \
             collection. After the last day it is over.",
            &["event", "authority", "last day", "why"],
            rows,
            "events have such a line",
        )
    }

    fn rhythms(&self) -> Vec<NoteBlock> {
        let row = |name: &Name| {
            let reports = report_rhythm(self.names, name)?;
            Some(vec![name.to_string(), reports.said, reports.why.unwrap_or_default()])
        };
        let rows = self.authorities().filter_map(row).collect();
        self.table(
            "These authorities report at intervals. Their figures count beside newer ones until the next report is due:",
            &["authority", "reports", "why"],
            rows,
            "authorities report at intervals",
        )
    }

    fn parties(&self) -> Vec<NoteBlock> {
        let row = |name: &Name| {
            let (said_of, event) = self.names.said_of_one(NameKind::Authority, name, NameField::PartyTo)?;
            let why = self.names.reason(NameKind::Authority, &said_of, NameField::PartyTo);
            Some(vec![name.to_string(), event.to_owned(), why.unwrap_or_default()])
        };
        let rows = self.authorities().filter_map(row).collect();
        self.table(
            "These authorities are a party to an event, as this desk says:",
            &["authority", "party to", "why"],
            rows,
            "authorities are a party",
        )
    }
}
