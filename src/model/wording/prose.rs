//! The count that stands at a place of running text: the number with its hedge, and nothing else.
//!
//! A cell is read in full or refused. Here the words behind a number are another's, so it ends where its grammar ends.

use super::super::count::Count;
use super::hedge;
use super::phrase::range_from;
use super::sign::Thousands;
use super::spelled::{Number, Place, is_number_word, number};
use super::token::{Cursor, TokenShape, tokens};
use super::words::Words;
use super::{Kind, Wording, canonical};

/// A count with which a text begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountInProse {
    /// Its words are the hedge and the number as printed, even where a cell would be kept in other signs (`2.340`).
    pub wording: Wording,
    /// Where those words stand in the text, in bytes.
    pub span: std::ops::Range<usize>,
    /// Whether the words say that it was added to an earlier count: `two more`, `another 12`.
    pub is_increment: bool,
    /// Whether the number has a dot before three digits, which parts thousands beside people: `2.340`.
    pub is_dotted: bool,
}

/// The longest count with which a text begins; `None` where it begins with none. Words that change nothing, such as
/// `a total of`, stand before it and are no part of it.
pub fn count_at_start_of(text: &str) -> Option<CountInProse> {
    let tokens = tokens(text);
    let mut cursor = Cursor::new(text, &tokens);
    let mut around = HedgesAround::default();
    around.before(&mut cursor);
    if let Some(low) = hedge::eat_vague(&mut cursor) {
        return around.vague(text, &mut cursor, low);
    }
    let place = if around.is_after_another { Place::AfterAnother } else { Place::Alone };
    let is_between = cursor.eat("between");
    let (first, is_dotted) = one(&mut cursor, if is_between { Place::AfterBetween } else { place })?;
    let range = if is_between { second(&mut cursor, first) } else { to(&mut cursor, first) };
    if is_between && range.is_none() {
        return None;
    }
    around.after(&mut cursor);
    let (kind, value, count) = match range {
        Some((low, high)) => (Kind::Range, None, Count::new(low, Some(high))?),
        None => {
            let kind = around.kind.unwrap_or(Kind::Exact);
            (kind, Some(first.value), kind.count_of(first.value)?)
        }
    };
    around.found(text, &cursor, (kind, value, count), is_dotted)
}

/// Whether a count may begin with this word, which is given in lower case. Digits may always.
pub fn may_begin_count(word: &str) -> bool {
    const OTHERS: [&str; 4] = ["a", "an", "half", "between"];
    OTHERS.contains(&word) || is_number_word(word) || hedge::may_begin(word)
}

/// The words around a number.
#[derive(Default)]
struct HedgesAround {
    start: usize,
    kind: Option<Kind>,
    is_increment: bool,
    is_after_another: bool,
}

impl HedgesAround {
    fn before(&mut self, cursor: &mut Cursor<'_>) {
        loop {
            let begin = *cursor;
            if hedge::eat_neutral_before(cursor) {
                if self.kind.is_none() && !self.is_increment {
                    self.start = cursor.start();
                }
            } else if let Some(words) = hedge::eat_added_before(cursor) {
                self.is_increment = true;
                self.is_after_another = words == "another";
            } else if let Some(kind) = hedge::eat_before(cursor).filter(|_| !is_vague_some(&begin)) {
                // Of two hedges the first says how far the words bind: "at least some 40".
                self.kind = self.kind.or(Some(kind));
            } else {
                *cursor = begin;
                return;
            }
        }
    }

    fn after(&mut self, cursor: &mut Cursor<'_>) {
        loop {
            let begin = *cursor;
            if hedge::eat_added_after(cursor) && !cursor.eat("than") {
                self.is_increment = true;
                continue;
            }
            *cursor = begin;
            match hedge::eat_after(cursor) {
                Some(kind) if self.kind.is_none_or(|before| before == kind) => self.kind = Some(kind),
                _ => {
                    *cursor = begin;
                    return;
                }
            }
        }
    }

    fn vague(mut self, text: &str, cursor: &mut Cursor<'_>, low: u64) -> Option<CountInProse> {
        // "Hundreds of" people: the word that joins them is no part of the number.
        let is_joined = {
            let back = cursor.back();
            back.peek_word().is_some_and(|word| word.eq_ignore_ascii_case("of"))
        };
        if is_joined {
            *cursor = cursor.back();
        }
        self.after(cursor);
        self.found(text, cursor, (Kind::Vague, None, Count::at_least(low)), false)
    }

    fn found(
        self,
        text: &str,
        cursor: &Cursor<'_>,
        (kind, value, count): (Kind, Option<u64>, Count),
        is_dotted: bool,
    ) -> Option<CountInProse> {
        let span = self.start..cursor.end_of_last();
        let own = text.get(span.clone())?;
        if value.or(count.high()).unwrap_or(0) > Count::MOST {
            return None;
        }
        let is_canonical = canonical::is(own, kind, value, count);
        let words = if is_canonical { Words::Canonical } else { Words::own(own) };
        let wording = Wording { kind, value, count, words };
        Some(CountInProse { wording, span, is_increment: self.is_increment, is_dotted })
    }
}

