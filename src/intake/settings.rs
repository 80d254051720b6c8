//! What the desk says of a file, on the command line and in a profile. Part of what makes an import the same again.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::csv::Limits;
use super::decision::Decision;
use super::fault::FileFault;
use super::form::{FooterPattern, HeaderLine, HeaderRows};
use super::leeway::{FractionCells, Leeway, NegativeCells};
use super::notation::Notation;
use super::profile::{
    EachRow, FieldName, FirstYear, FromCells, Profile, Value, WeekCount, order_of, sign_of, thousands,
};
use crate::model::column::Field;
use crate::model::date::{Century, DateOrder, DateStyle, Weeks};
use crate::model::sheet::Changed;
use crate::model::wording::Thousands;

/// Columns by name, constants by field, and what settles a file that can be read in two ways.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Settings {
    /// `--map column=field`: the column's name as the header has it, and the field.
    pub map: BTreeMap<String, String>,
    /// The columns of `map` that were typed on the command line.
    #[serde(skip)]
    pub typed: BTreeSet<String>,
    /// `--set field=value`: for every row whose cell is blank or missing.
    pub set: BTreeMap<String, String>,
    /// What `--set` was typed with: it has to hold somewhere.
    #[serde(skip)]
    pub insisted: BTreeMap<String, String>,
    /// `--encoding`: a label of the WHATWG encoding standard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// `--delimiter`: an ASCII character other than a quote or a line end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// `--thousands`, for all columns of numbers.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "sign")]
    pub thousands: Option<Thousands>,
    /// `--dates`, for all columns of dates.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "word")]
    pub dates: Option<DateOrder>,
    /// `--century`: that of years in two digits.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "first_year")]
    pub century: Option<Century>,
    /// `--weeks`: the convention by which weeks are counted.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "convention")]
    pub weeks: Option<Weeks>,
    /// `--negative`, for all columns of counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub negative: Option<NegativeCells>,
    /// `--fractions`, for all columns of counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fractions: Option<FractionCells>,
    /// `--sheet`: the sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// `--header-line`: where the header begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_line: Option<HeaderLine>,
    /// `--header-rows`: how many lines it has; otherwise one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_rows: Option<HeaderRows>,
    /// `--footer`: what ends the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<FooterPattern>,
    /// `--max-cell`, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_cell: Option<usize>,
    /// `--max-columns`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_columns: Option<usize>,
    /// `--changed`: what is done with rows that are not what they were. It does not change how a file is read, and is no
    /// part of what makes an import the same again.
    #[serde(skip)]
    pub changed: Option<Changed>,
    /// The profile, as it was read: what it says beyond the above. A column that several fields are read from has the
    /// first of them in `map`, in the order of the fields, and the others here, whether flags or a profile said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<Profile>,
    /// The name of its file, without folders. It is kept for people, and is no part of what makes an import the same again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile_name: Option<String>,
}

impl Settings {
    /// What `--map` and `--set` say: columns with the fields that are read from them, fields with their values.
    ///
    /// # Errors
    /// Two columns that are read as one field, and two values of one field.
    pub fn of_flags(map: &[(String, String)], set: &[(String, String)]) -> Result<Settings, FileFault> {
        let mut settings = Settings::default();
        for (field, value) in set {
            let said = settings.set.entry(field.clone()).or_insert_with(|| value.clone());
            if said != value {
                return Err(FileFault::TwoValues {
                    field: field.clone(),
                    values: [said.clone(), value.clone()],
                });
            }
        }
        let mut by_field: BTreeMap<FieldName, &String> = BTreeMap::new();
        for (column, field) in map {
            let Some(name) = FieldName::named(field) else { continue };
            let first = by_field.entry(name).or_insert(column);
            if *first != column {
                let columns = [(*first).clone(), column.clone()];
                return Err(FileFault::TwoColumns { field: name.0.name(), columns });
            }
        }
        settings.insisted.clone_from(&settings.set);
        settings.typed = map.iter().map(|(column, _)| column.clone()).collect();
        by_field.into_iter().for_each(|(field, column)| settings.read_from(field, column));
        Ok(settings)
    }

    /// Reads a field from a column, from which others may be read already.
    fn read_from(&mut self, field: FieldName, column: &str) {
        let name = field.0.name();
        if !self.map.contains_key(column) {
            self.map.insert(column.to_owned(), name.to_owned());
            return;
        }
        let column = Some(column.to_owned());
        let cells = FromCells { column, default: self.set.remove(name), ..FromCells::default() };
        let profile = self.profile.get_or_insert_default();
        profile.fields.insert(field, Value::Cells(cells));
    }

