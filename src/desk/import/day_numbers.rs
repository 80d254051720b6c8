//! Counts that are days: a spreadsheet keeps a day as a number, and a column of them, or one cell that was filled down
//! from its neighbour, reads as a count.

use crate::model::date::{Day, PartialDate};
use crate::model::figure::Figure;
use crate::model::figure_fault::FigureFault;
use crate::model::problem::Problem;
use crate::report::folded::FoldedProblems;

/// The numbers of the days from 2000 to 2050.
const NUMBERS: std::ops::RangeInclusive<u64> = 36_526..=55_153;
/// The number of 1970-01-01, from which days are counted here.
const EPOCH: i64 = 25_569;

/// The numbers of a file that may be days.
#[derive(Clone, Debug, Default)]
pub struct DayNumbers {
    /// How many could be one.
    possible: u64,
    /// How many are the day of their own row.
    own: u64,
    /// The first of those: its line, the number, and the day.
    first: Option<(u64, u64, PartialDate)>,
}

impl DayNumbers {
    /// Looks at the figure of a row.
    pub fn see(&mut self, line: u64, figure: &Figure) {
        let Some(number) = figure.count.as_ref().and_then(|count| count.value()) else { return };
        if !NUMBERS.contains(&number) {
            return;
        }
        self.possible += 1;
        let days = [figure.as_of.date(), figure.published_on.date];
        let date = i64::try_from(number).ok().and_then(|number| i32::try_from(number - EPOCH).ok());
        let Some(date) = date.and_then(Day::from_number).map(Day::to_date) else { return };
        if days.contains(&date) {
            self.own += 1;
            self.first.get_or_insert((line, number, date));
        }
    }

    /// Adds what was seen of later rows.
    pub fn append(&mut self, later: &DayNumbers) {
        self.possible += later.possible;
        self.own += later.own;
        self.first = self.first.or(later.first);
    }

    /// Tells it, where half of what could be days are those of their rows: tolls of some ten thousands pass through these
    /// numbers on other days.
    pub fn tell(&self, folded: &mut FoldedProblems) {
        if let Some((line, number, day)) = self.first.filter(|_| self.own * 2 >= self.possible) {
            let fault = FigureFault::DayAsNumber { number, day, rows: self.own };
            folded.remark(line, Problem::of_row(&fault));
        }
    }
}
