//! What keeps a packed file, a workbook or a JSON document from being read as a table.

use std::fmt;
use std::io;

use crate::model::problem::Fault;

/// Why the table in a file cannot be reached.
#[derive(Debug)]
pub enum InputFault {
    /// It cannot be unpacked: what the unpacker says.
    Packed(String),
    /// It is locked with a password.
    Locked,
    /// It unpacks to more than is allowed.
    TooLarge {
        /// The most bytes.
        most: u64,
    },
    /// An archive stands in an archive.
    Nested,
    /// No file of the archive has the name of a table.
    NoTable {
        /// The names that it has.
        names: Vec<String>,
    },
    /// An archive holds more tables than are read at once.
    TooMany {
        /// How many it holds.
        found: usize,
        /// How many are read.
        most: usize,
    },
    /// The workbook cannot be read: why.
    Workbook(String),
    /// A formula of the workbook was never worked out.
    NoValue {
        /// The cell, such as `F7`.
        cell: String,
    },
    /// Several sheets, and none was named; or none of that name.
    Sheet {
        /// The sheet that was named.
        named: Option<String>,
        /// The sheets that hold cells, with a word for hidden ones.
        sheets: Vec<(String, bool)>,
    },
    /// A sheet was named, and the file is no workbook.
    NoWorkbook {
        /// The sheet.
        named: String,
    },
    /// The JSON document is no list of records: why.
    Json {
        /// Why.
        why: String,
        /// The physical line; 0 for the document as a whole.
        line: u64,
    },
    /// The system refused.
    Io(io::Error),
}

impl InputFault {
    /// Every code with its meaning, for the documentation.
    pub const CODES: &[(&'static str, &'static str)] = &[
        ("I116", "a packed file that cannot be unpacked"),
        ("I117", "a packed file, a workbook or a JSON document that is too large"),
        ("I118", "an archive in an archive"),
        ("I119", "an archive without a table, or with too many"),
        ("I120", "a workbook that cannot be read"),
        ("I121", "a workbook of several sheets, and none or no such one was named"),
        ("I122", "a formula that was never worked out"),
        ("I123", "a JSON document that holds no records"),
        ("I125", "a sheet was named of a file that is no workbook"),
        ("I124", "a remark: cells of a sheet are merged"),
    ];

    /// A failure while unpacking: the file's own fault, unless the system ran into one.
    pub fn unpacking(error: io::Error) -> InputFault {
        match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
                InputFault::Packed(error.to_string())
            }
            _ => InputFault::Io(error),
        }
    }
}

impl From<io::Error> for InputFault {
    fn from(error: io::Error) -> InputFault {
        InputFault::Io(error)
    }
}

impl fmt::Display for InputFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InputFault::Packed(why) => write!(f, "it cannot be unpacked: {why}"),
            InputFault::Locked => write!(f, "it is locked with a password"),
            InputFault::TooLarge { most } => write!(f, "what is in it has more than {most} bytes"),
            InputFault::Nested => write!(f, "it holds an archive of its own"),
            InputFault::NoTable { names } if names.is_empty() => write!(f, "the archive is empty"),
            InputFault::NoTable { names } => {
                let some: Vec<String> = names.iter().take(10).map(|name| format!("`{name}`")).collect();
                let more = if names.len() > 10 { " ..." } else { "" };
                write!(f, "no file in the archive has the name of a table: {}{more}", some.join(", "))
            }
            InputFault::TooMany { found, most } => {
                write!(f, "the archive holds {found} tables; {most} are read at once")
            }
            InputFault::Workbook(why) => write!(f, "the workbook cannot be read: {why}"),
            InputFault::NoValue { cell } => {
                write!(f, "the formula in {cell} was never worked out: the workbook holds no value for it")
            }
            InputFault::Sheet { named: Some(named), .. } => write!(f, "there is no sheet `{named}`"),
            InputFault::Sheet { sheets, .. } if sheets.is_empty() => {
                write!(f, "no sheet of the workbook holds a cell")
            }
            InputFault::Sheet { sheets, .. } => {
                write!(f, "the workbook has several sheets: {}", listed(sheets))
            }
            InputFault::NoWorkbook { named } => {
                write!(f, "it is no workbook, and has no sheet `{named}`")
            }
            InputFault::Json { why, line: 0 } => write!(f, "no records can be read from this JSON: {why}"),
            InputFault::Json { why, line } => {
                write!(f, "no records can be read from this JSON: line {line}: {why}")
            }
            InputFault::Io(error) => write!(f, "{error}"),
        }
    }
}

fn listed(sheets: &[(String, bool)]) -> String {
    let one = |(name, hidden): &(String, bool)| {
        if *hidden { format!("`{name}` (hidden)") } else { format!("`{name}`") }
    };
    sheets.iter().map(one).collect::<Vec<_>>().join(", ")
}

impl Fault for InputFault {
    fn code(&self) -> &'static str {
        match self {
            InputFault::Packed(_) | InputFault::Locked => "I116",
            InputFault::TooLarge { .. } => "I117",
            InputFault::Nested => "I118",
            InputFault::NoTable { .. } | InputFault::TooMany { .. } => "I119",
            InputFault::Workbook(_) => "I120",
            InputFault::Sheet { .. } => "I121",
            InputFault::NoValue { .. } => "I122",
            InputFault::Json { .. } => "I123",
            InputFault::NoWorkbook { .. } => "I125",
            InputFault::Io(_) => "U102",
        }
    }

    fn hint(&self) -> String {
        match self {
            InputFault::Packed(_) => "fetch the file again; it may have been cut on its way".into(),
            InputFault::Locked => {
                "unlock it with the program that locked it, and import what is inside".into()
            }
            InputFault::TooLarge { most } => format!(
                "if you know what is in it, allow more: --max-unpacked {}",
                most.saturating_mul(4)
            ),
            InputFault::Nested => "unpack it first, and import the files that are in it".into(),
            InputFault::NoTable { .. } => {
                "unpack it, and import the file that holds the table: tollbook import FILE".into()
            }
            InputFault::TooMany { .. } => {
                "unpack it into a folder, and import that: tollbook import FOLDER".into()
            }
            InputFault::Workbook(_) => {
                "open it in a spreadsheet and save it as .xlsx, or the sheet as \"CSV UTF-8\"".into()
            }
            InputFault::NoValue { .. } => {
                "open it in a spreadsheet, which works formulas out, save it, and type the same command again"
                    .into()
            }
            InputFault::Sheet { sheets, .. } => match sheets.first() {
                None => "open it in a spreadsheet and see what is in it".into(),
                Some((first, _)) => {
                    format!("name the sheet: --sheet '{first}' (there are {})", listed(sheets))
                }
            },
            InputFault::NoWorkbook { .. } => {
                "import it without --sheet; beside workbooks, by a command of its own: tollbook import FILE".into()
            }
            InputFault::Json { .. } => {
                "write an array of records, such as [{\"event\": \"Flood\", \"figure\": \"704\"}], or one record a line"
                    .into()
            }
            InputFault::Io(_) => "check the disk and the file, then type the same command again".into(),
        }
    }
}

/// A remark: cells of a sheet are merged, and only the first of them holds the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cells {from} to {to} are merged: the text is read in {from} only, the others are blank")]
pub struct Merged {
    /// The first cell.
    pub from: String,
    /// The last cell.
    pub to: String,
}

impl Fault for Merged {
    fn code(&self) -> &'static str {
        "I124"
    }

    fn hint(&self) -> String {
        "if the text is meant for all of them, unmerge the cells in a spreadsheet and fill them".into()
    }
}
