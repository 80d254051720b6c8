//! The parts of a reason: whose number it is, of which day, and what became of it. Made with `phrase`.

use crate::model::date::PartialDate;
use crate::model::name::Name;
use crate::model::names::{NameKind, Names};
use crate::model::recorded::Recorded;
use crate::model::words::CountType;
use crate::phrase::figure::who_says;
use crate::phrase::grammar::{Pronouns, listed, possessive, with_article};
use crate::phrase::names::Speech;
use crate::phrase::people::number_of;
use crate::phrase::setting::{counted_where, definition};
use crate::phrase::when::{beside, held, on};

use super::case::{Case, Standing};
use super::prints::size;

/// The printed number with its hedge: `at least 12`.
pub fn number(recorded: &Recorded) -> String {
    recorded.figure.count.as_ref().map_or_else(|| "no number".to_owned(), number_of)
}

/// The number that a claim prints, as it prints it.
pub fn claimed(case: &Case<'_>) -> String {
    number_of(&case.claim.wording)
}

/// Who answers for a figure: `the Harbour Office`.
pub fn who(recorded: &Recorded, names: &Names) -> String {
    who_says(recorded, &Speech::new(names))
}

/// Whom a claim names, where it names anybody.
pub fn named(case: &Case<'_>) -> Option<String> {
    let name: &Name = case.claim.authority.as_ref()?.name();
    Some(match case.names() {
        Some(names) => Speech::new(names).authority(name),
        None => with_article(NameKind::Authority, name.as_str()),
    })
}

/// For when a figure holds: `as of 19 May 2026`, `in the 24 hours to 19 May 2026`, else `published on 19 May 2026`.
pub fn when(recorded: &Recorded) -> String {
    held(&recorded.figure).unwrap_or_else(|| format!("published {}", on(recorded.figure.published_on.date)))
}

/// The day of a figure: for which it holds, else on which it was published.
pub fn day(recorded: &Recorded) -> PartialDate {
    recorded.figure.as_of.stated().unwrap_or(recorded.figure.published_on.date)
}

/// What a figure is called: `total`, of all that is no toll `count`.
fn called(recorded: &Recorded) -> &'static str {
    match recorded.figure.scope.count_type {
        CountType::Total => "total",
        CountType::Projection => "projection",
        CountType::Period | CountType::Increment | CountType::Current => "count",
    }
}

/// `27 is the Harbour Office's total as of 19 May 2026`.
pub fn is_figure(recorded: &Recorded, names: &Names) -> String {
    joined(recorded, "is", names)
}

/// `29 was the Harbour Office's total as of 17 May 2026`.
pub fn was_figure(recorded: &Recorded, names: &Names) -> String {
    joined(recorded, "was", names)
}

fn joined(recorded: &Recorded, verb: &str, names: &Names) -> String {
    let whose = possessive(&who(recorded, names));
    format!("{} {verb} {whose} {} {}", number(recorded), called(recorded), when(recorded))
}

/// `the Harbour Office gave 27 as of 19 May 2026`.
pub fn gave_alone(recorded: &Recorded, names: &Names) -> String {
    format!("{} gave {} {}", who(recorded, names), number(recorded), when(recorded))
}

/// `29 is the Harbour Office's total of people killed in the Osk bridge collapse as of 17 May 2026`.
pub fn is_figure_of(recorded: &Recorded, names: &Names) -> String {
    let (speech, scope) = (Speech::new(names), &recorded.figure.scope);
    let whose = possessive(&who(recorded, names));
    let also = definition(scope).map(|words| format!(", {words}")).unwrap_or_default();
    let of = counted_where(scope, &speech);
    format!("{} is {whose} {} of {of}{also}, {}", number(recorded), called(recorded), when(recorded))
}

/// `the Harbour Office (27)`.
pub fn who_with_number(standing: &Standing<'_, '_>) -> String {
    let names = standing.frame.series().names();
    format!("{} ({})", who(standing.recorded, names), number(standing.recorded))
}

/// Several of them, as a sentence lists them.
pub fn all_with_numbers<'c, 's: 'c>(standing: impl Iterator<Item = Standing<'c, 's>>) -> String {
    let mut said: Vec<String> = standing.map(|one| who_with_number(&one)).collect();
    said.dedup();
    listed(&said)
}

/// `the Coast Alliance gave about 260 as of 27 May`, beside a figure that was named before.
pub fn gave(recorded: &Recorded, before: &Recorded, names: &Names) -> String {
    let (who, number) = (who(recorded, names), number(recorded));
    if recorded.figure.count.is_none() {
        return format!("{who} rejected it {}", on(day(recorded)));
    }
    match (recorded.figure.as_of.stated(), before.figure.as_of.stated()) {
        (Some(own), Some(other)) if own == other => format!("{who} gave {number} for the same day"),
        (Some(own), Some(other)) => format!("{who} gave {number} as of {}", beside(own, other)),
        _ => format!("{who} gave {number}, {}", when(recorded)),
    }
}

/// What took the place of a figure: `it lowered it to 27 on 19 May`, `its total reached 1,498 as of 28 May`.
pub fn became(old: &Recorded, new: &Recorded, change: Succession, names: &Names) -> String {
    let its = Pronouns::of(&who(old, names));
    let subject = if its == Pronouns::SEVERAL { "they" } else { "it" };
    let sizes = old.figure.count.as_ref().zip(new.figure.count.as_ref());
    let way = sizes.map(|(old, new)| size(new).cmp(&size(old)));
    let day = beside(day(new), day(old));
    let to = number(new);
    match (change, way) {
        (Succession::Revised, Some(std::cmp::Ordering::Less)) => {
            format!("{subject} lowered it to {to} {} {day}", joint(new))
        }
        (Succession::Revised, Some(std::cmp::Ordering::Greater)) => {
            format!("{subject} raised it to {to} {} {day}", joint(new))
        }
        (Succession::Revised, _) => format!("{subject} changed it to {to} {} {day}", joint(new)),
        (Succession::WentOn, Some(std::cmp::Ordering::Greater)) => {
            format!("{} {} reached {to} {} {day}", its.its, called(new), joint(new))
        }
        (Succession::WentOn, _) => format!("{} {} was {to} {} {day}", its.its, called(new), joint(new)),
        (Succession::Another, _) => format!("{} gave {to} {} {day}", who(new, names), joint(new)),
    }
}

fn joint(recorded: &Recorded) -> &'static str {
    if recorded.figure.as_of.is_assumed() { "in a report of" } else { "as of" }
}

/// How one figure took the place of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Succession {
    /// Its authority changed its count.
    Revised,
    /// The count of its authority went on.
    WentOn,
    /// The newer figure is another authority's.
    Another,
}
