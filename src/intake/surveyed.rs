//! What the cells of one column show of how it is written, and what follows from it.

use super::decision::{About, Decision, Seen};
use super::fault::FileFault;
use super::kinds::NotationKind;
use super::notation::Notation;
use crate::model::date::{DateFault, DateOrder, DateStyle, Moment};
use crate::model::wording::{
    DoubtfulMarks, EightDigits, NumberStyle, SignEvidence, Thousands, Wording, WordingFault,
};

/// What the cells of one column showed.
pub(super) struct SurveyedColumn {
    /// Its place in the table, from 0.
    pub at: usize,
    kind: NotationKind,
    /// What is known of it beforehand.
    said: Notation,
    doubt: Option<Seen>,
    /// The first cell that needs a comma between thousands, or the day first.
    one: Option<Seen>,
    /// The first cell that needs the other.
    other: Option<Seen>,
    /// What becomes of its doubtful footnote marks.
    marks: DoubtfulMarks,
    /// How many cells of numbers are days, or eight digits that may be one, before the first that is none.
    days: u64,
    /// The first day whose year has two digits.
    short_year: Option<Seen>,
    /// What stands first in such days, by the first that shows it.
    short_order: Option<DateOrder>,
    /// Whether it holds numbers that are no days, or days with their whole year.
    has_plain: HasPlain,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum HasPlain {
    No,
    Yes,
}

/// What was decided of a column.
pub(super) struct ColumnDecision {
    pub way: Notation,
    pub decision: Option<Decision>,
}

impl SurveyedColumn {
    pub fn new(at: usize, kind: NotationKind, said: Notation) -> SurveyedColumn {
        SurveyedColumn {
            at,
            kind,
            said,
            doubt: None,
            one: None,
            other: None,
            marks: DoubtfulMarks::Refused,
            days: 0,
            short_year: None,
            short_order: None,
            has_plain: HasPlain::No,
        }
    }

    /// Looks at a cell.
    pub fn see(&mut self, text: &str, line: u64) {
        if text.is_empty() {
            return;
        }
        let slot = match self.kind {
            NotationKind::Counts => self.see_count(text),
            NotationKind::Dates => self.see_date(text, line),
        };
        if let Some(slot) = slot {
            slot.get_or_insert_with(|| Seen { line, value: text.to_owned() });
        }
    }

    /// The slot in which a number is evidence of the signs of its column.
    fn see_count(&mut self, text: &str) -> Option<&mut Option<Seen>> {
        if self.has_plain == HasPlain::No {
            match Wording::read(text) {
                Err(WordingFault::LooksLikeDate { .. }) => self.days += 1,
                Ok(_) | Err(WordingFault::Fraction { .. } | WordingFault::Ambiguous { .. }) => {
                    self.has_plain = HasPlain::Yes;
                }
                Err(_) => {}
            }
        }
        if self.marks == DoubtfulMarks::Refused && Wording::is_marked(text) {
            self.marks = DoubtfulMarks::TakenOff;
        }
        match evidence(text) {
            SignEvidence::None => None,
            SignEvidence::Doubtful => Some(&mut self.doubt),
            SignEvidence::Settles(Thousands::Comma) => Some(&mut self.one),
            SignEvidence::Settles(Thousands::Dot) => Some(&mut self.other),
        }
    }

    /// The slot in which a day is evidence of what stands first in its column.
    fn see_date(&mut self, text: &str, line: u64) -> Option<&mut Option<Seen>> {
        let style = DateStyle { order: None, ..self.said.dates };
        let short = Moment::read_with(text, DateStyle { century: None, ..style });
        let is_short = matches!(short, Err(DateFault::TwoDigitYear { .. }));
        if is_short && style.century.is_none() {
            self.short_year.get_or_insert_with(|| Seen { line, value: text.to_owned() });
            self.short_order = self.short_order.or_else(|| DateOrder::evidence(text));
            return None;
        }
        match Moment::read_with(text, style) {
            // `23-10-25` may begin with its year.
            Err(DateFault::Ambiguous { .. } | DateFault::TwoDigitYear { .. }) => {
                self.has_plain = HasPlain::Yes;
                Some(&mut self.doubt)
            }
            Err(_) => None,
            Ok(_) => {
                self.has_plain = HasPlain::Yes;
                match DateOrder::evidence(text)? {
                    DateOrder::DayFirst => Some(&mut self.one),
                    DateOrder::MonthFirst => Some(&mut self.other),
                }
            }
        }
    }

