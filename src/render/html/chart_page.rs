//! A page of charts that stands alone: one file, nothing from elsewhere.

use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::pieces::{name, seen};
use super::table::{boxed, fixed, row, words};
use crate::chart::Chart;
use crate::render::svg::{self, SvgOptions, SvgStyle};
use crate::report::lists::{ColumnContent, Table, TableCell, TableColumn};
use crate::report::timeline::wide::PRINTED;

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
                    h1 id=[(charts.len() == 1).then(|| label(0))] { (name(&title)) }
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
    let label = label(at);
    html! {
        section aria-labelledby=(label) {
            @if all > 1 { h2 id=(label) { (name(&chart.title)) } }
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

/// The id of the heading of a chart.
fn label(at: usize) -> String {
    format!("t{at}")
}

/// The day of each row, and what each authority said, as printed: who reads a page has no use for the ends of numbers.
fn table(table: &Table) -> Markup {
    let is_words = |(_, column): &(usize, &TableColumn)| column.holds == ColumnContent::Words;
    let columns: Vec<(usize, &TableColumn)> = table.columns.iter().enumerate().filter(is_words).collect();
    let day = table.columns.first().map(|day| day.name.replace('_', " ")).unwrap_or_default();
    let said = columns.iter().map(|(_, column)| column.name.strip_suffix(PRINTED).unwrap_or(&column.name));
    let heads: Vec<&str> = std::iter::once(day.as_str()).chain(said).collect();
    let rows = table.rows.iter().map(|cells| {
        let said = columns.iter().map(|(at, _)| match cells.get(*at) {
            Some(TableCell::Blank) | None => words(html! {}),
            Some(cell) => words(name(&cell.text())),
        });
        let day = cells.first().map(|day| day.text().into_owned()).unwrap_or_default();
        row(std::iter::once(fixed(name(&day))).chain(said).collect())
    });
    boxed("What each said, as printed, by day", &heads, &rows.collect::<Vec<_>>())
}
