//! One number with everything that hedges it: the table of kinds, and the grammar around a number.

use super::super::count::Count;
use super::super::date::MONTHS;
use super::Kind;
use super::fault::{WordingFault, quote};
use super::noun::is_one_person;
use super::spelled::{Number, Place, number};
use super::token::{Cursor, Token, TokenShape, is_dash};
use super::{hedge, noun};

/// One count that was read, and the bytes its words take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phrase {
    pub(super) kind: Kind,
    /// The printed value; `None` for a range and a vague word.
    pub(super) value: Option<u64>,
    pub(super) count: Count,
    /// Whether the words say that it was added to an earlier count.
    pub(super) is_increment: bool,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Phrase {
    /// Takes a hedge that follows in brackets: `240 (est.)` is about 240, and a range stays one.
    ///
    /// # Errors
    /// Another hedge stands before the number.
    pub(super) fn is_about(&mut self, cursor: &Cursor<'_>) -> Result<(), WordingFault> {
        match (self.kind, self.value) {
            (Kind::Exact, Some(value)) => {
                self.kind = Kind::About;
                self.count = Kind::About.count_of(value).unwrap_or(self.count);
                Ok(())
            }
            (Kind::About | Kind::Range, _) => Ok(()),
            _ => Err(WordingFault::Hedges { text: quote(cursor.text) }),
        }
    }
}

/// Reads the hedged number, range or vague word that is next.
///
/// # Errors
/// No number there, or one that cannot be read without guessing.
pub(super) fn phrase(cursor: &mut Cursor<'_>) -> Result<Phrase, WordingFault> {
    let mut around = WordsAround { start: cursor.start(), ..WordsAround::default() };
    let amount = loop {
        if let Some(low) = hedge::eat_vague(cursor) {
            break Amount::Vague(low);
        } else if let Some(kind) = hedge::eat_before(cursor) {
            around.hedge_before(cursor, kind)?;
        } else if let Some(words) = hedge::eat_added_before(cursor) {
            around.is_increment = true;
            around.is_after_another = words == "another";
        } else if !hedge::eat_neutral_before(cursor) {
            break amount(cursor, &around)?;
        }
    };
    around.after(cursor)?;
    let end = cursor.end_of_last();
    let (kind, value, count) = around.judge(cursor, amount)?;
    Ok(Phrase { kind, value, count, is_increment: around.is_increment, start: around.start, end })
}

/// The end of a range behind a dash, `to` or `or` (`3 or 4`), if one follows the number that was read.
///
/// # Errors
/// The end is below the beginning; or only the end has a scale word that may be meant for both.
pub(super) fn range_from(cursor: &mut Cursor<'_>, first: Number) -> Result<Option<(u64, u64)>, WordingFault> {
    let begin = *cursor;
    if !(cursor.eat_mark(is_dash) || cursor.eat_any(&["to", "or"])) {
        return Ok(None);
    }
    match number(cursor, Place::Alone)? {
        Some(last) => ordered(cursor, first, last).map(Some),
        None => {
            *cursor = begin;
            Ok(None)
        }
    }
}

/// What stood between the hedges.
#[derive(Clone, Copy, Debug)]
enum Amount {
    One(u64),
    Range(u64, u64),
    Vague(u64),
}

/// The words around a number.
#[derive(Debug, Default)]
struct WordsAround {
    start: usize,
    kind: Option<Kind>,
    /// Whether a hedge stood behind the number already.
    is_closed: bool,
    is_increment: bool,
    is_after_another: bool,
}

impl WordsAround {
    /// Takes the hedge before the number; there may be one.
    fn hedge_before(&mut self, cursor: &Cursor<'_>, kind: Kind) -> Result<(), WordingFault> {
        match self.kind.replace(kind) {
            Some(_) => Err(WordingFault::Hedges { text: quote(cursor.text) }),
            None => Ok(()),
        }
    }

    /// Takes the hedge behind the number; it may repeat the one before (`at least 40+`).
    fn hedge_after(&mut self, cursor: &Cursor<'_>, kind: Kind) -> Result<(), WordingFault> {
        let agrees = self.kind.replace(kind).is_none_or(|before| before == kind);
        if self.is_closed || !agrees {
            return Err(WordingFault::Hedges { text: quote(cursor.text) });
        }
        self.is_closed = true;
        Ok(())
    }

