//! What one cell of each row becomes, and where its number is printed.

use std::borrow::Cow;

use super::Condition;
use super::source::{Cells, TextSource};
use crate::intake::leeway::Leeway;
use crate::model::draft::{Conventions, Field};

/// What one cell of each row becomes; without a column, what the row as a whole becomes.
#[derive(Clone, Debug)]
pub(super) struct CellPlan {
    /// The table of the profile that it comes from.
    pub name: String,
    pub column: Option<usize>,
    pub number: PrintedNumber,
    pub own: Vec<(Field, TextSource)>,
    pub qualifier: Option<TextSource>,
    pub carried: Vec<Condition>,
    pub leeway: Leeway,
    pub conventions: Conventions,
}

/// Where the number of a figure is printed.
#[derive(Clone, Debug)]
pub(super) enum PrintedNumber {
    /// In the cell of a column.
    OfCell(usize),
    /// Where the profile says.
    Said(TextSource),
    /// Nowhere: only its bounds are.
    OfBounds,
    /// In the field of a row that is one figure.
    OfRow,
}

impl CellPlan {
    pub fn new(name: String, column: Option<usize>, number: PrintedNumber) -> CellPlan {
        let (own, carried) = (Vec::new(), Vec::new());
        CellPlan {
            name,
            column,
            number,
            own,
            qualifier: None,
            carried,
            leeway: Leeway::default(),
            conventions: Conventions::UNDECIDED,
        }
    }

    /// Every column that it reads.
    pub fn columns(&self) -> Vec<usize> {
        let number = match &self.number {
            PrintedNumber::Said(source) => source.columns(),
            PrintedNumber::OfCell(_) | PrintedNumber::OfBounds | PrintedNumber::OfRow => Vec::new(),
        };
        let own = self.own.iter().map(|(_, source)| source).chain(&self.qualifier);
        let conditions = self.carried.iter().flat_map(Condition::columns);
        self.column
            .into_iter()
            .chain(number)
            .chain(own.flat_map(TextSource::columns))
            .chain(conditions)
            .collect()
    }

    /// The column whose cells are the number itself.
    pub fn plain_number(&self) -> Option<usize> {
        match &self.number {
            PrintedNumber::OfCell(at) => Some(*at),
            PrintedNumber::Said(source) => source.plain_column(),
            PrintedNumber::OfBounds | PrintedNumber::OfRow => None,
        }
    }

    /// Whether the texts of a figure say a number.
    pub fn is_reported(&self, texts: &[(Field, Cow<'_, str>)]) -> bool {
        match self.number {
            PrintedNumber::OfCell(_) | PrintedNumber::Said(_) => says(texts, &[Field::Figure]),
            PrintedNumber::OfBounds | PrintedNumber::OfRow => says(texts, SPEAKS),
        }
    }

    /// Where a problem of the number shows.
    pub fn place_of_number(&self) -> Option<usize> {
        match &self.number {
            PrintedNumber::OfCell(at) => Some(*at),
            PrintedNumber::Said(source) => source.place().or(self.column),
            PrintedNumber::OfBounds | PrintedNumber::OfRow => self.column,
        }
    }

    /// Whether its own cell holds nothing. That of a bound may: the other bound says something still.
    pub fn is_blank(&self, cells: Cells<'_>) -> bool {
        let is_bound = matches!(self.number, PrintedNumber::OfBounds);
        !is_bound && self.column.is_some_and(|at| cells.get(at).is_empty())
    }
}

/// The fields of which one at least says something in a row of the long form: a number, or what it declares.
const SPEAKS: &[Field] = &[Field::Figure, Field::Low, Field::High, Field::Relation];

/// Whether one of the fields has a text. Of several texts of a field the last holds.
fn says(texts: &[(Field, Cow<'_, str>)], fields: &[Field]) -> bool {
    let last = |field: &Field| texts.iter().rev().find(|(own, _)| own == field);
    fields.iter().any(|field| last(field).is_some_and(|(_, text)| !text.trim().is_empty()))
}
