//! Who is counted, of one authority on one day, as a table by sex and age: the shape of `reconcile --breakdown`.
//!
//! A cell that nobody printed and that is only what a total leaves over is marked, and never printed as a figure.

mod grid;

use serde::Serialize;

use crate::model::facets::{AgeGiven, FacetKind, Facets, SexGiven};
use crate::model::names::{NameKind, Names};
use crate::model::recorded::{FigureId, Recorded};
use crate::model::scope::Scope;
use crate::phrase::names::Speech;
use crate::series::Voice;

use super::Report;
use super::lists::ColumnContent::{Fixed, Numbers, Words};
use super::lists::{ColumnOf, Table, TableCell, TableColumn};
use super::page::Page;
use super::printed::words_of;
use super::scope::ScopeReport;
use grid::{CellPlace, Grid};

/// What one authority says of the groups of one whole, for one day or in one document.
#[derive(Clone, Debug, Serialize)]
pub struct BreakdownReport {
    /// What is counted; the group is the whole.
    pub scope: ScopeReport,
    /// Who says so.
    pub authority: String,
    /// The day for which the figures hold; null where it is not stated.
    pub as_of: Option<String>,
    /// When the newest of their reports appeared.
    pub published_on: String,
    /// The total as printed; null where no figure of the whole stands beside its parts.
    pub total: Option<PartReport>,
    /// The cells by sex and age, line by line.
    pub parts: Vec<PartReport>,
    /// Groups by status, by role, or by other words.
    pub others: Vec<PartReport>,
    /// Whether the total has people who are in no part, and in no one cell.
    pub remainder: bool,
    /// The two days in words.
    #[serde(skip)]
    days: [String; 2],
    #[serde(skip)]
    lines: Vec<Option<SexGiven>>,
    #[serde(skip)]
    columns: Vec<Option<AgeGiven>>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartReport {
    /// `female`, `male` or `unknown`; null: all.
    pub sex: Option<&'static str>,
    /// `children`, `adults`, `older_people` or `unknown`; null: all.
    pub age: Option<&'static str>,
    /// The group as it was recorded; null where nobody printed a figure.
    pub group: Option<String>,
    /// The figure as printed; null where it is only what is left.
    pub figure: Option<String>,
    /// The lower end.
    pub low: Option<u64>,
    /// The upper end; null where it is open.
    pub high: Option<u64>,
    /// The figure's number.
    pub id: Option<FigureId>,
    /// Whether it is only what a printed total leaves over.
    pub remainder: bool,
}

/// What stands in the place of a figure that nobody printed.
const REMAINDER: &str = "(remainder)";

/// Figures of one authority, series by series, that may stand in one table, each with the facets of its group.
pub struct ToldGroups<'r> {
    /// Who says them.
    pub voice: &'r Voice,
    /// The figures.
    pub figures: Vec<(Facets, &'r Recorded)>,
}

impl BreakdownReport {
    /// The tables of one authority: one for each whole of which there are parts, everybody first.
    pub fn all_of(told: &ToldGroups<'_>, names: &Names) -> Vec<BreakdownReport> {
        let mut bases: Vec<Facets> = told.figures.iter().map(|(facets, _)| base(facets)).collect();
        bases.extend([Facets::default()]);
        bases.sort_by_key(|base| (base.rest.len(), base.values));
        bases.dedup();
        bases.sort_by_key(|base| !base.are_of_everybody());
        bases.iter().filter_map(|base| BreakdownReport::of(base, told, names)).collect()
    }

