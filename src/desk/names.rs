//! Names and how often they occur: what the lists of names and the card of one name are made of.

use std::collections::BTreeMap;

use crate::desk::criteria::Criteria;
use crate::model::name::Name;
use crate::model::names::{NameField, NameKind};
use crate::model::recorded::Recorded;
use crate::report::lists::{Cell, Holds, Table};
use crate::store;
use crate::store::Result;
use crate::store::View;

/// How often a name occurs, and from which day to which.
#[derive(Clone, Debug, Default)]
pub struct Occurs {
    figures: u64,
    first: Option<i32>,
    last: Option<i32>,
    days: [String; 2],
}

impl Occurs {
    fn add(&mut self, recorded: &Recorded) {
        let date = recorded.figure.as_of.date();
        let day = date.first_day().number();
        self.figures += 1;
        if self.first.is_none_or(|first| day < first) {
            (self.first, self.days[0]) = (Some(day), date.iso());
        }
        if self.last.is_none_or(|last| day > last) {
            (self.last, self.days[1]) = (Some(day), date.iso());
        }
    }

    /// Number of figures, first day and last day, as cells.
    pub fn cells(&self) -> [Cell; 3] {
        [Cell::Number(self.figures), self.days[0].clone().into(), self.days[1].clone().into()]
    }
}

/// The names of one kind among the figures that a filter admits, in the order of the alphabet.
pub fn occurring(reader: &View<'_>, kind: NameKind, criteria: &Criteria) -> Result<BTreeMap<Name, Occurs>> {
    let mut found: BTreeMap<Name, Occurs> = BTreeMap::new();
    store::figures::each(reader, |recorded| {
        let filter = &criteria.filter;
        if filter.admits_scope(&recorded.figure.scope)
            && filter.admits(recorded)
            && criteria.reach(recorded)
            && let Some(name) = named(recorded, kind)
        {
            found.entry(name.clone()).or_default().add(recorded);
        }
        Ok(())
    })?;
    Ok(found)
}

fn named(recorded: &Recorded, kind: NameKind) -> Option<&Name> {
    let figure = &recorded.figure;
    match kind {
        NameKind::Event => Some(&figure.scope.event),
        NameKind::Place => figure.scope.place.as_ref(),
        NameKind::Group => Some(&figure.scope.group),
        NameKind::Authority => figure.authority(),
        NameKind::Publisher => Some(&figure.source.publisher),
        NameKind::Feed | NameKind::Source | NameKind::Finding => None,
    }
}

/// What is known of a name, whatever it names; `None` when nothing has it.
pub fn card(reader: &View<'_>, typed: &str) -> Result<Option<Table>> {
    let columns = [
        ("name", Holds::Words),
        ("is", Holds::Fixed),
        ("figures", Holds::Numbers),
        ("first day", Holds::Fixed),
        ("last day", Holds::Fixed),
        ("known of it", Holds::Words),
    ];
    let mut table = Table::new(&columns);
    for &kind in NameKind::ALL {
        for (name, occurs) in occurring(reader, kind, &Criteria::default())? {
            if name.as_str().to_lowercase() == typed.to_lowercase() {
                let facts = facts(reader, kind, &name)?;
                let cells = [Cell::from(name.to_string()), kind.word().into()];
                table.push(cells.into_iter().chain(occurs.cells()).chain([facts.into()]));
            }
        }
    }
    Ok((!table.rows.is_empty()).then_some(table))
}

fn facts(reader: &View<'_>, kind: NameKind, name: &Name) -> Result<String> {
    let mut known = Vec::new();
    for field in NameField::ALL {
        let Some(value) = reader.names().get(kind, name, *field) else { continue };
        let why = store::names::why_said(reader, kind, name, *field)?
            .map(|why| format!(" ({why})"))
            .unwrap_or_default();
        known.push(format!("{} {value}{why}", field.word().replace('_', " ")));
    }
    Ok(known.join("; "))
}
