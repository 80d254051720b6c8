//! How a count was worded: reads the words of a cell into a kind, a value and an interval, and keeps them.
//!
//! What cannot be read without guessing is a [`WordingFault`], never a number. The table of kinds and the
//! tenth that `about` and `nearly` allow are those of `docs/rules.md`, "Counts".

mod canonical;
mod cell;
mod digits;
mod fault;
mod footnote;
mod fraction;
mod hedge;
mod no_reports;
mod noun;
mod number;
mod phrase;
mod prose;
mod quick;
mod quoted;
mod sign;
mod spelled;
mod style;
mod token;
mod words;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tables;

use std::borrow::Cow;

use super::count::Count;
use super::unseen::seen;
use digits::Signs;
pub use fault::{WordingFault, absent_hint};
use footnote::Certainty;
use fraction::{Fraction, fraction};
pub use prose::{CountInProse, count_at_start_of, may_begin_count};
pub use quoted::{has_digits, is_digit, is_printed_in};
pub use sign::{SignEvidence, Thousands};
pub use style::{DoubtfulMarks, EightDigits, NumberStyle};
use words::Words;

/// One count as it was printed: its kind, its printed value, the interval that its words allow, and the words.
///
/// Equal when all four are. The words take no memory of their own when they are canonical, and no allocation
/// up to 22 bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Wording {
    kind: Kind,
    value: Option<u64>,
    count: Count,
    words: Words,
}

/// Everything one cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The count that the cell is about. Its words are the whole cell.
    pub whole: Wording,
    /// The parts of it that the cell names, in order: `704, including 305 children`. Each part's words are
    /// its own number with its hedge; no part's low end is above the high end of the whole.
    pub parts: Vec<Part>,
    /// Whether the words say that it was added to an earlier count: `two more`, `another 12`.
    pub is_increment: bool,
    /// Whom it counts, as printed, if a noun follows: `fighters`. `None` when there is no noun, or only a word
    /// for death. A word for another outcome stays in it (`injured`, `people injured`), for the measure must
    /// agree with it.
    pub counted: Option<String>,
    /// What stood beside the number and is no part of it; it is not among the words.
    pub aside: Aside,
}

/// What stood beside a number and is no part of it, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aside {
    /// Footnote marks, in order, parted by blanks: `[1] *`. Empty where there are none.
    pub marks: String,
    /// A reservation that stood in brackets: `disputed`. Empty where there is none.
    pub reservation: String,
}

impl Reading {
    /// That of a count alone.
    pub fn of(whole: Wording) -> Reading {
        Reading { whole, parts: Vec::new(), is_increment: false, counted: None, aside: Aside::default() }
    }
}

/// A part of a count that the same cell names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Whom the part counts, as printed: `children`. Never empty.
    pub group: String,
    /// How many.
    pub wording: Wording,
}

impl Wording {
    /// Reads one cell. Left out of its words are the blanks around it, marks that cannot be seen, footnote marks and a
    /// reservation in brackets.
    ///
    /// Takes time in proportion to the length of the cell, and does not allocate for the common cells.
    ///
    /// # Errors
    /// What cannot be read without guessing; see [`WordingFault::CODES`]. [`WordingFault::NoFigure`] and
    /// [`WordingFault::NoReports`] alone say that the cell is no count at all, rather than one that cannot be read.
    pub fn read(text: &str) -> Result<Reading, WordingFault> {
        Wording::read_with(text, NumberStyle::UNDECIDED)
    }

    /// Whether a cell, trimmed, says in words or signs that there is nothing in it: `NA`, `-`, `not reported`.
    pub fn is_absent(text: &str) -> bool {
        cell::gives_no_figure(text)
    }

