//! One row under a plan: what each of its cells becomes.

use std::borrow::Cow;

use super::source::{Cells, TextSource, Unexplained};
use super::{CellPlan, Condition, Plan};
use crate::intake::row_fault::RowFault;
use crate::model::draft::{Draft, Field};
use crate::model::problem::Problem;

/// What a cell becomes.
pub enum CellOutcome<'r> {
    /// A figure, if its texts can be read.
    Figure(FigureTexts<'r>),
    /// Nothing was reported.
    NotReported,
    /// It repeats an older one.
    CarriedForward,
    /// It cannot be read: why, and the column that shows it.
    Refused(Problem, usize),
}

/// The texts of one figure.
pub struct FigureTexts<'r> {
    texts: Vec<(Field, Cow<'r, str>)>,
    plan: &'r CellPlan,
}

impl FigureTexts<'_> {
    /// The texts under the house names.
    pub fn draft(&self) -> Draft<'_> {
        let mut draft = Draft::default();
        draft.follow(&self.plan.conventions);
        for (field, text) in &self.texts {
            draft.set(*field, text);
        }
        draft
    }
}

impl Plan {
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
}

fn holds(conditions: &[Condition], cells: Cells<'_>) -> bool {
    conditions.iter().any(|when| {
        let cell = cells.cells.get(when.column).map_or("", |cell| cell.trim());
        when.is.iter().any(|word| word == cell)
    })
}

/// Whether a row of the long form says no number and declares nothing.
fn is_silent(texts: &[(Field, Cow<'_, str>)]) -> bool {
    let speaks = [Field::Figure, Field::Low, Field::High, Field::Relation];
    !texts.iter().any(|(field, text)| speaks.contains(field) && !text.trim().is_empty())
}
