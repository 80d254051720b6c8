//! A date in parts: which cell of a template holds its year and which its month, and what is left where some are blank.

use crate::model::date::{DateStyle, PartialDate, Precision};

/// A piece of a template: a text, or `None` for a cell.
pub(super) type TemplatePiece<'t> = Option<&'t str>;

/// What the cells of a template may hold: each way in which they make a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DateParts(Vec<Roles>);

/// Which cells of a template hold what, by their order among its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Roles {
    year: usize,
    /// `None` where it holds the week of a year.
    month: Option<usize>,
    /// `None` where there is none.
    day: Option<usize>,
}

/// The day by which a template is tried: no two of its numbers can stand for each other.
const TRIED: [&str; 3] = ["2019", "11", "23"];

impl DateParts {
    /// Finds out which cell is which by filling a day in, in every order; `None` where no order is a date.
    pub(super) fn of(template: &[TemplatePiece<'_>], style: DateStyle) -> Option<DateParts> {
        let cells = template.iter().filter(|piece| piece.is_none()).count();
        let orders: &[&[usize]] = match cells {
            2 => &[&[0, 1], &[1, 0]],
            3 => &[&[0, 1, 2], &[0, 2, 1], &[1, 0, 2], &[1, 2, 0], &[2, 0, 1], &[2, 1, 0]],
            _ => return None,
        };
        let found: Vec<Roles> =
            orders.iter().filter_map(|order| Roles::tried(template, order, style)).collect();
        (!found.is_empty()).then_some(DateParts(found))
    }

    /// What the cells say where some of them are blank or zero: a month, a year, or nothing; and what they say of a year
    /// in three digits. `None` where they make a date as they stand, and where it is not sure which cell is which. A
    /// year is known by its digits: there are four, or three in a column of old years.
    pub(super) fn known(&self, cells: &[&str]) -> Option<String> {
        let length = |roles: &Roles| match cells.get(roles.year).copied().unwrap_or_default() {
            year if year.is_empty() || is_number(year) => year.len(),
            _ => usize::MAX,
        };
        let digits = [4, 3].into_iter().find(|digits| self.0.iter().any(|roles| length(roles) == *digits));
        if digits == Some(4) && !cells.iter().any(|cell| is_unknown(cell)) {
            return None;
        }
        if digits.is_none() && !cells.iter().all(|cell| is_month_or_day(cell)) {
            return None;
        }
        let mut known = self.0.iter().filter(|roles| length(roles) == digits.unwrap_or(0));
        let first = known.next()?.known(cells);
        known.all(|other| other.known(cells) == first).then_some(first)
    }
}

impl Roles {
    /// The roles of the cells where those of one order make a date. Months may stand there by their names.
    fn tried(template: &[TemplatePiece<'_>], order: &[usize], style: DateStyle) -> Option<Roles> {
        let place = |part: usize| order.iter().position(|role| *role == part);
        let date = ["11", "Nov"].iter().find_map(|month| {
            let part = |role: &usize| if *role == 1 { *month } else { TRIED[*role] };
            let cells: Vec<&str> = order.iter().map(part).collect();
            let read = PartialDate::read_with(&filled(template, &cells), style).ok()?;
            Some(read).filter(|date| is_tried(*date, order.len()))
        })?;
        let is_week = order.len() == 2 && date.precision() == Precision::Day;
        let month = place(1).filter(|_| !is_week);
        Some(Roles { year: place(0)?, month, day: place(2) })
    }

    /// A day without its month is no date, and a month without its year is none.
    fn known(self, cells: &[&str]) -> String {
        let get = |at: usize| cells.get(at).copied().unwrap_or_default();
        let part = |at: Option<usize>| at.map_or("", get);
        let [month, day] =
            [self.month, self.day].map(part).map(|part| if is_unknown(part) { "" } else { part });
        let year = get(self.year);
        let year = if year.len() == 3 { format!("0{year}") } else { year.to_owned() };
        match (year.is_empty(), month.is_empty(), day.is_empty()) {
            (true, _, _) => String::new(),
            (false, true, _) => year,
            (false, false, true) if is_number(month) => format!("{year}-{month}"),
            (false, false, true) => format!("{month} {year}"),
            (false, false, false) if is_number(month) => format!("{year}-{month}-{day}"),
            (false, false, false) => format!("{day} {month} {year}"),
        }
    }
}

/// A template with cells.
fn filled(template: &[TemplatePiece<'_>], cells: &[&str]) -> String {
    let mut cells = cells.iter();
    template.iter().map(|piece| piece.or_else(|| cells.next().copied()).unwrap_or_default()).collect()
}

/// Whether a date is the one that was filled in: of two cells a month, or a week of which the year is sure.
fn is_tried(date: PartialDate, cells: usize) -> bool {
    match cells {
        3 => date.iso() == "2019-11-23",
        _ => {
            date.iso() == "2019-11"
                || (date.precision() == Precision::Day && date.iso().starts_with("2019-03"))
        }
    }
}

/// Whether a month or a day is not said: many tables write 0 for it.
fn is_unknown(part: &str) -> bool {
    part.bytes().all(|byte| byte == b'0')
}

/// Whether a cell may stand beside a year that is blank; `-426` may not, since it is a year itself.
fn is_month_or_day(part: &str) -> bool {
    part.is_empty() || is_number(part) && part.len() < 3 || part.chars().all(char::is_alphabetic)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number that a table program wrote as a float: `3` for `3.0`.
pub(super) fn whole(cell: &str) -> &str {
    cell.strip_suffix(".0").filter(|number| is_number(number)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::DateOrder;

    fn parts(template: &str, order: Option<DateOrder>) -> Option<DateParts> {
        let mut pieces = Vec::new();
        for (at, text) in template.split('_').enumerate() {
            pieces.extend((at > 0).then_some(None));
            pieces.extend((!text.is_empty()).then_some(Some(text)));
        }
        DateParts::of(&pieces, order.into())
    }

    #[test]
    fn what_is_there_is_kept_and_nothing_is_filled_in() {
        let (day_first, month_first) = (Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst));
        for (template, order, cells, known) in [
            ("_-_-_", None, &["2014", "3", "5"][..], None),
            ("_-_-_", None, &["2014", "3", ""], Some("2014-3")),
            ("_-_-_", None, &["2014", "March", ""], Some("March 2014")),
            ("_-_-_", None, &["2014", "", "30"], Some("2014")),
            ("_-_-_", None, &["2014", "", ""], Some("2014")),
            ("_-_-_", None, &["", "3", "5"], Some("")),
            ("_-_", None, &["2014", ""], Some("2014")),
            ("_/_/_", day_first, &["", "3", "2014"], Some("2014-3")),
            ("_/_/_", day_first, &["5", "", "2014"], Some("2014")),
            ("_/_/_", month_first, &["3", "", "2014"], Some("2014-3")),
            ("_/_/_", None, &["", "3", "2014"], None),
            ("_/_/_", None, &["", "", "2014"], Some("2014")),
            ("_-W_", None, &["2022", ""], Some("2022")),
            ("_-W_", None, &["", "12"], Some("")),
            ("_-_-_", None, &["1970", "1", "0"], Some("1970-1")),
            ("_-_-_", None, &["1970", "00", "00"], Some("1970")),
            ("_/_/_", None, &["0", "0", "1970"], Some("1970")),
            ("_-_-_", None, &["365", "7", "21"], Some("0365-7-21")),
            ("_-_-_", None, &["365", "7", ""], Some("0365-7")),
            ("_-_-_", None, &["79", "8", "24"], None),
            ("_-_-_", None, &["-426", "6", "24"], None),
            ("_-_-_", None, &["-2000", "", ""], None),
        ] {
            let parts = parts(template, order).expect("parts");
            assert_eq!(parts.known(cells).as_deref(), known, "{template} {cells:?}");
        }
        assert_eq!([parts("_", None), parts("about _-_", None), parts("_ > _", None)], [None, None, None]);
        assert_eq!(["3.0", "3.5", "March", ".0"].map(whole), ["3", "3.5", "March", ".0"]);
    }
}
