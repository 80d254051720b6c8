//! A figure that its author withdrew, or that its authority denies having given.

use crate::model::date::PartialDate;
use crate::model::figure::Figure;
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::recorded::{Act, Recorded};
use crate::model::reports::{carriers, is_carrier};
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
    let when = on(day);
    let of_day = of_day(recorded, day);
    if let (Withdrawal::Retracted, Some(hand)) = (how.how, by.and_then(|by| Hand::of(recorded, by, speech))) {
        let figure = format!("{of_day}{number}");
        return format!("{}{cited}.", hand.withdrew(&figure, recorded, &when, speech));
    }
    let Withdrawer { who, pronouns: Pronouns { its, it }, told_by } = withdrawer(recorded, by, how, speech);
    match how.how {
        Withdrawal::Retracted => {
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
    let days = held(figure).filter(|_| names_its_days(figure)).map(|days| format!(" {days}"));
    let number = format!("{}{}", called(&counted.short(), figure), days.unwrap_or_default());
    let what = format!("{}{number}", of_day(recorded, day));
    let hand = match carrier(figure, by, speech) {
        Some(who) => Hand::Carrier(who),
        None => Hand::Untold(speech.publisher(&by.figure.source.publisher)),
    };
    let withdrew = match (hand, source(recorded, speech)) {
        (Hand::Carrier(who), None) if who == publisher => {
            format!("{who} {} withdrew {} {what}", on(day), Pronouns::of(&who).its)
        }
        (hand, _) => hand.withdrew(&what, recorded, &on(day), speech),
    };
    let cited = act.map(|act| citing(act.reason, act.reason_by.as_deref(), speech)).unwrap_or_default();
    format!("{withdrew}{cited}.")
}

/// Who withdrew a figure that is not theirs.
enum Hand {
    /// Its publisher, or one who passed it on: what they had attributed to somebody.
    Carrier(String),
    /// Whom its publisher had cited, without another authority.
    Cited(String),
    /// Another body.
    Other(String),
    /// Nobody is named; this publisher reported that it was withdrawn.
    Untold(String),
}

impl Hand {
    /// Whose hand it was; `None` for the author's own.
    fn of(recorded: &Recorded, by: &Recorded, speech: &Speech<'_>) -> Option<Hand> {
        let (figure, names) = (&recorded.figure, speech.known());
        let (who, is_cited) = (&figure.attribution, figure.authority().is_none());
        let origin = who.via.as_ref().and_then(|via| via.steps().next()).and_then(Name::read);
        let origin = origin.filter(|_| is_cited && speech.made_of(recorded.id).is_none());
        let author = figure.authority().or(origin.as_ref()).unwrap_or(&figure.source.publisher);
        match (is_carrier(speaker(&by.figure), author, names), origin.is_some()) {
            (true, false) => return None,
            (true, true) => return Some(Hand::Cited(speech.relay(author))),
            (false, _) => {}
        }
        let named = || by.figure.authority().map(|_| Hand::Other(Ascribed::of(by, speech).subject()));
        let untold = || Hand::Untold(speech.publisher(&by.figure.source.publisher));
        Some(carrier(figure, by, speech).map(Hand::Carrier).or_else(named).unwrap_or_else(untold))
    }

    /// `{Watchboard} on {day} withdrew the {figure} that it had attributed to {IOM}`. `figure`: as it follows "the".
    fn withdrew(&self, figure: &str, recorded: &Recorded, when: &str, speech: &Speech<'_>) -> String {
        let publisher = speech.publisher(&recorded.figure.source.publisher);
        let source = source(recorded, speech);
        let had = |them: &str| match &source {
            Some(source) => format!("had attributed to {source}"),
            None => format!("had {them}"),
        };
        let of = |clause: &str| then(&format!("the {figure}"), &format!(" that {clause}"));
        match self {
            Hand::Carrier(who) => {
                let they = if Pronouns::of(who) == Pronouns::SEVERAL { "they" } else { "it" };
                format!("{who} {when} withdrew {}", of(&format!("{they} {}", had("passed on"))))
            }
            Hand::Cited(who) => {
                let it = Pronouns::of(who).it;
                format!("{who} {when} withdrew {}", of(&format!("{publisher} had attributed to {it}")))
            }
            Hand::Other(who) => {
                format!("{who} {when} withdrew {}", of(&format!("{publisher} {}", had("reported"))))
            }
            Hand::Untold(teller) => {
                let figure = of(&format!("{publisher} {}", had("reported")));
                format!("{figure} was withdrawn, {teller} reported {when}")
            }
        }
    }
}

/// For whom a row speaks: its authority, else its publisher.
fn speaker(figure: &Figure) -> (NameKind, &Name) {
    let authority = figure.authority().map(|name| (NameKind::Authority, name));
    authority.unwrap_or((NameKind::Publisher, &figure.source.publisher))
}

/// The publisher of a figure, or one who passed it on, where another row speaks for them or is printed by them.
fn carrier(figure: &Figure, by: &Recorded, speech: &Speech<'_>) -> Option<String> {
    let printed = (NameKind::Publisher, &by.figure.source.publisher);
    [speaker(&by.figure), printed].into_iter().find_map(|one| {
        let carrier = carriers(figure).find(|carrier| is_carrier(one, carrier, speech.known()))?;
        Some(speech.relay(&carrier))
    })
}

/// To whom the publisher of a figure attributes it.
fn source(recorded: &Recorded, speech: &Speech<'_>) -> Option<String> {
    let publisher = speech.publisher(&recorded.figure.source.publisher);
    let source = match Ascribed::of(recorded, speech) {
        Ascribed::ToAuthority(said) => said.citing.unwrap_or(said.speaker),
        Ascribed::InOwnVoice(own) => own.ground.cites()?.to_owned(),
    };
    Some(source).filter(|source| *source != publisher)
}

fn published(published: PartialDate, named: PartialDate) -> String {
    on(published).replace(&published.long(), &beside(published, named))
}
