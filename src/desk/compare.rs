//! `compare`: how two figures relate, with what each of them says.

use super::answers::first_reference;
use super::error::Error;
use super::figures;
use super::neighbours::Neighbours;
use crate::model::question::Question;
use crate::model::recorded::Recorded;
use crate::report::comparison::{Beside, ComparisonReport};
use crate::store::{Store, View};

/// What is asked.
#[derive(Clone, Debug)]
pub struct CompareOptions {
    /// The three clocks.
    pub question: Question,
    /// Two figures, each by its id, its ref, or the start of its uid; in any order.
    pub figures: [String; 2],
}

/// The relation of two figures.
///
/// # Errors
/// A name that leads to no figure, one figure under two names, what the store says.
pub fn compare(store: &Store, options: &CompareOptions) -> Result<ComparisonReport, Error> {
    let CompareOptions { question, figures: [first, second] } = options;
    let view = View::of(store, question.recorded_by)?;
    let (a, b) = (figures::public(&view, first, question)?, figures::public(&view, second, question)?);
    if a.id == b.id {
        return Err(Error::usage(
            format!("`{first}` and `{second}` are one figure, #{}", a.id),
            "name two figures; see what there is with tollbook list figures",
        ));
    }
    let neighbours = Neighbours::read(&view, &[a.id, b.id], question)?;
    let relation = neighbours.with_context(&view, |context| context.relate(&a, &b));
    let beside = |recorded: &Recorded| Beside {
        reference: first_reference(&view, recorded.id),
        status: neighbours.status(recorded.id, question).to_owned(),
        older: neighbours.why_older(recorded.id, question),
    };
    Ok(ComparisonReport::new(&relation, (&a, beside(&a)), (&b, beside(&b))))
}
