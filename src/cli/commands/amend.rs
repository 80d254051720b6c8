//! `amend`: mends what this desk did. So far: what it says about names.

use clap::ValueEnum;

use crate::cli::accepting;
use crate::cli::entering::{desk_act, who};
use crate::cli::failure::Failure;
use crate::cli::output::Format;
use crate::cli::stores::locate;
use crate::cli::{Context, Done};
use crate::model::name::Name;
use crate::model::names::{NameFact, NameField, NameKind};
use crate::model::recorded::EntryKind;
use crate::render::{json, text};
use crate::report::amended::AmendReport;
use crate::store::Store;
use crate::store::write::Writer;

/// What `amend` takes.
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Mends what this desk did: what it says about names. Said once, it applies whenever a question is asked; figures keep the names that were printed, and --recorded-by gives the answer of the day. An empty value takes back what was said. Each is an entry that can be undone.\n\nExamples:\n  tollbook amend authority \"Gaza MoH\" --same-as \"Gaza Health Ministry\"\n  tollbook amend authority \"Gaza Health Ministry\" --say-as \"Gaza's health ministry\" --rank 1\n  tollbook amend event \"Gaza war\" --stale-after 14d -m \"weekly reports\"\n  tollbook amend finding total_fell:43,42 --accept -m \"the ministry counted identified bodies\""
)]
pub struct Args {
    /// What the name is the name of
    #[arg(value_name = "KIND")]
    kind: Kind,
    /// The name, as the store has it
    #[arg(value_name = "NAME")]
    name: String,
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
    /// For a finding: it is explained, and -m says how
    #[arg(long)]
    accept: bool,
    /// Why
    #[arg(short = 'm', long = "why", value_name = "WHY")]
    why: Option<String>,
}

/// What names can be the names of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Who answers for a count
    Authority,
    /// What happened
    Event,
    /// Where
    Place,
    /// Who printed it
    Publisher,
    /// Who is counted
    Group,
    /// What an audit found: CODE:ID,ID
    Finding,
}

/// The kinds of authority (`2-vocabulary.md`, "Nouns").
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

/// Runs the command.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Failure> {
    context.out.no_csv("amend")?;
    if args.kind == Kind::Finding || args.accept {
        let is_finding = args.kind == Kind::Finding && args.accept;
        return accepting::run(is_finding, &args.name, args.why.as_deref(), context);
    }
    let kind = name_kind(args.kind);
    let name = read_name(&args.name)?;
    let facts = facts(args, kind, &name)?;
    let path = locate(context)?;
    let mut store = Store::open_for_writing(&path)?;
    let writer = store.write()?;
    if !writer.knows(kind, &name)? {
        return Err(Failure::usage(
            format!("the store knows no {kind} `{name}`"),
            format!("copy the name from tollbook list {}", plural(kind)),
        ));
    }
    let why = args.why.as_deref();
    say(writer, AmendReport::new(kind, &name, context.global.dry_run), &facts, why, context)
}

/// Records facts about a name as one entry, and tells what came of it.
pub fn say(
    mut writer: Writer<'_>,
    mut report: AmendReport,
    facts: &[NameFact],
    why: Option<&str>,
    context: &mut Context,
) -> Result<Done, Failure> {
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
    let (format, style) = (context.out.format(), context.out.style());
    let out = context.out.stdout();
    match format {
        Format::Text | Format::Csv => text::amended::amended(out, &report, style)?,
        Format::Json => json::value(out, &report)?,
        Format::Jsonl => json::line(out, &report)?,
    }
    Ok(Done::Well)
}

fn name_kind(kind: Kind) -> NameKind {
    match kind {
        Kind::Authority => NameKind::Authority,
        Kind::Event => NameKind::Event,
        Kind::Place => NameKind::Place,
        Kind::Publisher => NameKind::Publisher,
        Kind::Group => NameKind::Group,
        Kind::Finding => NameKind::Finding,
    }
}

fn plural(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Authority => "authorities",
        NameKind::Event => "events",
        NameKind::Place => "places",
        NameKind::Publisher => "publishers",
        NameKind::Group | NameKind::Feed => "groups",
        NameKind::Finding => "findings",
    }
}

fn read_name(text: &str) -> Result<Name, Failure> {
    Name::read(text).ok_or_else(|| Failure::usage("a name is empty", "write the name that the list shows"))
}

fn facts(args: &Args, kind: NameKind, name: &Name) -> Result<Vec<NameFact>, Failure> {
    let given = [
        (NameField::SameAs, &args.same_as),
        (NameField::NotSameAs, &args.not_same_as),
        (NameField::Under, &args.under),
        (NameField::Rank, &args.rank),
        (NameField::Kind, &args.of_kind),
        (NameField::Country, &args.country),
        (NameField::SayAs, &args.say_as),
        (NameField::StaleAfter, &args.stale_after),
        (NameField::Code, &args.code),
    ];
    let mut facts = Vec::new();
    for (field, value) in given {
        let Some(value) = value else { continue };
        let value = value.trim();
        if !value.is_empty() {
            check(kind, name, field, value)?;
        }
        let value = Name::read(value).map_or_else(String::new, |tidy| tidy.to_string());
        facts.push(NameFact { kind, name: name.clone(), field, value });
    }
    if facts.is_empty() {
        let hint = format!("say it with a flag: tollbook amend {kind} \"{name}\" --say-as WORDS");
        return Err(Failure::usage("nothing is said about the name", hint));
    }
    Ok(facts)
}

/// What cannot be said of a name is refused here, before anything is recorded.
fn check(kind: NameKind, name: &Name, field: NameField, value: &str) -> Result<(), Failure> {
    let wrong = |what: String, hint: &str| Err(Failure::usage(what, hint));
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
        NameField::Accepted => only(NameKind::Finding),
        NameField::SameAs | NameField::NotSameAs | NameField::SayAs => Ok(()),
    }
}