    /// As [`read`](Self::read), in a column of which it is known how it writes its numbers.
    ///
    /// Where a dot parts thousands, the words are kept in the house's own signs, so that `1.400` of such a column is
    /// `1,400` wherever it is shown or exported: beside English words a dot would make it a fraction. And they are kept so
    /// that they read alike without their column: `1.250 million` as `1.25 million`.
    ///
    /// # Errors
    /// Those of [`read`](Self::read); with decided signs none is [`WordingFault::Ambiguous`] for its dot or comma.
    pub fn read_with(text: &str, style: impl Into<NumberStyle>) -> Result<Reading, WordingFault> {
        let style = style.into();
        let text = text.trim();
        if let Some(whole) = quickly(text, style) {
            return Ok(Reading::of(whole));
        }
        let seen = seen(text);
        let Some(found) = footnote::unmarked(seen.trim()) else { return read_unmarked(seen.trim(), style) };
        if found.certainty == Certainty::Doubtful && style.marks == DoubtfulMarks::Refused {
            let (text, number) = (fault::quote(text), fault::quote(&found.text));
            return Err(WordingFault::DoubtfulMark { text, number, mark: found.aside.marks });
        }
        Ok(Reading { aside: found.aside, ..read_unmarked(&found.text, style)? })
    }

    /// The count of a file that holds bounds in columns: all values in people, both bounds included.
    ///
    /// Equal bounds are exact; different ones a range, or an estimate when a best value is given with them;
    /// a low alone is "at least", a high alone "up to", a best alone exact. A bound alone beside a best value
    /// must equal it. No confidence level is claimed in the words, for the columns claim none.
    ///
    /// # Errors
    /// No value at all ([`WordingFault::NoFigure`]); low above high; best outside the bounds; best beside one
    /// bound that differs; a value above [`Count::MOST`].
    pub fn from_bounds(
        low: Option<u64>,
        best: Option<u64>,
        high: Option<u64>,
    ) -> Result<Wording, WordingFault> {
        if let Some(n) = [low, best, high].into_iter().flatten().find(|n| *n > Count::MOST) {
            return Err(WordingFault::TooMany { text: n.to_string() });
        }
        let one = |kind: Kind, n: u64, count: Count| Ok(Wording::restore(kind, Some(n), count, None));
        let at_most = |n: u64| Kind::AtMost.count_of(n).unwrap_or(Count::exactly(n));
        match (low, best, high) {
            (Some(low), best, Some(high)) => Wording::from_both_bounds(low, best, high),
            (Some(bound), Some(best), None) | (None, Some(best), Some(bound)) if bound != best => {
                Err(WordingFault::OneBound { best, bound })
            }
            (Some(low), _, None) => one(Kind::AtLeast, low, Count::at_least(low)),
            (None, _, Some(high)) => one(Kind::AtMost, high, at_most(high)),
            (None, Some(best), None) => one(Kind::Exact, best, Count::exactly(best)),
            (None, None, None) => Err(WordingFault::NoFigure { text: String::new() }),
        }
    }

    /// A bare fraction such as `12.6`, as the estimate that it is: the nearest whole number, between the two around it. The
    /// words are kept. `None` for all other texts, for whole numbers among them.
    pub fn of_fraction(text: &str, thousands: Option<Thousands>) -> Option<Wording> {
        let Fraction { nearest, count, words } = fraction(text, thousands)?;
        Some(Wording { kind: Kind::Estimate, value: Some(nearest), count, words: Words::own(&words) })
    }

    /// The whole numbers around a bare fraction: its words alone do not say that it is an estimate. `None` for all others.
    pub fn ends_of_fraction(&self) -> Option<(u64, u64)> {
        let own = self.words.kept().filter(|_| self.kind == Kind::Estimate)?;
        let is_bare = fraction(own, None).is_some_and(|read| read.count == self.count);
        is_bare.then_some((self.count.low(), self.count.high()?))
    }

