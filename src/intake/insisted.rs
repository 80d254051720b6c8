//! Values of `--set` for fields that a column holds as well: each is for blank cells, and one that no row takes, since every
//! cell says otherwise, is refused rather than passed over.

use super::decision::Seen;
use super::fault::FileFault;
use super::said_otherwise::SaidOtherwise;
use super::settings::Settings;
use crate::model::column::Field;

/// The values that no row took so far.
#[derive(Debug, Default)]
pub struct Insisted(Vec<UnusedValue>);

#[derive(Debug)]
struct UnusedValue {
    field: Field,
    value: String,
    column: usize,
    /// The first cell that says otherwise.
    first: Option<Seen>,
}

impl Insisted {
    /// What was typed for fields that are read from columns.
    pub fn of(settings: &Settings, column: impl Fn(Field) -> Option<usize>) -> Insisted {
        let unused = |(name, value): (&String, &String)| {
            let field = Field::from_name(name)?;
            Some(UnusedValue { field, value: value.clone(), column: column(field)?, first: None })
        };
        Insisted(settings.insisted.iter().filter_map(unused).collect())
    }

    /// Looks at a row.
    #[inline]
    pub fn see<'c>(&mut self, line: u64, cell: impl Fn(usize) -> &'c str) {
        if self.0.is_empty() {
            return;
        }
        self.0.retain_mut(|unused| {
            let text = cell(unused.column).trim();
            if text.is_empty() || text.to_lowercase() == unused.value.to_lowercase() {
                return false;
            }
            unused.first.get_or_insert_with(|| Seen { line, value: text.to_owned() });
            true
        });
    }

    /// At the end of a table: those that every row contradicted.
    pub fn contradicted(&self, names: &[String]) -> Vec<FileFault> {
        let fault = |unused: &UnusedValue| {
            let column = names.get(unused.column).cloned().unwrap_or_default();
            let other = SaidOtherwise::Cells { column, first: unused.first.clone()? };
            Some(FileFault::SetAgainst { field: unused.field.name(), value: unused.value.clone(), other })
        };
        self.0.iter().filter_map(fault).collect()
    }
}
