//! TOML to a profile; what is wrong with it has its place.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, MapAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::delimiter::no_delimiter;
use super::{CodeTable, ColumnPattern, CountedCells, DateColumns, FromCells, Others, Profile, Value};
use crate::intake::encoding::ChosenEncoding;
use crate::intake::fault::FileFault;
use crate::model::draft::Field;
use crate::model::place::Placed;
use crate::model::problem::Problem;

/// Reads a profile from TOML.
///
/// # Errors
/// What is wrong with it, at its line.
pub fn parse(text: &str) -> Result<Profile, Box<Placed>> {
    let at = |span: Option<std::ops::Range<usize>>, what: &str| Box::new(placed(text, span, what));
    let profile: Profile = toml::from_str(text).map_err(|error| {
        let what = error.message().lines().next().unwrap_or("");
        // The parser gives a name that it does not know in its message only.
        let name = what.split('`').nth(1).unwrap_or_default();
        at(narrowed(text, error.span(), name), what)
    })?;
    let found = |word: &str| text.find(word).map(|start| start..start + word.len());
    let bad_delimiter = |sign: &char| !sign.is_ascii() || matches!(sign, '"' | '\n' | '\r');
    if let Some(sign) = profile.delimiter.filter(bad_delimiter) {
        let span = narrowed(text, found("delimiter"), &sign.to_string());
        return Err(at(span, &no_delimiter(&sign.to_string())));
    }
    if let Some(label) = profile.encoding.as_ref().filter(|label| ChosenEncoding::named(label).is_none()) {
        return Err(at(
            found(label),
            &format!("`{label}` is not an encoding: write one such as windows-1252"),
        ));
    }
    if let Some((column, why)) = contradiction(&profile) {
        return Err(at(found(&column), &why));
    }
    if toml::from_str(text).is_ok_and(|value| holds_nul(&value)) {
        return Err(at(found("\\u0000"), "a text holds a NUL character, which no cell of a table can"));
    }
    Ok(profile)
}

/// Whether a NUL was written in a text or a key, by its number.
fn holds_nul(value: &toml::Value) -> bool {
    match value {
        toml::Value::String(text) => text.contains('\0'),
        toml::Value::Array(values) => values.iter().any(holds_nul),
        toml::Value::Table(table) => table.iter().any(|(key, value)| key.contains('\0') || holds_nul(value)),
        _ => false,
    }
}

/// What can be parsed and yet not be meant: the text where it shows, and why.
fn contradiction(profile: &Profile) -> Option<(String, String)> {
    if profile.group_char.is_some() && profile.group_char == profile.decimal_char {
        return Some(("groupChar".into(), "the same sign cannot part thousands and decimals".into()));
    }
    let own = profile.figures.values().flat_map(|counted| counted.fields.iter());
    let own = own.chain(profile.date_columns.iter().flat_map(|columns| columns.fields.iter()));
    let own = own.map(|(field, value)| (field, value, field.0 == Field::Figure));
    for (field, value, is_number) in
        profile.fields.iter().map(|(field, value)| (field, value, false)).chain(own)
    {
        let Value::Cells(cells) = value else { continue };
        let name = field.0.name();
        let both = cells.column.is_some() && cells.template.is_some();
        // The number of a column that is named comes from that column where no other is.
        if let Some(pattern) = &cells.file {
            if cells.column.is_some() || cells.template.is_some() || ColumnPattern::of(pattern).is_none() {
                let why =
                    format!("file in {name} needs one star for what is read, and no column or template");
                return Some((pattern.clone(), why));
            }
            continue;
        }
        if both || (cells.column.is_none() && cells.template.is_none() && !is_number) {
            return Some((name.into(), format!("{name} needs either a column or a template")));
        }
        if cells.blank.is_some() && (field.0 != Field::Place || cells.template.is_none()) {
            return Some(("blank".into(), "blank stands beside the template of place".into()));
        }
        if cells.others == Others::Keep && cells.codes.is_empty() {
            return Some(("others".into(), format!("others in {name} needs codes beside it")));
        }
    }
    if let Some(of) = unnamed_whole(profile) {
        return Some((
            of.clone(),
            format!(
                "figures of the row point at others: give `{of}` a ref, so that its parts can wait for it"
            ),
        ));
    }
    if let Some(column) = unread_number(profile) {
        let why =
            format!("the codes of `{column}` give a figure, and no table [figures.\"{column}\"] reads it");
        return Some((column, why));
    }
    if profile.rows.each.is_some() && profile.names_figures() {
        let why = "each = \"person\" counts rows, and [figures] or [date_columns] read counts in cells: keep one of them";
        return Some(("each".into(), why.into()));
    }
    let empty =
        profile.packed.as_ref().is_some_and(|packed| packed.by.is_empty() || packed.columns.is_empty());
    empty.then(|| ("packed".into(), "packed needs columns, and what parts their values in by".into()))
}

