//! What the desk says about names.

use crate::desk::author::Author;
use crate::desk::error::Error;
use crate::model::date::{PartialDate, Zone};
use crate::model::decisions::{RankedQuestion, report_days, report_words};
use crate::model::event_kind::EventKind;
use crate::model::name::Name;
use crate::model::names::{MEDIA_TALLY, NameFact, NameField, NameKind};
use crate::model::recorded::EntryKind;
use crate::model::shell;
use crate::model::words::word_list;
use crate::report::amended::AmendReport;
use crate::store::{self, Store};

/// What is said about a name.
#[derive(Clone, Debug)]
pub struct NameOptions {
    /// The name.
    pub name: Name,
    /// What it is the name of.
    pub kind: NameKind,
    /// What is said, checked.
    pub facts: Vec<NameFact>,
    /// Why.
    pub why: Option<String>,
    /// Only what would be done.
    pub dry_run: bool,
}

/// The kinds of authority.
const KINDS: &[&str] = word_list! {
    government military health police armed_group un ngo academic media_tally hospital witness
};

/// Records what is said about a name.
///
/// # Errors
/// A name that the store does not know, or what the store says.
pub fn amend(store: &mut Store, options: &NameOptions, author: &Author) -> Result<AmendReport, Error> {
    let NameOptions { kind, ref name, ref facts, ref why, dry_run } = *options;
    let why = why.as_deref().map(str::trim).filter(|why| !why.is_empty());
    if need_reason(facts) && why.is_none() {
        let hint = "say why with -m WHY: it is printed beside the answer";
        return Err(Error::usage("the reason for a decision of the desk is missing", hint));
    }
    let writer = store::write::EntryTransaction::begin(store)?;
    let named = facts.iter().flat_map(named_in);
    for (kind, name) in named.chain((kind != NameKind::Store).then(|| (kind, name.clone()))) {
        if !store::write::names::knows(&writer, kind, &name)? {
            return Err(Error::usage(
                format!("the store knows no {kind} `{name}`"),
                format!("copy the name from tollbook list {}", plural(kind)),
            ));
        }
    }
    drop(writer);
    record(store, facts, why, AmendReport::new(kind, name.as_str(), dry_run), author)
}

/// Whether a decision is among facts for which the desk has to say why.
fn need_reason(facts: &[NameFact]) -> bool {
    facts.iter().any(|fact| {
        let is_such = fact.kind == NameKind::Question || fact.field == NameField::HouseLine;
        is_such && !fact.value.is_empty()
    })
}

/// The names that a decision speaks of, beside the one that it is about: they have to be known.
fn named_in(fact: &NameFact) -> Vec<(NameKind, Name)> {
    let event = RankedQuestion::of_name(&fact.name).filter(|_| fact.kind == NameKind::Question);
    let event = event.and_then(|question| question.event).map(|event| (NameKind::Event, event));
    let authority = (fact.field == NameField::HouseLine).then(|| Name::read(&fact.value)).flatten();
    event.into_iter().chain(authority.map(|name| (NameKind::Authority, name))).collect()
}

/// Records facts, unless it is a dry run or they are known.
pub(in crate::desk) fn record(
    store: &mut Store,
    facts: &[NameFact],
    why: Option<&str>,
    mut report: AmendReport,
    author: &Author,
) -> Result<AmendReport, Error> {
    let mut writer = store::write::EntryTransaction::begin(store)?;
    for together in facts.chunk_by(|a, b| is_of_house_line(a) && is_of_house_line(b)) {
        let is_news = store::write::names::say_together(&mut writer, together, why)?;
        let told = if is_news { &mut report.said } else { &mut report.held_before };
        told.extend(together.iter().map(|fact| (fact.field.word(), fact.value.clone())));
        let question = together.iter().find_map(|fact| RankedQuestion::of_name(&fact.name));
        report.question = report.question.or(question.map(|question| question.in_words()));
    }
    if !report.dry_run && !report.said.is_empty() {
        report.entry = Some(store::write::commit(writer, &author.operation(EntryKind::Amend))?.entry.id.0);
    }
    Ok(report)
}

/// A house line and its last day are said together.
fn is_of_house_line(fact: &NameFact) -> bool {
    matches!(fact.field, NameField::HouseLine | NameField::HouseLineUntil)
}

/// What a name that this desk can speak of is the name of.
///
/// # Errors
/// Another word.
pub fn name_kind(word: &str) -> Result<NameKind, Error> {
    let kinds = [NameKind::Authority, NameKind::Event, NameKind::Place, NameKind::Publisher, NameKind::Group];
    kinds.into_iter().find(|kind| kind.word() == word).ok_or_else(|| {
        Error::usage(
            format!("`{word}` is nothing that has a name here"),
            "write authority, event, place, publisher, group or source, then the name",
        )
    })
}

fn plural(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Authority => "authorities",
        NameKind::Event => "events",
        NameKind::Place => "places",
        NameKind::Publisher => "publishers",
        NameKind::Source => "sources",
        NameKind::Group | NameKind::Feed => "groups",
        NameKind::Finding | NameKind::Question => "findings",
        NameKind::Printed => "printed",
        NameKind::Store => "entries",
    }
}

/// What is said as facts, each one checked before anything is recorded.
///
/// # Errors
/// Nothing is said, or what cannot be said of such a name.
pub fn checked(kind: NameKind, name: &Name, said: &[(NameField, String)]) -> Result<Vec<NameFact>, Error> {
    let mut facts = Vec::new();
    let house_line = house_line(name, said)?;
    for (field, value) in said.iter().chain(&house_line) {
        if !value.is_empty() {
            check(kind, name, *field, value)?;
        }
        let value = Name::read(value).map_or_else(String::new, |tidy| tidy.to_string());
        // A zone is kept by its own name, however it was typed.
        let zone = Zone::read(&value).filter(|_| *field == NameField::Zone);
        let value = zone.map_or(value, |zone| zone.name().to_owned());
        facts.push(NameFact { kind, name: name.clone(), field: *field, value });
    }
    if facts.is_empty() {
        let hint = format!("say it with a flag: tollbook amend {kind} \"{name}\" --say-as WORDS");
        return Err(Error::usage("nothing is said about the name", hint));
    }
    Ok(facts)
}