    /// The table of one whole; `None` where there are no parts of it.
    fn of(whole: &Facets, told: &ToldGroups<'_>, names: &Names) -> Option<BreakdownReport> {
        let (mut grid, mut cells, mut others) = (Grid::default(), Vec::new(), Vec::new());
        for (facets, recorded) in &told.figures {
            let place = place(facets);
            let count = recorded.figure.count.as_ref()?.count();
            let is_cell = base(facets) == *whole;
            if is_cell && grid.take(place, count, facets.cells()) {
                cells.push((place, PartReport::printed(place, recorded)));
            } else if is_cell || place == EVERYBODY_OF_IT && facets.is_part_of(whole) {
                others.push(PartReport::printed(EVERYBODY_OF_IT, recorded));
            }
        }
        let total =
            cells.iter().position(|(place, _)| *place == EVERYBODY_OF_IT).map(|at| cells.remove(at).1);
        if cells.is_empty() && (others.is_empty() || total.is_none()) {
            return None;
        }
        let left = grid.leftover();
        cells.extend(left.cells.iter().map(|place| (*place, PartReport::left(*place))));
        let (lines, columns) = (grid.sexes(), grid.ages());
        let order = |place: &CellPlace| {
            let line = lines.iter().position(|sex| *sex == place.0);
            (line, columns.iter().position(|age| *age == place.1))
        };
        cells.sort_by_key(|(place, _)| order(place));
        let (_, first) = told.figures.first()?;
        let group = total.as_ref().and_then(|total| total.group.clone()).or_else(|| whole.words());
        let days = told.figures.iter().map(|(_, recorded)| recorded.figure.published_on);
        let published_on = days.max_by_key(|day| day.order_key())?;
        let as_of = first.figure.as_of.stated();
        Some(BreakdownReport {
            scope: scope(&first.figure.scope, group, whole),
            authority: Speech::new(names).label(NameKind::Authority, told.voice.name()),
            as_of: as_of.map(|day| day.iso()),
            published_on: published_on.iso(),
            days: [as_of.map_or_else(|| "not stated".to_owned(), |day| day.long()), published_on.date.long()],
            total,
            parts: cells.into_iter().map(|(_, cell)| cell).collect(),
            others,
            remainder: left.in_no_cell,
            lines,
            columns,
        })
    }

    /// One cell in words; blank where nothing is known of it.
    fn cell(&self, sex: Option<SexGiven>, age: Option<AgeGiven>) -> TableCell {
        let words = |part: &PartReport| part.figure.clone().unwrap_or_else(|| REMAINDER.to_owned());
        if (sex, age) == EVERYBODY_OF_IT {
            return self.total.as_ref().map(words).into();
        }
        let is_it =
            |part: &&PartReport| part.sex == sex.map(SexGiven::word) && part.age == age.map(AgeGiven::word);
        self.parts.iter().find(is_it).map(words).into()
    }

    fn table(&self) -> Table {
        let column = |name: &'static str, holds| TableColumn { name: name.into(), holds };
        let columns = self.columns.iter().map(|age| column(age_in_words(*age), Numbers));
        let mut table =
            Table { columns: [column("", Words)].into_iter().chain(columns).collect(), rows: Vec::new() };
        let blanks = || std::iter::repeat_n(TableCell::Blank, self.columns.len() - 1);
        for sex in &self.lines {
            let cells = self.columns.iter().map(|age| self.cell(*sex, *age));
            table.push([TableCell::from(sex_in_words(*sex))].into_iter().chain(cells));
        }
        if self.remainder {
            table.push(
                [TableCell::from("in none of these")].into_iter().chain(blanks()).chain([REMAINDER.into()]),
            );
        }
        for other in &self.others {
            let label = TableCell::from(other.group.as_deref());
            table.push([label].into_iter().chain(blanks()).chain([other.figure.as_deref().into()]));
        }
        table
    }