/// Whether `some` is next and counts by itself: "some hundreds".
fn is_vague_some(begin: &Cursor<'_>) -> bool {
    let mut cursor = *begin;
    cursor.peek_word().is_some_and(|word| word.eq_ignore_ascii_case("some"))
        && hedge::eat_vague(&mut cursor).is_some()
}

/// The number that is next, and whether its dot parts thousands.
fn one(cursor: &mut Cursor<'_>, place: Place) -> Option<(Number, bool)> {
    let begin = *cursor;
    if let Ok(found) = number(cursor, place) {
        return found.map(|found| (found, false));
    }
    *cursor = begin;
    let token = cursor.peek().filter(|token| token.shape == TokenShape::Numeral)?;
    let digits = Thousands::Dot.in_house_signs(token.text);
    let is_dotted = token.text.contains('.') && !token.text.contains(',');
    let again = tokens(&digits);
    let mut inner = Cursor::new(&digits, &again);
    let found = number(&mut inner, Place::Alone).ok().flatten().filter(|_| is_dotted && inner.is_at_end())?;
    cursor.step();
    let is_glued = cursor.peek().is_some_and(|next| next.is_glued && next.shape != TokenShape::Mark('.'));
    let is_word_behind = cursor.peek_word().is_some() && is_glued;
    (!is_word_behind).then_some((found, true))
}

/// The end of a range behind the number that was read; nothing is taken where the ends are not in order.
fn to(cursor: &mut Cursor<'_>, first: Number) -> Option<(u64, u64)> {
    let begin = *cursor;
    // "three or four" is a range, "12 or 60" are two numbers.
    let is_or = cursor.peek_word().is_some_and(|word| word.eq_ignore_ascii_case("or"));
    let fits = |(low, high): &(u64, u64)| low < high && (!is_or || *high <= low.saturating_mul(2));
    let range = range_from(cursor, first).ok().flatten().filter(fits);
    if range.is_none() {
        *cursor = begin;
    }
    range
}

/// The end of `between 40 and 50`.
fn second(cursor: &mut Cursor<'_>, first: Number) -> Option<(u64, u64)> {
    if !cursor.eat("and") {
        return to(cursor, first);
    }
    let last = number(cursor, Place::Alone).ok().flatten()?;
    // "Between two and three thousand": which is meant is not known.
    (first.value < last.value && !(first.scale == 1 && last.scale > 1)).then_some((first.value, last.value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, u64, Option<u64>)> {
        let found = count_at_start_of(text)?;
        assert_eq!(found.wording.text(), text[found.span.clone()]);
        Some((found.wording.text().into_owned(), found.wording.count().low(), found.wording.count().high()))
    }

    #[test]
    fn a_count_ends_where_its_grammar_ends() {
        for (text, words, low, high) in [
            ("No fewer than 27 people", "No fewer than 27", 27, None),
            ("nine dead and 22", "nine", 9, Some(9)),
            ("two more bodies", "two more", 2, Some(2)),
            ("two more than on Monday", "two", 2, Some(2)),
            ("Scores of traders", "Scores", 40, None),
            ("Hundreds of thousands fled", "Hundreds of thousands", 200_000, None),
            ("Several hundred fans", "Several hundred", 200, None),
            ("more than six hundred children", "more than six hundred", 601, None),
            ("12\u{2013}15 labourers", "12\u{2013}15", 12, Some(15)),
            ("As many as 25 climbers", "As many as 25", 0, Some(25)),
            ("between 1,000 and 1,400 more deaths", "between 1,000 and 1,400 more", 1_000, Some(1_400)),
            ("Another 21 people", "Another 21", 21, Some(21)),
            ("A further 41 were", "A further 41", 41, Some(41)),
            ("a total of 12 men", "12", 12, Some(12)),
            ("only about 30 came", "about 30", 27, Some(33)),
            ("3.4 lakh people", "3.4 lakh", 340_000, Some(340_000)),
            ("2.340 injured", "2.340", 2_340, Some(2_340)),
            ("\u{664}\u{668}, wounded", "\u{664}\u{668}", 48, Some(48)),
            ("6-0 in front", "6", 6, Some(6)),
            ("20 or more men", "20 or more", 20, None),
            ("40+ hurt", "40+", 40, None),
            ("half a dozen men", "half a dozen", 6, Some(6)),
            ("at least a dozen holidaymakers", "at least a dozen", 12, None),
            ("some 9,000 lives", "some 9,000", 8_100, Some(9_900)),
            ("fewer than ten, he said", "fewer than ten", 0, Some(9)),
            ("FORTY-FOUR PASSENGERS", "FORTY-FOUR", 44, Some(44)),
        ] {
            assert_eq!(read(text), Some((words.to_owned(), low, high)), "{text}");
        }
    }

    #[test]
    fn what_is_no_count_is_none() {
        for text in
            ["over the river", "3rd Street", "a child", "about noon", "some of them", "1.4 metres", "many"]
        {
            let read = read(text).filter(|(_, low, _)| *low != 1);
            assert_eq!(read, None, "{text}");
        }
    }

    #[test]
    fn words_of_addition_are_told() {
        for (text, is_increment) in [("two more bodies", true), ("another 12", true), ("12 men", false)] {
            assert_eq!(count_at_start_of(text).map(|found| found.is_increment), Some(is_increment), "{text}");
        }
    }
}
