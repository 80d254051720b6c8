//! What an addition or an amendment did, each thing in a few words: what the log prints of it.

use crate::model::decisions::RankedQuestion;
use crate::model::hold::HoldKind;
use crate::model::names::{NameFact, NameKind};
use crate::model::recorded::{EntryId, FigureId, Recorded};

use super::figure::one_line;
use crate::phrase::number::several;

/// A figure in one line; of one that is no longer shown its number.
pub fn added(id: FigureId, recorded: Option<&Recorded>) -> String {
    recorded.map_or_else(|| format!("#{id}"), one_line)
}

/// A figure was made void; `by`: the one that is in its place, and what is recorded of it.
pub fn voided(figure: FigureId, by: Option<(FigureId, Option<&Recorded>)>) -> String {
    match by {
        Some((id, recorded)) => format!("#{figure} mended as {}", added(id, recorded)),
        None => format!("#{figure} void"),
    }
}

/// A figure was entered that was known.
pub fn seen_again(id: FigureId, recorded: Option<&Recorded>) -> String {
    format!("{}, seen again", added(id, recorded))
}

/// A figure was given other details.
pub fn detailed(id: FigureId, recorded: Option<&Recorded>) -> String {
    format!("details of {}", added(id, recorded))
}

/// Sentences were kept that were printed.
pub fn printed(sentences: u64) -> String {
    format!("kept {}", several(sentences, "printed sentence"))
}

/// A figure was held, or it or an entry released; `None` of an entry that holds its own figures.
pub fn held(kind: HoldKind, figure: Option<FigureId>, entry: Option<EntryId>) -> Option<String> {
    let what = if kind.holds() { "held" } else { "released" };
    match (figure, entry) {
        (Some(figure), _) => Some(format!("#{figure} {what}")),
        (None, Some(entry)) => Some(format!("entry {entry} {what}")),
        (None, None) => None,
    }
}

/// Something was said about a name; `called`: how a source is called to people.
pub fn said(fact: &NameFact, called: Option<&str>) -> String {
    let value = if fact.value.is_empty() { "taken back" } else { &fact.value };
    let what = fact.field.word().replace('_', " ");
    if let Some(question) = RankedQuestion::of_name(&fact.name).filter(|_| fact.kind == NameKind::Question) {
        return format!("authority {}: {what} for {} {value}", question.authority, question.in_words());
    }
    match fact.kind {
        NameKind::Store => format!("{}: {what} {value}", fact.name),
        kind => format!("{kind} {}: {what} {value}", called.unwrap_or(fact.name.as_str())),
    }
}
