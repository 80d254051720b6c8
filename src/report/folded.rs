//! Problems of a file, folded: what is one cause in many rows is told once, with how many rows it costs and where the
//! first of them is. The rejects file holds all of them.

use std::collections::HashMap;

use super::receipt::ProblemRank;
use crate::model::place::Placed;
use crate::model::problem::Problem;
use crate::phrase::number::several;

/// How many cells of one cause are each shown with their line; where there are more, only the first is.
const HANDFUL: usize = 5;

/// How many cells of one cause are named below the first, where they are too many to be shown.
const NAMED: usize = 8;

/// How many causes, and how many cells of a cause, are kept apart; the others are counted.
const KEPT: usize = 1000;

/// The problems of one file, by their cause.
#[derive(Debug, Default)]
pub struct FoldedProblems {
    causes: Vec<Cause>,
    places: HashMap<CauseKey, usize>,
    /// Rows with causes that were not kept.
    beyond: u64,
}

/// What makes two problems one: the same words but for the cell, in the same column.
#[derive(Debug, PartialEq, Eq, Hash)]
struct CauseKey {
    code: &'static str,
    at: Option<usize>,
    field: Option<&'static str>,
    is_note: bool,
    what: String,
    hint: String,
}

/// One cause, with the cells that show it.
#[derive(Debug)]
struct Cause {
    rank: ProblemRank,
    column: Option<String>,
    cells: Vec<RowsOfCell>,
    /// By the cell; where whole rows are at fault, by what is wrong with them.
    by_cell: HashMap<String, usize>,
    /// Rows whose cells were not kept.
    beyond: u64,
}

/// The rows in which one cell shows a cause.
#[derive(Debug)]
struct RowsOfCell {
    first: Placed,
    rows: u64,
    last_line: u64,
}

/// One block of what is told: a problem at its first place, and where else it is.
#[derive(Debug)]
pub struct ProblemBlock<'f> {
    /// The first of them.
    pub first: &'f Placed,
    /// How grave it is.
    pub rank: ProblemRank,
    /// In how many rows.
    pub rows: u64,
    /// The column, and in how many rows it is; `None` where it is one.
    pub extent: Option<(&'f str, String)>,
    /// Other cells of the same cause; `None` where there are none.
    pub others: Option<String>,
}

impl FoldedProblems {
    /// Adds a problem; `column` is the name of its column.
    pub fn add(&mut self, placed: &Placed, rank: ProblemRank, column: Option<&str>) {
        let problem = &placed.problem;
        let key = CauseKey {
            code: problem.code,
            at: placed.at,
            field: problem.field,
            is_note: rank == ProblemRank::Note,
            what: without_cell(&problem.what),
            hint: without_cell(&problem.hint),
        };
        let cause = match self.places.get(&key) {
            Some(at) => self.causes.get_mut(*at),
            None if self.causes.len() < KEPT => {
                self.places.insert(key, self.causes.len());
                let column = column.filter(|name| !name.is_empty()).map(str::to_owned);
                let (cells, by_cell) = (Vec::new(), HashMap::new());
                self.causes.push(Cause { rank, column, cells, by_cell, beyond: 0 });
                self.causes.last_mut()
            }
            None => None,
        };
        match cause {
            Some(cause) => cause.add(placed),
            None => self.beyond += 1,
        }
    }

    /// Adds a remark on a line, or on the file as a whole at line 0.
    pub fn remark(&mut self, line: u64, problem: Problem) {
        self.add(&Placed::at_line(line, problem), ProblemRank::Note, None);
    }

    /// What is told, in the order of the file: first what costs rows, then what is remarked.
    pub fn blocks(&self) -> Vec<ProblemBlock<'_>> {
        let mut blocks: Vec<_> = self.causes.iter().flat_map(Cause::blocks).collect();
        blocks.sort_by_key(|block| (block.rank == ProblemRank::Note, block.first.line));
        blocks
    }

    /// Problems of causes that are not among the blocks.
    pub fn beyond(&self) -> u64 {
        self.beyond
    }
}

impl Cause {
    fn add(&mut self, placed: &Placed) {
        let cell = if placed.at.is_some() { &placed.value } else { &placed.problem.what };
        match self.by_cell.get(cell) {
            Some(at) => self.cells[*at].add(placed.line),
            None if self.cells.len() < KEPT => {
                self.by_cell.insert(cell.clone(), self.cells.len());
                self.cells.push(RowsOfCell { first: placed.clone(), rows: 1, last_line: placed.line });
            }
            None => self.beyond += 1,
        }
    }

