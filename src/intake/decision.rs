//! What an import had to decide about a file, and by which cell; the receipt shows it.

/// One decision, with what settles it otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What was decided.
    pub about: About,
    /// The column that it is about; `None` for the whole file.
    pub column: Option<String>,
    /// What was taken: `windows-1252`, `;`, `dmy`.
    pub choice: String,
    /// The cell that decided it; `None` where it was no cell.
    pub by: Option<Seen>,
    /// How it is known, where it was no cell.
    pub because: Option<&'static str>,
    /// The flag that settles it otherwise.
    pub flag: &'static str,
}

impl Decision {
    /// One about the whole file.
    pub fn of_file(about: About, choice: String, because: &'static str, flag: &'static str) -> Decision {
        Decision { about, column: None, choice, by: None, because: Some(because), flag }
    }
}

/// What can be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// How bytes become letters.
    Encoding,
    /// What parts the cells.
    Delimiter,
    /// What parts the thousands.
    Thousands,
    /// Whether day or month stands first.
    Dates,
    /// Which column holds what, by its HXL tags.
    Tags,
    /// Which sheet of a workbook is read.
    Sheet,
}

impl About {
    /// The word in receipts.
    pub fn word(self) -> &'static str {
        match self {
            About::Encoding => "encoding",
            About::Delimiter => "delimiter",
            About::Thousands => "thousands",
            About::Dates => "dates",
            About::Tags => "tags",
            About::Sheet => "sheet",
        }
    }
}

/// A cell, by its place and text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The physical line, from 1.
    pub line: u64,
    /// The cell.
    pub value: String,
}
