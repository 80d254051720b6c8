//! `export`: figures with their links, for a writer of files; or a verified copy of the store.

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use super::criteria::Criteria;
use super::error::Error;
use super::loads::{Loads, read_and_write};
use super::progress::Progress;
use super::verify::report;
use crate::disk::pending_file::PendingFile;
use crate::export::audience::Audience;
use crate::export::{Exported, Links, target};
use crate::model::names::NameFact;
use crate::model::question::Question;
use crate::model::recorded::{Act, ActKind, FigureId, Recorded};
use crate::model::shell;
use crate::model::words::LinkKind;
use crate::report::verified::VerifyReport;
use crate::store::{self, View};
use crate::store::{Result as StoreResult, Store, StoreFault};

/// What is asked.
#[derive(Clone, Debug)]
pub struct ExportOptions {
    /// Which figures, and by which clocks.
    pub criteria: Criteria,
    /// Whether each figure comes with its links.
    pub with_links: bool,
    /// For whom.
    pub audience: Audience,
}

/// Hands every figure that is asked for to `write`, some hundred at a time, in the order of recording, and returns what the
/// desk says about names. An export is what the clocks of the question know: a store made of it answers as this one does
/// when it is asked by them. Memory does not grow with the figures. This thread reads, another one writes.
///
/// # Errors
/// What the store says, or `write`.
pub fn export(
    store: &Store,
    options: &ExportOptions,
    write: &mut (dyn FnMut(&[Exported]) -> Result<(), Error> + Send),
) -> Result<Vec<NameFact>, Error> {
    let view = View::of(store, options.criteria.question.recorded_by)?;
    let mut facts = store::names::facts(&view)?;
    facts.retain(|fact| options.audience.may_know(fact));
    let targets = Targets::default();
    let read = |loads: &mut Loads<Exported>| {
        store::figures::each_while(&view, |recorded| {
            let exported = exported(&view, options, &targets, recorded)?;
            Ok(exported.map_or(ControlFlow::Continue(()), |exported| loads.add(exported)))
        })
    };
    read_and_write(read, write)?;
    Ok(facts)
}

/// The names of targets as far as they were found: thousands of figures may declare something of one.
#[derive(Default)]
struct Targets(RefCell<FxHashMap<FigureId, Option<String>>>);

impl Targets {
    /// How many are kept.
    const MOST: usize = 1 << 12;

    /// The name of a figure, if it was found; it may have none.
    fn get(&self, id: FigureId) -> Option<Option<String>> {
        self.0.borrow().get(&id).cloned()
    }

    /// Keeps a name. Where there are too many, the rest is forgotten.
    fn keep(&self, id: FigureId, name: Option<String>) -> Option<String> {
        let mut kept = self.0.borrow_mut();
        if kept.len() >= Targets::MOST {
            kept.clear();
        }
        kept.insert(id, name.clone());
        name
    }
}

/// A figure as it is exported; `None` where it is not asked for, or only speaks of figures that are not known.
fn exported(
    view: &View<'_>,
    options: &ExportOptions,
    targets: &Targets,
    recorded: Recorded,
) -> StoreResult<Option<Exported>> {
    let (question, id) = (&options.criteria.question, recorded.id);
    if !options.criteria.admit(view, &recorded)? || !is_known(view, &recorded, question)? {
        return Ok(None);
    }
    let with_links = options.with_links && view.has_acts();
    let links = if with_links { links_of(view, id, options, targets)? } else { Links::default() };
    if with_links && recorded.figure.count.is_none() && links.relations.is_empty() && declares(view, id)? {
        return Ok(None);
    }
    let reference = store::lookup::own_reference(view, id)?;
    Ok(Some(options.audience.exported(Exported { reference, recorded, links })))
}

/// Whether a figure stood by the clocks of a question.
fn is_known(view: &View<'_>, recorded: &Recorded, question: &Question) -> StoreResult<bool> {
    let question = match question.as_of.is_some() && is_of_an_earlier_day(view, recorded)? {
        true => Question { as_of: None, ..*question },
        false => *question,
    };
    Ok(question.admits(recorded) && !store::figures::is_void_or_gone(view, recorded.id, &question)?)
}

/// Whether a row that states no day belongs to one before its publication, as it says what happened to other figures: it
/// has no number, or mends a report. Such a row counts by what the public could know (`docs/rules.md`, "Three clocks").
fn is_of_an_earlier_day(view: &View<'_>, recorded: &Recorded) -> StoreResult<bool> {
    if recorded.figure.as_of.stated().is_some() || !view.has_acts() {
        return Ok(false);
    }
    let corrects = |act: &Act| act.what == ActKind::Linked(LinkKind::Corrects);
    Ok(recorded.figure.count.is_none() || store::acts::by(view, recorded.id)?.iter().any(corrects))
}

