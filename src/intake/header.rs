//! The names above the columns of a table: which field a name stands for, where a column is, what is missing, what nothing
//! reads. What the cells below become is said by [`super::mapping`] and [`super::plan`].

use std::collections::{BTreeMap, HashMap};

use super::fault::FileFault;
use super::notation::Notation;
use super::settings::Settings;
use crate::model::column::{Field, NUMBERS, UID};
use crate::model::draft::Draft;
use crate::model::problem::{Class, Problem};
use crate::model::shared::Shared;
use crate::model::validate::Drafted;

/// Fields without which no row is a figure (`docs/house-csv.md`).
pub const REQUIRED: [Field; 6] =
    [Field::Event, Field::Measure, Field::CountType, Field::Figure, Field::Publisher, Field::PublishedOn];

/// Other names that headers give to fields, in the form of [`plain`].
const ALIASES: &[(&str, Field)] = &[
    ("location", Field::Place),
    ("number", Field::Figure),
    ("value", Field::Figure),
    ("lower", Field::Low),
    ("upper", Field::High),
    ("attributed_to", Field::Authority),
    ("according_to", Field::Authority),
    ("relayed_by", Field::Via),
    ("outlet", Field::Publisher),
    ("published", Field::PublishedOn),
    ("publication_date", Field::PublishedOn),
    ("date_published", Field::PublishedOn),
    ("headline", Field::Title),
    ("link", Field::Url),
    ("source_url", Field::Url),
    ("archive", Field::ArchiveUrl),
    ("lang", Field::Language),
    ("basis", Field::AuthorityBasis),
    ("notes", Field::Note),
    ("remarks", Field::Note),
];

/// Columns that a rejects file adds; read over when it is mended and imported.
pub const REJECT_COLUMNS: [&str; 6] = ["_line", "_column", "_value", "_code", "_why", "_fix"];

/// The names above the columns of a table.
#[derive(Clone, Debug)]
pub struct Header {
    /// The name of each column, without the blanks around it.
    pub names: Vec<String>,
    /// The HXL tags below them; empty where there are none.
    pub tags: Vec<String>,
    /// The first and the last physical line of the names; 0 where they stand in no file.
    pub lines: (u64, u64),
}

impl Header {
    /// A header without tags.
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Header {
        Header {
            names: names.into_iter().map(|name| name.trim().to_owned()).collect(),
            tags: Vec::new(),
            lines: (0, 0),
        }
    }

    /// The field that a name stands for: as the desk says, else by itself, else as an alias.
    pub fn field_named(name: &str, settings: &Settings) -> Option<Field> {
        let name = name.trim();
        if let Some(field) = settings.map.get(name) {
            return Field::from_name(field);
        }
        if is_own_column(name) {
            return None;
        }
        let plain = plain(name);
        let taken = |field: &Field| settings.map.values().any(|mapped| mapped == field.name());
        let alias = || ALIASES.iter().find(|(alias, _)| *alias == plain).map(|(_, field)| *field);
        Field::from_name(&plain).or_else(alias).filter(|field| !taken(field))
    }

    /// The place of a column, from 0, by its name, else by its tag, else by its name whatever its case and blanks; `None`
    /// where there is no such column, or several.
    pub fn place(&self, column: &str) -> Option<usize> {
        match self.fitting(column)[..] {
            [at] => Some(at),
            _ => None,
        }
    }

    /// An index of the names, for who asks for many of them.
    pub fn index(&self) -> HeaderIndex {
        let mut index = HeaderIndex::default();
        for (at, tag) in self.tags.iter().enumerate() {
            index.tags.entry(tag.clone()).or_insert(at);
        }
        for (at, name) in self.names.iter().enumerate() {
            index.names.entry(name.clone()).or_insert(at);
            if !name.is_empty() {
                let alike = index.alike.entry(plain(name)).or_insert(Some(at));
                *alike = alike.filter(|first| *first == at);
            }
        }
        index
    }

    /// The columns that a name fits: that of the name or the tag, else all that have it but for case and blanks.
    fn fitting(&self, column: &str) -> Vec<usize> {
        let at = |list: &[String]| list.iter().position(|own| own == column.trim());
        match at(&self.names).or_else(|| at(&self.tags)) {
            Some(at) => vec![at],
            None => (0..self.names.len()).filter(|at| is_same_name(&self.names[*at], column)).collect(),
        }
    }

