//! A workbook: sheets that are written row by row, so that memory does not grow with them. A number is a number, a day is a
//! day, and a text stays a text, whatever it begins with.

use std::borrow::Cow;
use std::io::{self, Seek, Write};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use crate::model::date::{Day, PartialDate, Precision, Timestamp};
use crate::model::formula::is_formula;
use crate::render::visible::visible;
use crate::report::dataset::{ColumnType, ShapeColumn};
use crate::report::lists::TableCell;
use crate::report::method_note::NoteBlock;
use crate::report::values::PlainCell;

/// How many rows of data a sheet has room for, below its header.
pub const MOST_ROWS: u64 = 1_048_575;

/// How many letters a cell has room for, as Excel counts them: units of UTF-16.
const MOST_LETTERS: usize = 32_767;

/// The day from which on Excel counts days as everybody does: it takes 1900 for a leap year.
const FIRST_DAY: i32 = -25_508; // 1900-03-01

/// What Excel's count of days is ahead of that from 1970-01-01.
const DAYS_AHEAD: i32 = 25_569;

/// A workbook in the making.
pub struct XlsxBook {
    book: Workbook,
    formats: XlsxFormats,
}

/// How cells look.
#[derive(Clone)]
struct XlsxFormats {
    head: Format,
    count: Format,
    plain: Format,
    day: Format,
    time: Format,
    /// LibreOffice shows a truth as 1 or 0 where nothing says that it is none of the numbers beside it.
    truth: Format,
    text: Format,
    /// A text that Excel would run if somebody edited its cell.
    quoted: Format,
    /// The same of several lines.
    quoted_lines: Format,
    title: Format,
    wrapped: Format,
}

impl XlsxFormats {
    fn new() -> XlsxFormats {
        // At the top, so that the cells of a row stand side by side also where one of them has several lines.
        let format = || Format::new().set_align(FormatAlign::Top);
        XlsxFormats {
            head: format().set_bold().set_background_color(Color::RGB(0xE8_E8_E8)),
            count: format().set_num_format("#,##0"),
            plain: format().set_num_format("0"),
            day: format().set_num_format("yyyy-mm-dd"),
            time: format().set_num_format("yyyy-mm-dd hh:mm:ss"),
            truth: format().set_num_format(r#""TRUE";"TRUE";"FALSE""#),
            quoted: format().set_quote_prefix(),
            quoted_lines: format().set_quote_prefix().set_text_wrap(),
            text: format(),
            title: format().set_bold().set_font_size(14),
            wrapped: format().set_text_wrap(),
        }
    }

    /// That of a text.
    fn of_text(&self, is_formula: bool, has_lines: bool) -> &Format {
        match (is_formula, has_lines) {
            (true, false) => &self.quoted,
            (true, true) => &self.quoted_lines,
            (false, true) => &self.wrapped,
            (false, false) => &self.text,
        }
    }
}

impl XlsxBook {
    /// An empty one.
    pub fn begin() -> XlsxBook {
        XlsxBook { book: Workbook::new(), formats: XlsxFormats::new() }
    }

    /// Adds a sheet, and writes its header.
    ///
    /// # Errors
    /// A temporary file that cannot be made.
    pub fn sheet(&mut self, name: &str, columns: &[ShapeColumn]) -> io::Result<XlsxSheet<'_>> {
        let sheet = self.book.add_worksheet_with_constant_memory().map_err(fault)?;
        sheet.set_name(name).and_then(|sheet| sheet.set_freeze_panes(1, 0)).map_err(fault)?;
        let sheet = XlsxSheet { sheet, formats: &self.formats, columns: columns.to_vec(), row: 0, lines: 1 };
        for (at, column) in (0..).zip(columns) {
            sheet.sheet.set_column_width(at, width(column)).map_err(fault)?;
            sheet.sheet.write_string_with_format(0, at, column.name, &sheet.formats.head).map_err(fault)?;
        }
        Ok(sheet)
    }

    /// Adds a sheet of words, a block a row.
    ///
    /// # Errors
    /// What writing meets.
    pub fn words(&mut self, name: &str, blocks: &[NoteBlock]) -> io::Result<()> {
        let sheet = self.book.add_worksheet_with_constant_memory().map_err(fault)?;
        sheet.set_name(name).map_err(fault)?;
        for (at, width) in (0..).zip(WORDS_WIDTHS) {
            sheet.set_column_width(at, width).map_err(fault)?;
        }
        let mut words = XlsxWords { sheet, formats: &self.formats, row: 0 };
        blocks.iter().try_for_each(|block| words.block(block)).map_err(fault)
    }

