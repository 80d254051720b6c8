//! What became of the rows of a desk's own sheet that is imported again: a part of the receipt.

use serde::Serialize;

use super::page::Page;
use super::scope::ScopeReport;
use crate::model::recorded::FigureId;
use crate::model::sheet::{ChangedCell, SheetRow};
use crate::phrase::grammar::capitalised;
use crate::phrase::number::several;

/// What became of the rows of a sheet that are not what they were.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SheetReport {
    /// Rows that say something else of the same statement: not taken yet, or standing beside what they were.
    #[serde(skip_serializing_if = "SheetRows::is_none")]
    pub changed: SheetRows<ChangedRow>,
    /// Rows that took the places of what this desk had mistyped.
    #[serde(skip_serializing_if = "SheetRows::is_none")]
    pub mended: SheetRows<ChangedRow>,
    /// Rows that may be what one figure was, or one row what several were.
    #[serde(skip_serializing_if = "SheetRows::is_none")]
    pub unclear: SheetRows<ChangedRow>,
    /// How many rows are news: a day of them moved forward.
    pub moved_on: u64,
    /// Figures whose rows are no longer in the file. They stand.
    #[serde(skip_serializing_if = "SheetRows::is_none")]
    pub vanished: SheetRows<VanishedRow>,
    /// Rows that say what this desk mended or voided by hand.
    #[serde(skip_serializing_if = "SheetRows::is_none")]
    pub void: SheetRows<VoidRow>,
}

/// Some rows, and how many there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SheetRows<T> {
    /// How many.
    pub rows: u64,
    /// The first of them.
    pub first: Vec<T>,
}

impl<T> Default for SheetRows<T> {
    fn default() -> SheetRows<T> {
        SheetRows { rows: 0, first: Vec::new() }
    }
}

impl<T> SheetRows<T> {
    fn is_none(&self) -> bool {
        self.rows == 0
    }
}

/// A row that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangedRow {
    /// The physical line.
    pub line: u64,
    /// Its ref.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// What it counts.
    pub scope: ScopeReport,
    /// The figure that it was.
    pub figure: i64,
    /// The figure that it is; null where it is not recorded.
    pub by: Option<i64>,
    /// What differs.
    pub cells: Vec<CellChange>,
}

/// A cell that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CellChange {
    /// Its column.
    pub field: &'static str,
    /// What it was; empty where it was blank.
    pub was: String,
    /// What it is.
    pub is: String,
}

/// A figure whose row is no longer there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VanishedRow {
    /// The figure.
    pub figure: i64,
    /// The figure in one line.
    pub line: String,
    /// What it counts.
    pub scope: ScopeReport,
}

/// A row that says what was mended or voided by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VoidRow {
    /// The physical line.
    pub line: u64,
    /// The void figure.
    pub figure: i64,
    /// What it says.
    pub words: String,
    /// The figure in its place.
    pub by: Option<i64>,
    /// What that says.
    pub by_words: Option<String>,
}

/// From how many rows on a sheet may be a publisher's own file.
const LIKE_A_FEED: u64 = 5;

impl ChangedRow {
    /// Of that row. `by`: the figure that it is, where that is recorded.
    pub fn new(row: &SheetRow, by: Option<FigureId>) -> ChangedRow {
        let cell = |cell: &ChangedCell| CellChange {
            field: cell.field.name(),
            was: cell.was.clone(),
            is: cell.is.clone(),
        };
        ChangedRow {
            line: row.line,
            reference: row.reference.clone(),
            scope: ScopeReport::new(&row.scope),
            figure: row.old.0,
            by: by.map(|by| by.0),
            cells: row.cells.iter().map(cell).collect(),
        }
    }

    /// `line 2 (dk), Velmar strike, Velmar: killed, total: figure 9, was eight`.
    pub fn in_words(&self) -> String {
        let name = self.reference.as_ref().map(|reference| format!(" ({reference})")).unwrap_or_default();
        let cells: Vec<String> = self.cells.iter().map(CellChange::in_words).collect();
        format!("line {}{name}, {}: {}", self.line, self.scope.heading(), cells.join("; "))
    }

