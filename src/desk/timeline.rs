//! `timeline`: every series that is asked for, over time.

use super::answers::{Request, policy};
use super::criteria::Criteria;
use super::error::Error;
use super::nearest::nothing_matches_of;
use crate::export::audience::Audience;
use crate::report::answer::Explain;
use crate::report::timeline::TimelineReport;
use crate::store::{self, Store, View};

/// Hands the timeline of each series to `take`, in the order of the names.
///
/// # Errors
/// Nothing that matches, what the store says, or `take`.
pub fn timeline(
    store: &Store,
    criteria: &Criteria,
    take: &mut dyn FnMut(TimelineReport) -> Result<(), Error>,
) -> Result<(), Error> {
    let criteria = &criteria.cut();
    let question = &criteria.question;
    let view = View::of(store, question.recorded_by)?;
    let request = Request {
        criteria,
        policy: policy("per-authority")?,
        explain: Explain::AnswerOnly,
        audience: Audience::Internal,
    };
    let mut any = false;
    for key in store::series::matching(&view, &criteria.filter)? {
        let material = store::material::of(&view, &key)?.knowing_event_days(&view, question)?;
        if criteria.admit_any(&view, &material)? {
            let (series, answer) = request.answer_to(question, view.names(), material);
            let mut report = TimelineReport::new(&series, &answer, question);
            report.question = report.question.chosen_by(&criteria.filter);
            if !report.points.is_empty() {
                any = true;
                take(report)?;
            }
        }
    }
    if any { Ok(()) } else { Err(nothing_matches_of(&criteria.filter, &view)) }
}
