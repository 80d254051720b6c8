//! A profile followed by hand, cell by cell, as `docs/profiles.md` describes each key.

use std::collections::{BTreeMap, BTreeSet};

use tollbook::intake::header::Header;
use tollbook::intake::profile::{
    ColumnPattern, CountedCells, FieldName, FromCells, MATCHED, Others, Profile, Value, When,
};
use tollbook::intake::settings::Settings;
use tollbook::model::date::{DateOrder, DateStyle, PartialDate, Week};
use tollbook::model::draft::Field;
use tollbook::model::unseen::is_bare;

use super::fits::Texts;
use super::parted::{date_in_parts, template_parts};

type Fields = BTreeMap<FieldName, Value>;

/// A profile and the header that it is applied to.
pub struct ByHand<'a> {
    pub profile: &'a Profile,
    pub settings: &'a Settings,
    pub names: &'a [String],
    /// The rows below the header.
    pub rows: &'a [Vec<String>],
}

impl ByHand<'_> {
    /// The texts of each figure of a row, in the order of its columns; without those that nothing explains.
    pub fn figures(&self, cells: &[String]) -> Vec<Texts> {
        if self.is_left_out(cells) {
            return Vec::new();
        }
        let rows = self.unpacked(cells);
        rows.iter().flat_map(|row| self.of_row(row)).collect()
    }

    fn is_left_out(&self, cells: &[String]) -> bool {
        let rows = &self.profile.rows;
        rows.total.iter().chain(&rows.carried_forward).any(|when| self.holds(when, cells))
            || rows.skip.iter().any(|skip| {
                let all = skip.and.iter().all(|and| self.holds(and, cells));
                all && self.is_one_of(&skip.column, &skip.is, cells)
            })
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

    /// The texts of the figures of a row, in the order of their columns; those without a column of their own first.
    fn of_row(&self, cells: &[String]) -> Vec<Texts> {
        if !self.profile.names_figures() {
            return self.row_as_figure(cells).into_iter().collect();
        }
        let mut found: Vec<(Option<usize>, Option<Texts>)> = self
            .tables()
            .iter()
            .map(|(name, counted)| (self.find(name), self.of_table(name, counted, cells)))
            .chain((0..self.names.len()).map(|at| (Some(at), self.of_date(at, cells))))
            .collect();
        found.sort_by_key(|(at, _)| *at);
        found.into_iter().filter_map(|(_, texts)| texts).collect()
    }

    /// The tables of figures, each pattern as one for every column that fits it and is named nowhere else.
    fn tables(&self) -> Vec<(String, CountedCells)> {
        let is_pattern = |name: &str| self.find(name).is_none() && ColumnPattern::of(name).is_some();
        let (patterns, names): (Vec<_>, Vec<_>) =
            self.profile.figures.iter().partition(|(name, _)| is_pattern(name));
        let mut tables: Vec<_> = names.into_iter().map(|(name, own)| (name.clone(), own.clone())).collect();
        let named = self.named_elsewhere(&tables);
        for (pattern, own) in patterns {
            let Some(pattern) = ColumnPattern::of(pattern) else { continue };
            for (at, name) in self.names.iter().enumerate().filter(|(at, _)| !named.contains(at)) {
                let part = pattern.part(name);
                tables.extend(part.map(|part| (self.names[at].clone(), filled(own, part))));
            }
        }
        tables
    }

    /// The columns that are named for another reason than that they fit a pattern.
    fn named_elsewhere(&self, tables: &[(String, CountedCells)]) -> BTreeSet<usize> {
        let mut named: Vec<String> = self.profile.key.clone();
        named.extend(self.profile.fields.values().flat_map(columns_of));
        named.extend(self.settings.map.keys().cloned());
        let rows = &self.profile.rows;
        named.extend(rows.skip.iter().map(|skip| skip.column.clone()));
        let mut conditions: Vec<&When> = rows.total.iter().chain(&rows.carried_forward).collect();
        conditions.extend(rows.skip.iter().flat_map(|skip| &skip.and));
        for (name, own) in tables {
            named.push(name.clone());
            named.extend(own.fields.values().chain(&own.qualifier).flat_map(columns_of));
            conditions.extend(&own.carried_forward);
        }
        while let Some(when) = conditions.pop() {
            named.push(when.column.clone());
            conditions.extend(&when.and);
        }
        let ignored = (0..self.names.len()).filter(|at| self.is_ignored(&self.names[*at]));
        named.iter().filter_map(|name| self.find(name)).chain(ignored).collect()
    }

    fn is_ignored(&self, name: &str) -> bool {
        self.profile.ignore.iter().any(|own| {
            let is_there = self.find(own).is_some();
            own.trim() == name
                || !is_there && ColumnPattern::of(own).is_some_and(|own| own.part(name).is_some())
        })
    }

    fn of_table(&self, name: &str, counted: &CountedCells, cells: &[String]) -> Option<Texts> {
        let own = self.find(name);
        if counted.carried_forward.iter().any(|when| self.holds(when, cells)) {
            return None;
        }
        let mut texts = self.shared(cells)?;
        self.give(&counted.fields, cells, &mut texts)?;
        let mut hedge = String::new();
        if let Some(value) = counted.qualifier.as_ref().filter(|value| !self.is_absent(value)) {
            hedge = self.text(value, cells)?;
        }
        let said = self.said(&counted.fields);
        let is_bound = |field: Field| {
            let value = counted.fields.get(&FieldName(field));
            matches!(value, Some(Value::Cells(FromCells { column: Some(own), .. })) if own.trim() == name.trim())
        };
        let is_blank = matches!(said, Some(Value::Constant(text)) if text.trim().is_empty());
        if is_blank || said.is_none() && (is_bound(Field::Low) || is_bound(Field::High)) {
            texts.push((Field::Figure, String::new()));
            return says_something(texts);
        }
        self.with_number((own, hedge), said, cells, texts)
    }

    /// What `figure` says in a table, where it says anything.
    fn said<'f>(&self, fields: &'f Fields) -> Option<&'f Value> {
        fields.get(&FieldName(Field::Figure)).filter(|value| !self.is_absent(value))
    }

    fn with_number(
        &self,
        (own, hedge): (Option<usize>, String),
        said: Option<&Value>,
        cells: &[String],
        mut texts: Texts,
    ) -> Option<Texts> {
        if own.is_some_and(|at| self.cell(at, cells).is_empty()) {
            return None;
        }
        let printed = match said {
            Some(value) => self.text_beside(own, value, cells)?,
            None => self.meaning(own?, cells),
        };
        texts.push((Field::Figure, format!("{hedge} {printed}")));
        (!printed.trim().is_empty()).then_some(texts)
    }

    /// The number that a code of the column stands for, else the cell.
    fn meaning(&self, at: usize, cells: &[String]) -> String {
        let cell = self.cell(at, cells);
        let tables = self.profile.codes.iter().filter(|(name, _)| self.find(name) == Some(at));
        let mut fields = tables.filter_map(|(_, table)| table.codes.get(cell));
        let number = fields.find_map(|fields| fields.get(&FieldName(Field::Figure)));
        number.map_or(cell, String::as_str).to_owned()
    }

    /// The texts of the cell in a column whose name is a day.
    fn of_date(&self, at: usize, cells: &[String]) -> Option<Texts> {
        let dated = self.profile.date_columns.as_ref()?;
        let name = &self.names[at];
        let tables = self.tables();
        let is_used = self.named_elsewhere(&tables).contains(&at);
        let date = self.date(name).filter(|_| !is_used)?;
        let mut texts = self.shared(cells)?;
        self.give(&dated.fields, cells, &mut texts)?;
        texts.extend(dated.gives.iter().map(|field| {
            let is_start = field.0 == Field::PeriodStart;
            (field.0, if is_start { self.start(name).unwrap_or(date) } else { date }.iso())
        }));
        self.with_number((Some(at), String::new()), self.said(&dated.fields), cells, texts)
    }

    fn date(&self, name: &str) -> Option<PartialDate> {
        let seen = || self.names.iter().find_map(|name| DateOrder::evidence(name));
        let order = self.settings.dates.or_else(seen);
        PartialDate::read_with(name, DateStyle { order, ..self.settings.date_style() }).ok()
    }

    /// The first day of a week.
    fn start(&self, name: &str) -> Option<PartialDate> {
        Week::in_text(name, self.settings.date_style().weeks).map(|week| week.first.to_date())
    }

    fn row_as_figure(&self, cells: &[String]) -> Option<Texts> {
        says_something(self.shared(cells)?)
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
            let text = self.field((&self.profile.fields, field.0), value, cells)?;
            let has_own = texts.iter().any(|(own, text)| *own == field.0 && !text.is_empty());
            if !(has_own && matches!(value, Value::Constant(_))) {
                texts.push((field.0, text));
            }
        }
        for (column, table) in &self.profile.codes {
            let Some(at) = self.find(column).or_else(|| (!table.optional).then_some(usize::MAX)) else {
                continue;
            };
            let code = self.cell(at, cells);
            match table.codes.get(code).filter(|_| !code.is_empty()) {
                Some(fields) => texts.extend(fields.iter().map(|(field, text)| (field.0, text.clone()))),
                None if code.is_empty() || table.others == Others::Keep => {}
                None => return None,
            }
        }
        Some(texts)
    }

    /// Adds what fields are in a row; `None` for a code that is not explained.
    fn give(&self, fields: &Fields, cells: &[String], texts: &mut Texts) -> Option<()> {
        let shared = fields.iter().filter(|(field, _)| field.0 != Field::Figure);
        for (field, value) in shared.filter(|(_, value)| !self.is_absent(value)) {
            texts.push((field.0, self.field((fields, field.0), value, cells)?));
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
        self.text_beside(None, value, cells)
    }

    /// The same; where no column is named, the one beside which it stands is meant.
    fn text_beside(&self, own: Option<usize>, value: &Value, cells: &[String]) -> Option<String> {
        let from = match value {
            Value::Constant(text) => return Some(text.clone()),
            Value::Cells(from) => from,
        };
        let text = match (&from.column, &from.template) {
            (Some(column), _) => self.once(column, from, cells)?,
            (None, None) => self.once(&self.names[own?], from, cells)?,
            (None, Some(template)) => {
                let parts = template.split(" > ").map(|part| self.part(part, from, cells));
                let parts: Option<Vec<Option<String>>> = parts.collect();
                parts?.into_iter().flatten().collect::<Vec<_>>().join(" > ")
            }
        };
        explained(text, from)
    }

    /// What a field is in a row. A part of a place that is blank is no part of it, unless other rows name one there.
    fn field(&self, (own, field): (&Fields, Field), value: &Value, cells: &[String]) -> Option<String> {
        let Value::Cells(from @ FromCells { template: Some(template), column: None, .. }) = value else {
            return self.text(value, cells);
        };
        if Field::DATES.contains(&field)
            && let Some(date) = self.date_in_parts(template, from, cells)
        {
            return explained(date, from);
        }
        if field != Field::Place {
            return self.text(value, cells);
        }
        let mut path: Vec<String> = Vec::new();
        for part in template.split(" > ") {
            let parent = path.join(" > ");
            match (self.part(part, from, cells)?, self.first_column(part)) {
                (Some(text), _) => path.push(text),
                (None, Some(column)) if self.is_named(&self.event(own, cells), column, &parent) => {
                    path.push(from.blank.clone()?);
                }
                (None, _) => {}
            }
        }
        explained(path.join(" > "), from)
    }

    fn date_in_parts(&self, template: &str, from: &FromCells, cells: &[String]) -> Option<String> {
        let (texts, names) = template_parts(template).filter(|_| from.split.is_none())?;
        let cell = |name: &&str| self.find(name).map_or("", |at| self.cell(at, cells)).to_owned();
        date_in_parts(&texts, &names.iter().map(cell).collect::<Vec<_>>(), self.settings.date_style())
    }

    /// The event of a figure with these fields of its own; empty where it is that of all rows.
    fn event(&self, own: &Fields, cells: &[String]) -> String {
        let event = FieldName(Field::Event);
        let shared = self.profile.fields.get(&event);
        let said = own.get(&event).or(shared).filter(|value| !self.is_absent(value));
        let of_row = |(at, name): (usize, &String)| {
            let is_own = !self.profile.ignore.contains(name) && !self.settings.map.contains_key(name);
            let is_event = Header::field_named(name, self.settings) == Some(Field::Event);
            (is_own && is_event && !self.profile.names_figures()).then(|| self.cell(at, cells).to_owned())
        };
        let found = match said {
            Some(value @ Value::Cells(_)) => self.text(value, cells),
            _ if self.profile.names_figures() && own.contains_key(&event) => None,
            Some(Value::Constant(text)) => {
                let cell = self.names.iter().enumerate().rev().find_map(of_row);
                cell.map(|cell| if cell.is_empty() { text.clone() } else { cell })
            }
            None => self.names.iter().enumerate().rev().find_map(of_row),
        };
        found.unwrap_or_default()
    }

    /// Whether a row of an event names the part of a place in that column, below that place.
    fn is_named(&self, event: &str, column: usize, parent: &str) -> bool {
        let is_row = |row: &&Vec<String>| {
            let is_blank = row.iter().all(|cell| cell.trim().is_empty());
            !is_blank && !row.iter().map(|cell| cell.trim()).eq(self.names) && !self.is_left_out(row)
        };
        let mut rows = self.rows.iter().filter(is_row).flat_map(|row| self.unpacked(row));
        rows.any(|row| {
            self.places().any(|(own, from)| {
                self.event(&own, &row) == event && self.names_part(&from, &row, column, parent)
            })
        })
    }

    /// The templates of places, each with what its figures have of their own.
    fn places(&self) -> impl Iterator<Item = (Fields, FromCells)> {
        let (figure, place, event) = [Field::Figure, Field::Place, Field::Event].map(FieldName).into();
        let is_there = move |(name, table): &(String, CountedCells)| {
            self.find(name).is_some() || table.fields.contains_key(&figure)
        };
        let tables = self.tables().into_iter().filter(is_there).map(|(_, table)| table.fields);
        let dated = self.profile.date_columns.iter().map(|dated| dated.fields.clone());
        let own = tables.chain(dated).filter(move |own| own.contains_key(&place) || own.contains_key(&event));
        std::iter::once(self.profile.fields.clone()).chain(own).filter_map(move |own| {
            match own.get(&place).or(self.profile.fields.get(&place))?.clone() {
                Value::Cells(from) if from.column.is_none() => Some((own, from)),
                _ => None,
            }
        })
    }

    fn names_part(&self, from: &FromCells, row: &[String], column: usize, parent: &str) -> bool {
        let mut path: Vec<String> = Vec::new();
        for part in from.template.as_deref().unwrap_or_default().split(" > ") {
            let Some(Some(text)) = self.part(part, from, row) else { continue };
            if !parent.is_empty() && self.first_column(part) == Some(column) && path.join(" > ") == parent {
                return true;
            }
            path.push(text);
        }
        false
    }

    fn first_column(&self, part: &str) -> Option<usize> {
        part.split('{').skip(1).filter_map(|piece| self.find(piece.split_once('}')?.0)).next()
    }

    /// The text of a cell; of a packed one its values, once each.
    fn once(&self, name: &str, from: &FromCells, cells: &[String]) -> Option<String> {
        let Some(at) = self.find(name) else { return from.optional.then(String::new) };
        let cell = self.cell(at, cells);
        let Some(by) = from.split.as_deref().filter(|by| cell.contains(by)) else {
            return Some(cell.to_owned());
        };
        let mut values: Vec<&str> = Vec::new();
        for value in cell.split(by).map(str::trim) {
            if !value.is_empty() && !values.contains(&value) {
                values.push(value);
            }
        }
        Some(values.join(", "))
    }

    /// A part of a path: left out where it has cells and all of them are blank.
    fn part(&self, part: &str, from: &FromCells, row: &[String]) -> Option<Option<String>> {
        let (mut text, mut cells) = (String::new(), Vec::new());
        let mut pieces = part.split('{');
        text.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let (name, behind) = piece.split_once('}')?;
            cells.push(self.once(name, from, row)?);
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
        if is_bare(text) || self.profile.missing_values.iter().any(|word| word == text) { "" } else { text }
    }

    fn holds(&self, when: &When, cells: &[String]) -> bool {
        self.is_one_of(&when.column, &when.is, cells) && when.and.iter().all(|and| self.holds(and, cells))
    }

    fn is_one_of(&self, column: &str, words: &[String], cells: &[String]) -> bool {
        let cell = self.find(column).and_then(|at| cells.get(at)).map_or("", |cell| cell.trim());
        words.iter().any(|word| word == cell)
    }
}

