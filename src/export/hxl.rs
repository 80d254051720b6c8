//! The house CSV with a row of HXL tags below its header: the names of columns that humanitarian programs know
//! (hxlstandard.org). It is asked for by a flag, since its files end as others do.

use std::io::{self, Write};

use crate::model::column::{Field, NUMBERS, UID, UID_TAG};
use crate::model::figure::Figure;
use crate::model::wording::{Kind, Wording};

use super::common::{CellFormat, CellRows, ExportFormat, ExportWriter};
use super::csv::{self, Csv};

/// This format.
pub const FORMAT: ExportFormat =
    ExportFormat { name: "hxl", endings: &[], begin, names_beside: csv::FORMAT.names_beside };

fn begin<'o>(out: &'o mut (dyn Write + Send), fields: &[Field]) -> io::Result<Box<dyn ExportWriter + 'o>> {
    let columns = fields.iter().map(|field| (field.name(), field.column().hxl));
    let (names, tags): (Vec<&str>, Vec<&str>) = columns.chain([(UID, UID_TAG)]).chain(NUMBERS).unzip();
    writeln!(out, "{}\n{}", names.join(","), tags.join(","))?;
    Ok(Box::new(CellRows::<TaggedCsv>::begin(out, fields)))
}

/// A house CSV with the numbers of each figure behind its uid: humanitarian programs add up `#affected`.
struct TaggedCsv;

impl CellFormat for TaggedCsv {
    const BEGIN: &'static [u8] = Csv::BEGIN;
    const END: &'static [u8] = Csv::END;
    const HOLDS_NAMES: bool = Csv::HOLDS_NAMES;

    fn cell(row: &mut Vec<u8>, name: &str, text: &str) {
        Csv::cell(row, name, text);
    }

    fn beside(row: &mut Vec<u8>, figure: Option<&Figure>) {
        let numbers = figure.and_then(|figure| figure.count.as_ref()).map(numbers).unwrap_or_default();
        for ((name, _), number) in NUMBERS.into_iter().zip(numbers) {
            Csv::cell(row, name, &number.map(|number| number.to_string()).unwrap_or_default());
        }
    }
}

/// The number that was printed, and the ends that were printed; an end that follows from the words alone is none.
fn numbers(count: &Wording) -> [Option<u64>; 3] {
    let printed = count.value();
    let has_ends = matches!(count.kind(), Kind::Range | Kind::Estimate);
    let is_printed = |end: &u64| has_ends || printed == Some(*end);
    let (low, high) = (Some(count.count().low()), count.count().high());
    [printed, low.filter(is_printed), high.filter(is_printed)]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_number_is_one_that_nobody_printed() {
        for (words, expected) in [
            ("704", [Some(704), Some(704), Some(704)]),
            ("at least 100", [Some(100), Some(100), None]),
            ("more than 100", [Some(100), None, None]),
            ("up to 40", [Some(40), None, Some(40)]),
            ("about 25", [Some(25), None, None]),
            ("dozens", [None, None, None]),
            ("40-50", [None, Some(40), Some(50)]),
        ] {
            let count = Wording::read(words).expect("a count").whole;
            assert_eq!(numbers(&count), expected, "{words}");
        }
    }

    #[test]
    fn each_column_has_a_tag_of_its_own_that_follows_the_standard() {
        let own = Field::ALL.iter().map(|field| field.column().hxl);
        let tags: Vec<&str> = own.chain([UID_TAG]).chain(NUMBERS.map(|(_, tag)| tag)).collect();
        assert_eq!(tags.iter().collect::<BTreeSet<_>>().len(), Field::ALL.len() + 1 + NUMBERS.len());
        let is_token = |token: &str| {
            token.starts_with(|c: char| c.is_ascii_lowercase())
                && token.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        };
        for tag in tags {
            let name = tag.strip_prefix('#').unwrap_or_default();
            assert!(name.split('+').all(is_token), "{tag}");
        }
        for field in Field::ALL {
            assert_eq!(Field::tagged(field.column().hxl), Some(*field));
        }
    }
}
