//! What the desk says about names, sources and findings.

use super::Args;
use crate::cli::entering::author;
use crate::cli::{Context, Done, stores};
use crate::desk::Error;
use crate::desk::amend::decisions::{self, TypedQuestion};
use crate::desk::amend::finding::{self, FindingOptions};
use crate::desk::amend::names::{self, NameOptions, name_kind};
use crate::desk::amend::source::{self, SourceOptions};
use crate::desk::printed::sign::{SignOptions, sign};
use crate::model::date::{Day, written_out};
use crate::model::name::Name;
use crate::model::names::NameField;

/// What can be said about a name.
#[derive(clap::Args, Debug)]
pub struct NameFlags {
    /// It is another name for this one
    #[arg(long, value_name = "NAME")]
    same_as: Option<String>,
    /// It is not this one, however alike they look
    #[arg(long, value_name = "NAME")]
    not_same_as: Option<String>,
    /// The body that it is under: their support counts once
    #[arg(long, value_name = "NAME")]
    under: Option<String>,
    /// The desk's rank, 1 first: for reconcile --policy authority
    #[arg(long, value_name = "NUMBER")]
    rank: Option<String>,
    /// Of an authority: government, military, health, police, armed_group, un, ngo, academic, media_tally, hospital,
    /// witness. Of an event: incident or ongoing
    #[arg(long = "kind", value_name = "KIND", id = "of_kind")]
    of_kind: Option<String>,
    /// The rank holds in this event alone
    #[arg(long, value_name = "EVENT", help_heading = "Less often")]
    for_event: Option<String>,
    /// The rank holds for this measure alone
    #[arg(long, value_name = "MEASURE", help_heading = "Less often")]
    for_measure: Option<String>,
    /// Of an event: whose count this desk prints for now
    #[arg(long, value_name = "AUTHORITY", help_heading = "Less often")]
    house_line: Option<String>,
    /// The last day on which it does
    #[arg(long, value_name = "DAY", help_heading = "Less often")]
    until: Option<String>,
    /// How often an authority reports: daily, weekly, monthly, quarterly, yearly, 10d
    #[arg(long, value_name = "RHYTHM", help_heading = "Less often")]
    reports: Option<String>,
    /// The country
    #[arg(long, value_name = "COUNTRY", help_heading = "Less often")]
    country: Option<String>,
    /// How copy names it
    #[arg(long, value_name = "WORDS")]
    say_as: Option<String>,
    /// After how many days a figure of the event is older: 14d
    #[arg(long, value_name = "DAYS", help_heading = "Less often")]
    stale_after: Option<String>,
    /// How long a lower count is a first count: 3d
    #[arg(long, value_name = "DAYS", help_heading = "Less often")]
    settling: Option<String>,
    /// The event in which the authority is a party
    #[arg(long, value_name = "EVENT", help_heading = "Less often")]
    party_to: Option<String>,
    /// A place's code: ISO 3166, P-code
    #[arg(long, value_name = "CODE", help_heading = "Less often")]
    code: Option<String>,
}

impl NameFlags {
    /// Whether nothing is said.
    pub fn are_none(&self) -> bool {
        self.said(&Day::MIN).is_empty() && self.question() == TypedQuestion::default()
    }

    /// The question for which the rank is.
    fn question(&self) -> TypedQuestion<'_> {
        TypedQuestion { event: self.for_event.as_deref(), measure: self.for_measure.as_deref() }
    }

    /// What is said, field by field; an empty value takes back. A day may be counted back from today.
    fn said(&self, today: &Day) -> Vec<(NameField, String)> {
        let until = self.until.as_deref().map(|day| written_out(day, *today).into_owned());
        let given = [
            (NameField::SameAs, &self.same_as),
            (NameField::NotSameAs, &self.not_same_as),
            (NameField::Under, &self.under),
            (NameField::Rank, &self.rank),
            (NameField::HouseLine, &self.house_line),
            (NameField::HouseLineUntil, &until),
            (NameField::Reports, &self.reports),
            (NameField::Kind, &self.of_kind),
            (NameField::Country, &self.country),
            (NameField::SayAs, &self.say_as),
            (NameField::StaleAfter, &self.stale_after),
            (NameField::Settling, &self.settling),
            (NameField::PartyTo, &self.party_to),
            (NameField::Code, &self.code),
        ];
        given_of(&given)
    }
}

