//! Why a figure has its fate, in one clause; how two figures relate, in one sentence. Made only when asked for.

use std::cmp::Ordering;

use crate::model::figure::{AsOf, Figure};
use crate::model::recorded::{Act, FigureId, Recorded};
use crate::model::words::{CountType, Reason};
use crate::phrase::figure::words;
use crate::phrase::grammar::capitalised;
use crate::phrase::when::on;
use crate::series::step::compare_wordings;
use crate::series::{Series, WindowDays};

use super::answer::{Answer, Fate, Outside, Traced};
use super::fit::{Contradiction, Fit};
use super::relation::{Detail, Relation, RelationKind};

/// Why a figure of the trace has its fate: one clause in plain words, without a full stop; other figures are `#12`.
pub fn because(answer: &Answer, series: &Series, traced: &Traced) -> String {
    let Some(recorded) = series.figure(traced.id) else { return String::new() };
    format!("{}{}", why(answer, series, traced, recorded), disputed(answer, traced.id))
}

/// Who rejects a figure: `; #4 disputes it`.
fn disputed(answer: &Answer, id: FigureId) -> String {
    let by = answer.disputes.iter().filter(|dispute| dispute.target == id);
    by.map(|dispute| format!("; #{} disputes it", dispute.by)).collect()
}

fn why(answer: &Answer, series: &Series, traced: &Traced, recorded: &Recorded) -> String {
    match traced.fate {
        Fate::Kept => why_kept(answer, series, recorded),
        Fate::Restates(other) => format!("it says again what #{other} says"),
        Fate::SupersededBy(other) => superseded(series, recorded, other),
        Fate::RevisedBy(other) => {
            let (number, way) = (number(series, other), direction(series, recorded, other));
            format!("#{other}{number} revises it{way}{}", reason(series, recorded.id, other))
        }
        Fate::RedefinedBy(other) => {
            format!("#{other} redefines it: it counts another way{}", reason(series, recorded.id, other))
        }
        Fate::Older => older(answer, series, recorded),
        Fate::FirstCount => {
            let day = recorded.figure.as_of.date().long();
            format!("it is a first count, for {day}: a higher one was given since")
        }
        Fate::OtherOrigin => match recorded.figure.window_first_day() {
            Some(day) => {
                format!("it counts from {}, the newest figure from another day", day.to_date().long())
            }
            None => "it counts from another day than the newest figure".to_owned(),
        },
        Fate::Corrected(other) => {
            let gave_another = series.figure(other).is_some_and(|by| by.figure.count.is_some());
            let did = if gave_another { "its publisher mended it" } else { "its report was withdrawn" };
            format!("{did} in #{other}{}", reason(series, recorded.id, other))
        }
        Fate::Retracted(by) => withdrawn("was withdrawn", series, recorded.id, by),
        Fate::Disowned(by) => withdrawn("was denied by its authority", series, recorded.id, by),
        Fate::Gone => "it vanished from its feed".to_owned(),
        Fate::Void => "it is a typing error of this desk".to_owned(),
        Fate::ContradictedBy(other) => contradicted(series, recorded, other),
        Fate::Unattributed => "it names no authority, and attributed figures stand".to_owned(),
        Fate::Statement => statement(series, recorded.id),
        Fate::OutsideTheQuestion(outside) => why_outside(recorded, outside),
    }
}

fn why_kept(answer: &Answer, series: &Series, recorded: &Recorded) -> String {
    let id = recorded.id;
    let who = series
        .members()
        .iter()
        .find(|member| member.id() == id)
        .map(|member| series.voice(member).name().as_str());
    let newest = format!("it is the newest figure of {}", who.unwrap_or_default());
    match answer.span {
        Some(span) if span.low_by == id && span.high_by == id && answer.roots < 2 => newest,
        Some(span) if span.low_by == id && span.high_by == id => format!("{newest}, and holds both ends"),
        Some(span) if span.low_by == id => format!("{newest}, and holds the low end"),
        Some(span) if span.high_by == id => format!("{newest}, and holds the high end"),
        _ => newest,
    }
}

fn why_outside(recorded: &Recorded, outside: Outside) -> String {
    let figure = &recorded.figure;
    match outside {
        Outside::NotYetKnown => format!("it was published {}", on(figure.published_on.date)),
        Outside::LaterDay => its_day(figure),
        Outside::OtherWindow => match figure.scope.count_type {
            CountType::Projection => format!("it speaks of {}", window(figure)),
            _ if figure.as_of.is_assumed() => its_day(figure),
            _ => format!("it counts {}", window(figure)),
        },
    }
}

