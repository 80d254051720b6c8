//! The table in a file that is no CSV: a sheet of a workbook, or the records of a JSON document, written as one.

use std::io::{BufWriter, Write};

use super::{form, head};
use crate::desk::input::Input;
use crate::intake::book::{HELD_BYTES, SheetRead, write_sheet};
use crate::intake::csv::Limits;
use crate::intake::decision::{About, Decision};
use crate::intake::dialects::{Dialect, Places, Within, open};
use crate::intake::guess::sample::Sample;
use crate::intake::input_fault::InputFault;
use crate::intake::packing::PackedForm;
use crate::intake::records::{is_house_lines, write_records};
use crate::intake::row_fault::RowFault;
use crate::intake::settings::Settings;
use crate::intake::settled::Settled;
use crate::intake::stopped::Stopped;
use crate::intake::survey::survey;

/// A table that was written as a CSV into a temp file.
pub struct ConvertedTable {
    csv: Input,
    places: Places,
    decisions: Vec<Decision>,
    /// Remarks on the table, with their lines.
    pub remarks: Vec<(u64, RowFault)>,
}

impl ConvertedTable {
    /// The table of a file; `None` where the file is one itself. It may hold `most` bytes.
    ///
    /// # Errors
    /// A workbook or a document without a table that can be recognised.
    pub fn of(
        input: &Input,
        settings: &Settings,
        most: Option<u64>,
    ) -> Result<Option<ConvertedTable>, InputFault> {
        let most = most.unwrap_or(HELD_BYTES);
        match form(input)? {
            PackedForm::Json if settings.names_lines() => Err(InputFault::NoLines),
            PackedForm::Zip => ConvertedTable::of_sheet(input, settings, most).map(Some),
            PackedForm::Json if !is_house_lines(&head(input)?, settings) => {
                ConvertedTable::of_records(input, most, settings.limits()).map(Some)
            }
            PackedForm::Json | PackedForm::Plain | PackedForm::Gzip => Ok(None),
        }
    }

    fn of_sheet(input: &Input, settings: &Settings, most: u64) -> Result<ConvertedTable, InputFault> {
        let mut read = None;
        let csv = Input::written(|kept| {
            let mut out = BufWriter::new(kept);
            read = Some(write_sheet(input.rewound()?, settings.sheet.as_deref(), &mut out, most)?);
            finished(out)
        })?;
        let Some(SheetRead { name, because, first_column, merged }) = read else {
            return Err(InputFault::Workbook("nothing was read of it".into()));
        };
        let decided = because.map(|because| Decision::of_file(About::Sheet, name, because, "--sheet"));
        let places = Places::Sheet(first_column);
        Ok(ConvertedTable { csv, places, decisions: decided.into_iter().collect(), remarks: merged })
    }

    fn of_records(input: &Input, most: u64, limits: Limits) -> Result<ConvertedTable, InputFault> {
        let mut lines = Vec::new();
        let csv = Input::written(|kept| {
            let mut out = BufWriter::new(kept);
            lines = write_records(input.rewound()?, &mut out, most, limits)?;
            finished(out)
        })?;
        let places = Places::Records(lines.into());
        Ok(ConvertedTable { csv, places, decisions: Vec::new(), remarks: Vec::new() })
    }

    /// The beginning of the table, to guess by.
    ///
    /// # Errors
    /// As those of [`Sample::read`].
    pub fn sample(&self, settings: &Settings, settled: &Settled) -> Result<Sample, Stopped> {
        Sample::read(self.csv.rewound()?, &as_written(settings), settled)
    }

    /// Whether it is a sheet of a workbook.
    pub fn is_sheet(&self) -> bool {
        matches!(self.places, Places::Sheet(_))
    }

    /// Reads the table.
    ///
    /// # Errors
    /// As those of [`open`].
    pub fn open(&self, settings: &Settings, settled: &Settled) -> Result<Box<dyn Dialect>, Stopped> {
        let inner =
            open(self.csv.rewound()?, &as_written(settings), settled).map_err(|why| self.placed(why))?;
        Ok(Box::new(Within::new(inner, self.places.clone(), self.decisions.clone())))
    }

    /// Looks through its columns, where they can be read in two ways.
    ///
    /// # Errors
    /// As those of [`survey`].
    pub fn settle(&self, settings: &Settings, settled: &mut Settled) -> Result<(), Stopped> {
        survey(self.csv.rewound()?, &as_written(settings), settled).map_err(|why| self.placed(why))
    }

    /// Faults at the places of the file itself.
    fn placed(&self, stopped: Stopped) -> Stopped {
        match stopped {
            Stopped::File(faults) => {
                Stopped::File(faults.into_iter().map(|fault| self.places.fault(fault)).collect())
            }
            other => other,
        }
    }
}

fn finished(mut out: BufWriter<&mut std::fs::File>) -> Result<u64, InputFault> {
    out.flush()?;
    Ok(out.get_ref().metadata()?.len())
}

/// The table is written as UTF-8 with commas, whatever the desk says of other files.
fn as_written(settings: &Settings) -> Settings {
    Settings { encoding: Some("utf-8".into()), delimiter: Some(','), ..settings.clone() }
}
