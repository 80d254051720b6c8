//! The names above the columns of a table: which field a name stands for, where a column is, what is missing, what nothing
//! reads. What the cells below become is said by [`super::mapping`] and [`super::plan`].

use super::fault::FileFault;
use super::notation::Notation;
use super::settings::Settings;
use crate::model::column::{Field, UID};
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
}

impl Header {
    /// A header without tags.
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Header {
        Header { names: names.into_iter().map(|name| name.trim().to_owned()).collect(), tags: Vec::new() }
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

    /// The place of a column, from 0, by its name, else by its tag; `None` where there is no such column.
    pub fn place(&self, column: &str) -> Option<usize> {
        let at = |list: &[String]| list.iter().position(|own| own == column.trim());
        at(&self.names).or_else(|| at(&self.tags))
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
        let fault = |later: usize| {
            let same = |first: &usize| {
                (field(later).is_some() && field(*first) == field(later))
                    || (!names[later].is_empty() && names[*first].eq_ignore_ascii_case(&names[later]))
            };
            let first = (0..later).find(same)?;
            let (name, field) = (names[later].clone(), field(later).map(Field::name));
            Some(FileFault::DuplicateHeader { name, columns: (first + 1, later + 1), field })
        };
        (0..names.len()).filter_map(fault).collect()
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
    REJECT_COLUMNS.contains(&name) || name == UID
}

/// A header name without its case, with underscores for blanks and hyphens, and without what nobody sees: a second byte
/// order mark, signs of no width.
fn plain(name: &str) -> String {
    let is_hidden = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    name.to_lowercase()
        .replace(is_hidden, "")
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '_'))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("_")
}
