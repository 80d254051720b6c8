//! Which column holds which field: by the header's names, their aliases, and what the desk says.

use crate::model::column::{Field, UID};
use crate::model::draft::Draft;
use crate::model::problem::{Class, Problem};
use crate::model::shared::Shared;
use crate::model::validate::Drafted;

use super::fault::FileFault;
use super::kinds::NotationKind;
use super::settings::Settings;
use super::settled::Settled;
use crate::model::draft::Conventions;

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

/// Where each field of a file is found.
#[derive(Clone, Debug)]
pub struct Mapping {
    columns: Vec<Option<Field>>,
    names: Vec<String>,
    constants: Vec<(Field, String)>,
    /// Whether cells that a spreadsheet would run carry an apostrophe that is not theirs.
    defused: bool,
    /// How columns write numbers and dates, where that was decided.
    conventions: Option<Box<Conventions>>,
}

impl Mapping {
    /// Works out the mapping of a header.
    ///
    /// # Errors
    /// Every fault of the header, each with what to type.
    pub fn of_header(names: &[&str], settings: &Settings) -> Result<Mapping, Vec<FileFault>> {
        let mut faults = Vec::new();
        let owned: Vec<String> = names.iter().map(|name| name.trim().to_owned()).collect();
        for column in settings.map.keys().filter(|column| !owned.contains(column)) {
            faults.push(FileFault::NoSuchColumn { column: column.clone(), names: owned.clone() });
        }
        let columns: Vec<Option<Field>> = owned.iter().map(|name| field_of(name, settings)).collect();
        if columns.iter().all(Option::is_none) && faults.is_empty() {
            return Err(vec![FileFault::NoKnownHeader { names: owned }]);
        }
        faults.extend(duplicates(&owned, &columns));
        let constants = constants(settings);
        let defused = owned.iter().any(|name| name == UID);
        let mapping = Mapping { columns, names: owned, constants, defused, conventions: None };
        let fields = mapping.missing();
        if !fields.is_empty() {
            faults.push(FileFault::MissingColumns { fields, unread: mapping.unread() });
        }
        faults.extend(bad_constants(&mapping.constants));
        if faults.is_empty() { Ok(mapping) } else { Err(faults) }
    }

    /// A file that holds every field under its own name, in the order of the house CSV.
    pub fn of_all_fields(settings: &Settings) -> Mapping {
        Mapping {
            columns: Field::ALL.iter().copied().map(Some).collect(),
            names: Field::ALL.iter().map(|field| field.name().to_owned()).collect(),
            constants: constants(settings),
            defused: false,
            conventions: None,
        }
    }

    /// Columns that hold no field of a figure.
    pub fn of_names(names: &[&str]) -> Mapping {
        Mapping {
            columns: vec![None; names.len()],
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            constants: Vec::new(),
            defused: false,
            conventions: None,
        }
    }

    /// The field that a name stands for.
    pub fn field_named(name: &str, settings: &Settings) -> Option<Field> {
        field_of(name.trim(), settings)
    }

    /// How many of the names are known: by this the delimiter is found.
    pub fn known_names(names: &[&str], settings: &Settings) -> usize {
        names.iter().filter(|name| field_of(name.trim(), settings).is_some()).count()
    }

    /// The cells of a row under the house names.
    pub fn draft<'a>(&'a self, cells: impl Iterator<Item = &'a str>) -> Draft<'a> {
        let mut draft = Draft::default();
        if let Some(conventions) = &self.conventions {
            draft.follow(conventions);
        }
        for (field, cell) in self.columns.iter().zip(cells) {
            if let Some(field) = field {
                draft.set(*field, if self.defused { undefused(cell) } else { cell });
            }
        }
        for (field, value) in &self.constants {
            if draft.get(*field).is_none() {
                draft.set(*field, value);
            }
        }
        draft
    }

    /// How its columns write numbers and dates: as the desk says, else as their cells showed.
    pub fn decide(&mut self, settings: &Settings, settled: &Settled) {
        let mut conventions = Conventions::UNDECIDED;
        for (at, field) in self.columns.iter().enumerate() {
            let Some(field) = field else { continue };
            let way = settled.way(settings, at, &self.names[at]);
            conventions.part_thousands(*field, way.thousands);
            conventions.order_dates(*field, way.order);
        }
        self.conventions = (conventions != Conventions::UNDECIDED).then(|| Box::new(conventions));
    }

    /// What each column holds that can be written in two ways.
    pub fn kinds(&self) -> Vec<Option<NotationKind>> {
        self.columns.iter().map(|column| column.and_then(NotationKind::of)).collect()
    }

    /// The column that holds a field, from 0.
    pub fn column_of(&self, field: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.is_some_and(|column| column.name() == field))
    }

    /// The header's names.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Columns that are read as nothing; those of a rejects file are known and left out.
    pub fn unread(&self) -> Vec<String> {
        let unread = self
            .columns
            .iter()
            .zip(&self.names)
            .filter(|(field, name)| field.is_none() && !is_own_column(name));
        unread.map(|(_, name)| name.clone()).collect()
    }

    /// Required fields that neither a column nor a constant gives. Bounds in columns make `figure` dispensable.
    fn missing(&self) -> Vec<&'static str> {
        let has = |field: Field| {
            self.columns.contains(&Some(field))
                || self.constants.iter().any(|(constant, _)| *constant == field)
        };
        let bounds = has(Field::Low) || has(Field::High);
        let missing = REQUIRED.iter().filter(|field| !(has(**field) || bounds && **field == Field::Figure));
        missing.map(|field| field.name()).collect()
    }
}

