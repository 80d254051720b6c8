//! The export of figures: the house CSV, and the same as JSON, one object a line. Read again by `import` without loss.

use std::io::{self, Write};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::attribution::{Attribution, Source};
use crate::model::column::{Field, Part};
use crate::model::names::NameFact;
use crate::model::scope::Scope;
use crate::model::uid::Uids;
use crate::report::house::{Exported, UID, link_cells};

use crate::render::csv::defused;

/// An export in the making. What many figures share is written once, and its bytes are used again.
pub struct Export<'o> {
    out: &'o mut (dyn Write + Send),
    form: ExportFormat,
    runs: Vec<FieldRun>,
    scopes: WrittenParts<Scope>,
    attributions: WrittenParts<Attribution>,
    sources: WrittenParts<Source>,
    uids: Uids,
    row: Vec<u8>,
}

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// The house CSV, with the uid of each figure in the last column. Cells that a spreadsheet would run are defused.
    Csv,
    /// One object a line: figures, then what the desk says about names.
    Jsonl,
}

/// Neighbouring fields of one part.
struct FieldRun {
    part: Part,
    fields: Vec<Field>,
}

impl<'o> Export<'o> {
    /// Begins an export, without the fields that are to be left out.
    ///
    /// # Errors
    /// What writing meets.
    pub fn begin(
        out: &'o mut (dyn Write + Send),
        form: ExportFormat,
        without: &[Field],
    ) -> io::Result<Export<'o>> {
        let fields = kept(without);
        if form == ExportFormat::Csv {
            let names: Vec<&str> = fields.iter().map(|field| field.name()).chain([UID]).collect();
            writeln!(out, "{}", names.join(","))?;
        }
        Ok(Export {
            out,
            form,
            runs: runs(&fields),
            scopes: WrittenParts::default(),
            attributions: WrittenParts::default(),
            sources: WrittenParts::default(),
            uids: Uids::default(),
            row: Vec::new(),
        })
    }

    /// Adds a figure. In a CSV one that declares several relations takes several rows, all of the same figure.
    ///
    /// # Errors
    /// What writing meets.
    pub fn figure(&mut self, exported: &Exported) -> io::Result<()> {
        let (form, runs, figure) = (self.form, &self.runs, &exported.recorded.figure);
        let scope = self
            .scopes
            .of(SCOPES, &figure.scope, |scope| form.once(runs, Part::Scope, |field| scope.cell(field)));
        let attribution = self.attributions.of(ATTRIBUTIONS, &figure.attribution, |who| {
            form.once(runs, Part::Attribution, |field| who.cell(field))
        });
        let source = self
            .sources
            .of(SOURCES, &figure.source, |source| form.once(runs, Part::Source, |field| source.cell(field)));
        let uid = self.uids.of(figure).short();
        for at in 0..exported.links.rows() {
            let links = link_cells(&exported.links, at);
            self.row.clear();
            self.row.extend_from_slice(form.begins());
            for (place, run) in runs.iter().enumerate() {
                match run.part {
                    Part::Scope => self.row.extend_from_slice(&scope[place]),
                    Part::Attribution => self.row.extend_from_slice(&attribution[place]),
                    Part::Source => self.row.extend_from_slice(&source[place]),
                    Part::Figure | Part::Detail => run.fields.iter().for_each(|field| {
                        let cell = match field {
                            Field::Ref => exported.reference.as_deref().unwrap_or_default().into(),
                            field => figure.cell(*field),
                        };
                        form.cell(&mut self.row, field.name(), &cell);
                    }),
                    Part::Link => run.fields.iter().for_each(|field| {
                        let cell = links.iter().find(|(given, _)| given == field);
                        form.cell(&mut self.row, field.name(), cell.map_or("", |(_, text)| text));
                    }),
                }
            }
            form.cell(&mut self.row, UID, &uid);
            form.end(&mut self.row);
            self.out.write_all(&self.row)?;
        }
        Ok(())
    }

    /// Adds what the desk says about a name. A CSV of figures has no room for it; see [`names_csv`].
    ///
    /// # Errors
    /// What writing meets.
    pub fn fact(&mut self, fact: &NameFact) -> io::Result<()> {
        if self.form == ExportFormat::Csv {
            return Ok(());
        }
        self.row.clear();
        self.row.extend_from_slice(self.form.begins());
        for (name, text) in fact_cells(fact) {
            put_json(&mut self.row, name, text);
        }
        self.form.end(&mut self.row);
        self.out.write_all(&self.row)
    }

    /// Ends the export.
    ///
    /// # Errors
    /// What writing meets.
    pub fn end(self) -> io::Result<()> {
        self.out.flush()
    }
}

