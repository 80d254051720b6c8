//! Claims in the rows of a table: a sentence, where it was printed, and when.

use std::io::{self, Cursor};

use super::csv::CsvRow;
use super::header::is_same_name;
use super::settings::Settings;
use super::settled::Settled;
use super::stopped::Stopped;
use super::table::{SourceTable, opened};
use super::table_rows::TableLine;
use crate::model::date::PartialDate;
use crate::model::place::Placed;
use crate::model::problem::{Problem, faults};

/// A claim, as it stands in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimRow {
    /// The sentence.
    pub claim: String,
    /// Where it was printed.
    pub place: Option<String>,
    /// When it was printed.
    pub printed_on: Option<PartialDate>,
    /// Its address.
    pub url: Option<String>,
}

impl ClaimRow {
    /// A sentence of which no more is known than when it was printed.
    pub fn of(claim: String, printed_on: Option<PartialDate>) -> ClaimRow {
        ClaimRow { claim, place: None, printed_on, url: None }
    }
}

faults! {
/// What is wrong with a table of claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimFault: Other {
    /// A table without a column of claims.
    "I142" NoClaims {
        /// The columns that it has.
        columns: Vec<String>,
    } is "no column is named claim: {}", columns.join(", ");
    hint "name the column of the sentences claim; the others that are read are where, printed_on and url";

    /// A row that says where or when, and holds no claim.
    "I144" NoClaim is "the row has no claim";
    hint "write the sentence in the column claim, or take the row out";

    /// A row whose day cannot be read.
    "I143" NoDay {
        /// The cell.
        cell: String,
        /// Why not.
        why: String,
    } is "`{cell}` is not a day on which it was printed: {why}";
    hint "write it as 2031-02-17";
}
}

/// The columns that are read, each with a field of the house CSV that stands for it where the header is sought.
const COLUMNS: [(&str, &str); 4] =
    [("claim", "quote"), ("where", "note"), ("printed_on", "published_on"), ("url", "url")];

/// Whether the first line of a text is a header with a column of claims.
pub fn begins_with_claims(text: &str) -> bool {
    let first =
        text.trim_start_matches('\u{feff}').lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let cells = first.split([',', ';', '\t', '|']).map(|cell| cell.trim().trim_matches('"'));
    cells.clone().count() > 1 && cells.clone().any(|cell| is_same_name(cell, COLUMNS[0].0))
        || is_same_name(first.trim(), COLUMNS[0].0)
}

/// Why a table of claims was not read.
#[derive(Debug)]
pub enum ClaimsNotRead {
    /// The table cannot be read as it is.
    Table(Vec<Problem>),
    /// These rows cannot.
    Rows(Vec<Placed>),
    /// The system refused.
    Io(io::Error),
}

impl From<io::Error> for ClaimsNotRead {
    fn from(error: io::Error) -> ClaimsNotRead {
        ClaimsNotRead::Io(error)
    }
}

impl From<Stopped> for ClaimsNotRead {
    fn from(stopped: Stopped) -> ClaimsNotRead {
        match stopped {
            Stopped::Io(error) => ClaimsNotRead::Io(error),
            Stopped::File(faults) => {
                ClaimsNotRead::Table(faults.iter().map(|fault| Problem::of_row(fault)).collect())
            }
            Stopped::Unsettled | Stopped::NotUtf8 { .. } => ClaimsNotRead::Table(Vec::new()),
        }
    }
}

