//! What we printed: `check --keep` puts sentences into the ledger, `check --printed` tells which of them need a hand.

use crate::cli::entering::author;
use crate::cli::{Context, Done, stores};
use crate::desk::Error;
use crate::desk::check::claims::GivenClaims;
use crate::desk::printed::keep::{self, KeepOptions};
use crate::desk::printed::list::{Notices, WorklistExtent, WorklistOptions, worklist};
use crate::model::date::PartialDate;

/// The flags of what was printed.
#[derive(clap::Args, Debug)]
pub struct PrintedFlags {
    /// Keep the sentences as printed, to be looked at again
    #[arg(long, help_heading = "What we printed")]
    pub keep: bool,
    /// Where they stand: a headline, a page
    #[arg(long = "where", value_name = "STORY", requires = "keep", help_heading = "What we printed")]
    story: Option<String>,
    /// Their address
    #[arg(long, value_name = "URL", requires = "keep", help_heading = "What we printed")]
    url: Option<String>,
    /// The kept sentences that need a hand, worst first
    #[arg(long, conflicts_with_all = ["claim", "keep", "printed_on", "annotate", "claimreview", "html", "encoding"], help_heading = "What we printed")]
    pub printed: bool,
    /// Those that need none too
    #[arg(long, requires = "printed", help_heading = "What we printed")]
    all: bool,
    /// Draft a line for readers: a person finishes it
    #[arg(long, requires = "printed", help_heading = "What we printed")]
    notice: bool,
}

/// Keeps what was printed.
pub fn keep(
    flags: &PrintedFlags,
    given: GivenClaims,
    printed_on: Option<PartialDate>,
    context: &mut Context,
) -> Result<Done, Error> {
    context.out.no_csv("check --keep")?;
    let tidy = |text: &Option<String>| {
        text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let options = KeepOptions {
        given,
        place: tidy(&flags.story),
        url: tidy(&flags.url),
        printed_on,
        today: context.today,
        dry_run: context.global.dry_run,
    };
    let mut store = stores::open_to_write(context)?;
    let report = keep::keep(&mut store, &options, &author(context))?;
    context.print_receipt(&store, report.entry, &report)
}

/// Lists what needs a hand. Exit code 1 where something does.
pub fn list(flags: &PrintedFlags, context: &mut Context) -> Result<Done, Error> {
    let store = stores::open(context)?;
    context.tell_settling()?;
    let options = WorklistOptions {
        question: context.question,
        extent: if flags.all { WorklistExtent::All } else { WorklistExtent::ToDo },
        notices: if flags.notice { Notices::Drafted } else { Notices::LeftOut },
    };
    let (sentences, tally) = worklist(&store, &options)?;
    let mut out = context.out.each();
    sentences.iter().try_for_each(|sentence| out.add(sentence))?;
    let mut closing = tally.closing();
    if !sentences.is_empty() {
        closing = closing.below_another();
    }
    out.end_with(&closing)?;
    Ok(if tally.has_work() { Done::LookAtIt } else { Done::Well })
}
