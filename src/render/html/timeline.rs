//! A series over time as a table, and its figures as a list.

use maud::{Markup, html};

use crate::phrase::number::grouped;
use crate::report::listed::ListedFigure;
use crate::report::pages::linked::LinkedScope;
use crate::report::pages::parts::PageParts;
use crate::report::timeline::TimelineReport;

use super::pieces::{Drawing, figure, link, name, pager, trail};
use super::table::{self, boxed, fixed, number, row, words};

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
    let rows = timeline.points.iter().map(|point| {
        let step = point.step.map(|step| format!("{}{}", if step > 0 { "+" } else { "" }, grouped(step)));
        row(vec![
            fixed(html! { @if point.as_of_assumed { "at the latest " } (point.as_of) }),
            words(name(&point.authority)),
            table::figure(name(&point.wording)),
            number(html! { (step.unwrap_or_default()) }),
            words(html! { (point.mark.unwrap_or_default()) }),
            words(name(&point.publisher)),
            words(figure(drawing, point.id.0)),
        ])
    });
    boxed("Figures that say something new, by the day for which they hold", &heads, &rows.collect::<Vec<_>>())
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
        (super::figures::figures(drawing, "Figures, in the order of recording", figures))
        (pager(drawing, parts))
    };
    (title, main)
}
