//! The people of a group by sex, age and status at once: one cell for each combination, as in a table.

use super::values::{FacetKind, FacetValues, Values};

/// A set of such cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FacetCells(u64);

const SEXES: [FacetValues; 3] = [FacetValues::FEMALE, FacetValues::MALE, FacetValues::NOT_KNOWN];
const AGES: [FacetValues; 4] =
    [FacetValues::CHILDREN, FacetValues::YOUNGER_ADULTS, FacetValues::OLDER, FacetValues::NOT_KNOWN];
const SIDES: [FacetValues; 5] = [
    FacetValues::CIVILIANS,
    FacetValues::SOLDIERS,
    FacetValues::FIGHTERS,
    FacetValues::OTHER_PROTECTED,
    FacetValues::NOT_KNOWN,
];

impl FacetCells {
    /// The cells in which somebody can be of whom this is said.
    pub(super) fn of(values: &Values) -> FacetCells {
        let of = |kind| values.get(kind);
        FacetCells::where_all(|sex, age, side| {
            sex.is_among(of(FacetKind::Sex))
                && age.is_among(of(FacetKind::Age))
                && side.is_among(of(FacetKind::Status))
        })
    }

    /// No cell.
    pub const NONE: FacetCells = FacetCells(0);

    /// Those that have to be there for parts to be all there is: nothing is not known of them. That others are protected besides
    /// is rarely counted apart.
    pub fn known() -> FacetCells {
        let is_known = |value| value != FacetValues::NOT_KNOWN;
        FacetCells::where_all(|sex, age, side| {
            [sex, age, side].into_iter().all(is_known) && side != FacetValues::OTHER_PROTECTED
        })
    }

    fn where_all(is_in: impl Fn(FacetValues, FacetValues, FacetValues) -> bool) -> FacetCells {
        let (mut cells, mut bit) = (0, 1);
        for sex in SEXES {
            for age in AGES {
                for side in SIDES {
                    cells |= if is_in(sex, age, side) { bit } else { 0 };
                    bit <<= 1;
                }
            }
        }
        FacetCells(cells)
    }

    /// The cells of both sets.
    pub fn and(self, other: FacetCells) -> FacetCells {
        FacetCells(self.0 & other.0)
    }

    /// The cells of either.
    pub fn or(self, other: FacetCells) -> FacetCells {
        FacetCells(self.0 | other.0)
    }

    /// Those of this set that are not in another.
    pub fn without(self, other: FacetCells) -> FacetCells {
        FacetCells(self.0 & !other.0)
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The first of them.
    pub fn first(self) -> FacetCells {
        FacetCells(self.0 & self.0.wrapping_neg())
    }

    /// How many there are.
    pub fn count(self) -> u32 {
        self.0.count_ones()
    }
}
