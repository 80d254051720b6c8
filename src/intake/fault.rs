//! What keeps a whole file from being read.

use std::fmt;

use super::decision::Seen;
use super::encoding::Undecodable;
use super::kinds::Kind;
use crate::model::problem::Fault;
use crate::model::wording::{Thousands, Wording};

/// Why a file is not read at all: nothing of it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// There is nothing in it.
    Empty,
    /// It is no CSV, by its first bytes.
    NotACsv {
        /// What it is.
        what: &'static str,
        /// What to do with it.
        way_out: &'static str,
    },
    /// Its text is not UTF-8.
    NotUtf8 {
        /// Where the first such byte is, from 1.
        line: u64,
        /// The character column, from 1.
        column: usize,
    },
    /// None of its columns has a name of the house CSV.
    NoKnownHeader {
        /// The names it has.
        names: Vec<String>,
    },
    /// Two columns have one name, or are read as one field.
    DuplicateHeader {
        /// The name.
        name: String,
        /// The columns, from 1.
        columns: (usize, usize),
        /// The field that both are read as.
        field: Option<&'static str>,
    },
    /// Required fields that no column holds.
    MissingColumns {
        /// Their names.
        fields: Vec<&'static str>,
        /// Columns that are read as nothing.
        unread: Vec<String>,
    },
    /// `--map` names a column that is not there.
    NoSuchColumn {
        /// The column as typed.
        column: String,
        /// The names there are.
        names: Vec<String>,
    },
    /// A constant of `--set` that no row could take.
    BadConstant {
        /// The field.
        field: &'static str,
        /// What is wrong.
        what: String,
        /// What to write.
        way_out: String,
    },
    /// A byte that the file's encoding does not have.
    Undecodable(Undecodable),
    /// A cell can be meant in two ways, and no other of its column settles it.
    Undecided {
        /// What the column holds.
        kind: Kind,
        /// The column.
        column: String,
        /// The cell.
        doubt: Seen,
    },
    /// Cells of one column are written in two ways that exclude each other.
    Contradicting {
        /// What the column holds.
        kind: Kind,
        /// The column.
        column: String,
        /// One of each.
        cells: Box<[Seen; 2]>,
    },
    /// A date in the header can be meant in two ways.
    DateInHeader {
        /// The column's name.
        name: String,
    },
    /// A profile names a column that is not there.
    ProfileColumn {
        /// The column as written.
        column: String,
        /// The names there are.
        names: Vec<String>,
    },
    /// The header line itself cannot be split.
    BrokenHeader(String),
}

impl FileFault {
    /// Every code with its meaning, for the documentation.
    pub const CODES: &[(&'static str, &'static str)] = &[
        ("I101", "the file is empty"),
        ("I102", "the file is no CSV"),
        ("I103", "the file is not UTF-8"),
        ("I104", "no column has a known name"),
        ("I105", "two columns have one name, or are read as one field"),
        ("I106", "a required column is missing"),
        ("I107", "a mapping names a column that is not there"),
        ("I108", "the header line cannot be split"),
        ("I111", "a constant of --set that no row could take"),
        ("I109", "a line is no JSON object of texts and numbers"),
        ("I110", "a row of a file of names says nothing about a name"),
        ("I126", "a remark: a key of a JSON line that is no field"),
        ("I112", "a byte that the encoding of the file does not have"),
        ("I113", "a column that can be read in two ways, and no cell settles it"),
        ("I114", "a column whose cells contradict each other"),
        ("I115", "a date in the header that can be read in two ways"),
        ("P102", "a profile names a column that is not there"),
    ];
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FileFault::Empty => write!(f, "the file is empty"),
            FileFault::NotACsv { what, .. } => write!(f, "this is {what}, not a CSV"),
            FileFault::NotUtf8 { line, column } => {
                write!(
                    f,
                    "the text is not UTF-8: line {line}, column {column} holds a byte of another encoding"
                )
            }
            FileFault::NoKnownHeader { names } => write!(f, "no column has a known name: {}", list(names)),
            FileFault::DuplicateHeader { name, columns, field } => {
                write!(f, "columns {} and {} are both `{name}`", columns.0, columns.1)?;
                field.filter(|field| field != name).map_or(Ok(()), |field| write!(f, ", read as {field}"))
            }
            FileFault::MissingColumns { fields, .. } => write!(f, "no column holds {}", fields.join(", ")),
            FileFault::NoSuchColumn { column, names } => {
                write!(f, "--map names the column `{column}`; the file has {}", list(names))
            }
            FileFault::BadConstant { field, what, .. } => write!(f, "--set {field}: {what}"),
            FileFault::BrokenHeader(why) => write!(f, "the header cannot be read: {why}"),
            FileFault::Undecodable(place) => write!(f, "{place}"),
            FileFault::Undecided { column, doubt: Seen { line, value }, .. } => write!(
                f,
                "`{value}` in `{column}`, line {line}, can be read in two ways, and no other cell of the column settles it"
            ),
            FileFault::Contradicting { column, cells, .. } => {
                let [one, other] = cells.as_ref();
                write!(
                    f,
                    "`{column}` is written in two ways that exclude each other: `{}` in line {}, `{}` in line {}",
                    one.value, one.line, other.value, other.line
                )
            }
            FileFault::DateInHeader { name } => write!(f, "the column `{name}` can be two days"),
            FileFault::ProfileColumn { column, names } => {
                write!(f, "the profile names the column `{column}`; the file has {}", list(names))
            }
        }
    }
}

