//! The page of a document: what it says of itself, and its figures.

use serde::Serialize;

use super::linked::Linked;
use crate::report::listed::ListedFigure;

/// A document that was read.
#[derive(Clone, Debug)]
pub struct SourcePage {
    /// What is known of it.
    pub card: SourceCard,
    /// Who printed it.
    pub publisher: Linked,
    /// Its figures, in the order of recording.
    pub figures: Vec<ListedFigure>,
    /// Whether its figures are still being looked up.
    pub is_pending: bool,
}

/// What is known of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceCard {
    /// Its number in this store.
    pub id: i64,
    /// Who printed it.
    pub publisher: String,
    /// Its title; empty: none.
    pub title: String,
    /// Where it can be read; empty: nowhere.
    pub url: String,
    /// Where a copy is kept; null: nowhere.
    pub archive_url: Option<String>,
    /// Its language, where the source says so.
    pub language: Option<String>,
    /// Since when it is gone.
    pub gone_on: Option<String>,
}