    /// The same settings, in which `map` names the columns as this header does; with the names that fit several, and those of
    /// `--map` that fit none.
    pub fn named_in(&self, settings: &Settings) -> (Settings, Vec<FileFault>) {
        let mut faults = Vec::new();
        let mut names: BTreeMap<&str, &str> = BTreeMap::new();
        for column in settings.map.keys() {
            match self.fitting(column)[..] {
                [at] if self.names[at].is_empty() => {} // known by its tag
                [at] => drop(names.insert(column, &self.names[at])),
                [] if settings.typed.contains(column) => faults.push(self.has_no(column)),
                [] => {} // told with the other columns that the profile names
                ref several => {
                    let names = several.iter().map(|at| self.names[*at].clone()).collect();
                    faults.push(FileFault::SeveralColumns { column: column.clone(), names });
                }
            }
        }
        let named = settings.renamed(|column| names.get(column).copied().unwrap_or(column).to_owned());
        (named, faults)
    }

    fn has_no(&self, column: &str) -> FileFault {
        FileFault::NoSuchColumn { column: column.to_owned(), names: self.names.clone() }
    }

    /// The fault of a profile that names columns which are not there.
    pub fn lacks(&self, columns: Vec<String>) -> FileFault {
        let names = self.names.iter().filter(|name| !name.is_empty()).cloned().collect();
        FileFault::ProfileColumns { columns, names }
    }

    /// Columns that have one name, or are read as one field.
    pub fn duplicates(&self, fields: &[Option<Field>]) -> Vec<FileFault> {
        let names = &self.names;
        let field = |at: usize| fields.get(at).copied().flatten();
        let (mut by_field, mut by_name) = (HashMap::new(), HashMap::new());
        let mut fault = |later: usize| {
            let of_field = field(later).map(|field| *by_field.entry(field.name()).or_insert(later));
            let name = Some(names[later].to_ascii_lowercase()).filter(|name| !name.is_empty());
            let of_name = name.map(|name| *by_name.entry(name).or_insert(later));
            let first = of_field.into_iter().chain(of_name).min().filter(|first| *first < later)?;
            let (pair, field) = ([names[first].clone(), names[later].clone()], field(later).map(Field::name));
            Some(FileFault::DuplicateHeader { names: pair, columns: (first + 1, later + 1), field })
        };
        (0..names.len()).filter_map(&mut fault).collect()
    }

    /// Columns that are read as nothing; those that this program adds itself are known and left out.
    pub fn unread(&self, is_read: impl Fn(usize) -> bool) -> Vec<String> {
        let columns = self.names.iter().enumerate();
        columns
            .filter(|(at, name)| !is_read(*at) && !is_own_column(name))
            .map(|(_, name)| name.clone())
            .collect()
    }
}

/// Where the names of a header are, as [`Header::place`] finds them.
#[derive(Clone, Debug, Default)]
pub struct HeaderIndex {
    names: HashMap<String, usize>,
    tags: HashMap<String, usize>,
    /// By the name without its case and blanks; `None` where several columns have it.
    alike: HashMap<String, Option<usize>>,
}

impl HeaderIndex {
    /// The place of a column, from 0.
    pub fn place(&self, column: &str) -> Option<usize> {
        let exact = self.names.get(column.trim()).or_else(|| self.tags.get(column.trim()));
        exact.copied().or_else(|| self.alike.get(&plain(column)).copied().flatten())
    }
}

/// Required fields that nothing gives, with the columns that are read as nothing. Bounds make `figure` dispensable.
pub fn missing(gives: impl Fn(Field) -> bool, unread: impl Fn() -> Vec<String>) -> Option<FileFault> {
    let bounds = gives(Field::Low) || gives(Field::High);
    let missing = REQUIRED.iter().filter(|field| !(gives(**field) || bounds && **field == Field::Figure));
    let fields: Vec<&str> = missing.map(|field| field.name()).collect();
    (!fields.is_empty()).then(|| FileFault::MissingColumns { fields, unread: unread(), way_out: None })
}

