//! A profile applied to a header: every column by its place, and what each cell becomes.

mod cell;
mod dated;
mod finder;
mod found;
mod left_out;
mod named;
mod parts;
mod people;
mod row;
mod source;
mod sums;
mod totals;
mod unpacked;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::fault::FileFault;
use super::header::{self, Header, REQUIRED};
use super::item::What;
use super::kinds::NotationKind;
use super::leeway::Leeway;
use super::notation::Notation;
use super::profile::{Others, Profile, Totals};
use super::row_fault::RowFault;
use super::settings::Settings;
use super::settled::Settled;
use super::skip::{Needs, recognised};
use crate::model::draft::Field;
use crate::model::figure::Figure;
use crate::model::problem::Problem;
use crate::model::wording::Thousands;
use crate::model::words::CountType;

use cell::{CellPlan, PrintedNumber};
use finder::Finder;
use left_out::LeftOut;
use row::holds;
pub use row::{CellOutcome, FigureTexts};
use source::{Cells, NoText, TextSource};
pub use totals::{RowRole, keeps_totals, raise};

pub use named::NamedParts;
pub use parts::PartsOfRow;
pub use sums::sums_of;
pub use unpacked::PackedValues;

/// What becomes of the cells of each row.
#[derive(Clone, Debug)]
pub struct Plan {
    header: Header,
    base: Vec<(Field, TextSource)>,
    codes: Vec<Codes>,
    cells: Vec<CellPlan>,
    left_out: LeftOut,
    totals: Totals,
    missing: Vec<String>,
    packed: Option<(Vec<usize>, String)>,
    ignored: BTreeSet<usize>,
    key: Vec<usize>,
    /// The column of the day of each row, where rows are persons.
    day_of_person: Option<usize>,
    absent: Vec<String>,
    named: Option<Arc<NamedParts>>,
    parts: Vec<PartsOfRow>,
    /// The most bytes of a text that is put together.
    longest: usize,
}

/// What the codes of a column stand for.
#[derive(Clone, Debug)]
struct Codes {
    column: usize,
    table: BTreeMap<String, Vec<(Field, String)>>,
    others: Others,
}

/// A condition on a cell.
#[derive(Clone, Debug)]
struct Condition {
    column: usize,
    is: Vec<String>,
    /// What must hold besides.
    and: Vec<Condition>,
}

impl Condition {
    /// The columns that it looks at.
    fn columns(&self) -> Vec<usize> {
        let others = self.and.iter().flat_map(Condition::columns);
        std::iter::once(self.column).chain(others).collect()
    }
}

impl Plan {
    /// Applies what the desk says to a header.
    ///
    /// # Errors
    /// Every column that is not there, and what is wrong with the header.
    pub fn of(header: &Header, settings: &Settings, settled: &Settled) -> Result<Plan, Vec<FileFault>> {
        let mut faults = header.duplicates(&[]);
        let plan = match Plan::with(header, settings, settled) {
            Ok(plan) => plan,
            Err(others) => return Err([faults, others].concat()),
        };
        faults.extend(header::missing(|field| plan.gives(field), || plan.unread()));
        faults.extend(plan.bad_constants(settings.notation()));
        if faults.is_empty() { Ok(plan) } else { Err(faults) }
    }

    fn with(header: &Header, settings: &Settings, settled: &Settled) -> Result<Plan, Vec<FileFault>> {
        let usual = Profile::default();
        let profile = settings.profile.as_ref().unwrap_or(&usual);
        let finder = Finder::new(header);
        let packed = profile.packed.as_ref();
        let mut plan = Plan {
            header: header.clone(),
            base: found::base(&finder, profile, settings),
            codes: found::codes(&finder, profile),
            cells: Vec::new(),
            left_out: LeftOut::of(&finder, &profile.rows),
            totals: profile.rows.totals.unwrap_or(Totals::Skip),
            missing: profile.missing_values.clone(),
            packed: packed.map(|packed| (finder.places(&packed.columns), packed.by.clone())),
            ignored: finder.all(&profile.ignore).into_iter().collect(),
            key: finder.places(&profile.key),
            day_of_person: None,
            absent: Vec::new(),
            named: settled.named_parts(),
            parts: Vec::new(),
            longest: settings.limits().cell_bytes,
        };
        plan.cells = found::cells(&finder, plan.named_elsewhere(), profile, settings)?;
        plan.parts = parts::found(&finder, &plan, &profile.parts);
        plan.absent = finder.finish()?;
        if settings.counts_people() {
            plan.count_people().map_err(|fault| vec![fault])?;
        }
        let constant = settings.notation();
        for at in 0..plan.cells.len() {
            let column = |field| plan.plain_column(&plan.cells[at], field);
            let mut conventions = settled.conventions(settings, header, column, constant);
            let leeway = plan.cells[at].leeway.or(settings.leeway());
            conventions.take_fractions(leeway.of_fractions());
            plan.cells[at].leeway = leeway;
            plan.cells[at].conventions = conventions;
        }
        Ok(plan)
    }

