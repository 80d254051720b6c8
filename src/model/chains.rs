//! Where names end that lead to other names: from one that is the same to the next, or from body to body.

use rustc_hash::FxHashMap;

use super::name::Name;

/// What becomes of names that lead to each other in a circle.
#[derive(Clone, Copy, Debug)]
pub(super) enum Circle {
    /// They are one: the first of them in the order of the alphabet stands for all.
    IsOne,
    /// Each of them, and each name that leads to them, ends after so many steps; no name is further from a circle.
    EndsAfter(usize),
}

/// The end of every name that leads to another. Each name is asked once where it leads, however long the chains are.
pub(super) fn ends<'n>(
    names: impl Iterator<Item = &'n Name>,
    circle: Circle,
    mut next: impl FnMut(&Name) -> Option<Name>,
) -> FxHashMap<Name, Name> {
    let mut ends: FxHashMap<Name, Name> = FxHashMap::default();
    let mut one_step_less: FxHashMap<Name, Name> = FxHashMap::default();
    for name in names {
        let (mut passed, mut places) = (Vec::new(), FxHashMap::default());
        let mut at = name.clone();
        let mut end = loop {
            if let Some(end) = ends.get(&at) {
                break end.clone();
            }
            if let Some(start) = places.get(&at) {
                let round: Vec<Name> = passed.split_off(*start);
                let first = round.iter().min();
                for (place, name) in round.iter().enumerate() {
                    let end = match circle {
                        Circle::IsOne => first.unwrap_or(name),
                        Circle::EndsAfter(steps) => {
                            one_step_less.insert(round[(place + 1) % round.len()].clone(), name.clone());
                            &round[(place + steps) % round.len()]
                        }
                    };
                    ends.insert(name.clone(), end.clone());
                }
                continue;
            }
            let Some(to) = next(&at) else { break at };
            places.insert(at.clone(), passed.len());
            passed.push(std::mem::replace(&mut at, to));
        };
        for name in passed.into_iter().rev() {
            end = one_step_less.get(&end).cloned().unwrap_or(end);
            ends.insert(name, end.clone());
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn name(number: usize) -> Name {
        Name::read(&format!("N{number}")).expect("a name")
    }

    /// From name to name, one step at a time.
    fn walked(next: &FxHashMap<Name, Name>, name: &Name, circle: Circle) -> Name {
        let mut passed = vec![name.clone()];
        while let Some(to) = passed.last().and_then(|last| next.get(last)) {
            match circle {
                Circle::EndsAfter(steps) if passed.len() > steps => break,
                Circle::EndsAfter(_) => {}
                Circle::IsOne => {
                    if let Some(start) = passed.iter().position(|before| before == to) {
                        return passed[start..].iter().min().expect("a circle").clone();
                    }
                }
            }
            passed.push(to.clone());
        }
        passed.pop().expect("a name")
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_ends_are_those_of_a_walk_and_each_name_is_asked_once(
            pairs in prop::collection::hash_map(0..16_usize, 0..16_usize, 1..16), more in 0..5_usize
        ) {
            let next: FxHashMap<Name, Name> =
                pairs.into_iter().map(|(from, to)| (name(from), name(to))).collect();
            for circle in [Circle::IsOne, Circle::EndsAfter(next.len() + more)] {
                let mut asked = 0;
                let found = ends(next.keys(), circle, |name| { asked += 1; next.get(name).cloned() });
                for name in next.keys() {
                    prop_assert_eq!(&found[name], &walked(&next, name, circle), "{} in {:?}", name, circle);
                }
                prop_assert!(asked <= 2 * next.len(), "{asked} of {}", next.len());
            }
        }
    }
}
