//! A page of charts that stands alone: one file, nothing from elsewhere.

use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::pieces::{name, seen};
use crate::chart::Chart;
use crate::render::svg::{self, SvgOptions, SvgStyle};
use crate::report::lists::{ColumnContent, Table};

/// Nothing is loaded, and nothing runs.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'";

/// Writes the page: of each chart its drawing, what it shows in words, and its table.
///
/// # Errors
/// What writing meets.
pub fn chart_page(out: &mut dyn Write, charts: &[Chart], width: u32) -> io::Result<()> {
    let mut drawings = Vec::with_capacity(charts.len());
    for (at, chart) in charts.iter().enumerate() {
        drawings.push([drawing(chart, ("wide", at), width)?, drawing(chart, ("narrow", at), NARROW)?]);
    }
    let title = match charts {
        [one] => one.title.clone(),
        several => format!("{} charts", several.len()),
    };
    let whole = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content="tollbook";
                title { (seen(&title)) }
                style { (PreEscaped(super::STYLE)) (PreEscaped(svg::STYLE)) }
            }
            body {
                main {
                    h1 { (name(&title)) }
                    @for (at, (chart, drawing)) in charts.iter().zip(&drawings).enumerate() {
                        (one(chart, drawing, at, charts.len()))
                    }
                }
            }
        }
    };
    out.write_all(whole.into_string().as_bytes())
}

/// How wide the drawing for narrow screens is, in pixels.
const NARROW: u32 = 328;

fn drawing(chart: &Chart, (name, at): (&str, usize), width: u32) -> io::Result<String> {
    let mut svg = Vec::new();
    let id = format!("{name}{at}");
    svg::chart(&mut svg, chart, SvgOptions { width, id: &id, style: SvgStyle::OfThePage })?;
    Ok(String::from_utf8_lossy(&svg).into_owned())
}

fn one(chart: &Chart, [wide, narrow]: &[String; 2], at: usize, all: usize) -> Markup {
    let label = format!("t{at}");
    html! {
        section aria-labelledby=(label) {
            h2 id=(label) { @if all > 1 { (name(&chart.title)) } @else { "Chart" } }
            figure.chart {
                div.wide { (PreEscaped(wide)) }
                div.narrow { (PreEscaped(narrow)) }
            }
            h3 { "In words" }
            p dir="auto" { (seen(&chart.alt)) }
            h3 { "The same figures as a table" }
            (table(&chart.table))
            @if let Some(origin) = &chart.origin {
                p { "Made by " code { (seen(&origin.command)) } ", as of entry " (origin.entry) ", head " code { (origin.head) } "." }
            }
        }
    }
}

fn table(table: &Table) -> Markup {
    let class = |at: usize| match table.columns.get(at).map(|column| column.holds) {
        Some(ColumnContent::Numbers) => Some("number"),
        Some(ColumnContent::Fixed | ColumnContent::Time) => Some("fixed"),
        _ => None,
    };
    html! {
        div.table tabindex="0" role="region" aria-label="The same figures as a table" {
            table {
                thead { tr { @for (at, column) in table.columns.iter().enumerate() { th scope="col" class=[class(at)] { (name(&column.name.replace('_', " "))) } } } }
                tbody {
                    @for row in &table.rows {
                        tr {
                            @for (at, cell) in row.iter().enumerate() {
                                @if at == 0 { th scope="row" class=[class(at)] { (name(&cell.text())) } }
                                @else { td class=[class(at)] { (name(&cell.text())) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