    /// The same, with each column of `map` under the name that a header has for it.
    pub fn renamed(&self, name_of: impl Fn(&str) -> String) -> Settings {
        let mut renamed = Settings { map: BTreeMap::new(), ..self.clone() };
        let columns = self.map.iter().filter_map(|(column, field)| Some((FieldName::named(field)?, column)));
        let by_field: BTreeMap<FieldName, &String> = columns.collect();
        by_field.into_iter().for_each(|(field, column)| renamed.read_from(field, &name_of(column)));
        renamed
    }

    /// How much a cell and a row may hold.
    pub fn limits(&self) -> Limits {
        let usual = Limits::default();
        Limits {
            cell_bytes: self.max_cell.unwrap_or(usual.cell_bytes),
            columns: self.max_columns.unwrap_or(usual.columns),
        }
    }

    /// What is allowed of cells that are no whole number of people, in all columns of counts.
    pub fn leeway(&self) -> Leeway {
        Leeway { negative: self.negative, fractions: self.fractions }
    }

    /// Whether each row is a person, so that rows are counted and not read as figures.
    pub fn counts_people(&self) -> bool {
        self.profile.as_ref().is_some_and(|profile| profile.rows.each == Some(EachRow::Person))
    }

    /// How days are written, as far as the desk says it of all columns.
    pub fn date_style(&self) -> DateStyle {
        DateStyle { order: self.dates, century: self.century, weeks: self.weeks.unwrap_or_default() }
    }

    /// How numbers and days are written, as far as the desk says it of all columns.
    pub fn notation(&self) -> Notation {
        Notation { numbers: self.thousands.into(), dates: self.date_style() }
    }

    /// Whether they say of a table what its columns do not. The day of a snapshot, which each file of a feed is given, does
    /// not.
    pub fn describe_table(&self) -> bool {
        let is_said =
            |field: &String| *field != Field::PublishedOn.name() || self.insisted.contains_key(field);
        !self.map.is_empty() || self.set.keys().any(is_said)
    }

    /// Whether lines of the file are spoken of, which only a table of lines has.
    pub fn names_lines(&self) -> bool {
        self.header_line.is_some() || self.header_rows.is_some() || self.footer.is_some()
    }

    /// The constants, by their field.
    pub fn constants(&self) -> impl Iterator<Item = (Field, &str)> + Clone {
        self.set.iter().filter_map(|(field, value)| Some((Field::from_name(field)?, value.as_str())))
    }

    /// These, and below them what a profile says. What flags could say as well is moved out of the profile, so that an
    /// import is the same whichever way it was said.
    pub fn with(mut self, mut profile: Profile) -> Settings {
        profile.about = None;
        let group = thousands(profile.group_char.take(), profile.decimal_char.take());
        self.encoding = self.encoding.take().or(profile.encoding.take());
        self.delimiter = self.delimiter.or(profile.delimiter.take());
        self.sheet = self.sheet.take().or(profile.sheet.take());
        self.header_line = self.header_line.or(profile.header_line.take());
        self.header_rows = self.header_rows.or(profile.header_rows.take());
        self.footer = self.footer.take().or(profile.footer.take());
        self.dates = self.dates.or(profile.dates.take().map(DateOrder::from));
        self.century = self.century.or(profile.century.take().map(Century::from));
        self.weeks = self.weeks.or(profile.weeks.take().map(Weeks::from));
        self.thousands = self.thousands.or(group);
        self.negative = self.negative.or(profile.negative.take());
        self.fractions = self.fractions.or(profile.fractions.take());
        self.changed = self.changed.or(profile.changed.take());
        let own = self.profile.take().map(|of_flags| of_flags.fields).unwrap_or_default();
        profile.fields.retain(|field, value| !own.contains_key(field) || matches!(value, Value::Constant(_)));
        for (field, value) in std::mem::take(&mut profile.fields) {
            if let Some(value) = self.take(field, value) {
                profile.fields.insert(field, value);
            }
        }
        profile.fields.extend(own);
        self.profile = (profile != Profile::default()).then_some(profile);
        self
    }

    /// Takes over what a flag could say of a field; what it could not is given back.
    fn take(&mut self, field: FieldName, value: Value) -> Option<Value> {
        let name = field.0.name().to_owned();
        let is_mapped = self.map.values().any(|mapped| *mapped == name);
        let cells = match value {
            Value::Constant(text) => {
                self.set.entry(name).or_insert(text);
                return None;
            }
            Value::Cells(cells) => cells,
        };
        if is_mapped {
            return None;
        }
        match cells.only_column() {
            Some(column) if !self.map.contains_key(column) => {
                self.map.insert(column.to_owned(), name.clone());
                if let Some(text) = cells.default {
                    self.set.entry(name).or_insert(text);
                }
                None
            }
            _ => Some(Value::Cells(cells)),
        }
    }

