//! What a cell of a sheet says, as text.

use calamine::{DataRef, DataType, ExcelDateTime};

use crate::intake::rows_out::number;

/// How much of a date its cell shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateShown {
    /// The day.
    #[default]
    Day,
    /// The month, without the day.
    Month,
    /// The year alone.
    Year,
}

impl DateShown {
    /// By the format of the cell: `mmm yyyy` shows no day, so none is stated.
    pub fn by(format: &str) -> DateShown {
        let mut letters = String::new();
        let mut signs = format.chars();
        while let Some(sign) = signs.next() {
            match sign {
                '"' => _ = signs.by_ref().find(|sign| *sign == '"'),
                '[' => _ = signs.by_ref().find(|sign| *sign == ']'),
                '\\' | '_' | '*' => _ = signs.next(),
                ';' => break,
                other => letters.extend(other.to_lowercase()),
            }
        }
        match (letters.contains('d'), letters.contains('m'), letters.contains('y')) {
            (false, true, true) if !letters.contains('h') => DateShown::Month,
            (false, false, true) => DateShown::Year,
            _ => DateShown::Day,
        }
    }
}

/// The text of a cell; empty where it holds nothing.
pub fn text(cell: &DataRef<'_>, shown: DateShown) -> String {
    match cell {
        DataRef::Empty => String::new(),
        DataRef::Int(whole) => whole.to_string(),
        DataRef::Float(value) => number(*value),
        DataRef::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(date) => date_text(*date, shown),
        DataRef::DateTimeIso(date) => iso(date),
        DataRef::DurationIso(length) => length.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::String(_) | DataRef::SharedString(_) => cell.get_string().unwrap_or_default().to_owned(),
    }
}

/// A date or a time of a sheet: its serial number, as its format shows it.
fn date_text(date: ExcelDateTime, shown: DateShown) -> String {
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let days = date.as_f64();
    if date.is_duration() {
        let seconds = (days * 86_400.0).round() as i64;
        return format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    if days < 0.0 {
        return number(days); // no date: as it is, so that it is refused
    }
    let time = match (hour, minute, second) {
        (0, 0, 0) => String::new(),
        (_, _, 0) => format!("{hour:02}:{minute:02}"),
        _ => format!("{hour:02}:{minute:02}:{second:02}"),
    };
    match (shown, time.is_empty()) {
        _ if days < 1.0 => {
            if time.is_empty() {
                "00:00".to_owned()
            } else {
                time
            }
        }
        (DateShown::Year, _) => format!("{year:04}"),
        (DateShown::Month, _) => format!("{year:04}-{month:02}"),
        (DateShown::Day, true) => format!("{year:04}-{month:02}-{day:02}"),
        (DateShown::Day, false) => format!("{year:04}-{month:02}-{day:02}T{time}"),
    }
}

/// A date in ISO form, without the time where that is midnight.
fn iso(date: &str) -> String {
    let midnight = date.split_once('T').filter(|(_, time)| time.chars().all(|c| "0:.Z".contains(c)));
    midnight.map_or(date, |(day, _)| day).to_owned()
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    fn serial(value: f64, format: &str) -> String {
        let date = ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false);
        text(&DataRef::DateTime(date), DateShown::by(format))
    }

    #[test]
    fn serials_become_what_their_format_shows() {
        assert_eq!(serial(45223.0, "yyyy-mm-dd"), "2023-10-24");
        assert_eq!(serial(45223.75, "d/m/yy h:mm"), "2023-10-24T18:00");
        assert_eq!(serial(45200.0, "mmm yyyy"), "2023-10");
        assert_eq!(serial(45200.0, "[$-409]mmm\\ yyyy;@"), "2023-10");
        assert_eq!(serial(45200.0, "yyyy"), "2023");
        assert_eq!(serial(45200.0, "\"day\" mm.yyyy"), "2023-10");
        assert_eq!(serial(0.5, "h:mm"), "12:00");
        assert_eq!(serial(-3.0, "d"), "-3");
        let hours = ExcelDateTime::new(1.5, ExcelDateTimeType::TimeDelta, false);
        assert_eq!(text(&DataRef::DateTime(hours), DateShown::Day), "36:00:00");
    }

    #[test]
    fn other_cells_become_their_words() {
        let plain = |cell: DataRef<'_>| text(&cell, DateShown::Day);
        assert_eq!(plain(DataRef::Float(5791.0)), "5791");
        assert_eq!(plain(DataRef::Float(0.45)), "0.45");
        assert_eq!(plain(DataRef::Int(-2)), "-2");
        assert_eq!(plain(DataRef::Bool(true)), "TRUE");
        assert_eq!(plain(DataRef::SharedString("at least 12")), "at least 12");
        assert_eq!(plain(DataRef::DateTimeIso("2023-10-24T00:00:00".into())), "2023-10-24");
        assert_eq!(plain(DataRef::DateTimeIso("2023-10-24T18:30:00".into())), "2023-10-24T18:30:00");
        assert_eq!(plain(DataRef::Empty), "");
    }
}
