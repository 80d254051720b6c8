//! When an event began and whether it is still open, from a plain list of its figures (`docs/rules.md`, "First days").

use std::collections::BTreeMap;

use tollbook::model::date::Day;
use tollbook::model::event_days::EventDays;
use tollbook::model::name::Name;
use tollbook::model::names::{NameField, NameKind, Names};
use tollbook::model::question::Question;
use tollbook::model::recorded::{Act, ActKind, FigureId};
use tollbook::model::reports::withdraw_reports;
use tollbook::model::words::{CountType, LinkKind, Measure};

use super::model::View;

/// What all figures of an event say of its days, as far as a question may know them.
pub fn of(view: &View, event: &Name, question: &Question) -> EventDays {
    let mut acts = view.acts.clone();
    // Who takes back what it had attributed to somebody mends its own report.
    withdraw_reports(&mut acts, view.visible(), &view.names);
    let mut days = EventDays::default();
    let mut missing: BTreeMap<String, (Day, (i32, u32), bool, Day)> = BTreeMap::new();
    for recorded in view.visible() {
        let figure = &recorded.figure;
        let (count_type, as_of) = (figure.scope.count_type, figure.as_of.date());
        if view.names.canonical(NameKind::Event, &figure.scope.event) != *event
            || count_type == CountType::Projection
            || !question.knows(figure.published_on)
            || !question.reaches(count_type, as_of)
            || is_hidden(view, &acts, recorded.id, question)
        {
            continue;
        }
        let from = figure.window_first_day().filter(|_| count_type == CountType::Total);
        let seen = as_of.first_day().min(figure.published_on.date.first_day());
        days.started = days.started.into_iter().chain(from).min();
        days.first_seen = days.first_seen.into_iter().chain([seen]).min();
        days.newest = days.newest.max(Some(as_of.last_day()));
        let Some(count) = figure.count.as_ref().filter(|_| figure.scope.measure == Measure::Missing) else {
            continue;
        };
        let who = match figure.authority() {
            Some(name) => view.names.canonical(NameKind::Authority, name),
            None => view.names.canonical(NameKind::Publisher, &figure.source.publisher),
        };
        let key = format!("{:?} {} {who}", view.scope(recorded.id), figure.authority().is_some());
        let known = figure.published_on.order_key();
        let is_above_zero = count.count().high() != Some(0) && !is_withdrawn(view, recorded.id, question);
        let own = (as_of.first_day(), known, is_above_zero, as_of.last_day());
        let newest = missing.entry(key).or_insert(own);
        *newest = (*newest).max(own);
    }
    let above_zero = missing.into_values().filter(|(.., is_above_zero, _)| *is_above_zero);
    days.missing = above_zero.map(|(.., day)| day).max();
    days
}

/// Whether a figure is void, gone from the feed or mended by its publisher, as far as a question may know.
fn is_hidden(view: &View, acts: &[Act], id: FigureId, question: &Question) -> bool {
    let hides = |what| matches!(what, ActKind::Gone | ActKind::Linked(LinkKind::Corrects));
    view.is_void(id)
        || acts.iter().any(|act| {
            act.figure == id
                && hides(act.what)
                && question.knows(act.known_at)
                && !act.other.is_some_and(|by| view.is_void(by))
        })
}

/// Whether the last that is known of a figure is that it was withdrawn.
fn is_withdrawn(view: &View, id: FigureId, question: &Question) -> bool {
    let known = view.acts.iter().filter(|act| {
        act.figure == id && question.knows(act.known_at) && !act.other.is_some_and(|by| view.is_void(by))
    });
    let stands = known.filter_map(|act| match act.what {
        ActKind::Linked(LinkKind::Retracts | LinkKind::Disowns) => Some((act.known_at.order_key(), false)),
        ActKind::Linked(LinkKind::Reinstates) => Some((act.known_at.order_key(), true)),
        _ => None,
    });
    // Of several that became known at one time the last that was recorded holds.
    let mut last = ((i32::MIN, 0), true);
    for act in stands {
        last = if act.0 >= last.0 { act } else { last };
    }
    !last.1
}

/// What is known of the days of an event.
#[derive(Clone, Copy, Debug)]
pub struct Ages {
    last_first_day: Option<Day>,
    is_over: bool,
    /// After how many days a figure is older.
    pub stale_after: i32,
}

impl Ages {
    pub fn of(days: EventDays, event: &Name, names: &Names) -> Ages {
        let said = |field| names.get(NameKind::Event, event, field);
        let number = |text: &str| text.trim_end_matches('d').parse::<i32>().expect("days");
        // Of the events of the exercise one is an incident by its name, and one is fighting.
        let is_incident = match said(NameField::Kind) {
            Some(kind) => kind == "incident",
            None => event.as_str().ends_with("strike"),
        };
        let is_fighting = event.as_str().ends_with("clashes");
        let first = days.started.into_iter().chain(days.first_seen.filter(|_| !is_fighting)).min();
        let settling = said(NameField::Settling).map_or(if is_incident { 1 } else { 7 }, number);
        let stale_after = said(NameField::StaleAfter).map_or(7, number);
        let is_open = days
            .missing
            .zip(days.newest)
            .is_some_and(|(missing, newest)| newest.days_since(missing) <= stale_after);
        Ages {
            last_first_day: first.map(|first| first.plus_days(settling)),
            is_over: is_incident && !is_open,
            stale_after,
        }
    }

    pub fn is_early(&self, day: Day) -> bool {
        self.last_first_day.is_some_and(|last| day <= last)
    }

    /// Whether the toll could no longer grow by itself on a day.
    pub fn is_settled(&self, day: Day) -> bool {
        self.is_over && !self.is_early(day)
    }
}
