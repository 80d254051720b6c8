//! What keeps a whole file from being read.

use super::decision::Seen;
use super::encoding::Undecodable;
use super::kinds::NotationKind;
use super::said_otherwise::SaidOtherwise;
use super::short_years::{centuries, place_of};
use crate::model::date::{DateFault, DateOrder, Moment};
use crate::model::problem::faults;
use crate::model::shell::{folded, word};
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
        /// What to type for this very file, where it was looked at.
        way_out: Option<String>,
    } is "no column has a known name: {}", list(names);
    hint "{}", way_out.clone().unwrap_or_else(|| usual_way_out(&["FIELD"], names));

    /// A table of plain values, in which days and names are no longer as they were printed.
    "I145" PlainValues is "these are plain values for programs that calculate: a day that was assumed looks like a stated one";
    hint "import figures as they were recorded, which the same store gives: tollbook export --db THAT.db -o figures.csv";

    /// Two columns have one name, or are read as one field.
    "I105" DuplicateHeader {
        /// Their names.
        names: [String; 2],
        /// The columns, from 1.
        columns: (usize, usize),
        /// The field that both are read as.
        field: Option<&'static str>,
    } is "{}", same_columns(names, *columns, *field);
    hint "rename one of them in the header, or remove that column";
    or
    /// Two columns that `--map` reads as one field.
    TwoColumns {
        /// The field.
        field: &'static str,
        /// The columns as typed.
        columns: [String; 2],
    } is "--map reads two columns as {field}: `{}` and `{}`", columns[0], columns[1];
    hint "{}", match *field {
        "figure" => "leave one out; to make a figure of each, write a profile with a table [figures.COLUMN] for both (docs/profiles.md)",
        _ => "leave one of them out: a figure has one value in each field",
    };

    /// A required column is missing.
    "I106" MissingColumns {
        /// Their names.
        fields: Vec<&'static str>,
        /// Columns that are read as nothing.
        unread: Vec<String>,
        /// What to type for this very file, where it was looked at.
        way_out: Option<String>,
    } is "no column holds {}", fields.join(", ");
    hint "{}", way_out.clone().unwrap_or_else(|| usual_way_out(fields, unread));

    /// `--map` names a column that is not there.
    "I107" NoSuchColumn {
        /// The column as typed.
        column: String,
        /// The names there are.
        names: Vec<String>,
    } is "--map names the column `{column}`; the file has {}", list(names);
    hint "write the name as the header does, such as --map {}", map_of(column, names);

    /// The header line itself cannot be split.
    "I108" BrokenHeader {
        /// What is wrong.
        why: String,
        /// What mends it, or what to type for this very file, where it looks as if its header stood elsewhere.
        way_out: String,
    } is "the header cannot be read: {why}";
    hint "{way_out}";

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
    or
    /// Two values for one field.
    TwoValues {
        /// The field.
        field: String,
        /// The values as typed.
        values: [String; 2],
    } is "--set gives {field} two values: `{}` and `{}`", values[0], values[1];
    hint "leave one of them out, or import the rows of each from a file of their own";

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
    hint "{}", settled_by_flag(*kind, &doubt.value);

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
    hint "{}", settled_one_way(*kind, cells);

    /// Days whose years have two digits: the century is missing.
    "I135" ShortYears {
        /// The column, or the name of one that is a day.
        column: String,
        /// The first of them.
        seen: Seen,
        /// Whether day or month stands first, where that is known.
        order: Option<DateOrder>,
    } is "`{}` in {} gives its year with two digits", seen.value, place_of(column, seen);
    hint "{}", centuries(&seen.value, *order);

    /// A date in the header that can be read in two ways.
    "I115" DateInHeader {
        /// The column's name.
        name: String,
    } is "the column `{name}` can be two days";
    hint "{}", settled_by_flag(NotationKind::Dates, name);

    /// A name that fits several columns, and is that of none.
    "I127" SeveralColumns {
        /// The column as written.
        column: String,
        /// The names that it fits.
        names: Vec<String>,
    } is "`{column}` can be more than one column: {}", list(names);
    hint "write the name as the header of the file does, letter by letter";

    /// The line in which the header is said to stand is behind the last.
    "I128" NoSuchLine {
        /// The line.
        line: u64,
        /// How many lines there are.
        lines: u64,
    } is "the header is said to stand in line {line}, and the file has {lines} line{}", if *lines == 1 { "" } else { "s" };
    hint "count the lines as an editor shows them, and write that of the header: --header-line 1";
    or
    /// That line holds nothing.
    BlankHeader {
        /// The line.
        line: u64,
    } is "the header is said to stand in line {line}, which is blank";
    hint "count the lines as an editor shows them, blank ones too, and write that of the header: --header-line {}", line + 1;
    or
    /// The file ends inside the header.
    ShortHeader {
        /// How many lines it is said to have.
        rows: usize,
        /// How many there are.
        found: usize,
    } is "the header is said to have {rows} lines, and the file ends after {found}";
    hint "write how many lines the header has: --header-rows {found}";

    /// A value of `--set` that tags, a profile or cells contradict.
    "I130" SetAgainst {
        /// The field.
        field: &'static str,
        /// Its value on the command line.
        value: String,
        /// What says otherwise.
        other: SaidOtherwise,
    } is "--set {field}={value}, and {other}";
    hint "{}", other.way_out(field, value);

    /// A profile that is no profile.
    "P101" BadProfile(why: String) is "{why}";
    hint "write the keys as docs/profiles.md gives them, such as [figures.killed_cum] with measure = \"killed\"; then type the same command again";

    /// Two patterns of a profile fit one column.
    "P106" TwoPatterns {
        /// The column.
        column: String,
        /// The patterns.
        patterns: [String; 2],
    } is "the column `{column}` fits both `{}` and `{}`", patterns[0], patterns[1];
    hint "narrow one of the patterns, or give the column a table of its own, [figures.\"{column}\"]";

    /// The codes of a profile do not explain what the star of a pattern stands for.
    "P107" UnknownPart {
        /// The pattern.
        pattern: String,
        /// What its star stands for.
        part: String,
    } is "the profile does not say what `{part}` in a column `{pattern}` stands for";
    hint "add it to the codes there, or let it stand for itself: others = \"keep\"";

    /// A profile reads the name of the file, which does not fit.
    "P108" OtherName {
        /// The pattern.
        pattern: String,
        /// The name.
        name: String,
    } is "the profile reads the name of the file by `{pattern}`, and it is `{name}`";
    hint "rename the file, widen the pattern, or add default = \"...\" beside it; for this file alone a flag says it, such as --set as_of=2021-04-03";
    or
    /// What the star stands for there is no day.
    UndatedName {
        /// The pattern.
        pattern: String,
        /// The name.
        name: String,
        /// The field.
        field: &'static str,
        /// Why not.
        why: DateFault,
    } is "the profile reads {field} from the name of the file, `{name}`, and {why}";
    hint "say how the day is written (dates, century or weeks in the profile), or say it of this file: --set {field}=2021-04-03";

    /// A profile names columns that are not there.
    "P102" ProfileColumns {
        /// The columns as written; never empty.
        columns: Vec<String>,
        /// The names there are.
        names: Vec<String>,
    } is "the profile names the column{} {}; the file has {}", if columns.len() == 1 { "" } else { "s" }, list(columns), list(names);
    hint "write the name as the header of the file does, or take it out of the profile; for a column that some files lack, add optional = true";

    /// A profile counts the rows, and a column is read as the number of each.
    "P110" CountedTwice {
        /// The column.
        column: String,
    } is "each = \"person\" counts the rows, and `{column}` is read as the number of each";
    hint "leave the column out of the mapping, or put it below ignore; if its cells are counts, take each out of [rows]";

    /// Rows say the same, and their number was set for all of them.
    "I140" SetForAll {
        /// The line of the later row.
        line: u64,
        /// That of the earlier one.
        of: u64,
    } is "the row in line {line} says what line {of} says, and the number was set for all rows: each row seems to be one person";
    hint "to have the rows counted, write this line into FILE.csv.toml and type the command again (no row is stored, only the counts): rows.each = \"person\"";

    /// Rows of a line list that cannot be read: what was counted would be too low.
    "I141" Uncounted {
        /// How many.
        rows: u64,
    } is "{rows} row{} of a list of people cannot be counted, and without them the counts would be too low: nothing was stored", if *rows == 1 { "" } else { "s" };
    hint "mend the rows above, or say which rows are no people: [rows] skip = [{{ column = \"COLUMN\", is = [\"CELL\"] }}] in the profile";
}
}

