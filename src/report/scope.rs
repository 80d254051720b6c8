//! What is counted, and what was asked, by their words: a part of many reports.

use serde::Serialize;

use crate::model::date::Timestamp;
use crate::model::filter::Filter;
use crate::model::question::Question;
use crate::model::scope::Scope;
use crate::model::words::{CountType, Measure, Unit, WordList};

use super::lists::ColumnContent::{Fixed, Words};
use super::lists::{ColumnOf, TableCell, cells, names};

/// A scope by its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScopeReport {
    /// The event, largest first.
    pub event: String,
    /// The place, largest first; null where the source does not say.
    pub place: Option<String>,
    /// What happened.
    pub measure: &'static str,
    /// People or households.
    pub unit: &'static str,
    /// Who is counted.
    pub group: String,
    /// What the number counts up.
    pub count_type: &'static str,
    /// What else decides who is in.
    pub definition: Option<String>,
}

/// The three clocks of a question and what else it was narrowed by; null is unbounded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuestionReport {
    /// The day that figures hold for.
    pub as_of: Option<String>,
    /// What the public could know.
    pub known_on: Option<String>,
    /// What this desk had.
    pub recorded_by: Option<String>,
    /// The first day that was asked for.
    pub from: Option<String>,
    /// The last.
    pub to: Option<String>,
    /// The words by which an authority chose the series.
    pub authority: Option<String>,
    /// The words by which a publisher chose it.
    pub publisher: Option<String>,
}

impl ScopeReport {
    /// A text by which answers are in the order in which `reconcile` gives them: event, place, group, measure, unit, count
    /// type, definition, parted by U+001F.
    pub fn sort_key(&self) -> String {
        let place_in = |list: &WordList, word: &str| {
            let place = list.words.iter().position(|known| *known == word);
            format!("{:02}", place.unwrap_or(list.words.len()))
        };
        let steps = [
            self.event.clone(),
            self.place.clone().unwrap_or_default(),
            self.group.clone(),
            place_in(Measure::LIST, self.measure),
            place_in(Unit::LIST, self.unit),
            place_in(CountType::LIST, self.count_type),
            self.definition.clone().unwrap_or_default(),
        ];
        steps.join("\u{1f}")
    }

    /// A scope by its words.
    pub fn new(scope: &Scope) -> ScopeReport {
        ScopeReport {
            event: scope.event.to_string(),
            place: scope.place.as_ref().map(ToString::to_string),
            measure: scope.measure.word(),
            unit: scope.unit.word(),
            group: scope.group.to_string(),
            count_type: scope.count_type.word(),
            definition: scope.definition.clone(),
        }
    }

    /// In one line, for a heading: `Gaza war, Gaza Strip: killed, total`; what is the default is left out.
    pub fn heading(&self) -> String {
        let place = self.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
        let group = if self.group == "people" { String::new() } else { format!(", {}", self.group) };
        let unit = if self.unit == "people" { String::new() } else { format!(", {}", self.unit) };
        let definition = self.definition.as_ref().map(|words| format!(", {words}")).unwrap_or_default();
        let measure = self.measure.replace('_', " ");
        format!("{}{place}: {measure}{group}{unit}, {}{definition}", self.event, self.count_type)
    }

    /// The names of the columns of a scope, and of `own` behind them.
    pub fn columns_and<R>(own: &[ColumnOf<R>]) -> Vec<&'static str> {
        [names(COLUMNS), names(own)].concat()
    }

    /// The names of the columns `before`, of those of a scope, and of those `behind`.
    pub fn columns_after<R>(before: &[ColumnOf<R>], behind: &[ColumnOf<R>]) -> Vec<&'static str> {
        [names(before), ScopeReport::columns_and(behind)].concat()
    }

    /// The cells under [`ScopeReport::columns_after`].
    pub fn cells_after<R>(&self, before: &[ColumnOf<R>], behind: &[ColumnOf<R>], row: &R) -> Vec<TableCell> {
        [cells(before, row), self.cells_and(behind, row)].concat()
    }

    /// The cells of the scope, and those of `row` behind them.
    pub fn cells_and<R>(&self, own: &[ColumnOf<R>], row: &R) -> Vec<TableCell> {
        [cells(COLUMNS, self), cells(own, row)].concat()
    }
}

const COLUMNS: &[ColumnOf<ScopeReport>] = &[
    ("event", Words, |scope| scope.event.as_str().into()),
    ("place", Words, |scope| scope.place.as_deref().into()),
    ("measure", Fixed, |scope| scope.measure.into()),
    ("unit", Fixed, |scope| scope.unit.into()),
    ("group", Words, |scope| scope.group.as_str().into()),
    ("count_type", Fixed, |scope| scope.count_type.into()),
    ("definition", Words, |scope| scope.definition.as_deref().into()),
];

impl QuestionReport {
    /// A question by its days.
    pub fn new(question: &Question) -> QuestionReport {
        QuestionReport {
            from: question.days.from.map(|day| day.iso()),
            to: question.days.to.map(|day| day.iso()),
            authority: None,
            publisher: None,
            as_of: question.as_of.map(|day| day.iso()),
            known_on: question.known_on.map(|time| time.iso()),
            recorded_by: question.recorded_by.map(|time| {
                match time == Timestamp::end_of(time.day().to_date()) {
                    true => time.day().to_date().iso(),
                    false => time.iso(),
                }
            }),
        }
    }

    /// The same of a series that was chosen by its figures: `filter` names who gave or printed one of them.
    pub fn chosen_by(self, filter: &Filter) -> QuestionReport {
        QuestionReport { authority: filter.authority.clone(), publisher: filter.publisher.clone(), ..self }
    }

    /// By whose figures the series was chosen, in words; empty where nobody was named.
    pub fn choice(&self) -> String {
        let named = [("authority", &self.authority), ("publisher", &self.publisher)];
        let named = named.iter().filter_map(|(what, name)| Some(format!("{what} \"{}\"", name.as_ref()?)));
        match named.collect::<Vec<_>>().as_slice() {
            [] => String::new(),
            named => format!("by {}; the figures of others count too", named.join(" and ")),
        }
    }

    /// What is set of it, in words: `, as of 2023-10-24, known on 2023-10-25`.
    pub fn limits(&self) -> String {
        // A day of the desk's own clock ends in UTC here: that of another zone is given as the time at which it ends.
        let is_day = |time: &String| if time.contains('T') { time.clone() } else { format!("{time} (UTC)") };
        let recorded_by = self.recorded_by.as_ref().map(is_day);
        let limits = [
            ("as of", &self.as_of),
            ("known on", &self.known_on),
            ("recorded by", &recorded_by),
            ("from", &self.from),
            ("to", &self.to),
        ];
        limits.iter().filter_map(|(label, time)| Some(format!(", {label} {}", time.as_ref()?))).collect()
    }
}
