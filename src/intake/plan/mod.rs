//! A profile applied to a header: every column by its place, and what each cell becomes.

mod found;
mod row;
mod source;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::fault::FileFault;
use super::kinds::NotationKind;
use super::mapping::{self, REQUIRED};
use super::profile::Profile;
use super::row_fault::RowFault;
use super::settings::Settings;
use super::settled::Settled;
use crate::model::draft::{Conventions, Field};
use crate::model::problem::Problem;

use found::ColumnFinder;
pub use row::{CellOutcome, FigureTexts};
use row::{holds, is_silent};
use source::{Cells, TextSource, Unexplained};

/// What becomes of the cells of each row.
#[derive(Clone, Debug)]
pub struct Plan {
    names: Vec<String>,
    base: Vec<(Field, TextSource)>,
    codes: Vec<Codes>,
    cells: Vec<CellPlan>,
    total: Vec<Condition>,
    carried: Vec<Condition>,
    missing: Vec<String>,
    packed: Option<(Vec<usize>, String)>,
    ignored: BTreeSet<usize>,
    key: Vec<usize>,
}

/// What the codes of a column stand for.
#[derive(Clone, Debug)]
struct Codes {
    column: usize,
    table: BTreeMap<String, Vec<(Field, String)>>,
}

/// What one cell of each row becomes; without a column, what the row as a whole becomes.
#[derive(Clone, Debug)]
struct CellPlan {
    column: Option<usize>,
    own: Vec<(Field, TextSource)>,
    qualifier: Option<TextSource>,
    carried: Vec<Condition>,
    conventions: Conventions,
}

/// A condition on a cell.
#[derive(Clone, Debug)]
struct Condition {
    column: usize,
    is: Vec<String>,
}

impl Plan {
    /// Applies what the desk says to a header.
    ///
    /// # Errors
    /// Every column that is not there, and what is wrong with the header.
    pub fn of(
        names: &[String],
        tags: &[String],
        settings: &Settings,
        settled: &Settled,
    ) -> Result<Plan, Vec<FileFault>> {
        let usual = Profile::default();
        let profile = settings.profile.as_ref().unwrap_or(&usual);
        let columns = ColumnFinder { names, tags };
        let mut faults = mapping::duplicates(names, &[]);
        let plan = Plan::with(&columns, profile, settings, settled).map_err(|fault| {
            faults.push(fault);
            faults.clone()
        })?;
        faults.extend(plan.missing_fields());
        faults.extend(plan.bad_constants());
        if faults.is_empty() { Ok(plan) } else { Err(faults) }
    }

    fn with(
        columns: &ColumnFinder<'_>,
        profile: &Profile,
        settings: &Settings,
        settled: &Settled,
    ) -> Result<Plan, FileFault> {
        let places = |list: &[String]| -> Result<Vec<usize>, FileFault> {
            list.iter().map(|name| columns.find(name).ok_or_else(|| columns.no(name))).collect()
        };
        let base = found::base(columns, profile, settings)?;
        let packed = match &profile.packed {
            Some(packed) => Some((places(&packed.columns)?, packed.by.clone())),
            None => None,
        };
        let mut plan = Plan {
            names: columns.names.to_vec(),
            codes: found::codes(columns, profile)?,
            cells: found::cells(columns, profile, settings)?,
            total: columns.conditions(&profile.rows.total)?,
            carried: columns.conditions(&profile.rows.carried_forward)?,
            missing: profile.missing_values.clone(),
            packed,
            ignored: places(&profile.ignore)?.into_iter().collect(),
            key: places(&profile.key)?,
            base,
        };
        for at in 0..plan.cells.len() {
            plan.cells[at].conventions = plan.conventions(&plan.cells[at], settings, settled);
        }
        Ok(plan)
    }

    /// How the columns behind the fields of a cell write numbers and dates.
    fn conventions(&self, cell: &CellPlan, settings: &Settings, settled: &Settled) -> Conventions {
        let mut conventions = Conventions::UNDECIDED;
        let column = |field: Field| match (field, cell.column) {
            (Field::Figure, Some(at)) => Some(at),
            _ => self.source(cell, field).and_then(TextSource::plain_column),
        };
        let way = |field: Field| column(field).map(|at| settled.way(settings, at, &self.names[at]));
        for field in Field::COUNTS {
            let thousands = way(*field).map_or(settings.thousands, |way| way.thousands);
            conventions.part_thousands(*field, thousands);
        }
        for field in Field::DATES {
            let order = way(*field).map_or(settings.dates, |way| way.order);
            conventions.order_dates(*field, order);
        }
        conventions
    }

