//! A page that tells why there is no page.

use serde::Serialize;

use super::outcome::PageOutcome;
use crate::report::address::AddressFault;

/// What is wrong, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trouble {
    /// How the request ended.
    #[serde(skip)]
    pub outcome: PageOutcome,
    /// What is wrong, in a sentence.
    pub error: String,
    /// What to do.
    pub hint: String,
}

impl Trouble {
    /// Something that is not there.
    pub fn missing(error: impl Into<String>, hint: impl Into<String>) -> Trouble {
        Trouble { outcome: PageOutcome::Missing, error: error.into(), hint: hint.into() }
    }

    /// Something that cannot be asked.
    pub fn refused(error: impl Into<String>, hint: impl Into<String>) -> Trouble {
        Trouble { outcome: PageOutcome::Refused, error: error.into(), hint: hint.into() }
    }

    /// An address that leads to no page.
    pub fn of_address(fault: &AddressFault) -> Trouble {
        let outcome = match fault {
            AddressFault::NoPage => PageOutcome::Missing,
            _ => PageOutcome::Refused,
        };
        Trouble { outcome, error: fault.to_string(), hint: fault.way_out() }
    }
}
