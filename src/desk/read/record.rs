//! What was accepted goes in as one entry, with the text and the place of each number in it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::confirm::Accepted;
use super::proposal::ReadPlan;
use crate::desk::add::{refuse_void, similar_names};
use crate::desk::article::{Story, deflated};
use crate::desk::author::Author;
use crate::desk::error::Error;
use crate::desk::figures::sought;
use crate::desk::opening::{Writable, open_or_make};
use crate::desk::touched::TouchedSeries;
use crate::intake::article::Markup;
use crate::model::figure::Completeness;
use crate::model::problem::Problem;
use crate::model::recorded::{ActKind, EntryKind, FigureId, FileRead, Recorded};
use crate::model::redact_fault::RedactFault;
use crate::model::uid::Uid;
use crate::report::added::Notice;
use crate::report::figure::one_line;
use crate::report::read::receipt::ReadReceipt;
use crate::store::write::by_hand::Link;
use crate::store::write::{Became, EntryTransaction, Operation};
use crate::store::{self, Store, View};

/// What was recorded of an article.
#[derive(Debug)]
pub struct RecordedStory {
    /// What became of it.
    pub receipt: ReadReceipt,
    /// The store; `None` where nothing was accepted.
    pub store: Option<Store>,
    /// The series that were touched.
    pub touched: TouchedSeries,
}

/// Records what was accepted as one entry; a store is made where there is none.
///
/// # Errors
/// What the store says.
pub fn apply(
    path: PathBuf,
    plan: &ReadPlan,
    accepted: &[Accepted],
    author: &Author,
) -> Result<RecordedStory, Error> {
    let mut receipt = receipt(&plan.story, accepted);
    if accepted.is_empty() {
        receipt.store = path.display().to_string();
        return Ok(RecordedStory { receipt, store: None, touched: TouchedSeries::of_figures(Vec::new()) });
    }
    let mut target = open_or_make(path, false)?;
    receipt.notices = alike(&target.store, accepted)?;
    let denied = denied(&target.store, accepted, &mut receipt.notices)?;
    let figures = match record(&mut target.store, (plan, &denied), accepted, author, &mut receipt) {
        Err(failure) if target.made => {
            target.discard();
            return Err(failure);
        }
        figures => figures?,
    };
    let Writable { store, path, made } = target;
    receipt.store = path.display().to_string();
    receipt.store_is_new = made && receipt.entry.is_some();
    Ok(RecordedStory { receipt, store: Some(store), touched: TouchedSeries::of_figures(figures) })
}

fn receipt(story: &Story, accepted: &[Accepted]) -> ReadReceipt {
    ReadReceipt {
        entry: None,
        held: None,
        under_embargo: 0,
        file: story.name.clone(),
        accepted: accepted.len() as u64,
        new: 0,
        known: 0,
        figures: Vec::new(),
        text_kept: false,
        notices: Vec::new(),
        store: String::new(),
        store_is_new: false,
        dry_run: false,
    }
}

/// New names that look like known ones, each once.
fn alike(store: &Store, accepted: &[Accepted]) -> Result<Vec<Notice>, Error> {
    let view = View::of(store, None)?;
    let mut notices: Vec<Notice> = Vec::new();
    for one in accepted {
        for notice in similar_names(&view, &one.drafted.figure)? {
            if !notices.contains(&notice) {
                notices.push(notice);
            }
        }
    }
    Ok(notices)
}

/// The figures of the ledger that replies deny, by what was typed. What names none is told; such a reply is left out.
fn denied(
    store: &Store,
    accepted: &[Accepted],
    notices: &mut Vec<Notice>,
) -> Result<BTreeMap<String, FigureId>, Error> {
    let view = View::of(store, None)?;
    let mut found = BTreeMap::new();
    for (kind, target) in accepted.iter().filter_map(|one| one.says.as_ref()) {
        if accepted.iter().any(|one| one.reference == *target) {
            continue;
        }
        match sought(&view, target) {
            Ok(id) => drop(found.insert(target.clone(), id)),
            Err(_) => notices.push(Notice {
                what: format!("{target} is no figure here: the row that {kind} it is left out"),
                hint: format!(
                    "look for it with tollbook list, and add the row by hand: tollbook add --{kind} ID"
                ),
            }),
        }
    }
    Ok(found)
}

