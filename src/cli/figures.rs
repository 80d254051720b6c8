//! Figures by what people type, and all that is told of one.

use rustc_hash::FxHashSet;

use crate::cli::failure::Failure;
use crate::cli::relating::Surroundings;
use crate::model::problem::Problem;
use crate::model::question::Question;
use crate::model::recorded::{ActKind, FigureId, Recorded};
use crate::reconcile::nearby::nearby;
use crate::report::figure::{Around, FigureReport, LifeReport, RelationReport};
use crate::report::lists::{Cell, Holds, Table};
use crate::store::Result;
use crate::store::read::Reader;
use crate::store::seek::Sought;

/// The one figure that a name leads to.
pub fn sought(reader: &Reader<'_>, name: &str) -> std::result::Result<FigureId, Failure> {
    match reader.seek(name)? {
        Sought::One(figure) => Ok(figure),
        Sought::Nothing => Err(none(name)),
        Sought::Many(figures) => {
            let ids = figures.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let first = figures.first().map_or_else(String::new, ToString::to_string);
            let what = format!("`{name}` names several figures: {ids}");
            let hint = format!("type the id: tollbook show {first}");
            Err(Failure::Fault(Problem { code: "U103", field: None, what, hint }))
        }
    }
}

/// A name that leads to no figure.
pub fn none(name: &str) -> Failure {
    let what = format!("`{name}` names no figure");
    let hint = "see what there is with tollbook list figures".to_owned();
    Failure::Fault(Problem { code: "U103", field: None, what, hint })
}

/// Everything of one figure.
pub fn report(reader: &Reader<'_>, recorded: &Recorded) -> Result<FigureReport> {
    let life = life(reader, recorded.id)?;
    let file = reader.entry_of_figure(recorded.id)?.and_then(|entry| entry.file).map(|file| file.name);
    let question = Question::default();
    let mut surroundings = Surroundings::read(reader, &[recorded.id], &question)?;
    let (relations, more_relations) = relations(reader, &mut surroundings, recorded)?;
    let around = Around {
        refs: reader.references(recorded.id)?,
        status: surroundings.status(recorded.id, &question).to_owned(),
        relations,
        more_relations,
        life,
        file,
    };
    Ok(FigureReport::new(recorded, around))
}

/// What this desk did with a figure, oldest first.
pub fn life(reader: &Reader<'_>, id: FigureId) -> Result<Vec<LifeReport>> {
    let mut life = Vec::new();
    if let Some(entry) = reader.entry_of_figure(id)? {
        let line = reader.figure(id)?.map_or(0, |recorded| recorded.line);
        life.push(told(&entry, "recorded", line));
    }
    for (entry, line) in reader.sightings(id)? {
        if let Some(entry) = reader.entry(entry)? {
            life.push(told(&entry, "seen again", line));
        }
    }
    for (act, entry) in reader.acts_with_entries(id)? {
        if let Some(entry) = reader.entry(entry)? {
            let by = act.other.map(|other| format!(" by #{other}")).unwrap_or_default();
            life.push(LifeReport { what: format!("{}{by}", suffered(act.what)), ..told(&entry, "", 0) });
        }
    }
    life.sort_by_key(|act| act.entry);
    Ok(life)
}

/// The life of a figure as a table.
pub fn life_table(life: &[LifeReport]) -> Table {
    let mut table = Table::new(&[
        ("entry", Holds::Numbers),
        ("at", Holds::Fixed),
        ("who", Holds::Words),
        ("what", Holds::Words),
    ]);
    for act in life {
        let entry = Cell::Number(act.entry.unsigned_abs());
        table.push([entry, act.at.clone().into(), act.who.clone().into(), act.what.clone().into()]);
    }
    table
}

fn told(entry: &crate::model::recorded::Entry, what: &str, line: u64) -> LifeReport {
    let place = match &entry.file {
        Some(file) if line > 0 => format!(" in {}:{line}", file.name),
        Some(file) => format!(" in {}", file.name),
        None => String::new(),
    };
    LifeReport {
        entry: entry.id.0,
        at: seconds(&entry.recorded_at.iso()),
        who: entry.who.clone(),
        what: format!("{what}{place}"),
    }
}

/// A time cut to its seconds: more is for machines.
fn seconds(iso: &str) -> String {
    iso.get(..19).map_or_else(|| iso.to_owned(), |cut| format!("{cut}Z"))
}

/// What a figure suffers by an act, as its status and its life say it.
fn suffered(what: ActKind) -> &'static str {
    use crate::model::words::LinkKind;
    match what {
        ActKind::Void => "void",
        ActKind::Gone => "gone",
        ActKind::PartOf(_) => "declared a part",
        ActKind::Linked(LinkKind::Corrects) => "corrected",
        ActKind::Linked(LinkKind::Retracts) => "retracted",
        ActKind::Linked(LinkKind::Disowns) => "disowned",
        ActKind::Linked(LinkKind::Reinstates) => "reinstated",
        ActKind::Linked(LinkKind::Revises) => "revised",
        ActKind::Linked(LinkKind::Redefines) => "redefined",
        ActKind::Linked(LinkKind::Rebases) => "rebased",
        ActKind::Linked(LinkKind::DerivedFrom) => "used for a derived figure",
    }
}

/// How many figures of one kind are told beside one: those that say it again, and those of other authorities.
const TOLD: usize = 4;

/// What other figures are to one, and how many more there are: declared links first, then what it changed and what changed
/// it, who says it again, and what others say beside it.
fn relations(
    reader: &Reader<'_>,
    around: &mut Surroundings,
    recorded: &Recorded,
) -> Result<(Vec<RelationReport>, usize)> {
    let id = recorded.id;
    let (on, by) = (reader.acts_on(id)?, reader.acts_by(id)?);
    let linked = on.iter().filter_map(|act| act.other);
    let mut others: Vec<FigureId> = linked.chain(by.iter().map(|act| act.figure)).collect();
    around.learn(by);
    let mut more = 0;
    if let Some(series) = around.series.first() {
        let near = nearby(series, id);
        others.extend(near.before.into_iter().chain(near.then));
        for figures in [near.again, near.beside] {
            more += figures.len().saturating_sub(TOLD);
            others.extend(figures.into_iter().take(TOLD));
        }
    }
    let mut seen = FxHashSet::default();
    others.retain(|other| seen.insert(*other));
    let others = others.into_iter().filter_map(|other| reader.figure(other).transpose());
    let others: Vec<Recorded> = others.collect::<Result<_>>()?;
    let relations = around.ask(reader, |known| {
        let told =
            others.iter().filter_map(|other| RelationReport::new(&known.relate(recorded, other), id, other));
        told.collect()
    });
    Ok((relations, more))
}