fn list(names: &[String]) -> String {
    const MOST: usize = 40;
    let mut text = names.iter().take(MOST).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if names.len() > MOST {
        text.push_str(&format!(" and {} more", names.len() - MOST));
    }
    text
}

impl Fault for FileFault {
    fn code(&self) -> &'static str {
        match self {
            FileFault::Empty => "I101",
            FileFault::NotACsv { .. } => "I102",
            FileFault::NotUtf8 { .. } => "I103",
            FileFault::NoKnownHeader { .. } => "I104",
            FileFault::DuplicateHeader { .. } => "I105",
            FileFault::MissingColumns { .. } => "I106",
            FileFault::NoSuchColumn { .. } => "I107",
            FileFault::BadConstant { .. } => "I111",
            FileFault::Undecodable(_) => "I112",
            FileFault::Undecided { .. } => "I113",
            FileFault::Contradicting { .. } => "I114",
            FileFault::DateInHeader { .. } => "I115",
            FileFault::ProfileColumn { .. } => "P102",
            FileFault::BrokenHeader(_) => "I108",
        }
    }

    fn hint(&self) -> String {
        match self {
            FileFault::Empty => "export it again, then type the same command".into(),
            FileFault::NotACsv { way_out, .. } => (*way_out).into(),
            FileFault::NotUtf8 { .. } => {
                "mend that letter, or name the encoding if all of the file is in another: --encoding windows-1252"
                    .into()
            }
            FileFault::NoKnownHeader { names } => {
                let map = names.iter().take(3).map(|name| format!("--map {}=FIELD", quoted(name)));
                format!(
                    "say which column is which: tollbook import FILE {}",
                    map.collect::<Vec<_>>().join(" ")
                )
            }
            FileFault::DuplicateHeader { .. } => {
                "rename one of them in the header, or remove that column".into()
            }
            FileFault::MissingColumns { fields, unread } => missing_hint(fields, unread),
            FileFault::NoSuchColumn { names, .. } => {
                let first = names.first().map_or("COLUMN", String::as_str);
                format!("write the name as the header does, such as --map {}=FIELD", quoted(first))
            }
            FileFault::BadConstant { way_out, .. } => way_out.clone(),
            FileFault::Undecodable(_) => {
                "name another encoding, such as --encoding windows-1251, or save the file as \"CSV UTF-8\"".into()
            }
            FileFault::Undecided { kind: Kind::Counts, doubt, .. } => settling_doubt(&doubt.value),
            FileFault::Undecided { kind, .. } | FileFault::Contradicting { kind, .. } => settling(*kind).into(),
            FileFault::DateInHeader { .. } => settling(Kind::Dates).into(),
            FileFault::ProfileColumn { .. } => {
                "write the name as the header of the file does, or take it out of the profile".into()
            }
            FileFault::BrokenHeader(_) => {
                "mend the first line of the file, then type the same command".into()
            }
        }
    }
}

fn settling(kind: Kind) -> &'static str {
    match kind {
        Kind::Counts => {
            "say which sign parts thousands: --thousands . reads 1.400 as 1400, --thousands , reads 1,400 so"
        }
        Kind::Dates => {
            "say what stands first: --dates dmy reads 03/04/2024 as 3 April, --dates mdy as March 4"
        }
    }
}

/// The flags under which a cell can be read that has two meanings.
fn settling_doubt(cell: &str) -> String {
    let meant = |sign: Thousands| {
        let read = Wording::read_with(cell, Some(sign)).ok()?.whole;
        let text = Wording::restore(read.kind(), read.value(), read.count(), None).text().into_owned();
        Some(format!("--thousands {} reads it as {text}", sign.sign()))
    };
    let only = |one: String, other: Thousands| {
        let sign = other.sign();
        format!(
            "if that is meant, {one}; with --thousands {sign} it is no number of people, and its row is rejected"
        )
    };
    match (meant(Thousands::Dot), meant(Thousands::Comma)) {
        (Some(dot), Some(comma)) => format!("say which sign parts thousands: {dot}, {comma}"),
        (Some(dot), None) => only(dot, Thousands::Comma),
        (None, Some(comma)) => only(comma, Thousands::Dot),
        (None, None) => {
            "correct the cell in the file: with neither --thousands . nor --thousands , is it a number of people"
                .into()
        }
    }
}

fn missing_hint(fields: &[&'static str], unread: &[String]) -> String {
    let field = fields.first().copied().unwrap_or("FIELD");
    match unread.first() {
        Some(_) => format!(
            "say which column holds it with --map COLUMN={field} (not read so far: {}), or give one value for all rows with --set {field}=VALUE",
            list(unread)
        ),
        None => format!("give one value for all rows with --set {field}=VALUE, or add the column"),
    }
}

fn quoted(name: &str) -> String {
    if name.chars().all(|c| c.is_alphanumeric() || "_-.#+".contains(c)) {
        name.into()
    } else {
        format!("'{name}'")
    }
}
