//! The claim box: a text, and what the ledger holds of each of its numbers.

use crate::model::date::{DateFault, PartialDate};
use crate::report::check::CheckReport;

/// What was sent to the claim box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimForm {
    /// The text.
    pub text: String,
    /// The day on which it was printed.
    pub printed_on: Option<PartialDate>,
}

/// What was sent, and what is said of it.
#[derive(Clone, Debug)]
pub struct CheckPage {
    /// What was sent; `None`: nothing yet.
    pub form: Option<ClaimForm>,
    /// An item a number.
    pub items: Vec<CheckReport>,
}

impl ClaimForm {
    /// The names of the fields of the form.
    pub const FIELDS: [&str; 2] = ["text", "printed_on"];

    /// Of the pairs that a form sends; other names are left out.
    ///
    /// # Errors
    /// A day that is none.
    pub fn of_pairs(pairs: &[(String, String)]) -> Result<ClaimForm, DateFault> {
        let [text, printed_on] = ClaimForm::FIELDS.map(|field| {
            pairs.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value.as_str())
        });
        let printed_on = printed_on.trim();
        Ok(ClaimForm {
            text: text.replace("\r\n", "\n"),
            printed_on: if printed_on.is_empty() { None } else { Some(PartialDate::read(printed_on)?) },
        })
    }
}
