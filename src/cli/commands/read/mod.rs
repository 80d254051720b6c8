//! `read`: an article into drafts of figures, which a person confirms.

use std::path::PathBuf;

use crate::cli::clocks::{Clock, Heeds, leave_out};
use crate::cli::flags::{encoding, moment};
use crate::cli::{Context, Done};
use crate::desk::Error;
use crate::desk::article::article;
use crate::desk::read::read;
use crate::intake::article::Markup;
use crate::model::date::Moment;
use crate::report::read;

/// Reads an article and proposes the figures that stand in it: the words of each number, what it counts, who says it, and of which day it is. Nothing is guessed: what the text does not say stays blank. Only English is read.
///
/// Examples:
///   tollbook read story.txt --published-on 2023-10-25 --jsonl
///   pbpaste | tollbook read - --published-on 2023-10-25 --jsonl
///   tollbook read story.html --html --jsonl
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// The article: a text file, or - for standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// When it was published: days such as "Tuesday" are worked out from it
    #[arg(long, value_name = "DAY", value_parser = moment)]
    published_on: Option<Moment>,
    /// The file is a web page: its tags are taken off first
    #[arg(long)]
    html: bool,
    /// The encoding of the file: --encoding windows-1252
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    encoding: Option<String>,
}

/// The clocks that it heeds.
pub fn heeds(_: &Args, _: &Context) -> Heeds {
    Heeds::none(|clock, asked| match clock {
        Clock::AsOf => "leave --as-of out: the day of a figure is what the text says".to_owned(),
        Clock::KnownOn => format!("say when the article was published: --published-on {asked}"),
        Clock::RecordedBy => leave_out(clock, asked),
    })
}

/// Runs the command. Exit code 1 where nothing is ticked.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let markup = if args.html { Markup::Html } else { Markup::Plain };
    let article = article(&args.file, args.encoding.as_deref(), markup)?;
    if let Some(remark) = article.remark.as_ref().filter(|_| !context.global.quiet) {
        context.out.remark(remark)?;
    }
    let read = read(article, args.published_on);
    context.out.list(&read.proposals, read::table)?;
    Ok(if read.proposals.iter().any(|one| one.ticked) { Done::Well } else { Done::LookAtIt })
}