    /// The words as they read alike wherever they stand: beside a fraction the whole numbers around it, which make it the
    /// estimate that it is.
    pub fn unmistakable(&self) -> Cow<'_, str> {
        match self.ends_of_fraction() {
            Some((low, high)) => Cow::Owned(format!("{} ({low}-{high})", self.text())),
            None => self.text(),
        }
    }

    /// How far below zero a cell is that holds a number with a sign, and nothing else: 1,918 of `-1,918`. `None` for all
    /// others, and where the number cannot be read.
    pub fn below_zero(text: &str, thousands: Option<Thousands>) -> Option<u64> {
        let (sign, rest) = text.trim().split_at_checked(text.trim().chars().next()?.len_utf8())?;
        let is_signed = sign.chars().all(token::is_dash);
        Wording::read_with(rest, thousands).ok().filter(|_| is_signed)?.whole.point()
    }

    /// A wording as a store kept it: nothing is read or checked again. `text` is what
    /// [`own_text`](Wording::own_text) gave.
    pub fn restore(kind: Kind, value: Option<u64>, count: Count, text: Option<&str>) -> Wording {
        let is_own = |text: &&str| !canonical::is(text, kind, value, count);
        let words = text.filter(is_own).map_or(Words::Canonical, Words::own);
        Wording { kind, value, count, words }
    }

    /// What the words claim.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The printed value in people, without its hedge; the point of an estimate. `None` for a range and for
    /// vague words.
    pub fn value(&self) -> Option<u64> {
        self.value
    }

    /// The interval that the words allow. Ends made by convention serve comparison only.
    pub fn count(&self) -> Count {
        self.count
    }

    /// The words as printed, without the blanks around them.
    pub fn text(&self) -> Cow<'_, str> {
        match self.words.kept() {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(canonical::text(self.kind, self.value, self.count)),
        }
    }

    /// The words, only when they are not the canonical ones: what a store must keep. Always some for vague
    /// words that were read.
    pub fn own_text(&self) -> Option<&str> {
        self.words.kept()
    }

    /// The words for display: a number that differs from the canonical words by its separators, blanks, dash
    /// or digit script alone is shown in the canonical ones (`5791` as `5,791`, `at least 1400` as
    /// `at least 1,400`); all others as printed.
    pub fn printed(&self) -> Cow<'_, str> {
        let canonical = canonical::text(self.kind, self.value, self.count);
        match self.words.kept() {
            Some(own) if let Some(number) = hedge::before_brackets(own) => {
                Cow::Owned(self.hedged_before(number))
            }
            Some(own)
                if own.contains(".0")
                    && self.kind != Kind::Vague
                    && !canonical::is_plain_form_of(own, &canonical) =>
            {
                Cow::Owned(canonical::whole(own))
            }
            Some(own) if self.kind == Kind::Vague || !canonical::is_plain_form_of(own, &canonical) => {
                Cow::Borrowed(own)
            }
            _ => Cow::Owned(canonical),
        }
    }

    /// The words of a number behind which its hedge stands in brackets: `about 240` for `240 (est.)`.
    fn hedged_before(&self, number: &str) -> String {
        match Wording::read(number) {
            Ok(Reading { whole, .. }) if whole.kind == Kind::About => whole.printed().into_owned(),
            Ok(Reading { whole, .. }) => format!("about {}", whole.printed()),
            Err(_) => number.to_owned(),
        }
    }

    /// Whether the low end is the house's reading rather than the source's number: a tenth less, one more
    /// than printed, a vague word's fewest, or the 0 below an upper bound.
    pub fn low_by_convention(&self) -> bool {
        !matches!(self.kind, Kind::Exact | Kind::AtLeast | Kind::Range | Kind::Estimate)
    }

    /// Whether there is a high end that is the house's reading rather than the source's number: a tenth more,
    /// or one less than printed.
    pub fn high_by_convention(&self) -> bool {
        matches!(self.kind, Kind::FewerThan | Kind::Nearly | Kind::About)
    }

    /// The number where the words give one: an exact count, or the point of an estimate. No number is made of a bound.
    pub fn point(&self) -> Option<u64> {
        self.value.filter(|_| matches!(self.kind, Kind::Exact | Kind::Estimate))
    }

    /// Whether a cell holds a footnote mark that can be nothing else.
    pub fn is_marked(text: &str) -> bool {
        let found = footnote::unmarked(seen(text).trim());
        found.is_some_and(|found| found.certainty == Certainty::Certain && !found.aside.marks.is_empty())
    }

    fn from_both_bounds(low: u64, best: Option<u64>, high: u64) -> Result<Wording, WordingFault> {
        let count = Count::new(low, Some(high)).ok_or(WordingFault::Reversed { low, high })?;
        match best {
            Some(value) if !count.allows(value) => Err(WordingFault::PointOutside { value, low, high }),
            _ if low == high => Ok(Wording::restore(Kind::Exact, Some(low), count, None)),
            None => Ok(Wording::restore(Kind::Range, None, count, None)),
            Some(best) => {
                let [best_words, low, high] = [best, low, high].map(canonical::Grouped);
                let text = format!("{best_words} ({low}-{high})");
                Ok(Wording::restore(Kind::Estimate, Some(best), count, Some(&text)))
            }
        }
    }
}