/// What is said about a name.
pub fn name(args: &Args, what: &str, name: &str, context: &mut Context) -> Result<Done, Error> {
    let kind = name_kind(what)?;
    if args.is_of_source() {
        return Err(Error::usage(
            "--gone-on and --archive belong to a source",
            "name it by its number or url: tollbook amend source 7 --gone-on DAY",
        ));
    }
    let name = Name::read(name)
        .ok_or_else(|| Error::usage("a name is empty", "write the name that the list shows"))?;
    let facts = decisions::facts(kind, &name, args.said.said(&context.today), args.said.question())?;
    let (why, dry_run) = (args.why.clone(), context.global.dry_run);
    let options = NameOptions { name, kind, facts, why, dry_run };
    let mut store = stores::open_to_write(context)?;
    let report = names::amend(&mut store, &options, &author(context))?;
    context.print_receipt(&store, report.entry, &report)
}

/// What became of a source: gone from where it was, kept elsewhere.
pub fn source(args: &Args, typed: &str, context: &mut Context) -> Result<Done, Error> {
    if !args.said.are_none() {
        return Err(Error::usage(
            "of a source it can be said when it was gone, and where a copy is kept",
            "write tollbook amend source 7 --gone-on DAY --archive URL",
        ));
    }
    let gone_on = args.gone_on.as_deref().map(|day| written_out(day, context.today).into_owned());
    let given = [(NameField::GoneOn, &gone_on), (NameField::ArchiveUrl, &args.archive)];
    let (said, why, dry_run) = (given_of(&given), args.why.clone(), context.global.dry_run);
    let options = SourceOptions { source: typed.to_owned(), said, why, dry_run };
    let mut store = stores::open_to_write(context)?;
    let report = source::amend(&mut store, &options, &author(context))?;
    context.print_receipt(&store, report.entry, &report)
}

/// A finding that is explained: `amend finding total_fell:43,42 --accept -m WHY`.
pub fn finding(args: &Args, what: &str, handle: &str, context: &mut Context) -> Result<Done, Error> {
    if what != "finding" || !args.accept {
        let hint =
            "name the finding as tollbook audit prints it: tollbook amend finding CODE:ID,ID --accept -m WHY";
        return Err(Error::usage("--accept and the kind finding go together", hint));
    }
    let Some(reason) = args.why.as_deref().and_then(Name::read) else {
        let hint = format!("say how it is explained: tollbook amend finding {handle} --accept -m WHY");
        return Err(Error::usage("a finding is accepted with a reason", hint));
    };
    let options = FindingOptions { finding: handle.to_owned(), reason, dry_run: context.global.dry_run };
    let mut store = stores::open_to_write(context)?;
    let report = finding::accept(&mut store, &options, &author(context))?;
    context.print_receipt(&store, report.entry, &report)
}

/// A printed sentence of which a person took care: `amend printed 7 --done -m WHY`.
pub fn printed(args: &Args, what: &str, number: &str, context: &mut Context) -> Result<Done, Error> {
    let Some(printed) = number.parse().ok().filter(|_| what == "printed" && args.done) else {
        let hint = "name the sentence by its number, as tollbook check --printed prints it: tollbook amend printed 7 --done -m WHY";
        return Err(Error::usage("--done and the number of a printed sentence go together", hint));
    };
    let Some(why) = args.why.as_deref().map(str::trim).filter(|why| !why.is_empty()) else {
        let hint = format!("say what was done: tollbook amend printed {printed} --done -m WHY");
        return Err(Error::usage("a printed sentence is signed with a reason", hint));
    };
    let options = SignOptions { printed, why: why.to_owned(), dry_run: context.global.dry_run };
    let mut store = stores::open_to_write(context)?;
    let report = sign(&mut store, &options, &author(context))?;
    context.print_receipt(&store, report.entry, &report)
}

/// What flags say, field by field.
pub fn given_of(flags: &[(NameField, &Option<String>)]) -> Vec<(NameField, String)> {
    flags.iter().filter_map(|(field, value)| Some((*field, value.as_deref()?.trim().to_owned()))).collect()
}
