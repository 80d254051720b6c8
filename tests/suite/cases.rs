//! The worked cases: every row of relations.csv follows from the general rules.

use std::collections::HashMap;
use std::sync::Arc;

use crate::books::json;
use tollbook::model::date::Moment;
use tollbook::model::draft::{Draft, Field};
use tollbook::model::figure::{Declared, Declares};
use tollbook::model::names::Names;
use tollbook::model::question::Question;
use tollbook::model::recorded::{Act, ActKind, FigureId, Recorded};
use tollbook::model::scope::Scope;
use tollbook::model::shared::Shared;
use tollbook::model::validate::Drafted;
use tollbook::reconcile::{Relation, RelationContext, RelationKind, relate};
use tollbook::series::Series;

const FIGURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/cases/figures.csv");
const RELATIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/cases/relations.csv");

pub struct Ledger {
    pub figures: Vec<Recorded>,
    pub acts: Vec<Act>,
    pub refs: HashMap<String, FigureId>,
    pub names: Arc<Names>,
}

impl Ledger {
    /// The series of the cases, scope by scope.
    fn series(&self) -> Vec<Series> {
        let mut of_scope: HashMap<&Scope, Vec<Recorded>> = HashMap::new();
        for recorded in &self.figures {
            of_scope.entry(&recorded.figure.scope).or_default().push(recorded.clone());
        }
        let series = of_scope.into_iter().map(|(scope, figures)| {
            let (acts, names) = (self.acts.clone(), Arc::clone(&self.names));
            Series::new(Arc::new(scope.clone()), figures, acts, Vec::new(), names)
        });
        series.collect()
    }
}

fn rows(path: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
    (header, rows)
}

pub fn load() -> Ledger {
    let (header, rows) = rows(FIGURES);
    let mut shared = Shared::default();
    let mut ledger =
        Ledger { figures: vec![], acts: vec![], refs: HashMap::new(), names: Arc::new(Names::default()) };
    let mut declared: Vec<(FigureId, Moment, Declared)> = vec![];
    for (line, row) in rows.iter().enumerate() {
        let mut draft = Draft::default();
        for (name, cell) in header.iter().zip(row) {
            draft.set(Field::from_name(name).unwrap(), cell);
        }
        let id = FigureId(line as i64 + 1);
        let read = Drafted::read(&draft, &mut shared).unwrap_or_else(|p| panic!("{row:?}: {p:?}"));
        ledger.refs.insert(read.reference.clone().unwrap(), id);
        declared.extend(read.declared.into_iter().map(|d| (id, read.figure.published_on, d)));
        ledger.figures.push(Recorded { id, order: id.0, line: line as u64 + 2, figure: read.figure });
    }
    for (id, known_at, d) in declared {
        let target = ledger.refs[&d.target];
        let (figure, what, other) = match d.what {
            Declares::PartOf(c) => (id, ActKind::PartOf(c), target),
            Declares::Relation(kind) => (target, ActKind::Linked(kind), id),
        };
        ledger.acts.push(Act {
            figure,
            what,
            other: Some(other),
            known_at,
            reason: d.reason,
            reason_by: d.reason_by,
        });
    }
    ledger
}

fn carries(relation: &Relation, word: &str) -> bool {
    word.is_empty() && relation.detail.is_none()
        || relation.detail.is_some_and(|d| d.word() == word)
        || relation.reason.is_some_and(|r| r.word() == word)
        || relation.dimensions.iter().any(|d| d.word() == word)
}

#[test]
fn every_relation_follows_from_the_rules() {
    let ledger = load();
    let all: Vec<&Recorded> = ledger.figures.iter().collect();
    let (series, question) = (ledger.series(), Question::default());
    let (acts, names) = (&ledger.acts[..], &ledger.names);
    let around = RelationContext { figures: &all, acts, series: &series, question, names };
    let mut wrong = vec![];
    let (_, rows) = rows(RELATIONS);
    for row in &rows {
        let (later, earlier) = (ledger.refs[&row[0]], ledger.refs[&row[1]]);
        let figure = |id: FigureId| all[id.0 as usize - 1];
        let relation = relate(figure(later), figure(earlier), &around);
        assert_eq!(relation, relate(figure(earlier), figure(later), &around));
        // Which of two figures that are not comparable is the later says nothing: S02-5 and S02-4 were published on one day.
        let same_order = (relation.later, relation.earlier) == (later, earlier)
            || relation.kind == RelationKind::NotComparable;
        if relation.kind.word() != row[2] || !carries(&relation, &row[3]) || !same_order {
            wrong.push(format!("{row:?}: {relation:?}"));
        }
        if relation.kind == RelationKind::Conflicts {
            assert!(relation.gap.unwrap() > 0);
        }
    }
    assert_eq!(rows.len(), 41);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The same through the store: all cases in one store, every pair by its refs, in both orders.
#[test]
fn compare_says_so_too() {
    let desk = crate::desk::Desk::new();
    desk.file("cases.csv", std::fs::read(FIGURES).unwrap());
    desk.import(&["cases.csv"]);
    let mut wrong = vec![];
    for row in rows(RELATIONS).1 {
        let said = json(&desk.compare([&row[0], &row[1]]));
        assert_eq!(said, json(&desk.compare([&row[1], &row[0]])));
        let words = |key: &str| said[key].as_str().unwrap_or_default().to_owned();
        let dimensions = said["dimensions"].as_array().unwrap();
        let carries = [words("detail"), words("reason")].contains(&row[3])
            || dimensions.iter().any(|dimension| dimension.as_str() == Some(row[3].as_str()));
        let names = |key: &str| said[key]["ref"].as_str().unwrap().to_owned();
        let same_order = names("later") == row[0] && names("earlier") == row[1];
        if words("relation") != row[2] || !carries || !(same_order || row[2] == "not_comparable") {
            wrong.push(format!("{row:?}: {said}"));
        }
        assert!(
            words("explanation").ends_with('.') && said["gap"].is_null() == (row[2] != "conflicts"),
            "{said}"
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