/// The day for which a figure holds; where it states none, what did happen on the day that is assumed.
fn its_day(figure: &Figure) -> String {
    match (figure.as_of, figure.details.stated_on) {
        (AsOf::Stated(day), _) => format!("it holds for {}", day.long()),
        (AsOf::Assumed(_), Some(stated)) => format!("it states no day, and was said {}", on(stated.date)),
        (AsOf::Assumed(_), None) => {
            format!("it states no day, and was published {}", on(figure.published_on.date))
        }
    }
}

/// A window in words: `24 October 2023`, `1 to 24 October` by its first and last day, `up to ...` where none is stated;
/// `2030` for the target of a projection.
fn window(figure: &Figure) -> String {
    let (ends, last) = (WindowDays::of(figure), figure.as_of.date());
    let first = ends.first.map(|first| first.to_date().long());
    match (figure.scope.count_type, ends.last, first) {
        (CountType::Period | CountType::Increment, ..) if figure.as_of.is_assumed() => {
            format!("no stated day, published {}", on(figure.published_on.date))
        }
        (CountType::Projection, Some(_), _) => last.long(),
        (CountType::Projection, None, _) => "a time that is not stated".to_owned(),
        (_, end, Some(first)) if ends.first == end => first,
        (_, _, Some(first)) => format!("{first} to {}", last.long()),
        (_, _, None) => format!("up to {}", last.long()),
    }
}

/// The count went on; of two that only the row order tells apart, one is merely the last.
fn superseded(series: &Series, recorded: &Recorded, other: FigureId) -> String {
    let newer = series.figure(other).map(|other| &other.figure);
    let days = newer.map(|newer| (recorded.figure.as_of, newer.as_of));
    match newer.and_then(|newer| newer.as_of.stated()) {
        _ if days.is_some_and(|(own, new)| own == new) => format!("#{other} is newer"),
        Some(day) => format!("#{other} updates it: the count as of {}", day.long()),
        None => format!("#{other} updates it"),
    }
}

/// What a figure says, in brackets: ` (1,421)`.
fn number(series: &Series, id: FigureId) -> String {
    series.figure(id).map(|recorded| format!(" ({})", words(recorded))).unwrap_or_default()
}

/// Where a revision led, by printed values: `, upwards`; empty where it left them as they were.
fn direction(series: &Series, before: &Recorded, after: FigureId) -> &'static str {
    let count = |recorded: Option<&'_ Recorded>| recorded.and_then(|r| r.figure.count.clone());
    match count(series.figure(after)).zip(count(Some(before))).map(|(b, a)| compare_wordings(&b, &a)) {
        Some(Ordering::Greater) => ", upwards",
        Some(Ordering::Less) => ", downwards",
        _ => "",
    }
}

fn link(series: &Series, target: FigureId, by: FigureId) -> Option<&Act> {
    series.acts_on(target).iter().rev().find(|act| act.other == Some(by))
}

fn reason(series: &Series, target: FigureId, by: FigureId) -> String {
    let Some(act) = link(series, target, by) else { return String::new() };
    reason_words(act.reason, act.reason_by.as_deref())
}

fn reason_words(reason: Option<Reason>, reason_by: Option<&str>) -> String {
    let reason =
        reason.filter(|reason| *reason != Reason::NoneGiven).map(|reason| reason.word().replace('_', " "));
    match (reason, reason_by) {
        (None, _) => String::new(),
        (Some(reason), None) => format!(" ({reason})"),
        (Some(reason), Some(by)) => format!(" ({reason}, says {by})"),
    }
}

/// A relay of what was withdrawn says which report that was.
fn withdrawn(what: &str, series: &Series, id: FigureId, by: Option<FigureId>) -> String {
    let Some(by) = by else { return format!("it {what}") };
    let withdraws = |act: &&Act| act.what.withdraws() && act.other == Some(by);
    let own = series.acts_on(id).iter().any(|act| withdraws(&act));
    match series.acts().iter().find(withdraws).filter(|_| !own) {
        Some(act) => {
            format!("it quotes #{}, which {what} in #{by}{}", act.figure, reason(series, act.figure, by))
        }
        None => format!("it {what} in #{by}{}", reason(series, id, by)),
    }
}

