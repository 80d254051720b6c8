//! Figures by what people type, and all that is told of one.

use crate::cli::answering::series_of;
use crate::cli::failure::Failure;
use crate::cli::sources;
use crate::model::problem::Problem;
use crate::model::recorded::{Act, ActKind, FigureId, Recorded};
use crate::report::figure::{Around, FigureReport, LifeReport, RelationReport, one_line};
use crate::report::lists::{Cell, Holds, Table};
use crate::store::Result;
use crate::store::read::Reader;
use crate::store::seek::Sought;

/// The one figure that a name leads to.
pub fn sought(reader: &Reader<'_>, name: &str) -> std::result::Result<FigureId, Failure> {
    let (what, hint) = match reader.seek(name)? {
        Sought::One(figure) => return Ok(figure),
        Sought::Nothing => {
            (format!("`{name}` names no figure"), "see what there is with tollbook list figures".to_owned())
        }
        Sought::Many(figures) => {
            let ids = figures.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let first = figures.first().map_or_else(String::new, ToString::to_string);
            (format!("`{name}` names several figures: {ids}"), format!("type the id: tollbook show {first}"))
        }
    };
    Err(Failure::Fault(Problem { code: "U103", field: None, what, hint }))
}

/// Everything of one figure.
pub fn report(reader: &Reader<'_>, recorded: &Recorded) -> Result<FigureReport> {
    let life = life(reader, recorded.id)?;
    let file = reader.entry_of_figure(recorded.id)?.and_then(|entry| entry.file).map(|file| file.name);
    let around = Around {
        refs: reader.references(recorded.id)?,
        status: status(reader, recorded.id)?,
        relations: relations(reader, recorded.id)?,
        life,
        file,
    };
    let mut report = FigureReport::new(recorded, around);
    let said = sources::said_of(reader.names(), &recorded.figure.source);
    report.source.extend(said.into_iter().filter_map(|(field, value)| Some((field, value?))));
    Ok(report)
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
    for act in reader.acts_by(id)?.iter().filter(|act| act.what == ActKind::Void) {
        let acts = reader.acts_with_entries(act.figure)?;
        let entry = acts.into_iter().find(|(known, _)| known == act).map(|(_, entry)| reader.entry(entry));
        if let Some(entry) = entry.transpose()?.flatten() {
            let what = format!("in the place of #{}{}", act.figure, because(reader, entry.id)?);
            life.push(LifeReport { what, ..told(&entry, "", 0) });
        }
    }
    for entry in reader.mended_details(id)? {
        if let Some(entry) = reader.entry(entry)? {
            let what = format!("details mended{}", because(reader, entry.id)?);
            life.push(LifeReport { what, ..told(&entry, "", 0) });
        }
    }
    for redaction in reader.redactions_of(id)? {
        if let Some(entry) = reader.entry(redaction.entry)? {
            let what = format!("{} redacted: {}", redaction.field, redaction.why);
            life.push(LifeReport { what, ..told(&entry, "", 0) });
        }
    }
    life.sort_by_key(|act| act.entry);
    Ok(life)
}

/// The reason that this desk gave for an amendment, as it follows what was done.
fn because(reader: &Reader<'_>, entry: crate::model::recorded::EntryId) -> Result<String> {
    Ok(reader.why_of(entry)?.map(|why| format!(": {why}")).unwrap_or_default())
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

fn status(reader: &Reader<'_>, id: FigureId) -> Result<String> {
    let Some(key) = reader.series_of(id)? else { return Ok(String::new()) };
    let material = reader.material(&key)?;
    let series = series_of(reader, material);
    Ok(series.standing(id, &crate::model::question::Question::default()).word().to_owned())
}

fn relations(reader: &Reader<'_>, id: FigureId) -> Result<Vec<RelationReport>> {
    let mut relations = Vec::new();
    // What was tied to a figure that is void is tied to the one in its place.
    let counts = |act: &Act, other: FigureId| -> Result<bool> {
        Ok(act.what == ActKind::Void || !reader.is_void(other)?)
    };
    for act in reader.acts_on(id)? {
        if let Some(other) = act.other.map(|other| reader.figure(other)).transpose()?.flatten()
            && counts(&act, other.id)?
        {
            let word = match act.what {
                ActKind::PartOf(_) => "is part of".to_owned(),
                ActKind::Void => "is void: in its place stands".to_owned(),
                ActKind::Linked(_) | ActKind::Gone => format!("is {} by", suffered(act.what)),
            };
            relations.push(relation(word, &other, &act));
        }
    }
    for act in reader.acts_by(id)? {
        if let Some(other) = reader.figure(act.figure)?
            && counts(&act, other.id)?
        {
            let word = match act.what {
                ActKind::PartOf(_) => "includes".to_owned(),
                ActKind::Linked(kind) => kind.word().replace('_', " "),
                ActKind::Void => "stands in the place of".to_owned(),
                ActKind::Gone => continue,
            };
            relations.push(relation(word, &other, &act));
        }
    }
    Ok(relations)
}

fn relation(word: String, other: &Recorded, act: &Act) -> RelationReport {
    let reason = act.reason.map(|reason| reason.word().replace('_', " "));
    let reason = match (reason, &act.reason_by) {
        (Some(reason), Some(by)) => Some(format!("{reason}, as {by} gave it")),
        (reason, _) => reason,
    };
    RelationReport { word, id: other.id, other: one_line(other), reason }
}
