//! The tables of the commands as tables of a page.

use maud::{Markup, html};

use crate::report::address::PageId;
use crate::report::lists::{ColumnContent, Table, TableCell, TableColumn};

use super::pieces::{Drawing, link, name};

/// Which cells lead to pages: by the name of the column and the text of the cell.
pub struct CellLinks<'c> {
    /// Where a cell leads.
    pub lead: &'c dyn Fn(&str, &str) -> Option<PageId>,
}

/// A table in a box of its own, which scrolls where it is too wide.
pub fn table(drawing: Drawing<'_>, caption: &str, table: &Table, cells: &CellLinks<'_>) -> Markup {
    html! {
        div.table tabindex="0" role="region" aria-label=(caption) {
            table {
                caption { (caption) }
                thead { tr { @for column in &table.columns { th scope="col" class=[class(column)] { (column.name.replace('_', " ")) } } } }
                tbody {
                    @for row in &table.rows {
                        tr { @for (at, (column, cell)) in table.columns.iter().zip(row).enumerate() { (drawn(drawing, (at, column), cell, cells)) } }
                    }
                }
            }
        }
    }
}

/// One cell; the first of a row names it.
fn drawn(
    drawing: Drawing<'_>,
    (at, column): (usize, &TableColumn),
    cell: &TableCell,
    cells: &CellLinks<'_>,
) -> Markup {
    let text = cell.text();
    let shown = name(&text);
    let shown = match (cells.lead)(&column.name, &text) {
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
