//! What became of a source: gone from where it was, kept elsewhere.

use super::names::{checked, record};
use crate::desk::author::Author;
use crate::desk::error::Error;
use crate::desk::sources;
use crate::model::names::{NameField, NameKind, source_name};
use crate::report::amended::AmendReport;
use crate::store::{self, Store};

/// What is said about a source.
#[derive(Clone, Debug)]
pub struct SourceOptions {
    /// Its number, its url or its title.
    pub source: String,
    /// What is said; an empty value takes back.
    pub said: Vec<(NameField, String)>,
    /// Why.
    pub why: Option<String>,
    /// Only what would be done.
    pub dry_run: bool,
}

/// Records what is said about a source.
///
/// # Errors
/// A source that is not there, what cannot be said of one, or what the store says.
pub fn amend(store: &mut Store, options: &SourceOptions, author: &Author) -> Result<AmendReport, Error> {
    let (id, source) = sources::sought(&store::View::of(store, None)?, &options.source)?;
    let name = source_name(&source)
        .ok_or_else(|| Error::usage("the source has no publisher", "see it with tollbook list sources"))?;
    if options.said.is_empty() {
        return Err(Error::usage(
            "nothing is said about the source",
            format!("say it with a flag: tollbook amend source {id} --gone-on DAY --archive URL"),
        ));
    }
    let facts = checked(NameKind::Source, &name, &options.said)?;
    let report = AmendReport::new(NameKind::Source, &sources::label(id, &source), options.dry_run);
    record(store, &facts, options.why.as_deref(), report, author)
}