    /// Decides how the column is written; `None` where there is nothing to decide.
    ///
    /// # Errors
    /// Cells of two meanings that no other settles, cells that exclude each other, years without their century.
    pub fn decided(&self, name: &str) -> Result<Option<ColumnDecision>, Vec<FileFault>> {
        let mut faults = Vec::new();
        let order = self.order(name).unwrap_or_else(|fault| {
            faults.push(fault);
            None
        });
        faults.extend(self.short_years(name));
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut way = order.as_ref().map_or(Notation::default(), |decided| decided.way);
        if self.kind == NotationKind::Counts {
            way.numbers.marks = self.marks;
            way.numbers.eight_digits = self.digits();
        }
        let decision = order.and_then(|decided| decided.decision);
        Ok((way != Notation::default()).then_some(ColumnDecision { way, decision }))
    }

    /// What eight digits are. Where two cells or more are days, or may be, and none is a number, the column holds days.
    fn digits(&self) -> EightDigits {
        match (self.has_plain, self.days) {
            (HasPlain::No, 0 | 2..) => EightDigits::Refused,
            (HasPlain::No, 1) | (HasPlain::Yes, _) => EightDigits::Number,
        }
    }

    /// Years of two digits in a column without a whole year stop the file; beside whole years they are slips of their rows.
    fn short_years(&self, name: &str) -> Option<FileFault> {
        let seen = self.short_year.clone().filter(|_| self.has_plain == HasPlain::No)?;
        let order = self.said.dates.order.or(self.short_order);
        Some(FileFault::ShortYears { column: name.to_owned(), seen, order })
    }

    /// Whether anything has to be decided: a cell with two meanings, or signs that are not the house's own.
    fn is_in_question(&self) -> bool {
        let (is_said, shows) = match self.kind {
            NotationKind::Counts => (self.said.numbers.thousands.is_some(), self.other.is_some()),
            NotationKind::Dates => {
                (self.said.dates.order.is_some(), self.one.is_some() || self.other.is_some())
            }
        };
        !is_said && (self.doubt.is_some() || shows)
    }

    /// What parts thousands, or what stands first.
    fn order(&self, name: &str) -> Result<Option<ColumnDecision>, FileFault> {
        if !self.is_in_question() {
            return Ok(None);
        }
        let column = name.to_owned();
        let (is_one, by) = match (&self.one, &self.other) {
            (Some(by), None) => (true, by),
            (None, Some(by)) => (false, by),
            (None, None) => {
                let doubt = self.doubt.clone().unwrap_or(Seen { line: 0, value: String::new() });
                return Err(FileFault::Undecided { kind: self.kind, column, doubt });
            }
            (Some(one), Some(other)) => {
                let cells = Box::new([one.clone(), other.clone()]);
                return Err(FileFault::Contradicting { kind: self.kind, column, cells });
            }
        };
        let thousands = if is_one { Thousands::Comma } else { Thousands::Dot };
        let order = if is_one { DateOrder::DayFirst } else { DateOrder::MonthFirst };
        let (way, about, choice, flag) = match self.kind {
            NotationKind::Counts => {
                let numbers = NumberStyle::from(Some(thousands));
                let way = Notation { numbers, ..Notation::default() };
                (way, About::Thousands, thousands.sign().to_string(), "--thousands")
            }
            NotationKind::Dates => {
                let way = Notation { dates: Some(order).into(), ..Notation::default() };
                (way, About::Dates, order.word().to_owned(), "--dates")
            }
        };
        let decision =
            Decision { about, column: Some(column), choice, by: Some(by.clone()), because: None, flag };
        Ok(Some(ColumnDecision { way, decision: Some(decision) }))
    }
}

/// What a cell says about the signs of its column; a cell that is no number under any says nothing.
fn evidence(text: &str) -> SignEvidence {
    let is_number = |signs: Option<Thousands>| {
        let read = Wording::read_with(text, signs);
        matches!(read, Ok(_) | Err(WordingFault::Fraction { .. } | WordingFault::Ambiguous { .. }))
    };
    match Thousands::evidence(text) {
        SignEvidence::Settles(signs) if !is_number(Some(signs)) => SignEvidence::None,
        SignEvidence::Doubtful if !is_number(None) => SignEvidence::None,
        found => found,
    }
}
