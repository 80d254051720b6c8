//! `read`: an article into drafts of figures, which a person confirms.

mod ask;

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use crate::cli::asking::ask;
use crate::cli::clocks::{Clock, Flag, Heeds, leave_out};
use crate::cli::entering::{HoldFlags, agrees, holding_author};
use crate::cli::flags::{constant, encoding, moment};
use crate::cli::{Context, Done, stores};
use crate::desk::add::Cells;
use crate::desk::article::article;
use crate::desk::read::{self, ReadOptions, ReadPlan, RowsWanted, apply, confirm, plan, remarks, table};
use crate::desk::{Author, Error};
use crate::intake::article::Markup;
use crate::model::column::{Field, RowPart};
use crate::phrase::number::several;
use crate::render::text::draw;

use ask::LineAsker;

/// Reads an article and proposes the figures that stand in it: the words of each number, what it counts, who says it, and of which day it is. Nothing is guessed: what the text does not say stays blank. Only English is read. On a terminal each figure is shown and asked for, and what is accepted is recorded with the text. Elsewhere, or with -o, the figures are rows of a house CSV to be looked through and imported. A store, where there is one, names events, places and authorities.
///
/// Examples:
///   tollbook read story.txt --publisher "Al Jazeera" --published-on 2023-10-25 --event "Deraa strike"
///   tollbook read story.txt --publisher Reuters --published-on 2023-10-25 -o story.csv
///   cat story.txt | tollbook read - --published-on 2023-10-25 --jsonl
///   tollbook read story.html --html --jsonl
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// The article: a text file, or - for standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Who published it
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// When it was published: days such as "Tuesday" are worked out from it
    #[arg(long, value_name = "DAY", value_parser = moment)]
    published_on: Option<String>,
    /// Its title
    #[arg(long, value_name = "WORDS")]
    title: Option<String>,
    /// Its address
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// The event that its figures are of, as this desk names it
    #[arg(long, value_name = "NAME")]
    event: Option<String>,
    /// Where, for figures of which the text names no place
    #[arg(long, value_name = "NAME")]
    place: Option<String>,
    /// Give a field one value wherever the text does not tell it: --set language=en
    #[arg(long, value_name = "FIELD=VALUE", value_parser = constant)]
    set: Vec<(String, String)>,
    /// In a CSV: write the figures that are not ticked as well, each with the reason in its note
    #[arg(long)]
    unticked: bool,
    /// The file is a web page: its tags are taken off first
    #[arg(long)]
    html: bool,
    #[command(flatten)]
    hold: HoldFlags,
    /// The encoding of the file: --encoding windows-1252
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    encoding: Option<String>,
}

/// The clocks that it heeds.
pub fn heeds(args: &Args, context: &Context) -> Heeds {
    let heeds = Heeds::none(|clock, asked| match clock {
        Clock::AsOf => "leave --as-of out: the day of a figure is what the text says".to_owned(),
        Clock::KnownOn => format!("say when the article was published: --published-on {asked}"),
        Clock::RecordedBy => leave_out(clock, asked),
    });
    // Where nobody is asked, nothing is recorded, and nobody did it.
    if asks(args, context) { heeds.recording() } else { heeds.and(Flag::DryRun) }
}

/// Runs the command. Exit code 1 where nothing is ticked or accepted, or a name may be one of several.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let markup = if args.html { Markup::Html } else { Markup::Plain };
    let story = article(&args.file, args.encoding.as_deref(), markup)?;
    if let Some(remark) = story.remark.as_ref().filter(|_| !context.global.quiet) {
        context.out.remark(remark)?;
    }
    let mut options = ReadOptions { cells: cells(args)?, recorded_on: context.today };
    let asks = asks(args, context);
    if args.hold.hold && !asks {
        return Err(Error::usage(
            "--hold holds what is recorded, and here drafts are written",
            "write them, then hold them as they are imported: tollbook import DRAFTS.csv --hold -m WHY",
        ));
    }
    if asks {
        ask_for_source(&mut options)?;
    }
    let store = stores::to_read(context)?;
    let plan = plan(story, options, store.as_ref())?;
    drop(store);
    if asks {
        return ask_for_each(plan, holding_author(&args.hold, context), context);
    }
    let wanted = if args.unticked { RowsWanted::UntickedToo } else { RowsWanted::Ticked };
    if !(context.out.is_on_screen() || context.global.dry_run) {
        context.out.prefer_csv();
    }
    if context.out.is_text() {
        context.out.one(&read::story(&plan))?;
    } else {
        context.out.list(&plan.reports(), |_| table(&plan, wanted))?;
    }
    if context.out.is_csv() && !context.global.quiet {
        context.out.print_problems(&plan.story.shown, &remarks(&plan, wanted))?;
    }
    Ok(if plan.needs_a_person() { Done::LookAtIt } else { Done::Well })
}