/// The constants that no row could take, whatever its cells: reported once, not for every row.
pub fn bad_constants<'a>(
    constants: impl Iterator<Item = (Field, &'a str)> + Clone,
    notation: Notation,
) -> Vec<FileFault> {
    let conventions = notation.of_all_columns();
    let mut draft = Draft::default();
    draft.follow(&conventions);
    constants.clone().for_each(|(field, value)| draft.set(field, value));
    let problems = Drafted::read(&draft, &mut Shared::default()).err().unwrap_or_default();
    let of_constant = |problem: &Problem| {
        let is_meant =
            |(field, value): &(Field, &str)| problem.field == Some(field.name()) && !value.is_empty();
        constants.clone().find(is_meant).map(|(field, _)| field.name())
    };
    let is_alone = |class| matches!(class, Class::BadDate | Class::AmbiguousDate | Class::UnknownWord);
    let alone = problems.into_iter().filter(|problem| is_alone(problem.class));
    let named = alone.filter_map(|problem| Some((of_constant(&problem)?, problem)));
    let fault = |(field, problem): (_, Problem)| FileFault::BadConstant {
        field,
        what: problem.what,
        way_out: problem.hint,
    };
    named.map(fault).collect()
}

/// Columns that tollbook itself adds to a file, and that say nothing about a figure.
fn is_own_column(name: &str) -> bool {
    REJECT_COLUMNS.contains(&name) || name == UID || NUMBERS.iter().any(|(own, _)| *own == name)
}

/// Whether two names are one, whatever their case and blanks.
pub fn is_same_name(one: &str, other: &str) -> bool {
    one.trim() == other.trim() || (!one.is_empty() && plain(one) == plain(other))
}

/// A header name without its case, with underscores for blanks and hyphens, and without what nobody sees: a second byte
/// order mark, signs of no width.
pub fn plain(name: &str) -> String {
    let is_hidden = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    name.to_lowercase()
        .replace(is_hidden, "")
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '_'))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapped(header: &[&str], map: &[(&str, &str)]) -> Result<Settings, Vec<FileFault>> {
        let pairs: Vec<_> = map.iter().map(|(column, field)| ((*column).into(), (*field).into())).collect();
        let settings = Settings::of_flags(&pairs, &[]).map_err(|fault| vec![fault])?;
        let (settings, faults) = Header::of(header.iter().copied()).named_in(&settings);
        if faults.is_empty() { Ok(settings) } else { Err(faults) }
    }

    #[test]
    fn a_column_is_found_whatever_its_case_and_blanks() {
        let field = |header: &[&str], typed: &str| {
            mapped(header, &[(typed, "figure")]).map(|settings| settings.map.into_keys().collect::<Vec<_>>())
        };
        for (header, typed, found) in [
            (&["Total  Dead", "day"][..], "total dead", "Total  Dead"),
            (&["Total\nDead", "day"], "TOTAL DEAD", "Total\nDead"),
            (&["Ölfeld", "day"], "ölfeld", "Ölfeld"),
            (&["dead total", "Dead Total"], "Dead Total", "Dead Total"),
        ] {
            assert_eq!(field(header, typed), Ok(vec![found.to_owned()]), "{typed}");
        }
        assert!(matches!(
            field(&["dead total", "dead_total"], "Dead Total").as_ref().map_err(Vec::as_slice),
            Err([FileFault::SeveralColumns { names, .. }]) if names == &["dead total", "dead_total"]
        ));
        assert!(matches!(
            field(&["deaths", "day"], "dead").as_ref().map_err(Vec::as_slice),
            Err([FileFault::NoSuchColumn { .. }])
        ));
    }

    #[test]
    fn fields_of_one_column_are_kept_however_it_is_typed() {
        let read = |map: &[(&str, &str)]| mapped(&["Data"], map).expect("settings");
        let once = read(&[("Data", "as_of"), ("Data", "published_on")]);
        let twice = read(&[("DATA", "published_on"), ("data", "as_of")]);
        assert_eq!(once.to_json(), twice.to_json());
        assert_eq!(once.map.get("Data").map(String::as_str), Some("as_of"));
        assert!(once.profile.is_some_and(|profile| profile.named_columns().any(|name| name == "Data")));
    }
}
