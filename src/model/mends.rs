//! Mends of what desks mistyped, those of several desks together: which of them hold (`docs/rules.md`, "Several mends").
//!
//! A mend leads from a figure that was mistyped to the one in its place, or to none. At one desk no figure leads to two;
//! where stores were merged, two desks may have mended one figure, each without knowing of the other.

use std::collections::{BTreeMap, BTreeSet};

use super::recorded::FigureId;

/// What a desk recorded of a figure that it looked at again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MendAct {
    /// It was mistyped; `None`: it should not have been entered. Named as its own place, it stands again.
    Mended(Option<FigureId>),
    /// Desks had mended it differently, and it, or what this entry puts in its place, is what the source says: marked where
    /// what the others said cannot give way to it.
    Settled,
}

/// One such act. `R` is its place in the order of recording.
#[derive(Clone, Copy, Debug)]
pub struct Mend<R> {
    /// The figure that was looked at.
    pub figure: FigureId,
    /// What was done.
    pub act: MendAct,
    /// When.
    pub at: R,
}

/// What one desk, or several that say the same, put in the place of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MendReading<R> {
    /// The figure; `None`: there should be none.
    pub figure: Option<FigureId>,
    /// When this was said last.
    pub at: R,
}

/// A figure that was mended differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing<R> {
    /// The figure.
    pub mended: FigureId,
    /// What stands in its place by each; the newest comes first, and holds.
    pub readings: Vec<MendReading<R>>,
}

/// Which mends hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mends<R> {
    /// The figures that were mended differently, and not settled yet.
    pub differing: Vec<Differing<R>>,
    /// Figures that were void and took their own places again: the mend was mended back.
    pub mended_back: BTreeSet<FigureId>,
    /// Figures in whose place another stands, by a newer mend or by what was settled, each with that one. They are void
    /// unless they stand by themselves.
    pub overruled: BTreeMap<FigureId, MendReading<R>>,
}

/// Mends as a graph without circles: from each figure to those in its place.
struct Graph<R> {
    places: BTreeMap<FigureId, Vec<MendReading<R>>>,
    mended_back: BTreeMap<FigureId, R>,
    settled: BTreeMap<FigureId, R>,
}

impl<R: Copy + Ord> Mends<R> {
    /// Reads the mends that stand, in whatever order.
    pub fn of(mut acts: Vec<Mend<R>>) -> Mends<R> {
        acts.sort_by_key(|mend| mend.at);
        let mut graph =
            Graph { places: BTreeMap::new(), mended_back: BTreeMap::new(), settled: BTreeMap::new() };
        acts.into_iter().for_each(|mend| graph.add(mend));
        let mended_back = graph.mended_back.keys().copied().collect();
        let mut mends = Mends { differing: Vec::new(), mended_back, overruled: BTreeMap::new() };
        if graph.is_plain() {
            return mends;
        }
        let (mut holding, mut lost) = (BTreeSet::new(), Vec::new());
        for root in graph.roots() {
            let all = graph.readings(root);
            let ends: Vec<FigureId> = all.iter().filter_map(|reading| reading.figure).collect();
            let left = graph.unsettled(all);
            let Some(holds) = left.first().copied() else { continue };
            holding.extend(holds.figure);
            lost.extend(ends.into_iter().map(|figure| (figure, holds)));
            if left.len() > 1 && !mends.differing.iter().any(|known| known.readings == left) {
                mends.differing.push(Differing { mended: graph.fork(root), readings: left });
            }
        }
        lost.retain(|(figure, _)| !holding.contains(figure));
        mends.overruled.extend(lost);
        mends
    }
}

