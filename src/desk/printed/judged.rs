//! Printed sentences held against the ledger as it is: what to do about each, and whether a person did.

use std::collections::BTreeSet;

use crate::claim::ClaimAction;
use crate::desk::check::Checker;
use crate::desk::error::Error;
use crate::export::audience::Audience;
use crate::intake::claims::ClaimRow;
use crate::model::question::Question;
use crate::model::recorded::EntryId;
use crate::report::check::CheckReport;
use crate::store::printed::{KeptSentence, Signature};
use crate::store::{self, View};

/// A printed sentence, and what the ledger holds of it.
pub struct JudgedSentence {
    /// It.
    pub kept: KeptSentence,
    /// Each of its numbers.
    pub items: Vec<CheckReport>,
    /// What to do about it, by its worst number; whoever signed it aside.
    pub action: ClaimAction,
    /// Its state, for which a person signs: the action, the verdict and the numbers on which they rest.
    pub state: String,
    /// What a person signed last.
    pub signature: Option<Signature>,
}

impl JudgedSentence {
    fn of(view: &View<'_>, kept: KeptSentence, items: Vec<CheckReport>) -> Result<JudgedSentence, Error> {
        let action = items.iter().map(action_of).min_by_key(|action| urgency(*action));
        let action = action.unwrap_or(ClaimAction::Look);
        let signature = store::printed::signature(view, &kept.printed.key())?;
        Ok(JudgedSentence { state: state(&items, action), kept, items, action, signature })
    }

    /// Whether a person signed it in the state in which it is.
    pub fn is_done(&self) -> bool {
        self.signature.as_ref().is_some_and(|signature| signature.signed_for == self.state)
    }

    /// What is to be done: nothing where a person signed it as it is. What changed since is looked at, also where the figures print
    /// the first number again: the page has what was signed.
    pub fn to_do(&self) -> ClaimAction {
        match (&self.signature, self.action) {
            (Some(_), _) if self.is_done() => ClaimAction::Leave,
            (Some(_), ClaimAction::Leave) => ClaimAction::Look,
            (_, action) => action,
        }
    }
}

/// What comes first in the list: the smaller, the worse.
pub fn urgency(action: ClaimAction) -> u8 {
    match action {
        ClaimAction::Withdraw => 0,
        ClaimAction::Correct => 1,
        ClaimAction::Update => 2,
        ClaimAction::Look => 3,
        ClaimAction::Leave => 4,
    }
}

/// What to do about one number. What is asked back, or is not in the ledger, is looked at.
pub fn action_of(item: &CheckReport) -> ClaimAction {
    item.action.and_then(ClaimAction::from_word).unwrap_or(ClaimAction::Look)
}

/// The state of a sentence: for each number that needs a hand the action, the verdict, and the numbers of the figures on which it
/// rests. A report that only says a number again changes nothing of it.
fn state(items: &[CheckReport], action: ClaimAction) -> String {
    let needs_a_hand = items.iter().filter(|item| action_of(item) != ClaimAction::Leave);
    let states: Vec<String> = needs_a_hand
        .map(|item| {
            let ends: BTreeSet<(u64, Option<u64>)> =
                item.nearest.iter().filter_map(|near| near.ends).collect();
            let numbers: Vec<String> = ends.into_iter().map(interval).collect();
            format!("{} {} {}", action_of(item).word(), item.verdict, numbers.join(" ")).trim_end().to_owned()
        })
        .collect();
    match states.is_empty() {
        true => action.word().to_owned(),
        false => states.join("; "),
    }
}

/// `44`, `8-11`, `40+`.
fn interval((low, high): (u64, Option<u64>)) -> String {
    match high {
        Some(high) if high == low => low.to_string(),
        Some(high) => format!("{low}-{high}"),
        None => format!("{low}+"),
    }
}

/// Judges sentences, in their order. Only the series that each of them means are asked. Sentences of one text are read in it, as
/// far as it was kept: an event may be named before them.
///
/// # Errors
/// What the store says, or `take`.
pub fn each(
    view: &View<'_>,
    (question, audience): (Question, Audience),
    sentences: Vec<KeptSentence>,
    take: &mut dyn FnMut(JudgedSentence) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut checker = Checker::of(view, question, audience);
    let mut text: Option<TextItems> = None;
    for kept in sentences {
        let of_text = match kept.span {
            Some(span) => {
                if text.as_ref().is_none_or(|text| text.entry != kept.entry) {
                    text = Some(TextItems::of(view, &mut checker, &kept)?);
                }
                text.as_ref().map(|text| text.within(span)).unwrap_or_default()
            }
            None => Vec::new(),
        };
        let items = if of_text.is_empty() { alone(&mut checker, &kept)? } else { of_text };
        take(JudgedSentence::of(view, kept, items)?)?;
    }
    Ok(())
}

/// The numbers of a sentence that stands alone.
fn alone(checker: &mut Checker<'_, '_>, kept: &KeptSentence) -> Result<Vec<CheckReport>, Error> {
    let row = ClaimRow::of(kept.printed.claim.clone(), Some(kept.printed.printed_on.date));
    let mut items = Vec::new();
    checker.row(&row, &mut |item| {
        items.push(item);
        Ok(())
    })?;
    Ok(items)
}

/// The numbers of a text that an entry kept.
struct TextItems {
    entry: EntryId,
    items: Vec<CheckReport>,
}

impl TextItems {
    fn of(view: &View<'_>, checker: &mut Checker<'_, '_>, kept: &KeptSentence) -> Result<TextItems, Error> {
        let mut items = Vec::new();
        let text = store::kept::of_entry(view, kept.entry)?.and_then(|bytes| String::from_utf8(bytes).ok());
        if let Some(text) = text {
            checker.text(&text, Some(kept.printed.printed_on.date), &mut |item| {
                items.push(item);
                Ok(())
            })?;
        }
        Ok(TextItems { entry: kept.entry, items })
    }

    /// Those that stand in a part of it.
    fn within(&self, (start, end): (usize, usize)) -> Vec<CheckReport> {
        let stands = |item: &&CheckReport| item.start.is_some_and(|at| start <= at && at < end);
        self.items.iter().filter(stands).cloned().collect()
    }
}