    /// Writes the file.
    ///
    /// # Errors
    /// What writing meets.
    pub fn end(mut self, out: impl Write + Seek + Send) -> io::Result<()> {
        self.book.save_to_writer(FailsOnce { out, has_failed: false }).map_err(fault)
    }
}

/// A writer that fails once: what the library below still tries to write after that, as it gives up, is not told on standard
/// error a second time.
struct FailsOnce<W> {
    out: W,
    has_failed: bool,
}

impl<W> FailsOnce<W> {
    fn told<T>(&mut self, done: impl FnOnce(&mut W) -> io::Result<T>, pretended: T) -> io::Result<T> {
        if self.has_failed {
            return Ok(pretended);
        }
        let done = done(&mut self.out);
        self.has_failed = done.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::Interrupted);
        done
    }
}

impl<W: Write> Write for FailsOnce<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.told(|out| out.write(bytes), bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.told(Write::flush, ())
    }
}

impl<W: Seek> Seek for FailsOnce<W> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.told(|out| out.seek(to), 0)
    }
}

/// A sheet in the making.
pub struct XlsxSheet<'b> {
    sheet: &'b mut Worksheet,
    formats: &'b XlsxFormats,
    columns: Vec<ShapeColumn>,
    row: u32,
    /// How many lines its fullest cell has.
    lines: usize,
}

impl XlsxSheet<'_> {
    /// Adds a row of as many cells as there are columns.
    ///
    /// # Errors
    /// More rows than a sheet has room for, or what writing meets.
    pub fn row<'c>(&mut self, cells: impl IntoIterator<Item = PlainCell<'c>>) -> io::Result<()> {
        self.row += 1;
        self.lines = 1;
        (0..).zip(cells).try_for_each(|(at, cell)| self.cell(at, &cell)).map_err(fault)?;
        give_room(self.sheet, self.row, self.lines).map_err(fault)
    }

    /// The same from the cells of a table.
    ///
    /// # Errors
    /// As [`XlsxSheet::row`].
    pub fn table_row(&mut self, cells: &[TableCell]) -> io::Result<()> {
        let holds: Vec<ColumnType> = self.columns.iter().map(|column| column.holds).collect();
        self.row(holds.into_iter().zip(cells).map(|(holds, cell)| plain(holds, cell)))
    }

    fn cell(&mut self, column: u16, cell: &PlainCell<'_>) -> Result<(), XlsxError> {
        let (sheet, formats, row) = (&mut *self.sheet, self.formats, self.row);
        match cell {
            PlainCell::Blank => return Ok(()),
            PlainCell::Whole(number) => {
                let is_key = ["id", "entry"].contains(&self.columns[usize::from(column)].name);
                let format = if is_key { &formats.plain } else { &formats.count };
                // Counts of people lie far below the numbers that such a cell cannot hold.
                sheet.write_number_with_format(row, column, *number as f64, format)
            }
            PlainCell::Day(day) => match serial(*day) {
                Some(serial) => sheet.write_number_with_format(row, column, f64::from(serial), &formats.day),
                None => sheet.write_string_with_format(row, column, day.to_date().iso(), &formats.text),
            },
            PlainCell::Time(time) => {
                sheet.write_number_with_format(row, column, serial_time(*time), &formats.time)
            }
            PlainCell::Truth(holds) => sheet.write_boolean_with_format(row, column, *holds, &formats.truth),
            PlainCell::Text(text) => {
                let holds = &self.columns[usize::from(column)];
                let has_lines = text.contains('\n') || is_sentence(holds);
                if has_lines {
                    self.lines = self.lines.max(lines(text, width(holds)));
                }
                let format = formats.of_text(is_formula(text), has_lines);
                sheet.write_string_with_format(row, column, inert(text), format)
            }
        }
        .map(|_| ())
    }

    /// Ends the sheet: its columns can be filtered.
    ///
    /// # Errors
    /// What writing meets.
    pub fn end(self) -> io::Result<()> {
        let last = u16::try_from(self.columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
        self.sheet.autofilter(0, 0, self.row, last).map(|_| ()).map_err(fault)
    }
}

/// A sheet of words in the making.
struct XlsxWords<'b> {
    sheet: &'b mut Worksheet,
    formats: &'b XlsxFormats,
    row: u32,
}

