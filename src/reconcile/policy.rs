//! What a policy is. Each of them stands in a file of `policies`.

use crate::model::question::Question;
use crate::series::Series;

use super::answer::{Answer, AnswersWith};

/// A way to make an answer of a series.
#[derive(Debug)]
pub struct Policy {
    /// The name after `--policy`.
    pub name: &'static str,
    /// What it answers, in one clause.
    pub about: &'static str,
    /// What it answers with.
    pub answers_with: AnswersWith,
    /// Makes the answer; the same series and question give the same answer.
    pub apply: fn(&Series, &Question) -> Answer,
}
