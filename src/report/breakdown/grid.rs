//! The cells of a table by sex and age, and which of them are only what is left of a printed total.

use rustc_hash::FxHashMap;

use crate::audit::covers::largest_apart;
use crate::model::count::Count;
use crate::model::facets::{AgeGiven, FacetCells, SexGiven};

/// A cell: a sex and an age; `None` is all of them.
pub type CellPlace = (Option<SexGiven>, Option<AgeGiven>);

/// What was printed, cell by cell.
#[derive(Debug, Default)]
pub struct Grid {
    /// Each cell with its count, and whom it counts.
    given: FxHashMap<CellPlace, (Count, FacetCells)>,
}

/// What a table leaves over.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Leftover {
    /// Cells that would hold what is left of a line, where only one of them is not printed.
    pub cells: Vec<CellPlace>,
    /// Whether the total has people who are in no part, and no cell is theirs.
    pub in_no_cell: bool,
}

impl Grid {
    /// Takes in a printed cell; `false` where it has one already.
    pub fn take(&mut self, place: CellPlace, count: Count, cells: FacetCells) -> bool {
        let is_new = !self.given.contains_key(&place);
        self.given.entry(place).or_insert((count, cells));
        is_new
    }

    /// The sexes that have a line, all of them last; one line where none is told apart.
    pub fn sexes(&self) -> Vec<Option<SexGiven>> {
        let told = self.given.keys().any(|(sex, _)| sex.is_some());
        SexGiven::ALL.iter().copied().filter(|_| told).map(Some).chain([None]).collect()
    }

    /// The ages that have a column, all of them last; older people where they are counted apart.
    pub fn ages(&self) -> Vec<Option<AgeGiven>> {
        let has = |age| self.given.keys().any(|(_, own)| *own == Some(age));
        let told = self.given.keys().any(|(_, age)| age.is_some());
        let shown = |age: &AgeGiven| told && (*age != AgeGiven::OlderPeople || has(*age));
        AgeGiven::ALL.iter().copied().filter(shown).map(Some).chain([None]).collect()
    }

    /// What is only worked out: never a figure.
    pub fn leftover(&self) -> Leftover {
        let (sexes, ages) = (self.sexes(), self.ages());
        let mut left = Leftover::default();
        let rows = sexes.iter().map(|sex| ages.iter().map(|age| (*sex, *age)).collect::<Vec<_>>());
        let columns = ages.iter().map(|age| sexes.iter().map(|sex| (*sex, *age)).collect::<Vec<_>>());
        for line in rows.chain(columns) {
            let open = self.left_of(&line).filter(|open| !left.cells.contains(open));
            left.cells.extend(open);
        }
        left.in_no_cell = left.cells.is_empty() && self.total_has_others();
        left
    }

    /// The one cell of a line that is not printed, where the total at its end is and may leave somebody over.
    fn left_of(&self, line: &[CellPlace]) -> Option<CellPlace> {
        let (total, parts) = line.split_last()?;
        let (total, _) = self.given.get(total)?;
        let is_beside_adults = |place: &&CellPlace| place.1 != Some(AgeGiven::OlderPeople);
        let (printed, open): (Vec<&CellPlace>, Vec<&CellPlace>) =
            parts.iter().filter(is_beside_adults).partition(|place| self.given.contains_key(place));
        let [open] = open[..] else { return None };
        let sum = printed.iter().map(|place| self.given[place].0).reduce(Count::plus)?;
        leaves_somebody(*total, sum).then_some(*open)
    }

    /// Whether the parts that exclude each other are fewer than the total.
    fn total_has_others(&self) -> bool {
        let Some((total, _)) = self.given.get(&(None, None)) else { return false };
        let parts: Vec<_> = self.given.iter().filter(|(place, _)| **place != (None, None)).collect();
        let least: Vec<_> = parts.iter().map(|(_, (count, cells))| (*cells, count.low())).collect();
        let sum = largest_apart(&least).into_iter().map(|at| parts[at].1.0).reduce(Count::plus);
        sum.is_some_and(|sum| leaves_somebody(*total, sum))
    }
}

/// Whether a total has more people than the sum of its parts.
fn leaves_somebody(total: Count, sum: Count) -> bool {
    sum.high().is_some_and(|most| most < total.low())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::facets::Facets;
    use crate::model::name::Name;

    fn grid(given: &[(&str, u64)]) -> Grid {
        let mut grid = Grid::default();
        for (group, number) in given {
            let facets = Facets::of(&Name::read(group).expect("a group"));
            let place = (SexGiven::of(&facets.values), AgeGiven::of(&facets.values));
            assert!(grid.take(place, Count::exactly(*number), facets.cells()));
        }
        grid
    }

    const ADULTS: Option<AgeGiven> = Some(AgeGiven::Adults);
    const CHILDREN: Option<AgeGiven> = Some(AgeGiven::Children);

    #[test]
    fn what_only_one_cell_can_hold_is_left_over() {
        let female = Some(SexGiven::Female);
        let left = grid(&[
            ("women and girls", 50),
            ("women", 40),
            ("girls", 7),
            ("people whose age is not known", 0),
            ("people", 90),
        ])
        .leftover();
        assert_eq!(left.cells, [(female, Some(AgeGiven::Unknown))]);
        assert!(!left.in_no_cell);
        let left = grid(&[("adults", 40), ("people whose age is not known", 5), ("people", 60)]).leftover();
        assert_eq!(left.cells, [(None, CHILDREN)]);
    }

    #[test]
    fn what_several_cells_can_hold_is_in_none() {
        let left = grid(&[("women", 40), ("men", 30), ("children", 20), ("people", 100)]).leftover();
        assert_eq!(left, Leftover { cells: vec![], in_no_cell: true });
    }

    #[test]
    fn nothing_is_left_where_the_parts_come_to_the_total_or_may() {
        let all = [("women", 40), ("men", 30), ("children", 30), ("people", 100)];
        assert_eq!(grid(&all).leftover(), Leftover::default());
        assert_eq!(grid(&all[..3]).leftover(), Leftover::default());
        let over = [("adults", 70), ("people whose age is not known", 5), ("people", 60)];
        assert_eq!(grid(&over).leftover(), Leftover::default());
    }

    #[test]
    fn lines_are_those_of_what_is_told_apart() {
        assert_eq!(grid(&[("adults", 40), ("people", 60)]).sexes(), [None]);
        let ages = [CHILDREN, ADULTS, Some(AgeGiven::Unknown), None];
        assert_eq!(grid(&[("adults", 40), ("people", 60)]).ages(), ages);
        assert_eq!(grid(&[("women and girls", 40), ("people", 60)]).ages(), [None]);
    }
}