/// What goes with a house line: a last day, and where it is taken back none.
///
/// # Errors
/// One without the other.
fn house_line(event: &Name, said: &[(NameField, String)]) -> Result<Option<(NameField, String)>, Error> {
    let value = |field| said.iter().find(|(said, _)| *said == field).map(|(_, value)| value.as_str());
    let what = match (value(NameField::HouseLine), value(NameField::HouseLineUntil)) {
        (Some(""), None) => return Ok(Some((NameField::HouseLineUntil, String::new()))),
        (Some(""), Some("")) | (None, None) => return Ok(None),
        (Some(line), Some(day)) if !line.is_empty() && !day.is_empty() => return Ok(None),
        (Some(""), Some(_)) => "a house line that is taken back has no last day",
        (Some(_), _) => "the last day of the house line is missing",
        (None, Some(_)) => "--until is the last day of a house line, and none is given",
    };
    let event = shell::word(event.as_str());
    Err(Error::usage(
        what,
        format!("write tollbook amend event {event} --house-line AUTHORITY --until DAY -m WHY"),
    ))
}

/// What cannot be said of a name is refused here, before anything is recorded.
fn check(kind: NameKind, name: &Name, field: NameField, value: &str) -> Result<(), Error> {
    let wrong = |what: String, hint: &str| Err(Error::usage(what, hint));
    let only = |of| only(kind, field, of);
    match field {
        NameField::SameAs | NameField::NotSameAs | NameField::Under if value == name.as_str() => {
            wrong(format!("`{name}` and `{value}` are the same text"), "name another one")
        }
        NameField::Under | NameField::Country => only(NameKind::Authority),
        NameField::Rank if value.parse::<u32>().is_err() || value == "0" => {
            wrong(format!("`{value}` is not a rank"), "write 1 for the first, 2 for the next")
        }
        NameField::Rank => only(NameKind::Authority),
        NameField::Kind if kind == NameKind::Event => match EventKind::from_word(value) {
            Some(_) => Ok(()),
            None => wrong(format!("`{value}` is not a kind of event"), "write incident or ongoing"),
        },
        NameField::Kind if kind == NameKind::Publisher && value != MEDIA_TALLY => wrong(
            format!("`{value}` is not a kind of publisher"),
            "write media_tally for one that counts itself",
        ),
        NameField::Kind if kind == NameKind::Publisher => Ok(()),
        NameField::Kind if !KINDS.contains(&value) => wrong(
            format!("`{value}` is not a kind of authority"),
            &format!("write one of {}", KINDS.join(", ")),
        ),
        NameField::Kind => only(NameKind::Authority),
        NameField::StaleAfter | NameField::Settling
            if value.trim_end_matches('d').parse::<u32>().is_err() =>
        {
            wrong(format!("`{value}` is not a number of days"), "write days, such as 14d")
        }
        NameField::StaleAfter | NameField::Settling => only(NameKind::Event),
        NameField::Reports
        | NameField::PartyTo
        | NameField::HouseLine
        | NameField::HouseLineUntil
        | NameField::TwoPerson
        | NameField::Zone => check_decision(kind, field, value),
        NameField::Done => only(NameKind::Printed),
        NameField::Code => only(NameKind::Place),
        NameField::GoneOn => match PartialDate::read(value) {
            Ok(_) => only(NameKind::Source),
            Err(fault) => Err(Error::of(&fault)),
        },
        NameField::ArchiveUrl if !value.starts_with("http://") && !value.starts_with("https://") => {
            wrong(format!("`{value}` is not an address"), "write one that begins with https://")
        }
        NameField::ArchiveUrl => only(NameKind::Source),
        NameField::Accepted => only(NameKind::Finding),
        NameField::Columns => only(NameKind::Feed),
        NameField::SameAs | NameField::NotSameAs | NameField::SayAs => Ok(()),
    }
}

/// The same of what the desk decides for itself.
fn check_decision(kind: NameKind, field: NameField, value: &str) -> Result<(), Error> {
    let wrong = |what: String, hint: String| Err(Error::usage(what, hint));
    match field {
        NameField::Reports if report_days(value).is_none() => {
            wrong(format!("`{value}` is not how often somebody reports"), format!("write {}", report_words()))
        }
        NameField::Zone if Zone::read(value).is_none() => wrong(
            format!("`{value}` is no time zone"),
            "write a name of the IANA list, such as Europe/Berlin".to_owned(),
        ),
        NameField::HouseLineUntil => match PartialDate::read(value) {
            Ok(_) => only(kind, field, NameKind::Event),
            Err(fault) => Err(Error::of(&fault)),
        },
        NameField::HouseLine => only(kind, field, NameKind::Event),
        NameField::TwoPerson | NameField::Zone => only(kind, field, NameKind::Store),
        _ => only(kind, field, NameKind::Authority),
    }
}

/// Whether a field belongs to the kind of a name.
fn only(kind: NameKind, field: NameField, of: NameKind) -> Result<(), Error> {
    match kind == of {
        true => Ok(()),
        false => Err(Error::usage(
            format!(
                "{} belongs to the kind {of}, and this is a name of the kind {kind}",
                field.word().replace('_', " ")
            ),
            "leave the flag out",
        )),
    }
}
