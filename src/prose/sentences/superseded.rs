//! A figure that was right in its day, and what became of it.

use crate::model::recorded::Recorded;
use crate::phrase::grammar::possessive;
use crate::phrase::names::Speech;
use crate::phrase::setting;
use crate::phrase::when::{beside, joint, on};

use super::one::counted;
use super::said::Ascribed;

/// `{5,791} was {the health ministry}'s total of people {killed} in {Gaza} as of {24 October 2023}; its total reached {6,547} on
/// {25 October}.` `None` where the two do not state their days, or the older cannot be ascribed.
pub fn superseded(old: &Recorded, new: &Recorded, speech: &Speech<'_>) -> Option<String> {
    let Ascribed::ToAuthority(said) = Ascribed::of(old, speech) else { return None };
    let (then, now) = (old.figure.as_of.stated()?, new.figure.as_of.stated()?);
    let (before, after) = (counted(old, speech)?.short(), counted(new, speech)?.short());
    let definition =
        setting::definition(&old.figure.scope).map(|words| format!(", {words}")).unwrap_or_default();
    let what = setting::then(
        &setting::counted_where(&old.figure.scope, speech),
        &format!(" {} {}{definition}", joint(old.figure.scope.count_type), then.long()),
    );
    let is_rise = old
        .figure
        .count
        .as_ref()
        .zip(new.figure.count.as_ref())
        .is_some_and(|(a, b)| a.count().low() < b.count().low());
    let its = said.pronouns().its;
    let became = if is_rise { "reached" } else { "was" };
    let day = on(now).replace(&now.long(), &beside(now, then));
    let total = match &said.citing {
        Some(_) => format!("the total that {} gave for {what}", said.subject()),
        None => format!("{} total of {what}", possessive(&said.speaker)),
    };
    Some(format!("{before} was {total}; {its} total {became} {after} {day}."))
}