    /// What an import worked out, as a profile: what the desk said, and what was decided by cells.
    pub fn worked_out(&self, decisions: &[Decision]) -> Profile {
        let mut profile = self.profile.clone().unwrap_or_default();
        profile.encoding.clone_from(&self.encoding);
        profile.delimiter = self.delimiter;
        profile.sheet.clone_from(&self.sheet);
        profile.header_line = self.header_line;
        profile.header_rows = self.header_rows;
        profile.footer.clone_from(&self.footer);
        profile.dates = self.dates.map(order_of);
        profile.century = self.century.map(FirstYear::from);
        profile.weeks = self.weeks.map(WeekCount::from);
        profile.group_char = self.thousands.map(sign_of);
        profile.negative = self.negative;
        profile.fractions = self.fractions;
        profile.changed = self.changed;
        for (field, text) in self.constants() {
            let value = profile.fields.entry(FieldName(field));
            value.or_insert_with(|| Value::Constant(text.to_owned())).fall_back_on(text);
        }
        for (column, field) in &self.map {
            let Some(name) = FieldName::named(field) else { continue };
            let default = self.set.get(field).cloned();
            let cells = FromCells { column: Some(column.clone()), default, ..FromCells::default() };
            profile.fields.insert(name, Value::Cells(cells));
        }
        decisions.iter().for_each(|decision| profile.note(decision));
        profile
    }

    /// The form in which an entry keeps them.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[expect(clippy::ref_option, reason = "the shape that serde asks for")]
fn sign<S: serde::Serializer>(sign: &Option<Thousands>, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(&sign.map_or(' ', Thousands::sign))
}

#[expect(clippy::ref_option, reason = "the shape that serde asks for")]
fn word<S: serde::Serializer>(order: &Option<DateOrder>, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(order.map_or("", DateOrder::word))
}

#[expect(clippy::ref_option, reason = "the shape that serde asks for")]
fn first_year<S: serde::Serializer>(century: &Option<Century>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_u16(century.map_or(0, Century::first_year))
}

#[expect(clippy::ref_option, reason = "the shape that serde asks for")]
fn convention<S: serde::Serializer>(weeks: &Option<Weeks>, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(weeks.map_or("", Weeks::word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::profile::parse;

    fn said(map: &[(&str, &str)], set: &[(&str, &str)]) -> Result<Settings, FileFault> {
        let owned = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        Settings::of_flags(&owned(map), &owned(set))
    }

    #[test]
    fn one_column_of_several_fields_is_the_same_by_flags_and_by_a_profile() {
        let flags = said(
            &[("day", "published_on"), ("day", "as_of"), ("toll", "figure")],
            &[("published_on", "2021"), ("event", "Flood")],
        )
        .expect("settings");
        let profile = parse(&flags.worked_out(&[]).to_toml()).expect("a profile");
        let (typed, insisted) = (flags.typed.clone(), flags.insisted.clone());
        assert_eq!(Settings { typed, insisted, ..Settings::default() }.with(profile.clone()), flags);
        assert_eq!(Settings::default().with(profile).to_json(), flags.to_json());
        let one = said(&[("day", "as_of")], &[("event", "Flood")]).expect("settings");
        assert_eq!(one.to_json(), r#"{"map":{"day":"as_of"},"set":{"event":"Flood"}}"#);
    }

    #[test]
    fn what_flags_read_from_a_column_goes_before_a_profile() {
        let flags = said(&[("day", "as_of"), ("day", "published_on")], &[]).expect("settings");
        let profile = parse(
            "[fields]\nas_of = { column = \"a\" }\npublished_on = { column = \"b\", codes = { x = \"2021\" } }\n",
        );
        assert_eq!(flags.clone().with(profile.expect("a profile")), flags);
    }

    #[test]
    fn what_flags_say_twice_is_refused() {
        let columns = said(&[("killed_cum", "figure"), ("injured_cum", "figure")], &[]);
        let text = columns.expect_err("two columns").to_string();
        assert!(text.contains("killed_cum") && text.contains("injured_cum"), "{text}");
        let values = said(&[], &[("measure", "killed"), ("measure", "injured")]);
        assert!(matches!(values, Err(FileFault::TwoValues { .. })));
        assert!(
            said(&[("a", "figure"), ("a", "figure")], &[("unit", "persons"), ("unit", "persons")]).is_ok()
        );
    }
}