    /// Reads the hedges and the `more` behind a number.
    fn after(&mut self, cursor: &mut Cursor<'_>) -> Result<(), WordingFault> {
        loop {
            if let Some(kind) = hedge::eat_after(cursor) {
                self.hedge_after(cursor, kind)?;
            } else if hedge::eat_added_after(cursor) {
                self.is_increment = true;
            } else if !hedge::eat_neutral_after(cursor) {
                return Ok(());
            }
        }
    }

    /// The kind, printed value and interval of an amount between these hedges.
    fn judge(&self, cursor: &Cursor<'_>, amount: Amount) -> Result<(Kind, Option<u64>, Count), WordingFault> {
        let text = || quote(cursor.text);
        let most = match amount {
            Amount::One(n) | Amount::Range(_, n) | Amount::Vague(n) => n,
        };
        if most > Count::MOST {
            return Err(WordingFault::TooMany { text: text() });
        }
        match (amount, self.kind) {
            (Amount::One(n), kind) => {
                let kind = kind.unwrap_or(Kind::Exact);
                let count = kind.count_of(n).ok_or_else(|| WordingFault::NothingBelow { text: text() })?;
                Ok((kind, Some(n), count))
            }
            (Amount::Range(low, high), None) if low == high => {
                Ok((Kind::Exact, Some(low), Count::exactly(low)))
            }
            // The ends of "about 20-30" are the source's own.
            (Amount::Range(low, high), None | Some(Kind::About)) => Count::new(low, Some(high))
                .map(|count| (Kind::Range, None, count))
                .ok_or(WordingFault::Reversed { low, high }),
            (Amount::Vague(low), None | Some(Kind::AtLeast)) => Ok((Kind::Vague, None, Count::at_least(low))),
            _ => Err(WordingFault::Hedges { text: text() }),
        }
    }
}

/// Reads a number or a range without its hedges.
fn amount(cursor: &mut Cursor<'_>, around: &WordsAround) -> Result<Amount, WordingFault> {
    let begin = *cursor;
    if cursor.eat("between") {
        return range_after(cursor, Place::AfterBetween, "and");
    }
    if cursor.eat("from") {
        return range_after(cursor, Place::Alone, "to");
    }
    if eat_nobody(cursor) {
        return Ok(Amount::One(0));
    }
    let place = if around.is_after_another { Place::AfterAnother } else { Place::Alone };
    if let Some(first) = number(cursor, place)? {
        let range = range_from(cursor, first)?;
        return Ok(range.map_or(Amount::One(first.value), |(low, high)| Amount::Range(low, high)));
    }
    if cursor.eat_any(&["a", "an"]) && cursor.peek_word().is_some_and(is_one_person) {
        return Ok(Amount::One(1));
    }
    *cursor = begin;
    if cursor.is_at_mark(|c| c.is_numeric()) {
        return Err(WordingFault::Fraction { text: quote(cursor.text) });
    }
    Err(not_a_number(cursor))
}

/// A text in which no number was found at the cursor: nothing at all, or words before one.
fn not_a_number(cursor: &Cursor<'_>) -> WordingFault {
    let mut ahead = *cursor;
    let mut is_behind_word = false;
    while !ahead.is_at_end() && !ahead.is_at_numeral() {
        is_behind_word = ahead.peek_word().is_some();
        ahead.step();
    }
    let is_glued = is_behind_word && ahead.peek().is_some_and(|token| token.is_glued);
    if ahead.is_at_end() || is_glued {
        return WordingFault::NotANumber { text: quote(cursor.text) };
    }
    let (before, _) = cursor.split();
    let rest = &cursor.text[cursor.start()..ahead.start()];
    WordingFault::Leftover { before: quote(before), rest: quote(rest.trim_end()) }
}

/// `between 40 and 50`, `from 40 to 50`, from the first number on.
fn range_after(cursor: &mut Cursor<'_>, place: Place, join: &str) -> Result<Amount, WordingFault> {
    let Some(first) = number(cursor, place)? else { return Err(not_a_number(cursor)) };
    let joined = cursor.eat(join) || (place == Place::AfterBetween && cursor.eat_mark(is_dash));
    let last = if joined { number(cursor, Place::Alone)? } else { None };
    match last {
        Some(last) => ordered(cursor, first, last).map(|(low, high)| Amount::Range(low, high)),
        None => Err(WordingFault::NotANumber { text: quote(cursor.text) }),
    }
}

