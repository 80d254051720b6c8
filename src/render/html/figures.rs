//! Lists of figures: each with its words, what became of it, who answers for it, its days.

use maud::{Markup, html};

use crate::model::recorded::Recorded;
use crate::report::address::PageId;
use crate::report::listed::ListedFigure;
use crate::report::scope::ScopeReport;

use super::pieces::{Drawing, link, name};
use super::table::{HtmlRow, boxed, figure, fixed, row, words};

/// Figures as a table.
pub fn figures(drawing: Drawing<'_>, caption: &str, figures: &[ListedFigure]) -> Markup {
    let heads = ["Id", "Figure", "Status", "What is counted", "Authority (publisher)", "As of", "Published"];
    let rows: Vec<HtmlRow> = figures.iter().map(|one| one_figure(drawing, one)).collect();
    boxed(caption, &heads, &rows)
}

fn one_figure(drawing: Drawing<'_>, one: &ListedFigure) -> HtmlRow {
    let recorded = &one.recorded;
    let said = &recorded.figure;
    let printed = said.printed_words().map_or_else(|| "no number".into(), |words| words.into_owned());
    let as_of = said.as_of.stated().map_or_else(|| "not stated".to_owned(), |day| day.iso());
    row(vec![
        words(link(drawing, &PageId::Figure(recorded.id.0), &html! { "#" (recorded.id) })),
        figure(name(&printed)),
        words(html! { (one.status) }),
        words(name(&ScopeReport::new(&said.scope).heading())),
        words(who(recorded)),
        fixed(html! { (as_of) }),
        fixed(html! { (said.published_on.iso()) }),
    ])
}

/// Who answers for a figure, and who printed it.
fn who(recorded: &Recorded) -> Markup {
    let publisher = &recorded.figure.source.publisher;
    html! {
        @match recorded.figure.authority() {
            Some(authority) if authority != publisher => { (name(authority.as_str())) " (" (name(publisher.as_str())) ")" },
            Some(authority) => (name(authority.as_str())),
            None => { "none named (" (name(publisher.as_str())) ")" },
        }
    }
}
