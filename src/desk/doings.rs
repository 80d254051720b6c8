//! What an entry did, in words: what was added, mended, voided, erased, said about names; how a file was read.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::desk::sources;
use crate::desk::typed::word;
use crate::model::names::{NameFact, NameKind};
use crate::model::recorded::{EntryId, FigureId};
use crate::report::figure::one_line;
use crate::store;
use crate::store::Result;
use crate::store::View;

/// How many figures of an entry are told.
const TOLD: usize = 3;

/// What an addition or an amendment did; `None` where it did nothing that has words.
pub fn about(reader: &View<'_>, entry: EntryId) -> Result<Option<String>> {
    let mut told = Vec::new();
    if store::redactions::did_erase(reader, entry)? {
        let redactions = store::redactions::all(reader)?;
        let redaction = redactions.iter().find(|redaction| redaction.entry == entry);
        return Ok(redaction.map(|one| format!("{} of {} erased", one.field, some(&one.figures))));
    }
    let voided = store::changes::voided(reader, entry)?;
    for act in &voided {
        told.push(match act.other {
            Some(by) => format!("#{} mended as {}", act.figure, line(reader, by)?),
            None => format!("#{} void", act.figure),
        });
    }
    if voided.is_empty() {
        told.append(&mut entered(reader, entry)?);
    }
    let facts = store::changes::facts(reader, entry)?;
    let known = if facts.iter().any(|fact| fact.kind == NameKind::Source) {
        sources::by_name(reader)?
    } else {
        BTreeMap::new()
    };
    told.extend(facts.iter().map(|fact| said(fact, &known)));
    Ok((!told.is_empty()).then(|| told.join("; ")))
}

/// The numbers of figures; of very many the first.
pub fn some(figures: &[FigureId]) -> String {
    const MOST: usize = 20;
    let ids: Vec<String> = figures.iter().take(MOST).map(|id| format!("#{id}")).collect();
    match figures.len().saturating_sub(MOST) {
        0 => ids.join(", "),
        more => format!("{} and {more} more", ids.join(", ")),
    }
}

/// Figures that were added, seen again, or given other details.
fn entered(reader: &View<'_>, entry: EntryId) -> Result<Vec<String>> {
    let mut told = Vec::new();
    let new = store::changes::recorded(reader, entry, TOLD)?;
    for id in &new {
        told.push(line(reader, *id)?);
    }
    let seen = store::changes::seen_again(reader, entry, TOLD)?;
    for id in &seen {
        told.push(format!("{}, seen again", line(reader, *id)?));
    }
    for id in store::changes::detailed(reader, entry, TOLD)? {
        if !new.contains(&id) && !seen.contains(&id) {
            told.push(format!("details of {}", line(reader, id)?));
        }
    }
    Ok(told)
}

/// A figure in one line; of one that is no longer shown its number.
fn line(reader: &View<'_>, id: FigureId) -> Result<String> {
    Ok(store::figures::one(reader, id)?.map_or_else(|| format!("#{id}"), |recorded| one_line(&recorded)))
}

fn said(fact: &NameFact, sources: &BTreeMap<crate::model::name::Name, String>) -> String {
    let value = if fact.value.is_empty() { "taken back" } else { &fact.value };
    let name = sources.get(&fact.name).filter(|_| fact.kind == NameKind::Source);
    let name = name.map_or(fact.name.as_str(), String::as_str);
    format!("{} {name}: {} {value}", fact.kind, fact.field.word().replace('_', " "))
}

/// The settings of an import as flags, where there were any: by them two readings of one file are told apart.
pub fn settings(json: &str) -> Option<String> {
    if crate::model::redacted::marked(json).is_some() {
        return Some("settings redacted".into());
    }
    let Value::Object(settings) = serde_json::from_str(json).ok()? else { return None };
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut flags = Vec::new();
    for (flag, value) in &settings {
        match value {
            Value::Null => {}
            Value::Object(pairs) => {
                let pair = |(name, value)| format!("--{flag} {}", word(&format!("{name}={}", text(value))));
                flags.extend(pairs.iter().map(pair));
            }
            value => flags.push(format!("--{flag} {}", word(&text(value)))),
        }
    }
    (!flags.is_empty()).then(|| flags.join(" "))
}
