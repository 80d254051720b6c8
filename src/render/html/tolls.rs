//! Tables of answers: what is counted, the number, how far the sources agree, who says so, for which day.

use maud::Markup;

use crate::report::address::PageId;
use crate::report::answer::{AnswerReport, as_of, verdict};
use crate::report::pages::linked::counted;

use super::pieces::{Drawing, link, name};
use super::table::{HtmlCell, HtmlRow, boxed, figure, row, words};

/// What stands in the first column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TollNaming {
    /// What is counted: the event and the place stand above.
    Counted,
    /// The event, the place, and what is counted.
    Whole,
}

/// A table of answers, each with the page of its series.
pub fn tolls<'t>(
    drawing: Drawing<'_>,
    caption: &str,
    naming: TollNaming,
    tolls: impl Iterator<Item = (&'t AnswerReport, Option<&'t PageId>)>,
) -> Markup {
    let rows: Vec<HtmlRow> =
        tolls.map(|(report, series)| row(one(drawing, naming, report, series).collect())).collect();
    boxed(caption, &["What is counted", "Figure", "Verdict", "Who says so", "As of"], &rows)
}

fn one<'t>(
    drawing: Drawing<'_>,
    naming: TollNaming,
    report: &'t AnswerReport,
    series: Option<&PageId>,
) -> impl Iterator<Item = HtmlCell> + use<'t> {
    let what = match naming {
        TollNaming::Counted => counted(&report.scope),
        TollNaming::Whole => report.scope.heading(),
    };
    let what = name(&what);
    let what = match series {
        Some(series) => link(drawing, series, &what),
        None => what,
    };
    std::iter::once(words(what)).chain(answer(report))
}

/// The cells of an answer: its number, its verdict, its attribution, its day.
pub fn answer(report: &AnswerReport) -> [HtmlCell; 4] {
    let shown = &report.shown;
    let printed = if shown.printed.is_empty() { &shown.no_number } else { &shown.printed };
    [
        figure(name(printed)),
        words(name(&verdict(report))),
        words(name(&report.attribution)),
        words(name(as_of(report))),
    ]
}
