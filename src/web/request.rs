//! What a page is asked for: the address, and the form where one was sent.

use super::decode::{self, Pairs, pairs};
use super::refusal::Refusal;

/// What is asked of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRequest {
    /// The path and its query, as they came: well encoded, and without a part that goes up.
    pub target: String,
    /// The names and values of the form that was sent; `None` where the page was only asked for.
    pub form: Option<Pairs>,
    /// The versions of the page that the client holds (`If-None-Match`).
    pub held: Vec<String>,
}

impl PageRequest {
    /// Reads the address of a request: a path, and a query behind a question mark; `most`: how many pairs it may have.
    ///
    /// # Errors
    /// One that is no path, or holds what is no text.
    pub fn read(target: &str, most: usize) -> Result<PageRequest, Refusal> {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        decode::path(path)?;
        pairs(query.as_bytes(), most)?;
        Ok(PageRequest { target: target.to_owned(), form: None, held: Vec::new() })
    }

    /// Its path.
    pub fn path(&self) -> &str {
        self.target.split_once('?').map_or(self.target.as_str(), |(path, _)| path)
    }

    /// Whether the client holds this version of the page.
    pub fn holds(&self, version: &str) -> bool {
        self.held.iter().any(|held| held.strip_prefix("W/").unwrap_or(held) == version)
    }
}
