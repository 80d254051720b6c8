//! The desk's own decisions: a rank in one question, the line that the house prints of an event, what holds in this store.

use super::names::{NameOptions, amend, checked};
use crate::desk::author::Author;
use crate::desk::error::Error;
use crate::model::decisions::RankedQuestion;
use crate::model::name::Name;
use crate::model::names::{NameFact, NameField, NameKind, this_store};
use crate::model::shell;
use crate::model::words::Measure;
use crate::report::amended::AmendReport;
use crate::store::Store;

/// The question for which a rank is said, as typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TypedQuestion<'a> {
    /// Of which event.
    pub event: Option<&'a str>,
    /// For which measure.
    pub measure: Option<&'a str>,
}

impl TypedQuestion<'_> {
    fn flag(&self) -> &'static str {
        if self.event.is_some() { "--for-event" } else { "--for-measure" }
    }

    fn of(&self, authority: &Name) -> Result<RankedQuestion, Error> {
        let measure = self.measure.map(|word| {
            Measure::from_word(word).ok_or_else(|| {
                let words: Vec<&str> = Measure::ALL.iter().map(|measure| measure.word()).collect();
                Error::usage(
                    format!("`{word}` is not a measure"),
                    format!("write one of {}", words.join(", ")),
                )
            })
        });
        let event = self.event.map(|event| {
            Name::read(event).ok_or_else(|| {
                Error::usage("the name of the event is empty", "copy it from tollbook list events")
            })
        });
        Ok(RankedQuestion {
            authority: authority.clone(),
            event: event.transpose()?,
            measure: measure.transpose()?,
        })
    }
}

/// What is said of a name as facts, each one checked; a rank may be for one question alone.
///
/// # Errors
/// Nothing is said, a question without a rank, or what cannot be said of such a name.
pub fn facts(
    kind: NameKind,
    name: &Name,
    mut said: Vec<(NameField, String)>,
    question: TypedQuestion<'_>,
) -> Result<Vec<NameFact>, Error> {
    if question == TypedQuestion::default() {
        return checked(kind, name, &said);
    }
    let Some(at) = said.iter().position(|(field, _)| *field == NameField::Rank) else {
        let hint = format!(
            "add --rank: tollbook amend authority {} --rank 1 {} -m WHY",
            shell::word(name.as_str()),
            if question.event.is_some() { "--for-event EVENT" } else { "--for-measure MEASURE" }
        );
        return Err(Error::usage(
            format!("{} says for which question a rank is, and none is given", question.flag()),
            hint,
        ));
    };
    let rank = said.remove(at);
    let mut facts = checked(kind, name, std::slice::from_ref(&rank))?;
    if let Some(name) = question.of(name)?.name() {
        facts.iter_mut().for_each(|fact| (fact.kind, fact.name) = (NameKind::Question, name.clone()));
    }
    if !said.is_empty() {
        facts.extend(checked(kind, name, &said)?);
    }
    Ok(facts)
}

/// Records what is said of the store itself.
///
/// # Errors
/// What cannot be said of it, or what the store says.
pub fn amend_store(
    store: &mut Store,
    said: &[(NameField, String)],
    why: Option<String>,
    dry_run: bool,
    author: &Author,
) -> Result<AmendReport, Error> {
    let kind = NameKind::Store;
    let name = this_store().ok_or_else(|| Error::usage("the store has no name", "type tollbook verify"))?;
    let facts = checked(kind, &name, said)?;
    amend(store, &NameOptions { name, kind, facts, why, dry_run }, author)
}