/// Whether a figure declares something of another, which may not be known.
fn declares(view: &View<'_>, id: FigureId) -> StoreResult<bool> {
    Ok(store::acts::by(view, id)?.iter().any(|act| matches!(act.what, ActKind::Linked(_))))
}

/// What a figure declares of others that are known.
fn links_of(view: &View<'_>, id: FigureId, options: &ExportOptions, targets: &Targets) -> StoreResult<Links> {
    let question = &options.criteria.question;
    let (mut on, mut by) = (store::acts::on(view, id)?, store::acts::by(view, id)?);
    on.retain(|act| question.knows(act.known_at));
    by.retain(|act| question.knows(act.known_at));
    let find = |other: FigureId| -> Option<String> {
        let recorded = store::figures::one(view, other).ok().flatten()?;
        // What is void or gone is in no export; what was tied to it is tied to the figure in its place.
        is_known(view, &recorded, question).ok()?.then(|| target(&options.audience.figure(recorded.figure)))
    };
    let name = |other: FigureId| -> Option<String> {
        if let Some(known) = targets.get(other) {
            return known;
        }
        targets.keep(other, find(other))
    };
    Ok(Links::of(&on, &by, &name))
}

/// Writes a verified copy of the store, whole or not at all.
///
/// # Errors
/// A file that is there already, a disk that is full. What the verification finds is in the report.
pub fn back_up(store: &Store, to: &Path, progress: &mut dyn Progress) -> Result<VerifyReport, Error> {
    let faulty = |error: std::io::Error| Error::not_written(to, &error);
    if std::fs::symlink_metadata(to).is_ok() {
        return Err(is_there(to));
    }
    let (pending, _) = PendingFile::create_new(to).map_err(faulty)?;
    progress.begin(1, "the rows");
    let verified = store::backup::back_up(store, pending.path(), |seen| progress.at(0, seen))
        .map_err(|fault| renamed(fault, pending.path(), to))?;
    progress.end();
    if !pending.commit_as_new(to).map_err(faulty)? {
        return Err(is_there(to));
    }
    Ok(report(to, verified, Vec::new()))
}

fn is_there(name: &Path) -> Error {
    Error::usage(
        format!("{} is there already, and a backup replaces no file", name.display()),
        format!("choose another name: tollbook export -o {}", shell::word(&free(name).display().to_string())),
    )
}

/// A name like this one that no file has: `copy-2.db` for `copy.db`.
fn free(name: &Path) -> PathBuf {
    let stem = name.file_stem().unwrap_or_default().to_string_lossy();
    let ending = name.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    let numbered = |number: u32| name.with_file_name(format!("{stem}-{number}{ending}"));
    (2..)
        .map(numbered)
        .find(|path| std::fs::symlink_metadata(path).is_err())
        .unwrap_or_else(|| name.to_owned())
}

/// A fault of the file by the name that was asked for, not by that of the file in the making.
fn renamed(fault: StoreFault, path: &Path, name: &Path) -> StoreFault {
    let of = |faulty: std::path::PathBuf| if faulty == path { name.to_owned() } else { faulty };
    match fault {
        StoreFault::Io { path, error } => StoreFault::Io { path: of(path), error },
        StoreFault::NoRoom(what) => StoreFault::NoRoom(format!("{}: {what}", name.display())),
        StoreFault::Damaged { path, what } => StoreFault::Damaged { path: of(path), what },
        StoreFault::Foreign { path, what } => StoreFault::Foreign { path: of(path), what },
        StoreFault::ReadOnly(path) => StoreFault::ReadOnly(of(path)),
        StoreFault::Missing(path) => StoreFault::Missing(of(path)),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_free_name_is_like_the_one_that_is_taken() {
        let folder = tempfile::tempdir().expect("a folder");
        for taken in ["copy.db", "copy-2.db", "copy", "a.b.sqlite"] {
            std::fs::write(folder.path().join(taken), "").expect("a file");
        }
        for (taken, like) in [("copy.db", "copy-3.db"), ("copy", "copy-2"), ("a.b.sqlite", "a.b-2.sqlite")] {
            assert_eq!(free(&folder.path().join(taken)), folder.path().join(like));
        }
    }
}
