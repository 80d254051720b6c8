//! What an undo took back, and what had rested on it.

use serde::Serialize;

use crate::model::recorded::{Act, ActKind, Entry, EntryId, FigureId, Recorded};

use super::Report;
use super::figure::one_line;
use super::page::Page;

/// What an undo did.
#[derive(Clone, Debug, Serialize)]
pub struct UndoReport {
    /// The entry that the undo made; null in a dry run.
    pub entry: Option<i64>,
    /// The entry that is taken back.
    pub undoes: i64,
    /// That entry in words: `import of october.csv`.
    pub what: String,
    /// When an undo is undone: the entry that stands again.
    pub restores: Option<i64>,
    /// Figures that are no longer shown, because only that entry had seen them.
    pub hidden: u64,
    /// Links of later entries that had rested on its figures.
    pub resting: Vec<RestingReport>,
    /// Whether nothing was written, because a dry run was asked for.
    pub dry_run: bool,
}

/// A link of a later entry.
#[derive(Clone, Debug, Serialize)]
pub struct RestingReport {
    /// The later entry.
    pub entry: i64,
    /// The link in one line.
    pub link: String,
}

impl RestingReport {
    /// A link with its figures, as far as they are visible.
    pub fn new(entry: EntryId, act: &Act, figure: &dyn Fn(FigureId) -> Option<Recorded>) -> RestingReport {
        let line = |id: FigureId| figure(id).map_or_else(|| format!("#{id}"), |recorded| one_line(&recorded));
        let other = act.other.map(line).unwrap_or_default();
        let link = match act.what {
            ActKind::PartOf(_) => format!("{} is part of {other}", line(act.figure)),
            ActKind::Void if act.other.is_none() => format!("{} is void", line(act.figure)),
            ActKind::Void => format!("{other} takes the place of {}", line(act.figure)),
            what => format!("{other} {} {}", what.word().replace('_', " "), line(act.figure)),
        };
        RestingReport { entry: entry.0, link }
    }
}

impl UndoReport {
    /// What taking an entry back would do. `restored`: the entry that stands again, where the entry is itself an undo.
    pub fn new(
        entry: &Entry,
        restored: Option<&Entry>,
        hidden: u64,
        resting: Vec<RestingReport>,
    ) -> UndoReport {
        UndoReport {
            entry: None,
            undoes: entry.id.0,
            what: in_words(entry),
            restores: restored.map(|entry| entry.id.0),
            hidden,
            resting,
            dry_run: true,
        }
    }
}

fn in_words(entry: &Entry) -> String {
    match &entry.file {
        Some(file) => format!("{} of {}", entry.kind, file.name),
        None => entry.undoes.map_or_else(|| entry.kind.to_string(), |id| format!("undo of entry {id}")),
    }
}

impl Report for UndoReport {
    fn text(&self, page: &mut Page) {
        let what = format!("entry {} ({})", self.undoes, self.what);
        let headline = match (self.entry, self.restores) {
            (Some(entry), Some(restored)) => {
                format!("Entry {entry} takes back {what}: entry {restored} stands again")
            }
            (Some(entry), None) => format!("Entry {entry} takes back {what}"),
            (None, _) => format!("A dry run: {what} would be taken back; nothing was recorded"),
        };
        page.paragraph(headline);
        if self.hidden > 0 {
            let figures = match (self.entry.is_some(), self.hidden) {
                (true, 1) => "figure is no longer shown",
                (true, _) => "figures are no longer shown",
                (false, 1) => "figure would no longer be shown",
                (false, _) => "figures would no longer be shown",
            };
            page.labelled("hidden", format!("{} {figures}", self.hidden));
        }
        page.append(self.rests_on_it());
        let carry = format!("tollbook import FILE --carry-over {}", self.undoes);
        let rests = !self.resting.is_empty();
        page.given("carry over", rests.then(|| format!("a corrected file takes these links along: {carry}")));
        page.to_type("restore", self.entry.map(|entry| format!("tollbook undo {entry}")));
    }
}

impl UndoReport {
    /// The links that rest on the entry.
    pub fn rests_on_it(&self) -> Page {
        let mut page = Page::default();
        let links = self.resting.iter().map(|resting| format!("entry {}: {}", resting.entry, resting.link));
        page.each("rests on it", links);
        page
    }
}
