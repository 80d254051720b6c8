//! A count that its authority changed, and one that is counted another way by now.

use std::cmp::Ordering;

use crate::model::date::PartialDate;
use crate::model::figure::Figure;
use crate::model::recorded::Recorded;
use crate::model::scope::Scope;
use crate::model::words::{Basis, CountType, Measure, Reason};
use crate::phrase::grammar::{Pronouns, is_plural};
use crate::phrase::names::Speech;
use crate::phrase::people::{a_figure_of, figure_of};
use crate::phrase::setting::{counted_where, definition, subject, then};
use crate::phrase::when::{beside, between, held, on, window};
use crate::reconcile::answer::Redefined;
use crate::reconcile::changes::{Change, FirstSaid};
use crate::reconcile::{Detail, Relation, RelationKind};

use super::one::counted;
use super::said::{Ascribed, Ascription, SaidWhen};

/// A change of a count, with what it takes to tell it.
pub struct ToldChange<'a> {
    /// The change.
    pub change: Change,
    /// The last figure of the count that was given up.
    pub before: &'a Recorded,
    /// The report by which the new count was said first.
    pub first: &'a Recorded,
    /// The newest figure of the new count.
    pub last: &'a Recorded,
    /// What was done to the count.
    pub how: ChangeVerb,
    /// Why, as somebody gave it, and who.
    pub reason: (Option<Reason>, Option<&'a str>),
}

/// What an authority did to its count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeVerb {
    /// It went up.
    Raised,
    /// It went down.
    Lowered,
    /// It went down, and has risen since.
    HadLowered,
    /// It is again what it was before.
    Returned,
    /// It was counted another way: no rise and no fall.
    Replaced,
    /// It was changed, and the printed values say no more.
    Changed,
}

impl ChangeVerb {
    /// By the direction of a change.
    pub fn by(way: Ordering) -> ChangeVerb {
        match way {
            Ordering::Greater => ChangeVerb::Raised,
            Ordering::Less => ChangeVerb::Lowered,
            Ordering::Equal => ChangeVerb::Changed,
        }
    }

    const fn verb(self) -> &'static str {
        match self {
            ChangeVerb::Raised => "raised",
            ChangeVerb::Lowered => "lowered",
            ChangeVerb::HadLowered => "had lowered",
            ChangeVerb::Returned => "returned",
            ChangeVerb::Replaced => "replaced",
            ChangeVerb::Changed => "changed",
        }
    }
}

/// `{Israeli authorities} on {10 November 2023} lowered their toll for {the 7 October attack} to {about 1,200} from ...`;
/// `None` where the change cannot be ascribed.
pub fn sentence(told: &ToldChange<'_>, speech: &Speech<'_>) -> Option<String> {
    changed(told, &count_of(told.last, speech), speech)
}

/// As [`sentence`], behind another that has named what is counted: `{Israeli authorities} ... lowered their toll to ...`.
pub fn sentence_beside(told: &ToldChange<'_>, speech: &Speech<'_>) -> Option<String> {
    let scope = &told.last.figure.scope;
    changed(told, if is_toll(scope) { "toll" } else { "count" }, speech)
}

