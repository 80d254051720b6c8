//! Timelines for people: a chart above the table where few series are asked for, else the tables alone.

use super::Args;
use crate::chart::{Chart, ChartOptions};
use crate::cli::Context;
use crate::desk::{Criteria, Error, Store};
use crate::export::audience::Audience;
use crate::render::text;
use crate::report::page::Page;
use crate::report::pictured::PictureReport;
use crate::report::timeline::TimelineReport;

/// How many series are drawn; of more the tables are printed alone, so that nobody has to look for a number between charts.
const DRAWN: usize = 3;

/// How many rows of a table a terminal shows.
const ROWS: usize = 40;

/// Prints them.
pub fn print(args: &Args, asked: (&Store, &Criteria), context: &mut Context) -> Result<(), Error> {
    let (mut waiting, mut all) = (Vec::new(), 0_usize);
    let rows = if context.out.is_on_screen() { ROWS } else { usize::MAX };
    let mut reports = context.out.each::<TimelineReport>();
    args.each_picture(asked, Audience::Internal, &mut |page, picture| {
        all += 1;
        waiting.push((cut(page, rows), picture));
        if all > DRAWN {
            waiting.drain(..).try_for_each(|(page, _)| reports.add_page(page, |_, _| Ok(())))?;
        }
        Ok(())
    })?;
    for (page, picture) in waiting {
        reports.add_page(page, |out, style| {
            if !spans_days(&picture) {
                return Ok(());
            }
            let columns = text::chart::columns(style);
            let options = ChartOptions { spacing: args.spacing(), columns };
            let mut chart = Chart::of(&picture, options);
            if args.knew {
                // The page says it already.
                chart.subtitle.clear();
            }
            text::chart::chart(out, &chart, style, args.letters())?;
            writeln!(out)
        })?;
    }
    reports.end("")?;
    if all > DRAWN && !context.global.quiet {
        let how = "narrow it with --event, --place, --measure, --count-type";
        context.out.remark(&format!("{all} series; a chart is drawn of {DRAWN} at most: {how}"))?;
    }
    Ok(())
}

fn cut(page: Page, rows: usize) -> Page {
    page.with_last_rows(rows, |left_out| {
        format!("{left_out} rows stand above these; all of them: --csv, --json, or -o FILE.txt")
    })
}

/// Whether there is anything to draw: what holds for one day is said by the table.
fn spans_days(picture: &PictureReport) -> bool {
    let mut days = picture.figures.iter().map(|figure| figure.days.last);
    let first = days.next();
    days.any(|day| Some(day) != first)
}