    fn source<'p>(&'p self, cell: &'p CellPlan, field: Field) -> Option<&'p TextSource> {
        let own = cell.own.iter().find(|(own, _)| *own == field);
        own.or_else(|| self.base.iter().find(|(own, _)| *own == field)).map(|(_, source)| source)
    }

    /// What each column holds that can be written in two ways.
    pub fn kinds(&self) -> Vec<Option<NotationKind>> {
        let mut kinds = vec![None; self.names.len()];
        let mut note = |at: Option<usize>, kind: NotationKind| {
            if let Some(slot) = at.and_then(|at| kinds.get_mut(at)) {
                *slot = Some(kind);
            }
        };
        for cell in &self.cells {
            note(cell.column, NotationKind::Counts);
            for (field, source) in cell.own.iter().chain(&self.base) {
                if let Some(kind) = NotationKind::of(*field) {
                    note(source.plain_column(), kind);
                }
            }
        }
        kinds
    }

    /// The header's names.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// What tells the figure of a cell from all others of its file: the cells of the key columns, and the column of the
    /// cell; `None` where the profile names no key.
    pub fn row_key(&self, number: usize, cells: &[&str]) -> Option<Box<str>> {
        if self.key.is_empty() {
            return None;
        }
        let column = self.cells.get(number).and_then(|cell| cell.column).and_then(|at| self.names.get(at));
        let own = self.key.iter().map(|at| cells.get(*at).copied().unwrap_or_default().trim());
        let parts: Vec<&str> = own.chain(column.map(String::as_str)).collect();
        Some(parts.join("\u{1f}").into())
    }

    /// How many cells of a row become figures.
    pub fn cells_in_a_row(&self) -> usize {
        self.cells.len()
    }

    /// Columns that nothing reads and that the profile does not name.
    pub fn unread(&self) -> Vec<String> {
        let mut read = self.ignored.clone();
        read.extend(&self.key);
        read.extend(self.codes.iter().map(|codes| codes.column));
        read.extend(self.total.iter().chain(&self.carried).map(|when| when.column));
        read.extend(self.base.iter().flat_map(|(_, source)| source.columns()));
        read.extend(self.packed.iter().flat_map(|(columns, _)| columns.clone()));
        for cell in &self.cells {
            read.extend(cell.column);
            read.extend(cell.own.iter().flat_map(|(_, source)| source.columns()));
            read.extend(cell.qualifier.iter().flat_map(TextSource::columns));
            read.extend(cell.carried.iter().map(|when| when.column));
        }
        let unread = self.names.iter().enumerate().filter(|(at, _)| !read.contains(at));
        unread
            .filter(|(_, name)| !name.is_empty() && !mapping::is_own_column(name))
            .map(|(_, name)| name.clone())
            .collect()
    }

    /// Whether a row is a sum of others, or repeats an older one.
    pub fn is_total(&self, cells: &[&str]) -> bool {
        holds(&self.total, self.cells(cells))
    }

    /// Whether a row repeats an older one.
    pub fn is_carried_forward(&self, cells: &[&str]) -> bool {
        holds(&self.carried, self.cells(cells))
    }

    /// The rows that a row with packed cells stands for; `None` when it holds one value in each.
    ///
    /// # Errors
    /// Cells that do not hold equally many values: why, and the column.
    pub fn unpacked(&self, cells: &[&str]) -> Result<Option<Vec<Vec<String>>>, (Problem, usize)> {
        let Some((columns, by)) = &self.packed else { return Ok(None) };
        let values = |at: usize| -> Vec<&str> {
            cells.get(at).map_or_else(Vec::new, |cell| cell.split(by.as_str()).map(str::trim).collect())
        };
        let most = columns.iter().map(|at| values(*at).len()).max().unwrap_or(1);
        if most < 2 {
            return Ok(None);
        }
        let mut rows: Vec<Vec<String>> = vec![cells.iter().map(|cell| (*cell).to_owned()).collect(); most];
        for at in columns {
            let values = values(*at);
            if values.len() != most && values.len() != 1 {
                let fault = RowFault::UnequalPacking { first: most, other: values.len() };
                return Err((Problem::of_row(&fault), *at));
            }
            for (n, row) in rows.iter_mut().enumerate() {
                row[*at] = (*values.get(n).or(values.first()).unwrap_or(&"")).to_owned();
            }
        }
        let mut once: Vec<Vec<String>> = Vec::new();
        for row in rows {
            if !once.contains(&row) {
                once.push(row);
            }
        }
        Ok(Some(once))
    }

