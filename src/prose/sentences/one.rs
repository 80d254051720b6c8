//! One figure: said by its authority, undated, inferred, unattributed, for a period; and what its publisher adds.

use crate::model::date::PartialDate;
use crate::model::figure::{Figure, Window};
use crate::model::recorded::Recorded;
use crate::model::words::CountType;
use crate::phrase::made_of::Making;
use crate::phrase::measure::{Tense, Verb};
use crate::phrase::names::Speech;
use crate::phrase::occasion::Occasion;
use crate::phrase::people::CountPhrase;
use crate::phrase::setting::{definition, setting, then};
use crate::phrase::when::{beside, beside_each, joint, on, window};

use crate::reconcile::Role;

use super::ground::{Ground, counts_of};
use super::said::{Ascribed, Ascription, OwnVoice, SaidWhen};

/// The sentence of one figure that has a number; empty for a statement without one.
pub fn sentence_of(recorded: &Recorded, speech: &Speech<'_>) -> String {
    let Some(counted) = counted(recorded, speech) else { return String::new() };
    let one = One { figure: &recorded.figure, counted, speech };
    match Ascribed::of(recorded, speech) {
        Ascribed::InOwnVoice(own) => one.in_own_voice(&own),
        Ascribed::ToAuthority(said) if one.is_period() => one.period(&said),
        Ascribed::ToAuthority(said) => one.said(&said),
    }
}

/// The number of a figure with whom it counts.
pub fn counted(recorded: &Recorded, speech: &Speech<'_>) -> Option<CountPhrase> {
    let figure = &recorded.figure;
    let by = figure.authority().filter(|_| Ascribed::is_said(recorded));
    Some(CountPhrase::new(figure.count.as_ref()?, &figure.scope, speech, by))
}

struct One<'a> {
    figure: &'a Figure,
    counted: CountPhrase,
    speech: &'a Speech<'a>,
}

