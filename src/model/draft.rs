//! A row as typed: the cells of one reported figure under the house names, before anything is believed.

pub use super::column::Field;
use super::date::DateOrder;
use super::wording::Thousands;

/// The cells of one row, trimmed, under the house names.
#[derive(Clone, Debug)]
pub struct Draft<'a> {
    cells: [&'a str; Field::ALL.len()],
    conventions: Option<&'a Conventions>,
}

impl Default for Draft<'_> {
    fn default() -> Self {
        Draft { cells: [""; Field::ALL.len()], conventions: None }
    }
}

impl<'a> Draft<'a> {
    /// Puts one cell in its place, trimmed of white space.
    pub fn set(&mut self, field: Field, text: &'a str) {
        self.cells[field as usize] = text.trim();
    }

    /// Says how the columns of the file write numbers and dates.
    pub fn follow(&mut self, conventions: &'a Conventions) {
        self.conventions = Some(conventions);
    }

    /// How the columns of the file write numbers and dates; `None` where nothing had to be decided.
    pub fn conventions(&self) -> Option<&'a Conventions> {
        self.conventions
    }

    /// The cell's text; empty when the file has no such column or the cell is blank.
    pub fn text(&self, field: Field) -> &'a str {
        self.cells[field as usize]
    }

    /// The cell's text, `None` when blank.
    pub fn get(&self, field: Field) -> Option<&'a str> {
        Some(self.text(field)).filter(|text| !text.is_empty())
    }

    /// The cell's text as an owned string, `None` when blank.
    pub fn owned(&self, field: Field) -> Option<String> {
        self.get(field).map(str::to_owned)
    }
}

/// How the columns of a file write numbers and dates, where that had to be decided: once for a column, never for a cell.
///
/// By the field that a column holds. Where nothing was decided, what can be meant in two ways is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conventions {
    thousands: [Option<Thousands>; Field::ALL.len()],
    orders: [Option<DateOrder>; Field::ALL.len()],
    fractions: Fractions,
}

/// What becomes of numbers that are not whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fractions {
    /// They are no numbers of people.
    Refused,
    /// They are estimates.
    Rounded,
}

impl Conventions {
    /// Nothing is decided.
    pub const UNDECIDED: Conventions = Conventions {
        thousands: [None; Field::ALL.len()],
        orders: [None; Field::ALL.len()],
        fractions: Fractions::Refused,
    };

    /// What parts the thousands in the column of a field.
    pub fn thousands(&self, field: Field) -> Option<Thousands> {
        self.thousands[field as usize]
    }

    /// Whether day or month stands first in the column of a field.
    pub fn order(&self, field: Field) -> Option<DateOrder> {
        self.orders[field as usize]
    }

    /// What becomes of numbers that are not whole.
    pub fn fractions(&self) -> Fractions {
        self.fractions
    }

    /// Decides what becomes of them.
    pub fn take_fractions(&mut self, fractions: Fractions) {
        self.fractions = fractions;
    }

    /// Decides the thousands of a field's column.
    pub fn part_thousands(&mut self, field: Field, thousands: Option<Thousands>) {
        self.thousands[field as usize] = thousands;
    }

    /// Decides the order of days and months in a field's column.
    pub fn order_dates(&mut self, field: Field, order: Option<DateOrder>) {
        self.orders[field as usize] = order;
    }
}
