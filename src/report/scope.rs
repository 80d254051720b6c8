//! What is counted, and what was asked, by their words: a part of many reports.

use serde::Serialize;

use crate::model::date::Timestamp;
use crate::model::question::Question;
use crate::model::scope::Scope;

use super::lists::TableCell;

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

/// The three clocks of a question; null is unbounded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuestionReport {
    /// The day that figures hold for.
    pub as_of: Option<String>,
    /// What the public could know.
    pub known_on: Option<String>,
    /// What this desk had.
    pub recorded_by: Option<String>,
}

impl ScopeReport {
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

    /// As the cells of event, place, measure, unit, group, count type and definition.
    pub fn cells(&self) -> [TableCell; 7] {
        [
            self.event.clone().into(),
            self.place.clone().into(),
            self.measure.into(),
            self.unit.into(),
            self.group.clone().into(),
            self.count_type.into(),
            self.definition.clone().into(),
        ]
    }
}

impl QuestionReport {
    /// A question by its days.
    pub fn new(question: &Question) -> QuestionReport {
        QuestionReport {
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
}
