//! How a column writes its days, as far as the desk or its cells say.

use super::DateOrder;

/// How a column writes its days: decided once for a column, never for a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateStyle {
    /// Whether day or month stands first; `None` where that is not known.
    pub order: Option<DateOrder>,
    /// The century of years in two digits; `None`: they are refused.
    pub century: Option<Century>,
    /// By which convention weeks are counted.
    pub weeks: Weeks,
}

impl DateStyle {
    /// Nothing is known of the column.
    pub const UNDECIDED: DateStyle = DateStyle { order: None, century: None, weeks: Weeks::Iso };
}

impl Default for DateStyle {
    fn default() -> DateStyle {
        DateStyle::UNDECIDED
    }
}

impl From<Option<DateOrder>> for DateStyle {
    fn from(order: Option<DateOrder>) -> DateStyle {
        DateStyle { order, ..DateStyle::UNDECIDED }
    }
}

/// The century of years that are written with two digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Century {
    /// 1900 to 1999.
    From1900,
    /// 2000 to 2099.
    From2000,
}

impl Century {
    /// Both, the earlier one first.
    pub const ALL: [Century; 2] = [Century::From1900, Century::From2000];

    /// Its first year, by which the command line names it.
    pub fn first_year(self) -> u16 {
        match self {
            Century::From1900 => 1900,
            Century::From2000 => 2000,
        }
    }

    /// The one that begins with that year.
    pub fn from_first_year(year: u16) -> Option<Century> {
        Century::ALL.into_iter().find(|century| century.first_year() == year)
    }
}

/// By which convention the weeks of a year are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Weeks {
    /// ISO 8601: from Monday to Sunday; week 1 is the one that holds 4 January.
    #[default]
    Iso,
    /// Epidemiological weeks of the CDC (MMWR): from Sunday to Saturday; week 1 is the one that holds 4 January.
    Epi,
}

impl Weeks {
    /// The word of the command line: `iso` or `epi`.
    pub fn word(self) -> &'static str {
        match self {
            Weeks::Iso => "iso",
            Weeks::Epi => "epi",
        }
    }

    /// The convention with this very word.
    pub fn from_word(word: &str) -> Option<Weeks> {
        [Weeks::Iso, Weeks::Epi].into_iter().find(|weeks| weeks.word() == word)
    }
}
