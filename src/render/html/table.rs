//! The tables of the commands as tables of a page.

use maud::{Markup, html};

use crate::report::address::PageId;
use crate::report::lists::{ColumnContent, Table, TableCell, TableColumn};

use super::pieces::{Drawing, boxed, link, name};

/// Which cells lead to pages: by the name of the column and the text of the cell.
pub struct CellLinks<'c> {
    /// Where a cell leads.
    pub lead: &'c dyn Fn(&str, &str) -> Option<PageId>,
}

/// No cell leads anywhere.
pub const PLAIN: &CellLinks<'static> = &CellLinks { lead: &|_, _| None };

/// The first cells are the numbers of figures, and lead to these.
pub const FIGURES: &CellLinks<'static> = &CellLinks {
    lead: &|column, cell| match column {
        "id" => cell.parse().ok().map(PageId::Figure),
        _ => None,
    },
};

/// A table of a command as a table of the page.
pub fn table(drawing: Drawing<'_>, caption: &str, table: &Table, links: &CellLinks<'_>) -> Markup {
    let heads: Vec<String> = table.columns.iter().map(|column| column.name.replace('_', " ")).collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let rows = html! {
        @for row in &table.rows {
            tr {
                @for (at, (column, cell)) in table.columns.iter().zip(row).enumerate() {
                    (drawn(drawing, (at, column), cell, links))
                }
            }
        }
    };
    boxed(caption, &heads, &rows)
}

/// One cell; the first of a row names it.
fn drawn(
    drawing: Drawing<'_>,
    (at, column): (usize, &TableColumn),
    cell: &TableCell,
    links: &CellLinks<'_>,
) -> Markup {
    let text = cell.text();
    let shown = name(&text);
    let shown = match (links.lead)(&column.name, &text) {
        Some(to) if !text.is_empty() => link(drawing, &to, &shown),
        _ => shown,
    };
    match at {
        0 => html! { th scope="row" class=[class(column)] { (shown) } },
        _ => html! { td class=[class(column)] { (shown) } },
    }
}

/// How a column is set.
fn class(column: &TableColumn) -> Option<&'static str> {
    match column.holds {
        ColumnContent::Numbers => Some("number"),
        ColumnContent::Fixed | ColumnContent::Time => Some("fixed"),
        ColumnContent::Words | ColumnContent::Line => None,
    }
}