impl XlsxWords<'_> {
    /// Titles, headings and names of columns stand in the first column, what is to be read in the wide one beside it.
    fn block(&mut self, block: &NoteBlock) -> Result<(), XlsxError> {
        let formats = self.formats;
        match block {
            NoteBlock::Title(text) => {
                self.sheet.set_row_height(self.row, 1.5 * LINE)?;
                self.line(0, &[text], &formats.title)
            }
            NoteBlock::Heading(text) => {
                self.row += 1;
                self.line(0, &[*text, ""], &formats.head)
            }
            NoteBlock::Paragraph(text) => self.line(1, &[text], &formats.wrapped),
            NoteBlock::Item(text) => self.line(1, &[format!("\u{2022} {text}")], &formats.wrapped),
            NoteBlock::Table(columns, rows) => {
                self.line(0, columns, &formats.head)?;
                rows.iter().try_for_each(|row| self.line(0, row, &formats.wrapped))
            }
        }
    }

    /// A row of texts from a column on.
    fn line(&mut self, first: u16, cells: &[impl AsRef<str>], format: &Format) -> Result<(), XlsxError> {
        let mut most = 1;
        for (at, cell) in (first..).zip(cells) {
            let width = WORDS_WIDTHS.get(usize::from(at)).copied().unwrap_or(SENTENCE);
            most = most.max(lines(cell.as_ref(), width));
            self.sheet.write_string_with_format(self.row, at, inert(cell.as_ref()), format)?;
        }
        give_room(self.sheet, self.row, most)?;
        self.row += 1;
        Ok(())
    }
}

/// How wide a column of sentences is, in letters.
const SENTENCE: u8 = 90;

/// How wide the columns of a sheet of words are.
const WORDS_WIDTHS: [u8; 2] = [28, SENTENCE];

/// How high a line is, in points.
const LINE: f64 = 15.0;

/// No row is higher than so many lines.
const MOST_LINES: usize = 12;

/// How many lines a text takes that is wrapped in a column of a width. A width is told in digits, which are wider than most
/// letters.
fn lines(text: &str, width: u8) -> usize {
    let letters = usize::from(width) * 11 / 10;
    let lines = text.lines().map(|line| line.width().div_ceil(letters).max(1));
    lines.sum::<usize>().clamp(1, MOST_LINES)
}

/// Makes a row as high as its lines: LibreOffice does not do that by itself.
fn give_room(sheet: &mut Worksheet, row: u32, lines: usize) -> Result<(), XlsxError> {
    match lines {
        1 => Ok(()),
        several => sheet.set_row_height(row, several as f64 * LINE).map(|_| ()),
    }
}

/// Whether a column is there to be read, not to be sorted.
fn is_sentence(column: &ShapeColumn) -> bool {
    column.name == "sentence"
}

/// How wide a column is, in letters.
fn width(column: &ShapeColumn) -> u8 {
    let least = u8::try_from(column.name.len() + 3).unwrap_or(30);
    let usual = match column.holds {
        _ if is_sentence(column) => SENTENCE,
        ColumnType::Text | ColumnType::Address | ColumnType::SomeOf(_) => 24,
        ColumnType::Time => 19,
        ColumnType::OneOf(_) | ColumnType::Number => 14,
        ColumnType::Day | ColumnType::Date | ColumnType::Flag => 11,
    };
    least.max(usual)
}

/// The cell of a table as what its column holds.
fn plain(holds: ColumnType, cell: &TableCell) -> PlainCell<'_> {
    match (holds, cell) {
        (_, TableCell::Blank) => PlainCell::Blank,
        (_, TableCell::Number(number)) => PlainCell::Whole(*number),
        (ColumnType::Flag, TableCell::Text(text)) => PlainCell::Truth(text == "true"),
        (ColumnType::Day | ColumnType::Date, TableCell::Text(text)) => {
            let date = PartialDate::read(text).ok().filter(|date| date.precision() == Precision::Day);
            date.map_or(PlainCell::Text(text.into()), |date| PlainCell::Day(date.first_day()))
        }
        (ColumnType::Time, TableCell::Text(text)) => {
            Timestamp::read(text).map_or(PlainCell::Text(text.into()), PlainCell::Time)
        }
        (_, TableCell::Text(text)) => PlainCell::Text(text.into()),
    }
}

/// A day as Excel counts days; `None` before it counts them right.
fn serial(day: Day) -> Option<i32> {
    (day.number() >= FIRST_DAY).then(|| day.number() + DAYS_AHEAD)
}

