//! The house CSV with a row of HXL tags below its header: the names of columns that humanitarian programs know
//! (hxlstandard.org). It is asked for by a flag, since its files end as others do.

use std::io::{self, Write};

use crate::model::column::{Field, UID_TAG};

use super::common::{ExportFormat, ExportWriter};
use super::csv;

/// This format.
pub const FORMAT: ExportFormat =
    ExportFormat { name: "hxl", endings: &[], begin, names_beside: csv::FORMAT.names_beside };

fn begin<'o>(out: &'o mut (dyn Write + Send), fields: &[Field]) -> io::Result<Box<dyn ExportWriter + 'o>> {
    csv::header(out, fields)?;
    let tags: Vec<&str> = fields.iter().map(|field| field.column().hxl).chain([UID_TAG]).collect();
    writeln!(out, "{}", tags.join(","))?;
    Ok(csv::rows(out, fields))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_column_has_a_tag_of_its_own_that_follows_the_standard() {
        let tags: Vec<&str> = Field::ALL.iter().map(|field| field.column().hxl).chain([UID_TAG]).collect();
        assert_eq!(tags.iter().collect::<BTreeSet<_>>().len(), Field::ALL.len() + 1);
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
