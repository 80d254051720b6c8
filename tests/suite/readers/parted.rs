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
    if cells.iter().any(|cell| cell.is_empty()) {
        let has_year = roles.iter().any(|(year, _)| cells[*year].len() == 4);
        let fitting = roles.iter().filter(|(year, _)| cells[*year].len() == if has_year { 4 } else { 0 });
        let said: Vec<String> = fitting.map(|role| known(&cells, *role)).collect();
        if let Some(first) = said.first().filter(|first| said.iter().all(|other| other == *first)) {
            return Some(first.clone());
        }
    }
    let is_blank = cells.iter().all(|cell| cell.is_empty());
    let cells = cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    Some(if is_blank { String::new() } else { filled(texts, &cells) })
}

/// The cells of the year and of the month in each order that makes 23 November 2019, or a month or a week of that year.
fn roles(texts: &[String], cells: usize, style: DateStyle) -> Vec<(usize, Option<usize>)> {
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
                    found.push((year, Some(month).filter(|_| !is_week)));
                    break;
                }
            }
        }
    }
    found
}

fn known(cells: &[&str], (year, month): (usize, Option<usize>)) -> String {
    let month = month.map_or("", |at| cells[at]);
    match (cells[year], month) {
        ("", _) => String::new(),
        (year, "") => year.to_owned(),
        (year, month) if month.bytes().all(|byte| byte.is_ascii_digit()) => format!("{year}-{month}"),
        (year, month) => format!("{month} {year}"),
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