impl<R: Copy + Ord> Graph<R> {
    fn add(&mut self, mend: Mend<R>) {
        let (figure, at) = (mend.figure, mend.at);
        let place = match mend.act {
            MendAct::Mended(place) => place,
            MendAct::Settled => {
                self.settled.insert(figure, at);
                return;
            }
        };
        if place == Some(figure) {
            // It stands again, and what others put elsewhere stays there.
            self.places.remove(&figure);
            self.mended_back.insert(figure, at);
            return;
        }
        self.mended_back.remove(&figure);
        if let Some(place) = place
            && self.leads_to(place, figure)
        {
            let mut places = self.places.remove(&place).unwrap_or_default();
            places.retain(|next| !next.figure.is_some_and(|next| self.leads_to(next, figure)));
            self.places.insert(place, places);
            self.mended_back.insert(place, at);
        }
        let places = self.places.entry(figure).or_default();
        places.retain(|known| known.figure != place);
        places.push(MendReading { figure: place, at });
    }

    fn next(&self, figure: FigureId) -> &[MendReading<R>] {
        self.places.get(&figure).map_or(&[], Vec::as_slice)
    }

    /// Whether mends lead from one figure to another, or it is that one.
    fn leads_to(&self, from: FigureId, to: FigureId) -> bool {
        self.reached(from).contains(&to)
    }

    /// A figure, and those to which mends lead from it.
    fn reached(&self, from: FigureId) -> BTreeSet<FigureId> {
        let (mut reached, mut left) = (BTreeSet::new(), vec![from]);
        while let Some(figure) = left.pop() {
            if reached.insert(figure) {
                left.extend(self.next(figure).iter().filter_map(|next| next.figure));
            }
        }
        reached
    }

    /// Whether each figure leads to one at most: then each mend holds.
    fn is_plain(&self) -> bool {
        self.places
            .iter()
            .all(|(figure, places)| places.len() + usize::from(self.mended_back.contains_key(figure)) <= 1)
    }

    /// The mended figures to which no mend leads.
    fn roots(&self) -> Vec<FigureId> {
        let led_to: BTreeSet<FigureId> =
            self.places.values().flatten().filter_map(|reading| reading.figure).collect();
        let mended = self.places.iter().filter(|(_, places)| !places.is_empty());
        mended.map(|(figure, _)| *figure).filter(|figure| !led_to.contains(figure)).collect()
    }

    /// What stands in the place of a figure at the ends of all mends that lead from it.
    fn readings(&self, root: FigureId) -> Vec<MendReading<R>> {
        let mut ends: BTreeMap<Option<FigureId>, R> = BTreeMap::new();
        let mut end = |figure, at: R| {
            let known = ends.entry(figure).or_insert(at);
            *known = at.max(*known);
        };
        for figure in self.reached(root) {
            if let Some(at) = self.mended_back.get(&figure) {
                end(Some(figure), *at);
            }
            for next in self.next(figure) {
                if next.figure.is_none_or(|next| self.next(next).is_empty()) {
                    end(next.figure, next.at);
                }
            }
        }
        ends.into_iter().map(|(figure, at)| MendReading { figure, at }).collect()
    }

    /// Those readings that nobody has settled otherwise since, the newest first. Who settles a reading says it again.
    fn unsettled(&self, mut readings: Vec<MendReading<R>>) -> Vec<MendReading<R>> {
        for reading in &mut readings {
            let said = reading.figure.and_then(|figure| self.settled.get(&figure));
            reading.at = said.copied().into_iter().fold(reading.at, Ord::max);
        }
        let settles = |(settled, at): (&FigureId, &R)| {
            let one = readings.iter().any(|reading| self.ends_in(*settled, reading.figure));
            one.then_some((*settled, *at))
        };
        let settled: Vec<(FigureId, R)> = self.settled.iter().filter_map(settles).collect();
        readings.retain(|reading| {
            settled.iter().all(|(settled, at)| reading.at >= *at || self.ends_in(*settled, reading.figure))
        });
        readings.sort_by_key(|reading| std::cmp::Reverse(reading.at));
        readings
    }

