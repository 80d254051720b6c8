//! Rows and answers as Arrow: the schema of version 1, and streams of batches.

use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::sync::Arc;

use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{ArrowError, FieldRef, Schema};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_arrow::schema::SchemaLike;
use serde_json::{Value, json};

use super::RowsWriter;
use crate::model::interchange::FigureRow;

/// The columns of rows, each with its type and whether it may be null.
const COLUMNS: &[(&str, &str, bool)] = &[
    ("family", "Utf8", false),
    ("role", "Utf8", false),
    ("uid", "Utf8", false),
    ("id", "Int64", false),
    ("order", "Int64", false),
    ("recorded_at", "Timestamp(Microsecond, Some(\"UTC\"))", true),
    ("entry_uid", "Utf8", true),
    ("line", "Int64", false),
    ("event", "Utf8", false),
    ("place", "Utf8", true),
    ("measure", "Utf8", false),
    ("unit", "Utf8", false),
    ("group", "Utf8", false),
    ("count_type", "Utf8", false),
    ("definition", "Utf8", true),
    ("kind", "Utf8", true),
    ("value", "Int64", true),
    ("low", "Int64", true),
    ("high", "Int64", true),
    ("wording", "Utf8", true),
    ("as_of", "Utf8", false),
    ("as_of_assumed", "Boolean", false),
    ("as_of_first", "Date32", true),
    ("period_start", "Utf8", true),
    ("period_hours", "Int64", true),
    ("published_on", "Utf8", false),
    ("stated_on", "Utf8", true),
    ("retrieved_at", "Utf8", true),
    ("authority", "Utf8", true),
    ("speaker", "Utf8", true),
    ("via", "Utf8", true),
    ("method", "Utf8", true),
    ("basis", "Utf8", false),
    ("publisher", "Utf8", false),
    ("title", "Utf8", true),
    ("url", "Utf8", true),
    ("archive_url", "Utf8", true),
    ("language", "Utf8", true),
    ("ref", "Utf8", true),
    ("verification", "Utf8", true),
    ("standpoint", "Utf8", true),
    ("caveat", "Utf8", true),
    ("circumstances", "Utf8", true),
    ("superlative", "Utf8", true),
    ("quote", "Utf8", true),
    ("note", "Utf8", true),
    ("grade", "Utf8", true),
    ("feed", "Utf8", true),
    ("snapshot_at", "Utf8", true),
    ("snapshot_before", "Utf8", true),
    ("series", "Int64", true),
];

/// The parts of an act.
const ACT: &[(&str, &str, bool)] = &[
    ("what", "Utf8", false),
    ("other_uid", "Utf8", true),
    ("other_id", "Int64", true),
    ("figure_id", "Int64", true),
    ("known_at", "Utf8", false),
    ("reason", "Utf8", true),
    ("reason_by", "Utf8", true),
];

/// The columns of answers.
const ANSWER: &[(&str, &str, bool)] = &[
    ("family", "Utf8", false),
    ("sort_key", "Utf8", false),
    ("low", "Int64", true),
    ("high", "Int64", true),
    ("verdict", "Utf8", false),
    ("answer", "Utf8", false),
];

/// How many answers are one batch.
const BATCH: usize = 1 << 10;

fn field((name, data_type, nullable): &(&str, &str, bool)) -> Value {
    json!({ "name": name, "data_type": data_type, "nullable": nullable })
}

fn fields(columns: Vec<Value>) -> io::Result<Vec<FieldRef>> {
    Vec::<FieldRef>::from_value(&columns).map_err(io::Error::other)
}

/// The fields of rows.
pub(super) fn row_fields() -> io::Result<Vec<FieldRef>> {
    let mut columns: Vec<Value> = COLUMNS.iter().map(field).collect();
    let act: Vec<Value> = ACT.iter().map(field).collect();
    let item = json!({ "name": "element", "data_type": "Struct", "nullable": false, "children": act });
    columns.push(json!({ "name": "acts", "data_type": "List", "nullable": true, "children": [item] }));
    fields(columns)
}

