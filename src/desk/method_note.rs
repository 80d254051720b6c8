//! The note on method that goes with figures: what they are about, who counted, how each answer was chosen, what was corrected.

use std::path::Path;

use super::audit::{AuditOptions, AuditPart, FeedExtent, Settlement, audit_in};
use super::criteria::Criteria;
use super::entries;
use super::error::Error;
use super::list::{asked_in, figures_in};
use super::markdown_file::MarkdownFile;
use super::reconcile::{ReconcileOptions, reconcile_in};
use crate::disk::sharing::Sharing;
use crate::export::audience::{Audience, Terms};
use crate::model::recorded::{Act, ActKind, Recorded};
use crate::model::redacted::holds;
use crate::reconcile::policies;
use crate::report::answer::Explain;
use crate::report::listed::ListedFigure;
use crate::report::method_note::answers::NoteAnswers;
use crate::report::method_note::corrections::NoteCorrections;
use crate::report::method_note::findings::NoteFindings;
use crate::report::method_note::made::NoteHead;
use crate::report::method_note::scope::NoteScope;
use crate::report::method_note::tally::NoteTally;
use crate::report::method_note::{NoteBlock, counted, decisions, sources};
use crate::report::tally::FindingTally;
use crate::store::{self, Result as StoreResult, Store, View};

/// What is asked.
#[derive(Clone, Debug)]
pub struct MethodNoteOptions {
    /// Which figures, and by which clocks.
    pub criteria: Criteria,
    /// For whom.
    pub audience: Audience,
    /// Under which terms the figures are published.
    pub terms: Terms,
}

/// Writes the note as Markdown to a file, whole or not at all; what stood under its name makes room.
///
/// # Errors
/// A name that ends otherwise, a file that is a store, a folder that may not be written, or what the store says.
pub fn write_method_note(
    store: &Store,
    options: &MethodNoteOptions,
    to: &Path,
    sharing: Sharing,
) -> Result<(), Error> {
    MarkdownFile { to, what: "a note on method", flag: "--method-note", sharing }
        .write(&mut || method_note(store, options))
}

/// The blocks of the note.
///
/// # Errors
/// What the store says.
pub fn method_note(store: &Store, options: &MethodNoteOptions) -> Result<Vec<NoteBlock>, Error> {
    let criteria = &options.criteria;
    let view = &View::of(store, criteria.question.recorded_by)?;
    let note = Note { view, criteria, audience: options.audience };
    let (tally, corrections) = note.figures()?;
    let policy = policies::DEFAULT;
    let answers = match tally.figures {
        0 => NoteAnswers::default(),
        _ => note.answers(policy.name)?,
    };
    let (findings, open) = note.findings()?;
    let scope = NoteScope { question: &criteria.question, filter: &criteria.filter, entry: criteria.entry };
    let mut blocks = vec![NoteBlock::Title("Note on method".to_owned())];
    blocks.extend(scope.blocks(&tally, answers.answers));
    if tally.figures > 0 {
        blocks.extend(sources::blocks(&tally, view.names()));
        blocks.extend(counted::blocks(&tally));
        blocks.extend(answers.blocks((policy.name, policy.about), view.names(), &tally));
        blocks.extend(decisions::blocks(view.names(), &tally, note.audience.reasons()));
        blocks.extend(findings.blocks(&open));
    }
    blocks.extend(corrections.blocks());
    if !options.audience.is_public() {
        blocks.extend(decisions::asked(&asked_in(view, criteria)?));
    }
    for (about, said) in options.terms.said().into_iter().filter(|(about, _)| *about != "Corrections") {
        blocks.push(NoteBlock::Heading(about));
        blocks.push(NoteBlock::Paragraph(said));
    }
    blocks.extend(head(view)?.blocks());
    Ok(blocks)
}

/// What a note is made of.
struct Note<'a> {
    view: &'a View<'a>,
    criteria: &'a Criteria,
    audience: Audience,
}