    /// Whether mends lead from a figure to one that stands at their end, or to none.
    fn ends_in(&self, from: FigureId, end: Option<FigureId>) -> bool {
        let reached = self.reached(from);
        match end {
            Some(figure) => reached.contains(&figure),
            None => reached.iter().any(|figure| self.next(*figure).iter().any(|next| next.figure.is_none())),
        }
    }

    /// The first figure from there on that leads to several.
    fn fork(&self, root: FigureId) -> FigureId {
        let mut at = root;
        while let [MendReading { figure: Some(next), .. }] = self.next(at)
            && !self.mended_back.contains_key(&at)
        {
            at = *next;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mend(figure: i64, place: i64, at: i64) -> Mend<i64> {
        let place = (place > 0).then_some(FigureId(place));
        Mend { figure: FigureId(figure), act: MendAct::Mended(place), at }
    }

    fn settle(figure: i64, at: i64) -> Mend<i64> {
        Mend { figure: FigureId(figure), act: MendAct::Settled, at }
    }

    /// What differs, as `1: 4 3`, the one that holds first; what is overruled; what was mended back. 0 is none.
    fn told(acts: &[Mend<i64>]) -> (Vec<String>, Vec<i64>, Vec<i64>) {
        let mends = Mends::of(acts.to_vec());
        let mut turned: Vec<_> = acts.to_vec();
        turned.reverse();
        assert_eq!(mends, Mends::of(turned), "the order of rows changes nothing");
        let number = |reading: &MendReading<i64>| reading.figure.map_or(0, |figure| figure.0).to_string();
        let differs = mends.differing.iter().map(|one| {
            let readings: Vec<String> = one.readings.iter().map(number).collect();
            format!("{}: {}", one.mended, readings.join(" "))
        });
        let ids = |ids: Vec<&FigureId>| ids.into_iter().map(|id| id.0).collect();
        (differs.collect(), ids(mends.overruled.keys().collect()), ids(mends.mended_back.iter().collect()))
    }

    fn differs(what: &str, overruled: &[i64]) -> (Vec<String>, Vec<i64>, Vec<i64>) {
        (vec![what.to_owned()], overruled.to_vec(), Vec::new())
    }

    fn nothing(overruled: &[i64], mended_back: &[i64]) -> (Vec<String>, Vec<i64>, Vec<i64>) {
        (Vec::new(), overruled.to_vec(), mended_back.to_vec())
    }

    #[test]
    fn the_newer_of_two_mends_holds() {
        assert_eq!(told(&[mend(1, 3, 10), mend(1, 4, 11)]), differs("1: 4 3", &[3]));
        assert_eq!(told(&[mend(1, 3, 12), mend(1, 4, 11)]), differs("1: 3 4", &[4]));
    }

    #[test]
    fn equal_mends_and_mends_of_mends_are_no_difference() {
        assert_eq!(told(&[mend(1, 3, 10), mend(1, 3, 11)]), nothing(&[], &[]));
        assert_eq!(told(&[mend(1, 3, 10), mend(3, 4, 11), mend(4, 0, 12)]), nothing(&[], &[]));
        // By another way to the same.
        assert_eq!(told(&[mend(1, 3, 10), mend(1, 4, 11), mend(4, 3, 12)]), nothing(&[], &[]));
        assert_eq!(told(&[mend(7, 1, 12), mend(1, 3, 10)]), nothing(&[], &[]));
    }

    #[test]
    fn the_last_word_of_each_counts() {
        let acts = [mend(1, 3, 10), mend(1, 4, 11), mend(3, 5, 12)];
        assert_eq!(told(&acts), differs("1: 5 4", &[4]));
        let acts = [mend(1, 3, 10), mend(1, 4, 11), mend(4, 5, 12)];
        assert_eq!(told(&acts), differs("1: 5 3", &[3]));
        let acts = [mend(1, 4, 10), mend(4, 5, 12), mend(4, 6, 13)];
        assert_eq!(told(&acts), differs("4: 6 5", &[5]));
    }

    #[test]
    fn three_desks_and_a_void() {
        assert_eq!(told(&[mend(1, 3, 10), mend(1, 4, 11), mend(1, 4, 12)]), differs("1: 4 3", &[3]));
        assert_eq!(told(&[mend(1, 3, 10), mend(1, 4, 11), mend(1, 5, 12)]), differs("1: 5 4 3", &[3, 4]));
        assert_eq!(told(&[mend(1, 0, 10), mend(1, 4, 11)]), differs("1: 4 0", &[]));
        assert_eq!(told(&[mend(1, 0, 12), mend(1, 4, 11)]), differs("1: 0 4", &[4]));
    }

    #[test]
    fn what_holds_for_another_figure_is_not_overruled() {
        assert_eq!(told(&[mend(1, 2, 10), mend(5, 2, 11), mend(5, 0, 12)]), differs("5: 0 2", &[]));
    }

    #[test]
    fn it_is_settled_by_whoever_looks_at_what_holds() {
        let both = [mend(1, 3, 10), mend(1, 4, 11)];
        let and = |more: &[Mend<i64>]| told(&[&both, more].concat());
        assert_eq!(and(&[mend(3, 4, 12)]), nothing(&[], &[]), "confirmed");
        assert_eq!(and(&[mend(4, 3, 12)]), nothing(&[], &[]), "the other was right");
        assert_eq!(and(&[mend(3, 6, 12), mend(4, 6, 12)]), nothing(&[], &[]), "neither was");
        assert_eq!(and(&[mend(3, 0, 12), mend(4, 0, 12)]), nothing(&[], &[]), "there should be none");
        // A desk that did not know of it had gone on.
        assert_eq!(and(&[mend(3, 5, 11), mend(3, 4, 12)]), differs("1: 4 5", &[5]));
    }

    #[test]
    fn what_cannot_give_way_is_settled_by_a_mark() {
        let both = [mend(1, 3, 10), mend(1, 4, 11)];
        let and = |more: &[Mend<i64>]| told(&[&both, more].concat());
        assert_eq!(and(&[settle(4, 12)]), nothing(&[3], &[]), "confirmed");
        assert_eq!(and(&[settle(4, 12), mend(4, 3, 12)]), nothing(&[], &[]), "the other was right");
        assert_eq!(and(&[settle(4, 12), mend(4, 6, 12)]), nothing(&[3], &[]), "neither was");
        assert_eq!(and(&[settle(4, 12), mend(4, 0, 12)]), nothing(&[3], &[]), "there should be none");
        assert_eq!(and(&[settle(4, 12), mend(3, 6, 13)]), differs("1: 6 4", &[4]), "said later");
        let two = [settle(4, 12), mend(4, 6, 12), settle(4, 13), mend(4, 7, 13)];
        assert_eq!(and(&two), differs("1: 7 6", &[3, 6]), "settled differently");
        assert_eq!(and(&[settle(4, 12), settle(3, 13)]), nothing(&[4], &[]), "whoever settles it last");
        assert_eq!(told(&[mend(1, 0, 10), mend(1, 4, 11), settle(4, 12)]), nothing(&[], &[]));
    }

    #[test]
    fn a_mend_is_mended_back() {
        assert_eq!(told(&[mend(1, 3, 10), mend(3, 1, 11)]), nothing(&[], &[1]));
        assert_eq!(told(&[mend(1, 3, 10), mend(3, 1, 11), mend(1, 3, 12)]), nothing(&[], &[3]));
        assert_eq!(told(&[mend(1, 3, 10), mend(3, 1, 11), mend(1, 4, 12)]), nothing(&[], &[]));
        // Two rows that exchange their numbers both stand.
        assert_eq!(told(&[mend(1, 2, 10), mend(2, 1, 11), mend(2, 2, 12)]), nothing(&[], &[1, 2]));
        let acts = [mend(1, 3, 10), mend(1, 4, 11), mend(3, 1, 12)];
        assert_eq!(told(&acts), (vec!["1: 1 4".to_owned()], vec![4], vec![1]));
    }
}
