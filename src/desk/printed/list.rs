//! `check --printed`: what to do about the sentences that were printed, worst first; and one of them on one screen.

use super::judged::{JudgedSentence, action_of, each, urgency};
use crate::claim::{ClaimAction, ClaimVerdict};
use crate::desk::error::Error;
use crate::export::audience::Audience;
use crate::model::question::Question;
use crate::model::redacted::shown;
use crate::phrase::figure::words;
use crate::prose::notices::{NoticeOf, notice};
use crate::report::check::CheckReport;
use crate::report::worklist::{PrintedReport, PrintedTally, SignedReport};
use crate::store::printed::Signature;
use crate::store::{self, Store, View};

/// What is asked.
#[derive(Clone, Copy, Debug, Default)]
pub struct WorklistOptions {
    /// What the public could know, and what this desk had.
    pub question: Question,
    /// Which sentences are listed.
    pub extent: WorklistExtent,
    /// Whether a line for readers is drafted for each.
    pub notices: Notices,
}

/// Which sentences are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WorklistExtent {
    /// Those about which something is to be done.
    #[default]
    ToDo,
    /// All of them.
    All,
}

/// Whether lines for readers are drafted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Notices {
    /// None.
    #[default]
    LeftOut,
    /// One for each sentence that needs one.
    Drafted,
}

/// The list of a morning: the sentences, worst first, and how many there are of each sort, listed or not.
///
/// # Errors
/// What the store says.
pub fn worklist(
    store: &Store,
    options: &WorklistOptions,
) -> Result<(Vec<PrintedReport>, PrintedTally), Error> {
    let view = View::of(store, options.question.recorded_by)?;
    let (mut reports, mut tally) = (Vec::new(), PrintedTally::default());
    each(&view, (options.question, Audience::Internal), store::printed::all(&view)?, &mut |judged| {
        let to_do = judged.to_do();
        tally.count(to_do);
        if to_do != ClaimAction::Leave || options.extent == WorklistExtent::All {
            reports.push((urgency(to_do), report(&view, judged, options.notices)?));
        }
        Ok(())
    })?;
    reports.sort_by_key(|(urgency, report)| (*urgency, report.printed));
    Ok((reports.into_iter().map(|(_, report)| report).collect(), tally))
}

/// One printed sentence, by its number.
///
/// # Errors
/// There is none of that number, or what the store says.
pub fn one(store: &Store, id: i64, question: Question) -> Result<PrintedReport, Error> {
    let view = View::of(store, question.recorded_by)?;
    let asked = (question, Audience::Internal);
    report(&view, judged(&view, id, asked)?, Notices::Drafted)
}

/// One printed sentence as the ledger holds it.
pub(super) fn judged(view: &View<'_>, id: i64, asked: (Question, Audience)) -> Result<JudgedSentence, Error> {
    let one: Vec<_> = store::printed::all(view)?.into_iter().filter(|kept| kept.id == id).collect();
    let mut found = None;
    each(view, asked, one, &mut |judged| {
        found = Some(judged);
        Ok(())
    })?;
    found.ok_or_else(|| {
        Error::usage(
            format!("no printed sentence has the number {id}"),
            "see which there are: tollbook check --printed --all",
        )
    })
}

fn report(view: &View<'_>, judged: JudgedSentence, notices: Notices) -> Result<PrintedReport, Error> {
    let (to_do, is_done) = (judged.to_do(), judged.is_done());
    let deciding = deciding(&judged);
    let mut notice = None;
    if notices == Notices::Drafted && to_do != ClaimAction::Leave {
        notice = deciding.first().map(|item| drafted(view, &judged, item)).transpose()?;
    }
    let mut because: Vec<String> = deciding.iter().map(reason).collect();
    if let Some(signature) = judged.signature.as_ref().filter(|_| !is_done) {
        because.push(format!("it was signed for “{}”, and that changed since", signature.signed_for));
    }
    let mut write: Vec<String> = deciding.iter().filter_map(|item| item.write.clone()).collect();
    write.dedup();
    let printed = &judged.kept.printed;
    let given = |text: &str| (!text.is_empty()).then(|| shown(text).into_owned());
    Ok(PrintedReport {
        printed: judged.kept.id,
        action: to_do.word(),
        claim: shown(&printed.claim).into_owned(),
        place: given(&printed.story),
        url: given(&printed.url),
        printed_on: printed.printed_on.iso(),
        entry: judged.kept.entry.0,
        write,
        because,
        notice,
        signed: judged.signature.as_ref().map(|signature| signed(signature, is_done)),
        items: judged.items,
    })
}

/// The numbers for which something is to be done; where that is none, all.
pub(super) fn deciding(judged: &JudgedSentence) -> Vec<CheckReport> {
    let mut items = judged.items.clone();
    if judged.action != ClaimAction::Leave {
        items.retain(|item| action_of(item) != ClaimAction::Leave);
    }
    items.sort_by_key(|item| urgency(action_of(item)));
    items
}

/// Why something is to be done about a number.
fn reason(item: &CheckReport) -> String {
    match item.ours() {
        Some(ours) => format!("{}; {ours}", because(item)),
        None => because(item),
    }
}

/// Why it is judged so. Words that still hold are to be updated since the toll has moved away from them.
pub(super) fn because(item: &CheckReport) -> String {
    let still_holds = item.verdict == "supported as a bound" && item.needs_update == Some(true);
    if still_holds { format!("{}, and is far from it by now", item.because) } else { item.because.clone() }
}

fn signed(signature: &Signature, is_done: bool) -> SignedReport {
    SignedReport {
        signed_for: signature.signed_for.clone(),
        why: signature.why.clone(),
        who: signature.entry.who.clone(),
        recorded_at: signature.entry.recorded_at.iso(),
        entry: signature.entry.id.0,
        holds: is_done,
    }
}

/// What should have been typed, where the number rested on what this desk had mistyped.
pub(super) fn instead(view: &View<'_>, item: &CheckReport) -> Result<Option<String>, Error> {
    let by = item.mistyped.as_ref().and_then(|one| one.by);
    Ok(by.map(|by| store::figures::one(view, by)).transpose()?.flatten().as_ref().map(words))
}

/// The draft of a line for readers about the worst number of a sentence.
fn drafted(
    view: &View<'_>,
    judged: &JudgedSentence,
    item: &CheckReport,
) -> Result<crate::prose::notices::ReaderNotice, Error> {
    let instead = instead(view, item)?;
    let printed_on = judged.kept.printed.printed_on.long();
    Ok(notice(&NoticeOf {
        action: action_of(item),
        verdict: ClaimVerdict::from_word(item.verdict).unwrap_or(ClaimVerdict::NoRecord),
        number: item.read_as.as_ref().map_or("", |read| read.figure.as_str()),
        counted: &item.counted,
        printed_on: &printed_on,
        is_ours: item.mistyped.is_some(),
        instead: instead.as_deref(),
        write: item.write.as_deref(),
    }))
}
