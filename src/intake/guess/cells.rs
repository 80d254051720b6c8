//! What the cells of a column look like.

use crate::model::date::{DateFault, Moment};
use crate::model::wording::{Wording, WordingFault};

/// What most cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// There are none.
    Blank,
    /// Days, months or times.
    Days,
    /// Years, which are numbers as well.
    Years,
    /// Whole numbers, perhaps with hedges.
    Counts,
    /// Numbers with decimals.
    Decimals,
    /// Addresses.
    Links,
    /// Other text.
    Text,
}

/// A column by its cells.
#[derive(Clone, Debug)]
pub struct ColumnCells {
    /// What most of them are.
    pub look: Look,
    /// ColumnCells that say that there is nothing in them, each once: `NA`.
    pub absent: Vec<String>,
    /// The other cells, each once, in their order; the first few.
    pub distinct: Vec<String>,
    /// Whether there are more than these.
    pub has_more: bool,
    /// How many hold anything.
    pub filled: usize,
}

/// How many different cells are kept.
const KEPT: usize = 24;

impl ColumnCells {
    /// Looks at cells; blank ones say nothing.
    pub fn of<'c>(cells: impl Iterator<Item = &'c str>) -> ColumnCells {
        let mut found = ColumnCells {
            look: Look::Blank,
            absent: Vec::new(),
            distinct: Vec::new(),
            has_more: false,
            filled: 0,
        };
        let mut looks: Vec<(Look, usize)> = Vec::new();
        for cell in cells.map(str::trim).filter(|cell| !cell.is_empty()) {
            if Wording::is_absent(cell) {
                keep(&mut found.absent, cell);
                continue;
            }
            found.filled += 1;
            found.has_more |= !keep(&mut found.distinct, cell);
            let look = look_of(cell);
            match looks.iter_mut().find(|(known, _)| *known == look) {
                Some((_, times)) => *times += 1,
                None => looks.push((look, 1)),
            }
        }
        // One cell in five may be something else: a remark, a total. Days are taken for days where they are most of the
        // cells: without that column a row would have the day on which somebody imports it.
        let most = looks.into_iter().max_by_key(|(_, times)| *times);
        found.look = match most {
            None => Look::Blank,
            Some((look, times)) if times * 5 >= found.filled * 4 => look,
            Some((Look::Days, times)) if times * 2 > found.filled => Look::Days,
            Some((Look::Counts | Look::Decimals | Look::Years, _)) => Look::Counts,
            Some(_) => Look::Text,
        };
        found
    }
}

/// Keeps a text once; `false` where there is no room for it.
fn keep(list: &mut Vec<String>, text: &str) -> bool {
    if list.iter().any(|known| known == text) {
        return true;
    }
    let is_room = list.len() < KEPT;
    if is_room {
        list.push(text.to_owned());
    }
    is_room
}

fn look_of(cell: &str) -> Look {
    let start = cell.get(..8).unwrap_or(cell).to_ascii_lowercase();
    if start.starts_with("http://") || start.starts_with("https:/") || start.starts_with("www.") {
        return Look::Links;
    }
    if is_day(cell) {
        return Look::Days;
    }
    if cell.len() == 4 && cell.bytes().all(|b| b.is_ascii_digit()) && matches!(&cell[..2], "19" | "20") {
        return Look::Years;
    }
    match Wording::read(cell) {
        Ok(_) | Err(WordingFault::Ambiguous { .. }) => Look::Counts,
        Err(WordingFault::Negative { .. }) if !cell.contains('.') => Look::Counts,
        Err(WordingFault::Fraction { .. }) if is_whole_float(cell) => Look::Counts,
        Err(WordingFault::Fraction { .. } | WordingFault::Percent { .. }) => Look::Decimals,
        Err(_) if cell.parse::<f64>().is_ok() => Look::Decimals,
        Err(_) => Look::Text,
    }
}

fn is_whole_float(cell: &str) -> bool {
    cell.split_once('.').is_some_and(|(_, decimals)| decimals.bytes().all(|b| b == b'0'))
}

/// Whether a text is a day, a month or a time; plain numbers only of eight digits, as in 20231025.
pub fn is_day(text: &str) -> bool {
    if text.len() > 40 {
        return false;
    }
    let is_plain = text.bytes().all(|b| b.is_ascii_digit());
    match Moment::read(text) {
        Ok(_) => !is_plain || (text.len() == 8 && matches!(&text[..2], "19" | "20")),
        Err(DateFault::Ambiguous { .. } | DateFault::TwoDigitYear { .. }) => true,
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_their_cells() {
        for (cells, look) in [
            (&["2023-10-25", "26/10/2023", "", "1/2/20"][..], Look::Days),
            (&["20231025", "20231026"], Look::Days),
            (&["2020", "2021"], Look::Years),
            (&["12", "at least 40", "1.400", "NA", "26837.0"], Look::Counts),
            (&["1", "2", "3", "4", "5", "none of them counted by anybody"], Look::Counts),
            (&["39.08", "-75.5"], Look::Decimals),
            (&["https://x.example/a", "www.x.example"], Look::Links),
            (&["Altstadt", "Osk"], Look::Text),
            (&["", "NA", "-"], Look::Blank),
        ] {
            assert_eq!(ColumnCells::of(cells.iter().copied()).look, look, "{cells:?}");
        }
        assert_eq!(ColumnCells::of(["NA", "4", "NA", "-"].into_iter()).absent, ["NA", "-"]);
    }
}