impl FileFault {
    /// The name of a column or a pattern in the profile that is at fault; `None` where no profile is.
    pub fn name_in_profile(&self) -> Option<&str> {
        match self {
            FileFault::ProfileColumns { columns, .. } => columns.first().map(String::as_str),
            FileFault::TwoPatterns { patterns, .. } => Some(&patterns[1]),
            FileFault::UnknownPart { pattern, .. }
            | FileFault::OtherName { pattern, .. }
            | FileFault::UndatedName { pattern, .. } => Some(pattern),
            _ => None,
        }
    }
}

fn list(names: &[String]) -> String {
    const MOST: usize = 40;
    let named: Vec<String> =
        names.iter().filter(|name| !name.is_empty()).map(|name| format!("`{name}`")).collect();
    let mut text = named.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
    if named.len() > MOST {
        text.push_str(&format!(" and {} more", named.len() - MOST));
    }
    if text.is_empty() { "all are blank".to_owned() } else { text }
}

/// What two columns have in common: their name, or the field that they are read as.
fn same_columns(names: &[String; 2], (first, later): (usize, usize), field: Option<&str>) -> String {
    let [one, other] = names;
    match field {
        Some(field) if !one.eq_ignore_ascii_case(other) => {
            format!("columns {first} and {later}, `{one}` and `{other}`, are both read as {field}")
        }
        Some(field) if field != other => {
            format!("columns {first} and {later} are both `{other}`, read as {field}")
        }
        _ => format!("columns {first} and {later} are both `{other}`"),
    }
}