    /// What the cell of that number becomes.
    pub fn outcome<'r>(&'r self, number: usize, row: &'r [&'r str]) -> CellOutcome<'r> {
        let Some(plan) = self.cells.get(number) else { return CellOutcome::NotReported };
        let cells = self.cells(row);
        let printed = plan.column.map(|at| cells.get(at));
        if printed == Some("") {
            return CellOutcome::NotReported;
        }
        if holds(&plan.carried, cells) {
            return CellOutcome::CarriedForward;
        }
        match self.texts(plan, cells, printed) {
            Ok(texts) if printed.is_none() && is_silent(&texts) => CellOutcome::NotReported,
            Ok(texts) => CellOutcome::Figure(FigureTexts { texts, plan }),
            Err(Unexplained { column, code }) => {
                let fault = RowFault::UnknownCode {
                    column: self.names.get(column).cloned().unwrap_or_default(),
                    code,
                };
                CellOutcome::Refused(Problem::of_row(&fault), column)
            }
        }
    }

    fn texts<'r>(
        &'r self,
        plan: &'r CellPlan,
        cells: Cells<'r>,
        printed: Option<&'r str>,
    ) -> Result<Vec<(Field, Cow<'r, str>)>, Unexplained> {
        let mut texts = Vec::with_capacity(self.base.len() + plan.own.len() + 2);
        for (field, source) in &self.base {
            texts.push((*field, source.text(cells)?));
        }
        for codes in &self.codes {
            let code = cells.get(codes.column);
            if code.is_empty() {
                continue;
            }
            let unknown = || Unexplained { column: codes.column, code: code.to_owned() };
            let fields = codes.table.get(code).ok_or_else(unknown)?;
            texts.extend(fields.iter().map(|(field, text)| (*field, Cow::Borrowed(text.as_str()))));
        }
        for (field, source) in &plan.own {
            texts.push((*field, source.text(cells)?));
        }
        if let Some(printed) = printed {
            let hedge = plan.qualifier.as_ref().map(|source| source.text(cells)).transpose()?;
            let text = match hedge.filter(|hedge| !hedge.is_empty()) {
                Some(hedge) => Cow::Owned(format!("{hedge} {printed}")),
                None => Cow::Borrowed(printed),
            };
            texts.push((Field::Figure, text));
        }
        Ok(texts)
    }

    /// The column that a problem of a field shows in.
    pub fn column_of(&self, number: usize, field: Option<&str>) -> Option<usize> {
        let cell = self.cells.get(number)?;
        let field = Field::from_name(field?)?;
        match (field, cell.column) {
            (Field::Figure, Some(at)) => Some(at),
            _ => self.source(cell, field).and_then(TextSource::place).or(cell.column),
        }
    }

    fn cells<'r>(&'r self, cells: &'r [&'r str]) -> Cells<'r> {
        Cells { cells, missing: &self.missing }
    }

    /// Required fields that nothing gives.
    fn missing_fields(&self) -> Option<FileFault> {
        let by_code = |field: Field| self.codes.iter().any(|codes| codes.gives(field));
        let lacks = |cell: &CellPlan, field: Field| {
            let bounds = self.source(cell, Field::Low).or(self.source(cell, Field::High)).is_some();
            let given = field == Field::Figure && (cell.column.is_some() || bounds);
            !given && self.source(cell, field).is_none() && !by_code(field)
        };
        let lacking = |field: &&Field| self.cells.iter().any(|cell| lacks(cell, **field));
        let fields: Vec<&str> = REQUIRED.iter().filter(lacking).map(|field| field.name()).collect();
        (!fields.is_empty()).then(|| FileFault::MissingColumns { fields, unread: self.unread() })
    }

    /// Constants that no row could take.
    fn bad_constants(&self) -> Vec<FileFault> {
        let mut faults = Vec::new();
        for cell in &self.cells {
            let all = self.base.iter().chain(&cell.own);
            let constants: Vec<(Field, String)> = all
                .filter(|(_, source)| source.columns().is_empty())
                .filter_map(|(field, source)| source.constant_text().map(|text| (*field, text.to_owned())))
                .collect();
            for fault in mapping::bad_constants(&constants) {
                if !faults.contains(&fault) {
                    faults.push(fault);
                }
            }
        }
        faults
    }
}

impl Codes {
    fn gives(&self, field: Field) -> bool {
        self.table.values().flatten().any(|(own, _)| *own == field)
    }
}
