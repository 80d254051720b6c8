//! Settling a finding with a reason: `amend finding total_fell:43,42 --accept -m WHY`.

use crate::cli::stores::locate;
use crate::cli::{Context, Done};
use crate::desk::auditing::{Audited, Outcome};
use crate::desk::figures;
use crate::desk::{Criteria, Error};

use super::names::say;
use crate::audit::{Finding, findings};
use crate::model::name::Name;
use crate::model::names::{NameFact, NameField, NameKind};
use crate::model::recorded::FigureId;
use crate::report::amended::AmendReport;
use crate::store::Store;
use crate::store::view::View;

/// Records that a finding is explained.
pub fn run(is_finding: bool, handle: &str, why: Option<&str>, context: &mut Context) -> Result<Done, Error> {
    if !is_finding {
        let hint =
            "name the finding as tollbook audit prints it: tollbook amend finding CODE:ID,ID --accept -m WHY";
        return Err(Error::usage("--accept and the kind finding go together", hint));
    }
    let Some(why) = why.and_then(Name::read) else {
        let hint = format!("say how it is explained: tollbook amend finding {handle} --accept -m WHY");
        return Err(Error::usage("a finding is accepted with a reason", hint));
    };
    let mut store = Store::open_for_writing(&locate(context)?)?;
    let key = key(&store.read(None)?, handle)?;
    let value = why.to_string();
    let fact = NameFact { kind: NameKind::Finding, name: key.clone(), field: NameField::Accepted, value };
    let report = AmendReport::new(NameKind::Finding, key.as_str(), context.global.dry_run);
    say(&mut store, &[fact], None, report, context) // the fact itself is the reason
}

/// The key of the one finding that a handle names.
fn key(reader: &View<'_>, handle: &str) -> Result<Name, Error> {
    let found = named(reader, handle)?;
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
fn named(reader: &View<'_>, handle: &str) -> Result<Vec<Finding>, Error> {
    let (code, names) = handle.split_once(':').unwrap_or((handle, ""));
    if !findings::ALL.iter().any(|check| check.name == code) || names.is_empty() {
        let hint = "write its code and its figures, as tollbook audit prints them: total_fell:43,42";
        return Err(Error::usage(format!("`{handle}` names no finding"), hint));
    }
    let ids: Vec<FigureId> =
        names.split(',').map(|name| figures::sought(reader, name.trim())).collect::<Result<_, _>>()?;
    let is_named = |finding: &Finding| finding.name == code && finding.figures.starts_with(&ids);
    let found = around(reader, &ids)?.findings.filter(|finding| finding.as_ref().map_or(true, is_named));
    Ok(found.collect::<Result<_, _>>()?)
}

/// What is found about the events of some figures.
fn around(reader: &View<'_>, ids: &[FigureId]) -> Result<Outcome, Error> {
    let mut events = Vec::new();
    for id in ids {
        events.extend(reader.figure(*id)?.map(|recorded| recorded.figure.scope.event.clone()));
    }
    Audited { criteria: &Criteria::default() }.of_events(reader, &events)
}
