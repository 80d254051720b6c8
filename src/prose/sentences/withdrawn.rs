//! A figure that its author withdrew, or that its authority denies having given.

use crate::model::date::PartialDate;
use crate::model::figure::Figure;
use crate::model::recorded::{Act, Recorded};
use crate::model::words::CountType;
use crate::phrase::grammar::Pronouns;
use crate::phrase::names::Speech;
use crate::phrase::people::{CountPhrase, estimated, figure_of};
use crate::phrase::setting::{befell, definition, setting, then};
use crate::phrase::when::{beside, held, on};
use crate::reconcile::{Withdrawal, Withdrawn};

use super::one::counted;
use super::revised::{citing, names_its_days};
use super::said::Ascribed;

/// `{Authority} on {day} withdrew its {day} figure of {n} {killed} in {place}, citing {reason}.` `by`: the statement.
pub fn sentence(recorded: &Recorded, how: &Withdrawn, by: Option<&Recorded>, speech: &Speech<'_>) -> String {
    let figure = &recorded.figure;
    let stated = by.and_then(|by| by.figure.details.stated_on);
    let day = stated.unwrap_or(how.known_at).date;
    let Some(counted) = counted(recorded, speech) else { return String::new() };
    let number = figure_with(&counted, figure, speech);
    let publisher = speech.publisher(&figure.source.publisher);
    let cited = citing(how.reason, how.reason_by.as_deref(), speech);
    let Withdrawer { who, pronouns: Pronouns { its, it }, told_by } = withdrawer(recorded, by, how, speech);
    let when = on(day);
    match how.how {
        Withdrawal::Retracted => {
            let of_day = of_day(recorded, day);
            format!("{who} {when} withdrew {its} {of_day}{number}{cited}{told_by}.")
        }
        Withdrawal::Disowned => {
            let attributed =
                format!(" that {publisher} attributed to {it} {}", published(figure.published_on.date, day));
            let denied = then(&number, &attributed);
            format!("{who} {when} denied giving the {denied}{cited}{told_by}.")
        }
    }
}

/// `figure of 13 border guards killed on Snake Island`, with its window; `projection of 500 people who would die by 2030`.
fn figure_with(counted: &CountPhrase, figure: &Figure, speech: &Speech<'_>) -> String {
    let scope = &figure.scope;
    let befell = befell(scope, counted.grammar, speech);
    let people = format!("{} {befell} {}", counted.full(), setting(scope, speech));
    let days = held(figure).filter(|_| names_its_days(figure)).map(|days| format!(" {days}"));
    let definition = definition(scope).map(|words| format!(", {words},")).unwrap_or_default();
    then(&called(&people, figure), &format!("{}{definition}", days.unwrap_or_default()))
}

/// A number under its name: `figure of 13`, `estimate of 2,975`, `projection of 500`.
fn called(number: &str, figure: &Figure) -> String {
    match figure.scope.count_type {
        CountType::Projection => format!("projection of {}", estimated(number).unwrap_or(number)),
        _ => figure_of(number),
    }
}

/// `24 February ` before a figure, unless its days stand behind it.
fn of_day(recorded: &Recorded, named: PartialDate) -> String {
    let day = recorded.figure.as_of.stated().filter(|_| !names_its_days(&recorded.figure));
    day.map(|as_of| format!("{} ", beside(as_of, named))).unwrap_or_default()
}

/// Who took a figure back, and how the sentence speaks of them.
struct Withdrawer {
    who: String,
    pronouns: Pronouns,
    /// `, AFP reported` where they have no name: who says so answers for it.
    told_by: String,
}

fn withdrawer(
    recorded: &Recorded,
    by: Option<&Recorded>,
    how: &Withdrawn,
    speech: &Speech<'_>,
) -> Withdrawer {
    let ascribed = Ascribed::of(recorded, speech);
    let is_unnamed = matches!(&ascribed, Ascribed::ToAuthority(said) if said.citing.is_some());
    let teller = by.filter(|_| is_unnamed && how.reason_by.is_none());
    let told_by = teller.map(|by| format!(", {} reported", speech.publisher(&by.figure.source.publisher)));
    let who = match &ascribed {
        Ascribed::InOwnVoice(own) => own.ground.traced_to().unwrap_or(&own.publisher).to_owned(),
        said => said.subject(),
    };
    Withdrawer { who, pronouns: ascribed.pronouns(), told_by: told_by.unwrap_or_default() }
}

/// `{Watchboard} on {day} withdrew the {day} figure of {n} that it had attributed to {IOM}, citing {reason}.` `by`: the row
/// that strikes it, and the act that says why.
pub fn struck(recorded: &Recorded, (by, act): (&Recorded, Option<&Act>), speech: &Speech<'_>) -> String {
    let figure = &recorded.figure;
    let Some(counted) = counted(recorded, speech) else { return String::new() };
    let day = by.figure.details.stated_on.unwrap_or(by.figure.published_on).date;
    let publisher = speech.publisher(&figure.source.publisher);
    let Pronouns { its, .. } = Pronouns::of(&publisher);
    let they = if its == "their" { "they" } else { "it" };
    let days = held(figure).filter(|_| names_its_days(figure)).map(|days| format!(" {days}"));
    let number = format!("{}{}", called(&counted.short(), figure), days.unwrap_or_default());
    let of_day = of_day(recorded, day);
    let what = match Ascribed::of(recorded, speech) {
        Ascribed::ToAuthority(said) => {
            let whom = said.citing.unwrap_or(said.speaker);
            format!("the {of_day}{number} that {they} had attributed to {whom}")
        }
        Ascribed::InOwnVoice(_) => format!("{its} {of_day}{number}"),
    };
    let cited = act.map(|act| citing(act.reason, act.reason_by.as_deref(), speech)).unwrap_or_default();
    format!("{publisher} {} withdrew {what}{cited}.", on(day))
}

fn published(published: PartialDate, named: PartialDate) -> String {
    on(published).replace(&published.long(), &beside(published, named))
}
