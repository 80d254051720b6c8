//! JSON records as a table: an array of them, one object with one such array inside, or one record after another. Keys
//! become columns.

use std::collections::HashMap;
use std::fmt;
use std::io::{Read, Write};

use memchr::memchr_iter;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::csv::Limits;
use super::header::Header;
use super::input_fault::InputFault;
use super::json::JsonCells;
use super::json_bounds;
use super::rows_out::RowsOut;
use super::settings::Settings;
use crate::model::column::UID;

/// Writes the records as a CSV in UTF-8, the keys above them. Returns the physical line of each record.
///
/// # Errors
/// A document that is no list of records, is larger than `most` bytes, or holds a record that is no row.
pub fn write_records(
    reader: impl Read,
    to: impl Write,
    most: u64,
    limits: Limits,
) -> Result<Vec<u64>, InputFault> {
    let mut text = String::new();
    let read = reader.take(most.saturating_add(1)).read_to_string(&mut text);
    read.map_err(|error| match error.kind() {
        std::io::ErrorKind::InvalidData => no("it is not UTF-8", 0),
        std::io::ErrorKind::OutOfMemory => InputFault::Memory { most: text.len() as u64 },
        _ => InputFault::Io(error),
    })?;
    if text.len() as u64 > most {
        return Err(InputFault::TooLarge { most });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    json_bounds::check(text, limits, most)?;
    let records = Located::all(records_in(text)?, text);
    let mut columns = Columns::default();
    for record in &records {
        columns.take(&record.cells(limits)?);
        if columns.names.len() > limits.columns {
            return Err(InputFault::ManyKeys { line: record.line, most: limits.columns });
        }
    }
    let mut out = RowsOut::new(to, most.saturating_mul(4));
    out.row(columns.names.iter().map(String::as_str))?;
    for record in &records {
        let mut row = vec![String::new(); columns.names.len()];
        for (name, value) in record.cells(limits)? {
            if let Some(slot) = columns.places.get(&name).and_then(|at| row.get_mut(*at)) {
                *slot = value;
            }
        }
        out.row(row.iter().map(String::as_str))?;
    }
    out.end()?;
    Ok(records.iter().map(|record| record.line).collect())
}

/// Whether a file is JSON lines of the house: the keys of its first record are fields, or say something about a name.
pub fn is_house_lines(head: &[u8], settings: &Settings) -> bool {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let Ok(Pairs(pairs)) = serde_json::from_slice::<Pairs<&RawValue>>(line) else {
        // One that is cut or damaged: the reader of JSON lines tells what is wrong with it.
        return text.first() == Some(&b'{') && text.contains(&b'\n') && !line.trim_ascii().is_empty() && {
            let rest = text.get(line.len()..).unwrap_or_default().trim_ascii_start();
            rest.first() == Some(&b'{')
        };
    };
    let is_known = |name: &str| name == UID || Header::field_named(name, settings).is_some();
    settings.profile.is_none()
        && (pairs.iter().any(|(name, _)| name == "name_kind") || pairs.iter().all(|(name, _)| is_known(name)))
}

fn no(why: impl Into<String>, line: u64) -> InputFault {
    InputFault::Json { why: why.into(), line }
}

fn damaged(error: &serde_json::Error) -> InputFault {
    let why = error.to_string();
    let why = why.split(" at line ").next().unwrap_or_default();
    no(format!("{why}, at column {}", error.column()), error.line() as u64)
}

fn records_in(text: &str) -> Result<Vec<&RawValue>, InputFault> {
    if text.trim_start().starts_with('[') {
        return serde_json::from_str(text).map_err(|error| damaged(&error));
    }
    let values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    let values = values.collect::<Result<Vec<_>, _>>().map_err(|error| damaged(&error))?;
    let [only] = values.as_slice() else { return Ok(values) };
    let Pairs::<&RawValue>(pairs) = serde_json::from_str(only.get()).map_err(|error| damaged(&error))?;
    let lists: Vec<(String, Vec<&RawValue>)> = (pairs.into_iter())
        .filter_map(|(name, value)| Some((name, serde_json::from_str(value.get()).ok()?)))
        .filter(|(_, list): &(_, Vec<&RawValue>)| list.first().is_some_and(|one| one.get().starts_with('{')))
        .collect();
    match lists.len() {
        0 => Ok(values),
        1 => Ok(lists.into_iter().flat_map(|(_, list)| list).collect()),
        _ => {
            let names: Vec<String> = lists.iter().map(|(name, _)| format!("`{name}`")).collect();
            Err(no(format!("it holds several lists of records: {}", names.join(", ")), 0))
        }
    }
}

/// A record, and where it begins.
struct Located<'t> {
    raw: &'t RawValue,
    line: u64,
}

