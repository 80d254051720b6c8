//! A profile applied to a header: every column by its place, and what each cell becomes.

mod row;
mod source;

use std::collections::{BTreeMap, BTreeSet};

use super::fault::FileFault;
use super::kinds::NotationKind;
use super::mapping::{self, Mapping, REQUIRED};
use super::profile::{CountedCells, DateColumns, FieldName, Profile, Value, When};
use super::settings::Settings;
use super::settled::Settled;
use crate::model::date::{DateFault, DateOrder, PartialDate};
use crate::model::draft::Conventions;
use crate::model::draft::Field;

pub use row::{CellOutcome, FigureTexts};
use source::TextSource;

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

/// Finds columns by their names, else by their tags, and remembers what was not found.
struct ColumnFinder<'a> {
    names: &'a [String],
    tags: &'a [String],
}

impl ColumnFinder<'_> {
    fn find(&self, name: &str) -> Option<usize> {
        let at = |list: &[String]| list.iter().position(|own| own == name.trim());
        at(self.names).or_else(|| at(self.tags))
    }

    fn no(&self, column: &str) -> FileFault {
        let names = self.names.iter().filter(|name| !name.is_empty()).cloned().collect();
        FileFault::ProfileColumn { column: column.to_owned(), names }
    }

    fn conditions(&self, list: &[When]) -> Result<Vec<Condition>, FileFault> {
        let one = |when: &When| {
            let column = self.find(&when.column).ok_or_else(|| self.no(&when.column))?;
            Ok(Condition { column, is: when.is.clone() })
        };
        list.iter().map(one).collect()
    }

    fn sources(&self, fields: &BTreeMap<FieldName, Value>) -> Result<Vec<(Field, TextSource)>, FileFault> {
        let one = |(field, value): (&FieldName, &Value)| {
            let source = TextSource::of(value, &|name| self.find(name)).map_err(|column| self.no(&column))?;
            Ok((field.0, source))
        };
        fields.iter().map(one).collect()
    }
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
        let base = base(columns, profile, settings)?;
        let packed = match &profile.packed {
            Some(packed) => Some((places(&packed.columns)?, packed.by.clone())),
            None => None,
        };
        let mut plan = Plan {
            names: columns.names.to_vec(),
            codes: codes(columns, profile)?,
            cells: cells(columns, profile, settings)?,
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

/// What the figures of a row share: house names where they speak for themselves, the profile, then the command line.
fn base(
    columns: &ColumnFinder<'_>,
    profile: &Profile,
    settings: &Settings,
) -> Result<Vec<(Field, TextSource)>, FileFault> {
    let mut base = BTreeMap::new();
    if !profile.names_figures() {
        for (at, name) in columns.names.iter().enumerate() {
            let mentioned = settings.map.contains_key(name) || profile.ignore.contains(name);
            if let Some(field) = Mapping::field_named(name, settings).filter(|_| !mentioned) {
                base.insert(field, TextSource::column(at, None));
            }
        }
    }
    base.extend(columns.sources(&profile.fields)?);
    for (column, field) in &settings.map {
        let at = columns.find(column).ok_or_else(|| columns.no(column))?;
        if let Some(field) = Field::from_name(field) {
            base.insert(field, TextSource::column(at, None));
        }
    }
    for (field, text) in &settings.set {
        let Some(field) = Field::from_name(field) else { continue };
        base.entry(field).or_insert_with(|| TextSource::constant("")).fall_back_on(text);
    }
    Ok(base.into_iter().collect())
}

fn codes(columns: &ColumnFinder<'_>, profile: &Profile) -> Result<Vec<Codes>, FileFault> {
    let one = |(column, table): (&String, &BTreeMap<String, BTreeMap<FieldName, String>>)| {
        let at = columns.find(column).ok_or_else(|| columns.no(column))?;
        let table = table.iter().map(|(code, fields)| {
            (code.clone(), fields.iter().map(|(field, text)| (field.0, text.clone())).collect())
        });
        Ok(Codes { column: at, table: table.collect() })
    };
    profile.codes.iter().map(one).collect()
}

/// What becomes of the cells, in the order of the columns.
fn cells(
    columns: &ColumnFinder<'_>,
    profile: &Profile,
    settings: &Settings,
) -> Result<Vec<CellPlan>, FileFault> {
    let mut cells = Vec::new();
    for (column, counted) in &profile.figures {
        cells.push(counted_cell(columns, column, counted)?);
    }
    if let Some(date_columns) = &profile.date_columns {
        cells.extend(dated_cells(columns, date_columns, profile, settings)?);
    }
    if cells.is_empty() {
        let (own, carried) = (Vec::new(), Vec::new());
        cells.push(CellPlan {
            column: None,
            own,
            qualifier: None,
            carried,
            conventions: Conventions::UNDECIDED,
        });
    }
    cells.sort_by_key(|cell| cell.column);
    Ok(cells)
}

fn counted_cell(
    columns: &ColumnFinder<'_>,
    column: &str,
    counted: &CountedCells,
) -> Result<CellPlan, FileFault> {
    let at = columns.find(column).ok_or_else(|| columns.no(column))?;
    let qualifier = match &counted.qualifier {
        Some(value) => {
            Some(TextSource::of(value, &|name| columns.find(name)).map_err(|name| columns.no(&name))?)
        }
        None => None,
    };
    Ok(CellPlan {
        column: Some(at),
        own: columns.sources(&counted.fields)?,
        qualifier,
        carried: columns.conditions(&counted.carried_forward)?,
        conventions: Conventions::UNDECIDED,
    })
}

/// Every column whose name is a date.
fn dated_cells(
    columns: &ColumnFinder<'_>,
    dated: &DateColumns,
    profile: &Profile,
    settings: &Settings,
) -> Result<Vec<CellPlan>, FileFault> {
    let used = |name: &String| profile.figures.contains_key(name) || profile.ignore.contains(name);
    let order = settings.dates.or_else(|| columns.names.iter().find_map(|name| DateOrder::evidence(name)));
    let mut cells = Vec::new();
    for (at, name) in columns.names.iter().enumerate().filter(|(_, name)| !used(name)) {
        let date = match PartialDate::read_with(name, order) {
            Ok(date) => date,
            Err(DateFault::Ambiguous { .. }) => return Err(FileFault::DateInHeader { name: name.clone() }),
            Err(_) => continue,
        };
        let mut own = columns.sources(&dated.fields)?;
        own.extend(dated.gives.iter().map(|field| (field.0, TextSource::constant(&date.iso()))));
        cells.push(CellPlan {
            column: Some(at),
            own,
            qualifier: None,
            carried: Vec::new(),
            conventions: Conventions::UNDECIDED,
        });
    }
    if cells.is_empty() {
        return Err(FileFault::ProfileColumn {
            column: "a column whose name is a date".into(),
            names: columns.names.to_vec(),
        });
    }
    Ok(cells)
}