fn changed(told: &ToldChange<'_>, count: &str, speech: &Speech<'_>) -> Option<String> {
    let said = ascription(told, speech)?;
    let Pronouns { its, it } = said.pronouns();
    let (day, number) = (told.change.said.last_day(), |one| Some(counted(one, speech)?.short()));
    let (first, last) = (number(told.first)?, number(told.last)?);
    let is_still_held = is_held_after(told) && told.how != ChangeVerb::HadLowered;
    let still = match told.last.figure.as_of.stated().filter(|_| is_still_held) {
        Some(held) if first == last => format!(", and still gave {last} as of {}", beside(held, day)),
        Some(held) => format!(", and gave {last} as of {}", beside(held, day)),
        None => String::new(),
    };
    let new = if still.is_empty() { last } else { first };
    let (holds, its_day) = (holds_for(told, &said.when), its_day(told.before, day));
    let are_one_day = !holds.is_empty() && holds == its_day;
    let new = if are_one_day { new } else { format!("{new}{holds}") };
    let its_day = if are_one_day { its_day.replace("(as of", "(both as of") } else { its_day };
    let old = format!("{}{its_day}", number(told.before)?);
    let traced = match told.before.figure.details.basis() {
        Basis::Inferred => format!(", a figure this desk traces to {it},"),
        Basis::Named | Basis::Context => String::new(),
    };
    let count = match told.how {
        ChangeVerb::Replaced => then(count, &format!(" of {old}{traced} with {new}, counted another way")),
        _ => then(count, &format!(" to {new} from {old}{traced}")),
    };
    let cited = citing(told.reason.0, told.reason.1, speech);
    let (before, after) = when(told.change.said, &said.when);
    let text = format!("{before}{}{after} {} {its} {count}", acting(&said), told.how.verb());
    Some(format!("{}{cited}{still}.", text.trim_end_matches(',')))
}

/// Who changed a count: somebody unnamed with who cites them, a party as one.
fn acting(said: &Ascription) -> String {
    let party = said.party.as_ref().map(|party| format!(", {party},"));
    format!("{}{}", said.subject(), party.unwrap_or_default())
}

/// Who changed the count: by the first report of it, or by the newest where the first names nobody.
fn ascription(told: &ToldChange<'_>, speech: &Speech<'_>) -> Option<Ascription> {
    let mut all = [told.first, told.last].into_iter().map(|one| Ascribed::of(one, speech));
    all.find_map(|ascribed| match ascribed {
        Ascribed::ToAuthority(said) => Some(said),
        Ascribed::InOwnVoice(_) => None,
    })
}

/// When a count was changed, before and behind who changed it.
fn when(said: FirstSaid, report: &SaidWhen) -> (String, String) {
    match said {
        FirstSaid::On(day) if day == report.day() => (String::new(), report.clause()),
        FirstSaid::On(day) => (String::new(), format!(" {}", on(day))),
        FirstSaid::Between(since, until) => (format!("{} ", between(since, until)), String::new()),
    }
}

/// Whether the new count was given again for a later day than that of its first report.
fn is_held_after(told: &ToldChange<'_>) -> bool {
    let last_day = |one: &Recorded| one.figure.as_of.date().last_day();
    last_day(told.first) < last_day(told.last)
}

/// The day for which the new count holds, where the day on which it was said is another.
fn holds_for(told: &ToldChange<'_>, report: &SaidWhen) -> String {
    let (first, last) = (told.first.figure.as_of.stated(), told.last.figure.as_of.stated());
    let day = first.or(last.filter(|_| !is_held_after(told)));
    let Some(day) = day.filter(|_| !names_its_days(&told.last.figure)) else { return String::new() };
    let is_named = match told.change.said {
        FirstSaid::On(said) => said == day || (said == report.day() && report.is_within(day)),
        FirstSaid::Between(..) => false,
    };
    match is_named {
        true => String::new(),
        false => format!(" (as of {})", beside(day, told.change.said.last_day())),
    }
}

/// `toll for the 7 October attack`, `count of people injured in the Gaza Strip`.
fn count_of(recorded: &Recorded, speech: &Speech<'_>) -> String {
    let scope = &recorded.figure.scope;
    if is_toll(scope) && scope.definition.is_none() {
        return format!("toll for {}", subject(scope, speech));
    }
    if scope.count_type == CountType::Projection {
        return expected(recorded, speech);
    }
    let window = window(&recorded.figure).filter(|_| names_its_days(&recorded.figure));
    let definition = definition(scope).map(|words| format!(", {words},")).unwrap_or_default();
    let window = window.map(|window| format!(" {window}")).unwrap_or_default();
    format!("count of {}", then(&counted_where(scope, speech), &format!("{window}{definition}")))
}