impl One<'_> {
    fn is_period(&self) -> bool {
        self.figure.scope.count_type == CountType::Period
    }

    fn occasion(&self) -> Occasion {
        Occasion::of(&self.figure.scope.event, self.speech)
    }

    fn said(&self, said: &Ascription) -> String {
        let Ascription { speaker, citing, when, .. } = said;
        let what = format!("{} {}", self.counted.full(), self.predicate(self.tense()));
        let begins_with_words = what.starts_with(|c: char| c.is_alphabetic());
        if self.figure.as_of.is_assumed()
            && begins_with_words
            && self.tense() != Tense::Future
            && let SaidWhen::InReport { publisher, on: day } = when
        {
            let place = self.place(&[*day], &self.definition());
            let report = format!("in a report {publisher} published {}", on(*day));
            let party = said.party.as_ref().map(|party| format!(", {party},")).unwrap_or_default();
            let citing = citing.as_ref().map(|name| format!(", citing {name}")).unwrap_or_default();
            return format!("{what} {place}, {speaker}{party} said{citing}, {report}.");
        }
        let what = match self.tense() {
            Tense::PresentPerfect => {
                format!("{} {}", self.counted.full(), self.predicate(Tense::PastPerfect))
            }
            _ => what,
        };
        let said = format!("{speaker}{} said{}", said.aside(), when.clause());
        let rest = format!("{}{}", self.definition(), self.as_of(when));
        format!("{said} that {what} {}.", self.place(&[when.day()], &rest))
    }

    /// `{Gaza's health ministry} reported {704 people} {killed} in {place} in {the 24 hours to 24 October 2023}.`
    fn period(&self, said: &Ascription) -> String {
        let window = window(self.figure).unwrap_or_default();
        let who = format!("{}{} reported", said.speaker, said.aside());
        let place = self.place(&[], &format!(" {window}{}", self.definition()));
        let is_of_the_day = self.figure.as_of.stated().is_some_and(|end| said.when == SaidWhen::On(end));
        if is_of_the_day && self.verb().is_one_word() {
            let what = self.verb().behind_noun();
            return format!("{who} {} {what} {place}.", self.counted.full());
        }
        let who = match said.when {
            SaidWhen::InReport { .. } => format!("{}{} said", said.speaker, said.aside()),
            SaidWhen::On(_) => who,
        };
        let when = if is_of_the_day { String::new() } else { said.when.clause() };
        format!("{who}{when} that {} {} {place}.", self.counted.full(), self.predicate(Tense::Past))
    }

    fn in_own_voice(&self, own: &OwnVoice) -> String {
        let OwnVoice { publisher, on: day, ground } = own;
        let as_of = match self.figure.as_of.stated() {
            _ if self.is_period() => {
                window(self.figure).map(|window| format!(" {window}")).unwrap_or_default()
            }
            Some(as_of) if as_of != *day => self.of_day(as_of, *day),
            _ => String::new(),
        };
        let tense = match self.tense() {
            Tense::PresentPerfect => Tense::Past,
            tense => tense,
        };
        let what = format!("{} {}", self.counted.full(), self.predicate(tense));
        let rest = match self.is_period() {
            true => format!("{as_of}{}", self.definition()),
            false => format!("{}{as_of}", self.definition()),
        };
        let place = self.place(&[*day], &rest);
        let (day, rest) = (on(*day), format!("that {what} {place}"));
        match ground {
            Ground::Citing(name) => format!("{publisher}, citing {name}, reported {day} {rest}."),
            Ground::MadeOf(counts) => {
                let made = match counts.making {
                    Making::Sum => "added up",
                    Making::Other => "worked from",
                };
                format!("{publisher} {made} {} and reported {day} {rest}.", counts_of(counts))
            }
            Ground::Unnamed | Ground::Traced(_) => {
                let traced = ground.traced_to();
                let traced = traced.map(|name| format!(", a figure this desk traces to {name}"));
                let traced = traced.unwrap_or_default();
                format!("{publisher} reported {day}, without naming a source for the figure, {rest}{traced}.")
            }
        }
    }

    /// The day for which it holds, unless that is the day on which it was said or all that is counted; of what is to come,
    /// by when.
    fn as_of(&self, when: &SaidWhen) -> String {
        let day = self.figure.as_of.stated().filter(|day| !when.is_within(*day) && !self.counts_only(*day));
        day.map(|day| self.of_day(day, when.day())).unwrap_or_default()
    }

    /// `, as of 24 October`; of what is to come ` by 2030`, which a comma parts from a definition before it.
    fn of_day(&self, day: PartialDate, said: PartialDate) -> String {
        match self.figure.scope.count_type {
            CountType::Projection if self.definition().is_empty() => format!(" by {}", beside(day, said)),
            CountType::Projection => format!(", by {}", beside(day, said)),
            _ => format!(", as of {}", beside_each(day, &self.named(said))),
        }
    }

    /// The days that a sentence has named before the day for which the figure holds: when it was said, and its origin.
    fn named(&self, said: PartialDate) -> Vec<PartialDate> {
        let origin = match self.figure.window {
            Some(Window::From(start)) if !self.is_period() => Some(start),
            _ => None,
        };
        std::iter::once(said).chain(origin).collect()
    }

    /// Whether a toll begins and ends with that day.
    fn counts_only(&self, day: PartialDate) -> bool {
        !self.is_period() && self.figure.window == Some(Window::From(day))
    }

    fn tense(&self) -> Tense {
        match (self.figure.scope.count_type, self.figure.as_of.stated()) {
            (CountType::Projection, _) => Tense::Future,
            (CountType::Period, _) => Tense::Past,
            (_, Some(_)) => Tense::PastPerfect,
            (CountType::Total, None) if self.occasion().is_over() => Tense::Past,
            (_, None) => Tense::PresentPerfect,
        }
    }

    fn verb(&self) -> Verb {
        Verb::of(&self.figure.scope, self.speech)
    }

    fn predicate(&self, tense: Tense) -> String {
        self.verb().predicate(tense, self.counted.grammar)
    }

    /// The setting, the origin where one is stated, and the rest. `named`: the days that the sentence names around it.
    fn place(&self, named: &[PartialDate], rest: &str) -> String {
        then(&setting(&self.figure.scope, self.speech), &format!("{}{rest}", self.origin(named)))
    }

    /// ` since 7 October`; ` on 7 October 2023` for an event that happened once, or where that is the last day as well;
    /// nothing for a period.
    fn origin(&self, named: &[PartialDate]) -> String {
        let is_of_one_day = self.figure.as_of.stated().is_some_and(|day| self.counts_only(day));
        match self.figure.window {
            _ if self.is_period() => String::new(),
            Some(Window::From(start)) if is_of_one_day || self.occasion() == Occasion::Moment => {
                format!(" {}", on(start))
            }
            Some(Window::From(start)) => format!(" since {}", beside_each(start, named)),
            Some(Window::Hours(_)) => {
                window(self.figure).map(|window| format!(" {window}")).unwrap_or_default()
            }
            None => String::new(),
        }
    }

    fn definition(&self) -> String {
        definition(&self.figure.scope).map(|words| format!(", {words}")).unwrap_or_default()
    }
}

/// A figure that does not count, with its day: too old, or from another origin, which is then said.
pub fn passed_over(recorded: &Recorded, role: &Role, speech: &Speech<'_>) -> Option<String> {
    let figure = &recorded.figure;
    let number = counted(recorded, speech)?.short();
    let day = match (figure.as_of.stated(), figure.details.stated_on) {
        (Some(day), _) => format!(", {} {}", joint(figure.scope.count_type), day.long()),
        (None, Some(stated)) => format!(", given {}", on(stated.date)),
        (None, None) => format!(", in a report published {}", on(figure.published_on.date)),
    };
    let origin = match figure.window {
        Some(Window::From(start)) if *role == Role::OtherOrigin => format!(", counted from {}", start.long()),
        _ => String::new(),
    };
    Some(match Ascribed::of(recorded, speech) {
        Ascribed::ToAuthority(said) => {
            format!("the last figure of {} was {number}{day}{origin}.", said.subject())
        }
        Ascribed::InOwnVoice(own) => {
            format!("{} last gave {number}{day}{origin}, {}.", own.publisher, own.ground.clause())
        }
    })
}
