//! Which figures of a line are drawn where there are more than its drawing has columns: no extreme is moved, and none that
//! says more than a number is left out.

use crate::report::pictured::{PicturedFigure, PicturedStanding};

use super::scale::DayScale;

/// The places of the figures that are drawn, in their order: of each column the first, the last, the lowest and the highest,
/// and all that were withdrawn, disputed or revised, or with which a rule stands. All of them where they are few.
pub fn thin(figures: &[&PicturedFigure], days: DayScale, columns: usize) -> Vec<usize> {
    let columns = columns.max(1);
    if figures.len() <= columns {
        return (0..figures.len()).collect();
    }
    let column_of = |figure: &PicturedFigure| (days.at(figure.days.last) * columns as f64) as usize;
    let mut kept = vec![false; figures.len()];
    let mut ends = vec![None; columns + 1];
    for (at, figure) in figures.iter().enumerate() {
        kept[at] = says_more(figure);
        ends[column_of(figure)].get_or_insert_with(|| ColumnEnds::of(at, figure)).add(at, figure);
    }
    for end in ends.into_iter().flatten() {
        for at in [end.first, end.last]
            .into_iter()
            .chain(end.lowest.map(|(at, _)| at))
            .chain(end.highest.map(|(at, _)| at))
        {
            kept[at] = true;
        }
    }
    (0..figures.len()).filter(|at| kept[*at]).collect()
}

/// Whether a figure says more than a number.
pub fn says_more(figure: &PicturedFigure) -> bool {
    figure.standing != PicturedStanding::Stands
        || !figure.disputed_by.is_empty()
        || figure.revises.is_some()
        || figure.rule.is_some()
}

/// The figures of one column that stay.
#[derive(Clone, Copy)]
struct ColumnEnds {
    first: usize,
    last: usize,
    lowest: Option<(usize, u64)>,
    highest: Option<(usize, u64)>,
}

impl ColumnEnds {
    fn of(at: usize, figure: &PicturedFigure) -> ColumnEnds {
        let extent = figure.number.extent();
        let (lowest, highest) = (extent.map(|(low, _)| (at, low)), extent.map(|(_, high)| (at, high)));
        ColumnEnds { first: at, last: at, lowest, highest }
    }

    fn add(&mut self, at: usize, figure: &PicturedFigure) {
        self.last = at;
        let Some((low, high)) = figure.number.extent() else { return };
        if self.lowest.is_none_or(|(_, lowest)| low < lowest) {
            self.lowest = Some((at, low));
        }
        if self.highest.is_none_or(|(_, highest)| high > highest) {
            self.highest = Some((at, high));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::strategy::ValueTree;

    use super::*;
    use crate::report::pictured::testing::any_large_picture;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

        /// The first, the last, the lowest and the highest of an authority stay, and all that say more than a number.
        #[test]
        fn no_extreme_is_moved_and_nothing_that_happened_is_left_out(
            picture in any_large_picture(1500), columns in 1..200_usize,
        ) {
            let days = DayScale::of(20_000, 23_100);
            for voice in 0..picture.voices.len() {
                let figures: Vec<&PicturedFigure> =
                    picture.figures.iter().filter(|figure| figure.voice == voice).collect();
                let kept = thin(&figures, days, columns);
                let more = figures.iter().filter(|figure| says_more(figure)).count();
                prop_assert!(kept.windows(2).all(|pair| pair[0] < pair[1]));
                prop_assert!(kept.len() <= more + 4 * (columns + 1));
                if figures.len() <= columns {
                    prop_assert_eq!(kept.len(), figures.len());
                }
                let is_kept = |at: usize| kept.binary_search(&at).is_ok();
                prop_assert!(figures.is_empty() || (is_kept(0) && is_kept(figures.len() - 1)));
                prop_assert!((0..figures.len()).filter(|at| says_more(figures[*at])).all(is_kept));
                let ends = |places: &mut dyn Iterator<Item = usize>| {
                    let extents = places.filter_map(|at| figures[at].number.extent());
                    extents.fold((u64::MAX, 0), |(low, high), (a, b)| (low.min(a), high.max(b)))
                };
                prop_assert_eq!(ends(&mut (0..figures.len())), ends(&mut kept.iter().copied()));
            }
        }
    }

    #[test]
    fn a_thousand_figures_of_one_day_are_no_more_than_four() {
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let strategy = any_large_picture(40);
        let picture = loop {
            let picture = strategy.new_tree(&mut runner).expect("a picture").current();
            if picture.figures.iter().any(|figure| !says_more(figure)) {
                break picture;
            }
        };
        let plain = picture.figures.iter().find(|figure| !says_more(figure)).expect("a plain figure");
        let thousand: Vec<&PicturedFigure> = vec![plain; 1000];
        assert!((1..=4).contains(&thin(&thousand, DayScale::of(20_000, 23_100), 100).len()));
    }
}