fn older(answer: &Answer, series: &Series, recorded: &Recorded) -> String {
    let newest =
        answer.kept().filter_map(|chosen| series.figure(chosen.id)).filter_map(|r| r.figure.as_of.stated());
    let newest = newest.max_by_key(|day| day.first_day());
    let (own, its_day) = (recorded.figure.as_of.date(), its_day(&recorded.figure));
    match newest {
        Some(newest) => {
            let days = newest.first_day().days_since(own.last_day());
            format!("{its_day}, {days} days before the newest")
        }
        None => its_day,
    }
}

fn contradicted(series: &Series, recorded: &Recorded, other: FigureId) -> String {
    let counts = recorded
        .figure
        .count
        .as_ref()
        .zip(series.figure(other).and_then(|other| other.figure.count.as_ref()));
    match counts.and_then(|(a, b)| a.count().gap(b.count())) {
        Some(gap) => format!("#{other} leaves no room for it: {gap} lie between them"),
        None => format!("#{other} leaves no room for it"),
    }
}

fn statement(series: &Series, id: FigureId) -> String {
    let about: Vec<_> = series.acts().iter().filter(|act| act.other == Some(id)).collect();
    let said = about.iter().map(|act| format!("{} #{}", act.what.word().replace('_', " "), act.figure));
    let mut said: Vec<String> = said.collect();
    said.extend(no_reports(series, id));
    match said.join(", ") {
        said if said.is_empty() => "it gives no number".to_owned(),
        said => format!("it gives no number: it {said}"),
    }
}

/// That there were no reports on its day: no count, and no zero.
fn no_reports(series: &Series, id: FigureId) -> Option<String> {
    let figure = &series.figure(id)?.figure;
    figure.no_reports.as_ref()?;
    Some(format!("says what was reported by {}", figure.as_of.date().long()))
}

/// How two figures relate, in one sentence. `a` and `b` are the two, in any order.
pub fn explanation(relation: &Relation, a: &Recorded, b: &Recorded) -> String {
    let (earlier, later) = if a.id == relation.earlier { (a, b) } else { (b, a) };
    let what = what(relation, earlier, later);
    capitalised(&format!("{what}{}.", reason_words(relation.reason, relation.reason_by.as_deref())))
}

fn what(relation: &Relation, earlier: &Recorded, later: &Recorded) -> String {
    let (a, b) = (words(earlier), words(later));
    let (x, y) = (relation.earlier, relation.later);
    match relation.kind {
        RelationKind::Repeats => format!("#{y} ({b}) says again what #{x} ({a}) says"),
        RelationKind::Updates => format!("The count went on from {a} (#{x}) to {b} (#{y})"),
        RelationKind::Revises => {
            let how = match relation.detail {
                Some(Detail::Up) => "raised",
                Some(Detail::Down) => "lowered",
                Some(Detail::Reverts) => "returned",
                _ => "changed",
            };
            format!("The authority {how} its count from {a} (#{x}) to {b} (#{y})")
        }
        RelationKind::Redefines => match relation.detail {
            Some(Detail::Definition) => {
                format!(
                    "The authority counts by another definition from #{y} ({b}) on; #{x} ({a}) is not a basis for a rise or fall"
                )
            }
            _ => format!(
                "The authority counts another way from #{y} ({b}) on; #{x} ({a}) is not a basis for a rise or fall"
            ),
        },
        RelationKind::Rebases => {
            format!("The authority restarted its count with #{y} ({b}); #{x} ({a}) has another origin")
        }
        RelationKind::Corrects if later.figure.count.is_none() => {
            format!("The report #{x} ({a}) was withdrawn in #{y}")
        }
        RelationKind::Corrects => format!("The publisher mended its report #{x} ({a}) in #{y} ({b})"),
        RelationKind::Retracts => format!("The figure #{x} ({a}) was withdrawn in #{y}"),
        RelationKind::Disowns => {
            format!("The authority denies in #{y} having given the figure #{x} ({a})")
        }
        RelationKind::Reinstates => format!("The figure #{x} ({a}) was reinstated in #{y}"),
        RelationKind::Conflicts => {
            format!("{}{}", conflict(relation, &a, &b), why_apart(relation, earlier, later))
        }
        RelationKind::Compatible => compatible(relation, earlier, later),
        RelationKind::PartOf => format!("#{y} ({b}) is part of #{x} ({a})"),
        RelationKind::DerivedFrom => format!("#{y} ({b}) was made from #{x} ({a})"),
        RelationKind::Disputes => format!("#{y} ({b}) rejects #{x} ({a})"),
        RelationKind::NotComparable => no_comparison(relation, earlier, later),
    }
}

