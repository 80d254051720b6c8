//! A figure that its author withdrew, or that its authority denies having given.

use crate::model::date::PartialDate;
use crate::model::recorded::Recorded;
use crate::phrase::grammar::Pronouns;
use crate::phrase::measure::Verb;
use crate::phrase::names::Speech;
use crate::phrase::setting::{definition, setting, then};
use crate::phrase::when::{beside, on};
use crate::reconcile::{Withdrawal, Withdrawn};

use super::one::counted;
use super::revised::citing;
use super::said::Ascribed;

/// `{Authority} on {day} withdrew its {day} figure of {n} {killed} in {place}, citing {reason}.` `by`: the statement.
pub fn sentence(recorded: &Recorded, how: &Withdrawn, by: Option<&Recorded>, speech: &Speech<'_>) -> String {
    let figure = &recorded.figure;
    let stated = by.and_then(|by| by.figure.details.stated_on);
    let day = stated.unwrap_or(how.known_at).date;
    let Some(counted) = counted(recorded, speech) else { return String::new() };
    let what = Verb::of(&figure.scope, speech).behind_noun();
    let place = setting(&figure.scope, speech);
    let definition = definition(&figure.scope).map(|words| format!(", {words},")).unwrap_or_default();
    let number = then(&format!("{} {what} {place}", counted.full()), &definition);
    let publisher = speech.publisher(&figure.source.publisher);
    let cited = citing(how.reason, how.reason_by.as_deref());
    let who = match Ascribed::of(recorded, speech) {
        Ascribed::ToAuthority(said) => said.speaker,
        Ascribed::InOwnVoice { publisher, traced_to, .. } => traced_to.unwrap_or(publisher),
    };
    let (when, Pronouns { its, it }) = (on(day), Pronouns::of(&who));
    match how.how {
        Withdrawal::Retracted => {
            let figure_of = match figure.as_of.stated() {
                Some(as_of) => format!("{its} {} figure of", beside(as_of, day)),
                None => format!("{its} figure of"),
            };
            format!("{who} {when} withdrew {}{cited}.", then(&format!("{figure_of} {number}"), ""))
        }
        Withdrawal::Disowned => {
            let attributed =
                format!(" that {publisher} attributed to {it} {}", published(figure.published_on.date, day));
            format!("{who} {when} denied giving the figure of {}{cited}.", then(&number, &attributed))
        }
    }
}

fn published(published: PartialDate, named: PartialDate) -> String {
    on(published).replace(&published.long(), &beside(published, named))
}
