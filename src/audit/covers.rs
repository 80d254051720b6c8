//! Groups whose members are counted once: those that together are all there is of a whole, and those that exclude each other.

use crate::model::facets::FacetCells;

/// How many steps a search takes at most; tables have a few dozen.
const STEPS: usize = 1 << 13;

/// The sets of parts that cover a whole: each cell of what is known of people once, and with them what is not known of others.
/// Those of the fewest parts come first.
pub fn covers(whole: FacetCells, parts: &[FacetCells]) -> Vec<Vec<usize>> {
    let needed = whole.and(FacetCells::known());
    let mut search = CoverSearch { parts, found: Vec::new(), steps: 0 };
    if !needed.is_empty() {
        search.extend(&mut Vec::new(), FacetCells::NONE, needed);
    }
    let mut found = search.found;
    found.sort_by_key(Vec::len);
    found
}

struct CoverSearch<'p> {
    parts: &'p [FacetCells],
    found: Vec<Vec<usize>>,
    steps: usize,
}

impl CoverSearch<'_> {
    /// Takes one part after another for the first cell that is still needed.
    fn extend(&mut self, chosen: &mut Vec<usize>, covered: FacetCells, needed: FacetCells) {
        self.steps += 1;
        if self.steps > STEPS {
            return;
        }
        let open = needed.without(covered);
        if open.is_empty() {
            let all = self.with_the_others(chosen.clone(), covered);
            self.found.push(all);
            return;
        }
        for (at, part) in self.parts.iter().enumerate() {
            if !part.and(open.first()).is_empty() && part.and(covered).is_empty() {
                chosen.push(at);
                self.extend(chosen, covered.or(*part), needed);
                chosen.pop();
            }
        }
    }

    /// The same, with the parts that exclude all of them, the largest first: of whom something is not known.
    fn with_the_others(&self, mut chosen: Vec<usize>, mut covered: FacetCells) -> Vec<usize> {
        let mut others: Vec<usize> = (0..self.parts.len()).collect();
        others.sort_by_key(|at| std::cmp::Reverse(self.parts[*at].count()));
        for at in others {
            if self.parts[at].and(covered).is_empty() {
                covered = covered.or(self.parts[at]);
                chosen.push(at);
            }
        }
        chosen.sort_unstable();
        chosen
    }
}

/// Of parts with the least that each counts, those that exclude each other and together count most.
pub fn largest_apart(parts: &[(FacetCells, u64)]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(parts[*at].1));
    let mut search = ApartSearch { parts, order, best: (0, Vec::new()), steps: 0 };
    search.extend(0, &mut Vec::new(), FacetCells::NONE, 0);
    let mut best = search.best.1;
    best.sort_unstable();
    best
}

struct ApartSearch<'p> {
    parts: &'p [(FacetCells, u64)],
    order: Vec<usize>,
    best: (u64, Vec<usize>),
    steps: usize,
}

impl ApartSearch<'_> {
    fn extend(&mut self, from: usize, chosen: &mut Vec<usize>, covered: FacetCells, sum: u64) {
        self.steps += 1;
        if sum > self.best.0 {
            self.best = (sum, chosen.clone());
        }
        for place in from..self.order.len() {
            let at = self.order[place];
            let (cells, least) = self.parts[at];
            if self.steps < STEPS && cells.and(covered).is_empty() {
                chosen.push(at);
                self.extend(place + 1, chosen, covered.or(cells), sum.saturating_add(least));
                chosen.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::facets::Facets;
    use crate::model::name::Name;

    fn cells(group: &str) -> FacetCells {
        Facets::of(&Name::read(group).expect("a group")).cells()
    }

    fn found(whole: &str, parts: &[&str]) -> Vec<Vec<usize>> {
        let parts: Vec<FacetCells> = parts.iter().map(|part| cells(part)).collect();
        covers(cells(whole), &parts)
    }

    #[test]
    fn parts_that_are_all_there_is_cover_each_value_once() {
        for (whole, parts) in [
            ("people", &["men", "women", "children"][..]),
            ("people", &["men", "women", "boys", "girls"]),
            ("people", &["female", "male"]),
            ("people", &["adults", "children"]),
            ("people", &["civilians", "combatants"]),
            ("people", &["civilians", "soldiers", "fighters", "people whose status is not known"]),
            ("children", &["boys", "girls"]),
            (
                "civilians",
                &[
                    "civilian men",
                    "civilian women",
                    "civilians > boys",
                    "civilians > girls",
                    "civilians > children whose sex is not known",
                    "civilians > adults whose sex is not known",
                ],
            ),
        ] {
            assert_eq!(found(whole, parts), [(0..parts.len()).collect::<Vec<_>>()], "{whole}");
        }
        for (whole, parts) in [
            ("people", &["men", "women"][..]),
            ("people", &["men", "women", "boys"]),
            ("people", &["civilians", "soldiers"]),
            ("people", &["women", "boys", "children"]),
            ("people", &["men", "women", "civilians > children"]),
            ("children", &["boys", "children whose sex is not known"]),
        ] {
            assert!(found(whole, parts).is_empty(), "{whole}: {parts:?}");
        }
        let several = found("people", &["adults", "children", "men", "women", "boys", "girls"]);
        assert_eq!(several, [vec![0, 1], vec![1, 2, 3], vec![0, 4, 5], vec![2, 3, 4, 5]]);
    }

    #[test]
    fn those_apart_that_count_most_are_chosen() {
        let parts = [("women", 25), ("civilians", 30), ("children", 16), ("boys", 9)];
        let parts: Vec<_> = parts.iter().map(|(group, least)| (cells(group), *least)).collect();
        assert_eq!(largest_apart(&parts), [0, 2]);
    }
}
