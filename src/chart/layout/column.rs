//! Names in a column beside a field, each as near to the end of its line as the others let it.

use super::candidates::{SizedLabel, WantedLabel};
use super::{Area, DrawingFrame, Leader, PlacedLabel, TextAnchor};

/// How far names lie apart.
const GAP: f64 = 3.0;

/// Puts names into the column that begins at the left side of `column`; `None` where they are too many for it.
pub fn in_column(
    names: &[&WantedLabel],
    column: Area,
    most: f64,
    frame: DrawingFrame<'_>,
) -> Option<Vec<PlacedLabel>> {
    let mut sized: Vec<(SizedLabel, &WantedLabel)> = names
        .iter()
        .filter_map(|name| Some((SizedLabel::of(name.versions.first()?, most, frame), *name)))
        .collect();
    sized.sort_by(|(_, a), (_, b)| a.at[1].total_cmp(&b.at[1]));
    let wanted: Vec<(f64, f64)> =
        sized.iter().map(|(label, name)| (name.at[1] - label.first_middle(), label.height)).collect();
    let tops = spread(&wanted, column.top, column.bottom)?;
    let label = |((label, name), top): ((SizedLabel, &WantedLabel), f64)| {
        let left = column.left;
        let area = Area { left, top, right: left + label.width, bottom: top + label.height };
        let to = [left - 2.0, top + label.first_middle()];
        PlacedLabel {
            area,
            leader: leads(name.at, to).then_some(Leader { from: name.at, to }),
            texts: label.texts(&area, TextAnchor::Start, name.of_line),
        }
    };
    Some(sized.into_iter().zip(tops).map(label).collect())
}

/// Whether a name stands so far from the end of its line that a line has to lead there.
fn leads(from: [f64; 2], to: [f64; 2]) -> bool {
    (to[1] - from[1]).abs() > 4.0 || to[0] - from[0] > 30.0
}

/// Where each of some texts begins, given where it would begin alone and how high it is, so that none covers another and
/// all stay in their order; `None` where they are higher than the column.
fn spread(wanted: &[(f64, f64)], top: f64, bottom: f64) -> Option<Vec<f64>> {
    let mut tops = Vec::with_capacity(wanted.len());
    let mut free = top;
    for (own, height) in wanted {
        let placed = own.max(free);
        tops.push(placed);
        free = placed + height + GAP;
    }
    let mut free = bottom;
    for (placed, (_, height)) in tops.iter_mut().zip(wanted).rev() {
        *placed = placed.min(free - height);
        free = *placed - GAP;
    }
    let rounding = 0.01;
    tops.first().is_none_or(|first| *first >= top - rounding).then_some(tops)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn all_stay_within_in_their_order_and_apart(
            mut wanted in prop::collection::vec((0.0..300.0_f64, 10.0..50.0_f64), 0..8),
        ) {
            wanted.sort_by(|a, b| a.0.total_cmp(&b.0));
            let needed: f64 = wanted.iter().map(|(_, height)| height + GAP).sum();
            match spread(&wanted, 10.0, 310.0) {
                None => prop_assert!(needed > 300.0),
                Some(tops) => {
                    for (at, top) in tops.iter().enumerate() {
                        let end = top + wanted[at].1;
                        prop_assert!(*top >= 9.98 && end <= 310.01);
                        prop_assert!(tops.get(at + 1).is_none_or(|next| end <= next + 0.01));
                    }
                }
            }
        }
    }

    #[test]
    fn a_name_alone_stands_where_it_wants_to() {
        assert_eq!(spread(&[(50.0, 28.0), (200.0, 14.0)], 0.0, 300.0), Some(vec![50.0, 200.0]));
        assert_eq!(spread(&[(50.0, 28.0), (52.0, 14.0)], 0.0, 300.0), Some(vec![50.0, 81.0]));
        assert_eq!(spread(&[(290.0, 28.0)], 0.0, 300.0), Some(vec![272.0]));
        assert_eq!(spread(&[(0.0, 200.0), (0.0, 101.0)], 0.0, 300.0), None);
    }
}