impl Note<'_> {
    /// What the figures have in common, and what became of them. A typing error of this desk is no figure.
    fn figures(&self) -> Result<(NoteTally, NoteCorrections), Error> {
        let (mut tally, mut corrections) = (NoteTally::default(), NoteCorrections::default());
        figures_in(self.view, self.criteria, &mut |listed| {
            let figure = self.audience.figure(listed.recorded.figure.clone());
            let public = Recorded { figure, ..listed.recorded.clone() };
            match listed.status {
                "void" => self.mended(&public, &mut corrections)?,
                _ => tally.count(&public.figure, self.view.names()),
            }
            if !["stands", "void"].contains(&listed.status) {
                self.withdrawn(listed, &public, &mut corrections)?;
            }
            Ok(())
        })?;
        Ok((tally, corrections))
    }

    fn mended(&self, void: &Recorded, corrections: &mut NoteCorrections) -> StoreResult<()> {
        let is_void = |act: &Act| act.what == ActKind::Void && act.figure == void.id;
        let acts = store::acts::with_entries(self.view, void.id)?;
        let Some((act, entry)) = acts.into_iter().rfind(|(act, _)| is_void(act)) else { return Ok(()) };
        let on = store::entries::one(self.view, entry)?.map(|entry| entry.recorded_at.day().to_date());
        let instead = act.other.map(|other| store::figures::one(self.view, other)).transpose()?.flatten();
        corrections.mended(on, instead.map(|one| self.shown(one)).as_ref());
        Ok(())
    }

    fn withdrawn(
        &self,
        listed: &ListedFigure,
        public: &Recorded,
        corrections: &mut NoteCorrections,
    ) -> StoreResult<()> {
        let question = &self.criteria.question;
        let does_it =
            |act: &Act| act.what.word() == withdrawing(listed.status) && question.knows(act.known_at);
        let acts = store::acts::on(self.view, public.id)?;
        let act = acts.iter().rfind(|act| does_it(act)).or(acts.iter().rfind(|act| act.what.withdraws()));
        let by =
            act.and_then(|act| act.other).map(|by| store::figures::one(self.view, by)).transpose()?.flatten();
        let by = by.map(|by| self.shown(by));
        corrections.withdrawn(public, listed.status, act.map(|act| (act, by.as_ref())));
        Ok(())
    }

    fn shown(&self, recorded: Recorded) -> Recorded {
        Recorded { figure: self.audience.figure(recorded.figure), ..recorded }
    }

    fn answers(&self, policy: &str) -> Result<NoteAnswers, Error> {
        let options = ReconcileOptions {
            criteria: self.criteria.clone(),
            policy: policy.to_owned(),
            explain: Explain::AnswerOnly,
        };
        let mut answers = NoteAnswers::default();
        reconcile_in(self.view, &options, &mut |report| {
            answers.count(report);
            Ok(())
        })?;
        Ok(answers)
    }

    /// What was accepted, and what is open.
    fn findings(&self) -> Result<(NoteFindings, FindingTally), Error> {
        let options = |settlement| AuditOptions {
            criteria: self.criteria.clone(),
            settlement,
            feeds: FeedExtent::Now,
            limit: Some(0),
        };
        let open = audit_in(self.view, &options(Settlement::Open), &mut |_| Ok(()))?.findings;
        let mut findings = NoteFindings::default();
        if self.view.names().has_settled_findings() {
            let own = self.own_words()?;
            let all = AuditOptions { limit: None, ..options(Settlement::Settled) };
            audit_in(self.view, &all, &mut |part: AuditPart<'_>| {
                let Some(report) = part.finding() else { return Ok(()) };
                let why = report.accepted.as_ref().map(|accepted| accepted.why.as_str());
                findings.accepted(report, why.filter(|why| !own.iter().any(|word| holds(why, word))));
                Ok(())
            })?;
        }
        Ok((findings, open))
    }

    /// What no public text may hold: who worked at the ledger, and the names of files that were read.
    fn own_words(&self) -> StoreResult<Vec<String>> {
        if !self.audience.is_public() {
            return Ok(Vec::new());
        }
        let entries = store::entries::newest(self.view, None)?;
        let mut own: Vec<String> = entries
            .into_iter()
            .flat_map(|entry| [Some(entry.who), entry.file.map(|file| file.name)])
            .flatten()
            .collect();
        own.sort_unstable();
        own.dedup();
        Ok(own)
    }
}

/// By which program and from which state of the ledger a document is made.
///
/// # Errors
/// What the store says.
pub(super) fn head(view: &View<'_>) -> StoreResult<NoteHead> {
    let newest = store::entries::newest(view, Some(1))?.into_iter().next();
    let entry = newest.map(|entry| entries::report(view, &entry)).transpose()?;
    Ok(NoteHead { program: concat!("tollbook ", env!("CARGO_PKG_VERSION")).to_owned(), entry })
}

/// The act by which a figure comes to a status.
fn withdrawing(status: &str) -> &'static str {
    match status {
        "corrected" => "corrects",
        "retracted" => "retracts",
        "disowned" => "disowns",
        _ => "gone",
    }
}
