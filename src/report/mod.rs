//! Findings, sentences and answers as plain values: the one shape that screen, CSV, JSON, page and chart share. No widths, no
//! colours, no formats.

pub mod added;
pub mod address;
pub mod amended;
pub mod annotated;
pub mod answer;
pub mod asked;
pub mod breakdown;
pub mod brief;
pub mod changes;
pub mod check;
pub mod claim_review;
pub mod comparison;
pub mod corrections;
pub mod course;
pub mod dataset;
pub mod decisions;
pub mod difference;
pub mod ends;
pub mod entry;
pub mod entry_card;
pub mod figure;
pub mod finding;
pub mod first_figure;
pub mod folded;
pub mod held;
pub mod home;
pub mod imported;
pub mod in_text;
pub mod kept;
pub mod knew;
pub mod left_out;
pub mod life;
pub mod listed;
pub mod lists;
pub mod mended;
pub mod mended_many;
pub mod merge;
pub mod method_note;
pub mod new_profile;
pub mod opened;
pub mod page;
pub mod pages;
pub mod pictured;
pub mod printed;
pub mod read;
pub mod receipt;
pub mod redaction;
pub mod revisions;
pub mod scope;
pub mod served;
pub mod sheet;
pub mod sister;
pub mod sisters;
pub mod statement;
pub mod taken_off;
pub mod tally;
pub mod timeline;
pub mod touched;
pub mod trace;
pub mod undone;
pub mod values;
pub mod verified;
pub mod worklist;

use serde::Serialize;

use lists::TableCell;
use page::Page;

/// What a command answers with: one shape for programs, a page for people, rows for spreadsheets.
pub trait Report: Serialize {
    /// The names of the columns of its rows; none where it is no table.
    fn columns() -> Vec<&'static str> {
        Vec::new()
    }

    /// Writes what it says to people.
    fn text(&self, page: &mut Page);

    /// Its rows, under [`Report::columns`].
    fn rows(&self) -> Vec<Vec<TableCell>> {
        Vec::new()
    }
}

impl<R: Report> Report for &R {
    fn columns() -> Vec<&'static str> {
        R::columns()
    }

    fn text(&self, page: &mut Page) {
        R::text(self, page);
    }

    fn rows(&self) -> Vec<Vec<TableCell>> {
        R::rows(self)
    }
}

#[cfg(test)]
pub use crate::prose::testing;
