//! The number of a row: read from its cells, with what is taken off them.

use super::draft::{Draft, Field, Fractions};
use super::figure::{Declared, Declares};
use super::figure_fault::FigureFault;
use super::problem::{Fault, Problem};
use super::taken_off::{TakenOff, TakenOffOf, unseen_in};
use super::unseen::seen;
use super::wording::{Aside, NumberStyle, Reading, Wording, WordingFault};

/// Reads the number of one row.
pub(super) struct RowCount<'d, 'a> {
    draft: &'d Draft<'a>,
    /// What is wrong with it.
    pub(super) problems: Vec<Problem>,
    /// What was taken off its cells.
    pub(super) taken_off: Vec<TakenOff>,
    /// What stood beside its numbers.
    pub(super) aside: Aside,
}

impl<'d, 'a> RowCount<'d, 'a> {
    pub(super) fn of(draft: &'d Draft<'a>) -> RowCount<'d, 'a> {
        RowCount { draft, problems: Vec::new(), taken_off: Vec::new(), aside: Aside::default() }
    }

    /// The count; `None` for a statement without a number, and when a problem was noted.
    pub(super) fn reading(&mut self, declared: &[Declared]) -> Option<Reading> {
        let (low, high) = (self.draft.get(Field::Low), self.draft.get(Field::High));
        let printed = self.draft.get(Field::Figure);
        if low.is_some() || high.is_some() {
            return self.bounds(low, printed, high);
        }
        match printed.map(|text| self.count(Field::Figure, text)) {
            Some(Ok(reading)) => Some(reading),
            Some(Err(WordingFault::NoReports { .. })) => None,
            absent @ (None | Some(Err(WordingFault::NoFigure { .. }))) => {
                let statement = declared
                    .iter()
                    .any(|d| matches!(d.what, Declares::Relation(kind) if kind.may_lack_a_count()));
                if !statement {
                    self.fault(
                        Field::Figure,
                        &match absent {
                            Some(Err(WordingFault::NoFigure { text })) if !text.is_empty() => {
                                FigureFault::NumberWithheld(text)
                            }
                            _ => FigureFault::NoFigure,
                        },
                    );
                }
                None
            }
            Some(Err(fault)) => {
                self.fault(Field::Figure, &fault);
                None
            }
        }
    }

    /// The words of a statement that there were no reports, where the row gives no number.
    pub(super) fn no_reports(&self, reading: Option<&Reading>) -> Option<Box<str>> {
        let text = self.draft.get(Field::Figure).filter(|_| reading.is_none())?;
        let says = matches!(
            Wording::read_with(text, self.numbers(Field::Figure)),
            Err(WordingFault::NoReports { .. })
        );
        says.then(|| text.trim().into())
    }

    fn count(&mut self, field: Field, text: &str) -> Result<Reading, WordingFault> {
        let mut reading = self.read(field, text)?;
        self.taken_off.extend(unseen_in(field, text));
        let Aside { marks, reservation } = std::mem::take(&mut reading.aside);
        let kept = [
            (TakenOffOf::Marks, marks, &mut self.aside.marks),
            (TakenOffOf::Reservation, reservation, &mut self.aside.reservation),
        ];
        for (what, text_aside, all) in kept.into_iter().filter(|(_, aside, _)| !aside.is_empty()) {
            self.taken_off.push(TakenOff::new(field, what, text));
            all.push_str(if all.is_empty() { "" } else { "; " });
            all.push_str(&text_aside);
        }
        Ok(reading)
    }

    fn read(&self, field: Field, text: &str) -> Result<Reading, WordingFault> {
        let style = self.numbers(field);
        match Wording::read_with(text, style) {
            Err(fault @ WordingFault::Fraction { .. }) => {
                let rounds = self.draft.conventions().is_some_and(|on| on.fractions() == Fractions::Rounded);
                let estimate = Wording::of_fraction(&seen(text), style.thousands);
                estimate.filter(|_| rounds).map(Reading::of).ok_or(fault)
            }
            read => read,
        }
    }

    fn numbers(&self, field: Field) -> NumberStyle {
        self.draft.conventions().map_or(NumberStyle::UNDECIDED, |decided| decided.numbers(field))
    }

    fn fault(&mut self, field: Field, fault: &dyn Fault) {
        self.problems.push(Problem::of_cell(field.name(), fault));
    }

    fn bounds(&mut self, low: Option<&str>, printed: Option<&str>, high: Option<&str>) -> Option<Reading> {
        let mut value = |field: Field, text: Option<&str>| match text.map(|text| self.count(field, text)) {
            None => Some(None),
            Some(Ok(reading)) if let Some((below, above)) = reading.whole.ends_of_fraction() => {
                Some(match field {
                    Field::Low => Some(below),
                    Field::High => Some(above),
                    _ => reading.whole.value(),
                })
            }
            Some(Ok(reading)) if reading.whole.value().is_some() => Some(reading.whole.value()),
            Some(Ok(_)) => {
                self.fault(field, &FigureFault::BoundIsNoNumber(text.unwrap_or_default().to_owned()));
                None
            }
            Some(Err(fault)) => {
                self.fault(field, &fault);
                None
            }
        };
        let (low, best, high) =
            (value(Field::Low, low)?, value(Field::Figure, printed)?, value(Field::High, high)?);
        match Wording::from_bounds(low, best, high) {
            Ok(whole) => Some(Reading::of(whole)),
            Err(fault) => {
                self.fault(Field::Low, &fault);
                None
            }
        }
    }
}
