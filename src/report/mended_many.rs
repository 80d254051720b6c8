//! What mending or voiding many figures as one entry did.

use serde::Serialize;

use crate::phrase::number::several;

use super::Report;
use super::lists::ColumnContent::{Fixed, Numbers, Words};
use super::lists::{ColumnOf, Table};
use super::mended::MendedField;
use super::page::Page;

/// Many figures that were mended or voided.
#[derive(Clone, Debug, Serialize)]
pub struct MendManyReport {
    /// The entry that was made; null in a dry run.
    pub entry: Option<i64>,
    /// What became of each, in the order of recording.
    pub figures: Vec<MendedFigure>,
    /// How many that were chosen are so already.
    pub unchanged: u64,
    /// Those that were chosen and state no number: such a row is entered anew.
    pub statements: Vec<i64>,
    /// How many that were chosen had been void before, and stay so.
    pub void_before: u64,
    /// Whether this settled what two desks had read differently.
    pub settled: bool,
    /// Why.
    pub why: String,
    /// The store.
    pub store: String,
    /// Whether nothing was written, because a dry run was asked for.
    pub dry_run: bool,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MendedFigure {
    /// Its number.
    pub figure: i64,
    /// It in one line, as it was.
    pub was: String,
    /// The figure that takes its place; null where it was voided, or where only details were mended.
    pub by: Option<i64>,
    /// What was mended; nothing where it was voided.
    pub mended: Vec<MendedField>,
    /// The figures that are void now: it, and those that its words included.
    pub void: Vec<i64>,
}

/// How many figures a text lists.
const LISTED: usize = 200;

impl MendManyReport {
    /// What is done to the figures: `mended` or `void`.
    pub fn done(&self) -> &'static str {
        if self.figures.iter().all(|one| one.mended.is_empty()) { "void" } else { "mended" }
    }

    /// The figures, each as it was and as it is.
    pub fn listed(&self) -> Page {
        let mut page = Page::default();
        for one in self.figures.iter().take(LISTED) {
            one.list(&mut page);
        }
        let more = self.figures.len().saturating_sub(LISTED);
        if more > 0 {
            page.labelled("", format!("and {more} more: with -n --csv all are listed"));
        }
        let left =
            |figures: u64, how: &str| (figures > 0).then(|| format!("{}{how}", several(figures, "figure")));
        page.given("unchanged", left(self.unchanged, ": what they should be they are"));
        let statements: Vec<String> = self.statements.iter().map(|id| format!("#{id}")).collect();
        let how = "no number there to mend; enter the row anew: tollbook undo ENTRY, tollbook add";
        page.given("left out", (!statements.is_empty()).then(|| format!("{}: {how}", statements.join(", "))));
        page.given("untouched", left(self.void_before, " that had been void before"));
        page
    }

    /// A row for each field of each figure; of a figure that was voided one without a field.
    pub fn table(&self) -> Table {
        let mut rows = Vec::new();
        for figure in &self.figures {
            rows.extend(figure.mended.iter().map(|field| MendRow { figure, field: Some(field) }));
            if figure.mended.is_empty() {
                rows.push(MendRow { figure, field: None });
            }
        }
        Table::of(&columns(), &rows)
    }
}

impl MendedFigure {
    fn list(&self, page: &mut Page) {
        let (name, line) = self.was.split_once(": ").unwrap_or(("", &self.was));
        page.labelled(name.to_owned(), line);
        let shown = |text: &str| if text.is_empty() { "blank".to_owned() } else { text.to_owned() };
        let field =
            |field: &MendedField| format!("{}: {}, was {}", field.field, shown(&field.is), shown(&field.was));
        let mended = self.mended.iter().map(field).chain(self.by.map(|by| format!("now #{by}")));
        page.labelled("", mended.collect::<Vec<_>>().join("; "));
        for part in self.void.iter().filter(|void| **void != self.figure) {
            page.labelled("", format!("and with it #{part}, which its words included"));
        }
    }
}

struct MendRow<'r> {
    figure: &'r MendedFigure,
    field: Option<&'r MendedField>,
}

fn columns<'r>() -> [ColumnOf<MendRow<'r>>; 6] {
    [
        ("id", Numbers, |row| row.figure.figure.unsigned_abs().into()),
        ("figure", Words, |row| row.figure.was.as_str().into()),
        ("field", Fixed, |row| row.field.map(|field| field.field).into()),
        ("was", Words, |row| row.field.map(|field| field.was.as_str()).into()),
        ("is", Words, |row| row.field.map(|field| field.is.as_str()).into()),
        ("by", Numbers, |row| row.figure.by.map(i64::unsigned_abs).into()),
    ]
}

impl Report for MendManyReport {
    fn text(&self, page: &mut Page) {
        let figures = several(self.figures.len() as u64, "figure");
        page.paragraph(match self.entry {
            Some(entry) => format!("{figures} {}: recorded as entry {entry}", self.done()),
            None => format!("{figures} {}: a dry run; nothing was recorded", self.done()),
        });
        page.append(self.listed());
        page.given("settled", self.settled.then_some("what two desks had read differently"));
        page.labelled("why", &self.why);
        page.store(&self.store, None, self.dry_run);
        page.take_back(self.entry);
    }
}
