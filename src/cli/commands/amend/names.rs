//! What the desk says about names.

use crate::cli::entering::{desk_act, who};
use crate::cli::stores::locate;
use crate::cli::{Context, Done};
use crate::desk::error::Error;
use crate::model::date::PartialDate;
use crate::model::name::Name;
use crate::model::names::{NameFact, NameField, NameKind};
use crate::model::problem::Problem;
use crate::model::recorded::EntryKind;
use crate::render::text;
use crate::report::amended::AmendReport;
use crate::store::Store;

use super::Args;

/// What can be said about a name.
#[derive(clap::Args, Debug)]
pub struct NameFlags {
    /// It is another name for this one
    #[arg(long, value_name = "NAME")]
    same_as: Option<String>,
    /// It is not this one, however alike they look
    #[arg(long, value_name = "NAME")]
    not_same_as: Option<String>,
    /// The body that the authority is under: their support counts once
    #[arg(long, value_name = "NAME")]
    under: Option<String>,
    /// The desk's rank, 1 first: what reconcile --policy authority goes by
    #[arg(long, value_name = "NUMBER")]
    rank: Option<String>,
    /// government, military, health, police, armed_group, un, ngo, academic, media_tally, hospital, witness
    #[arg(long = "kind", value_name = "KIND", id = "of_kind")]
    of_kind: Option<String>,
    /// The country
    #[arg(long, value_name = "COUNTRY")]
    country: Option<String>,
    /// How copy names it
    #[arg(long, value_name = "WORDS")]
    say_as: Option<String>,
    /// After how many days before the newest day a figure of the event counts as older: 14d
    #[arg(long, value_name = "DAYS")]
    stale_after: Option<String>,
    /// A place's code: ISO 3166, P-code
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
}

impl NameFlags {
    /// What is said, field by field; an empty value takes back.
    pub fn facts(&self) -> Vec<(NameField, &str)> {
        let given = [
            (NameField::SameAs, &self.same_as),
            (NameField::NotSameAs, &self.not_same_as),
            (NameField::Under, &self.under),
            (NameField::Rank, &self.rank),
            (NameField::Kind, &self.of_kind),
            (NameField::Country, &self.country),
            (NameField::SayAs, &self.say_as),
            (NameField::StaleAfter, &self.stale_after),
            (NameField::Code, &self.code),
        ];
        given.into_iter().filter_map(|(field, value)| Some((field, value.as_deref()?.trim()))).collect()
    }
}

/// The kinds of authority.
const KINDS: [&str; 11] = [
    "government",
    "military",
    "health",
    "police",
    "armed_group",
    "un",
    "ngo",
    "academic",
    "media_tally",
    "hospital",
    "witness",
];

/// Records what is said about a name.
pub fn run(args: &Args, name: &str, context: &mut Context) -> Result<Done, Error> {
    let kind = name_kind(&args.what)?;
    if args.gone_on.is_some() || args.archive.is_some() {
        return Err(Error::usage(
            "--gone-on and --archive belong to a source",
            "name it by its number or url: tollbook amend source 7 --gone-on DAY",
        ));
    }
    let name = Name::read(name)
        .ok_or_else(|| Error::usage("a name is empty", "write the name that the list shows"))?;
    let facts = facts(&args.said.facts(), kind, &name)?;
    let mut store = Store::open_for_writing(&locate(context)?)?;
    if !store.write()?.knows(kind, &name)? {
        return Err(Error::usage(
            format!("the store knows no {kind} `{name}`"),
            format!("copy the name from tollbook list {}", plural(kind)),
        ));
    }
    let report = AmendReport::new(kind, name.as_str(), context.global.dry_run);
    say(&mut store, &facts, args.why.as_deref(), report, context)
}

/// Records facts, and tells of it.
pub fn say(
    store: &mut Store,
    facts: &[NameFact],
    why: Option<&str>,
    mut report: AmendReport,
    context: &mut Context,
) -> Result<Done, Error> {
    let mut writer = store.write()?;
    for fact in facts {
        match writer.say(fact, why)? {
            true => report.said.push((fact.field.word(), fact.value.clone())),
            false => report.held_before.push((fact.field.word(), fact.value.clone())),
        }
    }
    if !report.dry_run && !report.said.is_empty() {
        let who = who(context);
        report.entry = Some(writer.seal(&desk_act(EntryKind::Amend, &who, context))?.entry.id.0);
    }
    if context.global.quiet {
        return Ok(Done::Well);
    }
    context.out.one(&report, text::amended::amended)?;
    Ok(Done::Well)
}

fn name_kind(word: &str) -> Result<NameKind, Error> {
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
        NameKind::Finding => "findings",
    }
}

/// What is said as facts, each one checked before anything is recorded.
pub fn facts(said: &[(NameField, &str)], kind: NameKind, name: &Name) -> Result<Vec<NameFact>, Error> {
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
            wrong(format!("`{value}` is no rank"), "write 1 for the first, 2 for the next")
        }
        NameField::Rank => only(NameKind::Authority),
        NameField::Kind if !KINDS.contains(&value) => {
            wrong(format!("`{value}` is no kind of authority"), &format!("write one of {}", KINDS.join(", ")))
        }
        NameField::Kind => only(NameKind::Authority),
        NameField::StaleAfter if value.trim_end_matches('d').parse::<u32>().is_err() => {
            wrong(format!("`{value}` is no number of days"), "write days, such as 14d")
        }
        NameField::StaleAfter => only(NameKind::Event),
        NameField::Code => only(NameKind::Place),
        NameField::GoneOn => match PartialDate::read(value) {
            Ok(_) => only(NameKind::Source),
            Err(fault) => Err(Error::Fault(Problem::of_row(&fault))),
        },
        NameField::ArchiveUrl if !value.starts_with("http://") && !value.starts_with("https://") => {
            wrong(format!("`{value}` is no address"), "write one that begins with https://")
        }
        NameField::ArchiveUrl => only(NameKind::Source),
        NameField::Accepted => only(NameKind::Finding),
        NameField::Columns => only(NameKind::Feed),
        NameField::SameAs | NameField::NotSameAs | NameField::SayAs => Ok(()),
    }
}
