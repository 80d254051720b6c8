//! A series over time as a table, and its figures as a list.

use maud::{Markup, html};

use crate::phrase::number::grouped;
use crate::report::listed::{FIGURES_ON_SCREEN, ListedFigure};
use crate::report::lists::Table;
use crate::report::pages::linked::LinkedScope;
use crate::report::pages::parts::PageParts;
use crate::report::timeline::TimelineReport;

use super::pieces::{Drawing, boxed, figure, link, name, pager, trail};
use super::table::{FIGURES, table};

/// A series over time.
pub fn page(
    drawing: Drawing<'_>,
    (scope, timeline): (&LinkedScope, &TimelineReport),
    parts: &PageParts,
) -> (String, Markup) {
    let title = format!("{} over time", scope.words.heading());
    let main = html! {
        (trail(drawing, scope))
        h1 { (name(&title)) }
        (back(drawing, scope))
        (points(drawing, timeline))
        (pager(drawing, parts))
    };
    (title, main)
}

/// The way back to the answer.
fn back(drawing: Drawing<'_>, scope: &LinkedScope) -> Markup {
    html! { @if let Some(series) = &scope.series { p { (link(drawing, series, &html! { "The answer of this series" })) } } }
}

/// Every figure that says something new, by day.
pub fn points(drawing: Drawing<'_>, timeline: &TimelineReport) -> Markup {
    let heads = ["As of", "Authority", "Figure", "Step", "Remark", "Publisher", "Id"];
    let rows = html! {
        @for point in &timeline.points {
            tr {
                th.fixed scope="row" { @if point.as_of_assumed { "at the latest " } (point.as_of) }
                td { (name(&point.authority)) }
                td.figure { (name(&point.wording)) }
                td.number { @if let Some(step) = point.step { @if step > 0 { "+" } (grouped(step)) } }
                td { @if let Some(mark) = point.mark { (mark) } }
                td { (name(&point.publisher)) }
                td.number { (figure(drawing, point.id.0)) }
            }
        }
    };
    boxed("Figures that say something new, by the day for which they hold", &heads, &rows)
}

/// The figures of a series.
pub fn figures(
    drawing: Drawing<'_>,
    (scope, figures): (&LinkedScope, &[ListedFigure]),
    parts: &PageParts,
) -> (String, Markup) {
    let title = format!("Figures of {}", scope.words.heading());
    let main = html! {
        (trail(drawing, scope))
        h1 { (name(&title)) }
        (back(drawing, scope))
        (table(drawing, "Figures, in the order of recording", &Table::of(FIGURES_ON_SCREEN, figures), FIGURES))
        (pager(drawing, parts))
    };
    (title, main)
}
