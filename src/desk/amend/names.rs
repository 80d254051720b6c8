//! What the desk says about names.

use crate::desk::author::Author;
use crate::desk::error::Error;
use crate::model::date::PartialDate;
use crate::model::event_kind::EventKind;
use crate::model::name::Name;
use crate::model::names::{MEDIA_TALLY, NameFact, NameField, NameKind};
use crate::model::recorded::EntryKind;
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
    if !store::write::names::knows(&store::write::EntryTransaction::begin(store)?, kind, name)? {
        return Err(Error::usage(
            format!("the store knows no {kind} `{name}`"),
            format!("copy the name from tollbook list {}", plural(kind)),
        ));
    }
    record(store, facts, why.as_deref(), AmendReport::new(kind, name.as_str(), dry_run), author)
}

/// Records facts, unless it is a dry run or they are known.
pub(super) fn record(
    store: &mut Store,
    facts: &[NameFact],
    why: Option<&str>,
    mut report: AmendReport,
    author: &Author,
) -> Result<AmendReport, Error> {
    let mut writer = store::write::EntryTransaction::begin(store)?;
    for fact in facts {
        match store::write::names::say(&mut writer, fact, why)? {
            true => report.said.push((fact.field.word(), fact.value.clone())),
            false => report.held_before.push((fact.field.word(), fact.value.clone())),
        }
    }
    if !report.dry_run && !report.said.is_empty() {
        report.entry = Some(store::write::commit(writer, &author.operation(EntryKind::Amend))?.entry.id.0);
    }
    Ok(report)
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
    for (field, value) in said {
        if !value.is_empty() {
            check(kind, name, *field, value)?;
        }
        let value = Name::read(value).map_or_else(String::new, |tidy| tidy.to_string());
        facts.push(NameFact { kind, name: name.clone(), field: *field, value });
    }
    if facts.is_empty() {
        let hint = format!("say it with a flag: tollbook amend {kind} \"{name}\" --say-as WORDS");
        return Err(Error::usage("nothing is said about the name", hint));
    }
    Ok(facts)
}

/// What cannot be said of a name is refused here, before anything is recorded.
fn check(kind: NameKind, name: &Name, field: NameField, value: &str) -> Result<(), Error> {
    let wrong = |what: String, hint: &str| Err(Error::usage(what, hint));
    let only = |of: NameKind| match kind == of {
        true => Ok(()),
        false => wrong(
            format!(
                "{} belongs to the kind {of}, and this is a name of the kind {kind}",
                field.word().replace('_', " ")
            ),
            "leave the flag out",
        ),
    };
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
        NameField::PartyTo | NameField::Reports => only(NameKind::Authority),
        NameField::HouseLine | NameField::HouseLineUntil => only(NameKind::Event),
        NameField::TwoPerson | NameField::Zone => only(NameKind::Store),
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