/// The ends of a range, if they can be meant in one way and are in order.
fn ordered(cursor: &Cursor<'_>, first: Number, last: Number) -> Result<(u64, u64), WordingFault> {
    let (low, high) = (first.value, last.value);
    let may_share_scale =
        first.scale == 1 && last.scale > 1 && low.saturating_mul(last.scale) <= high && low > 0;
    if may_share_scale {
        return Err(WordingFault::Ambiguous { text: quote(cursor.text), meant: None });
    }
    if low > high {
        return Err(WordingFault::Reversed { low, high });
    }
    Ok((low, high))
}

/// `no one`, `none`, `no deaths`: zero. A noun behind `no` stays for the caller.
fn eat_nobody(cursor: &mut Cursor<'_>) -> bool {
    if cursor.eat_any(&["no one", "no - one", "nobody", "none"]) {
        return true;
    }
    let begin = *cursor;
    if cursor.eat("no") {
        let noun_at = *cursor;
        if noun::eat_noun_of_none(cursor).is_some() {
            *cursor = noun_at;
            return true;
        }
    }
    *cursor = begin;
    false
}

/// Whether a whole text is a day, month or time rather than a number: `2023-10-25`, `25/10/2023`,
/// `25 October 2023`, `20231025`.
pub(super) fn is_date(text: &str, tokens: &[Token<'_>]) -> bool {
    is_date_in_digits(text) || is_compact_date(text) || is_date_in_words(tokens)
}

/// Eight digits without separators that are a day of the years 1900 to 2099.
pub(super) fn is_compact_date(text: &str) -> bool {
    let in_range = |range: std::ops::Range<usize>, allowed: std::ops::RangeInclusive<u32>| {
        text.get(range).and_then(|part| part.parse().ok()).is_some_and(|n| allowed.contains(&n))
    };
    text.len() == 8
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && in_range(0..4, 1900..=2099)
        && in_range(4..6, 1..=12)
        && in_range(6..8, 1..=31)
}

/// Three runs of digits parted by the same dash, slash or dot, then nothing, a `T` or a blank; or `2023-10`.
fn is_date_in_digits(text: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let Some(sign) = day.chars().find(|c| !is_digit(*c)) else { return false };
    if !(is_dash(sign) || matches!(sign, '/' | '.')) {
        return false;
    }
    let mut runs = [""; 3];
    let mut parts = day.split(sign);
    for run in &mut runs {
        *run = parts.next().unwrap_or_default();
    }
    let is_number = |run: &str| run.chars().all(is_digit);
    if parts.next().is_some() || !runs.iter().all(|run| is_number(run)) {
        return false;
    }
    let is_year = |run: &str| run.len() == 4 && (run.starts_with("19") || run.starts_with("20"));
    match runs.map(str::len) {
        [4, 1..=2, 1..=2] => true,
        [1..=2, 1..=2, 4] => true,
        [1..=2, 1..=2, 2] => !matches!(sign, '.'),
        [4, 2, 0] => {
            is_dash(sign) && is_year(runs[0]) && ("01"..="12").contains(&runs[1]) && text.len() == day.len()
        }
        _ => false,
    }
}

/// A month by its name, beside numerals alone.
fn is_date_in_words(tokens: &[Token<'_>]) -> bool {
    let is_month = |word: &str| {
        let is_start_of = |month: &&str| {
            let start = month.get(..word.len());
            word.len() >= 3 && start.is_some_and(|start| start.eq_ignore_ascii_case(word))
        };
        MONTHS.iter().any(is_start_of)
    };
    let is_ordinal =
        |word: &str| ["st", "nd", "rd", "th", "of"].iter().any(|end| end.eq_ignore_ascii_case(word));
    let words = || tokens.iter().filter(|token| token.shape == TokenShape::Word);
    let numerals = tokens.iter().filter(|token| token.shape == TokenShape::Numeral).count();
    let months = words().filter(|token| is_month(token.text)).count();
    months == 1
        && (1..=2).contains(&numerals)
        && words().all(|token| is_month(token.text) || is_ordinal(token.text))
}
