//! What a search finds.

use super::linked::Linked;
use super::tolls::Toll;

/// What some words find: a figure by its number or ref, names, series.
#[derive(Clone, Debug)]
pub struct SearchPage {
    /// The words as typed.
    pub words: String,
    /// The figure that is named so, in one line.
    pub figure: Option<Linked>,
    /// Names that have all the words, each with what it names.
    pub names: Vec<(&'static str, Linked)>,
    /// The answers of the series that have all the words.
    pub tolls: Vec<Toll>,
    /// A word that was probably meant, where nothing is found.
    pub near: Option<(String, String)>,
    /// Whether the names of who counts are still being looked up, so that series may be missing.
    pub is_pending: bool,
}
