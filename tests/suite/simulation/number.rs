//! A number as a plain source prints it, and what it says of another (`docs/rules.md`, "Counts" and "Restatements").

use std::cmp::Ordering;

use tollbook::model::recorded::Recorded;
use tollbook::model::wording::Kind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    pub kind: Kind,
    /// What was printed; none for a range.
    pub value: Option<u64>,
    pub low: u64,
    pub high: Option<u64>,
}

impl Number {
    pub fn of(figure: &Recorded) -> Number {
        let count = figure.figure.count.as_ref().expect("a number");
        Number {
            kind: count.kind(),
            value: count.value(),
            low: count.count().low(),
            high: count.count().high(),
        }
    }

    /// Whether both allow the same counts.
    pub fn is_same(self, other: Number) -> bool {
        (self.low, self.high) == (other.low, other.high)
    }

    /// Whether some count is allowed by both.
    pub fn meets(self, other: Number) -> bool {
        self.high.is_none_or(|high| other.low <= high) && other.high.is_none_or(|high| self.low <= high)
    }

    /// Whether every count that the other allows is allowed here.
    pub fn contains(self, other: Number) -> bool {
        self.low <= other.low && self.high.is_none_or(|high| other.high.is_some_and(|inside| inside <= high))
    }

    /// Whether it is wider than another; of two that are open neither is.
    pub fn is_wider_than(self, other: Number) -> bool {
        let width = |number: Number| number.high.map_or(u64::MAX, |high| high - number.low);
        width(self) > width(other)
    }

    /// Whether every count that is allowed here lies above all that the other allows.
    pub fn is_above(self, other: Number) -> bool {
        other.high.is_some_and(|high| self.low > high)
    }

    /// Whether it says less than another: by what was printed, else by the lower end, else by the upper end.
    pub fn is_below(self, other: Number) -> bool {
        let printed = self.value.zip(other.value).map_or(Ordering::Equal, |(a, b)| a.cmp(&b));
        let high = |number: Number| (number.high.is_none(), number.high);
        let ends = (self.low, high(self)).cmp(&(other.low, high(other)));
        printed.then(ends).is_lt()
    }

    /// Whether it gives nothing but an upper bound.
    pub fn is_bound(self) -> bool {
        self.kind == Kind::AtMost
    }

    /// Whether this one says again what an earlier one said.
    pub fn restates(self, earlier: Number, same_day: bool) -> bool {
        if self.is_same(earlier) || !self.meets(earlier) {
            return self.is_same(earlier);
        }
        let printed = self.value.zip(earlier.value).is_some_and(|(new, old)| {
            new == old || is_rounded(new, old) || (same_day && is_rounded(old, new))
        });
        printed || (same_day && (self.lies_in(earlier) || earlier.lies_in(self)))
    }

    /// Whether what was printed lies in the range that the other gives.
    fn lies_in(self, range: Number) -> bool {
        let holds = |value: u64| range.low <= value && range.high.is_some_and(|high| value <= high);
        range.kind == Kind::Range
            && match self.value {
                Some(value) => holds(value),
                None => self.kind == Kind::Range && range.contains(self),
            }
    }
}

/// Whether one number is another, rounded half up or cut, by no more than a tenth.
fn is_rounded(short: u64, full: u64) -> bool {
    let forms = [10, 100, 1000].into_iter().filter(|unit| *unit <= full);
    let forms = forms.flat_map(|unit| [full - full % unit, (full + unit / 2) - (full + unit / 2) % unit]);
    short != full && short.abs_diff(full) * 10 <= full && forms.into_iter().any(|form| form == short)
}