    fn has_remainders(&self) -> bool {
        self.remainder || self.parts.iter().any(|part| part.remainder)
    }
}

/// All of the whole.
const EVERYBODY_OF_IT: CellPlace = (None, None);

/// Where a group stands in the table of its whole.
fn place(facets: &Facets) -> CellPlace {
    (SexGiven::of(&facets.values), AgeGiven::of(&facets.values))
}

/// The group without sex and age: the whole in whose table it stands.
fn base(facets: &Facets) -> Facets {
    let values = facets.values.only(|kind| matches!(kind, FacetKind::Status | FacetKind::Role));
    Facets { values, rest: facets.rest.clone() }
}

/// What a table counts.
fn scope(scope: &Scope, group: Option<String>, whole: &Facets) -> ScopeReport {
    let rest = || whole.rest.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
    ScopeReport { group: group.unwrap_or_else(rest), ..ScopeReport::new(scope) }
}

fn sex_in_words(sex: Option<SexGiven>) -> &'static str {
    match sex {
        Some(SexGiven::Unknown) => "sex not known",
        Some(sex) => sex.word(),
        None => "all",
    }
}

fn age_in_words(age: Option<AgeGiven>) -> &'static str {
    match age {
        Some(AgeGiven::OlderPeople) => "older people",
        Some(AgeGiven::Unknown) => "age not known",
        Some(age) => age.word(),
        None => "all",
    }
}

impl PartReport {
    fn printed((sex, age): CellPlace, recorded: &Recorded) -> PartReport {
        let figure = &recorded.figure;
        let count = figure.count.as_ref().map(|count| count.count());
        PartReport {
            group: Some(figure.scope.group.to_string()),
            figure: words_of(figure),
            low: count.map(|count| count.low()),
            high: count.and_then(|count| count.high()),
            id: Some(recorded.id),
            remainder: false,
            ..PartReport::left((sex, age))
        }
    }

    /// What is only worked out.
    fn left((sex, age): CellPlace) -> PartReport {
        PartReport {
            sex: sex.map(SexGiven::word),
            age: age.map(AgeGiven::word),
            group: None,
            figure: None,
            low: None,
            high: None,
            id: None,
            remainder: true,
        }
    }
}

impl Report for BreakdownReport {
    fn columns() -> Vec<&'static str> {
        ScopeReport::columns_and(COLUMNS)
    }

    fn rows(&self) -> Vec<Vec<TableCell>> {
        let left = self.remainder.then(|| PartReport::left(EVERYBODY_OF_IT));
        let parts = self.total.iter().chain(&self.parts).chain(&self.others).chain(&left);
        let rows = parts.map(|part| OneCell {
            authority: self.authority.clone(),
            as_of: self.as_of.clone(),
            published_on: self.published_on.clone(),
            part: part.clone(),
        });
        rows.map(|row| self.scope.cells_and(COLUMNS, &row)).collect()
    }

    fn text(&self, page: &mut Page) {
        page.labelled("counted", self.scope.heading());
        page.labelled("authority", self.authority.as_str());
        page.labelled("as of", self.days[0].as_str());
        page.labelled("published", self.days[1].as_str());
        page.blank();
        page.table(self.table());
        if self.has_remainders() {
            page.remark(format!("{REMAINDER}: nobody printed a number; it is what a total leaves over"));
        }
    }
}

/// One cell with who says it and when, for a row of its own.
struct OneCell {
    authority: String,
    as_of: Option<String>,
    published_on: String,
    part: PartReport,
}

/// One row a cell.
const COLUMNS: &[ColumnOf<OneCell>] = &[
    ("authority", Words, |one| one.authority.as_str().into()),
    ("as_of", Fixed, |one| one.as_of.as_deref().into()),
    ("published_on", Fixed, |one| one.published_on.as_str().into()),
    ("sex", Fixed, |one| one.part.sex.into()),
    ("age", Fixed, |one| one.part.age.into()),
    ("part", Words, |one| one.part.group.as_deref().into()),
    ("figure", Fixed, |one| one.part.figure.as_deref().into()),
    ("low", Numbers, |one| one.part.low.into()),
    ("high", Numbers, |one| one.part.high.into()),
    ("remainder", Fixed, |one| one.part.remainder.into()),
    ("id", Numbers, |one| one.part.id.into()),
];