/// The claims of a table, whose text is decoded. Other columns are left out, and so are rows in which nothing stands.
///
/// # Errors
/// A table without claims, and all rows that cannot be read.
pub fn claim_rows(text: &str) -> Result<Vec<ClaimRow>, ClaimsNotRead> {
    let map = COLUMNS.map(|(column, field)| (column.to_owned(), field.to_owned()));
    let settings = Settings { map: map.into_iter().collect(), ..Settings::default() };
    let opened = opened(Cursor::new(text.as_bytes()), &settings, &Settled::default())?;
    let mut table = SourceTable::of(opened, &settings)?;
    let at = |column: &str| table.header.names.iter().position(|name| is_same_name(name, column));
    let places = COLUMNS.map(|(column, _)| at(column));
    if places[0].is_none() {
        let columns = table.header.names.iter().filter(|name| !name.is_empty()).cloned().collect();
        return Err(ClaimsNotRead::Table(vec![Problem::of_row(&ClaimFault::NoClaims { columns })]));
    }
    let (mut rows, mut wrong) = (Vec::new(), Vec::new());
    while let Some(line) = table.records.next()? {
        match line {
            TableLine::Row(CsvRow::Record(record)) => {
                if record.iter().all(|cell| cell.trim().is_empty()) {
                    continue;
                }
                match claim_row(places.map(|at| at.and_then(|at| record.get(at)).unwrap_or_default().trim()))
                {
                    Ok(row) => rows.push(row),
                    Err(fault) => {
                        let text = Placed::cut(record.raw());
                        wrong
                            .push(Placed { text, ..Placed::at_line(record.line(), Problem::of_row(&fault)) });
                    }
                }
            }
            TableLine::Row(CsvRow::Refused(refused)) => {
                let placed = Placed::at_line(refused.fault_line, Problem::of_row(&refused.fault));
                wrong.push(Placed { text: refused.raw, ..placed });
            }
            TableLine::Below(_) => {}
        }
    }
    if wrong.is_empty() { Ok(rows) } else { Err(ClaimsNotRead::Rows(wrong)) }
}

fn claim_row([claim, place, printed_on, url]: [&str; 4]) -> Result<ClaimRow, ClaimFault> {
    let given = |cell: &str| (!cell.is_empty()).then(|| cell.to_owned());
    let day = given(printed_on)
        .map(|cell| PartialDate::read(&cell).map_err(|why| ClaimFault::NoDay { cell, why: why.to_string() }));
    let printed_on = day.transpose()?;
    let claim = given(claim).ok_or(ClaimFault::NoClaim)?;
    Ok(ClaimRow { claim, place: given(place), printed_on, url: given(url) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_from_a_spreadsheet_is_read_and_other_columns_are_left_out() {
        let text = "\u{feff}Our stories\r\nNo;Claim ;WHERE;Printed on\r\n1;\"12 died; in Orla\";p-1;2031-02-17\r\n;;;\r\n2;Nine died.;;\r\n";
        let rows = claim_rows(text).expect("rows");
        let day = PartialDate::read("2031-02-17").expect("a day");
        let row = |claim: &str, place: Option<&str>, printed_on| ClaimRow {
            place: place.map(str::to_owned),
            ..ClaimRow::of(claim.to_owned(), printed_on)
        };
        assert_eq!(rows, [row("12 died; in Orla", Some("p-1"), Some(day)), row("Nine died.", None, None)]);
    }

    #[test]
    fn a_row_that_says_when_and_holds_no_claim_is_told() {
        let Err(ClaimsNotRead::Rows(wrong)) = claim_rows("claim,printed_on\nA,2031\n,2031-02-17\n,\n") else {
            panic!("a row has no claim");
        };
        let told: Vec<_> = wrong.iter().map(|placed| (placed.line, placed.problem.what.as_str())).collect();
        assert_eq!(told, [(3, "the row has no claim")]);
    }

    #[test]
    fn what_cannot_be_read_is_told_row_by_row() {
        assert!(matches!(claim_rows("event,figure\nFlood,12\n"), Err(ClaimsNotRead::Table(_))));
        let Err(ClaimsNotRead::Rows(wrong)) = claim_rows("claim,printed_on\nA,soon\nB,2031\nC,never\n")
        else {
            panic!("these rows have no day");
        };
        assert_eq!(wrong.iter().map(|placed| placed.line).collect::<Vec<_>>(), [2, 4]);
    }
}
