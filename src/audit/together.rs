//! Which series of an event are looked at together. A rule sets a series against those of the same place and of the places
//! around it and in it, and a figure against those that a row ties to it: nothing else of an event has to be held at once.

use rustc_hash::FxHashMap;

use crate::model::name::{Name, STEP};
use crate::model::scope::Scope;

/// The series that are looked at together, by their places in the list; groups and their series in the order of the list.
/// `ties`: series of which a figure points at one of the other.
pub fn looked_at_together(scopes: &[&Scope], ties: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut groups = Groups((0..scopes.len()).collect());
    let mut of_place: FxHashMap<(&Name, Option<&str>), usize> = FxHashMap::default();
    for (at, scope) in scopes.iter().enumerate() {
        let first = *of_place.entry((&scope.event, outermost_place(scope))).or_insert(at);
        groups.join(first, at);
    }
    for (one, other) in ties {
        groups.join(*one, *other);
    }
    let (mut numbers, mut all): (FxHashMap<usize, usize>, Vec<Vec<usize>>) = Default::default();
    for at in 0..scopes.len() {
        let number = *numbers.entry(groups.first_of(at)).or_insert(all.len());
        if number == all.len() {
            all.push(Vec::new());
        }
        all[number].push(at);
    }
    all
}

fn outermost_place(scope: &Scope) -> Option<&str> {
    scope.place.as_ref().and_then(|place| place.as_str().split(STEP).next())
}

/// Of each series one before it in its group, or itself.
struct Groups(Vec<usize>);

impl Groups {
    fn first_of(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first_of(one), self.first_of(other));
        self.0[one.max(other)] = one.min(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::draft::Field;
    use crate::series::testing::Row;

    #[test]
    fn places_in_each_other_and_what_a_row_ties_are_looked_at_together() {
        let at = |event: &str, place: &str| {
            let row = Row::new("7").set(Field::Event, event).set(Field::Place, place);
            Scope::clone(&row.figure().scope)
        };
        let scopes = [
            at("War", "North"),
            at("War", "South > Hill"),
            at("War", ""),
            at("War", "South"),
            at("War > Raid", "South"),
            at("War", "North > Bay > Port"),
            at("War", "Northern"),
        ];
        let scopes: Vec<&Scope> = scopes.iter().collect();
        let plain = [vec![0, 5], vec![1, 3], vec![2], vec![4], vec![6]];
        assert_eq!(looked_at_together(&scopes, &[]), plain);
        let tied = [vec![0, 1, 3, 4, 5], vec![2], vec![6]];
        assert_eq!(looked_at_together(&scopes, &[(4, 3), (1, 5), (6, 6)]), tied);
    }
}
