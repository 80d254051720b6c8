//! Figures as a data set: flat tables that are joined by keys, of one moment of the store. One table after the other goes to
//! whoever writes them.

mod database;
mod gathered;
mod package;

use super::criteria::Criteria;
use super::entries;
use super::error::Error;
use super::reconcile::{ReconcileOptions, reconcile_in};
use super::values::{ValuesOptions, values_in};
use crate::export::audience::{Audience, Terms};
use crate::export::dataset::about::DatasetAbout;
use crate::export::value_columns;
use crate::model::column::Field;
use crate::reconcile::policies;
use crate::report::answer::Explain;
use crate::report::dataset::answers::ANSWERS;
use crate::report::dataset::log::{INTERNAL, LOG};
use crate::report::dataset::names::NAMES;
use crate::report::dataset::sources::SOURCES;
use crate::report::dataset::{DatasetTable, TableShape};
use crate::report::lists::TableCell;
use crate::report::method_note::scope::NoteScope;
use crate::report::scope::QuestionReport;
use crate::report::values::{shape, table_cells};
use crate::store::{self, View};
use gathered::Gathered;

pub use database::write_database;
pub use package::write_package;

/// What is asked.
#[derive(Clone, Debug)]
pub struct DatasetOptions {
    /// Which figures, and by which clocks.
    pub criteria: Criteria,
    /// For whom.
    pub audience: Audience,
    /// Columns that are left out.
    pub without: Vec<Field>,
    /// Under which terms it is published.
    pub terms: Terms,
}

/// Where the tables of a data set go, one behind the other.
trait DatasetSink: Send {
    /// Begins a table.
    fn begin(&mut self, shape: &TableShape) -> Result<(), Error>;

    /// Adds a row to it.
    fn row(&mut self, cells: &[TableCell]) -> Result<(), Error>;

    /// Ends it.
    fn end(&mut self) -> Result<(), Error>;
}

/// Columns that stand in the table of sources alone.
const OF_SOURCES: [Field; 3] = [Field::Title, Field::ArchiveUrl, Field::Language];

/// A data set of what a view shows.
struct Dataset<'a> {
    view: &'a View<'a>,
    options: &'a DatasetOptions,
}

impl Dataset<'_> {
    /// Hands over figures, answers, names and sources. Typing errors of this desk are no figures.
    fn tables(&self, sink: &mut dyn DatasetSink) -> Result<DatasetAbout, Error> {
        let (gathered, rows) = self.figures(sink)?;
        let mut about = self.about(&gathered)?;
        about.rows.push(("figures", rows));
        about.rows.push((ANSWERS.name, self.answers(sink)?));
        let names = self.view.names();
        let rows = gathered.names(names, self.options.audience);
        about.rows.push((NAMES.name, self.table(&NAMES, &rows, sink)?));
        let rows = gathered.sources(names, self.options.audience);
        about.rows.push((SOURCES.name, self.table(&SOURCES, &rows, sink)?));
        Ok(about)
    }

    fn figures(&self, sink: &mut dyn DatasetSink) -> Result<(Gathered, u64), Error> {
        let DatasetOptions { criteria, audience, without, .. } = self.options;
        let without = [without.as_slice(), &OF_SOURCES].concat();
        let columns = value_columns(*audience, &without);
        sink.begin(&shape(&columns))?;
        let (mut gathered, mut rows) = (Gathered::default(), 0);
        let options = ValuesOptions { criteria: criteria.clone(), audience: *audience };
        values_in(self.view, &options, &mut |figures| {
            for figure in figures.iter().filter(|figure| figure.status != "void") {
                rows += 1;
                gathered.add(figure);
                sink.row(&table_cells(&columns, figure))?;
            }
            Ok(())
        })?;
        sink.end()?;
        Ok((gathered, rows))
    }

    fn answers(&self, sink: &mut dyn DatasetSink) -> Result<u64, Error> {
        let chosen = ANSWERS.with(&|name| self.leaves(name));
        sink.begin(&chosen.shape)?;
        let options = ReconcileOptions {
            criteria: self.options.criteria.clone(),
            policy: policies::DEFAULT.name.to_owned(),
            explain: Explain::AnswerOnly,
        };
        let mut rows = 0;
        reconcile_in(self.view, &options, &mut |report| {
            rows += 1;
            sink.row(&chosen.cells(report))
        })?;
        sink.end()?;
        Ok(rows)
    }

    /// What this desk did. The public is told neither who did it, nor why, nor from which file.
    fn log(&self, sink: &mut dyn DatasetSink) -> Result<u64, Error> {
        let is_public = self.options.audience.is_public();
        let chosen = LOG.with(&|name| self.leaves(name) && !(is_public && INTERNAL.contains(&name)));
        sink.begin(&chosen.shape)?;
        let all = store::entries::newest(self.view, None)?;
        for entry in &all {
            sink.row(&chosen.cells(&entries::report(self.view, entry)?))?;
        }
        sink.end()?;
        Ok(all.len() as u64)
    }

    fn table<R>(
        &self,
        table: &DatasetTable<R>,
        rows: &[R],
        sink: &mut dyn DatasetSink,
    ) -> Result<u64, Error> {
        let chosen = table.with(&|name| self.leaves(name));
        sink.begin(&chosen.shape)?;
        rows.iter().try_for_each(|row| sink.row(&chosen.cells(row)))?;
        sink.end()?;
        Ok(rows.len() as u64)
    }

    fn leaves(&self, column: &str) -> bool {
        !self.options.without.iter().any(|field| field.name() == column)
    }

    fn about(&self, gathered: &Gathered) -> Result<DatasetAbout, Error> {
        let newest = store::entries::newest(self.view, Some(1))?.into_iter().next();
        let DatasetOptions { criteria, audience, terms, .. } = self.options;
        let scope =
            NoteScope { question: &criteria.question, filter: &criteria.filter, entry: criteria.entry };
        Ok(DatasetAbout {
            program: concat!("tollbook ", env!("CARGO_PKG_VERSION")),
            question: QuestionReport::new(&criteria.question).chosen_by(&criteria.filter),
            chosen: scope.chosen(),
            clocks: scope.clocks(),
            audience: *audience,
            terms: terms.clone(),
            publishers: gathered.publishers(),
            statuses: gathered.statuses(),
            entry: newest.map(|entry| entries::report(self.view, &entry)).transpose()?,
            rows: Vec::new(),
        })
    }
}