    /// Each row becomes one person, and a key tells no rows apart.
    fn count_people(&mut self) -> Result<(), FileFault> {
        let base = people::of_people(std::mem::take(&mut self.base), &mut self.codes);
        self.base =
            base.map_err(|at| FileFault::CountedTwice { column: self.name_of(Some(at)).to_owned() })?;
        let day = self.base.iter().find(|(field, _)| *field == Field::AsOf);
        self.day_of_person = day.and_then(|(_, source)| source.place());
        self.key.clear();
        Ok(())
    }

    /// The column in which a person has no day, though the person is counted in a window that ends with it.
    pub fn lacks_day(&self, person: &Figure) -> Option<usize> {
        let is_of_window = person.scope.count_type == CountType::Period;
        self.day_of_person.filter(|_| is_of_window && person.as_of.is_assumed())
    }

    /// The columns that the profile names for another reason than their counts.
    fn named_elsewhere(&self) -> BTreeSet<usize> {
        let shared = self.base.iter().flat_map(|(_, source)| source.columns());
        let named = self.ignored.iter().chain(&self.key).copied();
        named.chain(shared).chain(self.left_out.columns()).collect()
    }

    /// The column whose cells are the text of a field, in the figure that a cell becomes.
    fn plain_column(&self, cell: &CellPlan, field: Field) -> Option<usize> {
        match (field, &cell.number) {
            (Field::Figure, PrintedNumber::OfCell(_) | PrintedNumber::Said(_) | PrintedNumber::OfBounds) => {
                cell.plain_number()
            }
            _ => self.source(cell, field).and_then(TextSource::plain_column),
        }
    }

    fn source<'p>(&'p self, cell: &'p CellPlan, field: Field) -> Option<&'p TextSource> {
        let own = cell.own.iter().find(|(own, _)| *own == field);
        own.or_else(|| self.base.iter().find(|(own, _)| *own == field)).map(|(_, source)| source)
    }

    /// The column whose cells are the text of a field in all figures of a row.
    pub fn column_read(&self, field: Field) -> Option<usize> {
        let source = self.base.iter().find(|(own, _)| *own == field);
        source.and_then(|(_, source)| source.plain_column())
    }

