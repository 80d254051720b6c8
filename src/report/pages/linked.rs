//! Names that lead to pages.

use crate::report::address::PageId;
use crate::report::scope::ScopeReport;

/// A text that leads to a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// What it says.
    pub text: String,
    /// Where it leads; `None`: nowhere.
    pub to: Option<PageId>,
}

/// What a series counts, each name with its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedScope {
    /// In words.
    pub words: ScopeReport,
    /// The event.
    pub event: Linked,
    /// The place; `None`: not stated.
    pub place: Option<Linked>,
    /// Who is counted.
    pub group: Linked,
    /// The series itself.
    pub series: Option<PageId>,
}

impl Linked {
    /// A text that leads nowhere.
    pub fn text(text: impl Into<String>) -> Linked {
        Linked { text: text.into(), to: None }
    }
}

/// What is counted, without event and place: `killed, children, total`.
pub fn counted(scope: &ScopeReport) -> String {
    let mut counted = vec![scope.measure.replace('_', " ")];
    let narrower = [scope.group.as_str(), scope.unit].into_iter().filter(|word| *word != "people");
    counted.extend(narrower.map(str::to_owned));
    counted.push(scope.count_type.to_owned());
    counted.extend(scope.definition.as_ref().map(|definition| definition.replace('_', " ")));
    counted.join(", ")
}
