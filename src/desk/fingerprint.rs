//! What the fingerprint of an answer opens: the answer as it was.

use super::answers::{Family, Request};
use super::criteria::Criteria;
use super::error::Error;
use super::recordings::RecordingTimes;
use crate::export::audience::Audience;
use crate::model::fingerprint::Fingerprint;
use crate::model::hex::hex;
use crate::model::question::Question;
use crate::model::recorded::Entry;
use crate::reconcile::fingerprint::answering;
use crate::reconcile::policies;
use crate::report::answer::Explain;
use crate::report::opened::OpenedReport;
use crate::store::{self, Store, View};

/// The answer that a fingerprint stands for, by what this desk had when it was made.
///
/// # Errors
/// A text that is none, one of another store, or what the store says.
pub fn opened(store: &Store, text: &str) -> Result<OpenedReport, Error> {
    let fingerprint = Fingerprint::read(text).ok_or_else(|| {
        Error::usage(format!("`{text}` is no fingerprint"), "copy it whole, from tb: to its last letter")
    })?;
    let entry = entry_of(store, &fingerprint)?.ok_or_else(|| strange(text))?;
    let question = Question { recorded_by: Some(entry.recorded_at), ..fingerprint.asked.question };
    let view = View::of(store, question.recorded_by)?;
    let policy = policies::ALL.get(usize::from(fingerprint.asked.policy)).ok_or_else(|| strange(text))?;
    let key = store::series::with_ids(&view, &[fingerprint.series])?.into_iter().next();
    let key = key.ok_or_else(|| strange(text))?;
    let criteria = Criteria { question, ..Criteria::default() };
    let request =
        Request { criteria: &criteria, policy, explain: Explain::AnswerOnly, audience: Audience::Internal };
    let family = Family::whole(request, &view, &key, &mut RecordingTimes::of(&view)?)?;
    let answered = request.answer(family, view.names());
    let figures = answering(&answered.answer);
    Ok(OpenedReport {
        fits: fingerprint.fits_figures(&figures),
        figures: figures.iter().map(|figure| figure.0).collect(),
        entry: entry.id.0,
        recorded_at: entry.recorded_at.iso(),
        head: hex(&entry.hash),
        answer: request.report(answered, view.names()),
    })
}

/// The entry of a fingerprint, where it fits.
fn entry_of(store: &Store, fingerprint: &Fingerprint) -> Result<Option<Entry>, Error> {
    let entry = store::entries::one(&View::of(store, None)?, fingerprint.entry)?;
    Ok(entry.filter(|entry| fingerprint.fits(&entry.hash)))
}

fn strange(text: &str) -> Error {
    Error::usage(
        format!("{text} does not fit this store: it is of another store, or mistyped"),
        "name the store that printed it, with --db; a backup of it opens it too",
    )
}
