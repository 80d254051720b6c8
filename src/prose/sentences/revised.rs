//! A count that its authority changed, and one that is counted another way by now.

use crate::model::date::PartialDate;
use crate::model::recorded::Recorded;
use crate::model::scope::Scope;
use crate::model::words::{Basis, CountType, Measure, Reason};
use crate::phrase::grammar::Pronouns;
use crate::phrase::names::Speech;
use crate::phrase::setting::{counted_where, definition, subject, then};
use crate::phrase::when::{beside, window};
use crate::reconcile::answer::Redefined;
use crate::reconcile::{Detail, Relation, RelationKind};

use super::one::counted;
use super::said::{Ascribed, SaidWhen};

/// `{Israeli authorities} on {10 November 2023} lowered their toll for {the 7 October attack} to {about 1,200} from ...`;
/// `None` where the newer figure revises nothing, or cannot be ascribed.
pub fn sentence(
    before: &Recorded,
    now: &Recorded,
    relation: &Relation,
    speech: &Speech<'_>,
) -> Option<String> {
    if relation.kind != RelationKind::Revises || relation.later != now.id {
        return None;
    }
    let Ascribed::ToAuthority(said) = Ascribed::of(now, speech) else { return None };
    if said.citing.is_some() {
        return None;
    }
    let how = match relation.detail {
        Some(Detail::Up) => "raised",
        Some(Detail::Down) => "lowered",
        Some(Detail::Reverts) => "returned",
        _ => "changed",
    };
    let Pronouns { its, it } = Pronouns::of(&said.speaker);
    let day = said.when.day();
    let new = format!("{}{}", counted(now, speech)?.short(), as_of(now, &said.when));
    let old = format!("{}{}", counted(before, speech)?.short(), its_day(before, day));
    let traced = match before.figure.details.basis() {
        Basis::Inferred => format!(", a figure this desk traces to {it},"),
        Basis::Named | Basis::Context => String::new(),
    };
    let count = then(&count_of(now, speech), &format!(" to {new} from {old}{traced}"));
    let cited = citing(relation.reason, relation.reason_by.as_deref());
    let text = format!("{}{} {how} {its} {count}", said.speaker, said.when.clause());
    Some(format!("{}{}.", text.trim_end_matches(','), cited))
}

/// `toll for the 7 October attack`, `count of people injured in the Gaza Strip`.
fn count_of(recorded: &Recorded, speech: &Speech<'_>) -> String {
    let scope = &recorded.figure.scope;
    if is_toll(scope) && scope.definition.is_none() {
        return format!("toll for {}", subject(scope, speech));
    }
    let window = window(&recorded.figure).filter(|_| scope.count_type == CountType::Period);
    let definition = definition(scope).map(|words| format!(", {words},")).unwrap_or_default();
    let window = window.map(|window| format!(" {window}")).unwrap_or_default();
    format!("count of {}", then(&counted_where(scope, speech), &format!("{window}{definition}")))
}

/// Whether a count is what copy calls a toll: all dead so far.
pub fn is_toll(scope: &Scope) -> bool {
    let is_death = matches!(scope.measure, Measure::Killed | Measure::Died);
    is_death && scope.counts_everybody() && scope.count_type == CountType::Total
}

fn as_of(now: &Recorded, when: &SaidWhen) -> String {
    match now.figure.as_of.stated() {
        Some(day) if !when.is_within(day) => format!(" (as of {})", beside(day, when.day())),
        _ => String::new(),
    }
}

fn its_day(before: &Recorded, named: PartialDate) -> String {
    let day = before.figure.as_of.stated();
    day.map(|day| format!(" (as of {})", beside(day, named))).unwrap_or_default()
}

/// `, citing the identification of remains, AFP reported`.
pub fn citing(reason: Option<Reason>, reason_by: Option<&str>) -> String {
    let by = reason_by.map(|by| format!(", {by} reported")).unwrap_or_default();
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
pub fn redefined_before(before: &Recorded, relation: &Relation) -> Option<String> {
    let is_method = relation.kind == RelationKind::Redefines && relation.detail == Some(Detail::Method);
    let number = before.figure.count.as_ref().filter(|_| is_method)?.printed().into_owned();
    let day = before.figure.as_of.stated().map(|day| format!(", as of {},", day.long())).unwrap_or_default();
    Some(format!(
        "An earlier figure of {number}{day} was counted another way, so the two show no rise or fall."
    ))
}

/// That an authority counts by another definition by now.
pub fn redefined_since(now: &Redefined, speech: &Speech<'_>) -> String {
    let name = speech.authority(now.voice.name());
    match definition(&now.scope) {
        Some(words) => format!("newer figures of {name} are another series, {words}."),
        None => format!("newer figures of {name} are another series, without a stated definition."),
    }
}