/// The schema of rows, with what is said of all of them.
pub(super) fn schema(fields: &[FieldRef], about: &[(&'static str, String)]) -> Arc<Schema> {
    let about: HashMap<String, String> =
        about.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    Arc::new(Schema::new_with_metadata(fields.to_vec(), about))
}

/// The same fault as one of reading and writing.
pub(super) fn faulty(error: ArrowError) -> io::Error {
    match error {
        ArrowError::IoError(_, error) => error,
        error => io::Error::other(error),
    }
}

/// Items of one shape as a stream of batches.
struct Batches<W: Write> {
    out: StreamWriter<W>,
    fields: Vec<FieldRef>,
    schema: Arc<Schema>,
}

impl<W: Write> Batches<W> {
    fn begin(out: W, fields: Vec<FieldRef>, about: &[(&'static str, String)]) -> io::Result<Batches<W>> {
        let schema = schema(&fields, about);
        let out = StreamWriter::try_new(out, &schema).map_err(faulty)?;
        Ok(Batches { out, fields, schema })
    }

    fn add<T: Serialize>(&mut self, items: &[T]) -> io::Result<()> {
        let batch = serde_arrow::to_record_batch(&self.fields, &items).map_err(io::Error::other)?;
        let batch = batch.with_schema(Arc::clone(&self.schema)).map_err(faulty)?;
        self.out.write(&batch).map_err(faulty)
    }

    fn end(mut self) -> io::Result<()> {
        self.out.finish().map_err(faulty)
    }
}

struct ArrowRows<'o>(Batches<&'o mut (dyn Write + Send)>);

/// Begins a stream of rows.
pub(super) fn begin<'o>(
    out: &'o mut (dyn Write + Send),
    about: &[(&'static str, String)],
) -> io::Result<Box<dyn RowsWriter + 'o>> {
    Ok(Box::new(ArrowRows(Batches::begin(out, row_fields()?, about)?)))
}

impl RowsWriter for ArrowRows<'_> {
    fn rows(&mut self, rows: &[FigureRow]) -> io::Result<()> {
        self.0.add(rows)
    }

    fn end(self: Box<Self>) -> io::Result<()> {
        self.0.end()
    }
}

/// Answers as a stream of batches, with the columns `family`, `sort_key`, `low`, `high`, `verdict` and `answer`.
pub struct ArrowAnswers<W: Write, T> {
    batches: Batches<W>,
    waiting: Vec<T>,
}

impl<W: Write, T: Serialize> ArrowAnswers<W, T> {
    /// Begins.
    ///
    /// # Errors
    /// What writing meets.
    pub fn begin(out: W) -> io::Result<ArrowAnswers<W, T>> {
        let fields = fields(ANSWER.iter().map(field).collect())?;
        Ok(ArrowAnswers { batches: Batches::begin(out, fields, &[])?, waiting: Vec::new() })
    }

    /// Adds an answer.
    ///
    /// # Errors
    /// What writing meets.
    pub fn add(&mut self, answer: T) -> io::Result<()> {
        self.waiting.push(answer);
        if self.waiting.len() < BATCH { Ok(()) } else { self.write() }
    }

    fn write(&mut self) -> io::Result<()> {
        if !self.waiting.is_empty() {
            self.batches.add(&self.waiting)?;
            self.waiting.clear();
        }
        Ok(())
    }

    /// Ends.
    ///
    /// # Errors
    /// What writing meets.
    pub fn end(mut self) -> io::Result<()> {
        self.write()?;
        self.batches.end()
    }
}

/// A stream of items that is read batch by batch.
pub struct ArrowInput<R: Read, T = FigureRow> {
    batches: StreamReader<R>,
    waiting: std::vec::IntoIter<T>,
}

/// The answers of a stream, as objects.
///
/// # Errors
/// Each what is no such stream.
pub fn objects(input: impl Read) -> impl Iterator<Item = io::Result<Value>> {
    let (items, fault) = match ArrowInput::<_, Value>::open(input) {
        Ok(items) => (Some(items), None),
        Err(fault) => (None, Some(Err(fault))),
    };
    fault.into_iter().chain(items.into_iter().flatten())
}

impl<R: Read, T> ArrowInput<R, T> {
    /// Reads the schema.
    ///
    /// # Errors
    /// What is no such stream.
    pub fn open(input: R) -> io::Result<ArrowInput<R, T>> {
        let batches = StreamReader::try_new(input, None).map_err(faulty)?;
        Ok(ArrowInput { batches, waiting: Vec::new().into_iter() })
    }

    /// What is said of all items.
    pub fn about(&self, key: &str) -> Option<String> {
        self.batches.schema().metadata().get(key).cloned()
    }
}

impl<R: Read, T: DeserializeOwned> Iterator for ArrowInput<R, T> {
    type Item = io::Result<T>;

    fn next(&mut self) -> Option<io::Result<T>> {
        loop {
            if let Some(item) = self.waiting.next() {
                return Some(Ok(item));
            }
            let batch = match self.batches.next()? {
                Ok(batch) => batch,
                Err(error) => return Some(Err(faulty(error))),
            };
            match serde_arrow::from_record_batch::<Vec<T>>(&batch) {
                Ok(items) => self.waiting = items.into_iter(),
                Err(error) => return Some(Err(io::Error::other(error))),
            }
        }
    }
}
