//! `amend`: mends what this desk did: what it typed, what it says about names and sources, what it may not keep.

mod asked;
mod figure;
mod hold;
mod many;
mod names;
mod store;

use crate::cli::clocks::{Heeds, leave_out};
use crate::cli::global::FilterFlags;
use crate::cli::{Context, Done};
use crate::desk::Error;
use crate::desk::amend::figure::Typo;
use crate::model::shell;

use asked::AskedFlags;
use names::NameFlags;
use store::StoreFlags;

/// Mends what this desk did; what the world did is a new figure (tollbook add). A typing error of ours: the figure becomes void and the mended one takes its place, with its details, refs and links. What the desk says about names, sources and findings: said once, it applies whenever a question is asked; figures keep the names that were printed, and an empty value takes back what was said. Each is an entry that can be undone, and --recorded-by gives the answer of the day. --redact alone cannot be undone: it erases a text because the law demands it.
///
/// Examples:
///   tollbook amend 12 --typo figure=704 -m "misread the report"
///   tollbook amend authority "Gaza Health Ministry" --say-as "Gaza officials"
///   tollbook amend event "Gaza war" --stale-after 14d -m "weekly reports"
///   tollbook amend authority "Gaza MoH" --same-as "Gaza Health Ministry"
///   tollbook amend 12 --void -m "entered for the wrong event"
///   tollbook amend --where "gaza killed --entry 3" --typo published_on=2023-10-25 -m "the day before was typed" -n
///   tollbook amend 12 --redact speaker -m "court order" -n
///   tollbook amend authority "Gaza Health Ministry" --rank 1 --kind health
///   tollbook amend authority "Gaza Health Ministry" --rank 1 --for-event "Gaza war" --for-measure killed -m "it counts by name"
///   tollbook amend event "Gaza war" --house-line "Gaza Health Ministry" --until 2024-05-01 -m "the UN has none for now"
///   tollbook amend authority "Gaza Health Ministry" --reports monthly --party-to "Gaza war"
///   tollbook amend 12 --asked "Gaza Health Ministry" --on 2023-11-02 --answer none
///   tollbook amend store --zone Asia/Manila
///   tollbook amend source 1 --gone-on 2024-03-01 --archive https://archive.example/1
///   tollbook amend finding total_fell:43,42 --accept -m "the ministry counted identified bodies"
///   tollbook amend printed 7 --done -m "corrected at 10:40, and the headline with it"
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// A figure (id, ref or uid:), entry, store, or what the name is of: authority, event, place, publisher, group, source, finding, printed
    #[arg(value_name = "ID|KIND", required_unless_present = "chosen")]
    what: Option<String>,
    /// The name; of a source its number or url; of a finding CODE:ID,ID
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// All figures that a filter chooses, written in quotes
    #[arg(long = "where", id = "chosen", value_name = "FILTER", num_args = 0..=1, default_missing_value = "", allow_hyphen_values = true)]
    chosen: Option<String>,
    /// We typed it wrong: the field and what it should have been
    #[arg(long, value_name = "FIELD=VALUE", value_parser = figure::typo, conflicts_with_all = ["void", "redact"])]
    typo: Vec<Typo>,
    /// We should not have entered it at all
    #[arg(long, conflicts_with = "redact")]
    void: bool,
    /// Erase a text for good because the law demands it
    #[arg(long, value_name = "FIELD", value_enum)]
    redact: Option<figure::Erasable>,
    #[command(flatten)]
    said: NameFlags,
    #[command(flatten)]
    asked: AskedFlags,
    #[command(flatten)]
    store: StoreFlags,
    /// The day from which a source was no longer to be found
    #[arg(long, value_name = "DAY", help_heading = "Less often")]
    gone_on: Option<String>,
    /// Where a copy of a source is kept
    #[arg(long, value_name = "URL", help_heading = "Less often")]
    archive: Option<String>,
    /// A finding is explained, and -m says how
    #[arg(long, help_heading = "Less often")]
    accept: bool,
    /// A printed sentence is taken care of, and -m says how
    #[arg(long, help_heading = "Less often")]
    done: bool,
    /// Hold a figure back: it is in no answer until it is released
    #[arg(long, help_heading = "Less often", conflicts_with_all = ["release", "typo", "void", "redact", "accept"])]
    hold: bool,
    /// Release a held figure, or what an entry recorded: amend entry 3 --release
    #[arg(long, help_heading = "Less often", conflicts_with_all = ["typo", "void", "redact", "accept"])]
    release: bool,
    /// Why
    #[arg(short = 'm', long = "why", value_name = "WHY")]
    why: Option<String>,
    #[command(flatten)]
    flags: FilterFlags,
}

impl Args {
    /// Whether something is said that can be said of a source alone.
    fn is_of_source(&self) -> bool {
        self.gone_on.is_some() || self.archive.is_some()
    }
}

/// The clocks that it heeds.
pub fn heeds(_: &Args, _: &Context) -> Heeds {
    Heeds::none(leave_out).recording()
}

/// Runs the command.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    if args.chosen.is_some() && !(args.hold || args.release) {
        return many::run(args, context);
    }
    if args.flags != FilterFlags::default() {
        let hint = "add --where to mend all figures that they choose: tollbook amend --where WORDS --entry ENTRY --typo FIELD=VALUE -m WHY -n";
        return Err(Error::usage("filters choose figures, and here one thing is named", hint));
    }
    context.out.no_csv("amend")?;
    if args.hold || args.release {
        return hold::run(args, context);
    }
    let what = args.what.as_deref().unwrap_or_default();
    let of_figure = !args.typo.is_empty() || args.void || args.redact.is_some();
    if !args.store.said().is_empty() || (what == "store" && args.name.is_none() && !of_figure) {
        return store::store(args, context);
    }
    if args.asked.are_given() {
        return match &args.name {
            None if !of_figure && args.said.are_none() => asked::asked(args, what, context),
            _ => Err(Error::usage(
                "--asked is said of one figure, and of nothing else",
                "name the figure by its id: tollbook amend ID --asked BODY --on DAY",
            )),
        };
    }
    match (&args.name, of_figure) {
        (Some(number), false) if what == "printed" || args.done => {
            names::printed(args, what, number, context)
        }
        (Some(_), true) => Err(Error::usage(
            "--typo, --void and --redact mend a figure, and this is a name",
            "name the figure by its id: tollbook amend ID --void -m WHY",
        )),
        (Some(name), false) if what == "finding" || args.accept => names::finding(args, what, name, context),
        (Some(name), false) if what == "source" => names::source(args, name, context),
        (Some(name), false) => names::name(args, what, name, context),
        (None, _) if !args.said.are_none() || args.is_of_source() => Err(Error::usage(
            format!("`{what}` is what to amend, and its name is missing"),
            "write what it is the name of, then the name: tollbook amend authority \"Gaza MoH\" --rank 1",
        )),
        (None, true) => match args.redact {
            Some(field) => figure::redact(args, what, field, context),
            None => figure::run(args, what, context),
        },
        (None, false) => Err(Error::usage(
            format!("nothing is said about `{what}`"),
            format!(
                "say it with a flag: tollbook amend {0} --typo FIELD=VALUE -m WHY, or tollbook amend {0} --void -m WHY; of a name: tollbook amend authority NAME --say-as WORDS",
                shell::word(what)
            ),
        )),
    }
}
