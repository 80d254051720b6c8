//! What a desk allows of cells that are no whole number of people: corrections below zero, and fractions.

use serde::{Deserialize, Serialize};

use super::decision::Seen;
use crate::model::draft::Fractions;

/// What becomes of numbers below zero, where they are corrections of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NegativeCells {
    /// They are set aside: what the other cells of their rows say stands.
    #[serde(rename = "skip")]
    Skip,
}

/// What becomes of fractions, where they are estimates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FractionCells {
    /// They are estimates of the nearest whole number, and keep their words.
    #[serde(rename = "round")]
    Round,
}

impl NegativeCells {
    /// Reads the word of a flag.
    pub fn from_word(word: &str) -> Option<NegativeCells> {
        (word == "skip").then_some(NegativeCells::Skip)
    }
}

impl FractionCells {
    /// Reads the word of a flag.
    pub fn from_word(word: &str) -> Option<FractionCells> {
        (word == "round").then_some(FractionCells::Round)
    }
}

/// What is allowed of the cells of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Leeway {
    /// Numbers below zero; `None`: they are refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub negative: Option<NegativeCells>,
    /// Fractions; `None`: they are refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fractions: Option<FractionCells>,
}

impl Leeway {
    /// This, and where it says nothing the other.
    #[must_use]
    pub fn or(self, other: Leeway) -> Leeway {
        Leeway { negative: self.negative.or(other.negative), fractions: self.fractions.or(other.fractions) }
    }

    /// How fractions are read.
    pub fn of_fractions(self) -> Fractions {
        match self.fractions {
            Some(FractionCells::Round) => Fractions::Rounded,
            None => Fractions::Refused,
        }
    }
}

/// The cells of one column that were let pass for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetPass {
    /// The column.
    pub column: String,
    /// How many cells.
    pub cells: u64,
    /// Their sum; `None` where one of them is no plain number.
    pub sum: Option<i64>,
    /// The first of them.
    pub first: Seen,
}

/// What was let pass of a file, column by column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// Numbers below zero that were set aside.
    pub negative: Vec<LetPass>,
    /// Fractions that were taken for estimates.
    pub fractions: Vec<LetPass>,
}

impl Passed {
    /// Notes a number below zero, and how far below it is, where that can be read.
    pub fn set_aside(&mut self, column: &str, line: u64, value: &str, below: Option<u64>) {
        let sum = below.and_then(|below| i64::try_from(below).ok()).map(|below| -below);
        note(&mut self.negative, column, line, value, sum);
    }

    /// Notes a fraction.
    pub fn round(&mut self, column: &str, line: u64, value: &str) {
        note(&mut self.fractions, column, line, value, None);
    }
}

fn note(list: &mut Vec<LetPass>, column: &str, line: u64, value: &str, number: Option<i64>) {
    match list.iter_mut().find(|known| known.column == column) {
        Some(known) => {
            known.cells += 1;
            known.sum = known.sum.zip(number).and_then(|(sum, number)| sum.checked_add(number));
        }
        None => {
            let first = Seen { line, value: value.to_owned() };
            list.push(LetPass { column: column.to_owned(), cells: 1, sum: number, first });
        }
    }
}
