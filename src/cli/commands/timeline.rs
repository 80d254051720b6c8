//! `timeline`: a series over time, one column an authority.

use crate::cli::clocks::Heeds;
use crate::cli::emit::Output;
use crate::cli::global::Filters;
use crate::cli::{Context, Done, stores};
use crate::desk::knew::knew;
use crate::desk::timeline::timeline;
use crate::desk::{Criteria, Error, Store};
use crate::report::timeline::wide::{self, wide};

/// Shows a series over time: one column an authority, a row a day, the step from each figure to the next; bounds keep their words, revisions and withdrawals are marked, mere repetitions left out. With --csv a table for a charting tool: of one series a column an authority, of several a row a figure; --wide and --long choose.
///
/// Examples:
///   tollbook timeline gaza killed --count-type total --group people
///   tollbook timeline --event "Deraa strike"
///   tollbook timeline gaza injured --csv
///   tollbook timeline gaza --count-type total --wide -o chart.csv
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// As CSV, a row a figure, also of one series
    #[arg(long, conflicts_with = "wide")]
    long: bool,
    /// As CSV, a row a day and a column of numbers for each authority of each series
    #[arg(long)]
    wide: bool,
    /// What was known when: a row for each day on which the public came to know another figure, of --as-of DAY or the newest day
    #[arg(long, conflicts_with_all = ["wide", "long"])]
    knew: bool,
    #[command(flatten)]
    filters: Filters,
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
}

/// The clocks that it heeds.
pub fn heeds(_: &Args, _: &Context) -> Heeds {
    Heeds::all()
}

/// Runs the command.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let layout = args.layout();
    if layout != CsvLayout::ByNumber {
        if context.out.is_json() {
            let what = "--long and --wide lay out a CSV, and JSON has one shape";
            return Err(Error::usage(what, "leave it out, or type --csv instead of --json or --jsonl"));
        }
        context.out.prefer_csv();
    }
    let store = stores::open(context)?;
    context.tell_settling()?;
    let criteria = args.filters.criteria(context, &store)?;
    if args.knew {
        let mut reports = context.out.each();
        knew(&store, &criteria, &mut |report| Ok(reports.add(&report)?))?;
        reports.end("")?;
    } else if context.out.is_csv() {
        match layout {
            CsvLayout::Wide => side_by_side(&store, &criteria, &mut context.out)?,
            CsvLayout::ByNumber => by_number(&store, &criteria, &mut context.out)?,
            CsvLayout::Long => one_by_one(&store, &criteria, &mut context.out)?,
        }
    } else {
        one_by_one(&store, &criteria, &mut context.out)?;
    }
    Ok(Done::Well)
}

/// Each timeline as it comes: as text or JSON, or as a long table.
fn one_by_one(store: &Store, criteria: &Criteria, out: &mut Output) -> Result<(), Error> {
    let mut reports = out.each();
    timeline(store, criteria, &mut |report| Ok(reports.add(&report)?))?;
    Ok(reports.end("")?)
}

/// One wide table of all series.
fn side_by_side(store: &Store, criteria: &Criteria, out: &mut Output) -> Result<(), Error> {
    let mut reports = Vec::new();
    timeline(store, criteria, &mut |report| {
        reports.push(report);
        match wide::count(&reports) <= wide::MOST_LINES {
            true => Ok(()),
            false => Err(Error::usage(
                format!(
                    "a wide table has room for {} lines, and more authorities and series are asked for",
                    wide::MOST_LINES
                ),
                "ask for fewer: tollbook timeline --event NAME --wide; or take a row a figure: tollbook timeline --long",
            )),
        }
    })?;
    Ok(out.table(&wide(&reports))?)
}

/// One series as a wide table; several as a long one, with a row a figure.
fn by_number(store: &Store, criteria: &Criteria, out: &mut Output) -> Result<(), Error> {
    let (mut alone, mut several, mut any) = (None, out.each(), false);
    timeline(store, criteria, &mut |report| {
        if !std::mem::replace(&mut any, true) {
            alone = Some(report);
            return Ok(());
        }
        if let Some(first) = alone.take() {
            several.add(&first)?;
        }
        Ok(several.add(&report)?)
    })?;
    match alone {
        Some(one) => {
            drop(several);
            out.table(&wide(&[one]))?;
        }
        None => several.end("")?,
    }
    Ok(())
}
