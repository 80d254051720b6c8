//! What an entry did: what was added, mended, voided, erased, said about names; how a file was read.

use serde_json::{Map, Value};

use super::sources;
use crate::model::asked::AskedBody;
use crate::model::names::NameKind;
use crate::model::recorded::{Entry, EntryId, EntryKind};
use crate::model::redacted::marked;
use crate::model::shell;
use crate::report::asked::in_words;
use crate::report::entry::EntryReport;
use crate::report::{changes, redaction};
use crate::store::{self, Result, View};

/// How many figures of an entry are named.
const NAMED: usize = 3;

/// An entry with what it did.
///
/// # Errors
/// What the store says.
pub fn report(view: &View<'_>, entry: &Entry) -> Result<EntryReport> {
    let by_hand = matches!(entry.kind, EntryKind::Add | EntryKind::Amend);
    let about = if by_hand { about(view, entry.id)? } else { None };
    let why = if by_hand { store::changes::why(view, entry.id)? } else { None };
    let held = held(view, entry.id)?;
    let of_file = entry.file.as_ref().map_or("", |file| file.settings.as_str());
    let ReadBy { profile, flags } = ReadBy::of(of_file);
    Ok(EntryReport {
        settings: settings(of_file),
        profile,
        flags,
        held,
        ..EntryReport::new(entry, about, why)
    })
}

/// What an addition or an amendment did; `None` where it did nothing that has words.
///
/// # Errors
/// What the store says.
pub fn about(view: &View<'_>, entry: EntryId) -> Result<Option<String>> {
    if store::redactions::did_erase(view, entry)? {
        let redactions = store::redactions::all(view)?;
        let redaction = redactions.iter().find(|redaction| redaction.entry == entry);
        return Ok(redaction.map(|one| redaction::erased_shortly(&one.field, &one.figures)));
    }
    let mut about = Vec::new();
    let voided = store::changes::voided(view, entry)?;
    for act in voided.iter().take(NAMED) {
        let by = act.other.map(|by| store::figures::one(view, by)).transpose()?.flatten();
        about.push(changes::voided(act.figure, act.other.map(|id| (id, by.as_ref()))));
    }
    let more = voided.len().saturating_sub(NAMED);
    if more > 0 {
        about.push(format!("and {more} more"));
    }
    if voided.is_empty() {
        about.append(&mut entered(view, entry)?);
    }
    let printed = store::printed::of_entry(view, entry)?;
    about.extend((printed > 0).then(|| changes::printed(printed)));
    let said = store::held::said_by(view, entry, NAMED)?;
    about.extend(said.iter().filter_map(|said| changes::held(said.kind, said.figure, said.entry)));
    let facts = store::changes::facts(view, entry)?;
    for fact in &facts {
        let source = match fact.kind {
            NameKind::Source => store::sources::named(view, &fact.name)?,
            _ => None,
        };
        let called = source.map(|(id, source)| sources::label(id, &source));
        about.push(changes::said(fact, called.as_deref()));
    }
    let asked = store::changes::asked(view, entry)?.into_iter();
    about.extend(
        asked.map(|(figure, asking)| format!("#{figure}: {}", in_words(&AskedBody { why: None, ..asking }))),
    );
    Ok((!about.is_empty()).then(|| about.join("; ")))
}

