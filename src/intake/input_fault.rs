//! What keeps a packed file, a workbook or a JSON document from being read as a table, and what the system refuses.

use std::io;
use std::path::Path;

use crate::model::problem::faults;
use crate::model::shell::word;

faults! {
/// Why the table in a file cannot be reached.
#[derive(Debug)]
pub enum InputFault: Other {
    /// A packed file that cannot be unpacked: what the unpacker says.
    "I116" Packed(why: String) is "it cannot be unpacked: {why}";
    hint "fetch the file again; it may have been cut on its way";
    or
    /// It is locked with a password.
    Locked is "it is locked with a password";
    hint "unlock it with the program that locked it, and import what is inside";

    /// A packed file, a workbook or a JSON document that is too large: it unpacks to more than is allowed.
    "I117" TooLarge {
        /// The most bytes.
        most: u64,
    } is "what is in it has more than {most} bytes";
    hint "if you know what is in it, allow more: --max-unpacked {}", most.saturating_mul(4);

    or
    /// A workbook or a JSON document that would take too much memory, however few its bytes are.
    Memory {
        /// The most bytes.
        most: u64,
    } is "it would take more than {most} bytes of memory to read";
    hint "save the table as \"CSV UTF-8\", which is read row by row; if you know what is in it, allow more: --max-unpacked {}", most.saturating_mul(4);
    or
    /// A sheet whose last cell stands too far out.
    Spans {
        /// That cell, such as `XFD1048576`.
        last: String,
        /// How many cells a sheet may span.
        most: u64,
    } is "the sheet spans more than {most} cells, as far as {last}";
    hint "delete what stands beyond the table, rows and columns with it, save it, and type the same command again";

    or
    /// A text or a list of a JSON document that is longer than a cell may be.
    LongText {
        /// The physical line.
        line: u64,
        /// The most bytes of a cell.
        most: usize,
    } is "line {line}: a text or a list has more than {most} bytes, the limit of a cell";
    hint "if it is what it should be, allow longer cells: --max-cell {}", most.saturating_mul(4);
    or
    /// Records of a JSON document that have more keys than a row has cells.
    ManyKeys {
        /// The physical line.
        line: u64,
        /// The most columns.
        most: usize,
    } is "line {line}: the records have more than {most} keys, each a column";
    hint "if they are what they should be, allow more columns: --max-columns {}", most.saturating_mul(4);

    /// An archive in an archive.
    "I118" Nested is "it holds an archive of its own";
    hint "unpack it first, and import the files that are in it";

    /// An archive without a table: no file of it has the name of one.
    "I119" NoTable {
        /// The names that it has.
        names: Vec<String>,
    } is "{}", no_table(names);
    hint "unpack it, and import the file that holds the table: tollbook import FILE";
    or
    /// An archive with more tables than are read at once.
    TooMany {
        /// How many it holds.
        found: usize,
        /// How many are read.
        most: usize,
    } is "the archive holds {found} tables; {most} are read at once";
    hint "unpack it into a folder, and import that: tollbook import FOLDER";

    or
    /// An archive with two files of one name.
    TwoOfOneName {
        /// The name.
        name: String,
    } is "two files of the archive have the name `{name}`";
    hint "unpack it, give each file a name of its own, and import the folder: tollbook import FOLDER";

    /// A workbook that cannot be read: why.
    "I120" Workbook(why: String) is "the workbook cannot be read: {why}";
    hint "open it in a spreadsheet and save it as .xlsx, or the sheet as \"CSV UTF-8\"";

    /// A workbook of several sheets, and none or no such one was named.
    "I121" Sheet {
        /// The sheet that was named.
        named: Option<String>,
        /// The sheets that hold cells, with a word for hidden ones.
        sheets: Vec<(String, bool)>,
    } is "{}", no_sheet(named.as_deref(), sheets);
    hint "{}", sheet_hint(sheets);

    /// A formula of the workbook that was never worked out.
    "I122" NoValue {
        /// The cell, such as `F7`.
        cell: String,
    } is "the formula in {cell} was never worked out: the workbook holds no value for it";
    hint "open it in a spreadsheet, which works formulas out, save it, and type the same command again";

    /// A JSON document that holds no records: why.
    "I123" Json {
        /// Why.
        why: String,
        /// The physical line; 0 for the document as a whole.
        line: u64,
    } is "no records can be read from this JSON: {}{why}", if *line == 0 { String::new() } else { format!("line {line}: ") };
    hint "write an array of records, such as [{{\"event\": \"Flood\", \"figure\": \"704\"}}], or one record a line";

    /// A sheet was named of a file that is no workbook.
    "I125" NoWorkbook {
        /// The sheet.
        named: String,
    } is "it is not a workbook, and has no sheet `{named}`";
    hint "import it without --sheet; beside workbooks, by a command of its own: tollbook import FILE";

    /// Lines of a header or a footer were named of records, which have none.
    "I129" NoLines is "it holds records of JSON, which have no header line and no footer";
    hint "import it without --header-line, --header-rows and --footer; beside tables, by a command of its own: tollbook import FILE";

    /// A file cannot be opened, read or written: what the system says while it is read.
    "U102" Io(error: io::Error) is "{error}";
    hint "check the disk and the file, then type the same command again";
    or
    /// The system does not give a file.
    NotGiven {
        /// Its name as typed.
        file: String,
        /// Of what kind the refusal is.
        kind: io::ErrorKind,
        /// What the system says, in words.
        why: String,
    } is "{file}: {why}";
    hint "{}", not_given_hint(file, *kind);
    or
    /// The system does not take a file.
    NotTaken {
        /// Its name as typed.
        file: String,
        /// Of what kind the refusal is.
        kind: io::ErrorKind,
        /// What the system says, in words.
        why: String,
    } is "{file} was not written: {why}";
    hint "{}", not_taken_hint(file, *kind);
    or
    /// What was to be written or printed could not be.
    Output(error: io::Error) is "{error}";
    hint "check the disk and the rights of the folder, then type the command again";
}
}