impl<'t> Located<'t> {
    fn all(raws: Vec<&'t RawValue>, text: &str) -> Vec<Located<'t>> {
        let (mut line, mut passed) = (1, 0);
        let located = raws.into_iter().map(|raw| {
            // A raw value is a piece of the text that it was read from.
            let start = (raw.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len());
            let between = text.as_bytes().get(passed..start).unwrap_or_default();
            line += memchr_iter(b'\n', between).count() as u64;
            passed = start.max(passed);
            Located { raw, line }
        });
        located.collect()
    }

    /// The keys and values as text, those of objects inside under `outer.inner`.
    ///
    /// # Errors
    /// A record that is none, is longer than a row, or has more keys than one has cells.
    fn cells(&self, limits: Limits) -> Result<Vec<(String, String)>, InputFault> {
        if self.raw.get().len() > limits.row_bytes() {
            return Err(InputFault::LongText { line: self.line, most: limits.row_bytes() });
        }
        let read = serde_json::from_str::<Pairs<&RawValue>>(self.raw.get());
        let Pairs(pairs) = read.map_err(|_| no("it holds something that is not a record", self.line))?;
        let mut cells =
            FlatCells { cells: Vec::with_capacity(pairs.len()), names: 0, line: self.line, limits };
        for (name, value) in pairs {
            cells.take(name, value)?;
        }
        let cells = cells.cells;
        let mut seen = HashMap::new();
        for (name, _) in &cells {
            if seen.insert(name.as_str(), ()).is_some() {
                return Err(no(format!("the record holds `{name}` twice"), self.line));
            }
        }
        Ok(cells)
    }
}

/// The cells of a record, as far as it was read.
struct FlatCells {
    cells: Vec<(String, String)>,
    /// The bytes of their names.
    names: usize,
    line: u64,
    limits: Limits,
}

impl FlatCells {
    fn take(&mut self, name: String, value: &RawValue) -> Result<(), InputFault> {
        let refused = |name: &str| no(format!("`{name}` holds records of its own"), self.line);
        if value.get().starts_with('{') {
            let Pairs::<&RawValue>(inner) = serde_json::from_str(value.get()).map_err(|_| refused(&name))?;
            return inner.into_iter().try_for_each(|(key, value)| self.take(format!("{name}.{key}"), value));
        }
        let unread = |error: &serde_json::Error| {
            let why = error.to_string();
            let why = why.split(" at line ").next().unwrap_or_default();
            no(format!("`{name}` cannot be read: {why}"), self.line)
        };
        let text = JsonCells::Published.text(value).map_err(|error| unread(&error))?;
        let text = text.ok_or_else(|| refused(&name))?;
        if text.contains('\0') {
            return Err(no(format!("`{name}` holds a NUL character"), self.line));
        }
        self.names += name.len();
        self.cells.push((name, text));
        if self.cells.len() > self.limits.columns {
            return Err(InputFault::ManyKeys { line: self.line, most: self.limits.columns });
        }
        if self.names > self.limits.row_bytes() {
            return Err(InputFault::LongText { line: self.line, most: self.limits.row_bytes() });
        }
        Ok(())
    }
}

/// The columns that the keys make, in the order in which they were met.
#[derive(Default)]
struct Columns {
    names: Vec<String>,
    places: HashMap<String, usize>,
}

impl Columns {
    fn take(&mut self, cells: &[(String, String)]) {
        for (name, _) in cells {
            if !self.places.contains_key(name) {
                self.places.insert(name.clone(), self.names.len());
                self.names.push(name.clone());
            }
        }
    }
}

/// An object with all of its keys, those that come twice too.
struct Pairs<V>(Vec<(String, V)>);

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Pairs<V> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Pairs<V>, D::Error> {
        from.deserialize_map(AllPairs(std::marker::PhantomData)).map(Pairs)
    }
}

