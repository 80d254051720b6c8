//! `check`: a sentence, a text or a list of claims held against the ledger.

mod printed;

use crate::cli::clocks::{Clock, Flag, Heeds, ask_for_answers, leave_out};
use crate::cli::flags::encoding;
use crate::cli::global::day;
use crate::cli::{Context, Done, stores};
use crate::desk::Error;
use crate::desk::check::annotated::annotated;
use crate::desk::check::claims::{Claims, claims};
use crate::desk::check::{CheckEnd, CheckOptions, check};
use crate::export::audience::Audience;
use crate::intake::article::Markup;
use crate::model::date::{Asked, PartialDate};
use crate::report::check::CheckReport;
use crate::report::claim_review::ClaimReviewDraft;

/// Holds a sentence against the ledger: what can be written now, whether a figure prints its number, whose it is, and what others say. It never says that a claim is right or wrong.
///
/// A word that is the name of a file is that file, and - is standard input: a CSV with a column claim (and where, printed_on), else a text of which every number is checked. Anything else is a sentence. Only English is read.
///
/// What was printed can be kept (--keep): --printed then tells, on any later day, which sentences need a hand.
///
/// Examples:
///   tollbook check "704 people were killed in the Gaza war, the Gaza Health Ministry said"
///   tollbook check stories.csv --json
///   tollbook check story.txt --printed-on 2023-10-24 --annotate
///   tollbook check "Eight soldiers were killed in the Deraa strike" --known-on 2023-10-25
///   tollbook check story.txt --keep --where "front page" --printed-on 2023-10-24
///   tollbook check --printed --notice
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// A sentence; or a file with a text or with claims, or - for standard input
    #[arg(value_name = "CLAIM", required_unless_present = "printed")]
    claim: Option<String>,
    /// When it was printed: its verdict on that day, and what to do about it now
    #[arg(long, value_name = "DAY", value_parser = day)]
    printed_on: Option<Asked<PartialDate>>,
    /// Print the text with the verdicts beside its numbers
    #[arg(long, conflicts_with_all = ["claimreview", "keep"])]
    annotate: bool,
    /// Print drafts of schema.org ClaimReviews, as JSON-LD and without a rating
    #[arg(long, conflicts_with = "keep")]
    claimreview: bool,
    /// The file is a web page: its tags are taken off first
    #[arg(long)]
    html: bool,
    /// The encoding of the file: --encoding windows-1252
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    encoding: Option<String>,
    #[command(flatten)]
    kept: printed::PrintedFlags,
}

/// The clocks that it heeds.
pub fn heeds(args: &Args, _: &Context) -> Heeds {
    match () {
        () if args.kept.keep => Heeds::none(leave_out).recording(),
        () if args.kept.printed => Heeds::only(&[Clock::KnownOn, Clock::RecordedBy], ask_for_answers),
        () if args.claimreview => Heeds::all().and(Flag::Who),
        () => Heeds::all(),
    }
}

/// Runs the command. Exit code 1 where an item is not supported or needs a hand; 2 where one sentence is asked back or refused.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let Some(claim) = &args.claim else { return printed::list(&args.kept, context) };
    let markup = if args.html { Markup::Html } else { Markup::Plain };
    let given = claims(claim, args.encoding.as_deref(), markup)?;
    let remark = given.story.as_ref().and_then(|story| story.remark.as_deref());
    if let Some(remark) = remark.filter(|_| !context.global.quiet) {
        context.out.remark(remark)?;
    }
    let printed_on = args.printed_on.map(|day| day.on(context.today));
    if args.kept.keep {
        return printed::keep(&args.kept, given, printed_on, context);
    }
    let (store, claims) = (stores::open(context)?, given.claims);
    context.tell_settling()?;
    // A draft is handed on.
    let audience = if args.claimreview { Audience::Public } else { Audience::Internal };
    let options = CheckOptions { question: context.question, printed_on, audience };
    if args.annotate || args.claimreview {
        let mut items = Vec::new();
        let end = check(&store, &claims, &options, &mut |item| {
            items.push(item.clone());
            Ok(())
        })?;
        return match args.annotate {
            true => annotate(context, &claims, &items, end),
            false => drafts(context, &items, end),
        };
    }
    let mut out = context.out.each();
    let end = check(&store, &claims, &options, &mut |item| Ok(out.add(item)?))?;
    out.end("No number of people stands in this text.")?;
    Ok(done(end))
}

fn done(end: CheckEnd) -> Done {
    match end {
        CheckEnd::Supported => Done::Well,
        CheckEnd::NeedsALook => Done::LookAtIt,
        CheckEnd::Unanswered => Done::Nothing,
    }
}

/// Prints the text with the verdicts beside its numbers.
fn annotate(
    context: &mut Context,
    claims: &Claims,
    items: &[CheckReport],
    end: CheckEnd,
) -> Result<Done, Error> {
    let text = match claims {
        Claims::Sentence(text) | Claims::Text(text) => text,
        Claims::Rows(_) => {
            return Err(Error::usage(
                "a table of claims is not a text to be annotated",
                "leave --annotate out, or name the file of one text",
            ));
        }
    };
    context.out.no_csv("check --annotate")?;
    context.out.one(&annotated(text, items))?;
    Ok(done(end))
}

/// Prints the drafts of the items that the ledger settles.
fn drafts(context: &mut Context, items: &[CheckReport], end: CheckEnd) -> Result<Done, Error> {
    context.out.no_csv("check --claimreview")?;
    // Who works at the desk is nobody's business; whom a review names is typed for it.
    let who = context.global.who.clone().filter(|_| context.global.who_is_typed);
    let who = who.as_deref();
    let drafts: Vec<ClaimReviewDraft> =
        items.iter().filter_map(|item| ClaimReviewDraft::of(item, who)).collect();
    let left_out: Vec<String> = items
        .iter()
        .filter(|item| ClaimReviewDraft::of(item, who).is_none())
        .map(|item| format!("{}: {}", item.verdict, item.because))
        .collect();
    if let ([], [why, ..]) = (drafts.as_slice(), left_out.as_slice()) {
        return Err(Error::usage(
            format!("the ledger does not settle this claim ({why})"),
            "see what it holds without --claimreview",
        ));
    }
    context.out.document(&drafts)?;
    if !left_out.is_empty() && !context.global.quiet {
        context.out.remark(&format!("no draft of: {}", left_out.join("; ")))?;
    }
    Ok(done(end))
}
