//! What a number counts: the scope that makes figures comparable.

use super::column::Field;
use super::name::Name;
use super::words::{CountType, Measure, Unit};

/// What is counted. Figures with one scope form a series; everything else is not comparable, and says in which
/// dimension it differs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Scope {
    /// The event, largest first: `Gaza war > Al-Ahli hospital blast`.
    pub event: Name,
    /// Where the people were; `None` when the source does not say. Claims nothing about sovereignty.
    pub place: Option<Name>,
    /// What happened to them.
    pub measure: Measure,
    /// People or households.
    pub unit: Unit,
    /// Who is counted; `people` where the source makes no distinction.
    pub group: Name,
    /// What the number counts up.
    pub count_type: CountType,
    /// What else decides who is in; `None` where the source states nothing.
    pub definition: Option<String>,
}

/// How many places the ledger has for an event. Where it has several, the event's name alone does not say which is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventPlaces {
    /// One, or none that is stated.
    OneAtMost,
    /// More than one.
    Several,
}

/// Whether a group's name takes a side: kept as the source's word, flagged, and quoted wherever it is printed.
pub fn takes_a_side(group: &str) -> bool {
    let group = group.to_lowercase();
    ["terrorist", "militant", "martyr"].iter().any(|word| group.contains(word))
}

/// The word for everybody: no distinction stated.
pub const EVERYBODY: &str = "people";

/// What sisters have in common: all but the measure and the definition.
pub type SharedWithSisters = (Name, Option<Name>, Name, Unit, CountType);

impl Scope {
    /// The dimensions in which two scopes differ, in the order of the columns; empty when they are one series.
    pub fn differences(&self, other: &Scope) -> Vec<Dimension> {
        let differs = [
            (Dimension::Event, self.event != other.event),
            (Dimension::Place, self.place != other.place),
            (Dimension::Measure, self.measure != other.measure),
            (Dimension::Unit, self.unit != other.unit),
            (Dimension::Group, self.group != other.group),
            (Dimension::CountType, self.count_type != other.count_type),
            (Dimension::Definition, self.definition != other.definition),
        ];
        differs.into_iter().filter_map(|(dimension, is)| is.then_some(dimension)).collect()
    }

    /// Which of two comes first where they are listed: by event, place, group, measure, unit, count type, definition.
    pub fn by_names(&self, other: &Scope) -> std::cmp::Ordering {
        let key = |s: &Scope| (s.measure, s.unit, s.count_type);
        (&self.event, &self.place, &self.group)
            .cmp(&(&other.event, &other.place, &other.group))
            .then_with(|| key(self).cmp(&key(other)))
            .then_with(|| self.definition.cmp(&other.definition))
    }

    /// Whether two series count one thing but for the measure or the definition: the dead of a fire as killed, and as died.
    pub fn is_sister_of(&self, other: &Scope) -> bool {
        let is_one = (&self.event, &self.place, &self.group) == (&other.event, &other.place, &other.group);
        is_one
            && (self.unit, self.count_type) == (other.unit, other.count_type)
            && (self.measure, &self.definition) != (other.measure, &other.definition)
    }

    /// What a series has in common with its sisters.
    pub fn shared_with_sisters(&self) -> SharedWithSisters {
        (self.event.clone(), self.place.clone(), self.group.clone(), self.unit, self.count_type)
    }

    /// Whether the group is everybody, that is, the source makes no distinction.
    pub fn counts_everybody(&self) -> bool {
        self.group.as_str() == EVERYBODY
    }

    /// A cell; empty where the scope does not say, and for fields of other parts.
    pub fn cell(&self, field: Field) -> &str {
        match field {
            Field::Event => self.event.as_str(),
            Field::Place => self.place.as_ref().map_or("", Name::as_str),
            Field::Measure => self.measure.word(),
            Field::Unit => self.unit.word(),
            Field::Group => self.group.as_str(),
            Field::CountType => self.count_type.word(),
            Field::Definition => self.definition.as_deref().unwrap_or_default(),
            _ => "",
        }
    }
}

super::words::words! {
    /// One way in which two figures can be about different things.
    Dimension {
        /// Another event.
        Event = "event",
        /// Another place, or a place against none.
        Place = "place",
        /// Another measure.
        Measure = "measure",
        /// Another unit.
        Unit = "unit",
        /// Other people.
        Group = "group",
        /// Another kind of count.
        CountType = "count_type",
        /// Another definition, or one against none.
        Definition = "definition",
        /// Period counts or increments of other windows.
        Period = "period",
        /// Totals whose stated origins do not overlap.
        Origin = "origin",
    }
}
