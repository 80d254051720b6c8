//! What keeps a whole file from being read.

use std::fmt;

use crate::model::problem::Fault;

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
            FileFault::BrokenHeader(_) => "I108",
        }
    }

    fn hint(&self) -> String {
        match self {
            FileFault::Empty => "export it again, then type the same command".into(),
            FileFault::NotACsv { way_out, .. } => (*way_out).into(),
            FileFault::NotUtf8 { .. } => {
                "save it as \"CSV UTF-8\", or convert it with iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW"
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
            FileFault::BrokenHeader(_) => {
                "mend the first line of the file, then type the same command".into()
            }
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
