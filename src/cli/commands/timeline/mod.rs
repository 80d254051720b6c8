//! `timeline`: a series over time: a chart, a row a day, one column an authority.

mod picture;
mod table;
mod text;

use clap::ValueEnum;

use crate::chart::Spacing;
use crate::cli::clocks::Heeds;
use crate::cli::global::Filters;
use crate::cli::sharing::SharingFlag;
use crate::cli::{Context, Done, stores};
use crate::desk::knew::knew;
use crate::desk::pictures::pictures;
use crate::desk::{Criteria, Error, Store};
use crate::export::audience::Audience;
use crate::render::text::chart::Letters;
use crate::report::page::Page;
use crate::report::pictured::PictureReport;

/// Draws a series over time, and lists it: one column an authority, a row a day, the step from each figure to the next; bounds keep their words, revisions and withdrawals are marked, mere repetitions left out. With -o chart.svg, .png or .html a picture. With --csv a table for a charting tool: of one series a column an authority, of several a row a figure; --wide and --long choose.
///
/// Examples:
///   tollbook timeline gaza killed --count-type total --group people
///   tollbook timeline --event "Deraa strike"
///   tollbook timeline ahli -o ahli.svg
///   tollbook timeline ahli --knew --as-of 2023-10-18
///   tollbook timeline gaza injured --csv
///   tollbook timeline gaza --count-type total --wide -o chart.csv
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// As CSV, a row a figure, also of one series
    #[arg(long, conflicts_with = "wide")]
    long: bool,
    /// As CSV, a row a day and a column an authority of each series
    #[arg(long)]
    wide: bool,
    /// What was known when, of --as-of DAY or else of the newest day
    #[arg(long, conflicts_with_all = ["wide", "long"])]
    knew: bool,
    /// How the counts of a chart are set out
    #[arg(long, value_name = "SCALE")]
    scale: Option<ChartScale>,
    /// How wide a picture is, in pixels; otherwise 720
    #[arg(long, value_name = "PX", value_parser = clap::value_parser!(u32).range(240..=4000))]
    width: Option<u32>,
    /// Draw the chart of a screen with nothing but ASCII
    #[arg(long)]
    ascii: bool,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    sharing: SharingFlag,
}

/// How the counts of a chart are set out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ChartScale {
    /// From zero on, the same distance for the same number of people
    Linear,
    /// The same distance for the same multiple; the chart says so
    Log,
}

/// How a CSV is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CsvLayout {
    /// One series is wide, several are long.
    ByNumber,
    Long,
    Wide,
}

impl Args {
    fn layout(&self) -> CsvLayout {
        match (self.long, self.wide) {
            (true, _) => CsvLayout::Long,
            (false, true) => CsvLayout::Wide,
            (false, false) => CsvLayout::ByNumber,
        }
    }

    fn spacing(&self) -> Spacing {
        match self.scale {
            None | Some(ChartScale::Linear) => Spacing::Linear,
            Some(ChartScale::Log) => Spacing::Logarithmic,
        }
    }

    fn letters(&self) -> Letters {
        if self.ascii { Letters::Ascii } else { Letters::Unicode }
    }

    /// Hands each page and its picture to `take`.
    fn each_picture(
        &self,
        (store, criteria): (&Store, &Criteria),
        audience: Audience,
        take: &mut dyn FnMut(Page, PictureReport) -> Result<(), Error>,
    ) -> Result<(), Error> {
        match self.knew {
            true => knew(store, criteria, audience, &mut |report, picture| take(Page::of(&report), picture)),
            false => {
                pictures(store, criteria, audience, &mut |picture| take(Page::of(&picture.timeline), picture))
            }
        }
    }

    /// Refuses flags that would change nothing of what is printed.
    fn refuse_idle(&self, context: &Context) -> Result<(), Error> {
        let (out, has_layout) = (&context.out, self.layout() != CsvLayout::ByNumber);
        let (is_picture, is_chart) = (out.picture().is_some(), out.is_text() && !has_layout);
        let has_chart_flag = self.scale.is_some() || self.ascii;
        let refused = match self.width {
            _ if is_picture && !out.is_text() => PICTURE_IN_ANOTHER_FORMAT,
            _ if is_picture && has_layout => LAYOUT_OF_A_PICTURE,
            _ if is_picture && self.ascii => ASCII_OF_A_PICTURE,
            Some(_) if !is_picture => WIDTH_OF_NO_PICTURE,
            _ if has_layout && out.is_json() => LAYOUT_OF_JSON,
            _ if has_chart_flag && !is_chart => CHART_OF_A_TABLE,
            _ => return Ok(()),
        };
        Err(Error::usage(refused.0, refused.1))
    }
}

/// What is refused, and what to type instead.
type Refused = (&'static str, &'static str);

const PICTURE_IN_ANOTHER_FORMAT: Refused = (
    "the file is to be a picture, and --csv, --json and --jsonl are none",
    "leave that flag out, or name a file that ends in .csv or .json",
);
const LAYOUT_OF_A_PICTURE: Refused = (
    "--long and --wide lay out a CSV, and a picture is none",
    "leave it out, or name a file that ends in .csv",
);
const LAYOUT_OF_JSON: Refused = (
    "--long and --wide lay out a CSV, and JSON has one shape",
    "leave it out, or type --csv instead of --json or --jsonl",
);
const ASCII_OF_A_PICTURE: Refused =
    ("--ascii is for a chart of letters", "leave it out: a picture in a file has none");
const WIDTH_OF_NO_PICTURE: Refused = (
    "--width is for a picture in a file, and text is as wide as the screen",
    "name the file, as in tollbook timeline WORDS -o chart.svg --width 360",
);
const CHART_OF_A_TABLE: Refused = (
    "--scale and --ascii are for a chart, and a table has none",
    "leave it out; a chart is drawn without --csv, --json, --long and --wide",
);

/// The clocks that it heeds.
pub fn heeds(_: &Args, _: &Context) -> Heeds {
    Heeds::all()
}

/// Opens the file that is to be written, before anything else is done.
///
/// # Errors
/// A file that may not be written, or a picture that this build cannot draw.
pub fn prepare(args: &Args, context: &mut Context) -> Result<(), Error> {
    context.out.sharing = args.sharing.sharing();
    context.out.replaces = args.sharing.replaces();
    context.out.prepare_for_pictures()
}

/// Runs the command.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    args.refuse_idle(context)?;
    let layout = args.layout();
    if layout != CsvLayout::ByNumber {
        context.out.prefer_csv();
    }
    let store = stores::open(context)?;
    context.tell_settling()?;
    let criteria = args.filters.criteria(context, &store)?;
    match context.out.picture() {
        Some(file) => picture::draw(args, (&store, &criteria), file, context)?,
        None if context.out.is_text() => text::print(args, (&store, &criteria), context)?,
        None if args.knew => {
            let mut reports = context.out.each();
            knew(&store, &criteria, Audience::Internal, &mut |report, _| Ok(reports.add(&report)?))?;
            reports.end("")?;
        }
        None if context.out.is_csv() => table::print(&store, &criteria, layout, &mut context.out)?,
        None => table::one_by_one(&store, &criteria, &mut context.out)?,
    }
    Ok(Done::Well)
}
