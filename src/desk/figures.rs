//! Figures by what people type, and all that is told of one.

use rustc_hash::FxHashSet;

use crate::desk::error::{CommandFault, Error};
use crate::desk::relating::Surroundings;
use crate::desk::sources;
use crate::model::question::Question;
use crate::model::recorded::{Act, ActKind, FigureId, Recorded};
use crate::reconcile::nearby::nearby;
use crate::report::figure::{Around, FigureReport, LifeReport, RelationReport};
use crate::report::lists::{Cell, Holds, Table};
use crate::store;
use crate::store::Result;
use crate::store::View;
use crate::store::lookup::Sought;

/// The one figure that a name leads to.
pub fn sought(reader: &View<'_>, name: &str) -> std::result::Result<FigureId, Error> {
    match store::lookup::figure(reader, name)? {
        Sought::One(figure) => Ok(figure),
        Sought::Nothing => Err(none(name)),
        Sought::Many(figures) => {
            let ids = figures.iter().map(ToString::to_string).collect();
            Err(Error::of(&CommandFault::SeveralFigures { name: name.to_owned(), ids }))
        }
    }
}

/// A name that leads to no figure.
pub fn none(name: &str) -> Error {
    Error::of(&CommandFault::NoFigure(name.to_owned()))
}

/// Everything of one figure.
pub fn report(reader: &View<'_>, recorded: &Recorded) -> Result<FigureReport> {
    let life = life(reader, recorded.id)?;
    let file =
        store::entries::of_figure(reader, recorded.id)?.and_then(|entry| entry.file).map(|file| file.name);
    let question = Question::default();
    let mut surroundings = Surroundings::read(reader, &[recorded.id], &question)?;
    let (relations, more_relations) = relations(reader, &mut surroundings, recorded)?;
    let around = Around {
        refs: store::figures::references(reader, recorded.id)?,
        status: surroundings.status(recorded.id, &question).to_owned(),
        relations,
        more_relations,
        life,
        file,
    };
    let mut report = FigureReport::new(recorded, around);
    let said = sources::said_of(reader.names(), &recorded.figure.source);
    report.source.extend(said.into_iter().filter_map(|(field, value)| Some((field, value?))));
    Ok(report)
}

/// What this desk did with a figure, oldest first.
pub fn life(reader: &View<'_>, id: FigureId) -> Result<Vec<LifeReport>> {
    let mut life = Vec::new();
    if let Some(entry) = store::entries::of_figure(reader, id)? {
        let line = store::figures::one(reader, id)?.map_or(0, |recorded| recorded.line);
        life.push(told(&entry, "recorded", line));
    }
    for (entry, line) in store::provenance::sightings(reader, id)? {
        if let Some(entry) = store::entries::one(reader, entry)? {
            life.push(told(&entry, "seen again", line));
        }
    }
    for (act, entry) in store::acts::with_entries(reader, id)? {
        if let Some(entry) = store::entries::one(reader, entry)? {
            let by = match (act.what, act.other) {
                (ActKind::Void, Some(other)) => format!(", #{other} in its place"),
                (_, Some(other)) => format!(" by #{other}"),
                (_, None) => String::new(),
            };
            let why = match act.what {
                ActKind::Void => because(reader, entry.id)?,
                _ => String::new(),
            };
            life.push(LifeReport { what: format!("{}{by}{why}", suffered(act.what)), ..told(&entry, "", 0) });
        }
    }
    for act in store::acts::by(reader, id)?.iter().filter(|act| act.what == ActKind::Void) {
        let acts = store::acts::with_entries(reader, act.figure)?;
        let entry = acts
            .into_iter()
            .find(|(known, _)| known == act)
            .map(|(_, entry)| store::entries::one(reader, entry));
        if let Some(entry) = entry.transpose()?.flatten() {
            let what = format!("in the place of #{}{}", act.figure, because(reader, entry.id)?);
            life.push(LifeReport { what, ..told(&entry, "", 0) });
        }
    }
    for entry in store::changes::mended_details(reader, id)? {
        if let Some(entry) = store::entries::one(reader, entry)? {
            let what = format!("details mended{}", because(reader, entry.id)?);
            life.push(LifeReport { what, ..told(&entry, "", 0) });
        }
    }
    for redaction in store::redactions::of_figure(reader, id)? {
        if let Some(entry) = store::entries::one(reader, redaction.entry)? {
            let what = format!("{} redacted: {}", redaction.field, redaction.why);
            life.push(LifeReport { what, ..told(&entry, "", 0) });
        }
    }
    life.sort_by_key(|act| act.entry);
    Ok(life)
}

/// The reason that this desk gave for an amendment, as it follows what was done.
fn because(reader: &View<'_>, entry: crate::model::recorded::EntryId) -> Result<String> {
    Ok(store::changes::why(reader, entry)?.map(|why| format!(": {why}")).unwrap_or_default())
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
    let merged =
        entry.origin.map(|origin| format!(" (merged; recorded there {})", seconds(&origin.at.iso())));
    LifeReport {
        entry: entry.id.0,
        at: seconds(&entry.recorded_at.iso()),
        who: entry.who.clone(),
        what: format!("{what}{place}{}", merged.unwrap_or_default()),
    }
}

/// A time cut to its seconds: more is for machines.
pub fn seconds(iso: &str) -> String {
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
    reader: &View<'_>,
    around: &mut Surroundings,
    recorded: &Recorded,
) -> Result<(Vec<RelationReport>, usize)> {
    let id = recorded.id;
    let (mut on, mut by) = (store::acts::on(reader, id)?, store::acts::by(reader, id)?);
    let mut relations = replacements(reader, &on, &by)?;
    on.retain(|act| act.what != ActKind::Void);
    by.retain(|act| act.what != ActKind::Void);
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
    let others = others.into_iter().filter_map(|other| store::figures::one(reader, other).transpose());
    let mut others: Vec<Recorded> = others.collect::<Result<_>>()?;
    // What was tied to a figure that is void is tied to the one in its place.
    for at in (0..others.len()).rev() {
        if store::figures::is_void(reader, others[at].id)? {
            others.remove(at);
        }
    }
    relations.extend(around.ask(reader, |known| {
        let told =
            others.iter().filter_map(|other| RelationReport::new(&known.relate(recorded, other), id, other));
        told.collect::<Vec<_>>()
    }));
    Ok((relations, more))
}

/// The figure that stands in the place of a void one, and the void one in whose place a figure stands.
fn replacements(reader: &View<'_>, on: &[Act], by: &[Act]) -> Result<Vec<RelationReport>> {
    let void = |act: &&Act| act.what == ActKind::Void;
    let by_which =
        on.iter().filter(void).filter_map(|act| Some(("is void: in its place stands", act.other?)));
    let of_which = by.iter().filter(void).map(|act| ("stands in the place of", act.figure));
    let mut told = Vec::new();
    for (word, other) in by_which.chain(of_which) {
        let other = store::figures::one(reader, other)?;
        told.extend(other.map(|other| RelationReport::of_place(word, &other)));
    }
    Ok(told)
}