fn conflict(relation: &Relation, a: &str, b: &str) -> String {
    let (x, y) = (relation.earlier, relation.later);
    let gap = relation.gap.map(|gap| format!(", {gap} apart")).unwrap_or_default();
    match relation.detail {
        Some(Detail::OrderUnknown) => {
            format!(
                "{a} (#{x}) and {b} (#{y}) were given for one day on one day{gap}: which is the newer is not known"
            )
        }
        Some(Detail::Method) => {
            format!(
                "{a} (#{x}) and {b} (#{y}) cannot both be right{gap}; they were counted in different ways"
            )
        }
        _ => format!("{a} (#{x}) and {b} (#{y}) cannot both be right{gap}"),
    }
}

/// Why two figures of different bodies conflict although they may hold for different days.
fn why_apart(relation: &Relation, a: &Recorded, b: &Recorded) -> String {
    let Some(Fit::Conflicts(why)) = relation.fit else { return String::new() };
    let low = |recorded: &Recorded| recorded.figure.count.as_ref().map_or(0, |count| count.count().low());
    let (lower, higher) = if low(a) < low(b) { (a, b) } else { (b, a) };
    match why {
        Contradiction::AsPrinted => String::new(),
        Contradiction::LedgerKnows => {
            format!("; the body of #{} had more than #{} already on its day or before", higher.id, lower.id)
        }
        Contradiction::NeverOpens => {
            format!("; what #{} says does not grow as days go by", lower.id)
        }
        Contradiction::Settled => "; the event was over on both days, and its toll does not grow".to_owned(),
    }
}

/// Names every dimension that differs, with what each figure says in it.
fn no_comparison(relation: &Relation, a: &Recorded, b: &Recorded) -> String {
    use crate::model::scope::Dimension;
    let (x, y) = (&a.figure.scope, &b.figure.scope);
    let place = |place: &Option<crate::model::name::Name>| {
        place.as_ref().map_or("not stated".to_owned(), ToString::to_string)
    };
    let origin =
        |r: &Recorded| r.figure.window_first_day().map(|day| day.to_date().long()).unwrap_or_default();
    let stated = |text: &Option<String>| text.clone().unwrap_or_else(|| "none stated".to_owned());
    let differs = relation.dimensions.iter().map(|dimension| {
        let (of_a, of_b) = match dimension {
            Dimension::Event => (x.event.to_string(), y.event.to_string()),
            Dimension::Place => (place(&x.place), place(&y.place)),
            Dimension::Measure => (x.measure.to_string(), y.measure.to_string()),
            Dimension::Unit => (x.unit.to_string(), y.unit.to_string()),
            Dimension::Group => (x.group.to_string(), y.group.to_string()),
            Dimension::CountType => (x.count_type.to_string(), y.count_type.to_string()),
            Dimension::Definition => (stated(&x.definition), stated(&y.definition)),
            Dimension::Period => (window(&a.figure), window(&b.figure)),
            Dimension::Origin => (origin(a), origin(b)),
        };
        format!("{} ({of_a}; {of_b})", dimension.word().replace('_', " "))
    });
    match differs.collect::<Vec<_>>().join(", ") {
        differs if differs.is_empty() => {
            format!("#{} and #{} cannot be compared: one gives no number", a.id, b.id)
        }
        differs => format!("#{} and #{} are about different things: {differs}", a.id, b.id),
    }
}

/// Why two figures can both be right: their words leave room for each other, or the older may have changed since.
fn compatible(relation: &Relation, a: &Recorded, b: &Recorded) -> String {
    let both = format!("Both can be right: {} (#{}) and {} (#{})", words(a), a.id, words(b), b.id);
    let counts = a.figure.count.as_ref().zip(b.figure.count.as_ref());
    if counts.is_none_or(|(a, b)| a.count().meet(b.count()).is_some()) {
        return format!("{both} leave room for each other");
    }
    let (x, y) = (a.figure.as_of.date(), b.figure.as_of.date());
    if x.may_overlap(y) {
        return format!("{both}; which of their days is the earlier is not known");
    }
    let older = if x.first_day() < y.first_day() { a.id } else { b.id };
    if relation.fit == Some(Fit::FirstCount) {
        return format!("{both}; #{older} is a first count, of the first days of the event");
    }
    if x == y {
        return format!("{both}; each is a floor by its own word");
    }
    format!("{both}; #{older} holds for an earlier day, and the count may have changed since")
}
