//! `check --keep`: the sentences that were printed go into the ledger, as one entry.

use crate::desk::article::{Story, deflated};
use crate::desk::author::Author;
use crate::desk::check::claims::{Claims, GivenClaims};
use crate::desk::check::{has_a_number, sentences};
use crate::desk::error::Error;
use crate::intake::claims::ClaimRow;
use crate::model::date::{Day, Moment, PartialDate};
use crate::model::printed::PrintedSentence;
use crate::model::recorded::{EntryKind, FileRead};
use crate::report::kept::{KeptOne, KeptReport};
use crate::store::write::EntryTransaction;
use crate::store::write::printed::keep as put;
use crate::store::{self, Store};

/// How a file of kept sentences was read, as the settings of its entry: no import has these, so none is taken for it.
const SETTINGS: &str = r#"{"printed":null}"#;

/// What is kept, and what holds of all of it where a row does not say otherwise.
#[derive(Clone, Debug)]
pub struct KeepOptions {
    /// The sentences, or a text with them.
    pub given: GivenClaims,
    /// Where they stand: a headline, a page.
    pub place: Option<String>,
    /// Their address.
    pub url: Option<String>,
    /// When they were printed.
    pub printed_on: Option<PartialDate>,
    /// The day that it is, which is told where it was taken.
    pub today: Day,
    /// Only what would be done.
    pub dry_run: bool,
}

/// A sentence on its way in, with its place in the text that is kept.
type Sentence = (PrintedSentence, Option<(usize, usize)>);

/// Keeps the sentences that have a number of people. One that is there already is not kept twice.
///
/// # Errors
/// None has a number, or what the store says.
pub fn keep(store: &mut Store, options: &KeepOptions, author: &Author) -> Result<KeptReport, Error> {
    let (found, left_out) = options.sentences();
    if found.is_empty() {
        return Err(Error::usage(
            "nothing was kept: no sentence has a number of people that figures can be held against",
            "see how each is read: tollbook check, without --keep",
        ));
    }
    let mut writer = EntryTransaction::begin(store)?;
    let became = put(&mut writer, &found)?;
    let is_new = became.iter().any(|one| one.is_new);
    writer.count(found.len() as u64, 0, left_out);
    let (file, text) = (options.file(), options.text().filter(|_| !writer.has_erased()));
    let kept = text.and_then(deflated);
    let mut report = KeptReport {
        entry: None,
        file: file.as_ref().map(|file| file.name.clone()),
        kept: Vec::new(),
        left_out,
        assumed_day: options.assumed(),
        text_kept: kept.is_some() && is_new,
        dry_run: options.dry_run,
    };
    for (one, (sentence, _)) in became.iter().zip(&found) {
        let is_there = !(one.is_new && options.dry_run);
        let (printed, claim) = (is_there.then_some(one.id), sentence.claim.clone());
        report.kept.push(KeptOne { printed, outcome: if one.is_new { "new" } else { "same" }, claim });
    }
    if is_new && !options.dry_run {
        let operation = author.operation(EntryKind::Add);
        let operation = store::write::Operation { file: file.as_ref(), kept: kept.as_deref(), ..operation };
        report.entry = Some(store::write::commit(writer, &operation)?.entry.id.0);
    }
    Ok(report)
}

impl KeepOptions {
    /// The sentences, and how many there are without a number.
    fn sentences(&self) -> (Vec<Sentence>, u64) {
        let own = |claim: &str| ClaimRow::of(claim.to_owned(), None);
        let rows = match &self.given.claims {
            Claims::Text(text) => return (self.of_text(text), 0),
            Claims::Sentence(claim) => vec![own(claim.trim())],
            Claims::Rows(rows) => rows.clone(),
        };
        let (kept, left_out): (Vec<ClaimRow>, Vec<ClaimRow>) =
            rows.into_iter().partition(|row| has_a_number(&row.claim, row.printed_on));
        (kept.iter().map(|row| (self.printed(row), None)).collect(), left_out.len() as u64)
    }

    fn of_text(&self, text: &str) -> Vec<Sentence> {
        let characters = |byte: usize| text.get(..byte).map_or(0, |before| before.chars().count());
        let spans = sentences(text, Some(self.day())).into_iter();
        spans
            .map(|span| {
                let place = (characters(span.start), characters(span.end));
                let row = ClaimRow::of(text[span].to_owned(), None);
                (self.printed(&row), Some(place))
            })
            .collect()
    }

    fn printed(&self, row: &ClaimRow) -> PrintedSentence {
        let given =
            |own: &Option<String>, all: &Option<String>| own.clone().or(all.clone()).unwrap_or_default();
        PrintedSentence {
            claim: row.claim.clone(),
            story: given(&row.place, &self.place),
            url: given(&row.url, &self.url),
            printed_on: Moment::on(row.printed_on.unwrap_or_else(|| self.day())),
        }
    }

    /// When they were printed, where nothing says so in a row.
    fn day(&self) -> PartialDate {
        self.printed_on.unwrap_or_else(|| self.today.to_date())
    }

    /// The day that was taken because none was given.
    fn assumed(&self) -> Option<String> {
        let has_own = |row: &ClaimRow| row.printed_on.is_some();
        let each_has_one = matches!(&self.given.claims, Claims::Rows(rows) if rows.iter().all(has_own));
        (self.printed_on.is_none() && !each_has_one).then(|| self.day().iso())
    }

    fn file(&self) -> Option<FileRead> {
        let file = |story: &Story| FileRead {
            name: story.name.clone(),
            bytes: story.bytes,
            sha256: story.sha256,
            settings: SETTINGS.to_owned(),
        };
        self.given.story.as_ref().map(file)
    }

    /// The text in which the sentences stand.
    fn text(&self) -> Option<&str> {
        match &self.given.claims {
            Claims::Text(text) => Some(text),
            Claims::Sentence(_) | Claims::Rows(_) => None,
        }
    }
}
