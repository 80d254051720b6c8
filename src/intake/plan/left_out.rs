//! The rows that a profile leaves out, and under which name.

use std::sync::Arc;

use super::row::{holds, printed};
use super::{Condition, found};
use crate::intake::fault::FileFault;
use crate::intake::header::Header;
use crate::intake::item::What;
use crate::intake::profile::{Rows, SkipWhen};

/// Which rows are left out, by their cells.
#[derive(Clone, Debug)]
pub(super) struct LeftOut {
    named: Vec<NamedRows>,
    total: Vec<Condition>,
    carried: Vec<Condition>,
}

/// Rows that count no people: their column, and what each of its cells makes them.
#[derive(Clone, Debug)]
struct NamedRows {
    column: usize,
    cells: Vec<(String, Arc<str>)>,
}

impl LeftOut {
    /// What a profile says of rows, with columns by their places.
    ///
    /// # Errors
    /// A column that is not there.
    pub fn of(header: &Header, rows: &Rows) -> Result<LeftOut, FileFault> {
        Ok(LeftOut {
            named: rows.skip.iter().map(|skip| NamedRows::of(header, skip)).collect::<Result<_, _>>()?,
            total: found::conditions(header, &rows.total)?,
            carried: found::conditions(header, &rows.carried_forward)?,
        })
    }

    /// What a row is that is left out. Its own name goes before what it may be besides.
    pub fn what(&self, row: &[&str]) -> Option<What> {
        let named = self.named.iter().find_map(|named| named.of_row(row));
        named
            .or_else(|| holds(&self.total, row).then_some(What::Total))
            .or_else(|| holds(&self.carried, row).then_some(What::CarriedForward))
    }

    /// The columns that it looks at.
    pub fn columns(&self) -> impl Iterator<Item = usize> {
        let conditions = self.total.iter().chain(&self.carried).map(|when| when.column);
        self.named.iter().map(|named| named.column).chain(conditions)
    }
}

impl NamedRows {
    fn of(header: &Header, skip: &SkipWhen) -> Result<NamedRows, FileFault> {
        let name = |cell: &String| match &skip.why {
            Some(why) => why.clone(),
            None if cell.is_empty() => format!("{} is blank", skip.column),
            None => format!("{}: {cell}", skip.column),
        };
        let cells = skip.is.iter().map(|cell| (cell.clone(), name(cell).into()));
        Ok(NamedRows { column: header.place(&skip.column)?, cells: cells.collect() })
    }

    fn of_row(&self, row: &[&str]) -> Option<What> {
        let cell = printed(row, self.column);
        let named = self.cells.iter().find(|(word, _)| word == cell);
        named.map(|(_, name)| What::Named(Arc::clone(name)))
    }
}
