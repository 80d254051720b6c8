//! One row under a plan: what each of its cells becomes.

use std::borrow::Cow;

use super::Condition;
use super::cell::CellPlan;
use crate::model::draft::{Draft, Field};
use crate::model::name::STEP;
use crate::model::problem::Problem;
use crate::model::validate::SummedOver;

/// What a cell becomes.
pub enum CellOutcome<'r> {
    /// A figure, if its texts can be read.
    Figure(FigureTexts<'r>),
    /// Nothing was reported.
    NotReported,
    /// It repeats an older one.
    CarriedForward,
    /// It cannot be read: why, and the column that shows it.
    Refused(Problem, usize),
    /// What it is goes by the other rows of the file, which was not looked through yet.
    Unsettled,
}

/// The texts of one figure.
pub struct FigureTexts<'r> {
    pub(super) texts: Vec<(Field, Cow<'r, str>)>,
    pub(super) plan: &'r CellPlan,
}

impl FigureTexts<'_> {
    /// The texts under the house names.
    pub fn draft(&self) -> Draft<'_> {
        let mut draft = Draft::default();
        draft.follow(&self.plan.conventions);
        for (field, text) in &self.texts {
            draft.set(*field, text);
        }
        draft
    }
}

impl FigureTexts<'_> {
    /// Takes the words of a sum from where they stand for a name: what is left names what all of it is in.
    pub(super) fn raise(&mut self, is_sum_word: impl Fn(&str) -> bool) -> SummedOver {
        let mut over = SummedOver::Places;
        for (field, text) in &mut self.texts {
            let own = match field {
                Field::Place => SummedOver::Places,
                Field::Group => SummedOver::Groups,
                _ => continue,
            };
            let end = without_sums(text, &is_sum_word).len();
            if end < text.len() {
                over = own;
                match text {
                    Cow::Borrowed(text) => *text = &text[..end],
                    Cow::Owned(text) => text.truncate(end),
                }
            }
        }
        over
    }
}

/// A name without the last steps that are words of a sum: `Norland` of `Norland > Total`.
fn without_sums<'t>(name: &'t str, is_sum_word: &impl Fn(&str) -> bool) -> &'t str {
    let (above, last) = name.rsplit_once(STEP.trim()).unwrap_or(("", name));
    if last.trim().is_empty() || !is_sum_word(last.trim()) {
        return name;
    }
    without_sums(above.trim_end(), is_sum_word)
}

/// Whether one of the conditions on a row is met.
pub(super) fn holds(conditions: &[Condition], row: &[&str]) -> bool {
    conditions.iter().any(|when| is_met(when, row))
}

/// Whether a condition is met, with all that must hold besides.
pub(super) fn is_met(when: &Condition, row: &[&str]) -> bool {
    let cell = printed(row, when.column);
    when.is.iter().any(|word| word == cell) && when.and.iter().all(|other| is_met(other, row))
}

/// A cell as conditions see it: without blanks around it; words that stand for nothing are words here.
pub(super) fn printed<'r>(row: &[&'r str], column: usize) -> &'r str {
    row.get(column).map_or("", |cell| cell.trim())
}
