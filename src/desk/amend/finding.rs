//! Settling a finding with a reason: `total_fell:43,42` is explained.

use super::names::record;
use crate::audit::{Finding, findings};
use crate::desk::audit::{FeedExtent, about_events};
use crate::desk::author::Author;
use crate::desk::error::Error;
use crate::desk::figures;
use crate::model::name::Name;
use crate::model::names::{NameFact, NameField, NameKind};
use crate::model::recorded::FigureId;
use crate::report::amended::AmendReport;
use crate::store::{self, Store, View};

/// A finding that is explained.
#[derive(Clone, Debug)]
pub struct FindingOptions {
    /// It, as an audit prints it: `CODE:ID,ID`.
    pub finding: String,
    /// How it is explained.
    pub reason: Name,
    /// Only what would be done.
    pub dry_run: bool,
}

/// Records that a finding is explained.
///
/// # Errors
/// Nothing was found of that name, or several things were; or what the store says.
pub fn accept(store: &mut Store, options: &FindingOptions, author: &Author) -> Result<AmendReport, Error> {
    let key = key(&store::View::of(store, None)?, &options.finding)?;
    let value = options.reason.to_string();
    let fact = NameFact { kind: NameKind::Finding, name: key.clone(), field: NameField::Accepted, value };
    let report = AmendReport::new(NameKind::Finding, key.as_str(), options.dry_run);
    record(store, &[fact], None, report, author) // the fact itself is the reason
}

/// The key of the one finding that a handle names.
fn key(view: &View<'_>, handle: &str) -> Result<Name, Error> {
    let found = named(view, handle)?;
    let keys: Vec<Name> = found.iter().filter_map(|finding| Name::read(&finding.key)).collect();
    match keys.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(Error::usage(
            format!("nothing was found that `{handle}` names"),
            "copy the name of the finding from tollbook audit",
        )),
        _ => Err(Error::usage(
            format!("`{handle}` names {} findings", keys.len()),
            "write all of its figures: CODE:ID,ID,ID",
        )),
    }
}

/// The findings of that code whose first figures are those named.
fn named(view: &View<'_>, handle: &str) -> Result<Vec<Finding>, Error> {
    let (code, names) = handle.split_once(':').unwrap_or((handle, ""));
    if !findings::ALL.iter().any(|check| check.name == code) || names.is_empty() {
        let hint = "write its code and its figures, as tollbook audit prints them: total_fell:43,42";
        return Err(Error::usage(format!("`{handle}` names no finding"), hint));
    }
    let ids: Vec<FigureId> =
        names.split(',').map(|name| figures::sought(view, name.trim())).collect::<Result<_, _>>()?;
    let is_named = |finding: &Finding| finding.name == code && finding.figures.starts_with(&ids);
    let mut events = Vec::new();
    for id in &ids {
        events.extend(store::figures::one(view, *id)?.map(|recorded| recorded.figure.scope.event.clone()));
    }
    // One that stands now, else one of the history of a feed.
    for feeds in [FeedExtent::Now, FeedExtent::History] {
        let found = about_events(view, &events, feeds)?;
        let found = found.filter(|finding| finding.as_ref().map_or(true, is_named));
        let found = found.collect::<Result<Vec<_>, _>>()?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}
