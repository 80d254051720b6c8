//! How a profile writes the century of short years and the convention of weeks.

use serde::{Deserialize, Serialize};

use crate::model::date::{Century, Weeks};

/// A century by its first year: 1900 or 2000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct FirstYear(Century);

impl TryFrom<u16> for FirstYear {
    type Error = String;

    fn try_from(year: u16) -> Result<FirstYear, String> {
        let century = Century::from_first_year(year);
        century
            .map(FirstYear)
            .ok_or_else(|| format!("no century of two-digit years begins with {year}: write 1900 or 2000"))
    }
}

impl From<FirstYear> for u16 {
    fn from(year: FirstYear) -> u16 {
        year.0.first_year()
    }
}

impl From<FirstYear> for Century {
    fn from(year: FirstYear) -> Century {
        year.0
    }
}

impl From<Century> for FirstYear {
    fn from(century: Century) -> FirstYear {
        FirstYear(century)
    }
}

/// How weeks are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WeekCount {
    /// By ISO 8601, from Monday.
    Iso,
    /// As the CDC does, from Sunday.
    Epi,
}

impl From<WeekCount> for Weeks {
    fn from(weeks: WeekCount) -> Weeks {
        match weeks {
            WeekCount::Iso => Weeks::Iso,
            WeekCount::Epi => Weeks::Epi,
        }
    }
}

impl From<Weeks> for WeekCount {
    fn from(weeks: Weeks) -> WeekCount {
        match weeks {
            Weeks::Iso => WeekCount::Iso,
            Weeks::Epi => WeekCount::Epi,
        }
    }
}