/// Columns that a rejects file adds; read over when it is mended and imported.
pub const REJECT_COLUMNS: [&str; 6] = ["_line", "_column", "_value", "_code", "_why", "_fix"];

/// Columns that tollbook itself adds to a file, and that say nothing about a figure.
pub fn is_own_column(name: &str) -> bool {
    REJECT_COLUMNS.contains(&name) || name == UID
}

/// The constants that no row could take, whatever its cells: told once, not for every row.
pub fn bad_constants(constants: &[(Field, String)]) -> Vec<FileFault> {
    let mut draft = Draft::default();
    constants.iter().for_each(|(field, value)| draft.set(*field, value));
    let problems = Drafted::read(&draft, &mut Shared::default()).err().unwrap_or_default();
    let of_constant = |problem: &Problem| {
        let mut given = constants.iter();
        let is_meant =
            |(field, value): &&(Field, String)| problem.field == Some(field.name()) && !value.is_empty();
        given.find(is_meant).map(|(field, _)| field.name())
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

fn constants(settings: &Settings) -> Vec<(Field, String)> {
    settings.set.iter().filter_map(|(field, value)| Some((Field::from_name(field)?, value.clone()))).collect()
}

/// A cell of an export without the apostrophe that kept a spreadsheet from running it.
fn undefused(cell: &str) -> &str {
    let bare = cell.trim_start_matches('\'');
    let is_formula = bare.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { cell.strip_prefix('\'').unwrap_or(cell) } else { cell }
}

fn field_of(name: &str, settings: &Settings) -> Option<Field> {
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

/// Columns that have one name, or are read as one field.
pub fn duplicates(names: &[String], columns: &[Option<Field>]) -> Vec<FileFault> {
    let mut faults = Vec::new();
    for later in 0..names.len() {
        let same = |first: &usize| {
            let field = |at: usize| columns.get(at).copied().flatten();
            (field(later).is_some() && field(*first) == field(later))
                || (!names[later].is_empty() && names[*first].eq_ignore_ascii_case(&names[later]))
        };
        if let Some(first) = (0..later).find(same) {
            let field = columns.get(later).copied().flatten().map(Field::name);
            faults.push(FileFault::DuplicateHeader {
                name: names[later].clone(),
                columns: (first + 1, later + 1),
                field,
            });
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: [&str; 6] = ["Event", " measure", "Count Type", "figure", "Outlet", "published-on"];

    #[test]
    fn names_are_read_without_case_spaces_or_hyphens_and_by_alias() {
        let mapping = Mapping::of_header(&HEADER, &Settings::default()).expect("a mapping");
        let draft = mapping.draft(["Flood", "killed", "total", " 704 ", "AP", "2023"].into_iter());
        assert_eq!(draft.get(Field::Figure), Some("704"));
        assert_eq!(draft.get(Field::Publisher), Some("AP"));
        assert_eq!(draft.get(Field::Place), None);
    }

    #[test]
    fn missing_columns_are_named_and_constants_fill_them() {
        let faults = Mapping::of_header(&HEADER[..5], &Settings::default()).expect_err("one is missing");
        assert!(
            matches!(&faults[..], [FileFault::MissingColumns { fields, .. }] if fields == &["published_on"])
        );
        let set =
            Settings { set: [("published_on".to_owned(), "2023".to_owned())].into(), ..Settings::default() };
        assert!(Mapping::of_header(&HEADER[..5], &set).is_ok());
    }

    #[test]
    fn duplicates_and_unknown_columns_are_refused() {
        let twice = [&HEADER[..], &["EVENT"]].concat();
        let faults = Mapping::of_header(&twice, &Settings::default()).expect_err("a duplicate");
        assert!(matches!(&faults[..], [FileFault::DuplicateHeader { columns: (1, 7), .. }]));
        let faults = Mapping::of_header(&["a", "b"], &Settings::default()).expect_err("nothing known");
        assert!(matches!(&faults[..], [FileFault::NoKnownHeader { .. }]));
        let map = Settings { map: [("c".to_owned(), "event".to_owned())].into(), ..Settings::default() };
        let faults = Mapping::of_header(&HEADER, &map).expect_err("no such column");
        assert!(matches!(faults[0], FileFault::NoSuchColumn { .. }));
    }

    #[test]
    fn a_mapped_column_takes_the_field_from_its_namesake() {
        let names = [&HEADER[..], &["our event"]].concat();
        let map =
            Settings { map: [("our event".to_owned(), "event".to_owned())].into(), ..Settings::default() };
        let mapping = Mapping::of_header(&names, &map).expect("a mapping");
        assert_eq!(mapping.column_of("event"), Some(6));
        assert_eq!(mapping.unread(), ["Event"]);
    }
}
