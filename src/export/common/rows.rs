//! Figures as rows of cells, for formats that write them one behind the other.

use std::io::{self, Write};

use crate::model::attribution::{Attribution, Source};
use crate::model::column::{Field, RowPart, UID};
use crate::model::figure::Figure;
use crate::model::names::NameFact;
use crate::model::prepared::Prepared;
use crate::model::scope::Scope;
use crate::model::uid::Uids;

use super::format::{ExportWriter, Exported};

/// How the cells of a row are written.
pub trait CellFormat: Send {
    /// What stands before the first cell.
    const BEGIN: &'static [u8];

    /// What a row ends with.
    const END: &'static [u8];

    /// Whether what the desk says about names stands among the figures.
    const HOLDS_NAMES: bool;

    /// Writes a cell and a comma.
    fn cell(row: &mut Vec<u8>, name: &str, text: &str);

    /// Writes cells behind that of the uid; `None`: in another row of a figure that they stand beside already.
    fn beside(_: &mut Vec<u8>, _: Option<&Figure>) {}

    /// Writes a row without the comma behind its last cell.
    fn end(row: &mut Vec<u8>) {
        row.pop();
        row.extend_from_slice(Self::END);
    }
}

/// An export in rows. What many figures share is written once, and its bytes are used again.
pub struct CellRows<'o, F> {
    out: &'o mut (dyn Write + Send),
    format: std::marker::PhantomData<F>,
    runs: Vec<FieldRun>,
    scopes: Prepared<Scope, Runs>,
    attributions: Prepared<Attribution, Runs>,
    sources: Prepared<Source, Runs>,
    uids: Uids,
    row: Vec<u8>,
}

/// Neighbouring fields of one part.
struct FieldRun {
    part: RowPart,
    fields: Vec<Field>,
}

/// The bytes of one shared thing in each run.
type Runs = Vec<Box<[u8]>>;

impl<'o, F: CellFormat> CellRows<'o, F> {
    /// Begins to write rows of these fields.
    pub fn begin(out: &'o mut (dyn Write + Send), fields: &[Field]) -> CellRows<'o, F> {
        CellRows {
            out,
            format: std::marker::PhantomData,
            runs: runs(fields),
            scopes: Prepared::default(),
            attributions: Prepared::default(),
            sources: Prepared::default(),
            uids: Uids::default(),
            row: Vec::new(),
        }
    }

    /// Adds a figure. One that declares several relations takes several rows, all of the same figure; the first has its ref,
    /// since a file gives a ref to one row.
    fn figure(&mut self, exported: &Exported) -> io::Result<()> {
        let (runs, figure) = (&self.runs, &exported.recorded.figure);
        let scope =
            self.scopes.of(&figure.scope, |scope| once::<F>(runs, RowPart::Scope, |field| scope.cell(field)));
        let attribution = self
            .attributions
            .of(&figure.attribution, |who| once::<F>(runs, RowPart::Attribution, |field| who.cell(field)));
        let source = self
            .sources
            .of(&figure.source, |source| once::<F>(runs, RowPart::Source, |field| source.cell(field)));
        let uid = self.uids.of(figure).short();
        for at in 0..exported.links.rows() {
            let links = exported.links.cells(at);
            let reference = exported.reference.as_deref().filter(|_| at == 0).unwrap_or_default();
            self.row.clear();
            self.row.extend_from_slice(F::BEGIN);
            for (place, run) in runs.iter().enumerate() {
                match run.part {
                    RowPart::Scope => self.row.extend_from_slice(&scope[place]),
                    RowPart::Attribution => self.row.extend_from_slice(&attribution[place]),
                    RowPart::Source => self.row.extend_from_slice(&source[place]),
                    RowPart::Figure | RowPart::Detail => run.fields.iter().for_each(|field| {
                        let cell = match field {
                            Field::Ref => reference.into(),
                            field => figure.cell(*field),
                        };
                        F::cell(&mut self.row, field.name(), &cell);
                    }),
                    RowPart::Facet | RowPart::Link => run.fields.iter().for_each(|field| {
                        let cell = links.iter().find(|(given, _)| given == field);
                        F::cell(&mut self.row, field.name(), cell.map_or("", |(_, text)| text));
                    }),
                }
            }
            F::cell(&mut self.row, UID, &uid);
            F::beside(&mut self.row, (at == 0).then_some(figure));
            F::end(&mut self.row);
            self.out.write_all(&self.row)?;
        }
        Ok(())
    }
}

impl<F: CellFormat> ExportWriter for CellRows<'_, F> {
    fn figures(&mut self, figures: &[Exported]) -> io::Result<()> {
        figures.iter().try_for_each(|figure| self.figure(figure))
    }

    fn name(&mut self, fact: &NameFact) -> io::Result<()> {
        if !F::HOLDS_NAMES {
            return Ok(());
        }
        self.row.clear();
        self.row.extend_from_slice(F::BEGIN);
        for (name, text) in NameFact::COLUMNS.into_iter().zip(fact.cells()) {
            F::cell(&mut self.row, name, text);
        }
        F::end(&mut self.row);
        self.out.write_all(&self.row)
    }

    fn end(self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}

/// The bytes of each run of one part; of other runs none.
fn once<'t, F: CellFormat>(runs: &[FieldRun], part: RowPart, cell: impl Fn(Field) -> &'t str) -> Runs {
    let write = |run: &FieldRun| {
        let mut row = Vec::new();
        if run.part == part {
            run.fields.iter().for_each(|field| F::cell(&mut row, field.name(), cell(*field)));
        }
        row.into_boxed_slice()
    };
    runs.iter().map(write).collect()
}

fn runs(fields: &[Field]) -> Vec<FieldRun> {
    let mut runs: Vec<FieldRun> = Vec::new();
    for field in fields {
        match runs.last_mut().filter(|run| run.part == field.part()) {
            Some(run) => run.fields.push(*field),
            None => runs.push(FieldRun { part: field.part(), fields: vec![*field] }),
        }
    }
    runs
}
