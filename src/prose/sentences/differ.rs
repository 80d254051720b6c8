//! Several figures in one sentence: accounts that differ, others that go with the first, and an unknown order.

use crate::model::date::PartialDate;
use crate::model::recorded::{FigureId, Recorded};
use crate::model::words::CountType;
use crate::phrase::grammar::listed;
use crate::phrase::measure::{Tense, Verb};
use crate::phrase::names::Speech;
use crate::phrase::occasion::Occasion;
use crate::phrase::setting::{counted_where, definition, subject, then};
use crate::phrase::when::{beside, held, joint, on, window};

use super::one::counted;
use super::said::{Ascribed, Ascription, SaidWhen};

/// How many accounts a sentence names; of more, the lowest and the highest.
const NAMED: usize = 6;

/// `Accounts of {the Deraa strike} differ: {eight soldiers} were {killed}, {SANA} said ...; {11}, according to ...`
pub fn sentence(figures: &[&Recorded], speech: &Speech<'_>) -> String {
    let mut figures = figures.to_vec();
    let count = |r: &Recorded| {
        r.figure.count.as_ref().map(|count| (count.count().low(), count.count().high().unwrap_or(u64::MAX)))
    };
    figures.sort_by_key(|recorded| count(recorded));
    let Some(first) = figures.first() else { return String::new() };
    let common = common_day(&figures);
    let is_account = Occasion::of(&first.figure.scope.event, speech).is_over()
        && !matches!(first.figure.scope.count_type, CountType::Period | CountType::Projection);
    let mut clauses: Vec<String> = figures
        .iter()
        .enumerate()
        .filter_map(|(place, recorded)| match place {
            0 if is_account => account(recorded, common, speech),
            _ => according_to(recorded, common, speech),
        })
        .collect();
    shorten(&mut clauses);
    format!("{} differ: {}.", then(&head(first, common, is_account, speech), ""), clauses.join("; "))
}

/// Keeps the lowest and the highest of many accounts.
fn shorten(clauses: &mut Vec<String>) {
    if clauses.len() > NAMED {
        let left_out = clauses.len() - NAMED + 1;
        let others = format!("{left_out} other accounts between them");
        clauses.splice(NAMED / 2..NAMED / 2 + left_out, [others]);
    }
}

/// `accounts of the Deraa strike as of 25 October 2023`, `counts of people killed in the Gaza Strip`.
fn head(first: &Recorded, common: Option<PartialDate>, is_account: bool, speech: &Speech<'_>) -> String {
    let scope = &first.figure.scope;
    let as_of = match common {
        _ if scope.count_type == CountType::Period => {
            window(&first.figure).map(|window| format!(" {window}"))
        }
        Some(day) => Some(format!(" {} {}", joint(scope.count_type), day.long())),
        None => None,
    };
    let subject = match scope.count_type {
        _ if is_account => format!("accounts of {}", subject(scope, speech)),
        CountType::Projection => format!("projections of {}", counted_where(scope, speech)),
        _ => format!("counts of {}", counted_where(scope, speech)),
    };
    let definition = definition(scope).map(|words| format!(", {words},")).unwrap_or_default();
    let closing = if subject.contains(", ") && as_of.is_none() { "," } else { "" };
    then(&subject, &format!("{}{definition}{closing}", as_of.unwrap_or_default()))
}

/// The day that all figures state.
fn common_day(figures: &[&Recorded]) -> Option<PartialDate> {
    let day = figures.first()?.figure.as_of.stated()?;
    figures.iter().all(|recorded| recorded.figure.as_of.stated() == Some(day)).then_some(day)
}

/// `eight Syrian army soldiers were killed, SANA said, citing a Syrian military source`.
fn account(recorded: &Recorded, common: Option<PartialDate>, speech: &Speech<'_>) -> Option<String> {
    let (scope, counted) = (&recorded.figure.scope, counted(recorded, speech)?);
    let verb = Verb::of(scope, speech).predicate(Tense::Past, counted.grammar);
    let what = format!("{} {verb}", counted.full());
    Some(match Ascribed::of(recorded, speech) {
        Ascribed::ToAuthority(Ascription { speaker, citing, party, when }) => {
            let party = party.map(|party| format!(", {party},")).unwrap_or_default();
            let citing = citing.map(|name| format!(", citing {name}")).unwrap_or_default();
            let AccountDay { said, holds } = dated(recorded, &when, common);
            format!("{what}, {speaker}{party} said{said}{citing}{holds}")
        }
        Ascribed::InOwnVoice(own) => {
            format!("{what}, {} reported {}, {}", own.publisher, on(own.on), own.ground.clause())
        }
    })
}

/// `11, according to the Syrian Observatory for Human Rights`.
fn according_to(recorded: &Recorded, common: Option<PartialDate>, speech: &Speech<'_>) -> Option<String> {
    let number = counted(recorded, speech)?.short();
    Some(match Ascribed::of(recorded, speech) {
        Ascribed::ToAuthority(Ascription { speaker, citing, party, when }) => {
            let party = party.map(|party| format!(", {party}")).unwrap_or_default();
            let citing = citing.map(|name| format!(", which cited {name}")).unwrap_or_default();
            let AccountDay { said, holds } = dated(recorded, &when, common);
            format!("{number}, according to {speaker}{said}{citing}{party}{holds}")
        }
        Ascribed::InOwnVoice(own) => {
            format!(
                "{number}, in a report {} published {}, {}",
                own.publisher,
                on(own.on),
                own.ground.clause()
            )
        }
    })
}