/// A time as Excel counts them: days and parts of a day, in UTC, to the second.
fn serial_time(time: Timestamp) -> f64 {
    let seconds = time.micros().div_euclid(1_000_000);
    f64::from(DAYS_AHEAD) + seconds as f64 / 86_400.0
}

/// A text as a cell may hold it: nothing that commands or turns the direction of reading, and no longer than a cell. Line breaks
/// stay.
fn inert(text: &str) -> Cow<'_, str> {
    let shown = match text.contains('\n') {
        true => Cow::Owned(text.lines().map(visible).collect::<Vec<_>>().join("\n")),
        false => visible(text),
    };
    if shown.encode_utf16().count() <= MOST_LETTERS {
        return shown;
    }
    let (mut kept, mut letters) = (String::new(), 0);
    for letter in shown.chars() {
        letters += letter.len_utf16();
        if letters > MOST_LETTERS - 1 {
            break;
        }
        kept.push(letter);
    }
    Cow::Owned(kept + "\u{2026}")
}

fn fault(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        error => io::Error::other(error.to_string()),
    }
}

/// Has a workbook written. The crate panics where its temporary files cannot grow: that is an error here, and nothing is printed
/// of it. Other panics go on.
///
/// # Errors
/// A folder of temporary files without room.
pub fn written<T>(write: impl FnOnce() -> T) -> io::Result<T> {
    static GAVE_UP: AtomicBool = AtomicBool::new(false);
    let usual = Arc::new(panic::take_hook());
    let others = Arc::clone(&usual);
    panic::set_hook(Box::new(move |info| {
        let is_of_the_crate = info.location().is_some_and(|place| place.file().contains("rust_xlsxwriter"));
        match is_of_the_crate {
            true => GAVE_UP.store(true, Ordering::SeqCst),
            false => others(info),
        }
    }));
    let written = panic::catch_unwind(AssertUnwindSafe(write));
    panic::set_hook(Box::new(move |info| usual(info)));
    written.or_else(|payload| match GAVE_UP.swap(false, Ordering::SeqCst) {
        true => Err(io::Error::other("the folder of temporary files has no room for the sheets")),
        false => panic::resume_unwind(payload),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_failed_once_is_told_once() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }

            fn flush(&mut self) -> io::Result<()> {
                Err(io::ErrorKind::StorageFull.into())
            }
        }
        let mut out = FailsOnce { out: Full, has_failed: false };
        assert!(out.write(b"x").is_err());
        assert!(out.write_all(b"xyz").is_ok() && out.flush().is_ok());
        let mut out = FailsOnce { out: io::Cursor::new(Vec::new()), has_failed: false };
        out.write_all(b"abc").and_then(|()| out.seek(io::SeekFrom::Start(1))).expect("written");
        out.write_all(b"B").expect("written");
        assert_eq!(out.out.into_inner(), b"aBc");
    }

    #[test]
    fn days_are_counted_as_excel_does() {
        let serial = |date: &str| serial(PartialDate::read(date).expect("a day").first_day());
        assert_eq!(serial("1900-03-01"), Some(61));
        assert_eq!(serial("1970-01-01"), Some(25_569));
        assert_eq!(serial("2023-10-25"), Some(45_224));
        assert_eq!(serial("1900-02-28"), None);
        let time = Timestamp::read("2023-10-25T12:00:00.5Z").expect("a time");
        assert!((serial_time(time) - 45_224.5).abs() < 1e-9);
    }

    #[test]
    fn a_row_has_room_for_its_lines() {
        assert_eq!([lines("", 24), lines("one", 24), lines("one\n\nthree", 24)], [1, 1, 3]);
        assert_eq!([lines(&"a".repeat(100), 90), lines(&"\u{4e00}".repeat(60), 90)], [2, 2]);
        assert_eq!(lines(&"a\n".repeat(500), 90), MOST_LINES);
    }

    #[test]
    fn a_text_is_cut_to_what_a_cell_holds_and_holds_no_controls() {
        assert_eq!(inert("one\ntwo\u{1b}[2J\u{202e}"), "one\ntwo\u{241b}[2J\\u{202e}");
        let long = "\u{1f600}".repeat(20_000);
        let cut = inert(&long);
        assert_eq!((cut.encode_utf16().count(), cut.ends_with('\u{2026}')), (MOST_LETTERS, true));
    }
}
