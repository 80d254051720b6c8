//! Figures in full on the page of their series, where they have no pages of their own.

use maud::{Markup, html};

use crate::report::pages::figure::FigurePage;
use crate::report::pages::parts::PageParts;

use super::figure::{acts, days, recorded, steps};
use super::pieces::{Drawing, name, pager};

/// Each figure at its place: `#f12`.
pub fn in_full(drawing: Drawing<'_>, figures: &[FigurePage], parts: &PageParts) -> Markup {
    html! {
        section aria-labelledby="in-full" {
            h2 #in-full { "Each figure in full" }
            @for figure in figures { (one(drawing, figure)) }
            (pager(drawing, parts))
        }
    }
}

fn one(drawing: Drawing<'_>, figure: &FigurePage) -> Markup {
    let report = &figure.report;
    let (id, label) = (format!("f{}", report.id), format!("name-{}", report.id));
    let words = report.wording.as_deref().unwrap_or("no number");
    html! {
        section.full id=(id) aria-labelledby=(label) tabindex="-1" {
            h3 id=(label) { "Figure " (report.id) ": " (name(words)) @if report.status != "stands" { ", " (report.status) } }
            (steps(drawing, figure))
            dl {
                (days(figure))
                (recorded(figure))
                dt { "to cite" } dd { (name(&figure.citation.footnote)) }
            }
            @if !report.life.is_empty() { (acts(drawing, figure)) }
        }
    }
}
