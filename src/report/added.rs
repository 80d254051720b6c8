//! What an addition by hand recorded.

use serde::Serialize;

/// One figure that was added by hand.
#[derive(Clone, Debug, Serialize)]
pub struct AddReport {
    /// The entry that was made; null in a dry run, and where nothing was new to record.
    pub entry: Option<i64>,
    /// The figure's number; null in a dry run where it would be a new one.
    pub figure: Option<i64>,
    /// Its name in every store.
    pub uid: String,
    /// `new`; `same` where it was there already; `changed` where it was there and gains details, a ref or a link.
    pub outcome: &'static str,
    /// It in one line.
    pub line: String,
    /// What is counted.
    pub series: String,
    /// The parts that its words include: `305 (children)`.
    pub parts: Vec<String>,
    /// What it declares of other figures.
    pub links: Vec<String>,
    /// What was taken from the figure that it is linked to: `event`, `place` ...
    pub taken: Option<Taken>,
    /// What was assumed, or is not stated: field and what that means.
    pub assumed: Vec<(&'static str, String)>,
    /// What a person should look at, each with what to type.
    pub notices: Vec<Notice>,
    /// The store.
    pub store: String,
    /// Whether this addition made the store.
    pub store_is_new: bool,
    /// Whether nothing was written, because a dry run was asked for.
    pub dry_run: bool,
}

/// Fields that were taken from another figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// The other figure.
    pub from: i64,
    /// The fields, with what was taken.
    pub fields: Vec<(&'static str, String)>,
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// What it is.
    pub what: String,
    /// What to type.
    pub hint: String,
}
