//! Where things stand: the store that was found, what the desk has settled, and what to do next.

use serde::Serialize;

use super::Report;
use super::page::Page;

/// Where things stand.
#[derive(Clone, Debug, Serialize)]
pub struct HomeReport {
    /// The store that was found.
    pub store: Option<String>,
    /// What the desk has settled.
    pub defaults: Vec<DefaultReport>,
    /// What to type next.
    pub next: &'static str,
    /// The verbs, in their groups.
    #[serde(skip)]
    pub verbs: &'static str,
}

/// One thing that a desk has settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DefaultReport {
    /// Its key.
    pub key: &'static str,
    /// What holds.
    pub value: String,
    /// The file, flag or variable that says so.
    pub by: String,
}

impl Report for HomeReport {
    fn text(&self, page: &mut Page) {
        page.line("tollbook keeps reported casualty figures with their words, sources and dates.");
        page.blank();
        self.verbs.lines().for_each(|line| page.line(line));
        page.blank();
        match &self.store {
            Some(store) => page.line(format!("Store: {store}")),
            None => page.line("No store was found here."),
        }
        for said in &self.defaults {
            page.line(format!("Desk:  {} {}, by {}", said.key, said.value, said.by));
        }
        page.line(format!("Next:  {}", self.next));
        page.line("Help:  tollbook --help, tollbook import --help");
    }
}
