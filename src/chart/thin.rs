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