    fn mended(&self) -> String {
        let by = self.by.map(|by| format!(", #{by} in the place of #{}", self.figure)).unwrap_or_default();
        format!("{}{by}", self.in_words())
    }

    fn beside(&self) -> String {
        format!("{}; #{} stands too", self.in_words(), self.figure)
    }
}

impl CellChange {
    fn in_words(&self) -> String {
        let or_blank = |text: &str| if text.is_empty() { "blank".to_owned() } else { text.to_owned() };
        format!("{} {}, was {}", self.field, or_blank(&self.is), or_blank(&self.was))
    }
}

impl VoidRow {
    fn in_words(&self) -> String {
        let VoidRow { line, figure, words, .. } = self;
        let says = if words.is_empty() {
            format!("line {line} is #{figure}")
        } else {
            format!("line {line} says {words}")
        };
        match (self.by, &self.by_words) {
            (Some(by), Some(words)) => {
                format!("{says}, which this desk mended (#{by}: {words}): mend the file too")
            }
            _ => format!("{says}, which this desk voided (#{figure}): take it out of the file too"),
        }
    }
}

/// The rows in words, and how many more there are.
fn in_words<T>(rows: &SheetRows<T>, words: impl Fn(&T) -> String) -> String {
    let mut parts: Vec<String> = rows.first.iter().map(words).collect();
    match rows.rows.saturating_sub(rows.first.len() as u64) {
        0 => {}
        more => parts.push(format!("and {more} more")),
    }
    parts.join("; ")
}

impl SheetReport {
    /// Whether there is nothing to tell.
    pub fn is_silent(&self) -> bool {
        *self == SheetReport::default()
    }

    /// The rows that the desk is asked about, each in words.
    pub fn asked(&self) -> Vec<String> {
        let asked = [&self.changed, &self.unclear];
        let mut rows: Vec<String> =
            asked.iter().flat_map(|rows| &rows.first).map(ChangedRow::in_words).collect();
        match asked.iter().map(|rows| rows.rows.saturating_sub(rows.first.len() as u64)).sum::<u64>() {
            0 => {}
            more => rows.push(format!("and {}", several(more, "more row"))),
        }
        rows
    }

    /// Writes what it says to people.
    pub fn text(&self, page: &mut Page) {
        page.labelled("mended", in_words(&self.mended, ChangedRow::mended));
        page.labelled("both stand", in_words(&self.changed, ChangedRow::beside));
        if self.unclear.rows > 0 {
            let rows = in_words(&self.unclear, ChangedRow::beside);
            page.labelled(
                "unclear",
                format!("{rows}. Which row was mended cannot be known: {}", self.void_command()),
            );
        }
        page.given("moved on", self.moved_on());
        page.given("vanished", self.vanished());
        page.labelled("void here", in_words(&self.void, VoidRow::in_words));
        if self.moved_on.max(self.vanished.rows) >= LIKE_A_FEED {
            page.labelled(
                "feed",
                "a publisher's own file that changes is a feed: import it with --feed NAME",
            );
        }
    }

    fn void_command(&self) -> String {
        let figure = self.unclear.first.first().map_or(0, |row| row.figure);
        format!("tollbook amend {figure} --void -m WHY takes the old figure out")
    }

    fn moved_on(&self) -> Option<String> {
        let they = if self.moved_on == 1 { "its older figure stands" } else { "their older figures stand" };
        (self.moved_on > 0).then(|| format!("{}: {they}", several(self.moved_on, "row")))
    }

    fn vanished(&self) -> Option<String> {
        let (rows, first) = (self.vanished.rows, self.vanished.first.first()?);
        let (they, it) = if rows == 1 { ("its figure stands", "it") } else { ("their figures stand", "one") };
        let figures = in_words(&self.vanished, |row| format!("{}, {}", row.line, row.scope.heading()));
        let void = format!("{they}; tollbook amend {} --void -m WHY takes {it} out", first.figure);
        Some(format!("{}: {figures}. {}", several(rows, "row"), capitalised(&void)))
    }
}
