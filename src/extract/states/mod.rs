//! Whether the text says that a number holds: it did earlier, it was taken back, it could happen, it is asked.

mod denied;
mod earlier;

use super::calendar::month_of;
use super::counts::CountHere;
use super::line::GlossedLine;
use super::{State, ties::ends_clause};
use crate::model::date::Day;

/// What stands around a number.
pub(super) struct WordsNearby<'w, 'p, 't> {
    pub line: &'w GlossedLine<'p, 't>,
    pub count: &'w CountHere,
    /// The word of harm, where it stands in the same sentence.
    pub word: Option<usize>,
    /// The day of publication.
    pub published: Option<Day>,
}

impl WordsNearby<'_, '_, '_> {
    /// Whether the number holds.
    pub fn state(&self) -> State {
        if self.line.tokens.iter().rev().take(3).any(|token| token.is_mark('?')) {
            return State::Asked;
        }
        type Holds<'a, 'w, 'p, 't> = (State, fn(&'a WordsNearby<'w, 'p, 't>) -> bool);
        let tests: [Holds<'_, '_, '_, '_>; 4] = [
            (State::Denied, Self::is_denied),
            (State::Earlier, Self::is_earlier),
            (State::Hypothetical, Self::could_happen),
            (State::History, Self::is_history),
        ];
        tests.iter().find(|(_, holds)| holds(self)).map_or(State::Current, |(state, _)| *state)
    }

    /// From the clause's beginning to its end.
    fn clause(&self) -> std::ops::Range<usize> {
        let line = self.line;
        let is_end = |at: &usize| line.token(*at).is_some_and(|token| ends_clause(token));
        let start = (0..self.count.lead).rev().find(is_end).map_or(0, |at| at + 1);
        // "90 people, compared with 60 in 2019": another number's year.
        let is_end = |at: &usize| {
            is_end(at) || line.begins(*at, &["compared", "with"]) || line.begins(*at, &["compared", "to"])
        };
        let end = (self.count.tokens.end..line.len()).find(is_end).unwrap_or(line.len());
        start..end
    }

    /// The part of the clause that tells of the same event: from "and" behind a comma to the next comma.
    fn segment(&self) -> std::ops::Range<usize> {
        let (line, clause) = (self.line, self.clause());
        let is_comma = |at: usize| line.is_mark(at, |c| c == ',');
        let turns =
            |at: &usize| is_comma(*at) && line.is_any(at + 1, &["and", "but", "while", "months", "days"]);
        let start = (clause.start..self.count.lead).rev().find(turns).map_or(clause.start, |at| at + 1);
        let end = (self.count.tokens.end..clause.end).find(|at| is_comma(*at)).unwrap_or(clause.end);
        start..end
    }

    fn has_before(&self, words: &[&str], farthest: usize) -> bool {
        let from = self.count.lead.saturating_sub(farthest).max(self.clause().start);
        (from..self.count.lead).any(|at| self.line.is_any(at, words))
    }

    fn has_behind(&self, words: &[&str], farthest: usize) -> bool {
        let to = (self.count.tokens.end + farthest).min(self.clause().end);
        (self.count.tokens.end..to).any(|at| self.line.is_any(at, words))
    }

    /// "could kill up to 100", "expect 1,000 more deaths", "would put 9,000 lives at risk".
    fn could_happen(&self) -> bool {
        let line = self.line;
        let clause = self.clause();
        let has = |words: &[&str]| clause.clone().any(|at| line.is_any(at, words));
        let is_modal_before = self.word.is_some_and(|word| {
            (word.saturating_sub(5)..word).any(|at| {
                let confirms = (at + 1..at + 3)
                    .any(|at| line.is_any(at, &["confirm", "say", "acknowledge", "admit", "verify"]));
                line.is_any(at, &["could", "would", "will", "might", "may", "can"]) && !confirms
            }) && !(word.saturating_sub(4)..word).any(|at| line.is_any(at, &["have", "be"]))
        });
        let expects = self.has_before(
            &[
                "expect",
                "expects",
                "expected",
                "forecast",
                "forecasts",
                "predict",
                "predicts",
                "predicted",
                "project",
                "projects",
                "projected",
                "anticipate",
                "anticipates",
                "warn",
                "warns",
                "warned",
                "threatens",
                "threaten",
            ],
            12,
        ) && (has(&[
            "could",
            "would",
            "will",
            "may",
            "might",
            "by",
            "expect",
            "expects",
            "forecast",
            "forecasts",
            "predict",
            "predicts",
            "predicted",
            "projected",
            "projects",
            "project",
            "anticipates",
        ]) && !has(&["was", "were", "since"]));
        let at_risk =
            clause.clone().any(|at| line.begins(at, &["at", "risk"]) || line.begins(at, &["in", "danger"]));
        let is_if = has(&["if", "unless"]) && has(&["would", "could", "will", "might"]);
        is_modal_before || expects || at_risk || is_if
    }

    /// "the last eruption, in 1961, had buried 340"; "since 1934, when 212 perished".
    fn is_history(&self) -> bool {
        let line = self.line;
        let clause = self.clause();
        let has_pluperfect = clause.clone().any(|at| line.is(at, "had"));
        let told_for_comparison = clause.clone().any(|at| {
            line.is_any(
                at,
                &[
                    "last",
                    "previous",
                    "earlier",
                    "similar",
                    "worst",
                    "deadliest",
                    "when",
                    "same",
                    "another",
                    "ago",
                ],
            )
        });
        let year = clause.clone().find_map(|at| {
            let token = line.token(at).filter(|token| token.is_numeral() && token.text.len() == 4)?;
            let year: i32 = token.text.parse().ok().filter(|year| (1000..2100).contains(year))?;
            let since =
                at.checked_sub(1).is_some_and(|before| line.is_any(before, &["since", "from", "between"]))
                    || at.checked_sub(2).is_some_and(|before| line.is(before, "since"));
            (!since || line.is(at + 2, "when")).then_some(year)
        });
        // "In March, a similar ambush killed 22"; "last year's attack".
        let is_another = (told_for_comparison && has_month(line, self.segment()))
            || self.segment().any(|at| line.begins(at, &["last", "year", "'s"]) || line.is(at, "year's"));
        let Some(year) = year else {
            return is_another && self.word.is_some()
                || has_pluperfect
                    && clause.clone().any(|at| {
                        line.begins(at, &["years", "ago"]) || line.begins(at, &["years", "earlier"])
                    })
                || clause.clone().any(|at| line.begins(at, &["years", "ago"])) && self.word.is_some();
        };
        match self.published {
            Some(day) => {
                let now: i32 =
                    day.to_date().iso().get(..4).and_then(|year| year.parse().ok()).unwrap_or(year);
                year + 2 <= now || year < now && told_for_comparison
            }
            None => told_for_comparison || has_pluperfect,
        }
    }
}

/// Whether a clause begins with a month of its own: "in March", "last April".
fn has_month(line: &GlossedLine<'_, '_>, clause: std::ops::Range<usize>) -> bool {
    let is_month = |at: usize| line.token(at).is_some_and(|token| month_of(token).is_some());
    let leads = |at: usize| {
        at > 0
            && line.is_any(at - 1, &["in", "last"])
            && !line.token(at + 1).is_some_and(|next| next.is_numeral())
    };
    (clause.start.saturating_sub(3)..clause.end).any(|at| is_month(at) && leads(at))
        && line
            .find(clause, |at| {
                let is_time =
                    line.is_any(at + 1, &["day", "week", "month", "year", "time", "period", "night", "hour"]);
                line.is_any(at, &["similar", "same"]) && !is_time
            })
            .is_some()
}

#[cfg(test)]
mod tests;