struct AllPairs<V>(std::marker::PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for AllPairs<V> {
    type Value = Vec<(String, V)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(json: &str) -> (String, Vec<u64>) {
        let mut out = Vec::new();
        let lines = write_records(json.as_bytes(), &mut out, 10_000, Limits::default()).expect(json);
        (String::from_utf8(out).unwrap(), lines)
    }

    #[test]
    fn records_of_each_shape_are_one_table() {
        let (csv, lines) = table("[\n {\"a\": 1, \"b\": \"x,y\"},\n {\"c\": null, \"a\": 2.0}\n]");
        assert_eq!((csv.as_str(), lines), ("a,b,c\n1,\"x,y\",\n2,,\n", vec![2, 3]));
        let (csv, lines) =
            table("{\"meta\": {\"n\": 2},\n\"rows\": [{\"a\": [\"x\", \"y\"]},\n{\"a\": true}]}");
        assert_eq!((csv.as_str(), lines), ("a\nx;y\ntrue\n", vec![2, 3]));
        let (csv, lines) = table("{\"a\": {\"b\": 5}}\n\n{\"a\": {\"b\": 6}}\n");
        assert_eq!((csv.as_str(), lines), ("a.b\n5\n6\n", vec![1, 3]));
        let (csv, _) = table("{\"a\": 1.5}");
        assert_eq!(csv, "a\n1.5\n");
        let (csv, _) = table("{\"a\": 2024.10}");
        assert_eq!(csv, "a\n2024.10\n");
    }

    #[test]
    fn what_is_no_list_of_records_is_refused_with_its_line() {
        let line = |json: &str| match write_records(json.as_bytes(), Vec::new(), 10_000, Limits::default()) {
            Err(InputFault::Json { line, .. }) => line,
            other => panic!("{json}: {other:?}"),
        };
        assert_eq!(line("[1, 2]"), 1);
        assert_eq!(line("[{\"a\": 1},\n{\"a\": 1, \"a\": 2}]"), 2);
        assert_eq!(line("[{\"a\": 1},\n{\"a\" 1}]"), 2);
        assert_eq!(line("[\n{\"a\": [{\"b\": 1}]}]"), 2);
        assert_eq!(line("{\"a\": [{\"b\": 1}], \"c\": [{\"b\": 1}]}"), 0);
        assert_eq!(line("[{\"a\": 1},\n{\"a\": \"x\\u0000\"}]"), 2);
        assert_eq!(line("[{\"a\": 1},\n{\"a\": \"\\ud800\"}]"), 2);
        let long = format!("[{{\"a\": \"{}\"}}]", "x".repeat(10_000));
        assert!(matches!(
            write_records(long.as_bytes(), Vec::new(), 10_000, Limits::default()),
            Err(InputFault::TooLarge { most: 10_000 })
        ));
    }

    #[test]
    fn deep_nesting_is_refused() {
        let deep = "[".repeat(100_000);
        assert!(write_records(deep.as_bytes(), Vec::new(), 1_000_000, Limits::default()).is_err());
        let deep = format!("[{}1{}]", "{\"a\":".repeat(5_000), "}".repeat(5_000));
        assert!(write_records(deep.as_bytes(), Vec::new(), 1_000_000, Limits::default()).is_err());
    }
}
