//! What was typed in a cell and is no part of its number or day: it is taken off when the cell is read, and the receipt
//! says so.

use super::column::Field;
use super::figure::Details;
use super::unseen::has_unseen;
use super::wording::Aside;

/// What was taken off one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenOff {
    /// The field that its column is read as.
    pub field: Field,
    /// What it was.
    pub what: TakenOffOf,
    /// The cell as typed.
    pub cell: Box<str>,
    /// What the file calls the column, where that is no name of the field.
    pub column: Option<Box<str>>,
}

impl TakenOff {
    /// What was taken off a cell.
    pub(super) fn new(field: Field, what: TakenOffOf, cell: &str) -> TakenOff {
        TakenOff { field, what, cell: cell.into(), column: None }
    }
}

/// What is taken off cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TakenOffOf {
    /// Footnote marks behind a number; they are kept in `note`.
    Marks,
    /// A reservation in brackets behind a number; it is kept in `caveat`.
    Reservation,
    /// Marks that cannot be seen, around or between digits.
    Unseen,
}

impl TakenOffOf {
    /// The word in receipts.
    pub fn word(self) -> &'static str {
        match self {
            TakenOffOf::Marks => "footnote marks",
            TakenOffOf::Reservation => "words in brackets",
            TakenOffOf::Unseen => "marks that cannot be seen",
        }
    }

    /// The column in which it is kept; `None` where it says nothing.
    pub fn kept_in(self) -> Option<Field> {
        match self {
            TakenOffOf::Marks => Some(Field::Note),
            TakenOffOf::Reservation => Some(Field::Caveat),
            TakenOffOf::Unseen => None,
        }
    }
}

/// What is taken off a cell whose marks cannot be seen; `None` where it has none.
pub(super) fn unseen_in(field: Field, text: &str) -> Option<TakenOff> {
    has_unseen(text).then(|| TakenOff::new(field, TakenOffOf::Unseen, text))
}

/// Keeps what stood beside a number among the details of its figure, behind what stands there already.
pub(super) fn keep(aside: &Aside, details: &mut Details) {
    for (field, text) in [(Field::Note, &aside.marks), (Field::Caveat, &aside.reservation)] {
        let known = details.text(field).unwrap_or_default();
        let is_there = known.split("; ").any(|known| known == text);
        if text.is_empty() || is_there {
            continue;
        }
        let all = if known.is_empty() { text.clone() } else { format!("{known}; {text}") };
        details.set_text(field, Some(all.into()));
    }
}
