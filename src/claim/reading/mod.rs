//! Which series a claim means, by its words and the names of the ledger. The number never chooses the series.
//!
//! The rules are those of `docs/rules.md`, "Checking a sentence". What cannot be told from the words is asked.

mod found;
mod meaning;
mod refusal;
mod scope;
mod target;
#[cfg(test)]
mod tests;
mod who;
mod years;

pub use found::FoundClaim;
pub use meaning::{ClaimMeaning, NotHere, meaning};
pub use refusal::{Refusal, refusal};
pub use target::{Target, Where, target};
pub use who::{authority_named, sayer, who};
pub use years::another_year;