impl InputFault {
    /// A file that the system does not give.
    pub fn not_given(file: &str, error: &io::Error) -> InputFault {
        InputFault::NotGiven { file: file.to_owned(), kind: error.kind(), why: system_says(error) }
    }

    /// A file that the system does not take.
    pub fn not_taken(file: &Path, error: &io::Error) -> InputFault {
        let why = match error.kind() {
            io::ErrorKind::NotFound => "there is no such folder".to_owned(),
            _ => system_says(error),
        };
        InputFault::NotTaken { file: file.display().to_string(), kind: error.kind(), why }
    }

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

/// What the system says of a file, in words.
pub fn system_says(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".into(),
        io::ErrorKind::PermissionDenied => "it may not be read or written".into(),
        io::ErrorKind::IsADirectory => "it is a folder".into(),
        _ => error.to_string(),
    }
}

fn not_given_hint(file: &str, kind: io::ErrorKind) -> String {
    match kind {
        io::ErrorKind::NotFound => "check the name; the files here are listed by ls".into(),
        io::ErrorKind::PermissionDenied => format!("allow reading with chmod u+r {}", word(file)),
        _ => "check the file and type the same command again".into(),
    }
}

fn not_taken_hint(file: &str, kind: io::ErrorKind) -> String {
    let folder = Path::new(file).parent().map(|folder| folder.display().to_string());
    match (kind, folder.filter(|folder| !folder.is_empty())) {
        (io::ErrorKind::NotFound, Some(folder)) => {
            format!("make the folder first: mkdir -p {}", word(&folder))
        }
        (io::ErrorKind::PermissionDenied, _) => "name a file in a folder that may be written".into(),
        (io::ErrorKind::IsADirectory, _) => "name another file, or move the folder away".into(),
        _ => "check the disk and the name, then type the command again".into(),
    }
}

fn no_table(names: &[String]) -> String {
    if names.is_empty() {
        return "the archive is empty".into();
    }
    let some: Vec<String> = names.iter().take(10).map(|name| format!("`{name}`")).collect();
    let more = if names.len() > 10 { " ..." } else { "" };
    format!("no file in the archive has the name of a table: {}{more}", some.join(", "))
}

fn no_sheet(named: Option<&str>, sheets: &[(String, bool)]) -> String {
    match named {
        Some(named) => format!("there is no sheet `{named}`"),
        None if sheets.is_empty() => "no sheet of the workbook holds a cell".into(),
        None => format!("the workbook has several sheets: {}", listed(sheets)),
    }
}

fn sheet_hint(sheets: &[(String, bool)]) -> String {
    match sheets.first() {
        None => "open it in a spreadsheet and see what is in it".into(),
        Some((first, _)) => format!("name the sheet: --sheet {} (there are {})", word(first), listed(sheets)),
    }
}

fn listed(sheets: &[(String, bool)]) -> String {
    let one = |(name, hidden): &(String, bool)| {
        if *hidden { format!("`{name}` (hidden)") } else { format!("`{name}`") }
    };
    sheets.iter().map(one).collect::<Vec<_>>().join(", ")
}