/// The texts, where they say a number or declare something.
fn says_something(texts: Texts) -> Option<Texts> {
    let speaks = [Field::Figure, Field::Low, Field::High, Field::Relation];
    let last = |field: Field| texts.iter().rev().find(|(own, _)| *own == field);
    let says = speaks.iter().any(|field| last(*field).is_some_and(|(_, text)| !text.trim().is_empty()));
    says.then_some(texts)
}

/// What a text stands for; `None` for a code that is not explained.
fn explained(text: String, from: &FromCells) -> Option<String> {
    let FromCells { codes, default, others, .. } = from;
    let text = match codes.get(&text).filter(|_| !text.is_empty()) {
        Some(meaning) => meaning.clone(),
        None if text.is_empty() || codes.is_empty() || *others == Others::Keep => text,
        None => return None,
    };
    Some(if text.is_empty() { default.clone().unwrap_or_default() } else { text })
}

/// The columns that a value names.
fn columns_of(value: &Value) -> Vec<String> {
    let Value::Cells(from) = value else { return Vec::new() };
    let in_template = from.template.iter().flat_map(|text| text.split('{').skip(1));
    let names = in_template.filter_map(|piece| Some(piece.split_once('}')?.0.to_owned()));
    from.column.iter().cloned().chain(names).collect()
}

/// What is said of a column that fits a pattern, with what the star stands for in its place.
pub fn filled(counted: &CountedCells, part: &str) -> CountedCells {
    let fill = |text: &String| text.replace(MATCHED, part);
    let value = |value: &Value| match value {
        Value::Constant(text) => Value::Constant(fill(text)),
        Value::Cells(from) => Value::Cells(FromCells {
            column: from.column.as_ref().map(fill),
            template: from.template.as_ref().map(fill),
            ..from.clone()
        }),
    };
    let mut counted = counted.clone();
    counted.fields.values_mut().chain(&mut counted.qualifier).for_each(|own| *own = value(own));
    let mut conditions: Vec<&mut When> = counted.carried_forward.iter_mut().collect();
    while let Some(when) = conditions.pop() {
        when.column = fill(&when.column);
        conditions.extend(&mut when.and);
    }
    counted
}
