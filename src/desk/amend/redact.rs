//! What this desk may not keep: a text erased for good, wherever the store holds it.

use crate::desk::author::Author;
use crate::desk::error::Error;
use crate::desk::figures;
use crate::model::draft::Field;
use crate::model::recorded::{EntryKind, FigureId};
use crate::model::redact_fault::RedactFault;
use crate::model::redacted::holds;
use crate::report::figure::one_line;
use crate::report::mended::RedactReport;
use crate::store::write::Copies;
use crate::store::{self, Store, StoreFault, View};

/// The text that is to be erased.
#[derive(Clone, Debug)]
pub struct RedactOptions {
    /// A figure that holds it: its id, its ref, or `uid:` and the start of its uid.
    pub figure: String,
    /// Where the figure holds it.
    pub field: Field,
    /// Why.
    pub why: String,
    /// Only what would be done.
    pub dry_run: bool,
}

/// What would be erased.
#[derive(Debug)]
pub struct RedactPlan {
    /// Who holds it.
    pub report: RedactReport,
    id: FigureId,
    field: Field,
    texts: Vec<String>,
}

/// What was erased: that is recorded, and holds whatever came after it.
#[derive(Debug)]
pub struct Erasure {
    /// What was done.
    pub report: RedactReport,
    /// Whether the free parts of the file are clean; if not, the text can still be read there.
    pub swept: Result<(), Error>,
}

/// Who holds the text.
///
/// # Errors
/// No text is there, the reason holds it, or what the store says. A text that was erased before is swept once more.
pub fn plan(store: &mut Store, options: &RedactOptions) -> Result<RedactPlan, Error> {
    let RedactOptions { field, ref figure, ref why, dry_run } = *options;
    let id = sought(&store::View::of(store, None)?.with_withheld()?, figure)?;
    let texts = store::write::redact::texts_of(&store::write::EntryTransaction::begin(store)?, id, field)?;
    if texts.is_empty() {
        let fault = nothing_there(&store::View::of(store, None)?.with_withheld()?, id, field)?;
        if matches!(fault, RedactFault::NothingThere { before: Some(_), .. }) && !dry_run {
            sweep(store)?; // it may have been stopped before it came to that
        }
        return Err(Error::of(&fault));
    }
    if texts.iter().any(|text| holds(why, text)) {
        return Err(Error::of(&RedactFault::InReason));
    }
    let copies = store::write::redact::copies(&store::write::EntryTransaction::begin(store)?, &texts)?;
    let path = store.path().map_or_else(String::new, |path| path.display().to_string());
    let report = report(&store::View::of(store, None)?.with_withheld()?, id, field, &copies)?;
    Ok(RedactPlan { report: RedactReport { why: why.clone(), store: path, ..report }, id, field, texts })
}

/// Erases what was planned.
///
/// # Errors
/// What the store says.
pub fn apply(store: &mut Store, plan: RedactPlan, author: &Author) -> Result<Erasure, Error> {
    let RedactPlan { report, id, field, texts } = plan;
    let mut writer = store::write::redact::begin(store)?;
    if store::write::redact::texts_of(&writer, id, field)? != texts {
        return Err(StoreFault::Overtaken.into());
    }
    let copies = store::write::redact::copies(&writer, &texts)?; // the store may have changed meanwhile
    store::write::redact::erase(&mut writer, &copies, field, &report.why)?;
    let entry = store::write::commit(writer, &author.operation(EntryKind::Amend))?.entry.id.0;
    let report = RedactReport { entry: Some(entry), dry_run: false, ..report };
    Ok(Erasure { report, swept: sweep(store) })
}

fn sweep(store: &Store) -> Result<(), Error> {
    store.sweep().map_err(|fault| not_swept(&fault))
}

/// A figure by what was typed; by its number also one that is not shown any more: its texts are in the store.
fn sought(view: &View<'_>, name: &str) -> Result<FigureId, Error> {
    match name.parse().map(FigureId) {
        Ok(id) if store::figures::was_recorded(view, id)? => Ok(id),
        _ => figures::sought(view, name),
    }
}

fn nothing_there(view: &View<'_>, id: FigureId, field: Field) -> Result<RedactFault, Error> {
    let redactions = store::redactions::of_figure(view, id)?;
    let by = redactions.iter().rev().find(|one| one.field == field.name());
    Ok(RedactFault::NothingThere { id, field, before: by.map(|one| one.entry) })
}

fn not_swept(fault: &StoreFault) -> Error {
    Error::usage(
        format!("the text is erased from every row, but free parts of the file may still hold it: {fault}"),
        "make room for a second copy of the store, then type the same command again",
    )
}

fn report(view: &View<'_>, id: FigureId, field: Field, copies: &Copies) -> Result<RedactReport, Error> {
    let mut held = Vec::new();
    for figure in &copies.figures {
        match store::figures::one(view, *figure)? {
            Some(recorded) => held.push(one_line(&recorded)),
            None => held.push(format!("#{figure} (undone)")),
        }
    }
    let mut files = Vec::new();
    for entry in &copies.files {
        let file = store::entries::one(view, *entry)?
            .and_then(|entry| entry.file)
            .map_or_else(String::new, |file| file.name);
        files.push(format!("entry {entry} ({file})"));
    }
    let stays = copies.unerasable.iter().map(|place| format!("{}: {}", place.cell, place.holds)).collect();
    Ok(RedactReport {
        entry: None,
        figure: id.0,
        field: field.name(),
        figures: held,
        copies: copies.texts.clone(),
        files,
        stays,
        why: String::new(),
        store: String::new(),
        dry_run: true,
    })
}