/// The quick way, where the signs of the column are those of the house.
fn quickly(text: &str, style: NumberStyle) -> Option<Wording> {
    if style.thousands == Some(Thousands::Dot) { None } else { quick::read(text) }
}

/// Reads a trimmed cell without anything beside its number.
fn read_unmarked(text: &str, style: NumberStyle) -> Result<Reading, WordingFault> {
    let signs = style.thousands.map_or(Signs::Undecided, |_| Signs::Decided);
    let text = style.thousands.map_or(Cow::Borrowed(text), |thousands| thousands.in_house_signs(text));
    if let Some(whole) = quick::read(&text).or_else(|| eight_digits(&text, style)) {
        return Ok(Reading::of(whole));
    }
    let reading = cell::read(&text, signs)?;
    let plainer = style.thousands.and_then(|_| sign::unmistakable(&text));
    plainer.map_or(Ok(reading), |text| cell::read(&text, signs))
}

/// The number of eight digits that may be a day, where its column holds numbers. Its words have commas, so that they read
/// alike without their column.
fn eight_digits(text: &str, style: NumberStyle) -> Option<Wording> {
    let is_number = style.eight_digits == EightDigits::Number && phrase::is_compact_date(text);
    let number = text.parse().ok().filter(|_| is_number)?;
    Some(Wording::restore(Kind::Exact, Some(number), Count::exactly(number), None))
}

/// What the words around a number claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `704`: the number itself.
    Exact,
    /// `at least 704`: it or more.
    AtLeast,
    /// `more than 704`: 705 or more.
    MoreThan,
    /// `up to 704`: it or fewer.
    AtMost,
    /// `fewer than 704`: 703 or fewer.
    FewerThan,
    /// `nearly 704`: from a tenth fewer to one fewer.
    Nearly,
    /// `about 704`: from a tenth fewer to a tenth more.
    About,
    /// `40-50`: both ends included.
    Range,
    /// `2,975 (95% CI 2,658-3,290)`: a point with its interval, both ends included.
    Estimate,
    /// `dozens`: no number, but a fewest.
    Vague,
}

impl Kind {
    /// Whether it gives nothing but an upper bound.
    pub fn is_upper_bound(self) -> bool {
        matches!(self, Kind::AtMost | Kind::FewerThan)
    }

    /// Every kind, in the order of `docs/rules.md`, "Counts".
    pub const ALL: [Kind; 10] = [
        Kind::Exact,
        Kind::AtLeast,
        Kind::MoreThan,
        Kind::AtMost,
        Kind::FewerThan,
        Kind::Nearly,
        Kind::About,
        Kind::Range,
        Kind::Estimate,
        Kind::Vague,
    ];

    /// The kind's word in files and in the store, such as `at_least`.
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Exact => "exact",
            Kind::AtLeast => "at_least",
            Kind::MoreThan => "more_than",
            Kind::AtMost => "at_most",
            Kind::FewerThan => "fewer_than",
            Kind::Nearly => "nearly",
            Kind::About => "about",
            Kind::Range => "range",
            Kind::Estimate => "estimate",
            Kind::Vague => "vague",
        }
    }

    /// The kind with this very word.
    pub fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The interval that this kind allows around `n` people. A tenth is rounded up and at least 1; lows stop
    /// at 0. `None` for fewer than 0 and nearly 0, and for the kinds whose interval is not made from one
    /// number (range, estimate, vague).
    pub fn count_of(self, n: u64) -> Option<Count> {
        let tenth = n.div_ceil(10).max(1);
        match self {
            Kind::Exact => Some(Count::exactly(n)),
            Kind::AtLeast => Some(Count::at_least(n)),
            Kind::MoreThan => Some(Count::at_least(n.saturating_add(1))),
            Kind::AtMost => Count::new(0, Some(n)),
            Kind::FewerThan => Count::new(0, Some(n.checked_sub(1)?)),
            Kind::Nearly => Count::new(n.saturating_sub(tenth), Some(n.checked_sub(1)?)),
            Kind::About => Count::new(n.saturating_sub(tenth), Some(n.saturating_add(tenth))),
            Kind::Range | Kind::Estimate | Kind::Vague => None,
        }
    }
}
