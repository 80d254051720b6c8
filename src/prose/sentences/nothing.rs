//! No figure: what was asked, and that nothing is recorded of it.

use crate::model::question::Question;
use crate::model::recorded::Recorded;
use crate::model::scope::Scope;
use crate::phrase::grammar::capitalised;
use crate::phrase::names::Speech;
use crate::phrase::setting::{counted_where, definition, then};
use crate::phrase::when::{at, on};

use super::said::Ascribed;

/// `No figure is recorded for people killed in the Gaza Strip as of 7 October 2023.`
///
/// `recorded`: figures are, but none stands.
pub fn sentence(scope: &Scope, speech: &Speech<'_>, question: &Question, recorded: bool) -> String {
    let as_of = question.as_of.map(|day| format!(" as of {}", day.long()));
    let known = question.known_on.map(|time| format!(" that was public {}", at(time)));
    let had = question.recorded_by.map(|time| format!(" among what this desk had {}", at(time.as_asked())));
    let limits: String = [known, had].into_iter().flatten().collect();
    let definition = definition(scope).map(|words| format!(", {words}")).unwrap_or_default();
    let what = then(&counted_where(scope, speech), &format!("{}{definition}", as_of.unwrap_or_default()));
    match recorded {
        true => format!("No figure{limits} stands for {what}."),
        false => format!("No figure{limits} is recorded for {what}."),
    }
}

/// `Arden Police said on 3 April 2022: "no casualties reported".`, in its own words: it is no count.
pub fn no_reports(recorded: &Recorded, speech: &Speech<'_>) -> Option<String> {
    let words = recorded.figure.no_reports.as_deref()?.trim_end_matches('.');
    let said = match Ascribed::of(recorded, speech) {
        Ascribed::ToAuthority(said) => {
            let when = said.when.clause();
            format!("{}{} said{}", said.speaker, said.aside(), when.trim_end_matches(','))
        }
        Ascribed::InOwnVoice(own) => format!("{} reported {}", own.publisher, on(own.on)),
    };
    Some(capitalised(&format!("{said}: \u{201c}{words}\u{201d}.")))
}
