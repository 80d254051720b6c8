//! The fingerprint of an answer, and what it opens.

use super::answers::{Family, Request};
use super::criteria::Criteria;
use super::error::Error;
use super::recordings::RecordingTimes;
use crate::export::audience::Audience;
use crate::model::fingerprint::{AnswerRoot, Fingerprint, FingerprintQuestion};
use crate::model::hex::hex;
use crate::model::question::Question;
use crate::model::recorded::{Entry, FigureId};
use crate::reconcile::{Answer, Policy, policies};
use crate::report::answer::Explain;
use crate::report::opened::OpenedReport;
use crate::store::{self, Store, View};

/// The fingerprint of an answer.
pub fn fingerprint(root: &AnswerRoot, policy: &Policy, question: &Question, answer: &Answer) -> Fingerprint {
    let place = policies::ALL.iter().position(|known| known.name == policy.name).unwrap_or_default();
    let asked = FingerprintQuestion { question: *question, policy: place as u8 };
    Fingerprint::new(root, asked, &answering(answer))
}

/// The figures of an answer.
fn answering(answer: &Answer) -> Vec<FigureId> {
    answer.chosen.iter().map(|chosen| chosen.id).collect()
}

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

#[cfg(test)]
mod tests {
    use super::*;

    /// Fingerprints that were printed hold the place of a policy: new policies go to the end of the list.
    #[test]
    fn the_places_of_policies_stay() {
        let names: Vec<&str> = policies::ALL.iter().map(|policy| policy.name).collect();
        let first = ["range", "authority", "latest", "agree", "most_supported", "per-authority"];
        assert_eq!(names[..6], first, "{names:?}");
        assert!(names.len() <= 16, "a fingerprint has 4 bits for the policy");
    }
}
