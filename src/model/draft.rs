//! A row as typed: the cells of one reported figure under the house names, before anything is believed.

pub use super::column::Field;
use super::date::DateStyle;
use super::unseen::is_bare;
use super::wording::NumberStyle;

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
    /// Puts one cell in its place, trimmed of white space. The cell of a number or a day is blank, too, where it holds
    /// nothing that can be seen.
    pub fn set(&mut self, field: Field, text: &'a str) {
        let text = text.trim();
        let is_blank = is_bare(text) && field.column().kind.holds_digits();
        self.cells[field as usize] = if is_blank { "" } else { text };
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
    numbers: [NumberStyle; Field::ALL.len()],
    dates: [DateStyle; Field::ALL.len()],
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
        numbers: [NumberStyle::UNDECIDED; Field::ALL.len()],
        dates: [DateStyle::UNDECIDED; Field::ALL.len()],
        fractions: Fractions::Refused,
    };

    /// How the column of a field writes its numbers.
    pub fn numbers(&self, field: Field) -> NumberStyle {
        self.numbers[field as usize]
    }

    /// How the column of a field writes its days.
    pub fn dates(&self, field: Field) -> DateStyle {
        self.dates[field as usize]
    }

    /// What becomes of numbers that are not whole.
    pub fn fractions(&self) -> Fractions {
        self.fractions
    }

    /// Decides what becomes of them.
    pub fn take_fractions(&mut self, fractions: Fractions) {
        self.fractions = fractions;
    }

    /// Decides how a field's column writes its numbers.
    pub fn write_numbers(&mut self, field: Field, style: impl Into<NumberStyle>) {
        self.numbers[field as usize] = style.into();
    }

    /// Decides how a field's column writes its days.
    pub fn write_dates(&mut self, field: Field, style: impl Into<DateStyle>) {
        self.dates[field as usize] = style.into();
    }
}