    fn blocks(&self) -> Vec<ProblemBlock<'_>> {
        let is_handful = self.cells.len() <= HANDFUL && self.beyond == 0;
        if is_handful {
            return self.cells.iter().map(|cell| self.block(cell, cell.rows, None)).collect();
        }
        let rows = self.cells.iter().map(|cell| cell.rows).sum::<u64>() + self.beyond;
        self.cells.first().map(|first| self.block(first, rows, Some(self.others()))).into_iter().collect()
    }

    fn block<'f>(&'f self, cell: &'f RowsOfCell, rows: u64, others: Option<String>) -> ProblemBlock<'f> {
        let line = cell.first.line;
        let column = self.column.as_deref().unwrap_or("in all");
        let extent = (rows > 1).then(|| match line {
            0 => (column, several(rows, "row")),
            line => (column, format!("{}, first in line {line}", several(rows, "row"))),
        });
        ProblemBlock { first: &cell.first, rank: self.rank, rows, extent, others }
    }

    /// The cells behind the first: `x` in line 7, `y` in 12 rows from line 8; for whole rows their lines.
    fn others(&self) -> String {
        let named = self.cells.iter().skip(1).take(NAMED);
        let mut parts: Vec<String> = named.map(|cell| cell.in_words(self.column.is_some())).collect();
        let more = (self.cells.len() - 1).saturating_sub(NAMED) as u64 + self.beyond;
        if more > 0 {
            parts.push(format!("{more} more"));
        }
        parts.join(", ")
    }
}

impl RowsOfCell {
    fn add(&mut self, line: u64) {
        if line != self.last_line {
            self.rows += 1;
            self.last_line = line;
        }
    }

    fn in_words(&self, is_cell: bool) -> String {
        let line = self.first.line;
        let place = match self.rows {
            1 => format!("line {line}"),
            rows => format!("{} from line {line}", several(rows, "row")),
        };
        let value: String = self.first.value.chars().take(40).collect();
        if is_cell { format!("`{value}` in {place}") } else { place }
    }
}

/// A text without what differs from cell to cell: what it quotes, and words with digits.
fn without_cell(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for (at, part) in text.split('`').enumerate() {
        if at % 2 == 1 {
            kept.push('`');
            continue;
        }
        let has_digit = |word: &str| word.chars().any(char::is_numeric);
        let words = part.split(' ').map(|word| if has_digit(word) { "0" } else { word });
        kept.push_str(&words.collect::<Vec<_>>().join(" "));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::problem::Class;

    fn placed(line: u64, value: &str, hint: &str) -> Placed {
        let problem = Problem {
            code: "N101",
            class: Class::Other,
            field: Some("figure"),
            what: format!("`{value}` is not a number"),
            hint: hint.to_owned(),
        };
        let text = format!("{value},a");
        Placed { line, column: Some(1), at: Some(0), width: 1, text, value: value.to_owned(), problem }
    }

    fn told(problems: impl IntoIterator<Item = Placed>) -> Vec<(u64, u64, String, String)> {
        let mut folded = FoldedProblems::default();
        problems.into_iter().for_each(|one| folded.add(&one, ProblemRank::Error, Some("dead")));
        let blocks = folded.blocks().into_iter();
        let told = blocks.map(|block| {
            let extent = block.extent.map(|(column, rows)| format!("{column}: {rows}"));
            (block.first.line, block.rows, extent.unwrap_or_default(), block.others.unwrap_or_default())
        });
        told.collect()
    }

    #[test]
    fn one_cell_in_many_rows_is_told_once() {
        let told = told((3..190).map(|line| placed(line, "x", "correct it")));
        assert_eq!(told, [(3, 187, "dead: 187 rows, first in line 3".into(), String::new())]);
    }

    #[test]
    fn a_handful_of_cells_is_shown_whole_and_more_are_named() {
        let cell = |line: u64| placed(line, &format!("x{line}"), "correct it");
        assert_eq!(told((2..7).map(cell)).len(), 5);
        let folded = told((2..20).map(cell));
        assert_eq!(folded.len(), 1);
        assert_eq!((folded[0].0, folded[0].1), (2, 18));
        assert!(folded[0].3.starts_with("`x3` in line 3, `x4` in line 4"), "{folded:?}");
        assert!(folded[0].3.ends_with(", 9 more"), "{folded:?}");
    }

    #[test]
    fn causes_stay_apart_by_their_words() {
        let all = (2..12).map(|line| placed(line, &format!("x{line}"), "correct it"));
        let other = (12..14).map(|line| placed(line, "1O2", "it holds the letter O"));
        let told = told(all.chain(other));
        assert_eq!(told.iter().map(|one| (one.0, one.1)).collect::<Vec<_>>(), [(2, 10), (12, 2)]);
    }

    #[test]
    fn what_two_readings_say_is_no_cause_of_its_own() {
        assert_eq!(
            without_cell("write 5,087 or 5087 if thousands are meant"),
            without_cell("write 1,250 or 1250 if thousands are meant")
        );
        assert_eq!(
            without_cell("`1.5` is not a number, in the cell F7"),
            without_cell("`2.5` is not a number, in the cell F9")
        );
        assert_ne!(without_cell("`x` is no day"), without_cell("`x` is no number"));
    }
}
