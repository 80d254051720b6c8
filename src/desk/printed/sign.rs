//! `amend printed N --done`: a person took care of a printed sentence.

use super::list::judged;
use crate::claim::ClaimAction;
use crate::desk::amend::names::record;
use crate::desk::author::Author;
use crate::desk::error::Error;
use crate::export::audience::Audience;
use crate::model::name::Name;
use crate::model::names::{NameFact, NameField, NameKind};
use crate::model::question::Question;
use crate::report::amended::AmendReport;
use crate::store::{Store, View};

/// What is signed.
#[derive(Clone, Debug)]
pub struct SignOptions {
    /// The number of the sentence.
    pub printed: i64,
    /// What was done.
    pub why: String,
    /// Only what would be done.
    pub dry_run: bool,
}

/// Signs a printed sentence for the state in which it is. When that changes, it is on the list again.
///
/// # Errors
/// There is no such sentence, nothing is to be done about it, or what the store says.
pub fn sign(store: &mut Store, options: &SignOptions, author: &Author) -> Result<AmendReport, Error> {
    let judged = judged(&View::of(store, None)?, options.printed, (Question::default(), Audience::Internal))?;
    if judged.to_do() == ClaimAction::Leave && !judged.is_done() {
        return Err(Error::usage(
            format!("nothing is to be done about printed sentence {}", options.printed),
            format!("see it: tollbook show printed {}", options.printed),
        ));
    }
    let Some(name) = Name::read(&judged.kept.printed.key()) else {
        return Err(Error::usage("the sentence has no name", "check the store: tollbook verify"));
    };
    let (kind, field, value) = (NameKind::Printed, NameField::Done, judged.state);
    let fact = NameFact { kind, name, field, value };
    let report = AmendReport::new(kind, &options.printed.to_string(), options.dry_run);
    record(store, &[fact], Some(&options.why), report, author)
}
