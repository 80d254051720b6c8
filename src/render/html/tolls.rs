//! Tables of answers: what is counted, the number, how far the sources agree, who says so, for which day.

use maud::{Markup, html};

use crate::report::address::PageId;
use crate::report::answer::{AnswerReport, as_of, verdict};
use crate::report::pages::linked::counted;

use super::pieces::{Drawing, boxed, link, name};

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
    let rows = html! { @for (report, series) in tolls { (one(drawing, naming, report, series)) } };
    boxed(caption, &["What is counted", "Figure", "Verdict", "Who says so", "As of"], &rows)
}

fn one(drawing: Drawing<'_>, naming: TollNaming, report: &AnswerReport, series: Option<&PageId>) -> Markup {
    let what = match naming {
        TollNaming::Counted => counted(&report.scope),
        TollNaming::Whole => report.scope.heading(),
    };
    let what = name(&what);
    html! {
        tr {
            th scope="row" { @match series { Some(series) => (link(drawing, series, &what)), None => (what) } }
            (answer(report))
        }
    }
}

/// The cells of an answer: its number, its verdict, its attribution, its day.
pub fn answer(report: &AnswerReport) -> Markup {
    let shown = &report.shown;
    html! {
        td.figure { @if shown.printed.is_empty() { (name(&shown.no_number)) } @else { (name(&shown.printed)) } }
        td { (verdict(report)) }
        td { (name(&report.attribution)) }
        td { (name(as_of(report))) }
    }
}