/// That an entry holds what it recorded, or held it until it was released; `None` where it never did.
fn held(view: &View<'_>, id: EntryId) -> Result<Option<&'static str>> {
    let own = store::held::said_by(view, id, 1)?;
    if !own.first().is_some_and(|said| said.figure.is_none() && said.entry.is_none()) {
        return Ok(None);
    }
    let is_held = view.visibility().stands(id) && !view.visibility().counts(id);
    Ok(Some(if is_held { "held" } else { "released" }))
}

/// Figures that were added, seen again, or given other details.
fn entered(view: &View<'_>, entry: EntryId) -> Result<Vec<String>> {
    let mut entered = Vec::new();
    let new = store::changes::recorded(view, entry, NAMED)?;
    for id in &new {
        entered.push(changes::added(*id, store::figures::one(view, *id)?.as_ref()));
    }
    let seen = store::changes::seen_again(view, entry, NAMED)?;
    for id in &seen {
        entered.push(changes::seen_again(*id, store::figures::one(view, *id)?.as_ref()));
    }
    for id in store::changes::detailed(view, entry, NAMED)? {
        if !new.contains(&id) && !seen.contains(&id) {
            entered.push(changes::detailed(id, store::figures::one(view, id)?.as_ref()));
        }
    }
    Ok(entered)
}

/// The settings of an import as flags, where there were any: by them two readings of one file are told apart.
pub fn settings(json: &str) -> Option<String> {
    if marked(json).is_some() {
        return Some("settings redacted".into());
    }
    let (mut flags, profile) = parts(json)?;
    flags.extend(profile.iter().map(|(name, value)| pair("profile", name, value)));
    (!flags.is_empty()).then(|| flags.join(" "))
}

/// The settings of an import: those that flags say, as such, and what a profile says beyond; `None` where they were erased.
pub fn parts(json: &str) -> Option<(Vec<String>, Map<String, Value>)> {
    let Value::Object(settings) = serde_json::from_str(json).ok()? else { return None };
    let (mut flags, mut profile) = (Vec::new(), Map::new());
    for (key, value) in settings {
        let flag = key.replace('_', "-");
        match value {
            Value::Null => {}
            Value::Object(_) if key == "spans" => {} // where numbers stand in an article: `show` tells it
            Value::String(_) if key == "profile_name" => {} // told beside them
            Value::Bool(true) => flags.push(format!("--{flag}")),
            Value::Object(mut pairs) if key == "profile" => {
                flags.extend(mapped(&mut pairs));
                profile = pairs;
            }
            Value::Object(pairs) => flags.extend(pairs.iter().map(|(name, value)| pair(&flag, name, value))),
            value => flags.push(format!("--{flag} {}", shell::word(&text(&value)))),
        }
    }
    Some((flags, profile))
}

/// How a file was read, shortly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadBy {
    /// The profile, by the name of its file; empty where it was read by one whose name is not known.
    pub profile: Option<String>,
    /// The flags, each once and without what it says.
    pub flags: Vec<String>,
}

impl ReadBy {
    /// Of the settings of an import.
    pub fn of(json: &str) -> ReadBy {
        let Ok(Value::Object(settings)) = serde_json::from_str(json) else { return ReadBy::default() };
        let name = settings.get("profile_name").map(text);
        let is_flag = |key: &str| !matches!(key, "profile" | "profile_name" | "spans");
        let says =
            |value: &Value| !value.is_null() && value.as_object().is_none_or(|pairs| !pairs.is_empty());
        let flags = settings.iter().filter(|(key, value)| is_flag(key) && says(value));
        ReadBy {
            flags: flags.map(|(key, _)| format!("--{}", key.replace('_', "-"))).collect(),
            profile: name.or_else(|| settings.contains_key("profile").then(String::new)),
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn pair(flag: &str, name: &str, value: &Value) -> String {
    format!("--{flag} {}", shell::word(&format!("{name}={}", text(value))))
}

/// Takes out of a profile the further fields of a column, and gives them as the flags that say the same.
fn mapped(profile: &mut Map<String, Value>) -> Vec<String> {
    let Some(Value::Object(fields)) = profile.get_mut("fields") else { return Vec::new() };
    let mut flags = Vec::new();
    fields.retain(|field, value| {
        let Value::Object(cells) = value else { return true };
        let is_plain = cells.keys().all(|key| matches!(key.as_str(), "column" | "default"));
        let column = cells.get("column").filter(|_| is_plain);
        flags.extend(column.map(|column| pair("map", &text(column), &Value::from(field.as_str()))));
        flags.extend(cells.get("default").filter(|_| is_plain).map(|value| pair("set", field, value)));
        !is_plain
    });
    if fields.is_empty() {
        profile.remove("fields");
    }
    flags
}
