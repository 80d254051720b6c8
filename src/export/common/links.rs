//! What a figure declares of others, as cells of its rows.

use crate::model::column::Field;
use crate::model::figure::{Completeness, Figure};
use crate::model::recorded::{Act, ActKind, FigureId};
use crate::model::uid::Uid;
use crate::model::words::{LinkKind, Reason};

/// What a figure declares of others, in the shape of the house CSV.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// The wholes that include it: target, and whether the parts are all there.
    pub part_of: Vec<(String, Completeness)>,
    /// What it declares: relation, reason, who gave it, targets.
    pub relations: Vec<DeclaredRelation>,
}

/// One relation and its targets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredRelation {
    /// The relation.
    pub kind: LinkKind,
    /// Why.
    pub reason: Option<Reason>,
    /// Who gave the reason.
    pub reason_by: Option<String>,
    /// The figures that it is about.
    pub targets: Vec<String>,
}

impl Links {
    /// From the acts on a figure (its wholes) and those that it declares; `name` gives each other figure's name.
    pub fn of(on: &[Act], by: &[Act], name: &dyn Fn(FigureId) -> Option<String>) -> Links {
        let mut links = Links::default();
        for act in on {
            if let (ActKind::PartOf(completeness), Some(whole)) = (act.what, act.other.and_then(name)) {
                links.part_of.push((whole, completeness));
            }
        }
        for act in by {
            let (ActKind::Linked(kind), Some(target)) = (act.what, name(act.figure)) else { continue };
            let same = |relation: &&mut DeclaredRelation| {
                (relation.kind, relation.reason, &relation.reason_by) == (kind, act.reason, &act.reason_by)
            };
            match links.relations.iter_mut().find(same) {
                Some(relation) => relation.targets.push(target),
                None => links.relations.push(DeclaredRelation {
                    kind,
                    reason: act.reason,
                    reason_by: act.reason_by.clone(),
                    targets: vec![target],
                }),
            }
        }
        links
    }

    /// How many rows the house CSV needs for them: each row holds one whole and one relation.
    pub fn rows(&self) -> usize {
        self.part_of.len().max(self.relations.len()).max(1)
    }

    /// The cells of the `row`th whole and relation, from 0.
    pub fn cells(&self, row: usize) -> Vec<(Field, String)> {
        let mut cells = Vec::new();
        if let Some((whole, completeness)) = self.part_of.get(row) {
            let all = if *completeness == Completeness::All { " complete" } else { "" };
            cells.push((Field::PartOf, format!("{whole}{all}")));
        }
        if let Some(relation) = self.relations.get(row) {
            cells.push((Field::Relation, relation.kind.word().to_owned()));
            cells.push((Field::Target, relation.targets.join(" ")));
            cells.extend(relation.reason.map(|reason| (Field::Reason, reason.word().to_owned())));
            cells.extend(relation.reason_by.clone().map(|by| (Field::ReasonBy, by)));
        }
        cells
    }
}

/// The name by which a figure is a target in any store.
pub fn target(figure: &Figure) -> String {
    format!("uid:{}", Uid::of(figure).short())
}