/// A whole without a ref, in a table whose figures point at others as well.
fn unnamed_whole(profile: &Profile) -> Option<&String> {
    let points = |field: &FieldName| matches!(field.0, Field::PartOf | Field::Relation | Field::Target);
    let by_code = profile.codes.values().flat_map(|table| table.codes.values()).flat_map(BTreeMap::keys);
    let own = profile.figures.values().flat_map(|counted| counted.fields.keys());
    let points = by_code.chain(own).chain(profile.fields.keys()).any(points);
    let has_ref = |of: &String| {
        let name = FieldName(Field::Ref);
        let own = profile.figures.get(of).is_some_and(|counted| counted.fields.contains_key(&name));
        own || profile.fields.contains_key(&name)
    };
    profile.parts.iter().map(|parts| &parts.of).find(|of| points && !has_ref(of))
}

/// A column whose codes give a figure that nothing would read: in a table of several figures a row.
fn unread_number(profile: &Profile) -> Option<String> {
    let gives =
        |table: &CodeTable| table.codes.values().any(|fields| fields.contains_key(&FieldName(Field::Figure)));
    let is_read = |column: &String| {
        let fits = |name: &String| ColumnPattern::of(name).is_some_and(|own| own.part(column).is_some());
        profile.figures.contains_key(column) || profile.figures.keys().any(fits)
    };
    let mut given = profile.codes.iter().filter(|(column, table)| !is_read(column) && gives(table));
    given.next().filter(|_| profile.names_figures()).map(|(column, _)| column.clone())
}

/// The name that is at fault, where it stands in or behind the table that is.
fn narrowed(text: &str, span: Option<std::ops::Range<usize>>, name: &str) -> Option<std::ops::Range<usize>> {
    let start = span.as_ref()?.start;
    let found = text.get(start..)?.find(name).filter(|_| !name.is_empty()).map(|at| start + at);
    found.map(|at| at..at + name.len()).or(span)
}

fn placed(text: &str, span: Option<std::ops::Range<usize>>, what: &str) -> Placed {
    at_span(text, span, Problem::of_row(&FileFault::BadProfile(what.to_owned())))
}

/// Places a problem at some bytes of a text; at its beginning where they are not known.
pub fn at_span(text: &str, span: Option<std::ops::Range<usize>>, problem: Problem) -> Placed {
    let start = span.as_ref().map_or(0, |span| span.start.min(text.len()));
    let before = text.get(..start).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = text[line_start..].lines().next().unwrap_or_default();
    let column = before[line_start..].chars().count() + 1;
    let end = span.map_or(start, |span| span.end.min(line_start + line.len()).max(start));
    let value = text.get(start..end).unwrap_or_default();
    Placed {
        line: before.matches('\n').count() as u64 + 1,
        column: Some(column),
        at: None,
        width: value.chars().count().max(1),
        text: Placed::cut(line),
        value: value.to_owned(),
        problem,
    }
}

/// Places a fault about a name at the first line of a profile that holds it.
pub fn at_name(text: &str, name: &str, problem: Problem) -> Placed {
    let span = text.find(name).map(|start| start..start + name.len());
    at_span(text, span, problem)
}

/// A field by its name in the house CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FieldName(pub Field);

impl FieldName {
    /// The field of that name.
    pub fn named(name: &str) -> Option<FieldName> {
        Field::from_name(name).map(FieldName)
    }
}

impl Serialize for FieldName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.name())
    }
}

impl<'de> Deserialize<'de> for FieldName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        FieldName::named(&name).ok_or_else(|| de::Error::custom(no_field(&name, "")))
    }
}

fn no_field(name: &str, others: &str) -> String {
    let names: Vec<&str> = Field::ALL.iter().map(|field| field.name()).collect();
    format!("`{name}` is not a field of a figure; write one of {others}{}", names.join(", "))
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or { column = \"...\" } or { template = \"...\" }")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
                Ok(Value::Constant(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Value, A::Error> {
                FromCells::deserialize(MapAccessDeserializer::new(map)).map(Value::Cells)
            }
        }
        deserializer.deserialize_any(Text)
    }
}

