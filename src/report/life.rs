//! The life of a figure: what this desk did with it, in words. What `log ID` prints, and a part of `show`.

use serde::Serialize;

use crate::model::asked::AskedBody;
use crate::model::hold::HoldKind;
use crate::model::recorded::{Act, ActKind, Entry, EntryId, FigureId};
use crate::model::words::LinkKind;

use super::asked::in_words;
use super::lists::ColumnContent::{Fixed, Numbers, Words};
use super::lists::{ColumnOf, Table};

/// One act of this desk on a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LifeReport {
    /// The entry.
    pub entry: i64,
    /// When it was made: UTC.
    pub at: String,
    /// Who made it.
    pub who: String,
    /// What happened: `recorded`, `seen again in november.csv:12`, `void: typed twice`.
    pub what: String,
}

impl LifeReport {
    /// An entry recorded it, from this line of its file.
    pub fn recorded(entry: &Entry, line: u64) -> LifeReport {
        LifeReport::in_file(entry, "recorded", line)
    }

    /// An entry saw it again, in this line of its file.
    pub fn seen_again(entry: &Entry, line: u64) -> LifeReport {
        LifeReport::in_file(entry, "seen again", line)
    }

    /// Something was done to it; `why`: the reason that the desk gave.
    pub fn act(entry: &Entry, act: &Act, why: Option<&str>) -> LifeReport {
        if act.what == ActKind::Void && act.other == Some(act.figure) {
            return LifeReport::new(entry, format!("stands again{}", because(why)));
        }
        let by = match (act.what, act.other) {
            (ActKind::Void, Some(other)) => format!(", #{other} in its place"),
            (_, Some(other)) => format!(" by #{other}"),
            (_, None) => String::new(),
        };
        LifeReport::new(entry, format!("{}{by}{}", suffered(act.what), because(why)))
    }

    /// Another desk read it differently in that entry, and what it says holds.
    pub fn overruled(entry: &Entry, holds: Option<FigureId>) -> LifeReport {
        let holds = holds.map_or_else(|| "none".to_owned(), |other| format!("#{other}"));
        LifeReport::new(entry, format!("read differently by another desk: {holds} holds"))
    }

    /// It was recorded in the place of a void one.
    pub fn in_place_of(entry: &Entry, void: FigureId, why: Option<&str>) -> LifeReport {
        LifeReport::new(entry, format!("in the place of #{void}{}", because(why)))
    }

    /// Its details were mended.
    pub fn details_mended(entry: &Entry, why: Option<&str>) -> LifeReport {
        LifeReport::new(entry, format!("details mended{}", because(why)))
    }

    /// A body was asked about it, or answered.
    pub fn asked(entry: &Entry, asking: &AskedBody) -> LifeReport {
        LifeReport::new(entry, in_words(asking))
    }

    /// It was held back, by itself or with its entry, or released.
    pub fn held(entry: &Entry, kind: HoldKind, why: Option<&str>) -> LifeReport {
        let what = match kind {
            HoldKind::Held => "held",
            HoldKind::SecondName => "held until a second name releases it",
            HoldKind::Released => "released",
        };
        LifeReport::new(entry, format!("{what}{}", because(why)))
    }

    /// A text of it was erased.
    pub fn redacted(entry: &Entry, field: &str, why: &str) -> LifeReport {
        LifeReport::new(entry, format!("{field} redacted: {why}"))
    }

    /// An entry took another back that had to do with it: its own, or the undo of that.
    pub fn taken_back(undo: &Entry, entry: EntryId) -> LifeReport {
        LifeReport::new(undo, format!("takes back entry {entry}"))
    }

    fn in_file(entry: &Entry, what: &str, line: u64) -> LifeReport {
        let place = match &entry.file {
            Some(file) if line > 0 => format!(" in {}:{line}", file.name),
            Some(file) => format!(" in {}", file.name),
            None => String::new(),
        };
        let merged = entry
            .origin
            .map(|origin| format!(" (merged; recorded there {})", to_the_second(&origin.at.iso())));
        LifeReport::new(entry, format!("{what}{place}{}", merged.unwrap_or_default()))
    }

    fn new(entry: &Entry, what: String) -> LifeReport {
        let at = to_the_second(&entry.recorded_at.iso());
        let undone = if entry.stands { "" } else { " (undone)" };
        LifeReport { entry: entry.id.0, at, who: entry.who.clone(), what: format!("{what}{undone}") }
    }
}

/// The life of a figure as a table.
pub fn table(life: &[LifeReport]) -> Table {
    Table::of(COLUMNS, life)
}

const COLUMNS: &[ColumnOf<LifeReport>] = &[
    ("entry", Numbers, |act| act.entry.unsigned_abs().into()),
    ("at", Fixed, |act| act.at.as_str().into()),
    ("who", Words, |act| act.who.as_str().into()),
    ("what", Words, |act| act.what.as_str().into()),
];

/// A time cut to its seconds: more is for machines.
pub fn to_the_second(iso: &str) -> String {
    iso.get(..19).map_or_else(|| iso.to_owned(), |cut| format!("{cut}Z"))
}

/// The reason that this desk gave, as it follows what was done.
fn because(why: Option<&str>) -> String {
    why.map(|why| format!(": {why}")).unwrap_or_default()
}

/// What a figure suffers by an act, as its status and its life say it.
fn suffered(what: ActKind) -> &'static str {
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
        ActKind::Linked(LinkKind::Disputes) => "disputed",
    }
}