/// `projection of people who would be killed in Yemen by 2030`.
fn expected(recorded: &Recorded, speech: &Speech<'_>) -> String {
    let scope = &recorded.figure.scope;
    let target = held(&recorded.figure).map(|day| format!(" {day}")).unwrap_or_default();
    let definition = definition(scope).map(|words| format!(", {words},")).unwrap_or_default();
    format!("projection of {}", then(&counted_where(scope, speech), &format!("{target}{definition}")))
}

/// Whether the words for a count say for which days it holds.
pub(super) fn names_its_days(figure: &Figure) -> bool {
    match figure.scope.count_type {
        CountType::Period | CountType::Increment => window(figure).is_some(),
        CountType::Projection => true,
        CountType::Total | CountType::Current => false,
    }
}

/// Whether a count is what copy calls a toll: all dead so far.
pub fn is_toll(scope: &Scope) -> bool {
    let is_death = matches!(scope.measure, Measure::Killed | Measure::Died);
    is_death && scope.counts_everybody() && scope.count_type == CountType::Total
}

fn its_day(before: &Recorded, named: PartialDate) -> String {
    let day = before.figure.as_of.stated().filter(|_| !names_its_days(&before.figure));
    day.map(|day| format!(" (as of {})", beside(day, named))).unwrap_or_default()
}

/// `, citing the identification of remains, AFP reported`.
pub fn citing(reason: Option<Reason>, reason_by: Option<&str>, speech: &Speech<'_>) -> String {
    let by = reason_by.map(|by| format!(", {} reported", speech.teller(by))).unwrap_or_default();
    match reason {
        None => String::new(),
        Some(Reason::NoneGiven) => format!(", giving no reason{by}"),
        Some(reason) => format!(", citing {}{by}", reason_words(reason)),
    }
}

fn reason_words(reason: Reason) -> &'static str {
    match reason {
        Reason::Identification => "the identification of the dead",
        Reason::DoubleCount => "people counted twice",
        Reason::FoundAlive => "people found alive",
        Reason::LateReports => "late reports",
        Reason::Audit => "an audit",
        Reason::CommitteeRuling => "the ruling of a committee",
        Reason::DefinitionChange => "a change of definition",
        Reason::SourceSwitch => "a change of source",
        Reason::ScopeChange => "a change in what is counted",
        Reason::PerpetratorExcluded => "the exclusion of perpetrators",
        Reason::AttackersBodiesReclassified => "the reclassification of attackers' bodies",
        Reason::DiedOfInjuries => "people who died of injuries",
        Reason::Transcription => "an error of transcription",
        Reason::MeasureMixup => "a confusion of what was counted",
        Reason::Misattribution => "a misattribution",
        Reason::NoneGiven => "no reason",
    }
}

/// That the figure before was counted another way; `None` where it was not.
pub fn redefined_before(
    before: &Recorded,
    now: &Recorded,
    relation: &Relation,
    speech: &Speech<'_>,
) -> Option<String> {
    let is_method = relation.kind == RelationKind::Redefines && relation.detail == Some(Detail::Method);
    let number = |one: &Recorded| Some(counted(one, speech)?.short());
    let (old, new) = (number(before).filter(|_| is_method)?, number(now)?);
    let day = before.figure.as_of.stated().map(|day| format!(", as of {},", day.long())).unwrap_or_default();
    Some(format!(
        "The {} replaced {}{day} counted another way, so the two show no rise or fall.",
        figure_of(&new),
        a_figure_of(&old)
    ))
}

/// That an authority counts by another definition by now.
pub fn redefined_since(now: &Redefined, speech: &Speech<'_>) -> String {
    let name = speech.authority(now.voice.name());
    let has = if is_plural(&name) { "have" } else { "has" };
    let by = definition(&now.scope).unwrap_or_else(|| "without a stated definition".to_owned());
    format!("{name} {has} since replaced this count with another, {by}.")
}
