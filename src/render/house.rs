//! The export of figures: the house CSV, and the same as JSON, one object a line. Read again by `import` without loss.

use std::io::{self, Write};

use serde_json::{Map, Value};

use crate::model::draft::Field;
use crate::model::names::NameFact;
use crate::report::house::{Links, UID, link_cells};

use super::csv::defused;

/// An export in the making.
pub enum Export<'o> {
    /// The house CSV, with the uid of each figure in the last column. Cells that a spreadsheet would run are defused.
    Csv(Box<csv::Writer<&'o mut dyn Write>>, Vec<Field>),
    /// One object a line: figures, then what the desk says about names.
    Jsonl(&'o mut dyn Write, Vec<Field>),
}

impl<'o> Export<'o> {
    /// Begins a CSV, without the fields that are to be left out.
    ///
    /// # Errors
    /// What writing meets.
    pub fn csv(out: &'o mut dyn Write, without: &[Field]) -> io::Result<Export<'o>> {
        let fields = kept(without);
        let mut out = csv::WriterBuilder::new().buffer_capacity(1 << 16).from_writer(out);
        out.write_record(fields.iter().map(|field| field.name()).chain([UID]))?;
        Ok(Export::Csv(Box::new(out), fields))
    }

    /// Begins JSON lines, without the fields that are to be left out.
    pub fn jsonl(out: &'o mut dyn Write, without: &[Field]) -> Export<'o> {
        Export::Jsonl(out, kept(without))
    }

    /// Adds a figure. In a CSV one that declares several relations takes several rows, all of the same figure.
    ///
    /// # Errors
    /// What writing meets.
    pub fn figure(&mut self, cells: &[(Field, String)], links: &Links, uid: &str) -> io::Result<()> {
        for row in 0..links.rows() {
            let links = link_cells(links, row);
            let cells = cells.iter().chain(&links);
            match self {
                Export::Csv(out, fields) => {
                    for field in fields.iter() {
                        let cell =
                            cells.clone().find(|(given, _)| given == field).map_or("", |(_, text)| text);
                        out.write_field(defused(cell).as_bytes())?;
                    }
                    out.write_field(uid)?;
                    out.write_record(None::<&[u8]>)?;
                }
                Export::Jsonl(out, fields) => {
                    let given = cells.filter(|(field, _)| fields.contains(field));
                    let mut object: Map<String, Value> =
                        given.map(|(field, text)| (field.name().to_owned(), text.as_str().into())).collect();
                    object.insert(UID.to_owned(), uid.into());
                    serde_json::to_writer(&mut **out, &object)?;
                    out.write_all(b"\n")?;
                }
            }
        }
        Ok(())
    }

    /// Adds what the desk says about a name. A CSV of figures has no room for it; see [`names_csv`].
    ///
    /// # Errors
    /// What writing meets.
    pub fn fact(&mut self, fact: &NameFact) -> io::Result<()> {
        let Export::Jsonl(out, _) = self else { return Ok(()) };
        let object = fact_cells(fact).map(|(name, text)| (name.to_owned(), Value::from(text)));
        serde_json::to_writer(&mut **out, &object.into_iter().collect::<Map<String, Value>>())?;
        out.write_all(b"\n")
    }

    /// Ends the export.
    ///
    /// # Errors
    /// What writing meets.
    pub fn end(self) -> io::Result<()> {
        match self {
            Export::Csv(mut out, _) => out.flush(),
            Export::Jsonl(out, _) => out.flush(),
        }
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