/// The day of one account.
struct AccountDay {
    /// Behind the verb: ` on 14 June 2025`.
    said: String,
    /// At the end: `, as of 14 June 2025`, `, in a report Dawn published on 14 June 2025`.
    holds: String,
}

/// The day of one account, unless the sentence has named the day for all.
fn dated(recorded: &Recorded, when: &SaidWhen, common: Option<PartialDate>) -> AccountDay {
    let said = match when {
        SaidWhen::On(day) if common.is_none() && recorded.figure.as_of.is_assumed() => {
            format!(" {}", on(*day))
        }
        _ => String::new(),
    };
    let holds = match (common, recorded.figure.as_of.stated(), when) {
        (None, Some(day), _) => format!(", {} {}", joint(recorded.figure.scope.count_type), day.long()),
        (None, None, report @ SaidWhen::InReport { .. }) => report.clause().trim_end_matches(',').to_owned(),
        _ => String::new(),
    };
    AccountDay { said, holds }
}

/// The sentence of the first figure, and what others said beside it; last those whom the others outvote: `the US military
/// gave five, which differs`.
pub fn with_others(
    lead: &str,
    first: Option<&Recorded>,
    others: &[&Recorded],
    outvoted: &[FigureId],
    speech: &Speech<'_>,
) -> String {
    let first_words = first.and_then(|recorded| counted(recorded, speech)).map(|counted| counted.short());
    let clause = |recorded: &&Recorded| {
        let clause = beside_the_first(recorded, first, first_words.as_deref(), speech)?;
        let differs = if outvoted.contains(&recorded.id) { ", which differs" } else { "" };
        Some(clause + differs)
    };
    let mut clauses: Vec<String> = others.iter().filter_map(clause).collect();
    shorten(&mut clauses);
    match clauses.is_empty() {
        true => lead.to_owned(),
        false => format!("{}; {}.", lead.trim_end_matches('.'), clauses.join("; ")),
    }
}

/// `the UN gave 5,791, as of 24 October`.
fn beside_the_first(
    recorded: &Recorded,
    first: Option<&Recorded>,
    first_words: Option<&str>,
    speech: &Speech<'_>,
) -> Option<String> {
    let counted = counted(recorded, speech)?;
    let gave = match first_words == Some(counted.short().as_str()) {
        true => "gave the same figure".to_owned(),
        false => format!("gave {}", counted.short()),
    };
    let named = first.map(|first| first.figure.as_of.stated().unwrap_or(first.figure.published_on.date));
    let day = |day: PartialDate| named.map_or_else(|| day.long(), |named| beside(day, named));
    Some(match Ascribed::of(recorded, speech) {
        Ascribed::ToAuthority(said) => {
            let date = match (recorded.figure.as_of.stated(), &said.when) {
                (Some(as_of), _) if first.is_some_and(|first| first.figure.as_of.stated() == Some(as_of)) => {
                    String::new()
                }
                (Some(as_of), _) => {
                    format!(", {} {}", joint(recorded.figure.scope.count_type), day(as_of))
                }
                (None, SaidWhen::On(day)) => format!(" {}", on(*day)),
                (None, report) => report.clause().trim_end_matches(',').to_owned(),
            };
            format!("{}{} {gave}{date}", said.speaker, said.aside())
        }
        Ascribed::InOwnVoice(own) => {
            format!("{} {} {gave}, {}", own.publisher, on(own.on), own.ground.clause())
        }
    })
}

/// Two figures of one authority, when nothing says which is the newer.
pub fn order_unknown(figures: &[&Recorded], speech: &Speech<'_>) -> String {
    let Some(first) = figures.first() else { return String::new() };
    let numbers: Vec<String> =
        figures.iter().filter_map(|recorded| counted(recorded, speech)).map(|c| c.short()).collect();
    let scope = &first.figure.scope;
    let who = Ascribed::of(first, speech).subject();
    let held = held(&first.figure).map(|days| format!(" {days}")).unwrap_or_default();
    let reports = match first.figure.as_of.stated() {
        Some(_) => String::new(),
        None => format!(" in reports published {}", on(first.figure.published_on.date)),
    };
    let definition = definition(scope).map(|words| format!(", {words}")).unwrap_or_default();
    let what = then(&counted_where(scope, speech), &format!("{held}{reports}{definition}"));
    let numbers = match numbers.len() {
        0..=6 => listed(&numbers),
        n => format!("{n} numbers, {} among them,", listed(&numbers[..3])),
    };
    let counts = match scope.count_type {
        CountType::Projection => "as projections of",
        CountType::Total | CountType::Current | CountType::Period | CountType::Increment => "for",
    };
    format!("{who} gave {numbers} {counts} {what}; which of them is the newer is not recorded.")
}