/// Whether a person is there to be asked. What comes through standard input leaves no room for answers.
fn asks(args: &Args, context: &Context) -> bool {
    let is_piped = args.file == Path::new("-");
    let quiet = context.global.quiet || context.global.dry_run;
    let person = io::stdin().is_terminal() && io::stderr().is_terminal();
    context.out.is_on_screen() && person && !is_piped && !quiet
}

/// Who published the article, and when: without that no day of the week has a date.
fn ask_for_source(options: &mut ReadOptions) -> Result<(), Error> {
    let blank = |field: &Field| !options.cells.contains_key(field);
    let fields: Vec<Field> = [Field::Publisher, Field::PublishedOn].into_iter().filter(blank).collect();
    ask(&fields, &mut options.cells, &mut io::stdin().lock(), &mut io::stderr().lock())?;
    options.cells.retain(|_, text| !text.is_empty());
    Ok(())
}

/// Shows the text, asks for each figure, and records what was accepted as one entry.
fn ask_for_each(mut plan: ReadPlan, author: Author, context: &mut Context) -> Result<Done, Error> {
    let style = context.out.style();
    let accepted = {
        let (input, out) = (&mut io::stdin().lock(), &mut io::stderr().lock());
        draw::page(out, &read::story(&plan).above(), style)?;
        confirm(&mut plan, &mut LineAsker { input, out, style })?
    };
    let question = format!("record {} as one entry?", several(accepted.len() as u64, "figure"));
    let accepted = match accepted.is_empty() || agrees(context, &question, |_, _| Ok(()))? {
        true => accepted,
        false => Vec::new(),
    };
    let recorded = apply(stores::to_write(context), &plan, &accepted, &author)?;
    let answers = recorded.store.as_ref().map(|store| (store, &recorded.touched));
    context.print_below(answers, recorded.receipt.entry, &recorded.receipt)?;
    Ok(if accepted.is_empty() { Done::LookAtIt } else { Done::Well })
}

/// The cells that the command line gives.
fn cells(args: &Args) -> Result<Cells, Error> {
    let flags = [
        (Field::Publisher, &args.publisher),
        (Field::PublishedOn, &args.published_on),
        (Field::Title, &args.title),
        (Field::Url, &args.url),
        (Field::Event, &args.event),
        (Field::Place, &args.place),
    ];
    let given = flags.into_iter().filter_map(|(field, text)| Some((field, text.as_ref()?.trim().to_owned())));
    let mut cells: Cells = given.filter(|(_, text)| !text.is_empty()).collect();
    for (name, value) in &args.set {
        let field = Field::from_name(name).filter(|field| !is_of_one_figure(*field));
        let Some(field) = field else {
            return Err(Error::usage(
                format!("{name} is what the text says, and no value is right for every figure of it"),
                "leave it out, and change it in the rows that are written",
            ));
        };
        let said = cells.entry(field).or_insert_with(|| value.clone());
        if said != value {
            return Err(Error::usage(
                format!("{name} is given twice: `{said}` and `{value}`"),
                "leave one of the two out",
            ));
        }
    }
    Ok(cells)
}

/// Whether a field is of one figure alone.
fn is_of_one_figure(field: Field) -> bool {
    matches!(field.part(), RowPart::Figure | RowPart::Link) && field != Field::PublishedOn
        || [Field::Measure, Field::CountType, Field::Quote].contains(&field)
}