/// The keys of `[figures.NAME]` that are no fields.
const OF_CELLS: &str = "qualifier, carried_forward, negative, fractions, optional, ";
/// Those of `[date_columns]`.
const OF_DATED_CELLS: &str = "gives, negative, fractions, ";

impl<'de> Deserialize<'de> for CountedCells {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct CountedVisitor;
        impl<'de> Visitor<'de> for CountedVisitor {
            type Value = CountedCells;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table that says what the cells of the column count")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<CountedCells, A::Error> {
                let mut counted = CountedCells::default();
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "qualifier" => counted.qualifier = Some(map.next_value()?),
                        "carried_forward" => counted.carried_forward = map.next_value()?,
                        "optional" => counted.optional = map.next_value()?,
                        "negative" => counted.leeway.negative = Some(map.next_value()?),
                        "fractions" => counted.leeway.fractions = Some(map.next_value()?),
                        name => take(name, OF_CELLS, &mut counted.fields, &mut map)?,
                    }
                }
                Ok(counted)
            }
        }
        deserializer.deserialize_map(CountedVisitor)
    }
}

impl<'de> Deserialize<'de> for DateColumns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct DateVisitor;
        impl<'de> Visitor<'de> for DateVisitor {
            type Value = DateColumns;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table that says what the cells below dates count")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<DateColumns, A::Error> {
                let mut columns = DateColumns::default();
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "gives" => columns.gives = map.next_value()?,
                        "negative" => columns.leeway.negative = Some(map.next_value()?),
                        "fractions" => columns.leeway.fractions = Some(map.next_value()?),
                        name => take(name, OF_DATED_CELLS, &mut columns.fields, &mut map)?,
                    }
                }
                if columns.gives.is_empty() {
                    columns.gives.push(FieldName(Field::AsOf));
                }
                Ok(columns)
            }
        }
        deserializer.deserialize_map(DateVisitor)
    }
}

impl<'de> Deserialize<'de> for CodeTable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct CodesVisitor;
        impl<'de> Visitor<'de> for CodesVisitor {
            type Value = CodeTable;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table of codes, each with the fields that it stands for")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<CodeTable, A::Error> {
                let mut table = CodeTable::default();
                while let Some(key) = map.next_key::<String>()? {
                    // A code may be called as a key is: it stands for fields.
                    match (key.as_str(), map.next_value()?) {
                        (_, CodeEntry::Fields(fields)) => drop(table.codes.insert(key, fields)),
                        ("others", CodeEntry::Word(word)) => table.others = others(&word)?,
                        ("optional", CodeEntry::Flag(optional)) => table.optional = optional,
                        _ => return Err(de::Error::custom(format!("`{key}` needs a table of fields"))),
                    }
                }
                Ok(table)
            }
        }
        deserializer.deserialize_map(CodesVisitor)
    }
}

fn others<E: de::Error>(word: &str) -> Result<Others, E> {
    Others::deserialize(de::value::StrDeserializer::new(word))
}

/// What stands behind a key in a table of codes.
enum CodeEntry {
    Fields(BTreeMap<FieldName, String>),
    Word(String),
    Flag(bool),
}

impl<'de> Deserialize<'de> for CodeEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntryVisitor;
        impl<'de> Visitor<'de> for EntryVisitor {
            type Value = CodeEntry;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table of fields")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<CodeEntry, E> {
                Ok(CodeEntry::Word(text.to_owned()))
            }

            fn visit_bool<E: de::Error>(self, flag: bool) -> Result<CodeEntry, E> {
                Ok(CodeEntry::Flag(flag))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<CodeEntry, A::Error> {
                BTreeMap::deserialize(MapAccessDeserializer::new(map)).map(CodeEntry::Fields)
            }
        }
        deserializer.deserialize_any(EntryVisitor)
    }
}

fn take<'de, A: MapAccess<'de>>(
    name: &str,
    others: &str,
    fields: &mut BTreeMap<FieldName, Value>,
    map: &mut A,
) -> Result<(), A::Error> {
    let field = FieldName::named(name).ok_or_else(|| de::Error::custom(no_field(name, others)))?;
    fields.insert(field, map.next_value()?);
    Ok(())
}
