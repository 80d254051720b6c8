//! A profile followed by hand, cell by cell, as `docs/profiles.md` describes each key.

use std::collections::BTreeMap;

use tollbook::intake::header::Header;
use tollbook::intake::profile::{FieldName, FromCells, Profile, Value, When};
use tollbook::intake::settings::Settings;
use tollbook::model::date::{DateOrder, PartialDate};
use tollbook::model::draft::Field;

use super::fits::Texts;

type Fields = BTreeMap<FieldName, Value>;

/// A profile and the header that it is applied to.
pub struct ByHand<'a> {
    pub profile: &'a Profile,
    pub settings: &'a Settings,
    pub names: &'a [String],
}

impl ByHand<'_> {
    /// The texts of each figure of a row, in the order of its columns; without those that nothing explains.
    pub fn figures(&self, cells: &[String]) -> Vec<Texts> {
        let rows = &self.profile.rows;
        let is_left_out = rows.total.iter().chain(&rows.carried_forward).any(|when| self.holds(when, cells))
            || rows.skip.iter().any(|skip| self.is_one_of(&skip.column, &skip.is, cells));
        if is_left_out {
            return Vec::new();
        }
        let rows = self.unpacked(cells);
        rows.iter().flat_map(|row| (0..self.names.len()).filter_map(|at| self.counted(at, row))).collect()
    }

    /// The rows of a row with packed cells; none where they do not fit each other.
    fn unpacked(&self, cells: &[String]) -> Vec<Vec<String>> {
        let Some(packed) = &self.profile.packed else { return vec![cells.to_vec()] };
        let places: Vec<usize> = packed.columns.iter().filter_map(|name| self.find(name)).collect();
        let values = |at: usize| cells[at].split(packed.by.as_str()).map(str::trim).collect::<Vec<_>>();
        let most = places.iter().map(|at| values(*at).len()).max().unwrap_or(1);
        if most < 2 {
            return vec![cells.to_vec()];
        }
        if places.iter().any(|at| ![1, most].contains(&values(*at).len())) {
            return Vec::new();
        }
        let mut rows: Vec<Vec<String>> = Vec::new();
        for n in 0..most {
            let mut row = cells.to_vec();
            for at in &places {
                let values = values(*at);
                row[*at] = values[if values.len() == 1 { 0 } else { n }].to_owned();
            }
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
        rows
    }

    /// The texts of the cell in that column, if it is a figure. A row that is one figure is told by its first column.
    fn counted(&self, at: usize, cells: &[String]) -> Option<Texts> {
        if !self.profile.names_figures() {
            return if at == 0 { self.row_as_figure(cells) } else { None };
        }
        let name = &self.names[at];
        let mut texts = self.shared(cells)?;
        let mut hedge = String::new();
        if let Some((_, counted)) = self.profile.figures.iter().find(|(own, _)| own.trim() == name) {
            if counted.carried_forward.iter().any(|when| self.holds(when, cells)) {
                return None;
            }
            self.give(&counted.fields, cells, &mut texts)?;
            if let Some(value) = counted.qualifier.as_ref().filter(|value| !self.is_absent(value)) {
                hedge = self.text(value, cells)?;
            }
        } else {
            let dated = self.profile.date_columns.as_ref()?;
            let date = self.date(name).filter(|_| !self.profile.ignore.contains(name))?;
            self.give(&dated.fields, cells, &mut texts)?;
            texts.extend(dated.gives.iter().map(|field| (field.0, date.iso())));
        }
        let printed = self.cell(at, cells);
        texts.push((Field::Figure, format!("{hedge} {printed}")));
        (!printed.is_empty()).then_some(texts)
    }

    fn date(&self, name: &str) -> Option<PartialDate> {
        let seen = || self.names.iter().find_map(|name| DateOrder::evidence(name));
        PartialDate::read_with(name, self.settings.dates.or_else(seen)).ok()
    }

    fn row_as_figure(&self, cells: &[String]) -> Option<Texts> {
        let texts = self.shared(cells)?;
        let speaks = [Field::Figure, Field::Low, Field::High, Field::Relation];
        let last = |field: Field| texts.iter().rev().find(|(own, _)| *own == field);
        let is_silent =
            speaks.iter().all(|field| last(*field).is_none_or(|(_, text)| text.trim().is_empty()));
        if is_silent { None } else { Some(texts) }
    }

    /// What the figures of a row share: its house columns, the profile's fields, its codes.
    fn shared(&self, cells: &[String]) -> Option<Texts> {
        let mut texts = Texts::new();
        if !self.profile.names_figures() {
            for (at, name) in self.names.iter().enumerate() {
                let is_spoken_for =
                    self.profile.ignore.contains(name) || self.settings.map.contains_key(name);
                if let Some(field) = Header::field_named(name, self.settings).filter(|_| !is_spoken_for) {
                    texts.push((field, self.cell(at, cells).to_owned()));
                }
            }
        }
        for (field, value) in self.profile.fields.iter().filter(|(_, value)| !self.is_absent(value)) {
            let text = self.text(value, cells)?;
            let has_own = texts.iter().any(|(own, text)| *own == field.0 && !text.is_empty());
            if !(has_own && matches!(value, Value::Constant(_))) {
                texts.push((field.0, text));
            }
        }
        for (column, table) in &self.profile.codes {
            let code = self.cell(self.find(column)?, cells);
            if !code.is_empty() {
                texts.extend(table.get(code)?.iter().map(|(field, text)| (field.0, text.clone())));
            }
        }
        Some(texts)
    }

    /// Adds what fields are in a row; `None` for a code that is not explained.
    fn give(&self, fields: &Fields, cells: &[String], texts: &mut Texts) -> Option<()> {
        for (field, value) in fields.iter().filter(|(_, value)| !self.is_absent(value)) {
            texts.push((field.0, self.text(value, cells)?));
        }
        Some(())
    }

    /// Whether a value comes from columns that may be missing and are, and nothing stands for them.
    fn is_absent(&self, value: &Value) -> bool {
        let Value::Cells(FromCells { column, template, default: None, optional: true, .. }) = value else {
            return false;
        };
        let names = template.iter().flat_map(|text| text.split('{').skip(1));
        let names = names.filter_map(|part| Some(part.split_once('}')?.0)).chain(column.as_deref());
        let has_text = template.as_ref().is_some_and(|text| {
            text.split(" > ").any(|part| {
                part.split('{').any(|piece| !piece.split('}').next_back().unwrap_or(piece).is_empty())
            })
        });
        !has_text && names.into_iter().all(|name| self.find(name).is_none())
    }

    /// What a value is in a row; `None` for a code that is not explained.
    fn text(&self, value: &Value, cells: &[String]) -> Option<String> {
        let FromCells { column, template, default, split, codes, optional } = match value {
            Value::Constant(text) => return Some(text.clone()),
            Value::Cells(from) => from,
        };
        let once = |name: &str| {
            let at = match self.find(name) {
                Some(at) => at,
                None => return optional.then(String::new),
            };
            let cell = self.cell(at, cells);
            let Some(by) = split.as_deref().filter(|by| cell.contains(by)) else {
                return Some(cell.to_owned());
            };
            let mut values: Vec<&str> = Vec::new();
            for value in cell.split(by).map(str::trim) {
                if !value.is_empty() && !values.contains(&value) {
                    values.push(value);
                }
            }
            Some(values.join(", "))
        };
        let text = match (column, template) {
            (Some(column), _) => once(column)?,
            (None, template) => {
                let parts = template.as_deref().unwrap_or_default().split(" > ");
                let parts: Option<Vec<Option<String>>> = parts.map(|part| self.part(part, &once)).collect();
                parts?.into_iter().flatten().collect::<Vec<_>>().join(" > ")
            }
        };
        let text = if text.is_empty() || codes.is_empty() { text } else { codes.get(&text)?.clone() };
        Some(if text.is_empty() { default.clone().unwrap_or_default() } else { text })
    }

    /// A part of a path: left out where it has cells and all of them are blank.
    fn part(&self, part: &str, once: &dyn Fn(&str) -> Option<String>) -> Option<Option<String>> {
        let (mut text, mut cells) = (String::new(), Vec::new());
        let mut pieces = part.split('{');
        text.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let (name, behind) = piece.split_once('}')?;
            cells.push(once(name)?);
            text.push_str(cells.last().map_or("", String::as_str));
            text.push_str(behind);
        }
        let is_left_out = !cells.is_empty() && cells.iter().all(String::is_empty);
        Some((!is_left_out).then_some(text))
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|own| own == name.trim())
    }

    fn cell<'c>(&self, at: usize, cells: &'c [String]) -> &'c str {
        let text = cells.get(at).map_or("", |cell| cell.trim());
        if self.profile.missing_values.iter().any(|word| word == text) { "" } else { text }
    }

    fn holds(&self, when: &When, cells: &[String]) -> bool {
        self.is_one_of(&when.column, &when.is, cells)
    }

    fn is_one_of(&self, column: &str, words: &[String], cells: &[String]) -> bool {
        let cell = self.find(column).and_then(|at| cells.get(at)).map_or("", |cell| cell.trim());
        words.iter().any(|word| word == cell)
    }
}