impl ExportFormat {
    fn begins(self) -> &'static [u8] {
        match self {
            ExportFormat::Csv => b"",
            ExportFormat::Jsonl => b"{",
        }
    }

    /// Writes a cell and what parts it from the next. A blank one takes no room in JSON.
    fn cell(self, row: &mut Vec<u8>, name: &str, text: &str) {
        match self {
            ExportFormat::Csv => {
                put_csv(row, &defused(text));
                row.push(b',');
            }
            ExportFormat::Jsonl if text.is_empty() => {}
            ExportFormat::Jsonl => put_json(row, name, text),
        }
    }

    /// Ends a row, whose last cell has a comma behind it.
    fn end(self, row: &mut Vec<u8>) {
        row.pop();
        match self {
            ExportFormat::Csv => row.push(b'\n'),
            ExportFormat::Jsonl => row.extend_from_slice(b"}\n"),
        }
    }

    /// The bytes of each run of one part; of other runs none.
    fn once<'t>(self, runs: &[FieldRun], part: Part, cell: impl Fn(Field) -> &'t str) -> Runs {
        let write = |run: &FieldRun| {
            let mut row = Vec::new();
            if run.part == part {
                run.fields.iter().for_each(|field| self.cell(&mut row, field.name(), cell(*field)));
            }
            row.into_boxed_slice()
        };
        runs.iter().map(write).collect()
    }
}

/// A cell as the csv crate writes it: in quotes where a comma, a quote or the end of a line stands in it.
fn put_csv(row: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    if !bytes.iter().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        return row.extend_from_slice(bytes);
    }
    row.push(b'"');
    for byte in bytes {
        if *byte == b'"' {
            row.push(b'"');
        }
        row.push(*byte);
    }
    row.push(b'"');
}

fn put_json(row: &mut Vec<u8>, name: &str, text: &str) {
    row.push(b'"');
    row.extend_from_slice(name.as_bytes());
    row.extend_from_slice(b"\":");
    // Writing a text into memory does not fail.
    let _ = serde_json::to_writer(&mut *row, text);
    row.push(b',');
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

/// How many of each are kept before the shelf is cleared. Sources come in the order of recording, so a few are enough.
const SCOPES: usize = 1 << 15;
const ATTRIBUTIONS: usize = 1 << 13;
const SOURCES: usize = 1 << 8;

/// What was written of things that figures share, by the address of each: it is kept, so that no other takes its address.
struct WrittenParts<T>(FxHashMap<usize, (Arc<T>, Runs)>);

/// The bytes of one shared thing in each run.
type Runs = Vec<Box<[u8]>>;

impl<T> Default for WrittenParts<T> {
    fn default() -> Self {
        WrittenParts(FxHashMap::default())
    }
}

impl<T> WrittenParts<T> {
    fn of(&mut self, most: usize, value: &Arc<T>, write: impl FnOnce(&T) -> Runs) -> &Runs {
        if self.0.len() >= most {
            self.0.clear();
        }
        let address = Arc::as_ptr(value) as usize;
        &self.0.entry(address).or_insert_with(|| (Arc::clone(value), write(value))).1
    }
}

/// Writes what the desk says about names as a CSV of its own, which `import` reads too.
///
/// # Errors
/// What writing meets.
pub fn names_csv(out: &mut dyn Write, facts: &[NameFact]) -> io::Result<()> {
    let mut out = csv::Writer::from_writer(out);
    out.write_record(["name_kind", "name", "says", "value"])?;
    for fact in facts {
        let cells = fact_cells(fact);
        out.write_record(cells.iter().map(|(_, text)| defused(text).into_owned()))?;
    }
    out.flush()
}

fn fact_cells(fact: &NameFact) -> [(&'static str, &str); 4] {
    [
        ("name_kind", fact.kind.word()),
        ("name", fact.name.as_str()),
        ("says", fact.field.word()),
        ("value", fact.value.as_str()),
    ]
}

fn kept(without: &[Field]) -> Vec<Field> {
    // Bounds in columns are for files of others: the words of our own figures hold them.
    let bounds = [Field::Low, Field::High];
    Field::ALL.iter().copied().filter(|field| !without.contains(field) && !bounds.contains(field)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// What is written by hand is what the csv crate writes.
        #[test]
        fn cells_are_quoted_as_the_csv_crate_quotes_them(cells in proptest::collection::vec("[a,\"\n\r é;']{0,6}", 2..5)) {
            let mut row = Vec::new();
            for cell in &cells {
                put_csv(&mut row, cell);
                row.push(b',');
            }
            row.pop();
            row.push(b'\n');
            let mut expected = csv::Writer::from_writer(Vec::new());
            expected.write_record(&cells).expect("a record");
            prop_assert_eq!(row, expected.into_inner().expect("flushed"));
        }
    }
}
