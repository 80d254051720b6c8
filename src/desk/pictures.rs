//! The pictures of series: what `timeline` draws, on a screen and as files.

use super::answers::Request;
use super::criteria::Criteria;
use super::error::Error;
use super::nearest::nothing_matches_of;
use crate::export::audience::Audience;
use crate::model::uid::hex;
use crate::reconcile::policies;
use crate::report::answer::Explain;
use crate::report::pictured::{PictureOrigin, PictureReport};
use crate::store::{self, Store, View};

/// Hands the picture of each series that is asked for to `take`, in the order of the names, as an audience may have it.
///
/// # Errors
/// Nothing that matches, what the store says, or `take`.
pub fn pictures(
    store: &Store,
    criteria: &Criteria,
    audience: Audience,
    take: &mut dyn FnMut(PictureReport) -> Result<(), Error>,
) -> Result<(), Error> {
    let criteria = &criteria.cut();
    let question = &criteria.question;
    let view = View::of(store, question.recorded_by)?;
    let request = Request { criteria, policy: policies::DEFAULT, explain: Explain::AnswerOnly, audience };
    let mut any = false;
    for key in store::series::matching(&view, &criteria.filter)? {
        let material = store::material::of(&view, &key)?.knowing_event_days(&view, question)?;
        if criteria.admit_any(&view, &material)? {
            let (series, answer) = request.answer_to(question, view.names(), material);
            let picture = PictureReport::new(&series, &answer, question);
            if !picture.figures.is_empty() {
                any = true;
                take(chosen_by(picture, criteria))?;
            }
        }
    }
    if any { Ok(()) } else { Err(nothing_matches_of(&criteria.filter, &view)) }
}

/// What a file says of what made it: the command as it can be typed again, and the newest entry that it may know.
///
/// # Errors
/// What the store says.
pub fn origin(store: &Store, criteria: &Criteria, command: &str) -> Result<PictureOrigin, Error> {
    let view = View::of(store, criteria.question.recorded_by)?;
    let entry = view.visibility().number();
    let newest = store::entries::one(&view, entry)?;
    let head = newest.map(|newest| hex(&newest.hash)).unwrap_or_default();
    Ok(PictureOrigin { command: command.to_owned(), entry: entry.0, head })
}

/// The same of a series that was chosen by its figures.
fn chosen_by(mut picture: PictureReport, criteria: &Criteria) -> PictureReport {
    picture.question = picture.question.chosen_by(&criteria.filter);
    picture.timeline.question = picture.question.clone();
    picture
}
