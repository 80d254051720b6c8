//! What keeps a whole file from being read.

use super::decision::Seen;
use super::encoding::Undecodable;
use super::kinds::NotationKind;
use crate::model::problem::faults;
use crate::model::wording::{Thousands, Wording};

faults! {
/// Why a file is not read at all: nothing of it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault: Other {
    /// The file is empty.
    "I101" Empty is "the file is empty";
    hint "export it again, then type the same command";

    /// The file is no CSV, by its first bytes.
    "I102" NotACsv {
        /// What it is.
        what: &'static str,
        /// What to do with it.
        way_out: &'static str,
    } is "this is {what}, not a CSV";
    hint "{way_out}";

    /// The file is not UTF-8.
    "I103" NotUtf8 {
        /// Where the first such byte is, from 1.
        line: u64,
        /// The character column, from 1.
        column: usize,
    } is "the text is not UTF-8: line {line}, column {column} holds a byte of another encoding";
    hint "mend that letter, or name the encoding if all of the file is in another: --encoding windows-1252";

    /// No column has a name that the house CSV knows.
    "I104" NoKnownHeader {
        /// The names it has.
        names: Vec<String>,
    } is "no column has a known name: {}", list(names);
    hint "say which column is which: tollbook import FILE {}", map_flags(names);

    /// Two columns have one name, or are read as one field.
    "I105" DuplicateHeader {
        /// The name.
        name: String,
        /// The columns, from 1.
        columns: (usize, usize),
        /// The field that both are read as.
        field: Option<&'static str>,
    } is "columns {} and {} are both `{name}`{}", columns.0, columns.1,
        field.filter(|field| field != name).map(|field| format!(", read as {field}")).unwrap_or_default();
    hint "rename one of them in the header, or remove that column";

    /// A required column is missing.
    "I106" MissingColumns {
        /// Their names.
        fields: Vec<&'static str>,
        /// Columns that are read as nothing.
        unread: Vec<String>,
    } is "no column holds {}", fields.join(", ");
    hint "{}", missing_hint(fields, unread);

    /// `--map` names a column that is not there.
    "I107" NoSuchColumn {
        /// The column as typed.
        column: String,
        /// The names there are.
        names: Vec<String>,
    } is "--map names the column `{column}`; the file has {}", list(names);
    hint "write the name as the header does, such as --map {}=FIELD", quoted(names.first().map_or("COLUMN", String::as_str));

    /// The header line itself cannot be split.
    "I108" BrokenHeader(why: String) is "the header cannot be read: {why}";
    hint "mend the first line of the file, then type the same command";

    /// A constant of `--set` that no row could take.
    "I111" BadConstant {
        /// The field.
        field: &'static str,
        /// What is wrong.
        what: String,
        /// What to write.
        way_out: String,
    } is "--set {field}: {what}";
    hint "{way_out}";

    /// A byte that the encoding of the file does not have.
    "I112" Undecodable(place: Undecodable) is "{place}";
    hint "name another encoding, such as --encoding windows-1251, or save the file as \"CSV UTF-8\"";

    /// A column that can be read in two ways, and no cell settles it.
    "I113" Undecided {
        /// What the column holds.
        kind: NotationKind,
        /// The column.
        column: String,
        /// The cell.
        doubt: Seen,
    } is "`{}` in `{column}`, line {}, can be read in two ways, and no other cell of the column settles it", doubt.value, doubt.line;
    hint "{}", match kind {
        NotationKind::Counts => settling_doubt(&doubt.value),
        NotationKind::Dates => settling(*kind).to_owned(),
    };

    /// A column whose cells contradict each other: they are written in two ways that exclude each other.
    "I114" Contradicting {
        /// What the column holds.
        kind: NotationKind,
        /// The column.
        column: String,
        /// One of each.
        cells: Box<[Seen; 2]>,
    } is "`{column}` is written in two ways that exclude each other: `{}` in line {}, `{}` in line {}",
        cells[0].value, cells[0].line, cells[1].value, cells[1].line;
    hint "{}", settling(*kind);

    /// A date in the header that can be read in two ways.
    "I115" DateInHeader {
        /// The column's name.
        name: String,
    } is "the column `{name}` can be two days";
    hint "{}", settling(NotationKind::Dates);

    /// A profile that is no profile.
    "P101" BadProfile(why: String) is "{why}";
    hint "write the keys as docs/profiles.md gives them, such as [figures.killed_cum] with measure = \"killed\"; then type the same command again";

    /// A profile names columns that are not there.
    "P102" ProfileColumns {
        /// The columns as written; never empty.
        columns: Vec<String>,
        /// The names there are.
        names: Vec<String>,
    } is "the profile names the column{} {}; the file has {}", if columns.len() == 1 { "" } else { "s" }, list(columns), list(names);
    hint "write the name as the header of the file does, or take it out of the profile; for a column that some files lack, add optional = true";
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

/// Flags that show how the first columns would be named.
fn map_flags(names: &[String]) -> String {
    let flags: Vec<String> =
        names.iter().take(3).map(|name| format!("--map {}=FIELD", quoted(name))).collect();
    flags.join(" ")
}

fn settling(kind: NotationKind) -> &'static str {
    match kind {
        NotationKind::Counts => {
            "say which sign parts thousands: --thousands . reads 1.400 as 1400, --thousands , reads 1,400 so"
        }
        NotationKind::Dates => {
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
