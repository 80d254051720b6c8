//! Which column holds which field, in a table whose rows are one figure each.

use super::fault::FileFault;
use super::header::{self, Header, REQUIRED};
use super::kinds::NotationKind;
use super::settings::Settings;
use super::settled::Settled;
use super::totals::{SumCells, SumColumns};
use crate::model::column::{AS_OF_PRECISION, Field, UID};
use crate::model::draft::{Conventions, Draft};
use crate::model::formula::undefused;

/// Where each field of a file is found.
#[derive(Clone, Debug)]
pub struct Mapping {
    columns: Vec<Option<Field>>,
    header: Header,
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
    pub fn of_header(header: Header, settings: &Settings) -> Result<Mapping, Vec<FileFault>> {
        let columns: Vec<_> = header.names.iter().map(|name| Header::field_named(name, settings)).collect();
        if columns.iter().all(Option::is_none) {
            return Err(vec![FileFault::NoKnownHeader { names: header.names, way_out: None }]);
        }
        if header.names.iter().any(|name| name == AS_OF_PRECISION) {
            return Err(vec![FileFault::PlainValues]);
        }
        let mut faults = header.duplicates(&columns);
        let is_absent =
            |column: &&String| !settings.typed.contains(*column) && header.place(column).is_none();
        let absent: Vec<String> = settings.map.keys().filter(is_absent).cloned().collect();
        faults.extend((!absent.is_empty()).then(|| header.lacks(absent)));
        let mapping = Mapping::new(header, columns, settings);
        faults.extend(header::missing(|field| mapping.gives(field), || mapping.unread()));
        faults.extend(header::bad_constants(settings.constants(), settings.notation()));
        if faults.is_empty() { Ok(mapping) } else { Err(faults) }
    }

    /// A file that holds every field under its own name, in the order of the house CSV.
    pub fn of_all_fields(settings: &Settings) -> Mapping {
        let columns = Field::ALL.iter().copied().map(Some).collect();
        Mapping::new(Header::of(Field::ALL.iter().map(|field| field.name())), columns, settings)
    }

    /// Columns that hold no field of a figure.
    pub fn of_no_field(header: Header) -> Mapping {
        let columns = vec![None; header.names.len()];
        Mapping::new(header, columns, &Settings::default())
    }

    fn new(header: Header, columns: Vec<Option<Field>>, settings: &Settings) -> Mapping {
        let constants = settings.constants().map(|(field, value)| (field, value.to_owned())).collect();
        let defused = header.names.iter().any(|name| name == UID);
        Mapping { columns, header, constants, defused, conventions: None }
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
        let place = |field| self.place(field);
        let conventions = settled.conventions(settings, &self.header, place, settings.notation());
        self.conventions = (conventions != Conventions::UNDECIDED).then(|| Box::new(conventions));
    }

    /// What each column holds that can be written in two ways.
    pub fn kinds(&self) -> Vec<Option<NotationKind>> {
        self.columns.iter().map(|column| column.and_then(NotationKind::of)).collect()
    }

    /// The column that holds a field, from 0.
    pub fn column_of(&self, field: &str) -> Option<usize> {
        self.place(Field::from_name(field)?)
    }

    /// What the file calls the column that holds a field; `None` where all its rows have one value.
    pub fn name_of(&self, field: Field) -> Option<&str> {
        self.place(field).and_then(|at| self.header.names.get(at)).map(String::as_str)
    }

    fn place(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|column| *column == Some(field))
    }

    /// Whether a row says no number and declares nothing, and is more than a remark: the number was not reported.
    pub fn is_silent(&self, cells: &[&str]) -> bool {
        let draft = self.draft(cells.iter().copied());
        let speaks = [Field::Figure, Field::Low, Field::High, Field::Relation];
        let needed = || REQUIRED.iter().all(|field| *field == Field::Figure || draft.get(*field).is_some());
        let is_filled = |cell: &&&str| !cell.trim().is_empty();
        let is_row = || cells.iter().filter(is_filled).count() > 1 || needed();
        speaks.iter().all(|field| draft.get(*field).is_none()) && is_row()
    }

    /// Where the words of a sum are looked for; `None` where every row that can be read has all that a figure needs itself.
    pub fn sums(&self) -> Option<SumCells> {
        let is_given = |(field, _): &(Field, String)| REQUIRED.contains(field);
        self.constants.iter().any(is_given).then(|| SumCells::of(self, Vec::new()))
    }

    /// The header's names.
    pub fn names(&self) -> &[String] {
        &self.header.names
    }

    /// The first and the last line of the header; 0 where it stands in no file.
    pub fn header_lines(&self) -> (u64, u64) {
        self.header.lines
    }

    /// Columns that are read as nothing.
    pub fn unread(&self) -> Vec<String> {
        self.header.unread(|at| self.columns[at].is_some())
    }

    /// Whether all figures have one number, which no cell gives.
    pub fn sets_figure(&self) -> bool {
        self.place(Field::Figure).is_none() && self.gives(Field::Figure)
    }

    fn gives(&self, field: Field) -> bool {
        self.place(field).is_some() || self.constants.iter().any(|(constant, _)| *constant == field)
    }
}

impl SumColumns for Mapping {
    fn columns(&self, field: Field) -> Vec<usize> {
        self.place(field).into_iter().collect()
    }

    fn is_own(&self, field: Field) -> bool {
        self.place(field).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: [&str; 6] = ["Event", " measure", "Count Type", "figure", "Outlet", "published-on"];

    #[test]
    fn names_are_read_without_case_spaces_or_hyphens_and_by_alias() {
        let mapping = Mapping::of_header(Header::of(HEADER), &Settings::default()).expect("a mapping");
        let draft = mapping.draft(["Flood", "killed", "total", " 704 ", "AP", "2023"].into_iter());
        assert_eq!(draft.get(Field::Figure), Some("704"));
        assert_eq!(draft.get(Field::Publisher), Some("AP"));
        assert_eq!(draft.get(Field::Place), None);
    }

    #[test]
    fn missing_columns_are_named_and_constants_fill_them() {
        let faults = Mapping::of_header(Header::of(HEADER[..5].iter().copied()), &Settings::default())
            .expect_err("one is missing");
        assert!(
            matches!(&faults[..], [FileFault::MissingColumns { fields, .. }] if fields == &["published_on"])
        );
        let set =
            Settings { set: [("published_on".to_owned(), "2023".to_owned())].into(), ..Settings::default() };
        assert!(Mapping::of_header(Header::of(HEADER[..5].iter().copied()), &set).is_ok());
    }

    #[test]
    fn duplicates_and_unknown_columns_are_refused() {
        let twice = [&HEADER[..], &["EVENT"]].concat();
        let faults = Mapping::of_header(Header::of(twice), &Settings::default()).expect_err("a duplicate");
        assert!(matches!(&faults[..], [FileFault::DuplicateHeader { columns: (1, 7), .. }]));
        let faults =
            Mapping::of_header(Header::of(["a", "b"]), &Settings::default()).expect_err("nothing known");
        assert!(matches!(&faults[..], [FileFault::NoKnownHeader { .. }]));
    }

    #[test]
    fn a_mapped_column_takes_the_field_from_its_namesake() {
        let names = [&HEADER[..], &["our event"]].concat();
        let map =
            Settings { map: [("our event".to_owned(), "event".to_owned())].into(), ..Settings::default() };
        let mapping = Mapping::of_header(Header::of(names), &map).expect("a mapping");
        assert_eq!(mapping.column_of("event"), Some(6));
        assert_eq!(mapping.unread(), ["Event"]);
    }
}