/// The figures, once they are on the disk.
fn record(
    store: &mut Store,
    (plan, denied): (&ReadPlan, &BTreeMap<String, FigureId>),
    accepted: &[Accepted],
    author: &Author,
    receipt: &mut ReadReceipt,
) -> Result<Vec<FigureId>, Error> {
    let story = &plan.story;
    let mut writer = EntryTransaction::begin(store)?;
    let mut changes = false;
    let (mut ids, mut spans): (BTreeMap<&str, FigureId>, Map<String, Value>) = (BTreeMap::new(), Map::new());
    for one in wholes_first(accepted) {
        let figure = &one.drafted.figure;
        spans.insert(Uid::of(figure).to_string(), json!([one.place.0, one.place.1]));
        let whole = one.part_of.as_deref().and_then(|of| ids.get(of).copied());
        let what = ActKind::PartOf(Completeness::Some);
        let mut links: Vec<Link> = whole.into_iter().map(|target| link(what, target)).collect();
        if let Some((kind, target)) = &one.says {
            match ids.get(target.as_str()).or_else(|| denied.get(target)) {
                Some(target) => links.push(link(ActKind::Linked(*kind), *target)),
                None if one.drafted.figure.count.is_none() => continue,
                None => {}
            }
        }
        let entered = store::write::by_hand::enter(&mut writer, one.drafted.clone(), &links)?;
        refuse_void(&writer, &entered)?;
        receipt.new += u64::from(entered.outcome == Became::New);
        receipt.known += u64::from(entered.outcome != Became::New);
        changes |= entered.outcome != Became::Same;
        let recorded = Recorded { id: entered.id, order: entered.id.0, line: 0, figure: figure.clone() };
        receipt.figures.push(one_line(&recorded));
        ids.insert(&one.reference, entered.id);
    }
    receipt.notices.extend(erased_before(&writer));
    writer.count(accepted.len() as u64, 0, 0);
    let file = FileRead {
        name: story.name.clone(),
        bytes: story.bytes,
        sha256: story.sha256,
        settings: settings(story, spans),
    };
    let figures = ids.values().copied().collect();
    if !changes && writer.already_imported(&file, None)?.is_some() {
        return Ok(figures);
    }
    // Of a text nobody can tell whether it holds one that was erased here: such are known by their hash alone.
    let kept = (!writer.has_erased()).then(|| deflated(&story.text)).flatten();
    receipt.text_kept = kept.is_some();
    let operation =
        Operation { file: Some(&file), kept: kept.as_deref(), ..author.operation(EntryKind::Import) };
    let written = store::write::commit(writer, &operation)?;
    (receipt.entry, receipt.held) = (Some(written.entry.id.0), written.hold);
    receipt.under_embargo = written.embargoed;
    Ok(figures)
}

fn link(what: ActKind, target: FigureId) -> Link {
    Link { what, target, reason: None, reason_by: None }
}

/// The order of the text, but that what a figure is tied to is entered before it: its whole, and the one that it denies.
fn wholes_first(accepted: &[Accepted]) -> Vec<&Accepted> {
    let places: BTreeMap<&str, usize> =
        accepted.iter().enumerate().map(|(at, one)| (one.reference.as_str(), at)).collect();
    let before = |one: &Accepted| {
        let names = one.part_of.iter().chain(one.says.iter().map(|(_, target)| target));
        names.filter_map(|name| places.get(name.as_str()).copied()).collect()
    };
    let before: Vec<Vec<usize>> = accepted.iter().map(before).collect();
    in_order(&before).into_iter().map(|at| &accepted[at]).collect()
}

/// All places of a list in its order, but that each comes behind those that `before` names for it, as far as they make no
/// circle.
fn in_order(before: &[Vec<usize>]) -> Vec<usize> {
    let (mut order, mut seen) = (Vec::with_capacity(before.len()), vec![false; before.len()]);
    for at in 0..before.len() {
        let mut way = if seen[at] { Vec::new() } else { vec![at] };
        while let Some(here) = way.last().copied() {
            seen[here] = true;
            match before[here].iter().find(|next| !seen[**next]) {
                Some(next) => way.push(*next),
                None => order.extend(way.pop()),
            }
        }
    }
    order
}

/// How the text was read, and where each number stands in it: the two ends, in characters, by the figure's uid.
fn settings(story: &Story, spans: Map<String, Value>) -> String {
    let mut settings = Map::new();
    if let Some(encoding) = &story.encoding {
        settings.insert("encoding".to_owned(), json!(encoding));
    }
    if story.markup == Markup::Html {
        settings.insert("html".to_owned(), json!(true));
    }
    settings.insert("spans".to_owned(), Value::Object(spans));
    Value::Object(settings).to_string()
}

fn erased_before(writer: &EntryTransaction<'_>) -> Vec<Notice> {
    let notices = writer.erased_texts().iter().map(|text| {
        let problem = Problem::of_row(&RedactFault::ErasedBefore { field: text.field, entry: text.entry });
        Notice { what: problem.what, hint: problem.hint }
    });
    notices.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_figure_is_tied_to_comes_before_it() {
        for (before, order) in [
            (vec![vec![], vec![], vec![]], vec![0, 1, 2]),
            (vec![vec![1, 2], vec![], vec![]], vec![1, 2, 0]),
            (vec![vec![], vec![0, 3], vec![], vec![2]], vec![0, 2, 3, 1]),
            (vec![vec![1], vec![0], vec![2]], vec![1, 0, 2]),
        ] {
            assert_eq!(in_order(&before), order, "{before:?}");
        }
    }
}
