//! `increment_mismatch`: "two more, to 40", where the authority had not said 38 before.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::audit::event::Event;
use crate::audit::sheet::{Dated, dated_of};
use crate::audit::{Finding, Rank};
use crate::model::count::Count;
use crate::model::figure::AsOf;
use crate::model::name::Name;
use crate::model::recorded::{FigureId, Recorded};
use crate::model::scope::Scope;
use crate::model::words::CountType;
use crate::phrase::figure::{figure, show_both, who, words};
use crate::series::{Member, Series, Voice};

pub(super) fn find(event: &Event<'_>) -> Vec<Finding> {
    let mut added: BTreeMap<FigureId, Vec<&Recorded>> = BTreeMap::new();
    let increments = event.sheets.iter().filter(|s| s.series.scope.count_type == CountType::Increment);
    for series in increments.map(|sheet| sheet.series) {
        let scope = Scope { count_type: CountType::Total, ..(*series.scope).clone() };
        let totals = event.sheet(&scope).map(|sheet| by_document(sheet.series)).unwrap_or_default();
        let own = by_document(series);
        for member in series.members().iter().filter(|member| dated_of(series, member).is_some()) {
            let document = document(series, member);
            let alone = own.get(&document).is_some_and(|own| own.len() == 1);
            let beside = totals.get(&document).filter(|totals| alone && totals.len() == 1).map(|ids| ids[0]);
            if let Some(total) = declared(event, series, member).or(beside) {
                added.entry(total).or_default().push(&member.recorded);
            }
        }
    }
    added.into_iter().filter_map(|(total, increments)| against(event, total, &increments)).collect()
}

/// An authority, a day and a document: where they give one increment and one total, these belong together.
type Document<'s> = (&'s Voice, AsOf, &'s Name, &'s str);

fn by_document(series: &Series) -> FxHashMap<Document<'_>, Vec<FigureId>> {
    let mut by_document: FxHashMap<Document<'_>, Vec<FigureId>> = FxHashMap::default();
    for member in series.members().iter().filter(|member| dated_of(series, member).is_some()) {
        by_document.entry(document(series, member)).or_default().push(member.id());
    }
    by_document
}

fn document<'s>(series: &'s Series, member: &'s Member) -> Document<'s> {
    let figure = &member.recorded.figure;
    (series.voice(member), figure.as_of, &figure.source.publisher, figure.source.identity())
}

/// The total of which an increment declares itself part.
fn declared(event: &Event<'_>, series: &Series, member: &Member) -> Option<FigureId> {
    let wholes = series.acts_on(member.id()).iter().filter_map(|act| act.other);
    let of_total = |id: &FigureId| {
        let is_part = event.parts_of(*id).iter().any(|(part, _)| *part == member.id());
        is_part && event.that_stands(*id).is_some_and(|r| r.figure.scope.count_type == CountType::Total)
    };
    wholes.into_iter().find(of_total)
}

fn against(event: &Event<'_>, total: FigureId, increments: &[&Recorded]) -> Option<Finding> {
    let series = event.sheet_of(total)?.series;
    let mut dated = event.track_up_to(total).filter_map(|member| dated_of(series, member));
    let now = dated.next().filter(|now| now.id() == total)?;
    let before = dated.find(|earlier| earlier.day < now.day)?;
    let mut components = event.components(now.recorded);
    components.retain(|part| increments.iter().all(|known| known.id != part.id));
    components.extend(increments);
    let counts = components.iter().filter_map(|part| part.figure.count.as_ref());
    let added = counts.map(|count| count.count()).reduce(Count::plus)?;
    let leads_back = |added: Count| now.wording.count().minus(added).meet(before.wording.count()).is_some();
    let with_period = counted_between(event, &now, &before).map(|counted| added.plus(counted));
    let fits = leads_back(added) || with_period.is_some_and(leads_back);
    (!fits).then(|| finding(now.recorded, before.recorded, increments))
}

/// What the authority counted for the days between two of its totals: what was added late comes on top of it.
fn counted_between(event: &Event<'_>, now: &Dated<'_>, before: &Dated<'_>) -> Option<Count> {
    let totals = event.sheet_of(now.id())?.series;
    let periods = event.sheet(&Scope { count_type: CountType::Period, ..(*totals.scope).clone() })?;
    let voice = Voice::of(&now.recorded.figure, event.names);
    let counted = periods.dated(periods.track_of(&voice)?);
    let is_between = |period: &&Dated<'_>| {
        let first = period.recorded.figure.window_first_day();
        period.day <= now.day && first.is_some_and(|first| first > before.day)
    };
    let counts = counted.iter().filter(is_between).map(|period| period.wording.count());
    counts.reduce(Count::plus)
}

fn finding(total: &Recorded, before: &Recorded, increments: &[&Recorded]) -> Finding {
    let added: Vec<String> =
        increments.iter().map(|part| format!("{} (#{})", words(part), part.id)).collect();
    let explanation = format!(
        "{} added {} to reach {}, but its total before was {}",
        who(total),
        added.join(" and "),
        figure(total),
        figure(before)
    );
    let figures = increments.iter().map(|part| part.id).chain([total.id, before.id]).collect();
    let hint =
        format!("see whether a statement between the two is missing: {}", show_both(total.id, before.id));
    Finding::new(Rank::Warning, figures, explanation, hint)
}