    /// What each column holds that can be written in two ways.
    pub fn kinds(&self) -> Vec<Option<NotationKind>> {
        let mut kinds = vec![None; self.header.names.len()];
        let mut note = |at: Option<usize>, kind: NotationKind| {
            if let Some(slot) = at.and_then(|at| kinds.get_mut(at)) {
                *slot = Some(kind);
            }
        };
        for cell in &self.cells {
            note(cell.plain_number(), NotationKind::Counts);
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
        &self.header.names
    }

    /// What tells the figure of a cell from all others of its file: the cells of the key columns, and the column of the
    /// cell; `None` where the profile names no key.
    pub fn row_key(&self, number: usize, cells: &[&str]) -> Option<Box<str>> {
        if self.key.is_empty() {
            return None;
        }
        let cell = self.cells.get(number)?;
        let column = cell.column.and_then(|at| self.header.names.get(at));
        let name = column.unwrap_or(&cell.name);
        let own = self.key.iter().map(|at| cells.get(*at).copied().unwrap_or_default().trim());
        let parts: Vec<&str> = own.chain(Some(name.as_str()).filter(|name| !name.is_empty())).collect();
        Some(parts.join("\u{1f}").into())
    }

    /// How many cells of a row become figures.
    pub fn cells_in_a_row(&self) -> usize {
        self.cells.len()
    }

    /// Which figures of a row are parts of others of it.
    pub fn parts(&self) -> &[PartsOfRow] {
        &self.parts
    }

    /// Columns that the profile reads where they are, and that are not there.
    pub fn absent(&self) -> &[String] {
        &self.absent
    }

    /// Columns that nothing reads and that the profile does not name.
    pub fn unread(&self) -> Vec<String> {
        let mut read = self.ignored.clone();
        read.extend(&self.key);
        read.extend(self.codes.iter().map(|codes| codes.column));
        read.extend(self.left_out.columns());
        read.extend(self.base.iter().flat_map(|(_, source)| source.columns()));
        read.extend(self.packed.iter().flat_map(|(columns, _)| columns.clone()));
        read.extend(self.cells.iter().flat_map(CellPlan::columns));
        self.header.unread(|at| read.contains(&at) || self.header.names[at].is_empty())
    }

    /// Notes which parts of their places a row names, where it is a row of figures.
    pub fn note_parts(&self, row: &[&str], named: &mut NamedParts) {
        let is_none =
            matches!(recognised(row, self.names(), Needs::Met), Some(What::Blank | What::HeaderAgain));
        if is_none || self.left_out(row).is_some() {
            return;
        }
        let Ok(Some(values)) = self.unpacked(row) else { return self.note_places(row, named) };
        for number in 0..values.rows() {
            self.note_places(&values.row(number, row), named);
        }
    }

    fn note_places(&self, row: &[&str], named: &mut NamedParts) {
        for (place, event) in self.places() {
            place.note_parts(Cells { event, ..self.cells(row) }, named);
        }
    }

    /// Whether a place is put together of parts, of which some may be blank.
    pub fn has_places_in_parts(&self) -> bool {
        self.places().any(|(place, _)| place.has_parts())
    }

    /// Where the places of its figures come from, each with its event.
    fn places(&self) -> impl Iterator<Item = (&TextSource, Option<&TextSource>)> {
        let is_own =
            |cell: &&CellPlan| cell.own.iter().any(|(field, _)| matches!(field, Field::Place | Field::Event));
        let own = self.cells.iter().filter(is_own);
        let own =
            own.filter_map(|cell| Some((self.source(cell, Field::Place)?, self.source(cell, Field::Event))));
        let shared = |field: Field| self.base.iter().find(|(own, _)| *own == field).map(|(_, source)| source);
        shared(Field::Place).map(|place| (place, shared(Field::Event))).into_iter().chain(own)
    }

    /// What a row is that the profile leaves out; `None` where its cells are read.
    pub fn left_out(&self, cells: &[&str]) -> Option<What> {
        self.left_out.what(cells)
    }

    /// The rows that a row with packed cells stands for; `None` when it holds one value in each.
    ///
    /// # Errors
    /// Cells that do not hold equally many values, or too many: why, and the column.
    pub fn unpacked(&self, cells: &[&str]) -> Result<Option<PackedValues>, (Problem, usize)> {
        let Some((columns, by)) = &self.packed else { return Ok(None) };
        PackedValues::of(cells, columns, by)
    }

    /// What is allowed of the cell of that number.
    pub fn leeway(&self, number: usize) -> Leeway {
        self.cells.get(number).map(|cell| cell.leeway).unwrap_or_default()
    }

    /// What parts thousands in the cells of that number, where that is known.
    pub fn thousands(&self, number: usize) -> Option<Thousands> {
        self.cells.get(number).and_then(|cell| cell.conventions.numbers(Field::Figure).thousands)
    }

    /// The name of a column; empty for none.
    pub fn name_of(&self, at: Option<usize>) -> &str {
        at.and_then(|at| self.header.names.get(at)).map_or("", String::as_str)
    }

    /// What the cell of that number would become, whatever leaves it out; `None` where it says nothing.
    pub fn if_read<'r>(&'r self, number: usize, row: &'r [&'r str]) -> Option<FigureTexts<'r>> {
        let plan = self.cells.get(number)?;
        let cells = Cells { event: self.source(plan, Field::Event), ..self.cells(row) };
        if plan.is_blank(cells) {
            return None;
        }
        let texts = self.texts(plan, cells).ok()?;
        Some(FigureTexts { texts, plan })
    }

    /// What the cell of that number becomes, in a row of that role.
    pub fn outcome<'r>(&'r self, number: usize, row: &'r [&'r str], role: RowRole) -> CellOutcome<'r> {
        let Some(plan) = self.cells.get(number) else { return CellOutcome::NotReported };
        let sums = Some(self.left_out.sum_words()).filter(|_| role == RowRole::Sum);
        let cells = Cells { event: self.source(plan, Field::Event), sums, ..self.cells(row) };
        if plan.is_blank(cells) {
            return CellOutcome::NotReported;
        }
        if holds(&plan.carried, row) {
            return CellOutcome::CarriedForward;
        }
        match self.texts(plan, cells) {
            Ok(texts) if !plan.is_reported(&texts) => CellOutcome::NotReported,
            Ok(texts) => CellOutcome::Figure(FigureTexts { texts, plan }),
            Err(NoText::Unsettled) => CellOutcome::Unsettled,
            Err(NoText::UnknownCode(at, code)) => {
                self.refused(at, |column| RowFault::UnknownCode { column, code })
            }
            Err(NoText::BlankPart(at, parent)) => {
                self.refused(at, |column| RowFault::BlankPart { column, parent })
            }
            Err(NoText::TooLong { column, template }) => {
                self.refused(column, |_| RowFault::LongText { template, most: self.longest })
            }
        }
    }

    fn refused(&self, at: usize, fault: impl FnOnce(String) -> RowFault) -> CellOutcome<'_> {
        let column = self.header.names.get(at).cloned().unwrap_or_default();
        CellOutcome::Refused(Problem::of_row(&fault(column)), at)
    }

    fn texts<'r>(
        &'r self,
        plan: &'r CellPlan,
        cells: Cells<'r>,
    ) -> Result<Vec<(Field, Cow<'r, str>)>, NoText> {
        let mut texts = Vec::with_capacity(self.base.len() + plan.own.len() + 2);
        for (field, source) in &self.base {
            texts.push((*field, source.text(cells)?));
        }
        for codes in &self.codes {
            let code = cells.get(codes.column);
            if code.is_empty() {
                continue;
            }
            match codes.table.get(code) {
                Some(fields) => {
                    texts.extend(fields.iter().map(|(field, text)| (*field, Cow::Borrowed(text.as_str()))));
                }
                None if codes.others == Others::Keep => {}
                None => return Err(NoText::UnknownCode(codes.column, code.to_owned())),
            }
        }
        for (field, source) in &plan.own {
            texts.push((*field, source.text(cells)?));
        }
        if let Some(printed) = self.printed(plan, cells)? {
            let hedge = plan.qualifier.as_ref().map(|source| source.text(cells)).transpose()?;
            let text = match hedge.filter(|hedge| !hedge.is_empty() && !printed.is_empty()) {
                Some(hedge) => Cow::Owned(format!("{hedge} {printed}")),
                None => printed,
            };
            texts.push((Field::Figure, text));
        }
        Ok(texts)
    }

    /// The number as printed; `None` where it is a field of the row.
    fn printed<'r>(&'r self, plan: &'r CellPlan, cells: Cells<'r>) -> Result<Option<Cow<'r, str>>, NoText> {
        Ok(match &plan.number {
            PrintedNumber::OfCell(at) => Some(Cow::Borrowed(self.meaning(*at, cells))),
            PrintedNumber::Said(source) => Some(source.text(cells)?),
            PrintedNumber::OfBounds => Some(Cow::Borrowed("")),
            PrintedNumber::OfRow => None,
        })
    }

    /// What a cell of a count says: the number that a code of its column stands for, else itself.
    fn meaning<'r>(&'r self, at: usize, cells: Cells<'r>) -> &'r str {
        let cell = cells.get(at);
        let codes = self.codes.iter().filter(|codes| codes.column == at);
        let mut fields = codes.filter_map(|codes| codes.table.get(cell)).flatten();
        fields.find(|(field, _)| *field == Field::Figure).map_or(cell, |(_, text)| text)
    }

    /// The column that a problem of a field shows in.
    pub fn column_of(&self, number: usize, field: Option<&str>) -> Option<usize> {
        let cell = self.cells.get(number)?;
        let field = Field::from_name(field?)?;
        match (field, &cell.number) {
            (Field::Figure, PrintedNumber::OfCell(_) | PrintedNumber::Said(_)) => cell.place_of_number(),
            _ => self.source(cell, field).and_then(TextSource::place).or(cell.column),
        }
    }

    fn cells<'r>(&'r self, cells: &'r [&'r str]) -> Cells<'r> {
        Cells {
            cells,
            missing: &self.missing,
            named: self.named.as_deref(),
            event: None,
            sums: None,
            longest: self.longest,
        }
    }

    /// Whether every figure of a row has a text for a field. That of a code never stands for the bound of a figure.
    fn gives(&self, field: Field) -> bool {
        let mut by_code = self.codes.iter().flat_map(|codes| codes.table.values().flatten());
        let has = |cell: &CellPlan| {
            let is_number = matches!(cell.number, PrintedNumber::OfCell(_) | PrintedNumber::Said(_));
            field == Field::Figure && is_number || self.source(cell, field).is_some()
        };
        REQUIRED.contains(&field) && by_code.any(|(own, _)| *own == field) || self.cells.iter().all(has)
    }

    /// Whether all figures have one number, which no cell gives.
    pub fn sets_figure(&self) -> bool {
        let is_set = |cell: &CellPlan| {
            let source = match &cell.number {
                PrintedNumber::Said(source) => Some(source),
                PrintedNumber::OfRow => self.source(cell, Field::Figure),
                PrintedNumber::OfCell(_) | PrintedNumber::OfBounds => None,
            };
            source.is_some_and(|source| source.constant_text().is_some())
        };
        self.cells.iter().all(is_set)
    }

    /// Constants that no row could take.
    fn bad_constants(&self, notation: Notation) -> Vec<FileFault> {
        let mut faults = Vec::new();
        for cell in &self.cells {
            let said = match &cell.number {
                PrintedNumber::Said(source) => Some((Field::Figure, source)),
                _ => None,
            };
            let all = self.base.iter().chain(&cell.own).map(|(field, source)| (*field, source)).chain(said);
            let constants = all.filter_map(|(field, source)| Some((field, source.constant_text()?)));
            for fault in header::bad_constants(constants, notation) {
                if !faults.contains(&fault) {
                    faults.push(fault);
                }
            }
        }
        faults
    }
}
