//! A date in parts, worked out again by hand: the cells of a template are told apart by the one day that fits them.

use tollbook::model::date::{DateStyle, PartialDate};

/// The texts of a template and the names between them; `None` for a path.
pub fn template_parts(template: &str) -> Option<(Vec<String>, Vec<&str>)> {
    let mut pieces = template.split('{');
    let (mut texts, mut names) = (vec![pieces.next()?.to_owned()], Vec::new());
    for piece in pieces {
        let (name, text) = piece.split_once('}')?;
        names.push(name);
        texts.push(text.to_owned());
    }
    (!template.contains(" > ")).then_some((texts, names))
}

/// What the cells of a template say of a date; `None` where it is no template of a date.
pub fn date_in_parts(texts: &[String], cells: &[String], style: DateStyle) -> Option<String> {
    let roles = roles(texts, cells.len(), style);
    if roles.is_empty() {
        return None;
    }
    let cells: Vec<&str> = cells.iter().map(|cell| whole(cell)).collect();
    if let Some(said) = said_by_some(&cells, &roles) {
        return Some(said);
    }
    let is_blank = cells.iter().all(|cell| cell.is_empty());
    let cells = cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    Some(if is_blank { String::new() } else { filled(texts, &cells) })
}

/// What the cells say that make no date as they stand: some are blank or zero, or the year has three digits.
fn said_by_some(cells: &[&str], roles: &[Role]) -> Option<String> {
    let is_number = |cell: &str| !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
    let years = |digits: usize| {
        let fits = move |cell: &str| cell.len() == digits && (digits == 0 || is_number(cell));
        roles.iter().filter(|role| fits(cells[role.year])).collect::<Vec<_>>()
    };
    let fitting = match (years(4), years(3)) {
        (four, _) if !four.is_empty() && !cells.iter().any(|cell| is_unknown(cell)) => return None,
        (four, _) if !four.is_empty() => four,
        (_, three) if !three.is_empty() => three,
        _ => {
            let may_stand = |cell: &&str| {
                cell.is_empty() || is_number(cell) && cell.len() < 3 || cell.chars().all(char::is_alphabetic)
            };
            if cells.iter().all(may_stand) { years(0) } else { Vec::new() }
        }
    };
    let said: Vec<String> = fitting.iter().map(|role| role.known(cells)).collect();
    said.first().filter(|first| said.iter().all(|other| other == *first)).cloned()
}

/// A month or a day that is not said.
fn is_unknown(cell: &str) -> bool {
    cell.bytes().all(|byte| byte == b'0')
}

/// Which cell is which.
#[derive(Clone, Copy)]
struct Role {
    year: usize,
    month: Option<usize>,
    day: Option<usize>,
}

/// The cells of the year and of the month in each order that makes 23 November 2019, or a month or a week of that year.
fn roles(texts: &[String], cells: usize, style: DateStyle) -> Vec<Role> {
    let mut found = Vec::new();
    for year in 0..cells {
        for month in (0..cells).filter(|month| *month != year) {
            for name in ["11", "Nov"] {
                let cell = |at: usize| {
                    if at == year {
                        "2019"
                    } else if at == month {
                        name
                    } else {
                        "23"
                    }
                };
                let filled = filled(texts, &(0..cells).map(|at| cell(at).to_owned()).collect::<Vec<_>>());
                let read = PartialDate::read_with(&filled, style).map(PartialDate::iso).unwrap_or_default();
                let is_week = cells == 2 && read.len() == 10 && read.starts_with("2019-03");
                if cells == 3 && read == "2019-11-23" || cells == 2 && (read == "2019-11" || is_week) {
                    let day = (0..cells).find(|at| *at != year && *at != month);
                    found.push(Role { year, month: Some(month).filter(|_| !is_week), day });
                    break;
                }
            }
        }
    }
    found
}

impl Role {
    fn known(self, cells: &[&str]) -> String {
        let part = |at: Option<usize>| at.map_or("", |at| cells[at]);
        let said = |part: &'_ str| if is_unknown(part) { String::new() } else { part.to_owned() };
        let (month, day) = (said(part(self.month)), said(part(self.day)));
        let year = match cells[self.year] {
            short if short.len() == 3 => format!("0{short}"),
            year => year.to_owned(),
        };
        let is_number = month.bytes().all(|byte| byte.is_ascii_digit());
        match (year.as_str(), month.as_str(), day.as_str()) {
            ("", _, _) => String::new(),
            (_, "", _) => year,
            (_, _, "") if is_number => format!("{year}-{month}"),
            (_, _, "") => format!("{month} {year}"),
            _ if is_number => format!("{year}-{month}-{day}"),
            _ => format!("{day} {month} {year}"),
        }
    }
}

/// The texts, with a cell between each two.
fn filled(texts: &[String], cells: &[String]) -> String {
    let cells = cells.iter().map(String::as_str).chain([""]);
    texts.iter().map(String::as_str).zip(cells).flat_map(|(text, cell)| [text, cell]).collect()
}

fn whole(cell: &str) -> &str {
    let number = cell.strip_suffix(".0").filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    number.filter(|number| !number.is_empty()).unwrap_or(cell)
}
