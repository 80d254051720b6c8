//! Tables. On a narrow screen each row is set as a list of its cells, each with the name of its column; roles say that they
//! are tables all the same.

use maud::{Markup, html};

use crate::render::visible::visible;
use crate::report::address::PageId;
use crate::report::lists::{ColumnContent, Table, TableCell, TableColumn};

use super::pieces::{Drawing, link, name};

/// A row of a table: the first cell names it.
pub struct HtmlRow {
    /// Its place in the page, where something leads to it.
    pub id: Option<String>,
    /// Its cells.
    pub cells: Vec<HtmlCell>,
}

/// A cell, and how it is set.
pub struct HtmlCell {
    set: Option<&'static str>,
    content: Markup,
}

/// Words.
pub fn words(content: Markup) -> HtmlCell {
    HtmlCell { set: None, content }
}

/// What is never broken: dates, codes.
pub fn fixed(content: Markup) -> HtmlCell {
    HtmlCell { set: Some("fixed"), content }
}

/// A number of ours, set to the right.
pub fn number(content: Markup) -> HtmlCell {
    HtmlCell { set: Some("number"), content }
}

/// The figure of a row.
pub fn figure(content: Markup) -> HtmlCell {
    HtmlCell { set: Some("figure"), content }
}

/// A row to which nothing leads.
pub fn row(cells: Vec<HtmlCell>) -> HtmlRow {
    HtmlRow { id: None, cells }
}

/// A table in a box of its own, which scrolls where it is too wide.
pub fn boxed(caption: &str, heads: &[&str], rows: &[HtmlRow]) -> Markup {
    html! {
        div.table tabindex="0" role="region" aria-label=(visible(caption)) {
            table role="table" {
                caption { (visible(caption)) }
                thead role="rowgroup" {
                    tr role="row" { @for head in heads { th scope="col" role="columnheader" { (visible(head)) } } }
                }
                tbody role="rowgroup" { @for row in rows { (drawn(heads, row)) } }
            }
        }
    }
}

fn drawn(heads: &[&str], row: &HtmlRow) -> Markup {
    html! {
        tr role="row" id=[row.id.as_deref()] {
            @for (at, (head, cell)) in heads.iter().zip(&row.cells).enumerate() {
                @if at == 0 {
                    th scope="row" role="rowheader" class=[cell.set] { (cell.content) }
                } @else {
                    td role="cell" class=[cell.set] data-head=(visible(head)) { (cell.content) }
                }
            }
        }
    }
}

/// Which cells of a command's table lead to pages: by the name of the column and the text of the cell.
pub struct CellLinks<'c> {
    /// Where a cell leads.
    pub lead: &'c dyn Fn(&str, &str) -> Option<PageId>,
}

/// No cell leads anywhere.
pub const PLAIN: &CellLinks<'static> = &CellLinks { lead: &|_, _| None };

/// A table of a command as a table of the page.
pub fn table(drawing: Drawing<'_>, caption: &str, table: &Table, links: &CellLinks<'_>) -> Markup {
    let heads: Vec<String> = table.columns.iter().map(|column| column.name.replace('_', " ")).collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let rows = table.rows.iter().map(|cells| {
        let cells = table.columns.iter().zip(cells).enumerate();
        row(cells.map(|(at, (column, cell))| of_command(drawing, (at, column), cell, links)).collect())
    });
    boxed(caption, &heads, &rows.collect::<Vec<_>>())
}

fn of_command(
    drawing: Drawing<'_>,
    (at, column): (usize, &TableColumn),
    cell: &TableCell,
    links: &CellLinks<'_>,
) -> HtmlCell {
    let text = cell.text();
    let shown = name(&text);
    let shown = match (links.lead)(&column.name, &text) {
        Some(to) if !text.is_empty() => link(drawing, &to, &shown),
        _ => shown,
    };
    match column.holds {
        ColumnContent::Numbers if at > 0 => number(shown),
        ColumnContent::Fixed | ColumnContent::Time => fixed(shown),
        _ => words(shown),
    }
}