/// The two flags that settle how a column is written, each with what it makes of a cell; `None` where nothing can be
/// made of it.
fn readings(kind: NotationKind, cell: &str) -> [(&'static str, Option<String>); 2] {
    let number = |sign: Thousands| {
        let read = Wording::read_with(cell, Some(sign)).ok()?.whole;
        Some(Wording::restore(read.kind(), read.value(), read.count(), None).text().into_owned())
    };
    let day = |order: DateOrder| Some(Moment::read_with(cell, Some(order)).ok()?.date.long());
    match kind {
        NotationKind::Counts => {
            [("--thousands .", number(Thousands::Dot)), ("--thousands ,", number(Thousands::Comma))]
        }
        NotationKind::Dates => {
            [("--dates dmy", day(DateOrder::DayFirst)), ("--dates mdy", day(DateOrder::MonthFirst))]
        }
    }
}

/// What a cell is asked to be, and what it is not under one of the flags.
fn asked_and_lacking(kind: NotationKind) -> (&'static str, &'static str) {
    match kind {
        NotationKind::Counts => ("say which sign separates thousands", "not a number of people"),
        NotationKind::Dates => ("say what stands first", "not a day"),
    }
}

/// What each flag makes of the cell that has two meanings.
fn settled_by_flag(kind: NotationKind, cell: &str) -> String {
    let (asked, lacking) = asked_and_lacking(kind);
    match readings(kind, cell) {
        [(one, Some(this)), (other, Some(that))] => {
            format!("{asked}: {one} reads {cell} as {this}, {other} as {that}")
        }
        [(one, Some(this)), (other, None)] | [(other, None), (one, Some(this))] => format!(
            "if that is meant, {one} reads it as {this}; with {other} it is {lacking}, and its row is rejected"
        ),
        [(one, None), (other, None)] => {
            format!("correct the cell in the file: with neither {one} nor {other} is it {}", &lacking[3..])
        }
    }
}

/// Of two cells that exclude each other: which one each flag reads, the other being rejected.
fn settled_one_way(kind: NotationKind, cells: &[Seen; 2]) -> String {
    let [first, second] = [&cells[0], &cells[1]].map(|seen| readings(kind, &seen.value));
    let [one, other] = [0, 1].map(|at| {
        let flag = first[at].0;
        match (&first[at].1, &second[at].1) {
            (Some(_), Some(_)) => format!("{flag} reads both"),
            (Some(read), None) => format!("{flag} reads {} as {read}", cells[0].value),
            (None, Some(read)) => format!("{flag} reads {} as {read}", cells[1].value),
            (None, None) => format!("{flag} reads neither"),
        }
    });
    let (asked, _) = asked_and_lacking(kind);
    format!("{asked}: {one}, {other}; what it cannot read is rejected. Or mend the file")
}

/// What to type for fields that nothing gives, where the file was not looked at. A column without a name cannot be named.
fn usual_way_out(fields: &[&str], unread: &[String]) -> String {
    let named: Vec<String> = unread.iter().filter(|name| !name.is_empty()).cloned().collect();
    let set: Vec<String> = fields.iter().map(|field| format!("--set {field}=VALUE")).collect();
    let set = format!("give one value for all rows with {}", set.join(" "));
    if named.is_empty() {
        return format!("{set}, or add the columns");
    }
    let map: Vec<String> = fields.iter().map(|field| format!("--map COLUMN={field}")).collect();
    format!(
        "say which column holds what with {} (not read so far: {}), or {set}",
        map.join(" "),
        list(&named)
    )
}

/// The command line's word for a column as a field: of the columns that are there the one whose name is nearest.
fn map_of(column: &str, names: &[String]) -> String {
    let lower = column.to_lowercase();
    let alike = |name: &&String| {
        let name = name.to_lowercase();
        let begins = lower.chars().zip(name.chars()).take_while(|(one, other)| one == other).count();
        let ends =
            lower.chars().rev().zip(name.chars().rev()).take_while(|(one, other)| one == other).count();
        begins.max(ends)
    };
    let named = names.iter().filter(|name| !name.is_empty());
    // Of equals the first.
    let nearest = named.rev().max_by_key(alike).map_or("COLUMN", String::as_str);
    word(&format!("{}=FIELD", folded(nearest)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::problem::Fault;

    fn seen(value: &str) -> Seen {
        Seen { line: 2, value: value.to_owned() }
    }

    fn hint_of(kind: NotationKind, value: &str) -> String {
        FileFault::Undecided { kind, column: "c".into(), doubt: seen(value) }.hint()
    }

    #[test]
    fn the_hint_reads_the_cell_that_is_in_doubt() {
        assert_eq!(
            hint_of(NotationKind::Dates, "05/06/2021"),
            "say what stands first: --dates dmy reads 05/06/2021 as 5 June 2021, --dates mdy as 6 May 2021"
        );
        assert_eq!(
            hint_of(NotationKind::Counts, "7.250"),
            "if that is meant, --thousands . reads it as 7,250; with --thousands , it is not a number of people, and its row is rejected"
        );
        let header = FileFault::DateInHeader { name: "1/2/2020".into() }.hint();
        assert!(
            header.contains("dmy reads 1/2/2020 as 1 February 2020, --dates mdy as 2 January"),
            "{header}"
        );
    }

    #[test]
    fn a_column_that_is_not_there_is_answered_with_the_nearest() {
        let names = ["day", "tolls, as told", "place"].map(str::to_owned).to_vec();
        let hint = FileFault::NoSuchColumn { column: "Toll".into(), names }.hint();
        assert!(hint.ends_with("--map \"tolls, as told=FIELD\""), "{hint}");
    }

    #[test]
    fn of_two_cells_that_exclude_each_other_each_flag_reads_one() {
        let cells = Box::new([seen("25/04/2021"), seen("04/26/2021")]);
        let fault = FileFault::Contradicting { kind: NotationKind::Dates, column: "c".into(), cells };
        let hint = fault.hint();
        assert!(hint.contains("--dates dmy reads 25/04/2021 as 25 April 2021"), "{hint}");
        assert!(hint.contains("--dates mdy reads 04/26/2021 as 26 April 2021"), "{hint}");
    }
}
